"""Moments and days as a person says them. `now` and `today` are the reader's own, in her time zone."""

from __future__ import annotations

from datetime import date, datetime

_NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def day(which: date, today: date) -> str:
    """Say a day: `today`, `tomorrow`, `yesterday`, `Friday` (in the coming week), `4 December`, `4 December 2027`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    distance = (which - today).days
    if distance in near:
        return near[distance]
    if 1 < distance < 7:
        return f"{which:%A}"
    return f"{which.day} {which:%B}" + ("" if which.year == today.year else f" {which.year}")


def local(moment: date, now: datetime) -> date:
    """Return the day of a moment where the reader is.

    Of what is masked only the day is known, the same for everybody; where that has not begun yet, it is today.
    """
    return moment.astimezone(now.tzinfo).date() if isinstance(moment, datetime) else min(moment, now.date())


def on(moment: date, now: datetime) -> str:
    """Say the day of a moment, as `day` does."""
    return day(local(moment, now), now.date())


def ago(moment: date, now: datetime) -> str:
    """Say how long ago: `today`, `yesterday`, `3 days ago`, and from two weeks on the day itself."""
    days = (now.date() - local(moment, now)).days
    return f"{days} days ago" if 2 <= days < 14 else on(moment, now)


def for_(moment: date, now: datetime) -> str:
    """Say for how long, in days: `since today`, `1 day`, `3 days`."""
    days = (now.date() - local(moment, now)).days
    return "since today" if days < 1 else "1 day" if days == 1 else f"{days} days"


def since(moment: date, now: datetime) -> str:
    """Say since when: `since yesterday`, `since 3 May`, `since May 2025`."""
    then = local(moment, now)
    if then.year == now.year:
        return f"since {day(then, now.date())}"
    return f"since {then:%B %Y}"


def long_ago(moment: date, now: datetime) -> str:
    """Say an anniversary: `A year ago`, `Half a year ago`, `Three months ago`."""
    passed = (now.date() - local(moment, now)).days
    if passed > 330:
        years = max(1, round(passed / 365.25))
        return "A year ago" if years == 1 else f"{_number(years).capitalize()} years ago"
    months = max(1, round(passed / 30.44))
    if months == 6:
        return "Half a year ago"
    return "A month ago" if months == 1 else f"{_number(months).capitalize()} months ago"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
