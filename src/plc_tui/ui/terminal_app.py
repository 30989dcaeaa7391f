"""Textual's App with some habits changed: what it lets keys, mouse and hostile text do to a teacher's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.errors import NoWidget
from textual.filter import ANSIToTruecolor, LineFilter
from textual.scrollbar import ScrollBar

from plc_tui.ui import safe
from plc_tui.ui.marks import AsciiLine
from plc_tui.ui.widgets.slim_bar import press, use_slim_bars

LETTERS = 1.0
"""Seconds to wait for letters typed ahead; only a field that is stuck needs so long."""


IN_PLACE = frozenset({"backspace", "delete", "left", "right", "home", "end"})
"""Keys that change what the next letter does: in a burst, as a slow line delivers it, letters would overtake them."""


class TerminalApp(App[int]):
    """No file is written and no link opened from the screen; keys come in the order they were pressed."""

    ENABLE_COMMAND_PALETTE = False
    _last_line = safe.LastLine()

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        self.plain_line = AsciiLine(enabled=False)
        use_slim_bars()
        super().__init__(driver_class=driver_class)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, plain signs where glyphs are missing, then the last of the walls against hostile text."""
        plain = [self.plain_line] if self.plain_line.enabled else []
        # Our themes know no ANSI colours, and looking for them in every line costs as much as all else here.
        stock = [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        return [*stock, *plain, self._last_line]

    # Keys and mouse

    async def on_event(self, event: events.Event) -> None:
        """In a burst every key is done in its turn: letters before a Ctrl+S, a Backspace before the next letters."""
        if isinstance(event, events.Key) and not event.is_forwarded and not event.is_printable:
            await self._letters_first()
            if event.key in IN_PLACE and await self._edited(event.key):
                return
        elif isinstance(event, events.MouseDown) and not event.is_forwarded:
            self._press_scrollbar(event)
        await super().on_event(event)

    async def _letters_first(self) -> None:
        if self.focused is not None and self.focused.check_consume_key("a", "a"):
            arrived = asyncio.Event()
            self.focused.call_later(arrived.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(arrived.wait(), LETTERS)

    async def _edited(self, key: str) -> bool:
        """Do what a text field binds to a key, at once; Textual would let the key climb to the app and back first."""
        field = self.focused
        if field is None or not field.check_consume_key("a", "a"):
            return False
        for binding in field._bindings.key_to_bindings.get(key, ()):
            if await self.run_action(binding.action, field):
                return True
        return False

    def _press_scrollbar(self, event: events.MouseDown) -> None:
        with suppress(NoWidget):
            widget, region = self.screen.get_widget_at(event.x, event.y)
            if isinstance(widget, ScrollBar) and widget.vertical:
                press(widget, event.y - region.y)

    def action_help_quit(self) -> None:
        """Ctrl+C does nothing here: F10 leaves, and copying is the text field's own."""

    # Things Textual offers that must not happen here

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No file is written from the screen."""

    def save_screenshot(self, *args: object, **kwargs: object) -> str:
        """No file is written from the screen; "" names none."""
        del args, kwargs
        return ""

    def deliver_screenshot(self, *args: object, **kwargs: object) -> None:
        """No file is written from the screen."""

    def deliver_text(self, *args: object, **kwargs: object) -> None:
        """No file is written from the screen."""

    def deliver_binary(self, *args: object, **kwargs: object) -> None:
        """No file is written from the screen."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Links are shown, never opened."""

    def action_toggle_dark(self) -> None:
        """Our themes are chosen in Settings; Textual's own lack the colours our styles name."""

    def action_suspend_process(self) -> None:
        """No shell behind the screen."""
