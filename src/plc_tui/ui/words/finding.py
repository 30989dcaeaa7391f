"""What was found, in words: why it matched, marked by more than colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from textual.content import Content

from plc_tui.domain.finding import Found, Hit
from plc_tui.domain.values import ThingKind
from plc_tui.ui import safe
from plc_tui.ui.looking import KINDS, Looking
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days
from plc_tui.ui.words.locked import with_mark

MARKED = "bold underline $accent"
"""How the words that were looked for stand out: bold and underlined, and in colour where there is one."""
_BEFORE_MATCH = 32
"""So many characters of a text stand before the first match."""
_WORD = re.compile(r"\w+")
_MARKDOWN = re.compile(r"(?:^|(?<=\s))(?:#{1,6}|[-*>])(?=\s)\s*")
_KIND: dict[ThingKind, str] = {
    "note": "note", "goal": "goal", "response": "response", "request": "asks for a review", "review": "review",
    "session": "session",
}  # fmt: skip
_BEFORE: dict[ThingKind, str] = {"response": "On ", "review": "Review of "}


def hit_rows(found: Found, looking: Looking, me: str) -> list[Row]:
    """What was found as rows; a last line says when there is more."""
    rows = [_row(hit, looking, me) for hit in found.items]
    more = "There is more. Another word, or a filter, brings what you look for nearer."
    return [*rows, heading(more)] if found.more else rows


def _row(hit: Hit, looking: Looking, me: str) -> Row:
    title = Content.assemble(
        (_BEFORE.get(hit.kind, ""), "$soft"), marked(hit.title or "(without a title)", looking.words)
    )
    title = with_mark(title) if hit.locked else title
    return Row(hit.id, title, snippet(hit), kind_and_author(hit, me))


def kind_and_author(hit: Hit, me: str) -> Content:
    """`note · Ben Ito`, `your goal`."""
    if hit.author.id == me:
        return Content({"request": "you ask for a review"}.get(hit.kind, f"your {_KIND[hit.kind]}"))
    return safe.line(f"{_KIND[hit.kind]} · {hit.author.name}")


def snippet(hit: Hit) -> Content:
    """The part of the text that matches, the words that were looked for marked and near its beginning."""
    runs = [(_MARKDOWN.sub("", words), wanted) for words, wanted in hit.snippet]
    if len(runs) > 1 and not runs[0][1]:
        runs[0] = (_end_of(runs[0][0]), False)
    return Content("").join([_run(words, wanted) for words, wanted in runs if words])


def _end_of(words: str) -> str:
    """The last words before the first match: in a narrow list the match itself must be in sight."""
    if len(words) <= _BEFORE_MATCH:
        return words
    return "…" + words[-_BEFORE_MATCH:].partition(" ")[2]


def _run(words: str, wanted: bool) -> Content:
    """One run; the spaces at its ends keep it apart from the next."""
    if words.isspace():
        return Content(" ")
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() else ""
    return Content.assemble(left, safe.line(words, MARKED if wanted else ""), right)


def marked(title: str, words: str) -> Content:
    """A title with the words that were looked for marked; the last may be the beginning of one."""
    wanted = [_plain(word) for word in _WORD.findall(words)]
    line = safe.line(title)
    content = line
    for found in _WORD.finditer(line.plain):
        word = _plain(found[0])
        if wanted and (word in wanted or word.startswith(wanted[-1])):
            content = content.stylize(MARKED, found.start(), found.end())
    return content


def _plain(word: str) -> str:
    """A word as the index compares it: without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(character for character in apart if not unicodedata.combining(character))


def understood(looking: Looking, today: date) -> Content:
    """How the box was read: its filters in words, and what was left out."""
    parts = [*_filters(looking, today)]
    read = Content.assemble(("Only ", "$soft"), safe.line(", ".join(parts), "bold")) if parts else Content("")
    troubles = [safe.line(trouble, "$warm") for trouble in looking.troubles]
    return Content("\n").join([piece for piece in (read, *troubles) if piece.plain])


def _filters(looking: Looking, today: date) -> Iterable[str]:
    if looking.kind is not None:
        yield dict(KINDS)[looking.kind]
    if looking.by is not None:
        yield f"by {looking.by.name}"
    if looking.tag is not None:
        yield f"tagged #{looking.tag}"
    if looking.since is not None:
        yield f"since {days.day(looking.since, today)}"
