from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Shell


def test_members_are_listed_and_shown(plc: Shell) -> None:
    assert {each["handle"] for each in plc.items("member", "list")} == {"maya", "ben", "tomas"}
    assert plc.item("member", "show", "@Ben")["name"] == "Ben Ito"
    assert plc.item("member", "show", as_="ben")["handle"] == "ben"
    assert plc("member", "list", "--plain").out.splitlines()[0].split("\t")[:3] == ["ben", "Ben Ito", "ben"]
    plc("member", "show", "nobody", expect=3)


def test_a_keeper_adds_and_removes_members_and_nobody_else_does(plc: Shell) -> None:
    plc("member", "add", "aisha", as_="ben", expect=4)
    assert plc.item("member", "add", "aisha", "--display", "Aisha Rahman", "--login", "arahman")["login"] == "arahman"
    plc("member", "add", "aisha", expect=2)
    plc("member", "add", "Not A Handle", expect=2)
    assert "add --confirm" in plc("member", "remove", "aisha", expect=2).err
    plc("member", "remove", "aisha", as_="ben", expect=4)  # nobody is asked to confirm what is not hers to do
    plc("member", "remove", "aisha", "--confirm")
    plc("note", "list", as_="aisha", expect=4)


def test_a_member_says_what_she_likes_about_herself(plc: Shell) -> None:
    made = plc.item(
        *("member", "edit", "ben", "--display", "Benjamin Ito", "--timezone", "Asia/Tokyo", "--interests", "algebra"),
        *("--can-help", "strong tea"),
        as_="ben",
    )
    assert [made[name] for name in ("name", "timezone", "interests", "can_help")] == [
        *("Benjamin Ito", "Asia/Tokyo", "algebra", "strong tea")
    ]
    plc("member", "edit", "ben", "--timezone", "Moon/Crater", as_="ben", expect=2)
    plc("member", "edit", "ben", as_="ben", expect=2)
    plc("member", "edit", "maya", "--display", "X", as_="ben", expect=4)


def test_times_are_told_in_the_readers_zone_and_on_her_clock(plc: Shell) -> None:
    note = plc.id("note", "add", "Body")
    plc("member", "edit", "maya", "--timezone", "Pacific/Kiritimati")
    assert plc("note", "list", "--plain").out.split("\t")[3].endswith("+14:00")
    plc("config", "set", "clock", "12")
    assert " am" in (page := plc("note", "show", note).out) or " pm" in page


def test_a_circle_is_made_changed_joined_and_left(plc: Shell) -> None:
    made = plc.item("circle", "new", "reading", "--title", "Reading circle", "--purpose", "Books", "--member", "@ben")
    assert (set(made["members"]), made["facilitators"]) == ({"maya", "ben"}, ["maya"])
    assert plc.item("circle", "edit", "reading", "--purpose", "More books")["purpose"] == "More books"
    plc("circle", "edit", "reading", expect=2)
    plc("circle", "edit", "reading", "--title", "Mine", as_="ben", expect=4)

    plc("circle", "join", "reading", as_="tomas", expect=4)
    assert plc.item("circle", "invite", "reading", "tomas")["invited"] == ["tomas"]
    assert [each["kind"] for each in plc.items("inbox", as_="tomas")] == ["invitation"]
    assert "tomas" in plc.item("circle", "join", "reading", as_="tomas")["members"]
    assert "tomas" not in plc.item("circle", "leave", "reading", as_="tomas")["members"]
    plc("circle", "new", "reading", "--title", "Again", expect=2)
    plc("circle", "show", "nonesuch", expect=3)


def test_circles_are_listed_and_shown(plc: Shell) -> None:
    assert [each["handle"] for each in plc.items("circle", "list")] == ["maths"]
    assert plc.items("circle", "list", "--mine", as_="tomas") == []
    page = plc("circle", "show", "maths").out
    assert "Maths circle (2 people)" in page
    assert "Maya Okafor (@maya), you, facilitator" in page


def test_leaving_a_circle_takes_its_notes_away(plc: Shell) -> None:
    note = plc.id("note", "add", "For the circle")
    plc("note", "share", note, "--circle", "maths")
    assert plc.item("note", "show", note, as_="ben")["id"] == note
    plc("circle", "leave", "maths", as_="ben")
    plc("note", "show", note, as_="ben", expect=3)


def test_a_brief_is_made_only_of_what_she_shares(plc: Shell) -> None:
    shared, kept = plc.id("note", "add", "Shared with Ben"), plc.id("note", "add", "Nobody reads this")
    plc("note", "share", shared, "--with", "ben")
    plc("member", "edit", "maya", "--interests", "fractions")
    page = plc("brief", "@maya", as_="ben").out
    assert "fractions" in page
    assert "Shared with Ben" in page
    assert "Nobody reads this" not in page
    assert [each["id"] for each in plc.item("brief", "maya", as_="ben")["notes"]] == [shared]
    assert kept not in plc("brief", "maya", "--json", as_="ben").out
    plc("brief", "nobody", expect=2)


def test_a_brief_says_so_when_nothing_is_shared_yet(plc: Shell) -> None:
    assert "Ben Ito shares no goal or note with you yet." in plc("brief", "ben").out
    assert "shares no goal" not in plc("brief", "maya").out


def test_the_only_keeper_stays(plc: Shell) -> None:
    assert "There is no other keeper here" in plc("member", "remove", "maya", "--confirm", expect=2).err
