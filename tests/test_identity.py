from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from plc_tui.host.identity import Caller, caller


def test_the_caller_is_whom_the_process_runs_as() -> None:
    assert caller() == Caller(pwd.getpwuid(os.getuid()).pw_name, os.getuid())


@pytest.mark.parametrize("variable", ["USER", "LOGNAME", "SUDO_USER", "SUDO_UID", "LNAME", "USERNAME", "HOME"])
def test_nothing_that_a_caller_can_set_has_a_say(variable: str) -> None:
    script = "from plc_tui.host.identity import caller; print(caller().login)"
    env = {**os.environ, variable: "nobody"}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == pwd.getpwuid(os.getuid()).pw_name


def test_a_file_is_hers_when_it_carries_her_number(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.touch()
    me = caller()
    assert me.owns(mine)
    assert not Caller("somebody", me.uid + 1).owns(mine)
    assert not me.owns(tmp_path / "nowhere")


def test_looking_at_a_file_never_opens_it() -> None:
    """Closing any descriptor of a database drops the process's locks on it; so identity does not import open()."""
    script = (
        "import sys; opened = []\n"
        "from plc_tui.host.identity import caller\n"
        "sys.addaudithook(lambda event, args: opened.append(args[0]) if event == 'open' else None)\n"
        "me = caller(); opened.clear(); me.owns(sys.argv[1]); print(opened)"
    )
    done = subprocess.run([sys.executable, "-c", script, __file__], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
