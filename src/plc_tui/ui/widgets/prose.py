"""A long text made of lines that fit: only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual, VisualType
from textual.widgets import Static


class Prose(Static):
    """A Static that is given its lines. It takes as much room, and its words are marked and copied, as in any other.

    A Static wraps and draws the whole of its text before the first line of it is seen: of 50,000 characters for 0.1 s.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self._lines: Sequence[Content] | None = None

    def show_lines(self, lines: Sequence[Content], width: int) -> None:
        """Show these lines, made for so many cells; with a longer one among them it wraps them as any Static does."""
        if any(line.cell_length > width for line in lines):
            self.update(Content("\n").join(lines))
            return
        self._lines = lines
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show something else, as a Static does."""
        self._lines = None
        super().update(content, layout=layout)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Each line takes one."""
        return super().get_content_height(container, viewport, width) if self._lines is None else len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if self._lines is None:
            return super().render_line(y)
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        drawn = Visual.to_strips(self, self._marked(y), self.size.width, 1, self.visual_style, apply_selection=False)
        return drawn[0].apply_offsets(0, y)

    def _marked(self, y: int) -> Content:
        """Return a line, with what is marked of it to be copied."""
        line = self._lines[y] if self._lines else Content()
        span = self.text_selection.get_span(y) if self.text_selection else None
        if span is None:
            return line
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return line.stylize(style, span[0], len(line.plain) if span[1] == -1 else span[1])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what is marked, to be copied."""
        if self._lines is None:
            return super().get_selection(selection)
        return selection.extract("\n".join(line.plain for line in self._lines)), "\n"
