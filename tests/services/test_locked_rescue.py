"""Words of a locked note that could not be kept in the file: sealed in a rescue file, and back among the drafts."""

from __future__ import annotations

from pathlib import Path

from community import Riverside
from plc_tui.rescue import SEALED, rescue, sealed

PASSPHRASE = "violet kettle seven otters"
WORDS = {"title": "Zzyzx", "body": "Words of quixotry.", "locked": "yes"}


def test_rescued_words_are_sealed_and_come_back_before_the_passphrase_and_open_after_it(tmp_path: Path) -> None:
    riverside, folder = Riverside(tmp_path), tmp_path / "rescued"
    with riverside.at("maya") as maya:
        maya.locks.begin(PASSPHRASE)
        text = maya.locks.seal_for_rescue("note:new", WORDS)
        assert text is not None
        file = rescue(text, "note:new", folder, ending=SEALED)
    assert b"Zzyzx" not in file.read_bytes()
    assert b"quixotry" not in file.read_bytes()
    with riverside.at("maya") as again:
        assert again.locks.take_in_rescued(folder, only_there=True) == 1
        assert not file.exists()
        shut = again.drafts.find("note:new")
        assert shut is not None
        assert (shut.locked, shut.shut, dict(shut.fields)) == (True, True, {})
        again.locks.open(PASSPHRASE)
        found = again.drafts.find("note:new")
        assert found is not None
        assert dict(found.fields) == WORDS


def test_rescued_words_lie_beside_a_draft_that_is_there(tmp_path: Path) -> None:
    riverside, folder = Riverside(tmp_path), tmp_path / "rescued"
    with riverside.at("maya") as maya:
        maya.locks.begin(PASSPHRASE)
        maya.drafts.keep("note:new", {"body": "a plain one"})
        rescue(maya.locks.seal_for_rescue("note:new", WORDS) or "", "note:new", folder, ending=SEALED)
        assert maya.locks.take_in_rescued(folder, only_there=True) == 1
        here, beside = maya.drafts.find("note:new"), maya.drafts.find("note:new~2")
        assert here is not None
        assert beside is not None
        assert here.fields == {"body": "a plain one"}
        assert dict(beside.fields) == WORDS


def test_without_a_key_nothing_is_written_down_and_another_s_file_is_left_alone(tmp_path: Path) -> None:
    riverside, folder = Riverside(tmp_path), tmp_path / "rescued"
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        assert maya.locks.seal_for_rescue("note:new", WORDS) is None
        maya.locks.begin(PASSPHRASE)
        file = rescue(maya.locks.seal_for_rescue("note:new", WORDS) or "", "note:new", folder, ending=SEALED)
        ben.locks.begin("another kettle, other otters")
        assert ben.locks.take_in_rescued(folder, only_there=True) == 0
        (folder / f"plc-note-{SEALED}").write_text("{ half a file")
        assert [found for found, _, _ in sealed(folder, only_there=True)] == [file]
        maya.locks.shut()
        assert maya.locks.seal_for_rescue("note:new", WORDS) is None
