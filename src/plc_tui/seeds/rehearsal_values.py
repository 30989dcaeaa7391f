"""The made-up people of a rehearsal: who they are, what one of them brings, and what they write."""

from __future__ import annotations

from dataclasses import dataclass

KINDS_OF_LINES = ("note", "question", "warm", "cool", "idea", "commitment", "parked")
"""What made-up people can write; each has a file of its own."""


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """Somebody who takes part in rehearsals."""

    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who can take part, and the work whoever presents brings."""

    id: str
    title: str
    focus: str
    body: str
    people: tuple[MadeUpPerson, ...]


@dataclass(frozen=True, slots=True)
class LineList:
    """Lines for protocols whose first need is one of `needs` (none: for all others), or for a session's last step."""

    lines: tuple[str, ...]
    needs: tuple[str, ...] = ()
    last: bool = False


@dataclass(frozen=True, slots=True)
class MadeUpLines:
    """What made-up people write of one kind; `id` is the kind."""

    id: str
    lists: tuple[LineList, ...]

    def fitting(self, need: str, *, last: bool) -> tuple[tuple[str, ...], ...]:
        """Return its lists, the one first that fits a protocol's first need and whether this is the last step."""
        ordered = sorted(self.lists, key=lambda each: (each.last != last, need not in each.needs, bool(each.needs)))
        return tuple(each.lines for each in ordered)
