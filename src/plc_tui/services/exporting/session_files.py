"""What remains of one session, as a file to keep: Markdown, a web page, a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from plc_tui.domain.sessions.plans import Summary, SummaryStep
from plc_tui.services.exporting import as_page
from plc_tui.services.exporting.as_markdown import without_html
from plc_tui.services.exporting.session_text import summary_text
from plc_tui.text import csv_cell

HEAD = ("what", "step", "kind", "words", "by", "group", "count", "planned", "used")
"""The columns of a summary's table: `planned` and `used` in seconds; a commitment has its day as `step`."""


def summary_file(summary: Summary, form: str) -> str:
    """Return a summary as `markdown`, `html` or `csv`; what was anonymous stays so, and no tag or formula is live."""
    if form == "csv":
        return _table(summary)
    text = without_html(summary_text(summary))
    return as_page.drawn(f"Session: {summary.title}", [text]) if form == "html" else text


def summary_rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield a summary line by line, in the columns of `HEAD`."""
    for step in summary.steps:
        left_out = "left out" if step.skipped else ""
        yield ("step", step.title, left_out, "", "", "", "", str(step.planned), str(step.used))
        yield from _gathered(step)
    for text in summary.parked:
        yield ("parked", "", "", text, "", "", "", "", "")
    for promise in summary.promises:
        yield ("commitment", promise.by, promise.state, promise.text, promise.owner, "", "", "", "")


def _gathered(step: SummaryStep) -> Iterator[tuple[str, ...]]:
    named = {group.id: group.name for group in step.groups}
    for each in step.shown:
        yield ("written", step.title, each.kind, each.text, each.by, named.get(each.cluster, ""), "", "", "")
    for number, counts in step.ballots:
        for label, count in counts:
            sort = f"{'fist' if step.fist else 'dots'}, round {number}"
            yield ("vote", step.title, sort, label, "", "", str(count), "", "")


def _table(summary: Summary) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([csv_cell(cell) for cell in row] for row in summary_rows(summary))
    return out.getvalue()
