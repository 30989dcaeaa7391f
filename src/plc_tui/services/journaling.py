"""Writes the journal: one function for each kind of change, called in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plc_tui.domain.audience import EVERYONE
from plc_tui.domain.journal import Act, Line, Places, of_a_place, of_asking, of_ending, of_giving, of_sending
from plc_tui.domain.people import Circle
from plc_tui.services.desk import Sitting
from plc_tui.store import journal, things
from plc_tui.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, in which transaction and when. `actor` is None for the server's roster and for time."""

    connection: Connection
    now: datetime
    actor: str | None

    @classmethod
    def of(cls, sitting: Sitting) -> Hand:
        """Return the hand of the member at the keys."""
        return cls(sitting.connection, sitting.now, sitting.reader.id)

    def write(self, lines: Iterable[Line]) -> None:
        """Add lines to the journal."""
        journal.write(self.connection, self.now, lines)


# Notes, goals and responses


def given(sitting: Sitting, thing: things.ThingRef, before: frozenset[str]) -> None:
    """Tell whom a note or goal was given to or taken from, now that it is done; nothing when nothing changed."""
    after = journal.granted(sitting.connection, thing.id)
    Hand.of(sitting).write(of_giving(thing.id, thing.kind, thing.owner_id, before, after))


def moved(hand: Hand, thing: things.ThingRef, act: Act) -> None:
    """Tell whoever may read a thing that it went into the bin, came out, was deleted or was locked.

    Nobody is told of a thing that its owner alone could read.
    """
    root = thing if thing.root_id == thing.id else things.ref(hand.connection, thing.root_id)
    readers = journal.granted(hand.connection, root.id) - {thing.owner_id}
    if readers or root.owner_id != thing.owner_id:
        about = readers | {thing.owner_id, root.owner_id}
        hand.write([Line(act, thing.kind, about, hand.actor, thing.id)])


def gone(hand: Hand, ids: Collection[str]) -> None:
    """Tell of things that are about to be deleted for good, and of the copies of them that lose their words."""
    for thing_id in ids:
        moved(hand, things.ref(hand.connection, thing_id), "expired" if hand.actor is None else "deleted")
    for request in journal.requests_about(hand.connection, ids):
        readers = journal.granted(hand.connection, request.id)
        if readers:
            places = Places(request.id, request.owner_id, request.masked, readers, frozenset())
            hand.write(of_ending(places, "emptied", hand.actor))
    for session in journal.sessions_about(hand.connection, ids):
        readers = journal.granted(hand.connection, session.id) | {session.owner_id}
        hand.write([Line("emptied", "session", readers, hand.actor, session.id)])


def lock_changed(sitting: Sitting, note_id: str, act: Literal["locked", "lock off"]) -> None:
    """Tell the owner of a note that it was locked, or is an ordinary one again; who lost it has a line of her own."""
    me = sitting.reader.id
    Hand.of(sitting).write([Line(act, "note", frozenset({me}), me, note_id)])


# Circles


def circle_changed(hand: Hand, circle: Circle, act: Act, member_id: str | None = None) -> None:
    """Tell a circle, and whoever has given it something, who came, went or facilitates; and the one it was."""
    about = journal.givers(hand.connection, circle.id) | {circle.id, member_id or "", hand.actor or ""}
    hand.write([Line(act, "circle", about - {""}, hand.actor, circle.id, member_id)])


# Members


def member_changed(
    hand: Hand, member_id: str, act: Literal["member joined", "member left", "keeper", "keeper no more"]
) -> None:
    """Tell everyone that a member joined, left, or keeps the community; with no actor the server's roster says so."""
    hand.write([Line(act, "member", frozenset({EVERYONE}), hand.actor, principal=member_id)])


def login_changed(sitting: Sitting, member_id: str) -> None:
    """Tell a member that she comes in with another login from now on: whoever has it reads what she may."""
    about = frozenset({member_id, sitting.reader.id})
    Hand.of(sitting).write([Line("login", "member", about, sitting.reader.id, principal=member_id)])


# Reviews


@dataclass(frozen=True, slots=True)
class Asked:
    """An author asked these principals."""

    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """An author closed or withdrew her request."""

    act: Literal["closed", "withdrawn"]


def request_changed(sitting: Sitting, places: Places, how: Asked | Ended | None) -> None:
    """Tell who may see a request from now on and who no longer; `how` says what its author did, if it was she."""
    if isinstance(how, Asked):
        lines = of_asking(places, how.named)
    elif isinstance(how, Ended):
        lines = of_ending(places, how.act, places.author)
    else:
        lines = of_a_place(places, sitting.reader.id)
    Hand.of(sitting).write(lines)


def review_sent(sitting: Sitting, review: str, author: str, *, masked: bool) -> None:
    """Tell that a review can be read by its receiver from now on."""
    Hand.of(sitting).write(of_sending(review, author, sitting.reader.id, masked=masked))
