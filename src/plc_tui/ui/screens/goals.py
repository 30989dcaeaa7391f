"""Goals: her own with their next step, and those colleagues share with her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands, doors
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.marks import Marks, marks_of
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.paged_list import Page, PagedList, Row, heading
from plc_tui.ui.words.goal_rows import row
from plc_tui.ui.words.home import pane

if TYPE_CHECKING:
    from plc_tui.domain.goals import Goal, GoalState
    from plc_tui.domain.values import Cursor
    from plc_tui.services import Plc

EMPTY = empty_words(
    "No goals yet.",
    "A goal is a question of your own that you want to live with for a while: what do you want to find out or get "
    "better at? Four plain questions help you word it, and only you can read it until you share it.",
    "n",
    "Set a goal",
)
_SHOWN: dict[GoalState | None, str] = {
    None: "All goals",
    "open": "Open goals",
    "resting": "Resting goals",
    "met": "Met goals",
    "let go": "Goals let go",
}


class GoalsScreen(PlaceScreen):
    """All goals she may read; one state of them if she likes."""

    NAME = "goals"
    PLACE = "goals"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("goals")
    ABOUT = Help(
        "Your goals, each with its next step and where it stands, and below them goals that colleagues share with "
        "you. A goal is yours: you set it, choose how to work on it, say how you will notice, and decide who may "
        "read it.",
        'Press n and answer four questions, such as "How can I get the quiet half of 7A to say what they think?" '
        "You can leave three of them empty and come back.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._state: GoalState | None = None
        self._goals: dict[str, Goal] = {}

    def compose_place(self) -> ComposeResult:
        """The list, and on a wide terminal the goal under the cursor."""
        yield Static(id="shown")
        with Container(classes="beside"):
            yield PagedList(self._page, empty=EMPTY, id="goals")
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        whose, cursor = after if isinstance(after, tuple) else ("mine", None)
        me, goals, following = await self.ask(lambda plc: _fetch(plc, whose, cursor, self._state, count))
        if after is None:
            self._goals = {}
        self._goals.update((goal.id, goal) for _, goal in goals)
        begun = {whose} if cursor is not None else set()
        return Page(tuple(_rows(goals, begun, me, self.plc_app.now(), marks_of(self))), following)

    def on_paged_list_highlighted(self, message: PagedList.Highlighted) -> None:
        """Show more of the goal under the cursor."""
        self.query_one("#more", Static).update(pane(self._goals.get(message.key or ""), self.plc_app.now()))

    def reason_not(self, command_id: str) -> str | None:
        """A goal is needed for what is done with one."""
        if command_id == "open" and self.query_one(PagedList).key is None:
            return "There is no goal here to open."
        return None

    async def action_open(self) -> None:
        """Open the goal under the cursor."""
        self._back_with(await doors.open_thing(self, self.query_one(PagedList).key or ""))

    async def action_new_goal(self) -> None:
        """Begin a goal."""
        from plc_tui.ui.screens.answering import KEPT

        said = await doors.set_goal(self)
        if said is not None and said is not KEPT:  # the new goal is the first of the list: go to it
            self.query_one(PagedList).reload(keep_cursor=False)
            self.say(said)
        else:
            self._back_with(said)

    async def action_filter(self) -> None:
        """Show the goals of one state, or all of them."""
        options = [Option(state or "all", Content(title)) for state, title in _SHOWN.items()]
        chosen = await self.choose("Which goals would you like to see?", options, chosen=(self._state or "all",))
        if not chosen:
            return
        self._state = next(state for state in _SHOWN if (state or "all") == chosen[0])
        narrowed = self._state is not None
        said = Content.styled(f"{_SHOWN[self._state]} only; f shows others.", "$soft") if narrowed else Content("")
        self.query_one("#shown", Static).update(said)
        self.set_class(narrowed, "-narrowed")
        none = empty_words(f"No {_SHOWN[self._state].lower()}.", "Others may be there: f chooses which are shown.")
        self.query_one(PagedList).use(self._page, empty=none if narrowed else EMPTY)

    def _back_with(self, said: Content | None) -> None:
        self.refresh_place()
        if said is not None:
            self.say(said)


_TITLES = {"mine": "Your goals", "shared": "Shared with you"}


def _rows(goals: list[tuple[str, Goal]], begun: set[str], me: str, now: datetime, marks: Marks) -> Iterator[Row]:
    """The goals, each part that is not begun yet under its title."""
    for part, goal in goals:
        if part not in begun:
            begun.add(part)
            yield heading(_TITLES[part])
        yield row(goal, me, now, marks)


def _fetch(
    plc: Plc, whose: str, cursor: Cursor | None, state: GoalState | None, count: int
) -> tuple[str, list[tuple[str, Goal]], object | None]:
    """At most `count` goals from where the last page ended, each with the part it belongs to: hers come first."""
    found: list[tuple[str, Goal]] = []
    if whose == "mine":
        mine = plc.goals.list("mine", state, cursor, count)
        found += [("mine", goal) for goal in mine.items]
        if mine.next is not None:
            return plc.actor.id, found, ("mine", mine.next)
        cursor = None
        if len(found) >= count:
            return plc.actor.id, found, ("shared", None)
    shared = plc.goals.list("shared", state, cursor, count - len(found))
    found += [("shared", goal) for goal in shared.items]
    return plc.actor.id, found, ("shared", shared.next) if shared.next is not None else None
