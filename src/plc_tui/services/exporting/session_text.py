"""What remains of a session as the text of a Markdown file; tags in it are taken out where it is written."""

from __future__ import annotations

from plc_tui.domain.sessions.plans import Summary
from plc_tui.domain.sessions.views import Shown
from plc_tui.services.sessions.summing_up import as_markdown


def summary_text(summary: Summary, own: tuple[Shown, ...] = ()) -> str:
    """Return a summary as a Markdown file; `own` is what only its reader wrote and nobody else has seen."""
    title = " ".join(summary.title.split())
    kept = "".join(f"- {' '.join(each.text.split())}\n" for each in own)
    after = f"\n## What I wrote and nobody else has seen\n\n{kept}" if kept else ""
    return f"# Session: {title}\n\n{as_markdown(summary)}{after}"
