"""Export, backup, restore, doctor, config, completion."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from cli.conftest import Shell
from terminal import shell


@pytest.fixture(scope="session")
def bytes_written(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of `written`."""
    plc = Shell(tmp_path_factory.mktemp("written") / "plc.db", pytest.MonkeyPatch())
    plc.db.write_bytes(made)
    plc.db.chmod(0o600)
    goal = plc.id("goal", "add", "Ask, then wait")
    plc("goal", "step", goal, "Film a lesson", "--by", "+1w")
    plc("note", "add", "--title", "Wait/time: ../../etc", "=SUM(A1) she waited", "--goal", goal)
    plc("note", "add", "Ben's own thought", as_="ben")
    shared = plc.id("note", "add", "Ben's shared thought", as_="ben")
    plc("note", "share", shared, "--everyone", as_="ben")
    return plc.db.read_bytes()


@pytest.fixture
def written(plc: Shell, bytes_written: bytes) -> Shell:
    """Maya has a goal and a note; Ben a note of his own and one he shares with her."""
    plc.db.write_bytes(bytes_written)
    return plc


@pytest.mark.parametrize("form", ["markdown", "jsonl", "html", "csv", "ics"])
def test_an_export_is_all_her_words_and_nobody_elses(written: Shell, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"
    done = written("export", "--to", str(folder), "--format", form)
    assert done.out == f"{folder}\n"
    files = [path for path in folder.rglob("*") if path.is_file()]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert ("Film a lesson" if form == "ics" else "she waited") in everything
    assert "thought" not in everything
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert all(path.resolve().is_relative_to(folder) for path in files)


def test_an_export_never_writes_over_anything(written: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    places = [Path(written("export", "--to", str(folder)).out.strip()) for _ in range(3)]
    assert places[0] == folder
    assert len(set(places)) == 3
    assert all(place.parent == folder and place.name.startswith("plc-maya-") for place in places[1:])
    (tmp_path / "a-file").write_text("mine")
    written("export", "--to", str(tmp_path / "a-file"), expect=2)
    assert (tmp_path / "a-file").read_text() == "mine"


def test_an_export_without_a_folder_goes_to_standard_output(
    written: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = written("export", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"goal", "note"}
    table = written("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table.out)))
    assert rows[0]["body"] == "'=SUM(A1) she waited"
    assert "goals.csv is left out here" in table.err
    assert written("export", "--format", "ics").out.startswith("BEGIN:VCALENDAR")
    monkeypatch.chdir(tmp_path)
    assert written("export").out.startswith("plc-maya-")


def test_a_backup_is_whole_and_restores(written: Shell, tmp_path: Path) -> None:
    made = Path(written("backup").out.strip())
    assert made.parent == written.db.parent / "backups"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    note = written.id("note", "add", "After the backup")
    assert "add --confirm" in written("restore", str(made), expect=2).err
    record = written.item("restore", str(made), "--confirm")
    written("note", "show", note, expect=3)
    assert [each["title"] for each in written.items("note", "list", "--whose", "mine")] == ["Wait/time: ../../etc"]
    kept = Path(record["kept"])
    assert shell("note", "show", note, db=kept, as_="maya", home=tmp_path / "h").code == 0


def test_backups_go_where_she_says_and_old_ones_are_thinned_out(written: Shell, tmp_path: Path) -> None:
    assert written.item("backup", str(tmp_path / "copy.db"))["path"] == str(tmp_path / "copy.db")
    assert "is there already" in written("backup", str(tmp_path / "copy.db"), expect=1).err
    folder = tmp_path / "many"
    folder.mkdir()
    ours = ("plc-20200101-000000.db", "plc-20210101-000000.db", "plc-20210101-000000-1.db", "plc-20220101-000000.db")
    for name in (*ours, "mine.db", "plc-2019.db", "other-20180101-000000.db"):
        shutil.copy(tmp_path / "copy.db", folder / name)
    (folder / "plc-20190101-000000.db").write_text("not a file of plc, whatever it is called")
    (folder / "plc-20190102-000000.db").symlink_to(tmp_path / "copy.db")
    assert written.item("backup", str(folder), "--keep", "2")["removed"] == 3
    left = {path.name for path in folder.iterdir()}
    assert left - {"plc-20220101-000000.db"} > {"mine.db", "plc-2019.db", "plc-20190101-000000.db"}
    assert not left & set(ours[:3])
    assert len(left) == 7
    assert (tmp_path / "copy.db").exists()


def test_what_is_no_backup_is_not_restored(written: Shell, tmp_path: Path) -> None:
    before = written.items("note", "list")
    (tmp_path / "letter.db").write_text("Dear all")
    written("restore", str(tmp_path / "letter.db"), "--confirm", expect=1)
    written("restore", str(tmp_path / "nowhere.db"), "--confirm", expect=2)
    assert written.items("note", "list") == before


def test_only_the_files_owner_copies_everyones_words(written: Shell, tmp_path: Path) -> None:
    written.give_away()
    for command in (("backup", str(tmp_path / "copy.db")), ("restore", str(written.db), "--confirm")):
        assert "everyone's words" in shell(*command, db=written.db, home=tmp_path / "h", expect=4).err


def states(done: str) -> dict[str, str]:
    return {line.split("\t")[0]: line.split("\t")[1] for line in done.splitlines()}


def test_the_doctor_finds_a_sound_set_up_well(plc: Shell) -> None:
    found = states(plc("doctor", "--plain").out)
    for what in ("you", "settings", "file", "disk", "room", "contents", "member", "models and frames"):
        assert found[what] == "well", what
    assert "Maya Okafor (@maya)" in plc("doctor").out


def test_the_doctor_names_what_is_to_be_mended_and_how(plc: Shell, tmp_path: Path) -> None:
    plc.db.chmod(0o644)
    said = plc("doctor", expect=1).out
    assert f"MEND  file: others on this machine can read it\n      Close it with: chmod 600 {plc.db}" in said
    plc.db.chmod(0o600)
    config = tmp_path / "config" / "plc" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("clock = 13\n")
    assert states(plc("doctor", "--plain", expect=1).out)["settings"] == "mend"
    config.write_text(f'seed_folder = "{tmp_path / "seed"}"\n')
    (tmp_path / "seed" / "models").mkdir(parents=True)
    (tmp_path / "seed" / "models" / "ours.toml").write_text("id = 3\n")
    assert "ours.toml" in plc("doctor", expect=1).out


def test_the_doctor_looks_at_files_that_do_not_open(empty: Shell) -> None:
    assert "plc init" in empty("doctor", expect=1, as_=None).out
    empty.db.write_bytes(b"no database at all" * 100)
    assert states(empty("doctor", "--plain", expect=1, as_=None).out)["contents"] == "mend"


def test_the_doctor_sees_a_damaged_file(written: Shell) -> None:
    for number in range(6):
        written("note", "add", f"note {number} " + "words " * 2_000)
    data = bytearray(written.db.read_bytes())
    for start in range(8 * 4096, len(data) - 4096, 2 * 4096):
        data[start : start + 64] = os.urandom(64)
    written.db.write_bytes(bytes(data))
    assert states(written("doctor", "--plain", expect=1).out)["contents"] == "mend"


def test_settings_are_listed_read_and_changed(plc: Shell, tmp_path: Path) -> None:
    assert plc("config", "get", "theme").out == "dark\n"
    assert "Saved in" in plc("config", "set", "theme", "mono").err
    assert plc.item("config", "get", "theme") == {"name": "theme", "value": "mono", "default": "dark"}
    file = tmp_path / "config" / "plc" / "config.toml"
    assert plc("config", "path").out == f"{file}\n"
    assert file.read_text() == 'theme = "mono"\n'
    assert {each["name"] for each in plc.items("config", "list")} > {"theme", "clock", "default_model"}
    assert "theme = mono" in plc("config", "list").out
    plc("config", "get", "colour", expect=2)
    plc("config", "set", "theme", "pink", expect=2)
    file.write_text("theme = \n")
    assert f"{file}, line 1:" in plc("config", "list", expect=2).err


def complete(words: str, db: Path, as_: str, tmp_path: Path) -> list[str]:
    """Ask for completions as bash does."""
    split = words.split(" ")
    env = {"_PLC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(split) - 1)}
    done = shell(db=db, as_=as_, env=env, home=tmp_path / "home")
    assert done.err == ""
    return [line.split(",", 1)[1] for line in done.out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("plc no", ["note"]),
        ("plc note sh", ["show", "share"]),
        ("plc note list --who", ["--whose"]),
        ("plc note list --whose ", ["mine", "shared", "all"]),
        ("plc note share n222 --with b", ["ben"]),
        ("plc note share n222 --circle ", ["maths"]),
        ("plc note add --model gi", ["gibbs"]),
        ("plc review ask n222 --frame lad", ["ladder"]),
        ("plc config get cl", ["clock"]),
        ("plc --json member show t", ["tomas"]),
    ],
)
def test_the_shell_completes_verbs_options_handles_and_circles(
    plc: Shell, tmp_path: Path, words: str, offered: list[str]
) -> None:
    assert complete(words, plc.db, "maya", tmp_path) == offered


def test_completion_offers_ids_only_to_those_who_may_read(written: Shell, tmp_path: Path) -> None:
    (own,) = written.items("note", "list", "--whose", "mine")
    (shared,) = written.items("note", "list", "--whose", "shared")
    assert set(complete("plc note show ", written.db, "maya", tmp_path)) == {own["id"], shared["id"]}
    assert complete("plc note show ", written.db, "tomas", tmp_path) == [shared["id"]]
    assert complete("plc goal show ", written.db, "tomas", tmp_path) == []


def test_completion_is_silent_when_nothing_opens(tmp_path: Path) -> None:
    assert complete("plc note show ", tmp_path / "none.db", "maya", tmp_path) == []
    (tmp_path / "bad.db").write_text("x" * 5000)
    assert complete("plc note share n2 --with ", tmp_path / "bad.db", "maya", tmp_path) == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_completion_script_is_for_that_shell(plc: Shell, name: str) -> None:
    assert f"_PLC_COMPLETE={name}_complete" in plc("completion", name).out
    plc("completion", "tcsh", expect=2)


def test_the_completion_script_is_bash_that_bash_understands(plc: Shell, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(plc("completion", "bash").out)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_keys_are_those_of_the_programs_own_table(plc: Shell) -> None:
    from plc_tui.ui.commands import key_table

    assert plc("keys").out == key_table()


def test_the_keys_are_there_for_scripts_too(plc: Shell) -> None:
    rows = plc.items("keys")
    assert {"place": "Home", "keys": ["n"]} in [{name: row[name] for name in ("place", "keys")} for row in rows]
    lines = plc("keys", "--plain").out.splitlines()
    assert len(lines) == len(rows)
    assert {line.count("\t") for line in lines} == {3}
