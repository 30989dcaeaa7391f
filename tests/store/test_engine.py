"""The one kind of transaction, the write door, and what they do when things go wrong."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from piped import Piped
from plc_tui.domain.errors import Busy, CannotWrite, UnusableFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc
from plc_tui.store.engine import Store
from plc_tui.store.lock import WriteLock
from plc_tui.store.troubles import in_words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plc.db"
    make(path, name="Riverside", handle_="maya", display="Maya Okafor", login="maya").close()
    return path


def test_every_connection_follows_the_recipe(path: Path) -> None:
    store = Store(path)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "journal_size_limit": 16777216,
        "mmap_size": 0,
        "temp_store": 2,
    }
    assert {name: store.pragma(name) for name in expected} == expected
    store.close()


def test_a_write_that_fails_half_way_leaves_nothing(path: Path) -> None:
    store = Store(path)

    def half_way() -> None:
        with store.write() as connection:
            connection.execute(text("INSERT INTO meta VALUES ('half', 'way')"))
            raise LookupError("something went wrong in between")

    with pytest.raises(LookupError):
        half_way()
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM meta WHERE key = 'half'")).scalar() == 0
    store.close()


def test_a_read_sees_one_moment_while_others_write(path: Path) -> None:
    one, other = Store(path), Store(path)
    count = text("SELECT count(*) FROM meta")
    with one.read() as connection:
        before = connection.execute(count).scalar()
        with other.write() as writing:
            writing.execute(text("INSERT INTO meta VALUES ('late', 'comer')"))
        assert connection.execute(count).scalar() == before
    with one.read() as connection:
        assert connection.execute(count).scalar() == (before or 0) + 1
    one.close()
    other.close()


def test_nothing_stays_open_after_a_read_or_a_write(path: Path) -> None:
    store = Store(path)
    with store.read():
        pass
    with store.write() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('a', 'b')"))
    raw = store.connection.connection.driver_connection
    assert raw is not None
    assert not raw.in_transaction
    store.close()


def test_a_writer_who_waits_too_long_is_told_and_nothing_is_written(path: Path) -> None:
    store = Store(path, patience=0.2)
    _ = store.connection
    with (
        WriteLock(path.with_name("plc.db.lock")).held(),
        pytest.raises(Busy, match="Nothing was written"),
        store.write(),
    ):
        pass
    with store.write() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('then', 'fine')"))
    store.close()


def test_who_only_reads_is_not_kept_out_while_the_lock_cannot_be_had(path: Path) -> None:
    with WriteLock(path.with_name("plc.db.lock")).held():
        store = Store(path, patience=0.05)
        with store.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
        with pytest.raises(Busy, match="Nothing was written"), store.write():
            pass
        store.close()
    store = Store(path)
    with store.read():
        pass
    store.close()
    assert not path.with_name("plc.db-wal").exists()  # with the lock free again the last one out tidies up


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_CANTOPEN"])
def test_who_only_reads_is_not_told_that_nothing_was_written(name: str) -> None:
    problem = sqlite3.OperationalError("as SQLite says it")
    problem.sqlite_errorname = name
    assert "cannot be read" in str(in_words(problem, Path("plc.db"), reading=True))
    assert "Nothing was written" in str(in_words(problem, Path("plc.db")))


def test_giving_up_leaves_no_lock_behind(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "x.lock", patience=0.1)
    with lock.held(), pytest.raises(Busy), WriteLock(lock.path, patience=0.1).held():
        pass
    descriptor = os.open(lock.path, os.O_RDWR)
    deadline = time.monotonic() + 30
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            assert time.monotonic() < deadline, "the writer who gave up holds the lock"
            time.sleep(0.01)
    os.close(descriptor)


def test_a_waiting_writer_gets_her_turn_as_soon_as_it_is_free(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "x.lock", patience=10)
    waited: list[float] = []

    def wait() -> None:
        began = time.monotonic()
        with lock.held():
            waited.append(time.monotonic() - began)

    with lock.held():
        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.3)
        assert not waited
    thread.join(30)
    assert waited


def test_a_killed_writer_leaves_no_lock_and_no_half_transaction(path: Path) -> None:
    program = (
        "import sys, time; from plc_tui.store.engine import Store; from sqlalchemy import text;"
        f"store = Store({str(path)!r}); context = store.write(); connection = context.__enter__();"
        "connection.execute(text(\"INSERT INTO meta VALUES ('half', 'way')\"));"
        "print('writing', flush=True); time.sleep(60)"
    )
    with Piped("-c", program) as writer:
        assert writer.line() == "writing"
        writer.process.kill()
        writer.process.wait(60)
    store = Store(path, patience=2)
    with store.write() as connection:
        assert connection.execute(text("SELECT count(*) FROM meta WHERE key = 'half'")).scalar() == 0
    store.close()


def test_several_processes_writing_at_once_lose_nothing(path: Path) -> None:
    program = (
        "import sys; from plc_tui.services.opening import open_plc; from plc_tui.domain.notes import NewNote;"
        f"plc = open_plc({str(path)!r}, login='maya');"
        "[plc.notes.add(NewNote(f'{sys.argv[1]} {n}')) for n in range(25)]; plc.close()"
    )
    with ExitStack() as all_end:
        writers = [all_end.enter_context(Piped("-c", program, f"writer{n}")) for n in range(4)]
        assert [writer.process.wait(120) for writer in writers] == [0] * 4
    plc = open_plc(path, login="maya")
    found = {note.body for note in plc.notes.list(count=500).items}
    assert found == {f"writer{w} {n}" for w in range(4) for n in range(25)}
    assert plc.upkeep.report().integrity == "ok"
    plc.close()


def test_a_full_disk_is_said_calmly_and_nothing_is_half_written(path: Path) -> None:
    plc = open_plc(path, login="maya")
    plc.store.connection.exec_driver_sql(f"PRAGMA max_page_count={plc.store.pragma('page_count')}")
    plc.store.connection.rollback()
    with pytest.raises(CannotWrite, match="is full"):
        plc.notes.add(NewNote("word " * 100_000))
    assert plc.notes.list().items == ()
    assert plc.finding.find("word").items == ()
    plc.close()


def test_an_error_of_the_database_never_repeats_anyones_words(path: Path) -> None:
    plc = open_plc(path, login="maya")
    plc.store.connection.exec_driver_sql("PRAGMA query_only=ON")
    plc.store.connection.rollback()
    with pytest.raises(CannotWrite) as caught:
        plc.notes.add(NewNote("a secret nobody should find in a log"))
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    plc.close()


def test_others_commits_are_noticed_and_ones_own_are_not(path: Path) -> None:
    one, other = open_plc(path, login="maya"), open_plc(path, login="maya")
    assert not one.changed()
    one.notes.add(NewNote("mine"))
    assert not one.changed()
    other.notes.add(NewNote("hers"))
    assert one.changed()
    assert not one.changed()
    one.close()
    other.close()


@pytest.mark.parametrize("address", ["nothing://here", "mysql://here/plc", "://"])
def test_an_address_nothing_here_can_open_is_told_in_a_sentence(address: str) -> None:
    with pytest.raises(UnusableFile, match="name a file with --db"):
        open_plc(address, login="maya")


def test_an_sqlite_url_gets_the_lock_and_the_mode_of_its_file(tmp_path: Path) -> None:
    make(f"sqlite:///{tmp_path}/plc.db", name="R", handle_="maya", display="Maya", login="maya").close()
    assert (tmp_path / "plc.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "plc.db.lock").exists()
    plc = open_plc(f"sqlite:///{tmp_path}/plc.db", login="maya")
    assert plc.notes.add(NewNote("The same file by its address.")).version == 1
    plc.close()
    with pytest.raises(UnusableFile, match="already"):
        make(f"sqlite:///{tmp_path}/plc.db", name="Other", handle_="eve", display="Eve", login="eve")
