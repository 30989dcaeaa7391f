"""THE rule of what a session shows to whom.

Each view is held against what it may not know: it stays the same, whatever that is. So no field, order or number of
it can give anything away. The other half, that it shows what it should, follows after.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sessions.made_up import KEYS, NOW, held, moments, person, session, step, written
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions import running
from plc_tui.domain.sessions.plans import page, summed_up
from plc_tui.domain.sessions.showing import console, need_enough, room, seat, voters
from plc_tui.domain.sessions.values import Contribution, FacilitatedSession, Tally, Vote, Words

Held = tuple[FacilitatedSession, Words]
Which = Callable[[Contribution], bool]
few = settings(max_examples=25, deadline=None)


def is_open(made: FacilitatedSession, step_id: str) -> bool:
    """The rule in other words: parked things and what is in a step that is not hidden, or was revealed."""
    at = made.step(step_id)
    return at is None or not at.hidden or at.revealed


def naming(made: FacilitatedSession, step_id: str) -> str:
    at = made.step(step_id)
    return at.naming if at else "anonymous"


@st.composite
def other_words(draw: st.DrawFn, made: FacilitatedSession, words: Words, secret: Which) -> Words:
    """The same with other words, other writers and another number of what is secret, and at other times."""
    kept = [each for each in words.contributions if not secret(each)]
    fresh = [replace(each, id=f"y{each.id}", text=f"other {each.text}") for each in draw(written(made)).contributions]
    return replace(words, contributions=(*kept, *[each for each in fresh if secret(each)]))


@st.composite
def other_writers(draw: st.DrawFn, made: FacilitatedSession, words: Words, secret: Which) -> Words:
    """The same, some of it by others and at other times."""
    authors = [each.key for each in made.people]
    changed = tuple(
        replace(each, author=draw(st.sampled_from(authors)), created=draw(moments)) if secret(each) else each
        for each in words.contributions
    )
    return replace(words, contributions=changed)


@st.composite
def other_votes(draw: st.DrawFn, made: FacilitatedSession, words: Words, keep: Callable[[Vote], bool]) -> Words:
    fresh = [vote for vote in draw(written(made)).votes if not keep(vote)]
    running = tuple(Tally(each.id, each.ballot, "1", 7) for each in made.steps if each.voting)
    kept = [vote for vote in words.votes if keep(vote)]
    return replace(words, votes=(*kept, *fresh), tallies=(*words.tallies, *running))


@st.composite
def other_signs(draw: st.DrawFn, made: FacilitatedSession, but: str = "") -> FacilitatedSession:
    """The same, with everyone (but one) doing otherwise: ready, one more minute, hands, heard."""
    ids = ["", *[each.id for each in made.steps]]
    changed = tuple(
        each
        if each.key == but
        else replace(
            each,
            ready=draw(st.sampled_from(ids)),
            more=draw(st.sampled_from(ids)),
            hand=draw(st.one_of(st.none(), moments)),
            heard=draw(st.integers(0, 3)),
        )
        for each in made.people
    )
    return replace(made, people=changed)


def other_goals(words: Words, but: str = "") -> Words:
    changed = tuple(each if each.owner == but else replace(each, goal="gother") for each in words.commitments)
    return replace(words, commitments=changed)


@few
@given(held(), st.data())
def test_the_room_knows_nothing_of_what_is_hidden(both: Held, data: st.DataObject) -> None:
    made, words = both
    other = data.draw(other_words(made, words, lambda each: not is_open(made, each.step)))
    assert room(made, words, NOW) == room(made, other, NOW)
    assert summed_up(made, words, NOW) == summed_up(made, other, NOW)


@few
@given(held(), st.data())
def test_the_room_knows_of_no_writer_whom_the_step_keeps_back(both: Held, data: st.DataObject) -> None:
    made, words = both
    other = data.draw(other_writers(made, words, lambda each: naming(made, each.step) != "named"))
    assert {c.text for c in room(made, words, NOW).contributions} == {
        c.text for c in room(made, other, NOW).contributions
    }
    parted = [replace(each, created=NOW) for each in words.contributions]
    once = [replace(each, created=NOW) for each in other.contributions]
    first = room(made, replace(words, contributions=tuple(parted)), NOW)
    second = room(made, replace(other, contributions=tuple(once)), NOW)
    assert first == second, "it depends on who wrote it"
    shown = [each for each in room(made, words, NOW).contributions if naming(made, each.step) != "named"]
    told = [each for each in room(made, other, NOW).contributions if naming(made, each.step) != "named"]
    assert shown == told, "its order depends on when it was written"
    assert summed_up(made, replace(words, contributions=tuple(parted)), NOW) == summed_up(
        made, replace(other, contributions=tuple(once)), NOW
    )


@few
@given(held(), st.data())
def test_the_room_knows_of_no_vote_before_it_is_shown_and_of_no_voter_ever(both: Held, data: st.DataObject) -> None:
    made, words = both
    other = data.draw(other_votes(made, words, lambda _: False))
    assert room(made, words, NOW) == room(made, other, NOW)
    assert summed_up(made, words, NOW) == summed_up(made, other, NOW)


@few
@given(held(), st.data())
def test_the_room_knows_nothing_of_hands_ticks_and_who_was_heard_nor_of_goals(both: Held, data: st.DataObject) -> None:
    made, words = both
    other = data.draw(other_signs(made))
    assert room(made, words, NOW) == room(other, other_goals(words), NOW)
    assert summed_up(made, words, NOW) == summed_up(other, other_goals(words), NOW)
    assert page(made, "m4") == page(other, "m4")


@few
@given(held(), st.data())
def test_a_seat_knows_of_others_only_what_the_room_knows(both: Held, data: st.DataObject) -> None:
    made, words = both
    me = data.draw(st.sampled_from([each.key for each in made.people]))

    def hers(each: Contribution) -> bool:
        return each.author != me and not is_open(made, each.step)

    other = data.draw(other_words(made, words, hers))
    other = data.draw(other_votes(made, other, lambda vote: vote.author == me))
    signs = data.draw(other_signs(made, me))
    assert seat(made, words, me, NOW) == seat(signs, other_goals(other, me), me, NOW)


@few
@given(held(), st.data())
def test_a_seat_knows_of_no_writer_whom_the_step_keeps_back(both: Held, data: st.DataObject) -> None:
    made, words = both
    me = data.draw(st.sampled_from([each.key for each in made.people]))
    shown = seat(made, words, me, NOW).room.contributions
    assert all(not each.by for each in shown if naming(made, each.step) != "named")
    assert seat(made, words, me, NOW).room == room(made, words, NOW)


@few
@given(held(), st.data())
def test_the_console_knows_no_hidden_word_only_how_many_there_are(both: Held, data: st.DataObject) -> None:
    made, words = both
    changed = tuple(
        each if is_open(made, each.step) else replace(each, text=f"other {each.text}") for each in words.contributions
    )
    assert console(made, words, "u0", NOW) == console(made, replace(words, contributions=changed), "u0", NOW)


@few
@given(held(), st.data())
def test_the_console_knows_nobody_who_wrote_where_it_is_kept_from_everybody(both: Held, data: st.DataObject) -> None:
    """Also where the file, changed by hand, said who it was."""
    made, words = both
    other = data.draw(other_writers(made, words, lambda each: bool(each.step) and naming(made, each.step) == "sealed"))
    assert console(made, words, "u0", NOW) == console(made, other, "u0", NOW)


@few
@given(held(), st.data())
def test_the_console_knows_how_many_voted_and_not_how(both: Held, data: st.DataObject) -> None:
    made, words = both
    changed = tuple(replace(vote, target="0", dots=1) for vote in words.votes)
    assert console(made, words, "u0", NOW) == console(made, replace(words, votes=changed), "u0", NOW)


@few
@given(held(), st.data())
def test_no_view_holds_a_hidden_word_anywhere_in_it(both: Held, data: st.DataObject) -> None:
    """The same said plainly: every text is told apart, and is looked for in all that a view holds."""
    made, words = both
    hidden = {f"'{each.text}'" for each in words.contributions if not is_open(made, each.step)}
    views = [room(made, words, NOW), summed_up(made, words, NOW), console(made, words, "u0", NOW)]
    assert not [text for view in views for text in hidden if text in str(view)]
    for each in made.people:
        others = {f"'{c.text}'" for c in words.contributions if not is_open(made, c.step) and c.author != each.key}
        assert not [text for text in others if text in str(seat(made, words, each.key, NOW))]


# And it does show what it should


@few
@given(held(), st.data())
def test_everyone_sees_everything_that_is_open_and_named(both: Held, data: st.DataObject) -> None:
    made, words = both
    names = {each.key: each.called() for each in made.people}
    shown = {each.id: each for each in room(made, words, NOW).contributions}
    wanted = {each.id for each in words.contributions if each.step and is_open(made, each.step)}
    assert set(shown) == wanted
    for each in words.contributions:
        if each.id in wanted and naming(made, each.step) == "named":
            assert shown[each.id].by == names[each.author]
    assert sorted(room(made, words, NOW).parked) == sorted(c.text for c in words.contributions if c.kind == "parked")


@few
@given(held(), st.data())
def test_one_sees_ones_own_words_and_votes_and_whether_others_see_them(both: Held, data: st.DataObject) -> None:
    made, words = both
    for each in made.people:
        view = seat(made, words, each.key, NOW)
        own = {c.id: not is_open(made, c.step) for c in words.contributions if c.author == each.key and c.step}
        assert {shown.id: shown.hidden for shown in view.mine} == own
        if made.now is not None and not made.now.fist:
            mine = {v.target: v.dots for v in words.votes if (v.step, v.author) == (made.now.id, each.key)}
            assert dict(view.dots) == mine


@few
@given(held(), st.data())
def test_whoever_facilitates_sees_who_wrote_unless_nobody_may(both: Held, data: st.DataObject) -> None:
    made, words = both
    names = {each.key: each.called() for each in made.people}
    by = {each.id: each.author for each in words.contributions}
    for shown in console(made, words, "u0", NOW).contributions:
        sealed = naming(made, shown.step) == "sealed"
        assert shown.by == ("" if sealed else names[by[shown.id]])


@few
@given(held(), st.data())
def test_revealing_shows_what_was_written_in_that_step_and_nothing_else(both: Held, data: st.DataObject) -> None:
    made, words = both
    closed = [each for each in made.steps if each.begun and each.hidden and not each.revealed]
    if made.state != "open" or not closed:
        return
    at = data.draw(st.sampled_from(closed))
    before = room(made, words, NOW)
    after = room(running.revealed(made, at.id), words, NOW)
    gained = {each.id for each in after.contributions} - {each.id for each in before.contributions}
    assert gained == {each.id for each in words.contributions if each.step == at.id and each.kind != "parked"}
    assert {each for each in after.contributions if each.step != at.id} == set(before.contributions)
    assert {each for each in after.groups if each.step != at.id} == set(before.groups)
    same = replace(after, contributions=before.contributions, groups=before.groups, steps=before.steps)
    assert replace(same, current=before.current) == before


@few
@given(held(), st.data())
def test_closing_shows_nothing_that_was_not_shown(both: Held, data: st.DataObject) -> None:
    made, words = both
    if made.state != "open":
        return
    later = NOW + timedelta(minutes=1)
    before, after = room(made, words, later), room(running.closed(made, later), words, later)
    assert (after.contributions, after.groups, after.ballots) == (before.contributions, before.groups, before.ballots)
    assert (after.parked, after.promises) == (before.parked, before.promises)
    assert (after.state, after.code, after.turn, after.current) == ("closed", "", "", None)


def test_where_no_names_are_shown_the_order_is_that_of_the_random_ids_not_of_time() -> None:
    made = session((step(0, state="now", since=NOW, naming="anonymous"),), (person(0, console=True), person(1)))
    early = Contribution("x9", "e0", KEYS[0], "note", "first", NOW)
    late = Contribution("x1", "e0", KEYS[1], "note", "second", NOW + timedelta(minutes=1))
    shown = room(made, Words((early, late)), NOW).contributions
    assert [each.text for each in shown] == ["second", "first"]


def test_the_console_counts_nobody_s_words_where_it_is_kept_from_everybody() -> None:
    people = (person(0, console=True), person(1))
    word = Contribution("x1", "e0", KEYS[1], "note", "first", NOW)
    for name, wrote in (("sealed", [0, 0]), ("anonymous", [0, 1])):
        made = session((step(0, state="now", since=NOW, naming=name, hidden=True),), people)
        assert [each.wrote for each in console(made, Words((word,)), "u0", NOW).people] == wrote


def test_who_came_to_the_console_later_learns_no_names_that_were_given_to_whoever_had_it_then() -> None:
    later = NOW + timedelta(minutes=1)
    people = (person(0, console=True), person(1), person(2, console=True, console_since=later))
    words = Words(tuple(Contribution(f"x{n}", "e0", KEYS[1], "note", f"{n}", later - timedelta(n)) for n in (0, 1)))
    for name, names, wrote in (("named", ["Name1"] * 2, 2), ("anonymous", ["Name1", ""], 1), ("sealed", [""] * 2, 0)):
        made = session((step(0, state="now", since=NOW, naming=name),), people)
        seen = console(made, words, "u2", later)
        assert [each.by for each in sorted(seen.contributions, key=lambda each: each.id)] == names
        assert seen.people[1].wrote == wrote


def test_a_count_that_would_tell_whose_votes_they_are_is_not_shown() -> None:
    vote = step(0, state="now", since=NOW, dots=2)
    others = (Vote(vote.id, 2, "u3", "x", 2), Vote("e1", 1, "u4", "x", 2))
    for many, told in ((0, True), (1, False), (2, False), (3, True)):
        hers = (Vote(vote.id, 1, f"u{number}", target, 1) for number in range(many) for target in "xy")
        assert voters(Words(votes=(*hers, *others)), vote) == many
        with nullcontext() if told else pytest.raises(Invalid, match="tell whose votes"):
            need_enough(many)


def test_what_votes_went_to_and_is_gone_is_not_named_by_its_id() -> None:
    made = session((step(0, state="done", ran=9.0, dots=3, ballot=1, shown=1),))
    told = summed_up(made, Words(tallies=(Tally("e0", 1, "x7", 4),)), NOW)
    assert told.steps[0].ballots == ((1, (("(not there any more)", 4),)),)


RULES = [value for name, value in sorted(globals().items()) if hasattr(value, "hypothesis")]


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_of_these_in_a_thousand_sessions(rule: Any) -> None:
    settings(max_examples=1_000, deadline=None)(given(held(), st.data())(rule.hypothesis.inner_test))()
