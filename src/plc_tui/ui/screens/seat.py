"""A seat: the prompt, private writing, what has been shown, and the small signs a person gives in a room."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static, TextArea

from plc_tui.domain.errors import PlcError
from plc_tui.domain.reviews import Work
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import Promise, RoomView, SeatView
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.screens.live import Live
from plc_tui.ui.screens.seat_acts import SeatActs
from plc_tui.ui.widgets.big_clock import StepClock
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.widgets.quiet import say
from plc_tui.ui.words import seat as words
from plc_tui.ui.words.live import question, round_words, step_number, waiting_words

if TYPE_CHECKING:
    from plc_tui.domain.sessions.plans import SessionPage
    from plc_tui.services import Plc

_LOW = 18
"""Lines below which a window is low."""
_QUIET = 3.0
"""Seconds without a key after which an editor that was emptied counts as empty."""


@dataclass(frozen=True, slots=True)
class Sat:
    """What her seat shows: the view, and the steps in which words of hers are kept and not sent."""

    seat: SeatView
    begun: tuple[str, ...] = ()
    work: Work | None = None


class SeatScreen(SeatActs, Live[Sat], EditorScreen):
    """Follows the group, except while she writes: then it waits for her."""

    NAME = "seat"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("seat")
    ABOUT = Help(
        "This is your place in the session: the question at hand, room to write, and what has been shown so far. Who "
        "will see your words stands above them before you type. Ctrl+S sends them. When the group moves on while you "
        "write you stay where you are; F6 takes you to the group, and your words are kept.",
        "Aisha writes “It serves your aim when you wait”, presses Ctrl+S and chooses Warm. Then F5 says that she is "
        "ready; had she needed longer, F7 would have asked for one more minute.",
    )

    def __init__(self, session_id: str, *, at: str = "") -> None:
        super().__init__(session_id)
        self._first = at
        """The step whose kept words she came for; it is gone to first."""
        self.area = TextArea("", soft_wrap=True, compact=True, highlight_cursor_line=False)
        self.area.cursor_blink = False
        self.at = ""
        """The step whose words are in the editor; none before the first and after the last."""
        self._page: SessionPage | None = None
        self._page_at = ""
        self._going = False
        self._last_key = -_QUIET

    def compose_place(self) -> ComposeResult:
        """Where the group is and its time; the prompt; who sees what she writes; the editor; what was shown."""
        with Container(id="top"):
            yield Static(id="where")
            yield StepClock(self.moment, id="clock")
        yield Static(id="prompt")
        yield Static(id="question")
        yield Static(id="speaking")
        yield Static(id="moved")
        yield Static(id="sees")
        self.area.display = False
        yield self.area
        yield Pieces(id="below")

    def on_mount(self) -> None:
        """Nothing to write in before it is known where the group is."""
        super().on_mount()
        for name in ("prompt", "question", "speaking", "moved", "sees", "below"):
            self.query_one(f"#{name}").display = False

    def on_resize(self) -> None:
        """In a low window little is said, so that there is room to write."""
        self.set_class(self.size.height < _LOW, "-short")

    # Following

    def look(self, plc: Plc) -> Sat:
        """Fetch her seat, and which of her texts are kept."""
        prefix = f"session:{self.session_id}:"
        kept = tuple(draft.place.removeprefix(prefix) for draft in plc.drafts.list() if draft.place.startswith(prefix))
        seat = plc.seat.look(self.session_id)
        at = seat.room.current.id if seat.room.current else ""
        if at != self._page_at or self._page is None:  # its plan and work are not asked for with every word
            self._page, self._page_at = plc.sessions.show(self.session_id), at
        return Sat(seat, kept, self._page.work)

    def room_of(self, view: Sat) -> RoomView:
        """What everyone may see of it."""
        return view.seat.room

    @property
    def seat(self) -> SeatView | None:
        """Her seat as it was seen last."""
        return self.view.seat if self.view else None

    @property
    def step(self) -> SessionStep | None:
        """The step she is at: the group's, or the one she still writes in."""
        steps = self.seat.room.steps if self.seat else ()
        return next((step for step in steps if step.id == self.at), None)

    @property
    def group_at(self) -> str:
        """The step the group is at."""
        current = self.seat.room.current if self.seat else None
        return current.id if current else ""

    @property
    def work(self) -> Work | None:
        """What was brought into the session."""
        return self.view.work if self.view else None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What she said she will do, here and last time."""
        if self.view is None:
            return ()
        return (*self.view.seat.promises, *(each for each in self.view.seat.owed if each.mine))

    async def action_take_up(self) -> None:
        """A step on a goal, and what was said looks different then."""
        await super().action_take_up()
        await self.look_now()

    def take_seat(self, seat: SeatView) -> None:
        """Show what came of an act."""
        self.take(replace(self.view, seat=seat) if self.view else Sat(seat))

    def show_view(self, view: Sat) -> None:
        """Go with the group unless she is writing; then draw what is new."""
        first, self._first = self._first, ""
        if first and any(step.id == first for step in view.seat.room.steps):
            self.soon(partial(self.go_to, first), "go")
        elif self.at != self.group_at and not self._writing:
            self.go_with_group()
        self._draw(view.seat)

    @property
    def _writing(self) -> bool:
        return bool(self.at) and (bool(self.area.text.strip()) or time.monotonic() - self._last_key < _QUIET)

    def go_with_group(self) -> None:
        """Go to the step the group is at."""
        self.soon(partial(self.go_to, self.group_at), "go")

    async def go_to(self, step_id: str) -> None:
        """Keep what is written here as this step's draft, and take up what was begun in that one."""
        if self._going or step_id == self.at:
            return
        self._going = True
        try:
            await self._keep_here()
            self.say(None)  # what was said in the other step is old news
            self._remember(step_id)
            self.at, before = step_id, self.area.text if not self.at else ""
            self.put("")
            text = await self._begun_in(step_id) if step_id else ""
            self.put(text + before + self.area.text)
            if step_id:
                self.keeper.watch(self.draft_place(), self.draft_fields, self._told, saved={"body": text})
                self.keeper.touched(self.draft_place())
        finally:
            self._going = False
        if self.view is not None:
            self._draw(self.view.seat)
            self._focus()
            self.call_after_refresh(self.query_one(Pieces).scroll_home, animate=False)

    def _remember(self, to: str) -> None:
        """What is kept of hers: in the step she leaves, if she wrote anything; no longer in the one she goes to."""
        if self.view is not None:
            left = {self.at} if self.at and self.area.text.strip() else set()
            begun = ({*self.view.begun} - {self.at, to}) | left
            self.view = replace(self.view, begun=tuple(sorted(begun)))

    def put(self, text: str) -> None:
        """Put a text into the editor that she did not type just now."""
        with self.area.prevent(TextArea.Changed):
            self.area.load_text(text)
        self.area.move_cursor(self.area.document.end)
        self._last_key = -_QUIET

    async def _keep_here(self) -> None:
        """Her words here are kept as far as the last key."""
        while self.at:
            place, text = self.draft_place(), self.area.text
            await self.keeper.release(place)
            if self.area.text == text:
                return
            self.keeper.watch(place, self.draft_fields, self._told, saved={"body": text})

    async def _begun_in(self, step_id: str) -> str:
        """What she began to write in a step; not what was sent a moment before the program ended."""
        place = self.draft_place()
        draft = await self.ask(lambda plc: plc.drafts.find(place))
        text = draft.fields.get("body", "") if draft else ""
        sent = {each.text for each in self.seat.mine if each.step == step_id} if self.seat else set()
        if text and text.strip() in sent:
            await self.keeper.drop(place)
            return ""
        if text:
            self.say("Here are the words again that you began.")
        return text

    def _focus(self) -> None:
        if self.app.screen is self or not self.focused:
            (self.area if self.area.display else self.query_one("#below")).focus()

    # What is kept

    def draft_place(self) -> str:
        """One draft for each step."""
        return f"session:{self.session_id}:{self.at}"

    def draft_fields(self) -> Mapping[str, str]:
        """Her words."""
        return {"body": self.area.text}

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.seat is not None and not self._going:
            self._last_key = time.monotonic()
            self._show_moved(self.seat)
            self.query_one(Keyline).commands = self.shown_commands()

    # Drawing

    def _draw(self, view: SeatView) -> None:
        step = self.step
        self.query_one(StepClock).show(view.room.current)
        self._say("where", self._where(view))
        self._say("prompt", safe.words(step.prompt, "bold") if step else self._waiting(view))
        self._say("question", question(view.room, self.size.width - 8) if step else Content(""))
        asked = words.asked(view, step) if step else Content("")
        work = words.the_work(self.work.title) if self.work and step else Content("")
        parts = [
            part for part in (words.gone(view), asked, words.signs(view), work, self._console_free(view)) if part.plain
        ]
        self._say("speaking", Content("  ").join(parts))
        self._show_moved(view)
        self._say("sees", words.who_sees(view, step) if step and not words.only_votes(step) else Content(""))
        self.area.display = step is not None and not words.only_votes(step)
        self.set_class(step is not None and not step.gathers, "-aside")
        self._draw_below(view)
        self.query_one(Keyline).commands = self.shown_commands()
        if self.focused is None:
            self._focus()

    def _say(self, name: str, content: Content) -> None:
        line = self.query_one(f"#{name}", Static)
        line.display = bool(content.plain)
        say(line, content)

    def _where(self, view: SeatView) -> Content:
        step, parts = self.step, [safe.line(view.room.title, "$soft")]
        if step is not None:
            if step.id == self.group_at:
                parts.append(Content.styled(step_number(view.room), "$soft"))
            parts.append(safe.line(f"{step.title}{round_words(step)}", "bold $accent"))
        return Content.styled(" · ", "$line").join(parts)

    def _waiting(self, view: SeatView) -> Content:
        first, second = waiting_words(view.room)
        focus = safe.words(view.room.focus, "italic") if view.room.state == "open" else Content("")
        lines = [safe.line(first, "bold $accent"), safe.line(second), focus]
        return Content("\n").join(line for line in lines if line.plain)

    def _console_free(self, view: SeatView) -> Content:
        if view.console and view.room.state == "open":
            return Content.styled("You have the console: F2, The console.", "$warm")
        if view.console or not view.console_free:
            return Content("")
        return Content.styled("Nobody facilitates just now. F2, Take the console: you can go on.", "$warm")

    def _show_moved(self, view: SeatView) -> None:
        step = self.step
        if step is not None and self.at != self.group_at:
            self._say("moved", words.moved_on(view, step))
        else:
            self._say("moved", words.earlier(self.earlier) if self.earlier else Content(""))

    @property
    def earlier(self) -> tuple[SessionStep, ...]:
        """Other steps in which words of hers are kept."""
        if self.view is None:
            return ()
        steps = self.view.seat.room.steps
        return tuple(step for step in steps if step.id in self.view.begun and step.id != self.at)

    def _draw_below(self, view: SeatView) -> None:
        step, pieces = self.step, self.query_one(Pieces)
        pieces.display = True
        if step is None:
            pieces.show(words.when_over(view, marks_of(self)))
        else:
            owed = words.last_time(view.owed, marks_of(self)) if step.id == self.group_at else []
            pieces.show(owed + words.below(view, step, marks_of(self), self.size.width - 8))

    def shown_commands(self) -> tuple[Command, ...]:
        """Those that can be done now; no letter while letters go into the editor."""
        shown = self.possible(super().shown_commands())
        return tuple(each for each in shown if not self.area.has_focus or not _is_letter(each))

    def on_descendant_focus(self) -> None:
        """Other keys work in the editor than below it."""
        self.query_one(Keyline).commands = self.shown_commands()

    def show_gone(self, error: PlcError) -> None:
        """Her words stay where they are."""
        self.say(safe.words(str(error)))


def _is_letter(command: Command) -> bool:
    return len(command.key) == 1 or command.key == "enter"
