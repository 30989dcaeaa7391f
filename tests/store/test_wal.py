"""Saved means on the disk, though nobody waits for the disk in line; and what a disk that fails may not do."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from plc_tui.domain.errors import CannotWrite
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc
from plc_tui.services.plc import Plc
from plc_tui.store.lock import WriteLock

Disk = Callable[[Callable[[int], None]], None]
sync = getattr(os, "fdatasync", os.fsync)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plc.db"
    make(path, name="Riverside", handle_="maya", display="Maya Okafor", login="maya").close()
    return path


@pytest.fixture
def maya(path: Path) -> Iterator[Plc]:
    plc = open_plc(path, login="maya")
    yield plc
    plc.close()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Puts something in the place of the system's call that waits for the disk."""

    def instead(wait: Callable[[int], None]) -> None:
        for name in ("fdatasync", "fsync"):
            monkeypatch.setattr(os, name, wait, raising=False)

    return instead


class FailingDisk:
    """A disk that fails some times."""

    def __init__(self, times: int, number: int = errno.EIO) -> None:
        self.times, self._number = times, number

    def __call__(self, file: int) -> None:
        if self.times:
            self.times -= 1
            raise OSError(self._number, os.strerror(self._number))
        sync(file)


def in_doubt(path: Path) -> bool:
    with WriteLock(path.with_name("plc.db.lock")).held() as turn:
        return turn.doubted()


def bodies(path: Path) -> list[str]:
    plc = open_plc(path, login="maya")
    found = [note.body for note in plc.notes.list(count=100).items]
    plc.close()
    return found


def test_a_save_waits_for_the_disk_once_and_the_lock_is_free_meanwhile(path: Path, maya: Plc, disk: Disk) -> None:
    waited = []

    def wait(file: int) -> None:
        with WriteLock(path.with_name("plc.db.lock"), patience=0.1).held():
            waited.append(os.fstat(file).st_ino)
        sync(file)

    disk(wait)
    note = maya.notes.add(NewNote("one"))
    assert len(waited) == 1
    maya.notes.edit(note.id, body="two")
    assert len(waited) == 2
    assert set(waited) == {path.with_name("plc.db-wal").stat().st_ino}
    assert maya.store.pragma("synchronous") == 1


def test_what_is_on_the_disk_when_a_save_returns_holds_it(path: Path, maya: Plc, disk: Disk, tmp_path: Path) -> None:
    """The power is cut at once: nothing is left but what was waited for."""
    after = tmp_path / "after"
    after.mkdir()

    def wait(file: int) -> None:
        sync(file)
        # Another process copies: closing the file in this one would drop SQLite's locks.
        subprocess.run(["cp", path, path.with_name("plc.db-wal"), after], check=True)

    disk(wait)
    for body in ("one", "two", "three"):
        maya.notes.add(NewNote(body))
        assert body in bodies(after / "plc.db")
    disk(lambda _: None)  # a program that does not wait
    maya.notes.add(NewNote("four"))
    assert "four" not in bodies(after / "plc.db")


def test_a_disk_that_fails_once_is_written_to_again_and_the_save_is_well(path: Path, maya: Plc, disk: Disk) -> None:
    failing = FailingDisk(1)
    disk(failing)
    maya.notes.add(NewNote("one"))
    assert failing.times == 0
    assert not in_doubt(path)
    assert bodies(path) == ["one"]


@pytest.mark.parametrize(("number", "words"), [(errno.EIO, "gave an error"), (errno.ENOSPC, "is full")])
def test_a_disk_that_goes_on_failing_is_told_and_nobody_writes_until_it_is_well(
    path: Path, maya: Plc, disk: Disk, number: int, words: str
) -> None:
    other = open_plc(path, login="maya")
    failing = FailingDisk(10**6, number)
    disk(failing)
    with pytest.raises(CannotWrite, match=f"{words}. Whether this was saved is not certain"):
        maya.notes.add(NewNote("one"))
    assert in_doubt(path)
    for plc in (maya, other):
        with pytest.raises(CannotWrite, match=f"{words}. Nothing was written"):
            plc.notes.add(NewNote("two"))
    failing.times = 0
    other.notes.add(NewNote("three"))
    assert not in_doubt(path)
    assert {note.body for note in other.notes.list().items} == {"one", "three"}
    other.close()


def test_a_program_that_leaves_while_the_disk_fails_leaves_the_journal_to_the_next(
    path: Path, maya: Plc, disk: Disk
) -> None:
    other = open_plc(path, login="maya")
    failing = FailingDisk(10**6)
    disk(failing)
    with pytest.raises(CannotWrite):
        other.notes.add(NewNote("one"))
    maya.close()
    other.close()
    assert path.with_name("plc.db-wal").stat().st_size
    failing.times = 0
    assert bodies(path) == ["one"]
    assert open_and_save(path) == {"one", "two"}
    assert not in_doubt(path)


def open_and_save(path: Path) -> set[str]:
    plc = open_plc(path, login="maya")
    plc.notes.add(NewNote("two"))
    found = {note.body for note in plc.notes.list().items}
    plc.close()
    return found


@pytest.fixture
def thin_disk(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A disk that promises more room than it has, and a file that takes the rest of it away while it is there."""
    under, over = tmp_path / "under", tmp_path / "over"
    under.mkdir()
    over.mkdir()
    image = under / "image"
    try:
        run("mount", "-t", "tmpfs", "-o", "size=12m", "none", under)
        run("truncate", "-s", "64M", image)
        run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", image)
        run("mount", "-o", "loop", image, over)
        yield over, under / "rest"
    finally:
        for folder in (over, under):
            subprocess.run(["umount", folder], check=False, capture_output=True)


def run(*words: str | Path) -> None:
    subprocess.run(words, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or not Path("/dev/loop0").exists(), reason="needs root and a loop device")
def test_a_real_disk_that_fails_only_when_it_is_waited_for(thin_disk: tuple[Path, Path]) -> None:
    folder, rest = thin_disk
    maya = make(folder / "plc.db", name="Riverside", handle_="maya", display="Maya Okafor", login="maya")
    other = open_plc(folder / "plc.db", login="maya")
    with suppress(OSError), rest.open("wb") as file:
        while True:
            file.write(bytes(1 << 20))
    saved = list[str]()

    def save_on() -> None:
        for number in range(1000):
            note = maya.notes.add(NewNote(f"{number} " + "word " * 3000))
            saved.append(note.id)

    with pytest.raises(CannotWrite, match="Whether this was saved is not certain"):
        save_on()
    for plc in (maya, other):
        with pytest.raises(CannotWrite, match="Nothing was written"):
            plc.notes.add(NewNote("too early"))
    rest.unlink()
    again = other.notes.add(NewNote("again")).id
    assert {again, *saved} <= {note.id for note in other.notes.list(count=2000).items}
    assert other.upkeep.report().integrity == "ok"
    maya.close()
    other.close()
