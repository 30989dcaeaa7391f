"""Text from people becomes drawable here, and only here.

A plain `str` given to a widget is markup: `[@click=app.quit]x[/]` in a note would act, `[/foo]` would end the program.
So people's words go to widgets as `words(...)`, `fill(...)` or `row_text(...)`. `LastLine` is the wall behind it: what
still reaches a line that is about to be drawn cannot act on the terminal or on the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from plc_tui.text import clean, clean_line


def words(text: str, style: str = "") -> Content:
    """Return people's text as it is to be read: every character a character, nothing a command.

    `style` is the program's own ("bold", "$text-muted"), never people's.
    """
    return Content.styled(clean(text), style)


def line(text: str, style: str = "") -> Content:
    """Return people's text as one line: for titles, names and rows."""
    return Content.styled(clean_line(text), style)


def fill(template: str, **values: object) -> Content:
    """Return a sentence of ours with people's words in it: `fill("[b]$title[/b] by $who", title=..., who=...)`.

    `template` is a constant in the program's text, with markup; each `$name` in it is replaced by the value's
    words, which are never read as markup. Raises KeyError when a value has no place in the template.
    """
    missing = [name for name in values if not re.search(rf"\$\{{?{name}\b", template)]
    if missing:
        raise KeyError(", ".join(missing))
    return Content.from_markup(template, **{name: clean(str(value)) for name, value in values.items()})


def row_text(text: str, style: str = "") -> Text:
    """Return people's text as one line for the widgets that draw rich text (tables, trees)."""
    return Text(clean_line(text), style=style, no_wrap=True, overflow="ellipsis", end="")


_LIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
_SAFE_LINK = re.compile(r"https?://[!-~]{1,2000}")


class LastLine(LineFilter):
    """Drops from every drawn line what a terminal would obey, and what a click would run.

    Give one instance, last, in `App.get_line_filters()`. A line without anything to drop comes back as it is. Links
    other than http(s) go, and so do `@click`-like actions in text of any origin: the program's own clickable things
    are widgets.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the line's segments, those that could act replaced."""
        text = "".join([segment.text for segment in segments])
        if not text.isprintable() and _LIVE.search(text):
            return list(_harmless(segments))
        for _, style, _ in segments:
            # Read as they are stored: the public properties unpickle each style and would double a repaint's time.
            if style is not None and (style._link or (style._meta and b"@" in style._meta)) and _acts(style):
                return list(_harmless(segments))
        return segments


def _harmless(segments: Iterable[Segment]) -> Iterable[Segment]:
    for text, style, _ in segments:
        quiet = _LIVE.sub(_same_width, text)
        if quiet:
            yield Segment(quiet, style if style is None else _without_actions(style))


def _same_width(found: re.Match[str]) -> str:
    """Replace a character that counts as a cell by a visible one, so that the line keeps its length."""
    return "\ufffd" * cell_len(found[0])


def _without_actions(style: Style) -> Style:
    return style.clear_meta_and_links() if _acts(style) else style


def _acts(style: Style) -> bool:
    lies = style.link is not None and not _SAFE_LINK.fullmatch(style.link)
    return lies or any(str(key).startswith("@") for key in style.meta)
