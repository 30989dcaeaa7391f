"""Which lines are written, for whom, and how each reader is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plc_tui.domain.audience import EVERYONE
from plc_tui.domain.journal import (
    ACTS,
    MASKED,
    Entry,
    Line,
    Places,
    Whom,
    everyone,
    in_short,
    of_a_place,
    of_asking,
    of_ending,
    of_giving,
    of_sending,
    said,
)
from plc_tui.domain.reviews import MASKED_AUTHOR, masked_as
from plc_tui.domain.values import Person

AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
MAYA, BEN = Person("m1", "maya", "Maya Okafor"), Person("m2", "ben", "Ben Ito")
TO_MAYA = Whom("member", "m1", "maya", "Maya Okafor")
TO_BEN, MATHS = Whom("member", "m2", "ben", "Ben Ito"), Whom("circle", "c1", "maths", "Maths circle")


def entry(act: str, kind: str = "note", thing: str | None = "n7k2", **more: object) -> Entry:
    return Entry(1, AT, **{"actor": MAYA, "act": act, "kind": kind, "thing": thing, **more})  # type: ignore[arg-type]  # as named


SENTENCES = (
    (entry("gave", whom=TO_BEN, title="Wait time"), "m1", "You opened the note “Wait time” to Ben Ito."),
    (entry("gave", whom=TO_BEN), "m1", "You opened the note n7k2 to Ben Ito."),
    (entry("gave", whom=TO_BEN, title="Wait time"), "m2", "Maya Okafor opened the note “Wait time” to you."),
    (entry("gave", whom=MATHS), "m2", "Maya Okafor shared a note of hers with Maths circle."),
    (entry("gave", "goal", "g1", whom=everyone()), "m2", "Maya Okafor shared a goal of hers with everyone here."),
    (entry("took away", whom=TO_BEN), "m2", "Maya Okafor took a note of hers away from you."),
    (entry("expired", actor=None), "m2", "A note was deleted for good after its time in the bin."),
    (entry("joined", "circle", "c1", title="Maths", whom=TO_BEN, actor=BEN), "m2", "You joined Maths."),
    (entry("left", "circle", "c1", title="Maths", whom=TO_BEN, actor=None), "m1", "Ben Ito left Maths."),
    (entry("facilitates", "circle", "c1", title="Maths", whom=TO_BEN), "m2", "You became a facilitator of Maths."),
    (
        entry("member left", "member", None, whom=TO_BEN, actor=None),
        "m1",
        "The server's roster: Ben Ito left the community.",
    ),
    (entry("member left", "member", None, whom=TO_BEN, actor=BEN), "m1", "Ben Ito left the community."),
    (entry("member left", "member", None, whom=TO_BEN), "m1", "You removed Ben Ito from the community."),
    (entry("member joined", "member", None, whom=TO_BEN), "m2", "Maya Okafor added you to the community."),
    (entry("login", "member", None, whom=TO_BEN), "m2", "Maya Okafor gave you another login."),
    (
        entry("asked", "request", "q1", whom=TO_BEN, actor=MASKED_AUTHOR),
        "m2",
        "A colleague asked you for a review.",
    ),
    (
        entry("sent", "review", "rk7x", whom=TO_MAYA, actor=masked_as("review", "rk7x")),
        "m1",
        "Reviewer K7X sent a review to you.",
    ),
    (entry("sent", "review", "rk7x", actor=BEN, title="Wait time"), "m2", "You sent a review of “Wait time”."),
)  # fmt: skip


@pytest.mark.parametrize(("line", "reader", "words"), SENTENCES, ids=[words for _, _, words in SENTENCES])
def test_a_line_is_a_plain_sentence_for_its_reader(line: Entry, reader: str, words: str) -> None:
    assert said(line, reader) == words


@pytest.mark.parametrize("act", [*ACTS, "what a later program writes"])
@pytest.mark.parametrize("reader", ["m1", "m2", "m3"])
def test_every_act_can_be_said_whatever_is_known_of_it(act: str, reader: str) -> None:
    for actor in (MAYA, None, MASKED_AUTHOR):
        for whom in (TO_BEN, MATHS, everyone(), None):
            for title in ("", "Wait {time} 100%"):
                line = entry(act, actor=actor, whom=whom, title=title)
                for words in (said(line, reader), in_short(line, reader)):
                    assert "{actor}" not in words
                    assert "  " not in words
                    assert words[0].isupper()
                    assert "None" not in words


def test_a_short_line_holds_no_title() -> None:
    for act in ACTS:
        assert "Wait time" not in in_short(entry(act, title="Wait time", whom=TO_BEN), "m1")


def test_giving_tells_of_each_difference_and_of_nothing_else() -> None:
    lines = of_giving("n1", "note", "m1", frozenset({"m2", "c1"}), frozenset({"c1", EVERYONE}))
    assert lines == (
        Line("took away", "note", frozenset({"m1", "m2"}), "m1", "n1", "m2"),
        Line("gave", "note", frozenset({"m1", EVERYONE}), "m1", "n1", EVERYONE),
    )
    assert of_giving("n1", "note", "m1", frozenset({"m2"}), frozenset({"m2"})) == ()


def places(before: set[str], after: set[str], *, masked: bool) -> Places:
    return Places("q1", "m1", masked, frozenset(before), frozenset(after))


def of(lines: tuple[Line, ...], member: str) -> list[Line]:
    return [line for line in lines if member in line.about and line.without != member]


def test_whoever_is_asked_is_not_told_who_else_was() -> None:
    for masked in (False, True):
        lines = of_asking(places(set(), {"m2", "m3"}, masked=masked), ["m2", "m3"])
        assert [line.principal for line in of(lines, "m2")] == ["m2"]


def test_what_a_masked_author_is_told_of_her_asking_depends_on_nothing_but_her_own_act() -> None:
    told = [
        of(of_asking(places(before, {"m2", "m3"}, masked=True), ["m2", "m3"]), "m1")
        for before in (set(), {"m2"}, {"m2", "m3"})
    ]
    assert told[0] == told[1] == told[2] != []


@pytest.mark.parametrize("gone", [set(), {"m2"}, {"m2", "m3"}])
def test_a_masked_author_is_told_the_same_at_the_end_whoever_was_still_writing(gone: set[str]) -> None:
    (line,) = of(of_ending(places(gone, set(), masked=True), "closed", "m1"), "m1")
    assert line == Line("closed", "request", frozenset({"m1"}), "m1", "q1")


def test_what_colleagues_do_with_their_places_is_not_told_to_a_masked_author() -> None:
    for before, after in ((set(), {"m2"}), ({"m2"}, set()), ({"m2"}, {"m3"})):
        assert of(of_a_place(places(before, after, masked=True), "m2"), "m1") == []
        assert of(of_a_place(places(before, after, masked=False), "m2"), "m1") != []


def test_handing_on_a_masked_place_tells_the_giver_the_same_whoever_it_was_handed_to() -> None:
    to_one_asked = of(of_a_place(places({"m2"}, {"m3"}, masked=True), "m2"), "m2")
    to_anyone = of(of_a_place(places({"m2"}, set(), masked=True), "m2"), "m2")
    assert to_one_asked == to_anyone


def test_whoever_is_handed_a_masked_place_is_told_what_whoever_is_asked_is_told() -> None:
    handed = of(of_a_place(places({"m2"}, {"m3"}, masked=True), "m2"), "m3")
    asked = of(of_asking(places(set(), {"m3"}, masked=True), ["m3"]), "m3")
    assert handed == asked


def test_no_line_of_a_masked_request_names_the_other_side_to_anyone() -> None:
    lines = [
        *of_asking(places(set(), {"m2", "c1", EVERYONE}, masked=True), ["m2", "c1", EVERYONE]),
        *of_a_place(places({"c1"}, {"c1", "m2"}, masked=True), "m2"),
        *of_a_place(places({"m2"}, {"m3"}, masked=True), "m2"),
        *of_ending(places({"m2", "c1"}, set(), masked=True), "withdrawn", "m1"),
        *of_ending(places({"m2"}, set(), masked=True), "emptied", "m1"),
        *of_sending("r1", "m1", "m2", masked=True),
    ]
    for line in lines:
        hers = line.about == {"m1"}
        assert line.actor != "m1" or hers
        assert line.principal != "m1" or (hers and line.actor == MASKED)
        assert not hers or line.actor != "m2"
        assert hers or "m1" not in line.about
