"""Communities of any size in a temporary file: notes of about 150 words, the words distributed as Zipf found."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_circles, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc
from plc_tui.services.plc import Plc

MEMBERS = ("maya", "ben", "aisha", "tomas", "ines", "kofi", "lena", "sam")
RARE, COMMON, TAG = "quokka", "because", "wait-time"
RARE_NOTES = 12
_BATCH = 5_000
_NOTE_TABLES = {"note": "id", "note_version": "note_id", "audience_grant": "thing_id", "tag": "thing_id"}
_GOAL_TABLES = {"goal": "id", "goal_revision": "goal_id", "audience_grant": "thing_id"}


def community(path: Path, notes: int, writers: Sequence[str] = MEMBERS, goals: int = 0) -> Path:
    """Make a community of 8 members, one circle, `notes` notes and `goals` goals in `path`; what is there is kept."""
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        _fill(unfinished, notes, goals, writers)
        unfinished.rename(path)
    return path


def opened(path: Path, member: str = "maya") -> Plc:
    """Open it as one of its members."""
    return open_plc(path, as_handle=member)


def _fill(path: Path, notes: int, goals: int, writers: Sequence[str]) -> None:
    plc = make(path, name="Riverside PLC", handle_="maya", display="Maya Okafor", login="maya")
    for name in MEMBERS[1:]:
        plc.members.add(name)
    plc.circles.new("maths", "Maths circle", members=MEMBERS[1:4])
    plc.close()
    chosen = [(name, choice) for name in writers for choice in _choices(name)]
    patterns = [_pattern(path, name, choice) for name, choice in chosen]
    goal_patterns = [_goal_pattern(path, name, choice) for name, choice in chosen] if goals else []
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        _copy(raw, patterns, notes - len(patterns), _NOTE_TABLES, "w")
        _copy(raw, goal_patterns, max(goals - len(goal_patterns), 0), _GOAL_TABLES, "v")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _choices(name: str) -> list[Choice | None]:
    """Half of a member's notes are hers alone; the rest are for her circle, a colleague, everyone."""
    given = (
        with_circles("maths")
        if name in MEMBERS[:4]
        else with_people(*[other for other in MEMBERS[:2] if other != name])
    )
    return [None, None, None, given, given, EVERYONE_HERE]


def _pattern(path: Path, name: str, choice: Choice | None) -> str:
    """Write one note through the services: the others of its author and audience are copies of its rows."""
    plc = opened(path, name)
    note = plc.notes.add(NewNote(f"{COMMON} and so on", "A pattern", tags=(TAG,)))
    if choice is not None:
        plc.notes.share(note.id, choice)
    plc.close()
    return note.id


def _goal_pattern(path: Path, name: str, choice: Choice | None) -> str:
    """Set one goal through the services: the others of its owner and audience are copies of its rows."""
    plc = opened(path, name)
    goal = plc.goals.add(NewGoal(Wording("How do I wait?", f"{COMMON} and so on")))
    if choice is not None:
        plc.goals.share(goal.id, choice)
    plc.close()
    return goal.id


def _copy(raw: sqlite3.Connection, patterns: list[str], count: int, tables: dict[str, str], letter: str) -> None:
    """Copy the patterns in turn, the newest last; `letter` begins the copies' ids."""
    raw.row_factory = sqlite3.Row
    rows = {name: _rows(raw, name, tables) for name in patterns}
    chance = random.Random(7)
    texts = bodies(chance)
    now = datetime.now(UTC)
    _age(raw, patterns, _written(now - timedelta(seconds=30 * count + 60)))
    first = raw.execute("SELECT max(seq) FROM thing").fetchone()[0] + 1
    for start in range(0, count, _BATCH):
        batch: dict[str, list[dict[str, Any]]] = {}
        for number in range(start, min(start + _BATCH, count)):
            rare = "note" in tables and number % (count // RARE_NOTES + 1) == 7
            body = next(texts) + (f" {RARE}" if rare else "")
            moment = now - timedelta(seconds=30 * (count - number))
            name = _name(letter, number)
            _copies(rows[patterns[number % len(patterns)]], first + number, number, name, moment, body, batch)
        with raw:
            for table, copies in batch.items():
                names = list(copies[0])
                marks = ", ".join(f":{name}" for name in names)
                raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", copies)


def _age(raw: sqlite3.Connection, patterns: list[str], moment: str) -> None:
    """Make the patterns older than their copies."""
    with raw:
        for name in patterns:
            raw.execute("UPDATE thing SET created = ?, updated = ? WHERE id = ?", (moment, moment, name))
            raw.execute("UPDATE audience_grant SET updated = ? WHERE thing_id = ?", (moment, name))


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _rows(raw: sqlite3.Connection, pattern: str, tables: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    thing = dict(raw.execute("SELECT * FROM thing WHERE id = ?", (pattern,)).fetchone())
    found = {"thing": [thing]}
    for table, column in tables.items():
        found[table] = [dict(row) for row in raw.execute(f"SELECT * FROM {table} WHERE {column} = ?", (pattern,))]
    index = raw.execute("SELECT rowid, * FROM search WHERE rowid = ?", (thing["seq"],)).fetchone()
    found["search"] = [dict(index)]
    return found


def _copies(
    rows: dict[str, list[dict[str, Any]]],
    seq: int,
    number: int,
    name: str,
    moment: datetime,
    body: str,
    batch: dict[str, list[dict[str, Any]]],
) -> None:
    title = body[:40].rsplit(" ", 1)[0].capitalize()
    new: dict[str, Any] = dict.fromkeys(("id", "root_id", "note_id", "thing_id"), name)
    new |= dict.fromkeys(("seq", "rowid"), seq) | dict.fromkeys(("title", "question"), title)
    new |= {"body": body, "why": body} | dict.fromkeys(("created", "updated"), _written(moment))
    for table, its_rows in rows.items():
        for row in its_rows:
            if table == "tag" and number % 50:
                continue
            changed = {column: new.get(column, value) for column, value in row.items()}
            if table == "goal_revision":
                changed["goal_id"] = name
            if table == "search" and number % 50:
                changed["tags"] = ""
            batch.setdefault(table, []).append(changed)


def _name(letter: str, number: int) -> str:
    letters = "abcdefghjkmnpqrstvwxyz0123456789"
    return letter + "".join(letters[number >> shift & 31] for shift in (20, 15, 10, 5, 0))


def bodies(chance: random.Random, words: int = 150) -> Iterator[str]:
    """Give texts of about so many words for ever."""
    vocabulary = _vocabulary()
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    while True:
        chosen = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(words * 2 // 3, words * 4 // 3))
        yield " ".join(chosen)


def _vocabulary() -> list[str]:
    """Return 20,000 made-up words, short ones first."""
    syllables = [a + b for a in "wlmnprst" for b in ("an", "e", "i", "o", "u", "ar", "ei")]
    words = itertools.chain(syllables, map("".join, itertools.product(syllables, repeat=2)))
    longer = map("".join, itertools.product(syllables, repeat=3))
    return list(itertools.islice(itertools.chain(["the", "and", COMMON], words, longer), 20_000))
