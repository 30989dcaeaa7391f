"""Taking it all away again. The last of these tests, as it ends the server that all of them share."""

from __future__ import annotations

import subprocess
from pathlib import Path

from plc_tui.host.account import running
from school import GROUP, PLACES, Server


def test_uninstall_keeps_the_words_and_removes_all_else(teachers: Server) -> None:
    teachers.maya.plc("init", "--display", "Maya Okafor")
    account = teachers.account
    said = teachers.root("server", "uninstall", expect=2)
    assert "add --confirm" in said.err
    assert teachers.layout.plc.exists()
    with teachers.maya.terminal() as program:
        program.wait_for("Home").press("n").wait_for("A title").type("Half a thought").wait_for("Draft kept")
        said = teachers.root("server", "uninstall", "--confirm")
        assert "1 open program was ended" in said.err
        program.exit_code()
    assert running("plc") == []
    assert str(teachers.layout.data) in said.err
    assert [place for place in PLACES if Path(place).exists()] == ["/var/lib/plc"]
    assert teachers.account == account
    words = b"".join(path.read_bytes() for path in teachers.layout.data.glob("plc.db*"))
    assert b"Half a thought" in words
    assert teachers.maya.run("sudo", "-n", "-u", "plc", "--", "/opt/plc/bin/plc", expect=1).err
    subprocess.run(["visudo", "-c"], check=True, capture_output=True)
    again = teachers.root("server", "install", "--group", GROUP, "--dry-run").out
    assert "well        the community's file" in again
    assert "would make  the program" in again
