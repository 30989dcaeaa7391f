"""The recovery code, shown once. It goes to paper and nowhere else: no draft, no log, no title, no clipboard."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.dialogs.secret import Masked
from plc_tui.ui.screens.frame import style

_ABOUT = (
    "If you ever forget your passphrase, this code opens your locked notes. Write it on paper, and keep the paper "
    "away from this computer. It is shown only now."
)
_NOT_IT = "That is not the last group. Please look again at what you wrote."
_LEAVE = "Not written down yet? Then only your passphrase opens your notes. Esc once more goes on without the code."
_GROUPS_IN_A_LINE = 4
_MISREAD = str.maketrans("ILO", "110")


class _Code(Static):
    """The code itself; the mouse cannot mark it, so that it cannot be copied by accident."""

    ALLOW_SELECT = False


class RecoveryCode(Dialog[bool]):
    """Gives True once she has typed the last group from her paper, False when she goes on without it."""

    CSS_PATH = style("locking")
    STAYS = True  # she may be looking for paper, and the code is shown only now

    def __init__(self, code: str) -> None:
        super().__init__(Content("Write down your recovery code"))
        self._code, self._asked = code, False
        self.field = Masked()
        self.field.password = False

    def compose_body(self) -> ComposeResult:
        """The code, and the field that shows it was written down."""
        groups = self._code.split("-")
        half = [groups[at : at + _GROUPS_IN_A_LINE] for at in range(0, len(groups), _GROUPS_IN_A_LINE)]
        yield Static(Content(_ABOUT), id="about")
        yield _Code(Content("\n").join([Content("  ".join(part)) for part in half]), id="code")
        yield Static(Content("From your paper: the last group of four"), classes="label")
        yield self.field

    def compose_foot(self) -> ComposeResult:
        """What is wrong, or is asked a second time."""
        yield Static("", id="said")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("enter", "I wrote it down"), ("escape", "Go on without it"))

    def on_mount(self) -> None:
        """The keys go to the field; the code is in sight."""
        self.field.focus()
        self.call_after_refresh(self.panel.scroll_home, animate=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        typed = self.field.value.strip().upper().translate(_MISREAD)
        if typed in (self._code[-4:], self._code, self._code.replace("-", "")):
            self.dismiss(True)
            return
        self.query_one("#said", Static).update(Content(_NOT_IT))
        self.field.action_select_all()

    def action_back(self) -> None:
        """Going on without the code is asked twice."""
        if self._asked:
            self.dismiss(False)
            return
        self._asked = True
        self.query_one("#said", Static).update(Content(_LEAVE))
