"""Questions that several screens about notes ask: which model, which goal, which stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_tui import seeds
from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.words.notes import stage_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_tui.domain.goals import Goal
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking

NO_GOAL = "-"
_MANY = 500


async def choose_model(screen: Talking, now: str = "") -> str | None:
    """Which model helps her along? Each says what it is good for; None when she went back."""
    options = [Option(model.id, safe.line(model.title), safe.line(model.purpose)) for model in seeds.models()]
    chosen = await screen.choose("Which questions would help?", options, chosen=(now,) if now else ())
    return chosen[0] if chosen else None


async def choose_own_goal(screen: Talking, now: str | None) -> str | None:
    """Which goal of hers is it about? `NO_GOAL` unties it; None when she went back or has no goals."""
    goals = await screen.ask(lambda plc: plc.goals.list("mine", count=_MANY).items)
    if not goals:
        screen.say("You have no goals yet. They are under 2, whenever you want one.")
        return None
    untie = [Option(NO_GOAL, safe.words("No goal"), safe.words("It stands for itself."))] if now else []
    chosen = await screen.choose(
        "Which goal is it about?", [*untie, *goal_options(goals)], chosen=(now,) if now else ()
    )
    return chosen[0] if chosen else None


async def choose_goal(screen: Talking) -> Goal | None:
    """Any goal she may read, to see what was written on it."""
    goals = await screen.ask(lambda plc: plc.goals.list("all", count=_MANY).items)
    if not goals:
        screen.say("There are no goals yet.")
        return None
    chosen = await screen.choose("Notes on which goal?", goal_options(goals))
    return next((goal for goal in goals if chosen and goal.id == chosen[0]), None)


def goal_options(goals: Sequence[Goal]) -> list[Option]:
    """Goals to choose from, by their question."""
    return [
        Option(
            goal.id, safe.line(goal.wording.question), safe.fill("$who · $state", who=goal.owner.name, state=goal.state)
        )
        for goal in goals
    ]


async def choose_stage(screen: Talking, stages: Sequence[str], now: str = "") -> str | None:
    """Which stage of inquiry? "" is none of them; None when she went back."""
    none = [Option(NO_GOAL, safe.words("No stage"))] if now else []
    options = [Option(stage, safe.line(stage_title(stage)), safe.line(_ask(stage))) for stage in stages]
    chosen = await screen.choose("Which stage of the inquiry?", [*none, *options], chosen=(now,) if now else ())
    if not chosen:
        return None
    return "" if chosen[0] == NO_GOAL else chosen[0]


def _ask(stage: str) -> str:
    asked = (prompt.ask for model in seeds.models() for prompt in model.prompts if prompt.stage == stage)
    return next(asked, "")


def question_of(plc: Plc, goal_id: str | None) -> str:
    """The question of a goal in a note's line; empty without one (a reader only gets a goal she may read)."""
    return plc.goals.show(goal_id).wording.question if goal_id else ""
