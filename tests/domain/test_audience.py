"""Who may read what, and how that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_tui.domain.audience import (
    EVERYONE,
    EVERYONE_HERE,
    NOBODY_ELSE,
    ONLY_ME,
    Audience,
    AudienceChange,
    Choice,
    CircleRef,
    Readable,
    Reader,
    in_words,
    join_words,
    may_read,
    with_circles,
    with_people,
)
from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import Person

MAYA, BEN, AISHA, SAM = (
    Person("m1", "maya", "Maya Okafor"),
    Person("m2", "ben", "Ben Ito"),
    Person("m3", "aisha", "Aisha Khan"),
    Person("m4", "sam", "Sam Reyes"),
)
MATHS = CircleRef("c1", "maths", "Maths circle", 5)
READING = CircleRef("c2", "reading", "Reading circle", 1)
EMPTY = CircleRef("c3", "old", "Old circle", 0)


def people(*named: Person) -> Audience:
    return Audience("people", named)


# The audience line


@pytest.mark.parametrize(
    ("audience", "reader", "said"),
    [
        (NOBODY_ELSE, MAYA, "Only you"),
        (NOBODY_ELSE, BEN, "Maya Okafor"),
        (people(SAM), MAYA, "You and Sam Reyes"),
        (people(SAM), SAM, "You and Maya Okafor"),
        (people(SAM), BEN, "Maya Okafor and Sam Reyes"),
        (people(BEN, SAM), MAYA, "You, Ben Ito and Sam Reyes"),
        (people(BEN, SAM), SAM, "You, Maya Okafor and Ben Ito"),
        (people(AISHA, BEN, SAM), BEN, "You, Maya Okafor, Aisha Khan and Sam Reyes"),
        (people(), MAYA, "Only you"),
        (Audience("circles", circles=(MATHS,)), MAYA, "Maths circle (5 people)"),
        (Audience("circles", circles=(MATHS,)), BEN, "Maths circle (5 people)"),
        (Audience("circles", circles=(READING,)), MAYA, "Reading circle (1 person)"),
        (Audience("circles", circles=(EMPTY,)), MAYA, "Old circle (0 people)"),
        (Audience("circles", circles=(MATHS, READING)), MAYA, "Maths circle (5 people) and Reading circle (1 person)"),
        (Audience("circles", (SAM,), (MATHS,)), MAYA, "Maths circle (5 people) and Sam Reyes"),
        (Audience("community", community_size=23), MAYA, "Everyone here (23 people)"),
        (Audience("community", community_size=1), MAYA, "Everyone here (1 person)"),
    ],
)
def test_who_can_read_a_thing_of_mayas_is_said_as_its_reader_would_say_it(
    audience: Audience, reader: Person, said: str
) -> None:
    assert in_words(audience, MAYA, reader.id) == said


@given(st.sets(st.sampled_from([BEN, AISHA, SAM])), st.sampled_from([MAYA, BEN, AISHA, SAM]))
def test_everyone_who_reads_it_is_in_the_line_once_and_nobody_else(named: set[Person], reader: Person) -> None:
    said = in_words(people(*sorted(named, key=lambda person: person.name)), MAYA, reader.id)
    reads = named | {MAYA}
    for person in (MAYA, BEN, AISHA, SAM):
        assert said.count(person.name) == (person in reads and person != reader)
    assert ("you" in said.lower().split(",")[0]) is (reader in reads)


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (list("abcd"), "a, b, c and d")],
)
def test_words_are_joined_as_a_sentence_joins_them(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


# Choosing


def test_a_choice_of_people_or_circles_names_at_least_one() -> None:
    with pytest.raises(Invalid, match="with whom"):
        with_people()
    with pytest.raises(Invalid, match="which circle"):
        with_circles()
    with pytest.raises(Invalid):
        Choice("people", circles=("maths",))


def test_whoever_is_named_twice_is_chosen_once_in_the_order_named() -> None:
    assert with_people("sam", "ben", "sam") == Choice("people", people=("sam", "ben"))
    assert with_circles("maths", "maths") == Choice("circles", circles=("maths",))


def test_nothing_is_named_for_oneself_and_for_everyone() -> None:
    assert (ONLY_ME.kind, ONLY_ME.people, ONLY_ME.circles) == ("me", (), ())
    assert (EVERYONE_HERE.kind, EVERYONE_HERE.people, EVERYONE_HERE.circles) == ("community", (), ())


def test_an_audience_grants_to_exactly_whom_it_names() -> None:
    assert NOBODY_ELSE.principals() == frozenset()
    assert people(BEN, SAM).principals() == {"m2", "m4"}
    assert Audience("circles", (SAM,), (MATHS,)).principals() == {"c1", "m4"}
    assert Audience("community", community_size=4).principals() == {EVERYONE}


def test_an_audience_widens_only_when_somebody_new_could_read_it() -> None:
    assert AudienceChange(people(BEN), gain=(BEN,), lose=(SAM,)).widens
    assert not AudienceChange(NOBODY_ELSE, gain=(), lose=(SAM,)).widens


# The rule

GRANTS = ("m2", "m4", "c1", "c2", EVERYONE)
readers = st.builds(
    Reader, st.sampled_from(["m1", "m2", "m4"]), st.frozensets(st.sampled_from(["c1", "c2"])), st.booleans()
)
roots = st.builds(Readable, st.just("m1"), st.frozensets(st.sampled_from(GRANTS)), st.booleans())
answers = st.builds(Readable, st.sampled_from(["m2", "m4"]), st.just(frozenset()), st.booleans(), roots)


@given(readers, roots)
def test_a_thing_is_read_by_its_owner_and_by_those_it_was_given_to(reader: Reader, thing: Readable) -> None:
    given_to_her = bool(thing.granted & {reader.id, *reader.circles, EVERYONE})
    may = reader.active and not thing.in_bin and (reader.id == thing.owner or given_to_her)
    assert may_read(reader, thing) is may


@given(readers, answers)
def test_a_response_is_read_by_whoever_may_read_what_it_answers_its_writer_included(
    reader: Reader, answer: Readable
) -> None:
    assert answer.root is not None
    assert may_read(reader, answer) is (may_read(reader, answer.root) and not answer.in_bin)


@given(st.one_of(roots, answers))
def test_whoever_has_left_reads_nothing_not_even_her_own(thing: Readable) -> None:
    for reader_id in ("m1", "m2", "m4"):
        assert not may_read(Reader(reader_id, frozenset({"c1", "c2"}), active=False), thing)


@given(readers, roots, st.sampled_from(GRANTS))
def test_giving_a_thing_to_one_more_takes_it_from_nobody(reader: Reader, thing: Readable, more: str) -> None:
    wider = Readable(thing.owner, thing.granted | {more}, thing.in_bin)
    assert may_read(reader, wider) >= may_read(reader, thing)
