"""The fields of a note being written: what they begin from, what is kept as a draft, and the lines above the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from plc_tui.domain.errors import NotFound
from plc_tui.text import clean_line, one_line_summary, tags_in
from plc_tui.ui import safe, unlocking
from plc_tui.ui.screens.choosing import question_of
from plc_tui.ui.screens.frame import EditorScreen
from plc_tui.ui.widgets.audience_line import ONLY_YOU, ONLY_YOU_LOCKED, AudienceLine
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.note_area import Names, NoteArea
from plc_tui.ui.widgets.quiet import say
from plc_tui.ui.words.days import ago
from plc_tui.ui.words.notes import counted_words, model_words
from plc_tui.ui.words.prompts import missing_headings, model_named, only_headings, own_words, prompt_above

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.domain.notes import Note
    from plc_tui.domain.values import Person
    from plc_tui.services import Plc

_PAUSE = 0.4
"""Seconds after a key until words are counted: never work over the whole text on each key."""


@dataclass(frozen=True, slots=True)
class Start:
    """What an editor begins from."""

    note: Note | None
    draft: Draft | None
    readers: str
    people: tuple[Person, ...]
    goal: str
    question: str

    @property
    def shut(self) -> bool:
        """Whether she is asked for her passphrase before she can go on with it."""
        return (self.note is not None and self.note.shut) or (self.draft is not None and self.draft.shut)


class NoteFields(EditorScreen):
    """Title and text of a note, new or there already, and what is said above them."""

    def __init__(self, note_id: str | None = None, *, model: str | None = None, goal: str | None = None) -> None:
        super().__init__()
        self._note_id, self._model, self._goal, self._stage = note_id, model or "free", goal or "", ""
        self._asked_for = model
        """The model a new note begins with; None for the one she set for herself."""
        self._note: Note | None = None
        self._locked = self._aside = False
        """Whether what is written is sealed; whether it lies beside another draft of a new note."""
        self._base = 0
        """The version her words began from: what a save expects to be the newest one."""
        self._other_tags: tuple[str, ...] = ()
        """Tags it has that are not in its text."""
        self._question, self._saved_fields = "", self._blank()
        self._begun = False
        self._as_saved: Mapping[str, str] | None = None
        self._draft: Draft | None = None
        self._told_of = 0
        self._pause: Timer | None = None
        self.names = Names()
        self.area = NoteArea(self.names)
        hint = "A title, or none: your first words will do"
        self.title_field = Input(placeholder=hint, compact=True, id="note-title")
        self.title_field.cursor_blink = False

    def compose_place(self) -> ComposeResult:
        """Title, who can read it, what it is, the question at hand, and the text."""
        yield self.title_field
        yield AudienceLine(id="readers")
        yield Static(id="about")
        yield Static(id="prompt")
        yield self.area
        yield self.names

    def on_mount(self) -> None:
        """Write at once; what was there before comes a moment later."""
        self.area.be_wide(self.plc_app.settings.editor_width)
        self.area.focus()
        self.watch_draft(early=True)  # her first words are kept too when the line drops before the file is open
        self.in_background(self._begin())

    # Beginning

    async def _begin(self) -> None:
        try:
            start = await self.ask(self._look)
        except NotFound:
            self._note_id = None
            start = await self.ask(self._look)
            self.say("That note is not there any more. What you write here becomes a new one.")
        if start.shut:
            opened = await self._opened(start)
            if opened is None:
                await self.plc_app.keeper.release(self.draft_place())
                self.dismiss(None)
                return
            start = opened
        typed = self.area.text
        if typed:  # before the file was open: it comes back once what was there before is in its place
            self.area.put("")
        self._fill(start)
        if typed:
            self.area.insert(typed, maintain_selection_offset=False)
        model = self._first_model(start)
        if model != "free":
            self.use_model(model)
        self._begun = True
        self.describe()

    async def _opened(self, start: Start) -> Start | None:
        """What she begins from once her locked notes are open; without them only a new note can be begun."""
        if await unlocking.open_locked(self):
            return await self.ask(self._look)
        if start.note is not None:
            return None
        self._aside = True
        self.say("A new page. The locked note you began waits among your drafts.")
        return replace(start, draft=None)

    def _first_model(self, start: Start) -> str:
        """Return the model whose questions are put on a new page; a draft has its own, unless another is asked for."""
        if start.note is not None or (self._asked_for is None and start.draft is not None):
            return "free"
        return self._asked_for or model_named(self.plc_app.settings.default_model).id

    def _look(self, plc: Plc) -> Start:
        note = plc.notes.show(self._note_id) if self._note_id else None
        draft = plc.drafts.find(self.draft_place())
        goal = (note.goal or "") if note else (self._goal or (draft.fields.get("goal", "") if draft else ""))
        readers, people = readers_of(plc, self._note_id)
        if note is None and not _is_own_goal(plc, goal):
            goal = ""
        return Start(note, draft, readers, people, goal, question_of(plc, goal))

    def _fill(self, start: Start) -> None:
        self._goal, self._question = start.goal, start.question
        if start.note is not None:
            self.take(start.note)
            self._put(start.note.title, start.note.body)
        self._saved_fields = self._fields()
        if start.draft is not None and not _same_text(start.draft, start.note):
            self._restore(start.draft)
        self.watch_draft(aside=self._aside)
        self.show_readers(start.readers, start.people)

    def show_readers(self, words: str, people: tuple[Person, ...]) -> None:
        """Say who can read it, and let it name them; a new note that is locked is so before it can be read."""
        self.area.people = people
        locked = self._locked and self._note_id is None
        self.query_one("#readers", AudienceLine).show(ONLY_YOU_LOCKED if locked else words)

    def holds_locked(self) -> bool:
        """Whether what is written here is sealed."""
        return self._locked

    def hide_words(self) -> None:
        """What is written is kept as a draft, and the fields are empty."""
        super().hide_words()
        self.title_field.value = ""
        self.area.put("")

    def take(self, note: Note) -> None:
        """From now on she writes on from this state of the note."""
        self._note, self._note_id, self._base = note, note.id, note.version
        self._model, self._stage, self._locked = note.model, note.stage, note.locked
        in_text = tags_in(note.body)
        self._other_tags = tuple(tag for tag in note.tags if tag not in in_text)

    def _put(self, title: str, body: str, *, at_end: bool = False) -> None:
        self.title_field.value = title
        self.area.put(body, at_end=at_end)

    def _restore(self, draft: Draft) -> None:
        """Her words from last time, and the version she began them from."""
        fields = draft.fields
        self._draft = draft
        self._locked = draft.locked if self._note is None else self._note.locked
        title = clean_line(fields.get("title", ""))  # a draft is kept as text of many lines
        self._put(title, fields.get("body", ""), at_end=True)
        self._model, self._stage = fields.get("model") or self._model, fields.get("stage") or self._stage
        version = fields.get("version", "")
        self._base = int(version) if version.isdecimal() else self._base
        day = ago(draft.updated, self.plc_app.now())
        since = "" if day == "today" else f" from {day}"
        self.say(f"Here is your draft{since} again. F8 lets it go.")

    @property
    def note_id(self) -> str | None:
        """The note that is being written; None until a new one is saved."""
        return self._note_id

    def use_model(self, model_id: str) -> str:
        """Write through another model: its missing headings come below. Gives what was added."""
        self._model = model_id
        model = model_named(model_id)
        added = missing_headings(model, self.area.text)
        blank = not self.area.text.strip()
        if added:
            self.area.append(added)
        if blank and added:
            self.area.move_cursor((1, 0))
            self.area.call_after_refresh(self.area.scroll_home, animate=False)  # the first heading is in sight
        if self._stage not in model.stages:
            self._stage = ""
        self.describe()
        return added

    # What is kept as a draft

    def draft_place(self) -> str:
        """One draft of a new note, and one of each note that is there."""
        return f"note:{self._note_id or 'new'}"

    def draft_fields(self) -> Mapping[str, str]:
        """Everything that is needed to go on another day; nothing while nothing of her own is there."""
        if self._as_saved is not None:
            return self._as_saved
        fields = self._fields()
        blank = self._note_id is None and not fields["title"].strip() and only_headings(fields["body"])
        return self._blank() if blank else fields

    def _fields(self) -> dict[str, str]:
        texts = {"title": self.title_field.value, "body": self.area.text}
        version = str(self._base) if self._base else ""
        choices = {"model": self._model, "stage": self._stage, "goal": self._goal, "version": version}
        return {**texts, **choices, "locked": "yes" if self._locked else ""}

    def _blank(self) -> dict[str, str]:
        return dict.fromkeys(("title", "body", "model", "stage", "goal", "version", "locked"), "")

    def watch_from(self, saved: Mapping[str, str]) -> None:
        """Watch from here on with `saved` as what needs no draft, whatever was typed in the meantime."""
        self._as_saved = saved
        self.watch_draft()
        self._as_saved = None
        self.plc_app.keeper.touched(self.draft_place())

    def on_screen_suspend(self) -> None:
        """She goes to another place: what she wrote is on disk before anything there can ask for it."""
        if self._begun:
            self.in_background(self.plc_app.keeper.flush(self.draft_place()))

    def on_screen_resume(self) -> None:
        """Back again. Another editor of the same text may have been open in the meantime, in another place."""
        self.area.be_wide(self.plc_app.settings.editor_width)
        watched = self.plc_app.keeper.watches(self.draft_place(), self.draft_fields)
        if self._begun and not watched and not self.must_leave:
            self.in_background(self._catch_up(), group="catch-up", exclusive=True)

    async def _catch_up(self) -> None:
        """Go on from the draft the other editor left; where it left none, her words here become one again."""
        draft = await self.ask(lambda plc: plc.drafts.find(self.draft_place()))
        if draft is not None and draft.shut:
            return
        if draft is not None:
            self._restore(draft)
            self.watch_draft()
        else:
            self.watch_from(self._blank())
            self.say("This text was saved or let go in another place. What is here is a draft again.")

    @property
    def unchanged(self) -> bool:
        """Whether the fields say what the saved note says (or a new one says nothing)."""
        names = ("title", "body", "model", "stage")
        fields, saved = self.draft_fields(), self._saved_fields
        if all(fields[name] == saved[name] for name in names):
            return True
        return not any(words for name, words in fields.items() if name != "locked")

    # The lines above the text

    @on(TextArea.Changed)
    @on(NoteArea.Moved)
    def _later(self) -> None:
        if self._pause is None:
            self._pause = self.set_timer(_PAUSE, self._after_a_pause)

    def _after_a_pause(self) -> None:
        self._pause = None
        self.describe()

    def describe(self) -> None:
        """Say again what the text is, how long, and which question she is at."""
        body = self.area.text
        tags = " ".join(f"#{tag}" for tag in dict.fromkeys((*self._other_tags, *tags_in(body))))
        parts = [
            safe.line(model_words(self._model, self._stage), "$soft"),
            Content.styled(counted_words(own_words(body)), "$soft"),
            safe.line(tags, "$accent"),
            safe.fill("[$soft]on “$goal”[/]", goal=one_line_summary(self._question, 50))
            if self._question
            else Content(""),
        ]
        say(self.query_one("#about", Static), Content.styled(" · ", "$line").join(p for p in parts if p.plain))
        model = model_named(self._model)
        lines = body.split("\n") if model.prompts else []
        prompt = prompt_above(lines, self.area.cursor_location[0], model)
        hint = self.query_one("#prompt", Static)
        hint.display = prompt is not None
        say(hint, safe.line(prompt.ask if prompt else ""))
        self.query_one(Keyline).commands = self.shown_commands()


def readers_of(plc: Plc, note_id: str | None) -> tuple[str, tuple[Person, ...]]:
    """Who can read a note, in words, and whom its text may name: those readers who do not write it."""
    if note_id is None:
        return ONLY_YOU, ()
    readers = plc.audience.mentionable(note_id)
    return plc.audience.words(note_id), tuple(person for person in readers if person.id != plc.actor.id)


def _is_own_goal(plc: Plc, goal_id: str) -> bool:
    """Whether a new note can be tied to it: the goal of an old draft may be gone, another's goal is not hers to use."""
    if not goal_id:
        return False
    try:
        return plc.goals.show(goal_id).owner.id == plc.actor.id
    except NotFound:
        return False


def _same_text(draft: Draft, note: Note | None) -> bool:
    """Whether a draft says no more than the note does, as when it was saved a moment before the end."""
    return note is not None and (draft.fields.get("title"), draft.fields.get("body")) == (note.title, note.body)
