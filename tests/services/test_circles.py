"""What is true of circles: who is in them, who decides, and what belonging opens and leaving closes."""

from __future__ import annotations

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc

MATHS = with_circles("maths")


def note(plc: Plc, title: str, choice: Choice = MATHS) -> str:
    made = plc.notes.add(NewNote("Words.", title))
    plc.notes.share(made.id, choice)
    return made.id


def goal(plc: Plc, question: str, choice: Choice = MATHS) -> str:
    made = plc.goals.add(NewGoal(Wording(question)))
    plc.goals.share(made.id, choice)
    return made.id


def names(circle_people: object) -> list[str]:
    return [place.person.handle for place in circle_people]  # type: ignore[attr-defined]  # CircleMember


def test_whoever_makes_a_circle_is_in_it_and_facilitates_it(riverside: Riverside) -> None:
    circle = riverside.do("ben", lambda plc: plc.circles.new("reading", "Reading circle", "Read together.", ["sam"]))
    assert names(circle.members) == ["ben", "sam"]
    assert [place.facilitator for place in circle.members] == [True, False]
    assert (circle.title, circle.purpose) == ("Reading circle", "Read together.")


@pytest.mark.parametrize("taken", ["maths", " Maths ", "@maths"])
def test_two_circles_never_go_by_one_name(riverside: Riverside, taken: str) -> None:
    with pytest.raises(Invalid, match="already"):
        riverside.do("ben", lambda plc: plc.circles.new(taken, "Another"))


def test_a_circle_is_not_made_with_someone_who_is_not_here(riverside: Riverside) -> None:
    with pytest.raises(Invalid):
        riverside.do("ben", lambda plc: plc.circles.new("reading", "Reading circle", members=["zed"]))
    assert [c.handle for c in riverside.do("ben", lambda plc: plc.circles.list())] == ["maths"]


def test_who_is_invited_reads_nothing_until_she_joins(riverside: Riverside) -> None:
    shared = riverside.do("maya", lambda plc: note(plc, "Wait time"))
    circle = riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    assert [person.handle for person in circle.invited] == ["ben"]
    with riverside.at("ben") as ben:
        with pytest.raises(NotFound):
            ben.notes.show(shared)
        assert [(w.kind, w.id, w.person.handle) for w in ben.home.look().waiting] == [("invitation", "maths", "maya")]
        ben.circles.join("maths")
        assert ben.notes.show(shared).title == "Wait time"
        assert ben.home.look().waiting == ()


def test_nobody_joins_without_an_invitation(riverside: Riverside) -> None:
    with pytest.raises(NotPermitted):
        riverside.do("ben", lambda plc: plc.circles.join("maths"))


def test_an_invitation_can_be_turned_down_and_is_used_up_by_that(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    assert riverside.do("ben", lambda plc: plc.circles.leave("maths")).invited == ()
    with pytest.raises(NotPermitted):
        riverside.do("ben", lambda plc: plc.circles.join("maths"))


@pytest.mark.parametrize("who", ["aisha", "ben"])
def test_only_a_facilitator_invites_or_words_it_anew(riverside: Riverside, who: str) -> None:
    with riverside.at(who) as plc:
        with pytest.raises(NotPermitted):
            plc.circles.invite("maths", "sam")
        with pytest.raises(NotPermitted):
            plc.circles.edit("maths", title="Mine")
    assert riverside.do("maya", lambda plc: plc.circles.show("maths")).title == "Maths circle"


def test_a_facilitator_words_it_anew_and_an_empty_title_is_refused(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        assert maya.circles.edit("maths", purpose="Listen more.").purpose == "Listen more."
        assert maya.circles.edit("maths", title="Maths talk").purpose == "Listen more."
        with pytest.raises(Invalid):
            maya.circles.edit("maths", title="   ")
        assert maya.circles.show("maths").title == "Maths talk"


def test_nobody_is_invited_who_is_in_it_already(riverside: Riverside) -> None:
    with pytest.raises(Invalid, match="already"):
        riverside.do("maya", lambda plc: plc.circles.invite("maths", "aisha"))


def test_whoever_leaves_reads_no_longer_what_was_shared_with_the_circle(riverside: Riverside) -> None:
    shared = riverside.do("maya", lambda plc: note(plc, "Wait time"))
    with riverside.at("aisha") as aisha:
        aisha.circles.leave("maths")
        with pytest.raises(NotFound):
            aisha.notes.show(shared)
        with pytest.raises(Invalid):
            aisha.circles.leave("maths")


def test_leaving_costs_exactly_what_is_read_through_this_circle_alone(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        lost = note(maya, "Only through the circle")
        lost_goal = goal(maya, "A goal through the circle?")
        by_name = note(maya, "Also by name", Choice("circles", people=("aisha",), circles=("maths",)))
        note(maya, "With everyone", EVERYONE_HERE)
        note(maya, "With Ben", with_people("ben"))
    with riverside.at("aisha") as aisha:
        note(aisha, "Hers")
        said = {thing.id for thing in aisha.circles.losing("maths")}
        before = {n.id for n in aisha.notes.list("all").items} | {g.id for g in aisha.goals.list("all").items}
        aisha.circles.leave("maths")
        after = {n.id for n in aisha.notes.list("all").items} | {g.id for g in aisha.goals.list("all").items}
    assert said == {lost, lost_goal} == before - after
    assert by_name in after


def test_the_longest_standing_facilitates_when_no_facilitator_is_left(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    riverside.do("ben", lambda plc: plc.circles.join("maths"))
    circle = riverside.do("maya", lambda plc: plc.circles.leave("maths"))
    assert {place.person.handle: place.facilitator for place in circle.members} == {"aisha": True, "ben": False}


def test_a_facilitator_who_is_removed_from_the_community_leaves_no_circle_without_one(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.circles.new("reading", "Reading circle", members=["sam"])
        ben.circles.invite("reading", "aisha")
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    circle = riverside.do("sam", lambda plc: plc.circles.show("reading"))
    assert {place.person.handle: place.facilitator for place in circle.members} == {"sam": True}
    waiting = riverside.do("aisha", lambda plc: plc.home.look()).waiting
    assert [(w.kind, w.person.handle) for w in waiting] == [("invitation", "sam")]


def test_an_invitation_into_a_circle_everyone_left_still_opens_and_makes_her_its_facilitator(
    riverside: Riverside,
) -> None:
    with riverside.at("ben") as ben:
        ben.circles.new("reading", "Reading circle")
        ben.circles.invite("reading", "sam")
        assert ben.circles.leave("reading").members == ()
    with riverside.at("sam") as sam:
        assert [w.kind for w in sam.home.look().waiting] == ["invitation"]
        circle = sam.circles.join("reading")
    assert [(place.person.handle, place.facilitator) for place in circle.members] == [("sam", True)]


def test_what_a_circle_was_given_is_listed_newest_first_in_pages(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        given = [note(maya, f"Note {n}") for n in range(5)]
        note(maya, "With everyone", EVERYONE_HERE)
        note(maya, "Hers alone", with_people("ben"))
        question = goal(maya, "How do I listen?")
    with riverside.at("aisha") as aisha:
        first = aisha.notes.list("all", circle="maths", count=3)
        rest = aisha.notes.list("all", circle="maths", count=3, after=first.next)
        assert [n.id for n in (*first.items, *rest.items)] == given[::-1]
        assert rest.next is None
        assert [g.id for g in aisha.goals.list("all", circle="maths").items] == [question]
        assert aisha.notes.list("mine", circle="maths").items == ()


@pytest.mark.parametrize("outsider", ["ben", "sam"])
def test_an_outsider_finds_nothing_of_what_a_circle_was_given(riverside: Riverside, outsider: str) -> None:
    with riverside.at("maya") as maya:
        note(maya, "Wait time")
        goal(maya, "How do I listen?")
        maya.circles.invite("maths", "sam")  # an invitation alone opens nothing
        binned = note(maya, "In the bin")
        maya.bin.put(binned)
    with riverside.at(outsider) as plc:
        page = plc.notes.list("all", circle="maths")
        assert (page.items, page.next) == ((), None)
        assert plc.goals.list("all", circle="maths").items == ()
        assert plc.circles.losing("maths") == ()


def test_what_lies_in_the_bin_is_not_among_what_the_circle_was_given(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        binned = note(maya, "In the bin")
        maya.bin.put(binned)
        assert maya.notes.list("all", circle="maths").items == ()
        maya.bin.restore(binned)
        assert [n.id for n in maya.notes.list("all", circle="maths").items] == [binned]


def test_an_unknown_circle_is_refused_wherever_it_is_named(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        with pytest.raises(NotFound):
            maya.circles.show("nowhere")
        for listed in (lambda: maya.notes.list(circle="nowhere"), lambda: maya.goals.list(circle="nowhere")):
            with pytest.raises(Invalid):
                listed()
