"""Programs of ours as real processes, without the half second in which each would import the same code again.

A process that has imported everything, and done nothing else, stands by for each test process; a program is its child
in the moment when a fresh interpreter would begin with `plc_tui`: with its own arguments, environment, folder, streams,
session and terminal. What depends on the very start of the interpreter (another language, other variables) is started
cold, and so is everything that this is not asked for: what comes through sudo, and the programs of the tests about
packages and times.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib
import io
import json
import os
import pwd
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

COLD = ("PYTHON", "LANG", "LC_", "TEXTUAL", "LD_", "PATH")
"""How the names of variables begin that an interpreter, or what it imports, looks at when it starts."""
LANGUAGE = {"LANG": "C.UTF-8"}


SOURCE = Path(__file__).parents[1] / "src"


def _ours() -> tuple[str, ...]:
    """Every module of the program; what a migration is, alembic reads itself."""
    files = (file.relative_to(SOURCE) for file in sorted((SOURCE / "plc_tui").rglob("*.py")))
    return tuple(
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in files
        if "migrations" not in file.parts
    )


class Code(NamedTuple):
    """What stands by: an interpreter with its flags, the folder of code where it is another one, what is imported."""

    interpreter: tuple[str, ...] = (sys.executable,)
    folder: str = ""
    modules: tuple[str, ...] = (
        *("alembic.command", "alembic.context", "markdown_it", "nacl.bindings", "sqlmodel", "tomlkit"),
        *("textual.layouts.factory", "textual.layouts.stream", "textual.pilot"),
        *("textual.widgets._input", "textual.widgets._text_area"),
        *_ours(),
    )


USUAL = Code()
"""The program of these tests."""


class Warm:
    """A started program: what a test asks of `subprocess.Popen`."""

    def __init__(self, parent: _Parent, pid: int) -> None:
        self._parent, self.pid = parent, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it has ended, as `subprocess` says it; None while it runs."""
        if self.returncode is None:
            self.returncode = self._parent.ended(self.pid)
        return self.returncode

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises TimeoutExpired."""
        limit = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if limit is not None and time.monotonic() > limit:
                raise subprocess.TimeoutExpired(["plc"], timeout or 0)
            time.sleep(0.005)
        assert self.returncode is not None
        return self.returncode


def can(args: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether a command is an interpreter like this one on a module, a text or a file, in its usual surroundings."""
    different = {name for name in env if name.startswith(COLD) and env[name] != _usual(name)}
    ours = args[0] == sys.executable and (args[1] in ("-m", "-c") or args[1].endswith(".py"))
    return ours and not different


def start(
    args: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: str | os.PathLike[str] | None,
    streams: Sequence[int],
    terminal: bool = False,
    code: Code = USUAL,
    account: str = "",
) -> Warm:
    """Start a command for which `can` says yes, on three open files; on those of a terminal in a session of its own.

    Where `code` is another than the usual, the caller knows that the command would begin with it; as root it may be
    begun as somebody else, by a login.
    """
    asked = {"args": list(args), "env": dict(env), "cwd": os.fspath(cwd or Path.cwd()), "terminal": terminal}
    return _parent(code).start(asked | {"account": account}, list(streams))


def run(args: Sequence[str], *, stdin: bytes = b"", timeout: float = 60, **how: Any) -> tuple[int, bytes, bytes]:
    """Run a command to its end, on files of its own; `how` as for `start`. Return its exit code and what it wrote."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        code = start(args, streams=[stream.fileno() for stream in (given, out, err)], **how).wait(timeout)
        for stream in (out, err):
            stream.seek(0)
        return code, out.read(), err.read()


def let_go(code: Code) -> None:
    """End the process that stands by for a code."""
    if parent := _parents.pop(code, None):
        parent.close()


def _usual(name: str) -> str | None:
    return LANGUAGE.get(name, os.environ.get(name))


class _Parent:
    """The process that stands by, seen from the tests."""

    def __init__(self, code: Code) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            env = {**os.environ, **LANGUAGE}
            command = [*code.interpreter, str(Path(__file__)), str(theirs.fileno()), code.folder, *code.modules]
            self._process = subprocess.Popen(command, env=env, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self._socket = ours
        atexit.register(self.close)
        self._lock = threading.Lock()
        self._ended: dict[int, int] = {}

    def start(self, asked: dict[str, Any], streams: list[int]) -> Warm:
        """Have a program started; it says itself when it is itself."""
        with self._lock:
            socket.send_fds(self._socket, [json.dumps(asked).encode()], streams)
            while True:
                said = json.loads(self._socket.recv(4096))
                if "began" in said:
                    return Warm(self, said["began"])
                self._note(said)

    def ended(self, pid: int) -> int | None:
        """How a child has ended."""
        with self._lock:
            while select.select([self._socket], [], [], 0)[0]:
                self._note(json.loads(self._socket.recv(4096)))
            return self._ended.pop(pid, None)

    def close(self) -> None:
        """End it; what it started goes on."""
        self._socket.close()
        self._process.wait()

    def _note(self, said: dict[str, int]) -> None:
        self._ended[said["ended"]] = said["code"]


_parents: dict[Code, _Parent] = {}


def _parent(code: Code) -> _Parent:
    if code not in _parents:
        _parents[code] = _Parent(code)
    return _parents[code]


# What follows runs in the process that stands by, and in its children.


def _stand_by(tests: socket.socket) -> dict[str, Any]:
    """Serve until the tests are over; return in a child, with what it was asked for."""
    woken, wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        select.select([tests, woken], [], [])
        _tell_who_ended(tests, woken)
        if not select.select([tests], [], [], 0)[0]:
            continue
        message, streams, _, _ = socket.recv_fds(tests, 1 << 20, 3)
        if not message:
            os._exit(0)
        if os.fork() == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(woken)
            os.close(wakes)
            return {**json.loads(message), "streams": streams}
        for stream in streams:
            os.close(stream)


def _tell_who_ended(tests: socket.socket, woken: int) -> None:
    try:
        os.read(woken, 4096)
    except BlockingIOError:
        return
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        tests.send(json.dumps({"ended": pid, "code": os.waitstatus_to_exitcode(status)}).encode())


def _become(asked: dict[str, Any], tests: socket.socket) -> None:
    """Be what a fresh interpreter would be."""
    for number, stream in enumerate(asked["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    if asked["terminal"]:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    tempfile.tempdir = None  # asked for anew
    os.chdir(asked["cwd"])
    if asked["account"]:
        _be(asked["account"])
    _new_streams()
    tests.send(json.dumps({"began": os.getpid()}).encode())
    tests.close()


def _be(account: str) -> None:
    who = pwd.getpwnam(account)
    os.setgroups([])
    os.setresgid(who.pw_gid, who.pw_gid, who.pw_gid)
    os.setresuid(who.pw_uid, who.pw_uid, who.pw_uid)


def _new_streams() -> None:
    """What the old ones know is about other files, such as whether they can be sought in."""
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(
        io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8", "surrogateescape"
    )
    for number, name, errors in ((1, "stdout", "surrogateescape"), (2, "stderr", "backslashreplace")):
        lines = number == 2 or os.isatty(number)
        buffer = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        stream = io.TextIOWrapper(buffer, "utf-8", errors, line_buffering=lines)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _run(args: list[str]) -> NoReturn:
    if args[1:3] == ["-m", "plc_tui"]:
        import plc_tui.__main__ as module

        sys.path[0] = str(Path.cwd())
        sys.argv = [module.__file__, *args[3:]]
        module.main()
    elif args[1] == "-m":
        sys.path[0] = str(Path.cwd())
        sys.argv = args[2:]
        runpy.run_module(args[2], run_name="__main__", alter_sys=True)
    elif args[1] == "-c":
        sys.path[0] = ""
        sys.argv = args[1:2] + args[3:]
        exec(compile(args[2], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.path[0] = str(Path(args[1]).parent)
        sys.argv = args[1:]
        runpy.run_path(args[1], run_name="__main__")
    sys.exit(0)


def _main(number: int, folder: str, modules: Sequence[str]) -> NoReturn:
    import gc

    if folder:
        sys.path.insert(1, folder)
    for module in modules:
        importlib.import_module(module)
    assert threading.active_count() == 1, "a thread would not be in the children"
    gc.freeze()
    tests = socket.socket(fileno=number)
    asked = _stand_by(tests)
    _become(asked, tests)
    _run(asked["args"])


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
