"""What an act costs in processor time: a loaded machine makes it dearer, so the cheapest of many tries counts."""

from __future__ import annotations

import time
from collections.abc import Callable


def cost(act: Callable[[], object], enough: float = 0.0, tries: int = 50) -> float:
    """Seconds of processor time of the cheapest of `tries`; one that costs less than `enough` ends them."""
    cheapest = float("inf")
    for _ in range(tries):
        start = time.thread_time()
        act()
        cheapest = min(cheapest, time.thread_time() - start)
        if cheapest < enough:
            break
    return cheapest
