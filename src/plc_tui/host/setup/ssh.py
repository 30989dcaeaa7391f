"""Gives the group plc and nothing else over ssh, where root wants that."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import Layout
from plc_tui.host.setup import tools
from plc_tui.host.setup.part import Look, Part, TextFile

SSHD = """\
# Over ssh, whoever is in the group {group} gets plc and nothing else. Written by `plc server install --ssh`.
Match Group {group}
    ForceCommand {plc_ssh}
    DisableForwarding yes
    PermitUserRC no
    # Whoever has not answered for about four seconds is hung up; her drafts are kept. Where the wireless drops out for
    # longer, set a larger ClientAliveInterval for the group in a file that sshd reads before this one.
    ClientAliveInterval 1
    ClientAliveCountMax 1
Match all
"""

RUN = Path("/run/sshd")
"""The empty folder that sshd wants even for looking at its own configuration; systemd makes it with the service."""


def parts(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return the part of the set-up that is about ssh."""
    text = SSHD.format(group=config.group, plc_ssh=layout.plc_ssh)
    main = layout.root / "etc/ssh/sshd_config"
    return (TextFile("plc over ssh", layout.sshd, text, 0o644, lambda new: _beside(new, main), _settled, config.ssh),)


def looks(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return what is looked at beside: whether sshd reads the file at all."""
    if not config.ssh:
        return ()
    main = layout.root / "etc/ssh/sshd_config"
    cure = f"Put this line at the top of {main}, then reload sshd: Include {layout.sshd.parent}/*.conf"
    return (Look("sshd's files", lambda: _unread(main, layout), cure),)


def _unread(main: Path, layout: Layout) -> str:
    try:
        text = main.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return f"there is no {main}"
    if re.search(rf"^\s*Include\s.*{re.escape(str(layout.sshd.parent))}/(\*|\*\.conf|plc\.conf)", text, re.M | re.I):
        return ""
    return f"{main} does not read {layout.sshd}"


def _beside(new: Path, main: Path) -> str:
    """Say what sshd has against a file together with all that it reads today."""
    with tempfile.NamedTemporaryFile("w", prefix="plc-sshd-", suffix=".conf") as whole:
        whole.write(new.read_text(encoding="utf-8") + f"Include {main}\n")
        whole.flush()
        return _complaint("-t", "-f", whole.name)


def _settled() -> str:
    """Say what sshd has against its files as they are; when it has nothing, have it read them."""
    reason = _complaint("-t")
    if not reason and Path("/run/systemd/system").is_dir():
        for service in ("ssh.service", "sshd.service"):
            if not tools.complaint("systemctl", "--quiet", "is-active", service):
                return tools.complaint("systemctl", "reload", service)
    return reason


def _complaint(*args: str) -> str:
    with _folder():
        return tools.complaint("sshd", *args)


@contextmanager
def _folder() -> Iterator[None]:
    made = not RUN.exists()
    if made:
        RUN.mkdir(mode=0o755)
    try:
        yield
    finally:
        if made:
            with suppress(OSError):  # a server that started meanwhile may use it
                os.rmdir(RUN)  # noqa: PTH106 - the same as above
