"""What is deleted for good is in no byte of the file, nor of any file beside it, whichever way it went."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from community import Riverside
from piped import Piped
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.errors import CannotWrite
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.domain.values import BIN_DAYS
from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc
from plc_tui.services.upkeep import restore
from raw_files import left_of, unheard_of

sys.path.insert(0, str(Path(__file__).parent))
from inside import command


class Words:
    """Words for one thing that is going to be deleted: each is heard of once."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self.used: list[str] = []

    def __call__(self) -> str:
        self.used.append(unheard_of(self._chance))
        return f"we tried {self.used[-1]} today"

    def tag(self) -> str:
        self.used.append(unheard_of(self._chance))
        return self.used[-1]


def a_note(riverside: Riverside, words: Words) -> str:
    """A note with everything a note can have: versions, a tag, responses, and a review of it that has ended."""
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote(words(), words(), tags=(words.tag(),))).id
        maya.notes.edit(note, body=words(), title=words())
        maya.notes.share(note, EVERYONE_HERE)
        request = maya.reviews.ask(NewRequest(note, "Is it clear?", with_people("ben"))).id
    with riverside.at("ben") as ben:
        first = ben.responses.add(note, "wonder", words()).id
        ben.responses.add(first, "encourage", words())
        ben.reviews.write(ben.reviews.take(request).id, [("warm", "Warm words.")])
    riverside.do("maya", lambda maya: maya.reviews.withdraw(request))
    return note


def a_goal(riverside: Riverside, words: Words) -> str:
    """A goal with everything a goal can have: a biography, steps, check-ins, responses."""
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording(words(), why=words(), notice=words()), first_step=words())).id
        maya.goals.reword(goal, Wording(words(), why=words()), words())
        maya.goals.step(goal, words())
        maya.goals.check_in(goal, words(), words(), words())
        maya.goals.rest(goal, words())
        maya.goals.share(goal, EVERYONE_HERE)
    riverside.do("ben", lambda ben: ben.responses.add(goal, "connect", words()))
    return goal


def a_response(riverside: Riverside, words: Words) -> str:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("It stays.", "It stays")).id
        return maya.responses.add(note, "wonder", words()).id


MADE = {"note": a_note, "goal": a_goal, "response": a_response}
WAYS: dict[str, Callable[[Riverside, str], object]] = {
    "on the screen": lambda riverside, thing: riverside.do("maya", lambda plc: plc.bin.empty(thing)),
    "all of the bin": lambda riverside, thing: riverside.do("maya", lambda plc: plc.bin.empty()),
    "in the shell": lambda riverside, thing: command("bin", "empty", "--confirm", db=riverside.path),
    "after thirty days": lambda riverside, thing: tidied(riverside),
}


def tidied(riverside: Riverside) -> None:
    with riverside.at("ben", days=BIN_DAYS + 1) as ben:
        assert ben.bin.tidy() == 1


@pytest.mark.parametrize(
    ("kind", "way"), [*(("note", way) for way in WAYS), ("goal", "on the screen"), ("response", "in the shell")]
)
def test_no_byte_is_left_of_what_is_deleted_for_good(riverside: Riverside, kind: str, way: str) -> None:
    words = Words()
    thing = MADE[kind](riverside, words)
    assert left_of(words.used, riverside.path) == words.used
    riverside.do("maya", lambda plc: plc.bin.put(thing))
    with riverside.at("aisha"):  # another program has the file open, and the journal with it
        WAYS[way](riverside, thing)
        assert left_of(words.used, riverside.path) == []


# Drafts


def drop_in_the_shell(riverside: Riverside) -> None:
    command("drafts", "drop", "note:new", db=riverside.path, expect=0)


def replace_by_a_shorter_one(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"body": "Short."}))


def save_without_those_words(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        draft = maya.drafts.find("note:new")
        assert draft is not None
        maya.notes.add(NewNote("What she kept of it."))
        maya.drafts.drop("note:new", draft.updated)


DRAFTS = {
    "dropped on the screen": lambda riverside: riverside.do("maya", lambda plc: plc.drafts.drop("note:new")),
    "dropped in the shell": drop_in_the_shell,
    "replaced by a shorter one": replace_by_a_shorter_one,
    "saved without those words": save_without_those_words,
    "emptied": lambda riverside: riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"body": " "})),
}


@pytest.mark.parametrize(
    ("way", "size"), [*((way, 1_500) for way in DRAFTS), ("replaced by a shorter one", 1)], ids=str
)
def test_no_byte_is_left_of_a_draft(riverside: Riverside, way: str, size: int) -> None:
    words = Words()
    body = " ".join(words() for _ in range(size))
    riverside.do("ben", lambda plc: plc.drafts.keep("note:new", {"body": "Ben's draft stays."}))
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"title": words(), "body": body}))
    DRAFTS[way](riverside)
    assert left_of(words.used, riverside.path) == []
    draft = riverside.do("ben", lambda plc: plc.drafts.find("note:new"))
    assert draft is not None
    assert draft.fields == {"body": "Ben's draft stays."}


def test_no_byte_is_left_of_what_a_review_said_before_it_was_sent(riverside: Riverside) -> None:
    words = Words()
    note = riverside.do("maya", lambda maya: maya.notes.add(NewNote("A note.")).id)
    request = riverside.do("maya", lambda maya: maya.reviews.ask(NewRequest(note, "Clear?", with_people("ben"))).id)
    with riverside.at("ben") as ben:
        ben.reviews.take(request)
        ben.reviews.write(request, [("warm", words()), ("cool", words())])
        ben.reviews.set_draft(request, [("warm", "I see your point.")])
    assert left_of(words.used, riverside.path) == []


# What hinders forgetting

READER = """
import sqlite3, sys
reader = sqlite3.connect(sys.argv[1], isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM note").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("next_one", ["whoever opens the program", "whoever runs a command", "she herself, leaving"])
def test_what_a_reader_hinders_is_forgotten_by_whoever_comes_next(riverside: Riverside, next_one: str) -> None:
    words = Words()
    note = a_note(riverside, words)
    maya = open_plc(riverside.path, as_handle="maya")
    maya.bin.put(note)
    with Piped("-c", READER, riverside.path) as reader:
        assert reader.line() == "reading"
        maya.bin.empty(note)
        assert left_of(words.used, riverside.path), "the reader sees the old state, so the words must still be there"
        reader.end()
    if next_one == "she herself, leaving":
        maya.close()
    elif next_one == "whoever runs a command":
        command("note", "list", db=riverside.path, as_="ben", expect=0)
    else:
        assert riverside.do("ben", lambda plc: plc.bin.tidy()) == 0
    assert left_of(words.used, riverside.path) == []
    maya.close()


def test_a_full_disk_hinders_forgetting_which_is_said_and_done_later(riverside: Riverside, small_disk: Path) -> None:
    words = Words()
    note = a_note(riverside, words)
    riverside.do("maya", lambda plc: plc.bin.put(note))
    db = small_disk / "plc.db"
    restore(riverside.do("maya", lambda plc: plc.upkeep.backup(small_disk.parent / "copy.db")), db)
    maya = open_plc(db, as_handle="maya")
    maya.drafts.keep("note:new", {"body": "The journal is there."})
    (small_disk / "filler").write_bytes(bytes(free_bytes(small_disk) - 200_000))
    with pytest.raises(CannotWrite, match="as soon as it can"):
        maya.bin.empty(note)
    assert maya.bin.list() == ()
    assert left_of(words.used, db)
    (small_disk / "filler").unlink()
    maya.close()
    assert left_of(words.used, db) == []


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@pytest.mark.parametrize("point", ["search.forget_step", "Store.rewrite", "Store.checkpoint"])
def test_forgetting_that_is_killed_half_way_is_finished_by_whoever_comes_next(riverside: Riverside, point: str) -> None:
    words = Words()
    note = a_note(riverside, words)
    riverside.do("maya", lambda plc: plc.bin.put(note))
    owner, name = point.split(".")
    program = (
        "import os, sys; from plc_tui.store import search; from plc_tui.store.engine import Store;"
        "from plc_tui.services.opening import open_plc;"
        f"setattr({owner}, {name!r}, lambda *args, **more: os._exit(9));"
        f"open_plc({str(riverside.path)!r}, as_handle='maya').bin.empty({note!r})"
    )
    assert Piped("-c", program).end().code == 9
    assert left_of(words.used, riverside.path)
    riverside.do("ben", lambda plc: plc.notes.list())
    assert left_of(words.used, riverside.path) == []


def test_a_backup_made_afterwards_holds_nothing_of_it_either(riverside: Riverside, tmp_path: Path) -> None:
    words = Words()
    note = a_note(riverside, words)
    folder = tmp_path / "copies"
    folder.mkdir()
    with riverside.at("maya") as maya:
        before = maya.upkeep.backup(folder / "before.db")
        assert left_of(words.used, before) == words.used
        maya.bin.put(note)
        maya.bin.empty(note)
        before.unlink()
        assert left_of(words.used, maya.upkeep.backup(folder / "after.db")) == []


def test_emptying_the_bin_says_what_backups_still_hold(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("Words.")).id)
    riverside.do("maya", lambda plc: plc.bin.put(note))
    said = command("bin", "empty", "--confirm", db=riverside.path).err
    assert "Backups made before now still hold it" in said


# Any community


def a_life(path: Path, seed: int, acts: int) -> list[str]:
    """Let two members write, change and delete at random; return every word that is gone for good."""
    chance = random.Random(seed)
    plc = make(path, name="Riverside", handle_="maya", display="Maya", login="maya")
    heard: dict[str, list[str]] = {}
    common = ["".join(chance.choices("aeioulmnrst", k=chance.randint(2, 9))) for _ in range(2_000)]

    def text(of: str, size: int) -> str:
        rare = [unheard_of(chance) for _ in range(min(size, 6))]
        heard.setdefault(of, []).extend(rare)
        said = chance.choices(common, k=size)
        for word in rare:
            said.insert(chance.randrange(len(said) + 1), word)
        return " ".join(said)

    notes: list[str] = []
    for number in range(acts):
        size = chance.choice([1, 5, 30, 100, 300, 1_500])
        act = chance.choice(["add", "add", "edit", "edit", "draft"])
        if act == "add" or not notes:
            new = f"new {number}"
            notes.append(plc.notes.add(NewNote(text(new, size), text(new, 1), tags=(f"t{number % 7}",))).id)
            heard[notes[-1]] = heard.pop(new)
            if chance.random() < 0.5:
                plc.notes.share(notes[-1], EVERYONE_HERE)
        elif act == "edit":
            note = chance.choice(notes)
            plc.notes.edit(note, body=text(note, size))
        else:
            plc.drafts.keep(f"note:{chance.randint(1, 5)}", {"body": text("drafts", size)})
    return _deleted(plc, chance.sample(notes, len(notes) // 3), heard)


def _deleted(plc: Plc, gone: list[str], heard: dict[str, list[str]]) -> list[str]:
    for note in gone:
        plc.bin.put(note)
    plc.bin.empty()
    for draft in plc.drafts.list():
        plc.drafts.drop(draft.place)
    plc.close()
    return [word for name in (*gone, "drafts") for word in heard.get(name, ())]


@pytest.mark.parametrize("seed", [8])
def test_no_byte_is_left_in_a_community_made_up_at_random(tmp_path: Path, seed: int) -> None:
    assert left_of(a_life(tmp_path / "plc.db", seed, 120), tmp_path / "plc.db") == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_no_byte_is_left_in_larger_communities(tmp_path: Path, seed: int) -> None:
    assert left_of(a_life(tmp_path / "plc.db", seed, 600), tmp_path / "plc.db") == []


@pytest.mark.slow
def test_without_writing_the_file_anew_words_would_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: secure_delete and an empty journal alone are not enough (SQLite 3.40)."""
    from plc_tui.store.engine import Store

    monkeypatch.setattr(Store, "rewrite", lambda self: None)
    folders = [tmp_path / str(seed) for seed in range(100, 106)]
    for folder in folders:
        folder.mkdir()
    assert any(left_of(a_life(folder / "plc.db", int(folder.name), 600), folder / "plc.db") for folder in folders)


def test_the_file_is_whole_afterwards(riverside: Riverside) -> None:
    note = a_note(riverside, Words())
    riverside.do("maya", lambda plc: (plc.bin.put(note), plc.bin.empty(note)))
    with closing(sqlite3.connect(riverside.path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.execute("INSERT INTO search(search) VALUES ('integrity-check')")
