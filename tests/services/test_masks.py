"""What a mask hides, and that nothing gives it away: no refusal, no time, no order, no other road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, Choice, with_circles, with_people
from plc_tui.domain.errors import NotFound
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest, ReviewRequest
from plc_tui.services import Plc
from plc_tui.services.records import record

T = TypeVar("T")


def masked(riverside: Riverside, choice: Choice) -> str:
    """Maya asks, masked."""

    def asked(plc: Plc) -> str:
        note = plc.notes.add(NewNote("I waited five seconds.", "Wait time")).id
        return plc.reviews.ask(NewRequest(note, "Do I wait too long?", choice, masked=True)).id

    return riverside.do("maya", asked)


def seen(riverside: Riverside, who: str, request_id: str) -> ReviewRequest:
    return riverside.do(who, lambda plc: plc.reviews.show(request_id))


def sends(riverside: Riverside, who: str, request_id: str) -> None:
    def act(plc: Plc) -> None:
        plc.reviews.write(request_id, [("warm", "The silence fits.")])
        plc.reviews.send(request_id)

    riverside.do(who, act)


def test_handing_on_answers_alike_whether_it_is_the_author_one_who_was_asked_or_anyone_else(
    riverside: Riverside,
) -> None:
    def handed_to(other: str) -> dict[str, object]:
        request_id = masked(riverside, with_people("ben", "aisha"))
        left = riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, other))
        assert left is not None
        said = record(left)
        return {key: said[key] for key in ("author", "asked", "status")} | {
            "reviews": [{"status": each["status"], "suggested": each["suggested"]} for each in said["reviews"]]
        }

    assert handed_to("maya") == handed_to("aisha") == handed_to("sam")


def test_handing_on_to_the_masked_author_gives_her_no_place_and_no_suggestion(riverside: Riverside) -> None:
    request_id = masked(riverside, with_circles("maths"))
    riverside.do("aisha", lambda plc: plc.reviews.take(request_id))
    riverside.do("aisha", lambda plc: plc.reviews.hand_on(request_id, "maya"))
    assert seen(riverside, "maya", request_id).reviews == ()
    assert riverside.do("maya", lambda plc: plc.home.look().waiting) == ()


def test_no_question_about_audiences_is_answered_for_a_request(riverside: Riverside) -> None:
    request_id = masked(riverside, EVERYONE_HERE)
    riverside.do("ben", lambda plc: plc.reviews.take(request_id))
    questions: list[Callable[[Plc], object]] = [
        lambda plc: plc.audience.preview(request_id, ONLY_ME),
        lambda plc: plc.audience.can_read(request_id, "ben"),
        lambda plc: plc.audience.mentionable(request_id),
        lambda plc: plc.audience.words(request_id),
    ]
    for question in questions:
        for who in ("maya", "ben"):
            with pytest.raises(NotFound):
                riverside.do(who, question)


def test_neither_side_is_told_by_the_hour_when_anything_was_done(riverside: Riverside) -> None:
    request_id = masked(riverside, with_people("ben", "aisha"))
    sends(riverside, "ben", request_id)
    waits = riverside.do("aisha", lambda plc: [waiting.when for waiting in plc.home.look().waiting])
    found = [
        riverside.do(who, lambda plc: [hit.updated for hit in plc.finding.find("wait", kind="request").items])
        for who in ("maya", "ben")
    ]
    riverside.do("maya", lambda plc: plc.reviews.close(request_id, "I count to four now."))
    moments: list[date] = [*waits, *found[0], *found[1]]
    for who in ("maya", "ben"):
        request = seen(riverside, who, request_id)
        assert request.closed is not None
        moments += [request.created, request.updated, request.closed]
    assert len(moments) == 9
    assert {type(moment) for moment in moments} == {date}


@pytest.mark.parametrize("way", ["decline", "hand on to one who was asked"])
def test_a_masked_author_sees_nothing_move_when_a_colleague_steps_aside(riverside: Riverside, way: str) -> None:
    request_id = masked(riverside, with_people("ben", "aisha"))
    masked(riverside, with_people("ben"))

    def look() -> object:
        return riverside.do("maya", lambda plc: (plc.reviews.shelves(), plc.home.look(), plc.reviews.show(request_id)))

    before = look()
    with riverside.at("ben", days=2) as ben:
        if way == "decline":
            ben.reviews.decline(request_id)
        else:
            ben.reviews.hand_on(request_id, "aisha")
    assert look() == before


def test_asking_one_more_does_not_count_those_who_stepped_aside(riverside: Riverside) -> None:
    request_id = masked(riverside, EVERYONE_HERE)
    for who in ("ben", "aisha"):
        riverside.do(who, lambda plc: plc.reviews.take(request_id))
        riverside.do(who, lambda plc: plc.reviews.decline(request_id))
    assert riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["sam"])).wanted == 2


def test_masked_reviews_are_not_found_in_the_order_in_which_their_writers_were_asked(riverside: Riverside) -> None:
    orders = set()
    for _ in range(12):
        request_id = masked(riverside, with_people("ben", "aisha"))
        for who in ("ben", "aisha"):
            sends(riverside, who, request_id)
        mine = seen(riverside, "ben", request_id).reviews[0].id
        found = riverside.do("maya", lambda plc: plc.finding.find("silence fits", kind="review", count=100).items)
        here = [hit.id for hit in found if hit.root == request_id]
        assert here == sorted(here)
        orders.add(here.index(mine))
        if len(orders) == 2:
            break
    assert orders == {0, 1}


def test_a_reviewer_from_a_circle_is_not_told_who_else_was_asked_by_name(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("Words.")).id)
    new = NewRequest(note, "Do I wait too long?", with_circles("maths"))
    request_id = riverside.do("maya", lambda plc: plc.reviews.ask(new)).id
    riverside.do("maya", lambda plc: plc.reviews.invite(request_id, ["sam", "ben"]))
    assert seen(riverside, "aisha", request_id).choice == Choice("circles", (), ("maths",))
    assert seen(riverside, "sam", request_id).choice == Choice("circles", ("sam",), ("maths",))
    assert set(seen(riverside, "maya", request_id).choice.people) == {"ben", "sam"}
