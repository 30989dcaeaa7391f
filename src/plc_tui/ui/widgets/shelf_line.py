"""One line that says which shelf of a place is shown, and the keys of the others."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from plc_tui.text import one_line_summary
from plc_tui.ui import safe

_GAP = 3


class ShelfLine(Widget):
    """`m Mine   o Shared with me   t Tag: #wait-time`; a click on one asks for it."""

    DEFAULT_CSS = """
    ShelfLine { height: 2; width: 1fr; }
    """

    class Chosen(Message):
        """A shelf was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, shelves: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self._shelves = shelves
        self._here, self._title = shelves[0][0], ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, command_id: str, title: str = "") -> None:
        """Mark this shelf; `title` (anyone's words) says which tag, goal or stage it is."""
        self._here, self._title = command_id, title
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Ask for the shelf under the mouse."""
        for start, end, command_id in self._spans:
            if event.y == 0 and start <= event.x < end:
                self.post_message(self.Chosen(command_id))

    def render(self) -> Content:
        """Draw the line for the width we have; a narrow one has less room between."""
        width = self.size.width
        words = sum(len(key) + 1 + len(title) for _, key, title in self._shelves)
        gap = max(1, min(_GAP, (width - 3 - words) // max(1, len(self._shelves) - 1)))
        room = width - 3 - words - gap * (len(self._shelves) - 1) - 2
        self._spans, pieces, x = [], [Content("   ")], 3
        for command_id, key, title in self._shelves:
            piece = self._piece(command_id, key, title, room)
            self._spans.append((x, x + piece.cell_length, command_id))
            pieces += [piece, Content(" " * gap)]
            x += piece.cell_length + gap
        return Content("").join(pieces).truncate(width)

    def _piece(self, command_id: str, key: str, title: str, room: int) -> Content:
        if command_id != self._here:
            return Content.assemble((key, "$accent"), " ", (title, "$soft"))
        piece = Content.assemble((key, "$accent"), " ", (title, "bold underline $accent"))
        if self._title and room > 6:
            return Content.assemble(piece, ": ", safe.line(one_line_summary(self._title, room), "bold"))
        return piece
