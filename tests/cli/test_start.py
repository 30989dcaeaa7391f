"""The first minutes: plc alone, init, demo, and the terminals the program cannot be shown on."""

from __future__ import annotations

import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from piped import Piped
from terminal import Program, environment, plc, shell, until

UNABLE = "Every part of it also works as a plain command: plc --help lists them."


def test_init_makes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = shell(
        "init", "--name", "Riverside PLC", "--handle", "maya", "--display", "Maya Okafor", "--no-input", home=home
    )
    file = home / "data" / "plc" / "plc.db"
    assert made.out == f"{file}\n"
    assert "“Riverside PLC” is made, and kept by Maya Okafor (@maya)." in made.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    me = shell("member", "show", "--json", home=home).json()["item"]
    assert (me["handle"], me["name"], me["keeper"], me["timezone"]) == ("maya", "Maya Okafor", True, "UTC")


def test_init_needs_no_flags_at_all(tmp_path: Path) -> None:
    made = shell("init", "--json", db=tmp_path / "plc.db").json()["item"]
    assert made["name"] == "My learning log"
    assert made["member"] == shell("member", "show", "--json", db=tmp_path / "plc.db").json()["item"]["login"]


def test_init_never_writes_over_a_file(tmp_path: Path) -> None:
    shell("init", db=tmp_path / "plc.db")
    before = (tmp_path / "plc.db").read_bytes()
    assert "is there already" in shell("init", db=tmp_path / "plc.db", expect=2).err
    assert (tmp_path / "plc.db").read_bytes() == before


@pytest.mark.parametrize("options", [("--handle", "Not A Handle"), ("--name", ""), ("--display", "\x1b")])
def test_init_refuses_what_cannot_be_a_name_and_leaves_no_file(tmp_path: Path, options: tuple[str, str]) -> None:
    done = shell("init", *options, "--no-input", db=tmp_path / "plc.db", expect=None)
    if done.code == 0:  # a display name of nothing visible falls back to the handle
        assert options == ("--display", "\x1b")
        return
    assert done.code == 2
    assert not (tmp_path / "plc.db").exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "plc.db"
    assert "There is no folder" in shell("init", db=file, home=tmp_path / "home", expect=1).err


def test_plc_without_a_terminal_says_what_to_do_instead(tmp_path: Path) -> None:
    for home in (tmp_path / "new", tmp_path / "old"):
        if home.name == "old":
            shell("init", home=home)
        said = shell(home=home, expect=2)
        assert UNABLE in said.err
        assert said.out == ""
    assert not (tmp_path / "new" / "data").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"env": {"TERM": "dumb"}}, "TERM=dumb"), ({"columns": 39}, "39 columns"), ({"rows": 11}, "11 lines")],
)
def test_a_terminal_that_cannot_show_it_is_told_what_to_do(
    tmp_path: Path, made: bytes, settings: dict[str, object], words: str
) -> None:
    (tmp_path / "plc.db").write_bytes(made)
    with plc(db=tmp_path / "plc.db", **settings) as program:  # type: ignore[arg-type]  # a size or an environment
        assert program.exit_code() == 2
        assert words in " ".join(program.screen)


def test_the_first_plc_asks_two_questions_and_opens_the_program(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with plc(home=home) as program:
        program.wait_for("Your name").type("Maya Okafor\n")
        program.wait_for("A name for your community").type("\n")
        program.wait_for("Home", "My learning log")
        program.press("f10")
        assert program.exit_code() == 0
    assert shell("member", "show", "--json", home=home).json()["item"]["name"] == "Maya Okafor"


def test_the_first_plc_can_be_left_at_its_first_question(tmp_path: Path) -> None:
    with plc(home=tmp_path / "home") as program:
        program.wait_for("Your name").settle().press("ctrl+c")
        assert program.exit_code() == 130
        assert "Traceback" not in program.text
    assert not (tmp_path / "home" / "data" / "plc" / "plc.db").exists()


def test_no_input_never_asks(tmp_path: Path) -> None:
    with plc("--no-input", home=tmp_path / "home") as program:
        assert program.exit_code() == 2
        assert "plc init" in " ".join(program.screen)


SMALL = """
import sys
from dataclasses import replace
from plc_tui import seeds
from plc_tui.__main__ import main
whole = seeds.demo
seeds.demo = lambda: replace(whole(), goals=(), notes=(), responses=(), requests=(), sessions=())
main()
"""
"""`plc` with a demo of members and circles alone: for what does not depend on what the members wrote."""


def small(*args: str, **settings: object) -> Program:
    return Program([sys.executable, "-c", SMALL, *args], **settings)  # type: ignore[arg-type]  # as Program's


def test_the_demo_can_be_kept_and_looked_into_without_a_terminal(tmp_path: Path) -> None:
    file, env = tmp_path / "demo.db", environment(tmp_path / "home")
    done = Piped("-c", SMALL, "demo", "--keep", file, env=env).end()
    assert (done.code, done.out) == (0, f"{file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(shell("member", "list", "--json", db=file, as_="maya").json()["items"]) >= 8
    assert len(shell("circle", "list", "--json", db=file, as_="maya").json()["items"]) >= 3
    assert "is there already" in shell("demo", "--keep", str(file), expect=2).err


def test_a_made_up_community_that_is_kept_does_not_say_that_nothing_is(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    with small("demo", "--keep", str(file), home=tmp_path / "home") as program:
        program.wait_for("a made-up community")
        assert "nothing here is kept" not in program.text
        program.press("f10")
        assert program.exit_code() == 0
    with plc(db=file, as_="maya") as again:
        again.wait_for("a made-up community")
        assert "nothing here is kept" not in again.text


def test_the_demo_needs_a_terminal_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert UNABLE in shell("demo", expect=2, env={"TMPDIR": str(tmp_path)}).err
    assert list(tmp_path.iterdir()) == []


def test_the_demo_opens_the_program_on_a_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    with plc("demo", env={"TMPDIR": str(spare)}, home=tmp_path / "home") as program:
        program.wait_for("a made-up community: nothing here is kept")
        assert list(spare.iterdir())
        program.press("f10")
        assert program.exit_code() == 0
    assert list(spare.iterdir()) == []


WAYS_OUT: dict[str, Callable[[Program], Program]] = {
    "the link drops": Program.hang_up,
    "SIGHUP arrives": lambda program: program.kill(signal.SIGHUP),
    "SIGTERM arrives": lambda program: program.kill(signal.SIGTERM),
}


SHOWN_TOO = [
    ("SIGTERM arrives", True),
    pytest.param("SIGHUP arrives", True, marks=pytest.mark.slow),
    pytest.param("the link drops", True, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("way_out", "shown"), [*((way_out, False) for way_out in WAYS_OUT), *SHOWN_TOO])
def test_a_demo_that_is_told_to_go_leaves_nothing_behind(tmp_path: Path, way_out: str, shown: bool) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    start = small if shown else plc
    with start("demo", env={"TMPDIR": str(spare)}, home=tmp_path / "home") as program:
        until(lambda: list(spare.glob("plc-demo-*/*")), "the demo")
        if shown:
            program.wait_for("nothing here is kept")
        WAYS_OUT[way_out](program)
        assert program.exit_code() != 0
    assert list(spare.iterdir()) == []


def test_a_file_that_is_not_for_her_ends_the_program_as_it_ends_a_verb(tmp_path: Path) -> None:
    file = tmp_path / "plc.db"
    shell("init", db=file)
    (tmp_path / "bad.db").write_text("no community at all " * 300)
    for db, as_, code in ((file, "stranger", 4), (tmp_path / "bad.db", None, 1)):
        said = shell("inbox", db=db, as_=as_, expect=code).err
        with plc(db=db, as_=as_, columns=200) as program:
            assert program.exit_code() == code
            assert said.strip() in " ".join(" ".join(program.screen).split())
