"""The harness must tell the truth before anything is proved with it."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

import warm
from terminal import KEYS, Program, environment

ECHO = """
import os, sys, tty
tty.setraw(0)
print("size", *os.get_terminal_size(), end="\\r\\n", flush=True)
while data := os.read(0, 100):
    print(data, end="\\r\\n", flush=True)
    if data == b"q":
        sys.exit(7)
"""


SIZES = """
import os, signal, time
news = [1]
signal.signal(signal.SIGWINCH, lambda *_: news.append(1))
while True:
    if news:
        news.clear()
        print("now", *os.get_terminal_size(), flush=True)
    time.sleep(0.05)
"""

SILENT = r"\x1b[>25u\x1b[?2026$p\x1b[<u\x1b[?2026h\x1bP+q544e\x1b\\\x1b]52;c;aGk=\x07\x1b[2 q\x1b[=1u"


def script(text: str, **settings: object) -> Program:
    return Program([sys.executable, "-c", text], **settings)  # type: ignore[arg-type]


def test_a_program_runs_in_a_terminal_of_the_given_size_and_hears_keys() -> None:
    with script(ECHO, columns=70, rows=20) as program:
        program.wait_for("size 70 20")
        program.press("f2").wait_for(repr(KEYS["f2"].encode()))
        program.type("é").wait_for(repr("é".encode()))
        program.paste("two words").wait_for("200~two words")
        program.click(4, 2).wait_for("<0;5;3M")
        program.press("escape", "q")
        assert program.exit_code() == 7


def test_a_missing_word_fails_with_the_whole_screen() -> None:
    with script(ECHO) as program, pytest.raises(AssertionError, match=r"'nowhere'(?s:.*)size 80 24"):
        program.wait_for("size").wait_for("nowhere", timeout=0.2)


def test_a_program_that_ended_is_not_waited_for() -> None:
    began = time.monotonic()
    with script("print('bye')") as program, pytest.raises(AssertionError, match="ended with 0"):
        program.wait_for("hello", timeout=30)
    assert time.monotonic() - began < 20


def test_a_program_is_told_of_a_new_size() -> None:
    with script(SIZES) as program:
        program.wait_for("now 80 24")
        program.resize(100, 30).wait_for("now 100 30")


def test_a_dropped_link_ends_the_program_by_hang_up() -> None:
    with script(ECHO) as program:
        program.wait_for("size")
        program.hang_up()
        assert program.exit_code() in (-signal.SIGHUP, 0, 1)


def test_leaving_the_block_leaves_no_process() -> None:
    with script(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('on')\ntime.sleep(60)"
    ) as it:
        it.wait_for("on")
    with pytest.raises(ProcessLookupError):
        os.kill(it.pid, 0)


def test_killing_gives_minus_the_signal() -> None:
    with script(ECHO) as program:
        assert program.wait_for("size").kill(signal.SIGKILL).exit_code() == -signal.SIGKILL


def test_what_changes_no_cell_leaves_no_trace_on_the_screen() -> None:
    with script(f"print('{SILENT}clean\\x1b[?2026l', flush=True)\ninput()") as program:
        program.wait_for("clean").settle(0.2)
        assert [line for line in program.screen if line] in (["clean"], ["clean", "^[[?2026;2$y"])
        assert b"\x1b[>25u" in program.raw


def test_the_alternate_screen_gives_the_first_one_back() -> None:
    with script("print('before\\x1b[?1049h\\x1b[Hinside', flush=True); input()\nprint('\\x1b[?1049lafter')") as it:
        it.wait_for("inside")
        assert "before" not in it.text
        it.press("enter").wait_for("before")
        assert "inside" not in it.text


def test_joined_characters_do_not_swallow_what_follows() -> None:
    with script("print('a\\u2764\\ufe0fb \\U0001f469\\u200d\\U0001f3eb c', flush=True)") as program:
        program.wait_for("c")
        assert program.exit_code() == 0


def test_every_user_directory_is_below_the_given_home(tmp_path: Path) -> None:
    values = environment(tmp_path / "home", {"PLC_AS": "maya", "TERM": None})
    assert {name for name in values if values[name].startswith(str(tmp_path))} >= {"HOME", "XDG_DATA_HOME"}
    assert values["PLC_AS"] == "maya"
    assert "TERM" not in values


ABOUT_ITSELF = """
import json, os, signal, sys, tempfile, threading, time
fds = []
for name in os.listdir("/proc/self/fd"):
    try:
        fds.append((name, os.readlink(f"/proc/self/fd/{name}")))
    except OSError:
        pass
streams = [sys.stdin, sys.stdout, sys.stderr]
around = {name: value for name, value in os.environ.items() if name not in ("PWD", "OLDPWD", "SHLVL", "_")}  # a shell's
about = {
    "arguments": sys.argv[2:], "environment": around, "folder": os.getcwd(), "where": sys.path[0],
    "files": len(fds), "terminals": len({to for _, to in fds if to.startswith("/dev/pts")}),
    "streams": [(s.encoding, s.errors, s.isatty(), s.fileno()) for s in streams], "lines": sys.stdout.line_buffering,
    "leads": os.getsid(0) == os.getpid() == os.getpgrp() == os.tcgetpgrp(0), "mask": os.umask(0o22),
    "signals": [str(signal.getsignal(n)) for n in (signal.SIGINT, signal.SIGPIPE, signal.SIGCHLD, signal.SIGHUP)],
    "threads": threading.active_count(), "spare": tempfile.gettempdir(), "zone": time.tzname, "name": __name__,
}
print("told")
with open(sys.argv[1], "w") as file:
    json.dump(about, file)
sys.exit(7)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads what is open from /proc")
def test_a_program_that_is_started_warm_finds_itself_as_after_a_cold_start(tmp_path: Path) -> None:
    script, spare = tmp_path / "about.py", tmp_path / "spare"
    script.write_text(ABOUT_ITSELF)
    spare.mkdir()
    told = []
    for how in ("warm", "cold"):
        args = [sys.executable, *(["-B"] if how == "cold" else []), script, tmp_path / how, "one", "two words"]
        env = {"TMPDIR": str(spare), "TZ": "Asia/Tokyo", "PLC_AS": "maya"}
        assert warm.can([str(arg) for arg in args], environment(tmp_path, env)) is (how == "warm")
        with Program(args, env=env, home=tmp_path, cwd=spare) as program:
            assert program.wait_for("told").exit_code() == 7
        told.append(json.loads((tmp_path / how).read_text()))
    assert told[0] == told[1]
    assert told[0]["leads"]
    assert told[0]["spare"] == str(spare)
