"""A protocol's minutes are fitted to the time a group has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.domain.sessions.timing import GRID, Bounds, fit

MOST = 2 * 60 * 60


def in_order(lengths: list[int]) -> Bounds:
    least, usual, most = sorted(lengths)
    return Bounds(least, usual, most)


lengths = st.integers(0, MOST)
seconds = st.lists(st.lists(lengths, min_size=3, max_size=3).map(in_order), max_size=8)
halves = st.lists(
    st.lists(st.integers(0, MOST // GRID).map(lambda half: half * GRID), min_size=3, max_size=3).map(in_order),
    min_size=1,
    max_size=8,
)


@given(seconds, st.integers(0, 20 * MOST))
def test_the_wanted_total_is_met_exactly_or_as_nearly_as_the_bounds_allow(bounds: list[Bounds], wanted: int) -> None:
    least, most = sum(each.least for each in bounds), sum(each.most for each in bounds)
    assert sum(fit(bounds, wanted)) == min(max(wanted, least), most)


@given(seconds, st.integers(0, 20 * MOST))
def test_every_step_stays_inside_its_bounds(bounds: list[Bounds], wanted: int) -> None:
    for bound, length in zip(bounds, fit(bounds, wanted), strict=True):
        assert bound.least <= length <= bound.most


@given(seconds)
def test_the_usual_total_gives_every_step_its_usual_length(bounds: list[Bounds]) -> None:
    assert fit(bounds, sum(each.usual for each in bounds)) == tuple(each.usual for each in bounds)


@given(seconds, st.lists(st.integers(0, 4 * MOST), min_size=2, max_size=5).map(sorted))
def test_with_more_time_no_step_becomes_shorter(bounds: list[Bounds], totals: list[int]) -> None:
    for less, more in pairwise(fit(bounds, total) for total in totals):
        assert all(one <= other for one, other in zip(less, more, strict=True))


@given(halves, st.integers(0, 40 * MOST // GRID))
def test_half_minutes_stay_half_minutes(bounds: list[Bounds], wanted: int) -> None:
    assert all(length % GRID == 0 for length in fit(bounds, wanted * GRID))


def test_steps_shrink_and_grow_in_proportion() -> None:
    bounds = [Bounds(60, 300, 1200), Bounds(60, 600, 1200), Bounds(60, 900, 1200)]
    assert fit(bounds, 900) == (150, 300, 450)
    assert fit(bounds, 2160) == (360, 720, 1080)


def test_equal_steps_stay_within_half_a_minute_of_each_other() -> None:
    assert sorted(fit([Bounds(60, 300, 600)] * 4, 1000)) == [240, 240, 250, 270]


def test_a_step_at_its_end_leaves_its_time_to_the_others() -> None:
    assert fit([Bounds(240, 300, 330), Bounds(60, 300, 900)], 900) == (330, 570)
    assert fit([Bounds(240, 300, 330), Bounds(60, 300, 900)], 360) == (240, 120)


def test_no_steps_take_no_time() -> None:
    assert fit([], 600) == ()


@pytest.mark.parametrize("wrong", [(5, 4, 6), (1, 7, 6), (-1, 0, 1)])
def test_bounds_out_of_order_are_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="least <= usual <= most"):
        Bounds(*wrong)
