"""The same matrix for members and circles, where the columns are who one is there and not who wrote it."""

from __future__ import annotations

import pytest

from permissions.bench import FORMS, Bench
from permissions.rules import Rule, rules
from permissions.world import ACTORS, OUTSIDE, World


def who(table: str, actor: str) -> str:
    """How an actor stands to the member Nora, to the circle, to the roster."""
    if actor in OUTSIDE:
        return "outside"
    if table == "circle":
        return {"olga": "facilitator", "carla": "inside", "ivo": "invited"}.get(actor, "other")
    return "keeper" if actor == "kaya" else "self" if actor == "nora" and table == "member" else "other"


@pytest.mark.parametrize(
    "rule", [rule for table in ("member", "circle", "roster") for rule in rules(table)], ids=lambda rule: rule.line
)
def test_each_verb_does_what_its_row_says_whoever_asks(bench: Bench, rule: Rule) -> None:
    name = {"member": "nora", "circle": "maths"}.get(rule.table, "newcomer")
    for number, actor in enumerate(ACTORS):
        relation = who(rule.table, actor)
        wanted, code = rule.outcome(relation)
        said = bench.run(rule.words(name), actor, form=FORMS[number % 3])
        where = f"plc {rule.line} by {actor}: {said}"
        assert said.code == code, where
        assert said.words <= bench.world.may_see(actor), where
        assert wanted == "works" or not said.wrote, where


def test_a_circle_gives_its_things_to_whoever_joins_and_takes_them_from_whoever_leaves(bench: Bench) -> None:
    """Being invited gives nothing; the keeper cannot let herself in."""
    world = bench.world
    theirs = {
        world.of(name, part) for name, part in (("note to the circle", "title"), ("goal to the circle", "question"))
    }

    def read(actor: str) -> frozenset[str]:
        return (
            bench.keep(["find", "kestrel", "--limit", "1000"], actor).words | bench.keep(["goal", "list"], actor).words
        )

    assert not theirs & read("ivo")
    assert bench.keep(["circle", "join", "maths"], "kaya").code == 4
    bench.keep(["circle", "join", "maths"], "ivo")
    assert theirs <= read("ivo")
    bench.keep(["circle", "leave", "maths"], "ivo")
    assert not theirs & read("ivo")
    assert theirs <= read("carla")
    bench.keep(["member", "remove", "carla", "--confirm"], "kaya")
    assert World.words_in(str(bench.keep(["note", "list"], "carla"))) == frozenset()


@pytest.mark.parametrize(
    "change", [["--only-me"], ["--with", "nora"], ["--circle", "maths"]], ids=lambda change: " ".join(change)
)
def test_taking_a_note_back_takes_it_from_every_list_and_search(bench: Bench, change: list[str]) -> None:
    world = bench.world
    note = world.things["note to everyone"]
    words = {world.of(note.name, part) for part in ("title", "body", "tag")}
    words |= {world.of(f"response to the {note.name}", "text")}
    bench.keep(["note", "share", note.id, *change], "olga")
    for line in (
        ["note", "list"],
        ["find", "kestrel", "--limit", "999"],
        ["find", min(words)],
        ["inbox"],
        ["brief", "olga"],
    ):
        for form in FORMS:
            assert not words & bench.keep([*line, *form], "axel").words, (line, form)
    assert bench.keep(["note", "show", note.id], "axel").code == 3
