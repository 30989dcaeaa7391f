"""How the box of Find is read: kindly, and never as anything but words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.domain.people import Member, handle, handle_from
from plc_tui.domain.values import Person
from plc_tui.ui.looking import Looking, narrow, read
from plc_tui.ui.words.finding import marked, snippet, understood

SUNDAY = date(2026, 11, 22)


def member(name: str, shown: str) -> Member:
    return Member(f"m-{name}", name, shown, name, "UTC", "", "", False, datetime(2026, 1, 1, tzinfo=UTC))


MEMBERS = (member("ben", "Ben Ito"), member("bella", "Bella Cruz"), member("maya", "Maya Okafor"))


def box(words: str) -> Looking:
    return read(words, MEMBERS, "m-maya", SUNDAY)


def test_words_alone_are_words() -> None:
    assert box("  wait   time ") == Looking("wait time")
    assert box("http://x.org at 10:30 (a:b)") == Looking("http://x.org at 10:30 (a:b)")
    assert not box("   ")
    assert not box(" ... ")


@pytest.mark.parametrize("typed", ["kind:note", "kind:notes", "Kind:NOTE", "kind: note", "in:n", 'type:"note"'])
def test_a_kind_is_read_as_it_is_written(typed: str) -> None:
    assert box(f"silence {typed}") == Looking("silence", kind="note")


@pytest.mark.parametrize("typed", ["by:ben", "by: Ben", "@ben", "from:ito", 'author:"Ben Ito"', "by:ben-", "by:@BEN"])
def test_a_person_is_known_by_handle_or_any_name(typed: str) -> None:
    looking = box(f"{typed} silence")
    if typed == "by:ben-":
        assert looking.troubles == ("by:ben- is left out: nobody here is called that.",)
    else:
        assert looking.by == MEMBERS[0]
        assert looking.words == "silence"


def test_me_is_whoever_is_at_the_keys() -> None:
    assert box("by:me").by == MEMBERS[2]


def test_what_could_be_two_people_names_both() -> None:
    assert box("by:be x").troubles == ("by:be is left out: it could be Ben Ito or Bella Cruz.",)
    assert box("kind:re").troubles == ("kind:re is left out: it could be response or request or review.",)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("since:2026-09-01", date(2026, 9, 1)),
        ("since:2026-09", date(2026, 9, 1)),
        ("since:2026", date(2026, 1, 1)),
        ("since:monday", date(2026, 11, 16)),
        ("since:3w", date(2026, 11, 1)),
        ("since:3 may", date(2026, 5, 3)),
        ("after:3 may 2025", date(2025, 5, 3)),
        ('since:"3 may"', date(2026, 5, 3)),
        ("since:yesterday", date(2026, 11, 21)),
    ],
)
def test_a_day_may_be_written_in_many_ways(typed: str, day: date) -> None:
    assert box(f"wait {typed} time") == Looking("wait time", since=day)


@pytest.mark.parametrize("typed", ["since:soon", "since:2026-99", "since:2026-02-30", "since:2030-01-01"])
def test_a_day_that_is_none_is_left_out_and_said(typed: str) -> None:
    looking = box(f"{typed} wait")
    assert (looking.since, looking.words) == (None, "wait")
    assert looking.troubles[0].startswith(f"{typed} is left out: ")


@pytest.mark.parametrize("begun", ["by:", "kind:", "tag:", "since:", "@", "#", 'by:"'])
def test_what_is_only_begun_is_no_trouble_yet(begun: str) -> None:
    looking = box(f"wait {begun}")
    assert looking.troubles == ()
    assert not looking.narrowed


def test_a_single_letter_at_the_end_is_a_word_being_typed() -> None:
    assert box("wait t") == box("wait ") == Looking("wait")
    assert not box("w")
    assert box("vitamin c ") == Looking("vitamin c")
    assert box("vitamin c talk") == Looking("vitamin c talk")
    assert box("by:m").by == MEMBERS[2]
    assert box("数") == Looking("数")


def test_a_tag_is_a_tag_with_and_without_its_sign() -> None:
    assert box("#Wait-Time").tag == box("tag:#wait-time").tag == box("tag:wait-time").tag == "wait-time"


def test_the_box_says_how_it_was_understood() -> None:
    said = understood(box("x by:ben kind:goal tag:talk since:2025-05-03"), SUNDAY)
    assert said.plain == "Only goals, by Ben Ito, tagged #talk, since 3 May 2025"
    assert understood(box("x"), SUNDAY).plain == ""


def test_a_filter_is_put_in_in_place_of_the_same_and_taken_out_again() -> None:
    assert narrow("wait", "by", "ben", SUNDAY) == "wait by:ben "
    assert narrow("wait by:ben @bella x", "by", "me", SUNDAY) == "wait x by:me "
    assert narrow("wait since:3 may x", "kind", "note", SUNDAY) == 'wait x since:"3 may" kind:note '
    assert narrow("wait since:3 may x", "since", "", SUNDAY) == "wait x "


@given(st.text(max_size=60), st.sampled_from(["by", "kind", "tag", "since"]))
def test_whatever_is_typed_is_read_and_a_filter_can_be_added_and_taken_away(typed: str, name: str) -> None:
    box(typed)
    value = {"by": "ben", "kind": "note", "tag": "talk", "since": "2026-01-01"}[name]
    with_it = narrow(typed, name, value, SUNDAY)
    again = box(with_it)
    assert {"by": again.by and again.by.handle, "kind": again.kind, "tag": again.tag, "since": str(again.since)}[
        name
    ] == value
    assert box(narrow(with_it, name, "", SUNDAY)).words == again.words


def test_words_are_marked_in_a_title_by_whole_words_and_the_beginning_of_the_last() -> None:
    content = marked("Wait, waiting: a Café [b]", "wait caf")
    assert [content.plain[span.start : span.end] for span in content.spans if "underline" in str(span.style)] == [
        "Wait",
        "Café",
    ]
    assert content.plain == "Wait, waiting: a Café [b]"


def test_a_match_far_into_the_text_is_still_in_sight_in_a_narrow_list() -> None:
    from plc_tui.domain.finding import Hit

    before = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    runs = ((before, False), ("silence", True), (" after", False))
    hit = Hit("n1", "note", "T", Person("m", "h", "N"), datetime(2026, 1, 1, tzinfo=UTC), runs, "n1")
    shown = snippet(hit).plain
    assert shown.index("silence") < 36
    assert shown.startswith("…")
    assert shown.endswith("silence after")


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("Maths circle", "maths"),
        ("Year 7/8 team", "year-7-8"),
        ("The circle", "the-circle"),
        ("Réading", "reading"),
        ("2b or not", "b-or-not"),
        ("数学", ""),
        ("a" * 50, "a" * 31),
        ("One very long title that goes on and on", "one-very-long-title-that-goes"),
    ],
)
def test_a_handle_is_suggested_from_a_title(title: str, suggested: str) -> None:
    assert handle_from(title, "circle", "the", "team") == suggested


@given(st.text(max_size=80))
def test_every_suggestion_is_a_handle_or_nothing(title: str) -> None:
    suggested = handle_from(title)
    assert suggested == "" or handle(suggested) == suggested
