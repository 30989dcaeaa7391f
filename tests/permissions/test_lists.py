"""Lists, counts, searches, exports, notices and completion hold what one may read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
import pytest

from permissions.bench import FORMS, Bench, verbs
from permissions.rules import ListRule, lists
from permissions.world import ACTORS, COMMON, MEMBERS, OUTSIDE, Thing, World
from plc_tui.cli.root import plc


def theirs(world: World, whose: str, actor: str) -> Iterator[Thing]:
    """The things a list holds for an actor."""
    for thing in world.things.values():
        own, reads = thing.owner == actor, actor in thing.readers or thing.owner == actor
        if whose == "binned":
            if own and thing.in_bin and thing.name.endswith("in the bin"):
                yield thing
        elif not thing.in_bin and {"own": own, "readable": reads, "shared": reads and not own}.get(whose, False):
            yield thing


def wanted(world: World, rule: ListRule, actor: str) -> set[str]:
    names = {thing.name for thing in theirs(world, rule.whose, actor)}
    return {
        word
        for name, part, word in world.words()
        if name in names and (world.things[name].kind, part) in rule.shows and word in world.may_see(actor)
    }


def shown(world: World, rule: ListRule, words: frozenset[str]) -> set[str]:
    """Of the words that were printed, those a row speaks of."""
    found = ((*world.whence(word), word) for word in words)
    return {word for name, part, word in found if (world.things[name].kind, part) in rule.shows}


def try_list(
    bench: Bench, rule: ListRule, folder: Path, actors: Iterable[str], forms: Sequence[tuple[str, ...]]
) -> None:
    world = bench.world
    for number, (actor, form) in enumerate((actor, form) for actor in actors for form in forms):
        to = folder / f"{actor}{number}"
        said = bench.run(rule.line.replace("FOLDER", str(to)).split(), actor, form=form)
        written = "".join(file.name + file.read_text() for file in to.rglob("*") if file.is_file())
        words, may = said.words | World.words_in(written), world.may_see(actor)
        where = f"plc {rule.line} {' '.join(form)} by {actor}"
        assert said.code == (4 if actor in OUTSIDE else 0), where
        assert words <= may, f"{where} shows {sorted(map(world.whence, words - may))}"
        if rule.whose and actor not in OUTSIDE and not (form == ("--plain",) and rule.line == "drafts list"):
            assert shown(world, rule, words) == wanted(world, rule, actor), where


@pytest.mark.parametrize(("number", "rule"), tuple(enumerate(lists())), ids=lambda value: getattr(value, "line", ""))
def test_a_list_holds_what_the_actor_may_read_and_nothing_else(
    bench: Bench, number: int, rule: ListRule, tmp_path: Path
) -> None:
    turning = [*ACTORS, *ACTORS][number % 2 : len(ACTORS) : 2]
    try_list(bench, rule, tmp_path, dict.fromkeys(["olga", *turning]), FORMS[number % 3 : number % 3 + 1])


@pytest.mark.slow
@pytest.mark.parametrize("rule", tuple(lists()), ids=lambda rule: rule.line)
def test_a_list_holds_what_each_actor_may_read_in_every_form(bench: Bench, rule: ListRule, tmp_path: Path) -> None:
    try_list(bench, rule, tmp_path, ACTORS, FORMS)


FOUND = {
    ("note", "title"),
    ("note", "body"),
    ("note", "tag"),
    ("goal", "question"),
    ("goal", "why"),
    ("response", "text"),
}
"""What a search surely finds for those who may read it."""


def search_all(bench: Bench, actor: str, step: int) -> int:
    """Look for every word, or for every so many; return how many were looked for."""
    world, tried = bench.world, 0
    first = list(ACTORS).index(actor) % step
    nothing = {form: bench.run(["find", "qz999m"], actor, "qz999m", form) for form in FORMS}
    for number, (name, part, word) in list(enumerate(world.words()))[first::step]:
        form, thing = FORMS[number // step % 3], world.things[name]
        said = bench.run(["find", word], actor, word, form)
        where = f"{actor} looks for the {part} of the {name}: {said}"
        assert said.words <= world.may_see(actor), where
        if word not in world.may_see(actor):
            assert said == nothing[form], where
        elif (thing.kind, part) in FOUND and not thing.in_bin:
            assert said != nothing[form], where
        tried += 1
    return tried


@pytest.mark.parametrize("actor", ACTORS)
def test_looking_for_what_one_may_not_read_says_what_is_said_of_a_word_nobody_wrote(bench: Bench, actor: str) -> None:
    assert search_all(bench, actor, step=8) >= 20


@pytest.mark.slow
@pytest.mark.parametrize("actor", ACTORS)
def test_looking_for_any_word_at_all_gives_away_nothing(bench: Bench, actor: str) -> None:
    assert search_all(bench, actor, step=1) > 150


@pytest.mark.parametrize("actor", sorted(MEMBERS))
def test_counts_are_of_what_one_may_read(bench: Bench, actor: str) -> None:
    world = bench.world
    for kind, listed, found in (("note", ("note", "work", "locked"), ("note", "work")), ("goal", ("goal",), ("goal",))):
        own = [thing.kind for thing in theirs(world, "readable", actor)]
        there, sought = (sum(1 for each in own if each in kinds) for kinds in (listed, found))
        assert len(bench.run([kind, "list"], actor, form=("--plain",)).out.splitlines()) == there
        hits = bench.run(["find", COMMON, "--kind", kind, "--limit", str(max(sought, 1))], actor, form=("--plain",))
        assert len(hits.out.splitlines()) == sought
        assert "more" not in hits.err, "there is more than she may read"
    gone = bench.run(["bin", "empty", "--confirm"], actor, form=("--plain",))
    assert gone.out.strip() == str({"olga": 2, "carla": 1}.get(actor, 0))


# Completion


def completions(bench: Bench, monkeypatch: pytest.MonkeyPatch, actor: str, words: list[str]) -> str:
    """What a shell would be offered after these words."""
    line = ["plc", "--db", str(bench.file), "--as", actor, *words, ""]
    with monkeypatch.context() as patch:
        patch.setenv("_PLC_COMPLETE", "bash_complete")
        patch.setenv("COMP_WORDS", " ".join(line))
        patch.setenv("COMP_CWORD", str(len(line) - 1))
        return bench.raw([]).out


def completed() -> list[tuple[str, ...]]:
    """Every place on a command line where something of the community's is offered: each argument, each option."""
    found = []
    for verb in verbs():
        words = tuple(verb.split())
        command: click.Command = plc
        for word in words:
            assert isinstance(command, click.Group)
            inner = command.get_command(click.Context(command), word)
            assert inner is not None
            command = inner
        for param in command.params:
            if param._custom_shell_complete is not None:
                found.append((*words, param.opts[0]) if isinstance(param, click.Option) else words)
    return found


@pytest.mark.parametrize("number", range(6))
def test_completion_offers_nothing_of_what_one_may_not_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Neither ids nor titles; and each actor is offered what she may read."""
    world = bench.world
    offered = completed()
    assert len(offered) > 50
    for turn, words in enumerate(offered[number::6]):
        actor = list(ACTORS)[(turn + number) % len(ACTORS)]
        said = completions(bench, monkeypatch, actor, list(words))
        where = f"plc {' '.join(words)} [Tab] by {actor}: {said}"
        assert World.words_in(said) <= world.may_see(actor), where
        ids = {line.partition(",")[2] for line in said.splitlines()}
        hidden = {
            t.id for t in world.things.values() if t.kind != "draft" and t.relation(actor) in ("other", "outside")
        }
        assert not ids & hidden, where


def test_completion_offers_to_each_the_notes_she_may_read(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for actor in ACTORS:
        said = completions(bench, monkeypatch, actor, ["note", "show"])
        there = {t.id for t in theirs(bench.world, "readable", actor) if t.kind in ("note", "work", "locked")}
        offered = {line.partition(",")[2] for line in said.splitlines()} - {""}
        assert offered == (set() if actor in OUTSIDE else there)


# The whole file


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_the_whole_file_is_for_its_owner_alone(bench: Bench, verb: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"")
    bench.give_away()
    for actor in ACTORS:
        said = bench.run([verb, str(copy), "--confirm"] if verb == "restore" else [verb, str(tmp_path / "x.db")], actor)
        assert said.code == 4
    assert not (tmp_path / "x.db").exists()
