"""What a reader of a request may know, for every request there could be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.domain.audience import Choice
from plc_tui.domain.errors import Invalid
from plc_tui.domain.reviews import (
    HOLDING,
    LEASE,
    Decision,
    Point,
    Review,
    ReviewRequest,
    ReviewState,
    Work,
    as_seen_by,
    in_boxes,
    lapsed,
    move,
    places_left,
    with_older,
)
from plc_tui.domain.values import Person

NOW = datetime(2026, 11, 22, 14, 5, 9, tzinfo=UTC)
AUTHOR = Person("m0", "maya", "Maya Okafor")
COLLEAGUES = tuple(Person(f"m{n}", f"handle{n}", f"Name{n} Surname{n}") for n in range(1, 5))
STATES: tuple[ReviewState, ...] = ("asked", "taken", "sent", "not now", "handed on", "given back")


def points(of: Person) -> st.SearchStrategy[tuple[Point, ...]]:
    decisions: st.SearchStrategy[Decision | None] = st.sampled_from([None, "keep", "try", "park", "talk"])
    one = st.builds(
        Point, st.just(f"p{of.id}"), st.sampled_from(["warm", "cool"]), st.just(f"words of {of.id}"), decisions
    )
    return st.lists(one, max_size=2).map(tuple)


def reviews(of: Person) -> st.SearchStrategy[Review]:
    return st.builds(
        Review,
        id=st.just(f"r{of.id}x"),
        reviewer=st.just(of),
        state=st.sampled_from(STATES),
        updated=st.just(NOW),
        points=points(of),
        suggested=st.sampled_from([None, *COLLEAGUES]),
        shows_name=st.booleans(),
    )


def request(masked: bool, shows_name: bool, its_reviews: list[Review]) -> ReviewRequest:
    return ReviewRequest(
        id="q1",
        author=AUTHOR,
        work=Work("n1", "note", "Wait time", "I waited.", 1),
        focus="Do I wait too long?",
        off_limits="",
        frame="warm-cool",
        choice=Choice("people", people=tuple(person.handle for person in COLLEAGUES)),
        by=None,
        masked=masked,
        wanted=4,
        state="open",
        created=NOW,
        updated=NOW,
        reviews=tuple(its_reviews),
        shows_name=shows_name,
    )


requests = st.builds(
    request, st.booleans(), st.booleans(), st.tuples(*(reviews(person) for person in COLLEAGUES)).map(list)
)


@given(requests)
def test_an_author_reads_no_word_that_was_not_sent(asked: ReviewRequest) -> None:
    seen = as_seen_by(asked, AUTHOR.id)
    unsent = {f"words of {r.reviewer.id}" for r in asked.reviews if r.state != "sent"}
    assert not {p.text for r in seen.reviews for p in r.points} & unsent


@given(requests, st.sampled_from(COLLEAGUES))
def test_a_reviewer_reads_her_own_review_and_no_one_elses(asked: ReviewRequest, reader: Person) -> None:
    seen = as_seen_by(asked, reader.id)
    assert {r.reviewer.id for r in seen.reviews} <= {reader.id}
    others = [person for person in COLLEAGUES if person != reader]
    suggested = {r.suggested for r in seen.reviews}
    for other in others:
        assert f"words of {other.id}" not in str(seen)
        assert other.handle not in seen.choice.people
        assert other.name not in str(seen) or other in suggested


@given(requests, st.sampled_from(COLLEAGUES))
def test_a_masked_author_is_named_only_to_a_reviewer_who_said_yes_after_she_did(
    asked: ReviewRequest, reader: Person
) -> None:
    mine = next(r for r in asked.reviews if r.reviewer == reader)
    seen = as_seen_by(asked, reader.id)
    named = not asked.masked or (asked.shows_name and mine.shows_name)
    assert (seen.author == AUTHOR) is named
    assert (AUTHOR.name in str(seen)) is named
    assert (seen.work.id == "n1") is named


@given(requests)
def test_a_masked_reviewer_is_named_only_when_both_said_yes(asked: ReviewRequest) -> None:
    seen = as_seen_by(replace(asked, masked=True), AUTHOR.id)
    agreed = {r.reviewer for r in asked.reviews if asked.shows_name and r.shows_name}
    named = {r.reviewer for r in seen.reviews if r.reviewer.id}
    assert named <= agreed
    for review in seen.reviews:
        if not review.reviewer.id:
            assert type(review.updated) is date
            assert review.state in ("taken", "sent", "handed on")


@given(requests, st.sampled_from((AUTHOR, *COLLEAGUES)))
def test_looking_twice_shows_no_more_than_looking_once(asked: ReviewRequest, reader: Person) -> None:
    once = as_seen_by(asked, reader.id)
    if once.author.id == asked.author.id:
        assert as_seen_by(once, reader.id) == once


@given(requests, st.integers(0, 6))
def test_places_never_go_below_none_and_only_writers_hold_one(asked: ReviewRequest, wanted: int) -> None:
    left = places_left(wanted, asked.reviews, NOW)
    writing = sum(r.state in ("taken", "sent") for r in asked.reviews)
    assert left == max(0, wanted - writing)
    long_after = NOW + LEASE + timedelta(seconds=1)
    assert places_left(wanted, asked.reviews, long_after) >= left
    assert all(r.state == "taken" for r in asked.reviews if lapsed(r, long_after))


@pytest.mark.parametrize("state", STATES)
def test_a_sent_review_stays_sent_and_every_other_can_be_taken_up(state: ReviewState) -> None:
    if state in ("sent", "taken"):
        with pytest.raises(Invalid):
            move(state, "taken")
    else:
        assert move(state, "taken") == "taken"
    assert state in HOLDING or move(state, "taken") == "taken"


WAYS_ON: dict[ReviewState, set[ReviewState]] = {
    "asked": {"taken", "not now", "handed on"},
    "taken": {"sent", "not now", "handed on", "given back"},
    "sent": set(),
    "not now": {"taken"},
    "handed on": {"taken"},
    "given back": {"taken"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_a_review_goes_only_where_it_can_go_from_where_it_is(state: ReviewState, to: ReviewState) -> None:
    if to in WAYS_ON[state]:
        assert move(state, to) == to
    else:
        with pytest.raises(Invalid, match="this review"):
            move(state, to)


@pytest.mark.parametrize("state", STATES)
def test_only_a_place_taken_and_left_still_lapses_and_not_on_the_last_day(state: ReviewState) -> None:
    review = Review("r1", COLLEAGUES[0], state, NOW)
    assert not lapsed(review, NOW + LEASE)
    assert lapsed(review, NOW + LEASE + timedelta(seconds=1)) is (state == "taken")


texts = st.dictionaries(
    st.sampled_from(["warm", "cool"]),
    st.lists(st.sampled_from(["One.", "Two.", "Three.", ""]), max_size=3).map("\n\n".join),
)


@given(texts, texts)
def test_joining_two_drafts_loses_no_paragraph_of_either(newer: dict[str, str], older: dict[str, str]) -> None:
    joined = with_older(newer, older)
    for draft in (newer, older):
        for box, text in draft.items():
            assert all(part in joined[box] for part in text.split("\n\n") if part)
    assert all(joined[box].startswith(text) for box, text in newer.items())


def test_points_of_one_box_stand_as_paragraphs() -> None:
    written = [Point("p1", "warm", "One."), Point("p2", "cool", "Two."), Point("p3", "warm", "Three.")]
    assert in_boxes(written) == {"warm": "One.\n\nThree.", "cool": "Two."}
