"""A note to read: its words, who can read it, and what colleagues say about it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import NotFound, NotPermitted, PlcError
from plc_tui.ui import commands, markdown, safe, unlocking
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.respond import respond
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.choosing import question_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.note_acts import NoteActs
from plc_tui.ui.widgets.audience_line import ONLY_YOU, AudienceLine
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.prose import Prose
from plc_tui.ui.widgets.quiet import say
from plc_tui.ui.widgets.thread import Thread, gist, headline, in_order, news
from plc_tui.ui.words.locked import LOCKED_NOTE, SHUT, title_of
from plc_tui.ui.words.notes import about_line

if TYPE_CHECKING:
    from plc_tui.domain.notes import Note, Response, ResponseKind
    from plc_tui.services import Plc

_RESPONSES = ("encourage", "wonder", "connect")
_HERS = ("edit", "share", "ask_review", "read_as", "versions", "answer", *_RESPONSES)
"""What the keyline leaves out where it cannot be done: an author's acts for a reader, a reader's for the author."""

_NOBODY = {
    "mine alone": "Nobody else can read it, so nobody has responded. s lets a colleague read it.",
    "mine": "Nobody has responded yet. When somebody does, it waits for you on Home.",
    "locked": "Nobody else can read it. s makes a plain copy that you can share.",
    "theirs": "Nobody has responded yet. Be the first: e encourages, w asks a question, c connects.",
}

_OPENING = "It is still being opened."
_GONE = "This note is not here any more. Esc goes back."
_BINNED = "This note is in the bin. Press u to bring it back, or Esc to go back."


@dataclass(frozen=True, slots=True)
class View:
    """A note with everything its page shows."""

    note: Note
    responses: tuple[Response, ...]
    readers: str
    goal: str


class NoteScreen(NoteActs, SubScreen):
    """Reads one note. It follows what colleagues do, and stays where she is reading."""

    NAME = "note"
    PLACE = "notes"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("note")
    ABOUT = Help(
        "Here you read a note and what colleagues say about it. To a colleague's note you respond: encourage (what is "
        "worth keeping), wonder (an open question), connect (me too, or someone who knows). On a note of yours you "
        "answer what they say, write on, compare versions, and decide who may read it.",
        "Ben presses w and writes “What had Amir been waiting for?”. Maya finds the question on Home, opens the note, "
        "presses a and answers it in the thread.",
    )

    def __init__(self, note_id: str) -> None:
        super().__init__()
        self._note_id = note_id
        self._view: View | None = None
        self._drawn: tuple[str, int] | None = None
        self._asked = False
        self._opening = True
        """Whether it is not known yet what there is to read."""

    def compose_place(self) -> ComposeResult:
        """Title and who can read it stay in sight; the note and its thread scroll below."""
        yield Static(id="note-name")
        yield AudienceLine("", id="readers")
        yield Static(id="about")
        with VerticalScroll(id="page"):
            yield Prose(id="body")
            yield Thread(id="thread")

    def on_mount(self) -> None:
        """Fetch it."""
        self.query_one("#thread").display = False
        self.query_one("#page").focus()
        self.refresh_place()

    @property
    def note(self) -> Note | None:
        """The note, while it can be read."""
        return self._view.note if self._view else None

    # Fetching and showing

    def refresh_place(self) -> None:
        """Somebody wrote: perhaps here."""
        self.in_background(self._reload(), group="reload", exclusive=True)

    async def _reload(self) -> None:
        try:
            view = await self.ask(self._look)
        except NotFound:
            self._show_gone(Content(_GONE if self.thrown is None else _BINNED))
        except NotPermitted as left:  # she was removed meanwhile
            self._show_gone(safe.words(str(left)))
        else:
            self._show(view)

    def _look(self, plc: Plc) -> View:
        note = plc.notes.show(self._note_id)
        responses, readers = plc.responses.of(note.id), plc.audience.words(note.id)
        with suppress(PlcError):  # a file that cannot be written just now can be read all the same
            plc.home.seen(note.id)
        return View(note, responses, readers, question_of(plc, note.goal))

    def _opened(self) -> None:
        """It is known now: a key that came too early needs no answer any more."""
        notice = self.query_one(Keyline).notice
        if self._opening and notice is not None and notice.plain == _OPENING:
            self.say(None)
        self._opening = False

    def _show(self, view: View) -> None:
        self._opened()
        new = Content("") if self._view is None else news(self._view.responses, view.responses, self.me)
        self._view = view
        note = view.note
        about = about_line(note, self.me, self.plc_app.now(), goal=view.goal, clock=self.plc_app.settings.clock)
        say(self.query_one("#note-name", Static), title_of(note, "bold $accent"))
        say(self.query_one("#about", Static), about)
        readers = self.query_one("#readers", AudienceLine)
        readers.display = True
        readers.show(view.readers)
        self._draw_body()
        thread = self.query_one("#thread", Thread)
        thread.display = True
        thread.show(view.responses, self.me, nobody=self._nobody(view))
        self.query_one(Keyline).commands = self.shown_commands()
        if new:
            self.call_after_refresh(self._tell_new, new)
        if note.shut and not self._asked:
            self._asked = True
            self.in_background(self._open_locked(), group="passphrase")

    def _tell_new(self, new: Content) -> None:
        """Say that there is more below than she sees; what she reads stays where it is."""
        page = self.query_one("#page", VerticalScroll)
        if page.max_scroll_y > page.scroll_offset.y:
            self.say(new)

    async def _open_locked(self) -> None:
        """Ask for the passphrase; going back leads back to where she came from, and what was said is said there."""
        if not await unlocking.open_locked(self):
            self.dismiss(self.query_one(Keyline).notice)

    def holds_locked(self) -> bool:
        """Whether its words are those of a locked note."""
        return self.note is not None and self.note.locked and not self.note.shut

    def _nobody(self, view: View) -> str:
        if view.note.author.id != self.me:
            return _NOBODY["theirs"]
        if view.note.locked:
            return _NOBODY["locked"]
        return _NOBODY["mine alone" if view.readers == ONLY_YOU else "mine"]

    def _draw_body(self) -> None:
        body = self.query_one("#body", Prose)
        width = body.content_region.width or body.scrollable_content_region.width
        if self._view is None or width < 1:
            return
        note = self._view.note
        drawn = (SHUT if note.shut else note.body, width)
        if drawn != self._drawn:
            self._drawn = drawn
            if note.shut:
                body.update(Content.styled(SHUT, "$soft"))
            else:
                body.show_lines(markdown.lines(note.body, width, marks_of(self)), width)

    def on_resize(self) -> None:
        """The lines fall elsewhere in another width."""
        self.call_after_refresh(self._draw_body)

    def _show_gone(self, why: Content) -> None:
        """It is in the bin, no longer shared with her, or she has left: nothing of it stays on the screen."""
        self._opened()
        self._view = self._drawn = None
        for name in ("#note-name", "#about"):
            self.query_one(name, Static).update(Content(""))
        self.query_one("#readers").display = self.query_one("#thread").display = False
        self.query_one("#body", Static).update(why.stylize("$soft"))

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """An author does other things with a note than its readers do."""
        every = super().shown_commands()
        return tuple(c for c in every if c.id not in _HERS or self.reason_not(c.id) is None)

    def reason_not(self, command_id: str) -> str | None:
        """Why not now."""
        if self._opening:
            return _OPENING
        if command_id in _RESPONSES:
            return self._reason_not_respond()
        if command_id in ("answer", "withdraw"):
            return self._reason_not_in_thread(command_id)
        if command_id == "open_goal" and (self.note is None or not self.note.goal):
            return "This note is not tied to a goal."
        return super().reason_not(command_id)

    def _reason_not_respond(self) -> str | None:
        if self.note is None:
            return "There is no note here."
        if self.note.author.id == self.me:
            return "It is your own note; press a to answer what others say."
        return None

    def _reason_not_in_thread(self, command_id: str) -> str | None:
        responses = self._view.responses if self._view else ()
        if command_id == "answer":
            return None if responses else "Nobody has responded yet, so there is nothing to answer."
        mine = any(response.author.id == self.me for response in responses)
        return None if mine else "You have not responded here."

    @on(AudienceLine.Chosen)
    def _line_clicked(self) -> None:
        self.carry_out("share")

    async def action_encourage(self) -> None:
        """What is worth keeping."""
        await self._respond(self._note_id, "encourage")

    async def action_wonder(self) -> None:
        """An open question."""
        await self._respond(self._note_id, "wonder")

    async def action_connect(self) -> None:
        """Me too, or someone who knows."""
        await self._respond(self._note_id, "connect")

    async def action_answer(self) -> None:
        """Answer a response; which one is asked when there are several."""
        chosen = await self._choose_response("Answer which one?", self._view.responses if self._view else ())
        if chosen is not None:
            await self._respond(chosen.id, "answer")

    async def _respond(self, thing_id: str, kind: ResponseKind) -> None:
        if await respond(self, thing_id, kind):
            self.query_one("#page", VerticalScroll).scroll_end(animate=False)

    async def _choose_response(self, title: str, responses: tuple[Response, ...]) -> Response | None:
        if len(responses) == 1:
            return responses[0]
        now, clock = self.plc_app.now(), self.plc_app.settings.clock
        options = [
            Option(response.id, headline(response, self.me, now, clock), gist(response))
            for _, response in in_order(responses)
        ]
        newest = next((r.id for r in reversed(responses) if r.author.id != self.me), responses[-1].id)
        chosen = await self.choose(title, options, chosen=(newest,))
        return next((r for r in responses if chosen and r.id == chosen[0]), None)

    async def action_withdraw(self) -> None:
        """A response of hers goes into the bin."""
        mine = tuple(r for r in (self._view.responses if self._view else ()) if r.author.id == self.me)
        chosen = await self._choose_response("Take which one back?", mine)
        if chosen is not None:
            await self.ask(lambda plc: plc.responses.withdraw(chosen.id))
            self.wrote("Your response is in the bin; nobody reads it there.")

    async def action_edit(self) -> None:
        """Write on; a locked note that is shut is opened first."""
        from plc_tui.ui.screens.note_editor import NoteEditor

        if self._own.shut:
            await unlocking.open_locked(self)
            return
        await self.go_through(NoteEditor(self._note_id))

    async def action_versions(self) -> None:
        """What changed, and when."""
        from plc_tui.ui.screens.versions import VersionsScreen

        await self.go_through(VersionsScreen(self._note_id))

    async def action_its_journal(self) -> None:
        """Who could read it, and since when."""
        from plc_tui.ui.screens.journal import JournalScreen

        await self.go_through(JournalScreen(self._note_id, self.note.title or LOCKED_NOTE if self.note else ""))

    async def action_read_as(self) -> None:
        """The page as a colleague would see it."""
        from plc_tui.ui.screens.read_as import ReadAsScreen, choose_colleague

        handle = await choose_colleague(self)
        if handle is not None:
            await self.go_through(ReadAsScreen(self._note_id, handle))

    async def action_ask_review(self) -> None:
        """A colleague's considered look."""
        from plc_tui.ui.screens.ask_review import AskReviewScreen

        work = await self._plain_one(self._own)
        if work is None:
            return
        said = await self.push_wait(AskReviewScreen(work.id))
        if isinstance(said, Content):
            self.wrote(said)

    async def action_open_goal(self) -> None:
        """The goal it is tied to."""
        from plc_tui.ui.doors import open_thing

        if self.note is not None and self.note.goal:
            said = await open_thing(self, self.note.goal)
            if said is not None:
                self.say(said)
