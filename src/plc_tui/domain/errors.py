"""What can go wrong, as one class for each thing a front door must tell apart.

`str(error)` is one or two plain sentences fit for a teacher: what, why, what to do. It never holds anyone's words.
"""

from __future__ import annotations


class PlcError(Exception):
    """Something could not be done."""


class Invalid(PlcError):
    """What was given cannot be used; nothing was written."""


class Newcomer(Invalid):
    """The one at the keys belongs here and has not been here before: she has to say her name first."""


class NotFound(PlcError):
    """There is no such thing here, or it is not for this reader: the words are the same for both."""


class NotPermitted(PlcError):
    """The reader may see it, but it is not hers to change."""


class Shut(NotPermitted):
    """Her locked notes are not open in this sitting."""


class Conflict(PlcError):
    """Somebody else changed the same thing first; both texts are kept."""


class StaleEdit(Conflict):
    """A text was edited from an older version; the new words are kept as version `kept`, set aside."""

    def __init__(self, thing: str, current: int, kept: int) -> None:
        super().__init__(
            f"{thing} was changed somewhere else while you wrote; it is now at version {current}. "
            f"Your text is kept as version {kept}: compare the two, then save what you want."
        )
        self.thing, self.current, self.kept = thing, current, kept


class Busy(PlcError):
    """Others are writing and our turn did not come in time; nothing was written."""


class NewerFile(PlcError):
    """The file was made by a newer program."""


class UnusableFile(PlcError):
    """The file is missing, damaged, not ours, or out of our reach."""


class CannotWrite(PlcError):
    """The file can be read but not written now: disk full, read-only, permission lost."""
