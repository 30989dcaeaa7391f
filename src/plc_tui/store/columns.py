"""Column types: moments as sortable UTC text, and people's words cleaned on the way in and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Text, func, literal_column
from sqlalchemy.types import TypeDecorator

from plc_tui.store.troubles import Unreadable
from plc_tui.text import clean, clean_line


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 in UTC with microseconds: it sorts as text, and a person can read it in the file."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Write it in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:  # noqa: ARG002
        """Read it back. Raises Unreadable."""
        return _moment


class Day(TypeDecorator[date]):
    """A calendar day as ISO 8601."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:  # noqa: ARG002
        """Read it back. Raises Unreadable."""
        return None if value is None else _day(value)


class Words(TypeDecorator[str]):
    """Text from people: cleaned whichever way it goes, so that old rows and hand edits are harmless too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Clean what goes in."""
        return None if value is None else clean(value)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:  # noqa: ARG002
        """Clean what comes out. Raises Unreadable."""
        return _words


class Line(TypeDecorator[str]):
    """One line of text from people."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Clean what goes in."""
        return None if value is None else clean_line(value)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:  # noqa: ARG002
        """Clean what comes out. Raises Unreadable."""
        return _line


class Lines(TypeDecorator[tuple[str, ...]]):
    """Lines of text that a statement `gathered` into one value, in order."""

    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:  # noqa: ARG002
        """Take them apart and clean what comes out. Raises Unreadable."""
        return _lines


def gathered(lines: ColumnElement[str]) -> ColumnElement[str]:
    """Gather the lines of many rows into one text (SQLite's `group_concat`, PostgreSQL's `string_agg`).

    A line of ours never holds a line end, so that one may stand between them. It is part of the statement and not
    bound, because SQLAlchemy would put it there anew for every execution.
    """
    return func.aggregate_strings(lines, literal_column("'\n'"))  # type: ignore[arg-type]  # an expression will do


# What makes values of what SQLite gave. Handed to SQLAlchemy as they are (`result_processor` and not
# `process_result_value`): lists read values by the hundred, and each would be one call dearer.


def _words(value: object) -> str | None:
    return None if value is None else clean(_text(value))


def _line(value: object) -> str | None:
    return None if value is None else clean_line(_text(value))


def _lines(value: object) -> tuple[str, ...]:
    return () if value is None else tuple(sorted(map(clean_line, _text(value).split("\n"))))


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        raise Unreadable("a moment") from None
    if moment.tzinfo is None:
        raise Unreadable("a moment")
    return moment


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise Unreadable("a day") from None


def _text(value: object) -> str:
    """Return what SQLite gave for a text. A damaged file gives bytes or a number: its types are a habit, not a rule."""
    if not isinstance(value, str):
        raise Unreadable("a text")
    return value
