"""A review as one page for the editor: the frame's boxes as headings, a blank line between two points."""

from __future__ import annotations

from plc_tui import seeds
from plc_tui.domain.errors import Invalid
from plc_tui.domain.reviews import ReviewRequest

_ASIDE = ">"
"""Lines that begin with it are the program's questions and the author's, not points."""


def page_for(request: ReviewRequest, reader_id: str) -> str:
    """Return the page a reviewer begins with: the questions as asides, and what she wrote so far."""
    mine = request.review_by(reader_id)
    asides = [request.focus, f"Off limits: {request.off_limits}" if request.off_limits else ""]
    lines = [f"{_ASIDE} {line}" for words in asides for line in words.splitlines()]
    for box in seeds.frame(request.frame).boxes:
        lines += ["", f"## {box.title}", f"{_ASIDE} {box.ask}", f"{_ASIDE} {box.stem}", ""]
        for point in mine.points if mine else ():
            if point.box == box.id:
                lines += [point.text, ""]
    return "\n".join(lines) + "\n"


def points_in(page: str, frame: str) -> list[tuple[str, str]]:
    """Return the points written on a page, as (box, text). Raises Invalid for a heading that is no box."""
    boxes = {name.casefold(): box.id for box in seeds.frame(frame).boxes for name in (box.title, box.id)}
    found: list[tuple[str, str]] = []
    box, paragraph = "", list[str]()
    for line in [*page.splitlines(), ""]:
        if line.startswith("## "):
            _finish(found, box, paragraph)
            box = _box(boxes, line[3:].strip())
        elif not line.strip():
            _finish(found, box, paragraph)
        elif not line.startswith(_ASIDE):
            paragraph.append(line)
    return found


def _finish(found: list[tuple[str, str]], box: str, paragraph: list[str]) -> None:
    if paragraph and not box:
        raise Invalid("Write each point below one of the headings.")
    if paragraph:
        found.append((box, "\n".join(paragraph)))
        paragraph.clear()


def _box(boxes: dict[str, str], heading: str) -> str:
    if heading.casefold() not in boxes:
        raise Invalid(f'There is no box "{heading[:40]}" in this frame; there are: {", ".join(boxes.values())}.')
    return boxes[heading.casefold()]
