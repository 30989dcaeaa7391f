"""What the console does with what was written: reveal, group, and show votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.sessions.showing import need_enough
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import Group, Shown
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.live import LiveConsole
from plc_tui.ui.words import console as words

if TYPE_CHECKING:
    from plc_tui.domain.sessions.views import SeatView
    from plc_tui.ui.widgets.paged_list import PagedList


class ConsoleWords(LiveConsole):
    """Contributions, groups, ballots, and the parking lot."""

    pane: str
    marked: set[str]
    lists: dict[str, PagedList]

    def not_words(self, command_id: str) -> str | None:
        """Why a command about what was written cannot be done now."""
        step = self._vote_step()
        if command_id == "reveal" and not self._hidden():
            return "Nothing written waits to be revealed."
        if command_id == "votes" and step is None:
            return "There is no vote in this step."
        if command_id == "mark":
            key = self.lists["written"].key
            shown = {each.id for each in self.view.contributions} if self.view else set()
            return None if self.pane == "written" and key in shown else "Tab leads to what was written; mark it there."
        if command_id == "group" and not self.marked:
            return "Mark what belongs together first, with Space."
        return None

    # Revealing

    def _hidden(self) -> list[SessionStep]:
        """The steps whose words are still hidden, the newest first."""
        if self.view is None or not self.view.waiting:
            return []
        return [step for step in reversed(self.view.room.steps) if step.begun and step.hidden and not step.revealed]

    async def action_reveal(self) -> None:
        """Everyone sees it, the way the step said before anyone typed."""
        hidden = self._hidden()
        if self.view is None or not hidden:
            return
        step = hidden[0]
        if len(hidden) > 1:
            options = [Option(each.id, safe.line(each.title)) for each in hidden]
            chosen = await self.choose("What was written in which step?", options)
            if not chosen:
                return
            step = next(each for each in hidden if each.id == chosen[0])
        ready, asked = words.ready_of(self.view)
        if self.expect == step.id and ready < asked:
            about = f"{ready} of {asked} have said that they are ready. Everyone will see what was sent so far."
            if not await self.confirm("Reveal it now?", about, "Reveal it"):
                return
        view = await self.act(lambda plc: plc.console.reveal(self.session_id, step.id))
        self.lists["written"].go_to(next((each.id for each in view.contributions if each.step == step.id), ""))
        self.say(safe.fill("Everyone sees what was written in $title.", title=step.title))

    def _here(self) -> list[str]:
        return [person.key for person in self.view.people if person.present] if self.view else []

    # Groups

    def action_mark(self) -> None:
        """Mark it, or not any more; on to the next."""
        written = self.lists["written"]
        key = written.key
        if key is None or self.view is None:
            return
        self.marked ^= {key}
        written.show(words.written_rows(self.view, self.marked, marks_of(self)))
        written.action_move(1)
        self.say(f"{len(self.marked)} marked. g puts them together." if self.marked else None)

    async def action_group(self) -> None:
        """Under a new name, or into a group there is."""
        ids = tuple(self.marked)
        groups = self._groups()
        chosen: tuple[str, ...] | None = ("new",)
        if groups:
            options = [Option("new", Content("A new group")), *(Option(g.id, safe.line(g.name)) for g in groups)]
            chosen = await self.choose("Put them into", options)
        if not chosen:
            return
        name = next((group.name for group in groups if group.id == chosen[0]), "")
        if not name:
            given = await self.ask_words("What shall we call it?", [Field("name", "Name", required=True)], "Group")
            if given is None:
                return
            name = given["name"]
        if chosen[0] != "new":
            ids += tuple(each.id for each in self._all() if each.cluster == chosen[0])
        await self.act(lambda plc: plc.console.cluster(self.session_id, ids, name))
        self.marked.clear()
        await self.look_now()
        self.say(safe.fill("Grouped: $name", name=name))

    def _groups(self) -> tuple[Group, ...]:
        return self.view.room.groups if self.view else ()

    def _all(self) -> tuple[Shown, ...]:
        return self.view.contributions if self.view else ()

    async def with_words(self, key: str) -> None:
        """What can be done with a group, or with one contribution."""
        group = next((each for each in self._groups() if each.id == key), None)
        if group is not None:
            await self._with_group(group)
            return
        shown = next((each for each in self._all() if each.id == key), None)
        if shown is None:
            return
        options = [Option("mark", Content("Mark it, or not any more"), Content("Space does that too."))]
        if shown.cluster:
            options.append(Option("split", Content("Take it out of its group")))
        chosen = await self.choose(safe.line(shown.text), options)
        if chosen == ("mark",):
            self.action_mark()
        elif chosen == ("split",):
            await self.act(lambda plc: plc.console.split(self.session_id, [key]))
            self.say("It is in no group now.")

    async def _with_group(self, group: Group) -> None:
        others = [each for each in self._groups() if each.id != group.id and each.step == group.step]
        options = [Option("name", Content("Call it something else"))]
        if others:
            options.append(Option("merge", Content("Put another group into it")))
        options.append(Option("split", Content("Take it apart")))
        chosen = await self.choose(safe.line(group.name), options)
        if chosen == ("name",):
            await self._rename(group)
        elif chosen == ("merge",):
            other = await self.choose("Which one?", [Option(each.id, safe.line(each.name)) for each in others])
            if other:
                await self.act(lambda plc: plc.console.merge(self.session_id, group.id, other[0]))
                self.say(safe.fill("Both are $name now.", name=group.name))
        elif chosen == ("split",):
            ids = [each.id for each in self._all() if each.cluster == group.id]
            await self.act(lambda plc: plc.console.split(self.session_id, ids))
            self.say("It is taken apart.")

    async def _rename(self, group: Group) -> None:
        field = Field("name", "Name", value=group.name, required=True)
        given = await self.ask_words("What shall we call it?", [field], "Keep")
        if given is not None:
            await self.act(lambda plc: plc.console.name_cluster(self.session_id, group.id, given["name"]))

    # Votes

    def _vote_step(self) -> SessionStep | None:
        step = self.current
        return step if step is not None and step.votes else None

    async def action_votes(self) -> None:
        """End the vote and show it; after that, another round."""
        await self.look_now()
        step, view = self._vote_step(), self.view
        if step is None or view is None:
            return
        if step.voting:
            need_enough(view.votes)
            voted = f"{view.votes} of {len(self._here())} have voted."
            about = f"{voted} It ends this round; whose votes they were is forgotten."
            if await self.confirm("Show the votes?", about, "Show them"):
                await self.act(lambda plc: plc.console.show_votes(self.session_id, step.id))
                self.say("Everyone sees what it came to. v begins another round.")
        elif await self.confirm(
            "A second round?", "Everyone votes anew; the first round stays on the screen.", "Vote again"
        ):
            await self.act(lambda plc: plc.console.vote_again(self.session_id, step.id))
            self.say("Another round has begun.")

    # Parking lot

    async def action_park(self) -> None:
        """Never lost."""
        fields = [Field("text", "What should not be lost? Everyone sees it, without a name.", long=True, required=True)]

        async def park(given: dict[str, str]) -> SeatView:
            return await self.ask(lambda plc: plc.seat.park(self.session_id, given["text"]))

        if await fill_in(self, "Parking lot", fields, "Park it", f"session:{self.session_id}:parking", park):
            await self.look_now()
            self.say("It is in the parking lot.")
