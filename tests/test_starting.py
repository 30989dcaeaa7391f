"""While the program starts, garbage is looked for rarely; then as usual, and never among what start-up brought."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from plc_tui import starting


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_search_for_garbage_is_rare_at_the_start_and_as_usual_afterwards() -> None:
    before = gc.get_threshold()
    starting.begin()
    assert gc.isenabled()
    assert gc.get_threshold()[0] == starting.RARELY
    starting.under_way()
    assert gc.get_threshold() == before


def test_only_a_start_that_was_begun_is_ever_over() -> None:
    before, kept = gc.get_threshold(), gc.get_freeze_count()
    starting.under_way()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, kept)
