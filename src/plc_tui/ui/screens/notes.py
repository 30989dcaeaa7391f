"""Notes: mine, those shared with me, and shelves by tag, goal and stage of inquiry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from plc_tui.ui import commands, markdown, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.choosing import choose_goal, choose_model, choose_stage
from plc_tui.ui.screens.frame import Help, style
from plc_tui.ui.screens.note_acts import NoteActs, Thrown
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.widgets.quiet import differs
from plc_tui.ui.widgets.shelf_line import ShelfLine
from plc_tui.ui.words.days import on as on_day
from plc_tui.ui.words.locked import LOCKED_NOTE, SHUT
from plc_tui.ui.words.notes import about_line, note_row, reading, stage_title, stages

if TYPE_CHECKING:
    from plc_tui.domain.finding import Binned
    from plc_tui.domain.notes import Note
    from plc_tui.domain.values import Cursor
    from plc_tui.domain.values import Page as Found
    from plc_tui.services import Plc

_PAUSE = 0.06
"""Seconds the cursor rests on a row before the reading pane follows, so that holding an arrow key stays quick."""

_WIDE = 100
"""Columns from which there is a reading pane."""

Kind = Literal["mine", "shared", "tag", "goal", "stage"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which notes are shown: `key` is the tag, the goal's id or the stage; `title` says it."""

    kind: Kind
    key: str = ""
    title: str = ""


_EMPTY: dict[Kind, Content] = {
    "mine": empty_words(
        "No notes yet.",
        "A note is for thinking: what happened in a lesson, what you make of it, what you will try. It is yours "
        "alone until you choose who else may read it.",
        "n",
        "Write the first one; nothing is asked",
    ),
    "shared": empty_words(
        "Nobody has shared a note with you yet.",
        "When a colleague lets you read a note, it is here: you can encourage, wonder and connect. The first note "
        "shared may as well be yours.",
        "m",
        "Your own notes, to share one",
    ),
    "tag": empty_words(
        "No notes with this tag.", "Write #words in a note, and it is found by them.", "t", "Another tag"
    ),
    "goal": empty_words(
        "No notes on this goal yet.", "Tie a note to a goal with l, and you find it here.", "g", "Another goal"
    ),
    "stage": empty_words(
        "No notes from this stage yet.",
        "A note written through the spiral of inquiry can say where in it you are: F5 while you write.",
        "i",
        "Another stage",
    ),
}


class NotesScreen(NoteActs):
    """The list, its shelves, and on a wide terminal the note under the cursor."""

    NAME = "notes"
    LISTS_NOTES = True
    PLACE = "notes"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("notes")
    ABOUT = Help(
        "Notes are for thinking about your own practice. Each is yours alone until you widen who may read it; here "
        "are yours, those shared with you, and shelves by tag, goal and stage of inquiry. A note that nobody else must "
        "ever read, not even whoever runs the computer, can be locked with a passphrase: press x on it.",
        "Maya presses n and writes “I counted to seven before I spoke. Amir said more than all week. #wait-time”. "
        "Ctrl+S saves it. A week later she shares it with Ben, who wonders what Amir had been waiting for.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._shelf = Shelf("mine")
        self._found: dict[str, Note] = {}
        self._pause: Timer | None = None
        self._reading: str | None = None
        self._listed = False

    def compose_place(self) -> ComposeResult:
        """The shelves over the list; beside it the reading pane."""
        with Container(classes="beside"):
            with Vertical(id="shelves"):
                yield ShelfLine(
                    (
                        ("shelf_mine", "m", "Mine"),
                        ("shelf_shared", "o", "Shared with me"),
                        ("shelf_tag", "t", "Tag"),
                        ("shelf_goal", "g", "Goal"),
                        ("shelf_stage", "i", "Stage"),
                    )
                )
                yield PagedList(self._page, empty=_EMPTY["mine"])
            with VerticalScroll(classes="reading", id="preview", can_focus=False):
                yield Static(id="reading")

    def on_mount(self) -> None:
        """The keys go to the list."""
        self.query_one(PagedList).focus()

    # The list

    async def _page(self, after: object | None, count: int) -> Page:
        shelf = self._shelf
        page = await self.ask(lambda plc: _notes(plc, shelf, cast("Cursor | None", after), count))
        if after is None:
            self._found.clear()
        self._found.update((note.id, note) for note in page.items)
        now = self.plc_app.now()
        return Page(tuple(note_row(note, self.me, now) for note in page.items), page.next)

    def _use(self, shelf: Shelf) -> None:
        """Show another shelf, from its beginning."""
        self._shelf = shelf
        self.query_one(ShelfLine).show(f"shelf_{shelf.kind}", shelf.title)
        paged_list = self.query_one(PagedList)
        paged_list.use(self._page, empty=_EMPTY[shelf.kind])
        paged_list.focus()

    @property
    def note(self) -> Note | None:
        """The note under the cursor."""
        return self._found.get(self.query_one(PagedList).key or "")

    # The reading pane

    @on(PagedList.Highlighted)
    def _cursor_moved(self) -> None:
        self._listed = True
        self.query_one(Keyline).commands = self.shown_commands()
        self._read_soon()

    def _read_soon(self) -> None:
        if self._pause is None and self.app.size.width >= _WIDE:
            self._pause = self.set_timer(_PAUSE, self._read)

    def on_resize(self) -> None:
        """The pane may have come or gone, or become wider."""
        self._read_soon()

    def _read(self) -> None:
        """Follow the cursor; where the note is the same, she stays where she is reading."""
        self._pause = None
        pane, note = self.query_one("#preview", VerticalScroll), self.note
        if not pane.display:
            return
        width = max(20, pane.scrollable_content_region.width)
        page = self._page_of(note, width) if note else Content("")
        text = self.query_one("#reading", Static)
        if differs(text, page):
            text.update(page)
        if self._reading != (note and note.id):
            self._reading = note.id if note else None
            pane.scroll_home(animate=False)

    def _page_of(self, note: Note, width: int) -> Content:
        body = Content(SHUT) if note.shut else markdown.render(note.body, width, marks_of(self))
        about = about_line(note, self.me, self.plc_app.now(), clock=self.plc_app.settings.clock)
        return reading(note, self.me, body, about)

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """Once the list is there, the keyline shows what can be done with the note under the cursor, if any."""
        shown = super().shown_commands()
        return self.possible(shown) if self._listed else shown

    def reason_not(self, command_id: str) -> str | None:
        """A note must be there to be opened."""
        if command_id == "open" and self.note is None:
            return "There is no note here to open yet."
        return super().reason_not(command_id)

    async def action_open(self) -> None:
        """Read the note under the cursor, and what colleagues say."""
        from plc_tui.ui.screens.note import NoteScreen

        if self.note is not None:
            await self.go_through(NoteScreen(self.note.id))

    async def action_new_note(self) -> None:
        """A page such as she set for herself: empty, unless she likes to begin with questions."""
        await self._write()

    async def action_new_with_model(self) -> None:
        """A page with questions on it."""
        model = await choose_model(self)
        if model is not None:
            await self._write(model)

    async def _write(self, model: str | None = None) -> None:
        from plc_tui.ui.screens.note_editor import NoteEditor

        goal = self._shelf.key if self._shelf.kind == "goal" else None
        editor = NoteEditor(model=model, goal=goal)
        await self.go_through(editor)
        if editor.note_id is not None:
            self.query_one(PagedList).use(self._page)  # from its beginning, where the new note is

    # Shelves

    def shut_words(self) -> None:
        """A tag may be one of locked notes alone: its shelf is left."""
        if self._shelf.kind == "tag":
            self.say(None)
            self._use(Shelf("mine"))
        else:
            super().shut_words()

    def action_shelf_mine(self) -> None:
        """My own notes."""
        self._use(Shelf("mine"))

    def action_shelf_shared(self) -> None:
        """What colleagues let me read."""
        self._use(Shelf("shared"))

    async def action_shelf_tag(self) -> None:
        """One tag, over everything I may read."""
        tags = await self.ask(lambda plc: plc.notes.tags())
        if not tags:
            self.say("There are no tags yet: write #words in a note.")
            return
        chosen = await self.choose("Notes with which tag?", [Option(tag, safe.line(f"#{tag}")) for tag in tags])
        if chosen:
            self._use(Shelf("tag", chosen[0], f"#{chosen[0]}"))

    async def action_shelf_goal(self) -> None:
        """One goal, mine or shared with me."""
        goal = await choose_goal(self)
        if goal is not None:
            self._use(Shelf("goal", goal.id, goal.wording.question))

    async def action_shelf_stage(self) -> None:
        """One stage of inquiry."""
        stage = await choose_stage(self, stages())
        if stage:
            self._use(Shelf("stage", stage, stage_title(stage)))

    @on(ShelfLine.Chosen)
    def _shelf_clicked(self, message: ShelfLine.Chosen) -> None:
        self.carry_out(message.command_id)

    async def action_back(self) -> None:
        """From another shelf back to her own notes."""
        await super().action_back()
        if self._shelf.kind != "mine":
            self._use(Shelf("mine"))

    # The bin

    async def action_thrown_away(self) -> None:
        """What was deleted, to bring one of it back."""
        binned = await self.ask(lambda plc: [item for item in plc.bin.list() if item.kind == "note"])
        if not binned:
            self.say("You have deleted no notes in the last 30 days.")
            return
        now = self.plc_app.now()
        options = [
            Option(item.id, safe.line(_called(item)), safe.words(f"gone for good {on_day(item.gone, now)}"))
            for item in binned
        ]
        chosen = await self.choose("Bring which one back?", options)
        if chosen:
            item = next(item for item in binned if item.id == chosen[0])
            self.thrown = Thrown(item.id, "Your locked note" if item.locked else f"“{item.title}”")
            await self.action_bring_back()


def _called(binned: Binned) -> str:
    return LOCKED_NOTE if binned.locked else binned.title


def _notes(plc: Plc, shelf: Shelf, after: Cursor | None, count: int) -> Found[Note]:
    """One page of a shelf."""
    if shelf.kind == "mine" or shelf.kind == "shared":
        return plc.notes.list(shelf.kind, after=after, count=count)
    tag, goal, stage = (shelf.key if shelf.kind == kind else None for kind in ("tag", "goal", "stage"))
    return plc.notes.list("all", tag=tag, goal=goal, stage=stage, after=after, count=count)
