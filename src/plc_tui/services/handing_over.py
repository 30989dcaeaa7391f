"""Gives somebody who left a school's server what she wrote: exactly what she could have exported herself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plc_tui.domain.errors import NotFound
from plc_tui.domain.people import Member
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.exporting import Exporting
from plc_tui.services.exporting.everything import File
from plc_tui.store import people, schema
from plc_tui.store.engine import Store


@contextmanager
def handed_over(where: str | Path, login: str) -> Iterator[tuple[Member, Iterator[File]]]:
    """Give the member with this login, here or gone, and the files of her export. Raises NotFound and others.

    Her locked notes are not among them: nobody but herself can open them.
    """
    store = Store(where)
    try:
        schema.prepare(store)
        member = _last(store, login)
        yield member, Exporting(_HerDesk(store, member.person)).files()
    finally:
        store.close()


def _last(store: Store, login: str) -> Member:
    """Return the member with this login; of several, whoever is here or left last."""
    with store.read() as connection:
        found = [member for member in people.ever(connection) if member.login == login]
    if not found:
        raise NotFound("Nobody with this login has ever been a member here.")
    return max(found, key=lambda member: (member.left is None, member.left or member.joined))


class _HerDesk(Desk):
    """The desk of somebody who may have left: she reads as if she were still here, and that is undone at once."""

    @contextmanager
    def reading(self) -> Iterator[Sitting]:
        """Read from one moment of the store, in a transaction that is never finished."""
        with suppress(_Undone), self.store.write() as connection:
            people.change_member(connection, self.actor.id, {"left": None})
            yield self._sitting(connection)
            raise _Undone


class _Undone(Exception):
    """Ends the transaction."""
