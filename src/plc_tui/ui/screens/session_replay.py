"""How the time of a session went: each step as it was planned and as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from plc_tui.domain.sessions.replaying import Replay, replay
from plc_tui.ui import commands
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.sessions_replay import replay_pieces

if TYPE_CHECKING:
    from datetime import datetime

    from plc_tui.services import Plc


class ReplayScreen(SubScreen):
    """Something to read after a session; it is about steps, never about people."""

    NAME = "session-replay"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session")
    ABOUT = Help(
        "How long each step was to take and how long it took, where time stood still, what was added or left out, and "
        "whether the session was ahead of its plan or behind. It is about the plan, never about a person.",
        "“Questions of fact” took eight minutes instead of five: next time you give it eight, or ask for two each.",
    )

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id

    def compose_place(self) -> ComposeResult:
        """The text."""
        yield Pieces(id="replay")

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self.query_one(Pieces).focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """While it goes on, time does too."""
        now = self.now()
        self.run_ask(lambda plc: _look(plc, self._session_id, now), self._show)

    def _show(self, seen: Replay) -> None:
        self.query_one(Pieces).show(replay_pieces(seen, marks_of(self)))


def _look(plc: Plc, session_id: str, now: datetime) -> Replay:
    return replay(plc.sessions.show(session_id).steps, plc.sessions.course(session_id), now)
