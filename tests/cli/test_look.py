"""How things are written for people."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plc_tui.cli.look import Look
from plc_tui.dates import zone_of

WHEN = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)


def look(zone: str = "UTC", clock: int = 24, width: int = 60) -> Look:
    return Look(width, ZoneInfo(zone), clock, "m222")


def test_a_moment_is_told_where_the_reader_is() -> None:
    assert look().moment(WHEN) == "4 December 2026, 23:30"
    assert look("Asia/Tokyo").moment(WHEN) == "5 December 2026, 08:30"
    assert look("Asia/Tokyo", 12).moment(WHEN) == "5 December 2026, 8:30 am"
    assert look("Asia/Tokyo").iso(WHEN) == "2026-12-05T08:30:00+09:00"


def test_a_day_is_the_same_day_wherever_the_reader_is() -> None:
    day = WHEN.date()
    for zone in ("America/New_York", "UTC", "Pacific/Auckland"):
        there = look(zone)
        assert (there.day(day), there.moment(day), there.iso(day)) == (
            "4 December 2026",
            "4 December 2026",
            "2026-12-04",
        )


def test_noon_and_midnight_on_a_clock_of_twelve_hours() -> None:
    twelve = look(clock=12)
    assert twelve.moment(WHEN.replace(hour=0)).endswith("12:30 am")
    assert twelve.moment(WHEN.replace(hour=12)).endswith("12:30 pm")


def test_an_unknown_zone_is_this_machines() -> None:
    for name in ("", "Moon/Crater", "../../etc/passwd", "\0"):
        assert zone_of(name) is not None


def test_paragraphs_are_wrapped_and_keep_their_shape() -> None:
    text = "One " * 30 + "\n\n    code stays in\n- a list " + "word " * 20
    lines = list(look(width=40).wrap(text, indent=2))
    assert max(map(len, lines)) <= 40
    assert "" in lines
    assert "      code stays in" in lines


@given(st.text(max_size=200), st.integers(0, 12))
def test_wrapping_loses_no_word(text: str, indent: int) -> None:
    from plc_tui.text import clean

    wrapped = " ".join(look(width=30).wrap(text, indent=indent))
    assert "".join(wrapped.split()) == "".join(clean(text).split())
