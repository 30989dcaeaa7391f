"""The fields of the form in which a session is planned."""

from __future__ import annotations

from textual.widgets import Input, TextArea

_EXAMPLES = {"people": "5", "minutes": "its usual time", "when": "fri 15:30", "title": "the protocol's name"}


class About(TextArea):
    """What it is about: a few lines, and the arrows lead out of it at its edges."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, compact=True, id="focus", placeholder="One question, if you like")
        self.cursor_blink = False

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up, or to the choice above."""
        if self.get_cursor_up_location() == self.cursor_location or self.wrapped_document.height == 1:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down, or to the choice below."""
        if self.get_cursor_down_location() == self.cursor_location or self.wrapped_document.height == 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


def plan_line(name: str) -> Input:
    """A choice of one line."""
    field = Input(compact=True, id=name, select_on_focus=False, placeholder=_EXAMPLES.get(name, ""))
    field.cursor_blink = False
    return field
