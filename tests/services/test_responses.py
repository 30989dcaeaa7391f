"""What is true of responses: who may give one, who reads it, and what becomes of it."""

from __future__ import annotations

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Response, ResponseKind
from plc_tui.services import Plc


@pytest.fixture
def note(riverside: Riverside) -> str:
    """A note of Maya's that Ben and Aisha read."""

    def work(plc: Plc) -> str:
        made = plc.notes.add(NewNote("I waited.", "Wait time")).id
        plc.notes.share(made, with_people("ben", "aisha"))
        return made

    return riverside.do("maya", work)


def respond(riverside: Riverside, handle: str, to: str, kind: ResponseKind = "wonder", text: str = "Why?") -> Response:
    return riverside.do(handle, lambda plc: plc.responses.add(to, kind, text))


def thread(riverside: Riverside, handle: str, note: str) -> list[str]:
    return [response.text for response in riverside.do(handle, lambda plc: plc.responses.of(note))]


def test_a_response_is_read_by_whoever_may_read_what_it_answers(riverside: Riverside, note: str) -> None:
    made = respond(riverside, "ben", note, "wonder", " Who spoke first? ")
    assert (made.text, made.thing, made.parent, made.author.handle) == ("Who spoke first?", note, None, "ben")
    for handle in ("maya", "ben", "aisha"):
        assert thread(riverside, handle, note) == ["Who spoke first?"]
        assert riverside.do(handle, lambda plc: plc.responses.show(made.id)) == made
    with riverside.at("sam") as sam:
        for act in (lambda: sam.responses.of(note), lambda: sam.responses.show(made.id)):
            with pytest.raises(NotFound):
                act()
        assert not sam.finding.find("spoke").items


def test_narrowing_a_note_takes_its_thread_from_its_readers_and_widening_brings_it_back(
    riverside: Riverside, note: str
) -> None:
    made = respond(riverside, "ben", note)
    riverside.do("maya", lambda plc: plc.notes.share(note, ONLY_ME))
    with pytest.raises(NotFound):
        riverside.do("ben", lambda plc: plc.responses.show(made.id))
    assert not riverside.do("ben", lambda plc: plc.finding.find("why")).items
    assert thread(riverside, "maya", note) == ["Why?"]
    riverside.do("maya", lambda plc: plc.notes.share(note, EVERYONE_HERE))
    assert thread(riverside, "sam", note) == ["Why?"]


def test_nobody_responds_to_what_she_may_not_read(riverside: Riverside, note: str) -> None:
    made = respond(riverside, "ben", note)
    for target in (note, made.id, "nzzz"):
        with pytest.raises(NotFound):
            respond(riverside, "sam", target)
    assert thread(riverside, "maya", note) == ["Why?"]


def test_a_question_and_an_answer_need_words_an_encouragement_does_not(riverside: Riverside, note: str) -> None:
    assert respond(riverside, "ben", note, "encourage", "").text == ""
    assert respond(riverside, "ben", note, "connect", "").text == ""
    with pytest.raises(Invalid, match="question"):
        respond(riverside, "ben", note, "wonder", " \n ")
    made = respond(riverside, "ben", note)
    with pytest.raises(Invalid, match="answer"):
        respond(riverside, "maya", made.id, "answer", "")
    with pytest.raises(Invalid, match="belongs to a response"):
        respond(riverside, "ben", note, "answer", "Because.")
    with pytest.raises(Invalid):
        respond(riverside, "ben", note, "wonder", "x" * 1_000_001)


def test_answers_hang_in_the_thread_of_the_note_oldest_first(riverside: Riverside, note: str) -> None:
    question = respond(riverside, "ben", note)
    answer = respond(riverside, "maya", question.id, "answer", "Because they think.")
    again = respond(riverside, "aisha", answer.id, "answer", "Mine too.")
    assert (answer.thing, answer.parent) == (note, question.id)
    assert (again.thing, again.parent) == (note, answer.id)
    assert thread(riverside, "ben", note) == ["Why?", "Because they think.", "Mine too."]


def test_goals_are_responded_to_as_notes_are(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do I wait?"))).id
        maya.goals.share(goal, with_people("ben"))
    respond(riverside, "ben", goal, "connect", "Me too.")
    assert thread(riverside, "maya", goal) == ["Me too."]


def test_a_response_is_taken_back_by_its_writer_alone(riverside: Riverside, note: str) -> None:
    made = respond(riverside, "ben", note)
    answer = respond(riverside, "maya", made.id, "answer", "Because.")
    with pytest.raises(NotPermitted):
        riverside.do("maya", lambda plc: plc.responses.withdraw(made.id))
    with pytest.raises(NotFound):
        riverside.do("sam", lambda plc: plc.responses.withdraw(made.id))
    riverside.do("ben", lambda plc: plc.responses.withdraw(made.id))
    assert thread(riverside, "maya", note) == ["Because."], "what others wrote stays"
    with pytest.raises(NotFound):
        riverside.do("aisha", lambda plc: plc.responses.show(made.id))
    riverside.do("ben", lambda plc: plc.bin.restore(made.id))
    assert thread(riverside, "maya", note) == ["Why?", "Because."]
    assert riverside.do("maya", lambda plc: plc.responses.show(answer.id)).parent == made.id


def test_what_a_colleague_said_stays_when_she_has_left(riverside: Riverside, note: str) -> None:
    respond(riverside, "ben", note)
    riverside.do("maya", lambda plc: plc.members.remove("ben"))
    found = riverside.do("maya", lambda plc: plc.responses.of(note))
    assert [(r.author.name, r.text) for r in found] == [("Ben Ito", "Why?")]


def test_responding_in_the_same_moment_twice_gives_two_responses(riverside: Riverside, note: str) -> None:
    assert respond(riverside, "ben", note).id != respond(riverside, "ben", note).id
    assert thread(riverside, "maya", note) == ["Why?", "Why?"]
