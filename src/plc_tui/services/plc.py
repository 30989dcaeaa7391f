"""The program as one member uses it: everything she can do, by noun."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from plc_tui.domain.errors import PlcError
from plc_tui.domain.people import Member
from plc_tui.domain.values import Community, Person
from plc_tui.services import forgetting
from plc_tui.services.desk import Clock, Desk, utc_now
from plc_tui.store import people
from plc_tui.store.changes import Changes
from plc_tui.store.engine import Store

if TYPE_CHECKING:
    from plc_tui.services.circles import Circles
    from plc_tui.services.exporting import Exporting
    from plc_tui.services.finding import Finding
    from plc_tui.services.goals import Goals
    from plc_tui.services.home import Home
    from plc_tui.services.journal import Journal
    from plc_tui.services.keeping import Bin, Drafts
    from plc_tui.services.locking import Locking
    from plc_tui.services.members import Members
    from plc_tui.services.notes import Notes
    from plc_tui.services.own_settings import OwnSettings
    from plc_tui.services.protocols import Protocols
    from plc_tui.services.responses import Responses
    from plc_tui.services.reviews import Reviews
    from plc_tui.services.roster import Roster
    from plc_tui.services.sessions import Console, Seat, Sessions
    from plc_tui.services.sharing import Sharing
    from plc_tui.services.upkeep import Upkeep


class Plc:
    """One open community, one actor, on a school's server with that server's roster. Used from one thread at a time.

    Each noun is imported and made when it is first asked for: a command needs one or two of them, the first screen one.
    """

    def __init__(self, store: Store, actor: Person, clock: Clock = utc_now, roster: Roster | None = None) -> None:
        self.store, self.actor, self._roster = store, actor, roster
        self._changes = Changes(store)
        self._desk = Desk(store, actor, clock)

    @cached_property
    def home(self) -> Home:
        """Since she was here."""
        from plc_tui.services.home import Home

        return Home(self._desk)

    @cached_property
    def notes(self) -> Notes:
        """Notes."""
        from plc_tui.services.notes import Notes

        return Notes(self._desk)

    @cached_property
    def goals(self) -> Goals:
        """Goals."""
        from plc_tui.services.goals import Goals

        return Goals(self._desk)

    @cached_property
    def responses(self) -> Responses:
        """What was said to a note or a goal."""
        from plc_tui.services.responses import Responses

        return Responses(self._desk)

    @cached_property
    def reviews(self) -> Reviews:
        """Requests and reviews."""
        from plc_tui.services.reviews import Reviews

        return Reviews(self._desk)

    @cached_property
    def audience(self) -> Sharing:
        """Who may read what."""
        from plc_tui.services.sharing import Sharing

        return Sharing(self._desk)

    @cached_property
    def finding(self) -> Finding:
        """Looking through everything she may read."""
        from plc_tui.services.finding import Finding

        return Finding(self._desk)

    @cached_property
    def circles(self) -> Circles:
        """Circles and who is in them."""
        from plc_tui.services.circles import Circles

        return Circles(self._desk)

    @cached_property
    def members(self) -> Members:
        """The members of the community."""
        from plc_tui.services.members import Members

        return Members(self._desk, self._roster)

    @cached_property
    def drafts(self) -> Drafts:
        """What she began to write."""
        from plc_tui.services.keeping import Drafts

        return Drafts(self._desk)

    @cached_property
    def bin(self) -> Bin:
        """What she deleted."""
        from plc_tui.services.keeping import Bin

        return Bin(self._desk)

    @cached_property
    def exporting(self) -> Exporting:
        """All her words, in files."""
        from plc_tui.services.exporting import Exporting

        return Exporting(self._desk)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Looking after the file."""
        from plc_tui.services.upkeep import Upkeep

        return Upkeep(self.store)

    @cached_property
    def own_settings(self) -> OwnSettings:
        """Her settings on a school's server."""
        from plc_tui.services.own_settings import OwnSettings

        return OwnSettings(self._desk)

    @cached_property
    def locks(self) -> Locking:
        """Her locked notes; few runs need cryptography."""
        from plc_tui.services.locking import Locking

        return Locking(self._desk, self.notes)

    @cached_property
    def journal(self) -> Journal:
        """Who could read what."""
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
        """Facilitated sessions."""
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
            forgetting.finish_due(self.store)
        self.store.close()
