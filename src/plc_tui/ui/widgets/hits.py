"""A list below a text box: up from its first row leads to the box, and so does a letter."""

from __future__ import annotations

from textual import events
from textual.message import Message

from plc_tui.ui.widgets.paged_list import PagedList

_OF_WORDS = '@#"'
"""Signs that begin a filter or a phrase."""


class Hits(PagedList):
    """What was found. Digits and `/` keep what they mean everywhere."""

    class Above(Message):
        """She went up from the first row."""

    class Typed(Message):
        """She typed on, as if in the box."""

        def __init__(self, character: str) -> None:
            super().__init__()
            self.character = character

    def action_move(self, step: int) -> None:
        """One row up or down; above the first row is the box."""
        before = self.key
        super().action_move(step)
        if step < 0 and self.key == before:
            self.post_message(self.Above())

    def on_key(self, event: events.Key) -> None:
        """A letter belongs in the box."""
        if event.character is not None and (event.character.isalpha() or event.character in _OF_WORDS):
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(event.character))
