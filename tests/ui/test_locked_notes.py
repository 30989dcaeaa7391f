"""Locked notes on the screen: the first lock, the passphrase, and what is left to see once they are shut."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from community import Riverside, lines, press, settled, text, words, write
from plc_tui.domain.audience import with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.rescue import for_server, rescue
from plc_tui.services.opening import open_plc
from plc_tui.ui.app import PlcApp
from plc_tui.ui.dialogs.recovery_code import RecoveryCode
from plc_tui.ui.dialogs.secret import Secret
from plc_tui.ui.dialogs.statement import Statement
from plc_tui.ui.screens.note import NoteScreen
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.screens.notes import NotesScreen

PASSPHRASE = "seven otters in a kettle"
SECRET = ("zebrafinch", "marmaladejar", "hollyhocktag", "xylophonist")


class Clock:
    """The services' clock, in the test's hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def with_locked(riverside: Riverside) -> str:
    """Give Maya a plain note, and above it a locked one on a goal; return the locked one's name."""
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do they ask?")))
        maya.notes.add(NewNote("Nothing to hide.", "A plain note"))
        note = maya.notes.add(NewNote("The zebrafinch sang. #hollyhocktag", "A marmaladejar", goal=goal.id))
        maya.notes.edit(note.id, body="The zebrafinch sang twice. #hollyhocktag")
        maya.locks.begin(PASSPHRASE)
        maya.locks.lock(note.id)
        return note.id


def app_of(riverside: Riverside, clock: Clock | None = None, **settings: Any) -> PlcApp:
    app = riverside.app("maya", **settings)
    if clock is not None:
        app._opening = lambda: open_plc(riverside.path, as_handle="maya", clock=clock)
    return app


async def give_passphrase(pilot: Pilot[Any], passphrase: str = PASSPHRASE) -> None:
    await write(pilot, passphrase)
    await press(pilot, "enter")


async def until(pilot: Pilot[Any], true: Any) -> None:
    for _ in range(400):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError(text(pilot.app))  # type: ignore[arg-type]


def nothing_shows(app: PlcApp) -> bool:
    """Whether no word of the locked note is on the screen, or in a field of any screen of any place."""
    shown = text(app)
    fields = [field.value for screen in app.frames() for field in screen.query(Input)]
    fields += [screen.area.text for screen in app.frames() if isinstance(screen, NoteEditor)]
    return not any(word in part for word in SECRET for part in (shown, *fields))


def raw(folder: Path) -> bytes:
    """Return every byte of the community's files and what lies beside them."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# The first lock


async def test_the_first_lock_says_what_it_means_before_anything_then_asks_twice_and_shows_a_code(
    riverside: Riverside,
) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("The zebrafinch sang.", "A marmaladejar"))
        maya.notes.share(note.id, with_people("ben"))
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "x")
        assert isinstance(app.screen, Statement)
        said = words(app)
        assert "lost for ever. Nobody can bring them back: not the keeper, not root" in said
        assert "Backups made before still hold the plain text" in said
        assert "You and Ben Ito. From then on only you." in said
        await press(pilot, "enter")  # the safe answer has the focus
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "x", "tab", "enter")
        assert isinstance(app.screen, Secret)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await write(pilot, "seven otters")
        await press(pilot, "enter")
        assert "The two new ones are not the same." in words(app)
        assert PASSPHRASE not in text(app)
        await press(pilot, "tab")
        await give_passphrase(pilot)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        code = app.screen._code  # type: ignore[attr-defined]
        assert all(group in text(app) for group in code.split("-"))
        await write(pilot, "0000")
        await press(pilot, "enter")
        assert isinstance(app.screen, RecoveryCode)
        await write(pilot, code[-4:].lower())
        await press(pilot, "enter")
        await until(pilot, lambda: "Who can read it: ◙ Only you, locked with your passphrase" in text(app))
        assert "◙ A marmaladejar" in text(app)
        assert app.clipboard == ""
        assert app.title == "plc"
    assert code.encode() not in raw(riverside.path.parent)
    assert riverside.do("maya", lambda p: p.drafts.list()) == ()
    assert riverside.do("ben", lambda p: p.notes.list("shared").items) == ()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_every_line_of_the_statement_before_the_first_lock_can_be_read(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    riverside.do("maya", lambda p: p.notes.add(NewNote("The zebrafinch sang.", "A marmaladejar")))
    app = app_of(riverside)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "3", "x")
        seen = words(app).replace("┃ ", "")
        await press(pilot, "pagedown", "pagedown", "pagedown")
        seen += words(app).replace("┃ ", "")
        for sentence in ("What it does", "root could watch the running", "Choose a passphrase", "Esc Back"):
            assert sentence in seen
        assert "what colleagues wrote to you stays readable." in seen
        if size != (60, 20):
            assert "What it does" in text(app), "it fits without scrolling"


@pytest.mark.slow
async def test_the_code_can_be_left_unwritten_only_after_a_second_esc(riverside: Riverside) -> None:
    app = app_of(riverside)
    riverside.do("maya", lambda p: p.notes.add(NewNote("The zebrafinch sang.", "A marmaladejar")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "x", "tab", "enter")
        await give_passphrase(pilot)
        await give_passphrase(pilot)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        await press(pilot, "escape")
        assert isinstance(app.screen, RecoveryCode)
        assert "Esc once more goes on without the code." in words(app)


# Open and shut


async def test_a_shut_note_is_a_locked_note_and_enter_asks_for_the_passphrase(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        assert "◙ Locked note" in text(app)
        assert nothing_shows(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Secret)
        await give_passphrase(pilot, "seven otters in a teapot")
        await until(pilot, lambda: "That passphrase does not open your locked notes." in words(app))
        assert isinstance(app.screen, Secret)
        await give_passphrase(pilot)  # what was typed before is marked, so the first key begins anew
        await until(pilot, lambda: "The zebrafinch sang twice." in text(app))
        await press(pilot, "escape")
        assert "◙ A marmaladejar" in text(app)
        assert "locked · The zebrafinch" in text(app)


@pytest.mark.slow
async def test_going_back_from_the_passphrase_leads_back_to_the_list(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        assert nothing_shows(app)


async def test_a_passphrase_shows_dots_and_goes_to_no_clipboard(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter")
        await write(pilot, PASSPHRASE)
        assert PASSPHRASE not in text(app)
        await press(pilot, "f4")
        assert PASSPHRASE in text(app)
        app.screen.focused.action_select_all()  # type: ignore[union-attr]
        await press(pilot, "ctrl+c")
        await press(pilot, "ctrl+x")
        assert app.clipboard == ""
        assert PASSPHRASE in text(app)


async def test_the_menu_says_why_locked_notes_cannot_be_opened_or_shut(riverside: Riverside) -> None:
    app = app_of(riverside)
    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        await press(pilot, "f2", "end")
        assert "Not possible now: You have no locked notes yet." in text(app)
        await press(pilot, "escape")
        with_locked(riverside)
        await press(pilot, "f2", "end")
        assert "Not possible now: They are shut." in text(app)


# Shutting


async def opened(pilot: Pilot[Any]) -> None:
    """Open the locked note from the list."""
    await press(pilot, "3", "enter")
    await give_passphrase(pilot)
    await until(pilot, lambda: "The zebrafinch sang twice." in text(pilot.app))  # type: ignore[arg-type]


async def test_after_fifteen_quiet_minutes_every_page_with_locked_words_is_left_and_the_draft_is_kept_sealed(
    riverside: Riverside,
) -> None:
    note_id, clock = with_locked(riverside), Clock()
    app = app_of(riverside, clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "enter")
        await write(pilot, "A xylophonist came. ")
        await press(pilot, "f9", "slash")
        await write(pilot, "sang")
        await until(pilot, lambda: "◙ A marmaladejar" in text(app))
        await press(pilot, "f9", "2", "enter")
        assert "A marmaladejar" in text(app), "the goal's page names the note"
        clock.ahead = timedelta(minutes=14)
        app.locks.tick()
        await settled(pilot)
        assert app.locks.open
        clock.ahead = timedelta(minutes=15, seconds=30)
        app.locks.tick()
        await until(pilot, lambda: "Your locked notes shut themselves after 15 quiet minutes." in words(app))
        for place in ("3", "1", "2", "f9", "slash"):
            await press(pilot, place)
            assert nothing_shows(app), place
        assert not any(isinstance(screen, NoteScreen | NoteEditor) for screen in app.frames())
    draft = riverside.do("maya", lambda p: p.drafts.find(f"note:{note_id}"))
    assert draft is not None
    assert draft.shut
    assert not any(word.encode() in raw(riverside.path.parent) for word in SECRET)
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        kept = maya.drafts.find(f"note:{note_id}")
        assert kept is not None
        assert "A xylophonist came." in kept.fields["body"]


async def test_a_key_begins_the_quiet_minutes_anew(riverside: Riverside) -> None:
    with_locked(riverside)
    clock = Clock()
    app = app_of(riverside, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await opened(pilot)
        for minutes in (10, 20, 30):
            clock.ahead = timedelta(minutes=minutes)
            await press(pilot, "down")
            app.locks.tick()
            await settled(pilot)
            assert app.locks.open
        clock.ahead = timedelta(minutes=46)
        app.locks.tick()
        await until(pilot, lambda: not app.locks.open)


async def test_ctrl_g_shuts_at_once_also_over_a_question_and_versions(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "v")
        await until(pilot, lambda: "zebrafinch" in text(app))
        await press(pilot, "ctrl+g")
        await until(pilot, lambda: "Your locked notes are shut." in words(app))
        await settled(pilot)
        assert isinstance(app.screen, NotesScreen)
        assert nothing_shows(app)


@pytest.mark.slow
async def test_the_shelf_of_a_tag_that_only_locked_notes_have_is_left(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "t")
        assert "hollyhocktag" not in text(app)
        await press(pilot, "escape")
        await opened(pilot)
        await press(pilot, "escape", "t", "enter")
        assert "#hollyhocktag" in text(app)
        await press(pilot, "ctrl+g")
        await until(pilot, lambda: "Your locked notes are shut." in words(app))
        await settled(pilot)
        assert nothing_shows(app)


# Writing


async def test_a_new_note_can_be_locked_from_its_first_word_and_its_draft_with_it(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "n", "ctrl+o")
        await give_passphrase(pilot)
        await until(pilot, lambda: "Only you, locked with your passphrase" in text(app))
        await write(pilot, "A xylophonist came.")
        await press(pilot, "escape", "1")
        assert "◙ A new note, locked" in text(app)
        assert b"xylophonist" not in raw(riverside.path.parent)
        await press(pilot, "ctrl+g")
        await until(pilot, lambda: nothing_shows(app))
    again = app_of(riverside)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "◙ A new note, locked" in text(again)
        await press(pilot, "n")
        assert isinstance(again.screen, Secret)
        await give_passphrase(pilot)
        await until(pilot, lambda: "A xylophonist came." in text(again))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Saved as version 1. Only you can read it." in words(again))
    assert b"xylophonist" not in raw(riverside.path.parent)


async def test_a_plain_note_can_be_begun_beside_a_locked_draft_that_stays_shut(riverside: Riverside) -> None:
    with_locked(riverside)
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        maya.drafts.keep("note:new", {"body": "A xylophonist came.", "locked": "yes"})
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "n", "escape")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        assert "The locked note you began waits among your drafts." in words(app)
        await write(pilot, "Something plain.")
        await press(pilot, "escape")
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        found = {draft.place: (draft.fields["body"], draft.locked) for draft in maya.drafts.list()}
    assert found == {"note:new": ("A xylophonist came.", True), "note:new~2": ("Something plain.", False)}


@pytest.mark.slow
async def test_locking_in_the_editor_locks_the_note_and_what_is_being_written(riverside: Riverside) -> None:
    with_locked(riverside)
    riverside.do("maya", lambda p: p.notes.add(NewNote("An xylophonist played.", "To be locked")))
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "enter")
        await write(pilot, "One zebrafinch. ")
        await press(pilot, "ctrl+o")
        await give_passphrase(pilot)
        await until(pilot, lambda: "Locked. Only you can read it, with your passphrase." in words(app))
        assert "Only you, locked with your passphrase" in text(app)
        await press(pilot, "escape", "escape")
        assert "xylophonist" not in raw(riverside.path.parent).decode(errors="replace")
        assert "zebrafinch" not in raw(riverside.path.parent).decode(errors="replace")


@pytest.mark.slow
async def test_two_windows_on_a_locked_note_end_in_both_texts_and_neither_in_the_open(riverside: Riverside) -> None:
    note_id = with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "enter")
        await write(pilot, "A xylophonist came. ")
        with riverside.at("maya") as other:
            other.locks.open(PASSPHRASE)
            other.notes.edit(note_id, body="The other marmaladejar.")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "This note was changed in another window while you wrote" in words(app))
        assert "marmaladejar" in text(app)
        await press(pilot, "ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        await settled(pilot)
        assert nothing_shows(app)
    assert not any(word.encode() in raw(riverside.path.parent) for word in SECRET)
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        texts = {version.body.split(".")[0] for version in maya.notes.history(note_id)}
    assert {"The other marmaladejar", "A xylophonist came"} <= texts


@pytest.mark.slow
async def test_a_draft_that_is_shut_asks_for_the_passphrase_before_it_is_gone_on_with(riverside: Riverside) -> None:
    with_locked(riverside)
    with riverside.at("maya") as maya:
        maya.locks.open(PASSPHRASE)
        maya.drafts.keep("note:new~2", {"body": "A xylophonist came.", "locked": "yes"})
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert nothing_shows(app)
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, Secret)
        await press(pilot, "escape")
        await press(pilot, "enter")
        await give_passphrase(pilot)
        await until(pilot, lambda: "A xylophonist came." in text(app))


# Sharing, taking off, giving up


@pytest.mark.slow
async def test_sharing_a_locked_note_makes_a_plain_copy_and_leaves_the_lock(riverside: Riverside) -> None:
    note_id = with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "s")
        assert "What is locked is shared with nobody" in text(app)
        await press(pilot, "y")
        await until(pilot, lambda: "Who can read “A marmaladejar”?" in text(app))
        await press(pilot, "e")
        await settled(pilot)
        await press(pilot, "y")
    with riverside.at("ben") as ben:
        assert [note.title for note in ben.notes.list("shared").items] == ["A marmaladejar"]
    assert riverside.do("maya", lambda p: p.notes.show(note_id)).locked


@pytest.mark.slow
async def test_the_lock_can_be_taken_off_from_the_menu(riverside: Riverside) -> None:
    note_id = with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "ctrl+p")
        await write(pilot, "take the lock")
        await press(pilot, "enter", "y")
        await until(pilot, lambda: "The lock is off." in words(app))
    assert not riverside.do("maya", lambda p: p.notes.show(note_id)).locked


async def test_who_lost_both_is_told_how_many_notes_go_before_they_go(riverside: Riverside) -> None:
    note_id = with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "f5")
        await press(pilot, "left", "enter")
        assert isinstance(app.screen, Statement)
        assert "1 locked note will be deleted for good" in words(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        assert riverside.do("maya", lambda p: p.locks.state()).count == 1
        await press(pilot, "enter", "f5", "left", "enter", "tab", "enter")
        await until(pilot, lambda: "1 locked note is gone for good." in words(app))
    assert note_id not in {note.id for note in riverside.do("maya", lambda p: p.notes.list().items)}


@pytest.mark.slow
async def test_the_recovery_code_opens_what_is_locked_and_a_new_one_is_shown(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        code = maya.locks.begin(PASSPHRASE)
        maya.notes.add(NewNote("The zebrafinch sang.", "A marmaladejar"), locked=True)
    app = app_of(riverside)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "f5", "left", "left", "enter")
        for line in (code.lower(), "another passphrase", "another passphrase"):
            await write(pilot, line)
            await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        new = app.screen._code  # type: ignore[attr-defined]
        assert new != code
        await write(pilot, new[-4:])
        await press(pilot, "enter")
        await until(pilot, lambda: "The zebrafinch sang." in text(app))


async def test_in_a_plain_terminal_the_mark_of_a_lock_is_a_plain_sign(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside, marks="ascii")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        strips = app.screen._compositor.render_strips()
        shown = [strip.apply_filter(app.plain_line, app.screen.styles.background).text for strip in strips]
        assert any("# Locked note" in line for line in shown), lines(app)


async def test_what_is_shut_is_gone_from_the_screen_also_while_the_file_cannot_be_read(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "escape")
        assert "◙ A marmaladejar" in text(app)
        stuck = threading.Event()
        app._store.submit(stuck.wait, 20)
        await pilot.press("ctrl+g")
        for _ in range(300):
            await pilot.pause(0.01)
            if nothing_shows(app):
                break
        assert nothing_shows(app)
        assert not app.locks.open
        stuck.set()
        await settled(pilot)
        assert "◙ Locked note" in text(app)


@pytest.mark.slow
async def test_what_was_rescued_in_the_open_before_the_note_was_locked_is_sealed_once_they_are_open(
    riverside: Riverside, tmp_path: Path
) -> None:
    note_id, folder = with_locked(riverside), tmp_path / "rescued"
    words = {"title": "A marmaladejar", "body": "The zebrafinch sang thrice.", "version": "2"}
    file = rescue(for_server(f"note:{note_id}", words), "note", folder, only_there=True)
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.keeper.folder, app.keeper.on_server = folder, True
        await opened(pilot)
        await until(pilot, lambda: not file.exists())
    assert riverside.do("maya", lambda p: [(d.place, d.locked) for d in p.drafts.list()]) == [(f"note:{note_id}", True)]
    assert b"zebrafinch" not in raw(tmp_path)


@pytest.mark.slow
async def test_what_is_shut_is_gone_from_its_goal_also_while_the_file_cannot_be_read(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "escape", "2", "enter")
        await until(pilot, lambda: "A marmaladejar" in text(app))
        stuck = threading.Event()
        app._store.submit(stuck.wait, 20)
        await pilot.press("ctrl+g")
        for _ in range(300):
            await pilot.pause(0.01)
            if nothing_shows(app):
                break
        assert nothing_shows(app)
        stuck.set()
        await settled(pilot)
        assert nothing_shows(app)
        assert "Do they ask?" in text(app)


@pytest.mark.slow
async def test_settings_say_how_locked_notes_stand_and_change_the_passphrase(riverside: Riverside) -> None:
    with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "f9")
        assert "1 locked note, shut" in text(app)
        await press(pilot, "down", "down", "down", "down", "enter")
        assert isinstance(app.screen, Secret)
        for line in (PASSPHRASE, "otters in the kettle", "otters in the kettle"):
            await write(pilot, line)
            await press(pilot, "enter")
        await until(pilot, lambda: "Your passphrase is changed." in words(app))
        assert "1 locked note, open" in text(app)
    with riverside.at("maya") as maya:
        maya.locks.open("otters in the kettle")


@pytest.mark.slow
async def test_a_deleted_locked_note_is_named_by_nobody_and_can_be_brought_back(riverside: Riverside) -> None:
    note_id = with_locked(riverside)
    app = app_of(riverside)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await opened(pilot)
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "delete")
        await press(pilot, "enter")
        assert "Your locked note is in the bin until" in words(app)
        await press(pilot, "ctrl+g", "ctrl+p")
        await write(pilot, "bin")
        await press(pilot, "enter")
        await until(pilot, lambda: "◙ Locked note" in text(app))
        assert nothing_shows(app)
        await press(pilot, "escape", "u")
        await until(pilot, lambda: "Your locked note is back" in words(app))
        assert nothing_shows(app)
    assert riverside.do("maya", lambda p: p.notes.show(note_id)).locked
