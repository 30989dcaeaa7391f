"""The room hangs on a wall: whatever happens in a session, nothing private is ever drawn there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from textual.content import Content

from community import Riverside, press, settled, text, words
from domain.sessions.made_up import KEYS, NOW, held, person, session, step
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.showing import room
from plc_tui.domain.sessions.values import Cluster, Contribution, FacilitatedSession, Tally, Words
from plc_tui.domain.sessions.views import Promise
from plc_tui.services.opening import open_plc
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.room import RoomScreen
from plc_tui.ui.widgets.big_clock import ROWS, big, digits
from plc_tui.ui.widgets.masthead import Who


@asynccontextmanager
async def a_room(riverside: Riverside, size: tuple[int, int] = (100, 60)) -> AsyncIterator[RoomScreen]:
    """The room of an open session, on the screen of maya, who facilitates it; its clock stands still."""
    planned = riverside.do("maya", lambda plc: plc.sessions.plan(NewSession("tuning", circle="maths")))
    riverside.do("maya", lambda plc: plc.sessions.open(planned.id))
    app = PlcApp(lambda: open_plc(riverside.path, as_handle="maya"), now=lambda: NOW)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = RoomScreen(planned.id)
        await app.push_screen(shown)
        await settled(pilot)
        app.pilot = pilot  # type: ignore[attr-defined]  # for the tests below
        yield shown


async def drawn(shown: RoomScreen, made: FacilitatedSession, written: Words, owed: tuple[Promise, ...] = ()) -> str:
    """What is on the screen when it shows this session."""
    shown.take(room(made, written, NOW, owed))
    await settled(shown.app.pilot)  # type: ignore[attr-defined]
    return text(shown.app)


def made_up(count: int) -> list[tuple[FacilitatedSession, Words]]:
    found: list[tuple[FacilitatedSession, Words]] = []

    @settings(max_examples=count, deadline=None, database=None)
    @given(held())
    def collect(both: tuple[FacilitatedSession, Words]) -> None:
        found.append(both)

    collect()
    return found


def other_signs(made: FacilitatedSession) -> FacilitatedSession:
    """The same with everyone doing otherwise, in what is between her and whoever facilitates."""
    changed = tuple(
        replace(each, ready=made.current, more="e0", hand=NOW - timedelta(seconds=n), heard=n)
        for n, each in enumerate(made.people)
    )
    return replace(made, people=changed)


async def test_whatever_the_session_nothing_hidden_no_mask_no_vote_and_no_sign_is_drawn(riverside: Riverside) -> None:
    async with a_room(riverside) as shown:
        for made, written in made_up(15):
            seen = await drawn(shown, made, written)
            opened = {each.id for each in made.steps if each.open_to_all}
            for each in written.contributions:
                if each.kind != "parked" and each.step not in opened:
                    assert each.text not in seen.split(), "not revealed"
            named = {each.id for each in made.steps if each.naming == "named"} & opened
            called = {each.key: each.called() for each in made.people}
            known = room(made, replace(written, contributions=()), NOW)
            public = {*known.facilitators, known.presenter, known.turn, *known.order}
            public |= {each.owner for each in known.promises}
            public |= {called[each.author] for each in written.contributions if each.step in named}
            for name in set(called.values()) - public:
                assert name not in seen, "a name that nobody was shown"
            without = replace(written, votes=())
            assert await drawn(shown, other_signs(made), without) == seen, "a vote or a sign shows"


async def test_what_is_said_to_its_owner_is_not_drawn_and_no_key_but_back_leads_to_her_own_places(
    riverside: Riverside,
) -> None:
    async with a_room(riverside) as shown:
        before = text(shown.app)
        shown.say("Saved 14:02")
        shown.say(Content("Ben saved too"))
        shown.wrote("The draft is gone")
        shown.show_state("Draft kept 14:02")
        shown.show_waiting(True)
        shown.show_who(Who("Riverside PLC", "Maya Okafor"))
        await settled(shown.app.pilot)  # type: ignore[attr-defined]
        assert text(shown.app) == before
        assert "Riverside" not in before
        await press(shown.app.pilot, "1", "3", "6", "slash", "f2", "f9", "ctrl+p")  # type: ignore[attr-defined]
        assert text(shown.app) == before
        await press(shown.app.pilot, "escape")  # type: ignore[attr-defined]
        assert "Riverside PLC" in text(shown.app)


def feedback() -> tuple[FacilitatedSession, Words]:
    """Two steps: what was written in the first is grouped, and voted about in the second."""
    first = step(0, state="done", ran=300.0)
    second = step(1, state="now", since=NOW, dots=3, shown=1, gathers=(), speaker="each", prompt="What now?")
    people = tuple(person(number, console=number == 0) for number in range(4))
    made = session((first, second), people, turn=KEYS[1])
    wrote = tuple(
        Contribution(f"x{n}", "e0", KEYS[n], kind, f"words{n}", NOW, cluster)
        for n, (kind, cluster) in enumerate((("warm", "t0"), ("note", "t0"), ("note", "")))
    )
    return made, Words(wrote, (Cluster("t0", "e0", "Waiting"),), (), (Tally("e1", 1, "t0", 5), Tally("e1", 1, "x2", 1)))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=str)
async def test_step_time_prompt_turns_and_code_are_in_sight_at_every_size(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    async with a_room(riverside, size) as shown:
        seen = await drawn(shown, *feedback())
        assert "Step 2 of 2" in seen
        assert "k 7 m p" in seen
        assert "What now?" in seen
        assert "Name1 has the turn. Next: Name2" in words(shown.app)
        assert seen.count("█") > 60, "the digits are large"
        assert "F1 Help" in seen
        assert "Esc Back" in seen


async def test_groups_ballots_overtime_pause_and_waiting_are_told_in_words(riverside: Riverside) -> None:
    async with a_room(riverside) as shown:
        lines = (await drawn(shown, *feedback())).splitlines()
        at = next(number for number, line in enumerate(lines) if line.strip().startswith("Waiting  2"))
        assert "warm: words0  Name0" in lines[at + 1]
        assert "words1" in lines[at + 2]
        assert any("5 dots" in line and "Waiting" in line and "█" in line for line in lines)
        assert any("1 dot " in line and "words2" in line for line in lines)
        made, written = feedback()
        late = made.with_step(replace(made.steps[1], since=NOW - timedelta(seconds=437)))
        assert "One minute over" in await drawn(shown, late, written)
        stands = made.with_step(replace(made.steps[1], since=None, ran=30.0))
        assert "Paused" in await drawn(shown, stands, written)
        owed = (Promise("j1", "f0", "Name1", "count to seven", "", "offered"),)
        looks_back = session((step(0, state="now", since=NOW),))
        assert "Name1: count to seven" in await drawn(shown, looks_back, Words(), owed)
        waits = session((step(0),), (person(0, console=True), person(1)))
        seen = await drawn(shown, waits, Words())
        assert "Waiting for Name0 to begin." in seen
        assert "2 people are here." in seen


def test_digits_count_down_to_nothing_and_then_up() -> None:
    assert [digits(left) for left in (252, 251.2, 0.4, 0, -0.9, -1, -97.5, 6000)] == [
        "4:12",
        "4:12",
        "0:01",
        "0:00",
        "0:00",
        "+0:01",
        "+1:37",
        "1:40:00",
    ]


def test_digits_are_as_large_as_their_place() -> None:
    assert len(big("4:12", 78, 5)) == ROWS
    assert len(big("4:12", 110, 10)) == 2 * ROWS
    assert big("4:12", 10, 3) == []
    assert all(len(row) <= 58 for row in big("+1:45:00", 58, 5))
