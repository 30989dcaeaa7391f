from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest

from plc_tui.rescue import CannotRescue, rescue, server_folder


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))
    return tmp_path / "state" / "plc"


def test_a_rescued_text_is_whole_and_for_its_writer_alone(state: Path) -> None:
    path = rescue("Wait time\n\nשלום 😀\n", "note-n7k2")
    assert path.read_text(encoding="utf-8") == "Wait time\n\nשלום 😀\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.is_relative_to(state)
    assert "note-n7k2" in path.name


def test_two_texts_rescued_in_one_second_are_two_files(state: Path) -> None:
    assert rescue("one", "note") != rescue("two", "note")


def test_a_hint_cannot_lead_out_of_the_folder(state: Path) -> None:
    assert rescue("x", "../../etc/passwd").parent == state / "rescued"


def test_when_one_folder_refuses_the_next_takes_the_text(state: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("not a folder")
    path = rescue("kept", "note", tmp_path / "state" / "mine")
    assert path.parent == tmp_path / "spare"
    assert path.read_text() == "kept"


def test_when_no_folder_is_left_it_says_so(state: Path, tmp_path: Path) -> None:
    for name in ("state", "spare"):
        (tmp_path / name).write_text("not a folder")
    with pytest.raises(CannotRescue):
        rescue("kept", "note")


def test_whoever_gets_the_number_of_an_account_that_is_gone_finds_none_of_its_texts() -> None:
    assert server_folder(1007, "zoe") != server_folder(1007, "aisha")
    assert server_folder(1007, "aisha").parent == server_folder(1008, "aisha").parent
