"""Leads a rehearsal to its end as a calm facilitator would, so that its course can be read like a script."""

from __future__ import annotations

from collections.abc import Iterator

from plc_tui.domain.sessions.rehearsing import Happened
from plc_tui.domain.sessions.showing import FEWEST_VOTERS
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import ConsoleView, RoomView
from plc_tui.services.rehearsing.clocks import HandClock
from plc_tui.services.rehearsing.rehearsal import Rehearsal

WAITS = 30
"""Seconds after the opening until the first step begins."""
BREATH = 10
"""Seconds into a round until the first has the turn, and between two looks while the facilitator herself speaks."""
SHOWS = 20
"""What was written and what was voted is shown so many seconds before a step is over."""
LONGEST = 60.0
"""Time never jumps further than this, so that everybody's program is known to be there."""


class Leading:
    """Plays a rehearsal on a clock that is put forward by hand. `acts` gives all that happens, in order."""

    def __init__(self, rehearsal: Rehearsal, clock: HandClock) -> None:
        self._rehearsal, self._clock, self._id = rehearsal, clock, rehearsal.session_id
        self._console = rehearsal.plc.console
        self._began = clock()
        self._rounds: set[str] = set()
        """The steps whose round has begun."""
        self._closed, self._wait = False, 0.0

    def acts(self) -> Iterator[Happened]:
        """Play it to its end."""
        while (happened := self.go_on()) is not None:
            yield from happened

    def go_on(self) -> tuple[Happened, ...] | None:
        """Play it on to the next moment at which anybody does something; None once it is over."""
        if self._closed:
            return None
        self._clock.forward(self._wait)
        found = self._rehearsal.tick()
        view = self._console.look(self._id)
        done = tuple(self._lead(view))
        self._wait = 0.0 if done else self._until_next(view)
        return found + done

    def _until_next(self, view: ConsoleView) -> float:
        step = view.room.current
        waits = [LONGEST, self._rehearsal.next_due() or LONGEST]
        if step is None or self._mine(view) or (step.speaker == "each" and step.id not in self._rounds):
            waits.append(BREATH)
        if step is not None:
            left = step.left(self._clock())
            waits += [each for each in (left - SHOWS, left) if each > 0]
        return max(1.0, min(waits))

    def _lead(self, view: ConsoleView) -> Iterator[Happened]:
        """Do what a facilitator would do just now, if anything; one thing at a time."""
        step, now = view.room.current, self._clock()
        if step is None:
            yield from self._between(view.room)
        elif step.speaker == "each" and step.id not in self._rounds and step.used(now) >= BREATH:
            self._rounds.add(step.id)
            yield from self._turn("")
        elif self._my_turn_is_over(view, step):
            yield from self._turn(self._mine(view))
        elif step.left(now) <= SHOWS:
            yield from self._at_the_end(view, step, step.left(now))

    def _between(self, room: RoomView) -> Iterator[Happened]:
        """Begin when the others have come; end after the last step."""
        if any(step.state == "ahead" for step in room.steps):
            if room.steps[0].state != "ahead" or (self._clock() - self._began).total_seconds() >= WAITS:
                yield from self._on("")
            return
        self._rehearsal.plc.sessions.close(self._id)
        self._closed = True
        yield Happened(self._clock(), "", "closed")

    def _at_the_end(self, view: ConsoleView, step: SessionStep, left: float) -> Iterator[Happened]:
        if view.more and step.extra == 0:
            self._console.longer(self._id, 60)
            yield Happened(self._clock(), step.id, "longer")
        elif step.hidden and not step.revealed:
            yield Happened(self._clock(), step.id, "revealed")
            room = self._console.reveal(self._id, step.id).room
            for each in room.contributions:
                if each.step == step.id:
                    yield Happened(self._clock(), step.id, "shown", each.by, each.kind, each.text)
        elif step.voting and not 0 < view.votes < FEWEST_VOTERS:
            yield Happened(self._clock(), step.id, "votes shown")
            yield from self._counted(self._console.show_votes(self._id, step.id).room, step)
        elif left <= 0:
            yield from self._on(step.id)

    def _counted(self, room: RoomView, step: SessionStep) -> Iterator[Happened]:
        names = {each.id: each.text for each in room.contributions} | {group.id: group.name for group in room.groups}
        for ballot in room.ballots:
            if ballot.step == step.id:
                for target, count in ballot.counts:
                    yield Happened(self._clock(), step.id, "counted", "", str(count), names.get(target, target))

    def _on(self, step_id: str) -> Iterator[Happened]:
        current = self._console.forward(self._id, step_id).room.current
        if current is not None:
            yield Happened(self._clock(), current.id, "step")

    def _turn(self, key: str) -> Iterator[Happened]:
        room = self._console.next_turn(self._id, key).room
        if room.current is not None and room.turn:
            yield Happened(self._clock(), room.current.id, "turn", room.turn)

    def _mine(self, view: ConsoleView) -> str:
        """Return the facilitator's own key when it is her turn."""
        return next((person.key for person in view.people if person.console and person.name == view.room.turn), "")

    def _my_turn_is_over(self, view: ConsoleView, step: SessionStep) -> bool:
        since = view.room.turn_since
        if since is None or not self._mine(view):
            return False
        return (self._clock() - since).total_seconds() >= 0.9 * step.allowed / max(1, len(view.room.order))
