"""What a program that can reach everybody's words does to itself before it does anything else."""

from __future__ import annotations

import ctypes
import os
import resource

_SET_DUMPABLE, _GET_DUMPABLE, _SET_NO_NEW_PRIVS = 4, 3, 38
"""Options of prctl(2)."""


class CannotHarden(Exception):
    """The system did not let the program close itself. Its message is one whole sentence."""


def harden() -> None:
    """Let nothing of this process reach a disk or another process: no core, no tracing, files for the account alone.

    What it might start could gain no rights either. Raises CannotHarden when the system refuses.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if prctl(_GET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise CannotHarden("This system did not let plc close itself to others, so it did not start.")
    _keep_the_first_descriptors()


def _keep_the_first_descriptors() -> None:
    """A caller who closed 0, 1 or 2 must not have the next file opened there, to be written into by a message."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is this one
