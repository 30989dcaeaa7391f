"""Where one member works: the open store, who she is, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from plc_tui.domain.audience import Reader
from plc_tui.domain.errors import NotPermitted
from plc_tui.domain.values import Person
from plc_tui.services.keyring import Keyring
from plc_tui.store import people
from plc_tui.store.engine import Connection, Store

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One transaction of one member: the connection, who reads, the moment it happens at, and her keys.

    writes     whether it may write
    one_clock  whether everyone's programs go by one machine's clock, as those that share a file do
    """

    connection: Connection
    reader: Reader
    now: datetime
    keyring: Keyring
    writes: bool = False
    one_clock: bool = False


class Desk:
    """Opens sittings for the actor."""

    def __init__(self, store: Store, actor: Person, clock: Clock = utc_now) -> None:
        self.store, self.actor, self.clock = store, actor, clock
        self.keyring = Keyring(actor.id)
        self.ahead = timedelta()
        """What to add to this machine's clock, so that everyone in a session has the same time."""

    @contextmanager
    def reading(self) -> Iterator[Sitting]:
        """Read from one moment of the store. Raises NotPermitted when the actor no longer belongs here."""
        with self.store.read() as connection:
            yield self._sitting(connection)

    @contextmanager
    def writing(self) -> Iterator[Sitting]:
        """Write all or nothing. Raises NotPermitted when the actor no longer belongs here."""
        with self.store.write() as connection:
            yield self._sitting(connection, writes=True)

    def _sitting(self, connection: Connection, *, writes: bool = False) -> Sitting:
        reader = people.reader(connection, self.actor.id)
        if not reader.active:
            raise NotPermitted("You no longer belong to this community. Ask whoever keeps it.")
        reader, now = replace(reader, opens=self.keyring.opens()), self.clock() + self.ahead
        return Sitting(connection, reader, now, self.keyring, writes, one_clock=self.store.lock is not None)
