"""Tries one command line as one actor on a file that is as it was before, and looks at every word that comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cli.conftest import Shell
from permissions.rules import TABLES, Rule, rules
from permissions.world import ACTORS, OUTSIDE, SECRET, WITH_PASSPHRASE, Thing, World
from plc_tui.cli.root import plc
from terminal import Result

FORMS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("--plain",))
NOBODYS = {"draft": "note:n00000", "member": "nobody", "circle": "nothing"}
"""Names of what does not exist; for all else the id's letter and "00000", which no id has."""


@dataclass(frozen=True)
class Said:
    """What a command gave back, with the thing's id taken out of it, and whether it wrote anything."""

    code: int
    out: str
    err: str
    wrote: bool

    @property
    def words(self) -> frozenset[str]:
        """The words of anybody's texts in it."""
        return World.words_in(self.out + self.err)


class Bench:
    """The file, put back as it was after each command that wrote into it."""

    def __init__(self, world: World, shell: Shell) -> None:
        self.world, self._shell = world, shell
        self._pristine = world.path.read_bytes()
        self._nobodys: dict[tuple[str, str, tuple[str, ...]], Said] = {}
        self._olgas = {word: world.things[name].id for word, name in (("WORK", "note alone"), ("GOAL", "goal alone"))}
        self._put_back()
        for name, words in (("KEY", SECRET), ("WRONG", "not what it is at all")):
            self.file.with_name(name).write_text(words)
            self.file.with_name(name).chmod(0o600)

    def _put_back(self) -> None:
        for ending in ("-wal", "-shm"):
            self._shell.db.with_name(self._shell.db.name + ending).unlink(missing_ok=True)
        self._shell.db.write_bytes(self._pristine)
        self._shell.db.chmod(0o600)

    @property
    def file(self) -> Path:
        """The file the commands work on."""
        return self._shell.db

    def raw(self, words: Sequence[str]) -> Result:
        """Run a command line that names neither file nor actor."""
        return self._shell(*words, as_=None, named=False, expect=None)

    def give_away(self) -> None:
        """From now on the file belongs to another account."""
        self._shell.give_away()

    def run(self, words: Sequence[str], actor: str, name: str = "", form: tuple[str, ...] = ()) -> Said:
        """Run one command line; `name` is the id to be taken out of what it says."""
        words = [self._olgas.get(word, word) for word in words]
        found = self._shell(*words, *form, "--no-input", as_=actor, expect=None)
        wrote = self._shell.db.read_bytes() != self._pristine
        if wrote:
            self._put_back()
        out, err = (text.replace(name, "ID") if name else text for text in (found.out, found.err))
        return Said(found.code, out, err, wrote)

    def keep(self, words: Sequence[str], actor: str) -> Said:
        """Run one command line and leave the file as it is then: for stories of more than one step."""
        found = self._shell(*words, "--no-input", as_=actor, expect=None)
        return Said(found.code, found.out, found.err, True)

    def of_nothing(self, rule: Rule, like: Thing, actor: str, form: tuple[str, ...]) -> Said:
        """What the same command says of something that does not exist: no such thing, or a version there never was."""
        if "--version" in rule.line and actor in like.readers:
            return self.run([*rule.words(like.id)[:-1], "99"], actor, like.id, form)
        name = NOBODYS.get(like.kind, like.id[:1] + "00000")
        key = (rule.line, name + actor, form)
        if key not in self._nobodys:
            self._nobodys[key] = self.run(rule.words(name), actor, name, form)
        return self._nobodys[key]


@dataclass(frozen=True)
class Cell:
    """One actor, one thing, one verb."""

    rule: Rule
    thing: Thing
    actor: str
    relation: str
    form: tuple[str, ...]

    def __str__(self) -> str:
        line = " ".join(self.rule.words(self.thing.name.join("“”")))
        return f"plc {line} {' '.join(self.form)} by {self.actor} ({ACTORS[self.actor]})"


_OF_REQUESTS = {
    "asked by name": ("request", "narrow"),
    "to the circle": ("request", "narrow"),
    "open to volunteers": ("request",),
    "masked": ("masked",),
    "closed": ("ended",),
    "withdrawn": ("ended",),
}
_MEANT = {
    "note": ("note",),
    "goal": ("goal", "step"),
    "respond": ("note", "goal", "response"),
    "review": ("note", "point"),
    "bin": ("note", "goal"),
}
"""What the verbs of a noun are meant for; on things of other kinds they are tried in the long run only."""
_MANY = ("note", "goal", "response", "work")
"""Tables that are about so many things that one actor for each is enough for the short run."""
_LOCKING = ("note locked", "note to nils")
"""On what a passphrase is tried in the short run: each takes a tenth of a second."""


def tables_of(thing: Thing) -> tuple[str, ...]:
    """The tables whose rows are about this thing."""
    if thing.kind == "request":
        return _OF_REQUESTS[thing.name.removeprefix("request ")]
    if not thing.in_bin:
        return (thing.kind,)
    return (
        ("binned", "in bin") if thing.name.endswith(" in the bin") and thing.kind in ("note", "goal") else ("binned",)
    )


def cells(world: World, table: str, *, every: bool) -> Iterator[Cell]:
    """Every cell of a table; or of each row and thing one or two actors. Relations and forms take turns."""
    turn = 0
    for rule in rules(table):
        tried: Counter[str] = Counter()
        for thing in (thing for thing in world.things.values() if table in tables_of(thing)):
            if every or _worth_it(rule, thing, table):
                who = ACTORS if every else list(_some(thing, rule, tried, turn, 1 if table in _MANY else 2))
                tried.update(thing.relation(actor) for actor in who)
                for place, actor in enumerate(who):
                    if not rule.secret or actor in (*WITH_PASSPHRASE, *OUTSIDE):
                        form = FORMS[(turn + place * every) % 3]
                        yield Cell(rule, thing, actor, thing.relation(actor), form)
                turn += 1


def _worth_it(rule: Rule, thing: Thing, table: str) -> bool:
    """Whether the short run tries this row on this thing."""
    if rule.secret:
        return thing.name in _LOCKING
    return table not in ("binned", "in bin") or thing.kind in _MEANT[rule.line.split()[0]]


def _some(thing: Thing, rule: Rule, tried: Counter[str], turn: int, count: int) -> Iterator[str]:
    """One actor of each of so many relations, first of those in which this row has been tried least."""
    by_relation: dict[str, list[str]] = {}
    for actor in ACTORS:
        if not rule.secret or actor in (*WITH_PASSPHRASE, *OUTSIDE):
            by_relation.setdefault(thing.relation(actor), []).append(actor)
    outside = by_relation.pop("outside")
    for relation in sorted(by_relation, key=lambda relation: tried[relation])[: max(count, 3 * rule.secret)]:
        yield by_relation[relation][turn % len(by_relation[relation])]
    if turn % 7 == 0:
        yield outside[turn // 7 % 2]


def strangers(world: World) -> Iterator[Cell]:
    """Every row on hidden things of other kinds: they are as if they did not exist. Actors take turns."""
    about = {table: {rule.line for rule in rules(table)} for table in TABLES}
    for table in ("note", "goal", "step", "response", "request", "point"):
        for turn, rule in enumerate(rule for rule in rules(table) if not (rule.secret or rule.line == "journal ID")):
            for number, thing in enumerate(world.things.values()):
                kind = "note" if thing.kind in ("work", "locked") else thing.kind
                if kind not in ("draft", table) and not any(rule.line in about[name] for name in tables_of(thing)):
                    hidden = [actor for actor in ACTORS if thing.relation(actor) in ("other", "outside")]
                    for place in range(min(2, len(hidden))):
                        yield Cell(rule, thing, hidden[(turn + number + 5 * place) % len(hidden)], "none", ())


def check(bench: Bench, cell: Cell) -> str:
    """Try one cell; return what is not as the table says, "" when all of it is."""
    world = bench.world
    said = bench.run(cell.rule.words(cell.thing.id), cell.actor, cell.thing.id, cell.form)
    wanted, code = cell.rule.outcome(cell.relation) if cell.relation != "none" else _none(cell)
    if said.code != code:
        return f"{cell}: exit {said.code}, not {code} ({wanted}); it says: {(said.out + said.err)[:300]}"
    if stolen := said.words - world.may_see(cell.actor) - _opened(world, cell):
        return f"{cell}: shows {_named(world, stolen)}"
    if wanted != "works" and said.wrote and code != 5 and not _counted(cell, wanted):
        return f"{cell}: {wanted}, and yet something was written"
    if wanted == "not found" and said != (nothing := bench.of_nothing(cell.rule, cell.thing, cell.actor, cell.form)):
        return f"{cell}: says {said}, but of what does not exist {nothing}"
    if wanted == "works" and cell.form != ("--plain",):
        return _shown(world, cell, said)
    return ""


def _counted(cell: Cell, wanted: str) -> bool:
    """Whether the command may count what it did not find: whoever tries codes of sessions waits longer each time."""
    return wanted == "not found" and cell.rule.line.startswith("session join")


def _opened(world: World, cell: Cell) -> set[str]:
    """Words the command itself opens: of a locked note, by its owner's passphrase; what is hidden, by revealing it."""
    locked = cell.rule.secret and cell.thing.kind == "locked"
    if cell.relation != "owner" or not (locked or cell.rule.line.startswith("session reveal")):
        return set()
    return {word for name, _, word in world.words() if name == cell.thing.name}


def _none(cell: Cell) -> tuple[str, int]:
    return ("not permitted", 4) if cell.actor in OUTSIDE else ("not found", 3)


def _shown(world: World, cell: Cell, said: Said) -> str:
    wanted = {world.of(cell.thing.name, part) for part in cell.rule.shows}
    missing = wanted - said.words
    return f"{cell}: does not show {_named(world, missing)}" if missing else ""


def _named(world: World, words: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(" of the ".join(reversed(world.whence(word))) for word in words))


def verbs(command: click.Command = plc, path: str = "") -> Iterator[str]:
    """Every verb there is, found by walking from `plc` down."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from verbs(found, f"{path} {name}".strip())
