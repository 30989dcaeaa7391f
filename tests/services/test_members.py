"""What is true of members: who adds and removes them, and what stays when somebody goes."""

from __future__ import annotations

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, with_circles
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc


def test_a_keeper_adds_a_member_who_can_come_in_at_once(riverside: Riverside) -> None:
    added = riverside.do("maya", lambda plc: plc.members.add("@Tomas", "Tomas Silva", "tsilva"))
    assert (added.handle, added.name, added.login, added.keeper) == ("tomas", "Tomas Silva", "tsilva", False)
    came = open_plc(riverside.path, login="tsilva")
    assert came.actor.handle == "tomas"
    came.close()


def test_only_a_keeper_adds_and_removes(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        with pytest.raises(NotPermitted):
            ben.members.add("tomas")
        with pytest.raises(NotPermitted):
            ben.members.remove("aisha")
    assert len(riverside.do("ben", lambda plc: plc.members.list())) == 4


@pytest.mark.parametrize(("handle", "login"), [("ben", ""), ("tomas", "ben"), ("1st", ""), ("", ""), ("a b", "")])
def test_handles_and_logins_are_one_member_s_own(riverside: Riverside, handle: str, login: str) -> None:
    with pytest.raises(Invalid):
        riverside.do("maya", lambda plc: plc.members.add(handle, "Somebody", login))
    assert len(riverside.do("maya", lambda plc: plc.members.list())) == 4


def test_whoever_is_removed_comes_in_no_more_and_what_she_shared_stays(riverside: Riverside) -> None:
    with riverside.at("aisha") as aisha:
        shared = aisha.notes.add(NewNote("Words.", "Shared with everyone")).id
        aisha.notes.share(shared, EVERYONE_HERE)
    with riverside.at("maya") as maya:
        in_circle = maya.notes.add(NewNote("Words.", "For the circle")).id
        maya.notes.share(in_circle, with_circles("maths"))
        maya.members.remove("aisha")
        assert maya.notes.show(shared).author.name == "Aisha Khan"
        assert [place.person.handle for place in maya.circles.show("maths").members] == ["maya"]
        assert "aisha" not in {member.handle for member in maya.members.list()}
        with pytest.raises(NotFound):
            maya.members.show("aisha")
    with pytest.raises(NotPermitted):
        open_plc(riverside.path, login="aisha")


def test_a_program_that_was_open_when_its_member_was_removed_reads_nothing_more(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.notes.add(NewNote("Words.", "Mine"))
        riverside.do("maya", lambda plc: plc.members.remove("ben"))
        with pytest.raises(NotPermitted):
            ben.notes.list()
        with pytest.raises(NotPermitted):
            ben.finding.find("words")


def test_a_handle_is_never_given_to_another_person(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    with pytest.raises(Invalid, match="earlier"):
        riverside.do("maya", lambda plc: plc.members.add("ben", "Another Ben"))


def test_the_only_keeper_cannot_go(riverside: Riverside) -> None:
    with pytest.raises(Invalid, match="keeper"):
        riverside.do("maya", lambda plc: plc.members.remove("maya"))


def test_anyone_may_leave_the_community_herself(riverside: Riverside) -> None:
    riverside.do("ben", lambda plc: plc.members.remove("ben"))
    assert "ben" not in {m.handle for m in riverside.do("maya", lambda plc: plc.members.list())}


def test_she_says_herself_what_others_read_about_her(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.members.edit("ben", interests="Talk in maths", can_help="Seating plans", timezone="Pacific/Auckland")
        with pytest.raises(NotPermitted):
            ben.members.edit("aisha", name="Somebody")
        with pytest.raises(NotPermitted):
            ben.members.edit("ben", login="root")
        with pytest.raises(Invalid):
            ben.members.edit("ben", timezone="Mars/Olympus")
        with pytest.raises(Invalid):
            ben.members.edit("ben", keeper="yes")
    found = riverside.do("aisha", lambda plc: plc.home.brief("ben"))
    assert (found.interests, found.can_help) == ("Talk in maths", "Seating plans")


@pytest.mark.parametrize("change", [{"name": " "}, {"login": ""}, {"login": "maya"}, {"name": "x" * 301}])
def test_a_name_and_a_login_are_never_empty_endless_or_anothers(riverside: Riverside, change: dict[str, str]) -> None:
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid):
            maya.members.edit("ben", **change)
        assert (maya.members.show("ben").name, maya.members.show("ben").login) == ("Ben Ito", "ben")
