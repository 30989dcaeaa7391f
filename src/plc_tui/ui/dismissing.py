"""Coming to a screen and leaving it, each once."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class Dismissing(Screen[T]):
    """A screen that is styled once when it opens, and can be left only while it is on top.

    Textual styles a new screen as it is composed, again when it is shown, and a third time when its first layout has
    told it the width of the window; each time it lays out and paints it. And it lets a second Esc, typed before the
    first was done, leave the same screen again: that ends the program.
    """

    _styled = True
    """Whether nothing can have changed its looks since they were last put on."""

    @on(events.Compose)
    def _wear_the_width(self) -> None:
        """Wear the width of the window before its widgets do, and what its own sheet says, which is read by now."""
        width = self.app.size.width
        points = (self.app if self.HORIZONTAL_BREAKPOINTS is None else self).HORIZONTAL_BREAKPOINTS or ()
        fitting = max((point for point in points if point[0] <= width), default=None)
        self.update_classes({name: (start, name) == fitting for start, name in points}, update=False)
        self.app.stylesheet.apply(self)

    @on(events.ScreenResume)
    def _come_back(self, event: events.ScreenResume) -> None:
        """Put its looks on anew only when it was out of sight."""
        event.refresh_styles = event.refresh_styles and not self._styled
        self._styled = True

    @on(events.ScreenSuspend)
    def _go_out_of_sight(self) -> None:
        """Looks of the program that change now reach it when it is back."""
        self._styled = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with a result; nothing when it has been left already."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
