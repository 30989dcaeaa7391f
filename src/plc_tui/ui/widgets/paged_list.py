"""One list for every long list of the program.

It draws only the lines in sight, fetches pages of 64 rows by key, and repaints two rows when the cursor moves, so it
costs the same at 100,000 rows as at 100 (a DataTable of that size takes nine seconds to open).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.worker import Worker

from plc_tui.domain.errors import PlcError
from plc_tui.ui.marks import marks_of
from plc_tui.ui.widgets import rows as drawing
from plc_tui.ui.widgets.rows import PAGE, Fetch, Lines, Page, Row, heading
from plc_tui.ui.widgets.slim_bar import follow

__all__ = ["PAGE", "Fetch", "Page", "PagedList", "Row", "heading"]

_AHEAD = 32
"""Fetch the next page when fewer rows than this are left below."""
_REFILL = 1024
"""At most so many rows are fetched again when something changed."""
_JUMP = 1024
"""So many rows more are fetched at once when End is pressed."""


class PagedList(ScrollView, can_focus=True):
    """A list with a cursor, over a provider of pages (`fetch`) or over rows given at once (`show`)."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PagedList { height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "open", show=False),
    ]

    class Opened(Message):
        """A row was opened with Enter or the mouse."""

        def __init__(self, paged_list: PagedList, key: str) -> None:
            super().__init__()
            self.paged_list = paged_list
            self.key = key

        @property
        def control(self) -> PagedList:
            """The list it happened in."""
            return self.paged_list

    class Highlighted(Message):
        """The cursor came to another row; `key` is None when the list is empty."""

        def __init__(self, paged_list: PagedList, key: str | None) -> None:
            super().__init__()
            self.paged_list = paged_list
            self.key = key

        @property
        def control(self) -> PagedList:
            """The list it happened in."""
            return self.paged_list

    class Trouble(Message):
        """A page could not be fetched."""

        def __init__(self, error: PlcError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        fetch: Fetch | None = None,
        *,
        empty: Content | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._fetch = fetch
        self._empty = empty or Content("")
        self._rows: list[Row] = []
        self._lines = Lines()
        self._next: object | None = None
        self._cursor = -1
        self._filled = False
        self._fetching = False
        self._strips: dict[tuple[int, int, bool], Strip] = {}

    # What a place asks and tells

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; None in an empty list."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows fetched so far, without headings."""
        return tuple(row.key for row in self._rows if not row.heading)

    @property
    def cut_detail(self) -> Content:
        """The second line under the cursor where the list has no room for all of it; empty where it has."""
        return Content("") if self.key is None else drawing.cut_detail(self._rows[self._cursor], self.size.width)

    def show(self, rows: Sequence[Row], *, keep_cursor: bool = True) -> None:
        """Show these rows, all of them, instead of what was here."""
        self._take(Page(tuple(rows)), keep_cursor=keep_cursor)

    def reload(self, *, keep_cursor: bool = True) -> None:
        """Fetch again, in the background; the cursor stays on the same thing."""
        if self._fetch is not None:
            # Not a coroutine: one that a later reload cancels before it began would never be awaited.
            work = partial(self._refill, keep_cursor)
            _: Worker[None] = self.run_worker(work, group="fetch", exclusive=True)

    def use(self, fetch: Fetch, *, empty: Content | None = None) -> None:
        """Show what another provider gives, from its start."""
        self._fetch, self._empty = fetch, empty or self._empty
        self.reload(keep_cursor=False)

    def say_when_empty(self, words: Content) -> None:
        """What to say from now on when there is no row."""
        self._empty = words
        if not self._rows:
            self.refresh()

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row of `key`; False when it is not among the rows fetched so far."""
        for index, row in enumerate(self._rows):
            if row.key == key and not row.heading:
                self._go(index)
                return True
        return False

    # Fetching

    def on_mount(self) -> None:
        """Fetch the first page."""
        self.reload(keep_cursor=False)

    async def _refill(self, keep_cursor: bool) -> None:
        count = max(PAGE, min(len(self._rows), _REFILL)) if keep_cursor else PAGE
        page = await self._ask(None, count)
        if page is not None:
            self._take(page, keep_cursor=keep_cursor)

    async def _more(self, count: int, *, to_end: bool = False) -> None:
        self._fetching = True
        try:
            page = await self._ask(self._next, count)
        finally:
            self._fetching = False
        if page is not None:
            self._append(page)
            if to_end:
                self._go(self._nearest(len(self._rows) - 1, -1))

    async def _ask(self, after: object | None, count: int) -> Page | None:
        if self._fetch is None:
            return None
        try:
            return await self._fetch(after, count)
        except PlcError as error:
            self.post_message(self.Trouble(error))
            return None

    def _take(self, page: Page, *, keep_cursor: bool) -> None:
        """Replace all rows; draw nothing when they are the same as before."""
        self._next = page.next
        if self._filled and keep_cursor and drawing.same(self._rows, page.rows):
            return
        key, index = (self.key, self._cursor) if keep_cursor else (None, 0)
        self._rows, self._lines, self._filled = list(page.rows), Lines(), True
        self._lines.add(page.rows)
        found = next((i for i, row in enumerate(self._rows) if key is not None and row.key == key), None)
        self._cursor = self._nearest(index if found is None else found, 1)
        self._resize_lines()
        self._reveal()
        self.post_message(self.Highlighted(self, self.key))

    def _append(self, page: Page) -> None:
        self._next = page.next
        self._rows.extend(page.rows)
        self._lines.add(page.rows)
        self.virtual_size = Size(self.size.width, self._lines.height)
        self.refresh()

    def _resize_lines(self) -> None:
        self._strips.clear()
        self.virtual_size = Size(self.size.width, self._lines.height)
        self.refresh()

    def _fetch_ahead(self, index: int) -> None:
        if self._next is not None and not self._fetching and index >= len(self._rows) - _AHEAD:
            self._fetching = True
            self.run_worker(self._more(PAGE), group="fetch", exclusive=False)

    # Moving

    def action_move(self, step: int) -> None:
        """One row up or down."""
        self._go(self._nearest(self._cursor + step, step))

    def action_page(self, step: int) -> None:
        """As far as the list is high."""
        if self._rows:
            line = self._lines.top(max(self._cursor, 0)) + step * max(1, self.size.height - 2)
            at = self._lines.at(min(max(line, 0), self._lines.height - 1))
            self._go(self._nearest(at[0] if at else 0, step))

    def action_first(self) -> None:
        """To the first row."""
        self._go(self._nearest(0, 1))

    def action_last(self) -> None:
        """To the last row there is; a very long list goes on by a thousand rows each time."""
        if self._next is not None and not self._fetching:
            self._fetching = True
            self.run_worker(self._more(_JUMP, to_end=True), group="fetch", exclusive=False)
        self._go(self._nearest(len(self._rows) - 1, -1))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.key is not None:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """The first click puts the cursor there, a click on the cursor's row opens it."""
        at = self._lines.at(event.y + self.scroll_offset.y)
        if at is None or self._rows[at[0]].heading:
            return
        if at[0] == self._cursor:
            self.action_open()
        self._go(at[0])

    def _nearest(self, index: int, step: int) -> int:
        return drawing.nearest(self._rows, index, step)

    def _go(self, index: int) -> None:
        if index < 0:
            return
        if index != self._cursor:
            before, self._cursor = self._cursor, index
            self._redraw(before)
            self._redraw(index)
            self.post_message(self.Highlighted(self, self.key))
        self._reveal()
        self._fetch_ahead(index)

    def _reveal(self) -> None:
        """Scroll so that the cursor's row, with a heading just above it, can be seen."""
        if self._cursor < 0 or not self.size.height:
            return
        first = self._cursor
        while first > 0 and self._rows[first - 1].heading:
            first -= 1
        top = self._lines.top(first)
        bottom = self._lines.top(self._cursor) + self._lines.lines(self._cursor)
        if bottom > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False, immediate=True)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)

    def _redraw(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            top = self._lines.top(index) - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self._lines.lines(index)))

    # Drawing

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        self._resize_lines()
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget strips drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what came into sight; fetch ahead also when only the wheel moves."""
        if self.show_vertical_scrollbar:
            follow(self.vertical_scrollbar, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
        at = self._lines.at(int(new_value) + self.size.height)
        self._fetch_ahead(at[0] if at else len(self._rows))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the part in sight."""
        width = self.scrollable_content_region.width
        if not self._rows:
            return self._strip(self._empty_line(y, width), self.visual_style, width)
        at = self._lines.at(y + self.scroll_offset.y)
        if at is None:
            return self._strip(Content(""), self.visual_style, width)
        index, line = at
        key = (index, line, index == self._cursor)
        if (strip := self._strips.get(key)) is None:
            if len(self._strips) > 1024:
                self._strips.clear()
            strip = self._strips[key] = self._draw(index, line, width)
        return strip

    def _draw(self, index: int, line: int, width: int) -> Strip:
        row, chosen = self._rows[index], index == self._cursor
        if row.heading:
            content = drawing.draw_heading(row, line, self._lines.lines(index), width)
        else:
            content = drawing.draw_row(row, line, width, chosen=chosen, marks=marks_of(self))
        ground = self.visual_style
        if chosen:
            ground += self.app.stylesheet.parse_style("on $cursor")
        return self._strip(content, ground, width)

    def _empty_line(self, y: int, width: int) -> Content:
        if not self._filled:
            return Content.styled("   Opening...", "$soft") if y == 1 and self._fetch is not None else Content("")
        lines = self._empty.wrap(max(10, min(width - 6, 72)))
        return Content.assemble("   ", lines[y - 1]) if 0 < y <= len(lines) else Content("")

    def _strip(self, content: Content, ground: Style, width: int) -> Strip:
        parse = self.app.stylesheet.parse_style
        segments = [
            Segment(text, (ground + style).rich_style)
            for text, style in content.render(ground, end="", parse_style=parse)
        ]
        return Strip(segments).adjust_cell_length(width, ground.rich_style)
