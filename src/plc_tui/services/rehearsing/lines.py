"""What made-up people say next: lines that fit the protocol first, and none twice before all of its list were said."""

from __future__ import annotations

from random import Random

from plc_tui import seeds


class Lines:
    """All lines of a rehearsal on a protocol with this first need."""

    def __init__(self, need: str, dice: Random) -> None:
        self._need, self._dice = need, dice
        self._left: dict[tuple[str, bool], list[str]] = {}

    def take(self, kind: str, *, last: bool = False) -> str:
        """Return the next line of a kind; `last` in the last step of a session."""
        left = self._left.setdefault((kind, last), [])
        if not left:
            left += self._shuffled(kind, last=last)
        return left.pop(0)

    def _shuffled(self, kind: str, *, last: bool) -> list[str]:
        fitting, *others = seeds.made_up_lines(kind).fitting(self._need, last=last)
        del others  # what is said of other things would sound like another meeting
        return self._dice.sample(fitting, len(fitting))
