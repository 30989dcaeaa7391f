"""Markdown as lines of `Content`, for one widget: thirty times faster than a widget for each paragraph.

The words come from people: nothing in them is markup, an action or a live link. A link shows where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.text import clean
from plc_tui.ui.markdown_inline import CODE, NOTHING, SOFT, Part, content, parts
from plc_tui.ui.markdown_table import Table
from plc_tui.ui.marks import GLYPHS, Marks
from plc_tui.ui.safe import words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 100_000
"""Characters; a longer text is shown as it was written, because reading it as Markdown would hold up the screen."""

DEEPEST = 40
"""Lists and quotes inside each other; what lies deeper would not be read at all, so the text is shown as written."""

_UNKNOWN_WIDTH = 76
_MOST_INDENT = 24
_HEADINGS = {"h1": "bold underline $accent", "h2": "bold $accent"}


def render(markdown: str, width: int | None = None, marks: Marks = GLYPHS) -> Content:
    """Return the text as it is to be read, as one Content; `lines` makes them for the widget that draws them singly."""
    return Content("\n").join(lines(markdown, width, marks))


def lines(markdown: str, width: int | None = None, marks: Marks = GLYPHS) -> list[Content]:
    """Return the text as it is to be read, line by line.

    With `width` (cells) every line is wrapped here, the later lines of a list item or a quotation under its first;
    without it the widget wraps. Needs no app; colours are names of the theme, found when it is drawn.
    """
    markdown = clean(markdown)
    if len(markdown) > LONGEST:
        return _as_written(markdown)
    tokens = _parser().parse(markdown)
    if max((token.level for token in tokens), default=0) >= DEEPEST - 1:
        return _as_written(markdown)
    drawn = _Page(width, marks).read(tokens)
    plain = "\n".join(line.plain for line in drawn)
    return drawn if clean(plain) == plain else _as_written(markdown)


def _as_written(markdown: str) -> list[Content]:
    return [words(line) for line in markdown.split("\n")]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": DEEPEST})
    return parser.enable(["table", "strikethrough"])


@dataclass
class _Frame:
    """A list, an item or a quotation being read: what stands before its first line and its later lines."""

    first: Part = NOTHING
    rest: Part = NOTHING
    tight: bool = False
    number: int | None = None
    blocks: int = 0
    begun: bool = True

    def prefix(self) -> Part:
        """Return what stands before the next line."""
        part = self.rest if self.begun else self.first
        self.begun = True
        return part


class _Page:
    def __init__(self, width: int | None, marks: Marks) -> None:
        self.width = width
        self.marks = marks
        self.lines: list[Content] = []
        self.frames = [_Frame()]
        self.style = ""
        self.table = Table()
        self.tight: dict[int, bool] = {}

    def read(self, tokens: list[Token]) -> list[Content]:
        """Return the lines that the tokens make."""
        self.tight = _tight_lists(tokens)
        for number, token in enumerate(tokens):
            if act := _ACTS.get(token.type):
                act(self, token, number)
        return self.lines or [Content()]

    # Blocks

    def begin(self) -> None:
        """Leave a line free before a block, except inside a tight list and before the first."""
        frame = self.frames[-1]
        if frame.blocks and not frame.tight:
            bars = "".join(each.rest.words for each in self.frames).rstrip()
            self.lines.append(content([Part(bars, SOFT)]))
        frame.blocks += 1

    def put(self, line: list[Part]) -> None:
        """Add a line, wrapped where a width is known, with what its frames put before it."""
        room = self.room()
        for part in _wrapped(line, room) if self.width else [content(line)]:
            before = content([frame.prefix() for frame in self.frames])
            self.lines.append(before + part if before else part)

    def room(self) -> int:
        """Return how many cells are left beside the frames."""
        taken = sum(len(frame.rest.words) for frame in self.frames)
        return max((self.width or _UNKNOWN_WIDTH) - taken, 8)

    def inline(self, token: Token, _number: int) -> None:
        """A paragraph's, a heading's or a cell's words."""
        found = parts(token.children, self.style)
        if self.table.rows:
            self.table.rows[-1].append(found)
            return
        frame = self.frames[-1]
        if not frame.begun and found and found[0].words[:4].lower() in ("[ ] ", "[x] "):
            frame.first, frame.rest = Part(found[0].words[:4]), self.indent(4)
            found[0] = Part(found[0].words[4:], found[0].style)
        for line in _lines(found):
            self.put(line)

    def paragraph(self, _token: Token, _number: int) -> None:
        """A paragraph begins."""
        self.begin()

    def heading(self, token: Token, _number: int) -> None:
        """A heading begins."""
        self.begin()
        self.style = _HEADINGS.get(token.tag, "bold")

    def plain(self, _token: Token, _number: int) -> None:
        """A heading ends."""
        self.style = ""

    def code(self, token: Token, _number: int) -> None:
        """Lines of code, set in a little."""
        self.begin()
        self.frames.append(_Frame(rest=Part("  ")))
        for line in clean(token.content).removesuffix("\n").split("\n"):
            self.put([Part(line, CODE)])
        self.frames.pop()

    def rule(self, _token: Token, _number: int) -> None:
        """A line across."""
        self.begin()
        self.put([Part(self.marks.rule * min(self.room(), 40), SOFT)])

    def html(self, token: Token, _number: int) -> None:
        """Anything else with words of its own is shown as written."""
        self.begin()
        self.put([Part(clean(token.content))])

    # Frames

    def indent(self, cells: int) -> Part:
        """Return an indent, none once the frames stand far enough in: what is deeper stands at the same edge."""
        return Part(" " * cells if sum(len(frame.rest.words) for frame in self.frames) < _MOST_INDENT else "")

    def quote(self, _token: Token, _number: int) -> None:
        """A quotation begins."""
        self.begin()
        bar = Part(f"{self.marks.bar} " if self.indent(2).words else "", SOFT)
        self.frames.append(_Frame(first=bar, rest=bar))

    def start_list(self, token: Token, number: int) -> None:
        """A list begins."""
        self.begin()
        start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
        self.frames.append(_Frame(tight=self.tight[number], number=start))

    def item(self, _token: Token, _number: int) -> None:
        """An item begins."""
        self.begin()
        around = self.frames[-1]
        sign = f"{self.marks.person} " if around.number is None else f"{around.number}. "
        around.number = None if around.number is None else around.number + 1
        rest = self.indent(len(sign))
        first = Part(sign, SOFT) if rest.words else NOTHING
        self.frames.append(_Frame(first, rest, tight=around.tight, begun=False))

    def end_item(self, token: Token, number: int) -> None:
        """An item ends; an empty one shows its sign."""
        if not self.frames[-1].begun:
            self.put([])
        self.end(token, number)

    def end(self, _token: Token, _number: int) -> None:
        """A list, an item or a quotation ends."""
        self.frames.pop()

    # Tables

    def start_table(self, _token: Token, _number: int) -> None:
        """A table begins."""
        self.begin()
        self.table = Table()

    def row(self, _token: Token, _number: int) -> None:
        """A row begins."""
        self.table.rows.append([])

    def head(self, token: Token, _number: int) -> None:
        """A column's name begins."""
        self.style = "bold"
        self.table.sides.append(str(token.attrGet("style") or "").removeprefix("text-align:"))

    def end_table(self, _token: Token, _number: int) -> None:
        """A table ends and is drawn."""
        table, self.table = self.table, Table()
        for line in table.lines(self.room(), self.marks):
            self.put(line)


_ACTS: dict[str, Callable[[_Page, Token, int], None]] = {
    "inline": _Page.inline,
    "paragraph_open": _Page.paragraph,
    "heading_open": _Page.heading,
    "heading_close": _Page.plain,
    "code_block": _Page.code,
    "fence": _Page.code,
    "hr": _Page.rule,
    "html_block": _Page.html,
    "blockquote_open": _Page.quote,
    "blockquote_close": _Page.end,
    "bullet_list_open": _Page.start_list,
    "bullet_list_close": _Page.end,
    "ordered_list_open": _Page.start_list,
    "ordered_list_close": _Page.end,
    "list_item_open": _Page.item,
    "list_item_close": _Page.end_item,
    "table_open": _Page.start_table,
    "tr_open": _Page.row,
    "th_open": _Page.head,
    "th_close": _Page.plain,
    "table_close": _Page.end_table,
}


def _lines(found: Iterable[Part]) -> Iterable[list[Part]]:
    line: list[Part] = []
    for part in found:
        first, *others = part.words.split("\n")
        line.append(Part(first, part.style))
        for other in others:
            yield line
            line = [Part(other, part.style)]
    yield line


def _wrapped(line: list[Part], room: int) -> list[Content]:
    drawn = content(line)
    return [drawn] if drawn.cell_length <= room else [each.rstrip() for each in drawn.wrap(room)]


def _tight_lists(tokens: list[Token]) -> dict[int, bool]:
    """Say for each list, by the place of its first token, whether its items stand close (no line between them)."""
    tight: dict[int, bool] = {}
    open_lists: list[int] = []
    for number, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            open_lists.append(number)
            tight[number] = True
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            open_lists.pop()
        elif token.type == "paragraph_open" and open_lists and token.level == tokens[open_lists[-1]].level + 2:
            tight[open_lists[-1]] &= token.hidden
    return tight
