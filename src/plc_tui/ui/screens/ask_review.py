"""Asking for reviews of a note or goal: the question first, then who, in which frame, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from plc_tui.dates import read_date
from plc_tui.text import clean_line
from plc_tui.ui import commands, safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.answering import KEPT
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.screens.talking import Talking
from plc_tui.ui.widgets.growing import Growing
from plc_tui.ui.words.days import day
from plc_tui.ui.words.review_ask import (
    NAMED,
    Asking,
    frame_options,
    frame_words,
    masked_words,
    new_request,
    people_options,
    read_whom,
    whom_options,
    whom_words,
)

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.services import Plc

_LONGEST_LIST = 200
"""So many notes are offered to choose from; an older one can be asked about from its own page."""

_READERS = "[$soft]Who can read it:[/] [b $good]Only you[/][$soft], until you ask. Before that you read who would.[/]"
_ASKED = Content("Asked. What comes back waits for you in Reviews and on Home.")


_WHAT = "What should they look at?"
_NOTHING = "A review needs something to look at. Write a note (3) or a goal (2) first."


async def choose_work(
    screen: Talking, what: str = _WHAT, nothing: str = _NOTHING, *, others: Sequence[Option] = ()
) -> str | None:
    """Let her choose a note or goal of hers, or one of `others`; None when she went back or has none."""

    def works(plc: Plc) -> list[Option]:
        goals = [
            Option(goal.id, safe.line(goal.wording.question), Content("a goal of yours"))
            for goal in plc.goals.list(whose="mine").items
        ]
        notes = [
            Option(note.id, safe.line(note.title), Content("a note of yours"))
            for note in plc.notes.list(whose="mine", count=_LONGEST_LIST).items
            if not note.locked
        ]
        return [*notes, *goals]

    options = await screen.ask(works)
    if not options:
        screen.say(nothing)
        return None
    chosen = await screen.choose(what, [*others, *options], hint="Type to narrow the list")
    return chosen[0] if chosen else None


class AskReviewScreen(EditorScreen):
    """The form of an ask. Gives what is to be said: that it is made, or that its words are kept as a draft."""

    NAME = "ask-review"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("ask_review")
    ABOUT = Help(
        "Say first what you want help with: a question gets better answers than “what do you think?”. Then say what is "
        "off-limits, in which frame they write, whom you ask and by when you hope for it. Your colleagues read this "
        "version of the work; what you change later stays yours.",
        "“Are these questions worth seven seconds of silence?” Off-limits: the worksheet, it is the department's. "
        "Frame: warm and cool. Ask Ben and Noor, by Friday.",
    )

    def __init__(self, work_id: str) -> None:
        super().__init__()
        self._work_id = work_id
        self._asking: Asking | None = None
        self.asked = ""
        """The id of the request once it has been made."""
        self._chosen = {"frame": "", "whom": "", "masked": ""}
        self._focus = Growing(placeholder="Where would your own pupils stop thinking?")
        self._off = _line("Nothing, or what you do not want looked at")
        self._by = _line("fri, +2w, 4 december; or leave it open")
        self._wanted = _line("2")
        self._buttons = {name: Button("", id=name, compact=True) for name in ("frame", "whom", "masked")}

    def compose_place(self) -> ComposeResult:
        """The questions from top to bottom, as one would ask them."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(id="work")
            yield from _labelled("What do you want help with?", self._focus)
            yield from _labelled("What is off-limits?", self._off)
            yield from _labelled("In which frame?", self._buttons["frame"])
            yield from _labelled("Whom do you ask?", self._buttons["whom"])
            yield Static(Content("How many reviews?"), classes="label wanted")
            self._wanted.add_class("wanted")
            yield self._wanted
            yield from _labelled("By when do you hope for it?", self._by)
            yield from _labelled("Named or masked?", self._buttons["masked"])
            yield Static(Content.from_markup(_READERS), id="readers")

    def on_mount(self) -> None:
        """The fields open once the work and a draft of this ask are here."""
        super().on_mount()
        self.query_one("#form").disabled = True
        self.in_background(self._load())

    async def _load(self) -> None:
        self._asking, draft = await self.ask(
            lambda plc: (_look(plc, self._work_id), plc.drafts.find(self.draft_place()))
        )
        self._fill(draft)
        self.query_one("#form").disabled = False
        self.watch_draft()
        self._focus.focus()

    def _fill(self, draft: Draft | None) -> None:
        fields = draft.fields if draft else {}
        self._chosen["frame"] = fields.get("frame", self.plc_app.settings.default_frame)
        self._chosen["whom"], self._chosen["masked"] = fields.get("whom", ""), fields.get("masked", "")
        self._focus.text = fields.get("focus", "")
        for line, name in ((self._off, "off_limits"), (self._by, "by"), (self._wanted, "wanted")):
            line.value = clean_line(fields.get(name, ""))  # a draft is kept as text of many lines
        self._say_chosen()

    def _say_chosen(self) -> None:
        if self._asking is None:
            return
        head = safe.fill(
            "[b $accent]$title[/]\n[$soft]This $kind as it is now: version $version[/]",
            title=self._asking.title,
            kind=self._asking.kind,
            version=self._asking.version,
        )
        self.query_one("#work", Static).update(head)
        self._buttons["frame"].label = frame_words(self._chosen["frame"])
        self._buttons["whom"].label = whom_words(self._chosen["whom"], self._asking)
        self._buttons["masked"].label = masked_words(self._chosen["masked"])
        self.set_class(read_whom(self._chosen["whom"])[0] in ("", NAMED), "-named")

    def draft_place(self) -> str:
        """One draft for each piece of work."""
        return f"ask:{self._work_id}"

    def draft_fields(self) -> dict[str, str]:
        """The form."""
        return {
            "focus": self._focus.text,
            "off_limits": self._off.value,
            "by": self._by.value,
            "wanted": self._wanted.value,
            **self._chosen,
        }

    def going_back(self) -> Content | None:
        """Say where the words are."""
        written = (self._focus.text, self._off.value, self._by.value)
        return KEPT if any(words.strip() for words in written) else None

    def refresh_place(self) -> None:
        """What others write changes nothing here."""

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    # Choosing

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        if self._asking is None:
            return
        if message.button.id == "masked":
            self._choose("masked", "" if self._chosen["masked"] else "yes")
        elif message.button.id == "frame":
            self.in_background(self._choose_frame(), group="choose", exclusive=True)
        else:
            self.in_background(self._choose_whom(self._asking), group="choose", exclusive=True)

    def _choose(self, name: str, value: str) -> None:
        self._chosen[name] = value
        self._say_chosen()
        self.plc_app.keeper.touched(self.draft_place())

    async def _choose_frame(self) -> None:
        chosen = await self.choose("In which frame?", frame_options(), chosen=(self._chosen["frame"],))
        if chosen:
            self._choose("frame", chosen[0])

    async def _choose_whom(self, asking: Asking) -> None:
        kind, before = read_whom(self._chosen["whom"])
        now = NAMED if kind in ("", NAMED) else self._chosen["whom"]
        chosen = await self.choose("Whom do you ask?", whom_options(asking), chosen=(now,))
        if not chosen:
            return
        if chosen[0] != NAMED:
            self._choose("whom", chosen[0])
            return
        named = await self.choose(
            "Which colleagues?", people_options(asking), many=True, chosen=before if kind == NAMED else ()
        )
        if named is not None:
            self._choose("whom", f"{NAMED}:{','.join(named)}" if named else "")

    # Asking

    async def action_send(self) -> None:
        """Say plainly who will see what; after her yes, ask."""
        fields = self.draft_fields()
        by = await self._by_when(fields["by"])
        new = new_request(self._work_id, fields, by)
        statement = await self.ask(lambda plc: plc.reviews.statement(new))
        hoped = f"\n\nYou hope for it by {day(by, self.plc_app.now().date())}." if by else ""
        if not await self.confirm("Ask for it?", safe.words(f"{statement}{hoped}"), "Ask", "Not yet"):
            return
        asked = await self.ask(lambda plc: plc.reviews.ask(new))
        await self.saved_for_good(fields)
        self.asked = asked.id
        self.plc_app.tell_change()
        self.dismiss(_ASKED)

    async def _by_when(self, words: str) -> date | None:
        if not words.strip():
            return None
        today = self.plc_app.now().date()

        def read(plc: Plc) -> date:
            del plc  # in the store's thread, because reading a date imports slowly the first time
            return read_date(words, today)

        return await self.ask(read)


def _look(plc: Plc, work_id: str) -> Asking:
    work = plc.reviews.work(work_id)
    return Asking(work.id, work.title, work.kind, work.version, plc.actor.id, plc.members.list(), plc.circles.list())


def _labelled(words: str, field: Input | Growing | Button) -> ComposeResult:
    yield Static(Content(words), classes="label")
    yield field


def _line(example: str) -> Input:
    field = Input(placeholder=example, compact=True)
    field.cursor_blink = False
    return field
