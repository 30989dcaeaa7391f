"""A community whose every word is hostile, and the same community with kind words.

`build` writes it through the services, as any member could. `poison` writes past them, straight into the tables and the
search index, as a hand edit or an older program could have.

Maya is at the keys. Everything of hers that has a list has more than a screenful in it; her first note, goal and
request hold the most of everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

import hostile
from once import once
from plc_tui.domain.audience import EVERYONE_HERE, with_circles, with_people
from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Note
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc

WORD = "kestrel"
"""A word in everything that can be found."""
LONG = 300
"""A payload of more characters than this stands alone; shorter ones share a line."""
LINE = 200
"""What a field of one line takes at most; the rest of a payload would be refused."""


def _groups() -> Iterator[str]:
    """Every payload once: the short ones three to a line, where all of them are in sight, the long ones alone."""
    short = [text for text in hostile.STORABLE.values() if len(text) <= LONG]
    for start in range(0, len(short), 3):
        yield f" {WORD} | ".join(short[start : start + 3])
    yield from (text for text in hostile.STORABLE.values() if len(text) > LONG)


LINES = tuple(_groups())
BODIES = (
    f"\n\n{WORD}\n\n".join(text for text in hostile.STORABLE.values() if len(text) <= LONG),
    *(text for text in hostile.STORABLE.values() if len(text) > LONG),
)
KIND = tuple(f"{WORD} {n}: kind words, שלום 漢字 \U0001f469\u200d\U0001f467 e\u0301, and some more" for n in range(9))
MANY = len(LINES)


class Words:
    """Gives the next text each time one is needed, so that every payload comes to every kind of field."""

    def __init__(self, lines: tuple[str, ...], bodies: tuple[str, ...]) -> None:
        self._lines, self._bodies = cycle(lines), cycle(bodies)

    def line(self) -> str:
        """For a field of one line."""
        return next(self._lines)[:LINE]

    def text(self) -> str:
        """For a field of many lines that are short as a rule."""
        return next(self._lines)

    def body(self) -> str:
        """For a page of text; the first one holds all short payloads."""
        return next(self._bodies)


def kind() -> Words:
    """Friendly words, in several scripts."""
    return Words(KIND, tuple("\n\n".join([f"# {line}", "Text, **bold**, `code`.", "- a\n- b"] * 9) for line in KIND))


def hostile_words() -> Words:
    """Every payload."""
    return Words(LINES, BODIES)


def kind_file(factory: pytest.TempPathFactory) -> Path:
    """A copy of one's own of the community of kind words, everything in it written through the services."""
    return once(factory, "kind", lambda folder: build(folder / "plc.db", kind())) / "plc.db"


def hostile_file(factory: pytest.TempPathFactory) -> Path:
    """The same in hostile words."""
    return once(factory, "hostile", lambda folder: build(folder / "plc.db", hostile_words())) / "plc.db"


class Builder:
    """Does what the members of the community did, some of it weeks ago."""

    def __init__(self, path: Path, words: Words) -> None:
        self.words = words
        self.moment = datetime.now(UTC) - timedelta(days=31)
        self.maya = make(
            path,
            name=words.line(),
            handle_="maya",
            display=words.line(),
            login="maya",
            clock=lambda: self._tick(),
        )
        self.others: list[Plc] = []

    def _tick(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def build(self) -> None:
        """Everything, in the order in which it must happen."""
        self._people()
        self._goals()
        self._notes()
        self.moment = datetime.now(UTC) - timedelta(hours=1)
        self._of_others()
        self._reviews()
        self._drafts_and_bin()
        self.maya.close()

    def _people(self) -> None:
        for number in range(MANY):
            handle = f"m{number:02}"
            self.maya.members.add(handle, self._accepted(self.words.line))
            about = {"interests": self.words.text(), "can_help": self.words.text()}
            self.maya.members.edit(handle, **about)
            if number < 4:
                person = self.maya.members.show(handle).person
                self.others.append(Plc(self.maya.store, person, lambda: self._tick()))
        for number in range(6):
            self.maya.circles.new(f"c{number}", self._accepted(self.words.line), self.words.text(), ["m00", "m01"])
        self.maya.circles.invite("c0", "m02")
        self.others[1].circles.new("theirs", self._accepted(self.words.line), self.words.text(), ["m03"])
        self.others[1].circles.invite("theirs", "maya")

    def _accepted(self, make_text: Callable[[], str]) -> str:
        """The next text that a field which needs words accepts."""
        from plc_tui.text import clean_line

        while not clean_line(text := make_text()):
            pass
        return text

    def _wording(self) -> Wording:
        text = self.words.text
        extra = (("obstacle", text()), ("plan", text()))
        return Wording(self._accepted(self.words.line), text(), text(), self.words.line(), self.words.line(), extra)

    def _goals(self) -> None:
        goals, text = self.maya.goals, self.words.text
        ids = [goals.add(NewGoal(self._wording(), "plain", self._accepted(text))).id for _ in range(10)]
        self.goal = ids[-1]
        for _ in range(MANY):
            goals.step(self.goal, self._accepted(text))
        for _ in range(9):
            goals.check_in(self.goal, self._accepted(text), text(), self.words.line())
            goals.reword(self.goal, self._wording(), self._accepted(text))
        goals.rest(ids[0], text())
        goals.meet(ids[1], text())
        goals.let_go(ids[2], text())
        goals.share(self.goal, EVERYONE_HERE)

    def _note(self, plc: Plc, body: str, **more: object) -> Note:
        title = self._accepted(self.words.line)
        try:
            return plc.notes.add(NewNote(body, title, "spiral", "hunch", tags=(self.words.line(),)))
        except Invalid:  # its tags are no words
            return plc.notes.add(NewNote(body, title, "spiral", "hunch"))

    def _notes(self) -> None:
        for _ in range(MANY):
            note = self._note(self.maya, self.words.body())
            self.maya.notes.link(note.id, self.goal)
        self.note = self._note(self.maya, BODIES[0] if "\x1b" in self.words.text() + LINES[0] else self.words.body()).id
        for _ in range(8):
            self.maya.notes.edit(self.note, self._accepted(self.words.line), self.words.body())
        self.maya.notes.link(self.note, self.goal)
        self.maya.notes.share(self.note, EVERYONE_HERE)

    def _of_others(self) -> None:
        for number in range(MANY):
            who = self.others[number % 4]
            kind = ("encourage", "wonder", "connect")[number % 3]
            response = who.responses.add(self.note, kind, self._accepted(self.words.text))
            if number % 3 == 0:
                self.maya.responses.add(response.id, "answer", self._accepted(self.words.text))
        for number in range(6):
            who = self.others[number % 4]
            who.notes.share(self._note(who, self.words.body()).id, EVERYONE_HERE)
            goal = who.goals.add(NewGoal(self._wording(), "plain", self._accepted(self.words.text)))
            who.goals.share(goal.id, with_circles("c0") if number == 0 else EVERYONE_HERE)
        self.others[0].responses.add(self.goal, "wonder", self._accepted(self.words.text))

    def _ask(self, who: Plc, work: str, choice: object) -> str:
        text = self._accepted
        new = NewRequest(work, text(self.words.text), choice, off_limits=self.words.text(), wanted=3)  # type: ignore[arg-type]  # a Choice
        return who.reviews.ask(new).id

    def _reviews(self) -> None:
        self._received(self._ask(self.maya, self.note, with_people("m00", "m01", "m02")), close=True)
        self._received(self._ask(self.maya, self.note, with_people("m00", "m01", "m02")), close=False)
        for number in range(5):
            who = self.others[number % 4]
            work = self._note(who, BODIES[0]).id
            asked = self._ask(who, work, with_people("maya") if number < 4 else EVERYONE_HERE)
            if number == 3:
                self.maya.reviews.take(asked)
                self.maya.reviews.write(asked, [("warm", self._accepted(self.words.text)) for _ in range(3)])

    def _received(self, request: str, *, close: bool) -> None:
        for who in self.others[:2]:
            who.reviews.take(request)
            points = [(("warm", "cool", "question")[n % 3], self._accepted(self.words.text)) for n in range(9)]
            who.reviews.write(request, points)
            who.reviews.send(request)
        points_there = self.maya.reviews.show(request).reviews[0].points
        for point in points_there[:4]:
            self.maya.reviews.decide(point.id, "try", self.words.text())
        if close:
            self.maya.reviews.close(request, self._accepted(self.words.text))
        else:
            self.others[2].reviews.hand_on(request, "m03")

    def _drafts_and_bin(self) -> None:
        text = self.words.text
        keep = self.maya.drafts.keep
        keep("note:new", {"title": text(), "body": self.words.body()})
        keep("goal:new", {"question": text(), "why": text(), "notice": text(), "first_step": text()})
        keep(f"note:{self.note}", {"title": text(), "body": self.words.body()})
        keep(f"check-in:{self.goal}", {"tried": text(), "noticed": text(), "confidence": text()})
        keep(f"goal:{self.goal}", {"question": text(), "why": text(), "because": text()})
        for _ in range(9):
            self.maya.bin.put(self._note(self.maya, text()).id)


def build(path: Path, words: Words) -> None:
    """Write the community into a new file, through the services."""
    Builder(path, words).build()


_PAGES = frozenset({"body", "work_body", "closing", "because"})
"""Columns that hold pages of text."""
_ALSO = (("note", "stage"), ("member", "timezone"), ("tag", "tag"))
"""People's words that are kept in columns without cleaning, because services only let some words in."""
_EMPTY_MATTERS = frozenset({"closing"})


def text_columns() -> list[tuple[str, str]]:
    """Every (table, column) of the file that holds people's words."""
    from plc_tui.store import tables
    from plc_tui.store.columns import Line
    from plc_tui.store.columns import Words as WordsColumn

    every = tables.SQLModel.metadata.sorted_tables
    return [(t.name, c.name) for t in every for c in t.columns if isinstance(c.type, Line | WordsColumn)]


def poison(path: Path) -> None:
    """Write payloads as they are, unclean, into every field of people's words of a file that nobody has open."""
    connection = sqlite3.connect(path)
    lines, bodies = cycle(LINES), cycle(BODIES)
    for table, column in [*text_columns(), *_ALSO]:
        where = {"meta": " WHERE key = 'name'", "draft": " WHERE field <> 'model'"}.get(table, "")
        if column in _EMPTY_MATTERS:
            where = f" WHERE {column} <> ''"
        rows = connection.execute(f"SELECT rowid FROM {table}{where}").fetchall()
        texts = bodies if column in _PAGES else lines
        for (rowid,) in rows:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (next(texts), rowid))
    for (rowid,) in connection.execute("SELECT rowid FROM search").fetchall():
        text = f"{next(lines)} {WORD} {next(lines)}"
        connection.execute("UPDATE search SET title = ?, body = ?, tags = ? WHERE rowid = ?", (text, text, text, rowid))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def reopened(path: Path) -> Plc:
    """The file as Maya's program reads it."""
    return open_plc(path, as_handle="maya")
