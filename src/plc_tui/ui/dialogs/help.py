"""F1: what this place is for, a worked example, and its keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands
from plc_tui.ui.commands import Command, shown
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import Help, style

_KEYS = 10
"""Cells for the keys at the left of the key list."""


class _Helping(Dialog[None]):
    """A text that scrolls, and that F1 closes again."""

    CSS_PATH = style("help")
    BINDINGS = [
        Binding("f1,enter,question_mark", "back", show=False),
        Binding("down", "scroll_words(1)", show=False),
        Binding("up", "scroll_words(-1)", show=False),
    ]
    READ = True

    def __init__(self) -> None:
        super().__init__(Content("Help"))

    def compose_body(self) -> ComposeResult:
        """All of it in one text that scrolls."""
        yield Static(id="words")

    def on_resize(self) -> None:
        """Lay the text out for the width of the panel."""
        words = self.query_one("#words", Static)
        words.update(self.text(words.content_region.width))

    def text(self, width: int) -> Content:
        """What it says, for a panel of so many cells."""
        raise NotImplementedError  # a panel without words must fail at once, not open empty


class HelpScreen(_Helping):
    """Help for the screen named `screen`."""

    def __init__(self, screen: str, words: Help) -> None:
        super().__init__()
        self._screen, self._help = screen, words

    def text(self, width: int) -> Content:
        """What the place is for, an example, and the keys."""
        return help_text(self._screen, self._help, width)


class DialogHelp(_Helping):
    """Help for a dialog: what it is for, its keys, and what the place below is for."""

    def __init__(self, purpose: str, hints: tuple[tuple[str, str], ...], below: str) -> None:
        super().__init__()
        self._purpose, self._hints, self._below = purpose, hints, below

    def text(self, width: int) -> Content:
        """All of it."""
        keys = [line for key, words in self._hints for line in _row(shown(key), Content(words), width)]
        parts = [Content(self._purpose), Content("\n").join([_heading("Keys here"), *keys])]
        if self._below:
            parts.append(Content("\n").join([_heading("The place below"), Content(self._below)]))
        return Content("\n\n").join(parts)


def help_text(screen: str, words: Help, width: int) -> Content:
    """Purpose, example, then this screen's keys before those that work everywhere; `width` is in cells."""
    own = [command for command in commands.here(screen) if screen in command.where]
    every = [command for command in commands.here(screen) if screen not in command.where]
    parts = [Content(words.purpose)] if words.purpose else []
    if words.example:
        parts += [Content("\n").join([_heading("For example"), Content.styled(words.example, "italic")])]
    if own:
        parts.append(_keys("Keys here", own, width))
    parts.append(_keys("Keys everywhere", every, width))
    return Content("\n\n").join(parts)


def _heading(title: str) -> Content:
    return Content.styled(title, "bold $warm")


def _keys(title: str, rows: list[Command], width: int) -> Content:
    lines = [line for command in rows if command.key for line in _key(command, width)]
    return Content("\n").join([_heading(title), *lines])


def _key(command: Command, width: int) -> list[Content]:
    """A key at the left, its words wrapped beside it."""
    return _row(command.shown_key, Content.assemble(command.title, ": ", (command.help, "$soft")), width)


def _row(shown_key: str, said: Content, width: int) -> list[Content]:
    words = said.wrap(max(16, width - _KEYS))
    keys = [f"{shown_key:<{_KEYS}}", *[" " * _KEYS] * (len(words) - 1)]
    return [Content.assemble((key, "bold $accent"), line) for key, line in zip(keys, words, strict=True)]
