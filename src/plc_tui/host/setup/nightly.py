"""The nightly backup, and whether it happens."""

from __future__ import annotations

import time

from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import Layout
from plc_tui.host.setup import tools
from plc_tui.host.setup.part import Look, Part, TextFile

CRON = """\
# Copies the community's file every night and keeps the newest {keep} copies. Written by `plc server install`.
SHELL=/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
17 2 * * * root {plc} server backup --quiet
"""

DAY = 24 * 60 * 60
LATE = 2 * DAY
"""Seconds after which a backup that did not come is something to look at: one night may be missed."""


def parts(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return the part of the set-up that makes backups."""
    return (TextFile("the nightly backup", layout.cron, CRON.format(keep=config.keep, plc=layout.plc), 0o644),)


def looks(layout: Layout) -> tuple[Part, ...]:
    """Return what is looked at beside: whether anything starts it, and whether it happened."""
    return (
        Look("cron", _no_cron, "Install it: apt-get install cron"),
        Look("backups", lambda: _late(layout), "Make one now: sudo plc server backup"),
    )


def _no_cron() -> str:
    if any(map(tools.find, ("cron", "crond"))):
        return ""
    return "nothing on this machine starts the nightly backup: cron is not installed"


def _late(layout: Layout) -> str:
    """Say how old the newest backup is when it is too old; a community of today need have none."""
    try:
        newest = max((path.stat().st_mtime for path in layout.backups.glob("*.db")), default=0.0)
        since = newest or layout.community.parent.stat().st_ctime
    except OSError:
        return ""
    days = int((time.time() - since) // DAY)
    if time.time() - since < LATE:
        return ""
    return f"the newest backup is {days} days old" if newest else f"there is no backup, after {days} days"
