"""The community of the matrix, made once, and `plc` run on it inside this process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from cli.conftest import Shell, _home  # noqa: F401 - every user directory below tmp_path, for these tests too
from once import once
from permissions.bench import Bench
from permissions.world import World, build


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The community, as it was made."""
    folder = once(tmp_path_factory, "riverbank", _make)
    world: World = pickle.loads((folder / "world").read_bytes())
    world.path = folder / "plc.db"
    return world


def _make(folder: Path) -> None:
    (folder / "world").write_bytes(pickle.dumps(build(folder / "plc.db")))


@pytest.fixture
def bench(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A copy of the community's file to try commands on."""
    monkeypatch.chdir(tmp_path)
    return Bench(world, Shell(tmp_path / "plc.db", monkeypatch))
