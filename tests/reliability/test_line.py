"""Who comes first to save is served first; whoever dies, stops or cannot stand in line holds nobody up."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from piped import Piped
from plc_tui.domain.errors import Busy
from plc_tui.store import line
from plc_tui.store import lock as lock_module
from plc_tui.store.lock import WriteLock

_IN_LINE = """
import sys
from pathlib import Path
from plc_tui.store.lock import WriteLock
with WriteLock(Path(sys.argv[1]), patience=60).held():
    print("mine", flush=True)
"""


def numbers_drawn(lock: Path) -> int:
    return int.from_bytes(lock.read_bytes()[:4], "little")


def until_drawn(lock: Path, count: int) -> None:
    deadline = time.monotonic() + 20
    while numbers_drawn(lock) < count:
        assert time.monotonic() < deadline, "nobody more came into the line"
        time.sleep(0.002)


def in_line(lock: Path) -> Piped:
    """A process that waits in line; it is there when this returns."""
    before = numbers_drawn(lock)
    process = Piped("-c", _IN_LINE, lock)
    until_drawn(lock, before + 1)
    return process


needs_a_line = pytest.mark.skipif(not hasattr(fcntl, "F_OFD_SETLK"), reason="this system keeps no line")


@needs_a_line
def test_who_comes_first_is_served_first(tmp_path: Path) -> None:
    lock, served = tmp_path / "x.lock", list[int]()

    def save(number: int) -> None:
        with WriteLock(lock).held():
            served.append(number)

    with WriteLock(lock).held():
        threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
        for number, thread in enumerate(threads):
            thread.start()
            until_drawn(lock, number + 2)
    for thread in threads:
        thread.join(20)
    assert served == list(range(8))


@needs_a_line
def test_whoever_leaves_wakes_the_next_and_passes_over_the_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for looks in ("_NEXT_LOOKS", "_OTHERS_LOOK"):
        monkeypatch.setattr(line, looks, 60.0)  # nobody looks by herself
    lock, served = tmp_path / "x.lock", list[int]()

    def save(number: int) -> None:
        with WriteLock(lock, patience=50).held():
            served.append(number)

    with WriteLock(lock).held():
        killed = in_line(lock)
        threads = [threading.Thread(target=save, args=(number,)) for number in range(3)]
        for number, thread in enumerate(threads):
            thread.start()
            until_drawn(lock, number + 3)
        killed.close()
    began = time.monotonic()
    for thread in threads:
        thread.join(30)
    assert served == [0, 1, 2]
    assert time.monotonic() - began < 30


@needs_a_line
def test_who_finds_her_name_taken_looks_by_herself(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    with WriteLock(lock).held(), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as taken:
        about = lock.stat()
        taken.bind(f"\0plc-{about.st_dev}-{about.st_ino}-1".encode())
        process = in_line(lock)
    assert process.end().out == "mine\n"


@needs_a_line
def test_whoever_is_killed_in_line_holds_nobody_up(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    with WriteLock(lock).held():
        killed, behind = in_line(lock), in_line(lock)
        killed.close()
    assert behind.end().out == "mine\n"


@needs_a_line
def test_whoever_is_stopped_in_line_is_overtaken_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "_OVERTAKE", 0.2)
    lock = tmp_path / "x.lock"
    with WriteLock(lock).held():
        stopped = in_line(lock)
        os.kill(stopped.pid, signal.SIGSTOP)
    try:
        with WriteLock(lock, patience=10).held():
            pass
    finally:
        os.kill(stopped.pid, signal.SIGCONT)
    assert stopped.end().out == "mine\n"


def test_where_no_number_can_be_written_the_lock_still_locks(tmp_path: Path) -> None:
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
    process = Piped("-c", full + _IN_LINE, tmp_path / "x.lock")
    assert process.end().out == "mine\n"


def test_a_system_without_lines_has_the_lock_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(fcntl, "F_OFD_SETLK", raising=False)
    lock = WriteLock(tmp_path / "x.lock", patience=0.1)
    with lock.held(), pytest.raises(Busy), lock.held():
        pass
    with lock.held():
        pass
