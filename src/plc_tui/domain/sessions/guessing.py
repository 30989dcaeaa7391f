"""How often somebody may try the code of a session: slips cost nothing, and trying them all would take years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: So many wrong codes in a row cost nothing.
FREE = 4
#: What a wrong code costs after that grows up to this.
LONGEST = timedelta(minutes=1)
#: Wrong codes are forgotten after this long without another.
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong codes somebody has typed in a row, and when the last of them."""

    wrong: int = 0
    last: datetime | None = None


def wait(tries: Tries, now: datetime) -> timedelta:
    """Return how long she has to wait before another code is looked at; nothing when a clock was put back."""
    if tries.last is None or tries.wrong <= FREE:
        return timedelta()
    cost = min(LONGEST, timedelta(seconds=2 ** min(tries.wrong - FREE, 10)))
    passed = now - tries.last
    return cost - passed if timedelta() <= passed < cost else timedelta()


def once_more(tries: Tries, now: datetime) -> Tries:
    """Return her tries with one more wrong code."""
    fresh = tries.last is None or abs(now - tries.last) > FORGOTTEN
    return Tries(1 if fresh else tries.wrong + 1, now)
