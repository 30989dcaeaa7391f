"""Every text path x every payload: nothing but words on the wire, no crash, nothing that acts when it is clicked.

The long run keeps each walk it has made in pytest's cache: one that was stopped goes on where it was, as long as the
program and the walk are the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hostile_community as community
import hostile_matrix as matrix
from hostile_paths import SCREEN_PATHS
from hostile_walk import LEGS, Leg, go_everywhere, walked

TURNS = len(matrix.NUMBERED)
TOP = Path(__file__).parents[2]
WALKED = ("src/plc_tui/**/*.py", "styles/*.tcss", "seed/**/*.toml", "tests/hostile*.py", "tests/terminal.py")
"""What a walk depends on."""
Cells = set[tuple[tuple[str, str], int]]
"""Each (path, payload) that was drawn."""


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community of kind words, everything in it written through the services."""
    return community.kind_file(tmp_path_factory)


@pytest.fixture(scope="module")
def made(pytestconfig: pytest.Config) -> Path:
    """A folder for the walks that this program has passed."""
    state = hashlib.sha256()
    for file in sorted(file for pattern in WALKED for file in TOP.glob(pattern)):
        state.update(str(file.relative_to(TOP)).encode() + file.read_bytes())
    return pytestconfig.cache.mkdir(f"hostile-walks-{state.hexdigest()[:16]}")  # type: ignore[union-attr]  # it is on


def once_walked(made: Path, kind: Path, folder: Path, turn: int) -> tuple[Cells, int]:
    """The same as `cells`; a walk that was passed before is read from the folder of those made."""
    kept = made / f"{turn:02}.json"
    if not kept.exists():
        began = time.monotonic()
        drawn, clicks = cells(kind, folder, turn)
        shutil.rmtree(folder)
        half = kept.with_suffix(".half")
        half.write_text(json.dumps([[[*path, payload] for path, payload in sorted(drawn)], clicks]))
        half.rename(kept)
        print(f"walk {turn}: {len(drawn)} cells, {clicks} clicks, {time.monotonic() - began:.0f} s", flush=True)
    rows, clicks = json.loads(kept.read_text())
    return {((place, field), payload) for place, field, payload in rows}, clicks


def cells(kind: Path, folder: Path, turn: int, leg: Leg = go_everywhere) -> tuple[Cells, int]:
    """Walk once with the payloads in this turn's places; return each (path, payload) that was drawn, and the clicks."""
    folder.mkdir()
    shutil.copy(kind, folder / "plc.db")
    matrix.poison(folder / "plc.db", turn)
    matrix.seed_folder(folder / "seed", turn)
    (folder / "home" / "config" / "plc").mkdir(parents=True)
    (folder / "home" / "config" / "plc" / "config.toml").write_text(f'seed_folder = "{folder / "seed"}"\n')
    wire, walk = walked(folder / "plc.db", folder / "home", marked=True, leg=leg)
    assert matrix.live(wire) == [], f"turn {turn}"
    assert not [path for path in folder.rglob("*") if path.suffix == ".svg" or path.parent.name == "cwd"], "a file"
    paths = {(see, matrix.number_of(field)): name for name, (see, field) in SCREEN_PATHS.items()}
    return {(paths[see, field], payload) for see, field, payload in walk.seen if (see, field) in paths}, walk.clicks


def test_every_screen_path_draws_its_payloads_as_words(kind: Path, tmp_path: Path) -> None:
    """One walk, its legs at once: every path, with as many payloads as it has rows in sight."""
    with ThreadPoolExecutor(len(LEGS)) as at_once:
        walks = list(at_once.map(lambda leg: cells(kind, tmp_path / leg.__name__, 0, leg), LEGS))
    drawn, clicks = set().union(*(each for each, _ in walks)), sum(clicks for _, clicks in walks)
    print(f"\nscreens: {len(SCREEN_PATHS)} paths, {len(drawn)} cells, {clicks} clicks")
    assert len(SCREEN_PATHS) >= 50
    assert TURNS >= 16
    assert not (missing := sorted(set(SCREEN_PATHS) - {path for path, _ in drawn})), f"not seen on the walk: {missing}"
    assert clicks


@pytest.mark.slow
def test_every_screen_path_draws_every_payload_as_words(kind: Path, made: Path, tmp_path: Path) -> None:
    """As many walks as there are payloads, each payload one row further on: 50 paths x 16 payloads and more."""
    with ThreadPoolExecutor(2) as two:
        walks = list(two.map(lambda turn: once_walked(made, kind, tmp_path / f"walk{turn}", turn), range(TURNS)))
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
