"""Two windows wrote in one note: both texts are kept, and she chooses how to go on."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui.compare import comparison
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.paged_list import PagedList, Row

MINE, THEIRS, BOTH = "mine", "theirs", "both"
_CHOICES = (
    (BOTH, "Go on writing with both", "The other text is put below yours; you save when it is as you want it."),
    (MINE, "Keep what is written here", "It becomes the newest version; the other one stays among the versions."),
    (THEIRS, "Keep what is saved there", "Your text stays among the versions, set aside."),
)


class Stale(Dialog[str]):
    """Gives how to go on: `BOTH`, `MINE` or `THEIRS`. Esc only goes back to the text."""

    CSS_PATH = style("stale")
    BINDINGS = [
        Binding("pagedown", "scroll(1)", show=False, priority=True),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
    ]

    def __init__(self, saved: str, mine: str, kept: int) -> None:
        super().__init__(Content("This note was changed in another window while you wrote"))
        self._saved, self._mine, self._kept = saved, mine, kept

    def compose_body(self) -> ComposeResult:
        """What differs, and the three ways to go on."""
        said = (
            f"Nothing is lost: your text is kept as version {self._kept}. "
            "{+Added+} is only in yours, [-taken out-] only in what is saved."
        )
        yield Static(Content.styled(said, "$soft"), id="said")
        with VerticalScroll(id="changes", can_focus=False):
            yield Static(comparison(self._saved, self._mine))
        yield PagedList()

    def on_mount(self) -> None:
        """The way that keeps most comes first."""
        paged_list = self.query_one(PagedList)
        paged_list.show([Row(key, Content(title), Content(detail)) for key, title, detail in _CHOICES])
        paged_list.focus()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("enter", "Choose"), ("pagedown", "More of the text"), ("escape", "Back"))

    def action_scroll(self, step: int) -> None:
        """Read on in the comparison."""
        changes = self.query_one("#changes", VerticalScroll)
        changes.scroll_relative(y=step * max(1, changes.size.height - 1), animate=False)

    @on(PagedList.Opened)
    def _opened(self, message: PagedList.Opened) -> None:
        self.dismiss(message.key)
