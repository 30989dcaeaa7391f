"""While the program starts, garbage is looked for rarely; then as usual, and never among what start-up brought."""

from __future__ import annotations

import gc
import subprocess
import sys
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


def test_opening_a_file_brings_nothing_along_that_only_other_work_needs() -> None:
    code = (
        "import sys, plc_tui.services.opening;"
        "late = {'alembic', 'nacl', 'textual', 'click', 'tomlkit', 'dateparser', 'markdown_it', 'plc_tui.seeds',"
        " 'plc_tui.services.home', 'plc_tui.services.exporting', 'plc_tui.services.journaling', 'plc_tui.domain.goals',"
        " 'plc_tui.store.session_tables'};"
        "print(sorted(late & set(sys.modules)), 'pydantic' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.strip() == "[] True"
