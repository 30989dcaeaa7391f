"""The responses to a note or a goal, as a thread (and `respond`, which asks for the words of one more)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from plc_tui.text import clean_line
from plc_tui.ui import safe
from plc_tui.ui.dialogs.respond import respond
from plc_tui.ui.marks import GLYPHS, Marks, marks_of
from plc_tui.ui.words.when import when

if TYPE_CHECKING:
    from plc_tui.domain.notes import Response, ResponseKind

__all__ = ["Thread", "gist", "headline", "in_order", "news", "respond", "thread_lines"]

_STEP = 3
"""Cells an answer is indented under what it answers."""
_DEEPEST = 4
"""Answers deeper than this stand no further to the right, so that they stay readable at 60 columns."""

VERB: dict[ResponseKind, tuple[str, str]] = {
    "encourage": ("encourages", "encourage"),
    "wonder": ("wonders", "wonder"),
    "connect": ("connects", "connect"),
    "answer": ("answers", "answer"),
}
"""What somebody does with each kind of response, and what you do."""
_COLOUR: dict[ResponseKind, str] = {"encourage": "$good", "wonder": "$warm", "connect": "$accent", "answer": "$soft"}


def in_order(responses: Sequence[Response]) -> Iterator[tuple[int, Response]]:
    """Yield each response with its depth: oldest first, answers right under what they answer.

    An answer whose question is no longer there stands at the left.
    """
    there = {response.id for response in responses}
    below: dict[str | None, list[Response]] = {}
    for response in responses:
        below.setdefault(response.parent if response.parent in there else None, []).append(response)
    waiting = [(0, response) for response in reversed(below.get(None, []))]
    while waiting:
        depth, response = waiting.pop()
        yield depth, response
        waiting += [(depth + 1, answer) for answer in reversed(below.get(response.id, []))]


def headline(response: Response, reader_id: str, now: datetime, clock: int = 24) -> Content:
    """`Ben Ito wonders · yesterday`; of her own words `You wonder`."""
    theirs, yours = VERB[response.kind]
    mine = response.author.id == reader_id
    return Content.assemble(
        safe.line("You" if mine else response.author.name, "bold"),
        " ",
        (yours if mine else theirs, _COLOUR[response.kind]),
        (f"  {when(response.created, now, clock)}", "$soft"),
    )


def gist(response: Response, width: int = 160) -> Content:
    """The beginning of a response's words as one line, for choosing among several."""
    words = clean_line(response.text)
    return safe.line(words if len(words) <= width else words[: width - 1].rstrip() + "…")


def news(before: Sequence[Response], now: Sequence[Response], reader_id: str) -> Content:
    """Say in a few words what others have responded since `before`; empty when nothing is new."""
    known = {response.id for response in before}
    new = [response for response in now if response.id not in known and response.author.id != reader_id]
    if len(new) > 1:
        return Content(f"New below: {len(new)} responses.")
    words = "New below: [b]$who[/] $does."
    return safe.fill(words, who=new[0].author.name, does=VERB[new[0].kind][0]) if new else Content("")


def thread_lines(
    responses: Sequence[Response],
    reader_id: str,
    now: datetime,
    width: int,
    *,
    clock: int = 24,
    marks: Marks = GLYPHS,
) -> list[Content]:
    """Lay a thread out in lines of at most `width` cells, with an empty line between responses to the thing itself."""
    lines: list[Content] = []
    for depth, response in in_order(responses):
        if lines and depth == 0:
            lines.append(Content(""))
        indent = " " * (_STEP * min(depth, _DEEPEST))
        bar = Content.styled(f"{indent}{marks.bar} ", "$line")
        room = max(12, width - len(indent) - 2)
        pieces = [headline(response, reader_id, now, clock)]
        if response.text:
            pieces.append(safe.words(response.text))
        lines += [Content.assemble(bar, line) for piece in pieces for line in piece.wrap(room)]
    return lines


class Thread(Widget):
    """The responses to one thing, under it. Give it new ones with `show`; it draws only when they changed."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    Thread { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        *,
        heading: str = "Responses",
        nobody: str = "Nobody has responded yet.",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._heading, self._nobody = heading, nobody
        self._shown: tuple[tuple[Response, ...], str, str, date | None] = ((), "", nobody, None)
        """The responses, who reads them, what an empty thread says, and the day ("yesterday" depends on it)."""
        self._laid: tuple[int, Content] | None = None

    @property
    def responses(self) -> tuple[Response, ...]:
        """What is shown, as it came from the services."""
        return self._shown[0]

    def show(self, responses: Sequence[Response], reader_id: str, *, nobody: str | None = None) -> None:
        """Show these responses as `reader_id` sees them; `nobody` is what an empty thread says (our words)."""
        said = self._nobody if nobody is None else nobody
        shown = (tuple(responses), reader_id, said, self._now().date())
        if shown != self._shown:
            self._shown, self._laid = shown, None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the thread takes at this width."""
        del container, viewport
        return self._content(width).plain.count("\n") + 1

    def render(self) -> Content:
        """Draw the thread for the width we have."""
        return self._content(self.size.width)

    def on_resize(self) -> None:
        """The lines may fall elsewhere."""
        self.refresh(layout=True)

    def _content(self, width: int) -> Content:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, Content("\n").join(self._lines(width)))
        return self._laid[1]

    def _lines(self, width: int) -> list[Content]:
        responses, reader, nobody, _ = self._shown
        title = Content.styled(self._heading, "bold $warm")
        if not responses:
            said = Content.styled(nobody, "$soft").wrap(max(12, width)) if nobody else []
            return [title, *said]
        clock = self.app.settings.clock if hasattr(self.app, "settings") else 24
        lines = thread_lines(responses, reader, self._now(), width, clock=clock, marks=marks_of(self))
        return [title, *lines]

    def _now(self) -> datetime:
        """The moment on the program's clock (the machine's, inside a bare test app)."""
        now: datetime = self.app.now() if hasattr(self.app, "now") else datetime.now(UTC)
        return now
