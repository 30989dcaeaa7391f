"""A note being written in the real editor survives whatever happens to the program or the terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from community import Riverside
from plc_tui.domain.notes import NewNote
from terminal import Program, plc, until

WORDS = "Silence, and then Sara spoke."
KEPT_WITHIN = 2.0
"""Seconds from a key."""


def ends() -> dict[str, Callable[[Program], object]]:
    return {
        # The first, for what is said of the draft is not on the screen yet.
        "the program is killed": lambda program: program.wait_for("Draft kept").kill(signal.SIGKILL),
        "the link drops": lambda program: program.hang_up(),
        "SIGHUP arrives": lambda program: program.kill(signal.SIGHUP),
        "SIGTERM arrives": lambda program: program.kill(signal.SIGTERM),
        "she leaves at once": lambda program: program.press("f10"),
        "she goes back": lambda program: program.press("escape").wait_for("Your drafts").press("f10"),
    }


def test_a_new_note_is_there_again_whatever_ends_the_program(riverside: Riverside, tmp_path: Path) -> None:
    """Each program finds what the one before it had, and she writes a word more before it ends in another way."""
    words = ""
    for number, (end, happens) in enumerate(ends().items()):
        with plc(db=riverside.path, as_="maya", home=tmp_path) as program:
            if words:
                program.wait_for("Your drafts", "Silence, and then").keys("n").wait_for(words, f"{number + 4} words")
            else:
                program.wait_for("F1 Help").keys("n").wait_for("0 words")
            more = f" {number}" if words else WORDS
            words += more
            program.type(more).wait_for(f"{number + 5} words")
            happens(program)
            program.exit_code()
        assert kept(riverside) == words, f"after {end}"
    assert riverside.do("maya", lambda p: p.notes.list().items) == (), "a draft is not a note"


def kept(riverside: Riverside) -> str | None:
    draft = riverside.do("maya", lambda p: p.drafts.find("note:new"))
    return draft and draft.fields["body"]


def test_a_draft_is_in_the_file_two_seconds_after_the_last_key_and_is_read_by_its_writer_alone(
    riverside: Riverside, tmp_path: Path
) -> None:
    """The file itself says when; on a loaded machine one of three tries must do."""
    with plc(db=riverside.path, as_="maya", home=tmp_path) as program:
        program.wait_for("F1 Help").keys("n").wait_for("0 words")
        took = kept_after(program, riverside, WORDS)
        for number in range(2):
            if took > KEPT_WITHIN:
                took = kept_after(program, riverside, WORDS + " Again." * (number + 1))
        assert took <= KEPT_WITHIN
    for other in ("ben", "aisha"):
        assert riverside.do(other, lambda p: p.drafts.list()) == ()
        assert riverside.do(other, lambda p: p.finding.find("Sara").items) == ()


def kept_after(program: Program, riverside: Riverside, words: str) -> float:
    """Seconds until all was in the file, from the moment when its last key stood on the screen."""
    program.type(words.removeprefix(kept(riverside) or "")[:-1])
    program.type(words[-1]).wait_for(words)
    shown = datetime.now(UTC)
    until(lambda: kept(riverside) == words, "the draft")
    [draft] = riverside.do("maya", lambda p: p.drafts.list())
    return (draft.updated - shown).total_seconds()


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
