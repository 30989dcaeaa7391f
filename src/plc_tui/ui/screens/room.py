"""The room: what a projector shows of a session. It is given a RoomView and nothing else, and it is read-only.

Everyone looks at it, so nothing of its owner's is here: neither her name nor her notices, neither a menu nor a key that
leads to her own places. Esc alone leads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.views import RoomView
from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.live import Live
from plc_tui.ui.widgets.big_clock import BigClock
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.masthead import Who
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.widgets.quiet import say
from plc_tui.ui.words import room as words
from plc_tui.ui.words.live import question

if TYPE_CHECKING:
    from plc_tui.services import Plc

_KEYS = ("help", "back")
"""What the keyline shows, and all that can be done here beside scrolling and leaving."""


class RoomScreen(Live[RoomView], SubScreen):
    """Follows the session for everyone to see."""

    NAME = "room"
    SEEN_BY_ALL = True
    BEATS = False  # a projector that goes on is no sign that its owner is still there
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("room")
    ABOUT = Help(
        "This is for the projector: the step, its time, its prompt, who speaks, and what has been revealed. Nothing "
        "private is ever shown here, and nothing can be changed from here. Esc leads back.",
        "Maya opens the room on the big screen and goes on from her own terminal; everyone sees the time and the "
        "question, and later what was revealed.",
    )

    def compose(self) -> ComposeResult:
        """Its own frame: no masthead with her name, no line for notices."""
        with Container(id="room"):
            with Container(id="top"):
                yield Static(id="title")
                yield Static(id="code")
            yield Static(id="question")
            yield BigClock(self.moment, id="clock")
            yield Static(id="step")
            yield Static(id="prompt")
            yield Static(id="speaking")
            yield Pieces(id="body")
        yield Keyline(self.shown_commands())

    def shown_commands(self) -> tuple[Command, ...]:
        """Help and Back."""
        return tuple(commands.named(self.NAME, name) for name in _KEYS)

    # Nothing of its owner's

    def say(self, notice: str | Content | None) -> None:
        """Whatever is to be said to her is not for the room."""
        del notice

    def show_state(self, state: str) -> None:
        """Nor is how her texts are doing."""
        del state

    def show_waiting(self, waits: bool) -> None:
        """Nor that a save of hers waits."""
        del waits

    def show_who(self, who: Who) -> None:
        """Nor who she is."""
        del who

    # Following

    def look(self, plc: Plc) -> RoomView:
        """Fetch what the room may see."""
        return plc.sessions.room(self.session_id)

    def room_of(self, view: RoomView) -> RoomView:
        """It is that."""
        return view

    def show_view(self, view: RoomView) -> None:
        """Draw what changed."""
        self.query_one(BigClock).show(view.current)
        self.query_one(BigClock).display = view.current is not None
        shown = {
            "title": words.head(view),
            "code": words.to_join(view),
            "question": question(view, self.size.width - 8),
            "step": words.step_title(view),
            "prompt": words.prompt(view),
            "speaking": words.speaking(view),
        }
        for name, content in shown.items():
            line = self.query_one(f"#{name}", Static)
            line.display = bool(content.plain)
            say(line, content)
        self._draw_body()

    def _draw_body(self) -> None:
        if self.view is not None:
            self.query_one(Pieces).show(words.body(self.view, marks_of(self), self.size.width - 8))

    def on_resize(self) -> None:
        """Bars have another length."""
        self._draw_body()

    def show_gone(self, error: PlcError) -> None:
        """It is not there any more, or not hers to see."""
        del error
        self.query_one("#step", Static).update("This session cannot be shown any more.")
        for name in ("clock", "title", "code", "question", "prompt", "speaking", "body"):
            self.query_one(f"#{name}").display = False
