"""What a projector shows of a session, in words and bars. It is made from a RoomView and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from plc_tui.domain.sessions.views import RoomView
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.words.live import (
    about_step,
    ballot_lines,
    grouped,
    how_far,
    promise_line,
    round_words,
    said_by,
    step_number,
    waiting_words,
    who_speaks,
    whose_turn,
)


def head(view: RoomView) -> Content:
    """The title; where in the agenda; how the time keeps to the plan."""
    parts = [safe.line(view.title, "bold")]
    if number := step_number(view):
        parts.append(Content.styled(f"Step {number}", "$accent bold"))
        parts.append(Content.styled(how_far(view.behind), "$soft"))
    return Content.styled("  ·  ", "$line").join(parts)


def to_join(view: RoomView) -> Content:
    """The code that lets people in, for all to see."""
    if not view.code:
        return Content("")
    return Content.assemble(("To join: 6, then j, then ", "$soft"), (" ".join(view.code), "bold $accent"))


def step_title(view: RoomView) -> Content:
    """The present step; where none runs, what everyone waits for."""
    step = view.current
    if step is None:
        first, second = waiting_words(view)
        return Content.assemble(safe.line(first, "bold $accent"), "\n", safe.line(second))
    return safe.line(f"{step.title}{round_words(step)}", "bold $accent")


def prompt(view: RoomView) -> Content:
    """What the step asks; before the first, what the session is about."""
    step = view.current
    if step is not None and step.prompt:
        return safe.words(step.prompt, "bold")
    return safe.words(view.focus, "bold") if step is None and view.state == "open" else Content("")


def speaking(view: RoomView) -> Content:
    """Who speaks and listens; in a round whose turn it is."""
    turn = whose_turn(view)
    return turn if turn.plain else who_speaks(view).stylize("$soft")


def body(view: RoomView, marks: Marks, width: int) -> Content:
    """What was revealed, what ballots came to, and what people said they will do."""
    if view.current is None:
        return Content("\n").join([*_promises(view), *_parked(view, marks)])
    lines = [*_ballots(view, marks, width), *_written(view, marks)]
    if "commitment" in view.current.gathers:
        lines += _promises(view)
    if view.parked:
        lines += [Content(""), Content.styled(f"In the parking lot: {len(view.parked)}", "$soft")]
    return Content("\n").join(lines)


def _written(view: RoomView, marks: Marks) -> Iterator[Content]:
    groups, loose = grouped(view.contributions, view.groups, about_step(view))
    for group, inside in groups:
        yield Content.assemble(safe.line(group.name, "bold $warm"), (f"  {len(inside)}", "$soft"))
        for each in inside:
            yield Content.assemble((f"{marks.person} ", "$accent"), said_by(each))
    if groups and loose:
        yield Content("")
    for each in loose:
        yield Content.assemble((f"{marks.person} ", "$accent"), said_by(each))


def _ballots(view: RoomView, marks: Marks, width: int) -> list[Content]:
    lines: list[Content] = []
    for ballot in reversed(view.ballots):
        if view.current is not None and ballot.step == view.current.id:
            lines += [*ballot_lines(ballot, view, ink(marks), width), Content("")]
    return lines


def _promises(view: RoomView) -> list[Content]:
    if not view.promises:
        return []
    return [Content.styled("What we said we will do", "bold $warm"), *map(promise_line, view.promises), Content("")]


def _parked(view: RoomView, marks: Marks) -> list[Content]:
    if not view.parked:
        return []
    title = Content.styled(f"Parking lot: {counted(len(view.parked), 'thing', 'things')}", "bold $warm")
    return [title, *(Content.assemble((f"{marks.person} ", "$accent"), safe.line(text)) for text in view.parked)]


def ink(marks: Marks) -> str:
    """What bars are drawn with."""
    return "█" if marks.bar == "│" else "#"
