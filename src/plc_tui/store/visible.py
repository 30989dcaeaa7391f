"""The audience rule as one SQL condition; every listing and search is built on it.

It says exactly what `domain.audience.may_read` says: nothing from the bin, and otherwise the root's owner, or anyone
the root was granted to by name, by circle, or with everyone.
"""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, exists, false, or_, select

from plc_tui.domain.audience import EVERYONE
from plc_tui.store.tables import grants, members, places, things

#: Bind this name to the reading member's id wherever `visible()` stands in a statement.
READER: BindParameter[str] = bindparam("reader")


def visible(thing: FromClause = things) -> ColumnElement[bool]:
    """Return the condition that the reader may read `thing` (the table or an alias of it)."""
    root = things.alias()
    return and_(
        thing.c.in_bin == false(),
        exists(select(1).select_from(root).where(root.c.id == thing.c.root_id, _readable_root(root))),
    )


def _readable_root(root: FromClause) -> ColumnElement[bool]:
    mine = select(places.c.circle_id).where(places.c.member_id == READER, places.c.joined.is_not(None))
    granted = exists(
        select(1)
        .select_from(grants)
        .where(
            grants.c.thing_id == root.c.id,
            or_(grants.c.principal == READER, grants.c.principal == EVERYONE, grants.c.principal.in_(mine)),
        )
    )
    belongs = exists(select(1).select_from(members).where(members.c.id == READER, members.c.left.is_(None)))
    return and_(root.c.in_bin == false(), belongs, or_(root.c.owner_id == READER, granted))
