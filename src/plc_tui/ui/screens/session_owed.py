"""What I said I would do: commitments from sessions, taken up as steps on goals, done, or let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import NotFound
from plc_tui.domain.sessions.views import Promise
from plc_tui.ui import commands, doors, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.sessions_owed import owed_rows

if TYPE_CHECKING:
    from plc_tui.services import Plc

NEW = "new"
"""The choice of a goal that is not set yet."""
ABOUT = "What you said in sessions that you would do. Only you decide what becomes of it."
NONE = empty_words(
    "Nothing is open.",
    "What you say you will do in a session stands here, until you have done it, put it aside or let it go.",
)


class OwedScreen(SubScreen):
    """Her own open commitments."""

    NAME = "owed"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("owed")
    ABOUT = Help(
        "What you said in a session that you would do. Take it up, and it becomes a step on a goal of yours; or say "
        "not now; or that it is done. The next session of the circle begins with what is still open: a question, never "
        "a check.",
        "“Bring three exit tickets of 7A”: Enter, and you choose “Ask better questions, then wait”. It is the next "
        "step there. On Friday you press k: done.",
    )

    def __init__(self, first: str = "") -> None:
        super().__init__()
        self._first = first
        self._promises: dict[str, Promise] = {}
        self.rows = PagedList(self._page, empty=NONE)

    def compose_place(self) -> ComposeResult:
        """What this is, and the list."""
        head = Content.assemble(("What I said I would do", "bold $accent"), "\n", (ABOUT, "$soft"))
        yield Static(head, id="about")
        yield self.rows

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # what one person has open is short
        promises, sessions, goals = await self.ask(_look)
        self._promises = {promise.id: promise for promise in promises}
        self.call_later(self._arrive)
        return Page(owed_rows(promises, sessions, goals, self.now().date(), marks_of(self)))

    def _arrive(self) -> None:
        if self._first:
            self.rows.go_to(self._first)
            self._first = ""
        self.query_one(Keyline).commands = self.shown_commands()

    def on_paged_list_highlighted(self) -> None:
        """What can be done with the one under the cursor."""
        self.query_one(Keyline).commands = self.shown_commands()

    def on_paged_list_opened(self) -> None:
        """Enter or a click takes it up."""
        self.carry_out("take_up")

    @property
    def _here(self) -> Promise | None:
        return self._promises.get(self.rows.key or "")

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done now."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Each needs something that is open."""
        if command_id not in ("take_up", "kept", "not_now", "let_go", "its_session"):
            return None
        if self._here is None:
            return "Nothing is open."
        taken = self._here.state == "accepted"
        return "It is a step on a goal of yours already." if taken and command_id in ("take_up", "not_now") else None

    async def action_take_up(self) -> None:
        """Make it a step of a goal: one she has, or one she sets now."""
        promise = self._here
        goal = await self._choose_goal() if promise is not None else None
        if promise is None or goal is None:
            return
        await self.ask(lambda plc: plc.seat.accept(promise.id, goal))
        self.wrote(safe.fill("“$text” is a step on your goal now.", text=promise.text))

    async def _choose_goal(self) -> str | None:
        goals = await self.ask(_open_goals)
        options = [Option(goal_id, safe.line(question)) for goal_id, question in goals.items()]
        options.append(Option(NEW, Content("A new goal..."), Content("You set it now; it takes a minute.")))
        chosen = await self.choose("On which goal is it a step?", options)
        if not chosen or chosen[0] != NEW:
            return chosen[0] if chosen else None
        await doors.set_goal(self)
        after = await self.ask(_open_goals)
        return next((goal_id for goal_id in after if goal_id not in goals), None)

    async def action_kept(self) -> None:
        """Done."""
        if (text := await self._settle("kept")) is not None:
            self.wrote(safe.fill("Done: “$text”. The circle sees that it is.", text=text))

    async def action_let_go(self) -> None:
        """Let go."""
        if (text := await self._settle("let go")) is not None:
            self.wrote(safe.fill("Let go: “$text”. It opens no more sessions.", text=text))

    async def _settle(self, how: str) -> str | None:
        promise = self._here
        if promise is not None:
            await self.ask(lambda plc: plc.seat.settle(promise.id, how))
        return promise.text if promise is not None else None

    async def action_not_now(self) -> None:
        """Not now."""
        promise = self._here
        if promise is not None:
            await self.ask(lambda plc: plc.seat.decline(promise.id))
            self.wrote(safe.fill("Not now: “$text”.", text=promise.text))

    async def action_its_session(self) -> None:
        """Where it was said."""
        if self._here is not None:
            self.say(await doors.open_thing(self, self._here.session))


def _look(plc: Plc) -> tuple[tuple[Promise, ...], dict[str, str], dict[str, str]]:
    """What is open, the titles of its sessions, and the questions of the goals it became a step of."""
    promises = plc.seat.owed()
    sessions = {session: plc.sessions.show(session).title for session in {p.session for p in promises}}
    goals = {}
    for goal in {promise.goal for promise in promises if promise.goal}:
        try:
            goals[goal] = plc.goals.show(goal).wording.question
        except NotFound:
            continue  # she has deleted the goal since
    return promises, sessions, goals


def _open_goals(plc: Plc) -> dict[str, str]:
    return {goal.id: goal.wording.question for goal in plc.goals.list("mine", "open").items}
