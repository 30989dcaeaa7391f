"""Asks the system who is in a unix group: the roster of a school's server."""

from __future__ import annotations

import grp
import os
import pwd
from collections.abc import Callable


def holds(name: str, login: str) -> bool:
    """Say whether `login` is in the group `name`, as its own group or as a further one."""
    return roster(name)(login)


def roster(name: str) -> Callable[[str], bool]:
    """Return a question: is this login in the group now? The group's list is read once.

    A login that is not on that list is looked up by itself, since the list does not name those whose own group it is,
    and some directories keep no list at all. No such group, no members.
    """
    try:
        group = grp.getgrnam(name)
    except KeyError:
        return lambda _login: False
    listed = frozenset(group.gr_mem)
    return lambda login: _exists(login) and (login in listed or _in_group(login, group.gr_gid))


def _exists(login: str) -> bool:
    try:
        pwd.getpwnam(login)
    except KeyError:
        return False
    return True


def _in_group(login: str, number: int) -> bool:
    return number in os.getgrouplist(login, pwd.getpwnam(login).pw_gid)
