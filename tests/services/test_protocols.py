"""Protocols are chosen by need, people and time, and copied by a community that wants its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plc_tui import seeds
from plc_tui.domain.errors import CannotWrite, Invalid, NotFound
from plc_tui.services.protocol_plans import expand
from plc_tui.services.protocols import Protocols

protocols = Protocols()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    seeds.use_folder(tmp_path)
    yield tmp_path
    seeds.use_folder(None)


# in a room


def test_steps_of_a_cycle_come_once_for_each_person_in_turn() -> None:
    final_word = expand(protocols.show("final-word").steps, 4)
    assert [(step.id, number) for step, number in final_word[:4]] == [
        ("passage", 1), ("others", 1), ("last", 1), ("passage", 2),
    ]  # fmt: skip
    assert len(final_word) == 12


def test_steps_of_a_numbered_cycle_come_so_often_and_all_others_once() -> None:
    steps = expand(protocols.show("microlab").steps, 9)
    rounds = [(step.id, number) for step, number in steps if step.id in ("threes", "first", "debrief")]
    assert rounds == [("threes", 0), ("first", 1), ("first", 2), ("first", 3), ("debrief", 0)]


def test_a_round_takes_longer_with_more_people_and_a_silent_presenter_has_no_turn() -> None:
    lengths = {
        people: {planned.step.id: planned.seconds for planned in protocols.plan(protocols.show("onion"), people).steps}
        for people in (5, 9)
    }
    assert (lengths[5]["heard"], lengths[9]["heard"]) == (4 * 30, 8 * 30)
    assert lengths[5]["describe"] == lengths[9]["describe"]


def test_minutes_are_fitted_to_the_time_there_is() -> None:
    planned = protocols.plan(protocols.show("tuning"), 8, 50)
    assert planned.fits
    assert planned.seconds == 50 * 60
    assert all(each.step.least * 60 <= each.seconds <= each.step.most * 60 for each in planned.steps)


def test_what_does_not_fit_says_why_in_one_sentence() -> None:
    final_word, tuning = protocols.show("final-word"), protocols.show("tuning")
    assert protocols.plan(final_word, 9).why_not == "is for 4 to 6 people"
    assert protocols.plan(protocols.show("last-word"), 5).why_not == "is for 4 people"
    short = protocols.plan(tuning, 6, 30)
    assert short.why_not == "needs at least 41 minutes with 6 people"
    assert short.seconds == 41 * 60
    assert protocols.plan(tuning, 6, 41).fits


@pytest.mark.parametrize(("people", "minutes"), [(0, 30), (201, 30), (6, 0), (6, 721), (-1, None)])
def test_no_session_is_planned_for_nobody_or_for_days(people: int, minutes: int | None) -> None:
    with pytest.raises(Invalid):
        protocols.plan(protocols.show("tuning"), people, minutes)
    with pytest.raises(Invalid):
        protocols.fitting(people=people, minutes=minutes)


# choosing


def names(need: str | None, people: int | None, minutes: int | None) -> list[str]:
    return [f"{p.protocol.id}{'' if p.fits else '!'}" for p in protocols.fitting(need, people, minutes)]


def test_who_wants_to_tune_with_five_people_in_half_an_hour_gets_the_short_form_and_hears_why_not_the_long() -> None:
    assert names("tune", 5, 30) == ["tuning-short", "tuning!"]
    assert names("tune", 10, 60) == ["tuning", "tuning-short!"]
    assert [plan.why_not for plan in protocols.fitting("tune", 10, 60)] == ["", "is for 3 to 6 people"]


def test_who_is_stuck_gets_what_is_nearest_to_the_time_there_is() -> None:
    assert names("stuck", 6, 50) == ["dilemma", "onion", "charrette", "helping-triad!"]
    assert names("stuck", 6, 38) == ["onion", "charrette", "dilemma", "helping-triad!"]
    assert names("stuck", 3, 60)[0] == "helping-triad"


def test_what_needs_trust_is_offered_after_what_does_not() -> None:
    assert names("student-work", 8, 48) == ["tuning", "collaborative-assessment", "student-work"]


def test_nothing_is_dropped_without_a_word() -> None:
    everything = protocols.fitting(None, 1, 5)
    assert {plan.protocol for plan in everything} == set(protocols.all())
    assert all(plan.why_not for plan in everything)


def test_without_people_and_minutes_every_protocol_of_a_need_fits_itself() -> None:
    for need, sentence in protocols.needs():
        assert sentence[0].isupper()
        assert protocols.fitting(need)
        assert all(plan.fits for plan in protocols.fitting(need))


def test_an_unknown_need_or_protocol_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(Invalid, match="tune, stuck"):
        protocols.fitting("cake")
    with pytest.raises(NotFound, match=r"what3, .*tuning"):
        protocols.show("cake")


# a community's own


def test_a_copy_can_be_changed_and_keeps_every_word_but_its_name(folder: Path) -> None:
    made = protocols.copy("tuning", "our-tuning", folder)
    assert made.path == folder / "protocols/our-tuning.toml"
    assert made.path.read_text(encoding="utf-8") == made.text
    shipped, ours = protocols.show("tuning"), protocols.show("our-tuning")
    assert (ours.title, ours.credit, ours.steps) == ("Our tuning", shipped.credit, shipped.steps)
    changed = made.text.replace('title = "Welcome"', 'title = "Tea"')
    made.path.write_text(changed, encoding="utf-8")
    seeds.read_protocols_again()
    assert protocols.show("our-tuning").steps[0].title == "Tea"
    assert protocols.problems() == ()


def test_every_shipped_protocol_can_be_copied(folder: Path) -> None:
    shipped = protocols.all()
    for protocol in shipped:
        protocols.copy(protocol.id, f"my-{protocol.id}", folder)
    assert len(protocols.all()) == 2 * len(shipped)
    assert protocols.problems() == ()


@pytest.mark.parametrize(
    "name", ["", "Ours", "../ours", "a/b", "a--b", "-a", "a.b", "ä", "a\n", "x" * 61, "tuning", "dilemma"]
)
def test_a_copy_takes_no_name_that_is_taken_or_no_name(folder: Path, name: str) -> None:
    with pytest.raises(Invalid):
        protocols.copy("tuning", name, folder)
    assert list(folder.rglob("*")) == []


def test_a_copy_never_goes_over_a_file_that_is_there(folder: Path) -> None:
    (folder / "protocols").mkdir()
    mine = folder / "protocols/ours.toml"
    mine.write_text("half a proto", encoding="utf-8")
    with pytest.raises(Invalid, match="already"):
        protocols.copy("tuning", "ours", folder)
    assert mine.read_text(encoding="utf-8") == "half a proto"
    mine.unlink()
    mine.symlink_to(folder / "elsewhere")
    with pytest.raises(Invalid, match="already"):
        protocols.copy("tuning", "ours", folder)
    assert not (folder / "elsewhere").exists()
    assert [path.name for path in (folder / "protocols").iterdir()] == ["ours.toml"]


def test_a_copy_needs_a_folder_and_says_when_it_cannot_be_written(folder: Path) -> None:
    with pytest.raises(Invalid, match="seed_folder"):
        protocols.copy("tuning", "ours", None)
    with pytest.raises(CannotWrite, match="cannot be written: no such file"):
        protocols.copy("tuning", "ours", folder / "gone")
