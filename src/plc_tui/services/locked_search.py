"""Find, among the locked notes that are open: in memory, since nothing of them is ever in the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from plc_tui.domain.finding import Hit
from plc_tui.domain.values import Person
from plc_tui.services.desk import Sitting
from plc_tui.store import locked, people
from plc_tui.store.locked import OpenNote
from plc_tui.store.search import Query
from plc_tui.text import clean_line

LookedFor = tuple[tuple[str, re.Pattern[str]], ...]
"""Each word, which is quick to miss, with the pattern that must match where it is there."""

_WORD = re.compile(r"\w+")
_AROUND = 60
"""Letters shown before and after what was found."""


def find(sitting: Sitting, query: Query, count: int) -> tuple[Hit, ...]:
    """Return what matches among the reader's open locked notes: in titles first, then the newest first."""
    if (
        sitting.reader.opens is None
        or query.kind not in (None, "note")
        or query.author_id not in (None, sitting.reader.id)
    ):
        return ()
    words = _WORD.findall(_plain(query.words))
    if not (words or query.tag or query.kind or query.author_id or query.since):
        return ()
    looked_for = _patterns(words)
    found = [one for one in locked.open_ones(sitting.connection, sitting.reader) if _matches(one, query, looked_for)]
    found.sort(key=lambda one: not _holds(one.text.title, looked_for))  # stable: the newest first among equals
    me = people.persons(sitting.connection, [sitting.reader.id])[sitting.reader.id] if found else None
    return tuple(_hit(one, words, me) for one in found[:count]) if me else ()


def _patterns(words: Sequence[str]) -> LookedFor:
    """Return each word with what finds it whole; the last may be the beginning of one, as in the index."""
    whole = [(word, re.compile(rf"\b{re.escape(word)}\b")) for word in words[:-1]]
    return (*whole, *((word, re.compile(rf"\b{re.escape(word)}")) for word in words[-1:]))


def _matches(one: OpenNote, query: Query, looked_for: LookedFor) -> bool:
    if query.tag and query.tag not in one.text.tags:
        return False
    if query.since and one.created < query.since:
        return False
    return _holds(" ".join((one.text.title, one.text.body, *one.text.tags)), looked_for)


def _holds(text: str, looked_for: LookedFor) -> bool:
    plain = _plain(text)
    return all(word in plain and pattern.search(plain) for word, pattern in looked_for)


def _plain(text: str) -> str:
    """Return a text as the index compares it: without accents, in small letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _hit(one: OpenNote, words: Sequence[str], me: Person) -> Hit:
    text = one.text
    by_tag = bool(words) and bool(text.tags) and not any(_wanted(word[0], words) for word in _WORD.finditer(text.body))
    shown = f"tagged {' '.join(text.tags)} · {text.body}" if by_tag else text.body
    return Hit(one.id, "note", text.title, me, one.updated, tuple(_snippet(shown, words)), one.id, locked=True)


def _wanted(word: str, words: Sequence[str]) -> bool:
    plain = _plain(word)
    return plain in words[:-1] or (bool(words) and plain.startswith(words[-1]))


def _snippet(text: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the part of a text around the first word that was looked for, as runs."""
    first = next((found.start() for found in _WORD.finditer(text) if _wanted(found[0], words)), 0)
    start, end = max(0, first - _AROUND), min(len(text), first + 2 * _AROUND)
    part = f".{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}."
    part = clean_line(part)[1:-1]  # the dots keep the spaces at its ends
    at = 0
    for found in _WORD.finditer(part):
        if _wanted(found[0], words):
            if part[at : found.start()]:
                yield part[at : found.start()], False
            yield found[0], True
            at = found.end()
    if part[at:]:
        yield part[at:], False
