"""Locking notes: a passphrase of hers, a recovery code, and the notes that only they open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plc_tui import sealing
from plc_tui.domain.audience import ONLY_ME, in_words
from plc_tui.domain.errors import Conflict, Invalid, NotPermitted, UnusableFile
from plc_tui.domain.finding import written_at
from plc_tui.domain.notes import LockedText, NewNote, Note
from plc_tui.services import journaling, locked_notes, locked_rescue, sharing
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.forgetting import forget
from plc_tui.services.keeping import delete
from plc_tui.services.notes import Notes
from plc_tui.store import drafts, forgetting, locked, notes, responses, reviews, things

#: Shorter ones are guessed in an afternoon by whoever copied the file.
SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Locks:
    """How a member's locked notes stand: has she a passphrase, are they open now, how many are there."""

    passphrase: bool
    open: bool
    count: int


@dataclass(frozen=True, slots=True)
class StaysPlain:
    """What of a note is not locked with it: copies that reviewers were given, and what colleagues wrote to it."""

    readers: str
    """Who may read it now and would not any more, in the words of the audience line; empty when it is hers alone."""
    copies: int
    responses: int


class Locking:
    """A member's locked notes."""

    def __init__(self, desk: Desk, its_notes: Notes) -> None:
        self._desk, self._notes = desk, its_notes

    def state(self) -> Locks:
        """Return how her locked notes stand."""
        with self._desk.reading() as sitting:
            key = locked.key_of(sitting.connection, sitting.reader.id)
            count = locked.count_of(sitting.connection, sitting.reader)
            return Locks(key is not None, self._desk.keyring.open, count)

    # The passphrase

    def begin(self, passphrase: str) -> str:
        """Choose the first passphrase; open her locked notes and return the recovery code, which is shown once.

        Raises Invalid when it is too short or there is one already.
        """
        key, code = sealing.Key.new(), sealing.new_code()
        wrapped = locked.WrappedKey(
            self._by_passphrase(key, _new_secret(passphrase)), self._by_code(key, code), self._desk.clock()
        )
        with self._desk.writing() as sitting:
            if locked.key_of(sitting.connection, sitting.reader.id) is not None:
                raise Invalid("You have a passphrase already. It can be changed, or recovered with your code.")
            locked.keep_key(sitting.connection, sitting.reader.id, wrapped)
            sitting.keyring.put(key, sitting.now)
        return code

    def open(self, passphrase: str) -> None:
        """Open her locked notes for this sitting. Raises NotPermitted for a wrong passphrase."""
        _, key = self._with_passphrase(passphrase)
        self._desk.keyring.put(key, self._desk.clock())

    def shut(self) -> None:
        """Shut her locked notes."""
        self._desk.keyring.drop()

    def used(self) -> None:
        """Note that she pressed a key; safe to call from any thread."""
        self._desk.keyring.used(self._desk.clock())

    def due(self) -> bool:
        """Say whether her locked notes are open and have been quiet for so long that they must be shut."""
        return self._desk.keyring.quiet_for_long(self._desk.clock())

    def change(self, old: str, new: str) -> None:
        """Change the passphrase: one key is wrapped anew, no note is touched. The recovery code stays as it is."""
        secret = _new_secret(new)
        kept, key = self._with_passphrase(old)
        self._wrap_anew(kept, replace(kept, by_passphrase=self._by_passphrase(key, secret)), key)

    def new_code(self, passphrase: str) -> str:
        """Return a new recovery code, for whoever has lost the paper; the old one opens nothing any more."""
        kept, key = self._with_passphrase(passphrase)
        code = sealing.new_code()
        self._wrap_anew(kept, replace(kept, by_recovery=self._by_code(key, code)), key)
        return code

    def recover(self, code: str, new: str) -> str:
        """Choose a new passphrase with the recovery code; return a new code, since the old one has been used."""
        secret, next_code = _new_secret(new), sealing.new_code()
        kept = self._kept()
        key = self._unwrapped(kept.by_recovery, sealing.RECOVERY, sealing.code_bytes(code))
        anew = replace(kept, by_passphrase=self._by_passphrase(key, secret), by_recovery=self._by_code(key, next_code))
        self._wrap_anew(kept, anew, key)
        return next_code

    # Wrapping takes a tenth of a second of work on purpose, so it is done while nobody waits for us to write.

    def _kept(self) -> locked.WrappedKey:
        with self._desk.reading() as sitting:
            return _kept(sitting)

    def _with_passphrase(self, passphrase: str) -> tuple[locked.WrappedKey, sealing.Key]:
        kept, secret = self._kept(), sealing.passphrase_bytes(passphrase)
        return kept, self._unwrapped(kept.by_passphrase, sealing.PASSPHRASE, secret)

    def _wrap_anew(self, kept: locked.WrappedKey, anew: locked.WrappedKey, key: sealing.Key) -> None:
        with self._desk.writing() as sitting:
            if _kept(sitting) != kept:
                raise Conflict("Your passphrase or code was changed in another window meanwhile. Nothing was done.")
            locked.keep_key(sitting.connection, sitting.reader.id, replace(anew, changed=sitting.now))
            sitting.keyring.put(key, sitting.now)
        forget(self._desk)  # what the old passphrase or code opened is in no byte any more

    def _unwrapped(self, wrapped: bytes, door: int, secret: bytes) -> sealing.Key:
        try:
            return sealing.unwrap(wrapped, door, secret, self._desk.actor.id)
        except sealing.CannotOpen:
            what = "passphrase" if door == sealing.PASSPHRASE else "recovery code"
            raise NotPermitted(f"That {what} does not open your locked notes.") from None

    def _by_passphrase(self, key: sealing.Key, secret: bytes) -> bytes:
        return sealing.wrap(key, sealing.PASSPHRASE, secret, self._desk.actor.id)

    def _by_code(self, key: sealing.Key, code: str) -> bytes:
        return sealing.wrap(key, sealing.RECOVERY, sealing.code_bytes(code), self._desk.actor.id)

    def give_up(self) -> int:
        """Delete her locked notes and drafts, and the key, for good: for whoever lost passphrase and code.

        Return how many notes went.
        """
        with self._desk.writing() as sitting:
            _kept(sitting)
            gone = locked.all_ids_of(sitting.connection, sitting.reader.id)
            delete(journaling.Hand.of(sitting), gone)
            for draft in drafts.find(sitting.connection, sitting.reader.id):
                if draft.locked:
                    drafts.drop(sitting.connection, sitting.reader.id, draft.place)
            locked.drop_key(sitting.connection, sitting.reader.id)
            sitting.keyring.drop()
        forget(self._desk)
        return len(gone)

    # Notes

    def stays_plain(self, note_id: str) -> StaysPlain:
        """Return what locking a note would leave as it is, so that it can be said before. Raises NotFound."""
        with self._desk.reading() as sitting:
            note = self._mine(sitting, note_id)
            asked = reviews.of_author(sitting.connection, sitting.reader, note.id)
            said = responses.of(sitting.connection, sitting.reader, note.id)
            readers = in_words(note.audience, note.author, sitting.reader.id) if note.audience.kind != "me" else ""
            return StaysPlain(readers, len(asked), len(said))

    def lock(self, note_id: str) -> Note:
        """Lock a note with all its versions and drafts: hers alone from now on, and sealed with her key.

        Raises Shut when her locked notes are not open, Invalid while colleagues are reviewing it.
        """
        with self._desk.writing() as sitting:
            note = self._mine(sitting, note_id)
            if note.locked:
                return note
            if any(r.state == "open" for r in reviews.of_author(sitting.connection, sitting.reader, note.id)):
                raise Invalid("Colleagues are reviewing it. Withdraw or close the request first.")
            sharing.give(sitting, note.id, ONLY_ME)
            _seal_all(sitting, note)
            _seal_drafts(sitting, f"note:{note.id}")
            journaling.lock_changed(sitting, note.id, "locked")
            forgetting.begin(sitting.connection)
            found = self._mine(sitting, note.id)
        forget(self._desk)
        return found

    def take_off(self, note_id: str) -> Note:
        """Make a locked note an ordinary one again, still hers alone. Raises Shut."""
        with self._desk.writing() as sitting:
            note = self._open(sitting, note_id)
            for number, sealed in locked.sealed_versions(sitting.connection, note.id):
                inside = locked.opened(sitting.reader, note.id, number, sealed)
                if inside is None:
                    raise UnusableFile(f"Version {number} of {note.id} is damaged. The note stays locked as it is.")
                locked.open_version(sitting.connection, note.id, number, inside.title, inside.body)
            plain = {name: getattr(note, name) for name in ("title", "body", "model", "stage")}
            notes.change(sitting.connection, note.id, plain | {"goal_id": note.goal, "locked": False})
            notes.set_tags(sitting.connection, note.id, note.tags)
            things.touch(sitting.connection, note.id, sitting.now)
            notes.index(sitting.connection, note)
            journaling.lock_changed(sitting, note.id, "lock off")
            return self._mine(sitting, note.id)

    def copy(self, note_id: str) -> Note:
        """Make a plain copy of a locked note, hers alone, which can be shared; the locked one stays. Raises Shut."""
        with self._desk.reading() as sitting:
            note = self._open(sitting, note_id)
        return self._notes.add(NewNote(note.body, note.title, note.model, note.stage, note.goal, note.tags))

    # Drafts that could not be kept in the file

    def seal_for_rescue(self, place: str, fields: Mapping[str, str]) -> str | None:
        """Return a locked draft as a text that only her passphrase opens; None while her locked notes are shut.

        Looks into no file, so it can be asked at the very end and from any thread.
        """
        return locked_rescue.seal(self._desk, place, fields)

    def take_in_rescued(self, folder: Path | None, *, only_there: bool = False) -> int:
        """Put what was rescued sealed among her drafts; it needs no passphrase. Return how many drafts came."""
        return locked_rescue.take_in(self._desk, folder, only_there=only_there)

    def _mine(self, sitting: Sitting, note_id: str) -> Note:
        found = things.owned(sitting.connection, sitting.reader.id, note_id, "note")
        return notes.by_ids(sitting.connection, sitting.reader, [found.id])[0]

    def _open(self, sitting: Sitting, note_id: str) -> Note:
        note = self._mine(sitting, note_id)
        if not note.locked:
            raise Invalid("This note is not locked.")
        locked_notes.need_open(note)
        return note


def _seal_all(sitting: Sitting, note: Note) -> None:
    """Seal every version of a note, and leave nothing of its words outside."""
    for version in notes.versions(sitting.connection, sitting.reader, note.id):
        text = LockedText(version.title, version.body, note.model, note.stage, note.goal, note.tags)
        locked_notes.seal(sitting, note.id, version.number, text)
    notes.change(sitting.connection, note.id, {"locked": True})
    notes.drop_words(sitting.connection, note.id)


def _seal_drafts(sitting: Sitting, place: str) -> None:
    """Seal what is being written at a place, and what another window keeps beside it."""
    for draft in drafts.find(sitting.connection, sitting.reader.id):
        if written_at(draft.place) == place and not draft.locked:
            locked_notes.keep_draft(sitting, draft.place, draft.fields, draft.updated)


def _new_secret(passphrase: str) -> bytes:
    secret = sealing.passphrase_bytes(passphrase)
    if len(secret) < SHORTEST:
        raise Invalid(f"A passphrase has at least {SHORTEST} letters; four words that belong to nobody else are good.")
    return secret


def _kept(sitting: Sitting) -> locked.WrappedKey:
    kept = locked.key_of(sitting.connection, sitting.reader.id)
    if kept is None:
        raise Invalid("You have no passphrase yet. It is chosen when the first note is locked.")
    return kept
