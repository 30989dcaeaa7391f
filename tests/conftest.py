"""What every test run shares."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.assertion import rewrite
from _pytest.assertion.rewrite import assertstate_key
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

import spared
from plc_tui.host.disk import disk_of

settings.register_profile("plc", deadline=None)  # a loaded machine may take its time over an example
settings.load_profile("plc")

OF_THE_MACHINE = ("PYTHONDONTWRITEBYTECODE", "PLC_", "_PLC_", "SSH_", "LC_", "SUDO_", "TEXTUAL", "NO_COLOR")
"""How the names begin of what a developer's own terminal may have set, and the program, Textual or Python looks at."""
LONGEST = ("test_hostile_matrix", "test_every_query_of_the_store", "test_never", "test_no_room", "test_backup")
"""What takes longest, in the names of files and of tests."""
OF_ONE_MACHINE = ("tests/server/", "tests/keeping/test_no_room.py", "tests/reliability/test_network_disks.py")
"""What looks at this machine's one server or its accounts; what needs a machine without a server comes first."""
MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that must be free in memory for files of tests to lie there."""


def pytest_configure() -> None:
    """The same terminal, language and day for every run, whoever starts it and wherever."""
    sys.dont_write_bytecode = False  # each process of a run would compile every file anew
    for name in [name for name in os.environ if name.startswith(OF_THE_MACHINE)]:
        del os.environ[name]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: Ctrl+C would reach no program
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TZ="UTC")
    time.tzset()
    if _memory_has_room():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    spared.spare()


def _memory_has_room() -> bool:
    """Whether the folders of tests may lie in memory: no test is about a disk that does not say so."""
    disk = disk_of(MEMORY)
    return disk is not None and disk.kind == "tmpfs" and shutil.disk_usage(MEMORY).free > ROOM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that nobody waits for them at the end."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))
    items.sort(key=lambda item: item.nodeid.startswith(OF_ONE_MACHINE[0]))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What is read here stays to the end."""
    gc.disable()
    _rewrite_share(session.config)
    yield
    spared.collect_less()


def _rewrite_share(config: pytest.Config) -> None:
    """In a fresh checkout pytest rewrites the asserts of every file, which takes longer than all else before the first
    test: each process of a whole run does its share, then what is left from the end, and reads that of the others."""
    worker, files = getattr(config, "workerinput", None), sorted(Path(__file__).parent.rglob("test_*.py"))
    if worker is None or config.args != config.getini("testpaths"):
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for file in files[number::count] + files[::-1]:
        rewritten = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
        if not rewritten.exists() and rewrite.try_makedirs(rewritten.parent):
            found, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(config.stash[assertstate_key], code, found, rewritten)


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: tests of screens and of whole programs spend half their time waiting."""
    return 2 * (os.cpu_count() or 2)


class ByMachine(LoadScopeScheduling):
    """Whoever is free takes the next test; those of one machine are one worker's, from the beginning."""

    def _split_scope(self, nodeid: str) -> str:
        return "machine" if nodeid.startswith(OF_ONE_MACHINE) else nodeid

    def mark_test_complete(self, node, item_index: int, duration: float = 0) -> None:  # type: ignore[no-untyped-def]
        """As ever; what is done is forgotten, for it is counted through at every test."""
        super().mark_test_complete(node, item_index, duration)
        work = self.assigned_work.get(node, {})
        for scope in [scope for scope, tests in work.items() if all(tests.values())]:
            del work[scope]


@pytest.hookimpl
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByMachine:
    """Every run in parallel goes this way."""
    return ByMachine(config, log)  # type: ignore[arg-type]  # xdist's own log
