"""What every test run shares."""

from __future__ import annotations

import os
import signal
import time

import pytest
from hypothesis import settings

settings.register_profile("plc", deadline=None)  # a loaded machine may take its time over an example
settings.load_profile("plc")

OF_THE_MACHINE = ("PLC_", "_PLC_", "SSH_", "LC_", "SUDO_", "TEXTUAL", "NO_COLOR")
"""How the names begin of what a developer's own terminal may have set, and the program or Textual looks at."""


def pytest_configure() -> None:
    """The same terminal, language and day for every run, whoever starts it and wherever."""
    for name in [name for name in os.environ if name.startswith(OF_THE_MACHINE)]:
        del os.environ[name]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: Ctrl+C would reach no program
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TZ="UTC")
    time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: "test_hostile_matrix" not in item.nodeid)


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: tests of screens and of whole programs spend half their time waiting."""
    return 2 * (os.cpu_count() or 2)
