"""Keys from the terminal without polling, and the news that the terminal is gone."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from threading import Event

from textual import constants
from textual._xterm_parser import XTermParser  # the parser has no public name; the drivers share it
from textual.message import Message

_QUIET_LOOKS = 3
"""How many times to look again after input, so that a lone Escape is told from the start of a sequence."""


class WakingEvent(Event):
    """An event that also makes a file descriptor readable, so that a thread can wait for it beside its input."""

    def __init__(self) -> None:
        super().__init__()
        self.reader, self._writer = os.pipe()
        os.set_blocking(self.reader, False)

    def set(self) -> None:
        """Set the event and wake who waits on `reader`."""
        super().set()
        os.write(self._writer, b"!")

    def clear(self) -> None:
        """Clear the event and empty the pipe."""
        super().clear()
        try:
            while os.read(self.reader, 64):
                pass
        except BlockingIOError:
            pass


class Keyboard:
    """Reads `fileno` and gives what arrives to `deliver`, until `leave` is set or the terminal is gone."""

    def __init__(self, fileno: int, leave: WakingEvent, deliver: Callable[[Message], None], debug: bool) -> None:
        self._fileno, self._leave, self._deliver = fileno, leave, deliver
        self._parser = XTermParser(debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def run(self) -> bool:
        """Read until told to leave; False when the terminal is gone."""
        looks = _QUIET_LOOKS
        while not self._leave.is_set():
            pause = constants.ESCAPE_DELAY if looks else None
            ready, _, _ = select.select([self._fileno, self._leave.reader], [], [], pause)
            looks = max(looks - 1, 0)
            if self._fileno in ready:
                looks = _QUIET_LOOKS
                if not self._read():
                    return False
            self._hand_over(self._parser.tick())
        self._finish()
        return True

    def _read(self) -> bool:
        try:
            data = os.read(self._fileno, 4096)
        except OSError:
            return False
        if text := self._decode(data):
            self._hand_over(self._parser.feed(text))
        return bool(data)

    def _finish(self) -> None:
        """Hand over what is already there: keys typed before the program leaves."""
        ready, _, _ = select.select([self._fileno], [], [], 0)
        if ready:
            self._read()

    def _hand_over(self, messages: Iterable[Message] | Iterator[Message]) -> None:
        for message in messages:
            self._deliver(message)
