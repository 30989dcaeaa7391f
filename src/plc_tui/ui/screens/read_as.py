"""The page of a note as a colleague would see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.audience import in_words
from plc_tui.ui import commands, markdown, safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.choosing import question_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.audience_line import audience_words
from plc_tui.ui.widgets.prose import Prose
from plc_tui.ui.widgets.thread import Thread
from plc_tui.ui.words.notes import about_line

if TYPE_CHECKING:
    from plc_tui.domain.notes import Note, Response
    from plc_tui.domain.values import Person
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking


@dataclass(frozen=True, slots=True)
class Sight:
    """What a colleague would find: the note and its goal only if they may read them."""

    person: Person
    readable: bool
    note: Note
    responses: tuple[Response, ...]
    goal: str
    readers: str


async def choose_colleague(screen: Talking) -> str | None:
    """Which colleague's eyes? None when she went back or is alone here."""
    members = await screen.ask(lambda plc: tuple(m for m in plc.members.list() if m.id != plc.actor.id))
    if not members:
        screen.say("There is nobody else here yet.")
        return None
    options = [Option(m.handle, safe.fill("$name [$soft]@$handle[/]", name=m.name, handle=m.handle)) for m in members]
    chosen = await screen.choose("Read it as whom?", options)
    return chosen[0] if chosen else None


class ReadAsScreen(SubScreen):
    """Shows a note of hers with a colleague's eyes; nothing can be done to it here."""

    NAME = "read-as"
    PLACE = "notes"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("read_as")
    ABOUT = Help(
        "The page exactly as a colleague would see it: the same words, the same responses, and only those links to "
        "goals that this colleague may follow. Earlier versions and drafts are for you alone.",
        "Before a meeting Maya looks at her note as Sam: “Sam Reyes cannot read this note.”",
    )

    def __init__(self, note_id: str, handle: str) -> None:
        super().__init__()
        self._note_id, self._handle = note_id, handle
        self._sight: Sight | None = None

    def compose_place(self) -> ComposeResult:
        """Who looks, and what there is to see."""
        yield Static(id="verdict")
        with VerticalScroll(id="page"):
            yield Prose(id="body")
            yield Thread(id="thread", nobody="Nobody has responded yet.")

    def on_mount(self) -> None:
        """Fetch it."""
        self.query_one("#thread").display = False
        self.query_one("#page").focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """The audience may have changed."""
        self.run_ask(self._look, self._show)

    def _look(self, plc: Plc) -> Sight:
        person = plc.members.show(self._handle).person
        note = plc.notes.show(self._note_id)
        goal = question_of(plc, note.goal) if note.goal and plc.audience.can_read(note.goal, self._handle) else ""
        readable = plc.audience.can_read(note.id, self._handle)
        readers = in_words(note.audience, note.author, person.id)
        return Sight(person, readable, note, plc.responses.of(note.id), goal, readers)

    def _show(self, sight: Sight) -> None:
        self._sight = sight
        words = "As $name sees it" if sight.readable else "$name cannot read this note"
        self.query_one("#verdict", Static).update(safe.fill(f"[bold $warm]{words}[/]", name=sight.person.name))
        thread = self.query_one("#thread", Thread)
        thread.display = sight.readable
        thread.show(sight.responses, sight.person.id)
        self._draw()

    def on_resize(self) -> None:
        """The lines fall elsewhere in another width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        sight, body = self._sight, self.query_one("#body", Prose)
        width = body.content_region.width
        if sight is None or width < 1:
            return
        if sight.readable:
            body.show_lines(self._page(sight, width), width)
        else:
            body.update(self._nothing(sight))

    def _page(self, sight: Sight, width: int) -> list[Content]:
        now, clock = self.plc_app.now(), self.plc_app.settings.clock
        head = (
            safe.line(sight.note.title, "bold $accent"),
            audience_words(sight.readers),
            about_line(sight.note, sight.person.id, now, goal=sight.goal, clock=clock),
        )
        # The text's lines are made for this width and are not wrapped again; those above it break between words here.
        lines = [line.rstrip() for part in head for line in part.wrap(width)]
        return [*lines, Content(), *markdown.lines(sight.note.body, width, marks_of(self))]

    def _nothing(self, sight: Sight) -> Content:
        return safe.fill(
            "For $name it is not there: not in a list, not in Find, not by its name. An open review may show one "
            "version of it to those you asked; the line above your note says so.",
            name=sight.person.name,
        )

    async def action_someone_else(self) -> None:
        """Another colleague's eyes."""
        handle = await choose_colleague(self)
        if handle is not None:
            self._handle = handle
            self.refresh_place()
