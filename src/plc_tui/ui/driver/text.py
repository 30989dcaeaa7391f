"""From the text of a frame to cells: one character (with what is joined to it) and one style for each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes

from plc_tui.ui.driver.styles import PLAIN, Style, apply

_PIECE = re.compile(r"\x1b\[([0-9;]{0,60}m)|\x1b\]8;[^;\x1b\x07]*;([^\x1b\x07]*\x1b\\)|([^\x1b]+)")
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u25fc\u2713-\u2718\u2800-\u28ff]*"
).fullmatch
"""Characters every terminal draws in one cell."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
"""What must never reach a terminal inside text: C0, C1, line ends, bidi overrides, halves of characters."""
_WEB = re.compile(r"https?://[!-~]+").fullmatch
_WIDE = (
    (0x1100, 0x115F),
    (0x2E80, 0x3029),
    (0x3030, 0x303E),
    (0x3041, 0x3247),
    (0x3250, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
)
"""Characters every terminal draws in two cells."""
_ACCENTS = re.compile("[\u0300-\u036f]+").fullmatch


class Cells(NamedTuple):
    """A piece of a row. A wide character is followed by an empty one; `loose` says that terminals may disagree
    about the width of something here."""

    characters: list[str]
    styles: list[Style]
    loose: bool


def read(payload: str) -> Cells:
    """Return the cells that `payload` (text, SGR, links) puts on a row.

    Everything else in it is dropped: this is the last place where control characters are stopped.
    """
    characters: list[str] = []
    styles: list[Style] = []
    style, loose = PLAIN, False
    for codes, link, text in _PIECE.findall(payload):
        if text:
            if not _NARROW(text):
                loose = _spread(text, characters) or loose
            else:
                characters += text
            styles += [style] * (len(characters) - len(styles))
        elif codes:
            style = apply(style, codes[:-1])
        else:
            style = style._replace(link=link[:-2] if _WEB(link[:-2]) else "")
    return Cells(characters, styles, loose)


def _spread(text: str, characters: list[str]) -> bool:
    """Add the characters of `text`, cell by cell; True when terminals may disagree about their width."""
    text = _CONTROLS.sub("", text)
    loose = False
    for start, end, width in split_graphemes(text)[0]:
        cluster = text[start:end]
        if not width:
            _join(cluster, characters)
        else:
            characters.append(cluster)
            if width == 2:
                characters.append("")
        loose = loose or not steady(cluster)
    return loose


def _join(cluster: str, characters: list[str]) -> None:
    """Put something without a width of its own into the cell before it, if there is one."""
    for index in range(len(characters) - 1, max(-1, len(characters) - 3), -1):
        if characters[index]:
            characters[index] += cluster
            return


@lru_cache(maxsize=8192)
def steady(cluster: str) -> bool:
    """Return whether every terminal draws `cluster` in as many cells as we count."""
    first, rest = cluster[:1], cluster[1:]
    return bool((_NARROW(first) or wide(first)) and (not rest or _ACCENTS(rest)))


def wide(character: str) -> bool:
    """Return whether every terminal draws this character in two cells."""
    return any(first <= ord(character) <= last for first, last in _WIDE)
