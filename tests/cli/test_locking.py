"""Locked notes in the shell: the passphrase comes from a file or from standard input, never from an argument."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.conftest import Shell

PASSPHRASE = "a bicycle made of rain"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){7}")


@pytest.fixture
def key(tmp_path: Path) -> str:
    """A file with the passphrase, for its owner's eyes only."""
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def locked(plc: Shell, key: str) -> str:
    """A locked note of maya's."""
    plc("passphrase", "set", "--confirm", "--passphrase-file", key)
    return plc.id("note", "add", "The zebrafinch sang", "--title", "A jar", "--lock", "--passphrase-file", key)


def test_what_a_lost_passphrase_means_is_said_before_there_is_one(plc: Shell, key: str) -> None:
    said = plc("passphrase", "set", "--passphrase-file", key, "--no-input", expect=2)
    assert "lost for ever" in said.err
    assert "--confirm" in said.err
    assert plc.item("passphrase", "status") == {"passphrase": False, "locked": 0}
    made = plc("passphrase", "set", "--passphrase-file", key, "--confirm")
    assert CODE.fullmatch(made.out.strip()), "the code alone is on standard output"
    assert "never shown again" in made.err
    assert "already" in plc("passphrase", "set", "--passphrase-file", key, "--confirm", expect=2).err


def test_a_locked_note_reads_as_one_until_the_passphrase_is_there(plc: Shell, locked: str, key: str) -> None:
    shut = plc("note", "list").out
    assert "Locked note" in shut
    assert "Only you, locked with your passphrase" in " ".join(shut.split())
    assert "A jar" not in shut
    (item,) = plc.items("note", "list")
    assert (item["title"], item["body"], item["locked"]) == (None, None, True)
    assert "A jar" in plc("note", "list", "--passphrase-file", key).out
    assert "zebrafinch" in plc("note", "show", locked, "--passphrase-file", key).out
    asked = plc("note", "show", locked, "--no-input", expect=2)
    assert "--passphrase-file" in asked.err
    assert "jar" not in asked.err + asked.out
    assert plc("find", "zebrafinch").out == ""
    assert "zebrafinch" in plc("find", "zebraf", "--passphrase-file", key).out
    plc("note", "show", locked, as_="ben", expect=3)


def test_the_passphrase_may_be_the_first_line_of_standard_input(plc: Shell, locked: str) -> None:
    plc("note", "edit", locked, "-", "--passphrase-file", "-", stdin=f"{PASSPHRASE}\nThe quail called.\n")
    shown = plc("note", "show", locked, "--passphrase-file", "-", "--json", stdin=PASSPHRASE).json()["item"]
    assert (shown["body"].strip(), shown["version"]) == ("The quail called.", 2)


@pytest.mark.parametrize("typed", ["wrong wrong wrong", "", "é\n", "\xff" * 5000])
def test_a_wrong_passphrase_is_one_sentence_and_opens_nothing(plc: Shell, locked: str, typed: str) -> None:
    said = plc("note", "show", locked, "--passphrase-file", "-", stdin=typed, expect=None)
    assert said.code in (2, 4)
    assert len(said.err.strip().splitlines()) <= 2
    assert "zebrafinch" not in said.out + said.err


def test_a_passphrase_file_that_others_can_read_is_refused(plc: Shell, locked: str, key: str, tmp_path: Path) -> None:
    Path(key).chmod(0o644)
    assert "chmod 600" in plc("note", "show", locked, "--passphrase-file", key, expect=2).err
    assert "cannot be read" in plc("note", "show", locked, "--passphrase-file", str(tmp_path / "no"), expect=2).err


def test_locking_an_ordinary_note_says_who_loses_it_and_what_stays_plain(plc: Shell, key: str) -> None:
    note = plc.id("note", "add", "The quail called")
    assert "plc passphrase set" in plc("note", "lock", note, "--passphrase-file", key, expect=2).err
    plc("passphrase", "set", "--confirm", "--passphrase-file", key)
    plc("note", "share", note, "--everyone")
    plc("respond", note, "--encourage", "Go on", as_="ben")
    said = plc("note", "lock", note, "--passphrase-file", key, "--no-input", expect=2)
    assert "Everyone here" in said.err
    done = plc("note", "lock", note, "--passphrase-file", key, "--confirm")
    assert "1 response" in done.err
    assert "Backups" in done.err
    plc("note", "show", note, as_="ben", expect=3)


def test_unlocking_takes_the_lock_off_or_makes_a_copy(plc: Shell, locked: str, key: str) -> None:
    copy = plc.id("note", "unlock", locked, "--copy", "--passphrase-file", key)
    assert copy != locked
    assert "zebrafinch" in plc("note", "show", copy).out
    assert "plain copy" in plc("note", "share", locked, "--everyone", expect=2).err
    plc("note", "unlock", locked, "--passphrase-file", key)
    assert "zebrafinch" in plc("note", "show", locked).out


def test_change_and_recover_take_two_lines_of_standard_input(plc: Shell, key: str) -> None:
    code = plc("passphrase", "set", "--confirm", "--passphrase-file", key).out.strip()
    two = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    plc("passphrase", "change", *two, stdin=f"{PASSPHRASE}\nan orchard under water\n")
    plc("passphrase", "change", *two, stdin=f"{PASSPHRASE}\nan orchard under water\n", expect=4)
    again = plc(
        "passphrase",
        "recover",
        "--code-file",
        "-",
        "--new-passphrase-file",
        "-",
        stdin=f"{code}\nthe third passphrase\n",
    )
    assert CODE.fullmatch(again.out.strip())
    assert again.out.strip() != code
    plc("note", "add", "x", "--lock", "--passphrase-file", "-", stdin="the third passphrase")


def test_a_lost_paper_is_made_good_with_the_passphrase(plc: Shell, key: str) -> None:
    first = plc("passphrase", "set", "--confirm", "--passphrase-file", key).out.strip()
    second = plc("passphrase", "new-code", "--passphrase-file", key).out.strip()
    assert CODE.fullmatch(second)
    files = ("--code-file", "-", "--new-passphrase-file", "-")
    plc("passphrase", "recover", *files, stdin=f"{first}\nthe third passphrase\n", expect=4)
    plc("passphrase", "recover", *files, stdin=f"{second}\nthe third passphrase\n")


def test_giving_up_says_how_much_goes(plc: Shell, locked: str, key: str) -> None:
    assert "1 locked note" in plc("passphrase", "give-up", "--no-input", expect=2).err
    plc("passphrase", "give-up", "--confirm")
    plc("note", "show", locked, "--passphrase-file", key, expect=2)
    assert plc.items("note", "list") == []


def test_a_locked_text_that_cannot_be_saved_is_shown_and_put_in_no_file(
    plc: Shell, locked: str, key: str, tmp_path: Path
) -> None:
    said = plc("note", "edit", "n9999", "-", "--passphrase-file", key, stdin="An ordinary try", expect=3)
    assert "safe in" in said.err
    body = "The nightjarring came. " * 50_000
    said = plc("note", "edit", locked, "-", "--passphrase-file", key, stdin=body, expect=2)
    assert "here it is" in said.err
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"nightjarring" in p.read_bytes()]


def test_a_text_for_a_locked_note_is_put_in_no_file_when_the_community_cannot_be_opened(
    plc: Shell, locked: str, key: str, tmp_path: Path
) -> None:
    plc.db.write_bytes(b"no community at all")
    said = plc("note", "edit", locked, "-", "--passphrase-file", key, stdin="The nightjarring came.", expect=None)
    assert said.code != 0
    assert "here it is" in said.err
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"nightjarring" in p.read_bytes()]


def test_an_export_asks_and_says_what_it_left_out(plc: Shell, locked: str, key: str) -> None:
    left_out = plc("export", "--format", "jsonl")
    assert "zebrafinch" not in left_out.out
    assert "1 locked note left out" in left_out.err
    assert "zebrafinch" in plc("export", "--format", "jsonl", "--with-locked", "--passphrase-file", key).out
    assert "passphrase" in plc("export", "--format", "jsonl", "--with-locked", "--no-input", expect=2).err
    assert "locked" not in plc("export", "--format", "jsonl", as_="ben").err


def test_locked_drafts_and_the_bin_say_only_that_they_are_locked(plc: Shell, locked: str, key: str) -> None:
    plc("note", "delete", locked)
    assert "Locked note" in plc("bin", "list").out
    (binned,) = plc.items("bin", "list")
    assert (binned["title"], binned["locked"]) == (None, True)
