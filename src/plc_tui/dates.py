"""Dates as people type them: `2026-12-04`, `fri`, `+2w`, `4 december`, and times of day: `fri 15:30`.

Only what is clearly a date is taken. And the time zone in which they are meant.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from plc_tui.domain.errors import Invalid

Direction = Literal["future", "past"]

FARTHEST = timedelta(days=3660)
"""Nobody plans or looks back farther than ten years here; a date beyond is a slip of the fingers."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SPAN = re.compile(r"(?:in |[+-])?([0-9]{1,4}) ?(d|day|w|week|m|month|y|year)s?(?: ago)?")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_WEEKDAY = re.compile(r"(?:on |next |this |last )?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"  # above 31 dateparser would take it for a year
_NAMED = re.compile(rf"(?:{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY})(?:,? [0-9]{{4}})?")
_TIME = r"([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)?"
_MOMENT = re.compile(rf"(?:(.+?)(?: at |,? |(?<=[0-9])t))?{_TIME}")
_SLASHES = re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}\.?")


def zone_of(name: str) -> tzinfo:
    """Return the time zone called `name`; this machine's when the name is empty or unknown."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return datetime.now().astimezone().tzinfo or UTC


def read_date(words: str, today: date, direction: Direction = "future") -> date:
    """Return the day that `words` name, seen from `today`; the next (or, for the past, the last) one that fits.

    Raises Invalid for anything that is not clearly a date, lies on the wrong side of today, or is too far away.
    """
    typed = " ".join(words.lower().split())
    if _SLASHES.fullmatch(typed):
        raise Invalid(f'"{_short(words)}" can be read in two ways. Write the date as 2026-12-04.')
    day = _by_hand(typed, today) or _with_dateparser(typed, today, direction)
    if day is None:
        raise Invalid(f'"{_short(words)}" is not a date plc understands. Write 2026-12-04, fri or +2w.')
    return _in_reach(day, today, direction)


def read_moment(words: str, now: datetime) -> datetime:
    """Return the moment that `words` name, such as `fri 15:30` or `2026-12-04 3:30 pm`, where it is `now`.

    Without a day it is today. Raises Invalid as `read_date` does, and when no time of day is named.
    """
    match = _MOMENT.fullmatch(" ".join(words.lower().split()))
    if match is None or not (match[3] or match[4]):
        raise Invalid(f'"{_short(words)}" names no day and time plc understands. Write 2026-12-04 15:30 or fri 15:30.')
    day = read_date(match[1] or "today", now.date())
    found = datetime.combine(day, _time_of_day(words, match[2], match[3], match[4]), now.tzinfo)
    if found < now:
        raise Invalid(f"{found:%Y-%m-%d %H:%M} has passed. Give a time from now on.")
    return found


def _time_of_day(words: str, hours: str, minutes: str | None, half: str | None) -> time:
    hour = int(hours)
    if half and not 1 <= hour <= 12:
        hour = 24  # no such time
    elif half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(minutes or 0))
    except ValueError:
        raise Invalid(f'There is no time of day "{_short(words)}". Write it as 15:30.') from None


def _by_hand(typed: str, today: date) -> date | None:
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if typed in near:
        return today + timedelta(days=near[typed])
    if match := _ISO.fullmatch(typed):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            raise Invalid(f"There is no day {typed}.") from None
    return None


def _with_dateparser(typed: str, today: date, direction: Direction) -> date | None:
    """Hand dateparser, which is very permissive, nothing but what we know it reads as meant."""
    question = _question(typed, direction)
    if question is None:
        return None
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": direction,
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PARSERS": ["relative-time", "absolute-time"],
        },
    )
    found = parser.get_date_data(question).date_obj
    return found.date() if found else None


def _question(typed: str, direction: Direction) -> str | None:
    if match := _SPAN.fullmatch(typed):
        number, unit = match.groups()
        backward = typed.startswith("-") or typed.endswith("ago") or (direction == "past" and typed[0] not in "+i")
        return f"{number} {_UNITS[unit[0]]} ago" if backward else f"in {number} {_UNITS[unit[0]]}"
    if match := _WEEKDAY.fullmatch(typed):
        return match[1][:3]
    return typed if _NAMED.fullmatch(typed) else None


def _in_reach(day: date, today: date, direction: Direction) -> date:
    ahead = day - today
    if direction == "future" and ahead < timedelta(0):
        raise Invalid(f"{day} has passed. Give a day from today on.")
    if direction == "past" and ahead > timedelta(0):
        raise Invalid(f"{day} has not come yet. Give a day up to today.")
    if abs(ahead) > FARTHEST:
        raise Invalid(f"{day} is more than ten years away.")
    return day


def _short(words: str) -> str:
    from plc_tui import text

    return text.one_line_summary(words, 40)
