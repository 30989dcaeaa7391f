"""What a member does with notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plc_tui.domain.audience import Choice
from plc_tui.domain.errors import StaleEdit
from plc_tui.domain.notes import NewNote, Note, NoteVersion, title_from
from plc_tui.domain.values import Cursor, Page
from plc_tui.services import checks, locked_notes
from plc_tui.services.desk import Desk, Sitting
from plc_tui.store import locked as sealed
from plc_tui.store import notes, things
from plc_tui.store.lists import Filters, Whose
from plc_tui.text import tags_in


class Notes:
    """A member's own notes, and those shared with her."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(
        self,
        whose: Whose = "mine",
        tag: str | None = None,
        goal: str | None = None,
        stage: str | None = None,
        by: str | None = None,
        after: Cursor | None = None,
        count: int = 64,
        circle: str | None = None,
    ) -> Page[Note]:
        """Return one page of notes, newest first; `circle` narrows it to what was given to that circle.

        Raises Invalid for an unknown member or circle, NotFound for a goal.
        """
        with self._desk.reading() as sitting:
            owner = checks.colleague(sitting.connection, by).id if by else None
            goal_id = things.resolve(sitting.connection, sitting.reader.id, goal, "goal").id if goal else None
            wanted = next(iter(checks.tags([tag])), None) if tag else None
            given_to = checks.circle(sitting.connection, circle).id if circle else None
            filters = Filters(owner_id=owner, tag=wanted, goal_id=goal_id, stage=stage or None, circle_id=given_to)
            page = notes.page(sitting.connection, sitting.reader, whose, filters, after, count)
            if after is not None or whose == "shared":
                return page
            # Tags, goal and stage of locked notes are nowhere but inside them, so those that fit stand before the rest.
            return replace(page, items=(*locked_notes.matching(sitting, filters), *page.items))

    def show(self, note_id: str, version: int | None = None) -> Note:
        """Return a note as it is now; its author may ask for an earlier version. Raises NotFound."""
        with self._desk.reading() as sitting:
            note = self._read(sitting, note_id)
            return note if version in (None, note.version) else self._at(sitting, note, version or 0)

    def add(self, new: NewNote, *, locked: bool = False) -> Note:
        """Write a new note, hers alone; or locked from its first word on.

        Raises Invalid when it is empty or its model is unknown, Shut when it cannot be locked now.
        """
        checks.model(new.model)
        stage = checks.stage(new.stage)
        body = checks.body(new.body, "The note")
        title = title_from("" if new.title is None else checks.line(new.title, "The title"), body)
        with self._desk.writing() as sitting:
            goal_id = self._goal(sitting, new.goal)
            note_id = things.new_id(sitting.connection, "note")
            thing = things.ThingRef(note_id, "note", sitting.reader.id, note_id, sitting.now, sitting.now)
            things.add(sitting.connection, thing)
            its_tags = tuple(dict.fromkeys((*checks.tags(new.tags), *checks.tags(tags_in(body)))))
            note = Note(
                note_id,
                self._desk.actor,
                title,
                body,
                new.model,
                stage,
                goal_id,
                its_tags,
                1,
                sitting.now,
                sitting.now,
                locked=locked,
            )
            self._add(sitting, note)
            return self._read(sitting, note_id)

    def edit(
        self,
        note_id: str,
        title: str | None = None,
        body: str | None = None,
        model: str | None = None,
        stage: str | None = None,
        tags: Sequence[str] | None = None,
        expect: int | None = None,
    ) -> Note:
        """Change a note; each saved change of its text is a version.

        Raises StaleEdit when `expect` is not the current version: the new text is kept as a version set aside.
        """
        new_title = None if title is None else checks.line(title, "The title")
        new_body = None if body is None else checks.body(body, "The note")
        if model is not None:
            checks.model(model)
        with self._desk.writing() as sitting:
            note = self._mine(sitting, note_id)
            locked_notes.need_open(note)
            asked = replace(
                note,
                title=note.title if new_title is None else new_title,
                body=note.body if new_body is None else new_body,
                model=note.model if model is None else model,
                stage=note.stage if stage is None or stage == note.stage else checks.stage(stage),
            )
            asked = replace(asked, tags=_tags_now(note, asked.body, tags))
            stale = expect is not None and expect != note.version
            number = self._keep_version(sitting, note, asked, set_aside=stale)
            if not stale:
                return self._save(sitting, note, replace(asked, version=number, updated=sitting.now))
        raise StaleEdit(f"The note {note.id}", note.version, number)

    def share(self, note_id: str, choice: Choice) -> Note:
        """Make exactly these people able to read a note as it is now and its responses, but no earlier version."""
        from plc_tui.services import sharing  # late: it knows of reviews and the journal, and lists need neither

        with self._desk.writing() as sitting:
            note = self._mine(sitting, note_id)
            locked_notes.need_plain(note)
            sharing.give(sitting, note.id, choice)
            return self._read(sitting, note.id)

    def link(self, note_id: str, goal: str | None) -> Note:
        """Tie a note to a goal, or with None to none. Who may read it stays as it is."""
        with self._desk.writing() as sitting:
            note = self._mine(sitting, note_id)
            locked_notes.need_open(note)
            tied = replace(note, goal=self._goal(sitting, goal))
            if note.locked:
                locked_notes.seal(sitting, note.id, note.version, locked_notes.text_of(tied))
            else:
                notes.change(sitting.connection, note.id, {"goal_id": tied.goal})
            things.touch(sitting.connection, note.id, sitting.now)
            return self._read(sitting, note.id)

    def history(self, note_id: str) -> tuple[NoteVersion, ...]:
        """Return every saved state of a note's text, oldest first: for its author alone."""
        with self._desk.reading() as sitting:
            note = self._mine(sitting, note_id)
            locked_notes.need_open(note)
            return notes.versions(sitting.connection, sitting.reader, note.id)

    def tags(self) -> tuple[str, ...]:
        """Return the tags on notes the reader may read."""
        with self._desk.reading() as sitting:
            inside = (tag for one in sealed.open_ones(sitting.connection, sitting.reader) for tag in one.text.tags)
            return tuple(sorted({*notes.tags_seen(sitting.connection, sitting.reader), *inside}))

    def _read(self, sitting: Sitting, note_id: str) -> Note:
        exact = notes.find(sitting.connection, sitting.reader, things.typed_id(note_id, "note"))
        if exact is not None:
            return exact
        found = things.resolve(sitting.connection, sitting.reader.id, note_id, "note")
        return notes.by_ids(sitting.connection, sitting.reader, [found.id])[0]

    def _mine(self, sitting: Sitting, note_id: str) -> Note:
        note = self._read(sitting, note_id)
        if note.author.id != sitting.reader.id:
            things.owned(sitting.connection, sitting.reader.id, note.id, "note")  # says no in the words for everything
        return note

    def _goal(self, sitting: Sitting, goal: str | None) -> str | None:
        return things.owned(sitting.connection, sitting.reader.id, goal, "goal").id if goal else None

    def _at(self, sitting: Sitting, note: Note, number: int) -> Note:
        if note.author.id != sitting.reader.id:
            raise things.not_found(["version"])
        locked_notes.need_open(note)
        for version in notes.versions(sitting.connection, sitting.reader, note.id):
            if version.number == number:
                return replace(note, title=version.title, body=version.body, version=number, updated=version.created)
        raise things.not_found(["version"])

    def _keep_version(self, sitting: Sitting, note: Note, asked: Note, *, set_aside: bool) -> int:
        """Keep the text as the next version where it changed; return the number of the version that holds it."""
        last, sealed = notes.last_number(sitting.connection, note.id)
        if sealed and not note.locked:
            locked_notes.need_mark(sitting, note)
        if (asked.title, asked.body) == (note.title, note.body):
            return note.version
        plain = ("", "") if note.locked else (asked.title, asked.body)
        notes.add_version(sitting.connection, note.id, NoteVersion(last + 1, *plain, sitting.now, set_aside))
        if note.locked:
            locked_notes.seal(sitting, note.id, last + 1, locked_notes.text_of(asked))
        return last + 1

    def _save(self, sitting: Sitting, before: Note, saved: Note) -> Note:
        """Let a note be this from now on; return it as it would be read."""
        things.touch(sitting.connection, saved.id, sitting.now)
        if saved.locked:
            notes.change(sitting.connection, saved.id, {"version": saved.version})
            locked_notes.seal(sitting, saved.id, saved.version, locked_notes.text_of(saved))
            return self._read(sitting, saved.id)
        fields = ("title", "body", "version", "model", "stage")
        notes.change(sitting.connection, saved.id, {name: getattr(saved, name) for name in fields})
        its_tags = tuple(sorted(saved.tags))
        if its_tags != before.tags:
            notes.set_tags(sitting.connection, saved.id, saved.tags)
        notes.index(sitting.connection, saved)
        return replace(saved, tags=its_tags)

    def _add(self, sitting: Sitting, note: Note) -> None:
        if not note.locked:
            notes.add(sitting.connection, note)
            return
        notes.add_locked(sitting.connection, note)
        locked_notes.seal(sitting, note.id, note.version, locked_notes.text_of(note))


def _tags_now(note: Note, body: str, chosen: Sequence[str] | None) -> tuple[str, ...]:
    """Return a note's tags after a change of its body: those chosen, or those she had, and those in the text."""
    dropped = set(checks.tags(tags_in(note.body)))
    kept = checks.tags(chosen) if chosen is not None else tuple(tag for tag in note.tags if tag not in dropped)
    return tuple(dict.fromkeys((*kept, *checks.tags(tags_in(body)))))
