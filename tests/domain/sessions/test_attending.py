"""Coming and going, turns, hands and the console."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sessions.made_up import KEYS, NOW, person, session, step
from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions import attending
from plc_tui.domain.sessions.attending import AWAY, console_free, console_taken, order
from plc_tui.domain.sessions.values import EACH_IN_TURN, FacilitatedSession

Act = Callable[[FacilitatedSession, datetime], FacilitatedSession]


def round_of(*people: int, **changes: object) -> FacilitatedSession:
    """A round with these people in it."""
    return session(
        (step(0, state="now", since=NOW, speaker="each"),),
        tuple(person(number, console=number == 0) for number in people),
        **changes,
    )


def keys(made: FacilitatedSession) -> list[str]:
    return [each.key for each in order(made)]


key = st.sampled_from(KEYS)
comings_and_goings: st.SearchStrategy[tuple[str, Act]] = st.one_of(
    key.map(lambda k: ("gone", lambda s, at: attending.gone(s, k, at))),
    st.integers(0, 4).map(lambda n: ("come", lambda s, at: attending.joined(s, person(n).member, KEYS[n], at))),  # type: ignore[arg-type]  # a member
    key.map(lambda k: ("turn", lambda s, at: attending.turn_to(s, k, at))),
    st.just(("next", lambda s, at: attending.next_turn(s, s.turn, at))),
    key.map(lambda k: ("stale next", lambda s, at: attending.next_turn(s, k, at))),
    st.just(("paper", lambda s, at: attending.from_paper(s, "Gran", f"p{len(s.people)}", at))),
    key.map(lambda k: ("hand", lambda s, at: attending.hand(s, k, True, at))),
)


@settings(deadline=None)
@given(st.lists(comings_and_goings, max_size=25))
def test_whoever_comes_or_goes_the_turn_is_of_somebody_who_is_there_or_nobodys(course: list[tuple[str, Act]]) -> None:
    made, now = round_of(0, 1, 2), NOW
    for name, act in course:
        now += timedelta(seconds=1)
        before = made
        with suppress(Invalid):
            made = act(made, now)
        assert made.turn in ("", *keys(made)), name
        assert {each.key for each in before.people} <= {each.key for each in made.people}
        assert len({each.place for each in made.people}) == len(made.people)
        if made.turn != before.turn:
            assert made.turn_since == now
        if name == "stale next" and made != before:
            assert before.turn in ("", before.turn)
            assert made.turn != before.turn or before.turn == ""


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True))
def test_everyone_who_stays_has_one_turn_in_a_round_and_then_nobody(people: list[int]) -> None:
    made = round_of(*people)
    spoke = []
    made = attending.next_turn(made, "", NOW)
    while made.turn:
        spoke.append(made.turn)
        made = attending.next_turn(made, made.turn, NOW)
    assert spoke == sorted(KEYS[number] for number in people)
    assert all(each.heard == 1 for each in made.people)


def test_two_who_press_for_the_next_speaker_at_once_pass_over_nobody() -> None:
    made = attending.next_turn(round_of(0, 1, 2), "", NOW)
    once = attending.next_turn(made, "u0", NOW)
    assert attending.next_turn(once, "u0", NOW) == once
    assert once.turn == "u1"


def test_who_leaves_in_her_turn_hands_it_to_whoever_sat_behind_her_whose_time_begins_then() -> None:
    made = attending.turn_to(round_of(0, 1, 2), "u1", NOW)
    later = NOW + timedelta(seconds=40)
    left = attending.gone(made, "u1", later)
    assert (left.turn, left.turn_since) == ("u2", later)
    assert attending.gone(left, "u2", later).turn == ""


def test_a_late_comer_speaks_last_and_who_comes_back_has_her_old_place() -> None:
    made = round_of(0, 1)
    member = person(4).member
    assert member is not None
    made = attending.joined(made, member, "u4", NOW)
    assert keys(made) == ["u0", "u1", "u4"]
    made = attending.gone(made, "u0", NOW)
    owner = person(0).member
    assert owner is not None
    assert keys(attending.joined(made, owner, "other", NOW)) == ["u0", "u1", "u4"]


def test_who_was_expected_and_comes_late_makes_nobodys_round_hers() -> None:
    rounds = tuple(step(number, presenter=EACH_IN_TURN, round=number) for number in (1, 2, 3))
    made = session(rounds, (person(0, console=True), person(1, joined=None, here=None), person(2)))
    assert [made.presents(each) for each in rounds] == ["u0", "u2", ""]
    late = person(1).member
    assert late is not None
    assert [attending.joined(made, late, "other", NOW).presents(each) for each in rounds] == ["u0", "u2", "u1"]


def test_a_clock_put_back_makes_nobody_present_who_is_gone() -> None:
    before = person(0, here=NOW + timedelta(hours=1))
    assert not before.present(NOW)
    assert replace(before, here=NOW).present(NOW)


def test_whoever_listens_has_no_turn() -> None:
    made = round_of(0, 1, 2, presenter="u1")
    quiet = replace(made, steps=(replace(made.steps[0], silent=("presenter",)),))
    assert keys(quiet) == ["u0", "u2"]
    with pytest.raises(Invalid, match="no turn"):
        attending.turn_to(quiet, "u1", NOW)


def test_in_a_step_without_turns_nobody_has_one() -> None:
    made = round_of(0, 1)
    made = replace(made, steps=(replace(made.steps[0], speaker="all"),))
    for act in (lambda: attending.next_turn(made, "", NOW), lambda: attending.turn_to(made, "u0", NOW)):
        with pytest.raises(Invalid, match="no turns"):
            act()


def test_signs_are_for_those_who_are_there_while_it_goes_on() -> None:
    made = session((step(0, state="now", since=NOW),), (person(0, console=True), person(1, left=True)))
    for act in (attending.ready, attending.one_more):
        with pytest.raises(Invalid, match="left this session"):
            act(made, "u1", "e0")
        with pytest.raises(Invalid, match="over"):
            act(replace(made, state="closed"), "u0", "e0")
    said = attending.one_more(attending.ready(made, "u0", "e0"), "u0", "e0")
    assert (said.people[0].ready, said.people[0].more) == ("", "e0")


def test_hands_stay_up_in_the_order_in_which_they_went_up() -> None:
    made = round_of(0, 1)
    made = attending.hand(made, "u0", True, NOW)
    again = attending.hand(made, "u0", True, NOW + timedelta(seconds=9))
    assert again.people[0].hand == NOW
    assert attending.heard(again, "u0").people[0].hand is None


#: Less than none: said before a machine's clock was put back an hour.
seconds_ago = st.one_of(st.none(), st.integers(0, 60), st.just(-3600))


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), seconds_ago), min_size=1, max_size=4))
def test_the_console_is_taken_only_when_nobody_who_has_it_is_there(places: list[tuple[bool, bool, int | None]]) -> None:
    people = [person(4, console=False)]
    for number, (console, left, ago) in enumerate(places):
        here = None if ago is None else NOW - timedelta(seconds=ago)
        people.append(person(number, console=console, left=left, here=here))
    made = session((step(0, state="now", since=NOW),), tuple(people))
    held = any(c and not left and ago is not None and 0 <= ago <= AWAY.total_seconds() for c, left, ago in places)
    assert console_free(made, NOW) is not held
    if held:
        with pytest.raises(NotPermitted):
            console_taken(made, "u4", NOW)
    else:
        taken = console_taken(made, "u4", NOW)
        assert taken.person("u4") == replace(people[0], console=True, console_since=NOW)


def test_the_console_is_not_taken_before_it_begins_or_after_its_end_nor_by_who_is_not_there() -> None:
    made = session((step(0),), (person(0, console=True, here=None), person(1), person(2, left=True)))
    for state in ("planned", "closed"):
        with pytest.raises(Invalid):
            console_taken(replace(made, state=state), "u1", NOW)
    with pytest.raises(Invalid):
        console_taken(made, "u2", NOW)


def test_the_console_is_handed_beside_oneself_or_instead_but_not_to_paper() -> None:
    paper = replace(person(2), member=None)
    made = session((step(0),), (person(0, console=True), person(1), paper))
    both = attending.console_handed(made, "u0", "u1", NOW, keep=True)
    assert [each.console for each in both.people] == [True, True, False]
    hers = attending.console_handed(made, "u0", "u1", NOW, keep=False)
    assert [each.console for each in hers.people] == [False, True, False]
    assert attending.console_handed(made, "u0", "u0", NOW, keep=False) == made
    with pytest.raises(Invalid, match="terminal"):
        attending.console_handed(made, "u0", "u2", NOW, keep=True)
