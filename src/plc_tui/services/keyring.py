"""A member's account key while her locked notes are open: in memory, for this sitting, never on the disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from plc_tui.domain.audience import Opens
from plc_tui.domain.errors import Shut
from plc_tui.store import locked
from plc_tui.store.engine import Connection

if TYPE_CHECKING:
    from plc_tui.sealing import Key

#: Locked notes lock themselves after this long without a key pressed.
QUIET = timedelta(minutes=15)


class Keyring:
    """Holds at most one key, that of the actor."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._key: Key | None = None
        self._used: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether her locked notes are open."""
        return self._key is not None

    def put(self, key: Key, now: datetime) -> None:
        """Open her locked notes."""
        self._key, self._used = key, now

    def drop(self) -> None:
        """Shut them again. Python may keep copies of the key in memory until the program ends."""
        self._key = self._used = None

    def used(self, now: datetime) -> None:
        """Note that she is there: the quiet minutes begin anew."""
        if self._key is not None:
            self._used = now

    def quiet_for_long(self, now: datetime) -> bool:
        """Whether they are open and nobody has been there for `QUIET`. A clock set back counts as long too."""
        return self._used is not None and not timedelta() <= now - self._used < QUIET

    def opens(self) -> Opens | None:
        """Return what opens her sealed words; None while they are shut."""
        key = self._key
        if key is None:
            return None
        from plc_tui.sealing import CannotOpen, Context  # only who has an open key needs it

        def opens(thing: str, revision: int, sealed: bytes) -> bytes | None:
            try:
                return key.open(Context(self._owner, thing, revision), sealed)
            except CannotOpen:
                return None

        return opens

    def seal(self, connection: Connection, thing: str, revision: int, data: bytes) -> bytes:
        """Return `data` sealed for its place. Raises Shut when no key is open, or when it is no longer hers."""
        if self._key is None:
            raise Shut("Your locked notes are shut. Open them with your passphrase first.")
        from plc_tui import sealing

        kept = locked.key_of(connection, self._owner)
        if kept is None or sealing.key_id(kept.by_passphrase) != self._key.id:
            self.drop()  # given up in another window: what it seals now could never be read again
            raise Shut("Your passphrase was given up in another window. Open your locked notes anew.")
        return self._key.seal(sealing.Context(self._owner, thing, revision), data)

    def seal_at_the_end(self, thing: str, revision: int, data: bytes) -> bytes | None:
        """Return `data` sealed without a look into the file, which may be out of reach; None while it is shut.

        Only for words that would be lost otherwise. Safe to call from any thread.
        """
        key = self._key
        if key is None:
            return None
        from plc_tui.sealing import Context

        return key.seal(Context(self._owner, thing, revision), data)
