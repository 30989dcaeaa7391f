"""A note being written in the real editor survives whatever happens to the program or the terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.notes import NewNote
from terminal import Program, plc

WORDS = "Silence, and then Sara spoke."


def ends() -> dict[str, Callable[[Program], object]]:
    return {
        "the program is killed": lambda program: program.wait_for("Draft kept").kill(signal.SIGKILL),
        "the link drops": lambda program: program.hang_up(),
        "SIGHUP arrives": lambda program: program.kill(signal.SIGHUP),
        "SIGTERM arrives": lambda program: program.kill(signal.SIGTERM),
        "she leaves at once": lambda program: program.press("f10"),
        "she goes back": lambda program: program.press("escape").wait_for("Your drafts").press("f10"),
    }


@pytest.mark.parametrize("end", ends())
def test_a_new_note_is_there_again_after(riverside: Riverside, tmp_path: Path, end: str) -> None:
    with plc(db=riverside.path, as_="maya", home=tmp_path) as program:
        program.wait_for("F1 Help").keys("n").wait_for("0 words").type(WORDS).wait_for("5 words")
        ends()[end](program)
        program.exit_code(15)
    with plc(db=riverside.path, as_="maya", home=tmp_path) as again:
        again.wait_for("Your drafts", "Silence, and then").keys("n").wait_for(WORDS)
    assert riverside.do("maya", lambda p: p.notes.list().items) == (), "a draft is not a note"


def test_a_draft_is_read_by_its_writer_alone(riverside: Riverside, tmp_path: Path) -> None:
    with plc(db=riverside.path, as_="maya", home=tmp_path) as program:
        program.wait_for("F1 Help").keys("n").wait_for("0 words").type(WORDS).wait_for("Draft kept")
    for other in ("ben", "aisha"):
        assert riverside.do(other, lambda p: p.drafts.list()) == ()
        assert riverside.do(other, lambda p: p.finding.find("Sara").items) == ()


def test_two_windows_editing_one_note_end_in_both_texts(riverside: Riverside, tmp_path: Path) -> None:
    note = riverside.do("maya", lambda p: p.notes.add(NewNote("The first text.", "Waiting")))
    with plc(db=riverside.path, as_="maya", home=tmp_path) as window:
        window.wait_for("F1 Help").keys("3").wait_for("Waiting").press("enter").wait_for("written today")
        window.press("enter").wait_for("3 words").type("From this window. ").wait_for("6 words")
        riverside.do("maya", lambda p: p.notes.edit(note.id, body="From the other window."))
        window.press("ctrl+s").wait_for("other window")
    texts = {version.body for version in riverside.do("maya", lambda p: p.notes.history(note.id))}
    assert "From the other window." in texts
    assert any("From this window." in text for text in texts)
