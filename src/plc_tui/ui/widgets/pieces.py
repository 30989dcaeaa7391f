"""A text to read that has things in it to choose: steps to mark done, notes to open, responses to answer.

One widget that draws its lines itself, so that a page costs the same however many pieces it has. Arrow keys go from
one thing to the next and scroll where only text is between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from plc_tui.ui.marks import marks_of

_LEFT = 3
"""Cells left of every line, where the cursor stands."""
_WIDEST = 92
"""Longer lines are tiring to read, however wide the terminal."""
_NEAR = 3
"""A thing at most so many lines out of sight is gone to at once; before one farther away the text scrolls."""
_PACE = 2
"""Lines scrolled by an arrow key."""


NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of the text. With a `key` it can be chosen.

    `lead` stands before the first line, `more` (as wide) before the others; `aside` stands at the right of the first;
    `above` is how many empty lines come before it.
    """

    content: Content
    key: str = ""
    lead: Content = NOTHING
    more: Content | None = None
    aside: Content = NOTHING
    above: int = 0

    def lines(self, width: int) -> Iterator[Content]:
        """The piece in lines of at most `width` cells."""
        room = max(8, width - self.lead.cell_length)
        short = room - self.aside.cell_length - 2
        beside = bool(self.aside) and self.content.cell_length <= short and "\n" not in self.content.plain
        text = self.content if beside or not self.aside else Content.assemble(self.content, "\n", self.aside)
        rest = self.more if self.more is not None else Content(" " * self.lead.cell_length)
        for number, line in enumerate(text.wrap(room)):
            gap = Content(" " * (room - line.cell_length - self.aside.cell_length)) if beside else Content("")
            end = Content.assemble(gap, self.aside) if beside else Content("")
            yield Content.assemble(rest if number else self.lead, line, end)


def _alike(one: Piece, other: Piece) -> bool:
    """Whether two pieces would be drawn alike."""
    if (one.key, one.above, one.more is None) != (other.key, other.above, other.more is None):
        return False
    pairs = ((one.content, other.content), (one.lead, other.lead), (one.aside, other.aside))
    return all(a is b or a.is_same(b) for a, b in pairs)


def title(words: str | Content, *, above: int = 1) -> Piece:
    """The heading of a part."""
    content = words if isinstance(words, Content) else Content(words)
    return Piece(content.stylize("bold $warm"), above=above)


class Pieces(ScrollView, can_focus=True):
    """The text, with a cursor on one of the things in it that can be chosen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Pieces { height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    class Opened(Message):
        """The thing under the cursor was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._pieces: tuple[Piece, ...] = ()
        self._lines: list[tuple[int, Content]] = []
        self._spans: dict[int, tuple[int, int]] = {}
        self._cursor = -1
        self._laid = 0

    @property
    def key(self) -> str | None:
        """The key of the thing under the cursor; None when that is scrolled out of sight."""
        return self._key if self._in_sight(self._cursor) else None

    @property
    def _key(self) -> str | None:
        return self._pieces[self._cursor].key if 0 <= self._cursor < len(self._pieces) else None

    @property
    def plain(self) -> str:
        """The whole text as it is drawn, without colours."""
        return "\n".join(line.plain.rstrip() for _, line in self._lines)

    def show(self, pieces: Sequence[Piece]) -> None:
        """Show these; the cursor stays on the same thing, the text where it was. Nothing is drawn that is the same."""
        if self._laid and len(pieces) == len(self._pieces) and all(map(_alike, pieces, self._pieces)):
            return
        key = self._key
        self._pieces = tuple(pieces)
        found = next((n for n, piece in enumerate(self._pieces) if key and piece.key == key), None)
        self._cursor = next(iter(self._choosable()), -1) if found is None else found
        self._lay()

    def go_to(self, key: str, *, reveal: bool = True) -> None:
        """Put the cursor on the thing of `key` if it is there, and scroll to it."""
        for number in self._choosable():
            if self._pieces[number].key == key:
                self._go(number, reveal=reveal)

    # Layout

    def _lay(self) -> None:
        width = min(self.size.width - 1, _WIDEST) - _LEFT - 1
        if width < 8:
            return
        self._laid, self._lines, self._spans = self.size.width, [], {}
        for number, piece in enumerate(self._pieces):
            if self._lines:
                self._lines += [(-1, Content(""))] * piece.above
            top = len(self._lines)
            self._lines += [(number, line) for line in piece.lines(width)]
            self._spans[number] = (top, len(self._lines))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """The lines fall elsewhere in another width."""
        if self.size.width != self._laid:
            self._lay()
            self._reveal()

    # Moving

    def _choosable(self) -> list[int]:
        return [number for number, piece in enumerate(self._pieces) if piece.key]

    def _in_sight(self, number: int) -> bool:
        top, bottom = self._spans.get(number, (0, 0))
        return bottom > self.scroll_offset.y and top < self.scroll_offset.y + self.size.height

    def action_move(self, step: int) -> None:
        """To the next thing when it is near, else onward in the text."""
        following = self._following(step)
        if following is not None and self._distance(following) <= _NEAR:
            self._go(following)
        else:
            self._scroll(step * _PACE)

    def _following(self, step: int) -> int | None:
        """The thing the arrow means; when the cursor is out of sight, the first one that is in sight."""
        things = self._choosable()
        if self._cursor >= 0 and not self._in_sight(self._cursor):
            seen = [number for number in things if self._in_sight(number)]
            if seen:
                return seen[0] if step > 0 else seen[-1]
        beyond = [number for number in things if (number - self._cursor) * step > 0]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else None

    def _distance(self, number: int) -> int:
        """How many lines out of sight the near edge of a thing is."""
        top, bottom = self._spans.get(number, (0, 0))
        return max(top - (self.scroll_offset.y + self.size.height - 1), self.scroll_offset.y - bottom + 1, 0)

    def action_page(self, step: int) -> None:
        """As far as the page is high; the cursor comes along."""
        self._scroll(step * max(1, self.size.height - 2))
        things = [number for number in self._choosable() if self._in_sight(number)]
        if things:
            self._go(things[-1] if step > 0 else things[0], reveal=False)

    def action_end(self, step: int) -> None:
        """To the beginning or the end."""
        things = self._choosable()
        if things:
            self._go(things[-1] if step > 0 else things[0])
        self._scroll(step * len(self._lines))

    def _scroll(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def _go(self, number: int, *, reveal: bool = True) -> None:
        if number != self._cursor:
            self._cursor = number
            self.refresh()
        if reveal:
            self._reveal()

    def _reveal(self) -> None:
        if self._cursor not in self._spans or not self.size.height:
            return
        top, bottom = self._spans[self._cursor]
        if self._cursor == next(iter(self._choosable()), -1) and bottom <= self.size.height:
            top = 0  # what stands above the first thing belongs in sight too
        if bottom > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False, immediate=True)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """The first click puts the cursor there, a click on the cursor's thing opens it."""
        line = event.y + self.scroll_offset.y
        number = self._lines[line][0] if 0 <= line < len(self._lines) else -1
        if number < 0 or not self._pieces[number].key:
            return
        if number == self._cursor:
            self.post_message(self.Opened(self._pieces[number].key))
        self._go(number)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the part in sight."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        if line >= len(self._lines):
            return self._strip(Content(""), self.visual_style, width)
        number, content = self._lines[line]
        chosen = number == self._cursor >= 0
        ground = self.visual_style
        if chosen and self.has_focus:
            ground += self.app.stylesheet.parse_style("on $cursor")
        pointer = chosen and line == self._spans[number][0]
        left = Content.styled(f" {marks_of(self).cursor} ", "bold $accent") if pointer else Content(" " * _LEFT)
        return self._strip(Content.assemble(left, content), ground, width)

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor's line is no longer lit."""
        self.refresh()

    def _strip(self, content: Content, ground: Style, width: int) -> Strip:
        parse = self.app.stylesheet.parse_style
        segments = [
            Segment(text, (ground + style).rich_style)
            for text, style in content.render(ground, end="", parse_style=parse)
        ]
        return Strip(segments).adjust_cell_length(width, ground.rich_style)
