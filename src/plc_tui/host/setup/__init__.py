"""The set-up of a school's server: one table of parts, which install, uninstall and doctor go through."""

from __future__ import annotations

from plc_tui.host import config as decided
from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import Layout
from plc_tui.host.setup import access, nightly, people, ssh
from plc_tui.host.setup.community import Community
from plc_tui.host.setup.part import Folder, Part, TextFile
from plc_tui.host.setup.program import Closed, Program


def parts(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return the table: in the order in which they are made, each after what it needs; taken away from the end."""
    return (
        *people.parts(config, layout),
        Folder("the folder of the words", layout.data, config.account, 0o700, stays=True),
        Folder("the folder of the backups", layout.backups, config.account, 0o700, stays=True),
        Folder("the folder of what root decided", layout.config.parent, "root", 0o755),
        TextFile("what root decided", layout.config, decided.written(config), 0o644),
        Program(layout, config.account),
        Closed(layout),
        Community(config, layout),
        *access.parts(config, layout),
        *ssh.parts(config, layout),
        *nightly.parts(config, layout),
        *people.looks(config),
        *access.looks(config, layout),
        *ssh.looks(config, layout),
        *nightly.looks(layout),
    )
