"""The signs of the frame, in glyphs or in plain ASCII where the terminal lacks them.

A mark never stands alone: a word says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.widget import Widget

_PLAIN_TERMINALS = ("linux", "vt100", "vt102", "vt220", "ansi", "cons25")


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of signs, each one cell wide (`more` may be three)."""

    cursor: str
    rule: str
    here: str
    bar: str
    done: str
    open: str
    waiting: str
    resting: str
    person: str
    dot: str
    more: str
    up: str
    down: str
    said: str
    lock: str


GLYPHS = Marks(
    cursor="▸",
    rule="─",
    here="━",
    bar="│",
    done="✓",
    open="○",
    waiting="●",
    resting="◌",
    person="•",
    dot="·",
    more="…",
    up="↑",
    down="↓",
    said="•",
    lock="◙",
)
ASCII = Marks(
    cursor=">",
    rule="-",
    here="=",
    bar="|",
    done="v",
    open="o",
    waiting="*",
    resting="~",
    person="-",
    dot="-",
    more="...",
    up="^",
    down="v",
    said="*",
    lock="#",
)


_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("│┃▌▐║", "|"),
        **dict.fromkeys("─━–—‐‑▁", "-"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("·•●", "*"),
        "…": ".",
        "▸": ">",
        "○": "o",
        "◌": "~",
        "✓": "v",
        "◙": "#",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "\u00a0": " ",
    }
)


class AsciiLine(LineFilter):
    """Draws what is left of ornaments (frames, dots, curly quotes) with the ASCII sign that looks most like it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line's segments; each sign stays one cell wide."""
        del background
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(_LOOKALIKES), *segment[1:])
            for segment in segments
        ]


def choose(wish: str, environ: Mapping[str, str]) -> Marks:
    """Pick the set for a terminal: `wish` is "auto", "glyphs" or "ascii" (a setting).

    "auto" gives ASCII when the locale is not UTF-8 or TERM names a terminal with few glyphs.
    """
    if wish == "ascii":
        return ASCII
    if wish == "glyphs":
        return GLYPHS
    if environ.get("TERM", "").split("-")[0] in _PLAIN_TERMINALS:
        return ASCII
    return GLYPHS if _speaks_utf8(environ) else ASCII


def _speaks_utf8(environ: Mapping[str, str]) -> bool:
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return "utf-8" in locale.lower() or "utf8" in locale.lower()


def marks_of(widget: Widget) -> Marks:
    """The marks of the program that `widget` lives in (glyphs inside a bare test app)."""
    found = getattr(widget.app, "marks", GLYPHS)
    return found if isinstance(found, Marks) else GLYPHS
