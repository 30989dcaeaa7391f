"""Two windows at one text, and words whose thing is gone: whatever happens around them, no sentence goes."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from community import Riverside, press, settled, text, until, wait_gone, words, write
from plc_tui.domain.audience import ONLY_ME, with_people
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.ui.keeping import BESIDE, DraftKeeper
from plc_tui.ui.screens.goal_editor import GoalEditor
from plc_tui.ui.screens.review import ReviewScreen
from plc_tui.ui.screens.write_review import WriteReviewScreen
from plc_tui.ui.widgets.paged_list import PagedList


class Window:
    """One place being written in, kept by the real keeper in the real file."""

    def __init__(self, plc: Plc, place: str = "note:new") -> None:
        self.plc, self.place, self.body, self.said = plc, place, "", ""
        self.keeper = DraftKeeper(
            ask=self._ask,
            submit=lambda work: None,
            later=lambda seconds, act: None,
            rescue_folder=None,
            now=lambda: datetime.now(UTC),
        )
        draft = plc.drafts.find(place)
        self.body = draft.fields["body"] if draft else ""
        self.open()

    def open(self) -> None:
        self.keeper.watch(self.place, lambda: {"body": self.body}, self._told)

    async def _ask(self, work):  # type: ignore[no-untyped-def]
        return work(self.plc)

    def _told(self, state: str, trouble: str) -> None:
        self.said = trouble

    async def writes(self, words: str) -> None:
        self.body += words
        await self.keeper.flush()


@contextmanager
def two_windows(riverside: Riverside) -> Iterator[tuple[Window, Window]]:
    with riverside.at("maya") as one, riverside.at("maya") as other:
        yield Window(one), Window(other)


def kept(riverside: Riverside) -> dict[str, str]:
    drafts = riverside.do("maya", lambda plc: plc.drafts.list())
    return {draft.place: draft.fields["body"] for draft in drafts}


async def test_two_windows_at_one_place_keep_two_drafts_however_long_they_write(riverside: Riverside) -> None:
    with two_windows(riverside) as (one, other):
        for n in range(3):
            await one.writes(f"One {n}. ")
            await other.writes(f"Other {n}. ")
    assert kept(riverside) == {"note:new": "One 0. One 1. One 2. ", "note:new~2": "Other 0. Other 1. Other 2. "}


async def test_the_second_window_is_told_once_that_there_is_another(riverside: Riverside) -> None:
    with two_windows(riverside) as (one, other):
        await one.writes("One. ")
        await other.writes("Other. ")
        assert (one.said, other.said) == ("", BESIDE)
        await other.writes("More. ")
        assert other.said == ""


@pytest.mark.parametrize("first", [0, 1])
async def test_saving_in_one_window_leaves_the_draft_of_the_other(riverside: Riverside, first: int) -> None:
    with two_windows(riverside) as both:
        for number, window in enumerate(both):
            await window.writes(f"Window {number}.")
        await both[first].keeper.drop("note:new")
    assert list(kept(riverside).values()) == [f"Window {1 - first}."]


async def test_saving_without_a_key_since_leaves_what_the_other_window_wrote_after_it_opened(
    riverside: Riverside,
) -> None:
    with two_windows(riverside) as (one, other):
        await one.writes("One.")
        await other.keeper.release("note:new")
        await other.keeper.drop("note:new")
    assert kept(riverside) == {"note:new": "One."}


@pytest.mark.parametrize("turns", [0, 1, 2, 5])
async def test_a_draft_that_comes_due_while_the_text_is_saved_for_good_goes_with_it(
    riverside: Riverside, turns: int
) -> None:
    """Whichever of the two reaches the store's thread first, which is busy with saving the text."""
    store = asyncio.Lock()
    with riverside.at("maya") as plc:
        window = Window(plc)

        async def in_turn(work):  # type: ignore[no-untyped-def]
            async with store:
                return work(plc)

        window.keeper._ask = in_turn
        async with store:
            window.body = "One."
            due = asyncio.create_task(window.keeper.flush())
            for _ in range(turns):
                await asyncio.sleep(0)
            saved = asyncio.create_task(window.keeper.drop("note:new"))
            for _ in range(5):
                await asyncio.sleep(0)
        await asyncio.gather(due, saved)
    assert kept(riverside) == {}


async def test_going_on_from_a_draft_takes_it_over_and_the_window_it_came_from_keeps_its_own(
    riverside: Riverside,
) -> None:
    with riverside.at("maya") as plc:
        one = Window(plc)
        await one.writes("Begun. ")
        other = Window(plc)
        await other.writes("And on. ")
        await one.writes("Elsewhere. ")
    assert kept(riverside) == {"note:new": "Begun. And on. ", "note:new~2": "Begun. Elsewhere. "}


async def test_a_form_that_comes_back_with_her_words_keeps_them_where_they_were(riverside: Riverside) -> None:
    with two_windows(riverside) as (one, other):
        await one.writes("One. ")
        await other.writes("Other. ")
        await other.keeper.release("note:new")
        other.open()  # it was refused, and is shown again with the same words
        await other.writes("Better. ")
    assert kept(riverside) == {"note:new": "One. ", "note:new~2": "Other. Better. "}


def test_a_draft_beside_another_changes_places_with_it(riverside: Riverside) -> None:
    with riverside.at("maya") as plc:
        plc.drafts.keep("note:new", {"body": "One."})
        plc.drafts.keep("note:new~2", {"body": "Other."})
        assert plc.drafts.take_up("note:new~2") == "note:new"
        assert kept(riverside) == {"note:new": "Other.", "note:new~2": "One."}
        plc.drafts.drop("note:new")
        assert plc.drafts.take_up("note:new~2") == "note:new"
        assert kept(riverside) == {"note:new": "One."}


async def test_each_draft_is_on_the_shelf_and_opens_where_it_was_begun(riverside: Riverside) -> None:
    with riverside.at("maya") as plc:
        plc.drafts.keep("note:new~2", {"body": "Written in the other window."})
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "A new note, from another window" in words(app)
        await press(pilot, "enter")
        assert "Written in the other window." in text(app)
        await write(pilot, " More")
        await press(pilot, "escape")
    assert kept(riverside) == {"note:new": "Written in the other window. More"}


@pytest.mark.parametrize("what", ["response", "note", "review"])
async def test_words_whose_thing_is_gone_become_a_note_of_her_own(riverside: Riverside, what: str) -> None:
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        note = (ben if what == "note" else maya).notes.add(NewNote("I waited.", "Wait time")).id
        if what == "response":
            maya.notes.share(note, with_people("ben"))
            place, fields = f"response:{note}:wonder", {"text": "Who speaks first?"}
            maya.notes.share(note, ONLY_ME)
        elif what == "note":
            place, fields = f"note:{note}", {"title": "Wait time", "body": "Who speaks first?", "version": "1"}
            ben.bin.put(note)
        else:
            request = maya.reviews.ask(NewRequest(note, "Do I wait too long?", with_people("ben"))).id
            place, fields = f"review:{request}", {"warm": "Who speaks first?", "cool": "Count aloud."}
            maya.reviews.withdraw(request)
        ben.drafts.keep(place, fields)
        ben.drafts.keep("note:new", {"title": "", "body": "Another begun."})
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one(PagedList).go_to(f"draft/{place}")
        await press(pilot, "enter")
        assert "is not here any more" in words(app)
        await press(pilot, "left", "enter")
        assert "Who speaks first?" in text(app)
        assert what != "review" or "Count aloud." in text(app)
        await press(pilot, "ctrl+s")
    assert "Who speaks first?" in riverside.do("ben", lambda plc: plc.notes.list().items[0]).body
    drafts = riverside.do("ben", lambda plc: plc.drafts.list())
    assert [(draft.place, draft.fields["body"]) for draft in drafts] == [("note:new~2", "Another begun.")]


async def test_words_whose_thing_is_gone_wait_until_she_says_so(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.drafts.keep("response:n2222:wonder", {"text": "Who speaks first?"})
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "escape")
        assert "Your words wait among your drafts." in words(app)
    drafts = riverside.do("ben", lambda plc: plc.drafts.list())
    assert [(draft.place, dict(draft.fields)) for draft in drafts] == [
        ("response:n2222:wonder", {"text": "Who speaks first?"})
    ]


@contextmanager
def others_saving(riverside: Riverside) -> Iterator[None]:
    """Somebody else holds the write lock for as long as this lasts."""
    with (riverside.path.parent / "riverside.db.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


async def test_what_is_typed_while_a_goal_waits_to_be_saved_stays_a_draft(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(GoalEditor())
        await settled(pilot)
        await write(pilot, "Do I wait")
        with others_saving(riverside):
            await pilot.press("ctrl+s")
            await pilot.press(*"xyz")
        await settled(pilot)
    assert [goal.wording.question for goal in riverside.do("maya", lambda plc: plc.goals.list().items)] == ["Do I wait"]
    drafts = riverside.do("maya", lambda plc: plc.drafts.list())
    assert [draft.fields["question"] for draft in drafts] == ["Do I waitxyz"]


async def test_what_is_typed_while_a_review_waits_to_be_kept_is_a_draft_at_once(riverside: Riverside) -> None:
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        note = maya.notes.add(NewNote("I waited.", "Wait time")).id
        request = maya.reviews.ask(NewRequest(note, "Do I wait too long?", with_people("ben"))).id
        taken = ben.reviews.take(request)
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(WriteReviewScreen(taken, {}))
        await settled(pilot)
        await write(pilot, "Calm")
        with others_saving(riverside):
            await pilot.press("ctrl+s")
            await pilot.press(*"xyz")
        await settled(pilot)

        def kept_as() -> str | None:
            draft = riverside.do("ben", lambda plc: plc.drafts.find(f"review:{request}"))
            return draft and draft.fields["warm"]

        await until(pilot, lambda: kept_as() == "Calmxyz", "the draft")
    kept = riverside.do("ben", lambda plc: plc.reviews.show(request)).reviews[0].points
    assert [point.text for point in kept] == ["Calm"]


@pytest.mark.parametrize("writing", [False, True])
async def test_a_request_that_is_taken_back_leaves_an_open_screen_and_her_own_words_stay(
    riverside: Riverside, writing: bool
) -> None:
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        note = maya.notes.add(NewNote("I counted to five.", "Wait time")).id
        request = maya.reviews.ask(NewRequest(note, "Do I wait too long?", with_people("ben"))).id
        taken = ben.reviews.take(request)
        app = riverside.app("ben")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            app.push_screen(WriteReviewScreen(taken, {"warm": "Calm."}) if writing else ReviewScreen(taken))
            await settled(pilot)
            for shown in ("I counted to five.", "Do I wait too long?"):
                assert shown in words(app)
            maya.reviews.withdraw(request)
            await wait_gone(pilot, "I counted to five.", "Do I wait too long?")
            assert not writing or "Calm." in words(app)
