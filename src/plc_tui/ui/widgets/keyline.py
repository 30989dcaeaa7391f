"""The lines at the bottom: a rule, what was just said, the keys that matter now, and whether the text is saved."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from plc_tui.ui.commands import NEVER, Command
from plc_tui.ui.marks import marks_of
from plc_tui.waiting import SHORT_WORDS, WORDS

_GAP = 2
_NARROW = 76
_DRAFT_KEPT = "Draft kept"
_KEPT_FIRST = 1
"""Commands of this footer rank are never left out."""


class Keyline(Widget):
    """Rule with a notice in it, then keys at the left and the state of the text at the right.

    A notice too long for the rule stands below it, on up to four lines of its own.
    """

    DEFAULT_CSS = """
    Keyline { dock: bottom; height: auto; width: 1fr; }
    """

    notice: reactive[Content | None] = reactive(None, layout=True)
    state: reactive[Content | None] = reactive(None)
    commands: reactive[tuple[Command, ...]] = reactive(())
    waits: reactive[bool] = reactive(False)
    """Whether something waits to be saved because a colleague saves; said in place of the state."""

    class Chosen(Message):
        """A command was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, commands: tuple[Command, ...] = ()) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []
        self.set_reactive(Keyline.commands, commands)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Two lines, and those of a long notice."""
        del container, viewport
        return 2 + len(self._long_notice(width))

    def watch_notice(self) -> None:
        """A long notice takes room from the place: the field she writes in stays in sight."""
        if self.notice is None:
            return
        from textual.widgets import TextArea  # late: the first screen has none

        field = self.screen.focused
        if isinstance(field, TextArea):
            self.call_after_refresh(field.scroll_cursor_visible)
        elif isinstance(field, Input):
            self.call_after_refresh(field.scroll_visible, animate=False)

    def render(self) -> Content:
        """Draw the lines for the width we have."""
        width = self.size.width
        lines = self._long_notice(width)
        return Content("\n").join([self._rule(width, bare=bool(lines)), *lines, self._keys(width)])

    def on_click(self, event: events.Click) -> None:
        """Do the command under the mouse."""
        for start, end, command_id in self._spans:
            if event.y == self.size.height - 1 and start <= event.x < end:
                self.post_message(self.Chosen(command_id))

    def _fits_rule(self, width: int) -> bool:
        notice = self.notice
        return notice is None or ("\n" not in notice.plain and notice.cell_length <= width - 10)

    def _long_notice(self, width: int) -> list[Content]:
        if self.notice is None or width < 4 or self._fits_rule(width):
            return []
        return [Content.assemble("  ", line) for line in self.notice.wrap(width - 4)[:4]]

    def _rule(self, width: int, *, bare: bool) -> Content:
        marks = marks_of(self)
        if self.notice is None or bare or not self.notice.plain:
            return Content.styled(marks.rule * width, "$line")
        said = Content.assemble((f" {marks.said} ", "$accent"), self.notice, " ")
        left = Content.styled(marks.rule, "$line")
        rest = max(0, width - 1 - said.cell_length)
        return Content.assemble(left, said, (marks.rule * rest, "$line"))

    def _keys(self, width: int) -> Content:
        state = (self.state or Content("")).first_line
        if self.waits:
            state = Content.styled(SHORT_WORDS if width < _NARROW else WORDS, "$soft")
        elif width < _NARROW and state.plain.startswith(_DRAFT_KEPT):  # a narrow line needs its room for the keys
            state = Content.styled("Kept", "$soft")
        state = state.truncate(width // 2)
        room = width - 2 - (state.cell_length + _GAP if state else 0)
        shown = fit(self.commands, room)
        line, x = [Content(" ")], 1
        self._spans = []
        for command, title in shown:
            piece = Content.assemble((command.shown_key, "$accent bold"), " ", (title, "$soft"))
            self._spans.append((x, x + piece.cell_length, command.id))
            line += [piece, Content(" " * _GAP)]
            x += piece.cell_length + _GAP
        pad = max(0, width - x - state.cell_length - 1)
        return Content("").join([*line, Content(" " * pad), state]).truncate(width)


def fit(commands: Sequence[Command], room: int) -> list[tuple[Command, str]]:
    """Choose the commands, and the length of their titles, that fit in `room` cells.

    Titles are shortened first; then commands are left out, highest rank first. Rank 1 (Help, Back) always stays.
    """
    chosen = [command for command in commands if command.footer < NEVER and command.key]
    titles = [(command, command.title) for command in chosen]
    if _width(titles) <= room:
        return titles
    titles = [(command, command.short or command.title) for command in chosen]
    while _width(titles) > room:
        last = max(command.footer for command, _ in titles) if titles else _KEPT_FIRST
        if last <= _KEPT_FIRST:
            break
        index = max(index for index, (command, _) in enumerate(titles) if command.footer == last)
        del titles[index]
    return titles


def _width(titles: Sequence[tuple[Command, str]]) -> int:
    cells = sum(len(command.shown_key) + 1 + Content(title).cell_length for command, title in titles)
    return cells + _GAP * max(0, len(titles) - 1)
