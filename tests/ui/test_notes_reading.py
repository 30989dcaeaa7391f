from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from community import Riverside, lines, looked, press, settled, text, wait_for, words, write
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.ui.screens.note import NoteScreen
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.screens.read_as import ReadAsScreen
from plc_tui.ui.screens.versions import VersionsScreen
from plc_tui.ui.widgets.keyline import Keyline

SIZES = [(80, 24), (60, 20), (120, 40)]
LONG = "\n\n".join(f"Paragraph {number} about waiting." for number in range(40))


@pytest.fixture
def note(riverside: Riverside) -> str:
    """A note of Maya's that everyone here may read."""
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I waited **seven** seconds. #wait-time", "Wait time"))
        return maya.notes.share(note.id, EVERYONE_HERE).id


async def opened(pilot: Pilot[int], note_id: str) -> NoteScreen:
    """Open a note over Home, as any place may."""
    await settled(pilot)
    screen = NoteScreen(note_id)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_shows_the_words_and_always_who_can_read_them(
    riverside: Riverside, note: str, size: tuple[int, int]
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, note)
        shown = words(app)
        assert "Wait time" in shown
        assert "Who can read it: Everyone here (4 people)" in shown
        assert "Maya Okafor" in shown
        assert "I waited seven seconds." in shown
        assert "Be the first: e encourages" in shown
        assert "Esc Back" in lines(app)[-1]


async def test_a_reader_may_encourage_wonder_and_connect(riverside: Riverside, note: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
        for key, said in (("e", "lovely"), ("w", "who spoke"), ("c", "me too")):
            await press(pilot, key)
            await write(pilot, said)
            await press(pilot, "ctrl+s")
    thread = riverside.do("maya", lambda plc: plc.responses.of(note))
    assert [(r.kind, r.text) for r in thread] == [
        ("encourage", "lovely"),
        ("wonder", "who spoke"),
        ("connect", "me too"),
    ]


async def test_the_author_sees_a_response_without_a_key_and_stays_where_she_was_reading(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.share(maya.notes.add(NewNote(LONG, "Long")).id, EVERYONE_HERE)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, note.id)
        await press(pilot, "pagedown", "pagedown")
        page = screen.query_one("#page", VerticalScroll)
        before = page.scroll_offset.y
        assert before > 0
        riverside.do("ben", lambda plc: plc.responses.add(note.id, "wonder", "who spoke?"))
        await looked(pilot)
        assert page.scroll_offset.y == before
        assert "New below: Ben Ito wonders." in text(app)
        await press(pilot, "end")
        assert "Ben Ito wonders  " in text(app)
        screen.say(None)
        riverside.do("ben", lambda plc: plc.responses.withdraw(plc.responses.of(note.id)[0].id))
        await looked(pilot)
        assert "New below" not in text(app)


async def test_the_author_answers_in_the_thread_and_chooses_which_when_several(riverside: Riverside, note: str) -> None:
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", "who spoke?"))
    riverside.do("sam", lambda plc: plc.responses.add(note, "connect", "me too"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
        await press(pilot, "a")
        assert "Answer which one?" in text(app)
        await write(pilot, "ben")
        await press(pilot, "enter")
        assert "Answer Ben Ito" in text(app)
        await write(pilot, "amir did")
        await press(pilot, "ctrl+s")
    thread = riverside.do("maya", lambda plc: plc.responses.of(note))
    assert thread[-1].parent == thread[0].id
    assert thread[-1].kind == "answer"


async def test_opening_a_note_means_its_responses_no_longer_wait(riverside: Riverside, note: str) -> None:
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", "who spoke?"))
    assert [w.kind for w in riverside.do("maya", lambda plc: plc.home.look()).waiting] == ["response"]
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
    assert riverside.do("maya", lambda plc: plc.home.look()).waiting == ()


async def test_each_side_is_offered_what_it_can_do(riverside: Riverside, note: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot, note)
        assert "Edit" in lines(app)[-1]
        assert "Wonder" not in lines(app)[-1]
        await press(pilot, "w")
        assert "It is your own note" in words(app)
        await press(pilot, "a")
        assert "Nobody has responded yet" in words(app)
    app = riverside.app("ben")
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot, note)
        assert "Wonder" in lines(app)[-1]
        assert "Edit" not in lines(app)[-1]
        for key, said in (
            ("enter", "Only Maya Okafor can change it."),
            ("v", "for Maya Okafor alone"),
            ("s", "Only Maya"),
        ):
            await press(pilot, key)
            assert said in words(app)
            assert isinstance(app.screen, NoteScreen)


async def test_a_note_that_is_narrowed_leaves_a_readers_screen(riverside: Riverside, note: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
        assert "seven" in text(app)
        riverside.do("maya", lambda plc: plc.notes.share(note, ONLY_ME))
        await looked(pilot)
        assert "This note is not here any more." in text(app)
        assert "seven" not in text(app)
        assert "Wait time" not in text(app)
        await press(pilot, "w")
        assert not app.in_dialog


async def test_a_note_leaves_the_screen_of_a_reader_who_was_removed(riverside: Riverside, note: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
        assert "seven" in text(app)
        riverside.do("maya", lambda plc: plc.members.remove("ben"))
        await looked(pilot)
        assert "You no longer belong to this community." in words(app)
        assert "seven" not in text(app)
        assert "Wait time" not in text(app)


async def test_a_key_before_the_note_is_there_is_answered_until_it_is(riverside: Riverside, note: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = NoteScreen(note)
        await app.push_screen(screen)
        screen.carry_out("edit")
        notice = screen.query_one(Keyline).notice
        assert notice is not None
        assert notice.plain == "It is still being opened."
        await settled(pilot)
        assert "seven" in text(app)
        assert screen.query_one(Keyline).notice is None


async def test_an_unknown_note_is_not_there_in_the_same_words(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "nzzzz")
        assert "This note is not here any more." in text(app)


async def test_read_as_shows_the_page_as_a_colleague_sees_it(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("A private question?")))
        note = maya.notes.add(NewNote("Some words.", "Wait time", goal=goal.id))
        maya.notes.share(note.id, with_people("ben"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note.id)
        assert "A private question?" in words(app)
        await press(pilot, "r")
        await write(pilot, "ben")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadAsScreen)
        shown = words(app)
        assert "As Ben Ito sees it" in shown
        assert "Who can read it: You and Maya Okafor" in shown
        assert "Some words." in shown
        assert "private question" not in shown
        await press(pilot, "r")
        await write(pilot, "sam")
        await press(pilot, "enter")
        shown = words(app)
        assert "Sam Reyes cannot read this note" in shown
        assert "Some words." not in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, NoteScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_no_word_above_the_text_is_broken_for_a_colleague(riverside: Riverside, size: tuple[int, int]) -> None:
    tags = tuple(f"tag-{name}" for name in ("questioning", "wait-time", "fractions", "homework", "listening"))
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("Some words.", "Wait time", tags=tags))
        maya.notes.share(note.id, with_people("ben"))
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, note.id)
        await press(pilot, "r")
        await write(pilot, "ben")
        await press(pilot, "enter")
        shown = text(app).split()
        assert [f"#{tag}" for tag in tags if f"#{tag}" not in shown] == []


@pytest.mark.parametrize("size", SIZES)
async def test_versions_are_compared_word_by_word(riverside: Riverside, size: tuple[int, int]) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I told them to wait.", "Wait time"))
        maya.notes.edit(note.id, body="I asked them to wait.")
        maya.notes.edit(note.id, body="I asked them to wait for seven seconds.")
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, note.id)
        await press(pilot, "v")
        await wait_for(pilot, "From version 2 to version 3")
        assert isinstance(app.screen, VersionsScreen)
        assert "{+for seven seconds+}" in words(app)
        await press(pilot, "down")
        await wait_for(pilot, "From version 1 to version 3")
        shown = words(app)
        assert "[-told-]" in shown
        assert "{+asked+}" in shown
        await press(pilot, "enter", "up")
        await wait_for(pilot, "From version 1 to version 2")
        assert "seven seconds" not in words(app)


async def test_a_comparison_stays_where_she_reads_while_others_write(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote(LONG, "Long"))
        maya.notes.edit(note.id, body=f"New. {LONG}")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note.id)
        await press(pilot, "v")
        assert text(app).count("compared with") == 1
        await press(pilot, "tab", "pagedown")
        changes = app.screen.query_one("#changes", VerticalScroll)
        before = changes.scroll_offset.y
        assert before > 0
        riverside.do("ben", lambda plc: plc.notes.add(NewNote("Ben's.", "Ben's")))
        await looked(pilot)
        assert changes.scroll_offset.y == before


async def test_an_earlier_versions_words_can_be_taken_back(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I told them to wait.", "Wait time"))
        maya.notes.edit(note.id, body="I asked them to wait.")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note.id)
        await press(pilot, "v", "t")
        assert "The words of version 1 are version 3 now." in text(app)
    kept = riverside.do("maya", lambda plc: plc.notes.show(note.id))
    assert (kept.body, kept.version) == ("I told them to wait.", 3)


async def test_the_author_may_delete_it_where_she_reads_it_and_undo_that(riverside: Riverside, note: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, note)
        screen.choose_command("delete")
        await settled(pilot)
        assert "This note is in the bin. Press u to bring it back" in words(app)
        await press(pilot, "u")
        assert "I waited seven seconds." in words(app)
        assert "Everyone here (4 people)" in words(app)


async def test_enter_writes_on_in_ones_own_note(riverside: Riverside, note: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, note)
        await press(pilot, "enter")
        assert isinstance(app.screen, NoteEditor)
        assert "I waited **seven** seconds." in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, NoteScreen)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_a_response_can_be_taken_back(riverside: Riverside, note: str) -> None:
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", "who spoke?"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, note)
        screen.choose_command("withdraw")
        await settled(pilot)
        assert "Your response is in the bin" in text(app)
        assert "who spoke?" not in text(app)
    assert riverside.do("maya", lambda plc: plc.responses.of(note)) == ()
