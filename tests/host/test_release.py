"""A copy of the program: made at once or not at all, named by what is in it, and every change to it is noticed."""

from __future__ import annotations

import os
import py_compile
import struct
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from plc_tui.host.setup import distributions, elf, interpreter
from plc_tui.host.setup import release as release_module
from plc_tui.host.setup.release import LIST, Release, Source


class Small(Source):
    """A program of two modules, run by the interpreter of these tests."""

    interpreter = Path(sys.executable)

    def __init__(self, folder: Path) -> None:
        self.files = ((folder / "one.py", "lib/one.py"), (folder / "two.py", "lib/pack/two.py"))  # type: ignore[misc]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "one.py").write_text("ONE = 1\n")
    (folder / "two.py").write_text("TWO = 2\n")
    return Small(folder)


@pytest.fixture
def release(tmp_path: Path, small: Small) -> Release:
    made = Release(tmp_path / "releases" / small.name)
    made.make(small)
    return made


def test_a_release_is_whole_compiled_and_closed_to_others(release: Release) -> None:
    assert release.wrong() == ""
    found = sorted(str(path.relative_to(release.folder)) for path in release.folder.rglob("*") if path.is_file())
    tag = sys.implementation.cache_tag
    compiled = [f"lib/__pycache__/one.{tag}.pyc", f"lib/pack/__pycache__/two.{tag}.pyc"]
    assert found == sorted([LIST, "lib/one.py", "lib/pack/two.py", *compiled])
    assert not [path for path in release.folder.rglob("*") if path.stat().st_mode & 0o022]
    assert [path.name for path in release.folder.parent.iterdir()] == [release.folder.name], "nothing half made is left"


@pytest.mark.parametrize("few", [100, 0])
def test_byte_code_is_copied_where_it_fits_and_made_where_it_does_not(
    tmp_path: Path, small: Small, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_module, "FEW", few)
    one, two = (file for file, _ in small.files)
    for module in (one, two):
        py_compile.compile(str(module))
    two.write_text("TWO = 'another, longer'\n")
    made = Release(tmp_path / "releases" / small.name)
    made.make(small)
    assert compiled(made.folder / "lib/one.py") == compiled(one)
    assert compiled(made.folder / "lib/pack/two.py") != compiled(two)
    for place in ("lib/one.py", "lib/pack/two.py"):
        about = (made.folder / place).stat()
        assert struct.unpack("<III", compiled(made.folder / place)[4:16]) == (0, int(about.st_mtime), about.st_size)


def compiled(module: Path) -> bytes:
    return Path(cache_from_source(str(module))).read_bytes()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "lib/one.py").write_text("ONE = 2\n"), "lib/one.py was changed"),
        (lambda folder: (folder / "lib/one.py").unlink(), "lib/one.py is missing"),
        (lambda folder: (folder / "lib/new.pth").touch(), "lib/new.pth is not of plc"),
        (lambda folder: (folder / LIST).unlink(), "is not whole"),
        (lambda folder: (folder / LIST).write_text("nonsense\n"), "is not whole"),
        (lambda folder: next(folder.rglob("*.pyc")).write_bytes(b""), "was changed"),
    ],
)
def test_every_change_is_noticed_and_made_good(
    release: Release, small: Small, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(release.folder)
    assert words in release.wrong()
    release.make(small)
    assert release.wrong() == ""


def test_the_same_files_have_the_same_name_and_others_another(small: Small) -> None:
    folder = small.files[0][0].parent
    assert Small(folder).name == small.name
    (folder / "one.py").write_text("ONE = 2\n")
    assert Small(folder).name != small.name


def test_another_version_is_told_from_the_same_one_whatever_time_its_files_have(release: Release, small: Small) -> None:
    one = small.files[0][0]
    assert release.is_of(Small(one.parent))
    os.utime(one, (1, 1))
    assert release.is_of(Small(one.parent)), "only its time is another"
    one.write_text("ONE = 2\n")
    assert not release.is_of(Small(one.parent)), "it is as long as it was"


def test_what_has_the_size_and_the_time_of_its_copy_is_not_read_again(release: Release, small: Small) -> None:
    class Unread(Small):
        @property
        def name(self) -> str:
            raise AssertionError("the files were read")

    assert release.is_of(Unread(small.files[0][0].parent))


def test_the_program_takes_with_it_what_it_needs_and_nothing_else() -> None:
    names = {each.name.lower().replace("_", "-") for each in distributions.needed()}
    assert {"textual", "sqlmodel", "sqlalchemy", "alembic", "click", "linkify-it-py"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "plc-tui", "pip"}
    places = [place for each in distributions.needed() for _, place in distributions.files_of(each)]
    assert not [place for place in places if place.startswith(("/", "..")) or "__pycache__" in place]
    assert not [place for place in places if "/tests/" in place]


@pytest.mark.parametrize(
    ("marker", "extras", "expected"),
    [
        ("", (), True),
        ('python_version >= "3.9"', (), True),
        ('python_version < "3.10"', (), False),
        ('sys_platform == "win32"', (), False),
        ('sys_platform != "win32" and (python_version < "3" or python_version > "3.10")', (), True),
        ('extra == "linkify"', (), False),
        ('extra == "linkify"', ("linkify", "plugins"), True),
        ('python_full_version >= "3.0.0" and extra == "x"', ("y",), False),
        ('platform_machine in "x86_64 aarch64 arm64"', (), True),
        ('platform_machine not in "x86_64 aarch64 arm64"', (), False),
        ('python_version ~= "3.8"', (), True),
    ],
)
def test_markers_are_understood(marker: str, extras: tuple[str, ...], expected: bool) -> None:
    assert distributions.holds(marker, frozenset(extras)) is expected


def test_every_marker_of_every_package_here_is_understood() -> None:
    for each in (*distributions.needed(), distribution("plc-tui")):
        for line in each.requires or ():
            distributions.holds(line.partition(";")[2].strip())


def test_an_interpreter_that_everybody_can_execute_is_not_copied(tmp_path: Path) -> None:
    assert interpreter.everybodys(Path("/bin/sh").resolve())
    closed = tmp_path / "python"
    closed.touch(0o755)
    assert not interpreter.everybodys(closed), "the folders of these tests are closed to others"
    assert not interpreter.everybodys(Path("/etc/passwd")), "nobody can execute that"


def test_a_program_without_a_library_path_is_left_as_it_is_and_no_program_is_refused() -> None:
    shell = Path("/bin/sh").resolve().read_bytes()
    assert elf.with_relative_library(shell) == shell
    for strange in (b"", b"#!/bin/sh\n", b"\x7fELF\x01\x01" + bytes(60)):
        with pytest.raises(ValueError, match="not a 64-bit"):
            elf.with_relative_library(strange)
