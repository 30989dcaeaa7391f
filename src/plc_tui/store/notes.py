"""Notes, their versions and tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, false, func, select, type_coerce, update

from plc_tui.domain.audience import NOBODY_ELSE, Audience, Reader
from plc_tui.domain.notes import LockedText, Note, NoteVersion
from plc_tui.domain.values import Cursor, Page, Person
from plc_tui.store import lists, locked, people, search, things
from plc_tui.store.columns import Lines, gathered
from plc_tui.store.tables import grants, note_versions, notes, responses, tags
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
_ITS_TAGS = (
    select(type_coerce(gathered(tags.c.tag), Lines()))
    .where(tags.c.thing_id == notes.c.id)
    .correlate(notes)
    .scalar_subquery()
    .label("tags")
)
_BASE: Select[Any] = (
    select(
        notes.c.id,
        notes.c.title,
        notes.c.body,
        notes.c.model,
        notes.c.stage,
        _GOAL,
        _ITS_TAGS,
        notes.c.version,
        thing_rows.c.created,
        thing_rows.c.updated,
        things.GIVEN,
        notes.c.locked,
        thing_rows.c.owner_id,
    )
    .select_from(notes.join(thing_rows, thing_rows.c.id == notes.c.id))
    .where(visible())
)
_NOTES = _BASE.where(notes.c.id.in_(bindparam("ids", expanding=True))).order_by(
    thing_rows.c.updated.desc(), notes.c.id.desc()
)
_NOTE = _BASE.where(notes.c.id == bindparam("note"))


def by_ids(connection: Connection, reader: Reader, ids: Collection[str]) -> tuple[Note, ...]:
    """Return those of these notes that the reader may read, newest first."""
    return _read(connection, reader, _NOTES, {"ids": list(ids)}) if ids else ()


def find(connection: Connection, reader: Reader, note_id: str) -> Note | None:
    """Return one note by its exact id, None when the reader may not read it or it is none: made for saving."""
    return next(iter(_read(connection, reader, _NOTE, {"note": note_id})), None)


def _read(
    connection: Connection, reader: Reader, statement: Select[Any], values: Mapping[str, Any]
) -> tuple[Note, ...]:
    """Read notes in one statement; what people are called, and what is sealed, are asked for only where it matters."""
    rows = connection.execute(statement, {**values, "reader": reader.id}).all()
    audiences = things.audiences(connection, [row.given for row in rows])
    authors = people.persons(connection, [row.owner_id for row in rows])
    found = tuple(_note(row, authors, audiences) for row in rows)
    inside = locked.current(connection, reader, [note.id for note in found if note.locked])
    return tuple(_unlocked(connection, reader, note, inside) for note in found) if inside else found


def _unlocked(connection: Connection, reader: Reader, note: Note, inside: Mapping[str, LockedText]) -> Note:
    """Return a note with what is inside where it is locked and the reader has it open."""
    text = inside.get(note.id)
    if text is None:
        return note
    goal = text.goal if text.goal and _is_there(connection, reader, text.goal) else None
    words = {name: getattr(text, name) for name in ("title", "body", "model", "stage", "tags")}
    return replace(note, **words, goal=goal, shut=False)


def _is_there(connection: Connection, reader: Reader, goal_id: str) -> bool:
    found = select(thing_rows.c.id).where(thing_rows.c.id == goal_id, visible())
    return connection.execute(found, {"reader": reader.id}).first() is not None


def _note(row: Any, authors: Mapping[str, Person], audiences: Mapping[str | None, Audience]) -> Note:
    """Make a note of a row. A locked one is hers alone whatever its rows say, and shut until it is opened."""
    name, title, body, model, stage, goal, its_tags, version, created, updated, given, is_locked, owner = row
    author, audience = authors[owner], audiences[given]
    note = Note(name, author, title, body, model, stage, goal, its_tags, version, created, updated, audience)
    return replace(note, tags=(), audience=NOBODY_ELSE, locked=True, shut=True) if is_locked else note


def page(
    connection: Connection,
    reader: Reader,
    whose: lists.Whose,
    filters: lists.Filters,
    after: Cursor | None,
    count: int,
) -> Page[Note]:
    """Return one page of notes, newest first."""
    asked = lists.asked(reader, "note", whose, filters, after, count)
    return lists.cut(_read(connection, reader, _page(asked.shape), asked.values), count)


@lru_cache(maxsize=256)
def _page(shape: lists.Shape) -> Select[Any]:
    return lists.on_page(_BASE, shape)


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
    rows = connection.execute(_VERSIONS, {"note": note_id}).mappings()
    return tuple(_version(row, reader) for row in rows)


_VERSIONS = select(note_versions).where(note_versions.c.note_id == bindparam("note")).order_by(note_versions.c.number)


def _version(row: RowMapping, reader: Reader) -> NoteVersion:
    inside = locked.opened(reader, row["note_id"], row["number"], row["sealed"])
    title, body = (inside.title, inside.body) if inside else (row["title"], row["body"])
    return NoteVersion(row["number"], title, body, row["created"], row["set_aside"])


def tags_seen(connection: Connection, reader: Reader) -> tuple[str, ...]:
    """Return the tags on notes the reader may read."""
    return tuple(connection.execute(_TAGS_SEEN, {"reader": reader.id}).scalars())


_TAGS_SEEN = (
    select(tags.c.tag)
    .join_from(tags, thing_rows, thing_rows.c.id == tags.c.thing_id)
    .where(visible())
    .distinct()
    .order_by(tags.c.tag)
)


def drop_words(connection: Connection, note_id: str) -> None:
    """Leave nothing of a note's words outside its versions: for one that is being locked."""
    change(connection, note_id, {"title": "", "body": "", "model": "free", "stage": "", "goal_id": None})
    set_tags(connection, note_id, ())
    search.drop(connection, connection.execute(_SEQ, {"note": note_id}).scalar_one())


_SEQ = select(thing_rows.c.seq).where(thing_rows.c.id == bindparam("note"))


def unanswered(connection: Connection, reader: Reader, since: datetime, count: int) -> tuple[Note, ...]:
    """Return colleagues' notes shared since then that nobody has responded to, newest first."""
    values = {"reader": reader.id, "since": since, "count": count}
    return by_ids(connection, reader, list(connection.execute(_UNANSWERED, values).scalars()))


_answers = thing_rows.alias()
_answered = select(1).select_from(responses.join(_answers, _answers.c.id == responses.c.id))
_UNANSWERED = (
    select(thing_rows.c.id)
    .where(
        thing_rows.c.kind == "note",
        thing_rows.c.updated >= bindparam("since", type_=thing_rows.c.updated.type),
        thing_rows.c.owner_id != bindparam("reader"),
        select(1).where(grants.c.thing_id == thing_rows.c.id).exists(),
        ~_answered.where(responses.c.thing_id == thing_rows.c.id, _answers.c.in_bin == false()).exists(),
        visible(),
    )
    .order_by(thing_rows.c.updated.desc(), thing_rows.c.id.desc())
    .limit(bindparam("count"))
)


def of_owner_between(connection: Connection, reader: Reader, first: datetime, last: datetime) -> tuple[Note, ...]:
    """Return the reader's own notes first written between two moments."""
    values = {"reader": reader.id, "first": first, "last": last}
    return by_ids(connection, reader, list(connection.execute(_WRITTEN_BETWEEN, values).scalars()))


_moment = thing_rows.c.created.type
_WRITTEN_BETWEEN = (
    select(thing_rows.c.id)
    .where(
        thing_rows.c.owner_id == bindparam("reader"),
        thing_rows.c.kind == "note",
        thing_rows.c.created.between(bindparam("first", type_=_moment), bindparam("last", type_=_moment)),
        visible(),
    )
    .limit(50)
)
