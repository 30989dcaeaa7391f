from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from community import Riverside
from once import once
from plc_tui import seeds
from plc_tui.services import Plc
from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    """A small community in a real file."""
    return Riverside(tmp_path)


class Demo:
    """The made-up community in a real file: to look at, never to write in, for many tests share it."""

    def __init__(self, file: Path) -> None:
        self.path = file
        self.actor = seeds.demo().actor
        with self.at(self.actor) as plc:
            self.handles = [member.handle for member in plc.members.list()]

    @contextmanager
    def at(self, handle: str) -> Iterator[Plc]:
        """A member's own program on the file."""
        plc = open_plc(self.path, as_handle=handle)
        try:
            yield plc
        finally:
            plc.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The made-up community, written once."""
    return Demo(once(tmp_path_factory, "demo", lambda folder: write_demo(folder / "demo.db").close()) / "demo.db")
