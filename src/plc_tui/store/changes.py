"""Has anybody else written? Asked every second by every open screen, so it costs next to nothing."""

from __future__ import annotations

from sqlalchemy import column, func, select, table

from plc_tui.store.engine import Store
from plc_tui.store.tables import things

# Only what is needed here: a sitting that has nothing to do with sessions makes none of their tables.
_sessions = table("facilitated_session", column("revision"))


class Changes:
    """Remembers what the database looked like when last asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: object = None
        self._last = self._state()

    def any(self) -> bool:
        """Say whether another program has written since this was last asked."""
        before, self._last = self._last, self._state()
        return before != self._last

    def _state(self) -> object:
        """On SQLite the data version (others' commits change it, our own do not); elsewhere the newest change."""
        if self._store.path is not None:
            return self._store.pragma("data_version")
        with self._store.read() as connection:
            in_sessions = select(func.sum(_sessions.c.revision)).scalar_subquery()
            return connection.execute(select(func.max(things.c.updated), func.count(things.c.seq), in_sessions)).one()
