"""How things are written for people: in whole words, in the reader's own time, no wider than her terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from plc_tui import text
from plc_tui.dates import zone_of
from plc_tui.domain.people import Member
from plc_tui.settings import Settings

WIDEST = 88
"""Lines longer than this are hard to read, however wide the terminal."""

# Not strftime: the program speaks one language, whatever the locale.
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


@dataclass(frozen=True, slots=True)
class Look:
    """A reader's width in cells, time zone and clock (24 or 12), and who she is."""

    width: int
    zone: tzinfo
    clock: int
    reader: str

    @classmethod
    def of(cls, reader: Member, settings: Settings) -> Look:
        """Return how things are written for `reader` on this terminal."""
        return cls(_width(), zone_of(reader.timezone), settings.clock, reader.id)

    @classmethod
    def of_nobody(cls) -> Look:
        """Return how things are written that belong to no community, so that none needs to be opened."""
        return cls(_width(), UTC, 24, "")

    def today(self) -> date:
        """Return the day it is where the reader is."""
        return datetime.now(self.zone).date()

    def day(self, when: date) -> str:
        """Write a day: `4 December 2026`."""
        there = when.astimezone(self.zone).date() if isinstance(when, datetime) else when
        return f"{there.day} {_MONTHS.split()[there.month - 1]} {there.year}"

    def moment(self, when: date) -> str:
        """Write a moment: `4 December 2026, 14:02`; of what is masked the day alone."""
        if not isinstance(when, datetime):
            return self.day(when)
        there = when.astimezone(self.zone)
        return f"{self.day(there)}, {_time(there, self.clock)}"

    def iso(self, when: date) -> str:
        """Write a moment for programs: ISO 8601 with offset, to the second; of what is masked the day alone."""
        if not isinstance(when, datetime):
            return when.isoformat()
        return when.astimezone(self.zone).isoformat(timespec="seconds")

    def wrap(self, words: str, indent: int = 0, hang: int = 0) -> Iterator[str]:
        """Yield the lines of a text, each paragraph wrapped to the width; blank lines stay.

        All are `indent` letters in, and those that a long line runs on to another `hang`.
        """
        before = " " * indent
        for line in text.clean(words).split("\n"):
            inside = " " * (len(line) - len(line.lstrip()))
            yield from textwrap.wrap(
                line,
                self.width,
                initial_indent=before,
                subsequent_indent=before + inside + " " * hang,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]

    def head(self, thing_id: str, title: str) -> str:
        """Write the line a thing has in a list: its id and as much of its title as fits."""
        return f"{thing_id:<6} {text.one_line_summary(title, self.width - 7)}".rstrip()

    def under(self, *parts: str) -> Iterator[str]:
        """Yield the soft lines below it: the parts that say something, with a dot between."""
        return self.wrap(" · ".join(part for part in parts if part), indent=7)


def _width() -> int:
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def weekday(day: date) -> str:
    """Write the name of the day of the week."""
    return _DAYS.split()[day.weekday()]


def _time(when: datetime, clock: int) -> str:
    if clock == 12:
        return f"{when.hour % 12 or 12}:{when.minute:02d} {'am' if when.hour < 12 else 'pm'}"
    return f"{when.hour:02d}:{when.minute:02d}"
