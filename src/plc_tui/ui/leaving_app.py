"""The ways out of the program: she leaves, the link drops, or something of ours goes wrong. Drafts come first."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

from textual.driver import Driver

from plc_tui.settings import Settings
from plc_tui.ui.at_server import AtServer
from plc_tui.ui.keeping import DraftKeeper
from plc_tui.ui.leaving import LOOK, SORRY, TELL, cause, end_now, farewell, hard_stop, in_lines, say_nothing
from plc_tui.ui.worn_app import WornApp


class LeavingApp(WornApp):
    """A program that keeps what is being written, however it ends.

    `throw_away` is the folder of a community that is not kept, None for every other.
    """

    keeper: DraftKeeper

    def __init__(
        self,
        settings: Settings,
        server: AtServer | None,
        throw_away: Path | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(settings, server, driver_class)
        self.throw_away = throw_away
        self.farewell = ""
        """What to say on standard error once the terminal is itself again."""

    async def action_leave(self) -> None:
        """Keep the drafts and go, without a question."""
        if not self.is_headless:
            hard_stop(0, self.throw_away)
        self.keeper.flush_now()
        self.say_rescued()
        self.exit(0, return_code=0)

    def listen_to_signals(self) -> None:
        """Let nobody but this program decide what happens when it is told to go."""
        if self.is_headless or threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(say_nothing)
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self._told_to_go, number)

    def _told_to_go(self, number: int) -> None:
        """The link dropped or the machine wants us gone: drafts first, then out, in under five seconds."""
        hard_stop(128 + number, self.throw_away)
        self.keeper.flush_now()
        self.say_rescued()
        if number == signal.SIGHUP:
            # Nobody is at the other end: drawing the way out would only block.
            end_now(128 + number, self.throw_away)
        self.exit(return_code=128 + number)

    def terminal_lost(self) -> None:
        """The terminal is gone without a signal; the driver noticed."""
        self._told_to_go(signal.SIGHUP)

    def say_rescued(self) -> None:
        """Say where words lie that could be kept nowhere else."""
        self.farewell = in_lines(farewell(self.farewell, self.keeper.rescued, self.server is not None))

    def _handle_exception(self, error: Exception) -> None:
        """A mistake of ours: keep the drafts, go, and say so calmly; never a traceback, never anyone's words."""
        first = self._exception is None
        self._return_code = 1
        if first:
            self._exception = error
            self._exception_event.set()
            self.keeper.flush_now()
            words = f"{SORRY} {TELL if self.server else LOOK}"
            self.farewell = in_lines(farewell(words, self.keeper.rescued, self.server is not None))
            if self.server is None and os.environ.get("PLC_DEBUG") == "1":
                self.farewell += "\n\n" + "".join(traceback.format_exception(cause(error)))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Textual's word for a fatal error in one of its threads."""
        del renderables
        self._handle_exception(sys.exc_info()[1] or RuntimeError("panic"))  # type: ignore[arg-type]  # any exception
