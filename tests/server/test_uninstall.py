"""Taking it all away again. The last of these tests, as it ends the server that all of them share."""

from __future__ import annotations

import subprocess
from pathlib import Path

from school import GROUP, PLACES, Server


def test_uninstall_keeps_the_words_and_removes_all_else(server: Server) -> None:
    words = server.layout.community.read_bytes()
    account = server.account
    said = server.root("server", "uninstall", expect=2)
    assert "add --confirm" in said.err
    assert server.layout.plc.exists()
    said = server.root("server", "uninstall", "--confirm")
    assert str(server.layout.data) in said.err
    assert [place for place in PLACES if Path(place).exists()] == ["/var/lib/plc"]
    assert server.layout.community.read_bytes() == words
    assert server.account == account
    assert server.maya.run("sudo", "-n", "-u", "plc", "--", "/opt/plc/bin/plc", expect=1).err
    subprocess.run(["visudo", "-c"], check=True, capture_output=True)
    again = server.root("server", "install", "--group", GROUP, "--dry-run").out
    assert "well        the community's file" in again
    assert "would make  the program" in again
