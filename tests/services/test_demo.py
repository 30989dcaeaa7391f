"""What is true of the made-up community once it is a file: as large as promised, whole, and everyone in it real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plc_tui import seeds
from plc_tui.domain.errors import UnusableFile
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.services import Plc
from plc_tui.services.demo import write_demo
from plc_tui.text import mentions_in


def everyone(demo: Any, look: Callable[[Plc], Any]) -> Iterator[Any]:
    """What each member finds when she looks."""
    for handle in demo.handles:
        with demo.at(handle) as plc:
            yield from look(plc)


@pytest.fixture(scope="session")
def notes(demo: Any) -> list[Note]:
    return list(everyone(demo, lambda plc: plc.notes.list(count=500).items))


@pytest.fixture(scope="session")
def goals(demo: Any) -> list[Goal]:
    return list(everyone(demo, lambda plc: [plc.goals.show(goal.id) for goal in plc.goals.list(count=500).items]))


@pytest.fixture(scope="session")
def requests(demo: Any) -> list[ReviewRequest]:
    def asked(plc: Plc) -> list[ReviewRequest]:
        shelves = plc.reviews.shelves()
        return [r for r in (*shelves.i_asked, *shelves.finished) if r.author.id == plc.actor.id]

    return list(everyone(demo, asked))


def test_it_says_that_it_is_made_up(demo: Any) -> None:
    with demo.at(demo.actor) as plc:
        community = plc.community()
    assert community.demo
    assert community.name == seeds.demo().name


def test_it_is_as_large_as_promised(
    demo: Any, notes: list[Note], goals: list[Goal], requests: list[ReviewRequest]
) -> None:
    with demo.at(demo.actor) as plc:
        assert len(plc.members.list()) >= 8
        assert len(plc.circles.list()) >= 3
        assert all(circle.members for circle in plc.circles.list())
    assert len(goals) == len(seeds.demo().goals) >= 12
    summaries = sum(session.closed for session in seeds.demo().sessions)
    assert len(notes) - summaries == len(seeds.demo().notes) >= 40
    assert len(requests) == len(seeds.demo().requests)


def test_reviews_and_requests_are_in_every_state(demo: Any, requests: list[ReviewRequest]) -> None:
    assert {request.state for request in requests} == {"open", "closed", "withdrawn"}
    masked = [request for request in requests if request.masked]
    assert masked
    assert all(
        review.reviewer.handle == "" for request in masked for review in request.reviews if not review.shows_name
    )
    states = {review.state for request in requests for review in request.reviews}
    assert states == {"asked", "taken", "sent", "not now", "handed on", "given back"}
    with demo.at(demo.actor) as plc:
        shelves = plc.reviews.shelves()
    assert shelves.asked_of_me
    assert shelves.i_asked
    assert shelves.volunteers
    assert shelves.finished


def test_points_were_decided_in_every_way_and_some_are_still_undecided(requests: list[ReviewRequest]) -> None:
    points = [point for request in requests for review in request.reviews for point in review.points]
    assert {point.decision for point in points} == {"keep", "try", "park", "talk", None}
    assert all(request.closing for request in requests if request.state == "closed")


def test_goals_are_in_every_state_with_their_story(goals: list[Goal]) -> None:
    assert {goal.state for goal in goals} == {"open", "resting", "met", "let go"}
    assert any(entry.event == "reworded" and entry.because for goal in goals for entry in goal.biography)
    for goal in goals:
        assert goal.biography[-1].wording == goal.wording
        moments = [entry.created for entry in goal.biography]
        assert moments == sorted(moments)


def test_notes_have_every_kind_of_audience_and_some_have_earlier_versions(notes: list[Note]) -> None:
    assert {note.audience.kind for note in notes} == {"me", "people", "circles", "community"}
    assert any(note.version > 1 for note in notes)
    assert all(note.created <= note.updated for note in notes)


def test_every_name_in_it_is_somebody_or_something_there(
    demo: Any, notes: list[Note], goals: list[Goal], requests: list[ReviewRequest]
) -> None:
    with demo.at(demo.actor) as plc:
        circles = {circle.handle for circle in plc.circles.list()}
    handles, known_goals = set(demo.handles), {goal.id for goal in goals}
    for thing in (*notes, *goals):
        assert {person.handle for person in thing.audience.people} <= handles
        assert {circle.handle for circle in thing.audience.circles} <= circles
    for note in notes:
        assert set(mentions_in(note.body)) <= handles
        assert note.goal is None or note.goal in known_goals
        assert note.model in {model.id for model in seeds.models()}
    assert {goal.frame for goal in goals} <= {frame.id for frame in seeds.goal_frames()}
    works = {thing.id for thing in (*notes, *goals)}
    for request in requests:
        assert request.work.id in works
        assert set(request.choice.people) <= handles
        assert set(request.choice.circles) <= circles
        frame = next(frame for frame in seeds.frames() if frame.id == request.frame)
        boxes = {box.id for box in frame.boxes}
        assert {point.box for review in request.reviews for point in review.points} <= boxes


def test_every_response_hangs_where_it_belongs(demo: Any, notes: list[Note], goals: list[Goal]) -> None:
    found = 0
    owners = {thing.id: thing.author if isinstance(thing, Note) else thing.owner for thing in (*notes, *goals)}
    for handle in demo.handles:
        with demo.at(handle) as plc:
            for name in (name for name, owner in owners.items() if owner.handle == handle):
                thread = plc.responses.of(name)
                found += len(thread)
                names = {response.id for response in thread}
                assert all(response.parent is None or response.parent in names for response in thread)
                assert all(response.author.handle in demo.handles for response in thread)
    made = seeds.demo().responses
    assert found == len(made) + sum(len(response.answers) for response in made)


def test_everyone_finds_something_and_nobody_finds_everything(demo: Any, notes: list[Note]) -> None:
    for handle in demo.handles:
        with demo.at(handle) as plc:
            readable = len(plc.notes.list("all", count=500).items)
        assert 0 < readable < len(notes)


def test_whoever_opens_it_finds_a_full_home(demo: Any) -> None:
    with demo.at(demo.actor) as plc:
        view = plc.home.look()
    assert {waiting.kind for waiting in view.waiting} >= {"asked", "response"}
    assert view.unanswered
    assert view.goals
    assert view.looking_back is not None


def test_it_is_never_written_over_a_file(tmp_path: Path) -> None:
    there = tmp_path / "plc.db"
    there.write_text("Something of hers.")
    with pytest.raises(UnusableFile):
        write_demo(there)
    assert there.read_text() == "Something of hers."


def test_its_sessions_show_one_going_on_one_planned_and_one_that_left_its_summary(demo: Any) -> None:
    with demo.at(demo.actor) as plc:
        shelves = plc.sessions.shelves()
        (going_on,), (planned,), (past,) = shelves.open, shelves.planned, shelves.past
        assert len(going_on.people) >= 4
        assert going_on.current
        assert planned.work is not None
        assert plc.sessions.show(planned.id).owed, "what was said last time opens it"
        summary = plc.sessions.summary(past.id)
        assert any(step.groups for step in summary.steps)
        assert any(step.ballots for step in summary.steps)
        assert summary.parked
        assert {promise.state for promise in summary.promises} == {"accepted", "offered"}
        assert "What we said we will do" in plc.notes.show(past.summary).body
        assert [waiting.kind for waiting in plc.home.look().waiting if waiting.id == going_on.id] == ["going on"]
