"""Who may read what: THE rule, used by everything that reads.

A thing (a goal, a note, a request for review, a review) has one owner and one audience. A response has no audience
of its own: it is read by whoever may read the thing it answers, which we call its root. The store says the same
rule in SQL (`store/visible.py`); a property test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import Person

AudienceKind = Literal["me", "people", "circles", "community"]

#: The principal that stands for every member of the community.
EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class CircleRef:
    """A circle where it appears as an audience: its id, handle, title and how many members it has now."""

    id: str
    handle: str
    title: str
    size: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An audience as its owner chooses it, by handles."""

    kind: AudienceKind
    people: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind == "people" and not self.people:
            raise Invalid("Say with whom: name at least one colleague.")
        if self.kind == "circles" and not self.circles:
            raise Invalid("Say with which circle.")


ONLY_ME = Choice("me")
EVERYONE_HERE = Choice("community")


def with_people(*handles: str) -> Choice:
    """Choose these colleagues."""
    return Choice("people", people=tuple(dict.fromkeys(handles)))


def with_circles(*handles: str) -> Choice:
    """Choose these circles."""
    return Choice("circles", circles=tuple(dict.fromkeys(handles)))


@dataclass(frozen=True, slots=True)
class Audience:
    """Who besides the owner may read a thing now."""

    kind: AudienceKind = "me"
    people: tuple[Person, ...] = ()
    circles: tuple[CircleRef, ...] = ()
    community_size: int = 0

    def principals(self) -> frozenset[str]:
        """Return whom the thing is granted to: member ids, circle ids, or `EVERYONE`."""
        if self.kind == "community":
            return frozenset({EVERYONE})
        return frozenset(person.id for person in self.people) | frozenset(circle.id for circle in self.circles)


NOBODY_ELSE = Audience()


Opens = Callable[[str, int, bytes], bytes | None]
"""Opens what was sealed for a place (its name and revision); None where the key at hand does not open it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A member as the rule sees her: her id, the circles she is in now, and whether she still belongs here.

    `opens` is there while she has her locked notes open in this sitting.
    """

    id: str
    circles: frozenset[str] = frozenset()
    active: bool = True
    opens: Opens | None = field(default=None, compare=False)

    def principals(self) -> frozenset[str]:
        """Return everything that may be granted to her."""
        return self.circles | {self.id, EVERYONE}


@dataclass(frozen=True, slots=True)
class Readable:
    """A thing as the rule sees it. `root` is the thing whose audience governs it; None when that is its own."""

    owner: str
    granted: frozenset[str] = field(default_factory=frozenset)
    in_bin: bool = False
    root: Readable | None = None


def may_read(reader: Reader, thing: Readable) -> bool:
    """Say whether `reader` may read `thing`. What lies in the bin is read by nobody until it is restored."""
    root = thing.root or thing
    if not reader.active or thing.in_bin or root.in_bin:
        return False
    return reader.id == root.owner or bool(reader.principals() & root.granted)


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """What a choice would change: who could read it from then on, and who no longer."""

    audience: Audience
    gain: tuple[Person, ...]
    lose: tuple[Person, ...]

    @property
    def widens(self) -> bool:
        """Whether anyone new could read it."""
        return bool(self.gain)


#: What the audience line says of a locked note after "Only you, ".
LOCKED = "locked with your passphrase"


def in_words(audience: Audience, owner: Person, reader_id: str) -> str:
    """Say who can read a thing, as its `reader` would: `Only you`, `You and Sam Reyes`, `Maths circle (5 people)`."""
    if audience.kind == "community":
        return f"Everyone here ({_people(audience.community_size)})"
    if audience.kind == "circles":
        circles = [f"{circle.title} ({_people(circle.size)})" for circle in audience.circles]
        return join_words([*circles, *(person.name for person in audience.people)])
    readers = [owner, *audience.people]
    names = [person.name for person in readers if person.id != reader_id]
    if reader_id not in {person.id for person in readers}:
        return join_words(names)
    return join_words(["You", *names]) if names else "Only you"


def join_words(words: list[str]) -> str:
    """Join words as a sentence does: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
