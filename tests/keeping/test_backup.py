"""Backups are taken while others write, hold one moment, are looked at before older ones go, and come back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from benchmarks.reliability import audit

from community import Riverside
from piped import Piped
from plc_tui.domain.errors import CannotWrite
from plc_tui.domain.notes import NewNote
from plc_tui.services import upkeep
from plc_tui.services.opening import open_plc
from plc_tui.store import schema
from plc_tui.store.copies import backup
from plc_tui.store.engine import Store
from plc_tui.store.lock import WriteLock
from terminal import environment, plc, shell

sys.path.insert(0, str(Path(__file__).parent))
from inside import command

WRITERS = 8
WRITER = """
import sys
from plc_tui.domain.audience import EVERYONE_HERE
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
plc = open_plc(sys.argv[1], as_handle="maya")
number = 0
while True:
    number += 1
    note = plc.notes.add(NewNote(f"writer {sys.argv[2]} note {number} " + "words " * 100, tags=("busy",)))
    plc.notes.edit(note.id, body=f"writer {sys.argv[2]} note {number} again " + "words " * 150)
    if number % 3 == 0:
        plc.notes.share(note.id, EVERYONE_HERE)
    print(f"writer {sys.argv[2]} note {number} again ", flush=True)
"""


class Crowd:
    """Real programs that save as fast as they can, and what each has been told is saved."""

    def __init__(self, path: Path, home: Path) -> None:
        self.acknowledged: list[str] = []
        self.programs = [Piped("-c", WRITER, path, str(number), env=environment(home)) for number in range(WRITERS)]
        self._readers = [threading.Thread(target=self._listen, args=(program,)) for program in self.programs]
        for reader in self._readers:
            reader.start()

    def _listen(self, program: Piped) -> None:
        for line in program.stdout:
            self.acknowledged.append(line.rstrip("\n"))

    def wait_for(self, more: int) -> None:
        """Wait until so many more saves have been acknowledged."""
        wanted, limit = len(self.acknowledged) + more, time.monotonic() + 120
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < limit, "the writers do not write"
            assert all(program.process.poll() is None for program in self.programs)
            time.sleep(0.01)

    def end(self) -> None:
        for program in self.programs:
            program.kill()
        for reader in self._readers:
            reader.join(30)
        for program in self.programs:
            program.close()


@contextmanager
def crowd(path: Path, home: Path) -> Iterator[Crowd]:
    everyone = Crowd(path, home)
    try:
        yield everyone
    finally:
        everyone.end()


def faults(copy: Path, acknowledged: list[str]) -> list[str]:
    """Everything that is wrong with a backup: not whole, half a transaction, or a save that is not in it."""
    with closing(sqlite3.connect(copy)) as raw:
        texts = {row[0].partition("words")[0] for row in raw.execute("SELECT body FROM note_version")}
        lost = [f"lost: {save}" for save in acknowledged if save not in texts]
        return [*audit.damage(raw), *audit.half_done(raw), *lost]


def under_load(riverside: Riverside, home: Path, backups: int) -> None:
    with crowd(riverside.path, home) as everyone:
        everyone.wait_for(2 * WRITERS)
        for _ in range(backups):
            before = list(everyone.acknowledged)
            made = Path(shell("backup", "--plain", db=riverside.path, as_="maya").out.strip())
            assert faults(made, before) == []
            assert stat.S_IMODE(made.stat().st_mode) == 0o600
            everyone.wait_for(WRITERS)


def test_a_backup_under_eight_writers_is_of_one_moment_and_holds_every_save_before_it(
    riverside: Riverside, tmp_path: Path
) -> None:
    under_load(riverside, tmp_path, backups=2)


@pytest.mark.slow
def test_fifty_backups_under_eight_writers(riverside: Riverside, tmp_path: Path) -> None:
    under_load(riverside, tmp_path, backups=50)


def test_others_save_while_a_backup_is_made(riverside: Riverside, tmp_path: Path) -> None:
    with riverside.at("maya") as maya:
        maya.notes.list()
        with WriteLock(
            riverside.path.with_name(riverside.path.name + ".lock")
        ).held():  # somebody else's turn, all along
            assert maya.upkeep.backup(tmp_path / "copy.db").exists()


# The drill


def notes(db: Path) -> set[str]:
    return {note["body"] for note in command("note", "list", "--json", db=db).json()["items"]}


def test_the_drill_lose_everything_and_go_on_working(tmp_path: Path) -> None:
    db = tmp_path / "school" / "plc.db"
    db.parent.mkdir()
    command("init", "--name", "Riverside PLC", "--handle", "maya", "--display", "Maya", db=db, as_=None, expect=0)
    first = command("note", "add", "Monday", "--plain", db=db, expect=0).out.strip()
    copy = Path(command("backup", "--keep", "3", "--plain", db=db, expect=0).out.strip())
    command("note", "add", "Tuesday", db=db, expect=0)
    for file in db.parent.glob("plc.db*"):  # the disk is gone; what was copied to another one is not
        file.unlink()
    command("restore", str(copy), "--confirm", db=db, expect=0)
    assert notes(db) == {"Monday"}
    command("note", "edit", first, "--body", "Monday, again", db=db, expect=0)
    command("note", "add", "Wednesday", db=db, expect=0)
    assert notes(db) == {"Monday, again", "Wednesday"}
    assert command("find", "again", "--json", db=db, expect=0).json()["items"][0]["id"] == first
    second = Path(command("backup", "--keep", "1", "--plain", db=db, expect=0).out.strip())
    assert list(second.parent.iterdir()) == [second]
    assert copy.exists() is (copy == second)
    assert faults(second, ["Monday, again", "Wednesday"]) == [
        fault for fault in faults(second, []) if "without its tag" in fault
    ]
    for file in (db, second):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_whoever_has_the_file_open_goes_on_with_what_was_put_back(riverside: Riverside, tmp_path: Path) -> None:
    riverside.do("maya", lambda maya: maya.notes.add(NewNote("Before the backup.", "Before")))
    copy = riverside.do("maya", lambda maya: maya.upkeep.backup(tmp_path / "copy.db"))
    riverside.do("maya", lambda maya: maya.notes.add(NewNote("After the backup.", "After")))
    with plc(db=riverside.path, as_="maya", home=tmp_path / "home") as screen:
        screen.wait_for("F1 Help").keys("3").wait_for("Before", "After")
        done = shell("restore", str(copy), "--confirm", "--json", db=riverside.path, as_="maya").json()
        screen.wait_gone("After").wait_for("Before")
        screen.keys("n").wait_for("0 words").type("And on.").wait_for("2 words").press("ctrl+s").wait_for("Saved as")
    assert notes(riverside.path) == {"Before the backup.", "And on."}
    assert notes(Path(done["item"]["kept"])) == {"Before the backup.", "After the backup."}


def test_a_backup_of_an_older_program_is_brought_up_to_date_when_it_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    shutil.copytree(schema.SHIPPED.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    first = schema.SHIPPED.revisions[0]
    for file in (folder / "versions").glob("v*.py"):
        if not file.name.startswith(f"v{first}"):
            file.unlink()
    old, db = tmp_path / "old.db", tmp_path / "plc.db"
    store = Store(old, must_exist=False)
    schema.prepare(store, create=True, migrations=schema.Migrations(folder, (first,)))
    copy = tmp_path / "copy.db"
    backup(store, copy)
    store.close()
    before = copy.read_bytes()
    assert upkeep.restore(copy, db) is None
    assert upkeep.report(db).revision == schema.SHIPPED.newest
    assert copy.read_bytes() == before
    names = {"first", "old.db", "old.db.lock", "copy.db", "plc.db", "plc.db.lock"}
    assert {file.name for file in tmp_path.iterdir()} == names


# What goes wrong


def test_a_full_disk_leaves_no_half_backup_and_takes_no_older_one(riverside: Riverside, small_disk: Path) -> None:
    first = Path(command("backup", str(small_disk), "--plain", db=riverside.path, as_="maya").out.strip())
    with riverside.at("maya") as maya:
        for _ in range(30):
            maya.notes.add(NewNote("words " * 10_000))
    said = command("backup", str(small_disk), "--keep", "1", db=riverside.path, expect=1).err
    assert "is full" in said
    assert [path.name for path in small_disk.iterdir()] == [first.name]
    assert faults(first, []) == []


def test_a_full_disk_keeps_what_is_there_when_a_backup_is_put_back(riverside: Riverside, small_disk: Path) -> None:
    db = small_disk / "plc.db"
    upkeep.restore(riverside.do("maya", lambda maya: maya.upkeep.backup(small_disk.parent / "small.db")), db)
    with riverside.at("maya") as maya:
        for _ in range(30):
            maya.notes.add(NewNote("words " * 10_000))
        large = maya.upkeep.backup(small_disk.parent / "large.db")
    before = db.read_bytes()
    with pytest.raises(CannotWrite, match="is full"):
        upkeep.restore(large, db)
    assert db.read_bytes() == before
    assert {path.name for path in small_disk.iterdir()} <= {"plc.db", "plc.db.lock"}
    open_plc(db, as_handle="maya").close()


def test_a_folder_that_cannot_be_written_or_is_not_there_is_said(riverside: Riverside, tmp_path: Path) -> None:
    said = command("backup", str(tmp_path / "no" / "where.db"), db=riverside.path, expect=1).err
    assert said.count("\n") == 1
    assert "cannot be made" in said or "can be made" in said


def unsound(path: Path, statement: str) -> Callable[[], None]:
    def make() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute(statement)

    return make


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM search_docsize WHERE id IN (SELECT seq FROM thing LIMIT 1)", "search index"),
        ("DELETE FROM search_content WHERE id IN (SELECT seq FROM thing LIMIT 1)", "search index"),
        ("DELETE FROM thing WHERE kind = 'note'", "belongs to none"),
    ],
)
def test_a_copy_that_is_not_sound_is_not_kept_and_older_ones_stay(
    riverside: Riverside, statement: str, said: str
) -> None:
    riverside.do("maya", lambda maya: maya.notes.add(NewNote("Words.")))
    older = Path(command("backup", "--plain", db=riverside.path, as_="maya").out.strip())
    unsound(riverside.path, statement)()
    done = command("backup", "--keep", "1", db=riverside.path, expect=1)
    assert said in done.err
    assert list(older.parent.iterdir()) == [older]


def test_what_a_killed_backup_left_is_cleared_away_by_a_later_one(riverside: Riverside) -> None:
    folder = riverside.path.parent / "backups"
    folder.mkdir()
    for name, age in ((".plc-killed.part", 7200), (".plc-working.part", 5), ("mine.part", 7200)):
        (folder / name).write_text("half")
        os.utime(folder / name, (time.time() - age,) * 2)
    made = Path(command("backup", "--plain", db=riverside.path, as_="maya").out.strip())
    assert {path.name for path in folder.iterdir()} == {made.name, ".plc-working.part", "mine.part"}
