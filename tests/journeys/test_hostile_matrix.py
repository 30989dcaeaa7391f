"""Every text path x every payload: nothing but words on the wire, no crash, nothing that acts when it is clicked."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hostile_community as community
import hostile_matrix as matrix
from hostile_paths import SCREEN_PATHS
from hostile_walk import walked

TURNS = len(matrix.NUMBERED)


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community of kind words, everything in it written through the services."""
    return community.kind_file(tmp_path_factory)


def cells(kind: Path, folder: Path, turn: int) -> tuple[set[tuple[tuple[str, str], int]], int]:
    """Walk once with the payloads in this turn's places; return each (path, payload) that was drawn, and the clicks."""
    folder.mkdir()
    shutil.copy(kind, folder / "plc.db")
    matrix.poison(folder / "plc.db", turn)
    matrix.seed_folder(folder / "seed", turn)
    (folder / "home" / "config" / "plc").mkdir(parents=True)
    (folder / "home" / "config" / "plc" / "config.toml").write_text(f'seed_folder = "{folder / "seed"}"\n')
    wire, walk = walked(folder / "plc.db", folder / "home", marked=True)
    assert matrix.live(wire) == [], f"turn {turn}"
    assert not [path for path in folder.rglob("*") if path.suffix == ".svg" or path.parent.name == "cwd"], "a file"
    paths = {(see, matrix.number_of(field)): name for name, (see, field) in SCREEN_PATHS.items()}
    return {(paths[see, field], payload) for see, field, payload in walk.seen if (see, field) in paths}, walk.clicks


def test_every_screen_path_draws_its_payloads_as_words(kind: Path, tmp_path: Path) -> None:
    """One walk: every path, with as many payloads as it has rows in sight."""
    drawn, clicks = cells(kind, tmp_path / "walk", turn=0)
    print(f"\nscreens: {len(SCREEN_PATHS)} paths, {len(drawn)} cells, {clicks} clicks")
    assert len(SCREEN_PATHS) >= 50
    assert TURNS >= 16
    assert not (missing := sorted(set(SCREEN_PATHS) - {path for path, _ in drawn})), f"not seen on the walk: {missing}"
    assert clicks


@pytest.mark.slow
def test_every_screen_path_draws_every_payload_as_words(kind: Path, tmp_path: Path) -> None:
    """As many walks as there are payloads, each payload one row further on: 50 paths x 16 payloads and more."""
    with ThreadPoolExecutor(2) as two:
        walks = list(two.map(lambda turn: cells(kind, tmp_path / f"walk{turn}", turn), range(TURNS)))
    drawn = set().union(*(each for each, _ in walks))
    print(f"\nscreens: {len(SCREEN_PATHS)} paths, {len(drawn)} cells, {sum(clicks for _, clicks in walks)} clicks")
    held = {path: {payload for drawn_path, payload in drawn if drawn_path == path} for path in SCREEN_PATHS}
    assert not (never := [path for path, payloads in held.items() if not payloads]), f"never seen: {never}"
    whole = [path for path, payloads in held.items() if len(payloads) >= 16]
    # A word of 100 kB above it pushes some of a page out of sight, so not every path meets every payload.
    short = {path: len(payloads) for path, payloads in held.items() if path not in whole}
    assert len(whole) >= 50, f"{len(whole)} paths met 16 payloads and more; the others: {short}"


WORDS_ONLY = {"right to left", "zalgo", "huge emoji", "long word", "formula", "raw html", "javascript link"}
WORDS_ONLY |= {"closing tag of nothing", "click action"}
"""Payloads in which a terminal finds nothing to obey."""


@pytest.mark.parametrize("name", [name for name in matrix.MATRIX if name not in WORDS_ONLY])
def test_each_payload_would_be_found_on_the_wire(name: str) -> None:
    ours = "\x1b[?1049h\x1b[38;2;1;2;3mwords\x1b[m\r\n\x1b[?1049l"
    assert matrix.live(ours) == []
    assert matrix.live(ours.replace("words", matrix.MATRIX[name]))
