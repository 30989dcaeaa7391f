"""What `plc doctor` and `plc server check` tell root about a school's server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from plc_tui.cli.checkup import Finding
from plc_tui.host import config as decided
from plc_tui.host import setup
from plc_tui.host.config import ServerProblem
from plc_tui.host.layout import SERVER
from plc_tui.host.setup import part, tools
from plc_tui.host.setup.part import AGAIN


def findings() -> Iterator[Finding]:
    """Look at every part of the set-up, and into the community's file."""
    try:
        config = decided.read()
    except ServerProblem as problem:
        file = SERVER.config
        cure = f"Read it and correct it, then: chown root: {file.parent} {file} && chmod go-w {file.parent} {file}"
        yield Finding("what root decided", "mend", str(problem), cure)
        return
    if config is None:
        return
    for told in part.look_over(setup.parts(config, SERVER)):
        yield Finding(told.what, told.state, told.words, told.cure)
    yield _inside()


def _inside() -> Finding:
    """Have the installed program look into the file, as the account: root never opens it."""
    command = [str(SERVER.plc), "server", "inside"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, env={"PATH": tools.PATH}, cwd="/")
    except OSError as error:
        return Finding("contents", "mend", f"the program does not start: {error.strerror}", AGAIN)
    whole, _, revision = done.stdout.partition("\n")
    if done.returncode == 0 and whole == "ok":
        return Finding("contents", "well", f"whole, at revision {revision.strip()}")
    words = (done.stderr.strip().splitlines() or [f"the file is damaged: {whole}"])[-1]
    cure = "Bring back a backup: sudo plc server list, then sudo plc server restore NAME"
    return Finding("contents", "mend", words, cure)
