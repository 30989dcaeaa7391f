"""Lets the write lock tell whoever is at the keys that her save waits for a colleague's.

A front door says once, in the thread that works with the store, how its member is told; the lock below it then tells
her, whichever service she is in. Nobody is asked anything: the save goes on waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

AFTER = 1.0
"""Seconds of waiting that pass unsaid: nearly every wait is shorter."""
WORDS = "Waiting for a colleague's save"
SHORT_WORDS = "Waiting to save"

Hook = Callable[[bool], None]
"""Hears True when a wait has become long and False when it is over, in the thread that waits."""

_hook: ContextVar[Hook | None] = ContextVar("plc_waiting", default=None)


def tell(hook: Hook) -> None:
    """From now on tell `hook` of the long waits of this thread."""
    _hook.set(hook)


@contextmanager
def told(hook: Hook) -> Iterator[None]:
    """Tell `hook` of the long waits of this thread as long as this lasts."""
    token = _hook.set(hook)
    try:
        yield
    finally:
        _hook.reset(token)


@contextmanager
def announced() -> Iterator[None]:
    """Used by the lock: what happens inside is a long wait."""
    hook = _hook.get()
    if hook is None:
        yield
        return
    hook(True)
    try:
        yield
    finally:
        hook(False)
