"""What may be written in a session, by whom and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from domain.sessions.made_up import NOW, held, person, session, step
from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions.values import Cluster, Contribution, FacilitatedSession, Words
from plc_tui.domain.sessions.writing import dots_given, fingers_shown, may_say, votable

HELD = tuple[FacilitatedSession, Words]


def going_on(*steps: object) -> FacilitatedSession:
    return session(steps, (person(0, console=True), person(1)))  # type: ignore[arg-type]  # steps


def test_what_was_begun_in_an_earlier_step_can_still_be_said() -> None:
    made = going_on(step(0, state="done", ran=9.0), step(1, state="now", since=NOW), step(2), step(3, ran=3.0))
    for number in (0, 1, 3):
        may_say(made, made.people[1], made.steps[number], "warm")
    with pytest.raises(Invalid, match="not begun"):
        may_say(made, made.people[1], made.steps[2], "warm")
    for state in ("planned", "closed", "cancelled"):
        with pytest.raises(Invalid):
            may_say(replace(made, state=state), made.people[1], made.steps[0], "warm")


def test_whoever_presents_listens_where_she_is_asked_to() -> None:
    quiet = step(0, state="now", since=NOW, silent=("presenter",))
    made = replace(going_on(quiet), presenter="u1")
    with pytest.raises(NotPermitted, match="listen"):
        may_say(made, made.people[1], quiet, "note")
    may_say(made, made.people[0], quiet, "note")


def test_only_what_a_step_gathers_is_written_in_it() -> None:
    made = going_on(step(0, state="now", since=NOW, gathers=("warm",)), step(1, state="done", ran=1.0, gathers=()))
    for kind in ("cool", "parked", "commitment", "anything"):
        with pytest.raises(Invalid):
            may_say(made, made.people[1], made.steps[0], kind)
    with pytest.raises(Invalid, match="parking lot"):
        may_say(made, made.people[1], made.steps[1], "note")


@settings(deadline=None)
@given(held())
def test_nobody_votes_about_what_is_hidden_and_groups_stand_for_what_lies_in_them(both: HELD) -> None:
    made, words = both
    for each in made.steps:
        known = votable(made, each, words)
        assert len(known) == len(set(known))
        for contribution in words.contributions:
            if contribution.id in known:
                at = made.step(contribution.step)
                assert at is not None
                assert at.open_to_all
                assert not contribution.cluster


def ballot(shown: int = 0) -> FacilitatedSession:
    return going_on(step(0, state="done", ran=1.0), step(1, state="now", since=NOW, dots=3, shown=shown))


WORDS = Words(
    (Contribution("x1", "e0", "u1", "note", "a", NOW), Contribution("x2", "e0", "u1", "note", "b", NOW, "t1")),
    (Cluster("t1", "e0", "group"),),
)


def test_dots_are_as_many_as_there_are_and_on_what_there_is() -> None:
    made = ballot()
    for fine in ({}, {"x1": 3}, {"x1": 1, "t1": 2}):
        dots_given(made, made.steps[1], WORDS, fine)
    for wrong in ({"x1": 4}, {"x1": 2, "t1": 2}, {"x1": -1}, {"x2": 1}, {"x9": 1}, {"x1": 5, "t1": -3}):
        with pytest.raises(Invalid):
            dots_given(made, made.steps[1], WORDS, wrong)
    with pytest.raises(Invalid, match="over"):
        dots_given(ballot(shown=1), ballot(shown=1).steps[1], WORDS, {"x1": 1})


def test_fingers_are_those_of_one_hand() -> None:
    made = going_on(step(0, state="now", since=NOW, fist=True))
    for fine in range(6):
        fingers_shown(made, made.steps[0], fine)
    for wrong in (-1, 6):
        with pytest.raises(Invalid):
            fingers_shown(made, made.steps[0], wrong)
    with pytest.raises(Invalid, match="dots"):
        fingers_shown(ballot(), ballot().steps[1], 3)
    with pytest.raises(Invalid, match="fingers"):
        dots_given(made, made.steps[0], WORDS, {})
