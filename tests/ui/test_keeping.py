"""The draft keeper, with a clock and timers in the test's hand."""

from __future__ import annotations

import asyncio
import concurrent.futures
import stat
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plc_tui.rescue import CannotRescue
from plc_tui.ui import keeping
from plc_tui.ui.keeping import COULD_NOT, DELAY, NOT_SAVED, DraftKeeper, as_markdown
from small_places import Shelf

NOON = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


class Desk:
    """A writer's desk: her fields, what the screen was told, the timers that wait."""

    def __init__(self, rescue_folder: Path, trouble: str = "") -> None:
        self.shelf = Shelf(trouble=trouble)
        self.fields = {"title": "", "body": ""}
        self.told: list[tuple[str, str]] = []
        self.timers: list[tuple[float, Callable[[], Coroutine[object, object, None]]]] = []
        self.store = concurrent.futures.ThreadPoolExecutor(1)
        self.keeper = DraftKeeper(
            ask=self.ask,
            submit=lambda work: self.store.submit(work, self.shelf),  # type: ignore[arg-type]
            later=lambda seconds, act: self.timers.append((seconds, act)),
            rescue_folder=rescue_folder,
            now=lambda: NOON,
        )
        self.keeper.watch("note:new", lambda: self.fields, lambda state, trouble: self.told.append((state, trouble)))

    async def ask(self, work: Callable[[Any], object]) -> object:
        return work(self.shelf)

    def write(self, **fields: str) -> None:
        self.fields.update(fields)
        self.keeper.touched("note:new")

    async def time_passes(self) -> None:
        timers, self.timers = self.timers, []
        for _, act in timers:
            await act()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "rescued")


async def test_a_text_is_kept_within_two_seconds_of_the_first_unsaved_key(desk: Desk) -> None:
    desk.write(body="I")
    desk.write(body="I tried")
    assert [seconds for seconds, _ in desk.timers] == [DELAY]
    assert DELAY < 2
    desk.write(body="I tried waiting.")
    await desk.time_passes()
    assert desk.shelf.kept == {"note:new": {"title": "", "body": "I tried waiting."}}
    assert desk.told == [(NOT_SAVED, ""), ("Saved 14:02", "")]


async def test_what_the_screen_put_in_the_fields_itself_is_not_a_draft(desk: Desk) -> None:
    desk.keeper.touched("note:new")
    assert desk.timers == []
    await desk.keeper.flush()
    assert desk.shelf.kept == {}


async def test_words_written_during_a_save_are_saved_next(desk: Desk) -> None:
    desk.write(body="one")
    slow = desk.ask

    async def ask(work: Callable[[Any], object]) -> object:
        result = await slow(work)
        desk.fields["body"] = "one two"
        return result

    desk.keeper._ask = ask
    await desk.time_passes()
    assert len(desk.timers) == 1
    await desk.time_passes()
    assert desk.shelf.kept["note:new"]["body"] == "one two"


async def test_going_back_keeps_the_draft_and_forgets_the_screen(desk: Desk) -> None:
    desk.write(body="half a thought")
    await desk.keeper.release("note:new")
    assert desk.shelf.kept["note:new"]["body"] == "half a thought"
    desk.write(body="nobody looks any more")
    assert desk.shelf.kept["note:new"]["body"] == "half a thought"


async def test_a_draft_goes_when_the_text_was_saved_for_good(desk: Desk) -> None:
    desk.write(body="done")
    await desk.time_passes()
    await desk.keeper.drop("note:new")
    assert desk.shelf.kept == {}


async def test_a_timer_that_comes_late_brings_no_draft_back(desk: Desk) -> None:
    desk.write(body="done")
    await desk.keeper.drop("note:new")
    await desk.time_passes()
    assert desk.shelf.kept == {}


async def test_a_full_disk_costs_no_word_and_is_said_calmly(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    desk.write(body="A long afternoon's thought.")
    await desk.time_passes()
    state, trouble = desk.told[-1]
    [file] = (tmp_path / "rescued").iterdir()
    assert state == COULD_NOT
    assert trouble == f"The disk is full. Your text is safe in {file}"
    assert "A long afternoon's thought." in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert desk.keeper.rescued == [file]


async def test_going_back_says_where_the_words_are_and_tries_once_more(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    desk.write(body="I counted to seven.")
    await desk.time_passes()
    assert (await desk.keeper.release("note:new")).startswith("The disk is full. Your text is safe in")
    desk.keeper.watch("note:new", lambda: desk.fields, lambda state, trouble: desk.told.append((state, trouble)))
    desk.write(body="I counted to eight.")
    await desk.time_passes()
    desk.shelf.trouble = ""
    assert await desk.keeper.release("note:new") == ""
    assert desk.shelf.kept["note:new"]["body"] == "I counted to eight."


async def test_one_rescue_file_a_text_always_the_newest(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    for words in ("one", "one two"):
        desk.write(body=words)
        await desk.time_passes()
    [file] = (tmp_path / "rescued").iterdir()
    assert "one two" in file.read_text()


async def test_when_nothing_takes_the_text_the_screen_says_so_and_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*given: object, **how: object) -> Path:
        raise CannotRescue("There is no folder left that takes your text; copy it from the screen.")

    monkeypatch.setattr(keeping, "rescue", nowhere)
    desk = Desk(tmp_path, trouble="full")
    desk.write(body="words")
    await desk.time_passes()
    assert desk.told[-1] == (
        COULD_NOT,
        "The disk is full. There is no folder left that takes your text; copy it from the screen.",
    )
    assert len(desk.timers) == 1
    desk.shelf.trouble = ""
    await desk.time_passes()
    assert desk.shelf.kept["note:new"]["body"] == "words"
    assert desk.told[-1] == ("Saved 14:02", "")


def test_a_signal_keeps_everything_without_waiting_for_a_timer(desk: Desk) -> None:
    desk.fields["body"] = "no key was seen for this"
    desk.keeper.flush_now()
    assert desk.shelf.kept["note:new"]["body"] == "no key was seen for this"


def test_a_busy_file_costs_two_seconds_and_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PATIENCE", 0.2)
    desk = Desk(tmp_path / "rescued")
    desk.store.submit(time.sleep, 1)
    desk.fields["body"] = "still here"
    begun = time.monotonic()
    desk.keeper.flush_now()
    assert time.monotonic() - begun < 0.8
    [file] = (tmp_path / "rescued").iterdir()
    assert "still here" in file.read_text()


def test_widgets_that_are_gone_do_not_take_the_text_with_them(desk: Desk) -> None:
    desk.write(body="kept from the last look")

    def gone() -> dict[str, str]:
        raise LookupError("no such widget")

    desk.keeper._places["note:new"].fields = gone
    desk.keeper.flush_now()
    assert desk.shelf.kept["note:new"]["body"] == "kept from the last look"


def test_a_rescued_text_can_be_read_without_the_program() -> None:
    assert as_markdown({"title": "Wait time", "goal": "", "body": "Five seconds."}, NOON) == (
        "# Kept by plc on 2026-11-22 at 14:02\n\n## title\n\nWait time\n\n## body\n\nFive seconds.\n"
    )


async def test_a_stuck_file_keeps_nobody_on_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PATIENCE", 0.1)
    desk = Desk(tmp_path / "rescued")

    async def never(work: Callable[[Any], object]) -> object:
        await asyncio.sleep(60)
        return None

    desk.keeper._ask = never
    desk.write(body="I want to go back")
    await desk.keeper.release("note:new")
    [file] = (tmp_path / "rescued").iterdir()
    assert "I want to go back" in file.read_text()


# Words of a locked note


def sealing(desk: Desk, key: list[str]) -> None:
    """Let the desk seal what it rescues, as long as there is a key."""
    desk.keeper._seal = lambda place, fields: f"{key[0]} {len(fields['body'])}" if key else None


async def test_words_of_a_locked_note_are_rescued_sealed_and_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    sealing(desk, ["sealed"])
    desk.write(body="zebrafinch", locked="yes")
    await desk.time_passes()
    (file,) = (tmp_path / "rescued").iterdir()
    assert file.read_text() == "sealed 10"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert desk.told[-1] == (COULD_NOT, f"The disk is full. {keeping.LOCKED_IN_FILE}")
    assert len(desk.timers) == 1, "it tries again without a key pressed"
    assert await desk.keeper.keep_locked(), "she may leave: nothing of it is on the screen alone"
    desk.shelf.trouble = ""
    await desk.time_passes()
    assert desk.shelf.kept["note:new"]["body"] == "zebrafinch"
    assert not file.exists(), "it would come back as a second draft"
    assert desk.keeper.rescued == []


async def test_without_a_key_words_of_a_locked_note_are_written_nowhere_and_the_screen_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    sealing(desk, [])
    desk.write(body="zebrafinch", locked="yes")
    await desk.time_passes()
    desk.keeper.flush_now()
    assert not (tmp_path / "rescued").exists()
    assert desk.told[-1] == (COULD_NOT, f"The disk is full. {keeping.LOCKED_ON_SCREEN}")
    assert not await desk.keeper.keep_locked()


async def test_a_note_locked_in_another_window_is_rescued_in_no_file_in_the_open(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="shut")
    desk.write(body="zebrafinch")
    await desk.time_passes()
    desk.keeper.flush_now()
    assert not (tmp_path / "rescued").exists()


async def test_at_a_forced_end_words_of_a_locked_note_go_sealed_into_the_rescue_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "rescued", trouble="full")
    sealing(desk, ["sealed"])
    desk.write(body="zebrafinch", locked="yes")
    desk.keeper.flush_now()
    assert [file.read_text() for file in (tmp_path / "rescued").iterdir()] == ["sealed 10"]
