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
DEMO = "a made-up community"
THROW_AWAY = f"{DEMO}: nothing here is kept"
DEMO_SHORT = "made up"


@dataclass(frozen=True, slots=True)
class Tab:
    """One place as the masthead names it. `aside` ones are named only while one is there."""

    place: str
    key: str
    title: str
    right: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """The names in the first line, as they come from the file."""

    community: str = ""
    member: str = ""
    demo: bool = False
    throw_away: bool = False
    """Whether a made-up community is gone when she leaves."""


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
        self._tabs = tuple(tab for tab in tabs if not tab.aside or tab.place == here)
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
            notice = DEMO_SHORT if width < _NARROW else THROW_AWAY if who.throw_away else DEMO
            left = Content.assemble(left, (f"  {marks_of(self).dot} {notice}", "$warm"))
        right = Content.assemble((safe.words(who.member).first_line), " ").stylize("$soft")
        right = right.truncate(width // 2)
        left = left.truncate(max(0, width - right.cell_length - 2))
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _places(self, width: int) -> Content:
        tabs, gap, bare = self._fitting(width)
        pieces = [(tab, self._tab(tab, bare=tab in bare)) for tab in tabs]
        on_right = sum(piece.cell_length + gap for tab, piece in pieces if tab.right) - gap
        line, x, at_left = Content(" "), 1, True
        self._spans = []
        for tab, piece in pieces:
            if tab.right and at_left:
                at_left, pad = False, max(0, width - 1 - on_right - x)
                line, x = line + " " * pad, x + pad
            self._spans.append((x, x + piece.cell_length, tab.place))
            line, x = line + piece + " " * gap, x + piece.cell_length + gap
        return line.truncate(width)

    def _fitting(self, width: int) -> tuple[tuple[Tab, ...], int, frozenset[Tab]]:
        """The places to name, the gap between two, and those of which only the key is shown: the first that fits.

        In a narrow terminal a right-hand place we are in stands where Find stands otherwise; then the gaps shrink and
        Find is its key; at last only the place we are in keeps its name.
        """
        gap = 3 if width >= _NARROW else 2
        others = frozenset(tab for tab in self._tabs if tab.place != self._here)
        aside = frozenset(tab for tab in others if tab.right)
        here_on_right = any(tab.right and tab not in others for tab in self._tabs)
        fewer = tuple(tab for tab in self._tabs if tab not in aside) if here_on_right else self._tabs
        ways = ((self._tabs, gap, frozenset[Tab]()), (fewer, gap, frozenset[Tab]()), (self._tabs, 1, aside))
        return next((way for way in ways if _width(*way) <= width), (self._tabs, gap, others))

    def _tab(self, tab: Tab, *, bare: bool) -> Content:
        here = tab.place == self._here
        if bare:  # too narrow for every title: the keys still say where one can go
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


def _width(tabs: tuple[Tab, ...], gap: int, bare: frozenset[Tab]) -> int:
    """Cells that places need: one before the first, a gap between two; those in `bare` without their titles."""
    titles = sum(len(tab.key) + (0 if tab in bare else len(tab.title) + 1) for tab in tabs)
    return 1 + titles + gap * (len(tabs) - 1)
