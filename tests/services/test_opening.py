"""What is true of opening a community and of making one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.errors import Invalid, NotPermitted, UnusableFile
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc


def test_the_unix_login_says_who_is_at_the_keys(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.members.edit("ben", login="bito"))
    plc = open_plc(riverside.path, login="bito")
    assert plc.actor.handle == "ben"
    assert plc.me().name == "Ben Ito"
    plc.close()
    with pytest.raises(NotPermitted, match="not a member"):
        open_plc(riverside.path, login="ben")


@pytest.mark.parametrize("who", [{"login": "stranger"}, {"as_handle": "stranger"}, {"login": ""}, {}])
def test_who_is_no_member_is_told_whom_to_ask_and_reads_nothing(riverside: Riverside, who: dict[str, str]) -> None:
    with pytest.raises(NotPermitted, match="Ask whoever keeps it"):
        open_plc(riverside.path, **who)


def test_a_handle_is_taken_as_it_is_typed(riverside: Riverside) -> None:
    plc = open_plc(riverside.path, as_handle="@Ben")
    assert plc.actor.handle == "ben"
    plc.close()
    with pytest.raises(Invalid):
        open_plc(riverside.path, as_handle="no such handle")


def test_whoever_has_left_comes_in_by_neither_name(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    for who in ({"login": "ben"}, {"as_handle": "ben"}):
        with pytest.raises(NotPermitted):
            open_plc(riverside.path, **who)


def test_a_login_becomes_free_when_its_member_has_left(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    riverside.do("maya", lambda plc: plc.members.add("benito", "Another Ben", "ben"))
    plc = open_plc(riverside.path, login="ben")
    assert plc.actor.handle == "benito"
    plc.close()


def test_a_refused_caller_leaves_the_file_to_others(riverside: Riverside) -> None:
    for _ in range(3):
        with pytest.raises(NotPermitted):
            open_plc(riverside.path, login="stranger")
    assert riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited."))).version == 1


# Making one


def test_whoever_makes_a_community_keeps_it_and_is_alone_in_it(tmp_path: Path) -> None:
    plc = make(tmp_path / "plc.db", name=" Riverside  PLC ", handle_="@Maya", display="", login="")
    me = plc.me()
    assert (me.handle, me.name, me.login, me.keeper, me.timezone) == ("maya", "Maya", "maya", True, "UTC")
    community = plc.community()
    assert (community.size, community.demo) == (1, False)
    assert plc.circles.list() == ()
    plc.close()
    assert stat.S_IMODE((tmp_path / "plc.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "wrong",
    [{"handle_": "1st"}, {"handle_": ""}, {"name": " "}, {"name": "x" * 301}, {"display": "x" * 301}],
)
def test_what_cannot_be_a_name_leaves_no_file(tmp_path: Path, wrong: dict[str, str]) -> None:
    named = {"name": "Riverside", "handle_": "maya", "display": "Maya", "login": "maya", **wrong}
    with pytest.raises(Invalid):
        make(tmp_path / "plc.db", **named)
    assert list(tmp_path.iterdir()) == []


def test_a_community_is_never_made_over_a_file(riverside: Riverside, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear Ben,")
    for path in (riverside.path, other):
        with pytest.raises(UnusableFile, match="is there already"):
            make(path, name="Riverside", handle_="maya", display="Maya", login="maya")
    assert other.read_text() == "Dear Ben,"
    assert len(riverside.do("maya", lambda plc: plc.members.list())) == 4


def test_two_programs_on_one_file_hear_of_each_others_writing_and_not_of_their_own(riverside: Riverside) -> None:
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        assert not maya.changed()
        assert not ben.changed()
        maya.notes.add(NewNote("I waited."))
        assert not maya.changed()
        assert ben.changed()
        assert not ben.changed()
