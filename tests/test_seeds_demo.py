"""The made-up community: is it whole, does it show everything, and could it have happened?"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plc_tui import resources, seeds
from plc_tui.seeds.demo_reading import demo_from
from plc_tui.seeds.demo_values import Demo, DemoAudience, DemoGoal, DemoNote, DemoRequest, DemoReview

DEMO = seeds.demo()
WORKS: dict[str, DemoNote | DemoGoal] = {
    **{note.key: note for note in DEMO.notes},
    **{goal.key: goal for goal in DEMO.goals},
}


def owner(work: DemoNote | DemoGoal) -> str:
    return work.author if isinstance(work, DemoNote) else work.owner


def begun(work: DemoNote | DemoGoal) -> float:
    return work.begun_days_ago if isinstance(work, DemoNote) else work.days_ago


def reaches(audience: DemoAudience, handle: str) -> bool:
    """Say whether an audience holds `handle`: the rule once more, told by handles."""
    circles = {circle.handle for circle in DEMO.circles if handle in circle.members}
    return audience.kind == "community" or handle in audience.people or bool(circles & set(audience.circles))


def readable_by(handle: str) -> list[DemoNote]:
    return [note for note in DEMO.notes if note.author != handle and reaches(note.audience, handle)]


def reviews() -> Iterator[tuple[DemoRequest, DemoReview]]:
    for request in DEMO.requests:
        for review in request.reviews:
            yield request, review


def test_the_demo_is_read_once_and_stays_a_function_after_it_was_asked_for() -> None:
    assert seeds.demo() is seeds.demo() is DEMO


# it is large and varied enough


def test_the_demo_is_as_large_as_promised() -> None:
    assert len(DEMO.members) >= 8
    assert len(DEMO.circles) >= 3
    assert len(DEMO.goals) >= 12
    assert len(DEMO.notes) >= 40
    assert len(DEMO.responses) >= 30


def test_its_members_live_in_many_time_zones_and_say_what_they_care_about() -> None:
    zones = {member.timezone for member in DEMO.members}
    assert all(ZoneInfo(zone).key == zone for zone in zones)
    assert len(zones) >= 6
    assert all(member.interests and member.can_help for member in DEMO.members)
    assert [member.handle for member in DEMO.members if member.keeper] == [DEMO.actor]


def test_goals_are_in_every_state_and_every_frame_and_change_their_wording() -> None:
    assert {goal.state for goal in DEMO.goals} == {"open", "resting", "met", "let go"}
    assert {goal.frame for goal in DEMO.goals} == {frame.id for frame in seeds.goal_frames()}
    assert sum(len(goal.rewordings) for goal in DEMO.goals) >= 4
    assert sum(len(goal.check_ins) for goal in DEMO.goals) >= 10
    assert sum(len(goal.steps) for goal in DEMO.goals) >= 15


def test_an_ended_goal_says_why_in_a_few_words() -> None:
    assert all(goal.state_words for goal in DEMO.goals if goal.state != "open")


def test_notes_have_every_kind_of_audience_every_model_and_most_stages() -> None:
    assert {note.audience.kind for note in DEMO.notes} == {"me", "people", "circles", "community"}
    assert {note.model for note in DEMO.notes} == {model.id for model in seeds.models()}
    assert {"scan", "hunch", "act", "check"} <= {note.stage for note in DEMO.notes}
    assert sum(bool(note.goal) for note in DEMO.notes) >= 15
    assert sum(bool(note.earlier) for note in DEMO.notes) >= 3


def test_notes_are_as_long_as_a_teacher_has_time_for() -> None:
    lengths = [len(note.body.split()) for note in DEMO.notes]
    assert min(lengths) < 80
    assert all(50 <= length <= 300 for length in lengths)


def test_no_two_notes_share_a_title_or_a_paragraph() -> None:
    titles = Counter(note.title for note in DEMO.notes)
    paragraphs = Counter(
        line for note in DEMO.notes for line in note.body.splitlines() if line and not line.startswith("#")
    )
    assert max(titles.values()) == 1
    assert max(paragraphs.values()) == 1


def test_every_kind_of_response_is_there_and_some_have_a_thread() -> None:
    assert {response.kind for response in DEMO.responses} == {"encourage", "wonder", "connect"}
    assert sum(bool(response.answers) for response in DEMO.responses) >= 10
    assert any(len(response.answers) >= 2 for response in DEMO.responses)


def test_reviews_are_in_every_state() -> None:
    states = {review.state for _, review in reviews()}
    assert states == {"asked", "taken", "sent", "not now", "handed on", "given back"}
    assert {request.state for request in DEMO.requests} == {"open", "closed", "withdrawn"}
    assert {"people", "circles", "community"} == {request.audience.kind for request in DEMO.requests}
    assert {"warm-cool", "ladder"} <= {request.frame for request in DEMO.requests}
    assert sum(request.masked for request in DEMO.requests) == 1


def test_decisions_are_of_every_kind_and_one_request_is_decided_in_part() -> None:
    decisions = [point.decision for _, review in reviews() for point in review.points]
    assert set(decisions) == {"", "keep", "try", "park", "talk"}
    (partly,) = [request for request in DEMO.requests if request.state == "open" and _decided(request) > 0]
    assert partly.author == DEMO.actor
    assert 0 < _decided(partly) < sum(len(review.points) for review in partly.reviews)


def _decided(request: DemoRequest) -> int:
    return sum(bool(point.decision) for review in request.reviews for point in review.points)


# it could have happened


@pytest.mark.parametrize("note", DEMO.notes, ids=lambda note: note.key)
def test_headings_are_those_of_the_model(note: DemoNote) -> None:
    known = {f"## {prompt.title}" for prompt in seeds.model(note.model).prompts}
    texts = [note.body, *(version.body for version in note.earlier)]
    used = [line for text in texts for line in text.splitlines() if line.startswith("#")]
    assert set(used) <= known
    assert bool(used) == bool(known)


def test_nobody_responds_to_what_she_may_not_read_or_before_it_was_written() -> None:
    for response in DEMO.responses:
        work = WORKS[response.on]
        for writer in (response, *response.answers):
            assert writer.author == owner(work) or reaches(work.audience, writer.author), response
        assert response.author != owner(work), response
        assert response.days_ago <= begun(work), response


def test_nobody_writes_before_she_joined() -> None:
    joined = {member.handle: member.days_ago for member in DEMO.members}
    for work in WORKS.values():
        assert begun(work) <= joined[owner(work)], work.key
    for response in DEMO.responses:
        assert response.days_ago <= joined[response.author], response
    for _, review in reviews():
        assert review.days_ago <= joined[review.reviewer], review


def test_reviewers_were_asked_and_never_review_themselves() -> None:
    for request, review in reviews():
        assert review.reviewer != request.author, request.key
        assert reaches(request.audience, review.reviewer), request.key
        assert review.days_ago <= request.days_ago <= begun(WORKS[request.work]), request.key
        assert bool(review.suggested) == (review.state == "handed on"), request.key


def test_points_are_only_in_reviews_being_written_or_sent_and_decided_only_when_sent() -> None:
    for request, review in reviews():
        assert bool(review.points) <= (review.state in ("taken", "sent")), request.key
        if review.state == "sent":
            assert review.points, request.key
        else:
            assert not any(point.decision or point.reply for point in review.points), request.key
        assert not any(point.reply and not point.decision for point in review.points), request.key


def test_a_closed_request_has_every_point_decided_and_comes_after_the_last_review() -> None:
    for request in DEMO.requests:
        if request.closed_days_ago is not None:
            assert _decided(request) == sum(len(review.points) for review in request.reviews), request.key
            assert all(request.closed_days_ago <= review.days_ago for review in request.reviews), request.key


def test_a_review_being_written_has_not_lapsed() -> None:
    assert all(review.days_ago < 7 for _, review in reviews() if review.state == "taken")


def test_the_masked_work_is_not_readable_by_name() -> None:
    (masked,) = [request for request in DEMO.requests if request.masked]
    work = WORKS[masked.work]
    assert work.audience.kind == "me"
    assert len(masked.audience.people) >= 3


def test_steps_and_check_ins_come_after_their_goal() -> None:
    for goal in DEMO.goals:
        moments = [*(step.days_ago for step in goal.steps), *(check.days_ago for check in goal.check_ins)]
        moments += [step.done_days_ago for step in goal.steps if step.done_days_ago is not None]
        assert all(moment <= goal.days_ago for moment in moments), goal.key


# Home, as it was drawn


def test_ben_asks_for_mayas_eye_in_warm_and_cool_within_the_week() -> None:
    (request,) = [request for request in DEMO.requests if request.author == "ben"]
    assert request.frame == "warm-cool"
    assert [(review.reviewer, review.state) for review in request.reviews] == [("maya", "asked")]
    assert WORKS[request.work].key == "exit-tickets"
    assert any(note.title == "Exit tickets in 8B" for note in DEMO.notes)
    assert request.by_days is not None
    assert 0 < request.by_days < 7


def test_aisha_wondered_about_wait_time_since_yesterday_and_has_no_answer_yet() -> None:
    newest = min(
        (response for response in DEMO.responses if owner(WORKS[response.on]) == "maya"),
        key=lambda response: response.days_ago,
    )
    assert (newest.author, newest.kind, newest.answers) == ("aisha", "wonder", ())
    assert newest.days_ago < 1
    work = WORKS[newest.on]
    assert isinstance(work, DemoNote)
    assert work.title == "Wait time"


def test_a_few_notes_that_maya_may_read_are_still_unanswered_and_tomas_is_among_them() -> None:
    answered = {response.on for response in DEMO.responses}
    waiting = {note.title for note in readable_by("maya") if note.key not in answered}
    assert "Group work falls apart at minute ten" in waiting
    assert 2 <= len(waiting) <= 5


def test_maya_has_one_open_goal_with_its_next_step_and_one_at_rest() -> None:
    mine = [goal for goal in DEMO.goals if goal.owner == "maya"]
    (now,) = [goal for goal in mine if goal.state == "open"]
    assert now.question == "Ask better questions, then wait"
    assert now.first_step_done_days_ago is not None
    assert next(step.text for step in now.steps if step.done_days_ago is None) == "try 5 s of silence in 7A"
    assert [goal.question for goal in mine if goal.state == "resting"] == ["Marking that students use"]


def test_a_year_ago_maya_wondered_whether_they_talk_more() -> None:
    a_year_ago = [note for note in DEMO.notes if note.author == "maya" and 360 <= note.days_ago <= 370]
    assert [note.title for note in a_year_ago] == ["Do they talk more when I say less?"]
    (goal,) = [goal for goal in DEMO.goals if goal.key == "g-wait"]
    assert goal.rewordings[0].was == a_year_ago[0].title


def test_maya_has_enough_of_her_own_and_enough_to_read_and_not_everything() -> None:
    own = [note for note in DEMO.notes if note.author == "maya"]
    assert len(own) >= 12
    assert {note.audience.kind for note in own} == {"me", "people", "circles", "community"}
    assert len(readable_by("maya")) >= 15
    assert len(DEMO.notes) - len(own) - len(readable_by("maya")) >= 8


# a broken one is named


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("seed") / "demo", tmp_path / "demo"))


def read_with(folder: Path, name: str, old: str, new: str) -> Demo:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return demo_from(folder)


def test_an_unchanged_copy_reads_the_same(copy: Path) -> None:
    assert demo_from(copy) == DEMO


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("community.toml", 'actor = "maya"', 'actor = "mia"', 'the actor speaks of "mia"'),
        ("community.toml", '["ben"]', '["sam"]', 'maths speaks of "sam", and there is no such member in it'),
        ("community.toml", 'handle = "dan"', 'handle = "ben"', 'the handle "ben" is used twice'),
        ("community.toml", "days_ago = 380", "", 'demo/community.toml, line 5: "days_ago" is missing'),
        ("goals.toml", 'owner = "maya"', 'owner = "mia"', 'g-wait speaks of "mia"'),
        ("goals.toml", 'state = "open"', 'state = "done"', "wants one of: open, resting, met, let go"),
        ("goals.toml", 'state = "open"', 'state = "met"', "g-wait wants state_days_ago"),
        ("goals.toml", 'field = "hunch"', 'field = "guess"', "no such extra field"),
        ("goals.toml", "days_ago = 58", "days_ago = 300", "g-wait has days_ago out of order"),
        ("goals.toml", 'kind = "circles"', 'kind = "me"', "an audience names circles when, and only when"),
        ("notes/wait-time.md", 'goal = "g-wait"', 'goal = "g-exit"', "no such goal of its author"),
        ("notes/wait-time.md", 'model = "what3"', 'model = "what4"', 'wait-time speaks of "what4"'),
        ("notes/wait-time.md", 'model = "what3"', 'stage = "act"', '"model" is missing'),
        ("notes/hunch-hands.md", 'stage = "hunch"', 'stage = "guess"', "no such stage of its model"),
        ("notes/wait-time.md", "days_ago = 5.2", "days = 5.2", "demo/notes/wait-time.md, line 1"),
        ("notes/wait-time.md", 'title = "Wait', "title = Wait", "demo/notes/wait-time.md, line 3"),
        ("notes/wait-time.md", "+++", "---", "a note wants a head"),
        ("responses.toml", 'on = "wait-time"', 'on = "wait"', 'speaks of "wait"'),
        ("responses.toml", 'kind = "encourage"', 'kind = "like"', "wants one of: encourage, wonder, connect"),
        ("reviews.toml", 'work = "exit-tickets"', 'work = "wait-time"', "no such note or goal of its author"),
        ("reviews.toml", 'box = "clarify"', 'box = "warm"', "no such box of its frame"),
        ("reviews.toml", "closed_days_ago = 129.5", "", "a closing statement and closed_days_ago belong together"),
    ],
)
def test_what_is_broken_in_it_is_named(copy: Path, name: str, old: str, new: str, reason: str) -> None:
    with pytest.raises(seeds.SeedProblem) as caught:
        read_with(copy, name, old, new)
    assert reason in str(caught.value)


def test_a_communitys_own_models_do_not_break_the_demo(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/spiral.toml").write_text(
        'id = "spiral"\ntitle = "S"\ncredit = "Us"\npurpose = "P"\norder = "free"\n', encoding="utf-8"
    )
    seeds.use_folder(tmp_path)
    try:
        assert seeds.model("spiral").prompts == ()
        assert demo_from(resources.folder("seed") / "demo") == DEMO
    finally:
        seeds.use_folder(None)
