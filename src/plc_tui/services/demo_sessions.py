"""What happened in the sessions of the made-up community, as events that its members bring about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from plc_tui.domain.sessions.plans import NewSession
from plc_tui.seeds import demo_session_values as made_up

if TYPE_CHECKING:
    from plc_tui.services.plc import Plc

#: A minute, counted in days.
MINUTE = 1 / 1440
Event = tuple[float, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class SessionStage:
    """One session, the members it happens with, and the ids of what is there so far."""

    session: made_up.DemoSession
    members: Mapping[str, Plc]
    ids: MutableMapping[str, str]
    now: datetime

    @property
    def _id(self) -> str:
        return self.ids[self.session.key]

    @property
    def _owner(self) -> Plc:
        return self.members[self.session.owner]

    def events(self) -> Iterator[Event]:
        """Yield what happened, each with how many days ago."""
        session = self.session
        yield session.days_ago, self._plan
        if session.work:
            yield session.days_ago * 0.9, self._bring
        if session.opened_days_ago is None:
            return
        at = session.opened_days_ago
        yield at, self._open
        for step in session.steps:
            yield from self._step(step, at)
            at -= (step.minutes + step.paused) * MINUTE
        if session.closed:
            yield at, lambda: self._owner.sessions.close(self._id)
            yield at - 30 * MINUTE, lambda: self._owner.sessions.share_summary(self._id)
            yield from self._taken_up(at - 0.5)

    def _plan(self) -> None:
        session = self.session
        new = NewSession(
            session.protocol,
            session.title,
            session.focus,
            session.circle,
            presenter=session.presenter,
            starts=self._starts(),
            minutes=session.minutes,
            people=session.people,
        )
        self.ids[session.key] = self._owner.sessions.plan(new).id

    def _starts(self) -> datetime:
        """Return when it is planned for; one that was held began when it was opened, give or take."""
        if self.session.opened_days_ago is not None:
            opened = self.now - timedelta(days=self.session.opened_days_ago)
            return opened.replace(minute=opened.minute // 15 * 15, second=0, microsecond=0)
        here = ZoneInfo(self._owner.me().timezone)
        day = (self.now + timedelta(days=self.session.starts_in_days)).astimezone(here).date()
        return datetime.combine(day, time.fromisoformat(self.session.at), here)

    def _bring(self) -> None:
        presenter = self.members[self.session.presenter or self.session.owner]
        presenter.sessions.bring(self._id, self.ids[self.session.work])

    def _open(self) -> None:
        self._owner.sessions.open(self._id)
        for handle in self.session.joined:
            self.members[handle].sessions.join(self._id)
        for name in self.session.from_paper:
            self._owner.console.add_paper(self._id, name)
        for parked in self.session.parked:
            self.members[parked.by].seat.park(self._id, parked.text)

    # Steps

    def _step(self, step: made_up.DemoSessionStep, begins: float) -> Iterator[Event]:
        yield begins, self._forward
        for number, said in enumerate(step.said, start=1):
            share = step.minutes * number / (len(step.said) + 2)
            yield begins - share * MINUTE, partial(self._say, said)
        late = begins - step.minutes * 0.9 * MINUTE
        for minute in range(step.added):
            yield late, lambda: self._owner.console.longer(self._id, 60)
            del minute
        if step.paused:
            yield late, lambda: self._owner.console.pause(self._id)
            yield late - step.paused * MINUTE, lambda: self._owner.console.pause(self._id)
        yield late - step.paused * MINUTE, partial(self._gather, step)

    def _forward(self) -> None:
        current = self._owner.console.look(self._id).room.current
        self._owner.console.forward(self._id, current.id if current else "")

    def _say(self, said: made_up.DemoSaid) -> None:
        who, key = self._speaker(said.by)
        who.seat.say(self._id, said.text, said.kind, for_=key)

    def _speaker(self, name: str) -> tuple[Plc, str]:
        """Return who types, and for whom: somebody "from paper" is typed for by whoever facilitates."""
        if name in self.members:
            return self.members[name], ""
        people = self._owner.console.look(self._id).people
        return self._owner, next(person.key for person in people if person.paper and person.name.startswith(name))

    def _gather(self, step: made_up.DemoSessionStep) -> None:
        """Reveal, group, vote and promise, at the end of a step."""
        current = self._owner.console.look(self._id).room.current
        if current is not None and step.revealed:
            self._owner.console.reveal(self._id, current.id)
        shown = self._owner.console.look(self._id).room.contributions
        for group in step.groups:
            chosen = [each.id for each in shown if each.text.startswith(group.of)]
            self._owner.console.cluster(self._id, chosen, group.name)
        for vote in step.votes:
            self._vote(vote)
        if current is not None and step.votes:
            self._owner.console.show_votes(self._id, current.id)
        for promise in step.promises:
            who, key = self._speaker(promise.by)
            who.seat.commit(self._id, promise.text, self._day(promise.by_days), for_=key)

    def _vote(self, vote: made_up.DemoVote) -> None:
        seat = self.members[vote.by].seat
        groups = {group.name: group.id for group in seat.look(self._id).room.groups}
        dots = dict.fromkeys((groups[name] for name in vote.dots), 0)
        for name in vote.dots:
            dots[groups[name]] += 1
        seat.vote(self._id, dots)

    def _taken_up(self, at: float) -> Iterator[Event]:
        for step in self.session.steps:
            for promise in step.promises:
                if promise.taken_up:
                    yield at, partial(self._accept, promise)

    def _accept(self, promise: made_up.DemoPromise) -> None:
        seat = self.members[promise.by].seat
        found = next(each for each in seat.owed() if each.text == promise.text.strip())
        seat.accept(found.id, self.ids[promise.taken_up])

    def _day(self, days: float | None) -> date | None:
        return None if days is None else (self.now + timedelta(days=days)).date()
