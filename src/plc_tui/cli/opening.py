"""Opens the community for the one at the keys, or makes a new one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui import starting
from plc_tui.domain.errors import Invalid, NotPermitted

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk
    from plc_tui.services import Plc
    from plc_tui.services.roster import Roster

ZONES = ("zoneinfo/", "zoneinfo.default/")


def open_for(desk: Desk) -> Plc:
    """Open the community for the caller, or for the member she acts as in a file of her own. Raises PlcError."""
    desk.everyones  # noqa: B018 - a community's own models and frames are found through them
    if desk.handle:
        allow_acting(desk)
    try:
        return _open_served(desk) if desk.caller.served else _open_own(desk)
    finally:
        starting.under_way()


def _open_own(desk: Desk) -> Plc:
    from plc_tui.services.opening import open_plc

    return open_plc(desk.place, login=desk.caller.login, as_handle=desk.handle)


# On a school's server


def _open_served(desk: Desk) -> Plc:
    """Open the server's community, and put among her drafts what could not be saved the last time."""
    from plc_tui.services.roster import open_served

    return _with_rescued(desk, open_served(desk.place, _roster(desk)))


def join_served(desk: Desk, display: str) -> Plc:
    """Let the caller be a member of the server's community, if she is none yet, and open it. Raises PlcError."""
    from plc_tui.services.roster import join

    return _with_rescued(desk, join(desk.place, _roster(desk), display, machine_zone()))


def _roster(desk: Desk) -> Roster:
    """Return what the server says about its members now."""
    from plc_tui.host import config, group
    from plc_tui.services.roster import Roster

    decided = config.read()
    caller = desk.caller
    keepers = frozenset(decided.keepers) if decided else frozenset()
    return Roster(caller.login, caller.uid, caller.group, keepers, lambda: group.roster(caller.group))


def _with_rescued(desk: Desk, plc: Plc) -> Plc:
    from plc_tui.rescue import server_folder
    from plc_tui.services.rescued import bring_back, bring_back_sealed

    folder = server_folder(desk.caller.uid, desk.caller.login)
    bring_back(plc.drafts, folder)
    bring_back_sealed(plc, folder, only_there=True)
    return plc


def allow_acting(desk: Desk) -> None:
    """Return when the caller may act as somebody else: in a file of her own. Raises NotPermitted."""
    if "://" in desk.place:
        raise NotPermitted("In a shared database everyone acts as herself; leave out --as (and PLC_AS).")
    if Path(desk.place).exists() and not desk.caller.owns(desk.place):
        raise NotPermitted("This file is not yours, so you act as yourself; leave out --as (and PLC_AS).")


def folder_for(desk: Desk) -> None:
    """Make the usual folder for the community's file, for its owner's eyes only. Raises Invalid when it cannot be."""
    from plc_tui import settings

    usual = settings.default_db()
    if desk.place != str(usual):
        return
    try:
        usual.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(f"The folder {usual.parent} cannot be made: {reason}. Name a file with --db.") from None


def machine_zone() -> str:
    """Return the name of this machine's time zone, `UTC` when it cannot be told."""
    named = os.environ.get("TZ", "").removeprefix(":") or _linked_zone()
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(named).key if named else "UTC"
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return "UTC"


def _linked_zone() -> str:
    try:
        target = str(Path("/etc/localtime").readlink())
    except OSError:
        return ""
    return next((target.partition(mark)[2] for mark in ZONES if mark in target), "")
