"""What is true of Find: all she may read, nothing else, and why it matched."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_circles, with_people
from plc_tui.domain.errors import Invalid
from plc_tui.domain.finding import Found
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc


def note(plc: Plc, title: str, body: str = "Words.", *tags: str) -> str:
    made = plc.notes.add(NewNote(body, title, tags=tags)).id
    plc.notes.share(made, EVERYONE_HERE)
    return made


def ids(found: Found) -> list[str]:
    return [hit.id for hit in found.items]


def marked(found: Found) -> list[str]:
    return [words for hit in found.items for words, wanted in hit.snippet if wanted]


def test_every_word_must_be_there_and_the_last_may_be_begun(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        one = note(maya, "Wait time", "Four seconds of silence.")
        note(maya, "Silence", "Nothing else.")
        assert ids(maya.finding.find("silence four")) == [one]
        assert ids(maya.finding.find("four sil")) == [one]
        assert ids(maya.finding.find("sil four seven")) == []


def test_one_letter_is_a_word_and_not_the_beginning_of_one(riverside: Riverside) -> None:
    """The words that begin with one letter are a large part of the index: at 100,000 notes that took half a minute."""
    with riverside.at("maya") as maya:
        one = note(maya, "Vitamin C")
        note(maya, "Vitamin chart")
        assert ids(maya.finding.find("vitamin c")) == [one]
        assert len(maya.finding.find("vitamin ch").items) == 1
        assert len(maya.finding.find("vitamin").items) == 2
        script = note(maya, "数学の時間")
        assert ids(maya.finding.find("数")) == [script]


@pytest.mark.parametrize("words", ["café", "CAFE", "Cafe\u0301"])
def test_accents_and_capitals_do_not_matter(riverside: Riverside, words: str) -> None:
    with riverside.at("maya") as maya:
        one = note(maya, "Café talk")
        assert ids(maya.finding.find(words)) == [one]


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "AND", "* OR (", "title:", "NEAR(a b)", "'; DROP TABLE thing", "\x00"]
)
def test_nothing_typed_is_ever_an_operator(riverside: Riverside, words: str) -> None:
    with riverside.at("maya") as maya:
        note(maya, "Wait time")
        assert maya.finding.find(words).items == ()


def test_nobody_finds_what_is_not_for_her_nor_hears_that_there_is_more(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for number in range(5):
            maya.notes.add(NewNote("A secret volcano.", f"Hers {number}"))
        circle = note(maya, "For the circle", "volcano")
        maya.notes.share(circle, with_circles("maths"))
        named = note(maya, "For Ben", "volcano")
        maya.notes.share(named, with_people("ben"))
    assert ids(riverside.do("aisha", lambda plc: plc.finding.find("volcano", count=1))) == [circle]
    for who, expected in (("ben", [named]), ("sam", [])):
        found = riverside.do(who, lambda plc: plc.finding.find("volcano", count=1))
        assert (ids(found), found.more) == (expected, False)


def test_narrowing_takes_it_out_of_what_others_find_at_once(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        one = note(maya, "Volcano")
        assert ids(riverside.do("ben", lambda plc: plc.finding.find("volcano"))) == [one]
        maya.notes.share(one, ONLY_ME)
        assert ids(riverside.do("ben", lambda plc: plc.finding.find("volcano"))) == []
        assert ids(maya.finding.find("volcano")) == [one]


def test_an_earlier_version_is_not_found_any_more(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        one = note(maya, "Title", "volcano")
        maya.notes.edit(one, body="glacier")
        assert ids(maya.finding.find("volcano")) == []
        assert ids(maya.finding.find("glacier")) == [one]


def test_the_snippet_shows_where_it_matched(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note(maya, "Title", "one two three four " * 20 + "a volcano here " + "five six seven " * 20)
        found = maya.finding.find("volcano")
        assert marked(found) == ["volcano"]
        assert "a volcano here" in "".join(words for words, _ in found.items[0].snippet)


def test_a_note_found_by_its_tag_alone_says_so(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note(maya, "Title", "Words.", "volcano-day", "talk")
        found = maya.finding.find("volcano")
        assert marked(found) == ["volcano"]
        assert "".join(words for words, _ in found.items[0].snippet).startswith("tagged volcano-day talk · Words.")


def test_responses_and_reviews_are_named_after_what_they_belong_to_and_lead_there(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        one = note(maya, "Wait time")
        request = maya.reviews.ask(NewRequest(one, "What would you cut?", with_people("ben"))).id
    with riverside.at("ben") as ben:
        first = ben.responses.add(one, "wonder", "A volcano question?").id
        ben.reviews.take(request)
        ben.reviews.write(request, [("warm", "A volcano of ideas.")])
        ben.reviews.send(request)
    answer = riverside.do("aisha", lambda plc: plc.responses.add(first, "answer", "Volcano answered.")).id
    found = {
        hit.kind: hit for hit in riverside.do("maya", lambda plc: plc.finding.find("volcano")).items if hit.id != answer
    }
    assert (found["response"].title, found["response"].root) == ("Wait time", one)
    assert (found["review"].title, found["review"].root) == ("What would you cut?", request)
    assert {hit.kind for hit in riverside.do("sam", lambda plc: plc.finding.find("volcano")).items} == {"response"}


def test_filters_narrow_by_kind_person_tag_and_day(riverside: Riverside) -> None:
    clock = [datetime(2026, 9, 1, 12, tzinfo=UTC)]
    maya = open_plc(riverside.path, as_handle="maya", clock=lambda: clock[0])
    old = note(maya, "Old volcano", "Words.", "fire")
    goal = maya.goals.add(NewGoal(Wording("Why a volcano?"))).id
    clock[0] = datetime(2026, 11, 1, 12, tzinfo=UTC)
    new = note(maya, "New volcano", "Words.", "ash")
    bens = riverside.do("ben", lambda plc: note(plc, "Ben's volcano"))
    find = maya.finding.find
    assert set(ids(find("volcano"))) == {old, goal, new, bens}
    assert ids(find("volcano", kind="goal")) == [goal]
    assert ids(find("volcano", by="@Ben")) == [bens]
    assert ids(find("volcano", tag="#Fire")) == [old]
    assert set(ids(find("volcano", by="maya", since=date(2026, 11, 1)))) == {new}
    assert ids(find("", tag="ash")) == [new]
    assert ids(find("", kind="goal")) == [goal]
    maya.close()


def test_an_unknown_filter_is_refused_in_words(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for wrong in ({"kind": "circle"}, {"by": "zed"}, {"by": "!"}):
            with pytest.raises(Invalid):
                maya.finding.find("words", **wrong)  # type: ignore[arg-type]  # as typed in a shell


def test_more_is_said_when_there_is_more(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for number in range(4):
            note(maya, f"Volcano {number}")
        found = maya.finding.find("volcano", count=3)
        assert (len(found.items), found.more) == (3, True)
        assert not maya.finding.find("volcano", count=4).more


def test_a_title_weighs_more_than_a_text(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        titled = note(maya, "Volcano", "Other words entirely.")
        note(maya, "Other", "There was a volcano among many other words.")
        assert ids(maya.finding.find("volcano"))[0] == titled


def test_the_order_is_the_same_whether_all_that_matches_was_asked_for_or_less(riverside: Riverside) -> None:
    """Few matches are ranked by the index's own marks, many by where they were looked for."""
    with riverside.at("maya") as maya:
        places = [
            (note(maya, f"One {n}", "We waited long."), note(maya, f"Two {n}", "Long.", "waiting"), note(maya, "Waits"))
            for n in range(2)
        ]
        best = [name for place in (2, 1, 0) for name in (places[1][place], places[0][place])]
        assert [ids(maya.finding.find("wait", count=count)) for count in range(1, 8)] == [
            best[:count] for count in range(1, 8)
        ]


def test_hostile_words_come_back_clean(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note(maya, "[/foo] \x1b]0;x\x07 volcano", "\x1b[31m volcano \u202e \x02 [@click=app.quit]x[/]")
        hit = maya.finding.find("volcano").items[0]
        said = hit.title + "".join(words for words, _ in hit.snippet)
        assert not set(said) & set("\x1b\x07\x02\x03\u202e\n")


def test_the_order_of_what_is_found_does_not_depend_on_what_others_wrote_for_themselves(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        note(ben, "One", "secret secret secret common")
        note(ben, "Two", "secret common common common")
        note(ben, "Three", "common")
        for _ in range(6):
            ben.notes.add(NewNote("Filler words."))
        before = ids(ben.finding.find("secret common"))
        with riverside.at("maya") as maya:
            for _ in range(8):
                maya.notes.add(NewNote("secret"))
        assert ids(ben.finding.find("secret common")) == before


def test_a_review_of_a_request_that_was_taken_back_no_longer_shows_what_was_asked(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        request = maya.reviews.ask(NewRequest(note(maya, "Wait time"), "Do I talk too much?", with_people("ben"))).id
        with riverside.at("ben") as ben:
            ben.reviews.write(request, [("warm", "Calmness.")])
            ben.reviews.send(request)
            assert ben.finding.find("calmness").items[0].title == "Do I talk too much?"
            maya.reviews.withdraw(request)
            assert [hit.title for hit in ben.finding.find("calmness").items] == ["A request that has ended"]
