"""Notes, their versions and tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, false, func, select, update

from plc_tui.domain.audience import NOBODY_ELSE, Audience, Reader
from plc_tui.domain.notes import LockedText, Note, NoteVersion
from plc_tui.domain.values import Cursor, Page
from plc_tui.store import lists, locked, search, things
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import grants, members, note_versions, notes, responses, tags
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible
from plc_tui.text import clean, clean_line

_goal_things = thing_rows.alias()
#: The goal a note is tied to, only where the reader may read that goal as well.
_GOAL = (
    select(_goal_things.c.id)
    .where(_goal_things.c.id == notes.c.goal_id, visible(_goal_things))
    .correlate(notes)
    .scalar_subquery()
    .label("goal")
)
_BASE: Select[Any] = (
    select(
        notes.c.id,
        notes.c.title,
        notes.c.body,
        notes.c.model,
        notes.c.stage,
        _GOAL,
        notes.c.version,
        notes.c.locked,
        thing_rows.c.created,
        thing_rows.c.updated,
        *PERSON,
    )
    .select_from(
        notes.join(thing_rows, thing_rows.c.id == notes.c.id).join(members, members.c.id == thing_rows.c.owner_id)
    )
    .where(visible())
)
_NOTES = _BASE.where(notes.c.id.in_(bindparam("ids", expanding=True))).order_by(
    thing_rows.c.updated.desc(), notes.c.id.desc()
)
_NOTE = _BASE.where(notes.c.id == bindparam("note"))
_TAGS = (
    select(tags.c.thing_id, tags.c.tag)
    .where(tags.c.thing_id.in_(bindparam("ids", expanding=True)))
    .order_by(tags.c.tag)
)
_TAGS_OF = select(tags.c.tag).where(tags.c.thing_id == bindparam("note")).order_by(tags.c.tag)


def by_ids(connection: Connection, reader: Reader, ids: Collection[str]) -> tuple[Note, ...]:
    """Return those of these notes that the reader may read, newest first."""
    if not ids:
        return ()
    rows = connection.execute(_NOTES, {"ids": list(ids), "reader": reader.id}).mappings().all()
    audiences = things.audiences(connection, ids)
    inside = locked.current(connection, reader, [row["id"] for row in rows if row["locked"]])
    its_tags: dict[str, list[str]] = {}
    for row in connection.execute(_TAGS, {"ids": list(ids)}):
        its_tags.setdefault(row.thing_id, []).append(row.tag)
    return tuple(
        _locked_note(connection, reader, row, inside.get(row["id"]))
        if row["locked"]
        else _note(row, audiences.get(row["id"], NOBODY_ELSE), its_tags.get(row["id"], []))
        for row in rows
    )


def find(connection: Connection, reader: Reader, note_id: str) -> Note | None:
    """Return one note by its exact id, None when the reader may not read it or it is none: made for saving."""
    row = connection.execute(_NOTE, {"note": note_id, "reader": reader.id}).mappings().first()
    if row is None:
        return None
    if row["locked"]:
        return _locked_note(connection, reader, row, locked.current(connection, reader, [note_id]).get(note_id))
    audience = things.audiences(connection, [note_id]).get(note_id, NOBODY_ELSE)
    return _note(row, audience, connection.execute(_TAGS_OF, {"note": note_id}).scalars())


def _locked_note(connection: Connection, reader: Reader, row: RowMapping, inside: LockedText | None) -> Note:
    """Return a locked note, hers alone: with what is inside while it is open, else shut."""
    note = replace(_note(row, NOBODY_ELSE, ()), locked=True, shut=inside is None)
    if inside is None:
        return note
    goal = inside.goal if inside.goal and _is_there(connection, reader, inside.goal) else None
    return replace(
        note, **{name: getattr(inside, name) for name in ("title", "body", "model", "stage", "tags")}, goal=goal
    )


def _is_there(connection: Connection, reader: Reader, goal_id: str) -> bool:
    found = select(thing_rows.c.id).where(thing_rows.c.id == goal_id, visible())
    return connection.execute(found, {"reader": reader.id}).first() is not None


def _note(row: RowMapping, audience: Audience, its_tags: Iterable[str]) -> Note:
    return Note(
        id=row["id"],
        author=person(row),
        title=row["title"],
        body=row["body"],
        model=row["model"],
        stage=row["stage"],
        goal=row["goal"],
        tags=tuple(its_tags),
        version=row["version"],
        created=row["created"],
        updated=row["updated"],
        audience=audience,
    )


def page(
    connection: Connection,
    reader: Reader,
    whose: lists.Whose,
    filters: lists.Filters,
    after: Cursor | None,
    count: int,
) -> Page[Note]:
    """Return one page of notes, newest first."""
    ids = lists.page_of_ids(connection, reader, "note", whose, filters, after, count)
    found = by_ids(connection, reader, ids[:count])
    more = len(ids) > count and found
    return Page(found, Cursor(found[-1].updated, found[-1].id) if more else None)


def add(connection: Connection, note: Note) -> None:
    """Add a note with its first version; its thing must be there already."""
    fields = ("id", "title", "body", "model", "stage", "version")
    connection.execute(notes.insert(), {name: getattr(note, name) for name in fields} | {"goal_id": note.goal})
    add_version(connection, note.id, NoteVersion(note.version, note.title, note.body, note.created, set_aside=False))
    _add_tags(connection, note.id, note.tags)
    index(connection, note)


def add_locked(connection: Connection, note: Note) -> None:
    """Add a locked note with its first version, both without a word: what it says is sealed into that version next."""
    row = {"id": note.id, "title": "", "body": "", "model": "free", "stage": "", "version": note.version}
    connection.execute(notes.insert(), row | {"goal_id": None, "locked": True})
    add_version(connection, note.id, NoteVersion(note.version, "", "", note.created, set_aside=False))


def change(connection: Connection, note_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a note's fields (`goal_id` ties it to a goal)."""
    connection.execute(_CHANGE, {**changes, "note": note_id})


_CHANGE = update(notes).where(notes.c.id == bindparam("note"))


def set_tags(connection: Connection, note_id: str, wanted: Iterable[str]) -> None:
    """Give a note exactly these tags."""
    connection.execute(_DROP_TAGS, {"note": note_id})
    _add_tags(connection, note_id, wanted)


def _add_tags(connection: Connection, note_id: str, wanted: Iterable[str]) -> None:
    rows = [{"tag": tag, "thing_id": note_id} for tag in dict.fromkeys(wanted)]
    if rows:
        connection.execute(_ADD_TAG, rows)


_DROP_TAGS, _ADD_TAG = tags.delete().where(tags.c.thing_id == bindparam("note")), tags.insert()


def index(connection: Connection, note: Note) -> None:
    """Bring the search index up to date with a note that was saved with just these words."""
    its_tags = map(clean_line, dict.fromkeys(note.tags))
    search.put(connection, note.id, title=clean_line(note.title), body=clean(note.body), tags=its_tags)


def add_version(connection: Connection, note_id: str, version: NoteVersion) -> None:
    """Keep one saved state of a note's text."""
    fields = ("number", "title", "body", "created", "set_aside")
    row = {name: getattr(version, name) for name in fields} | {"note_id": note_id}
    connection.execute(_ADD_VERSION, row)


_ADD_VERSION = note_versions.insert()


def last_number(connection: Connection, note_id: str) -> tuple[int, bool]:
    """Return the number of a note's newest saved state, set aside or not; and whether its words now are sealed."""
    row = connection.execute(_LAST, {"note": note_id}).one()
    return int(row.last), bool(row.sealed)


_last = select(func.max(note_versions.c.number)).where(note_versions.c.note_id == bindparam("note"))
_LAST = (
    select(_last.scalar_subquery().label("last"), note_versions.c.sealed.is_not(None).label("sealed"))
    .select_from(notes)
    .outerjoin(note_versions, (note_versions.c.note_id == notes.c.id) & (note_versions.c.number == notes.c.version))
    .where(notes.c.id == bindparam("note"))
)


def versions(connection: Connection, reader: Reader, note_id: str) -> tuple[NoteVersion, ...]:
    """Return every saved state of a note's text, oldest first; of a locked note what the reader has open of it."""
    statement = select(note_versions).where(note_versions.c.note_id == note_id).order_by(note_versions.c.number)
    return tuple(_version(row, reader) for row in connection.execute(statement).mappings())


def _version(row: RowMapping, reader: Reader) -> NoteVersion:
    inside = locked.opened(reader, row["note_id"], row["number"], row["sealed"])
    title, body = (inside.title, inside.body) if inside else (row["title"], row["body"])
    return NoteVersion(row["number"], title, body, row["created"], row["set_aside"])


def tags_seen(connection: Connection, reader: Reader) -> tuple[str, ...]:
    """Return the tags on notes the reader may read."""
    statement = (
        select(tags.c.tag)
        .join_from(tags, thing_rows, thing_rows.c.id == tags.c.thing_id)
        .where(visible())
        .distinct()
        .order_by(tags.c.tag)
    )
    return tuple(connection.execute(statement, {"reader": reader.id}).scalars())


def drop_words(connection: Connection, note_id: str) -> None:
    """Leave nothing of a note's words outside its versions: for one that is being locked."""
    change(connection, note_id, {"title": "", "body": "", "model": "free", "stage": "", "goal_id": None})
    set_tags(connection, note_id, ())
    search.drop(connection, connection.execute(_SEQ, {"note": note_id}).scalar_one())


_SEQ = select(thing_rows.c.seq).where(thing_rows.c.id == bindparam("note"))


def unanswered(connection: Connection, reader: Reader, since: datetime, count: int) -> tuple[Note, ...]:
    """Return colleagues' notes shared since then that nobody has responded to, newest first."""
    answers = thing_rows.alias()
    answered = select(1).select_from(responses.join(answers, answers.c.id == responses.c.id))
    nobody = ~answered.where(responses.c.thing_id == thing_rows.c.id, answers.c.in_bin == false()).exists()
    given = select(1).where(grants.c.thing_id == thing_rows.c.id).exists()
    statement = (
        select(thing_rows.c.id)
        .where(
            thing_rows.c.kind == "note",
            thing_rows.c.updated >= since,
            thing_rows.c.owner_id != bindparam("reader"),
            given,
            nobody,
            visible(),
        )
        .order_by(thing_rows.c.updated.desc(), thing_rows.c.id.desc())
        .limit(count)
    )
    return by_ids(connection, reader, list(connection.execute(statement, {"reader": reader.id}).scalars()))


def of_owner_between(connection: Connection, reader: Reader, first: datetime, last: datetime) -> tuple[Note, ...]:
    """Return the reader's own notes first written between two moments."""
    statement = select(thing_rows.c.id).where(
        thing_rows.c.owner_id == bindparam("reader"),
        thing_rows.c.kind == "note",
        thing_rows.c.created.between(first, last),
        visible(),
    )
    ids = connection.execute(statement.limit(50), {"reader": reader.id}).scalars()
    return by_ids(connection, reader, list(ids))
