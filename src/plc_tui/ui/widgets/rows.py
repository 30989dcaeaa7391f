"""Rows of a list: what a place hands over, and how one line of a row is laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from plc_tui.ui.marks import Marks

PAGE = 64
"""Rows fetched at a time."""
_MORE = "…"
"""How services and words end what they cut."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list.

    `key` names the thing (an id); `title` is its first line, `aside` stands right of it, `detail` is a soft second
    line; `mark` is one of `Marks`. A `heading` begins a section and cannot be chosen. Text of people comes as Content
    made by `safe.words`.
    """

    key: str
    title: Content
    detail: Content | None = None
    aside: Content | None = None
    mark: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the key to ask for those that follow (None: these were the last)."""

    rows: tuple[Row, ...]
    next: object | None = None


Fetch = Callable[[object | None, int], Awaitable[Page]]
"""Asked for at most `count` rows after a key (None: from the start)."""


def heading(title: str | Content) -> Row:
    """A section heading in our words, or in Content when a person's words are in it."""
    return Row("", title if isinstance(title, Content) else Content(title), heading=True)


class Lines:
    """Where each row stands, in lines from the top: constant cost per row, logarithmic look-up."""

    def __init__(self) -> None:
        self._tops: list[int] = []
        self.height = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Put rows below those already there."""
        for row in rows:
            self._tops.append(self.height)
            self.height += self._lines(row)

    def top(self, index: int) -> int:
        """The first line of row `index`."""
        return self._tops[index]

    def lines(self, index: int) -> int:
        """How many lines row `index` takes."""
        below = self._tops[index + 1] if index + 1 < len(self._tops) else self.height
        return below - self._tops[index]

    def at(self, line: int) -> tuple[int, int] | None:
        """The row on `line` and which of its lines that is; None below the last row."""
        if not 0 <= line < self.height:
            return None
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def _lines(self, row: Row) -> int:
        if row.heading:
            return 2 if len(self._tops) > 1 else 1
        return 2 if row.detail is not None else 1


def same(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two lists would be drawn alike."""
    return len(one) == len(other) and all(_alike(a, b) for a, b in zip(one, other, strict=True))


def _alike(one: Row, other: Row) -> bool:
    if (one.key, one.mark, one.heading) != (other.key, other.mark, other.heading):
        return False
    pairs = ((one.title, other.title), (one.detail, other.detail), (one.aside, other.aside))
    return all(a is b or (a is not None and b is not None and a.is_same(b)) for a, b in pairs)


def nearest(rows: Sequence[Row], index: int, step: int) -> int:
    """The row that can be chosen at `index` or next to it, looking along `step` first; -1 when none can."""
    if not rows:
        return -1
    last = len(rows) - 1
    start = min(max(index, 0), last)
    onward = range(start, last + 1) if step > 0 else range(start, -1, -1)
    backward = range(start, -1, -1) if step > 0 else range(start, last + 1)
    return next((at for way in (onward, backward) for at in way if not rows[at].heading), -1)


def draw_heading(row: Row, line: int, lines: int, width: int) -> Content:
    """A line of a heading; the line above the words stays empty."""
    if line < lines - 1:
        return Content("")
    return Content.assemble(" ", _fit(row.title, width - 2).stylize("bold $warm"))


def draw_row(row: Row, line: int, width: int, *, chosen: bool, marks: Marks) -> Content:
    """Line `line` of a row that can be chosen, at most `width` cells wide."""
    pointer = Content.styled(f" {marks.cursor} ", "bold $accent") if chosen else Content("   ")
    mark = Content.styled(f"{row.mark} ", "$accent") if row.mark else Content("")
    indent = 3 + mark.cell_length
    if line > 0:
        detail = _fit(row.detail or Content(""), width - indent - 1, marks.more)
        return Content.assemble(" " * indent, detail.stylize_before("$soft"))
    aside = _fit(row.aside, width // 2, marks.more) if row.aside is not None else Content("")
    room = width - indent - 1 - (aside.cell_length + 2 if aside else 0)
    title = _fit(row.title, room, marks.more)
    title = title.stylize("bold") if chosen else title
    gap = width - indent - title.cell_length - aside.cell_length - 1
    return Content.assemble(pointer, mark, title, " " * max(0, gap), aside.stylize_before("$soft"))


def cut_detail(row: Row, width: int) -> Content:
    """The second line of a row that a list of `width` cells, its bar among them, has no room for; else empty."""
    detail = row.detail or Content("")
    return detail if detail.cell_length > width - 5 - bool(row.mark) * 2 else Content("")


def _fit(content: Content, width: int, more: str = _MORE) -> Content:
    """One line in `width` cells; what was cut, here or earlier, ends in `more`."""
    line = content.first_line.expand_tabs(4)
    if more != _MORE and _MORE in line.plain:
        line = Content(more).join(line.split(_MORE, allow_blank=True))
    if line.cell_length <= width:
        return line
    return line.truncate(max(0, width - len(more))) + more[: max(0, width)]
