"""The three lines at the top of every screen: who and where, the places, a rule that marks the current one.

One widget that draws itself: stock Header and Tabs would triple the paint time of a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from plc_tui.ui import safe
from plc_tui.ui.marks import marks_of

_NARROW = 76
DEMO = "a made-up community: nothing here is kept"
DEMO_SHORT = "made up"


@dataclass(frozen=True, slots=True)
class Tab:
    """One place as the masthead names it: its id, key and title."""

    place: str
    key: str
    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """The names in the first line, as they come from the file."""

    community: str = ""
    member: str = ""
    demo: bool = False


class Masthead(Widget):
    """Community left, member right; the places; a rule with the current place underlined."""

    DEFAULT_CSS = """
    Masthead { dock: top; height: 3; width: 1fr; }
    """

    who: reactive[Who] = reactive(Who())

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, tabs: tuple[Tab, ...], here: str) -> None:
        super().__init__()
        self._tabs = tabs
        self._here = here
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Draw the three lines for the width we have."""
        width = self.size.width
        return Content("\n").join([self._names(width), self._places(width), self._rule(width)])

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the mouse."""
        for start, end, place in self._spans:
            if event.y == 1 and start <= event.x < end:
                self.post_message(self.Chosen(place))

    def _names(self, width: int) -> Content:
        who = self.who
        left = Content.assemble(" ", safe.words(who.community).first_line.stylize("bold"))
        if who.demo:
            notice = DEMO if width >= _NARROW else DEMO_SHORT
            left = Content.assemble(left, (f"  {marks_of(self).dot} {notice}", "$warm"))
        right = Content.assemble((safe.words(who.member).first_line), " ").stylize("$soft")
        right = right.truncate(width // 2)
        left = left.truncate(max(0, width - right.cell_length - 2))
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _places(self, width: int) -> Content:
        gap = 3 if width >= _NARROW else 2
        bare = sum(len(tab.title) + 2 + gap for tab in self._tabs) > width
        self._spans = []
        line, x = [Content(" ")], 1
        for tab in (tab for tab in self._tabs if not tab.right):
            piece = self._tab(tab, bare)
            self._spans.append((x, x + piece.cell_length, tab.place))
            line += [piece, Content(" " * gap)]
            x += piece.cell_length + gap
        for tab in (tab for tab in self._tabs if tab.right):
            piece = self._tab(tab, bare)
            start = max(x, width - piece.cell_length - 1)
            line += [Content(" " * (start - x)), piece]
            self._spans.append((start, start + piece.cell_length, tab.place))
            x = start + piece.cell_length
        return Content("").join(line).truncate(width)

    def _tab(self, tab: Tab, bare: bool) -> Content:
        here = tab.place == self._here
        if bare and not here:  # too narrow for every title: the keys still say where one can go
            return Content.styled(tab.key, "$soft")
        key, title = ("$accent", "bold $accent") if here else ("$soft", "")
        return Content.assemble((tab.key, key), " ", (tab.title, title))

    def _rule(self, width: int) -> Content:
        marks = marks_of(self)
        start, end = next(((a, b) for a, b, place in self._spans if place == self._here), (0, 0))
        start, end = min(start, width), min(end, width)
        return Content.assemble(
            (marks.rule * start, "$line"),
            (marks.here * (end - start), "$accent"),
            (marks.rule * (width - end), "$line"),
        )
