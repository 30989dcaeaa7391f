"""The last safe place for a text that could not be saved: a file of its own, for its writer's eyes only.

On a school's server she can open no file there, so what is rescued for her is kept in a folder of the server's account
(`server_folder`) in a form that the program puts among her drafts when she comes again (`for_server`, `rescued`).
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from plc_tui import settings
from plc_tui.host.layout import SERVER

ON_SERVER = "Your text is safe on the server; plc puts it among your Drafts when you start it the next time."


class CannotRescue(Exception):
    """No folder would take the text; whoever holds it must show it instead."""


def rescue(text: str, hint: str, folder: Path | None = None, *, only_there: bool = False, ending: str = ".md") -> Path:
    """Write `text` to a new file only its writer can read, and return where.

    `hint` (such as `note-new`) becomes part of its name. The file goes to `folder`, else (unless `only_there`) the
    member's state folder, else the system's temporary one. Raises CannotRescue when none of them takes it.
    """
    for place in (folder,) if only_there and folder is not None else _folders(folder):
        try:
            return _write(place, _name(hint), text, ending)
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


def _write(place: Path, name: str, text: str, ending: str) -> Path:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, path = tempfile.mkstemp(prefix=name, suffix=ending, dir=place)  # 0600, never an existing file
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)


# On a school's server


def server_folder(uid: int, login: str) -> Path:
    """Return where texts of the account with this number and login are rescued to on a school's server.

    Both, because a system gives the number of an account that is gone to the next one that is made.
    """
    return SERVER.data / "rescued" / f"{uid}-{login}"


def for_server(place: str, fields: Mapping[str, str]) -> str:
    """Write a draft as `rescued` reads it."""
    return json.dumps({"place": place, "fields": dict(fields)})


def rescued(folder: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Yield what was rescued into a folder, the oldest first: each file, its place and its fields.

    A file that holds no draft, because the disk was full while it was written, is passed over.
    """
    try:
        files = sorted(folder.iterdir(), key=lambda file: file.lstat().st_mtime_ns)
    except OSError:
        return
    for file in files:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            yield file, str(found["place"]), {str(name): str(words) for name, words in found["fields"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


# Locked words: sealed before they are rescued, wherever that is

SEALED = ".locked"
"""How the name of a file with sealed words ends."""
_WHAT = "Words of a locked note, kept by plc. Start plc: they are among your drafts, and your passphrase opens them."


def as_sealed(place: str, sealed: bytes) -> str:
    """Write a sealed draft as `sealed` reads it."""
    return json.dumps({"what": _WHAT, "place": place, "sealed": base64.b64encode(sealed).decode()}, indent=1)


def sealed(folder: Path | None, *, only_there: bool = False) -> Iterator[tuple[Path, str, bytes]]:
    """Yield the sealed drafts of this account wherever `rescue` may have put them: each file, its place, its words."""
    folders = (folder,) if only_there and folder is not None else _folders(folder)
    files = [file for place in folders for file in _ours(place)]
    for file in sorted(set(files)):
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            yield file, str(found["place"]), base64.b64decode(found["sealed"], validate=True)
        except (OSError, ValueError, KeyError, TypeError):
            continue


def _ours(folder: Path) -> list[Path]:
    """Return the sealed files of a folder that nobody else put there."""
    try:
        return [file for file in folder.glob(f"plc-*{SEALED}") if file.lstat().st_uid == os.geteuid()]
    except OSError:
        return []
