"""Writing a note: a full screen of plain Markdown that loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from plc_tui.domain.errors import NotFound, StaleEdit
from plc_tui.domain.notes import NewNote, Note
from plc_tui.ui import commands, safe, unlocking
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.audience import choose_audience
from plc_tui.ui.dialogs.stale import BOTH, MINE, Stale
from plc_tui.ui.screens.choosing import NO_GOAL, choose_model, choose_own_goal, choose_stage, question_of
from plc_tui.ui.screens.frame import Help, style
from plc_tui.ui.screens.note_fields import NoteFields, readers_of
from plc_tui.ui.widgets.audience_line import ONLY_YOU, ONLY_YOU_LOCKED, AudienceLine
from plc_tui.ui.words.notes import title_for, whole
from plc_tui.ui.words.prompts import after_next_heading, model_named

if TYPE_CHECKING:
    from plc_tui.services import Plc


class NoteEditor(NoteFields):
    """Writes a new note, or on in one that is there. Gives what is to be said then, as Content, or None."""

    NAME = "note-editor"
    PLACE = "notes"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("note_editor")
    ABOUT = Help(
        "Here you write, in your own words and for yourself first. Ctrl+S saves the note as a version; Esc goes back "
        "and keeps what you wrote as a draft, so that nothing is lost. Headings are questions that may help: answer "
        "some, skip others, or add another set with F4. A #word becomes a tag; @ names a colleague who may read it. "
        "The line above the text always says who can read it; Ctrl+O locks the note with your passphrase.",
        "Maya writes “I counted to seven today. #wait-time”, presses F4, chooses What? So what? Now what?, and "
        "answers two of the three.",
    )

    # Saving

    async def action_save(self) -> None:
        """Keep it as a version of the note, and stay."""
        title, body = title_for(self.title_field.value, self.area.text), self.area.text
        try:
            note = await self.ask(lambda plc: self._write(plc, title, body, self._base))
        except StaleEdit as stale:
            await self._settle(stale, title, body)
        else:
            await self._is_saved(note, body)

    def _write(self, plc: Plc, title: str, body: str, expect: int) -> Note:
        if self._note_id is None:
            known = model_named(self._model).id
            new = NewNote(body, title, known, self._stage, self._goal or None)
            return plc.notes.add(new, locked=self._locked)
        # a model that this community no longer has stays what the note says, unless she chooses another
        model = None if self._note is not None and self._note.model == self._model else self._model
        return plc.notes.edit(self._note_id, title, body, model, self._stage, expect=expect)

    async def _is_saved(self, note: Note, body: str) -> None:
        """The note holds `body`; what was typed since then is kept as a draft from here on."""
        await self.saved_for_good()
        if not self.title_field.value.strip():
            self.title_field.value = note.title
        self.take(note)
        self._draft = None
        self._saved_fields = {**self._fields(), "title": note.title, "body": body}
        self.watch_from(self._saved_fields)
        readers, people = await self.ask(lambda plc: readers_of(plc, note.id))
        self.show_readers(readers, people)
        self.show_state(f"Saved {self.plc_app.time(self.plc_app.now())}")
        ends = "Only you can read it." if readers in (ONLY_YOU, ONLY_YOU_LOCKED) else f"Who reads it now: {readers}"
        self.wrote(safe.words(f"Saved as version {note.version}. {ends}"))

    # Two windows, one note

    async def _settle(self, stale: StaleEdit, title: str, body: str) -> None:
        """Somebody (she herself) saved it elsewhere meanwhile: compare, and let her choose."""
        saved = await self.ask(lambda plc: plc.notes.show(self._note_id or ""))
        if (saved.title, saved.body) == (title, body):
            await self._is_saved(saved, body)
            return
        dialog = Stale(whole(saved.title, saved.body), whole(title, body), stale.kept)
        chosen = await self.push_wait(dialog)
        if chosen is None:
            self.say(f"Your text is also kept as version {stale.kept}, set aside. Ctrl+S asks again.")
        elif chosen == MINE:
            await self._keep_mine(saved, title, body)
        else:
            self._go_on_from(saved, both=chosen == BOTH)

    async def _keep_mine(self, saved: Note, title: str, body: str) -> None:
        try:
            note = await self.ask(lambda plc: self._write(plc, title, body, saved.version))
        except StaleEdit as stale:
            await self._settle(stale, title, body)
        else:
            await self._is_saved(note, body)

    def _go_on_from(self, saved: Note, *, both: bool) -> None:
        """Take over what is saved: instead of her text, or below it. Ctrl+Z undoes either."""
        self.take(saved)
        if both:
            self.area.append(f"\n\n---\n\nFrom the other window, version {saved.version}:\n\n{saved.body}")
            self.say("Both texts are here. Save with Ctrl+S when it reads as you want it.")
        else:
            self.title_field.value = saved.title
            self.area.replace_all(saved.body)
            self.say(f"This is version {saved.version}, as it was saved. Ctrl+Z brings your text back.")
        self._saved_fields = {**self._fields(), "title": saved.title, "body": saved.body}
        self.describe()

    def refresh_place(self) -> None:
        """Who may read it may have changed; and so may the note, in another window."""
        if self._note_id is not None and self._note is not None:
            self.in_background(self._look_again(self._note_id), group="reload", exclusive=True)

    async def _look_again(self, note_id: str) -> None:
        try:
            note, readers = await self.ask(lambda plc: (plc.notes.show(note_id), readers_of(plc, note_id)))
        except NotFound:
            self.say("This note is in the bin now. Your words here are kept as a draft.")
            return
        self._follow_lock(note)
        self.show_readers(*readers)
        if note.version > self._base and self._told_of != note.version:
            self._told_of = note.version
            self.say("This note was saved in another window too. Ctrl+S will show you both texts.")

    # The lock

    def _follow_lock(self, note: Note) -> None:
        """It may have been locked in another window, or its lock taken off there."""
        if note.locked != self._locked:
            self._locked = note.locked
            self._keep()
            if note.shut:
                self.say("This note was locked in another window. F2, Open my locked notes: then plc keeps your words.")

    async def action_lock(self) -> None:
        """Seal the note and its draft; a new note from its first word on."""
        await self.plc_app.keeper.flush(self.draft_place())
        if self._note_id is not None:
            note = await unlocking.lock(self, self._note_id)
            if note is not None:
                self._note = note
                await self._is_locked(locked=True)
        elif await unlocking.need_open(self):
            await self._is_locked(locked=True)
            self.say("Locked from its first word on: the draft is, and the note will be when you save it.")

    async def action_take_lock_off(self) -> None:
        """An ordinary note again; a new one is not locked after all."""
        note_id = self._note_id
        consequence = "Its words stand in the file in the open again. Only you can read it."
        if not await self.confirm("Take the lock off?", consequence, "Take it off"):
            return
        if note_id is not None:
            self._note = await self.ask(lambda plc: plc.locks.take_off(note_id))
        await self._is_locked(locked=False)
        self.wrote("The lock is off. Only you can read it until you share it.")

    async def _is_locked(self, *, locked: bool) -> None:
        """What is written from now on is sealed, or not; its draft at once."""
        self._locked = locked
        note_id = self._note_id
        self.show_readers(*await self.ask(lambda plc: readers_of(plc, note_id)))
        self._keep()
        await self.plc_app.keeper.flush(self.draft_place())

    async def action_plain_copy(self) -> None:
        """A copy that can be shared."""
        if self._note_id is not None:
            await unlocking.plain_copy(self, self._note_id)

    def _reason_not_with_lock(self, command_id: str) -> str | None:
        if command_id == "lock" and self._locked:
            return "It is locked."
        if command_id in ("take_lock_off", "plain_copy") and not self._locked:
            return "It is not locked."
        if command_id == "plain_copy" and self._note_id is None:
            return "Save it first with Ctrl+S."
        return None

    # What else can be done while writing

    def shown_commands(self) -> tuple[Command, ...]:
        """Without headings the keyline offers no way to the next one."""
        shown = super().shown_commands()
        return tuple(c for c in shown if c.id != "next_prompt" or self.reason_not(c.id) is None)

    def reason_not(self, command_id: str) -> str | None:
        """Why not now."""
        if command_id in ("lock", "take_lock_off", "plain_copy"):
            return self._reason_not_with_lock(command_id)
        if command_id == "share" and self._note_id is None:
            return "Save it first with Ctrl+S; until then only you can read it."
        if command_id == "stage" and not model_named(self._model).stages:
            return "Only a spiral of inquiry has stages. F4 changes the prompts."
        if command_id == "next_prompt" and after_next_heading(self.area.text.split("\n"), 0) is None:
            return "There are no headings here. F4 gives you some questions."
        if command_id == "drop_draft" and self.unchanged:
            return "There is no draft here; this is what was saved."
        return None

    async def action_model(self) -> None:
        """Other prompts, half-way: what is written stays."""
        chosen = await choose_model(self, self._model)
        if chosen is None or chosen == self._model:
            return
        added = self.use_model(chosen)
        self._keep()
        title = model_named(chosen).title
        below = "Its headings are below your text; Ctrl+Z takes them away." if added else "Your text stays as it is."
        self.say(safe.fill("$title $below", title=title if title[-1:] in ".?!" else f"{title}.", below=below))

    def action_next_prompt(self) -> None:
        """On to the next heading; after the last comes the first."""
        row = after_next_heading(self.area.text.split("\n"), self.area.cursor_location[0])
        if row is not None:
            self.area.move_cursor((row, 0))
            self.area.focus()

    async def action_stage(self) -> None:
        """Where in the spiral this note stands."""
        chosen = await choose_stage(self, model_named(self._model).stages, self._stage)
        if chosen is not None:
            self._stage = chosen
            self._keep()

    async def action_tie_goal(self) -> None:
        """Tie it to a goal: at once when the note is there, else when it is saved."""
        chosen = await choose_own_goal(self, self._goal or None)
        if chosen is None:
            return
        goal = None if chosen == NO_GOAL else chosen
        if self._note_id is not None:
            note_id = self._note_id
            await self.ask(lambda plc: plc.notes.link(note_id, goal))
            self.plc_app.tell_change()
        self._goal, self._question = goal or "", await self.ask(lambda plc: question_of(plc, goal))
        self._keep()
        self.say("It is tied to no goal now." if goal is None else "It is tied to your goal now.")

    async def action_share(self) -> None:
        """The ladder; what they read is what was saved last. Of a locked note a plain copy can be shared."""
        if self._note_id is not None and self._locked:
            copy = await unlocking.plain_copy(self, self._note_id)
            if copy is not None:
                await choose_audience(self, copy.id)
        elif self._note_id is not None:
            await choose_audience(self, self._note_id)

    @on(AudienceLine.Chosen)
    def _line_clicked(self) -> None:
        self.carry_out("share")

    def action_drop_draft(self) -> None:
        """Back to what was saved; the text she lets go can still be brought back with Ctrl+Z."""
        saved = self._saved_fields
        self.title_field.value = saved["title"]
        self.area.replace_all(saved["body"])
        if self._note is not None:
            self.take(self._note)
        else:
            self._model, self._stage = "free", ""
        self._keep()
        self.say("The draft is let go. Ctrl+Z in the text brings it back.")

    def _keep(self) -> None:
        """Something beside the text changed."""
        self.describe()
        self.plc_app.keeper.touched(self.draft_place())

    @on(Input.Submitted)
    def _title_done(self) -> None:
        self.area.focus()

    # Going back

    async def action_back(self) -> None:
        """Keep the draft; where nothing differs from what was saved, there is none to keep."""
        if self.unchanged and (self._draft is not None or self.plc_app.keeper.state(self.draft_place())):
            await self.saved_for_good()
        await super().action_back()

    def going_back(self) -> Content | None:
        """What is said where she comes back to."""
        if self.unchanged:
            return None
        return Content("Your words are kept as a draft, not saved yet. Open it again to go on.")
