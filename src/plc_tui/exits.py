"""Exit codes, the same for every verb and for the screen: 0 done, 1 failed, 2 usage, 3 not found, 4 not permitted,
5 conflict or busy, 6 the file needs a newer program, 130 interrupted.
"""

from __future__ import annotations

DONE, FAILED, USAGE, NOT_FOUND, NOT_PERMITTED, CONFLICT, NEWER_FILE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130

_BY_NAME = {
    "Invalid": USAGE,
    "SettingsProblem": USAGE,
    "SeedProblem": USAGE,
    "NotFound": NOT_FOUND,
    "NotPermitted": NOT_PERMITTED,
    "UnknownCaller": NOT_PERMITTED,
    "ServerProblem": FAILED,
    "NotRoot": NOT_PERMITTED,
    "Conflict": CONFLICT,
    "Busy": CONFLICT,
    "NewerFile": NEWER_FILE,
    "PlcError": FAILED,
    "CannotRescue": FAILED,
}
"""By the names of our own errors, so that a run without trouble imports none of them."""


def code_of(error: BaseException) -> int | None:
    """Return the exit code for an error of ours, whose message is fit to be read; None for any other."""
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME and kind.__module__.startswith("plc_tui."):
            return _BY_NAME[kind.__name__]
    return None
