"""Find, among the locked notes that are open: in memory, since nothing of them is ever in the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from plc_tui.domain.finding import Hit
from plc_tui.domain.notes import Note
from plc_tui.services import locked_notes
from plc_tui.services.desk import Sitting
from plc_tui.store.search import Query
from plc_tui.text import clean_line

_WORD = re.compile(r"\w+")
_AROUND = 60
"""Letters shown before and after what was found."""


def find(sitting: Sitting, query: Query, count: int) -> tuple[Hit, ...]:
    """Return what matches among the reader's open locked notes: in titles first, then the newest first."""
    if query.kind not in (None, "note") or query.author_id not in (None, sitting.reader.id):
        return ()
    words = [_plain(word) for word in _WORD.findall(query.words)]
    if not (words or query.tag or query.kind or query.author_id or query.since):
        return ()
    found = [note for note in locked_notes.all_open(sitting) if _matches(note, query, words)]
    found.sort(key=lambda note: not _holds(note.title, words))  # stable: the newest first among equals
    return tuple(_hit(note, words) for note in found[:count])


def _matches(note: Note, query: Query, words: Sequence[str]) -> bool:
    if query.tag and query.tag not in note.tags:
        return False
    if query.since and note.created < query.since:
        return False
    return _holds(" ".join((note.title, note.body, *note.tags)), words)


def _holds(text: str, words: Sequence[str]) -> bool:
    """Say whether a text holds every word; the last may be the beginning of one, as in the index."""
    there = {_plain(word) for word in _WORD.findall(text)}
    *whole, last = words or [""]
    return all(word in there for word in whole) and any(word.startswith(last) for word in (*there, ""))


def _plain(word: str) -> str:
    """Return a word as the index compares them: without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _hit(note: Note, words: Sequence[str]) -> Hit:
    shown = (
        f"tagged {' '.join(note.tags)} · {note.body}"
        if words and not _any(note.body, words) and note.tags
        else note.body
    )
    return Hit(
        note.id, "note", note.title, note.author, note.updated, tuple(_snippet(shown, words)), note.id, locked=True
    )


def _any(text: str, words: Sequence[str]) -> bool:
    return any(_wanted(found[0], words) for found in _WORD.finditer(text))


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
