"""Giving dots, and showing fingers: nobody sees whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from plc_tui.text import counted
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.paged_list import PagedList, Row
from plc_tui.ui.words.live import FINGERS

FIST = 5


class Dots(Dialog[dict[str, int]]):
    """Gives how many dots lie on what. Space gives one, Backspace takes one back."""

    CSS_PATH = style("choose")
    BINDINGS = [
        Binding("space,right,enter", "give(1)", show=False, priority=True),
        Binding("backspace,left", "give(-1)", show=False, priority=True),
        Binding("ctrl+s", "done", show=False, priority=True),
    ]

    def __init__(self, what: Sequence[tuple[str, Content]], many: int, given: Mapping[str, int]) -> None:
        super().__init__(Content(f"You have {counted(many, 'dot', 'dots')}: on one, or on several"))
        self._what, self._many = what, many
        self._given = {key: given.get(key, 0) for key, _ in what}

    def compose_body(self) -> ComposeResult:
        """What can be voted for, and how many are left."""
        yield PagedList()
        yield Static("", id="chosen")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("space", "Give one"), ("Backspace", "Take one back"), ("ctrl+s", "Vote"), ("escape", "Back"))

    def on_mount(self) -> None:
        """Show it."""
        self._show()

    def _show(self) -> None:
        dot = marks_of(self).waiting
        rows = [Row(key, words, aside=Content.styled(dot * self._given[key], "$accent")) for key, words in self._what]
        self.query_one(PagedList).show(rows)
        left = self._many - sum(self._given.values())
        said = f"{counted(left, 'dot is', 'dots are')} left. Nobody sees whose they are, ever."
        self.query_one("#chosen", Static).update(Content.styled(said, "$soft"))

    def action_give(self, step: int) -> None:
        """One dot more or fewer for the row under the cursor."""
        key = self.query_one(PagedList).key
        if key is None:
            return
        count = self._given[key] + step
        if count >= 0 and sum(self._given.values()) + step <= self._many:
            self._given[key] = count
            self._show()

    def action_done(self) -> None:
        """These."""
        self.dismiss({key: count for key, count in self._given.items() if count})


class Fist(Dialog[int]):
    """Gives how many fingers she shows: 0 to 5, by the digit or from the list."""

    CSS_PATH = style("choose")
    BINDINGS = [Binding(str(fingers), f"show({fingers})", show=False) for fingers in range(FIST + 1)]

    def __init__(self, question: Content, shown: int | None) -> None:
        super().__init__(question)
        self._shown = shown

    def compose_body(self) -> ComposeResult:
        """Six rows."""
        yield PagedList()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("0", "to 5, or"), ("enter", "Show"), ("escape", "Back"))

    def on_mount(self) -> None:
        """The cursor on what she showed before."""
        rows = [
            Row(str(fingers), Content.assemble((f"{fingers}  ", "bold $accent"), FINGERS[fingers]))
            for fingers in range(FIST + 1)
        ]
        paged_list = self.query_one(PagedList)
        paged_list.show(rows)
        paged_list.go_to(str(3 if self._shown is None else self._shown))

    def on_paged_list_opened(self, message: PagedList.Opened) -> None:
        """This many."""
        self.dismiss(int(message.key))

    def action_show(self, fingers: int) -> None:
        """So many."""
        self.dismiss(fingers)
