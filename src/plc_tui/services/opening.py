"""Opens a community for one member, or makes a new one."""

from __future__ import annotations

from pathlib import Path

from plc_tui.domain.errors import NotPermitted, UnusableFile
from plc_tui.domain.people import Member, handle
from plc_tui.services import checks
from plc_tui.services.desk import Clock, utc_now
from plc_tui.services.plc import Plc
from plc_tui.store import people, schema, things
from plc_tui.store.engine import Store


def open_plc(
    where: str | Path, *, login: str | None = None, as_handle: str | None = None, clock: Clock = utc_now
) -> Plc:
    """Open a community for the member with this unix login, or (where that is allowed) with this handle.

    Raises UnusableFile, NewerFile, Busy, CannotWrite, and NotPermitted when the caller is no member here.
    """
    store = Store(where)
    try:
        schema.prepare(store)
        with store.read() as connection:
            wanted = handle(as_handle) if as_handle else None
            member = people.member(connection, handle=wanted, login=None if wanted else login)
        if member is None or member.left is not None:
            raise NotPermitted("You are not a member of this community. Ask whoever keeps it to add you.")
        return Plc(store, member.person, clock)
    except BaseException:
        store.close()
        raise


def make(
    where: str | Path,
    *,
    name: str,
    handle_: str,
    display: str,
    login: str,
    timezone: str = "UTC",
    demo: bool = False,
    clock: Clock = utc_now,
) -> Plc:
    """Make a new community with its first member, who keeps it. Raises UnusableFile when the file is there already."""
    from plc_tui.services.journaling import Hand, member_changed  # late: nearly always the file is there already

    word = handle(handle_)
    shown = checks.line(display or word.capitalize(), "Your name")
    title = checks.line(name, "The community's name")
    store = _new_file(where)
    try:
        with store.write() as connection:
            if people.all_members(connection):
                raise UnusableFile("There is a community at that address already; it was left as it is.")
            now = clock()
            member = Member(
                things.new_id(connection, "member"),
                word,
                shown,
                login or word,
                timezone,
                "",
                "",
                keeper=True,
                joined=now,
            )
            people.describe_community(connection, title, demo)
            people.add_member(connection, member)
            member_changed(Hand(connection, now, member.id), member.id, "member joined")
        return Plc(store, member.person, clock)
    except BaseException:
        store.close()
        raise


def make_empty(where: str | Path, *, name: str) -> None:
    """Make a community without members, whose roster is a unix group: each is added when she first comes.

    Raises UnusableFile when the file is there already.
    """
    title = checks.line(name, "The community's name")
    store = _new_file(where)
    try:
        with store.write() as connection:
            people.describe_community(connection, title, demo=False)
    finally:
        store.close()


def _new_file(where: str | Path) -> Store:
    """Make a file with nothing in it but its tables. Raises UnusableFile when there is one already."""
    path = None if "://" in str(where) else Path(where)
    if path is not None and path.exists() and path.stat().st_size:
        raise UnusableFile(f"{path} is there already; it was left as it is.")
    store = Store(where, must_exist=False)
    try:
        schema.prepare(store, create=True)
    except BaseException:
        store.close()
        raise
    return store
