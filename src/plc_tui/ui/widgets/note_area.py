"""The field a note is written in: plain Markdown, and names completed after an @."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection

from plc_tui.ui import safe
from plc_tui.ui.marks import marks_of

if TYPE_CHECKING:
    from plc_tui.domain.values import Person

_MOST = 6
"""Names offered at a time."""
_BESIDE_A_LINE = 5
"""Cells of the field beside a full line: one before and one behind it, one for the cursor, two for the scrollbar."""
_LOOK_BACK = 40
"""Characters before the cursor in which an @ is looked for: longer than any handle."""
_BEGUN = re.compile(r"(?<![\w@.+/\\-])@([A-Za-z0-9-]*)$")
_OWN_KEYS = ("up", "down", "tab", "enter", "escape")


def begun_name(before: str) -> str | None:
    """Return what was typed of a name after an @ at the end of `before`; None when none is being typed."""
    found = _BEGUN.search(before[-_LOOK_BACK:])
    return found[1] if found else None


def fitting(people: Sequence[Person], typed: str) -> tuple[Person, ...]:
    """Return whom the typed letters may mean: handles first, then any word of a name."""
    letters = typed.casefold()
    by_handle = [person for person in people if person.handle.startswith(letters)]
    by_name = [p for p in people if any(word.casefold().startswith(letters) for word in p.name.split())]
    return tuple(dict.fromkeys((*by_handle, *by_name)))[:_MOST]


class Names(Static):
    """The names that fit, next to the cursor; drawn over the text, never in the way of the keys."""

    DEFAULT_CSS = """
    Names {
        display: none; overlay: screen; constrain: inside inflect; width: auto; height: auto; max-width: 50;
        background: $panel; border: round $line; padding: 0 1;
    }
    """

    def __init__(self) -> None:
        super().__init__("")
        self.people: tuple[Person, ...] = ()
        self.at = 0

    def offer(self, people: tuple[Person, ...]) -> None:
        """Show these, the cursor on the first; nothing to show hides it."""
        if people != self.people:
            self.people, self.at = people, 0
        self.display = bool(people)
        self._draw()

    def move(self, step: int) -> None:
        """To another name."""
        self.at = (self.at + step) % len(self.people)
        self._draw()

    def _draw(self) -> None:
        cursor = marks_of(self).cursor
        lines = [
            Content.assemble(
                (f"{cursor if number == self.at else ' '} ", "bold $accent"),
                safe.line(person.name, "bold" if number == self.at else ""),
                "  ",
                safe.line(f"@{person.handle}", "$soft"),
            )
            for number, person in enumerate(self.people)
        ]
        self.update(Content("\n").join(lines))


class NoteArea(TextArea):
    """A Markdown field. While a name is being completed, Up, Down, Tab, Enter and Esc belong to the names."""

    class Moved(Message):
        """The cursor went to another line."""

    def __init__(self, names: Names) -> None:
        hint = Content("What happened lately that you keep thinking about?")
        super().__init__("", soft_wrap=True, compact=True, highlight_cursor_line=False, placeholder=hint)
        self.cursor_blink = False
        self.people: tuple[Person, ...] = ()
        """Whom an @ may name."""
        self._names = names
        self._row = 0
        self._declined: int | None = None

    async def _on_key(self, event: events.Key) -> None:
        if self._names.display and event.key in _OWN_KEYS:
            event.stop()
            event.prevent_default()
            self._choose(event.key)
            return
        await super()._on_key(event)

    def _choose(self, key: str) -> None:
        if key in ("up", "down"):
            self._names.move(1 if key == "down" else -1)
        elif key == "escape":
            self._declined = self.cursor_location[0]
            self._names.offer(())
        else:
            self._complete(self._names.people[self._names.at])

    def _complete(self, person: Person) -> None:
        row, column = self.cursor_location
        typed = begun_name(self._before()) or ""
        self.replace(
            f"@{person.handle} ", (row, column - len(typed) - 1), (row, column), maintain_selection_offset=False
        )
        self._names.offer(())

    def _before(self) -> str:
        """The end of the line up to the cursor: all that is looked at on a key."""
        row, column = self.cursor_location
        return self.document.get_line(row)[max(0, column - _LOOK_BACK) : column]

    def watch_selection(self, before: Selection, now: Selection) -> None:
        """After each key: is a name being typed?"""
        del before
        if not self.is_mounted:
            return
        row = now.end[0]
        if row != self._row:
            self._row = row
            self.post_message(self.Moved())
        self._look_for_a_name()

    def _look_for_a_name(self) -> None:
        typed = begun_name(self._before()) if self.people and self.has_focus else None
        if typed is None:
            self._declined = None
            if self._names.display:
                self._names.offer(())
        elif self._declined != self._row:
            self._names.offer(fitting(self.people, typed))
            self._names.absolute_offset = self.cursor_screen_offset + Offset(0, 1)

    def on_blur(self) -> None:
        """Names are offered only where one writes."""
        self._names.offer(())

    def be_wide(self, letters: int) -> None:
        """Break lines after so many letters where the terminal is wide enough."""
        self.styles.max_width = letters + _BESIDE_A_LINE

    # Whole texts

    def put(self, text: str, *, at_end: bool = False) -> None:
        """Start from this text: what was before cannot be undone into it."""
        self.load_text(text)
        self.move_cursor(self.document.end if at_end else (0, 0))

    def replace_all(self, text: str) -> None:
        """Another text instead; Ctrl+Z brings back the one before."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end)
        self.history.checkpoint()
        self.move_cursor((0, 0))

    def append(self, text: str) -> None:
        """Put something below; Ctrl+Z takes it away again, and nothing else."""
        self.history.checkpoint()
        self.insert(text, self.document.end)
        self.history.checkpoint()
