"""What the console does about people: turns, hands, those from paper, and who has the console."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.dates import read_date
from plc_tui.domain.sessions.values import KINDS
from plc_tui.domain.sessions.views import ConsoleView, PersonAt
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.screens.live import LiveConsole
from plc_tui.ui.words.live import WRITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_tui.domain.sessions.views import SeatView
    from plc_tui.services import Plc


class ConsolePeople(LiveConsole):
    """Everyone in the session, as whoever facilitates sees them."""

    @property
    def people(self) -> tuple[PersonAt, ...]:
        """Everyone."""
        return self.view.people if self.view else ()

    def not_people(self, command_id: str) -> str | None:
        """Why a command about people cannot be done now."""
        step = self.current
        if command_id == "turn" and (step is None or step.speaker != "each"):
            return "This step is no round."
        if command_id == "write":
            if not any(person.paper for person in self.people):
                return "Everybody here writes for herself. a adds somebody without a terminal."
            if step is None or not set(step.gathers) & set(KINDS):
                return "Nothing is gathered in this step."
        return None

    # Turns

    async def action_turn(self) -> None:
        """To whoever comes next."""
        seen = next((person.key for person in self.people if person.turn), "")
        view = await self.act(lambda plc: plc.console.next_turn(self.session_id, seen))
        turn = view.room.turn
        self.say(safe.fill("$name has the turn.", name=turn) if turn else "The round is over: everyone had a turn.")

    # One person

    async def with_person(self, key: str) -> None:
        """What can be done about one of them."""
        person = next((each for each in self.people if each.key == key), None)
        if person is None:
            return
        options = [Option(name, Content(title), Content(about)) for name, title, about in self._acts(person)]
        chosen = await self.choose(safe.fill("$name", name=person.name), options)
        if chosen:
            await self._do_with(chosen[0], person)

    def _acts(self, person: PersonAt) -> list[tuple[str, str, str]]:
        step = self.current
        acts: list[tuple[str, str, str]] = []
        if step is not None and step.speaker == "each":
            acts.append(("turn", "Give the turn", "It is shown to everyone."))
        acts.append(("heard", "Has spoken", "For you alone: the invitation no longer names this person."))
        if person.hand:
            acts.append(("hand", "Take the hand down", ""))
        if person.paper and step is not None and set(step.gathers) & set(KINDS):
            acts.append(("write", "Write what was said", "It stands there under this name."))
        acts.append(("commit", "A commitment", "Type what this person will do, and by when."))
        if not person.paper and not person.console:
            acts.append(("share", "Give the console too", "Both of you can lead then."))
            acts.append(("hand over", "Hand the console over", "You go on from your seat then."))
        acts.append(("gone", "Has left", "What was written stays."))
        if not (person.paper or person.console or person.presenter):
            acts.append(("out", "Shut out", "For whoever came in by the code alone: it is another one then."))
        return acts

    async def _do_with(self, what: str, person: PersonAt) -> None:
        key, session = person.key, self.session_id
        acts: dict[str, Callable[[Plc], ConsoleView]] = {
            "turn": lambda plc: plc.console.turn(session, key),
            "heard": lambda plc: plc.console.heard(session, key),
            "hand": lambda plc: plc.console.hand_down(session, key),
            "gone": lambda plc: plc.console.gone(session, key),
            "out": lambda plc: plc.console.shut_out(session, key),
        }
        if what in acts:
            await self.act(acts[what])
            self.say(safe.fill(_SAID[what], name=person.name))
        elif what == "write":
            await self._write(person)
        elif what == "commit":
            await self._commit(person)
        else:
            await self._hand_over(person, keep=what == "share")

    async def _hand_over(self, person: PersonAt, *, keep: bool) -> None:
        if not keep:
            about = safe.fill("$name leads from then on. You go on from your seat.", name=person.name)
            if not await self.confirm("Hand the console over?", about, "Hand it over"):
                return
        view = await self.ask(lambda plc: plc.console.hand_over(self.session_id, person.key, keep=keep))
        if view is not None:
            self.take(view)
            self.say(safe.fill("$name has the console too.", name=person.name))
        else:
            await self.action_seat()

    async def action_seat(self) -> None:
        """To her own seat."""
        raise NotImplementedError

    async def action_add_person(self) -> None:
        """Somebody without a terminal."""
        given = await self.ask_words("Somebody without a terminal", [Field("name", "Name", required=True)], "Add")
        if given is not None:
            await self.act(lambda plc: plc.console.add_paper(self.session_id, given["name"]))
            self.say(safe.fill("$name is here, from paper. w writes what is said.", name=given["name"]))

    # Typed for others

    async def action_write(self) -> None:
        """For somebody from paper."""
        person = await self._whom([each for each in self.people if each.paper], "Who says it?")
        if person is not None:
            await self._write(person)

    async def action_commit(self) -> None:
        """For anybody."""
        person = await self._whom(list(self.people), "Who will do it?")
        if person is not None:
            await self._commit(person)

    async def _whom(self, people: list[PersonAt], title: str) -> PersonAt | None:
        if len(people) == 1:
            return people[0]
        chosen = await self.choose(title, [Option(each.key, safe.line(each.name)) for each in people])
        return next((each for each in people if chosen and each.key == chosen[0]), None)

    async def _write(self, person: PersonAt) -> None:
        step = self.current
        if step is None:
            return
        gathered = [kind for kind in step.gathers if kind in KINDS]
        kind = gathered[0]
        if len(gathered) > 1:
            chosen = await self.choose("What is it?", [Option(each, Content(WRITES[each])) for each in gathered])
            if not chosen:
                return
            kind = chosen[0]
        fields = [Field("text", "What was said, in the words it was said in", long=True, required=True)]

        async def write(given: dict[str, str]) -> SeatView:
            text = given["text"]
            return await self.ask(lambda plc: plc.seat.say(self.session_id, text, kind, step.id, person.key))

        title = safe.fill("Written for $name", name=person.name)
        if await fill_in(self, title, fields, "Send", f"session:{self.session_id}:for-{person.key}", write):
            await self.look_now()
            self.say(safe.fill("Written for $name.", name=person.name))

    async def _commit(self, person: PersonAt) -> None:
        fields = [
            Field("text", "What will be done?", required=True, long=True),
            Field("by", "By when? It can stay empty.", "fri, +2w, 4 december"),
        ]
        today = self.now().date()

        async def commit(given: dict[str, str]) -> SeatView:
            by: date | None = read_date(given["by"], today) if given["by"] else None
            return await self.ask(lambda plc: plc.seat.commit(self.session_id, given["text"], by, person.key))

        title = safe.fill("$name will ...", name=person.name)
        if await fill_in(self, title, fields, "Keep it", f"session:{self.session_id}:promise-{person.key}", commit):
            await self.look_now()
            self.say(safe.fill("Said for $name, who decides whether it becomes a step.", name=person.name))


_SAID = {
    "turn": "$name has the turn.",
    "heard": "$name has been heard.",
    "hand": "The hand of $name is down.",
    "gone": "$name has left.",
    "out": "$name can read this session no longer. It has a new code.",
}
