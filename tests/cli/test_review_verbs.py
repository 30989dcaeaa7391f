from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell


@pytest.fixture
def note(plc: Shell) -> str:
    return plc.id("note", "add", "--title", "Exit tickets in 8B", "They guess.")


@pytest.fixture
def request_id(plc: Shell, note: str) -> str:
    return plc.id("review", "ask", note, "--focus", "Do I listen?", "--off-limits", "The marking", "--from", "ben")


def test_asking_says_plainly_who_will_see_what(plc: Shell, note: str) -> None:
    options = ("--focus", "Do I listen?", "--from", "ben")
    said = plc("review", "ask", note, *options, "--preview").out
    assert "Ben Ito will be able to read version 1 of this note" in said
    assert plc.items("review", "list") == []
    assert "Ben Ito will be able to read version 1" in plc("review", "ask", note, *options).err


def test_all_fields_of_a_request_have_flags(plc: Shell, note: str) -> None:
    made = plc.item(
        *("review", "ask", note, "--focus", "F", "--off-limits", "O", "--frame", "ladder", "--circle", "maths"),
        *("--by", "+1w", "--masked", "--wanted", "3"),
    )
    assert (made["focus"], made["off_limits"], made["masked"], made["wanted"]) == ("F", "O", True, 3)
    assert made["asked"] == {"kind": "circles", "people": [], "circles": ["maths"]}
    assert made["by"]
    assert plc.item("review", "ask", note, "--focus", "F", "--volunteers")["asked"]["kind"] == "community"
    assert [box["id"] for box in made["frame"]["boxes"]][:3] == ["clarify", "value", "wonder"]
    assert set(made["frame"]["boxes"][0]) == {"id", "title", "stem"}


@pytest.mark.parametrize(
    "options",
    [
        ("--from", "ben"),
        ("--focus", "F"),
        ("--focus", "F", "--from", "ben", "--volunteers"),
        ("--focus", "F", "--from", "x"),
    ],
)
def test_a_request_wants_a_question_and_exactly_one_kind_of_colleague(
    plc: Shell, note: str, options: tuple[str, ...]
) -> None:
    plc("review", "ask", note, *options, expect=2)
    assert plc.items("review", "list") == []


def test_a_review_goes_from_asking_to_closing(plc: Shell, note: str, request_id: str) -> None:
    assert [each["kind"] for each in plc.items("inbox", as_="ben")] == ["asked"]
    assert "Off limits:\n  The marking" in plc("review", "show", request_id, as_="ben").out
    plc("review", "take", request_id, as_="ben")
    plc("review", "write", request_id, "--point", "warm=You wait", "--point", "cool=Too fast", as_="ben")
    assert plc.item("review", "show", request_id)["reviews"][0]["points"] == []
    plc("review", "send", request_id, as_="ben")

    points = plc.item("review", "show", request_id)["reviews"][0]["points"]
    assert [(each["box"], each["text"]) for each in points] == [("warm", "You wait"), ("cool", "Too fast")]
    plc("review", "decide", points[0]["id"], "--keep", "--reply", "Thank you")
    plc("review", "decide", points[1]["id"], "--try")
    decided = plc.item("review", "show", request_id)["reviews"][0]["points"]
    assert [(each["decision"], each["reply"]) for each in decided] == [("keep", "Thank you"), ("try", "")]

    assert "Closed" in plc("review", "close", request_id, "--statement", "-", stdin="I slowed down.").err
    seen = plc.item("review", "show", request_id, as_="ben")
    assert (seen["status"], seen["closing"]) == ("closed", "I slowed down.")
    page = plc("review", "show", request_id).out
    for words in (
        "Warm: in tune with the aim",
        "You wait",
        "Decision: I keep this as it is. Thank you",
        "I slowed down.",
    ):
        assert words in page


def test_a_reply_keeps_the_decision_and_a_decision_keeps_the_reply(plc: Shell, request_id: str) -> None:
    plc("review", "write", request_id, "--point", "warm=W", as_="ben")
    plc("review", "send", request_id, as_="ben")
    point = plc.item("review", "show", request_id)["reviews"][0]["points"][0]["id"]

    def standing() -> tuple[str, str]:
        kept = plc.item("review", "show", request_id)["reviews"][0]["points"][0]
        return kept["decision"], kept["reply"]

    assert "Your reply is with the point." in plc("review", "reply", point, "Let us sit down").err
    assert standing() == ("talk", "Let us sit down")
    plc("review", "decide", point, "--park")
    assert standing() == ("park", "Let us sit down")
    plc("review", "reply", point, "-", stdin="Next term")
    assert standing() == ("park", "Next term")
    plc("review", "decide", point, "--park", "--keep", expect=2)
    plc("review", "decide", point, expect=2)
    plc("review", "decide", point, "--keep", as_="ben", expect=4)
    plc("review", "decide", point, "--keep", as_="tomas", expect=3)


def test_points_are_added_and_the_draft_can_be_replaced(plc: Shell, request_id: str) -> None:
    def boxes() -> list[str]:
        return [point["text"] for point in plc.item("review", "show", request_id, as_="ben")["reviews"][0]["points"]]

    plc("review", "write", request_id, "--point", "warm=One", as_="ben")
    plc("review", "write", request_id, "--point", "cool=-", as_="ben", stdin="Two\nlines")
    assert boxes() == ["One", "Two\nlines"]
    plc("review", "write", request_id, "--replace", "--point", "warm=Three", as_="ben")
    assert boxes() == ["Three"]
    said = plc("review", "write", request_id, "--point", "lukewarm=X", as_="ben", expect=2).err
    assert "warm" in said
    plc("review", "write", request_id, "--point", "no equals sign", as_="ben", expect=2)
    plc("review", "write", request_id, as_="ben", expect=2)


def test_a_whole_review_is_written_as_a_page_with_the_boxes_as_headings(
    plc: Shell, request_id: str, tmp_path: Path
) -> None:
    page = tmp_path / "review.md"
    page.write_text("> Do I listen?\n\n## Warm: in tune with the aim\n> hint\nOne\ntwo\n\nThree\n\n## cool\n\nFour\n")
    plc("review", "write", request_id, "--file", str(page), as_="ben")
    points = plc.item("review", "show", request_id, as_="ben")["reviews"][0]["points"]
    assert [(each["box"], each["text"]) for each in points] == [
        ("warm", "One\ntwo"),
        ("warm", "Three"),
        ("cool", "Four"),
    ]
    said = plc("review", "write", request_id, "--file", "-", as_="ben", stdin="## Marks\nC", expect=2).err
    assert 'no box "Marks"' in said
    assert "Your text is safe in" in said
    assert (
        "below one of the headings"
        in plc("review", "write", request_id, "--file", "-", as_="ben", stdin="loose", expect=2).err
    )


def test_a_colleague_steps_aside_without_shame(plc: Shell, note: str) -> None:
    def ask() -> str:
        return plc.id("review", "ask", note, "--focus", "F", "--from", "ben")

    assert "Not now. That is fine." in plc("review", "decline", ask(), as_="ben").err
    taken = ask()
    plc("review", "take", taken, as_="ben")
    plc("review", "give-back", taken, as_="ben")
    handed = ask()
    plc("review", "hand-on", handed, "@tomas", as_="ben")
    states = {each["id"]: each["reviews"][0]["status"] for each in plc.items("review", "list")}
    assert (states[taken], states[handed]) == ("given back", "handed on")
    assert plc.items("review", "list", as_="tomas") == []


def test_the_author_invites_others_opens_it_to_volunteers_and_takes_it_back(plc: Shell, request_id: str) -> None:
    assert plc.items("review", "list", as_="tomas") == []
    plc("review", "invite", request_id, "tomas")
    assert [each["shelf"] for each in plc.items("review", "list", as_="tomas")] == ["asked-of-me"]
    plc("review", "volunteers", request_id)
    plc("review", "withdraw", request_id)
    assert plc.items("review", "list", as_="ben") == []
    plc("review", "show", request_id, as_="ben", expect=3)


def test_masked_names_show_when_both_have_said_yes(plc: Shell, note: str) -> None:
    request = plc.id("review", "ask", note, "--focus", "F", "--from", "ben", "--from", "tomas", "--masked")
    assert plc.item("review", "show", request, as_="ben")["author"] == "A colleague"
    plc("review", "write", request, "--point", "warm=W", as_="ben")
    plc("review", "send", request, as_="ben")
    assert "ben" not in plc("review", "show", request, "--json").out.replace('"asked"', "").split('"reviews"')[1]
    plc("review", "show-name", request)
    plc("review", "show-name", request, as_="ben")
    assert plc.item("review", "show", request, as_="ben")["author"] == "maya"
    assert "ben" in [each["reviewer"] for each in plc.item("review", "show", request)["reviews"]]


def test_shelves_are_listed_in_words_and_one_by_one(plc: Shell, request_id: str) -> None:
    assert plc("review", "list").out.startswith("You asked for\n")
    assert plc("review", "list", as_="ben").out.startswith("Asked of you\n")
    assert "Nothing waits here" in plc("review", "list", as_="tomas").err
    assert plc.items("review", "list", "--shelf", "finished") == []
    row = plc("review", "list", "--plain").out.rstrip("\n").split("\t")
    assert (row[0], row[1], row[-1]) == (request_id, "Exit tickets in 8B", "i-asked")


def test_one_who_was_never_asked_finds_nothing(plc: Shell, note: str, request_id: str) -> None:
    for command in (("review", "show", request_id), ("review", "take", request_id), ("note", "show", note)):
        plc(*command, as_="tomas", expect=3)
    unknown = plc("review", "show", "q222", as_="tomas", expect=3).err
    assert plc("review", "show", request_id, as_="tomas", expect=3).err == unknown


def test_people_read_the_title_of_a_frame_and_programs_its_id(plc: Shell, request_id: str) -> None:
    assert "Warm and cool" in plc("review", "list").out
    assert plc("review", "list", "--plain").out.split("\t")[5] == "warm-cool"
    assert plc.item("review", "show", request_id)["frame"]["id"] == "warm-cool"
