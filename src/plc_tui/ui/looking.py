"""What the box of Find means: words, and `by:ben kind:note tag:x since:2026-09-01` read as kindly as can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from plc_tui.dates import read_date
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import Member
from plc_tui.domain.values import ThingKind

KINDS: tuple[tuple[ThingKind, str], ...] = (
    ("note", "notes"),
    ("goal", "goals"),
    ("response", "responses"),
    ("request", "requests for review"),
    ("review", "reviews"),
    ("session", "sessions"),
)
One = TypeVar("One")
_NAMES = {
    "kind": "kind", "in": "kind", "type": "kind", "by": "by", "from": "by", "author": "by",
    "tag": "tag", "tags": "tag", "since": "since", "after": "since",
}  # fmt: skip
_FILTER = re.compile(rf'(?<!\S)({"|".join(_NAMES)}):\s*("[^"]*"?|\S*)|(?<!\S)([@#])([^\s@#]\S*)', re.IGNORECASE)
_DATE_WORDS = 3
"""A date may be so many words: `since:3 may 2026`."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked for. `troubles` says in our words, and those typed, what was not understood and is left out."""

    words: str = ""
    kind: ThingKind | None = None
    by: Member | None = None
    tag: str | None = None
    since: date | None = None
    troubles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(character.isalnum() for character in self.words) or self.narrowed

    @property
    def narrowed(self) -> bool:
        """Whether any filter was understood."""
        return any(value is not None for value in (self.kind, self.by, self.tag, self.since))


def read(box: str, members: Sequence[Member], me: str, today: date) -> Looking:
    """Read what is in the box. What is begun but not finished (`by:`) is left out without a word."""
    words, filters = _apart(box, today)
    if _just_begun(box):
        words = words[:-1]
    looking = Looking(" ".join(words.split()))
    for name, value in filters:
        if value:
            looking = _understand(looking, name, value, members, me, today)
    return looking


def _just_begun(box: str) -> bool:
    """Whether the box ends in a single letter: a word that is being typed, too little to look for yet."""
    last = box[-2:]
    return last[-1:].isascii() and last[-1:].isalnum() and not last[:-1].strip()


def narrow(box: str, name: str, value: str, today: date) -> str:
    """The box with one filter put in, in place of the same one if it was there; an empty value takes it out."""
    words, filters = _apart(box, today)
    kept = [(its_name, its_value) for its_name, its_value in filters if its_name != name and its_value]
    written = [f'{n}:"{v}"' if " " in v else f"{n}:{v}" for n, v in [*kept, (name, value)] if v]
    return " ".join([*words.split(), *written]) + " "


def _apart(box: str, today: date) -> tuple[str, list[tuple[str, str]]]:
    """Tell the words in the box from its filters (name, value)."""
    words, filters, at = "", [], 0
    for found in _FILTER.finditer(box):
        if found.start() < at:
            continue  # inside a date of several words
        words, at = words + box[at : found.start()], found.end()
        name = _NAMES[found[1].lower()] if found[1] else {"@": "by", "#": "tag"}[found[3]]
        value = (found[2] or found[4] or "").strip('"').strip()
        if name == "since" and value:
            value, at = _date_words(box, value, at, today)
        filters.append((name, value))
    return words + box[at:], filters


def _understand(looking: Looking, name: str, value: str, members: Sequence[Member], me: str, today: date) -> Looking:
    try:
        if name == "kind":
            return replace(looking, kind=_kind(value))
        if name == "by":
            return replace(looking, by=_person(value, members, me))
        if name == "since":
            return replace(looking, since=_day(value, today))
        return replace(looking, tag=value.lstrip("#").lower())
    except Invalid as error:
        return replace(looking, troubles=(*looking.troubles, str(error)))


def _kind(value: str) -> ThingKind:
    typed = value.lower()
    fitting = [kind for kind, _ in KINDS if f"{kind}s".startswith(typed)] or _ALIASES.get(typed, [])
    return _only(fitting, f"kind:{value}", "there are notes, goals, responses, requests, reviews and sessions", str)


_ALIASES: dict[str, list[ThingKind]] = {
    alias: ["response"] for alias in ("answer", "answers", "reply", "replies", "wonder", "encourage", "connect")
}


def _person(value: str, members: Sequence[Member], me: str) -> Member:
    typed = value.removeprefix("@").casefold()
    exact = [m for m in members if m.handle == typed or (typed == "me" and m.id == me)]
    begins = [m for m in members if any(_begins(words, typed) for words in (m.handle, m.name))]
    return _only(exact or begins, f"by:{value}", "nobody here is called that", lambda member: member.name)


def _begins(words: str, typed: str) -> bool:
    name = words.casefold()
    return name.startswith(typed) or any(part.startswith(typed) for part in name.split())


def _only(fitting: Sequence[One], typed: str, none: str, called: Callable[[One], str]) -> One:
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise Invalid(f"{typed} is left out: {none}.")
    raise Invalid(f"{typed} is left out: it could be {' or '.join(called(one) for one in fitting[:4])}.")


def _day(value: str, today: date) -> date:
    if found := re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2}))?", value):
        try:
            return date(int(found[1]), int(found[2] or 1), 1)
        except ValueError:
            raise Invalid(f"since:{value} is left out: there is no such month.") from None
    try:
        return read_date(value, today, "past")
    except Invalid:
        raise Invalid(f"since:{value} is left out: write a day such as 2026-09-01, monday or 3w.") from None


def _date_words(box: str, value: str, at: int, today: date) -> tuple[str, int]:
    """Take the words after `since:` into the date where they belong to it: `since:3 may`."""
    for text, end in reversed(list(_longer(box, value, at))):
        try:
            _day(text, today)
        except Invalid:
            continue
        return text, end
    return value, at


def _longer(box: str, value: str, at: int) -> Iterator[tuple[str, int]]:
    yield value, at
    if box[at - 1 : at] == '"':
        return
    for word in list(re.finditer(r"\S+", box[at:]))[: _DATE_WORDS - 1]:
        value = f"{value} {word[0]}"
        yield value, at + word.end()
