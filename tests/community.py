"""Riverside: a small community in a real file, made through the services, and ways to drive the real program on it.

Members: maya (who keeps the file), ben, aisha, sam. Circle: maths, with maya and aisha.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pilots import lines, looked, press, send, settled, text, until, wait_for, wait_gone, words, write
from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp

__all__ = [
    "Riverside",
    "lines",
    "looked",
    "press",
    "send",
    "settled",
    "text",
    "until",
    "wait_for",
    "wait_gone",
    "words",
    "write",
]

T = TypeVar("T")
NAMES = {"maya": "Maya Okafor", "ben": "Ben Ito", "aisha": "Aisha Khan", "sam": "Sam Reyes"}


@functools.cache
def made() -> bytes:
    """The bytes of the file, made once for all tests of this process: each has a copy to write in."""
    with tempfile.TemporaryDirectory(prefix="plc-riverside-") as folder:
        path = Path(folder, "riverside.db")
        keeper = make(path, name="Riverside PLC", handle_="maya", display=NAMES["maya"], login="maya")
        for handle in ("ben", "aisha", "sam"):
            keeper.members.add(handle, NAMES[handle])
        keeper.circles.new("maths", "Maths circle", "Talk that carries.", ["aisha"])
        keeper.close()
        aisha = open_plc(path, as_handle="aisha")
        if not any(p.person.handle == "aisha" for p in aisha.circles.show("maths").members):
            aisha.circles.join("maths")
        aisha.close()
        assert not path.with_name("riverside.db-wal").exists(), "the copy would be without the newest words"
        return path.read_bytes()


class Riverside:
    """The file, and what a member does in it from another program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "riverside.db"
        self.path.write_bytes(made())
        self.path.chmod(0o600)

    @contextmanager
    def at(self, handle: str, days: float = 0) -> Iterator[Plc]:
        """A member's own program on the file, so many days from now."""
        plc = open_plc(self.path, as_handle=handle, clock=lambda: datetime.now(UTC) + timedelta(days=days))
        try:
            yield plc
        finally:
            plc.close()

    def do(self, handle: str, work: Callable[[Plc], T]) -> T:
        """Let a member do one thing in a program of her own."""
        with self.at(handle) as plc:
            return work(plc)

    def app(self, handle: str, **settings: Any) -> PlcApp:
        """The real program with this member at the keys."""
        return PlcApp(lambda: open_plc(self.path, as_handle=handle), settings=Settings(**settings))
