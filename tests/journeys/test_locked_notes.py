"""A note is locked in a real terminal; from then on no program and no byte on the disk shows it without her passphrase.

The words below stand nowhere else, so finding one in a raw file (the community's, the journal of SQLite, the rescue and
state folders of her home) means that it leaked.
"""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.errors import NotFound
from plc_tui.domain.notes import NewNote
from plc_tui.rescue import SEALED, rescue
from plc_tui.services import Plc
from plc_tui.store.lock import WriteLock
from terminal import Program, plc, shell

PASSPHRASE = "seven otters in a kettle"
TITLE, BODY, TAG, DRAFT, LAST = "Marmaladejar", "zebrafinch", "hollyhocktag", "xylophonist", "nightjarring"
LOCK = ".lock"
"""How the name of the lock file ends that everyone waits for who writes."""
WORDS = (TITLE, BODY, TAG, DRAFT, LAST)


def leaks(*folders: Path) -> set[tuple[str, str]]:
    """Return which words stand in which file, in letters of one or two bytes, or in base 64."""
    found = set()
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes().lower()
        found |= {(path.name, word) for word in WORDS if word.lower().encode() in data}
        found |= {(path.name, word) for word in WORDS if word.lower().encode("utf-16-le") in data}
    return found


def start(riverside: Riverside, home: Path) -> Program:
    return plc(db=riverside.path, as_="maya", home=home).wait_for("F1 Help")


def locks_the_first(program: Program) -> str:
    """Lock the note that is open; return the recovery code as it stood on the screen."""
    program.keys("x").wait_for("Before you lock your first note", "lost for ever")
    program.press("tab", "enter").wait_for("Choose your passphrase").type(f"{PASSPHRASE}\n{PASSPHRASE}\n")
    program.wait_for("Write down your recovery code")
    groups = re.findall(r"\b[0-9A-Z]{4}\b", program.text)
    assert len(groups) == 8
    program.type(f"{groups[-1]}\n").wait_for("Only you, locked with your passphrase", "Locked. Only you can read it")
    return "-".join(groups)


def sees_nothing(one: Plc, note_id: str) -> None:
    """A colleague's or the keeper's program shows nothing of it."""
    assert all(one.finding.find(word).items == () for word in WORDS)
    assert TAG not in one.notes.tags()
    assert note_id not in {note.id for note in one.notes.list("shared").items}
    try:
        shown = one.notes.show(note_id)
    except NotFound:
        return
    assert shown.shut
    assert not any(word in repr(shown) for word in WORDS)


def test_a_locked_note_shows_nowhere_until_its_passphrase_opens_it_again(riverside: Riverside, tmp_path: Path) -> None:
    home = tmp_path / "home"
    everywhere = (riverside.path.parent, home)
    note = riverside.do("maya", lambda p: p.notes.add(NewNote(f"The {BODY} sang. #{TAG}", TITLE)))
    assert {word for _, word in leaks(*everywhere)} == {TITLE, BODY, TAG}, "the test must be able to find them"

    with start(riverside, home) as program:
        program.keys("3").wait_for(TITLE).press("enter").wait_for(f"#{TAG}", "written today")
        code = locks_the_first(program)
        assert leaks(*everywhere) == set()
        for other in ("ben", "maya"):  # a colleague, and the keeper (herself) in another program
            riverside.do(other, lambda p: sees_nothing(p, note.id))
        program.press("f10").exit_code()
    assert leaks(*everywhere) == set()
    assert not any(code.encode() in path.read_bytes() for folder in everywhere for path in folder.rglob("*.*"))

    with start(riverside, home) as program:
        program.keys("3").wait_for("◙ Locked note").press("enter").wait_for("Your passphrase")
        assert not any(word in program.text for word in WORDS)
        program.type("seven otters in a teapot\n").wait_for("That passphrase does not open your locked notes.")
        program.type(f"{PASSPHRASE}\n").wait_for(f"The {BODY} sang.").press("enter").wait_for("4 words")
        program.type(f"A {DRAFT} came. ").wait_for("Draft kept")
        assert leaks(*everywhere) == set()
        program.kill(signal.SIGKILL).exit_code()
    assert leaks(*everywhere) == set()

    with start(riverside, home) as program:
        program.wait_for("◙ A note, being changed, locked")
        assert not any(word in program.text for word in WORDS)
        program.press("enter").wait_for("Your passphrase").type(f"{PASSPHRASE}\n").wait_for(f"A {DRAFT} came.")
        program.press("ctrl+s").wait_for("Saved as version 2.").press("f10").exit_code()
    assert leaks(*everywhere) == set()
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        assert maya.notes.show(note.id).body == f"A {DRAFT} came. The {BODY} sang. #{TAG}"


def test_when_the_file_is_out_of_reach_locked_words_wait_sealed(riverside: Riverside, tmp_path: Path) -> None:
    home = tmp_path / "home"
    everywhere = (riverside.path.parent, home)
    with riverside.at("maya") as maya:
        maya.locks.begin(PASSPHRASE)
    with start(riverside, home) as program:
        program.keys("n").wait_for("0 words").press("ctrl+o").wait_for("Your passphrase").type(f"{PASSPHRASE}\n")
        program.wait_for("Locked from its first word on")
        with WriteLock(riverside.path.with_name(riverside.path.name + LOCK)).held():
            program.type(f"A {LAST} evening.").wait_for("3 words").kill(signal.SIGTERM).exit_code()
    assert leaks(*everywhere) == set()
    (rescued,) = home.rglob("*.locked")
    with start(riverside, home) as program:
        program.wait_for("◙ A new note, locked")
        assert not rescued.exists()
        program.keys("n").wait_for("Your passphrase").type(f"{PASSPHRASE}\n").wait_for(f"A {LAST} evening.")
        program.press("f10").exit_code()
    assert leaks(*everywhere) == set()


@pytest.mark.slow
def test_the_shell_brings_rescued_words_back_and_restores_them_locked(riverside: Riverside, tmp_path: Path) -> None:
    home, key = tmp_path / "home", tmp_path / "key"
    key.write_text(PASSPHRASE)
    key.chmod(0o600)
    with riverside.at("maya") as maya:
        maya.locks.begin(PASSPHRASE)
        text = maya.locks.seal_for_rescue("note:new", {"body": f"A {LAST} evening.", "locked": "yes"}) or ""
    rescued = rescue(text, "note:new", home / "state" / "plc" / "rescued", ending=SEALED)
    listed = shell("drafts", "list", db=riverside.path, as_="maya", home=home)
    assert "note:new" in listed.out
    assert not rescued.exists()
    done = ("--passphrase-file", str(key), "drafts", "restore", "note:new")
    shell(*done, db=riverside.path, as_="maya", home=home)
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        (note,) = maya.notes.list().items
    assert (note.body, note.locked) == (f"A {LAST} evening.", True)
    assert leaks(riverside.path.parent, home) == set()
