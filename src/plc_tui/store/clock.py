"""How far this machine's clock is from the one that everyone's programs share.

Who shares a file shares the clock that stamps its lock file; who shares a database server shares that server's.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from plc_tui.store.engine import Store

COARSE = timedelta(milliseconds=50)
"""Less than this is how coarsely a file is stamped, not a difference."""
COARSE_SERVER = timedelta(seconds=1)
"""The same for database servers, some of which tell whole seconds only."""


def offset(store: Store) -> timedelta:
    """Return what to add to this machine's clock; nothing where it cannot be found out or is too little to tell."""
    return _of_server(store) if store.lock is None else _of_file(store.lock.path)


def _of_file(path: Path) -> timedelta:
    before = time.time()
    try:
        os.utime(path)
        stamped = path.stat().st_mtime
    except OSError:
        return timedelta()  # nobody has written yet, or she may only read
    return beyond(timedelta(seconds=stamped - (before + time.time()) / 2), COARSE)


def _of_server(store: Store) -> timedelta:
    before = time.time()
    with store.read() as connection:
        said = connection.execute(select(func.current_timestamp())).scalar_one()
    moment = said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return beyond(timedelta(seconds=moment.timestamp() - (before + time.time()) / 2), COARSE_SERVER)


def beyond(difference: timedelta, coarse: timedelta) -> timedelta:
    """Return a difference, or nothing where it is no more than how coarsely it was measured."""
    return difference if abs(difference) > coarse else timedelta()
