"""Writes the made-up community of `seed/demo/` into a new file: its members do what they did, when they did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

from plc_tui import seeds
from plc_tui.domain.audience import AudienceKind, Choice
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, ResponseKind
from plc_tui.domain.reviews import Decision, NewRequest
from plc_tui.seeds import demo_values as made_up
from plc_tui.services.demo_sessions import SessionStage
from plc_tui.services.desk import Clock, utc_now
from plc_tui.services.journaling import Hand, circle_changed
from plc_tui.services.opening import make
from plc_tui.services.plc import Plc
from plc_tui.store import people

#: How many days ago everyone was last here.
LAST_VISIT = 2.5

#: Something that happened: how many days ago, and what to do to make it so.
Event = tuple[float, Callable[[], object]]


def write_demo(where: Path, clock: Clock = utc_now) -> Plc:
    """Make the demo community in a new file and return it open, with its actor at the keys."""
    demo = seeds.demo()
    stage = _Stage(where, demo, clock())
    for days_ago, act in sorted(stage.events(), key=lambda event: -event[0]):
        stage.moment = stage.now - timedelta(days=days_ago)
        act()
    return Plc(stage.store, stage.members[demo.actor].actor, clock)


@dataclass
class _Stage:
    """The members in the file so far, and the ids that things written so far were given."""

    where: Path
    demo: made_up.Demo
    now: datetime
    members: dict[str, Plc] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    moment: datetime = field(init=False)

    def __post_init__(self) -> None:
        first = next(m for m in self.demo.members if m.keeper)
        self.moment = self.now - timedelta(days=first.days_ago)
        keeper = make(
            self.where,
            name=self.demo.name,
            handle_=first.handle,
            display=first.name,
            login=f"demo-{first.handle}",
            demo=True,
            clock=lambda: self.moment,
        )
        self.store = keeper.store
        self.members[first.handle] = keeper
        for member in self.demo.members:
            if member is not first:
                keeper.members.add(member.handle, member.name, f"demo-{member.handle}")
                person = keeper.members.show(member.handle).person
                self.members[member.handle] = Plc(self.store, person, lambda: self.moment)
            about = {"timezone": member.timezone, "interests": member.interests, "can_help": member.can_help}
            self.members[member.handle].members.edit(member.handle, **about)

    def events(self) -> Iterator[Event]:
        """Yield everything that happened in this community; things come before what was done with them."""
        for circle in self.demo.circles:
            yield circle.days_ago, partial(self._found, circle)
        for goal in self.demo.goals:
            yield from self._goal(goal)
        for note in self.demo.notes:
            yield from self._note(note)
        for response in self.demo.responses:
            yield from self._response(response)
        for request in self.demo.requests:
            yield from self._request(request)
        for session in self.demo.sessions:
            yield from SessionStage(session, self.members, self.ids, self.now).events()
        yield LAST_VISIT, self._catch_up

    def _catch_up(self) -> None:
        """Everyone looks at what was said to her so far, so that only the newest responses wait."""
        for member in self.members.values():
            for waiting in member.home.look().waiting:
                if waiting.kind == "response":
                    member.home.seen(waiting.id)

    def _found(self, circle: made_up.DemoCircle) -> None:
        founder, *others = circle.facilitators
        made = self.members[founder].circles.new(circle.handle, circle.title, circle.purpose, circle.members)
        for handle in others:
            person = self.members[handle].actor
            with self.store.write() as connection:
                hand = Hand(connection, self.moment, self.members[founder].actor.id)
                people.put_place(connection, made.id, person.id, facilitator=True, joined=self.moment)
                circle_changed(hand, made, "facilitates", person.id)

    def _goal(self, goal: made_up.DemoGoal) -> Iterator[Event]:
        owner = self.members[goal.owner].goals
        yield goal.days_ago, partial(self._begin_goal, goal)
        yield (
            self._shared(goal.days_ago, goal.audience),
            lambda: owner.share(self.ids[goal.key], _choice(goal.audience)),
        )
        if goal.first_step_done_days_ago is not None:
            yield goal.first_step_done_days_ago, lambda: owner.step_done(owner.show(self.ids[goal.key]).steps[0].id)
        for step in goal.steps:
            yield step.days_ago, partial(self._add_step, goal, step)
            if step.done_days_ago is not None:
                yield step.done_days_ago, partial(self._take_step, goal, step)
        for check_in in goal.check_ins:
            words = (check_in.tried, check_in.noticed, check_in.confidence)
            yield check_in.days_ago, partial(self._check_in, goal, words)
        for number, rewording in enumerate(goal.rewordings):
            yield rewording.days_ago, partial(self._reword, goal, number, rewording.because)
        if goal.state_days_ago is not None:
            end = {"resting": owner.rest, "met": owner.meet, "let go": owner.let_go}[goal.state]
            yield goal.state_days_ago, lambda: end(self.ids[goal.key], goal.state_words)

    def _begin_goal(self, goal: made_up.DemoGoal) -> None:
        owner = self.members[goal.owner].goals
        new = NewGoal(_wording(goal, 0), goal.frame, goal.first_step)
        self.ids[goal.key] = owner.add(new).id

    def _shared(self, days_ago: float, audience: made_up.DemoAudience) -> float:
        """Return when a thing was shared: at once, or as soon as the circle it is shared with was there."""
        founded = [circle.days_ago for circle in self.demo.circles if circle.handle in audience.circles]
        return min([days_ago, *founded])

    def _add_step(self, goal: made_up.DemoGoal, step: made_up.DemoStep) -> None:
        self.members[goal.owner].goals.step(self.ids[goal.key], step.text, self._day(step.by_days))

    def _take_step(self, goal: made_up.DemoGoal, step: made_up.DemoStep) -> None:
        owner = self.members[goal.owner].goals
        taken = next(s for s in owner.show(self.ids[goal.key]).steps if s.text == step.text.strip())
        owner.step_done(taken.id)

    def _check_in(self, goal: made_up.DemoGoal, words: tuple[str, str, str]) -> None:
        self.members[goal.owner].goals.check_in(self.ids[goal.key], *words)

    def _reword(self, goal: made_up.DemoGoal, number: int, because: str) -> None:
        self.members[goal.owner].goals.reword(self.ids[goal.key], _wording(goal, number + 1), because)

    def _note(self, note: made_up.DemoNote) -> Iterator[Event]:
        first = note.earlier[0].body if note.earlier else note.body
        author, choice = self.members[note.author].notes, _choice(note.audience)
        yield note.begun_days_ago, partial(self._begin_note, note, first)
        yield self._shared(note.begun_days_ago, note.audience), lambda: author.share(self.ids[note.key], choice)
        for version in note.earlier[1:]:
            yield version.days_ago, partial(self._save, note, version.body)
        if note.earlier:
            yield note.days_ago, partial(self._save, note, note.body)

    def _begin_note(self, note: made_up.DemoNote, body: str) -> None:
        author = self.members[note.author].notes
        goal = self.ids[note.goal] if note.goal else None
        new = NewNote(body, note.title, note.model, note.stage, goal, note.tags)
        self.ids[note.key] = author.add(new).id

    def _save(self, note: made_up.DemoNote, body: str) -> None:
        self.members[note.author].notes.edit(self.ids[note.key], body=body)

    def _response(self, response: made_up.DemoResponse) -> Iterator[Event]:
        yield response.days_ago, partial(self._respond, response)
        for answer in response.answers:
            yield answer.days_ago, partial(self._answer, response, answer)

    def _respond(self, response: made_up.DemoResponse) -> None:
        kind = cast("ResponseKind", response.kind)
        author = self.members[response.author].responses
        self.ids[_key(response)] = author.add(self.ids[response.on], kind, response.text).id

    def _answer(self, response: made_up.DemoResponse, answer: made_up.DemoAnswer) -> None:
        self.members[answer.author].responses.add(self.ids[_key(response)], "answer", answer.text)

    def _request(self, request: made_up.DemoRequest) -> Iterator[Event]:
        author = self.members[request.author].reviews
        yield request.days_ago, partial(self._ask, request)
        for review in request.reviews:
            yield review.days_ago, partial(self._review, request, review)
        if request.closed_days_ago is not None:
            yield request.closed_days_ago, lambda: author.close(self.ids[request.key], request.closing)
        if request.withdrawn_days_ago is not None:
            yield request.withdrawn_days_ago, lambda: author.withdraw(self.ids[request.key])

    def _ask(self, request: made_up.DemoRequest) -> None:
        new = NewRequest(
            work=self.ids[request.work],
            focus=request.focus,
            choice=_choice(request.audience),
            frame=request.frame,
            off_limits=request.off_limits,
            by=self._day(request.by_days),
            masked=request.masked,
            wanted=request.wanted,
        )
        self.ids[request.key] = self.members[request.author].reviews.ask(new).id

    def _review(self, request: made_up.DemoRequest, review: made_up.DemoReview) -> None:
        """Do what a reviewer did, and decide about her points as the author did."""
        mine, name = self.members[review.reviewer].reviews, self.ids[request.key]
        if review.state in ("taken", "sent", "given back"):
            mine.take(name)
        if review.points:
            mine.write(name, [(point.box, point.text) for point in review.points])
        if review.state == "sent":
            mine.send(name)
            self._decide(request, review)
        elif review.state == "not now":
            mine.decline(name)
        elif review.state == "given back":
            mine.give_back(name)
        elif review.state == "handed on":
            mine.hand_on(name, review.suggested)

    def _decide(self, request: made_up.DemoRequest, review: made_up.DemoReview) -> None:
        author = self.members[request.author].reviews
        for seen in author.show(self.ids[request.key]).reviews:
            for point, made in zip(seen.points, review.points, strict=False):
                if made.decision and point.text == made.text.strip() and point.decision is None:
                    author.decide(point.id, cast("Decision", made.decision), made.reply)

    def _day(self, days: float | None) -> date | None:
        return None if days is None else (self.now + timedelta(days=days)).date()


def _choice(audience: made_up.DemoAudience) -> Choice:
    return Choice(cast("AudienceKind", audience.kind), audience.people, audience.circles)


def _key(response: made_up.DemoResponse) -> str:
    return f"{response.on}/{response.author}/{response.days_ago}"


def _wording(goal: made_up.DemoGoal, number: int) -> Wording:
    """Return the wording a goal had after its first `number` rewordings."""
    later = goal.rewordings[number:]
    question, steers = (later[0].was, later[0].steers) if later else (goal.question, goal.steers)
    return Wording(question, goal.why, goal.notice, steers, goal.season, goal.extra)
