"""The fields of the form in which a session is planned."""

from __future__ import annotations

from textual.widgets import Input

from plc_tui.ui.widgets.growing import Growing

_EXAMPLES = {"people": "5", "minutes": "its usual time", "when": "fri 15:30", "title": "the protocol's name"}
_NUMBERS = ("people", "minutes")


class About(Growing):
    """What it is about: a few lines, and the arrows lead out of it at its edges."""

    def __init__(self) -> None:
        super().__init__(placeholder="One question, if you like")
        self.id = "focus"

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
    """A choice of one line. A number is selected when one comes to it: what is typed then takes its place."""
    number = name in _NUMBERS
    field = Input(compact=True, id=name, select_on_focus=number, placeholder=_EXAMPLES.get(name, ""))
    field.cursor_blink = False
    return field
