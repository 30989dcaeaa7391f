"""What can be done with a goal and by whom, and all that is fetched to show one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plc_tui.ui.words.goals import GoalView

if TYPE_CHECKING:
    from plc_tui.domain.finding import Binned
    from plc_tui.services import Plc

_TURNS = {"rest": "resting", "meet": "met", "let_go": "let go"}
MINE = frozenset(
    {
        *("step_done", "add_step", "check_in", "reword", "steers", "rest", "meet", "let_go", "reopen"),
        *("share", "new_note", "ask_review", "delete"),
    }
)
OTHERS = frozenset({"encourage", "wonder", "connect"})
"""Commands for her who owns the goal, and for her colleagues."""


def reason_not(command_id: str, view: GoalView | None, binned: Binned | None, under_cursor: str) -> str | None:
    """Say why a command cannot be done now, None when it can; `under_cursor` is the kind of thing there."""
    if command_id == "bring_back":
        return None if binned else "You have not deleted this goal just now. F2 leads to your bin."
    if view is None:
        return "There is no goal here now." if command_id in MINE | OTHERS | {"open"} else None
    if command_id in MINE and not view.mine:
        return f"Only {view.goal.owner.name} can do that with this goal."
    if command_id in OTHERS and view.mine:
        return "This is your own goal; colleagues you share it with respond to it."
    if command_id == "open" and not under_cursor:
        return "There is nothing here to open."
    if command_id == "step_done" and under_cursor != "step":
        return "Put the cursor on a step first."
    return _state_reason(view.goal.state, command_id)


def _state_reason(state: str, command_id: str) -> str | None:
    if command_id == "reopen" and state == "open":
        return "It is open."
    if command_id in _TURNS and state == _TURNS[command_id]:
        return f"It is {state} already."
    if command_id in _TURNS and state in ("met", "let go"):
        return f"It is {state}; open it again first."
    return None


def load(plc: Plc, goal_id: str) -> GoalView:
    """Fetch a goal and what belongs to it; her responses no longer wait then. Raises NotFound."""
    from plc_tui import seeds
    from plc_tui.seeds.problem import SeedProblem

    goal = plc.goals.show(goal_id)
    responses = plc.responses.of(goal.id)
    if responses:
        plc.home.seen(goal.id)
    try:
        asked = {f.id if f.maps_to == "extra" else f.maps_to: f.title for f in seeds.goal_frame(goal.frame).fields}
    except SeedProblem:  # the community took the frame's file away: its answers keep their plain names
        asked = {}
    shelves = plc.reviews.shelves()
    requests = [
        r for r in (*shelves.i_asked, *shelves.finished) if r.work.id == goal.id and r.author.id == plc.actor.id
    ]
    view = GoalView(goal, plc.actor.id, plc.audience.words(goal.id), responses=responses, asked=asked)
    return replace(view, notes=plc.notes.list("all", goal=goal.id).items, requests=requests)
