"""A community in a real file, and `plc` run inside this process: each call is a whole command line."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from plc_tui import settings
from plc_tui.cli import checkup
from plc_tui.cli.run import run
from plc_tui.host.layout import Layout
from terminal import Result


class Shell:
    """Runs `plc` on one file as one member, without a terminal. Raises AssertionError for an unexpected exit code."""

    def __init__(self, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.db = db
        self._monkeypatch = monkeypatch

    def __call__(
        self, *args: str, as_: str | None = "maya", stdin: str | bytes = "", expect: int | None = 0, named: bool = True
    ) -> Result:
        """Run one command line; `named` says whether --db and --as are on it."""
        whole = [*(["--db", str(self.db)] if named else []), *(["--as", as_] if as_ else []), *args]
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _stream(), _stream()
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(whole)
        result = Result(code, _text(out), _text(err))
        assert expect in (None, code), f"plc {' '.join(args)}: exit {code}, not {expect}\n{result.out}\n{result.err}"
        return result

    def id(self, *args: str, as_: str | None = "maya", stdin: str = "") -> str:
        """Run a writing verb and return the id of what it wrote."""
        return self(*args, "--plain", as_=as_, stdin=stdin).out.strip()

    def item(self, *args: str, as_: str | None = "maya") -> dict[str, Any]:
        """Run a verb about one thing and return its JSON item."""
        found: dict[str, Any] = self(*args, "--json", as_=as_).json()["item"]
        return found

    def items(self, *args: str, as_: str | None = "maya") -> list[dict[str, Any]]:
        """Run a listing verb and return its JSON items."""
        found: list[dict[str, Any]] = self(*args, "--json", as_=as_).json()["items"]
        return found

    def give_away(self) -> None:
        """From now on the file belongs to another account."""
        if os.geteuid() == 0:
            os.chown(self.db, 65534, -1)
        else:  # only root can give a file away; a file of root's is as foreign
            self.db = Path("/etc/passwd")


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every user directory below tmp_path, and nothing of this machine's own set-up in the way."""
    for name in [name for name in os.environ if name.startswith("PLC_")]:
        monkeypatch.delenv(name)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr(settings, "SYSTEM_FILE", tmp_path / "etc" / "config.toml")
    monkeypatch.setattr(checkup, "SERVER", Layout(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """No community yet."""
    return Shell(tmp_path / "plc.db", monkeypatch)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file with maya (who keeps it), ben and tomas, and the circle maths of maya and ben."""
    patch = pytest.MonkeyPatch()
    shell = Shell(tmp_path_factory.mktemp("made") / "plc.db", patch)
    shell("init", "--name", "Riverside PLC", "--handle", "maya", "--display", "Maya Okafor", "--no-input", as_=None)
    shell("member", "add", "ben", "--display", "Ben Ito")
    shell("member", "add", "tomas", "--display", "Tomas Vega")
    shell("circle", "new", "maths", "--title", "Maths circle", "--purpose", "We watch pupils think", "--member", "ben")
    return shell.db.read_bytes()


@pytest.fixture
def plc(made: bytes, empty: Shell) -> Shell:
    """A community of three, as `made` describes it."""
    empty.db.write_bytes(made)
    empty.db.chmod(0o600)
    return empty
