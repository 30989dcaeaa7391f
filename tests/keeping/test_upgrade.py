"""A newer program upgrades the file while older ones have it open: they stop, politely, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from community import Riverside
from piped import Piped
from plc_tui.domain.errors import NewerFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
from plc_tui.store import schema
from plc_tui.store.engine import Store
from terminal import environment, plc, shell

sys.path.insert(0, str(Path(__file__).parent))
from newer import REVISION, newer_program

Env = dict[str, str]


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Env:
    return newer_program(tmp_path_factory.mktemp("newer"))


def upgrade(riverside: Riverside, newer: Env) -> None:
    """Let somebody start the newer program."""
    shell("note", "list", db=riverside.path, as_="sam", env=newer)


def upgrade_at_once(riverside: Riverside, newer: Env) -> None:
    """What it does to the file, done by this process: quick enough to come between a key and the draft of it."""
    folder = Path(newer["PYTHONPATH"]) / "plc_tui" / "store" / "migrations"
    store = Store(riverside.path)
    schema.prepare(store, migrations=schema.Migrations(folder, (*schema.SHIPPED.revisions, REVISION)))
    store.close()


def column(riverside: Riverside, table: str, name: str) -> str:
    """Everything that stands in a column, as a newer program would find it."""
    with closing(sqlite3.connect(riverside.path)) as raw:
        return "\n".join(row[0] for row in raw.execute(f"SELECT {name} FROM {table}"))


def test_a_program_that_had_the_file_open_writes_and_reads_nothing_more(riverside: Riverside, newer: Env) -> None:
    maya = open_plc(riverside.path, as_handle="maya")
    maya.notes.add(NewNote("Before."))
    upgrade_at_once(riverside, newer)
    acts: list[Callable[[], object]] = [
        lambda: maya.notes.add(NewNote("After.")),
        lambda: maya.drafts.keep("note:new", {"body": "After."}),
        lambda: maya.notes.list(),
        maya.bin.tidy,
        maya.changed,
    ]
    for act in acts:
        with pytest.raises(NewerFile, match="upgraded by a newer plc"):
            act()
    maya.close()
    assert column(riverside, "note_version", "body") == "Before."
    assert column(riverside, "draft", "words") == ""


def test_the_upgrade_is_noticed_whatever_was_asked_first(riverside: Riverside, newer: Env) -> None:
    untouched = open_plc(riverside.path, as_handle="maya")
    upgrade_at_once(riverside, newer)
    with pytest.raises(NewerFile):
        untouched.notes.add(NewNote("After."))
    untouched.close()


def test_a_text_piped_into_the_older_command_is_kept(riverside: Riverside, newer: Env, tmp_path: Path) -> None:
    upgrade_at_once(riverside, newer)
    done = shell("note", "add", "-", stdin="A long thought.", db=riverside.path, as_="maya", home=tmp_path, expect=6)
    assert "made by a newer plc" in done.err
    (kept,) = (tmp_path / "state" / "plc" / "rescued").iterdir()
    assert str(kept) in done.err
    assert kept.read_text() == "A long thought."


WRITER = """
import sys
from plc_tui.domain.errors import NewerFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
plc = open_plc(sys.argv[1], as_handle=sys.argv[2])
number = 0
while True:
    number += 1
    try:
        plc.notes.add(NewNote(f"{sys.argv[2]} {number}"))
    except NewerFile:
        plc.close()
        sys.exit(6)
    print(f"{sys.argv[2]} {number}", flush=True)
"""


def test_no_acknowledged_save_is_lost_while_the_file_is_upgraded_under_two_writers(
    riverside: Riverside, newer: Env, tmp_path: Path
) -> None:
    writers = [Piped("-c", WRITER, riverside.path, who, env=environment(tmp_path / who)) for who in ("maya", "ben")]
    acknowledged: set[str] = set()
    for writer in writers:  # both are at it
        acknowledged |= {writer.line() for _ in range(5)}
    upgrade(riverside, newer)
    for writer in writers:
        done = writer.end()
        assert done.code == 6
        acknowledged |= set(done.out.splitlines())
    assert acknowledged <= set(column(riverside, "note_version", "body").splitlines())
    (before,) = riverside.path.parent.glob(f"*.before-{REVISION}-*")
    assert before.stat().st_size


def test_on_the_screen_calm_words_and_the_text_is_there_again(riverside: Riverside, newer: Env, tmp_path: Path) -> None:
    typed, later = "Silence, and then Sara spoke.", " Nobody moved for four seconds."
    with plc(db=riverside.path, as_="maya", home=tmp_path) as program:
        program.wait_for("F1 Help").keys("n").wait_for("0 words").type(typed).wait_for("5 words", "Draft kept")
        program.type(later).wait_for("10 words")
        upgrade_at_once(riverside, newer)
        assert program.exit_code(30) == 6
        said = " ".join(program.text.split())
        assert "upgraded by a newer plc" in said
        assert "Traceback" not in said
    rescued = [path.read_text() for path in tmp_path.glob("state/plc/rescued/*")]
    drafts = column(riverside, "draft", "words")
    assert typed in drafts
    assert any(typed + later in text for text in (drafts, *rescued))
    assert all(path.name in said.replace(" ", "") for path in tmp_path.glob("state/plc/rescued/*"))
    with plc(db=riverside.path, as_="maya", home=tmp_path, env=newer) as again:
        again.wait_for("Your drafts", "Silence, and then").keys("n").wait_for(typed)


REPLACED = """
import sys
from plc_tui.domain.errors import UnusableFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
plc = open_plc(sys.argv[1], as_handle="maya")
plc.notes.add(NewNote("Into the old file."))
print("open", flush=True)
sys.stdin.readline()
try:
    plc.notes.add(NewNote("Into which file?"))
except UnusableFile as error:
    print(error, flush=True)
plc.close()
"""


def test_a_file_that_was_moved_away_by_hand_is_not_written_to_and_the_new_one_is_left_alone(
    riverside: Riverside, tmp_path: Path
) -> None:
    with Piped("-c", REPLACED, riverside.path) as program:
        assert program.line() == "open"
        for ending in ("", "-wal", "-shm"):
            file = riverside.path.with_name(riverside.path.name + ending)
            file.rename(file.with_name("old" + ending))
        shutil.copy(riverside.path.with_name("old"), riverside.path)
        shutil.copy(riverside.path.with_name("old-wal"), riverside.path.with_name(riverside.path.name + "-wal"))
        with riverside.at("ben") as ben:
            ben.notes.add(NewNote("Into the new file."))
            journal = riverside.path.with_name(riverside.path.name + "-wal")
            before = journal.read_bytes()
            assert "was replaced by another file" in program.end("\n").out
            assert journal.read_bytes() == before
    listed = {note.body for who in ("maya", "ben") for note in riverside.do(who, lambda plc: plc.notes.list()).items}
    assert listed == {"Into the old file.", "Into the new file."}
