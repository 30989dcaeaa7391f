"""One part of a set-up at a time, below a folder: what is put in place, what is not, and what is taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plc_tui.host.config import ServerProblem
from plc_tui.host.setup import part
from plc_tui.host.setup.part import Folder, Look, TextFile

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="what is set up is root's")


def test_a_file_is_made_once_and_mended_when_it_is_not_as_it_was(tmp_path: Path) -> None:
    file = TextFile("it", tmp_path / "deep" / "file", "words\n", 0o440)
    assert "there is no" in file.wrong()
    file.make()
    assert file.wrong() == ""
    for spoil, words in {
        lambda: file.path.write_text("other"): "not as plc writes it",
        lambda: file.path.chmod(0o644): "has mode 0644, not 0440",
        lambda: os.chown(file.path, 1, -1): "the wrong account (number 1)",
        lambda: (file.path.unlink(), file.path.symlink_to("/etc/hostname")): "not as plc writes it",
    }.items():
        spoil()
        assert words in file.wrong()
        file.make()
        assert file.wrong() == ""
    assert list(file.path.parent.iterdir()) == [file.path], "nothing is left beside it"


def test_a_text_that_may_not_be_is_never_in_place(tmp_path: Path) -> None:
    seen: list[str] = []

    def allowed(new: Path) -> str:
        seen.append(new.read_text())
        assert "." in new.name, "sudo and cron read no name with a dot in it"
        assert new.suffix != ".conf", "sshd reads those"
        return "line 1 makes no sense"

    path = tmp_path / "file"
    path.write_text("before")
    with pytest.raises(ServerProblem, match="left as it was: line 1 makes no sense"):
        TextFile("it", path, "after", 0o644, allowed).make()
    assert (path.read_text(), seen, list(tmp_path.iterdir())) == ("before", ["after"], [path])


@pytest.mark.parametrize("before", ["before", None])
def test_a_text_that_breaks_the_whole_is_taken_back(tmp_path: Path, before: str | None) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.write_text(before)
    broken = TextFile("it", path, "after", 0o644, settled=lambda: "the whole is broken now")
    with pytest.raises(ServerProblem, match="the whole is broken now"):
        broken.make()
    assert (path.read_text() if path.exists() else None) == before
    assert len(list(tmp_path.iterdir())) == (before is not None)


def test_a_file_that_is_not_wanted_goes(tmp_path: Path) -> None:
    file = TextFile("it", tmp_path / "file", "words", 0o644, wanted=False)
    assert file.wrong() == ""
    file.path.write_text("words")
    assert "should not be" in file.wrong()
    file.make()
    assert file.wrong() == ""
    assert not file.path.exists()


def test_a_folder_gets_its_owner_and_mode_and_goes_only_when_it_is_empty(tmp_path: Path) -> None:
    folder = Folder("it", tmp_path / "folder", "nobody", 0o700)
    folder.make()
    assert folder.wrong() == ""
    folder.path.chmod(0o755)
    assert "mode 0755" in folder.wrong()
    folder.make()
    (folder.path / "somebody's").touch()
    folder.remove()
    assert folder.path.is_dir()
    (folder.path / "somebody's").unlink()
    folder.remove()
    assert not folder.path.exists()
    folder.path.symlink_to("/etc")
    assert "not a folder" in folder.wrong()
    with pytest.raises(ServerProblem, match="not a folder"):
        folder.make()


@pytest.mark.parametrize("trap", [os.symlink, os.link])
def test_no_link_that_the_account_put_there_gives_it_somebody_elses_file(
    tmp_path: Path, trap: Callable[[Path, Path], None]
) -> None:
    secret, link = tmp_path / "secret", tmp_path / "plc.db"
    secret.touch(0o600)
    trap(secret, link)
    with pytest.raises(ServerProblem, match="not a plain file"):
        part.set_mode(link, "nobody", 0o666)
    assert (secret.stat().st_uid, secret.stat().st_mode & 0o777) == (0, 0o600)


def test_install_uninstall_and_check_go_through_one_table(tmp_path: Path) -> None:
    first = TextFile("first", tmp_path / "first", "1", 0o644)
    second = TextFile("second", tmp_path / "second", "2", 0o644)
    seen = Look("what is only seen", lambda: "it is late", "Make haste.", "note")
    table = (first, second, seen)
    assert [wrong for _, wrong in part.install(table, dry=True) if wrong] == [first.wrong(), second.wrong()]
    assert not list(tmp_path.iterdir())
    assert [each.what for each, wrong in part.install(table) if wrong] == ["first", "second"]
    assert [wrong for _, wrong in part.install(table)] == ["", ""]
    assert [(told.what, told.state) for told in part.look_over(table)] == [
        ("first", "well"),
        ("second", "well"),
        ("what is only seen", "note"),
    ]
    assert list(part.uninstall(table, dry=True)) == list(part.uninstall(table)) == [str(second.path), str(first.path)]
    assert not list(tmp_path.iterdir())
