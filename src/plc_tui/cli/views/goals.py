"""How goals, their steps, check-ins and biographies are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.cli.views.notes import thread
from plc_tui.cli.views.shared import audience_words, field, named, section, unless_me
from plc_tui.domain.goals import CheckIn, Goal, GoalRevision, Step
from plc_tui.domain.notes import Response


def _row(goal: Goal, look: Look) -> tuple[str, ...]:
    return (
        goal.id,
        goal.wording.question,
        goal.owner.handle,
        look.iso(goal.updated),
        goal.audience.kind,
        goal.state,
        goal.frame,
        goal.wording.season,
        goal.next_step,
        str(goal.version),
    )


def _lines(goal: Goal, look: Look) -> Iterator[str]:
    yield look.head(goal.id, goal.wording.question)
    readers = audience_words(goal.audience, goal.owner, look)
    since = "since " if goal.state == "resting" else ""
    state = "" if goal.state == "open" else f"{goal.state} {since}{look.day(goal.updated)}"
    step = f"next: {goal.next_step}" if goal.next_step else ""
    yield from look.under(unless_me(goal.owner, look), state, step, readers)


GOAL: View[Goal] = View("goal", _row, _lines)


def page(goal: Goal, responses: Iterable[Response], readers: str, look: Look) -> Iterator[str]:
    """Write a whole goal, with what its owner did for it and what colleagues answered."""
    yield from look.wrap(goal.wording.question)
    yield from look.wrap(f"{goal.id} · {named(goal.owner)} · {goal.state} · since {look.day(goal.created)}")
    yield from look.wrap(f"Who can read it: {readers}")
    yield ""
    yield from field("Why it matters", goal.wording.why, look)
    yield from field("How it will be noticed", goal.wording.notice, look)
    for name, words in goal.wording.extra:
        yield from field(name.replace("_", " ").replace("-", " ").capitalize(), words, look)
    yield from field("Who steers", goal.wording.steers, look)
    yield from field("Season", goal.wording.season, look)
    yield from section("Steps", (line for step in goal.steps for line in _step(step, look)))
    yield from section("Check-ins", (line for each in goal.check_ins for line in _check_in(each, look)))
    yield from section("Responses", thread(tuple(responses), look))


def _step(step: Step, look: Look) -> Iterator[str]:
    yield from look.wrap(f"{step.id:<6} {step.text}", indent=2, hang=7)
    by = f"by {look.day(step.by)}" if step.by else ""
    done = f"done {look.day(step.done)}" if step.done else "not done yet"
    yield from look.wrap(" · ".join(filter(None, (done, by))), indent=9)


def _check_in(check_in: CheckIn, look: Look) -> Iterator[str]:
    yield from look.wrap(f"{check_in.id:<6} {look.moment(check_in.created)}", indent=2)
    said = (("Tried", check_in.tried), ("Noticed", check_in.noticed), ("Confidence", check_in.confidence))
    for name, words in said:
        if words:
            yield from look.wrap(f"{name}: {words}", indent=9)


def _revision_row(revision: GoalRevision, look: Look) -> tuple[str, ...]:
    return (
        str(revision.number),
        look.iso(revision.created),
        revision.event,
        revision.wording.question,
        revision.because,
    )


def _revision_lines(revision: GoalRevision, look: Look) -> Iterator[str]:
    yield look.head(str(revision.number), revision.wording.question)
    yield from look.under(revision.event, look.day(revision.created))
    if revision.because:
        yield from look.wrap(f"Because: {revision.because}", indent=7)


REVISION: View[GoalRevision] = View("goal.revision", _revision_row, _revision_lines)
