from __future__ import annotations

from datetime import UTC, datetime

import pytest

from community import Riverside, lines, looked, press, settled, text, until, wait_for, wait_gone, words, write
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_circles, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Note
from plc_tui.services import Plc
from plc_tui.ui.screens.note import NoteScreen
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.screens.notes import NotesScreen
from plc_tui.ui.words.notes import about_line, note_row, shared_with, title_for

SIZES = [(80, 24), (60, 20), (120, 40)]
NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


def add(plc: Plc, title: str, body: str = "Some words.", **more: object) -> Note:
    return plc.notes.add(NewNote(body, title, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_place_says_what_goes_here_and_which_key_starts(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        shown = words(app)
        assert "No notes yet." in shown
        assert "yours alone until you choose who else may read it" in shown
        assert "n Write the first one; nothing is asked" in shown
        assert "F1 Help" in lines(app)[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_says_with_whom_each_note_is_shared(riverside: Riverside, size: tuple[int, int]) -> None:
    with riverside.at("maya") as maya:
        add(maya, "Alone", "Nobody reads this.")
        maya.notes.share(add(maya, "With Ben").id, with_people("ben"))
        maya.notes.share(add(maya, "With maths").id, with_circles("maths"))
        maya.notes.share(add(maya, "With all").id, EVERYONE_HERE)
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        shown = text(app)
        assert "with Ben Ito" in shown
        assert "with Maths circle" in shown
        assert "with everyone here" in shown
        assert shown.index("With all") < shown.index("With Ben") < shown.index("Alone")


async def test_the_reading_pane_shows_the_note_under_the_cursor_and_who_can_read_it(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        add(maya, "First", "The first note's words.")
        maya.notes.share(add(maya, "Second", "**The second** note's words.").id, with_people("ben"))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        await wait_for(pilot, "The second note's words.", "Who can read it: You and Ben Ito")
        await press(pilot, "down")
        await wait_for(pilot, "Who can read it: Only you")


async def test_the_reading_pane_stays_where_she_reads_while_others_write(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: add(plc, "Long", "\n\n".join(f"Paragraph {n}." for n in range(60))))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        await wait_for(pilot, "Paragraph 2.")
        pane = app.screen.query_one("#preview")
        pane.scroll_to(y=20, animate=False)
        await settled(pilot)
        with riverside.at("ben") as ben:
            ben.notes.share(add(ben, "From Ben").id, EVERYONE_HERE)
        await looked(pilot)
        assert pane.scroll_offset.y == 20
        riverside.do("maya", lambda plc: add(plc, "Newer"))
        await wait_for(pilot, "Newer")
        assert pane.scroll_offset.y == 20
        await press(pilot, "up")
        await until(pilot, lambda: pane.scroll_offset.y == 0)


async def test_shelves_are_switched_by_a_key_and_say_which_one_it_is(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.notes.share(add(ben, "From Ben", "He waited. #wait-time").id, EVERYONE_HERE)
        add(ben, "Ben's own")
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do I wait?")))
        add(maya, "On my goal", goal=goal.id)
        add(maya, "A hunch of mine", model="spiral", stage="hunch")
        add(maya, "Waiting", "I waited. #wait-time")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "o")
        assert "From Ben" in text(app)
        assert "Ben Ito · He waited." in text(app)
        assert "Ben's own" not in text(app)
        assert "On my goal" not in text(app)
        await press(pilot, "t", "enter")
        assert "Tag: #wait-time" in text(app)
        assert "From Ben" in text(app)
        assert "Waiting" in text(app)
        assert "On my goal" not in text(app)
        await press(pilot, "g", "enter")
        assert "Goal: Do I wait?" in text(app)
        assert "On my goal" in text(app)
        assert "From Ben" not in text(app)
        await press(pilot, "i")
        await write(pilot, "hunch")
        await press(pilot, "enter")
        assert "Stage: A hunch" in text(app)
        assert "A hunch of mine" in text(app)
        assert "Waiting" not in text(app)
        await press(pilot, "m")
        assert "On my goal" in text(app)
        assert "From Ben" not in text(app)
        await press(pilot, "o", "escape")
        assert "On my goal" in text(app)


async def test_what_nobody_shared_with_her_is_on_no_shelf(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        goal = ben.goals.add(NewGoal(Wording("Secret question?")))
        add(ben, "Ben's own", "Secret. #secret", goal=goal.id)
    app = riverside.app("sam")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        seen = [text(app)]
        for key in ("o", "t", "g", "m"):
            await press(pilot, key)
            seen.append(text(app))
        assert "ecret" not in "".join(seen)
        assert "There are no goals yet." in seen[3]


async def test_a_deleted_note_goes_to_the_bin_and_u_brings_it_back(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: add(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        app.screen.choose_command("delete")  # type: ignore[attr-defined]
        await settled(pilot)
        assert "“Wait time” is in the bin until" in words(app)
        assert "u brings it back" in words(app)
        assert "No notes yet." in text(app)
        await press(pilot, "u")
        assert "“Wait time” is back" in text(app)
        assert "No notes yet." not in text(app)


async def test_an_older_deleted_note_is_brought_back_from_the_menu(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        maya.bin.put(add(maya, "Thrown away").id)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        app.screen.choose_command("thrown_away")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "enter")
        assert "“Thrown away” is back" in text(app)


async def test_no_letter_of_the_list_deletes_anything(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: add(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        for letter in "abcdefghijklmopqrstuvwxyz":
            await press(pilot, letter)
            for _ in range(3):
                if app.in_dialog or not isinstance(app.screen, NotesScreen):
                    await press(pilot, "escape")
    assert len(riverside.do("maya", lambda plc: plc.notes.list()).items) == 1


async def test_the_menu_says_why_a_colleagues_note_cannot_be_changed(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        ben.notes.share(add(ben, "From Ben").id, EVERYONE_HERE)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "o", "s")
        assert "Only Ben Ito says who may read it." in text(app)
        await press(pilot, "f2")
        assert "Not possible now: Only Ben Ito can delete it." in text(app)


async def test_tags_and_goal_are_set_from_the_list(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = add(maya, "Wait time", "I waited. #patience")
        goal = maya.goals.add(NewGoal(Wording("Do I wait?")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "k")
        await write(pilot, " 8b")
        await press(pilot, "enter")
        assert "Its tags are #8b #patience." in text(app) or "Its tags are #patience #8b." in text(app)
        await press(pilot, "l", "enter")
        assert "“Wait time” is tied to your goal now." in text(app)
        await press(pilot, "l")
        assert "No goal" in text(app)
    kept = riverside.do("maya", lambda plc: plc.notes.show(note.id))
    assert set(kept.tags) == {"patience", "8b"}
    assert kept.goal == goal.id
    assert kept.version == 1


async def test_a_colleagues_new_note_appears_without_a_key(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "o")
        assert "Nobody has shared a note with you yet." in text(app)
        with riverside.at("ben") as ben:
            ben.notes.share(add(ben, "From Ben").id, with_people("maya"))
        await wait_for(pilot, "From Ben")
        riverside.do("ben", lambda plc: plc.notes.share(plc.notes.list().items[0].id, ONLY_ME))
        await wait_gone(pilot, "From Ben")


async def test_n_opens_an_empty_page_and_p_one_with_questions(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "n")
        assert isinstance(app.screen, NoteEditor)
        assert "Who can read it: Only you" in text(app)
        await press(pilot, "escape", "p")
        assert "Three short questions, for the ten minutes" in text(app)
        await write(pilot, "now what")
        await press(pilot, "enter")
        assert "## So what?" in text(app)
        assert "What happened? What was I trying to do" in text(app)


async def test_enter_opens_the_note(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: add(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter")
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, NotesScreen)


async def test_the_mouse_changes_the_shelf_and_opens_a_note_and_the_ladder(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: add(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        row = next(y for y, line in enumerate(lines(app)) if "Shared with me" in line)
        await pilot.click(offset=(lines(app)[row].index("Shared"), row))
        await settled(pilot)
        assert "Nobody has shared a note with you yet." in text(app)
        await pilot.click(offset=(lines(app)[row].index("Mine"), row))
        await settled(pilot)
        row = next(y for y, line in enumerate(lines(app)) if "Wait time" in line)
        await pilot.click(offset=(6, row))
        await settled(pilot)
        assert isinstance(app.screen, NoteScreen)
        row = next(y for y, line in enumerate(lines(app)) if "Who can read it" in line)
        await pilot.click(offset=(6, row))
        await settled(pilot)
        assert "Who can read “Wait time”?" in text(app)


async def test_a_new_note_stands_first_under_the_cursor(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for number in range(5):
            add(maya, f"Older {number}")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "down", "down", "n")
        await write(pilot, "newest of all")
        await press(pilot, "ctrl+s", "escape")
        assert "▸ newest of all" in text(app)


async def test_hostile_titles_and_words_are_drawn_as_words(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        add(maya, "[@click=app.quit]x[/] [/foo]", "\x1b[31m [/nope] $name #[/bar] javascript:alert(1)")
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        await until(pilot, lambda: text(app).count("[@click=app.quit]x[/] [/foo]") == 2)
        await press(pilot, "enter")
        assert "[@click=app.quit]x[/] [/foo]" in text(app)
        assert "\x1b" not in text(app)


def test_a_row_leaves_a_models_headings_out(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: add(plc, "T", "## What?\n\nI waited.\n\n## So what?\n"))
    row = note_row(note, note.author.id, NOW)
    assert row.detail is not None
    assert row.detail.plain == "I waited."


def test_shared_with_says_it_shortly(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.share(add(maya, "T").id, with_people("ben", "aisha", "sam"))
        assert shared_with(note.audience).endswith("and 2 others")
        assert shared_with(maya.notes.share(note.id, ONLY_ME).audience) == ""


def test_a_note_without_a_title_is_called_by_her_words_not_by_a_prompt() -> None:
    assert title_for("", "## What?\n\nI waited.\n") == "I waited."
    assert title_for("  Mine ", "anything") == "Mine"


def test_the_line_about_a_note_names_model_stage_tags_and_goal(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: add(plc, "T", "I waited. #wait", model="spiral", stage="hunch"))
    line = about_line(note, "somebody", NOW, goal="Do I wait?").plain
    for part in ("Maya Okafor", "Spiral of inquiry, A hunch", "#wait", "on “Do I wait?”"):
        assert part in line
    assert "Maya Okafor" not in about_line(note, note.author.id, NOW).plain


async def test_the_keyline_names_only_keys_that_do_something(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "3")
        assert "Enter Open" not in lines(app)[-1]
        assert "s Share" not in lines(app)[-1]
        await press(pilot, "n")
        assert "F6" not in lines(app)[-1]
        await write(pilot, "# One")
        await until(pilot, lambda: "F6 Next" in lines(app)[-1])
