"""Who is at the keys? The one place that answers, so that another door can be added without touching anything else.

On her own account the kernel answers: the process runs as her. Nothing a caller can set (an argument, a variable)
has a say.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path


class UnknownCaller(Exception):
    """Nobody can vouch for who is at the keys. Its message is one or two whole sentences."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The person at the keys, as the system knows her: her login and its number."""

    login: str
    uid: int

    def owns(self, path: str | os.PathLike[str]) -> bool:
        """Say whether the file at `path` is hers; False when it is not there or out of reach.

        Only stat, never open: closing any descriptor of a database file would drop the process's locks on it.
        """
        try:
            return Path(path).stat().st_uid == self.uid
        except OSError:
            return False


def caller() -> Caller:
    """Return who is at the keys. Raises UnknownCaller when the process is not wholly hers or she has no name."""
    numbers = set(os.getresuid())
    if len(numbers) != 1:
        raise UnknownCaller("plc was started with borrowed rights and cannot tell who you are; start it as yourself.")
    uid = numbers.pop()
    try:
        return Caller(pwd.getpwuid(uid).pw_name, uid)
    except KeyError:
        raise UnknownCaller(f"This system has no name for your account (number {uid}).") from None
