"""What is true of reviews: who is asked, who sees what and when, and the ways out without shame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import LEASE, NewRequest, ReviewRequest
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc

T = TypeVar("T")
FOCUS = "Where do they stop thinking?"


def a_note(plc: Plc, body: str = "I waited five seconds.") -> str:
    return plc.notes.add(NewNote(body, "Wait time")).id


def ask(riverside: Riverside, choice: Choice, *, masked: bool = False, wanted: int = 2, off_limits: str = "") -> str:
    """Maya asks about a note that only she can read otherwise."""

    def asked(plc: Plc) -> str:
        new = NewRequest(a_note(plc), FOCUS, choice, off_limits=off_limits, masked=masked, wanted=wanted)
        return plc.reviews.ask(new).id

    return riverside.do("maya", asked)


def seen(riverside: Riverside, who: str, request_id: str) -> ReviewRequest:
    return riverside.do(who, lambda plc: plc.reviews.show(request_id))


def sends(riverside: Riverside, who: str, request_id: str, *texts: str) -> None:
    def act(plc: Plc) -> None:
        plc.reviews.write(request_id, [("warm", text) for text in texts or ("The silence fits your aim.",)])
        plc.reviews.send(request_id)

    riverside.do(who, act)


def shelves(riverside: Riverside, who: str) -> dict[str, list[str]]:
    found = riverside.do(who, lambda plc: plc.reviews.shelves())
    names = ("asked_of_me", "i_asked", "volunteers", "finished")
    return {name: [request.id for request in getattr(found, name)] for name in names if getattr(found, name)}


def later(riverside: Riverside, who: str, days: float, work: Callable[[Plc], T]) -> T:
    """Let a member do something so many days from now."""
    plc = open_plc(riverside.path, as_handle=who, clock=lambda: datetime.now(UTC) + timedelta(days=days))
    try:
        return work(plc)
    finally:
        plc.close()


# Asking


def test_before_asking_one_reads_plainly_who_will_see_what(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        new = NewRequest(a_note(maya), FOCUS, with_people("ben", "aisha"))
        assert maya.reviews.statement(new) == (
            "Ben Ito and Aisha Khan will be able to read version 1 of this note and your question. "
            "Each review is read by you and whoever wrote it, nobody else."
        )
        assert "Maths circle will be able" in maya.reviews.statement(replace(new, choice=with_circles("maths")))
        assert "Everyone here will be able" in maya.reviews.statement(replace(new, choice=EVERYONE_HERE))
        assert "Neither of you sees the other's name" in maya.reviews.statement(replace(new, masked=True))
        alone = maya.reviews.statement(replace(new, choice=with_people("ben"), masked=True))
        assert "Ben Ito does not see your name" in alone
        assert "you will know whose review it is" in alone
        assert "anyway" not in alone
        maya.notes.share(new.work, with_people("ben"))
        shared = maya.reviews.statement(replace(new, choice=with_people("ben"), masked=True))
        assert "Whoever can read this note anyway sees your name on it." in shared
        assert shelves(riverside, "ben") == {}


def test_whoever_is_asked_reads_the_work_as_it_was_then_and_nothing_else_of_it(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"), off_limits="The worksheet.")
    note_id = seen(riverside, "maya", request_id).work.id
    riverside.do("maya", lambda plc: plc.notes.edit(note_id, body="I waited ten seconds."))
    request = seen(riverside, "ben", request_id)
    assert (request.work.title, request.work.body, request.work.version) == ("Wait time", "I waited five seconds.", 1)
    assert (request.focus, request.off_limits) == (FOCUS, "The worksheet.")
    with pytest.raises(NotFound):
        riverside.do("ben", lambda plc: plc.notes.show(note_id))


def test_a_goal_can_be_looked_at_too(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Ask, then wait", why="They go quiet.", notice="More hands.")))
        assert maya.reviews.work(goal.id).body == "They go quiet.\n\nMore hands."
        request_id = maya.reviews.ask(NewRequest(goal.id, FOCUS, with_people("ben"))).id
    assert seen(riverside, "ben", request_id).work.title == "Ask, then wait"


def test_a_third_member_finds_nothing_of_a_request(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id)
    assert shelves(riverside, "sam") == {}
    with riverside.at("sam") as sam:
        point = seen(riverside, "maya", request_id).reviews[0].points[0].id
        for act in (
            lambda: sam.reviews.show(request_id),
            lambda: sam.reviews.take(request_id),
            lambda: sam.reviews.write(request_id, [("warm", "x")]),
            lambda: sam.reviews.decide(point, "keep"),
            lambda: sam.reviews.withdraw(request_id),
            lambda: sam.reviews.show_name(request_id),
        ):
            with pytest.raises(NotFound):
                act()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"focus": "  "}, "focus question is empty"),
        ({"choice": ONLY_ME}, "Say whom you ask"),
        ({"choice": with_people("maya")}, "comes from a colleague"),
        ({"choice": with_people("nobody")}, "There is no member nobody"),
        ({"choice": with_circles("chess")}, "no such circle"),
        ({"frame": "marks-out-of-ten"}, "There is: warm-cool"),
    ],
)
def test_an_ask_that_cannot_be_one_says_why_and_asks_nobody(
    riverside: Riverside, changes: dict[str, object], reason: str
) -> None:
    with riverside.at("maya") as maya:
        new = NewRequest(a_note(maya), FOCUS, with_people("ben"))
        with pytest.raises(Invalid, match=reason):
            maya.reviews.ask(replace(new, **changes))  # type: ignore[arg-type]  # fields by name
        assert maya.reviews.shelves().i_asked == ()


def test_one_asks_only_about_work_of_ones_own(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        shared = a_note(ben)
        ben.notes.share(shared, EVERYONE_HERE)
        hidden = a_note(ben)
    with riverside.at("maya") as maya:
        with pytest.raises(NotPermitted):
            maya.reviews.ask(NewRequest(shared, FOCUS, with_people("aisha")))
        with pytest.raises(NotFound):
            maya.reviews.ask(NewRequest(hidden, FOCUS, with_people("aisha")))


def test_asking_the_same_colleague_twice_asks_her_once(riverside: Riverside) -> None:
    request_id = ask(riverside, Choice("people", people=("ben", "@Ben", "ben")))
    assert [r.reviewer.handle for r in seen(riverside, "maya", request_id).reviews] == ["ben"]
    riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["aisha", "aisha", "ben"]))
    assert [r.reviewer.handle for r in seen(riverside, "maya", request_id).reviews] == ["ben", "aisha"]


# Shelves


def test_a_request_moves_along_the_shelves(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    assert shelves(riverside, "ben") == {"asked_of_me": [request_id]}
    assert shelves(riverside, "maya") == {"i_asked": [request_id]}
    riverside.do("ben", lambda plc: plc.reviews.take(request_id))
    assert shelves(riverside, "ben") == {"asked_of_me": [request_id]}
    sends(riverside, "ben", request_id)
    assert shelves(riverside, "ben") == {"finished": [request_id]}
    assert shelves(riverside, "maya") == {"i_asked": [request_id]}
    riverside.do("maya", lambda plc: plc.reviews.close(request_id, "I count now."))
    assert shelves(riverside, "maya") == shelves(riverside, "ben") == {"finished": [request_id]}


def test_an_ask_to_a_circle_lies_open_for_its_members_until_its_places_are_taken(riverside: Riverside) -> None:
    request_id = ask(riverside, with_circles("maths"), wanted=1)
    assert shelves(riverside, "aisha") == {"volunteers": [request_id]}
    assert shelves(riverside, "ben") == {}
    riverside.do("aisha", lambda plc: plc.reviews.take(request_id))
    assert shelves(riverside, "aisha") == {"asked_of_me": [request_id]}


def test_any_volunteer_may_take_a_place_while_there_is_one(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE, wanted=1)
    assert shelves(riverside, "sam") == shelves(riverside, "ben") == {"volunteers": [request_id]}
    riverside.do("sam", lambda plc: plc.reviews.take(request_id))
    assert shelves(riverside, "ben") == {}
    with pytest.raises(Invalid, match="Every place"):
        riverside.do("ben", lambda plc: plc.reviews.take(request_id))
    with pytest.raises(NotPermitted):
        riverside.do("maya", lambda plc: plc.reviews.take(request_id))


def test_a_colleague_asked_by_name_keeps_her_place_however_many_volunteers_come(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("maya", lambda plc: plc.reviews.open_to_volunteers(request_id))
    for volunteer in ("sam", "aisha"):
        sends(riverside, volunteer, riverside.do(volunteer, lambda plc: plc.reviews.take(request_id)).id)
    sends(riverside, "ben", request_id)
    assert [r.state for r in seen(riverside, "maya", request_id).reviews] == ["sent", "sent", "sent"]


def test_opening_to_volunteers_happens_once(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    opened = riverside.do("maya", lambda plc: plc.reviews.open_to_volunteers(request_id))
    assert (opened.choice.kind, opened.wanted) == ("community", 2)
    with pytest.raises(Invalid, match="already"):
        riverside.do("maya", lambda plc: plc.reviews.open_to_volunteers(request_id))


# Writing


def test_a_review_is_its_writers_alone_until_it_is_sent(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"))
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "The silence fits.")]))
    assert seen(riverside, "ben", request_id).reviews[0].points[0].text == "The silence fits."
    by_ben = next(r for r in seen(riverside, "maya", request_id).reviews if r.reviewer.handle == "ben")
    assert (by_ben.state, by_ben.points) == ("taken", ())
    riverside.do("ben", lambda plc: plc.reviews.send(request_id))
    by_ben = next(r for r in seen(riverside, "maya", request_id).reviews if r.reviewer.handle == "ben")
    assert [p.text for p in by_ben.points] == ["The silence fits."]


def test_reviewers_do_not_see_one_another(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"))
    sends(riverside, "ben", request_id, "Only for Maya.")
    request = seen(riverside, "aisha", request_id)
    assert [r.reviewer.handle for r in request.reviews] == ["aisha"]
    assert request.choice == with_people("aisha")
    assert "Only for Maya." not in str(request)


def test_writing_anew_replaces_the_draft_and_writing_on_adds_to_it(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    with riverside.at("ben") as ben:
        ben.reviews.write(request_id, [("warm", "One."), ("cool", "Two.")])
        assert [p.text for p in ben.reviews.write(request_id, [("question", "Three?")]).reviews[0].points] == [
            "One.",
            "Two.",
            "Three?",
        ]
        anew = ben.reviews.set_draft(request_id, [("cool", "Four."), ("cool", "   ")])
        assert [(p.box, p.text) for p in anew.reviews[0].points] == [("cool", "Four.")]


def test_a_box_the_frame_does_not_have_takes_no_point(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    with riverside.at("ben") as ben:
        with pytest.raises(Invalid, match="has no box 'marks'; it has cool, question, warm"):
            ben.reviews.write(request_id, [("warm", "Kept?"), ("marks", "9/10")])
        assert ben.reviews.show(request_id).reviews[0].state == "asked"
        assert ben.reviews.show(request_id).reviews[0].points == ()


def test_an_empty_review_is_not_sent_and_a_sent_one_stays_as_it_is(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    with riverside.at("ben") as ben:
        ben.reviews.take(request_id)
        with pytest.raises(Invalid, match="says nothing yet"):
            ben.reviews.send(request_id)
        ben.reviews.write(request_id, [("warm", "One.")])
        ben.reviews.send(request_id)
        with pytest.raises(Invalid, match="has been sent"):
            ben.reviews.set_draft(request_id, [])
        with pytest.raises(Invalid, match="has been sent"):
            ben.reviews.send(request_id)
        with pytest.raises(Invalid, match="has been sent"):
            ben.reviews.give_back(request_id)


# Ways out


@pytest.mark.parametrize(("way", "state"), [("decline", "not now"), ("give_back", "given back")])
def test_who_steps_aside_reads_it_no_more_and_keeps_her_words(riverside: Riverside, way: str, state: str) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "One."), ("warm", "Two.")]))
    riverside.do("ben", lambda plc: getattr(plc.reviews, way)(request_id))
    assert shelves(riverside, "ben") == {}
    with pytest.raises(NotFound):
        seen(riverside, "ben", request_id)
    review = seen(riverside, "maya", request_id).reviews[0]
    assert (review.state, review.points) == (state, ())
    draft = riverside.do("ben", lambda plc: plc.drafts.find(f"review:{request_id}"))
    assert draft is not None
    assert draft.fields == {"warm": "One.\n\nTwo."}


def test_who_was_asked_cannot_give_back_what_she_has_not_taken(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    with pytest.raises(Invalid, match="has been asked"):
        riverside.do("ben", lambda plc: plc.reviews.give_back(request_id))


def test_a_volunteer_who_gave_back_may_take_it_again(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE, wanted=1)
    with riverside.at("sam") as sam:
        sam.reviews.take(request_id)
        sam.reviews.give_back(request_id)
        assert sam.reviews.take(request_id).reviews[0].state == "taken"
        sam.reviews.give_back(request_id)
    riverside.do("ben", lambda plc: plc.reviews.take(request_id))
    with pytest.raises(Invalid, match="Every place"):
        riverside.do("sam", lambda plc: plc.reviews.take(request_id))


def test_handing_on_to_an_outsider_only_suggests_her_to_the_author(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, "sam"))
    review = seen(riverside, "maya", request_id).reviews[0]
    assert review.state == "handed on"
    assert review.suggested is not None
    assert review.suggested.handle == "sam"
    assert shelves(riverside, "sam") == {}
    waiting = riverside.do("maya", lambda plc: plc.home.look().waiting)
    assert [(w.kind, w.id) for w in waiting] == [("suggestion", request_id)]
    riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["sam"]))
    assert shelves(riverside, "sam") == {"asked_of_me": [request_id]}
    assert riverside.do("maya", lambda plc: plc.home.look().waiting) == ()


def test_handing_on_within_a_circle_that_was_asked_gives_her_the_place(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    riverside.do("ben", lambda plc: plc.circles.join("maths"))
    request_id = ask(riverside, with_circles("maths"), wanted=1)
    riverside.do("ben", lambda plc: plc.reviews.take(request_id))
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, "aisha"))
    assert shelves(riverside, "aisha") == {"asked_of_me": [request_id]}


@pytest.mark.parametrize("other", ["ben", "maya"])
def test_one_hands_on_to_another_colleague_only(riverside: Riverside, other: str) -> None:
    request_id = ask(riverside, with_people("ben"))
    with pytest.raises(Invalid, match="another colleague"):
        riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, other))


def test_who_said_not_now_can_be_asked_again(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.reviews.decline(request_id))
    riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["ben"]))
    assert shelves(riverside, "ben") == {"asked_of_me": [request_id]}


def test_a_place_that_was_taken_and_left_still_lapses_quietly(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE, wanted=1)
    riverside.do("sam", lambda plc: plc.reviews.take(request_id))
    days = LEASE.days
    with pytest.raises(Invalid):
        later(riverside, "ben", days - 1, lambda plc: plc.reviews.take(request_id))
    assert later(riverside, "ben", days + 1, lambda plc: plc.reviews.take(request_id)).reviews[0].state == "taken"
    sends(riverside, "sam", request_id)
    assert {r.state for r in seen(riverside, "maya", request_id).reviews} == {"taken", "sent"}


def test_writing_keeps_a_place_from_lapsing(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE, wanted=1)
    riverside.do("sam", lambda plc: plc.reviews.take(request_id))
    later(riverside, "sam", 6, lambda plc: plc.reviews.write(request_id, [("warm", "One.")]))
    with pytest.raises(Invalid, match="Every place"):
        later(riverside, "ben", 10, lambda plc: plc.reviews.take(request_id))


# Deciding and closing


def test_the_author_decides_point_by_point_and_the_reviewer_reads_it(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id, "One.", "Two.")
    first, second = seen(riverside, "maya", request_id).reviews[0].points
    with riverside.at("maya") as maya:
        maya.reviews.decide(first.id, "try", "On Tuesday.")
        maya.reviews.decide(f" {second.id.upper()} ", "park")
        assert maya.reviews.decide(first.id, "keep", "I did.").reviews[0].points[0].reply == "I did."
    decided = [(p.decision, p.reply) for p in seen(riverside, "ben", request_id).reviews[0].points]
    assert decided == [("keep", "I did."), ("park", "")]


def test_only_the_author_decides(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id)
    point = seen(riverside, "maya", request_id).reviews[0].points[0].id
    with pytest.raises(NotPermitted):
        riverside.do("ben", lambda plc: plc.reviews.decide(point, "keep"))
    with pytest.raises(Invalid, match="keep, try, park, talk"):
        riverside.do("maya", lambda plc: plc.reviews.decide(point, "like"))  # type: ignore[arg-type]


def test_nobody_decides_about_words_that_were_not_sent(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "One.")]))
    point = seen(riverside, "ben", request_id).reviews[0].points[0].id
    with pytest.raises(NotFound):
        riverside.do("maya", lambda plc: plc.reviews.decide(point, "keep"))


def test_a_closed_request_stays_as_it_is_for_those_who_wrote(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"))
    sends(riverside, "ben", request_id)
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid, match="closing statement is empty"):
            maya.reviews.close(request_id, " ")
        closed = maya.reviews.close(request_id, "I count to five now.")
        assert (closed.state, closed.closing, closed.closed is not None) == ("closed", "I count to five now.", True)
        point = next(p.id for review in closed.reviews for p in review.points)
        for act in (
            lambda: maya.reviews.decide(point, "keep"),
            lambda: maya.reviews.invite(request_id, ["sam"]),
            lambda: maya.reviews.close(request_id, "Again."),
            lambda: maya.reviews.withdraw(request_id),
        ):
            with pytest.raises(Invalid, match="closed"):
                act()
    assert seen(riverside, "ben", request_id).closing == "I count to five now."
    with pytest.raises(NotFound):
        seen(riverside, "aisha", request_id)


def test_a_review_that_was_sent_stays_with_its_writer_when_the_request_is_taken_back(riverside: Riverside) -> None:
    """Nobody reads the request any more, but her own sentences are hers."""
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id, "One.", "Two.")
    assert riverside.do("ben", lambda plc: plc.drafts.list()) == ()
    riverside.do("maya", lambda plc: plc.reviews.withdraw(request_id))
    draft = riverside.do("ben", lambda plc: plc.drafts.find(f"review:{request_id}"))
    assert draft is not None
    assert draft.fields == {"warm": "One.\n\nTwo."}


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_words_that_were_not_sent_in_time_stay_with_their_writer(riverside: Riverside, end: str) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.drafts.keep(f"review:{request_id}", {"warm": "Begun earlier."}))
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "Half a thought.")]))
    if end == "close":
        riverside.do("maya", lambda plc: plc.reviews.close(request_id, "Enough."))
    else:
        riverside.do("maya", lambda plc: plc.reviews.withdraw(request_id))
    draft = riverside.do("ben", lambda plc: plc.drafts.find(f"review:{request_id}"))
    assert draft is not None
    assert draft.fields == {"warm": "Half a thought.\n\nBegun earlier."}


def test_a_request_taken_back_is_gone_for_everyone_else(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id)
    point = seen(riverside, "maya", request_id).reviews[0].points[0].id
    assert riverside.do("maya", lambda plc: plc.reviews.withdraw(request_id)).state == "withdrawn"
    assert shelves(riverside, "ben") == {}
    assert shelves(riverside, "maya") == {"finished": [request_id]}
    with pytest.raises(NotFound):
        seen(riverside, "ben", request_id)
    with pytest.raises(Invalid, match="withdrawn"):
        riverside.do("maya", lambda plc: plc.reviews.decide(point, "keep"))


def test_work_that_colleagues_are_looking_at_does_not_go_into_the_bin(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    note_id = seen(riverside, "maya", request_id).work.id
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid, match="Withdraw or close"):
            maya.bin.put(note_id)
        maya.reviews.withdraw(request_id)
        maya.bin.put(note_id)


# Masked


def test_in_a_masked_request_neither_side_sees_a_name_until_both_say_yes(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"), masked=True)
    hidden = seen(riverside, "ben", request_id)
    assert (hidden.author.name, hidden.author.handle, hidden.work.id) == ("A colleague", "", "")
    assert seen(riverside, "maya", request_id).reviews == ()  # nor who has not answered
    sends(riverside, "ben", request_id)
    review = seen(riverside, "maya", request_id).reviews[0]
    assert review.reviewer.name.startswith("Reviewer ")
    assert (review.reviewer.id, review.reviewer.handle) == ("", "")
    riverside.do("ben", lambda plc: plc.reviews.show_name(request_id))
    assert seen(riverside, "maya", request_id).reviews[0].reviewer.handle == ""
    riverside.do("maya", lambda plc: plc.reviews.show_name(request_id))
    assert seen(riverside, "maya", request_id).reviews[0].reviewer.name == "Ben Ito"
    assert seen(riverside, "ben", request_id).author.name == "Maya Okafor"
    assert seen(riverside, "aisha", request_id).author.name == "A colleague"


def test_a_masked_author_learns_whom_someone_suggests_but_not_who_did(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"), masked=True)
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, "sam"))
    review = seen(riverside, "maya", request_id).reviews[0]
    assert review.reviewer.handle == ""
    assert review.suggested is not None
    assert review.suggested.handle == "sam"
    riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["sam"]))
    assert riverside.do("maya", lambda plc: plc.home.look().waiting) == ()


def test_a_masked_author_is_not_told_by_the_hour_when_someone_wrote(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"), masked=True)
    sends(riverside, "ben", request_id)
    assert type(seen(riverside, "maya", request_id).reviews[0].updated) is date


def test_where_nothing_is_masked_there_is_no_name_to_show(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE)
    with pytest.raises(Invalid, match="Nothing is masked"):
        riverside.do("maya", lambda plc: plc.reviews.show_name(request_id))
    masked = ask(riverside, EVERYONE_HERE, masked=True)
    with pytest.raises(NotPermitted, match="Take this request first"):
        riverside.do("sam", lambda plc: plc.reviews.show_name(masked))
