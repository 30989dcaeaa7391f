"""The states of a goal and what turns one into another."""

from __future__ import annotations

import pytest

from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import STEERING, Event, GoalState, Wording, turn

STATES: tuple[GoalState, ...] = ("open", "resting", "met", "let go")
TURNS: dict[tuple[GoalState, Event], GoalState | str] = {
    ("open", "resting"): "resting",
    ("open", "met"): "met",
    ("open", "let go"): "let go",
    ("open", "reopened"): "open already",
    ("resting", "resting"): "resting already",
    ("resting", "met"): "met",
    ("resting", "let go"): "let go",
    ("resting", "reopened"): "open",
    ("met", "resting"): "reopen it first",
    ("met", "met"): "met already",
    ("met", "let go"): "reopen it first",
    ("met", "reopened"): "open",
    ("let go", "resting"): "reopen it first",
    ("let go", "met"): "reopen it first",
    ("let go", "let go"): "let go already",
    ("let go", "reopened"): "open",
}


@pytest.mark.parametrize(("state", "event"), TURNS)
def test_each_event_in_each_state_leads_on_or_says_kindly_why_not(state: GoalState, event: Event) -> None:
    expected = TURNS[state, event]
    if expected in STATES:
        assert turn(state, event) == expected
    else:
        with pytest.raises(Invalid, match=expected):
            turn(state, event)


@pytest.mark.parametrize("state", STATES)
def test_every_goal_can_be_open_again_one_way_or_another(state: GoalState) -> None:
    assert state == "open" or turn(state, "reopened") == "open"


def test_a_goal_is_steered_by_its_owner_until_she_says_otherwise() -> None:
    assert Wording("Do I wait?").steers == STEERING[-1] == "self-directed"
