"""Root's work on the community's file is done as the account that owns it: root never opens the database."""

from __future__ import annotations

import os
import pwd
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from plc_tui import exits, text
from plc_tui.host.config import ServerProblem


def as_account(account: str, work: Callable[[], int]) -> int:
    """Do `work` in a child that is the account and can never be root again; return its exit code.

    An error of ours is told in its own words by the child. Raises ServerProblem when there is no such account.
    """
    try:
        who = pwd.getpwnam(account)
    except KeyError:
        raise ServerProblem(f"There is no account {account}. Make it with: sudo plc server install") from None
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_be(who, work))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _be(who: pwd.struct_passwd, work: Callable[[], int]) -> int:
    try:
        become(who)
        code = work()
        sys.stdout.flush()
        return code
    except Exception as error:  # noqa: BLE001 - the child's last door: its error must not unwind into root's work
        known = exits.code_of(error)
        words = str(error) if known is not None else f"plc met a mistake of its own ({type(error).__name__})."
        print(text.clean(words), file=sys.stderr)
        return exits.FAILED if known is None else known


def become(who: pwd.struct_passwd) -> None:
    """Give up being root for good, with everything of root's that could be seen or passed on."""
    os.initgroups(who.pw_name, who.pw_gid)
    os.setresgid(who.pw_gid, who.pw_gid, who.pw_gid)
    os.setresuid(who.pw_uid, who.pw_uid, who.pw_uid)
    os.umask(0o077)
    os.chdir(who.pw_dir)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kept = {name: value for name, value in os.environ.items() if name in ("LANG", "LC_ALL", "TZ")}
    os.environ.clear()
    os.environ.update({"PATH": os.defpath, "HOME": who.pw_dir, "LOGNAME": who.pw_name, **kept})


def running(account: str) -> list[int]:
    """Return the numbers of the processes that run as the account."""
    try:
        uid = pwd.getpwnam(account).pw_uid
    except KeyError:
        return []
    found = []
    for entry in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it may have ended since
            # Not the entry's owner: that is root for a program that may not be looked into.
            if f"\nUid:\t{uid}\t" in entry.read_text(encoding="utf-8", errors="replace"):
                found.append(int(entry.parent.name))
    return found


def send_home(account: str, patience: float = 10.0) -> int:
    """End the account's programs as a lost connection would, so that drafts are kept; return how many there were.

    What has not ended after `patience` seconds is ended by force.
    """
    there = running(account)
    for number, seconds in ((signal.SIGHUP, patience), (signal.SIGKILL, 1.0)):
        for process in running(account):
            with suppress(ProcessLookupError):
                os.kill(process, number)
        until = time.monotonic() + seconds
        while running(account) and time.monotonic() < until:
            time.sleep(0.05)
    return len(there)
