"""What stands inside one paragraph of Markdown, as words with styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from plc_tui.text import clean, clean_line

if TYPE_CHECKING:
    from markdown_it.token import Token

CODE = "$warm"
LINK = "underline $accent"
SOFT = "$soft"
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_KNOWN_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class Part(NamedTuple):
    """Some words in one style."""

    words: str
    style: str = ""


NOTHING = Part("")


def parts(tokens: Iterable[Token] | None, style: str = "") -> list[Part]:
    """Return the words of one block's inline tokens; a link is followed by its address, so that both are seen."""
    found: list[Part] = []
    styles = [style] if style else []
    opened: list[tuple[str, int]] = []
    for token in tokens or ():
        if token.type == "link_open":
            opened.append((str(token.attrGet("href") or ""), len(found)))
            styles.append(_link_style(opened[-1][0]))
        elif token.type == "link_close":
            styles.pop()
            found += _address(*opened.pop(), found)
        elif token.nesting == 1:
            styles.append(_STYLES.get(token.tag, ""))
        elif token.nesting == -1:
            styles.pop()
        else:
            found.append(_leaf(token, " ".join(dict.fromkeys(filter(None, styles)))))
    return found


def content(found: Sequence[Part]) -> Content:
    """Return the parts as one Content."""
    return Content.assemble(*(part if part.style else part.words for part in found if part.words))


def _leaf(token: Token, style: str) -> Part:
    if token.type in ("softbreak", "hardbreak"):
        return Part("\n")
    if token.type == "code_inline":
        return Part(clean(token.content), f"{style} {CODE}".strip())
    if token.type == "image":
        seen = "".join(part.words for part in parts(token.children)) or "no words"
        return Part(f"[picture: {clean_line(seen)}] ({clean_line(str(token.attrGet('src') or ''))})", SOFT)
    return Part(clean(token.content), style)


def _link_style(address: str) -> str:
    return LINK if _KNOWN_LINK.match(address) else ""


def _address(address: str, start: int, found: Sequence[Part]) -> list[Part]:
    words = "".join(part.words for part in found[start:]).strip()
    shown = clean_line(address)
    return [] if shown in (words, f"mailto:{words}") else [Part(f" ({shown})", SOFT)]
