"""The machine the program runs on: who is at the keys, and whether it is a school's server."""

from __future__ import annotations

import os


def may_be_server() -> bool:
    """Say whether this machine may be a school's server; where not, nothing more has to be imported to know it.

    The folder is looked for and not the file in it, which an odd mode could put out of reach.
    """
    return os.path.lexists("/etc/plc")
