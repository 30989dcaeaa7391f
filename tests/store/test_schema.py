"""Making, upgrading and refusing files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from plc_tui.domain.errors import NewerFile, UnusableFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc
from plc_tui.store import schema
from plc_tui.store.engine import Store
from plc_tui.store.schema import SHIPPED, Migrations

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"


def upgrade():
    with op.batch_alter_table("note") as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A community with one note."""
    path = tmp_path / "plc.db"
    plc = make(path, name="Riverside", handle_="maya", display="Maya Okafor", login="maya")
    plc.notes.add(NewNote("Wait time changed the room."))
    plc.close()
    return path


@pytest.fixture
def later(tmp_path: Path) -> Migrations:
    """The migrations of a program one version on: it rebuilds the table of notes, which others point to."""
    folder = tmp_path / "later"
    shutil.copytree(SHIPPED.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9000_later.py").write_text(LATER.replace("{newest}", SHIPPED.newest))
    return Migrations(folder, (*SHIPPED.revisions, "9000"))


def test_the_named_revisions_are_those_of_the_folder() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SHIPPED.folder))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == SHIPPED.revisions


def test_the_migrations_make_the_tables_the_program_uses(path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from plc_tui.store import session_tables

    store = Store(path)
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, session_tables.SQLModel.metadata)
    store.close()
    assert [d for d in differences if "search" not in str(d)] == []


def test_an_older_file_is_upgraded_after_a_backup_and_keeps_everything(path: Path, later: Migrations) -> None:
    store = Store(path)
    schema.prepare(store, migrations=later)
    with store.read() as connection:
        columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(note)")}
        versions = connection.exec_driver_sql("SELECT count(*) FROM note_version").scalar()
    store.close()
    assert "mood" in columns
    assert versions == 1, "rebuilding a table must not take what points to it along"
    (backup,) = path.parent.glob("plc.db.before-9000-*")
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (SHIPPED.newest,)
        assert old.execute("SELECT body FROM note").fetchone() == ("Wait time changed the room.",)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(path: Path, later: Migrations) -> None:
    store = Store(path)
    schema.prepare(store, migrations=later)
    store.close()
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="newer plc"):
        open_plc(path, login="maya")
    assert path.read_bytes() == before


def test_a_file_at_the_newest_revision_opens_without_importing_alembic(path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from plc_tui.services.opening import open_plc;"
        f"open_plc({str(path)!r}, login='maya').close(); print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_a_file_that_is_not_a_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleagues, " * 100)
    with pytest.raises(UnusableFile, match=r"letter\.txt is not a plc file"):
        open_plc(path, login="maya")
    assert path.read_text().startswith("Dear colleagues")


def test_somebody_elses_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(UnusableFile, match="not a plc file"):
        open_plc(path, login="maya")
    assert path.read_bytes() == before


def test_an_empty_file_is_not_taken_for_a_community(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(UnusableFile, match="not a plc file"):
        open_plc(path, login="maya")


def test_a_damaged_file_is_named_and_never_written_to(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:12288] = b"\xa5" * 8192
    path.write_bytes(whole)
    with pytest.raises(UnusableFile, match=r"damaged|not a plc file"):
        open_plc(path, login="maya").notes.list()
    assert path.read_bytes() == bytes(whole)


def test_a_missing_file_and_a_missing_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="plc init"):
        open_plc(tmp_path / "plc.db", login="maya")
    with pytest.raises(UnusableFile, match="There is no folder"):
        open_plc(tmp_path / "nowhere" / "plc.db", login="maya")
    with pytest.raises(UnusableFile, match="is not a file"):
        open_plc(tmp_path, login="maya")
    (tmp_path / "round").symlink_to("round")
    for place in ("sqlite:///%00", tmp_path / "round"):
        with pytest.raises(UnusableFile, match="cannot be the name of a file"):
            open_plc(place, login="maya")


def test_a_new_file_can_be_read_by_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make(tmp_path / "plc.db", name="R", handle_="maya", display="Maya", login="maya").close()
    finally:
        os.umask(before)
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_nothing_is_made_where_a_community_is_already(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UnusableFile, match="there already"):
        make(path, name="Other", handle_="eve", display="Eve", login="eve")
    assert path.read_bytes() == before


def test_a_backup_is_whole_and_restores(path: Path, tmp_path: Path) -> None:
    from plc_tui.services.upkeep import restore

    plc = open_plc(path, login="maya")
    copy = plc.upkeep.backup(tmp_path / "copy.db")
    plc.notes.add(NewNote("Written after the backup."))
    plc.close()
    kept = restore(copy, path)
    assert kept is not None
    assert kept.exists()
    again = open_plc(path, login="maya")
    assert [note.body for note in again.notes.list().items] == ["Wait time changed the room."]
    again.close()
    old = open_plc(kept, login="maya")
    assert len(old.notes.list().items) == 2
    old.close()


def test_a_damaged_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    from plc_tui.services.upkeep import restore

    copy = tmp_path / "copy.db"
    copy.write_text("not a database at all, but long enough to look at" * 50)
    before = path.read_bytes()
    with pytest.raises(UnusableFile):
        restore(copy, path)
    assert path.read_bytes() == before


def as_somebody_else(work: Callable[[], object]) -> str:
    """Do something in a child that is not root, for root may write anywhere; return what it ended with."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        try:
            said = f"done: {work()}"
        except BaseException as problem:  # noqa: BLE001 - the child must not go on as a second test run
            said = f"{type(problem).__name__}: {problem}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as file:
        return file.read()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(path: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="plctest-"))
    try:
        shutil.copy(path, folder / "plc.db")
        if os.geteuid() == 0:
            for each in (folder, folder / "plc.db"):
                os.chown(each, 65534, 65534)
        folder.chmod(0o500)
        said = as_somebody_else(lambda: open_plc(folder / "plc.db", login="maya"))
        assert said == (
            f"CannotWrite: {folder}/plc.db cannot be read: for that plc has to write in its folder, and it cannot."
        )
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
