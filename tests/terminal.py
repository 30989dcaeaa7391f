"""A real program in a real pseudo-terminal, read through a terminal emulator; and the same without one.

with plc(db=path, as_="maya") as program:
    program.press("3").wait_for("Notes")
    program.press("n").type("Wait time").press("ctrl+s").wait_for("Saved")

shell("note", "list", "--json", db=path, as_="maya").json()
"""

from __future__ import annotations

import codecs
import fcntl
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tty
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyte
from pyte.charsets import LAT1_MAP
from pyte.modes import IRM
from pyte.screens import Char
from wcwidth import wcwidth

import warm

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+up": "\x1b[1;5A",
    "ctrl+down": "\x1b[1;5B",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}
"""What a terminal sends for each key by name; any other one-character name is that character."""

ESCAPE_PAUSE = 0.25
"""Seconds to stay quiet after Escape, so that it is not read as the start of a longer sequence."""

PATIENCE = 120.0
"""Seconds a loaded machine may take for anything; nothing waits that long when all is well."""


def until(true: Callable[[], object], what: str = "what the test says", timeout: float = PATIENCE) -> None:
    """Wait until `true()` holds, for what no screen shows, such as a file; AssertionError if it never does."""
    limit = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < limit, f"waited {timeout} s for {what}"
        time.sleep(0.01)


# Sequences the emulator would print or trip over: they change no cell.
_NOT_FOR_SCREEN = re.compile(
    r"\x1b(?:\[[<=>][0-9;:]*[ -/]*[@-~]|\[\?[0-9;]*[ -/]+[@-~]|\[\?[0-9;]*(?![hlJK])[@-~]"
    r"|[P_^X][^\x1b]*\x1b\\|[ #%()*+][ -~]|[=>])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?|[ #%()*+])?\Z")
_ALTERNATE_SCREEN = {1049 << 5, 1047 << 5, 47 << 5}


class Screen(pyte.Screen):
    """The emulator's screen, with an alternate screen and with joiners kept in the cell they belong to."""

    _main: tuple[Any, Any] | None = None

    @property
    def display(self) -> list[str]:
        """The lines; half of a wide letter that was written over is a space (the emulator's own trips over it)."""
        return [self._line(self.buffer[y]) for y in range(self.lines)]

    def _line(self, row: Mapping[int, Char]) -> str:
        cells = [row[x].data for x in range(self.columns)]
        if (line := "".join(cells)).isascii() and len(line) == self.columns:
            return line
        wide = [bool(cell) and wcwidth(cell[0]) == 2 for cell in cells]
        return "".join(cell or ("" if x and wide[x - 1] else " ") for x, cell in enumerate(cells))

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        super().set_mode(*modes, **kwargs)
        if self.mode & _ALTERNATE_SCREEN and self._main is None:
            self._main = ({y: dict(row) for y, row in self.buffer.items()}, (self.cursor.x, self.cursor.y))
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        super().reset_mode(*modes, **kwargs)
        if not self.mode & _ALTERNATE_SCREEN and self._main is not None:
            rows, (x, y) = self._main
            self._main = None
            self.erase_in_display(2)
            for number, row in rows.items():
                self.buffer[number].update(row)
            self.cursor_position(y + 1, x + 1)

    def draw(self, data: str) -> None:
        if self._just_cells(data):
            self._put(data)
            return
        for char in data:
            if wcwidth(char) == 0 and not unicodedata.combining(char):
                self._join(char)
            else:
                super().draw(char)

    def _just_cells(self, data: str) -> bool:
        """Whether each character has a cell of its own on the line where the cursor is, as nearly always."""
        usual = not self.charset and self.g0_charset is LAT1_MAP and IRM not in self.mode
        return (
            usual
            and self.cursor.x + len(data) <= self.columns
            and ((data.isascii() and data.isprintable()) or all(wcwidth(char) == 1 for char in data))
        )

    def _put(self, data: str) -> None:
        """What the emulator does with such characters, without asking again for each."""
        line, attrs, made = self.buffer[self.cursor.y], self.cursor.attrs, dict[str, Char]()
        for x, char in enumerate(data, self.cursor.x):
            line[x] = made.get(char) or made.setdefault(char, attrs._replace(data=char))
        self.cursor.x += len(data)
        self.dirty.add(self.cursor.y)

    def _join(self, char: str) -> None:
        row = self.buffer[self.cursor.y]
        for x in (self.cursor.x - 1, self.cursor.x - 2):
            if x >= 0 and row[x].data:
                row[x] = row[x]._replace(data=row[x].data + char)
                return


class Program:
    """A process in a pseudo-terminal of `columns` x `rows`; as a context manager it never outlives its block.

    `env` adds to a small clean environment (None removes a variable); `home` is where HOME and the XDG
    directories point (a fresh temporary directory when not given). `modern` answers the question whether the
    terminal knows synchronized output with yes, as current terminals do. `code`: who stands by for it, where it can be
    started warm.
    """

    def __init__(
        self,
        args: Sequence[str | os.PathLike[str]],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        home: Path | None = None,
        modern: bool = True,
        code: warm.Code = warm.USUAL,
    ) -> None:
        self._temporary = None if home else tempfile.TemporaryDirectory(prefix="plc-home-")
        self.home = home or Path(self._temporary.name)  # type: ignore[union-attr]
        self.columns, self.rows = columns, rows
        self._modern = modern
        self._raw = bytearray()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unread = ""
        self._screen = Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._changed = threading.Condition()
        self._ended = False
        self._hung_up = threading.Event()
        self.last_output = time.monotonic()
        self._lines: tuple[int, list[str]] = (-1, [])
        self._master, self._slave = os.openpty()
        self._set_size(columns, rows)
        self._screen.write_process_input = lambda data: self._write(data.encode())
        name = os.ttyname(self._slave)
        self.process = _in_terminal([os.fspath(arg) for arg in args], name, environment(self.home, env), cwd, code)
        self._reader = threading.Thread(target=self._read, name="terminal-reader", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self.process.pid

    @property
    def raw(self) -> bytes:
        """Every byte the program has written so far."""
        with self._changed:
            return bytes(self._raw)

    @property
    def written(self) -> int:
        """How many bytes the program has written so far."""
        return len(self._raw)

    @property
    def screen(self) -> list[str]:
        """The lines now on the screen, without spaces at their ends."""
        with self._changed:
            drawn_from, lines = self._lines
            if drawn_from != len(self._raw):
                lines = [line.rstrip() for line in self._screen.display]
                self._lines = (len(self._raw), lines)
            return list(lines)

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.screen)

    @property
    def cells(self) -> list[list[Char]]:
        """Every cell with its colours, row by row."""
        with self._changed:
            return [[self._screen.buffer[y][x] for x in range(self.columns)] for y in range(self.rows)]

    @property
    def cursor(self) -> tuple[int, int, bool]:
        """Column, row (from 0) and whether the cursor is shown."""
        with self._changed:
            cursor = self._screen.cursor
            return cursor.x, cursor.y, not cursor.hidden

    @property
    def title(self) -> str:
        """The window's title as the program set it."""
        return str(self._screen.title)

    def find(self, words: str) -> tuple[int, int]:
        """Return column and row (from 0) where `words` stand on the screen."""
        for y, line in enumerate(self.screen):
            if (x := line.find(words)) >= 0:
                return x, y
        raise AssertionError(self._picture(f"{words!r} is not on the screen"))

    # Waiting

    def wait_until(
        self, true: Callable[[list[str]], object], timeout: float = PATIENCE, what: str = "the screen to change"
    ) -> Self:
        """Wait until `true(lines)` holds; AssertionError with the whole screen after `timeout` seconds."""
        limit = time.monotonic() + timeout
        while not true(self.screen):
            left = limit - time.monotonic()
            if left <= 0 or (self._ended and not true(self.screen)):
                raise AssertionError(self._picture(f"waited {timeout} s for {what}"))
            with self._changed:
                self._changed.wait(min(left, 0.1))
        return self

    def wait_for(self, *words: str, timeout: float = PATIENCE) -> Self:
        """Wait until all of `words` are on the screen together."""
        return self.wait_until(
            lambda lines: all(word in "\n".join(lines) for word in words),
            timeout,
            " and ".join(map(repr, words)),
        )

    def wait_gone(self, *words: str, timeout: float = PATIENCE) -> Self:
        """Wait until none of `words` is on the screen."""
        return self.wait_until(
            lambda lines: not any(word in "\n".join(lines) for word in words),
            timeout,
            f"{' and '.join(map(repr, words))} to go",
        )

    def wait_written(self, more_than: int, *news: bytes, timeout: float = PATIENCE) -> Self:
        """Wait until the program has written more than so many bytes, with `news` among those that came after them."""
        return self.wait_until(
            lambda _: self.written > more_than and all(each in self.raw[more_than:] for each in news),
            timeout,
            f"more than {more_than} bytes {news or ''}",
        )

    def settle(self, quiet: float = 0.4, timeout: float = PATIENCE) -> Self:
        """Wait until nothing has been written for `quiet` seconds, counted from now: to look at what is drawn by then.

        A loaded machine may draw later, so what must have come is waited for by its words or bytes.
        """
        began = time.monotonic()
        while not self._ended and time.monotonic() < began + timeout:
            if time.monotonic() - max(began, self.last_output) > quiet:
                break
            time.sleep(0.02)
        return self

    # Acting

    def keys(self, characters: str) -> Self:
        """Send `characters` as they are."""
        self._write(characters.encode())
        return self

    def type(self, text: str) -> Self:
        """Type `text`; a newline is Enter."""
        return self.keys(text.replace("\n", "\r"))

    def press(self, *names: str) -> Self:
        """Press keys by name, one after the other: "enter", "f2", "ctrl+s", "n"."""
        for name in names:
            self._write((KEYS[name] if len(name) > 1 else name).encode())
            if name == "escape":
                time.sleep(ESCAPE_PAUSE)
        return self

    def paste(self, text: str) -> Self:
        """Paste `text` the way a terminal with bracketed paste does."""
        return self.keys(f"\x1b[200~{text}\x1b[201~")

    def click(self, x: int, y: int) -> Self:
        """Press and release the first mouse button on column `x`, row `y` (from 0)."""
        return self.keys(f"\x1b[<0;{x + 1};{y + 1}M").keys(f"\x1b[<0;{x + 1};{y + 1}m")

    def click_on(self, words: str) -> Self:
        """Click on the first letter of `words`."""
        return self.click(*self.find(words))

    def resize(self, columns: int, rows: int) -> Self:
        """Give the terminal another size and tell the program."""
        with self._changed:
            self.columns, self.rows = columns, rows
            self._screen.resize(rows, columns)
            self._lines = (-1, [])
        self._set_size(columns, rows)
        return self

    def kill(self, number: int = signal.SIGKILL) -> Self:
        """Send a signal to the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return self

    def hang_up(self) -> Self:
        """Close the terminal, as a dropped link does."""
        self._hung_up.set()
        self._reader.join(5)
        self._close_terminal()
        return self

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Wait for the program's end; its exit code, or minus the signal that ended it."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(self._picture(f"still running after {timeout} s")) from None
        self._reader.join(5)
        return code

    def close(self) -> None:
        """End the program if it still runs, and give everything back."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait(10)
        self._hung_up.set()
        self._reader.join(10)
        self._close_terminal()
        if self._temporary:
            self._temporary.cleanup()

    # Inside

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]

    def _read(self) -> None:
        while not self._hung_up.is_set():
            ready, _, _ = select.select([self._master], [], [], 0.05)
            if ready:
                try:
                    self._take(os.read(self._master, 65536))
                except OSError:
                    break
            elif self.process.poll() is not None:
                break
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _take(self, data: bytes) -> None:
        if self._modern and b"\x1b[?2026$p" in data:
            self._write(b"\x1b[?2026;2$y")
        with self._changed:
            self._raw += data
            self.last_output = time.monotonic()
            text = self._unread + self._decoder.decode(data)
            unfinished = _UNFINISHED.search(text)
            self._unread = unfinished.group() if unfinished else ""
            text = text[: len(text) - len(self._unread)]
            self._stream.feed(_NOT_FOR_SCREEN.sub("", text))
            self._changed.notify_all()

    def _close_terminal(self) -> None:
        for descriptor in (self._master, self._slave):
            with suppress(OSError):
                os.close(descriptor)

    def _picture(self, problem: str) -> str:
        edge = "-" * self.columns
        state = "running" if self.process.poll() is None else f"ended with {self.process.returncode}"
        return f"{problem}; the program is {state}; the screen:\n{edge}\n{self.text}\n{edge}"


def _in_terminal(
    args: list[str], terminal: str, env: Mapping[str, str], cwd: str | os.PathLike[str] | None, code: warm.Code
) -> subprocess.Popen[bytes] | warm.Warm:
    """Start a program in a session of its own on a terminal."""
    if warm.can(args, env):
        streams = [os.open(terminal, way | os.O_NOCTTY) for way in (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)]
        try:
            return warm.start(args, env=env, cwd=cwd, streams=streams, terminal=True, code=code)
        finally:
            for stream in streams:
                os.close(stream)
    # The first terminal a session's leader opens becomes its own: so a shell opens it and turns into the program.
    return subprocess.Popen(
        ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', terminal, *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=env,
        cwd=cwd,
        start_new_session=True,
    )


@dataclass(frozen=True)
class Result:
    """What a command without a terminal gave back."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


def environment(home: Path, more: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return a clean environment whose every user directory is below `home`."""
    home.mkdir(parents=True, exist_ok=True)
    values: dict[str, str | None] = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": os.environ.get("TMPDIR"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **(more or {}),
    }
    return {name: value for name, value in values.items() if value is not None}


def _home(db: Path | str | None, as_: str | None, home: Path | None) -> Path | None:
    """Return one home per file and member, so that a program started again finds what it kept."""
    if home is None and db is not None and "://" not in str(db):
        return Path(db).absolute().parent / f"home-{as_ or 'owner'}"
    return home


def _plc_env(db: Path | str | None, as_: str | None, env: Mapping[str, str | None] | None) -> dict[str, str | None]:
    return {"PLC_DB": str(db) if db else None, "PLC_AS": as_, **(env or {})}


def plc(
    *args: str,
    db: Path | str | None = None,
    as_: str | None = None,
    env: Mapping[str, str | None] | None = None,
    home: Path | None = None,
    **settings: Any,
) -> Program:
    """Start the installed `plc` in a terminal; `settings` as for Program (columns, rows, cwd, modern)."""
    command = [sys.executable, "-m", "plc_tui", *args]
    return Program(command, env=_plc_env(db, as_, env), home=_home(db, as_, home), **settings)


def shell(
    *args: str,
    stdin: str | None = None,
    db: Path | str | None = None,
    as_: str | None = None,
    env: Mapping[str, str | None] | None = None,
    home: Path | None = None,
    cwd: str | os.PathLike[str] | None = None,
    expect: int | None = 0,
    timeout: float = 60,
) -> Result:
    """Run `plc` without a terminal; AssertionError unless it exits with `expect` (None: any)."""
    with tempfile.TemporaryDirectory(prefix="plc-home-") as spare:
        around = environment(_home(db, as_, home) or Path(spare), _plc_env(db, as_, env))
        done = _without_terminal([sys.executable, "-m", "plc_tui", *args], stdin or "", around, cwd, timeout)
    if expect is not None and done.code != expect:
        command = " ".join(args)
        raise AssertionError(f"plc {command}: exit {done.code}, not {expect}\nout: {done.out}\nerr: {done.err}")
    return done


def _without_terminal(
    args: list[str], stdin: str, env: Mapping[str, str], cwd: str | os.PathLike[str] | None, timeout: float
) -> Result:
    if not warm.can(args, env):
        done = subprocess.run(
            args,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env,
            cwd=cwd,
            timeout=timeout,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)
    code, out, err = warm.run(args, stdin=stdin.encode(), env=env, cwd=cwd, timeout=timeout)
    return Result(code, out.decode(), err.decode())


def raw_terminal() -> None:
    """Put standard input in raw mode: for small test scripts that read single keys."""
    tty.setraw(sys.stdin.fileno())
