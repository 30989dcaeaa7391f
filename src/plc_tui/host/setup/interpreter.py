"""The interpreter that runs the server's program: the running one where everybody can execute it, else a copy of it."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

NAME = f"python{sys.version_info.major}.{sys.version_info.minor}"

LEFT_OUT = (
    *("test", "tests", "idlelib", "lib2to3", "tkinter", "turtledemo", "ensurepip", "distutils"),
    *("site-packages", "__pycache__"),
)
"""Folders of the standard library that no program of ours needs."""


def executable() -> Path:
    """Return the running interpreter itself, not a link of some environment to it."""
    named = getattr(sys, "_base_executable", "") or sys.executable
    return Path(named).resolve()


def everybodys(program: Path) -> bool:
    """Say whether everybody can start a program and nobody but root can change it, all the way down to it."""
    for path in (program, *program.parents):
        about = path.stat()
        if about.st_uid != 0 or stat.S_IMODE(about.st_mode) & 0o022 or not stat.S_IMODE(about.st_mode) & 0o001:
            return False
    return True


def files() -> Iterator[tuple[Path, str]]:
    """Yield what a copy of the interpreter is made of: each file, and its place in the copy."""
    base, program = Path(sys.base_prefix), executable()
    yield program, f"bin/{NAME}"
    for library in sorted((base / "lib").glob("libpython*.so*")):
        if not (library.suffix == ".so" and library.is_symlink()):  # by that name it is only built with
            yield library, f"lib/{library.name}"
    yield from _below(base / "lib" / NAME, f"lib/{NAME}")


def _below(folder: Path, place: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in LEFT_OUT and not path.name.startswith("config-"):
                yield from _below(path, f"{place}/{path.name}")
        elif path.suffix not in (".pyc", ".a"):
            yield path, f"{place}/{path.name}"
