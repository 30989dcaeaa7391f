"""What one does from a seat: send, park, give signs, and look at what lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.screens.frame import PlaceScreen
from plc_tui.ui.screens.seat_votes import SeatVotes, not_vote
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words import seat as words
from plc_tui.ui.words.live import WRITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_tui.domain.sessions.values import SessionStep
    from plc_tui.domain.sessions.views import SeatView, Shown

OVER = "The session is not going on."
_WHILE_OPEN = frozenset(
    {"send", "park", "ready", "more", "hand", "stem", "my_turn", "vote", "commit", "leave_session", "take_console"}
)
_IN_IT = _WHILE_OPEN - {"stem", "leave_session"}
"""What she does only while she is in it."""
_IN_STEP = frozenset({"send", "ready", "more", "stem", "vote"})
_PROMISE = "commitment"


class SeatActs(SeatVotes):
    """The acts of a seat, beside votes and promises."""

    last_kind = ""
    """What she sent last: it is offered first."""

    # Why not

    def reason_not(self, command_id: str) -> str | None:
        """Why not now."""
        view, step = self.seat, self.step
        if view is None:
            return "The session is still being opened."
        if command_id in _WHILE_OPEN and view.room.state != "open":
            return OVER
        if view.left and view.room.state == "open" and command_id in _IN_IT:
            return "You have left this session. F6 takes you in again."
        if command_id in _IN_STEP and step is None:
            return "No step is running."
        reasons: dict[str, Callable[[SeatView, SessionStep | None], str | None]] = {
            "send": self._not_send,
            "stem": lambda _, at: None if at and at.stems else "This step has no beginnings to choose from.",
            "my_turn": lambda seat, _: None if seat.my_turn else "It is not your turn.",
            "vote": not_vote,
            "follow": self._not_follow,
            "the_work": lambda *_: None if self.work else "No work was brought into this session.",
            "console": lambda seat, _: None if seat.console else "Somebody else facilitates this session.",
            "take_console": _not_take,
            "open": lambda *_: (
                None if self._own_here() or self.promise_here() else "Put the cursor on words of yours first."
            ),
            "take_up": lambda *_: None if self.promise_here() else "Put the cursor on a commitment of yours first.",
        }
        return reasons[command_id](view, step) if command_id in reasons else None

    def _not_send(self, view: SeatView, step: SessionStep | None) -> str | None:
        if step is None or words.only_votes(step):
            return not_vote(view, step)
        if words.listens(view, step):
            return "These are your own notes while you listen; they are not sent."
        if not words.kinds(step) and _PROMISE not in step.gathers:
            return "Nothing is gathered in this step. F4 parks what should not be lost."
        return None if self.area.text.strip() else "Write something first."

    def _not_follow(self, view: SeatView, step: SessionStep | None) -> str | None:
        del step
        if view.left and view.room.state == "open":
            return None
        return None if self.at != self.group_at or self.earlier else "You are with the group."

    def _own_here(self) -> Shown | None:
        key, mine = self.query_one(Pieces).key, self.seat.mine if self.seat else ()
        return next((each for each in mine if each.id == key), None)

    # Writing

    async def action_send(self) -> None:
        """Send it to the step it was written in, wherever the group is by now."""
        step, text = self.step, self.area.text
        if step is None:
            return
        if words.only_votes(step):
            await self.action_vote()
            return
        kind = await self._kind(step)
        if kind is None:
            return
        if kind == _PROMISE:
            await self.promise(text)
            return
        view = await self.ask(lambda plc: plc.seat.say(self.session_id, text, kind, step.id))
        await self.is_sent(text)
        if self.at != self.group_at and not self.area.text:
            await self.go_to(self.group_at)
        self.take_seat(view)
        self.say(_sent_words(step, self.group_at))

    async def _kind(self, step: SessionStep) -> str | None:
        """What it is, where the step gathers more than one kind; None when she went back."""
        gathered = [*words.kinds(step), *(each for each in step.gathers if each == _PROMISE)]
        if len(gathered) == 1:
            return gathered[0]
        options = [Option(kind, Content(WRITES.get(kind, "A commitment: I will ... by ..."))) for kind in gathered]
        chosen = await self.choose("What is it?", options, chosen=(self.last_kind,))
        self.last_kind = chosen[0] if chosen else self.last_kind
        return chosen[0] if chosen else None

    async def action_stem(self) -> None:
        """Put a beginning into the text."""
        step = self.step
        if step is None:
            return
        options = [Option(stem, safe.line(stem)) for stem in step.stems]
        chosen = await self.choose("How do you want to begin?", options)
        if chosen:
            stem = chosen[0].rstrip(" .…") + " "
            fresh = not self.area.text or self.area.text.endswith("\n")
            self.area.insert(stem if fresh else f"\n{stem}")
            self.area.focus()

    async def action_park(self) -> None:
        """Never lost, in any step, also while she listens."""
        fields = [Field("text", "What should not be lost? Everyone sees it, without a name.", long=True, required=True)]

        async def park(given: dict[str, str]) -> SeatView:
            return await self.ask(lambda plc: plc.seat.park(self.session_id, given["text"]))

        done = await fill_in(self, "Parking lot", fields, "Park it", f"session:{self.session_id}:parking", park)
        if done is not None:
            self.take_seat(done)
            self.say("It is in the parking lot.")

    async def action_open(self) -> None:
        """Write words of hers anew; emptied, they are taken back."""
        own = self._own_here()
        if own is None:
            await self.action_take_up()
            return
        field = Field("text", "Change the words; leave nothing to take them back.", value=own.text, long=True)
        given = await self.ask_words("Your words", [field], "Keep")
        if given is None or given["text"] == own.text:
            return
        text = given["text"]
        if not text:
            await self.do(lambda plc: plc.seat.take_back(self.session_id, own.id), "Taken back.")
        else:
            await self.do(lambda plc: plc.seat.reword(self.session_id, own.id, text), "Your words are changed.")

    # Signs

    async def action_ready(self) -> None:
        """Ready, or not yet."""
        is_ready = not (self.seat and self.seat.ready)
        await self.do(lambda plc: plc.seat.ready(self.session_id, is_ready))

    async def action_more(self) -> None:
        """One more minute."""
        await self.do(lambda plc: plc.seat.one_more(self.session_id))

    async def action_hand(self) -> None:
        """Up, or down."""
        up = not (self.seat and self.seat.hand)
        await self.do(lambda plc: plc.seat.hand(self.session_id, up))

    async def action_my_turn(self) -> None:
        """She has spoken, or passes."""
        options = [
            Option("spoken", Content("I have spoken"), Content("The turn goes on to whoever is next.")),
            Option("pass", Content("I pass"), Content("That is always fine, and nobody asks why.")),
        ]
        chosen = await self.choose("Your turn", options)
        if chosen == ("spoken",):
            await self.do(lambda plc: plc.seat.done_speaking(self.session_id), "Thank you. The turn has gone on.")
        elif chosen == ("pass",):
            await self.do(lambda plc: plc.seat.pass_turn(self.session_id), "You passed. The turn has gone on.")

    async def action_follow(self) -> None:
        """To the group, also when she had left; or from the group back to words that wait."""
        if self.seat is not None and self.seat.left:
            await self.do(lambda plc: plc.sessions.join(self.session_id), "You are in the session again.")
            return
        if self.at != self.group_at:
            kept = bool(self.area.text.strip())
            await self.go_to(self.group_at)
            self.say("You are with the group. F6 leads back to your words." if kept else "You are with the group.")
        elif self.earlier:
            await self.go_to(self.earlier[-1].id)

    # Beside the seat

    async def action_the_work(self) -> None:
        """Read what was brought."""
        from plc_tui.ui.screens.session_work import SessionWork

        if self.work is not None:
            await self.push_wait(SessionWork(self.work))

    async def action_console(self) -> None:
        """Facilitate."""
        from plc_tui.ui.screens import session_doors

        await session_doors.console(self, self.session_id)

    async def action_take_console(self) -> None:
        """Go on for whoever is away."""
        await self.ask(lambda plc: plc.console.take(self.session_id))
        await self.action_console()

    async def action_room(self) -> None:
        """For the projector."""
        from plc_tui.ui.screens.room import RoomScreen

        await self.push_wait(RoomScreen(self.session_id))

    async def action_summary(self) -> None:
        """What remains of it."""
        await open_summary(self, self.session_id)

    async def action_leave_session(self) -> None:
        """Others see that she has gone."""
        await self.ask(lambda plc: plc.seat.leave(self.session_id))
        await self.action_back()


async def open_summary(screen: PlaceScreen, session_id: str) -> None:
    """The summary of a session, in its own screen; what came of it is said afterwards."""
    from plc_tui.ui.screens.session_summary import SummaryScreen

    said = await screen.push_wait(SummaryScreen(session_id))
    if isinstance(said, Content):
        screen.say(said)


def _not_take(view: SeatView, step: SessionStep | None) -> str | None:
    del step
    if view.console:
        return "You have the console."
    return None if view.console_free else "Whoever facilitates is here; she can hand you the console."


def _sent_words(step: SessionStep, group_at: str) -> Content:
    if step.id != group_at:
        return safe.fill("Sent to “$title”.", title=step.title)
    if step.hidden and not step.revealed:
        return Content("Sent. Nobody else sees it before it is revealed.")
    return Content("Sent. Everyone sees it now.")
