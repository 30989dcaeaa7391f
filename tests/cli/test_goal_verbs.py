from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell


@pytest.fixture
def goal(plc: Shell) -> str:
    return plc.id("goal", "add", "Ask, then wait", "--why", "They look at me", "--first-step", "Five seconds")


def test_a_goal_has_flags_for_all_its_questions(plc: Shell) -> None:
    made = plc.item(
        *("goal", "add", "Ask, then wait", "--why", "W", "--notice", "N", "--first-step", "F"),
        *("--frame", "smart", "--steers", "co-designed", "--season", "autumn"),
    )
    wanted = {"question": "Ask, then wait", "why": "W", "notice": "N", "frame": "smart", "season": "autumn"}
    assert {name: made[name] for name in wanted} == wanted
    assert made["steers"] == "co-designed"
    assert [step["text"] for step in made["steps"]] == ["F"]


def test_the_answers_of_a_frame_go_where_the_frame_says(plc: Shell) -> None:
    made = plc.item(
        *("goal", "add", "Books back in a week", "--frame", "woop", "--answer", "outcome=They remember"),
        *("--answer", "obstacle=I cannot stop", "--answer", "plan=If I start, I close the book"),
    )
    assert made["why"] == "They remember"
    assert made["answers"] == {"obstacle": "I cannot stop"}
    assert [step["text"] for step in made["steps"]] == ["If I start, I close the book"]
    said = plc("goal", "add", "Q", "--frame", "woop", "--answer", "score=5", expect=2).err
    assert "obstacle" in said
    both = plc("goal", "add", "Books back", "--frame", "woop", "--answer", "wish=Fewer books", expect=2).err
    assert "give your words once" in both, "neither is dropped in silence"


def test_a_goal_is_its_owners_alone_until_she_shares_it(plc: Shell, goal: str) -> None:
    assert plc.items("goal", "list", as_="ben") == []
    plc("goal", "show", goal, as_="ben", expect=3)
    plc("goal", "share", goal, "--circle", "maths")
    assert [each["id"] for each in plc.items("goal", "list", as_="ben")] == [goal]
    assert plc.items("goal", "list", "--whose", "mine", as_="ben") == []
    plc("goal", "share", goal, "--only-me")
    plc("goal", "show", goal, as_="ben", expect=3)


def test_rewording_keeps_the_earlier_wording_and_the_reason(plc: Shell, goal: str) -> None:
    plc("goal", "edit", goal, "--question", "Ask less, wait more", "--because", "I ask too much")
    biography = plc.items("goal", "history", goal)
    assert [(each["question"], each["because"]) for each in biography] == [
        ("Ask, then wait", ""),
        ("Ask less, wait more", "I ask too much"),
    ]
    shown = plc.item("goal", "show", goal)
    assert (shown["question"], shown["why"]) == ("Ask less, wait more", "They look at me")
    assert "Because: I ask too much" in plc("goal", "history", goal).out


def test_rewording_wants_a_reason_and_a_change(plc: Shell, goal: str) -> None:
    plc("goal", "edit", goal, "--question", "Other", expect=2)
    assert "Say what to change" in plc("goal", "edit", goal, "--because", "why not", expect=2).err


def test_steps_are_added_taken_and_opened_again(plc: Shell, goal: str) -> None:
    made = plc("goal", "step", goal, "Film a lesson", "--by", "2099-12-04", expect=2)
    assert "more than ten years away" in made.err
    said = plc("goal", "step", goal, "Film a lesson", "--by", "+2w", "--json")
    assert said.err.startswith("By ")
    step = said.json()["item"]["steps"][-1]
    assert step["text"] == "Film a lesson"
    assert f"({step['by']})" in said.err
    assert plc.item("goal", "step", step["id"], "--done")["steps"][-1]["done"]
    assert plc.item("goal", "step", step["id"], "--not-done")["steps"][-1]["done"] is None
    plc("goal", "step", step["id"], "--done", "--not-done", expect=2)
    plc("goal", "step", goal, "Film", "--by", "banana", expect=2)
    plc("goal", "step", goal, expect=2)


def test_a_check_in_is_kept_with_the_goal(plc: Shell, goal: str) -> None:
    plc("goal", "check-in", goal, "Waited in 7A", "--noticed", "Three hands", "--confidence", "a bit more")
    plc("goal", "check-in", goal, "-", stdin="Again")
    kept = plc.item("goal", "show", goal)["check_ins"]
    assert [each["tried"] for each in kept] == ["Waited in 7A", "Again"]
    assert (kept[0]["noticed"], kept[0]["confidence"]) == ("Three hands", "a bit more")
    assert "Tried: Waited in 7A" in plc("goal", "show", goal).out
    plc("goal", "check-in", goal, expect=2)


def test_a_goal_rests_is_met_is_let_go_and_is_opened_again(plc: Shell, goal: str) -> None:
    for verb, state in (
        ("rest", "resting"),
        ("reopen", "open"),
        ("meet", "met"),
        ("reopen", "open"),
        ("let-go", "let go"),
    ):
        assert plc.item("goal", verb, goal, "my words")["status"] == state
    assert [each["event"] for each in plc.items("goal", "history", goal)][-1] == "let go"
    assert [each["id"] for each in plc.items("goal", "list", "--state", "let-go")] == [goal]
    assert plc.items("goal", "list", "--state", "open") == []
    plc("goal", "meet", goal, expect=2)


def test_a_goal_read_by_a_colleague_is_not_hers_to_change(plc: Shell, goal: str) -> None:
    plc("goal", "share", goal, "--with", "ben")
    for verb in (("edit", goal, "--why", "X", "--because", "B"), ("step", goal, "S"), ("rest", goal), ("delete", goal)):
        plc("goal", *verb, as_="ben", expect=4)
    step = plc.item("goal", "show", goal)["steps"][0]["id"]
    plc("goal", "step", step, "--done", as_="ben", expect=4)
    plc("goal", "step", step, "--done", as_="tomas", expect=3)


def test_a_deleted_goal_comes_back_from_the_bin(plc: Shell, goal: str) -> None:
    plc("goal", "delete", goal)
    assert plc.items("goal", "list") == []
    plc("bin", "restore", goal)
    assert [each["id"] for each in plc.items("goal", "list")] == [goal]


def test_a_goal_page_reads_as_words(plc: Shell, goal: str) -> None:
    page = plc("goal", "show", goal).out
    assert page.startswith("Ask, then wait\n")
    assert "Who can read it: Only you" in page
    assert "Why it matters:\n  They look at me" in page
    assert "Five seconds" in page


def test_an_ended_goal_is_met_on_a_day_and_a_resting_one_rests_since_then(plc: Shell) -> None:
    goal = plc.id("goal", "add", "Do I wait?")
    assert "resting since " in plc("goal", "rest", goal).out
    plc("goal", "reopen", goal)
    met = plc("goal", "meet", goal).out
    assert "met " in met
    assert "since" not in met
