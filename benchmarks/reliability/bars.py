"""A bar, what was reached, and how much of it to try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Size = Literal["quick", "usual", "full"]


@dataclass(frozen=True)
class Result:
    """One line of the table. `broken` says that a hard property failed: something was lost, half done or damaged."""

    bar: str
    what: str
    reached: str
    goal: str
    met: bool
    broken: bool = False

    def line(self) -> str:
        """Write it as one line."""
        verdict = "BROKEN" if self.broken else "met" if self.met else "missed"
        return f"{self.bar:<2} {self.what:<58} {self.reached:<66} {self.goal:<44} {verdict}"


@dataclass(frozen=True)
class Plan:
    """How thoroughly to try: a size, or a count of one's own in its place; and where files may be made."""

    size: Size
    folder: Path
    count: int | None = None

    def amount(self, quick: int, usual: int, full: int) -> int:
        """Return how many of them to try."""
        return self.count or {"quick": quick, "usual": usual, "full": full}[self.size]

    def room(self, name: str) -> Path:
        """Return a new empty folder."""
        folder = self.folder / name
        folder.mkdir()
        return folder


def share(values: Sequence[float], part: float) -> float:
    """Return the value that so much of the values (0.99: 99 in a hundred) do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def told(problems: Sequence[str], most: int = 5) -> None:
    """Print what went wrong, the first few of it."""
    for problem in problems[:most]:
        print(f"   ! {problem}", flush=True)
    if len(problems) > most:
        print(f"   ! and {len(problems) - most} more", flush=True)
