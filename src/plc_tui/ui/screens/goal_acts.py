"""What is done with a goal in a question or two: a step, who steers it, letting it rest or end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.goals import STEERING, Event, Goal
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.words import days

if TYPE_CHECKING:
    from datetime import date

    from plc_tui.services import Plc
    from plc_tui.ui.screens.frame import PlaceScreen

STEERS = {
    "directed": "Somebody else sets it, and how to work on it.",
    "guided": "Somebody else sets it; how I work on it is mine.",
    "co-designed": "We set it together, and I choose how to work on it.",
    "self-directed": "I set it, choose how to work on it, and say how I will notice.",
}
"""Who steers, from the outside in, in a teacher's words."""
OWN_WORDS = "own words"

TURNS: dict[Event, tuple[str, str, str]] = {
    "resting": ("Let it rest", "What makes this the time to let it rest?", "It rests now. It can be opened again."),
    "met": ("It is met", "How do you know? What will you keep doing?", "It is met. Well done for saying so yourself."),
    "let go": ("Let it go", "What did you learn by having had it?", "It is let go. Its story stays."),
    "reopened": ("Open it again", "What brings you back to it?", "It is open again."),
}
"""Title, question and what is said after, of each way a goal can turn."""


async def add_step(screen: PlaceScreen, goal_id: str) -> None:
    """Ask for a step and (if she likes) a day, and add it."""

    async def add(given: dict[str, str]) -> Content:
        by = read_day(screen, given["by"])
        await screen.ask(lambda plc: plc.goals.step(goal_id, given["step"], by))
        hoped = f", hoped for by {days.day(by, screen.plc_app.now().date())}" if by else ""
        return safe.fill("Step added: “$step”$hoped.", step=given["step"], hoped=hoped)

    example = "Count to five after every question on Tuesday"
    hope = "By when? A hope, not a deadline; leave it empty if you like"
    fields = (
        Field("step", "What will you do?", example, required=True),
        Field("by", hope, "fri, +2w, 4 december"),
    )
    await _fill_in(screen, "One small step", fields, "Add it", f"step:{goal_id}", add)


async def _fill_in(
    screen: PlaceScreen,
    title: str | Content,
    fields: Sequence[Field],
    done: str,
    place: str,
    act: Callable[[dict[str, str]], Awaitable[Content]],
) -> None:
    said = await fill_in(screen, title, fields, done, place, act)
    if said is not None:
        screen.wrote(said)


def read_day(screen: PlaceScreen, typed: str) -> date | None:
    """Read a day as the shell does; None for nothing. Raises Invalid."""
    if not typed.strip():
        return None
    from plc_tui.dates import read_date

    return read_date(typed, screen.plc_app.now().date())


async def choose_steering(screen: PlaceScreen, now: str) -> str | None:
    """Let her choose who steers, or say it in her own words."""
    options = [Option(name, Content(name), Content(STEERS[name])) for name in STEERING]
    options.append(Option(OWN_WORDS, Content("In my own words"), Content("Say it as it is for you.")))
    chosen = await screen.choose("Who steers this goal now?", options, chosen=(now,))
    if not chosen:
        return None
    if chosen[0] != OWN_WORDS:
        return chosen[0]
    own = await screen.ask_words(
        "Who steers this goal now?", [Field("steers", "In your own words", "my coach and I, turn by turn", now, True)]
    )
    return own["steers"] if own else None


async def change_steering(screen: PlaceScreen, goal: Goal) -> None:
    """Say who steers a goal now, and why that changed; its biography keeps it."""
    steers = await choose_steering(screen, goal.wording.steers)
    if steers is None:
        return
    if steers == goal.wording.steers:
        screen.say("It stays as it was.")
        return

    async def change(given: dict[str, str]) -> Content:
        wording = replace(goal.wording, steers=steers)
        await screen.ask(lambda plc: plc.goals.reword(goal.id, wording, given["because"]))
        return safe.fill("Who steers it now: [b]$steers[/b]", steers=steers)

    title = safe.fill("From $before to $after", before=goal.wording.steers, after=steers)
    field = Field("because", "What changed? The goal's story keeps it.", required=True, long=True)
    await _fill_in(screen, title, [field], "Done", f"steers:{goal.id}", change)


async def turn(screen: PlaceScreen, goal: Goal, event: Event) -> None:
    """Let a goal rest, meet it, let it go or open it again, with a few words if she likes."""
    title, question, said = TURNS[event]

    async def do(given: dict[str, str]) -> Content:
        await screen.ask(lambda plc: _turn(plc, goal.id, event, given["words"]))
        return Content(said)

    field = Field("words", f"{question} A few words, if you like.", long=True)
    await _fill_in(screen, title, [field], title, f"turn:{goal.id}:{event}", do)


def _turn(plc: Plc, goal_id: str, event: Event, words: str) -> None:
    acts = {
        "resting": plc.goals.rest,
        "met": plc.goals.meet,
        "let go": plc.goals.let_go,
        "reopened": plc.goals.reopen,
    }
    acts[event](goal_id, words)
