"""A line before the lock, so that who comes first is served first.

The kernel gives a lock to whoever asks in the moment it is free. That is seldom the one who has waited longest: she
has to be woken first, which takes milliseconds on a busy machine, so among many who save without a pause some wait ten
times as long as others. Therefore everyone draws a number from the lock file, locks the byte of that number, and it is
her turn when the byte before it is free. A process that ends or is killed has left the line by that.

Whoever leaves wakes the next, through a socket that has no file and is named after the lock file and the number. That
is a hint and no more: who gets none (the one before was killed, or the name was taken) looks by herself now and then.

The line only keeps the order; that one alone writes is the lock's doing. Where no line can be kept (these locks, which
belong to an open file, are Linux's own; a full disk takes no number) there is none, and whoever asks first is first.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import socket

_NUMBERS = 1 << 32
_COUNTER = _NUMBERS + 1
"""The byte that is locked while a number is drawn."""
_TRIES, _MOMENT = 50, 0.0002
"""How often, and after how many seconds again, one tries to draw a number while others do."""
_NEXT_LOOKS, _OTHERS_LOOK = 0.02, 0.1
"""Seconds after which one who is woken looks by herself: who is next, and the others."""
_CALLS = 8
"""How many in line are tried until one hears that it may be her turn."""
_NEXT, _SERVED = 0, 4
"""Where in the file the next number stands, and the last one whose turn came; each has four bytes."""


class Place:
    """One's place in the line of an open lock file, for the length of a `with`; closing the file gives it up too."""

    def __init__(self, descriptor: int) -> None:
        self._file = descriptor
        self._number: int | None = None
        self._woken: socket.socket | None = None
        self._deaf = False
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

    def _before(self) -> int:
        """Say about how many are before her, the one who saves just now among them."""
        with suppress(OSError):
            if self._number is not None:
                return (self._number - self._read(_SERVED)) % _NUMBERS
        return 1

    def listen(self) -> bool:
        """Let whoever leaves wake her; say whether that is new, for then she must look once more before she waits."""
        if self._woken is not None or self._number is None or self._deaf:
            return False
        try:
            self._woken = _socket()
            self._woken.bind(self._name(self._number))
        except OSError:
            self._deaf = True
        return True

    def wait(self, seconds: float) -> None:
        """Wait for so long; where she is woken, until then, and longer while others are before her."""
        if self._woken is None or self._deaf:
            time.sleep(seconds)
            return
        self._woken.settimeout(_NEXT_LOOKS if self._before() <= 1 else _OTHERS_LOOK)
        with suppress(OSError):  # most often a TimeoutError
            self._woken.recv(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the line and wake the next one who hears it."""
        if self._woken is not None:
            self._woken.close()
        if self._number is None:
            return
        with suppress(OSError):
            self._lock(fcntl.F_UNLCK, self._number)
            behind = (self._read(_NEXT) - self._number - 1) % _NUMBERS
            self._wake(range(self._number + 1, self._number + 1 + min(behind, _CALLS)))

    def _wake(self, numbers: range) -> None:
        """Wake the first of these who hears it."""
        if not numbers:
            return
        with _socket() as sent:
            for number in numbers:
                with suppress(OSError):  # she was killed, or has only just come and will look by herself
                    sent.sendto(b".", self._name(number % _NUMBERS))
                    return

    def _name(self, number: int) -> bytes:
        about = os.fstat(self._file)
        return f"\0plc-{about.st_dev}-{about.st_ino}-{number}".encode()

    def _read(self, place: int) -> int:
        return int.from_bytes(os.pread(self._file, 4, place), "little")

    def _write(self, place: int, number: int) -> None:
        os.pwrite(self._file, number.to_bytes(4, "little"), place)

    def _lock(self, kind: int, byte: int) -> None:
        """Lock or free a byte, without waiting: C's `struct flock`. Raises BlockingIOError when another has it."""
        fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, struct.pack("hhqqi", kind, os.SEEK_SET, byte, 1, 0))


def _socket() -> socket.socket:
    import socket  # only where somebody waits

    return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
