"""An open session as those in it see it: at their seats, and at the console. Others act from programs of their own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from community import Riverside, lines, press, settled, text, until, wait_for, words, write
from pilots import PATIENCE
from plc_tui.domain.notes import NewNote
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.presets import PRESETS
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import ConsoleView, SeatView
from plc_tui.services import Plc
from plc_tui.ui.screens import console_steps
from plc_tui.ui.screens.console import ConsoleScreen
from plc_tui.ui.screens.seat import SeatScreen

T = TypeVar("T")


@dataclass
class Meeting:
    """A session that maya facilitates; ben, aisha and sam have come in."""

    riverside: Riverside
    id: str
    programs: dict[str, Plc]

    def do(self, handle: str, work: Callable[[Plc], T]) -> T:
        """Let a member do something in a program of her own, which stays open for the next thing."""
        return work(self.programs[handle])

    def forward(self, steps: int = 1) -> ConsoleView:
        def go(plc: Plc) -> ConsoleView:
            for _ in range(steps):
                view = plc.console.forward(self.id, _current(plc.console.look(self.id)))
            return view

        return self.do("maya", go)

    def forward_to(self, wanted: Callable[[SessionStep], bool]) -> SessionStep:
        """Go on until such a step runs."""
        while True:
            step = self.forward().room.current
            assert step is not None
            if wanted(step):
                return step

    def seat(self, handle: str) -> SeatView:
        return self.do(handle, lambda plc: plc.seat.look(self.id))

    def console(self) -> ConsoleView:
        return self.do("maya", lambda plc: plc.console.look(self.id))

    def at(self) -> str:
        current = self.console().room.current
        return current.title if current else ""

    @asynccontextmanager
    async def shown(
        self, handle: str, screen: type[SeatScreen | ConsoleScreen] = SeatScreen, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[Any]]:
        app = self.riverside.app(handle)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await app.push_screen(screen(self.id))
            await settled(pilot)
            await until(pilot, lambda: getattr(app.screen, "view", None) is not None, "the session")
            yield pilot


def _current(view: ConsoleView) -> str:
    return view.room.current.id if view.room.current else ""


@pytest.fixture
def meeting(riverside: Riverside) -> Iterator[Callable[[str], Meeting]]:
    """Open a session on a protocol; ben presents."""
    with ExitStack() as stack:
        programs = {name: stack.enter_context(riverside.at(name)) for name in ("maya", "ben", "aisha", "sam")}
        maya, ben = programs["maya"], programs["ben"]

        def begin(protocol: str = "tuning") -> Meeting:
            work = ben.notes.add(NewNote("Three questions.", title="Exit tickets"))
            session = maya.sessions.plan(NewSession(protocol, circle="maths", presenter="ben", people=6))
            code = maya.sessions.open(session.id).code
            for handle in ("ben", "aisha", "sam"):
                programs[handle].sessions.join(code)
            ben.sessions.bring(session.id, work.id)
            return Meeting(riverside, session.id, programs)

        yield begin


Begin = Callable[..., Meeting]
FACTS, READ, WRITE, FEEDBACK = 3, 4, 5, 6
"""How many steps of tuning one has gone when one is there."""


def area(pilot: Pilot[Any]) -> TextArea:
    found = pilot.app.screen.query_one(TextArea)
    assert isinstance(found, TextArea)
    return found


def bodies(session: Meeting, handle: str) -> list[str]:
    """What somebody began to write and has not sent."""
    return [draft.fields["body"] for draft in session.do(handle, lambda plc: plc.drafts.list())]


# A seat


async def test_who_will_see_it_stands_above_the_editor_before_anyone_types(meeting: Begin) -> None:
    session = meeting()
    session.forward(WRITE)
    async with session.shown("aisha") as pilot:
        assert "Nobody else sees a word before it is sent, and then not before it is revealed." in words(pilot.app)
        assert "shown with your name" in words(pilot.app)


async def test_a_seat_says_whom_it_waits_for_and_with_an_empty_editor_follows_by_itself(meeting: Begin) -> None:
    session = meeting()
    async with session.shown("aisha") as pilot:
        assert "Waiting for Maya Okafor to begin." in text(pilot.app)
        assert "people are here" in text(pilot.app)
        session.forward(FACTS)
        await wait_for(pilot, "Questions of fact")
        session.forward()
        await wait_for(pilot, "Look at the work")


async def test_nobody_is_moved_while_writing_and_the_words_can_still_be_sent_to_their_step(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How long did")
        session.forward()
        await wait_for(pilot, "The group has moved on to “Look at the work”.")
        await write(pilot, " it take?")
        assert area(pilot).text == "How long did it take?"
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "Sent to “Questions of fact”.", "4 of 8")
        assert area(pilot).text == ""
    sent = session.seat("sam").room
    assert [(each.text, each.by) for each in sent.contributions] == [("How long did it take?", "Aisha Khan")]
    assert sent.contributions[0].step == sent.steps[FACTS - 1].id


async def test_what_she_writes_while_others_talk_about_her_work_stays_hers_when_the_group_moves_on(
    meeting: Begin,
) -> None:
    session = meeting()
    session.forward(FEEDBACK)
    async with session.shown("ben") as pilot:
        await write(pilot, "That one stings.")
        session.forward()
        await wait_for(pilot, "The group has moved on")
        assert "Your words stay yours" in words(pilot.app)
        assert "Your own notes. Only you read this." in words(pilot.app)
        assert "shown with your name" not in words(pilot.app)
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "they are not sent")
        assert area(pilot).text == "That one stings."
    assert not session.console().contributions


async def test_no_letter_is_offered_as_a_key_while_letters_go_into_the_editor(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    session.do("aisha", lambda plc: plc.seat.commit(session.id, "Wait four seconds", date(2026, 12, 4)))
    async with session.shown("aisha") as pilot:
        await wait_for(pilot, "Wait four seconds, by 4 December")
        assert "Take it up" not in lines(pilot.app)[-1]
        await press(pilot, "tab")
        assert "u Take it up" in lines(pilot.app)[-1]


async def test_one_key_follows_and_the_words_wait_as_the_draft_of_their_step(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How long")
        session.forward()
        await wait_for(pilot, "The group has moved on")
        await press(pilot, "f6")
        await wait_for(pilot, "Words you began in “Questions of fact” are kept.")
        assert area(pilot).text == ""
        await write(pilot, "I see three boxes.")
        await press(pilot, "f6")
        await until(pilot, lambda: area(pilot).text == "How long")
        await press(pilot, "f6")
        await until(pilot, lambda: area(pilot).text == "I see three boxes.")
    places = {each.place.count(":"): each for each in session.do("aisha", lambda plc: plc.drafts.list())}
    assert set(places) == {2}


async def test_what_was_sent_leaves_no_draft_and_is_not_offered_again(meeting: Begin) -> None:
    session = meeting()
    session.forward(READ)
    async with session.shown("aisha") as pilot:
        await write(pilot, "Three boxes.")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "Sent. Nobody else sees it before it is revealed.", "Yours, not revealed yet")
    assert session.do("aisha", lambda plc: plc.drafts.list()) == ()
    assert session.seat("sam").room.contributions == ()


async def test_where_a_step_gathers_several_kinds_she_says_which_it_is(meeting: Begin) -> None:
    session = meeting()
    session.forward(WRITE)
    async with session.shown("aisha") as pilot:
        await write(pilot, "I lost the thread.")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "What is it?")
        await write(pilot, "cool")
        await press(pilot, "enter")
        await wait_for(pilot, "Sent.")
    assert [each.kind for each in session.seat("aisha").mine] == ["cool"]


async def test_who_presents_is_told_kindly_to_listen_and_has_a_place_for_notes(meeting: Begin) -> None:
    session = meeting()
    session.forward(FEEDBACK)
    async with session.shown("ben") as pilot:
        assert "You listen, and need not answer" in words(pilot.app)
        assert "Only you read this." in words(pilot.app)
        await write(pilot, "Ask Aisha.")
        await press(pilot, "ctrl+s")
        assert "they are not sent" in words(pilot.app)
        assert area(pilot).text == "Ask Aisha."
        await until(pilot, lambda: bodies(session, "ben") == ["Ask Aisha."], "the draft")


async def test_small_signs_are_one_key_each_also_while_typing(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How")
        await press(pilot, "f5")
        await wait_for(pilot, "You are ready.")
        await press(pilot, "f7", "f8")
        await wait_for(pilot, "You asked for one more minute. Your hand is up.")
        await press(pilot, "f4")
        await write(pilot, "Marking for all of us")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "It is in the parking lot.")
        assert area(pilot).text == "How"
        seen = session.console()
        assert [(p.more, p.ready, p.hand) for p in seen.people if p.name == "Aisha Khan"] == [(True, False, 1)]
        assert seen.room.parked == ("Marking for all of us",)


async def test_a_busy_file_is_said_in_words_and_the_words_typed_stay(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How long?")
        app: Any = pilot.app
        with session.riverside.at("sam") as sam, sam.store.write():
            app.plc.store.lock.patience = 0.1
            await press(pilot, "ctrl+s")
            await until(pilot, lambda: "Others are saving" in text(app), resting=False)
            app.plc.store.lock.patience = 10.0
        assert area(pilot).text == "How long?"


async def test_in_a_round_she_knows_after_whom_she_comes_and_may_pass(meeting: Begin) -> None:
    session = meeting()
    session.do("maya", lambda plc: plc.console.insert(session.id, PRESETS["round"]))
    session.forward_to(lambda step: step.speaker == "each")
    order = session.do("maya", lambda plc: plc.console.next_turn(session.id, "")).room.order
    async with session.shown("aisha") as pilot:
        before = order[order.index("Aisha Khan") - 1]
        assert f"You are after {before}." in words(pilot.app)
        key = next(person.key for person in session.console().people if person.name == "Aisha Khan")
        session.do("maya", lambda plc: plc.console.turn(session.id, key))
        await wait_for(pilot, "It is your turn.")
        await press(pilot, "ctrl+f", "down", "enter")
        await wait_for(pilot, "You passed.")
    assert session.seat("aisha").room.turn not in ("Aisha Khan", before)


async def test_dots_are_given_by_keys_and_seen_by_nobody(meeting: Begin) -> None:
    session = meeting("retrospective")
    written = session.forward_to(lambda step: bool(step.gathers))
    for handle, thought in (("ben", "Less paper"), ("sam", "More time")):
        session.do(handle, lambda plc, said=thought: plc.seat.say(session.id, said))
    if written.hidden:
        session.do("maya", lambda plc: plc.console.reveal(session.id, written.id))
    session.forward_to(lambda step: step.dots > 0)
    async with session.shown("aisha") as pilot:
        assert "You have 3 dots left of 3" in words(pilot.app)
        await press(pilot, "v", "space", "space", "space", "space", "ctrl+s")
        await wait_for(pilot, "Your dots count.")
        assert "You have 0 dots left of 3" in words(pilot.app)
    assert session.console().votes == 1
    assert session.seat("sam").room.ballots == ()


async def test_whoever_is_at_a_seat_counts_as_present_until_her_program_ends(meeting: Begin) -> None:
    session = meeting()
    async with session.shown("aisha") as pilot:
        assert pilot.app.is_running
        with session.riverside.at("maya", days=30 / 86400) as later:
            assert later.console.look(session.id).room.present >= 4
    limit = time.monotonic() + PATIENCE
    while any(person.present for person in session.console().people if person.name == "Aisha Khan"):
        assert time.monotonic() < limit, "her program ended, and she still counts as present"
        await asyncio.sleep(0.02)


async def test_when_the_session_is_over_a_seat_shows_calmly_what_remains(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    session.do("aisha", lambda plc: plc.seat.commit(session.id, "Try it in 7A"))
    async with session.shown("aisha") as pilot:
        await write(pilot, "How")
        session.do("maya", lambda plc: plc.sessions.close(session.id))
        await wait_for(pilot, "The session is over.")
        assert area(pilot).text == "How"
        await press(pilot, "f6")
        await wait_for(pilot, "This session is over.", "What you said you will do", "Try it in 7A")


async def test_the_first_step_shows_what_was_said_last_time_and_her_own_can_be_taken_up(meeting: Begin) -> None:
    before = meeting()
    before.forward(FACTS)
    before.do("aisha", lambda plc: plc.seat.commit(before.id, "Try it in 7A"))
    before.do("maya", lambda plc: plc.seat.commit(before.id, "Bring three slips"))
    before.do("maya", lambda plc: plc.sessions.close(before.id))
    session = meeting()
    session.forward()
    async with session.shown("aisha") as pilot:
        await wait_for(pilot, "What we said last time", "Maya Okafor: Bring three slips", "Try it in 7A")
        await press(pilot, "tab", "u")
        await wait_for(pilot, "Not taken up yet")
        await press(pilot, "escape")
        session.forward()
        await wait_for(pilot, "Welcome")
        assert "Bring three slips" not in text(pilot.app)


async def test_who_comes_back_to_a_seat_finds_what_she_began(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How long did")
        await press(pilot, "escape")
        await pilot.app.push_screen(SeatScreen(session.id))
        await until(pilot, lambda: area(pilot).text == "How long did")
        await press(pilot, "escape")


async def test_who_was_noted_as_gone_keeps_her_words_and_comes_in_again_by_the_key_to_the_group(
    meeting: Begin,
) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("aisha") as pilot:
        await write(pilot, "How long did")
        session.do("maya", lambda plc: plc.console.gone(session.id, session.seat("aisha").key))
        await wait_for(pilot, "You have left this session. F6 takes you in again")
        await press(pilot, "ctrl+s")
        assert area(pilot).text == "How long did"
        await press(pilot, "f6")
        assert "You are in the session again." in words(pilot.app)
        await press(pilot, "ctrl+s")
        assert [each.text for each in session.seat("aisha").mine] == ["How long did"]


# The console


async def test_the_console_says_what_follows_and_one_key_goes_there(meeting: Begin) -> None:
    session = meeting()
    async with session.shown("maya", ConsoleScreen) as pilot:
        assert "n goes on to Welcome" in words(pilot.app)
        await press(pilot, "n")
        assert "n goes on to The work and its question" in words(pilot.app)
        assert session.at() == "Welcome"


async def _nothing() -> None:
    """Look at nothing."""


async def test_whoever_is_handed_the_console_is_told_so_at_her_seat(meeting: Begin) -> None:
    session = meeting()
    session.forward()
    key = next(person.key for person in session.console().people if person.name == "Ben Ito")
    async with session.shown("ben") as ben:
        assert "You have the console" not in words(ben.app)
        session.do("maya", lambda plc: plc.console.hand_over(session.id, key))
        await wait_for(ben, "You have the console: F2, The console.")


async def test_two_who_press_next_at_once_make_one_step(meeting: Begin) -> None:
    session = meeting()
    session.forward()
    key = next(person.key for person in session.console().people if person.name == "Ben Ito")
    session.do("maya", lambda plc: plc.console.hand_over(session.id, key))
    async with session.shown("maya", ConsoleScreen) as maya, session.shown("ben", ConsoleScreen) as ben:
        ben.app._look_for_changes = _nothing  # type: ignore[attr-defined]  # he has not seen it yet
        await press(maya, "n")
        await press(ben, "n")
        assert session.at() == "The work and its question"


async def test_who_presses_next_just_after_somebody_else_is_told_so_and_makes_no_second_step(
    meeting: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_steps, "JUST", 600.0)
    session = meeting()
    session.forward()
    async with session.shown("maya", ConsoleScreen) as pilot:
        session.forward()
        await wait_for(pilot, "n goes on to Questions of fact")
        await press(pilot, "n")
        await wait_for(pilot, "Somebody has just gone on to The work and its question.")
        await press(pilot, "n")
        assert session.at() == "Questions of fact"


async def test_minutes_pause_and_back_are_keys(meeting: Begin) -> None:
    session = meeting()
    session.forward(2)
    async with session.shown("maya", ConsoleScreen) as pilot:
        planned = session.console().room.current
        assert planned is not None
        await press(pilot, "m", "m", "l", "p")
        now = session.console().room.current
        assert now is not None
        assert (now.extra, now.since) == (60, None)
        assert "paused" in text(pilot.app)
        await press(pilot, "b")
        assert session.at() == "Welcome"


async def test_what_was_written_is_revealed_marked_and_grouped_by_keyboard(meeting: Begin) -> None:
    session = meeting()
    session.forward(READ)
    for handle, thought in (("aisha", "Three boxes"), ("sam", "No names")):
        session.do(handle, lambda plc, said=thought: plc.seat.say(session.id, said))
    async with session.shown("maya", ConsoleScreen) as pilot:
        assert "2 written, not revealed" in text(pilot.app)
        assert "Three boxes" not in text(pilot.app)
        await press(pilot, "r", "y", "tab", "tab")
        await wait_for(pilot, "Three boxes", "No names")
        await press(pilot, "space", "space", "g")
        await write(pilot, "What is there")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "Grouped: What is there")
    assert [group.name for group in session.seat("sam").room.groups] == ["What is there"]
    assert len({each.cluster for each in session.seat("sam").room.contributions}) == 1


async def test_who_has_not_been_heard_is_an_invitation_for_her_alone(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    session.do("aisha", lambda plc: plc.seat.say(session.id, "How long?"))
    async with session.shown("maya", ConsoleScreen, (120, 40)) as pilot:
        assert "You could invite Ben Ito and Sam Reyes: not heard from yet." in words(pilot.app)


async def test_a_step_can_be_put_in_left_out_and_gone_to(meeting: Begin) -> None:
    session = meeting()
    session.forward()
    async with session.shown("maya", ConsoleScreen) as pilot:
        await press(pilot, "i")
        await write(pilot, "fist")
        await press(pilot, "enter", "ctrl+s")
        await wait_for(pilot, "It is in the agenda: Fist to five")
        await press(pilot, "down", "enter")
        await wait_for(pilot, "Go there now")
        await press(pilot, "enter")
        await wait_for(pilot, "0 of 4 have voted")
    assert session.at() == "Fist to five"


async def test_somebody_from_paper_is_added_and_typed_for(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("maya", ConsoleScreen) as pilot:
        await press(pilot, "a")
        await write(pilot, "Nadia")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "Nadia is here, from paper.")
        await press(pilot, "w")
        await write(pilot, "Who read it?")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "Written for Nadia")
    assert [(each.by, each.text) for each in session.seat("sam").room.contributions] == [
        ("Nadia (from paper)", "Who read it?")
    ]


async def test_the_end_is_asked_about_and_leads_to_the_summary(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    async with session.shown("maya", ConsoleScreen) as pilot:
        await press(pilot, "x")
        await wait_for(pilot, "End this session?")
        await press(pilot, "y")
        await wait_for(pilot, "Questions of fact", "How the time went")
    assert session.console().room.state == "closed"


async def test_a_seat_may_take_the_console_when_nobody_facilitates(meeting: Begin) -> None:
    session = meeting()
    session.forward(FACTS)
    session.do("maya", lambda plc: plc.seat.leave(session.id))
    async with session.shown("aisha") as pilot:
        assert "Nobody facilitates just now." in words(pilot.app)
        pilot.app.screen.carry_out("take_console")  # type: ignore[attr-defined]  # from the menu
        await wait_for(pilot, "n goes on to Look at the work")
