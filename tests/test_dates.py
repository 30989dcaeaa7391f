from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.dates import read_date, read_moment
from plc_tui.domain.errors import Invalid

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("2026-11-22", SUNDAY),
        ("today", SUNDAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("next friday", date(2026, 11, 27)),
        ("on thurs", date(2026, 11, 26)),
        ("sun", date(2026, 11, 29)),
        ("+2w", date(2026, 12, 6)),
        ("+3d", date(2026, 11, 25)),
        ("2 weeks", date(2026, 12, 6)),
        ("in 10 days", date(2026, 12, 2)),
        ("+1m", date(2026, 12, 22)),
        ("4 december", date(2026, 12, 4)),
        ("4 Dec", date(2026, 12, 4)),
        ("Dec 4", date(2026, 12, 4)),
        ("4th of december", date(2026, 12, 4)),
        ("March 1", date(2027, 3, 1)),
        ("1 march 2028", date(2028, 3, 1)),
    ],
)
def test_a_date_is_read_as_the_next_day_it_can_mean(words: str, day: date) -> None:
    assert read_date(words, SUNDAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("yesterday", date(2026, 11, 21)),
        ("fri", date(2026, 11, 20)),
        ("last monday", date(2026, 11, 16)),
        ("2w", date(2026, 11, 8)),
        ("-2w", date(2026, 11, 8)),
        ("3 days ago", date(2026, 11, 19)),
        ("4 december", date(2025, 12, 4)),
    ],
)
def test_since_is_read_as_the_last_day_it_can_mean(words: str, day: date) -> None:
    assert read_date(words, SUNDAY, "past") == day


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "soon", "banana", "5", "12", "2026", "noon", "now", "10:30", "friday 13", "may", "dec", "a week"),
        *("+", "+2", "w", "-", "2026-13-01", "2026-02-30", "31 feb", "feb 30 2027", "31 november", "0000-00-00"),
        *("32 dec", "dec 32", "0 dec", "marble 4", "4 decade", "4 dec 99"),
        *("04/12/2026", "4.12.2026", "12/4/26", "2026-12-04T10:00", "٤ ديسمبر", "٤ dec", "2026-12-04; rm"),
        *("1609459200", "2020-01-01", "yesterday", "-2w", "2 weeks ago", "4 dec 2020", "+9999w", "9999-12-31"),
    ],
)
def test_what_is_not_clearly_a_day_to_come_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_date(words, SUNDAY)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("words", ["2027-01-01", "tomorrow", "+2w", "in 2 weeks", "1 jan 2027"])
def test_since_a_day_to_come_is_refused(words: str) -> None:
    with pytest.raises(Invalid, match="has not come yet"):
        read_date(words, SUNDAY, "past")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_always_one_of_the_next_seven_days(today: date, name: str) -> None:
    day = read_date(name, today)
    assert timedelta(1) <= day - today <= timedelta(7)
    assert day.strftime("%a").lower() == name


@given(st.text(max_size=30))
def test_no_text_brings_it_down(words: str) -> None:
    with suppress(Invalid):
        assert read_date(words, SUNDAY) >= SUNDAY


HERE = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-12-04 15:30", "2026-12-04T15:30:00+01:00"),
        ("2026-12-04T15:30", "2026-12-04T15:30:00+01:00"),
        ("fri 15:30", "2026-11-27T15:30:00+01:00"),
        ("sat, 9:05", "2026-11-28T09:05:00+01:00"),
        ("Friday at 3 pm", "2026-11-27T15:00:00+01:00"),
        ("+2w 12am", "2026-12-06T00:00:00+01:00"),
        ("1 july 2027 8:00", "2027-07-01T08:00:00+02:00"),
        ("23:59", "2026-11-22T23:59:00+01:00"),
        ("today 10:00", "2026-11-22T10:00:00+01:00"),
    ],
)
def test_a_moment_is_a_day_and_a_time_where_the_reader_is(words: str, moment: str) -> None:
    assert read_moment(words, HERE).isoformat() == moment


@pytest.mark.parametrize(
    "words",
    ["fri", "2026-12-04", "15", "fri 15", "fri 24:00", "fri 13 pm", "fri 0am", "9:59", "fri 15:30:00", "", "x 9:00"],
)
def test_a_moment_without_a_clear_time_or_in_the_past_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        read_moment(words, HERE)
