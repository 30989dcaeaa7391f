"""Trying codes: what it costs, and how far somebody comes who does nothing else."""

from __future__ import annotations

from datetime import timedelta

from domain.sessions.made_up import NOW
from plc_tui.domain.sessions.guessing import FORGOTTEN, FREE, LONGEST, Tries, once_more, wait

CODES = 29 * 31**3
"""As many codes as there are; with one session open, one of them is right."""


def test_whoever_does_nothing_else_for_a_day_tries_one_code_in_five_hundred() -> None:
    now, tries, tried = NOW, Tries(), 0
    while now < NOW + timedelta(days=1):
        now += max(wait(tries, now), timedelta(milliseconds=1))
        tries, tried = once_more(tries, now), tried + 1
    assert FREE < tried < CODES / 500


def test_a_slip_costs_nothing_and_the_fifth_two_seconds() -> None:
    tries, waits = Tries(), []
    for _ in range(FREE + 7):
        tries = once_more(tries, NOW)
        waits.append(wait(tries, NOW).total_seconds())
    assert waits == [0] * FREE + [2, 4, 8, 16, 32, 60, 60]
    assert wait(tries, NOW + LONGEST) == timedelta()


def test_wrong_codes_are_forgotten_and_a_clock_put_back_keeps_nobody_out() -> None:
    tries = Tries(9, NOW)
    assert once_more(tries, NOW + FORGOTTEN + timedelta(seconds=1)).wrong == 1
    assert not wait(tries, NOW - timedelta(hours=1))
