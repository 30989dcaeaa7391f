"""Many processes, forked from this one, which has imported everything already: they share its memory."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Self

READY = 180.0
"""Seconds within which every process must have begun."""


class Gate:
    """Holds processes until all of them have come."""

    def __init__(self) -> None:
        self._came, self._goes = os.pipe(), os.pipe()

    def wait(self) -> None:
        """In a process: say that one is ready, and go when the gate opens."""
        os.close(self._goes[1])
        os.write(self._came[1], b".")
        os.read(self._goes[0], 1)

    def open(self, count: int) -> None:
        """Wait for so many, then let them go."""
        while count:
            if not select.select([self._came[0]], [], [], READY)[0]:
                raise TimeoutError(f"{count} processes did not begin in {READY:.0f} s")
            count -= len(os.read(self._came[0], count))
        for end in (*self._came, *self._goes):
            os.close(end)


class End:
    """Keeps processes until the last of them is done, or has died: nobody leaves while others still work."""

    def __init__(self) -> None:
        self._ended, self._working = os.pipe()

    def wait(self) -> None:
        """In a process: say that one is done, and wait for the others. In the one that forked them: let go of it."""
        os.close(self._working)
        os.read(self._ended, 1)
        os.close(self._ended)


class Crowd:
    """Starts processes; none outlives the block."""

    def __init__(self) -> None:
        self.alive: set[int] = set()

    def __enter__(self) -> Self:
        gc.collect()
        gc.freeze()
        return self

    def __exit__(self, *_: object) -> None:
        for pid in list(self.alive):
            self.kill(pid)

    def start(self, work: Callable[[], object]) -> int:
        """Fork a process that does this and ends with 0, or says why not and ends with 1."""
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            self.alive.add(pid)
            return pid
        code = 1
        try:
            work()
            code = 0
        except BaseException as mistake:  # noqa: BLE001 - a child must never go on as if it were its parent
            place = traceback.extract_tb(mistake.__traceback__)[-1]
            print(f"   ! {mistake!r} in {place.filename}, line {place.lineno}", file=sys.stderr)
        finally:
            sys.stderr.flush()
            os._exit(code)

    def stop(self, pid: int) -> bool:
        """Stop a process where it stands; say whether it was still there to be stopped."""
        os.kill(pid, signal.SIGSTOP)
        status = os.waitpid(pid, os.WUNTRACED)[1]
        if os.WIFSTOPPED(status):
            return True
        self.alive.discard(pid)
        return False

    def go_on(self, pid: int) -> None:
        """Let a stopped process go on."""
        os.kill(pid, signal.SIGCONT)

    def kill(self, pid: int) -> None:
        """Kill a process as `kill -9` does, and wait for its end."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        self.alive.discard(pid)

    def join(self) -> int:
        """Wait until every process has ended; how many of them failed."""
        failed = 0
        for pid in list(self.alive):
            failed += os.waitpid(pid, 0)[1] != 0
            self.alive.discard(pid)
        return failed
