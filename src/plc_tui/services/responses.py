"""Responding to what colleagues share."""

from __future__ import annotations

from plc_tui.domain.errors import Invalid
from plc_tui.domain.notes import Response, ResponseKind, check_response
from plc_tui.services import checks
from plc_tui.services.desk import Desk
from plc_tui.services.keeping import put_away
from plc_tui.store import locked, responses, things


class Responses:
    """Encourage, wonder, connect; and answers in the thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, thing_id: str) -> tuple[Response, ...]:
        """Return the responses to a note or goal, oldest first. Raises NotFound."""
        with self._desk.reading() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, thing_id, "note", "goal")
            return responses.of(sitting.connection, sitting.reader, found.id)

    def show(self, response_id: str) -> Response:
        """Return one response. Raises NotFound."""
        with self._desk.reading() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, response_id, "response")
            response = responses.by_id(sitting.connection, sitting.reader, found.id)
            if response is None:
                raise things.not_found(["response"])
            return response

    def add(self, thing_id: str, kind: ResponseKind, text: str = "") -> Response:
        """Respond to a note or goal, or to another response in its thread. Raises NotFound and Invalid."""
        words = checks.body(text, "Your response").strip()
        check_response(kind, words)
        with self._desk.writing() as sitting:
            target = things.resolve(sitting.connection, sitting.reader.id, thing_id, "note", "goal", "response")
            if locked.is_locked(sitting.connection, target.root_id):
                raise Invalid("This note is locked: what is written to it would not be. Write it in the note itself.")
            if kind == "answer" and target.kind != "response":
                raise Invalid("An answer belongs to a response; choose encourage, wonder or connect here.")
            name = things.new_id(sitting.connection, "response")
            parent = target.id if target.kind == "response" else None
            thing = things.ThingRef(name, "response", sitting.reader.id, target.root_id, sitting.now, sitting.now)
            things.add(sitting.connection, thing)
            response = Response(name, target.root_id, parent, self._desk.actor, kind, words, sitting.now)
            responses.add(sitting.connection, response)
            responses.look_at(sitting.connection, sitting.reader, target.root_id, sitting.now)
            return response

    def withdraw(self, response_id: str) -> None:
        """Take one's own response back, into the bin."""
        with self._desk.writing() as sitting:
            found = things.owned(sitting.connection, sitting.reader.id, response_id, "response")
            put_away(sitting, found)
