"""`plc goal`: write a goal, read it, share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import click

from plc_tui.cli import completing, goal_progress
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.listing import limit_option, walk, whose_option
from plc_tui.cli.output import as_record, show_all, show_done, show_one, show_written
from plc_tui.cli.sharing import audience_options, chosen, consequence
from plc_tui.cli.sharing import preview as show_preview
from plc_tui.cli.views import goals as views
from plc_tui.cli.writing import never_lost, pairs, take_in
from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import STEERING, GoalState, NewGoal, Wording

goal = noun("goal", "Your professional-learning goals.")
ID = goal_progress.ID
STATES = {"open": "open", "resting": "resting", "met": "met", "let-go": "let go"}


def wording_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the parts of a goal's wording."""
    steering = f"Who steers it: {', '.join(STEERING)}, or words of your own."
    for option in reversed(
        (
            click.option("--why", help="Why it matters to you."),
            click.option("--notice", help="How you will notice that it works."),
            click.option("--steers", help=steering),
            click.option("--season", help="When you mean to work on it."),
            click.option("--answer", "answers", multiple=True, metavar="FIELD=TEXT", help="What its frame asks."),
            click.option("--file", metavar="FILE", help="Take the question from a file (- is standard input)."),
        )
    ):
        command = option(command)
    return command


@goal.command("list")
@whose_option
@click.option("--state", type=click.Choice(list(STATES)), help="Only those that are open, resting, met or let go.")
@limit_option
@pass_desk
def list_(desk: Desk, whose: Any, state: str | None, limit: int | None) -> None:
    """List goals, the newest first."""
    wanted = cast(GoalState, STATES[state]) if state else None
    found = walk(desk, lambda after, count: desk.plc.goals.list(whose, wanted, after, count), limit)
    show_all(desk, views.GOAL, found, "No goals here yet. Write one with: plc goal add")


@goal.command()
@ID
@pass_desk
def show(desk: Desk, goal_id: str) -> None:
    """Read a goal: its wording, steps, check-ins and what colleagues answered."""
    found = desk.plc.goals.show(goal_id)
    responses = desk.plc.responses.of(found.id)
    show_one(
        desk,
        views.GOAL,
        found,
        page=lambda: views.page(found, responses, desk.plc.audience.words(found.id), desk.look),
        record=lambda: {**as_record(found), "responses": [as_record(each) for each in responses]},
    )
    desk.seen(found.id)


@goal.command()
@click.argument("question", required=False)
@wording_options
@click.option("--first-step", default="", help="A first small step.")
@click.option("--frame", shell_complete=completing.of_seeds("goal_frames"), help="plain, woop, smart, inquiry ...")
@pass_desk
def add(
    desk: Desk,
    question: str | None,
    file: str | None,
    frame: str | None,
    first_step: str,
    answers: tuple[str, ...],
    **parts: str | None,
) -> None:
    """Write a goal as a focus QUESTION. It is yours alone until you share it.

    QUESTION may be - for standard input; without one your editor opens.
    """
    frame = desk.settings.default_goal_frame if frame is None else frame
    written = take_in(desk, question, file, "goal-new")
    if written is None:
        raise Invalid("Give your focus question as an argument, with - or with --file.")
    given = {part: words for part, words in parts.items() if words is not None}
    with never_lost(desk, written, "goal-new"):
        parts_asked, extra = _answers(frame, answers)
        if parts_asked.get("question", written.text) != written.text:
            raise Invalid("This frame's answer says what QUESTION says; give your words once.")
        first_step = parts_asked.pop("first_step", first_step)
        wording = Wording(**{"question": written.text, **parts_asked, **given}, extra=extra)
        made = desk.plc.goals.add(NewGoal(wording, frame, first_step))
    show_written(desk, views.GOAL, made, "Saved. Only you can read it.")


def _answers(frame: str, answers: tuple[str, ...]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Sort the answers to a frame's questions into parts of the wording and what only this frame asks."""
    from plc_tui import seeds

    asked = {each.id: each.maps_to for each in seeds.goal_frame(frame).fields}
    given = dict(pairs(answers))
    if unknown := [name for name in given if name not in asked]:
        raise Invalid(f'This frame does not ask for "{unknown[0][:40]}"; it asks for {", ".join(asked)}.')
    parts = {asked[name]: words for name, words in given.items() if asked[name] != "extra"}
    return parts, tuple((name, words) for name, words in given.items() if asked[name] == "extra")


@goal.command()
@ID
@click.option("--question", help="The focus question as you word it now (- is standard input).")
@wording_options
@click.option("--because", default="", help="Why you word it anew.")
@pass_desk
def edit(
    desk: Desk,
    goal_id: str,
    question: str | None,
    file: str | None,
    because: str,
    answers: tuple[str, ...],
    **parts: str | None,
) -> None:
    """Word a goal anew, and say why; the biography keeps the earlier wording."""
    changes: dict[str, Any] = {part: words for part, words in parts.items() if words is not None}
    hint, given = f"goal-{goal_id}", dict(pairs(answers))
    wording = lambda: desk.plc.goals.show(goal_id).wording.question  # noqa: E731 - a name makes the next line short
    written = take_in(desk, question, file, hint, start=wording, ask=not (changes or given))
    if not (written or changes or given):
        raise Invalid("Say what to change: --question, --why, --notice, --steers, --season or --answer.")
    with never_lost(desk, written, hint):
        now = desk.plc.goals.show(goal_id)
        if written:
            changes["question"] = written.text
        if given:
            changes["extra"] = tuple({**dict(now.wording.extra), **given}.items())
        made = desk.plc.goals.reword(now.id, replace(now.wording, **changes), because)
    show_written(desk, views.GOAL, made, "Saved. The earlier wording stays in its biography.")


@goal.command()
@ID
@pass_desk
def history(desk: Desk, goal_id: str) -> None:
    """Read how a goal's question changed, and why."""
    found = desk.plc.goals.show(goal_id)
    show_all(desk, views.REVISION, found.biography, "This goal has no biography yet.")


@goal.command()
@ID
@audience_options
@pass_desk
def share(desk: Desk, goal_id: str, preview: bool, **options: Any) -> None:
    """Say who may read a goal, its steps, check-ins and biography."""
    choice = chosen(**options)
    if preview:
        show_preview(desk, goal_id, choice)
        return
    change = desk.plc.audience.preview(goal_id, choice)
    made = desk.plc.goals.share(goal_id, choice)
    show_written(desk, views.GOAL, made, consequence(change))


@goal.command()
@ID
@pass_desk
def delete(desk: Desk, goal_id: str) -> None:
    """Put a goal in the bin, where it stays 30 days."""
    binned = desk.plc.bin.put(goal_id)
    sentence = f"“{binned.title}” is in the bin until {desk.look.day(binned.gone)}. Undo: plc bin restore {binned.id}"
    show_done(desk, "binned", as_record(binned), sentence)


for verb in goal_progress.VERBS:
    goal.add_command(verb)
