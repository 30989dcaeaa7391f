from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plc_tui.services.opening import open_plc

if TYPE_CHECKING:
    from conftest import Shell


def keep_draft(plc: Shell, place: str, **fields: str) -> None:
    """As the screen does it while somebody writes."""
    opened = open_plc(plc.db, as_handle="maya")
    opened.drafts.keep(place, fields)
    opened.close()


def test_find_looks_through_what_she_may_read_and_nothing_else(plc: Shell) -> None:
    note = plc.id("note", "add", "--title", "Wait time", "The silence was unbearable. #silence")
    assert [each["id"] for each in plc.items("find", "silence")] == [note]
    assert set(plc.items("find", "silence")[0]) >= {"id", "kind", "title", "author", "snippet"}
    assert plc.items("find", "silence", as_="ben") == []
    plc("note", "share", note, "--everyone")
    assert [each["id"] for each in plc.items("find", "silence", as_="ben")] == [note]
    assert "*silence*" in plc("find", "the", "silence").out
    assert "Nothing found." in plc("find", "nonesuch").err


def test_find_is_narrowed_by_kind_writer_tag_and_day(plc: Shell) -> None:
    note = plc.id("note", "add", "--title", "Wait time", "silence", "--tag", "quiet")
    goal = plc.id("goal", "add", "More silence")
    for options, found in (
        (("--kind", "note"), {note}),
        (("--kind", "goal"), {goal}),
        (("--tag", "#quiet"), {note}),
        (("--by", "@maya"), {note, goal}),
        (("--by", "ben"), set()),
        (("--since", "today"), {note, goal}),
    ):
        assert {each["id"] for each in plc.items("find", "silence", *options)} == found, options
    assert "Since " in plc("find", "silence", "--since", "2w").err
    assert plc("find", "silence", "--limit", "1").err == "There is more than these 1; --limit shows more.\n"


@pytest.mark.parametrize(
    "options",
    [(), ("x", "--kind", "poem"), ("x", "--since", "tomorrow"), ("x", "--since", "banana"), ("x", "--by", "y")],
)
def test_find_refuses_what_makes_no_sense(plc: Shell, options: tuple[str, ...]) -> None:
    plc("find", *options, expect=2)


def test_the_inbox_tells_of_a_response_until_it_was_read(plc: Shell) -> None:
    assert "Nothing waits for you." in plc("inbox").err
    note = plc.id("note", "add", "--title", "Wait time", "I waited")
    plc("note", "share", note, "--with", "ben")
    assert "Nobody has answered yet" in plc("inbox", as_="ben").out
    plc("respond", note, "--encourage", as_="ben")
    waiting = plc.items("inbox")
    assert [(each["kind"], each["id"], each["from"]) for each in waiting] == [("response", note, "ben")]
    assert "Ben Ito encouraged you on “Wait time”" in plc("inbox").out
    plc("note", "show", note)
    assert plc.items("inbox") == []


def test_a_response_says_how_and_may_be_taken_back(plc: Shell) -> None:
    note = plc.id("note", "add", "Body")
    plc("note", "share", note, "--with", "ben")
    made = plc.item("respond", note, "--connect", "Me too", as_="ben")
    assert (made["kind"], made["text"], made["author"]) == ("connect", "Me too", "ben")
    plc("respond", note, "--wonder", as_="ben", expect=2)
    plc("respond", note, "Me too", as_="ben", expect=2)
    plc("respond", note, "--wonder", "--connect", "Me too", as_="ben", expect=2)
    plc("respond", note, "--encourage", as_="tomas", expect=3)
    plc("respond", made["id"], "--withdraw", expect=4)
    plc("respond", made["id"], "--withdraw", as_="ben")
    assert plc.item("note", "show", note)["responses"] == []


def test_drafts_are_listed_read_saved_and_dropped(plc: Shell) -> None:
    goal = plc.id("goal", "add", "Wait longer")
    keep_draft(plc, "note:new", title="Begun", body="Half a sen", model="gibbs", stage="", goal=goal, version="")
    assert [each["place"] for each in plc.items("drafts", "list")] == ["note:new"]
    assert plc.items("drafts", "list", as_="ben") == []
    assert "Half a sen" in plc("drafts", "show", "note:new").out
    plc("drafts", "show", "note:new", as_="ben", expect=3)
    saved = plc.item("drafts", "restore", "note:new")
    assert [saved[name] for name in ("title", "body", "model", "goal")] == ["Begun", "Half a sen", "gibbs", goal]
    assert plc.items("drafts", "list") == []

    keep_draft(plc, f"note:{saved['id']}", body="A whole sentence.")
    assert plc.item("drafts", "restore", f"note:{saved['id']}")["body"] == "A whole sentence."
    keep_draft(plc, f"note:{saved['id']}", body="Begun long ago.", version="1")
    assert "kept as version 3" in plc("drafts", "restore", f"note:{saved['id']}", expect=5).err
    assert plc.items("drafts", "list") == []
    keep_draft(plc, "goal:new", question="Why?")
    assert "wait in the program" in plc("drafts", "restore", "goal:new", expect=2).err
    plc("drafts", "drop", "goal:new")
    plc("drafts", "drop", "goal:new", expect=3)
    assert "No drafts." in plc("drafts", "list").err


def test_the_bin_is_emptied_only_when_she_means_it(plc: Shell) -> None:
    one, two = plc.id("note", "add", "One"), plc.id("note", "add", "Two")
    for note in (one, two):
        plc("note", "delete", note)
    assert [each["id"] for each in plc.items("bin", "list")] == [two, one]
    assert plc.items("bin", "list", as_="ben") == []
    plc("bin", "restore", one, as_="ben", expect=3)
    assert "cannot be undone" in plc("bin", "empty", expect=2).err
    assert plc.item("bin", "empty", one, "--confirm") == {"gone": 1}
    plc("bin", "restore", one, expect=3)
    assert plc.item("bin", "empty", "--confirm") == {"gone": 1}
    assert "Your bin is empty." in plc("bin", "list").err
