"""The program as one member uses it: everything she can do, by noun."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from plc_tui.domain.errors import PlcError
from plc_tui.domain.people import Member
from plc_tui.domain.values import Community, Person
from plc_tui.services.circles import Circles
from plc_tui.services.desk import Clock, Desk, utc_now
from plc_tui.services.exporting import Exporting
from plc_tui.services.finding import Finding
from plc_tui.services.goals import Goals
from plc_tui.services.home import Home
from plc_tui.services.keeping import Bin, Drafts
from plc_tui.services.members import Members
from plc_tui.services.notes import Notes
from plc_tui.services.own_settings import OwnSettings
from plc_tui.services.responses import Responses
from plc_tui.services.reviews import Reviews
from plc_tui.services.sharing import Sharing
from plc_tui.services.upkeep import Upkeep
from plc_tui.store import people
from plc_tui.store.changes import Changes
from plc_tui.store.engine import Store

if TYPE_CHECKING:
    from plc_tui.services.journal import Journal
    from plc_tui.services.locking import Locking
    from plc_tui.services.protocols import Protocols
    from plc_tui.services.roster import Roster
    from plc_tui.services.sessions import Console, Seat, Sessions


class Plc:
    """One open community, one actor, on a school's server with that server's roster. Used from one thread at a time."""

    def __init__(self, store: Store, actor: Person, clock: Clock = utc_now, roster: Roster | None = None) -> None:
        self.store, self.actor, self._roster = store, actor, roster
        self._changes = Changes(store)
        self._desk = desk = Desk(store, actor, clock)
        self.home, self.finding = Home(desk), Finding(desk)
        self.goals, self.notes, self.responses = Goals(desk), Notes(desk), Responses(desk)
        self.reviews, self.audience = Reviews(desk), Sharing(desk)
        self.circles, self.members = Circles(desk), Members(desk, roster)
        self.drafts, self.bin = Drafts(desk), Bin(desk)
        self.exporting, self.upkeep = Exporting(desk), Upkeep(store)
        self.own_settings = OwnSettings(desk)

    @cached_property
    def locks(self) -> Locking:
        """Her locked notes; made when first asked for, since few runs need cryptography."""
        from plc_tui.services.locking import Locking

        return Locking(self._desk, self.notes)

    @cached_property
    def journal(self) -> Journal:
        """Who could read what; made when first asked for, since no first screen shows it."""
        from plc_tui.services.journal import Journal

        return Journal(self._desk)

    @cached_property
    def _common_desk(self) -> Desk:
        """The desk, by the clock that everyone's programs share."""
        from plc_tui.store import clock

        self._desk.ahead = clock.offset(self.store)
        return self._desk

    @cached_property
    def sessions(self) -> Sessions:
        """Facilitated sessions; made when first asked for, like what else is about them."""
        from plc_tui.services.sessions import Sessions

        return Sessions(self._common_desk, self.notes)

    @cached_property
    def console(self) -> Console:
        """The console of a session she facilitates."""
        from plc_tui.services.sessions import Console

        return Console(self._common_desk)

    @cached_property
    def seat(self) -> Seat:
        """Her own place in a session."""
        from plc_tui.services.sessions import Seat

        return Seat(self._common_desk)

    @cached_property
    def protocols(self) -> Protocols:
        """The protocols a session can be held on."""
        from plc_tui.services.protocols import Protocols

        return Protocols()

    @property
    def unlocked(self) -> bool:
        """Whether her locked notes are open: cheap enough for every key, and from any thread."""
        return self._desk.keyring.open

    def me(self) -> Member:
        """Return the actor as a member."""
        return self.members.me()

    def community(self) -> Community:
        """Return the community's name and size, and whether it is made up."""
        with self.store.read() as connection:
            return people.community(connection)

    def changed(self) -> bool:
        """Say whether another program has written since this was last asked: cheap enough for every second.

        Raises NewerFile when what it did was to upgrade the file.
        """
        if not self._changes.any() and (self._roster is None or not self._roster.look(self.store)):
            return False
        with self.store.read():
            return True

    def close(self) -> None:
        """Let go of the store, after forgetting what she wrote and took back, or what others could not forget."""
        with suppress(PlcError):  # it stays due; whoever comes next does it
            self.bin.finish()
        self.store.close()
