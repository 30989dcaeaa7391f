"""Drafts and the bin: nothing anybody typed is lost by accident."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from plc_tui.domain.errors import Invalid, NotFound, Shut
from plc_tui.domain.finding import Binned, Draft, written_at
from plc_tui.domain.values import BIN_DAYS, ThingKind
from plc_tui.services import checks, journaling, locked_notes
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.forgetting import forget
from plc_tui.services.journaling import Hand
from plc_tui.store import bin as bins
from plc_tui.store import drafts, forgetting, reviews, things


class Drafts:
    """Text being written, private to its writer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, place: str, fields: Mapping[str, str], seen: datetime | None = None) -> Draft:
        """Keep the fields being written at a place; empty ones alone leave no draft.

        `seen` is until when their writer knows what is kept there. What another window has kept since then stays, and
        these fields go beside it (`note:new~2`); the draft says where it is now.
        """
        name = checks.line(place, "The place")
        words = {field: checks.body(text, "The draft") for field, text in fields.items()}
        with self._desk.writing() as sitting:
            kept = words if any(text.strip() for name, text in words.items() if name != "locked") else {}
            name = name if seen is None else beside(sitting, name, seen)
            before, sealed = _at(sitting, name), locked_notes.keeps_locked(sitting, name, words)
            _keep(sitting, name, kept, sitting.now, locked=sealed)
            draft = Draft(name, words, sitting.now, locked=sealed)
        if sealed and before is not None and not before.locked:
            forget(self._desk)  # what was written before she locked it is in no byte any more
        return draft

    def find(self, place: str) -> Draft | None:
        """Return the draft at a place, if there is one."""
        with self._desk.reading() as sitting:
            return _at(sitting, place)

    def list(self) -> tuple[Draft, ...]:
        """Return my drafts, newest first; locked ones are shut while her locked notes are."""
        with self._desk.reading() as sitting:
            return drafts.find(sitting.connection, sitting.reader.id, opens=sitting.reader.opens)

    def drop(self, place: str, seen: datetime | None = None) -> None:
        """Drop the draft at a place, if there is one; but not what another window has kept there after `seen`."""
        with self._desk.writing() as sitting:
            if seen is None or not _newer(sitting, place, seen):
                drafts.drop(sitting.connection, sitting.reader.id, place)
        if seen is None:  # she let it go; after a save it is forgotten when the program ends
            forgetting.finish(self._desk.store)

    def take_up(self, place: str) -> str:
        """Let a draft that lies beside another change places with it; return where it can be written on."""
        at = written_at(place)
        with self._desk.writing() as sitting:
            other, wanted = _at(sitting, at), _at(sitting, place)
            if wanted is not None and place != at:
                drafts.drop(sitting.connection, sitting.reader.id, place)
                _move(sitting, wanted, at, sitting.now)
                if other is not None:
                    _move(sitting, other, place, other.updated)
        return at

    def as_note(self, place: str) -> None:
        """Let a draft whose thing is gone be that of a new note; one that is being written lies beside it then."""
        with self._desk.writing() as sitting:
            lost, other = _at(sitting, place), _at(sitting, NEW_NOTE)
            if lost is None:
                return
            _need_open(lost)
            words = [text for name, text in lost.fields.items() if name not in _NO_WORDS and text.strip()]
            body = lost.fields["body"] if "body" in lost.fields else "\n\n".join(words)
            if other is not None:
                _move(sitting, other, beside(sitting, NEW_NOTE, NEVER), other.updated)
            drafts.drop(sitting.connection, sitting.reader.id, place)
            fields = {"title": lost.fields.get("title", ""), "body": body}
            if lost.locked:
                fields["locked"] = "yes"
            _keep(sitting, NEW_NOTE, fields, sitting.now, locked=lost.locked)


def _at(sitting: Sitting, place: str) -> Draft | None:
    found = drafts.find(sitting.connection, sitting.reader.id, place, sitting.reader.opens)
    return next(iter(found), None)


def _keep(sitting: Sitting, place: str, fields: Mapping[str, str], updated: datetime, *, locked: bool) -> None:
    if locked and fields:
        locked_notes.keep_draft(sitting, place, fields, updated)
    else:
        drafts.keep(sitting.connection, sitting.reader.id, place, fields, updated)


def _move(sitting: Sitting, draft: Draft, place: str, updated: datetime) -> None:
    """Keep a draft at another place, locked as it was: what is sealed opens only at the place it was sealed for."""
    _need_open(draft)
    _keep(sitting, place, draft.fields, updated, locked=draft.locked)


def _need_open(draft: Draft) -> None:
    if draft.shut:
        raise Shut("This draft is locked. Open your locked notes with your passphrase first.")


NEW_NOTE = "note:new"
NEVER = datetime.min.replace(tzinfo=UTC)
#: What forms keep beside the words: choices, which need not be written down as text.
_NO_WORDS = frozenset(
    {"locked", "title", "frame", "model", "stage", "goal", "version", "kind", "masked", "wanted", "by"}
)


def _newer(sitting: Sitting, place: str, seen: datetime) -> bool:
    return any(draft.updated > seen for draft in drafts.find(sitting.connection, sitting.reader.id, place))


def beside(sitting: Sitting, place: str, seen: datetime) -> str:
    """Return the place itself; where something newer lies there, the first one beside it where nothing lies."""
    if not _newer(sitting, place, seen):
        return place
    others = (f"{written_at(place)}~{number}" for number in itertools.count(2))
    return next(name for name in others if not drafts.find(sitting.connection, sitting.reader.id, name))


class Bin:
    """Deleted things, for thirty days."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def put(self, thing_id: str) -> Binned:
        """Put a note, goal or response of one's own, or a session not held, into the bin: nobody reads it there."""
        with self._desk.writing() as sitting:
            kinds: tuple[ThingKind, ...] = ("note", "goal", "response", "session")
            found = things.owned(sitting.connection, sitting.reader.id, thing_id, *kinds)
            if found.kind == "session":
                _need_not_held(sitting, found.id)
            if any(r.state == "open" for r in reviews.of_author(sitting.connection, sitting.reader, found.id)):
                raise Invalid("Colleagues are reviewing it. Withdraw or close the request first.")
            put_away(sitting, found)
            return self._one(sitting, found.id)

    def list(self) -> tuple[Binned, ...]:
        """Return what is in my bin, newest first."""
        with self._desk.reading() as sitting:
            return bins.listing(sitting.connection, sitting.reader.id)

    def restore(self, thing_id: str) -> Binned:
        """Take a thing out of the bin; who may read it is as it was."""
        with self._desk.writing() as sitting:
            found = self._one(sitting, thing_id)
            things.put_in_bin(sitting.connection, found.id, None)
            journaling.moved(Hand.of(sitting), things.ref(sitting.connection, found.id), "restored")
            return found

    def empty(self, thing_id: str | None = None) -> int:
        """Delete one thing, or everything in my bin, for good; return how many things went."""
        with self._desk.writing() as sitting:
            mine = bins.listing(sitting.connection, sitting.reader.id)
            gone = (self._one(sitting, thing_id),) if thing_id else mine
            delete(Hand.of(sitting), [item.id for item in gone])
        if gone:
            forget(self._desk)
        return len(gone)

    def tidy(self) -> int:
        """Delete for good what has been in anyone's bin for thirty days; return how many things went."""
        with self._desk.reading() as sitting:
            due = forgetting.due(sitting.connection)
            gone = bins.older_than(sitting.connection, sitting.now - timedelta(days=BIN_DAYS))
        if gone:
            with self._desk.writing() as sitting:
                gone = bins.older_than(sitting.connection, sitting.now - timedelta(days=BIN_DAYS))
                delete(Hand(sitting.connection, sitting.now, None), gone)
        if gone or due:
            forgetting.finish(self._desk.store)
        return len(gone)

    def _one(self, sitting: Sitting, thing_id: str) -> Binned:
        wanted = thing_id.strip().lower()
        found = [b for b in bins.listing(sitting.connection, sitting.reader.id) if b.id.startswith(wanted)]
        exact = [b for b in found if b.id == wanted] or found
        if not exact or not wanted:
            raise NotFound("There is no such thing in your bin.")
        if len(exact) > 1:
            raise Invalid(f"{wanted} is the beginning of more than one name; type more of it.")
        return exact[0]


def _need_not_held(sitting: Sitting, session_id: str) -> None:
    """Raise Invalid for a session that was opened: what is in it is everyone's who took part."""
    from plc_tui.store import sessions  # few sittings have to do with one

    session = sessions.with_id(sitting.connection, sitting.reader, session_id)
    if session is None or session.state not in ("planned", "cancelled"):
        raise Invalid("This session was held; what is in it belongs to everyone who took part.")


def put_away(sitting: Sitting, thing: things.ThingRef) -> None:
    """Put a thing into the bin, and tell whoever could read it."""
    things.put_in_bin(sitting.connection, thing.id, sitting.now)
    journaling.moved(Hand.of(sitting), thing, "binned")


def delete(hand: Hand, ids: Sequence[str]) -> None:
    """Delete things for good, with what answers them and the copies of them in requests; tell who could read them."""
    if ids:
        from plc_tui.store import sessions  # few sittings delete anything

        journaling.gone(hand, ids)
        reviews.forget_work(hand.connection, ids, hand.now)
        sessions.forget_work(hand.connection, ids)
        bins.delete_for_good(hand.connection, ids)
