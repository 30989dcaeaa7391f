"""Every version of a note, for its author alone, and what changed from one to another, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from plc_tui.ui import commands
from plc_tui.ui.compare import comparison
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.words.notes import version_row, whole

if TYPE_CHECKING:
    from plc_tui.domain.notes import Note, NoteVersion
    from plc_tui.services import Plc

_PAUSE = 0.06
"""Seconds the cursor rests on a version before the comparison follows."""


class VersionsScreen(SubScreen):
    """The versions, newest first; the one under the cursor is compared with the marked one."""

    NAME = "versions"
    PLACE = "notes"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("versions")
    ABOUT = Help(
        "Every time you save, the words before stay here, for you alone. Move to a version to see what changed "
        "between it and the marked one; Enter marks another. Added words stand in {+ +}, those taken out in [- -].",
        "After Ben's review Maya compares version 1 with today's: she took out “I told them” and added “I asked”.",
    )

    def __init__(self, note_id: str) -> None:
        super().__init__()
        self._note_id = note_id
        self._current, self._marked, self._locked = 0, 0, False
        self._compared: tuple[int, int] | None = None
        self._versions: dict[str, NoteVersion] = {}
        self._pause: Timer | None = None

    def compose_place(self) -> ComposeResult:
        """The versions over what changed; beside it on a wide terminal."""
        with Container(id="both"):
            yield PagedList(id="versions")
            with VerticalScroll(id="changes"):
                yield Static(id="compared")
                yield Static(id="words")

    def on_mount(self) -> None:
        """Fetch them."""
        self.query_one(PagedList).focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """She may have saved in another window."""
        self.run_ask(lambda plc: (plc.notes.show(self._note_id), plc.notes.history(self._note_id)), self._take)

    def holds_locked(self) -> bool:
        """Whether they are those of a locked note."""
        return self._locked

    def _take(self, found: tuple[Note, tuple[NoteVersion, ...]]) -> None:
        first = not self._versions
        note, versions = found
        self._current, self._locked = note.version, note.locked
        self._versions = {str(version.number): version for version in versions}
        if first:
            self._marked = self._current
        self._list()
        earlier = [key for key in reversed(self._versions) if key != str(self._marked)]
        if first and earlier:
            self.query_one(PagedList).go_to(earlier[0])
        self._compare()

    def _list(self) -> None:
        now, marks = self.plc_app.now(), marks_of(self)
        newest_first = reversed(self._versions.values())
        marked = self._marked if len(self._versions) > 1 else 0  # a single one is compared with nothing
        rows = [version_row(version, self._current, marked, now, marks) for version in newest_first]
        self.query_one(PagedList).show(rows)

    @on(PagedList.Highlighted)
    def _cursor_moved(self) -> None:
        if self._pause is None:
            self._pause = self.set_timer(_PAUSE, self._compare)

    @property
    def _chosen(self) -> NoteVersion | None:
        return self._versions.get(self.query_one(PagedList).key or "")

    def _compare(self) -> None:
        """From the older of the two to the newer."""
        self._pause = None
        chosen, marked = self._chosen, self._versions.get(str(self._marked))
        if chosen is None or marked is None:
            return
        older, newer = sorted((chosen, marked), key=lambda version: version.number)
        if self._compared == (older.number, newer.number):
            return  # versions never change: she may be reading here while somebody else writes
        self._compared = (older.number, newer.number)
        texts = [whole(version.title, version.body) for version in (older, newer)]
        self.query_one("#compared", Static).update(_heading(older, newer, same=texts[0] == texts[1]))
        self.query_one("#words", Static).update(comparison(*texts))
        self.query_one("#changes", VerticalScroll).scroll_home(animate=False)

    def reason_not(self, command_id: str) -> str | None:
        """The newest words need not be taken back."""
        if command_id == "take_back" and (self._chosen is None or self._chosen.number == self._current):
            return "This is what the note says now. Choose an earlier version first."
        return None

    @on(PagedList.Opened)
    def _opened(self) -> None:
        self.carry_out("other_side")

    def action_other_side(self) -> None:
        """The version under the cursor is what the others are compared with."""
        if self._chosen is not None:
            self._marked = self._chosen.number
            self._list()
            self._compare()
            self.say(f"Move to another version to compare it with version {self._marked}.")

    async def action_take_back(self) -> None:
        """An earlier version's words become the newest version; nothing is lost by it."""
        chosen = self._chosen
        if chosen is not None:
            note = await self.ask(lambda plc: _take_back(plc, self._note_id, chosen, self._current))
            self.wrote(f"The words of version {chosen.number} are version {note} now.")


def _take_back(plc: Plc, note_id: str, version: NoteVersion, current: int) -> int:
    return plc.notes.edit(note_id, version.title, version.body, expect=current).version


def _heading(older: NoteVersion, newer: NoteVersion, *, same: bool) -> Content:
    if older is newer:
        return Content.styled(f"Version {newer.number}, as it was written", "bold $warm")
    if same:
        return Content.styled(f"Versions {older.number} and {newer.number} say the same", "bold $warm")
    legend = Content.assemble(("{+added+}", "underline $good"), "  ", ("[-taken out-]", "strike $care"))
    return Content.assemble((f"From version {older.number} to version {newer.number}   ", "bold $warm"), legend)
