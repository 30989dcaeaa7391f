"""The permission matrix: every actor, every kind of thing, every verb; see rules.py for the rows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from permissions.bench import Bench, Cell, cells, check, strangers, verbs
from permissions.rules import NO_THING, TABLES, lists, named, rules
from permissions.world import ACTORS

ABOUT_THINGS = tuple(name for name in TABLES if name not in ("member", "circle", "roster"))


def try_all(bench: Bench, name: str, some: Iterable[Cell]) -> None:
    tried = [check(bench, cell) for cell in some]
    wrong = [problem for problem in tried if problem]
    print(f"\n{name}: {len(tried)} cells, {len(wrong)} not as the table says")
    assert tried
    assert not wrong, f"{len(wrong)} of {len(tried)} cells are not as the table says:\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("table", ABOUT_THINGS)
def test_each_verb_does_what_its_row_says_whoever_asks(bench: Bench, table: str) -> None:
    try_all(bench, table, cells(bench.world, table, every=False))


@pytest.mark.slow
@pytest.mark.parametrize("table", ABOUT_THINGS)
def test_each_verb_does_what_its_row_says_for_every_actor(bench: Bench, table: str) -> None:
    try_all(bench, table, cells(bench.world, table, every=True))


@pytest.mark.slow
def test_what_is_of_another_kind_and_hidden_is_as_if_it_did_not_exist(bench: Bench) -> None:
    try_all(bench, "of another kind", list(strangers(bench.world)))


def test_there_are_well_over_five_hundred_cells(bench: Bench) -> None:
    assert sum(1 for table in ABOUT_THINGS for _ in cells(bench.world, table, every=False)) > 600
    assert sum(1 for table in ABOUT_THINGS for _ in cells(bench.world, table, every=True)) > 5_000


def test_every_verb_has_a_row() -> None:
    missing = sorted(set(verbs()) - named())
    assert not missing, (
        f"No row says who may use: {', '.join(missing)}. Add one to tests/permissions/rules.py: to the table of the "
        "kind of thing it is about; to LISTS when it lists or looks for things; or to NO_THING, with the reason why it "
        "has nothing to do with anybody's words."
    )


def test_every_row_is_about_a_verb_there_is() -> None:
    there = set(verbs())
    lines = [rule.line for table in TABLES for rule in rules(table)] + [each.line for each in lists()] + [*NO_THING]
    gone = [line for line in lines if line.split()[0] not in there and " ".join(line.split()[:2]) not in there]
    assert not gone, f"Rows of tests/permissions/rules.py about verbs that are gone: {gone}"


def test_every_actor_comes_to_the_keys(bench: Bench) -> None:
    seen = {cell.actor for table in ABOUT_THINGS for cell in cells(bench.world, table, every=False)}
    assert seen == set(ACTORS)
