"""Members' settings on a school's server, where a file of her own is out of reach."""

from __future__ import annotations

from sqlalchemy import Connection, select

from plc_tui.store.tables import member_settings


def of_member(connection: Connection, member_id: str) -> dict[str, str]:
    """Return what a member has set, by name."""
    statement = select(member_settings.c.name, member_settings.c.value).where(member_settings.c.member_id == member_id)
    return {row.name: row.value for row in connection.execute(statement)}


def put(connection: Connection, member_id: str, name: str, value: str) -> None:
    """Set one of a member's settings."""
    hers = (member_settings.c.member_id == member_id, member_settings.c.name == name)
    connection.execute(member_settings.delete().where(*hers))
    connection.execute(member_settings.insert(), {"member_id": member_id, "name": name, "value": value})
