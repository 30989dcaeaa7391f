"""A save that waits for a colleague's says so after a second, on the screen and in the shell, and then goes on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from community import Riverside
from piped import Piped
from plc_tui import waiting
from plc_tui.domain.errors import Busy
from plc_tui.store.lock import WriteLock
from terminal import environment, plc

if TYPE_CHECKING:
    from conftest import Saving

LINE = "Waiting for a colleague's save ...\n"


@pytest.mark.parametrize(
    ("columns", "words"), [(80, waiting.WORDS), pytest.param(60, waiting.SHORT_WORDS, marks=pytest.mark.slow)]
)
def test_the_screen_says_that_a_save_waits_and_then_that_it_is_saved(
    riverside: Riverside, saving: Saving, tmp_path: Path, columns: int, words: str
) -> None:
    with plc(db=riverside.path, as_="maya", home=tmp_path, columns=columns) as program:
        program.wait_for("F1 Help").keys("n").wait_for("0 words").type("She waited.").wait_for("2 words")
        with saving(riverside.path) as finish:
            program.press("ctrl+s").wait_for(words, "F1 Help")
            finish()
            program.wait_for("Saved as version 1").wait_gone(words)
    assert [note.body for note in riverside.do("maya", lambda p: p.notes.list().items)] == ["She waited."]


@pytest.mark.slow
def test_a_file_that_is_busy_while_the_program_opens_is_told_too(
    riverside: Riverside, saving: Saving, tmp_path: Path
) -> None:
    with saving(riverside.path) as finish, plc(db=riverside.path, as_="maya", home=tmp_path) as program:
        program.wait_for(waiting.WORDS)
        finish()
        program.wait_for("Riverside PLC", "Maya Okafor").wait_gone(waiting.WORDS)


def test_the_shell_says_it_once_on_standard_error_and_saves(
    riverside: Riverside, saving: Saving, tmp_path: Path
) -> None:
    command = ["-m", "plc_tui", "--db", riverside.path, "--as", "maya", "note", "add", "She waited.", "--plain"]
    env = environment(tmp_path / "home")
    with saving(riverside.path) as finish, Piped(*command, env=env, errors=True) as shell:
        assert shell.stderr.readline() == LINE
        finish()
        done = shell.end()
    assert (done.code, done.err) == (0, "")
    assert riverside.do("maya", lambda p: p.notes.show(done.out.strip()).body) == "She waited."


def test_a_short_wait_is_not_told(tmp_path: Path) -> None:
    lock, heard = WriteLock(tmp_path / "x.lock"), list[bool]()
    colleague = lock.held()
    colleague.__enter__()
    threading.Timer(0.05, colleague.__exit__, (None, None, None)).start()
    with waiting.told(heard.append), lock.held():
        pass
    assert heard == []


@pytest.fixture
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait is long after a twentieth of the usual time."""
    monkeypatch.setattr(waiting, "AFTER", 0.05)


@pytest.mark.usefixtures("sooner")
def test_a_long_wait_is_told_and_its_end_too_also_when_she_gives_up(tmp_path: Path) -> None:
    lock, heard = WriteLock(tmp_path / "x.lock", patience=0.1), list[bool]()
    with lock.held(), waiting.told(heard.append), pytest.raises(Busy), WriteLock(lock.path, patience=0.1).held():
        pass
    assert heard == [True, False]


@pytest.mark.usefixtures("sooner")
def test_only_the_thread_that_waits_is_told(tmp_path: Path) -> None:
    lock, hers, others = WriteLock(tmp_path / "x.lock"), list[bool](), list[bool]()

    def wait() -> None:
        waiting.tell(hers.append)
        with pytest.raises(Busy), WriteLock(lock.path, patience=0.1).held():
            pass

    with lock.held(), waiting.told(others.append):
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(10)
    assert (hers, others) == ([True, False], [])
