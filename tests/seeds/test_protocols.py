"""The protocols that travel with the program: all there, whole, and as long as the people who made them say."""

from __future__ import annotations

from itertools import groupby

import pytest

from plc_tui import resources, seeds
from plc_tui.seeds.protocol_values import NEEDS
from plc_tui.services.protocol_plans import plan

WANTED = {
    "tuning", "tuning-short", "dilemma", "success-analysis", "student-work", "collaborative-assessment", "charrette",
    "final-word", "last-word", "onion", "microlab", "what3", "chalk-talk", "data-dialogue", "observation-camera",
    "observation-focus", "helping-triad", "permissioned-response", "one-two-four-all", "retrospective",
    "norm-setting", "open-agenda",
}  # fmt: skip

PUBLISHED = [
    ("tuning", 6, 45, 75), ("tuning", 12, 45, 75), ("tuning-short", 6, 30, 30), ("dilemma", 6, 45, 55),
    ("success-analysis", 4, 44, 60), ("student-work", 6, 43, 53), ("collaborative-assessment", 8, 45, 75),
    ("charrette", 5, 35, 60), ("final-word", 4, 32, 32), ("final-word", 5, 40, 40), ("final-word", 6, 48, 48),
    ("last-word", 4, 30, 30), ("onion", 6, 37, 43), ("onion", 7, 37, 43), ("what3", 12, 20, 25),
    ("one-two-four-all", 20, 12, 16),
]  # fmt: skip
"""Protocol, people, and between which minutes its published length lies."""


def protocols() -> list[str]:
    return sorted(path.stem for path in (resources.folder("seed") / "protocols").glob("*.toml"))


def test_every_protocol_the_field_knows_is_here() -> None:
    assert set(protocols()) >= WANTED
    assert {protocol.id for protocol in seeds.protocols()} == set(protocols())


@pytest.mark.parametrize("name", protocols())
def test_a_protocol_can_be_led_by_somebody_who_never_saw_it(name: str) -> None:
    protocol = seeds.protocol(name)
    assert protocol.credit.startswith(("After ", "Inspired by "))
    assert protocol.when.startswith("Choose this when ")
    for step in protocol.steps:
        assert step.prompt
        assert step.prompt[-1] in ".?!"
        assert step.guardrail, f"{step.id} has no line for the facilitator"
        assert len(step.title) <= 40
        assert len(step.prompt) <= 160, f"{step.id}: a prompt is read from the wall"


@pytest.mark.parametrize("name", protocols())
def test_a_protocol_fits_its_own_people_in_its_usual_time(name: str) -> None:
    protocol = seeds.protocol(name)
    for people in range(protocol.people_least, protocol.people_most + 1):
        planned = plan(protocol, people)
        usual = sum(step.minutes * step.rounds(people) * step.turns(people) for step in protocol.steps)
        assert planned.fits
        assert planned.seconds == usual * 60
        again = plan(protocol, people, -(-planned.seconds // 60))
        assert again.fits


@pytest.mark.parametrize(("name", "people", "least", "most"), PUBLISHED)
def test_a_protocol_takes_as_long_as_is_published(name: str, people: int, least: int, most: int) -> None:
    assert least <= plan(seeds.protocol(name), people).seconds / 60 <= most


def test_tuning_can_be_done_in_all_its_published_minutes() -> None:
    for minutes in range(45, 76):
        assert plan(seeds.protocol("tuning"), 10, minutes).seconds == minutes * 60


def test_a_session_ends_in_what_somebody_will_do_or_in_a_look_at_how_it_was() -> None:
    for protocol in seeds.protocols():
        if protocol.id != "final-word":  # its last word belongs to the last reader
            assert {"commitment", "note"} & {kind for step in protocol.steps[-2:] for kind in step.gathers}, protocol.id


@pytest.mark.parametrize("name", ["tuning", "tuning-short", "dilemma", "onion", "charrette", "student-work"])
def test_the_presenter_is_silent_while_the_others_talk_about_her_work(name: str) -> None:
    steps = seeds.protocol(name).steps
    assert any("presenter" in step.silent and step.speaker in ("participants", "each") for step in steps)
    assert seeds.protocol(name).has_presenter


@pytest.mark.parametrize("name", ["norm-setting", "chalk-talk", "final-word", "success-analysis", "helping-triad"])
def test_where_nobody_or_everybody_presents_there_is_no_one_presenter(name: str) -> None:
    assert not seeds.protocol(name).has_presenter


def test_what_needs_trust_says_so() -> None:
    for name in ("student-work", "collaborative-assessment"):
        assert "trust" in seeds.protocol(name).caution
        assert "sample" in seeds.protocol(name).caution


def test_a_retrospective_writes_in_private_groups_votes_and_commits() -> None:
    steps = {step.id: step for step in seeds.protocol("retrospective").steps}
    assert steps["write"].hidden
    assert steps["write"].naming == "anonymous"
    assert steps["cluster"].clusters
    assert steps["vote"].dots == 3
    assert steps["commit"].gathers == ("commitment",)


def test_norms_are_written_in_private_grouped_and_checked_with_hands() -> None:
    steps = seeds.protocol("norm-setting").steps
    assert steps[0].hidden
    assert [step.id for step in steps if step.clusters] == ["cluster"]
    assert [step.id for step in steps if step.fist] == ["check"]


def test_a_chalk_talk_is_silent_and_shows_no_names() -> None:
    step = seeds.protocol("chalk-talk").step("write")
    assert step is not None
    assert (step.speaker, step.naming, step.hidden) == ("nobody", "anonymous", False)


def test_an_opinion_is_asked_for_before_it_is_said() -> None:
    step = seeds.protocol("permissioned-response").step("permission")
    assert step is not None
    assert "would you like to hear it?" in step.prompt


def test_what_is_grouped_or_voted_about_was_written_before() -> None:
    for protocol in seeds.protocols():
        for number, step in enumerate(protocol.steps):
            if step.clusters or step.dots:
                assert any(set(earlier.gathers) - {"commitment"} for earlier in protocol.steps[: number + 1])


def test_every_need_has_a_protocol() -> None:
    for need in NEEDS:
        assert any(need in protocol.needs for protocol in seeds.protocols()), need


def test_the_steps_of_a_cycle_stand_together() -> None:
    for protocol in seeds.protocols():
        runs = [cycle for cycle, _ in groupby(protocol.steps, key=lambda step: step.cycle) if cycle]
        assert len(runs) == len(set(runs))
