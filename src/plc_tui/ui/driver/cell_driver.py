"""The driver of the program: Textual's own for Linux and macOS, with three habits changed.

Only cells that differ from what the terminal shows are written. Keys are waited for instead of polled. When the
terminal is gone, the app is told once and nothing blocks or spins.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

from plc_tui.ui.driver.input import Keyboard, WakingEvent
from plc_tui.ui.driver.screen import ScreenMemory

if TYPE_CHECKING:
    from textual.app import App

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"

_LEAVES_CELLS = re.compile(
    r"(?:\x07"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b\[\?(?:100[0-6]|101[56]|2004|2026|2048|25|7)[hl]"
    r"|\x1b\[\?[0-9]+\$p"
    r"|\x1b\[[<>=][0-9;]*u"
    r"|\x1b\[[0-9]* q)*"
).fullmatch
"""Bell, titles, clipboard, modes, questions, cursor shape: sequences after which every cell is as before."""


class Outlet:
    """The terminal's output file, which stays quiet once nobody is at the other end."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.gone = False

    def fileno(self) -> int:
        """Return the descriptor of the terminal."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write `text` unless the terminal is gone."""
        if not self.gone:
            self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send what was written."""
        if not self.gone:
            self._try(self._file.flush)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except OSError:
            self.gone = True


class CellDriver(LinuxDriver):
    """Give it to the app: `App(driver_class=CellDriver)`.

    When the terminal is gone it calls the app's `terminal_lost()`, or `exit()` where there is none.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Outlet(self._file)
        self._leave = self.exit_event = WakingEvent()
        self._memory = ScreenMemory(*self._app.size, erases_with_colour=_erases_with_colour())
        self._held: list[str] | None = None
        self._stale = False

    def listen_to_mouse(self, wanted: bool) -> None:
        """Take the mouse from the terminal from now on, or give it back to it."""
        if wanted != self._mouse:
            self._mouse = True  # both calls of Textual's do nothing without
            (self._enable_mouse_support if wanted else self._disable_mouse_support)()
            self._mouse = wanted

    def write(self, data: str) -> None:
        """Write what `data` changes; frames become their differences, the rest goes through as it is."""
        if data == SYNC_START:
            self._held = []
        elif data == SYNC_END:
            held, self._held = self._held, None
            if text := "".join(held or ()):
                super().write(f"{SYNC_START}{text}{SYNC_END}")
        elif text := self._needed(data):
            if self._held is None:
                super().write(text)
            else:
                self._held.append(text)

    def _needed(self, data: str) -> str:
        """Return what has to be sent for `data`."""
        memory = self._memory
        columns, rows = self._app.size
        if self._stale or (columns, rows) != (memory.columns, memory.rows):
            self._stale = False
            memory.resize(columns, rows)
        changes = memory.frame(data)
        if changes is not None:
            return changes
        if not _LEAVES_CELLS(data):
            memory.forget()
        return data

    def start_application_mode(self) -> None:
        """Start, and notice when the terminal gets another size: then no cell is known any more."""
        self._memory.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual left it without types
        tell_textual = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._stale = True
            if callable(tell_textual):
                tell_textual(number, frame)

        signal.signal(signal.SIGWINCH, resized)

    def run_input_thread(self) -> None:
        """Wait for input and hand it to the app until told to leave, or until the terminal is gone."""
        keyboard = Keyboard(self.fileno, self._leave, self.process_message, self._debug)
        if not keyboard.run() and self.input_tty:
            self._file.gone = True
            self._app.call_later(getattr(self._app, "terminal_lost", self._app.exit))

    def close(self) -> None:
        """Stop writing."""
        super().close()
        self._held = None


def _erases_with_colour() -> bool:
    """Return whether the terminal fills what it erases with the background colour; GNU screen does not."""
    return not os.environ.get("TERM", "").startswith("screen")
