"""A line before the lock, so that who comes first is served first.

The kernel gives a lock to whoever asks in the moment it is free. That is seldom the one who has waited longest: she
has to be woken first, which takes milliseconds on a busy machine, so among many who save without a pause some wait ten
times as long as others. Therefore everyone draws a number from the lock file, locks the byte of that number, and it is
her turn when the byte before it is free. A process that ends or is killed has left the line by that.

The line only keeps the order; that one alone writes is the lock's doing. Where no line can be kept (these locks, which
belong to an open file, are Linux's own; a full disk takes no number) there is none, and whoever asks first is first.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import suppress

_NUMBERS = 1 << 32
_COUNTER = _NUMBERS + 1
"""The byte that is locked while a number is drawn."""
_TRIES, _MOMENT = 50, 0.0002
"""How often, and after how many seconds again, one tries to draw a number while others do."""
_NEXT, _SERVED = 0, 4
"""Where in the file the next number stands, and the last one whose turn came; each has four bytes."""


class Place:
    """One's place in the line of an open lock file. It is given up when the file is closed."""

    def __init__(self, descriptor: int) -> None:
        self._file = descriptor
        self._number: int | None = None
        with suppress(OSError, AttributeError):  # AttributeError: a system without such locks
            self._number = self._draw()

    def _draw(self) -> int | None:
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                self._lock(fcntl.F_WRLCK, _COUNTER)
                break
            time.sleep(_MOMENT)
        else:
            return None
        try:
            number = self._read(_NEXT)
            self._lock(fcntl.F_WRLCK, number)
            self._write(_NEXT, (number + 1) % _NUMBERS)
        finally:
            self._lock(fcntl.F_UNLCK, _COUNTER)
        return number

    def first(self) -> bool:
        """Say whether everyone who came before has gone."""
        if self._number is None:
            return True
        try:
            self._lock(fcntl.F_RDLCK, (self._number - 1) % _NUMBERS)
        except OSError:
            return False
        with suppress(OSError):  # others will only look less often
            self._write(_SERVED, self._number)
        return True

    def before(self) -> int:
        """Say about how many are before her, the one who saves just now among them."""
        with suppress(OSError):
            if self._number is not None:
                return (self._number - self._read(_SERVED)) % _NUMBERS
        return 1

    def _read(self, place: int) -> int:
        return int.from_bytes(os.pread(self._file, 4, place), "little")

    def _write(self, place: int, number: int) -> None:
        os.pwrite(self._file, number.to_bytes(4, "little"), place)

    def _lock(self, kind: int, byte: int) -> None:
        """Lock or free a byte, without waiting: C's `struct flock`. Raises BlockingIOError when another has it."""
        fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, struct.pack("hhqqi", kind, os.SEEK_SET, byte, 1, 0))
