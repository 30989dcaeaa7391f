"""One copy of the program below /opt/plc/releases: an interpreter, the packages, and a list of what belongs to it.

A release is named by its contents and never changes. A new one is made beside it, and a program that runs goes on with
the files it began with.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import plc_tui
from plc_tui import resources
from plc_tui.host.config import ServerProblem
from plc_tui.host.setup import distributions, interpreter
from plc_tui.host.setup.elf import with_relative_library

LIST = "files.sha256"
"""The list of a release's files, in the form that `sha256sum --check` reads."""

FLAGS = "-IBS"
"""Isolated from the caller's variables, directory and packages, and from the system's packages; writes no byte code."""

_COMPILED = "__pycache__/"
"""What stands in the place of every file of byte code, and of no other."""


FEW = 100
"""Modules that are compiled sooner one after the other than with a process for each core."""


@dataclass(frozen=True)
class Source:
    """The running program, as what a release is to be made of."""

    @cached_property
    def interpreter(self) -> Path | None:
        """The interpreter where it is, when everybody can execute it; None when it has to be copied."""
        found = interpreter.executable()
        return found if interpreter.everybodys(found) else None

    @cached_property
    def files(self) -> tuple[tuple[Path, str], ...]:
        """Every file with its place in the release. Raises ServerProblem."""
        return tuple(sorted(self._files(), key=lambda each: each[1]))

    def _files(self) -> Iterator[tuple[Path, str]]:
        if self.interpreter is None:
            yield from ((file, f"python/{place}") for file, place in interpreter.files())
        for each in distributions.needed():
            yield from ((file, f"lib/{place}") for file, place in distributions.files_of(each))
        yield from _ours()

    @cached_property
    def name(self) -> str:
        """What names a release made of it: the same files and the same interpreter give the same name."""
        total = hashlib.sha256(str(self.interpreter).encode())
        for file, place in self.files:
            total.update(f"{_sum(file)}  {place}\n".encode())
        return f"{plc_tui.__version__}-{total.hexdigest()[:12]}"


def _ours() -> Iterator[tuple[Path, str]]:
    """Yield our own package with its folders, and the few lines that say which packages it needs."""
    package = Path(plc_tui.__file__).resolve().parent
    folders = {"": package, "styles": resources.folder("styles"), "seed": resources.folder("seed")}
    for name, folder in folders.items():
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder)
            if file.is_file() and "__pycache__" not in inside.parts and (name or inside.parts[0] not in folders):
                yield file, str(Path("lib/plc_tui", name, inside))
    metadata = importlib.metadata.distribution(distributions.OURS)
    for listed in metadata.files or ():
        if listed.name == "METADATA":
            yield Path(str(metadata.locate_file(listed))), f"lib/{listed.parent.name}/METADATA"


def _sum(file: Path | str) -> str:
    """Return a file's checksum. There are thousands, nearly all small: each is read at once, without a buffer."""
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - a path's own way costs as much as the reading
        return hashlib.sha256(opened.readall()).hexdigest()


def _stamp(file: Path | str) -> tuple[int, int]:
    """Return what changes with a file's contents: its size and its time."""
    about = os.stat(file)  # noqa: PTH116 - thousands of files
    return about.st_size, about.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Release:
    """A release in its folder."""

    folder: Path

    @property
    def packages(self) -> Path:
        """The folder of packages."""
        return self.folder / "lib"

    def make(self, source: Source) -> None:
        """Copy the running program here, at once or not at all. Raises ServerProblem."""
        growing = self.folder.with_name(f".{self.folder.name}.new")
        shutil.rmtree(growing, ignore_errors=True)
        try:
            left = _copy(source.files, growing)
            _compile(source.interpreter or growing / "python/bin" / interpreter.NAME, left, growing)
            _write_list(growing)
            shutil.rmtree(self.folder, ignore_errors=True)
            growing.rename(self.folder)
        except OSError as error:
            raise ServerProblem(f"The program could not be copied to {self.folder}: {error.strerror}.") from None
        finally:
            shutil.rmtree(growing, ignore_errors=True)

    def wrong(self) -> str:
        """Say what is wrong with its files: each that is listed is there, unchanged, and there are no others."""
        try:
            listed = dict(_listed(self.folder))
        except (OSError, ValueError):
            return f"{self.folder} is not whole"
        found = set(_files_below(self.folder)) - {LIST}
        if odd := sorted(listed.keys() ^ found):
            return f"{self.folder / odd[0]} is {'missing' if odd[0] in listed else 'not of plc'}"
        changed = next((place for place in sorted(found) if _sum(f"{self.folder}/{place}") != listed[place]), "")
        return f"{self.folder / changed} was changed" if changed else ""

    def is_of(self, source: Source) -> bool:
        """Say whether it was made of these files.

        Whatever has the size and the time of its copy is not read again; when anything differs, the contents decide.
        """
        return self._looks_like(source) or self.folder.name == source.name

    def _looks_like(self, source: Source) -> bool:
        own = {place for place in _files_below(self.folder) if _COMPILED not in place} - {LIST}
        if own != {place for _, place in source.files}:
            return False
        return all(_stamp(file) == _stamp(f"{self.folder}/{place}") for file, place in source.files)


def _copy(files: tuple[tuple[Path, str], ...], to: Path) -> list[str]:
    """Copy files with modes that let everybody read and nobody but root write; return modules without byte code."""
    left = []
    for file, place in files:
        target = to / place
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        target.chmod(0o755 if os.access(file, os.X_OK) else 0o644)
        if place == f"python/bin/{interpreter.NAME}":
            target.write_bytes(_relative(target))
        about = file.stat()
        os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))
        if file.suffix == ".py" and not _copy_compiled(file, target):
            left.append(str(target))
    return left


def _copy_compiled(file: Path, target: Path) -> bool:
    """Copy a module's byte code too; say whether there is some that fits.

    Compiling all of it anew would take most of the time of an install. Byte code names the time and the size of its
    source (see PEP 552), which both have gone with it.
    """
    there, to = Path(cache_from_source(str(file))), Path(cache_from_source(str(target)))
    try:
        code = there.read_bytes()
    except FileNotFoundError:
        return False
    about = file.stat()
    fits = struct.pack("<4sIII", MAGIC_NUMBER, 0, int(about.st_mtime) & 0xFFFF_FFFF, about.st_size & 0xFFFF_FFFF)
    if not code.startswith(fits):
        return False
    to.parent.mkdir(mode=0o755, exist_ok=True)
    to.write_bytes(code)
    to.chmod(0o644)
    return True


def _relative(program: Path) -> bytes:
    try:
        return with_relative_library(program.read_bytes())
    except ValueError as error:
        raise ServerProblem(f"This Python ({program}) cannot be copied: {error}. Start plc with another one.") from None


def _compile(python: Path, left: list[str], folder: Path) -> None:
    """Compile to byte code what is not yet, as the account will not be able to."""
    if not left:
        return
    which = left if len(left) <= FEW else ["-j", "0", str(folder)]
    command = [str(python), FLAGS, "-m", "compileall", "-q", *which]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={}, cwd="/")
    if done.returncode < 0 or "Traceback" in done.stderr:
        raise ServerProblem(f"The copied Python ({python}) does not start: {done.stderr.strip()[-200:]}")


def _write_list(folder: Path) -> None:
    lines = [f"{_sum(f'{folder}/{place}')}  {place}\n" for place in sorted(_files_below(folder))]
    (folder / LIST).write_text("".join(lines), encoding="utf-8")


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
        digest, place = line.split("  ", 1)
        yield place, digest


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the places of all files below a folder, in no order."""
    for top, _folders, names in os.walk(folder):
        inside = top[len(str(folder)) + 1 :]
        yield from (f"{inside}/{name}" if inside else name for name in names)
