"""Room to write that grows with its words, inside a form that scrolls."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.widgets import TextArea


class Growing(TextArea):
    """A text whose line under the cursor stays in sight. Textual's own scrolls itself, and not the form around it."""

    def __init__(self, text: str = "", placeholder: str | Content = "", classes: str = "") -> None:
        super().__init__(text, soft_wrap=True, compact=True, placeholder=placeholder, classes=classes)
        self.cursor_blink = False

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Show the line under the cursor, here and in the form; the form is laid out anew first when this grows."""
        self.call_after_refresh(self._show_line)
        return super().scroll_cursor_visible(center, animate)

    def on_resize(self) -> None:
        """In another width, also beside a scrollbar of its own, the lines fall elsewhere."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def _wrap_anew(self) -> bool:
        """Wrap a text that was there before its width was known, and so has the height of one line; say if it was."""
        if self.virtual_size.width or not self.wrap_width:
            return False
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        self.virtual_size = Size(self.wrap_width, self.wrapped_document.height)
        self.refresh(layout=True)
        return True

    def _show_line(self) -> None:
        if self._wrap_anew():
            self.call_after_refresh(self.scroll_cursor_visible)
            return
        form = next((above for above in self.ancestors if isinstance(above, VerticalScroll)), None)
        if form is not None and self.has_focus:
            line = self.cursor_screen_offset.y - form.content_region.y + form.scroll_offset.y
            form.scroll_to_region(Region(0, line, 1, 1), animate=False, force=True)
            self.call_after_refresh(self._show_again, self.virtual_region)

    def _show_again(self, was: Region) -> None:
        """What stands above it may only now have got its height."""
        if self.virtual_region != was:
            self._show_line()
