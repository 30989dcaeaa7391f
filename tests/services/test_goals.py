"""What is true of goals: whose they are, their steps and check-ins, and the story of their wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import Goal, NewGoal, Wording
from plc_tui.services import Plc

QUESTION = "Do they talk more when I say less?"


def add(riverside: Riverside, **more: Any) -> str:
    return riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording(QUESTION, **more)))).id


def show(riverside: Riverside, goal_id: str, handle: str = "maya") -> Goal:
    return riverside.do(handle, lambda plc: plc.goals.show(goal_id))


def test_a_goal_needs_only_its_question_and_is_hers_alone(riverside: Riverside) -> None:
    goal = show(riverside, add(riverside))
    assert (goal.wording, goal.state, goal.frame) == (Wording(QUESTION), "open", "plain")
    assert (goal.steps, goal.check_ins, goal.audience.kind) == ((), (), "me")
    for handle in ("ben", "aisha", "sam"):
        with pytest.raises(NotFound):
            show(riverside, goal.id, handle)
        assert riverside.do(handle, lambda plc: plc.goals.list("all").items) == ()


@pytest.mark.parametrize(
    "new",
    [
        NewGoal(Wording("")),
        NewGoal(Wording(" \n ")),
        NewGoal(Wording("q" * 301)),
        NewGoal(Wording(QUESTION), "nonsense"),
        NewGoal(Wording(QUESTION, why="x" * 1_000_001)),
        NewGoal(Wording(QUESTION, season="s" * 301)),
        NewGoal(Wording(QUESTION), first_step="x" * 1_000_001),
    ],
)
def test_a_goal_that_cannot_be_kept_is_refused_and_nothing_is_written(riverside: Riverside, new: NewGoal) -> None:
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid):
            maya.goals.add(new)
        assert maya.goals.list().items == ()


def test_the_answers_only_its_frame_asks_for_are_kept_in_their_order(riverside: Riverside) -> None:
    extra = (("wish", "Quiet pupils speak."), ("obstacle", "My hurry."), ("empty", "  "), ("plan", "Count to five."))
    with riverside.at("maya") as maya:
        goal_id = maya.goals.add(NewGoal(Wording(QUESTION, extra=extra), "woop")).id
        assert maya.goals.show(goal_id).wording.extra == (extra[0], extra[1], extra[3])
        assert maya.goals.list().items[0].wording.extra == (extra[0], extra[1], extra[3])


# Steps and check-ins


def test_the_first_step_is_the_next_one_until_it_is_taken(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording(QUESTION), first_step=" Try five seconds. "))
        assert [step.text for step in goal.steps] == ["Try five seconds."]
        goal = maya.goals.step(goal.id, "Ask Ben to watch.", date(2026, 12, 4))
        assert (goal.next_step, goal.steps[1].by) == ("Try five seconds.", date(2026, 12, 4))
        goal = maya.goals.step_done(goal.steps[0].id)
        assert goal.next_step == "Ask Ben to watch."
        assert goal.steps[0].done is not None
        assert maya.goals.list().items[0].next_step == "Ask Ben to watch."
        goal = maya.goals.step_done(goal.steps[0].id, done=False)
        assert (goal.next_step, goal.steps[0].done) == ("Try five seconds.", None)
        with pytest.raises(Invalid):
            maya.goals.step(goal.id, " \n ")


def test_a_check_in_says_what_was_tried_or_what_was_noticed(riverside: Riverside) -> None:
    goal_id = add(riverside)
    with riverside.at("maya") as maya:
        maya.goals.check_in(goal_id, "I waited.", "They looked up.", "fairly sure")
        goal = maya.goals.check_in(goal_id, "", noticed="Two new voices.")
        found = [(c.tried, c.noticed, c.confidence) for c in goal.check_ins]
        assert found == [("I waited.", "They looked up.", "fairly sure"), ("", "Two new voices.", "")]
        with pytest.raises(Invalid):
            maya.goals.check_in(goal_id, " ", " ")
        assert len(maya.goals.show(goal_id).check_ins) == 2


def test_a_goal_is_found_by_what_was_said_on_its_way(riverside: Riverside) -> None:
    goal_id = add(riverside, why="I was a quiet pupil.")
    with riverside.at("maya") as maya:
        maya.goals.step(goal_id, "Borrow a stopwatch.")
        maya.goals.check_in(goal_id, "Counted silently.")
        for word in ("quiet", "stopwatch", "silently"):
            assert [hit.id for hit in maya.finding.find(word).items] == [goal_id]


# Its story


def test_rewording_keeps_the_earlier_wording_and_the_reason(riverside: Riverside) -> None:
    goal_id = add(riverside, why="They go quiet.")
    with riverside.at("maya") as maya:
        goal = maya.goals.reword(goal_id, Wording("Who talks when I wait?", "They go quiet."), "I know who by now.")
        assert goal.wording.question == "Who talks when I wait?"
        told = [(e.number, e.event, e.wording.question, e.because) for e in goal.biography]
        assert told == [(1, "set", QUESTION, ""), (2, "reworded", "Who talks when I wait?", "I know who by now.")]
        with pytest.raises(Invalid, match="reason"):
            maya.goals.reword(goal_id, Wording("Another?"), " ")
        with pytest.raises(Invalid):
            maya.goals.reword(goal_id, Wording(""), "Because.")
        with pytest.raises(Invalid, match="the same as before"):
            maya.goals.reword(goal_id, replace(goal.wording, why=" They go quiet.\n"), "")
        assert maya.goals.show(goal_id) == goal
        assert not maya.finding.find("say less").items, "only the wording it has now is found"


def test_it_can_rest_be_met_be_let_go_and_be_open_again_with_a_few_words(riverside: Riverside) -> None:
    goal_id = add(riverside)
    with riverside.at("maya") as maya:
        assert maya.goals.rest(goal_id, "Exams.").state == "resting"
        assert maya.goals.meet(goal_id).state == "met"
        with pytest.raises(Invalid, match="reopen it first"):
            maya.goals.let_go(goal_id)
        assert maya.goals.reopen(goal_id, "Not yet after all.").state == "open"
        goal = maya.goals.let_go(goal_id, "Another question came.")
        story = [(e.event, e.because) for e in goal.biography[1:]]
        assert story == [
            ("resting", "Exams."),
            ("met", ""),
            ("reopened", "Not yet after all."),
            ("let go", "Another question came."),
        ]
        assert all(entry.wording == goal.wording for entry in goal.biography)
        assert [g.id for g in maya.goals.list(state="let go").items] == [goal_id]
        assert maya.goals.list(state="open").items == ()


# Who reads it and who changes it


def test_whoever_may_read_a_goal_reads_all_of_it_and_changes_nothing(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording(QUESTION), first_step="Wait."))
        maya.goals.check_in(goal.id, "I waited.")
        maya.goals.reword(goal.id, Wording("Who talks?"), "I see more now.")
        maya.goals.share(goal.id, with_people("ben"))
    seen = show(riverside, goal.id, "ben")
    assert (len(seen.steps), len(seen.check_ins), len(seen.biography)) == (1, 1, 2)
    changing = (
        lambda plc: plc.goals.reword(goal.id, Wording("Mine?"), "Because."),
        lambda plc: plc.goals.step(goal.id, "Step"),
        lambda plc: plc.goals.step_done(goal.steps[0].id),
        lambda plc: plc.goals.check_in(goal.id, "I"),
        lambda plc: plc.goals.rest(goal.id),
        lambda plc: plc.goals.meet(goal.id),
        lambda plc: plc.goals.let_go(goal.id),
        lambda plc: plc.goals.reopen(goal.id),
        lambda plc: plc.goals.share(goal.id, EVERYONE_HERE),
    )
    for act in changing:
        with pytest.raises(NotPermitted):
            riverside.do("ben", act)
        with pytest.raises(NotFound):
            riverside.do("sam", act)
    assert show(riverside, goal.id, "ben") == seen


def test_a_hidden_step_and_one_that_never_was_are_refused_in_the_same_words(riverside: Riverside) -> None:
    step = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording(QUESTION), first_step="Wait.")).steps[0].id)
    said = []
    for wanted in (step, "szzz"):
        with pytest.raises(NotFound) as refused:
            riverside.do("ben", lambda plc, wanted=wanted: plc.goals.step_done(wanted))
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_a_goal_given_to_a_circle_is_narrowed_at_once(riverside: Riverside) -> None:
    goal_id = add(riverside)
    riverside.do("maya", lambda plc: plc.goals.share(goal_id, with_circles("maths")))

    def listed(plc: Plc) -> list[str]:
        return [goal.id for goal in plc.goals.list("shared", circle="maths").items]

    assert riverside.do("aisha", listed) == [goal_id]
    assert riverside.do("ben", listed) == []
    riverside.do("maya", lambda plc: plc.goals.share(goal_id, with_people("ben")))
    assert riverside.do("aisha", listed) == []
    assert show(riverside, goal_id, "ben").id == goal_id
