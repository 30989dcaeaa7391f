"""What made-up people do in a step, and when: always the same for the same seed, and never all at once.

When is a share of the step's time, minutes that were added among it: who gets one more minute uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from plc_tui.domain.sessions.values import SessionStep

Take = Callable[[str], str]
"""Gives the next line of a kind."""

LONG = 120
"""In a step that is at least so many seconds long somebody may want one more minute."""
SPEAK, COMMIT, MORE, HAND, PARK, AGAIN = 0.75, 0.6, 0.1, 0.35, 0.2, 0.3
"""How likely it is that somebody writes something down while all talk, promises something, wants one more minute,
puts her hand up, parks something if she is keen, and writes once more."""
LISTENED = 0.85
"""Whoever writes nothing is ready after this share of a step."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody does: `what` is one of say commit park vote fist hand ready more."""

    at: float
    who: str
    what: str
    kind: str = ""
    text: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Temper:
    """How somebody is: a quiet one writes in silences and says nothing while all talk; a keen one has her hand up."""

    quiet: bool = False
    keen: bool = False


def in_step(step: SessionStep, who: str, temper: Temper, presents: bool, dice: Random, take: Take) -> Iterator[Act]:
    """Yield what one person does in a step that begins."""
    written = list(_writing(step, who, temper, presents, dice, take))
    yield from written
    if step.votes:
        yield voting(step, who, 0.25, dice)
    if _may_speak(step, presents) and not temper.quiet and dice.random() < (2 * HAND if temper.keen else HAND):
        yield Act(dice.uniform(0.1, 0.6), who, "hand")
    if temper.keen and step.gathers and dice.random() < PARK:
        yield Act(dice.uniform(0.3, 0.8), who, "park", "parked", take("parked"))
    done = max((act.at for act in written), default=LISTENED)
    if step.seconds >= LONG and step.gathers and dice.random() < MORE:
        yield Act(dice.uniform(0.82, 0.92), who, "more")
        done = 1.0
    yield Act(done + dice.uniform(0.04, 0.12), who, "ready")


def voting(step: SessionStep, who: str, since: float, dice: Random) -> Act:
    """Return how somebody votes, some time after `since`."""
    at = since + dice.uniform(0.05, 0.5)
    return Act(at, who, "fist" if step.fist else "vote", number=dice.choice((5, 4, 4, 4, 3, 3, 2)))


def _writing(step: SessionStep, who: str, temper: Temper, presents: bool, dice: Random, take: Take) -> Iterator[Act]:
    if not _may_write(step, presents):
        return
    kinds = [kind for kind in step.gathers if kind != "commitment"]
    if step.speaker != "each":  # in a round she says it when it is her turn
        for kind in _chosen(step, kinds, temper, dice):
            part = 0.7 / len(kinds)  # first all that is warm, then what is cool
            since = 0.12 + part * kinds.index(kind)
            yield Act(dice.uniform(since, since + part), who, "say", kind, take(kind))
    if "commitment" in step.gathers and (presents or dice.random() < COMMIT):
        yield Act(dice.uniform(0.4, 0.85), who, "commit", "commitment", take("commitment"), dice.randint(5, 21))


def _chosen(step: SessionStep, kinds: list[str], temper: Temper, dice: Random) -> list[str]:
    """Return the kinds somebody writes: in a silence of each that is asked for, else perhaps of one."""
    if not kinds:
        return []
    if step.speaker == "nobody" or step.hidden:
        chosen = kinds if set(kinds) == {"warm", "cool"} else [dice.choice(kinds)]
    elif temper.quiet or dice.random() > SPEAK:
        return []
    else:
        chosen = [dice.choice(kinds)]
    return chosen + ([dice.choice(kinds)] if dice.random() < AGAIN else [])


def _may_write(step: SessionStep, presents: bool) -> bool:
    """Say whether somebody writes in a step: about her own work whoever presents it only speaks."""
    if presents:
        return step.speaker in ("presenter", "all", "each") and "presenter" not in step.silent
    return step.speaker != "presenter" and "participants" not in step.silent


def _may_speak(step: SessionStep, presents: bool) -> bool:
    if step.speaker == "all":
        return True
    return step.speaker == "participants" and not presents
