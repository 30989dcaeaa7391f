"""Members and their circles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import Person

_HANDLE = re.compile(r"[a-z][a-z0-9-]{0,30}")


def handle(text: str, what: str = "A handle", example: str = "maya") -> str:
    """Return `text` as a handle: `@Maya` becomes `maya`. Raises Invalid, in words for `what`, when it cannot be one."""
    word = text.strip().removeprefix("@").lower()
    if not _HANDLE.fullmatch(word):
        raise Invalid(f"{what} is a short word of small letters, digits and hyphens, such as {example}.")
    return word


def handle_from(words: str, *ordinary: str) -> str:
    """Suggest a handle for a name or a title: `Reading and writing circle` gives `reading-and-writing`.

    `ordinary` words are left out where others remain. Empty when nothing in it can be part of a handle.
    """
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    parts = re.findall("[a-z0-9]+", plain)
    telling = [part for part in parts if part not in ordinary] or parts
    word = re.sub("^[^a-z]+", "", "-".join(telling))
    return word if len(word) <= 31 else word[:32].rpartition("-")[0] or word[:31]


@dataclass(frozen=True, slots=True)
class Member:
    """A person in this file. A keeper may add and remove members; she reads no more than anyone else.

    `account` is the number of her account on a school's server, None elsewhere and until she has been there.
    """

    id: str
    handle: str
    name: str
    login: str
    timezone: str
    interests: str
    can_help: str
    keeper: bool
    joined: datetime
    left: datetime | None = None
    account: int | None = None

    @property
    def person(self) -> Person:
        """How she is named wherever she appears."""
        return Person(self.id, self.handle, self.name)


@dataclass(frozen=True, slots=True)
class CircleMember:
    """One member's place in a circle."""

    person: Person
    facilitator: bool
    joined: datetime


@dataclass(frozen=True, slots=True)
class Circle:
    """A PLC: a few members with a purpose. `invited` are colleagues asked who have not joined yet."""

    id: str
    handle: str
    title: str
    purpose: str
    created: datetime
    members: tuple[CircleMember, ...] = ()
    invited: tuple[Person, ...] = ()

    def holds(self, member_id: str) -> bool:
        """Say whether she is a member."""
        return any(place.person.id == member_id for place in self.members)

    def facilitated_by(self, member_id: str) -> bool:
        """Say whether she is one of its facilitators."""
        return any(place.person.id == member_id and place.facilitator for place in self.members)
