from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc

if TYPE_CHECKING:
    from conftest import Shell


@pytest.fixture
def note(plc: Shell) -> str:
    return plc.id("note", "add", "--title", "Wait time", "I waited four seconds. #wait-time", "--tag", "questions")


def test_a_note_is_its_writers_alone_until_she_shares_it(plc: Shell, note: str) -> None:
    assert plc.item("note", "show", note)["audience"] == {"kind": "me", "people": [], "circles": []}
    assert plc.items("note", "list", as_="ben") == []
    plc("note", "share", note, "--with", "@Ben")
    assert [each["id"] for each in plc.items("note", "list", as_="ben")] == [note]
    assert plc.item("note", "show", note, as_="ben")["body"].startswith("I waited")
    plc("note", "show", note, as_="tomas", expect=3)


def test_sharing_says_who_gains_it_and_narrowing_who_loses_it(plc: Shell, note: str) -> None:
    assert "Ben Ito will be able to read this." in plc("note", "share", note, "--circle", "maths").err
    assert "Ben Ito will not be able to any longer." in plc("note", "share", note, "--only-me").err
    assert plc.items("note", "list", as_="ben") == []


def test_a_preview_changes_nothing(plc: Shell, note: str) -> None:
    said = plc("note", "share", note, "--everyone", "--preview").out
    assert said == "Ben Ito and Tomas Vega will be able to read this.\n"
    assert plc.item("note", "show", note)["audience"]["kind"] == "me"
    change = plc.item("note", "share", note, "--everyone", "--preview")
    assert change == {"id": note, "gain": ["ben", "tomas"], "lose": []}


@pytest.mark.parametrize("options", [(), ("--everyone", "--only-me"), ("--with", "ben", "--circle", "maths")])
def test_sharing_wants_exactly_one_audience(plc: Shell, note: str, options: tuple[str, ...]) -> None:
    assert "Say who can read it" in plc("note", "share", note, *options, expect=2).err


def test_all_fields_of_a_note_have_flags(plc: Shell) -> None:
    goal = plc.id("goal", "add", "Ask better questions")
    made = plc.item("note", "add", "Body", "--title", "T", "--model", "gibbs", "--stage", "hunch", "--goal", goal)
    assert [made[name] for name in ("title", "model", "stage", "goal")] == ["T", "gibbs", "hunch", goal]


def test_a_note_is_read_from_standard_input_or_a_file(plc: Shell, tmp_path: Path) -> None:
    piped = plc.id("note", "add", "--title", "Piped", "-", stdin="first line\n\nsecond ünicode\n")
    assert plc.item("note", "show", piped)["body"] == "first line\n\nsecond ünicode\n"
    file = tmp_path / "note.md"
    file.write_text("\ufeff# From a file\n", encoding="utf-8")
    made = plc.item("note", "add", "--file", str(file))
    assert (made["title"], made["body"]) == ("From a file", "# From a file\n")
    assert plc.item("note", "add", "--file", str(file), "--title", "T")["title"] == "T"


def test_a_text_is_given_once(plc: Shell) -> None:
    assert "Give the text once" in plc("note", "add", "text", "--file", "x.md", expect=2).err


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x1b"])
def test_an_empty_note_is_not_saved(plc: Shell, text: str) -> None:
    plc("note", "add", "-", stdin=text, expect=2)
    assert plc.items("note", "list") == []


def test_without_a_terminal_and_without_words_it_says_what_is_missing(plc: Shell) -> None:
    assert "give it a title or a few words" in plc("note", "add", expect=2).err


def test_an_unknown_model_is_named_with_those_there_are(plc: Shell) -> None:
    said = plc("note", "add", "Body", "--model", "nonesuch", expect=2).err
    assert "gibbs" in said


def test_an_edit_makes_a_version_and_the_earlier_one_stays(plc: Shell, note: str) -> None:
    assert plc.item("note", "edit", note, "--body", "I waited seven.")["version"] == 2
    assert plc.item("note", "edit", note, "--title", "Waiting")["version"] == 3
    assert plc.item("note", "show", note)["title"] == "Waiting"
    assert plc.item("note", "show", note, "--version", "1")["body"].startswith("I waited four")
    plc("note", "show", note, "--version", "9", expect=3)


def test_an_edit_that_says_nothing_is_refused(plc: Shell, note: str) -> None:
    assert "Say what to change" in plc("note", "edit", note, expect=2).err


def test_tags_and_model_are_changed_without_touching_the_text(plc: Shell, note: str) -> None:
    made = plc.item("note", "edit", note, "--tag", "#silence", "--model", "gibbs", "--stage", "hunch")
    assert set(made["tags"]) == {"silence", "wait-time"}
    assert (made["model"], made["stage"], made["version"]) == ("gibbs", "hunch", 1)


def test_a_stale_edit_is_a_conflict_and_both_texts_are_kept(plc: Shell, note: str) -> None:
    plc("note", "edit", note, "--body", "second")
    said = plc("note", "edit", note, "-", "--expect", "1", stdin="third", expect=5).err
    assert "version 3" in said
    assert "Your text is safe in" not in said
    assert plc.item("note", "show", note)["body"] == "second"
    assert [each["body"] for each in plc.items("note", "history", note)][1:] == ["second", "third"]


def test_the_history_is_for_its_author(plc: Shell, note: str) -> None:
    plc("note", "share", note, "--with", "ben")
    plc("note", "edit", note, "--body", "second")
    assert [each["number"] for each in plc.items("note", "history", note)] == [1, 2]
    plc("note", "history", note, as_="ben", expect=4)
    plc("note", "history", note, as_="tomas", expect=3)


def test_two_versions_are_compared_word_by_word(plc: Shell, note: str) -> None:
    plc("note", "edit", note, "--body", "I waited seven seconds.")
    said = plc("note", "history", note, "--from", "1", "--to", "2").out
    assert "[-four-]" in said
    assert "{+seven+}" in said
    runs = plc.item("note", "history", note, "--from", "1", "--to", "2")["runs"]
    assert {"kind": "added", "text": "seven"} in [{**run, "text": run["text"].strip()} for run in runs]
    assert "added\tseven" in plc("note", "history", note, "--from", "1", "--plain").out
    assert "[-seven-]" in plc("note", "history", note, "--from", "2", "--to", "1").out
    plc("note", "history", note, "--from", "1", "--to", "7", expect=3)
    plc("note", "history", note, "--to", "1", expect=2)


def test_a_note_is_tied_to_a_goal_and_loosened(plc: Shell, note: str) -> None:
    goal = plc.id("goal", "add", "Ask better questions")
    assert plc.item("note", "link", note, goal)["goal"] == goal
    assert [each["id"] for each in plc.items("note", "list", "--goal", goal)] == [note]
    assert plc.item("note", "link", note, "--none")["goal"] is None
    plc("note", "link", note, expect=2)


def test_a_deleted_note_waits_in_the_bin(plc: Shell, note: str) -> None:
    assert f"plc bin restore {note}" in plc("note", "delete", note).err
    assert plc.items("note", "list") == []
    plc("note", "show", note, expect=3)
    assert "gone for good" not in plc("bin", "restore", note).out
    assert plc.item("note", "show", note)["title"] == "Wait time"


def test_lists_are_filtered(plc: Shell, note: str) -> None:
    other = plc.id("note", "add", "Mine", as_="ben")
    plc("note", "share", other, "--everyone", as_="ben")
    found = {
        options: [each["id"] for each in plc.items("note", "list", *options)]
        for options in ((), ("--whose", "mine"), ("--whose", "shared"), ("--tag", "#questions"), ("--by", "@ben"))
    }
    assert found == {
        (): [other, note],
        ("--whose", "mine"): [note],
        ("--whose", "shared"): [other],
        ("--tag", "#questions"): [note],
        ("--by", "@ben"): [other],
    }


def test_a_program_is_given_the_whole_list_and_a_person_the_newest(plc: Shell) -> None:
    maya = open_plc(plc.db, as_handle="maya")
    for number in range(70):
        maya.notes.add(NewNote(f"Note {number}"))
    maya.close()
    assert len(plc.items("note", "list")) == 70
    assert len(plc("note", "list", "--plain").out.splitlines()) == 70
    assert len(plc.items("note", "list", "--limit", "3")) == 3
    shown = plc("note", "list")
    assert shown.out.count("Only you") == 50
    assert "--limit shows more" in shown.err


def test_a_page_says_who_can_read_it_and_carries_the_thread(plc: Shell, note: str) -> None:
    plc("note", "share", note, "--with", "ben")
    wondered = plc.id("respond", note, "--wonder", "What did they do in the silence?", as_="ben")
    plc("respond", wondered, "--answer", "They looked at each other.")
    page = plc("note", "show", note).out
    assert "Who can read it: You and Ben Ito" in page
    assert "Ben Ito (@ben) wondered" in page
    assert page.index("What did they do") < page.index("They looked at each other.")
    kinds = [(each["kind"], each["parent"]) for each in plc.item("note", "show", note)["responses"]]
    assert kinds == [("wonder", None), ("answer", wondered)]


def test_reading_as_a_colleague_says_whether_she_can(plc: Shell, note: str) -> None:
    assert "@ben cannot read this." in plc("note", "show", note, "--read-as", "ben").err
    plc("note", "share", note, "--with", "ben")
    assert "@ben can read this." in plc("note", "show", note, "--read-as", "ben").err


def test_a_prefix_that_is_unique_is_enough_and_case_does_not_matter(plc: Shell, note: str) -> None:
    assert plc.item("note", "show", note[:3].upper())["id"] == note


def test_people_read_the_title_of_a_model_and_programs_its_id(plc: Shell) -> None:
    note = plc.id("note", "add", "--model", "what3", "Some words")
    assert "Model: What? So what? Now what?" in plc("note", "show", note).out
    assert plc.item("note", "show", note)["model"] == "what3"
