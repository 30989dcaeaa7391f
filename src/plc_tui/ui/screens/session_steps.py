"""The steps of a session: for everyone to read, for whoever facilitates it to change, also while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.values import NAMING, SessionStep
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.answer import Answer
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.sessions import long, minutes
from plc_tui.ui.words.sessions_steps import NAMES, step_pane, step_rows

if TYPE_CHECKING:
    from plc_tui.services import Plc

_AHEAD_ONLY = ("open", "earlier", "later", "naming", "hidden", "remove")
_OWN = (*_AHEAD_ONLY, "longer", "shorter", "insert", "skip", "repeat")
_NEW_STEP = (
    Field("title", "What is it called?", "such as: Read once more", required=True),
    Field("minutes", "How many minutes?", "5", "5", required=True, number=True),
    Field("prompt", "What do you say to everyone?", "Read the second page once more, in silence.", long=True),
)
NONE = empty_words("No steps yet.", "A session goes through its steps one by one.", "n", "New step")


class StepsScreen(SubScreen):
    """The agenda, step by step."""

    NAME = "session-steps"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session_steps")
    ABOUT = Help(
        "The steps as they will come. A step that has not begun can be moved, made longer or shorter, worded anew, "
        "left out or repeated; of the one that runs only the minutes change. What everyone is told about names before "
        "they write is set here too.",
        "Thursday's meeting is ten minutes shorter: put the cursor on “Look at the work”, press l five times, and the "
        "line above says what all of it comes to now.",
    )

    def __init__(self, session_id: str, step_id: str = "") -> None:
        super().__init__()
        self._session_id, self._first = session_id, step_id
        self.page: SessionPage | None = None
        self.rows = PagedList(self._page, empty=NONE)

    def compose_place(self) -> ComposeResult:
        """What all of it comes to; the steps, and on a wide terminal the one under the cursor beside them."""
        yield Static(id="about")
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # an agenda is short
        self.page = page = await self.ask(lambda plc: plc.sessions.show(self._session_id))
        words = "[b $accent]$title[/]  [$soft]$steps, $long in all[/]"
        in_all = sum(step.allowed for step in page.steps if step.state != "skipped")
        about = safe.fill(words, title=page.title, steps=f"{len(page.steps)} steps", long=long(in_all))
        self.query_one("#about", Static).update(about)
        self.call_later(self._arrive)
        return Page(step_rows(page.steps, marks_of(self)))

    def _arrive(self) -> None:
        """Go to the step that was asked for, once."""
        if self._first:
            self.rows.go_to(self._first)
            self._first = ""
        self._show_here()

    @property
    def _here(self) -> SessionStep | None:
        steps = self.page.steps if self.page else ()
        return next((step for step in steps if step.id == self.rows.key), None)

    def on_paged_list_highlighted(self) -> None:
        """Show the step under the cursor."""
        self._show_here()

    def _show_here(self) -> None:
        step = self._here
        self.query_one("#more", Static).update(step_pane(step) if step else Content(""))
        self.query_one(Keyline).commands = self.shown_commands()

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done with this step."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Who facilitates changes steps, and what has begun stays as it was told; reading is for everyone."""
        if command_id == "open":
            return None if self._here is not None else "There is no step here yet."
        return self._why_not_own(command_id)

    def _why_not_own(self, command_id: str) -> str | None:
        page, step = self.page, self._here
        if command_id not in _OWN:
            return None
        if page is None:
            return "It is still being opened."
        if page.state not in ("planned", "open"):
            return "It is over."
        if not page.console:
            return f"{', '.join(page.facilitators)} facilitates it, and changes its steps."
        if step is None:
            return None if command_id == "insert" else "There is no step here yet."
        return _why_not_step(page, step, command_id)

    async def action_open(self) -> None:
        """Word it anew; where she cannot, read it."""
        step = self._here
        if step is None:
            return
        if self._why_not_own("open") is not None:
            await self.push_wait(Answer(Content("This step"), step_pane(step), {"back": "Back"}))
            return
        fields = (
            Field("title", "What is it called?", required=True),
            Field("prompt", "What do you say to everyone?", long=True),
        )
        values = {"title": step.title, "prompt": step.prompt}

        async def save(given: dict[str, str]) -> bool:
            await self.ask(
                lambda plc: plc.console.change_step(
                    self._session_id, step.id, title=given["title"], prompt=given["prompt"]
                )
            )
            return True

        place = f"session-step:{self._session_id}:{step.id}"
        if await fill_in(self, "This step in your words", fields, "Save", place, save, values=values):
            self.wrote("Saved. Everyone who can see the session sees it.")

    async def action_earlier(self) -> None:
        """One place up."""
        await self._change(lambda plc, step: plc.console.move(self._session_id, step.id, -1))

    async def action_later(self) -> None:
        """One place down."""
        await self._change(lambda plc, step: plc.console.move(self._session_id, step.id, 1))

    async def action_longer(self) -> None:
        """A minute more."""
        await self._minutes(60)

    async def action_shorter(self) -> None:
        """A minute less."""
        await self._minutes(-60)

    async def _minutes(self, seconds: int) -> None:
        def change(plc: Plc, step: SessionStep) -> object:
            if step.state == "now":
                return plc.console.longer(self._session_id, seconds)
            wanted = max(60, step.seconds + seconds)
            return plc.console.change_step(self._session_id, step.id, seconds=wanted)

        await self._change(change)
        step = self._here
        if step is not None:
            self.say(safe.fill("“$title”: $long", title=step.title, long=minutes(step.allowed)))

    async def action_skip(self) -> None:
        """Leave it out, or take it up again."""
        await self._change(lambda plc, step: plc.console.skip(self._session_id, step.id))

    async def action_repeat(self) -> None:
        """Once more."""
        await self._change(lambda plc, step: plc.console.repeat(self._session_id, step.id))
        self.say("It comes once more.")

    async def action_naming(self) -> None:
        """What is said about names before anyone types."""
        step = self._here
        if step is None:
            return
        options = [Option(name, Content(words), Content(NAMING[name])) for name, words in NAMES.items()]
        chosen = await self.choose("Whose words are they?", options, chosen=(step.naming,))
        if chosen:
            await self._change(lambda plc, at: plc.console.change_step(self._session_id, at.id, naming=chosen[0]))
            self.say(NAMING[chosen[0]])

    async def action_hidden(self) -> None:
        """Seen at once, or only once it is revealed."""
        await self._change(lambda plc, at: plc.console.change_step(self._session_id, at.id, hidden=not at.hidden))
        step = self._here
        if step is not None:
            hidden = "What is written stays private until you reveal it."
            self.say(hidden if step.hidden else "What is written is seen by everyone at once.")

    async def action_insert(self) -> None:
        """A step of her own."""
        after = self._here.id if self._here else ""

        async def add(given: dict[str, str]) -> SessionStep:
            if not given["minutes"].isdecimal() or int(given["minutes"]) < 1:
                raise Invalid("Minutes: write a number, such as 5.")
            step = SessionStep("", given["title"], int(given["minutes"]) * 60, given["prompt"], gathers=("note",))
            await self.ask(lambda plc: plc.console.insert(self._session_id, step, after))
            return step

        place = f"session-step:{self._session_id}"
        added = await fill_in(self, "A step of your own", _NEW_STEP, "Add it", place, add)
        if added is not None:
            self.wrote(safe.fill("“$title” is in, $long.", title=added.title, long=minutes(added.seconds)))

    async def action_remove(self) -> None:
        """Out of the plan."""
        step = self._here
        if step is None:
            return
        asked = safe.fill("Take “$title” out?", title=step.title)
        if await self.confirm(asked, "Its words are gone then. You can leave it out instead with s.", "Take it out"):
            await self._change(lambda plc, at: plc.console.remove(self._session_id, at.id))
            self.say("It is out of the plan.")

    async def _change(self, change: Callable[[Plc, SessionStep], object]) -> None:
        """Do it and show it; the cursor stays on the same step."""
        step = self._here
        if step is not None:
            await self.ask(lambda plc: change(plc, step))
            self.plc_app.tell_change()
            self.page = await self.ask(lambda plc: plc.sessions.show(self._session_id))


def _why_not_step(page: SessionPage, step: SessionStep, command_id: str) -> str | None:
    begun = step.state in ("now", "done")
    if command_id in _AHEAD_ONLY and begun:
        return "It has begun; what was said of it stays."
    if command_id in ("longer", "shorter", "skip") and step.state == "done":
        return "It is done."
    if command_id == "remove" and page.state == "open":
        return "While a session goes on, a step is left out, not removed: s."
    if command_id in ("naming", "hidden") and not step.gathers:
        return "Nothing is written in this step."
    return None
