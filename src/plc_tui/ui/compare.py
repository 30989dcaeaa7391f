"""Two versions of a text beside each other in one: what was added and taken out, in marks, style and colour."""

from __future__ import annotations

from textual.content import Content

from plc_tui.domain.comparing import Kind, changes, marked
from plc_tui.text import clean

_STYLES = {Kind.KEPT: "", Kind.ADDED: "underline $good", Kind.REMOVED: "strike $care"}


def comparison(old: str, new: str) -> Content:
    """Return the new version with `{+added+}` words underlined and `[-removed-]` ones struck through."""
    pieces = [(change.words, _STYLES[change.kind]) for change in marked(changes(clean(old), clean(new)))]
    return Content.assemble(*pieces)
