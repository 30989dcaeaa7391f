"""What stands beside the hits on a wide terminal: the beginning of what the one under the cursor opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.errors import NotFound
from plc_tui.ui import safe
from plc_tui.ui.words.finding import snippet

if TYPE_CHECKING:
    from plc_tui.domain.finding import Hit
    from plc_tui.services import Plc

_BEGINNING = 3000
"""Characters of a text that are shown."""


def hit_pane(plc: Plc, hit: Hit) -> Content:
    """Fetch it and say it; runs where the file is read. Empty when it has just gone."""
    try:
        title, who, body = _look(plc, hit.root)
    except NotFound:
        return Content("")
    parts = [Content.assemble(safe.line(title, "bold"), "\n", safe.line(who, "$soft"))]
    if hit.root != hit.id:
        parts.append(Content.assemble(safe.line(hit.author.name, "$soft"), (": ", "$soft"), snippet(hit)))
    return Content("\n\n").join([*parts, safe.words(body[:_BEGINNING])])


def _look(plc: Plc, root: str) -> tuple[str, str, str]:
    if root.startswith("g"):
        goal = plc.goals.show(root)
        said = filter(None, (goal.wording.why, goal.wording.notice))
        return goal.wording.question, f"{goal.owner.name} · {plc.audience.words(root)}", "\n\n".join(said)
    if root.startswith("q"):
        request = plc.reviews.show(root)
        return request.focus, f"{request.author.name} asks about {request.work.title}", request.work.body
    note = plc.notes.show(root)
    return note.title, f"{note.author.name} · {plc.audience.words(root)}", note.body
