"""Empty places speak: what goes here, why one would, and the key that starts."""

from __future__ import annotations

from textual.content import Content


def empty_words(what: str, why: str, key: str = "", start: str = "") -> Content:
    """Words for an empty place, all written by us: `empty_words("No goals yet.", "A goal ...", "n", "New goal")`."""
    lines = [Content.styled(what, "bold"), Content.styled(why, "$soft")]
    if key:
        lines += [Content(""), Content.assemble((key, "bold $accent"), "  ", start)]
    return Content("\n").join(lines)
