"""A scrollbar that is one thin line: it says where one is without asking to be looked at."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender


class SlimBar(ScrollBarRender):
    """Draws the part in sight as a line, and nothing else."""

    thumb = "┃"

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("#000000"),  # noqa: B008 - the signature of the hook; a Color never changes
        bar_color: Color = Color.parse("#ffffff"),  # noqa: B008
    ) -> Segments:
        """Textual's hook: colours and sizes in, one segment a cell out."""
        start, end = _part_in_sight(size, virtual_size, window_size, position)
        empty = Segment(" " * (thickness if vertical else 1), Style(bgcolor=back_color))
        thumb = Segment(cls.thumb * (thickness if vertical else 1), Style(color=bar_color, bgcolor=back_color))
        cells = [thumb if start <= cell < end else empty for cell in range(size)]
        return Segments(cells, new_lines=True) if vertical else Segments([*cells, Segment.line()] * thickness)


def _part_in_sight(size: int, whole: float, window: float, position: float) -> tuple[int, int]:
    """First and last cell (exclusive) of the part in sight; none when everything is."""
    if not size or not whole or whole <= window:
        return 0, 0
    length = max(1, round(size * window / whole))
    start = round((size - length) * position / (whole - window))
    return start, start + length


def follow(bar: ScrollBar, position: float) -> None:
    """Tell a bar where the list is now, unless it would look the same: drawing it costs a tenth of a key."""
    size = bar.size.height
    now = _part_in_sight(size, bar.window_virtual_size, bar.window_size, position)
    if not size or now != _part_in_sight(size, bar.window_virtual_size, bar.window_size, bar.position):
        bar.position = position


def press(bar: ScrollBar, cell: int) -> None:
    """The mouse was pressed on cell `cell` of a vertical bar: take hold of the line, or go a page that way.

    Textual hides these acts in the style of the drawn cells, where our last wall against hostile text removes them.
    """
    start, end = _part_in_sight(bar.size.height, bar.window_virtual_size, bar.window_size, bar.position)
    if cell < start:
        bar.action_scroll_up()
    elif cell >= end:
        bar.action_scroll_down()
    else:
        bar.action_grab()


def use_slim_bars() -> None:
    """Draw every scrollbar of the program this way."""
    ScrollBar.renderer = SlimBar
