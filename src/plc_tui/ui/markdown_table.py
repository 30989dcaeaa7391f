"""A Markdown table as lines of text: columns side by side where they fit, else one row after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from plc_tui.text import cells
from plc_tui.ui.markdown_inline import SOFT, Part
from plc_tui.ui.marks import Marks

_GAP = 2


@dataclass
class Table:
    """Cells as they are read: the first row is the head; `sides` says "right", "center" or "" for each column."""

    rows: list[list[list[Part]]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)

    def lines(self, width: int, marks: Marks) -> Iterator[list[Part]]:
        """Yield the table's lines, none wider than `width` cells where that is possible."""
        widths = [max(map(_width, column)) for column in zip_longest(*self.rows, fillvalue=[])]
        if sum(widths) + _GAP * (len(widths) - 1) <= width:
            return self._columns(widths, marks)
        return self._records()

    def _columns(self, widths: Sequence[int], marks: Marks) -> Iterator[list[Part]]:
        for number, row in enumerate(self.rows):
            line: list[Part] = []
            for cell, wide, side in zip(row, widths, self.sides, strict=False):
                line += [*_aligned(cell, wide, side), Part(" " * _GAP)]
            yield _trimmed(line)
            if number == 0:
                yield [Part((" " * _GAP).join(marks.rule * wide for wide in widths), SOFT)]

    def _records(self) -> Iterator[list[Part]]:
        head = self.rows[0] if self.rows else []
        for number, row in enumerate(self.rows[1:]):
            if number:
                yield []
            for name, cell in zip(head, row, strict=False):
                yield [*name, Part(": "), *cell]


def _width(cell: Sequence[Part]) -> int:
    return sum(cells(part.words) for part in cell)


def _aligned(cell: Sequence[Part], wide: int, side: str) -> list[Part]:
    spare = wide - _width(cell)
    left = {"right": spare, "center": spare // 2}.get(side, 0)
    return [Part(" " * left), *cell, Part(" " * (spare - left))]


def _trimmed(line: list[Part]) -> list[Part]:
    while line and not line[-1].words.strip():
        line.pop()
    return line
