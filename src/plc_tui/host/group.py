"""Asks the system who is in a unix group: the roster of a school's server."""

from __future__ import annotations

import grp
import os
import pwd
from collections.abc import Callable


def holds(name: str, login: str) -> bool:
    """Say whether `login` is in the group `name`, as its own group or as a further one."""
    return roster(name)(login) is not None


def roster(name: str) -> Callable[[str], int | None]:
    """Return a question: what is the number of this login's account, if it is in the group now? None if it is not.

    The group's list is read once.

    A login that is not on that list is looked up by itself, since the list does not name those whose own group it is,
    and some directories keep no list at all. No such group, no members.
    """
    try:
        group = grp.getgrnam(name)
    except KeyError:
        return lambda _login: None
    listed = frozenset(group.gr_mem)

    def number(login: str) -> int | None:
        try:
            account = pwd.getpwnam(login)
        except KeyError:
            return None
        inside = login in listed or group.gr_gid in os.getgrouplist(login, account.pw_gid)
        return account.pw_uid if inside else None

    return number
