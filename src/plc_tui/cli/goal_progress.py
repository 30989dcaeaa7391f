"""`plc goal step | check-in | rest | meet | let-go | reopen`: what happens to a goal once it is written."""

from __future__ import annotations

from collections.abc import Callable

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.look import weekday
from plc_tui.cli.output import show_written
from plc_tui.cli.views.goals import GOAL
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.dates import read_date
from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import Goal

ID = click.argument("goal_id", metavar="ID", shell_complete=completing.goals)


@click.command(cls=PlcCommand)
@click.argument("goal_id", metavar="ID")
@click.argument("text", required=False)
@click.option("--by", metavar="DATE", help="A day you wish to have taken it by: 2026-12-04, fri, +2w.")
@click.option("--done", is_flag=True, help="ID is a step: it is taken.")
@click.option("--not-done", is_flag=True, help="ID is a step: it was not taken after all.")
@pass_desk
def step(desk: Desk, goal_id: str, text: str | None, by: str | None, done: bool, not_done: bool) -> None:
    """Add a small step to a goal, or say that a step is taken."""
    if done or not_done:
        if text is not None or by or (done and not_done):
            raise Invalid("Say either --done or --not-done, with the step's id and nothing else.")
        made = desk.plc.goals.step_done(goal_id, done)
        show_written(desk, GOAL, made, "Well taken." if done else "It is open again.")
        return
    written = take_in(desk, text, None, f"goal-{goal_id}-step")
    if written is None:
        raise Invalid("Say what the step is.")
    with never_lost(desk, written, f"goal-{goal_id}-step"):
        day = read_date(by, desk.look.today()) if by else None
        if day:
            desk.say(f"By {weekday(day)} {desk.look.day(day)} ({day.isoformat()}).")
        made = desk.plc.goals.step(goal_id, written.text, day)
    show_written(desk, GOAL, made, f"Step {made.steps[-1].id} is on your goal." if made.steps else "Saved.")


@click.command(cls=PlcCommand, name="check-in")
@ID
@click.argument("text", required=False)
@click.option("--file", metavar="FILE", help="Take the text from a file (- is standard input).")
@click.option("--noticed", default="", help="What you noticed.")
@click.option("--confidence", default="", help="How confident you are, in words.")
@pass_desk
def check_in(desk: Desk, goal_id: str, text: str | None, file: str | None, noticed: str, confidence: str) -> None:
    """Reflect on a goal: TEXT is what you tried."""
    hint = f"goal-{goal_id}-check-in"
    written = take_in(desk, text, file, hint, ask=not noticed)
    if written is None and not noticed:
        raise Invalid("Say what you tried: as an argument, with - or with --file.")
    with never_lost(desk, written, hint):
        made = desk.plc.goals.check_in(goal_id, written.text if written else "", noticed, confidence)
    show_written(desk, GOAL, made, "Saved with your goal.")


def _turn(desk: Desk, goal_id: str, words: str | None, change: Callable[[str, str], Goal]) -> None:
    """Change a goal's state with a few words, which may come from standard input."""
    hint = f"goal-{goal_id}"
    written = take_in(desk, words, None, hint, ask=False)
    with never_lost(desk, written, hint):
        made = change(goal_id, written.text if written else "")
    now = "open again" if made.state == "open" else made.state
    show_written(desk, GOAL, made, f"This goal is {now}.")


@click.command(cls=PlcCommand)
@ID
@click.argument("words", required=False)
@pass_desk
def rest(desk: Desk, goal_id: str, words: str | None) -> None:
    """Let a goal rest, with a few WORDS if you like."""
    _turn(desk, goal_id, words, desk.plc.goals.rest)


@click.command(cls=PlcCommand)
@ID
@click.argument("words", required=False)
@pass_desk
def meet(desk: Desk, goal_id: str, words: str | None) -> None:
    """Say that a goal is met, with a few WORDS if you like."""
    _turn(desk, goal_id, words, desk.plc.goals.meet)


@click.command(cls=PlcCommand, name="let-go")
@ID
@click.argument("words", required=False)
@pass_desk
def let_go(desk: Desk, goal_id: str, words: str | None) -> None:
    """Let a goal go, with a few WORDS if you like."""
    _turn(desk, goal_id, words, desk.plc.goals.let_go)


@click.command(cls=PlcCommand)
@ID
@click.argument("words", required=False)
@pass_desk
def reopen(desk: Desk, goal_id: str, words: str | None) -> None:
    """Open a goal again, with a few WORDS if you like."""
    _turn(desk, goal_id, words, desk.plc.goals.reopen)


VERBS = (step, check_in, rest, meet, let_go, reopen)
