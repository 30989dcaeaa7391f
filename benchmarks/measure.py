"""What every benchmark shares: alternating runs, ratios of medians, a terminal without an emulator, a table."""

from __future__ import annotations

import os
import re
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from terminal import KEYS, environment

FRAME_END = b"\x1b[?2026l"
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


@dataclass(frozen=True)
class Figure:
    """One line of the table: the row of our list of figures, what was measured, what was reached and the goal."""

    row: str
    what: str
    reached: str
    goal: str
    met: bool


@dataclass
class Plan:
    """How thoroughly to measure: counted runs of each subject, sizes of data sets, and where these are kept."""

    runs: int
    sizes: Sequence[int]
    folder: Path
    made: dict[int, Path] = field(default_factory=dict)


def at_most(row: str, what: str, value: float, limit: float, unit: str, goal: str = "") -> Figure:
    """Make the figure of something that must not be more than `limit`."""
    digits = 0 if unit == " B" else 2
    return Figure(row, what, f"{value:,.{digits}f}{unit}", goal or f"<= {limit:,g}{unit}", value <= limit)


def missing(row: str, what: str, why: str) -> Figure:
    """Make the figure of something that could not be measured."""
    return Figure(row, what, why, "", met=False)


def alternate(subjects: Mapping[str, Callable[[], float]], runs: int, unmeasured: int = 2) -> dict[str, float]:
    """Run every subject in turn, again and again; the median of each one's results, the first rounds left out."""
    results: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(runs + unmeasured):
        for name, subject in subjects.items():
            result = subject()
            if turn >= unmeasured:
                results[name].append(result)
    return {name: statistics.median(values) for name, values in results.items()}


def timed(act: Callable[[], object]) -> Callable[[], float]:
    """Turn something to do into something that does it and says how many seconds it took."""

    def run() -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    return run


def process(command: Sequence[str], env: Mapping[str, str]) -> Callable[[], float]:
    """Return what runs a command to its end and says how many seconds it took."""
    return timed(
        lambda: subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    )


class Terminal:
    """A program in a pseudo-terminal of 80x24, timed at the moment its bytes arrive."""

    def __init__(self, command: Sequence[str], home: Path, more: Mapping[str, str] | None = None) -> None:
        import fcntl
        import struct
        import termios

        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.raw = bytearray()
        self.began = self.last = time.perf_counter()
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0"', os.ttyname(self._slave), *command],
            env=environment(home, {"TEXTUAL_ANIMATIONS": "none", **(more or {})}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._slave,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    def until(self, true: Callable[[bytes], bool], start: int = 0, timeout: float = 30) -> float:
        """Read until `true(what arrived after start)`; the moment it became so."""
        limit = time.perf_counter() + timeout
        while not true(bytes(self.raw[start:])):
            if not self._read(max(0, limit - time.perf_counter())):
                raise TimeoutError(f"nothing as awaited in {timeout} s; at the end: {self.words()[-2000:]}")
        return time.perf_counter()

    def until_words(self, words: str, start: int = 0, timeout: float = 30) -> float:
        """Read until `words` were drawn, whatever colours lie between them; the moment they were."""
        wanted = words.encode()
        return self.until(lambda data: wanted in _SEQUENCE.sub(b"", data), start, timeout)

    def quiet(self, seconds: float = 0.25, longest: float = 3) -> Self:
        """Read until nothing comes for so long; a blinking cursor never rests, so not for ever."""
        limit = time.perf_counter() + max(longest, seconds)
        while self._read(seconds) and time.perf_counter() < limit:
            pass
        return self

    def key(self, name: str) -> tuple[float, int]:
        """Press a key: seconds until its first frame was there, and bytes until all was quiet."""
        start = len(self.raw)
        began = time.perf_counter()
        self.press(name)
        seconds = self.until(lambda data: FRAME_END in data, start) - began
        self.quiet(0.08)
        return seconds, len(self.raw) - start

    def settled(self, name: str, quiet: float = 0.4) -> float:
        """Press a key; seconds until the last of what it brought was there."""
        start, began = len(self.raw), time.perf_counter()
        self.press(name)
        self.until(lambda data: FRAME_END in data, start)
        self.quiet(quiet)
        return self.last - began

    def press(self, *names: str) -> Self:
        """Press keys by name."""
        for name in names:
            os.write(self._master, (KEYS[name] if len(name) > 1 else name).encode())
            if name == "escape":
                time.sleep(0.2)
        return self

    def words(self) -> str:
        """Return what was drawn, without its sequences."""
        return _SEQUENCE.sub(b" ", bytes(self.raw)).decode("utf-8", "replace")

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        data = os.read(self._master, 65536)
        self.raw += data
        self.last = time.perf_counter()
        if b"\x1b[?2026$p" in data:
            os.write(self._master, b"\x1b[?2026;2$y")
        return True


def table(figures: Iterable[Figure]) -> int:
    """Print figures as they come; how many missed their goal."""
    missed = 0
    print(f"{'row':<4} {'what':<72} {'figure':>12}  {'goal':<24} ", flush=True)
    for it in figures:
        missed += not it.met
        print(f"{it.row:<4} {it.what:<72} {it.reached:>12}  {it.goal:<24} {'met' if it.met else 'missed'}", flush=True)
    return missed
