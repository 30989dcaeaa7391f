"""What is read once for each state of the file, and not for every page: who the reader is, what people are called.

Only reading transactions remember, and only from one to the next between which nobody wrote: `PRAGMA data_version`,
asked inside the transaction itself, says so (`standing.py`). Whoever takes her turn to write forgets everything, and
reads what she needs inside her own transaction. A file that is not SQLite's has no such number: there nothing is kept.
So what is found here is what the transaction would read. The audience rule leans on it no further: `visible()` looks
at the rows themselves in every statement.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

_PLACE = "plc_remembered"


def begin(connection: Connection, *, unchanged: bool) -> None:
    """Begin a reading transaction: what is remembered stays while the file is `unchanged`."""
    if not unchanged or _PLACE not in connection.info:
        connection.info[_PLACE] = {}


def forget(connection: Connection) -> None:
    """Remember nothing, until the next reading transaction begins."""
    connection.info.pop(_PLACE, None)


def shelf(connection: Connection, name: str) -> dict[Any, Any]:
    """Return the shelf of this name, to look on and to put things on; while writing, an empty one each time."""
    remembered: dict[str, dict[Any, Any]] | None = connection.info.get(_PLACE)
    return {} if remembered is None else remembered.setdefault(name, {})
