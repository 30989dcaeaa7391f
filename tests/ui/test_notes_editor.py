from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from community import Riverside, lines, press, settled, text, until, wait_for, words, write
from pilots import send
from plc_tui import seeds
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Note
from plc_tui.domain.values import Person
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp
from plc_tui.ui.dialogs.stale import Stale
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.widgets.note_area import begun_name, fitting
from plc_tui.ui.words.prompts import after_next_heading, missing_headings, only_headings, prompt_above

SIZES = [(80, 24), (60, 20), (120, 40)]


async def editing(pilot: Pilot[int], note_id: str | None = None, **given: str) -> NoteEditor:
    """Open the editor over Home, as any place may."""
    await settled(pilot)
    editor = NoteEditor(note_id, **given)
    pilot.app.push_screen(editor)
    await settled(pilot)
    return editor


@pytest.fixture
def note(riverside: Riverside) -> Note:
    return riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time")))


@pytest.mark.parametrize("size", SIZES)
async def test_the_editor_shows_who_can_read_it_how_long_it_is_and_whether_it_is_saved(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await editing(pilot)
        await write(pilot, "i")
        assert "Not saved yet" in lines(app)[-1]
        await write(pilot, " waited seven seconds. #wait-time")
        await wait_for(pilot, "Who can read it: Only you", "5 words", "#wait-time")
        await until(pilot, lambda: ("Draft kept" if size[0] > 76 else "Kept") in lines(app)[-1], "the draft to be kept")
        await press(pilot, "ctrl+s")
        assert "Saved as version 1. Only you can read it." in words(app)
        assert "Saved" in lines(app)[-1]
        assert isinstance(app.screen, NoteEditor)
        assert "Esc Back" in lines(app)[-1]
    kept = riverside.do("maya", lambda plc: plc.notes.list().items[0])
    assert (kept.title, kept.body) == ("i waited seven seconds. #wait-time", "i waited seven seconds. #wait-time")
    assert kept.tags == ("wait-time",)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_the_first_words_are_kept_when_the_line_drops_before_the_file_is_open(
    riverside: Riverside, tmp_path: Path
) -> None:
    gate = threading.Event()

    def opened() -> Plc:
        gate.wait()
        return open_plc(riverside.path, as_handle="maya")

    app = PlcApp(opened, settings=Settings(rescue_folder=str(tmp_path / "rescued")))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(NoteEditor())
        await pilot.pause()
        for key in "seven":
            send(pilot, key)
        await until(pilot, lambda: "seven" in text(app), "her letters", resting=False)
        app.keeper.flush_now()  # as SIGHUP and SIGTERM do
        gate.set()
    kept = "".join(path.read_text() for path in (tmp_path / "rescued").glob("*"))
    drafts = riverside.do("maya", lambda plc: [draft.fields.get("body", "") for draft in plc.drafts.list()])
    assert "seven" in kept or "seven" in "".join(drafts)


async def test_esc_keeps_a_draft_and_the_editor_offers_it_again(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot)
        await write(pilot, "half a thought")
        await press(pilot, "escape")
        assert riverside.do("maya", lambda plc: plc.notes.list().items) == ()
        draft = riverside.do("maya", lambda plc: plc.drafts.find("note:new"))
        assert draft is not None
        assert draft.fields["body"] == "half a thought"
        riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {**draft.fields, "title": "Two\nlines"}))
        await editing(pilot)
        assert "half a thought" in text(app)
        assert "Two lines" in text(app)
        assert "Here is your draft again. F8 lets it go." in text(app)
        await press(pilot, "f8")
        assert "half a thought" not in text(app)
        await press(pilot, "ctrl+z")
        assert "half a thought" in text(app)
        await press(pilot, "f8", "escape")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_looking_at_a_page_of_questions_leaves_no_draft(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, model="gibbs")
        assert "## What happened?" in text(app), "the first of the questions is in sight"
        await press(pilot, "f4")
        await write(pilot, "spiral")
        await press(pilot, "enter", "escape")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_each_save_is_a_version_and_going_on_expects_it(riverside: Riverside, note: Note) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await editing(pilot, note.id)
        editor.area.move_cursor(editor.area.document.end)
        await write(pilot, " longer.")
        await press(pilot, "ctrl+s")
        assert "Saved as version 2." in text(app)
        await write(pilot, " still.")
        await press(pilot, "ctrl+s")
        assert "Saved as version 3." in text(app)
    history = riverside.do("maya", lambda plc: plc.notes.history(note.id))
    assert [v.body for v in history] == ["I waited.", "I waited. longer.", "I waited. longer. still."]


async def test_saving_a_shared_note_says_who_reads_it_so(riverside: Riverside, note: Note) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note.id, with_people("ben")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, note.id)
        assert "Who can read it: You and Ben Ito" in text(app)
        await write(pilot, "today ")
        await press(pilot, "ctrl+s")
        assert "Who reads it now: You and Ben Ito" in words(app)


async def test_an_empty_note_is_not_saved_and_says_why(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot)
        await press(pilot, "ctrl+s")
        assert "An empty note was not saved" in words(app)
        assert isinstance(app.screen, NoteEditor)


async def test_a_model_is_switched_half_way_without_losing_a_word(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await editing(pilot, model="what3")
        assert editor.area.cursor_location == (1, 0)
        await write(pilot, "i waited.")
        before = editor.area.text
        await press(pilot, "f4")
        await write(pilot, "spiral")
        await press(pilot, "enter")
        after = editor.area.text
        assert after.startswith(before.rstrip("\n"))
        assert "## What?" in after
        assert "## Scanning: what is going on for our learners?" in after
        await press(pilot, "ctrl+z")
        assert editor.area.text == before
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.notes.list().items[0].model) == "spiral"


async def test_the_question_at_hand_is_shown_and_f6_goes_to_the_next(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, model="what3")
        assert "What happened?" in text(app)
        await press(pilot, "f6")
        await wait_for(pilot, "What does it tell me about them")
        await press(pilot, "f6", "f6")
        await wait_for(pilot, "What happened?")


async def test_a_note_of_the_spiral_says_its_stage(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot)
        await press(pilot, "f5")
        assert "Only a spiral of inquiry has stages." in words(app)
        await press(pilot, "f4")
        await write(pilot, "spiral")
        await press(pilot, "enter", "f5")
        await write(pilot, "hunch")
        await press(pilot, "enter")
        assert "Spiral of inquiry, A hunch" in text(app)
        await write(pilot, "perhaps it is me.")
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.notes.list(stage="hunch").items[0].stage) == "hunch"


async def test_names_are_completed_from_those_who_may_read_it(riverside: Riverside, note: Note) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note.id, with_people("ben")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await editing(pilot, note.id)
        await write(pilot, "@")
        assert "Ben Ito  @ben" in text(app)
        assert "Sam Reyes" not in text(app)
        await press(pilot, "tab")
        assert editor.area.text.startswith("@ben I waited.")
        assert editor.focused is editor.area


async def test_a_note_names_nobody_before_it_is_shared_and_esc_closes_the_names_first(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        editor = await editing(pilot)
        await write(pilot, "thanks @")
        assert not editor.names.display
        await press(pilot, "ctrl+s", "f3", "e", "y", "backspace")
        await write(pilot, "@")
        assert all(name in text(app) for name in ("Aisha Khan", "Ben Ito", "Sam Reyes"))
        assert "Maya Okafor  @maya" not in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, NoteEditor)
        assert "Sam Reyes" not in text(app)
        await press(pilot, "backspace")
        await write(pilot, "@rey")
        await press(pilot, "enter")
        assert editor.area.text == "thanks @sam "


async def test_two_windows_on_one_note_keep_both_texts(riverside: Riverside, note: Note) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await editing(pilot, note.id)
        await write(pilot, "here: ")
        riverside.do("maya", lambda plc: plc.notes.edit(note.id, body="I waited there."))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Stale)
        shown = words(app)
        assert "This note was changed in another window while you wrote" in shown
        assert "{+here: +}" in shown or "{+here:+}" in shown
        await press(pilot, "enter")
        assert "here: I waited." in editor.area.text
        assert "I waited there." in editor.area.text
        await press(pilot, "ctrl+s")
        assert "Saved as version 4." in text(app)
    history = riverside.do("maya", lambda plc: plc.notes.history(note.id))
    assert [(v.body[:15], v.set_aside) for v in history] == [
        ("I waited.", False),
        ("I waited there.", False),
        ("here: I waited.", True),
        ("here: I waited.", False),
    ]


@pytest.mark.parametrize(("downs", "kept"), [(1, "here: I waited."), (2, "I waited there.")])
async def test_or_she_keeps_one_and_the_other_stays_a_version(
    riverside: Riverside, note: Note, downs: int, kept: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        editor = await editing(pilot, note.id)
        await write(pilot, "here: ")
        riverside.do("maya", lambda plc: plc.notes.edit(note.id, body="I waited there."))
        await press(pilot, "ctrl+s", *["down"] * downs, "enter")
        assert editor.area.text == kept
    assert riverside.do("maya", lambda plc: plc.notes.show(note.id).body) == kept
    bodies = {v.body for v in riverside.do("maya", lambda plc: plc.notes.history(note.id))}
    assert bodies == {"I waited.", "I waited there.", "here: I waited."}


async def test_a_draft_of_an_older_version_is_compared_when_it_is_saved(riverside: Riverside, note: Note) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, note.id)
        await write(pilot, "draft: ")
        await press(pilot, "escape")
        riverside.do("maya", lambda plc: plc.notes.edit(note.id, body="I waited there."))
        await editing(pilot, note.id)
        assert "draft: I waited." in text(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Stale)


async def test_a_note_begun_on_a_goal_is_tied_to_it(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Do I wait?"))))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, goal=goal.id)
        assert "on “Do I wait?”" in text(app)
        await write(pilot, "i did.")
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.notes.list().items[0].goal) == goal.id


async def test_a_note_is_never_tied_to_a_colleagues_goal(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        his = ben.goals.add(NewGoal(Wording("Do they talk?")))
        ben.goals.share(his.id, EVERYONE_HERE)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, goal=his.id)
        await write(pilot, "i listened.")
        await press(pilot, "ctrl+s")
        assert "Saved as version 1." in text(app)
    assert riverside.do("maya", lambda plc: plc.notes.list().items[0].goal) is None


async def test_a_note_through_a_model_that_is_gone_can_still_be_written_on(
    riverside: Riverside, tmp_path: Path
) -> None:
    folder = tmp_path / "seed"
    (folder / "models").mkdir(parents=True)
    own = 'id = "ours"\ntitle = "Ours"\ncredit = "We."\npurpose = "Ours."\norder = "free"\n'
    (folder / "models" / "ours.toml").write_text(own)
    seeds.use_folder(folder)
    try:
        note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "T", model="ours")))
    finally:
        seeds.use_folder(None)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, note.id)
        await write(pilot, "today ")
        await press(pilot, "ctrl+s")
        assert "Saved as version 2." in text(app)
    assert riverside.do("maya", lambda plc: plc.notes.show(note.id).model) == "ours"


async def test_a_note_is_saved_before_it_is_shared(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot)
        await write(pilot, "i waited.")
        await press(pilot, "f3")
        assert "Save it first with Ctrl+S" in words(app)
        await press(pilot, "ctrl+s", "f3", "e", "y")
        assert "Who can read it: Everyone here (4 people)" in text(app)
    assert riverside.do("sam", lambda plc: plc.notes.list("shared").items[0].body) == "i waited."


async def test_what_is_typed_before_the_file_is_open_is_not_lost(riverside: Riverside) -> None:
    app = riverside.app("maya")
    opening, may_open = app._opening, threading.Event()
    app._opening = lambda: (may_open.wait(10), opening())[1]  # a file that takes its time
    async with app.run_test(size=(80, 24)) as pilot:
        editor = NoteEditor()
        await app.push_screen(editor)
        for key in "hi":
            send(pilot, key)
        await until(pilot, lambda: editor.area.text == "hi", "her letters", resting=False)
        may_open.set()
        await settled(pilot)
        assert editor.area.text == "hi"


async def test_a_note_that_went_away_becomes_a_new_one(riverside: Riverside, note: Note) -> None:
    riverside.do("maya", lambda plc: plc.bin.put(note.id))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, note.id)
        assert "That note is not there any more." in words(app)
        await write(pilot, "new words")
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.notes.list().items[0].body) == "new words"


async def test_a_change_in_another_window_is_told_while_she_writes(riverside: Riverside, note: Note) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await editing(pilot, note.id)
        await write(pilot, "here: ")
        with riverside.at("maya") as maya:
            maya.notes.edit(note.id, body="I waited there.")
            maya.notes.share(note.id, EVERYONE_HERE)
        await wait_for(pilot, "saved in another window too", "Everyone here (4 people)")
        assert editor.area.text == "here: I waited."


async def test_one_draft_open_in_two_places_goes_on_where_it_was_left(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        first = await editing(pilot)
        await write(pilot, "begun")
        app.go("home")
        await settled(pilot)
        await editing(pilot)
        assert "begun" in text(app)
        await write(pilot, " and gone on")
        await press(pilot, "escape")
        app.go("notes")
        await settled(pilot)
        assert app.screen is first
        assert first.area.text == "begun and gone on"
        await write(pilot, " here")
        await press(pilot, "escape")
    draft = riverside.do("maya", lambda plc: plc.drafts.find("note:new"))
    assert draft is not None
    assert draft.fields["body"] == "begun and gone on here"


async def test_one_draft_saved_in_another_place_is_still_here_as_a_draft(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        await editing(pilot)
        await write(pilot, "begun")
        app.go("home")
        await settled(pilot)
        await editing(pilot)
        await press(pilot, "ctrl+s", "escape")
        app.go("notes")
        await settled(pilot)
        assert "saved or let go in another place" in words(app)
        assert "begun" in text(app)
        await press(pilot, "escape")
    draft = riverside.do("maya", lambda plc: plc.drafts.find("note:new"))
    assert draft is not None
    assert draft.fields["body"] == "begun"


async def test_the_count_is_of_her_words_not_of_the_prompts(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, model="what3")
        assert "0 words" in text(app)
        await write(pilot, "i waited.")
        await wait_for(pilot, "2 words")


# The pure parts


def test_missing_headings_are_added_once_and_only_those() -> None:
    model = seeds.model("what3")
    first = missing_headings(model, "")
    assert first == "## What?\n\n\n## So what?\n\n\n## Now what?\n\n"
    assert missing_headings(model, first) == ""
    assert missing_headings(model, "I waited.\n\n## what?\nHm.") == "\n\n## So what?\n\n\n## Now what?\n\n"
    assert missing_headings(seeds.model("free"), "I waited.") == ""


def test_the_prompt_at_hand_is_the_heading_above() -> None:
    rows = ["## What?", "I waited.", "# My own", "Hm.", "## Now what?", ""]
    model = seeds.model("what3")
    titles = [found.title if (found := prompt_above(rows, row, model)) else None for row in range(6)]
    assert titles == ["What?", "What?", None, None, "Now what?", "Now what?"]


def test_the_next_heading_comes_round_again() -> None:
    rows = ["## What?", "", "## Now what?", ""]
    assert [after_next_heading(rows, row) for row in range(4)] == [3, 3, 1, 1]
    assert after_next_heading(["no headings"], 0) is None


def test_only_headings_of_models_count_as_nothing_written() -> None:
    assert only_headings("## What?\n\n## Feelings\n") is only_headings("## Feelings")
    assert only_headings("## What?\n\n")
    assert not only_headings("# My own heading")
    assert not only_headings("## What?\n\nHm.")


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("thanks @", ""),
        ("thanks @be", "be"),
        ("a@b", None),
        ("@ben ", None),
        ("mail me at x@y.org", None),
        ("(@s", "s"),
    ],
)
def test_a_name_is_begun_by_an_at_that_begins_a_word(before: str, typed: str | None) -> None:
    assert begun_name(before) == typed


def test_letters_fit_a_handle_or_any_word_of_a_name() -> None:
    ben, sam = Person("1", "ben", "Ben Ito"), Person("2", "sam", "Sam Ben Reyes")
    assert fitting((sam, ben), "be") == (ben, sam)
    assert fitting((sam, ben), "rey") == (sam,)
    assert fitting((sam, ben), "x") == ()
