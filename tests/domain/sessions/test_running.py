"""The course of a session: its steps, its time and its end, by any acts in any order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sessions.made_up import NOW, STEPS, person, session, step
from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions import attending, running
from plc_tui.domain.sessions.clock import behind, expected_end, time_in_words
from plc_tui.domain.sessions.plans import summed_up
from plc_tui.domain.sessions.values import FacilitatedSession, SessionStep, Words

Act = Callable[[FacilitatedSession, datetime], FacilitatedSession]
NEAR = 1e-3
"""Seconds by which sums of times may differ from the wall."""

which = st.sampled_from([*STEPS[:4], "e90", "e91"])


def acts() -> st.SearchStrategy[tuple[str, Act]]:
    """Anything a facilitator can do with a session's steps and time, and its name."""

    def seen(s: FacilitatedSession, ok: bool) -> str:
        return s.current if ok else "e3"

    always = st.sampled_from([True, True, True, False])
    return st.one_of(
        always.map(lambda ok: ("forward", lambda s, at: running.forward(s, seen(s, ok), at))),
        always.map(lambda ok: ("back", lambda s, at: running.back(s, seen(s, ok), at))),
        st.tuples(which, always).map(lambda p: ("go to", lambda s, at: running.go_to(s, p[0], seen(s, p[1]), at))),
        which.map(lambda w: ("skip", lambda s, at: running.skipped(s, w, at))),
        st.just(("pause", running.paused)),
        st.integers(-400, 400).map(lambda n: ("longer", lambda s, _: running.longer(s, n))),
        which.map(lambda w: ("reveal", lambda s, _: running.revealed(s, w))),
        which.map(lambda w: ("show votes", lambda s, _: running.votes_shown(s, w))),
        which.map(lambda w: ("vote again", lambda s, _: running.vote_again(s, w))),
        which.map(lambda w: ("insert", lambda s, _: running.inserted(s, step(0, id=_new(s), state="now"), w))),
        which.map(lambda w: ("repeat", lambda s, _: running.repeated(s, w, _new(s)))),
        st.tuples(which, st.sampled_from([-1, 1])).map(lambda p: ("move", lambda s, _: running.moved(s, *p))),
        which.map(lambda w: ("remove", lambda s, _: running.removed(s, w))),
        which.map(lambda w: ("change", lambda s, _: running.changed(s, _opened_up(s, w)))),
        st.just(("close", running.closed)),
    )  # fmt: skip


def _new(s: FacilitatedSession) -> str:
    return next(name for name in (f"e{n}" for n in range(90, 999)) if s.step(name) is None)


def _opened_up(s: FacilitatedSession, step_id: str) -> SessionStep:
    return replace(s.step(step_id) or step(0, id=step_id), naming="named", hidden=False)


courses = st.lists(st.tuples(st.integers(0, 90), acts()), max_size=25)


def begun() -> FacilitatedSession:
    return session(
        (
            step(0),
            step(1, hidden=True, naming="anonymous"),
            step(2, dots=3, naming="sealed", hidden=True),
            step(3, fist=True),
        )
    )


@settings(deadline=None)
@given(courses)
def test_whatever_a_facilitator_does_one_step_runs_at_most_and_time_is_that_of_the_wall(
    course: list[tuple[int, tuple[str, Act]]],
) -> None:
    made, now, used = begun(), NOW, dict.fromkeys(STEPS, 0.0)
    for seconds, (name, act) in course:
        now += timedelta(seconds=seconds)
        if made.now is not None and not made.paused and made.state == "open":
            used[made.now.id] = used.get(made.now.id, 0.0) + seconds
        before = made
        with suppress(Invalid, NotPermitted):
            made = act(made, now)
        assert sum(each.state == "now" for each in made.steps) <= 1
        assert len({each.id for each in made.steps}) == len(made.steps)
        for each in made.steps:
            assert each.used(now) == pytest.approx(used.get(each.id, 0.0), abs=NEAR), name
            assert 0 <= each.ballot - each.shown <= 1
        _still_there(before, made)
        if before.state == "closed":
            assert made == before, f"{name} changed a session that is over"
        if name == "close":
            assert made.now is None


def _still_there(before: FacilitatedSession, after: FacilitatedSession) -> None:
    """What has begun stays, and stays as it was said to be before anyone typed."""
    for each in before.steps:
        if each.begun:
            kept = after.step(each.id)
            assert kept is not None
            assert kept.begun
            assert (kept.naming, kept.hidden, kept.title) == (each.naming, each.hidden, each.title)
            assert kept.revealed >= each.revealed


@settings(deadline=None)
@given(courses, st.integers(0, 60))
def test_two_who_press_next_at_once_make_one_step(course: list[tuple[int, tuple[str, Act]]], seconds: int) -> None:
    made = _after(course)
    if made.state != "open":
        return
    later = NOW + timedelta(hours=1, seconds=seconds)
    once = running.forward(made, made.current, later)
    assert running.forward(once, made.current, later) == once or once.current == made.current
    assert sum(each.state == "done" for each in once.steps) - sum(each.state == "done" for each in made.steps) <= 1


def _after(course: list[tuple[int, tuple[str, Act]]]) -> FacilitatedSession:
    made, now = begun(), NOW
    for seconds, (_, act) in course:
        now += timedelta(seconds=seconds)
        with suppress(Invalid, NotPermitted):
            made = act(made, now)
    return made


@settings(deadline=None)
@given(courses)
def test_going_on_and_on_goes_through_every_step_that_lies_ahead_in_order(
    course: list[tuple[int, tuple[str, Act]]],
) -> None:
    made = _after(course)
    if made.state != "open":
        return
    at = [each.id for each in made.steps].index(made.current) if made.now else -1
    ahead = [each.id for each in made.steps[at + 1 :] if each.state == "ahead"]
    seen = []
    for _ in ahead:
        made = running.forward(made, made.current, NOW + timedelta(hours=1))
        seen.append(made.current)
    assert seen == ahead


def test_going_on_after_a_leap_goes_on_from_there_and_not_back() -> None:
    made = running.go_to(begun(), "e2", "", NOW)
    made = running.forward(made, "e2", NOW)
    assert made.current == "e3"
    made = running.forward(made, "e3", NOW)
    assert made.now is None
    assert running.forward(made, "", NOW).current == "e0", "what was passed over can still be begun"


def test_going_to_the_step_one_is_in_loses_none_of_its_time() -> None:
    made = running.forward(begun(), "", NOW)
    later = NOW + timedelta(seconds=100)
    assert running.go_to(made, "e0", "e0", later) == made


def test_a_step_gone_back_from_can_still_be_written_in_and_stays_as_it_was_said_to_be() -> None:
    made = running.go_to(begun(), "e1", "", NOW)
    made = running.forward(made, "e1", NOW + timedelta(seconds=5))
    made = running.back(made, "e2", NOW + timedelta(seconds=9))
    left = made.step("e2")
    assert left is not None
    assert (left.state, left.begun) == ("ahead", True)
    with pytest.raises(Invalid, match="has begun"):
        running.changed(made, replace(left, naming="named"))
    made = running.skipped(made, "e2", NOW)
    with pytest.raises(Invalid, match="has begun"):
        running.changed(made, replace(left, naming="named"))


def test_a_step_has_begun_also_when_a_clock_was_put_back_while_it_ran() -> None:
    made = running.forward(begun(), "", NOW)
    made = running.skipped(made, "e0", NOW - timedelta(minutes=2))
    gone = made.step("e0")
    assert gone is not None
    assert gone.begun
    assert gone.used(NOW) == pytest.approx(0, abs=NEAR)


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_after_its_end_nothing_is_revealed_skipped_or_counted_any_more(state: str) -> None:
    made = replace(begun(), state=state, steps=tuple(replace(each, state="done") for each in begun().steps))
    late: list[Callable[[], object]] = [
        lambda: running.revealed(made, "e1"),
        lambda: running.skipped(made, "e1", NOW),
        lambda: running.votes_shown(made, "e2"),
        lambda: running.vote_again(made, "e2"),
        lambda: running.forward(made, "", NOW),
        lambda: running.inserted(made, step(4)),
        lambda: running.changed(made, step(1)),
        lambda: running.moved(made, "e1", 1),
        lambda: attending.heard(made, "u0"),
        lambda: attending.gone(made, "u0", NOW),
    ]
    for act in late:
        with pytest.raises(Invalid):
            act()


def test_minutes_are_added_and_taken_away_within_bounds() -> None:
    made = running.forward(begun(), "", NOW)
    assert _allowed(running.longer(made, 60)) == 360
    assert _allowed(running.longer(made, -270)) == running.LEAST
    with pytest.raises(Invalid, match="no minute left"):
        running.longer(made, -271)
    assert _allowed(running.longer(made, running.MOST - 300)) == running.MOST
    with pytest.raises(Invalid, match="twelve hours"):
        running.longer(made, running.MOST - 299)


def _allowed(made: FacilitatedSession) -> int:
    assert made.now is not None
    return made.now.allowed


def test_a_new_step_begins_at_its_beginning_whatever_it_was_made_of() -> None:
    used = replace(step(4), state="done", ran=99.0, extra=60, revealed=True, ballot=2, shown=2)
    added = running.inserted(begun(), used).step("e4")
    assert added == step(4)
    with pytest.raises(Invalid):
        running.inserted(begun(), step(4, naming="by hand"))
    with pytest.raises(Invalid):
        running.inserted(begun(), step(4, seconds=10))


def test_a_step_done_once_more_gathers_anew() -> None:
    made = running.revealed(running.go_to(begun(), "e1", "", NOW), "e1")
    again = running.repeated(made, "e1", "e9")
    assert [each.id for each in again.steps] == ["e0", "e1", "e9", "e2", "e3"]
    assert again.step("e9") == replace(begun().steps[1], id="e9")


def test_a_plan_loses_steps_and_an_open_session_does_not() -> None:
    planned = replace(begun(), state="planned")
    assert [each.id for each in running.removed(planned, "e1").steps] == ["e0", "e2", "e3"]
    with pytest.raises(Invalid):
        running.removed(begun(), "e1")


def test_a_session_without_steps_and_one_that_is_over_are_not_opened() -> None:
    for made in (session(()), session((step(0),), state="closed"), session((step(0),), state="open")):
        with pytest.raises(Invalid):
            running.opened(replace(made, state="planned") if not made.steps else made, "k7mp", NOW)


# The clock


def test_the_plan_is_told_to_be_behind_or_ahead_and_when_it_ends() -> None:
    made = running.forward(begun(), "", NOW)
    assert behind(made, NOW + timedelta(seconds=290)) == 0
    assert behind(made, NOW + timedelta(seconds=360)) == 60
    assert expected_end(made, NOW + timedelta(seconds=100)) == NOW + timedelta(seconds=1200)
    made = running.forward(made, "e0", NOW + timedelta(seconds=240))
    assert behind(made, NOW + timedelta(seconds=240)) == -60
    made = running.back(made, "e1", NOW + timedelta(seconds=300))
    assert expected_end(made, NOW + timedelta(seconds=300)) == NOW + timedelta(seconds=300 + 60 + 240 + 600)


def test_time_is_told_in_words_once_a_threshold_is_passed() -> None:
    at = step(0, state="now", since=NOW)
    said = [time_in_words(at, NOW + timedelta(seconds=seconds)) for seconds in (0, 179, 180, 240, 299, 300, 360, 600)]
    assert said == [
        "", "", "Two minutes left", "One minute left", "One minute left", "Time is up", "One minute over",
        "Five minutes over",
    ]  # fmt: skip


def test_the_summary_keeps_what_was_written_in_a_step_gone_back_from() -> None:
    made = running.forward(running.forward(begun(), "", NOW), "e0", NOW + timedelta(seconds=50))
    made = running.back(made, "e1", NOW + timedelta(seconds=70))
    assert [each.title for each in summed_up(made, Words(), NOW).steps] == ["Step 0", "Step 1"]


def test_only_whoever_has_the_console_passes_for_her() -> None:
    made = session((step(0),), (person(0, console=True), person(1)))
    assert running.need_console(made, "m0").key == "u0"
    for other in ("m1", "m9"):
        with pytest.raises(NotPermitted):
            running.need_console(made, other)
