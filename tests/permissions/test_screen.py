"""What the screen can do is held by the same rules: every command, every question to a service, every way in by id."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import plc_tui
from community import settled, text, until
from permissions.bench import Bench, verbs
from permissions.rules import CODES, named
from permissions.screen_rules import ALONE, COMMANDS, OF_HERSELF, SHELL
from permissions.world import MEMBERS, OUTSIDE, Thing, World
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted, PlcError
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc
from plc_tui.settings import Settings
from plc_tui.ui import safe
from plc_tui.ui.app import PlcApp
from plc_tui.ui.commands import TABLE
from plc_tui.ui.doors import open_thing
from plc_tui.ui.screens.frame import PlaceScreen

HOME = Path(plc_tui.__file__).parent


@cache
def asked_in(package: str) -> frozenset[str]:
    """Every `plc.noun.method` in the code of a package: what it asks of the services."""
    nouns = {"actor", *(name for name, value in vars(Plc).items() if callable(value))}
    found = set()
    for file in sorted((HOME / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                noun, of = node.value.attr, node.value.value
                called = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
                if called == "plc" and noun not in nouns:
                    found.add(f"{noun}.{node.attr}")
    return frozenset(found)


def alone() -> dict[str, tuple[str, tuple[str, ...], dict[str, str]]]:
    """The rows of ALONE: the service's name, its line, the kinds it is about, and the outcomes."""
    rows = [[cell.strip() for cell in row.split("|")] for row in ALONE.strip().splitlines()]
    columns = ("owner", "reader", "other")
    return {
        line.split()[0]: (line, tuple(kinds.split()), dict(zip(columns, outcomes, strict=True)))
        for line, kinds, *outcomes in rows[1:]
    }


def test_every_command_of_the_screen_has_a_row() -> None:
    there = {(where, command.id) for command in TABLE for where in command.where}
    rows = {(where, name) for where, names in COMMANDS.items() for name in names}
    assert there == rows, (
        f"Commands without a row in tests/permissions/screen_rules.py: {sorted(there - rows)}; "
        f"rows without a command: {sorted(rows - there)}. Write down there what a new command asks of the services."
    )


def test_everything_the_screen_asks_has_a_row() -> None:
    missing = sorted(asked_in("ui") - {*SHELL, *alone(), *OF_HERSELF})
    assert not missing, (
        f"The screen asks {', '.join(missing)}, and no row says who may. Add it to tests/permissions/screen_rules.py: "
        "to SHELL with the verb of the shell that asks the same, to ALONE with what comes of it for whom, or to "
        "OF_HERSELF."
    )


def test_every_row_of_the_screen_is_about_something_it_asks() -> None:
    asked, rows = asked_in("ui"), {*SHELL, *alone(), *OF_HERSELF}
    assert rows <= asked, f"The screen no longer asks {sorted(rows - asked)}: take the rows away."
    of_commands = {name for names in COMMANDS.values() for asks in names.values() for name in asks.split()}
    assert of_commands <= asked, f"No command asks {sorted(of_commands - asked)}"


def test_what_holds_for_the_shell_s_verb_holds_for_the_screen_since_both_ask_the_same() -> None:
    rows, there, shell = named(), set(verbs()), asked_in("cli")
    for method, verb in SHELL.items():
        assert verb in there, f"{verb} is no verb any more"
        assert verb in rows, f"{verb} has no row in rules.py"
        assert method in shell, f"the shell does not ask {method}: give it a row in ALONE"


# What only the screen asks


def outcome(plc: Plc, line: str, thing_id: str) -> tuple[int, str]:
    """Ask a service; return the exit code its answer would have in the shell, and everything it gave back."""
    name, *words = line.split()
    noun, method = name.split(".")
    given: list[object] = [{"body": word} if word == "WORDS" else thing_id if word == "ID" else word for word in words]
    try:
        return 0, repr(getattr(getattr(plc, noun), method)(*given))
    except NotFound as error:
        return 3, str(error)
    except NotPermitted as error:
        return 4, str(error)
    except Invalid as error:
        return 2, str(error)


@pytest.mark.parametrize("method", alone())
def test_what_only_the_screen_asks_is_answered_as_its_row_says(bench: Bench, method: str) -> None:
    line, kinds, outcomes = alone()[method]
    world, tried = bench.world, 0
    for actor in sorted(MEMBERS):
        plc = open_plc(bench.file, as_handle=actor)
        for thing in [t for t in world.things.values() if t.kind in kinds] or [Thing("nothing", "nothing", "")]:
            relation = "other" if thing.in_bin else thing.relation(actor)
            wanted = CODES[outcomes.get(relation) or outcomes["other"]]
            code, said = outcome(plc, line, thing.id)
            where = f"{line} about {thing.name} by {actor}: {said}"
            assert code == wanted, where
            assert World.words_in(said) <= world.may_see(actor), where
            if code == CODES["not found"]:
                assert said == outcome(plc, line, thing.id[:1] + "00000")[1], where
            tried += 1
        plc.close()
    print(f"\n{line}: {tried} cells")


# The screen itself


def app_of(bench: Bench, actor: str) -> PlcApp:
    return PlcApp(lambda: open_plc(bench.file, as_handle=actor), settings=Settings())


def hidden(world: World, actor: str) -> Iterator[Thing]:
    """What the actor may not open, one of each kind and way of being given."""
    for thing in world.things.values():
        kinds = ("note", "goal", "request", "work", "response", "planned", "session", "held")
        if thing.kind in kinds and thing.relation(actor) == "other":
            yield thing


async def check_what_is_hidden_does_not_open(bench: Bench, actor: str) -> int:
    """Open by id, as an address somebody wrote down would; what is shown then is what is shown for no such thing."""
    world, app, tried = bench.world, app_of(bench, actor), 0
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, PlaceScreen)

        async def opened(name: str) -> str:
            await _open(screen, name)
            await settled(pilot)
            shown = text(app)
            while app.screen is not screen:
                await pilot.press("escape")
                await settled(pilot)
            return shown.replace(name, "ID")

        nothing = {letter: await opened(f"{letter}00000") for letter in "ngqwf"}
        for thing in hidden(world, actor):
            shown = await opened(thing.id)
            assert World.words_in(shown) <= world.may_see(actor), f"{actor} opens the {thing.name}: {shown}"
            assert shown == nothing[thing.id[0]], f"{actor} opens the {thing.name}"
            tried += 1
    return tried


async def _open(screen: PlaceScreen, name: str) -> None:
    async def through() -> None:
        try:
            await open_thing(screen, name)
        except PlcError as error:
            screen.say(safe.words(str(error)))

    screen.run_worker(through())
    await asyncio.sleep(0)


@pytest.mark.parametrize("actor", ["nora", pytest.param("ivo", marks=pytest.mark.slow)])
async def test_what_is_not_hers_does_not_open_by_its_id(bench: Bench, actor: str) -> None:
    assert await check_what_is_hidden_does_not_open(bench, actor) > 10


@pytest.mark.slow
@pytest.mark.parametrize("actor", sorted(MEMBERS - {"nora", "ivo", "olga"}))
async def test_what_is_not_theirs_does_not_open_by_its_id(bench: Bench, actor: str) -> None:
    assert await check_what_is_hidden_does_not_open(bench, actor) > 3


async def look_everywhere(bench: Bench, actor: str) -> frozenset[str]:
    """The words an actor meets on every place, and in what opens from the first rows there."""
    app, seen = app_of(bench, actor), frozenset[str]()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)

        async def look(*keys: str) -> None:
            nonlocal seen
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            seen |= World.words_in(text(app))

        for place in "12345":
            await look(place, "pagedown", "pagedown")
            await look("home", *(["down"] if place == "1" else []), "enter", "pagedown")
            await look("escape", "escape")
        await look("slash", *"kestrel", "down", "pagedown")
        await look("escape", "f9", "escape")
        for command in ("everyone", "drafts", "bin"):
            screen = app.screen
            assert isinstance(screen, PlaceScreen)
            screen.carry_out(command)
            await settled(pilot)
            await look("enter")
            await look("escape", "escape")
    return seen


@pytest.mark.parametrize(
    "actor", ["mira", *(pytest.param(a, marks=pytest.mark.slow) for a in sorted(MEMBERS - {"mira"}))]
)
async def test_no_place_shows_a_word_that_is_not_for_the_one_at_the_keys(bench: Bench, actor: str) -> None:
    seen, may = await look_everywhere(bench, actor), bench.world.may_see(actor)
    assert seen <= may, sorted(map(bench.world.whence, seen - may))
    assert len(seen) > 5, "too little was seen for this to mean anything"


@pytest.mark.parametrize("actor", OUTSIDE)
async def test_whoever_does_not_belong_here_is_shown_nothing(bench: Bench, actor: str) -> None:
    app = app_of(bench, actor)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.return_code is not None, "the program to go", resting=False)
        assert not World.words_in(text(app))
    assert app.return_code == 4
