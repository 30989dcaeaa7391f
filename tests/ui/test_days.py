from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.ui.words import days
from plc_tui.ui.words.when import when

SUNDAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=10)))


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "Tuesday"),
        (6, "Saturday"),
        (7, "29 November"),
        (-2, "20 November"),
        (40, "1 January 2027"),
    ],
)
def test_a_day_is_said_as_a_person_says_it(away: int, said: str) -> None:
    assert days.day(SUNDAY + timedelta(days=away), SUNDAY) == said


@pytest.mark.parametrize(
    ("back", "ago", "for_", "since"),
    [
        (0, "today", "since today", "since today"),
        (1, "yesterday", "1 day", "since yesterday"),
        (3, "3 days ago", "3 days", "since 19 November"),
        (13, "13 days ago", "13 days", "since 9 November"),
        (14, "8 November", "14 days", "since 8 November"),
        (400, "18 October 2025", "400 days", "since October 2025"),
    ],
)
def test_the_past_is_said_in_days_at_first_and_then_by_its_date(back: int, ago: str, for_: str, since: str) -> None:
    moment = NOW - timedelta(days=back)
    assert (days.ago(moment, NOW), days.for_(moment, NOW), days.since(moment, NOW)) == (ago, for_, since)


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (365, "A year ago"),
        (350, "A year ago"),
        (182, "Half a year ago"),
        (91, "Three months ago"),
        (740, "Two years ago"),
        (30, "A month ago"),
    ],
)
def test_an_anniversary_is_said_roundly(back: int, said: str) -> None:
    assert days.long_ago(NOW - timedelta(days=back), NOW) == said


def test_the_day_is_the_readers_own() -> None:
    late_on_saturday_in_greenwich = datetime(2026, 11, 21, 23, 15, tzinfo=UTC)
    assert days.on(late_on_saturday_in_greenwich, NOW) == "today"
    assert when(late_on_saturday_in_greenwich, NOW) == "today 09:15"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_every_moment_can_be_said(moment: datetime) -> None:
    for say in (days.on, days.ago, days.for_, days.since, days.long_ago):
        assert say(moment, NOW).strip()


def test_a_masked_day_is_the_same_day_everywhere_and_never_still_to_come() -> None:
    evening = datetime(2026, 11, 22, 20, 0, tzinfo=timezone(-timedelta(hours=5)))  # the 23rd in UTC
    assert days.ago(date(2026, 11, 22), evening) == "today"
    assert days.ago(date(2026, 11, 23), evening) == "today"
    assert days.ago(date(2026, 11, 21), evening) == "yesterday"
