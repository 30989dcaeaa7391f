"""Records for other programs: JSON Lines, and tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.services.exporting.everything import Everything, File
from plc_tui.services.records import Record, record
from plc_tui.services.session_records import record as session_record
from plc_tui.text import csv_cell


def json_lines(everything: Everything) -> Iterator[File]:
    """Yield one file with a record a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield "plc.jsonl", "".join(encode(one) + "\n" for one in _records(everything))


def _records(everything: Everything) -> Iterator[Record]:
    things: tuple[Goal | Note, ...] = (*everything.goals, *everything.notes)
    for thing in things:
        thread = everything.responses.get(thing.id, ())
        yield record(thing) | {"responses": [record(response) for response in thread]}
    for request in everything.requests:
        yield record(request)
    for session in everything.sessions.been:
        unseen = [{"id": each.id, "kind": each.kind, "text": each.text} for each in session.unseen]
        yield session_record(session.page) | {"remains": session_record(session.summary), "unseen": unseen}
    for page in everything.sessions.planned:
        yield session_record(page)
    for response in everything.said:
        yield record(response)


def tables(everything: Everything) -> Iterator[File]:
    """Yield a table of notes and one of goals; no cell can start a formula."""
    fields: tuple[str, ...] = ("id", "title", "body", "created", "updated", "model", "stage", "goal", "version")
    yield "notes.csv", _rows((*fields, "tags"), [(*_cells(n, fields), " ".join(n.tags)) for n in everything.notes])
    fields = ("id", "question", "why", "notice", "frame", "steers", "season", "status", "created", "updated")
    yield "goals.csv", _rows(fields, [_cells(goal, fields) for goal in everything.goals])


def _cells(value: object, fields: tuple[str, ...]) -> tuple[str, ...]:
    one = record(value)
    return tuple(str(one[name] if one[name] is not None else "") for name in fields)


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
