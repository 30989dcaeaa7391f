"""Rehearsals: made-up people in a real session that is in memory alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plc_tui import seeds
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.rehearsing import Happened, RehearsalPlan
from plc_tui.domain.sessions.replaying import to_try
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services.rehearsing import HandClock, Leading, Rehearsal

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHORT = RehearsalPlan("norm-setting", people=4)
TWO_STEPS = (
    SessionStep("e1", "Look at the app", 120, speaker="nobody", gathers=("note",), hidden=True, presenter="u9"),
    SessionStep("e2", "Say one thing", 240, speaker="each", state="done", ran=99.0),
)


def at_noon(plan: RehearsalPlan = SHORT) -> tuple[Rehearsal, HandClock]:
    clock = HandClock(NOON)
    return Rehearsal(plan, "Maya Okafor", clock), clock


def played(plan: RehearsalPlan) -> list[Happened]:
    rehearsal, clock = at_noon(plan)
    try:
        return list(Leading(rehearsal, clock).acts())
    finally:
        rehearsal.close()


def gone_by(rehearsal: Rehearsal, clock: HandClock, seconds: int) -> list[Happened]:
    """Let so many seconds pass, and return what was done in them."""
    found: list[Happened] = []
    for _ in range(seconds // 5):
        clock.forward(5)
        found += rehearsal.tick()
    return found


def test_the_same_seed_gives_the_same_rehearsal_and_in_its_rounds_each_has_her_turn() -> None:
    def told(seed: int) -> list[tuple[datetime, str, str, str]]:
        happened = played(RehearsalPlan("", people=4, steps=TWO_STEPS, seed=seed))
        return sorted((each.at, each.what, each.who, each.text) for each in happened)

    first = told(1)
    assert told(1) == first
    assert told(2) != first
    spoke = {who for _, what, who, _ in first if what in ("turn", "spoke", "passed")}
    assert spoke == {"Maya Okafor", "Jo Brandt", "Leila Haddou", "Marcus Webb"}


def test_played_to_its_end_it_has_everything_a_facilitator_will_meet() -> None:
    happened = played(SHORT)
    assert {"came", "said", "ready", "revealed", "shown", "voted", "counted", "promised", "closed"} <= {
        each.what for each in happened
    }
    assert [each.what for each in happened].count("step") == 5
    hidden = next(each for each in happened if each.what == "said")
    assert hidden.text == "", "the facilitator sees what is written when all do"
    assert hidden.who, "it is shown without a name, but not to her"


def test_nothing_of_it_is_on_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    rehearsal, clock = at_noon()
    rehearsal.plc.console.forward(rehearsal.session_id, "")
    gone_by(rehearsal, clock, 300)
    assert rehearsal.plc.store.path is None
    assert list(tmp_path.iterdir()) == []
    rehearsal.close()


def test_they_come_one_after_another_and_then_do_nothing_while_no_time_runs() -> None:
    rehearsal, clock = at_noon()
    assert len(gone_by(rehearsal, clock, 30)) == 2
    (late,) = gone_by(rehearsal, clock, 90)
    assert (late.what, late.who) == ("came", "Marcus Webb")
    assert rehearsal.plc.console.look(rehearsal.session_id).room.present == 4
    assert gone_by(rehearsal, clock, 300) == []
    step = rehearsal.plc.console.forward(rehearsal.session_id, "").room.current
    assert step is not None
    rehearsal.plc.console.pause(rehearsal.session_id)
    assert gone_by(rehearsal, clock, 900) == []
    rehearsal.plc.console.pause(rehearsal.session_id)
    assert gone_by(rehearsal, clock, 400)


def test_who_wants_one_more_minute_and_gets_it_is_ready_later() -> None:
    rehearsal, clock = at_noon(RehearsalPlan("norm-setting", people=9, seed=5))
    gone_by(rehearsal, clock, 100)
    rehearsal.plc.console.forward(rehearsal.session_id, "")
    wishes = [each.who for each in gone_by(rehearsal, clock, 470) if each.what == "more"]
    assert wishes
    rehearsal.plc.console.longer(rehearsal.session_id, 60)
    assert wishes[0] in [each.who for each in gone_by(rehearsal, clock, 150) if each.what == "ready"]


def test_a_presenter_listens_in_silence_and_brings_made_up_work() -> None:
    rehearsal, clock = at_noon(RehearsalPlan("tuning-short", people=3))
    page = rehearsal.plc.sessions.show(rehearsal.session_id)
    assert page.work is not None
    assert (page.presenter, page.work.title) == ("Jo Brandt", seeds.cast().title)
    happened = list(Leading(rehearsal, clock).acts())
    silent = {step.id for step in page.steps if "presenter" in step.silent}
    assert {each.step for each in happened if each.who == "Jo Brandt" and each.what == "said"}.isdisjoint(silent)
    rehearsal.close()


def test_a_planned_session_is_rehearsed_with_its_own_steps_and_none_of_its_people() -> None:
    rehearsal, _ = at_noon(RehearsalPlan("a protocol that is gone", people=3, steps=TWO_STEPS, title="Friday"))
    page = rehearsal.plc.sessions.show(rehearsal.session_id)
    assert page.title == "Rehearsal: Friday"
    assert [(step.title, step.seconds, step.state, step.presenter) for step in page.steps] == [
        ("Look at the app", 120, "ahead", ""),
        ("Say one thing", 240, "ahead", ""),
    ]
    rehearsal.close()


def test_a_room_that_cannot_be_filled_is_refused() -> None:
    for people in (1, 99):
        with pytest.raises(Invalid, match="2 to 24 people"):
            at_noon(RehearsalPlan("tuning", people=people))


def test_its_replay_says_what_was_never_shown_to_the_group() -> None:
    rehearsal, clock = at_noon()
    first = rehearsal.plc.console.forward(rehearsal.session_id, "").room.current
    assert first is not None
    gone_by(rehearsal, clock, 100)
    rehearsal.plc.console.forward(rehearsal.session_id, first.id)
    assert "show what was written in “What I need”" in to_try(rehearsal.replay())
    rehearsal.close()
