"""A session played with made-up people: the real services, the real rules, and whoever is due acts when asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.rehearsing import Happened, RehearsalPlan
from plc_tui.domain.sessions.replaying import Replay, replay
from plc_tui.domain.sessions.values import BEAT, SessionStep
from plc_tui.domain.sessions.views import RoomView
from plc_tui.services.desk import Clock, utc_now
from plc_tui.services.rehearsing.acting import Act, in_step, voting
from plc_tui.services.rehearsing.lines import Lines
from plc_tui.services.rehearsing.making import Person, built
from plc_tui.store import sessions

PASSES = 0.12
"""How likely it is that somebody passes in a round."""


@dataclass
class _Course:
    """What is still to be done in a step, the next first, and which ballot of it is planned."""

    acts: list[Act] = field(default_factory=list)
    ballot: int = 1


class Rehearsal:
    """One rehearsal, going on. `plc` is the member's program in it; `tick` lets the others do what is due.

    Raises Invalid for people or minutes no session can have. Used from one thread, as every Plc.
    """

    def __init__(self, plan: RehearsalPlan, name: str, clock: Clock = utc_now) -> None:
        self.clock, self._dice = clock, Random(plan.seed)
        stage = built(plan, name, clock, self._dice)
        self.plc, self._people, self.session_id = stage.plc, stage.people, stage.session_id
        self._named = {person.name: person for person in self._people.values()}
        self._lines = Lines(stage.need, self._dice)
        self._courses: dict[str, _Course] = {}
        self.title, self.size = stage.title, len(stage.people) + 1
        self.opened = clock()
        self._beaten = self.opened - timedelta(seconds=BEAT)

    def close(self) -> None:
        """End it; all of it is gone."""
        self.plc.close()

    # Going on

    def tick(self) -> tuple[Happened, ...]:
        """Let everybody do what is due by now, and return it in order."""
        now = self.clock()
        found = list(self._coming(now))
        room = self.plc.sessions.room(self.session_id)
        if room.state != "open":
            return tuple(found)
        self._beat(now)
        step = room.current
        if step is not None and step.since is not None:
            found += self._due(step, room, now)
            found += self._in_turn(step, room, now)
        return tuple(found)

    def next_due(self) -> float | None:
        """Return in how many seconds somebody will do something if time runs on; None when nobody will."""
        now, due = self.clock(), []
        room = self.plc.sessions.room(self.session_id)
        due += [person.comes - self._since_opening(now) for person in self._people.values() if not person.come]
        step = room.current
        if room.state == "open" and step is not None and step.since is not None:
            acts = self._course(step, room, now).acts
            due += [act.at * step.allowed - step.used(now) for act in acts[:1]]
            if room.turn in self._named and room.turn_since is not None:
                due.append(_share(step, room) - (now - room.turn_since).total_seconds())
        return max(0.0, min(due)) if due else None

    def replay(self) -> Replay:
        """Return how the time has gone so far."""
        page = self.plc.sessions.show(self.session_id)
        return replay(page.steps, self.plc.sessions.course(self.session_id), self.clock())

    def _since_opening(self, now: datetime) -> float:
        return (now - self.opened).total_seconds()

    def _coming(self, now: datetime) -> Iterator[Happened]:
        for person in self._people.values():
            if not person.come and person.comes <= self._since_opening(now):
                person.come = True
                with suppress(PlcError):  # the session was closed before she came
                    step = person.plc.sessions.join(self.session_id).room.current
                    yield Happened(now, step.id if step else "", "came", person.name)

    def _beat(self, now: datetime) -> None:
        """Say for everybody's program that it is there: the member's own may be too slow for a fast clock."""
        if now - self._beaten < timedelta(seconds=BEAT):
            return
        self._beaten = now
        there = [self.plc, *(person.plc for person in self._people.values() if person.come)]
        with self.plc.store.write() as connection:
            for each in there:
                sessions.still_here(connection, self.session_id, each.actor.id, now)

    def _course(self, step: SessionStep, room: RoomView, now: datetime) -> _Course:
        course = self._courses.get(step.id)
        if course is None:
            course = self._courses[step.id] = _Course(sorted(self._acts(step, room), key=lambda act: act.at))
        if course.ballot < step.ballot:
            course.ballot, since = step.ballot, step.used(now) / max(1, step.allowed)
            course.acts += [voting(step, who, since, self._dice) for who in self._people]
            course.acts.sort(key=lambda act: act.at)
        return course

    def _acts(self, step: SessionStep, room: RoomView) -> Iterator[Act]:
        last = step.id == room.steps[-1].id

        def take(kind: str) -> str:
            return self._lines.take(kind, last=last)

        for who, person in self._people.items():
            presents = room.presenter == person.name
            yield from in_step(step, who, person.temper, presents, self._dice, take)

    def _due(self, step: SessionStep, room: RoomView, now: datetime) -> Iterator[Happened]:
        course, share = self._course(step, room, now), step.used(now) / max(1, step.allowed)
        while course.acts and course.acts[0].at <= share:
            act = course.acts.pop(0)
            person = self._people[act.who]
            if person.come:
                with suppress(PlcError):  # the facilitator may have closed, revealed or changed anything meanwhile
                    yield self._done(act, person, step, now)

    def _done(self, act: Act, person: Person, step: SessionStep, now: datetime) -> Happened:
        seat, session_id = person.plc.seat, self.session_id
        if act.what == "say":
            seat.say(session_id, act.text, act.kind, step.id)
        elif act.what == "commit":
            seat.commit(session_id, act.text, (now + timedelta(days=act.number)).date())
        elif act.what == "park":
            seat.park(session_id, act.text)
        elif act.what == "vote":
            seat.vote(session_id, self._dots(person, step), step.id)
        elif act.what == "fist":
            seat.fist(session_id, act.number, step.id)
        else:
            signs: dict[str, Callable[[str], object]] = {"hand": seat.hand, "ready": seat.ready, "more": seat.one_more}
            signs[act.what](session_id)
        return _as_seen(act, person, step, now)

    def _dots(self, person: Person, step: SessionStep) -> dict[str, int]:
        """Choose what somebody gives her dots to, in an order that the random ids do not change."""
        votable = person.plc.seat.look(self.session_id).votable
        named = sorted(votable, key=lambda each: getattr(each, "text", "") or getattr(each, "name", ""))
        dots: dict[str, int] = {}
        for _ in range(step.dots if named else 0):
            chosen = named[min(self._dice.randrange(len(named)), self._dice.randrange(len(named)))].id
            dots[chosen] = dots.get(chosen, 0) + 1
        return dots

    def _in_turn(self, step: SessionStep, room: RoomView, now: datetime) -> Iterator[Happened]:
        """Let whoever has the turn speak for her share of the time, and hand it on; some pass."""
        person = self._named.get(room.turn)
        if person is None or room.turn_since is None:
            return
        if (now - room.turn_since).total_seconds() < _share(step, room):
            return
        with suppress(PlcError):
            if self._dice.random() < PASSES:
                person.plc.seat.pass_turn(self.session_id)
                yield Happened(now, step.id, "passed", person.name)
                return
            kinds = [kind for kind in step.gathers if kind != "commitment"]
            if kinds:
                line = self._lines.take(kinds[0], last=step.id == room.steps[-1].id)
                act = Act(0, "", "say", kinds[0], line)
                yield self._done(act, person, step, now)
            person.plc.seat.done_speaking(self.session_id)
            yield Happened(now, step.id, "spoke", person.name)


def _share(step: SessionStep, room: RoomView) -> float:
    """Return how long a turn is, in seconds: a little less than an equal share of the step."""
    return 0.9 * step.allowed / max(1, len(room.order))


def _as_seen(act: Act, person: Person, step: SessionStep, now: datetime) -> Happened:
    """Return what the facilitator notices of an act: no words that are not revealed, no names that are sealed."""
    if act.what in ("vote", "fist"):
        return Happened(now, step.id, "voted")
    if act.what == "say":
        who = "" if step.naming == "sealed" else person.name
        return Happened(now, step.id, "said", who, act.kind, act.text if step.open_to_all else "")
    what = {"commit": "promised", "park": "parked"}.get(act.what, act.what)
    return Happened(now, step.id, what, "" if act.what == "park" else person.name, act.kind, act.text)
