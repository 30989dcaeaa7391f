"""The last safe place for a text that could not be saved: a file of its own, for its writer's eyes only."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from plc_tui import settings


class CannotRescue(Exception):
    """No folder would take the text; whoever holds it must show it instead."""


def rescue(text: str, hint: str, folder: Path | None = None) -> Path:
    """Write `text` to a new file only its writer can read, and return where.

    `hint` (such as `note-new`) becomes part of its name. The file goes to `folder`, else the member's state folder,
    else the system's temporary one. Raises CannotRescue when none of them takes it.
    """
    for place in _folders(folder):
        try:
            return _write(place, _name(hint), text)
        except OSError:
            continue
    raise CannotRescue("There is no folder left that takes your text; copy it from the screen.")


def _folders(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
    yield settings.state_folder() / "rescued"
    yield Path(tempfile.gettempdir())


def _name(hint: str) -> str:
    safe = "".join(letter if letter.isalnum() else "-" for letter in hint).strip("-")[:40]
    return f"plc-{safe or 'text'}-{time.strftime('%Y%m%d-%H%M%S')}-"


def _write(place: Path, name: str, text: str) -> Path:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, path = tempfile.mkstemp(prefix=name, suffix=".md", dir=place)  # 0600, never an existing file
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)
