"""The screen as the terminal shows it, and the least that turns it into the next frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plc_tui.ui.driver.moves import move
from plc_tui.ui.driver.scroll import Piece, Scroll, find
from plc_tui.ui.driver.styles import PLAIN, Style, change, on_blank
from plc_tui.ui.driver.text import read, steady

_MOVE = re.compile(r"\n?\x1b\[([0-9]{1,5});([0-9]{1,5})H")
_BRIDGE = 5
"""Writing this many unchanged cells again costs no more than a move over them."""
_ERASE = 4
"""From this many blank cells on, erasing to the end of the row is shorter than writing spaces."""
_LONG_BLANK = re.compile(" {14,}")


def _skip(blank: re.Match[str]) -> str:
    """Erase that many cells and move over them: shorter than writing so many spaces."""
    count = len(blank.group())
    return f"\x1b[{count}X\x1b[{count}C"


@dataclass(slots=True)
class Row:
    """What one row of the terminal shows.

    `pieces` are the texts it came from: column -> (column after it, text as Textual wrote it). `loose` says that
    terminals may disagree about the width of something in it. A character that is not known is None.
    """

    characters: list[str | None]
    styles: list[Style]
    pieces: dict[int, tuple[int, str]]
    loose: bool = False

    @classmethod
    def unknown(cls, columns: int) -> Row:
        """Return a row of which nothing is known."""
        return cls([None] * columns, [PLAIN] * columns, {})


class ScreenMemory:
    """Remembers every cell the terminal shows.

    `frame()` takes what Textual writes for a frame (a move, then text and colours, for each piece of a row)
    and returns the bytes that are really needed. An unknown cell is None and always written.
    """

    def __init__(self, columns: int, rows: int, *, erases_with_colour: bool = True) -> None:
        self._erases_with_colour = erases_with_colour
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Forget everything, on a terminal of this size."""
        self.columns, self.rows = columns, rows
        self.forget()

    def forget(self) -> None:
        """Take nothing for granted: the next frame is written whole."""
        self._rows = [Row.unknown(self.columns) for _ in range(self.rows)]
        self._cursor: tuple[int, int] | None = None
        self._style = PLAIN

    def frame(self, data: str) -> str | None:
        """Return what makes the terminal show `data` as well, "" when it does; None when it is no frame."""
        parts = _MOVE.split(data)
        if parts[0] or len(parts) < 4:
            return None
        out: list[str] = []
        pieces = [
            Piece(max(int(column) - 1, 0), max(int(row) - 1, 0), payload)
            for row, column, payload in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
        ]
        moved = find([row.pieces for row in self._rows], pieces)
        if moved is not None and self._covers(pieces, moved):
            self._scroll(moved, out)
        x = y = 0
        for x, y, payload in pieces:
            if payload:
                x = self._put(x, y, payload, out)
        self._restyle(PLAIN, out)
        self._go(min(x, self.columns - 1), min(y, self.rows - 1), out)
        return "".join(out)

    def _covers(self, pieces: Sequence[Piece], moved: Scroll) -> bool:
        """Return whether the frame writes the rows to be moved from edge to edge: the terminal moves whole rows."""
        ends = dict.fromkeys(range(moved.top, moved.bottom + 1), 0)
        for x, y, payload in pieces:
            if payload and x <= ends.get(y, -1):
                ends[y] = max(ends[y], x + len(read(payload).characters))
        return min(ends.values()) >= self.columns

    def _scroll(self, moved: Scroll, out: list[str]) -> None:
        """Let the terminal move a block of rows; the rows that come in are unknown."""
        top, bottom, by = moved
        count = abs(by)
        turn = "\n" * count if by > 0 else "\x1bM" * count
        edge = bottom if by > 0 else top
        out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{edge + 1};1H{turn}\x1b[r")
        self._cursor = None
        fresh = [Row.unknown(self.columns) for _ in range(count)]
        block = self._rows[top : bottom + 1]
        self._rows[top : bottom + 1] = [*block[by:], *fresh] if by > 0 else [*fresh, *block[:by]]

    def _put(self, x: int, y: int, payload: str, out: list[str]) -> int:
        """Show one piece of a row; the column after it."""
        if x >= self.columns or y >= self.rows:
            return x
        pieces = self._rows[y].pieces
        known = pieces.get(x)
        if known and known[1] == payload:
            return known[0]
        cells = read(payload)
        characters, styles = cells.characters[: self.columns - x], cells.styles[: self.columns - x]
        end = x + len(characters)
        for start in [start for start, (stop, _) in pieces.items() if start < end and stop > x]:
            del pieces[start]
        changed = self._replace(x, end, y, characters, styles)
        pieces[x] = (end, payload)
        if changed:
            if cells.loose or self._rows[y].loose:
                self._rows[y].loose = True
                self._write_loosely(x, y, out)
            else:
                self._write_changed(changed, end, y, out)
        return end

    def _replace(self, x: int, end: int, y: int, characters: Sequence[str], styles: Sequence[Style]) -> list[int]:
        """Remember new cells; the columns where there is a difference to be seen."""
        row, row_styles = self._rows[y].characters, self._rows[y].styles
        old, old_styles = row[x:end], row_styles[x:end]
        if old == characters and old_styles == styles:
            return []
        if x and row[x] == "":
            row[x - 1] = None
        if end < self.columns and row[end] == "":
            row[end] = None
        row[x:end], row_styles[x:end] = characters, styles
        return [
            column
            for column, was, now, before, after in zip(range(x, end), old, characters, old_styles, styles, strict=True)
            if was != now
            or (before is not after and before != after and (now != " " or on_blank(before) != on_blank(after)))
        ]

    def _write_changed(self, changed: list[int], end: int, y: int, out: list[str]) -> None:
        """Write the changed columns, and unchanged ones where that is shorter than moving over them."""
        erase = self._blank_from(changed[-1], y) if end == self.columns and self._erases_with_colour else end
        erase = next((column for column in changed if column >= erase), end)
        styles = self._rows[y].styles
        start = last = changed[0]
        for column in changed:
            if column >= erase:
                break
            if column - last > _BRIDGE or any(style is not styles[last] for style in styles[last + 1 : column]):
                self._write(start, last + 1, y, out)
                start = column
            last = column
        if start < erase:
            self._write(start, last + 1, y, out)
        if erase < end:
            self._erase_from(erase, y, out)

    def _blank_from(self, last: int, y: int) -> int:
        """Return the column from which the row is blank in one colour, its width when erasing is of no use."""
        row, styles = self._rows[y].characters, self._rows[y].styles
        blank = on_blank(styles[-1])
        column = self.columns
        if not blank.attributes and not blank.link:
            while column and row[column - 1] == " " and on_blank(styles[column - 1]) == blank:
                column -= 1
        return column if self.columns - column >= _ERASE and last >= column else self.columns

    def _erase_from(self, x: int, y: int, out: list[str]) -> None:
        blank = on_blank(self._rows[y].styles[x])
        self._go(x, y, out)
        if on_blank(self._style) != blank:
            self._restyle(blank, out)
        out.append("\x1b[K")

    def _write(self, start: int, stop: int, y: int, out: list[str]) -> None:
        """Write the cells from `start` to before `stop`, whole wide characters always."""
        row, styles = self._rows[y].characters, self._rows[y].styles
        if row[start] == "" and start:
            start -= 1
        if stop < self.columns and row[stop] == "":
            stop += 1
        self._go(start, y, out)
        while start < stop:
            style, end = styles[start], start + 1
            while end < stop and styles[end] is style:
                end += 1
            text = "".join(character or "" for character in row[start:end])
            if not text.isspace() or on_blank(self._style) != on_blank(style):
                self._restyle(style, out)
            blank = self._erases_with_colour and not on_blank(style).attributes and not style.link
            out.append(_LONG_BLANK.sub(_skip, text) if blank else text)
            start = end
        self._cursor = (stop if stop < self.columns else -1, y)

    def _write_loosely(self, x: int, y: int, out: list[str]) -> None:
        """Write the row from `x` on; characters of doubtful width onto blanks, and nothing relies on where they end."""
        row = self._rows[y].characters
        while x < self.columns:
            firm, end = self._firm(row[x]), x + 1
            while end < self.columns and row[end] is not None and (row[end] == "" or self._firm(row[end]) == firm):
                end += 1
            if row[x] is not None:
                if not firm:
                    self._go(x, y, out)
                    self._restyle(self._rows[y].styles[x], out)
                    out.append(" " * (end - x))
                    self._cursor = (-1, y)
                self._write(x, end, y, out)
                if not firm:
                    self._cursor = (-1, y)
            x = end
        self._rows[y].loose = not all(map(self._firm, row))

    @staticmethod
    def _firm(character: str | None) -> bool:
        return character is None or steady(character)

    def _restyle(self, style: Style, out: list[str]) -> None:
        out.append(change(self._style, style))
        self._style = style

    def _go(self, x: int, y: int, out: list[str]) -> None:
        out.append(move(x, y, self._cursor))
        self._cursor = (x, y)
