"""How the time of a session went, told from its steps and what was done with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from plc_tui.domain.sessions.replaying import replay, to_try
from plc_tui.domain.sessions.values import Happening, SessionStep

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def done(title: str, planned: int, ran: float, **more: object) -> SessionStep:
    return SessionStep(title, title, planned, state="done", ran=ran, **more)  # type: ignore[arg-type]  # as named


def at(seconds: int, act: str, step: str = "") -> Happening:
    return Happening(NOON + timedelta(seconds=seconds), act, step)


def test_a_pause_ends_when_time_goes_on_or_the_group_does() -> None:
    course = [
        at(0, "step", "a"),
        at(10, "pause", "a"),
        at(40, "console"),
        at(50, "pause", "a"),
        at(60, "pause", "a"),
        at(75, "step", "b"),
        at(80, "pause", "b"),
    ]
    seen = replay(
        (done("a", 60, 20), SessionStep("b", "b", 60, state="now", ran=5)), course, NOON + timedelta(seconds=90)
    )
    assert [(step.paused, step.pauses) for step in seen.steps] == [(55, 2), (10, 1)]
    assert seen.paused == 65


def test_it_is_behind_by_what_was_used_and_not_by_what_was_never_begun() -> None:
    steps = (
        done("a", 60, 180, extra=60),
        SessionStep("b", "b", 120, state="skipped"),
        done("c", 60, 90),
        SessionStep("d", "d", 600),
    )
    seen = replay(steps, (), NOON)
    assert [step.behind for step in seen.steps] == [120, 0, 30, 30]
    assert (seen.over, seen.planned, seen.used) == (30, 840, 270)


def test_one_thing_to_try_is_what_would_change_most() -> None:
    hidden = done("Write", 300, 300, gathers=("note",), hidden=True)
    long, short, fair = done("Talk", 300, 480), done("Silence", 300, 120), done("Close", 300, 310)
    said = [to_try(replay(steps, (), NOON)) for steps in [(hidden, long), (short, long), (fair, short), (fair,), ()]]
    begins = (
        "Next time show what was written in “Write”",
        "“Talk” took 3 minutes longer",
        "You left “Silence” 3 minutes",
    )
    assert all(sentence.startswith(start) for sentence, start in zip(said, begins, strict=False))
    assert said[3].startswith("You kept the plan.")
    assert said[4].startswith("No step was begun")
