"""What is true of Home: what waits and until when, what nobody answered, a look back, the page before a talk."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound
from plc_tui.domain.finding import HomeView
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest


def look(riverside: Riverside, handle: str = "maya", days: float = 0) -> HomeView:
    with riverside.at(handle, days) as plc:
        return plc.home.look()


def waits(riverside: Riverside, handle: str = "maya") -> list[tuple[str, str, str]]:
    return [(w.kind, w.person.handle, w.title) for w in look(riverside, handle).waiting]


def note(
    riverside: Riverside,
    handle: str = "maya",
    title: str = "Wait time",
    choice: Choice = EVERYONE_HERE,
    days: float = 0,
    body: str = "I waited.",
) -> str:
    with riverside.at(handle, days) as plc:
        made = plc.notes.add(NewNote(body, title)).id
        plc.notes.share(made, choice)
        return made


def test_when_nothing_waits_home_is_empty(riverside: Riverside) -> None:
    assert look(riverside) == HomeView()


# What was said to her


def test_a_response_waits_until_she_looks(riverside: Riverside) -> None:
    made = note(riverside)
    riverside.do("ben", lambda plc: plc.responses.add(made, "wonder", "Why?"))
    assert waits(riverside) == [("response", "ben", "Wait time")]
    assert waits(riverside) == [("response", "ben", "Wait time")], "looking at Home is not looking at the note"
    riverside.do("maya", lambda plc: plc.home.seen(made))
    assert waits(riverside) == []
    riverside.do("sam", lambda plc: plc.responses.add(made, "encourage"))
    assert waits(riverside) == [("response", "sam", "Wait time")], "the next one waits again"


def test_answering_is_looking(riverside: Riverside) -> None:
    made = note(riverside)
    question = riverside.do("ben", lambda plc: plc.responses.add(made, "wonder", "Why?")).id
    riverside.do("maya", lambda plc: plc.responses.add(question, "answer", "Because."))
    assert waits(riverside) == []
    assert waits(riverside, "ben") == [("response", "maya", "Wait time")], "and her answer waits for him"
    riverside.do("ben", lambda plc: plc.home.seen(made))
    assert waits(riverside, "ben") == []


def test_nobody_waits_for_words_between_others(riverside: Riverside) -> None:
    made = note(riverside)
    question = riverside.do("ben", lambda plc: plc.responses.add(made, "wonder", "Why?")).id
    riverside.do("aisha", lambda plc: plc.responses.add(question, "answer", "I know."))
    assert waits(riverside, "sam") == []
    assert waits(riverside, "aisha") == []
    assert [person for _, person, _ in waits(riverside)] == ["aisha", "ben"]


def test_what_was_said_waits_no_more_once_it_is_out_of_sight(riverside: Riverside) -> None:
    made = note(riverside)
    question = riverside.do("ben", lambda plc: plc.responses.add(made, "wonder", "Why?")).id
    riverside.do("maya", lambda plc: plc.responses.add(question, "answer", "Because."))
    riverside.do("maya", lambda plc: plc.notes.share(made, ONLY_ME))
    assert waits(riverside, "ben") == []
    riverside.do("sam", lambda plc: plc.goals.list())
    other = note(riverside, title="Other")
    taken_back = riverside.do("sam", lambda plc: plc.responses.add(other, "encourage")).id
    riverside.do("sam", lambda plc: plc.responses.withdraw(taken_back))
    assert waits(riverside) == []


def test_one_can_have_seen_only_what_one_may_read(riverside: Riverside) -> None:
    made = note(riverside, choice=ONLY_ME)
    with pytest.raises(NotFound):
        riverside.do("ben", lambda plc: plc.home.seen(made))


# What is asked of her


def test_a_request_waits_for_who_was_asked_and_the_review_for_who_asked(riverside: Riverside) -> None:
    made = note(riverside, choice=ONLY_ME)
    new = NewRequest(made, "Do I wait too long?", with_people("ben"))
    request = riverside.do("maya", lambda plc: plc.reviews.ask(new)).id
    assert waits(riverside, "ben") == [("asked", "maya", "Wait time")]
    riverside.do("ben", lambda plc: plc.reviews.take(request))
    assert waits(riverside, "ben") == [("writing", "maya", "Wait time")]
    riverside.do("ben", lambda plc: plc.reviews.write(request, [("warm", "Clear.")]))
    assert waits(riverside) == [], "what is being written is nobody's yet"
    riverside.do("ben", lambda plc: plc.reviews.send(request))
    assert waits(riverside, "ben") == []
    assert waits(riverside) == [("received", "ben", "Wait time")]
    with riverside.at("maya") as maya:
        maya.reviews.decide(maya.reviews.show(request).reviews[0].points[0].id, "keep")
    assert waits(riverside) == []


def test_a_colleague_suggested_instead_waits_until_she_is_asked(riverside: Riverside) -> None:
    made = note(riverside, choice=ONLY_ME)
    request = riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(made, "Do I?", with_people("ben")))).id
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request, "sam"))
    assert waits(riverside) == [("suggestion", "ben", "Wait time")]
    assert waits(riverside, "sam") == []
    riverside.do("maya", lambda plc: plc.reviews.invite(request, ["sam"]))
    assert waits(riverside) == []
    assert waits(riverside, "sam") == [("asked", "maya", "Wait time")]


def test_an_invitation_waits_until_it_is_answered(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    assert waits(riverside, "ben") == [("invitation", "maya", "Maths circle")]
    riverside.do("ben", lambda plc: plc.circles.leave("maths"))
    assert waits(riverside, "ben") == []


# What nobody has answered


def test_a_shared_note_stands_there_until_somebody_answers(riverside: Riverside) -> None:
    made = note(riverside, "ben", "Group work")
    assert [n.title for n in look(riverside).unanswered] == ["Group work"]
    assert look(riverside, "ben").unanswered == (), "not to its own author"
    response = riverside.do("sam", lambda plc: plc.responses.add(made, "encourage")).id
    assert look(riverside).unanswered == ()
    riverside.do("sam", lambda plc: plc.responses.withdraw(response))
    assert [n.title for n in look(riverside).unanswered] == ["Group work"]


def test_only_what_she_may_read_is_unanswered_for_her(riverside: Riverside) -> None:
    note(riverside, "ben", "Alone", ONLY_ME)
    note(riverside, "aisha", "For the circle", with_circles("maths"))
    assert [n.title for n in look(riverside).unanswered] == ["For the circle"]
    assert look(riverside, "sam").unanswered == ()


def test_after_two_months_a_note_is_left_in_peace(riverside: Riverside) -> None:
    note(riverside, "ben", "Lately", days=-59)
    note(riverside, "ben", "Long ago", days=-61)
    assert [n.title for n in look(riverside).unanswered] == ["Lately"]


# Her own


def test_home_has_her_goals_that_have_not_ended_and_her_drafts(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        made = {
            word: maya.goals.add(NewGoal(Wording(word), first_step=f"Begin {word}")).id
            for word in ("open", "resting", "met", "gone")
        }
        maya.goals.rest(made["resting"])
        maya.goals.meet(made["met"])
        maya.goals.let_go(made["gone"])
        maya.drafts.keep("note:new", {"body": "Begun"})
    view = look(riverside)
    assert [(g.wording.question, g.next_step) for g in view.goals] == [
        ("resting", "Begin resting"),
        ("open", "Begin open"),
    ]
    assert [draft.place for draft in view.drafts] == ["note:new"]
    assert look(riverside, "ben") == HomeView(), "and nobody else's"


def test_many_goals_she_has_ended_do_not_push_out_the_one_she_is_at(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        maya.goals.add(NewGoal(Wording("The one she is at")))
        for number in range(15):
            maya.goals.meet(maya.goals.add(NewGoal(Wording(f"Met {number}"))).id)
    assert [g.wording.question for g in look(riverside).goals] == ["The one she is at"]


# Looking back


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (-365, True),
        (-345, True),
        (-395, False),
        (-300, False),
        (-182, True),
        (-140, False),
        (-91, True),
        (-30, False),
        (0, False),
    ],
)
def test_one_look_back_a_year_or_a_half_or_a_quarter_ago(riverside: Riverside, days: int, found: bool) -> None:
    made = note(riverside, choice=ONLY_ME, days=days, body="# Less\n\nA quiet day. Do they talk more when I say less?")
    back = look(riverside).looking_back
    assert (back is not None) is found
    if back is not None:
        assert (back.id, back.words) == (made, "Do they talk more when I say less?")


def test_what_she_wondered_comes_before_what_she_stated_and_a_year_before_a_quarter(riverside: Riverside) -> None:
    note(riverside, title="Stated", days=-365)
    note(riverside, title="Nearer", days=-91, body="And now?")
    assert getattr(look(riverside).looking_back, "words", "") == "I waited."
    note(riverside, title="Why do I hurry?", days=-370)
    assert getattr(look(riverside).looking_back, "words", "") == "Why do I hurry?"


def test_nobody_looks_back_at_a_colleagues_words_nor_at_what_is_in_the_bin(riverside: Riverside) -> None:
    made = note(riverside, days=-365, body="Why?")
    assert look(riverside, "ben").looking_back is None
    riverside.do("maya", lambda plc: plc.bin.put(made))
    assert look(riverside).looking_back is None


def test_a_long_wondering_is_cut_at_a_word(riverside: Riverside) -> None:
    note(riverside, days=-365, body="why " * 200 + "?")
    back = look(riverside).looking_back
    assert back is not None
    assert len(back.words) <= 201
    assert back.words.endswith("why…")


def test_who_does_not_like_to_look_back_does_not(riverside: Riverside) -> None:
    note(riverside, days=-365, body="Why?")
    with riverside.at("maya") as maya:
        assert maya.home.look(looking_back=False).looking_back is None
        assert maya.home.look().looking_back is not None


# Before meeting a colleague


def test_a_brief_is_made_only_of_what_she_shares_with_me(riverside: Riverside) -> None:
    shared = note(riverside, "ben", "Group work", with_people("maya"))
    note(riverside, "ben", "Alone", ONLY_ME)
    note(riverside, "ben", "For Sam", with_people("sam"))
    with riverside.at("ben") as ben:
        ben.members.edit("ben", interests="Talk", can_help="Seating plans")
        goal = ben.goals.add(NewGoal(Wording("Do groups work?"))).id
        ben.goals.add(NewGoal(Wording("Hidden?")))
        ben.goals.share(goal, EVERYONE_HERE)
    riverside.do("maya", lambda plc: plc.responses.add(shared, "wonder", "When?"))
    brief = riverside.do("maya", lambda plc: plc.home.brief("@Ben"))
    assert (brief.person.name, brief.interests, brief.can_help) == ("Ben Ito", "Talk", "Seating plans")
    assert [n.title for n in brief.notes] == ["Group work"]
    assert [g.wording.question for g in brief.goals] == ["Do groups work?"]
    assert [r.text for r in brief.between_us] == ["When?"]
    of_sam = riverside.do("sam", lambda plc: plc.home.brief("ben"))
    assert [n.title for n in of_sam.notes] == ["For Sam"]
    assert of_sam.between_us == ()


def test_there_is_no_brief_about_somebody_who_is_not_here(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.members.remove("sam"))
    for name in ("nobody", "sam"):
        with pytest.raises(Invalid):
            riverside.do("maya", lambda plc, name=name: plc.home.brief(name))


def test_home_opens_for_a_member_whose_time_zone_this_machine_does_not_know(riverside: Riverside) -> None:
    with closing(sqlite3.connect(riverside.path)) as raw, raw:
        raw.execute("UPDATE member SET timezone = '\x1b[31mMoon/Crater'")
    assert look(riverside).waiting == ()
