"""What holds for every command: options anywhere, exit codes, one or two lines for an error, streams."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from piped import Piped
from plc_tui import waiting
from plc_tui.cli import root, run
from plc_tui.cli.frame import PlcGroup
from plc_tui.store.engine import Store
from terminal import environment, shell, until

if TYPE_CHECKING:
    from conftest import Shell

SOURCE = Path(run.__file__).parents[2]


@pytest.mark.parametrize("place", range(4))
def test_the_options_of_every_command_stand_before_or_after_the_verb(plc: Shell, tmp_path: Path, place: int) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("clock = 12\n")
    note = plc.id("note", "add", "Body")
    words = ["note", "show", note]
    options = ["--db", str(plc.db), "--as", "maya", "--config", str(config), "--json", "--no-input"]
    done = shell(*words[:place], *options, *words[place:])
    assert done.json()["item"]["id"] == note


def test_flags_win_over_the_environment_and_the_environment_over_the_settings(
    plc: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def me(*options: str) -> str:
        done = plc("member", "show", "--config", str(config), *options, "--plain", as_=None, named=False)
        return done.out.split("\t")[0]

    mine, other, config = plc.db, tmp_path / "other.db", tmp_path / "mine.toml"
    plc.db = other
    plc("init", "--name", "Other", "--handle", "olga", "--no-input", as_=None)
    config.write_text(f'db = "{other}"\n')
    assert me() == "olga"
    monkeypatch.setenv("PLC_DB", str(mine))
    monkeypatch.setenv("PLC_AS", "ben")
    assert me() == "ben"
    monkeypatch.setenv("PLC_DB", str(other))
    assert me("--db", str(mine), "--as", "tomas") == "tomas"


# Exit codes


def test_0_is_done(plc: Shell) -> None:
    assert shell("note", "list", db=plc.db, as_="maya").code == 0


def test_1_is_failed(tmp_path: Path) -> None:
    said = shell("note", "list", db=tmp_path / "none.db", expect=1).err
    assert "plc init" in said
    text = tmp_path / "text.db"
    text.write_text("not a database, but long enough to be looked at as if it were one\n" * 20)
    assert "is not a plc file" in shell("note", "list", db=text, expect=1).err
    assert text.read_text().startswith("not a database")


@pytest.mark.parametrize(
    "command",
    [
        ("nonesuch",),
        ("note", "nonesuch"),
        ("note", "list", "--nonesuch"),
        ("note", "list", "--whose", "theirs"),
        ("note", "show"),
        ("note", "add", ""),
        ("goal", "step", "g222", "x", "--by", "banana"),
        ("note", "list", "--by", "nobody"),
        ("note", "share", "n222", "--with", "Not A Handle"),
        ("config", "set", "theme", "pink"),
        ("restore", "nowhere.db", "--confirm"),
        ("note", "list", "--json", "--plain"),
    ],
)
def test_2_is_a_mistake_in_what_was_asked_and_nothing_is_written(plc: Shell, command: tuple[str, ...]) -> None:
    before = plc.db.read_bytes()
    done = plc(*command, expect=2)
    assert done.out == ""
    assert 1 <= len(done.err.splitlines()) <= 2
    assert plc.db.read_bytes() == before


def test_a_body_over_a_million_bytes_is_refused_and_kept_in_a_file(plc: Shell) -> None:
    done = plc("note", "add", "-", stdin="ü" * 500_001, expect=2)
    assert plc.items("note", "list") == []
    kept = Path(done.err.split("safe in ")[1].splitlines()[0].rstrip("."))
    assert kept.read_text(encoding="utf-8") == "ü" * 500_001


def test_3_is_not_found_in_the_same_words_for_what_is_not_for_her(plc: Shell) -> None:
    hers = plc.id("note", "add", "Mine alone")
    unknown = next(f"n{letter}22" for letter in "23456" if not hers.startswith(f"n{letter}22"))
    assert plc("note", "show", hers, as_="ben", expect=3) == plc("note", "show", unknown, as_="ben", expect=3)


def test_4_is_not_permitted(plc: Shell) -> None:
    note = plc.id("note", "add", "Read this")
    plc("note", "share", note, "--with", "ben")
    for verb in (("edit", note, "--title", "Mine"), ("share", note, "--only-me"), ("delete", note)):
        assert "Traceback" not in shell("note", *verb, db=plc.db, as_="ben", expect=4).err
    assert plc.item("note", "show", note)["title"] == "Read this"


def test_5_is_busy_beyond_the_time_out_and_what_was_piped_in_is_kept(
    plc: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "patience", 0.3)
    monkeypatch.setattr(waiting, "AFTER", 0.05)
    with (plc.db.with_name("plc.db.lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = plc("note", "add", "-", stdin="Typed with care", expect=5)
    assert done.err.startswith("Waiting for a colleague's save ...\n")
    kept = Path(done.err.split("safe in ")[1].splitlines()[0].rstrip("."))
    assert kept.read_text() == "Typed with care"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert plc.items("note", "list") == []


def test_a_disk_that_takes_no_more_is_told_calmly_and_the_text_is_kept(plc: Shell, tmp_path: Path) -> None:
    # Byte code is not written: Python 3.11 would leave it cut off at the limit, for every run after this one.
    small_disk = (
        "import resource, sys; sys.dont_write_bytecode = True; from plc_tui.__main__ import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3 * 4096, 3 * 4096)); main()"
    )
    words = ["--db", plc.db, "--as", "maya", "note", "add", "-"]
    done = Piped("-c", small_disk, *words, env=environment(tmp_path / "home"), errors=True).end("Typed with care")
    assert done.code == 1
    assert "its disk is full" in done.err
    kept = Path(done.err.split("safe in ")[1].splitlines()[0].rstrip("."))
    assert kept.read_text() == "Typed with care"
    assert plc.items("note", "list") == []


def test_6_is_a_file_of_a_newer_program(plc: Shell) -> None:
    with sqlite3.connect(plc.db) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "newer" in shell("note", "list", db=plc.db, as_="maya", expect=6).err
    assert shell("note", "list", "--json", db=plc.db, as_="maya", expect=6).out == ""


def test_130_is_interrupted(plc: Shell, tmp_path: Path) -> None:
    words = ["-m", "plc_tui", "--db", plc.db, "--as", "maya", "note", "add", "-"]
    with Piped(*words, env=environment(tmp_path / "home"), errors=True) as adding:
        adding.stdin.write("words " * 50_000)
        adding.stdin.flush()
        until(lambda: adding.has_read_all, "the end of it to be waited for")
        adding.process.kill(signal.SIGINT)
        assert adding.process.wait(60) == 130
        assert adding.stdout.read() == ""
        assert "Traceback" not in adding.stderr.read()


# Streams


def test_a_reader_that_has_gone_is_no_trouble(plc: Shell, tmp_path: Path) -> None:
    plc("note", "add", "-", stdin="words " * 40_000)  # more than a pipe holds
    words = ["-m", "plc_tui", "--db", plc.db, "--as", "maya", "note", "list", "--json"]
    with Piped(*words, env=environment(tmp_path / "home"), errors=True) as listing:
        assert os.read(listing.stdout.fileno(), 10) == b'{"schema":'
        listing.stdout.close()
        assert listing.process.wait(60) == 0
        assert listing.stderr.read() == ""


def test_data_goes_to_standard_output_and_words_to_standard_error(plc: Shell) -> None:
    done = plc("note", "add", "Body", "--json")
    assert json.loads(done.out)["schema"] == "plc.note/1"
    listed = plc("note", "list", "--json")
    assert json.loads(listed.out)["schema"] == "plc.note.list/1"
    assert listed.err == ""
    assert json.loads(plc("note", "list", "--json", as_="ben").out) == {"schema": "plc.note.list/1", "items": []}


def test_plain_is_one_record_a_line_whatever_the_text_holds(plc: Shell) -> None:
    plc("note", "add", "Body", "--title", "tab\there\nand \x1b[31mred\u202e")
    (line,) = plc("note", "list", "--plain").out.splitlines()
    assert len(line.split("\t")) == 10
    assert line.split("\t")[1] == "tab here and [31mred"


def test_what_people_typed_cannot_act_on_the_terminal(plc: Shell) -> None:
    hostile = "a\x1b]0;owned\x07b\x9b31mc\u202ed\r\x08"
    note = plc.id("note", "add", "-", "--title", hostile, stdin=hostile)
    plc("note", "share", note, "--everyone")
    plc("respond", note, "--wonder", hostile, as_="ben")
    for command in (("note", "show", note), ("note", "list"), ("find", "owned"), ("inbox",), ("note", "history", note)):
        for form in ((), ("--json",), ("--plain",)):
            done = plc(*command, *form)
            assert not set("\x1b\x07\x9b\u202e\r\x08") & set(done.out + done.err)


def test_a_terminal_that_lacks_letters_is_no_reason_to_fail(plc: Shell, tmp_path: Path) -> None:
    plc("note", "add", "Grüße 😀")
    lacking = "import sys; sys.stdout.reconfigure(encoding='iso8859-5'); from plc_tui.__main__ import main; main()"
    done = Piped(
        "-c", lacking, "--db", plc.db, "--as", "maya", "note", "list", env=environment(tmp_path / "home")
    ).end()
    assert done.code == 0
    assert "Gr??e ?" in done.out


def test_standard_input_that_is_no_text_is_refused(plc: Shell) -> None:
    assert "not UTF-8" in plc("note", "add", "-", stdin=b"\xff\xfe\x00", expect=2).err


# Mistakes


def test_a_mistake_of_ours_is_one_paragraph_without_anyones_words(
    plc: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from plc_tui.services.notes import Notes

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("SECRET WORDS")

    monkeypatch.setattr(Notes, "list", broken)
    done = plc("note", "list", expect=1)
    assert "SECRET" not in done.err
    assert "Traceback" not in done.err
    assert "ZeroDivisionError in test_command_line.py" in done.err
    monkeypatch.setenv("PLC_DEBUG", "1")
    assert "Traceback" in plc("note", "list", expect=1).err


def test_acting_as_somebody_else_needs_a_file_of_ones_own(plc: Shell) -> None:
    plc.give_away()
    assert "This file is not yours" in plc("note", "list", expect=4).err
    assert "leave out --as" in shell("note", "list", db=plc.db, env={"PLC_AS": "ben"}, expect=4).err


def test_nobody_acts_as_another_in_a_shared_database(plc: Shell) -> None:
    plc.db = "postgresql://nowhere/plc"  # type: ignore[assignment]  # an address where a file is expected
    assert "acts as herself" in plc("note", "list", expect=4).err


def test_one_who_is_no_member_is_told_so(plc: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not a member" in plc("note", "list", as_="stranger", expect=4).err


# Imports and cost


def test_no_import_of_the_command_brings_the_database_or_the_screen() -> None:
    commands = (["--help"], ["version"], ["note", "add", "--help"], ["completion", "bash"], ["--version"], ["keys"])
    script = (
        "import sys; from plc_tui.cli.run import run\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'textual', 'rich', 'dateparser', 'tomlkit', 'platformdirs'}\n"
        f"for command in {commands!r}:\n"
        "    print(run(command), command, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.splitlines() == [f"0 {command} []" for command in commands]


def test_commands_without_a_screen_never_import_textual(plc: Shell, tmp_path: Path) -> None:
    note = plc.id("note", "add", "Body")
    commands = (
        *(
            ["note", "list"],
            ["note", "show", note],
            ["inbox"],
            ["find", "body"],
            ["doctor"],
            ["export", "--format", "csv"],
        ),
        *(["review", "list"], ["member", "list"], ["circle", "list"], ["drafts", "list"], ["config", "list"]),
    )
    script = (
        "import sys; from plc_tui.cli.run import run; heavy = {'textual', 'rich', 'alembic', 'dateparser'}\n"
        # The machine may be a school's server, which the doctor would look at instead.
        "import pathlib; from plc_tui.host import layout; layout.SERVER = layout.Layout(pathlib.Path('nowhere'))\n"
        f"for command in {commands!r}:\n"
        "    print(run([*sys.argv[1:], *command]), command, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(plc.db), "--as", "maya"],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(tmp_path / "home"),
    )
    told = [line for line in done.stderr.splitlines() if line.startswith(("0 [", "1 ["))]
    assert told == [f"0 {command} []" for command in commands]


def test_every_verb_has_help_that_fits_80_columns(plc: Shell) -> None:
    def walk(group: PlcGroup, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = []
        for name in group.list_commands(None):  # type: ignore[arg-type]  # our groups need no context for it
            command = group.get_command(None, name)  # type: ignore[arg-type]
            found += walk(command, (*path, name)) if isinstance(command, PlcGroup) else [(*path, name)]
        return found

    assert isinstance(root.plc, PlcGroup)
    verbs = walk(root.plc, ())
    assert len(verbs) > 60
    for verb in [(), ("note",), *verbs]:
        shown = plc(*verb, "--help").out
        assert max(map(len, shown.splitlines())) <= 80, verb
        assert "--db" in shown or verb == ("note",)
        assert shown.startswith("Usage: plc")
        options = shown.partition("Options:\n")[2].partition("\n\n")[0].splitlines()
        assert all(line.startswith(("  -", "   ")) for line in options), f"{verb}: an argument without words"


def test_what_is_no_number_is_told_in_plain_words(plc: Shell) -> None:
    assert "'x' is not a valid whole number." in plc("note", "list", "--limit", "x", expect=2).err
    assert "'x' is not a valid number." in plc("session", "more", "s1", "x", expect=2).err


def test_the_version_is_said_three_ways(plc: Shell) -> None:
    from plc_tui import __version__

    assert plc("version").out.startswith(f"plc {__version__} (Python ")
    assert plc("--version", "--plain").out == f"{__version__}\n"
    assert plc.item("version")["version"] == __version__
