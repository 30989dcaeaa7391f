"""While the program starts it imports a great deal, and all of it stays: nothing is worth looking through for garbage.

Python would look through everything again and again while it grows, and once more right when the first words are read:
150 ms of the first screen. So that search becomes rare for a moment, and afterwards leaves alone what is there by then.
"""

from __future__ import annotations

import gc

RARELY = 100_000
"""New objects between two searches while the program starts; never is no choice, for not every command gets further."""

_usual: list[tuple[int, int, int]] = []


def begin() -> None:
    """Search rarely from now on; called once, before anything of size is imported."""
    _usual.append(gc.get_threshold())
    gc.set_threshold(RARELY)


def under_way() -> None:
    """Search as usual again, but no more through what is there by now; nothing where nobody called `begin`."""
    if _usual:
        gc.freeze()
        gc.set_threshold(*_usual.pop())
