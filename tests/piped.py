"""A program in a process of its own, without a terminal: written to and read line by line while it runs."""

from __future__ import annotations

import fcntl
import os
import struct
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import warm
from terminal import Result


class Piped:
    """`python` with the words `"-c", TEXT, ...` or `"-m", "plc_tui", ...`; it never outlives its block.

    It begins with everything imported, so what a program imports cannot be told by it. What it writes to standard error
    is in `stderr` for whoever asks for it (`errors`), and among the test's own otherwise.
    """

    def __init__(self, *words: str | Path, env: Mapping[str, str] | None = None, errors: bool = False) -> None:
        args, around = [sys.executable, *map(str, words)], dict(os.environ if env is None else env)
        assert warm.can(args, around), "it needs a cold start"
        given, to = os.pipe()
        read, said = os.pipe()
        self._errors = errors
        complaints, complained = os.pipe() if errors else (os.dup(2), os.dup(2))
        try:
            self.process = warm.start(args, env=around, cwd=None, streams=[given, said, complained])
        finally:
            for theirs in (given, said, complained):
                os.close(theirs)
        self.stdin = os.fdopen(to, "w", encoding="utf-8")
        self.stdout = os.fdopen(read, encoding="utf-8")
        self.stderr = os.fdopen(complaints, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, if it still runs, and give everything back."""
        self.kill()
        for stream in (self.stdin, self.stdout, self.stderr):
            stream.close()

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self.process.pid

    @property
    def has_read_all(self) -> bool:
        """Whether it has read everything it was given, and waits for more (where the system tells)."""
        left = struct.unpack("i", fcntl.ioctl(self.stdin, termios.FIONREAD, b"0000"))[0]
        state = Path(f"/proc/{self.pid}/stat")
        return not left and (not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "S")

    def line(self) -> str:
        """Wait for its next line; without its end, and empty when there is none."""
        return self.stdout.readline().rstrip("\n")

    def kill(self) -> None:
        """End it, if it still runs."""
        self.process.kill()
        self.process.wait(30)

    def end(self, last: str = "") -> Result:
        """Give it its last words and wait for its end; what it has said since."""
        self.stdin.write(last)
        self.stdin.close()
        said, complaint = self.stdout.read(), self.stderr.read() if self._errors else ""
        code = self.process.wait(30)
        self.close()
        return Result(code, said, complaint)
