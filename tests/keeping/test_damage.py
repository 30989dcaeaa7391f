"""A damaged file is named in a sentence, with what to do, and is never written to."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from community import Riverside
from once import once
from piped import Piped
from plc_tui.domain.errors import UnusableFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc
from plc_tui.store import soundness
from terminal import plc

sys.path.insert(0, str(Path(__file__).parent))
from inside import command

QUICK, SLOW = 30, 1_000


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real community: the demo's, which has something of everything."""
    return once(tmp_path_factory, "demo", lambda folder: write_demo(folder / "demo.db").close()) / "demo.db"


def flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 2, 8, 64])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_in_one_page(data: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(data) // 4096) * 4096
    for _ in range(chance.choice([1, 4, 32])):
        data[page + chance.randrange(4096)] = chance.randrange(256)


def flip_in_a_header(data: bytearray, chance: random.Random) -> None:
    """The first bytes of a page say what is in it; those of the first, what the file is."""
    page = chance.choice([0, chance.randrange(len(data) // 4096) * 4096])
    data[page + chance.randrange(100)] = chance.randrange(256)


def zero(data: bytearray, chance: random.Random) -> None:
    length = chance.choice([1, 16, 512, 4096, 3 * 4096])
    start = chance.randrange(len(data) - length)
    if length >= 4096:
        start -= start % 4096
    data[start : start + length] = bytes(length)


def cut(data: bytearray, chance: random.Random) -> None:
    keep = chance.randrange(len(data))
    del data[keep - keep % chance.choice([1, 512, 4096]) :]


DAMAGES = (flip_bits, flip_in_one_page, flip_in_a_header, zero, cut)


def hurt(whole: Path, copy: Path, seed: int) -> str:
    """Make a damaged copy; return what was done to it."""
    chance = random.Random(seed)
    damage = DAMAGES[seed % len(DAMAGES)]
    data = bytearray(whole.read_bytes())
    damage(data, chance)
    copy.write_bytes(data)
    copy.chmod(0o600)
    return damage.__name__


def is_sound(path: Path) -> bool:
    """What SQLite alone says, of a copy of its own."""
    copy = path.with_name("looked-at.db")
    shutil.copy(path, copy)
    try:
        with closing(sqlite3.connect(copy)) as raw:
            return bool(raw.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)])
    except (sqlite3.Error, UnicodeDecodeError):  # a complaint may quote what is broken
        return False
    finally:
        for file in path.parent.glob("looked-at.db*"):
            file.unlink()


def sums(path: Path) -> dict[str, str]:
    """The file and its journal, byte for byte; an empty journal is none.

    (The third file, `-shm`, holds nobody's words: SQLite makes it anew whenever the first one opens the file.)
    """
    files = (path, path.with_name(path.name + "-wal"))
    there = {file.name: file.read_bytes() for file in files if file.exists()}
    return {name: hashlib.sha256(data).hexdigest() for name, data in there.items() if data}


READING = (("note", "list"), ("goal", "list"), ("find", "wait"))
SHORT = (("inbox",), ("note", "add", "Written on a damaged file"))


def check(db: Path, verbs: tuple[tuple[str, ...], ...] = (*READING, *SHORT)) -> None:
    """The promise: in order, or named in one sentence with what to do; never a mistake of ours, never written to."""
    before, sound = sums(db), is_sound(db)
    for words in verbs:
        done = command(*words, db=db)
        assert "Traceback" not in done.out + done.err
        assert "mistake of its own" not in done.err, (words, done.err)
        assert done.err.count("\n") <= 2, done.err
        assert done.code in (0, 1, 3, 4, 6), (words, done.err)
        if not sound:
            assert done.code in (1, 6), (words, done.out)
            assert any(word in done.err for word in ("damaged", "not a plc file", "newer plc")), done.err
    if not sound:
        assert sums(db) == before
    elif sums(db) != before:
        assert is_sound(db)


def many(whole: Path, folder: Path, seeds: range, verbs: tuple[tuple[str, ...], ...] = (*READING, *SHORT)) -> None:
    for seed in seeds:
        place = folder / "plc.db"
        for file in folder.glob("plc.db*"):
            file.unlink()
        how = hurt(whole, place, seed)
        try:
            check(place, verbs)
        except AssertionError as problem:
            raise AssertionError(f"file {seed} ({how}): {problem}") from problem


def test_damaged_files_are_named_and_never_written_to(community: Path, tmp_path: Path) -> None:
    many(community, tmp_path, range(QUICK), SHORT)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(SLOW // 100))
def test_a_thousand_damaged_files_are_named_and_never_written_to(community: Path, tmp_path: Path, hundred: int) -> None:
    many(community, tmp_path, range(10_000 + 100 * hundred, 10_100 + 100 * hundred))


@pytest.fixture
def damaged(community: Path, tmp_path: Path) -> Path:
    """A file with one page of notes gone bad, which opening alone does not read."""
    path = tmp_path / "plc.db"
    shutil.copy(community, path)
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as raw:
        pages = [row[0] for row in raw.execute("SELECT pageno FROM dbstat WHERE name = 'note' AND pagetype = 'leaf'")]
    data = bytearray(path.read_bytes())
    for page in pages:
        data[4096 * (page - 1) : 4096 * (page - 1) + 8] = b"\xa5" * 8
    path.write_bytes(data)
    return path


def test_the_sentence_names_the_newest_backup_beside_it(damaged: Path, community: Path) -> None:
    folder = damaged.parent / "backups"
    folder.mkdir()
    for name, age in (("plc-20261101-030000.db", 300), ("plc-20261102-030000.db", 200), ("plc.db.before-0002-x", 400)):
        copy = folder / name if name.startswith("plc-") else damaged.parent / name
        shutil.copy(community, copy)
        os.utime(copy, (1_000_000_000 - age, 1_000_000_000 - age))
    said = command("note", "list", db=damaged, expect=1).err
    assert said == (
        f"{damaged} is damaged and was left as it is; "
        f"`plc restore {folder / 'plc-20261102-030000.db'} --confirm` brings back the newest backup.\n"
    )


def test_the_screen_says_so_and_ends(damaged: Path, tmp_path: Path) -> None:
    before = sums(damaged)
    with plc(db=damaged, as_="maya", home=tmp_path / "home") as program:
        assert program.exit_code(30) == 1
        said = " ".join(program.text.split())
        assert "is damaged" in said
        assert "Traceback" not in said
    assert sums(damaged) == before


def test_what_a_backup_brings_back_is_worked_on_and_the_damaged_file_is_kept_as_it_was(
    damaged: Path, community: Path
) -> None:
    before = damaged.read_bytes()
    backup = damaged.parent / "backups" / "plc-20261102-030000.db"
    backup.parent.mkdir()
    shutil.copy(community, backup)
    command("restore", str(backup), "--confirm", db=damaged)
    (kept,) = damaged.parent.glob("plc.db.before-restore-*")
    assert kept.read_bytes() == before
    command("note", "add", "Going on", db=damaged, expect=0)
    assert "Going on" in command("note", "list", db=damaged).out


def test_a_damaged_file_somebody_has_open_is_not_moved_away_under_her(damaged: Path, community: Path) -> None:
    backup = damaged.parent / "whole.db"
    shutil.copy(community, backup)
    before = sums(damaged)
    opening = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA schema_version').fetchone();"
    with Piped("-c", opening + "print(1, flush=True); sys.stdin.read()", damaged) as somebody:
        assert somebody.line() == "1"
        said = command("restore", str(backup), "--confirm", db=damaged, expect=5).err
        assert "when everyone has left" in said
        assert sums(damaged) == before
        somebody.end()
    command("restore", str(backup), "--confirm", db=damaged)
    assert is_sound(damaged)


# A file too large to be looked at whole each time


def test_the_first_bad_page_stops_all_writing_of_that_program(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "SMALL", 0)
    before = sums(damaged)
    maya = open_plc(damaged, as_handle="maya")
    with pytest.raises(UnusableFile, match="is damaged"):
        maya.notes.list()
    writes: list[Callable[[], object]] = [
        lambda: maya.notes.add(NewNote("Words.")),
        lambda: maya.drafts.keep("note:new", {"body": "Words."}),
        lambda: maya.bin.empty(),
        lambda: maya.store.checkpoint(),
        lambda: maya.store.rewrite(),
    ]
    for write in writes:
        with pytest.raises(UnusableFile, match="is damaged"):
            write()
    maya.close()
    assert sums(damaged) == before


def test_a_journal_left_by_a_killed_program_is_not_moved_into_a_damaged_file(riverside: Riverside) -> None:
    program = (
        "import os; from plc_tui.services.opening import open_plc; from plc_tui.domain.notes import NewNote;"
        f"plc = open_plc({str(riverside.path)!r}, as_handle='maya');"
        "[plc.notes.add(NewNote('words ' * 500)) for _ in range(20)]; os._exit(9)"
    )
    assert Piped("-c", program).end().code == 9
    data = bytearray(riverside.path.read_bytes())
    data[-4096 * 3 :] = b"\xa5" * 4096 * 3
    riverside.path.write_bytes(data)
    before = sums(riverside.path)
    assert len(before) == 2, "the journal is there"
    done = command("note", "list", db=riverside.path)
    assert done.code == 1
    assert "is damaged" in done.err
    assert sums(riverside.path) == before


def test_the_doctor_and_the_backup_look_at_every_page(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "SMALL", 0)
    before = sums(damaged)
    done = command("backup", db=damaged)
    assert done.code == 1
    assert "is damaged" in done.err
    assert list((damaged.parent / "backups").iterdir()) == []
    from plc_tui.services import upkeep

    assert upkeep.report(damaged).integrity != "ok"
    assert sums(damaged) == before
