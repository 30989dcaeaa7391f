"""Lines somebody types while something else goes on."""

from __future__ import annotations

import os
import select


class Typed:
    """Reads lines from a terminal without waiting longer than asked. The end of input reads as `q`."""

    def __init__(self, descriptor: int, end: str = "q") -> None:
        self._descriptor, self._end = descriptor, end
        self._rest = b""

    def line(self, seconds: float) -> str | None:
        """Return the next line, or None when none was finished in so many seconds."""
        if b"\n" not in self._rest:
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
            if not ready:
                return None
            more = os.read(self._descriptor, 4096)
            if not more:
                return self._end
            self._rest += more
        line, newline, rest = self._rest.partition(b"\n")
        if not newline:
            return None
        self._rest = rest
        return line.decode("utf-8", "replace")
