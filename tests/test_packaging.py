"""The wheel, the sdist and the editable install each find what travels with the program, from any directory."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import plc_tui

ROOT = Path(__file__).resolve().parent.parent
LOOK = (
    "import plc_tui; from pathlib import Path; from plc_tui import resources, seeds;"
    "print(Path(plc_tui.__file__).parent.parent);"
    "print(len(list(resources.folder('styles').glob('*.tcss'))), len(seeds.models()), len(seeds.demo().notes))"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it: a file the sdist lacks the wheel lacks too."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def look(code: Path, cwd: Path) -> tuple[Path, list[int]]:
    """Ask a copy of the program where it is and what it finds, from another directory."""
    env = os.environ | {"PYTHONPATH": str(code)}
    said = subprocess.run([sys.executable, "-c", LOOK], cwd=cwd, env=env, check=True, capture_output=True, text=True)
    where, counts = said.stdout.splitlines()
    return Path(where), [int(count) for count in counts.split()]


def expected() -> list[int]:
    return [
        len(list((ROOT / "styles").glob("*.tcss"))),
        len(list((ROOT / "seed" / "models").glob("*.toml"))),
        len(list((ROOT / "seed" / "demo" / "notes").glob("*.md"))),
    ]


def test_the_wheel_finds_styles_and_seed_from_any_directory(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert look(tmp_path / "site", cwd=Path("/")) == (tmp_path / "site", expected())


def test_the_sdist_finds_styles_and_seed_from_any_directory(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("plc_tui-*/src")
    assert look(source, cwd=Path("/")) == (source, expected())


def test_this_checkout_finds_styles_and_seed_from_any_directory(tmp_path: Path) -> None:
    source = Path(plc_tui.__file__).parent.parent
    assert look(source, cwd=tmp_path) == (source, expected())
