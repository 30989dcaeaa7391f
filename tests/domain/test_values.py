"""Ids, moments and limits."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.domain.values import ALPHABET, LETTERS, candidate_ids, utc


@pytest.mark.parametrize("kind", LETTERS)
def test_an_id_begins_with_the_letter_of_its_kind_and_has_no_letter_that_is_mistaken(kind: str) -> None:
    for name in candidate_ids(kind, random.Random(1).choice):
        assert name[0] == LETTERS[kind]
        assert set(name[1:]) <= set(ALPHABET)
        assert name.isalnum()
        assert name.isascii()
        assert name == name.lower()


def test_letters_that_look_or_sound_alike_are_left_out() -> None:
    assert not set("01ilo") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_no_two_kinds_share_a_letter() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_ids_grow_only_when_the_short_ones_are_taken() -> None:
    lengths = [len(name) for name in candidate_ids("note", lambda _: "a")]
    assert lengths[0] == 4
    assert lengths == sorted(lengths)
    assert lengths[-1] == 9, "31^8 names: enough for every note ever written"


def test_each_candidate_is_chosen_anew() -> None:
    names = list(candidate_ids("note", random.Random(2).choice))
    assert len(set(names)) == len(names)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-9.5))])))
def test_a_moment_in_utc_is_the_same_moment(moment: datetime) -> None:
    try:
        there = utc(moment)
    except OverflowError:  # the first and last day of the calendar
        return
    assert there == moment
    assert there.tzinfo is UTC


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        utc(datetime(2026, 11, 22))
