from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.services import Plc
from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    """A small community in a real file."""
    return Riverside(tmp_path)


class Demo:
    """The made-up community in a real file: to look at, never to write in, for all tests share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "demo.db"
        plc = write_demo(self.path)
        self.actor = plc.actor.handle
        self.handles = [member.handle for member in plc.members.list()]
        plc.close()

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
    return Demo(tmp_path_factory.mktemp("demo"))
