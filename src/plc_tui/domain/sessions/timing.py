"""How a protocol's minutes are fitted to the time a group has. All times are whole seconds."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

GRID = 30
"""Steps are planned in half minutes, as far as their bounds and the wanted total are half minutes too."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How short a step can be, how long it usually is, how long it can be. Raises ValueError out of order."""

    least: int
    usual: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.usual <= self.most:
            raise ValueError(f"bounds want 0 <= least <= usual <= most, not {self}")


def fit(bounds: Sequence[Bounds], seconds: int) -> tuple[int, ...]:
    """Return how long each step is when all of them together want to be `seconds` long.

    Every step starts at its least; then one after another is moved on to its next half minute, always the step that
    is then furthest behind its usual length, until the time is used up. So lengths stay in proportion to the usual
    ones and inside their bounds, the usual total gives the usual lengths, and with more time no step becomes shorter.
    A total outside what the bounds allow gives the nearest possible one: the sum tells.
    """
    lengths = [bound.least for bound in bounds]
    left = seconds - sum(lengths)
    waiting = [turn for number, bound in enumerate(bounds) if (turn := _turn(bound, bound.least, number))]
    heapq.heapify(waiting)
    while waiting and left > 0:
        _, number, upto = heapq.heappop(waiting)
        given = min(left, upto - lengths[number])
        lengths[number] += given
        left -= given
        if turn := _turn(bounds[number], lengths[number], number):
            heapq.heappush(waiting, turn)
    return tuple(lengths)


def _turn(bound: Bounds, length: int, number: int) -> tuple[float, int, int] | None:
    """Return how much of its usual length step `number` has half-way to its next stop, its number, and that stop."""
    if length >= bound.most:
        return None
    stops = (length - length % GRID + GRID, bound.usual, bound.most)
    upto = min(stop for stop in stops if stop > length)
    # A step without a usual length comes after all that have one.
    share = (length + upto) / (2 * bound.usual) if bound.usual else float("inf")
    return share, number, upto
