from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import TextArea

from community import Riverside, press, settled, text, words, write
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Response, ResponseKind
from plc_tui.domain.values import Person
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.frame import PlaceScreen
from plc_tui.ui.widgets.thread import Thread, respond, thread_lines

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
MAYA, BEN = Person("m1", "maya", "Maya Okafor"), Person("m2", "ben", "Ben Ito")


def response(id_: str, kind: ResponseKind, said: str, parent: str | None = None, who: Person = BEN) -> Response:
    return Response(id_, "n1", parent, who, kind, said, NOW - timedelta(days=1))


def drawn(lines: list[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_a_thread_says_who_did_what_in_words() -> None:
    lines = drawn(thread_lines([response("w1", "wonder", "What did Amir do?")], MAYA.id, NOW, 60))
    assert lines == ["│ Ben Ito wonders  yesterday", "│ What did Amir do?"]


def test_an_answer_stands_indented_right_under_what_it_answers() -> None:
    thread = [
        response("w1", "wonder", "What did Amir do?"),
        response("w2", "encourage", "Lovely."),
        response("w3", "answer", "He talked.", "w1", MAYA),
    ]
    assert drawn(thread_lines(thread, MAYA.id, NOW, 60)) == [
        "│ Ben Ito wonders  yesterday",
        "│ What did Amir do?",
        "   │ You answer  yesterday",
        "   │ He talked.",
        "",
        "│ Ben Ito encourages  yesterday",
        "│ Lovely.",
    ]


def test_an_answer_outlives_the_question_that_was_withdrawn() -> None:
    assert drawn(thread_lines([response("w3", "answer", "He talked.", "w1")], MAYA.id, NOW, 60))[1] == "│ He talked."


def test_a_deep_thread_stays_readable_in_a_narrow_window() -> None:
    thread = [response(f"w{n}", "answer", "word " * 20, f"w{n - 1}") for n in range(40)]
    lines = thread_lines(thread, MAYA.id, NOW, 40)
    assert max(line.cell_length for line in lines) <= 40


def test_hostile_words_stay_words() -> None:
    lines = drawn(thread_lines([response("w1", "wonder", "[@click=app.quit]x[/] [/foo] \x1b[31m")], MAYA.id, NOW, 60))
    assert "[@click=app.quit]x[/] [/foo]" in lines[1]
    assert "\x1b" not in "".join(lines)


class Reader(PlaceScreen):
    """A place with a thread under a thing."""

    NAME = "reader"
    PLACE = "home"
    thing = ""

    def compose_place(self) -> ComposeResult:
        yield Thread()

    def refresh_place(self) -> None:
        self.run_ask(lambda plc: (plc.responses.of(self.thing), plc.actor.id), self.show)

    def show(self, found: tuple[tuple[Response, ...], str]) -> None:
        self.query_one(Thread).show(*found)

    async def action_wonder(self) -> None:
        await respond(self, self.thing, "wonder")

    async def action_encourage(self) -> None:
        await respond(self, self.thing, "encourage")

    async def action_answer(self) -> None:
        await respond(self, self.query_one(Thread).responses[0].id, "answer")


def reader(riverside: Riverside, handle: str, thing: str) -> PlcApp:
    Reader.thing = thing
    app = riverside.app(handle)
    app._modes = {"home": Reader}
    return app


async def do(pilot: Pilot[int], act: str) -> None:
    await settled(pilot)
    assert isinstance(pilot.app.screen, Reader)
    pilot.app.screen.carry_out(act)
    await settled(pilot)


@pytest.fixture
def note(riverside: Riverside) -> str:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time")))
    return riverside.do("maya", lambda plc: plc.notes.share(note.id, EVERYONE_HERE).id)


async def test_a_colleague_wonders_and_the_author_answers_in_the_thread(riverside: Riverside, note: str) -> None:
    app = reader(riverside, "ben", note)
    async with app.run_test(size=(80, 24)) as pilot:
        await do(pilot, "wonder")
        assert "Wonder with Maya Okafor" in text(app)
        assert "Everyone here (4 people)" in text(app)
        await write(pilot, "who spoke first?")
        await press(pilot, "ctrl+s")
        assert "You wonder" in text(app)
        assert "Maya Okafor will find your question on Home." in text(app)
    app = reader(riverside, "maya", note)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        app.screen.refresh_place()  # type: ignore[attr-defined]
        await do(pilot, "answer")
        assert "Answer Ben Ito" in text(app)
        await write(pilot, "amir did.")
        await press(pilot, "ctrl+s")
        shown = text(app)
        assert shown.index("who spoke first?") < shown.index("You answer") < shown.index("amir did.")


async def test_words_left_behind_are_there_again(riverside: Riverside, note: str) -> None:
    app = reader(riverside, "ben", note)
    async with app.run_test(size=(80, 24)) as pilot:
        await do(pilot, "wonder")
        await write(pilot, "half a thought")
        await press(pilot, "escape")
        assert riverside.do("maya", lambda plc: plc.responses.of(note)) == ()
        await do(pilot, "wonder")
        assert "half a thought" in text(app)
        assert "Your words from last time are here again." in text(app)
        await press(pilot, "ctrl+s")
    assert [r.text for r in riverside.do("maya", lambda plc: plc.responses.of(note))] == ["half a thought"]
    assert riverside.do("ben", lambda plc: plc.drafts.list()) == ()


async def test_a_question_needs_words_and_an_encouragement_does_not(riverside: Riverside, note: str) -> None:
    app = reader(riverside, "ben", note)
    async with app.run_test(size=(80, 24)) as pilot:
        await do(pilot, "wonder")
        await press(pilot, "ctrl+s")
        assert "A question needs a few words." in words(app)
        await press(pilot, "escape")
        await do(pilot, "encourage")
        await press(pilot, "ctrl+s")
        assert "You encourage" in text(app)


async def test_words_survive_when_the_note_was_narrowed_meanwhile(riverside: Riverside, note: str) -> None:
    app = reader(riverside, "ben", note)
    async with app.run_test(size=(80, 24)) as pilot:
        await do(pilot, "wonder")
        await write(pilot, "who spoke first?")
        riverside.do("maya", lambda plc: plc.notes.share(note, ONLY_ME))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Reader)
    draft = riverside.do("ben", lambda plc: plc.drafts.find(f"response:{note}:wonder"))
    assert draft is not None
    assert draft.fields["text"] == "who spoke first?"


async def test_a_goal_is_responded_to_in_the_same_way(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Do I wait?"))).id)
    riverside.do("maya", lambda plc: plc.goals.share(goal, EVERYONE_HERE))
    app = reader(riverside, "ben", goal)
    async with app.run_test(size=(80, 24)) as pilot:
        await do(pilot, "wonder")
        assert "Do I wait?" in text(app)
        assert isinstance(app.screen.focused, TextArea)
        await write(pilot, "how long?")
        await press(pilot, "ctrl+s")
    assert [r.text for r in riverside.do("maya", lambda plc: plc.responses.of(goal))] == ["how long?"]
