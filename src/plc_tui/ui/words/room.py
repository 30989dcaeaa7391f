"""What a projector shows of a session, in words and bars. It is made from a RoomView and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from plc_tui.domain.sessions.views import Promise, RoomView
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words.live import (
    LAST_TIME,
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

SAID = "What we said we will do"
"""Stands above what people promise in a session."""


def head(view: RoomView) -> Content:
    """The title; where in the agenda; how the time keeps to the plan."""
    parts = [safe.line(view.title, "bold")]
    if number := step_number(view):
        parts.append(Content.styled(f"Step {number}", "$accent bold"))
        parts.append(Content.styled(how_far(view.behind, short=True), "$soft"))
    return Content.styled("  ·  ", "$line").join(parts)


def to_join(view: RoomView) -> Content:
    """The code that lets people in, for all to see."""
    if not view.code:
        return Content("")
    how = "To join: " if view.current else "To join: plc, then 6, then j, then "
    return Content.assemble((how, "$soft"), (" ".join(view.code), "bold $accent"))


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


def body(view: RoomView, marks: Marks, width: int) -> list[Piece]:
    """What was revealed, what ballots came to, and what people said they will do."""
    if view.current is None:
        return [*_promises(SAID, view.promises, marks), *_parked(view, marks)]
    pieces = [*_promises(LAST_TIME, view.owed, marks), *_ballots(view, marks, width), *_written(view, marks)]
    if "commitment" in view.current.gathers:
        pieces += _promises(SAID, view.promises, marks)
    if view.parked:
        pieces.append(Piece(Content.styled(f"In the parking lot: {len(view.parked)}", "$soft"), above=1))
    return pieces


def _written(view: RoomView, marks: Marks) -> Iterator[Piece]:
    groups, loose = grouped(view.contributions, view.groups, about_step(view))
    for number, (group, inside) in enumerate(groups):
        name = Content.assemble(safe.line(group.name, "bold $warm"), (f"  {len(inside)}", "$soft"))
        yield Piece(name, above=min(number, 1))
        for each in inside:
            yield _item(said_by(each), marks)
    for number, each in enumerate(loose):
        yield _item(said_by(each), marks, above=1 if groups and not number else 0)


def _item(words: Content, marks: Marks, above: int = 0) -> Piece:
    return Piece(words, lead=Content.styled(f"{marks.person} ", "$accent"), above=above)


def _ballots(view: RoomView, marks: Marks, width: int) -> list[Piece]:
    pieces: list[Piece] = []
    for ballot in reversed(view.ballots):
        if view.current is not None and ballot.step == view.current.id:
            pieces += [*map(Piece, ballot_lines(ballot, view, ink(marks), width)), Piece(Content(""))]
    return pieces


def _promises(heading: str, promises: Sequence[Promise], marks: Marks) -> list[Piece]:
    if not promises:
        return []
    return [title(heading, above=0), *(_item(promise_line(each), marks) for each in promises), Piece(Content(""))]


def _parked(view: RoomView, marks: Marks) -> list[Piece]:
    if not view.parked:
        return []
    heading = title(f"Parking lot: {counted(len(view.parked), 'thing', 'things')}", above=0)
    return [heading, *(_item(safe.words(text), marks) for text in view.parked)]


def ink(marks: Marks) -> str:
    """What bars are drawn with."""
    return "█" if marks.bar == "│" else "#"
