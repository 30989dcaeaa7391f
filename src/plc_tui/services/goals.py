"""What a member does with goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plc_tui.domain.audience import Choice
from plc_tui.domain.errors import NotFound
from plc_tui.domain.goals import (
    CheckIn,
    Event,
    Goal,
    GoalRevision,
    GoalState,
    NewGoal,
    Step,
    Wording,
    must_differ,
    turn,
)
from plc_tui.domain.values import Cursor, Page
from plc_tui.services import checks
from plc_tui.services.desk import Desk, Sitting
from plc_tui.store import goals, things
from plc_tui.store.lists import Filters, Whose


class Goals:
    """A member's own goals, and those shared with her."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(
        self,
        whose: Whose = "mine",
        state: GoalState | None = None,
        after: Cursor | None = None,
        count: int = 64,
        circle: str | None = None,
    ) -> Page[Goal]:
        """Return one page of goals, newest first; `circle` narrows it to what was given to that circle."""
        with self._desk.reading() as sitting:
            given_to = checks.circle(sitting.connection, circle).id if circle else None
            filters = Filters(state=state, circle_id=given_to)
            return goals.page(sitting.connection, sitting.reader, whose, filters, after, count)

    def show(self, goal_id: str) -> Goal:
        """Return a goal with its steps, check-ins and biography. Raises NotFound."""
        with self._desk.reading() as sitting:
            return _whole(sitting, things.resolve(sitting.connection, sitting.reader.id, goal_id, "goal").id)

    def add(self, new: NewGoal) -> Goal:
        """Write a new goal, hers alone. Raises Invalid when it has no question or an unknown frame."""
        checks.goal_frame(new.frame)
        wording = _checked(new.wording)
        first_step = checks.body(new.first_step, "The first step").strip()
        with self._desk.writing() as sitting:
            goal_id = things.new_id(sitting.connection, "goal")
            thing = things.ThingRef(goal_id, "goal", sitting.reader.id, goal_id, sitting.now, sitting.now)
            things.add(sitting.connection, thing)
            goal = Goal(goal_id, self._desk.actor, wording, new.frame, "open", sitting.now, sitting.now, version=1)
            goals.add(sitting.connection, goal)
            goals.add_revision(sitting.connection, goal_id, GoalRevision(1, "set", wording, "", sitting.now))
            if first_step:
                add_step(sitting, goal_id, first_step, None)
            return _indexed(sitting, goal_id)

    def reword(self, goal_id: str, wording: Wording, because: str) -> Goal:
        """Word a goal anew, with the reason; the biography keeps the earlier wording. Raises Invalid for the same."""
        wording = _checked(wording)
        with self._desk.writing() as sitting:
            goal = self._mine(sitting, goal_id)
            must_differ(goal.wording, wording)
            reason = checks.body(because, "The reason", needed=True)
            return self._record(sitting, goal, "reworded", wording, reason)

    def step(self, goal_id: str, text: str, by: date | None = None) -> Goal:
        """Add a step, with the day she hopes to take it by."""
        words = checks.body(text, "The step", needed=True).strip()
        with self._desk.writing() as sitting:
            goal = self._mine(sitting, goal_id)
            add_step(sitting, goal.id, words, by)
            return self._touched(sitting, goal.id)

    def step_done(self, step_id: str, done: bool = True) -> Goal:
        """Note that a step was taken, or was not after all."""
        with self._desk.writing() as sitting:
            step_id = things.typed_id(step_id, "step")
            goal_id = goals.goal_of_step(sitting.connection, step_id)
            if goal_id is None:
                raise things.not_found(["step"])
            try:
                goal = self._mine(sitting, goal_id)
            except NotFound:
                raise things.not_found(["step"]) from None
            goals.set_done(sitting.connection, step_id, sitting.now if done else None)
            return self._touched(sitting, goal.id)

    def check_in(self, goal_id: str, tried: str, noticed: str = "", confidence: str = "") -> Goal:
        """Reflect on a goal: what I tried, what I noticed, how confident I am, in words."""
        tried = checks.body(tried, "The check-in", needed=not noticed.strip())
        noticed = checks.body(noticed, "What you noticed")
        confidence = checks.line(confidence, "Your confidence", needed=False)
        with self._desk.writing() as sitting:
            goal = self._mine(sitting, goal_id)
            name = things.new_id(sitting.connection, "check-in")
            goals.add_check_in(sitting.connection, goal.id, CheckIn(name, tried, noticed, confidence, sitting.now))
            return self._touched(sitting, goal.id)

    def rest(self, goal_id: str, words: str = "") -> Goal:
        """Let a goal rest."""
        return self._turn(goal_id, "resting", words)

    def meet(self, goal_id: str, words: str = "") -> Goal:
        """End a goal as met."""
        return self._turn(goal_id, "met", words)

    def let_go(self, goal_id: str, words: str = "") -> Goal:
        """Let a goal go."""
        return self._turn(goal_id, "let go", words)

    def reopen(self, goal_id: str, words: str = "") -> Goal:
        """Open a goal again."""
        return self._turn(goal_id, "reopened", words)

    def share(self, goal_id: str, choice: Choice) -> Goal:
        """Make exactly these people able to read a goal, its steps, check-ins and biography."""
        from plc_tui.services import sharing  # late: it knows of reviews and the journal, and lists need neither

        with self._desk.writing() as sitting:
            goal = self._mine(sitting, goal_id)
            sharing.give(sitting, goal.id, choice)
            return _whole(sitting, goal.id)

    def _mine(self, sitting: Sitting, goal_id: str) -> Goal:
        found = things.owned(sitting.connection, sitting.reader.id, goal_id, "goal")
        return goals.by_ids(sitting.connection, sitting.reader, [found.id])[0]

    def _turn(self, goal_id: str, event: Event, words: str) -> Goal:
        reason = checks.body(words, "Your words")
        with self._desk.writing() as sitting:
            goal = self._mine(sitting, goal_id)
            state = turn(goal.state, event)
            return self._record(sitting, replace(goal, state=state), event, goal.wording, reason)

    def _record(self, sitting: Sitting, goal: Goal, event: Event, wording: Wording, reason: str) -> Goal:
        revision = GoalRevision(goal.version + 1, event, wording, reason, sitting.now)
        goals.add_revision(sitting.connection, goal.id, revision)
        goals.change(sitting.connection, goal.id, {"version": revision.number, "state": goal.state})
        return self._touched(sitting, goal.id)

    def _touched(self, sitting: Sitting, goal_id: str) -> Goal:
        things.touch(sitting.connection, goal_id, sitting.now)
        return _indexed(sitting, goal_id)


def add_step(sitting: Sitting, goal_id: str, words: str, by: date | None) -> None:
    """Add a step to a goal that is known to be the reader's own."""
    name = things.new_id(sitting.connection, "step")
    goals.add_step(sitting.connection, goal_id, Step(name, words, by, None, sitting.now))


def _indexed(sitting: Sitting, goal_id: str) -> Goal:
    goals.index(sitting.connection, goal_id)
    return _whole(sitting, goal_id)


def _whole(sitting: Sitting, goal_id: str) -> Goal:
    found = goals.by_ids(sitting.connection, sitting.reader, [goal_id])
    return replace(
        found[0],
        steps=goals.steps_of(sitting.connection, goal_id),
        check_ins=goals.check_ins_of(sitting.connection, goal_id),
        biography=goals.biography(sitting.connection, goal_id),
    )


def _checked(wording: Wording) -> Wording:
    question = checks.line(wording.question, "The focus question")
    return Wording(
        question,
        checks.body(wording.why, "Why it matters").strip(),
        checks.body(wording.notice, "How you will notice").strip(),
        checks.line(wording.steers, "Who steers", needed=False) or "self-directed",
        checks.line(wording.season, "The season", needed=False),
        tuple((field, checks.body(text, "An answer").strip()) for field, text in wording.extra if text.strip()),
    )
