"""What is true of the audience line, the ladder's consequences, and reading a page as a colleague would."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, AudienceChange, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc


@pytest.fixture
def note(riverside: Riverside) -> str:
    return riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time"))).id


def share(riverside: Riverside, note: str, choice: Choice) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note, choice))


def line(riverside: Riverside, note: str, handle: str = "maya") -> str:
    return riverside.do(handle, lambda plc: plc.audience.words(note))


def ask(riverside: Riverside, note: str, choice: Choice, **more: bool) -> str:
    return riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(note, "Do I wait?", choice, **more))).id


# The audience line


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (ONLY_ME, "Only you"),
        (with_people("sam"), "You and Sam Reyes"),
        (with_people("sam", "ben"), "You, Ben Ito and Sam Reyes"),
        (with_circles("maths"), "Maths circle (2 people)"),
        (EVERYONE_HERE, "Everyone here (4 people)"),
        (with_people("maya"), "Only you"),
    ],
)
def test_the_line_says_who_can_read_it(riverside: Riverside, note: str, choice: Choice, said: str) -> None:
    share(riverside, note, choice)
    assert line(riverside, note) == said


def test_a_reader_is_told_the_same_in_her_own_words(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_people("sam", "ben"))
    assert line(riverside, note, "ben") == "You, Maya Okafor and Sam Reyes"
    with pytest.raises(NotFound):
        line(riverside, note, "aisha")


def test_the_line_counts_who_is_there_now(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_circles("maths"))
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "sam"))
    assert line(riverside, note) == "Maths circle (2 people)"
    riverside.do("sam", lambda plc: plc.circles.join("maths"))
    assert line(riverside, note) == "Maths circle (3 people)"
    riverside.do("maya", lambda plc: plc.members.remove("aisha"))
    assert line(riverside, note) == "Maths circle (2 people)"
    share(riverside, note, EVERYONE_HERE)
    assert line(riverside, note) == "Everyone here (3 people)"


def test_nobody_is_named_who_has_left_and_reads_nothing_any_more(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_people("sam", "ben"))
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    assert line(riverside, note) == "You and Sam Reyes"
    riverside.do("maya", lambda plc: plc.members.remove("sam"))
    assert line(riverside, note) == "Only you"
    assert riverside.do("maya", lambda plc: plc.notes.show(note)).audience.kind == "me"


def test_the_line_names_who_reads_a_version_for_a_review(riverside: Riverside, note: str) -> None:
    request = ask(riverside, note, with_people("ben", "aisha"))
    riverside.do("maya", lambda plc: plc.notes.edit(note, body="Another wording."))
    assert line(riverside, note) == "Only you · Aisha Khan and Ben Ito, version 1, for a review"
    riverside.do("ben", lambda plc: plc.reviews.decline(request))
    assert line(riverside, note) == "Only you · Aisha Khan, version 1, for a review"
    riverside.do("maya", lambda plc: plc.reviews.withdraw(request))
    assert line(riverside, note) == "Only you"


def test_who_reads_it_anyway_is_not_named_again_for_a_review(riverside: Riverside, note: str) -> None:
    ask(riverside, note, with_people("ben", "sam"))
    riverside.do("maya", lambda plc: plc.notes.share(note, with_people("ben")))
    assert line(riverside, note) == "You and Ben Ito · Sam Reyes, version 1, for a review"
    riverside.do("maya", lambda plc: plc.notes.share(note, EVERYONE_HERE))
    assert "for a review" not in line(riverside, note)


def test_the_line_says_when_a_circle_or_any_volunteer_reads_it_for_a_review(riverside: Riverside, note: str) -> None:
    ask(riverside, note, EVERYONE_HERE)
    assert line(riverside, note) == "Only you · any volunteer, version 1, for a review"


def test_the_line_calls_a_circle_that_is_asked_by_its_title(riverside: Riverside, note: str) -> None:
    request = ask(riverside, note, with_circles("maths"))
    assert line(riverside, note) == "Only you · Maths circle, version 1, for a review"
    riverside.do("aisha", lambda plc: plc.reviews.take(request))
    assert line(riverside, note) == "Only you · Maths circle, version 1, for a review"
    riverside.do("maya", lambda plc: plc.reviews.invite(request, ["sam"]))
    assert line(riverside, note) == "Only you · Maths circle and Sam Reyes, version 1, for a review"


def test_after_a_review_only_who_wrote_still_reads_that_version(riverside: Riverside, note: str) -> None:
    request = ask(riverside, note, with_people("ben", "aisha"))
    riverside.do("ben", lambda plc: plc.reviews.write(request, [("warm", "It is clear.")]))
    riverside.do("ben", lambda plc: plc.reviews.send(request))
    riverside.do("maya", lambda plc: plc.reviews.close(request, "I wait longer now."))
    assert line(riverside, note) == "Only you · Ben Ito, version 1, for a review"
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    assert line(riverside, note) == "Only you"


def test_a_request_that_ended_without_a_review_leaves_no_reader(riverside: Riverside, note: str) -> None:
    request = ask(riverside, note, with_people("ben"))
    riverside.do("maya", lambda plc: plc.reviews.close(request, "I found it out myself."))
    assert line(riverside, note) == "Only you"


def test_the_line_names_nobody_where_names_are_masked(riverside: Riverside, note: str) -> None:
    ask(riverside, note, with_people("ben", "aisha"), masked=True)
    said = line(riverside, note)
    assert said == "Only you · those you asked, version 1, for a review"


def test_only_the_author_is_told_of_reviews_in_the_line(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_people("sam"))
    ask(riverside, note, with_people("ben"))
    assert line(riverside, note, "sam") == "You and Maya Okafor"


def test_a_goal_has_the_same_line(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Do I wait?")))).id
    assert line(riverside, goal) == "Only you"
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_circles("maths")))
    assert line(riverside, goal, "aisha") == "Maths circle (2 people)"


# Before it changes


def change(riverside: Riverside, note: str, choice: Choice) -> tuple[list[str], list[str]]:
    found: AudienceChange = riverside.do("maya", lambda plc: plc.audience.preview(note, choice))
    return [p.handle for p in found.gain], [p.handle for p in found.lose]


def test_before_she_shares_she_reads_who_would_gain_and_who_would_lose(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_people("ben"))
    assert change(riverside, note, with_people("ben", "sam")) == (["sam"], [])
    assert change(riverside, note, with_circles("maths")) == (["aisha"], ["ben"])
    assert change(riverside, note, EVERYONE_HERE) == (["aisha", "sam"], [])
    assert change(riverside, note, ONLY_ME) == ([], ["ben"])
    assert change(riverside, note, with_people("ben")) == ([], [])
    assert line(riverside, note) == "You and Ben Ito", "looking changes nothing"


def test_from_a_circle_to_one_of_its_members_loses_the_others_only(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "sam"))
    riverside.do("sam", lambda plc: plc.circles.join("maths"))
    share(riverside, note, with_circles("maths"))
    assert change(riverside, note, with_people("aisha")) == ([], ["sam"])


def test_a_choice_of_somebody_unknown_is_refused_before_anything_is_asked(riverside: Riverside, note: str) -> None:
    for choice in (with_people("nobody"), with_circles("none")):
        with pytest.raises(Invalid):
            change(riverside, note, choice)


@pytest.mark.parametrize("choice", [ONLY_ME, with_people("ben"), with_circles("maths"), EVERYONE_HERE])
def test_what_was_foretold_is_what_comes_true(riverside: Riverside, note: str, choice: Choice) -> None:
    share(riverside, note, with_people("sam"))
    gain, lose = change(riverside, note, choice)
    share(riverside, note, choice)
    for handle in ("ben", "aisha", "sam"):
        reads = _is_there(riverside, handle, lambda plc: plc.notes.show(note))
        assert reads is (handle in gain or (handle == "sam" and handle not in lose))


def _is_there(riverside: Riverside, handle: str, look: Callable[[Plc], object]) -> bool:
    try:
        riverside.do(handle, look)
    except NotFound:
        return False
    return True


# Reading it as a colleague


def test_reading_as_a_colleague_says_what_she_really_finds(riverside: Riverside, note: str) -> None:
    for choice in (ONLY_ME, with_people("ben"), with_circles("maths"), EVERYONE_HERE):
        share(riverside, note, choice)
        for handle in ("ben", "aisha", "sam"):
            told = riverside.do("maya", lambda plc, handle=handle: plc.audience.can_read(note, handle))
            assert told is _is_there(riverside, handle, lambda plc: plc.notes.show(note))


def test_only_its_owner_reads_it_as_somebody_else(riverside: Riverside, note: str) -> None:
    share(riverside, note, with_people("ben"))
    with pytest.raises(NotPermitted):
        riverside.do("ben", lambda plc: plc.audience.can_read(note, "sam"))
    with pytest.raises(Invalid):
        riverside.do("maya", lambda plc: plc.audience.can_read(note, "nobody"))


# Whom a text may name


def test_a_text_may_name_those_who_read_it(riverside: Riverside, note: str) -> None:
    def named(handle: str, thing: str) -> list[str]:
        return [p.handle for p in riverside.do(handle, lambda plc: plc.audience.mentionable(thing))]

    assert named("maya", note) == ["maya"]
    share(riverside, note, with_people("ben"))
    assert named("maya", note) == ["maya", "ben"]
    share(riverside, note, with_circles("maths"))
    assert named("aisha", note) == ["aisha", "maya"]
    response = riverside.do("aisha", lambda plc: plc.responses.add(note, "encourage")).id
    assert set(named("maya", response)) == {"maya", "aisha"}


# Leaving


def test_whoever_leaves_the_community_reads_nothing_and_what_she_shared_stays(riverside: Riverside, note: str) -> None:
    share(riverside, note, EVERYONE_HERE)
    with riverside.at("ben") as ben:
        own = ben.notes.add(NewNote("Mine.", "From Ben")).id
        kept = ben.notes.add(NewNote("Alone.", "Ben alone")).id
        ben.notes.share(own, EVERYONE_HERE)
        ben.responses.add(note, "encourage", "Well seen.")
        ben.members.remove("ben")
        for look in (lambda: ben.notes.show(note), lambda: ben.notes.show(own), ben.home.look, ben.reviews.shelves):
            with pytest.raises(NotPermitted):
                look()
        for form in ("markdown", "jsonl"):
            with pytest.raises(NotPermitted):
                list(ben.exporting.files(form))
        with pytest.raises(NotPermitted):
            ben.notes.add(NewNote("Once more."))
    with riverside.at("sam") as sam:
        assert sam.notes.show(own).author.name == "Ben Ito"
        assert [r.text for r in sam.responses.of(note)] == ["Well seen."]
        assert [hit.id for hit in sam.finding.find("From Ben").items] == [own]
        with pytest.raises(NotFound):
            sam.notes.show(kept)
        assert line(riverside, own, "sam") == "Everyone here (3 people)"
