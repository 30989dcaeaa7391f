"""A rehearsal as it is asked for, and what happens in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.values import SessionStep

BANNER = "Rehearsal: made-up people, nothing is kept"
"""What stands above everything in a rehearsal."""
FEWEST, MOST = 2, 24
"""How few and how many people there can be in a rehearsal, the member herself among them."""


@dataclass(frozen=True, slots=True)
class RehearsalPlan:
    """What is rehearsed: a protocol, fitted to people (0: as it likes) and minutes; or `steps`, of a planned session.

    The same `seed` gives the same rehearsal.
    """

    protocol: str
    people: int = 0
    minutes: int | None = None
    steps: tuple[SessionStep, ...] = ()
    title: str = ""
    seed: int = 1

    @classmethod
    def of(cls, page: SessionPage, people: int = 0) -> RehearsalPlan:
        """Return the rehearsal of a planned session: its own steps, with as many people as are in its circle."""
        size = people or (room_for(page.circle.size) if page.circle else 0)
        return cls(page.protocol, size, steps=page.steps, title=page.title)


def room_for(people: int) -> int:
    """Return how many can be rehearsed with when a group has so many: at least two of them made up."""
    return max(FEWEST + 1, min(people, MOST))


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened in a rehearsal. `who` and `text` are empty where the facilitator could not know them.

    what  by made-up people: came said promised parked voted hand ready more spoke passed; where a rehearsal leads
          itself: step turn longer revealed, "votes shown" (each followed by what was shown or counted), closed
    """

    at: datetime
    step: str
    what: str
    who: str = ""
    kind: str = ""
    text: str = ""
