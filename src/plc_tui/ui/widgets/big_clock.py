"""The time of a step: a line beside its title, or digits that are read from across a room.

Both count by themselves from the step and one clock, and draw only when what they say is another: once a second, in
step with everyone else's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from plc_tui.domain.sessions.clock import time_in_words
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.ui.marks import ASCII, marks_of

_FONT = {
    "0": "###|#.#|#.#|#.#|###",
    "1": ".#.|##.|.#.|.#.|###",
    "2": "###|..#|###|#..|###",
    "3": "###|..#|.##|..#|###",
    "4": "#.#|#.#|###|..#|..#",
    "5": "###|#..|###|..#|###",
    "6": "###|#..|###|#.#|###",
    "7": "###|..#|..#|..#|..#",
    "8": "###|#.#|###|#.#|###",
    "9": "###|#.#|###|..#|###",
    ":": ".|#|.|#|.",
    "+": "...|.#.|###|.#.|...",
}
"""Each digit as five rows of cells."""
ROWS = 5
_WIDEST_CELL = 4
"""Larger digits than this are not read better."""


def digits(left: float) -> str:
    """Write seconds that are left as `4:12`; over time counts up: `+0:37`."""
    whole = math.ceil(left) if left > 0 else math.floor(-left)
    minutes, seconds = divmod(whole, 60)
    over = "+" if left <= -1 else ""
    if minutes < 100:
        return f"{over}{minutes}:{seconds:02}"
    return f"{over}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def big(text: str, width: int, height: int, ink: str = "█") -> list[str]:
    """Draw digits as large as fits into so many cells; none when not even the smallest fit."""
    glyphs = [_FONT[character].split("|") for character in text]
    columns = sum(len(glyph[0]) for glyph in glyphs) + len(glyphs) - 1
    high = min(height // ROWS, _WIDEST_CELL // 2)
    wide = min(width // columns, 2 * high)
    if high < 1 or wide < 1:
        return []
    rows = [".".join(glyph[row] for glyph in glyphs) for row in range(ROWS)]
    drawn = ["".join((ink if cell == "#" else " ") * wide for cell in row) for row in rows]
    return [line for line in drawn for _ in range(high)]


def how_it_stands(step: SessionStep, now: datetime) -> tuple[str, str]:
    """Say the time of a step in words, and the colour they have: paused, over, or a threshold that was passed."""
    if step.since is None:
        return "Paused: time stands still", "$warm"
    left = step.left(now)
    said = time_in_words(step, now)
    if left <= -1:
        return said if said.endswith("over") else "Over the time", "$care"
    return said, "$warm" if left <= 60 else "$good"


class StepClock(Widget):
    """Counts the time of a step, in one line: `4:12 left`, `0:37 over`, `4:12, paused`."""

    DEFAULT_CSS = """
    StepClock { width: auto; height: 1; min-width: 12; text-align: right; }
    """

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._now = now
        self._step: SessionStep | None = None
        self._said: object = None
        self._timer: Timer | None = None

    def show(self, step: SessionStep | None) -> None:
        """Count for this step; None where no step runs."""
        self._step = step
        self._count()

    def on_mount(self) -> None:
        """From now on."""
        self._count()

    def _count(self) -> None:
        said = self.says()
        if said != self._said:
            self._said = said
            self.refresh()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.is_attached and self._step is not None and self._step.since is not None:
            self._timer = self.set_timer(self._until_next(self._step.left(self._now())), self._count)

    @staticmethod
    def _until_next(left: float) -> float:
        """Seconds until the digits change: so all clocks of a session change together."""
        return max(0.02, left - math.floor(left) + 0.01)

    def says(self) -> tuple[str, str, str]:
        """What it says now: the digits, the words, and their colour."""
        if self._step is None:
            return "", "", ""
        now = self._now()
        left = self._step.left(now)
        return (digits(left), *how_it_stands(self._step, now))

    def get_content_width(self, container: object, viewport: object) -> int:
        """Room for the longest it may say."""
        del container, viewport
        return 15

    def render(self) -> Content:
        """Draw the line."""
        text, words, colour = self.says()
        if not text or self._step is None:
            return Content("")
        if self._step.since is None:
            return Content.assemble((text, f"bold {colour}"), (" paused", colour))
        end = " over" if text.startswith("+") else " left"
        return Content.assemble((text.removeprefix("+"), f"bold {colour}"), (end, colour if words else "$soft"))


class BigClock(StepClock):
    """The same in digits as large as its place, with the words below them."""

    DEFAULT_CSS = """
    BigClock { width: 1fr; height: 7; text-align: center; }
    """

    def render(self) -> Content:
        """Draw the digits and the words."""
        text, words, colour = self.says()
        if not text:
            return Content("")
        ink = "#" if marks_of(self) is ASCII else "█"
        rows = big(text, self.size.width - 2, self.size.height - 2, ink) or [text]
        lines = [Content.styled(row, f"bold {colour}") for row in rows]
        return Content("\n").join([*lines, Content(""), Content.styled(words or "left in this step", f"bold {colour}")])
