"""F1: what this place is for, a worked example, and its keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import Help, style

_KEYS = 10
"""Cells for the keys at the left of the key list."""


class HelpScreen(Dialog[None]):
    """Help for the screen named `screen`."""

    CSS_PATH = style("help")
    BINDINGS = [
        Binding("f1,enter,question_mark", "back", show=False),
        Binding("down", "scroll_words(1)", show=False),
        Binding("up", "scroll_words(-1)", show=False),
    ]
    READ = True

    def __init__(self, screen: str, words: Help) -> None:
        super().__init__(Content("Help"))
        self._screen = screen
        self._help = words

    def compose_body(self) -> ComposeResult:
        """All of it in one text that scrolls."""
        yield Static(id="words")

    def on_resize(self) -> None:
        """Lay the text out for the width of the panel."""
        words = self.query_one("#words", Static)
        words.update(help_text(self._screen, self._help, words.content_region.width))


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
    words = Content.assemble(command.title, ": ", (command.help, "$soft")).wrap(max(16, width - _KEYS))
    keys = [f"{command.shown_key:<{_KEYS}}", *[" " * _KEYS] * (len(words) - 1)]
    return [Content.assemble((key, "bold $accent"), line) for key, line in zip(keys, words, strict=True)]
