"""What is written in a frame's boxes, and the points it becomes: a blank line ends a point."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.seeds import Box, Frame
from plc_tui.text import one_line_summary
from plc_tui.ui import safe

_QUESTION = 84
"""Cells of the author's question that are repeated before sending."""

_BLANK = re.compile(r"\n[^\S\n]*\n")


def points_in(texts: Mapping[str, str], frame: Frame) -> list[tuple[str, str]]:
    """Return what is written in each box as points, one per paragraph, in the frame's order."""
    return [
        (box.id, paragraph.strip())
        for box in frame.boxes
        for paragraph in _BLANK.split(texts.get(box.id, ""))
        if paragraph.strip()
    ]


def box_head(box: Box) -> Content:
    """What a box is called and asks."""
    return Content.assemble(safe.line(box.title, "bold $warm"), "  ", safe.line(box.ask, "$soft"))


def box_ways(box: Box) -> Content:
    """Ways to begin in a box, and what keeps it kind and useful."""
    stems = [safe.line(stem, "italic $soft") for stem in box.stems]
    between = Content.styled("  or  ", "$soft")
    return Content.assemble(between.join(stems), "\n", safe.line(box.guardrail, "$good"))


def question_line(request: ReviewRequest) -> Content:
    """What the author wants help with, to keep in sight while writing."""
    asked = safe.fill("[$soft]$name asks:[/] $focus", name=request.author.name, focus=request.focus.strip())
    if not request.off_limits:
        return asked
    leave = safe.fill("[$soft]Please leave out:[/] $words", words=request.off_limits.strip())
    return Content.assemble(asked, "\n", leave)


def gentle_check(request: ReviewRequest, frame: Frame, points: Sequence[tuple[str, str]]) -> Content:
    """Four questions before a review is sent, and who will read it; short enough for the smallest screen."""
    questions = (
        ("Kind?", Content("Would you be glad to be told this?")),
        ("Specific?", Content("Could a finger be put on the place?")),
        ("Helpful?", Content("Can something be done with it?")),
        ("Answered?", safe.line(f"“{one_line_summary(request.focus, _QUESTION)}”")),
    )
    lines = [Content.assemble((word, "bold $warm"), " ", words) for word, words in questions]
    written = {box for box, _ in points}
    empty = [box.title.split(":")[0] for box in frame.boxes if box.id not in written]
    if empty:
        lines.append(safe.fill("[$soft]Nothing in $boxes; that may be right.[/]", boxes=join_words(empty)))
    reads = "$name will be able to read it, and nobody else. It cannot be changed then."
    return Content("\n").join([*lines, Content(""), safe.fill(reads, name=request.author.name)])
