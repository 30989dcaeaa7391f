"""One clock for everyone in a session: each machine knows how far its own is from the one they share."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.store import clock
from plc_tui.store.engine import Store


def test_on_one_machine_there_is_nothing_to_correct(tmp_path: Path) -> None:
    with Riverside(tmp_path).at("maya") as maya:
        assert maya.sessions.clock_offset() == timedelta()


def test_a_machine_that_is_slow_learns_it_from_the_stamp_of_the_lock_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is stamped by the machine it lies on; this one believes it is two minutes earlier."""
    true = time.time
    with Riverside(tmp_path).at("maya") as maya:
        monkeypatch.setattr(time, "time", lambda: true() - 120)
        assert abs(maya.sessions.clock_offset() - timedelta(seconds=120)) < timedelta(seconds=1)


def test_what_a_slow_machine_does_is_written_down_by_the_common_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = time.time
    slow = timedelta(seconds=120)
    monkeypatch.setattr(time, "time", lambda: true() - slow.total_seconds())
    with Riverside(tmp_path).at("maya", days=-slow / timedelta(days=1)) as maya:
        opened = maya.sessions.open(maya.sessions.plan(NewSession("tuning")).id).opened
        assert opened is not None
        assert abs(opened - datetime.now(UTC)) < timedelta(seconds=60)


def test_who_may_not_touch_the_file_keeps_her_own_time(tmp_path: Path) -> None:
    assert clock._of_file(tmp_path / "nothing.lock") == timedelta()


def test_a_database_server_is_asked_for_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = time.time
    store = Store(tmp_path / "plc.db", must_exist=False)
    try:
        assert clock._of_server(store) == timedelta()
        monkeypatch.setattr(time, "time", lambda: true() + 600)
        assert abs(clock._of_server(store) + timedelta(seconds=600)) < timedelta(seconds=2)
    finally:
        store.close()


def test_how_coarsely_files_are_stamped_is_no_difference() -> None:
    assert clock.beyond(timedelta(milliseconds=-4), clock.COARSE) == timedelta()
