"""Draw only what changed: others write every few seconds, and her screen should not stir for it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def differs(line: Static, words: Content) -> bool:
    """Whether `words` would be drawn otherwise than what `line` shows."""
    before = line.content
    return not isinstance(before, Content) or not words.is_same(before)


def say(line: Static, words: Content) -> None:
    """Draw a short text anew when it changed; the screen is laid out anew only when it takes more or fewer lines."""
    if not differs(line, words):
        return
    before, width = line.content, max(1, line.content_region.width)
    same_height = isinstance(before, Content) and _height(before, width) == _height(words, width)
    line.update(words, layout=not same_height)


def _height(words: Content, width: int) -> int:
    return len(words.wrap(width)) if words.plain else 0
