"""Leaving a screen, once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class Dismissing(Screen[T]):
    """A screen that can be left only while it is on top.

    Textual lets a second Esc, typed before the first was done, leave the same screen again: that ends the program.
    """

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with a result; nothing when it has been left already."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
