"""Who is at the keys? The one place that answers, so that another door can be added without touching anything else.

There are two doors now. **Alone**, the kernel answers: the process runs as her. **On a school's server** the process
runs as the server's account (`host/config.py` says which), and the sudo that started it says in SUDO_UID for whom; a
caller cannot set that, since sudo writes it anew. Nothing else that a caller can set (an argument, a variable) has a
say, and a number alone is not enough: `_vouched` also wants a whole process, an account with a name, its login in the
group, and a file that belongs to the process.

A third door would be a service of the account that listens on a socket, asks the kernel who called (SO_PEERCRED) and
forks a program for her. It needs one more function beside `_sudos_number`, which gives the number that the parent
left in this process's memory before it forked, and one line in `_number` that prefers it. All that is asked of a
number, and everyone who asks `caller`, stays as it is.
"""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plc_tui.host import config as server_config
from plc_tui.host import group
from plc_tui.host.config import ServerConfig, ServerProblem
from plc_tui.host.layout import SERVER, Layout

NOT_YOURS = "plc was started in a way that does not say who you are; type: plc"
"""Said to everyone who comes to the server's program by any other way than its door."""


class UnknownCaller(Exception):
    """Nobody can vouch for who is at the keys. Its message is one or two whole sentences."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The person at the keys, as the system knows her: her login and its number.

    served  she is on a school's server, whose account runs the program for her
    keeper  root named her to look after members and circles there; never so when she is alone, where the file says it
    group   the unix group that is the server's roster; "" when she is alone
    """

    login: str
    uid: int
    served: bool = False
    keeper: bool = False
    group: str = ""

    @property
    def full_name(self) -> str:
        """The name this system has for her, "" when it has none."""
        try:
            return pwd.getpwnam(self.login).pw_gecos.split(",")[0].strip()
        except KeyError:
            return ""

    def owns(self, path: str | os.PathLike[str]) -> bool:
        """Say whether the file at `path` is hers; False when it is not there or out of reach.

        Only stat, never open: closing any descriptor of a database file would drop the process's locks on it.
        """
        try:
            return Path(path).stat().st_uid == self.uid
        except OSError:
            return False


def caller() -> Caller:
    """Return who is at the keys. Raises UnknownCaller when nobody can vouch for her."""
    config = _server()
    return _alone() if config is None else _vouched(_number(), config)


def is_served() -> bool:
    """Say whether this process is the program of a school's server. Raises UnknownCaller when that cannot be told."""
    return _server() is not None


def _server() -> ServerConfig | None:
    """Return what root decided, when this process is the server's program.

    Root's processes never are, also when the file is broken: somebody must be able to mend it.
    """
    if set(os.getresuid()) == {0}:
        return None
    try:
        config = server_config.read()
    except ServerProblem as problem:
        raise UnknownCaller(f"{problem} Ask whoever runs this server.") from None
    return config if config is not None and server_config.is_served(config) else None


# Alone


def _alone() -> Caller:
    numbers = set(os.getresuid())
    if len(numbers) != 1 or _lent(numbers, os.environ):
        raise UnknownCaller("plc was started with borrowed rights and cannot tell who you are; start it as yourself.")
    uid = numbers.pop()
    try:
        return Caller(pwd.getpwuid(uid).pw_name, uid)
    except KeyError:
        raise UnknownCaller(f"This system has no name for your account (number {uid}).") from None


def _lent(numbers: Iterable[int], environ: Mapping[str, str]) -> bool:
    """Say whether sudo lent the process an account that is neither root's nor that of whoever called.

    So the program of a server whose configuration is gone takes nobody for the owner of its file.
    """
    said = environ.get("SUDO_UID", "")
    return said.isdecimal() and 0 not in numbers and int(said) not in {0, *numbers}


# On a school's server


def _number() -> int:
    """Return the number of the account that called, as this process's door knows it. Raises UnknownCaller."""
    return _sudos_number(os.environ)


def _sudos_number(environ: Mapping[str, str]) -> int:
    said = environ.get("SUDO_UID", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= 10):
        raise UnknownCaller(NOT_YOURS)
    return int(said)


def _vouched(number: int, config: ServerConfig) -> Caller:
    """Return the caller with this number. Raises UnknownCaller unless everything about her and the process is right."""
    account = pwd.getpwnam(config.account)
    if not _whole(account.pw_uid, os.getresuid()) or not _whole(account.pw_gid, os.getresgid()):
        raise UnknownCaller("plc was started with borrowed rights and cannot tell who you are; type: plc")
    if number == 0:
        raise UnknownCaller("Root is nobody's colleague here. Root's verbs begin with: plc server")
    if number == account.pw_uid:
        raise UnknownCaller(NOT_YOURS)
    if foreign := _foreign(SERVER, account.pw_uid):
        raise UnknownCaller(f"{foreign} does not belong to the server's account alone. Ask whoever runs this server.")
    try:
        login = pwd.getpwuid(number).pw_name
    except KeyError:
        raise UnknownCaller(f"This system has no name for your account (number {number}).") from None
    if not group.holds(config.group, login):
        raise UnknownCaller(
            f"You are not in the group {config.group}, so this community is closed to you. Whoever runs this server "
            "can put you into it, or give you what you wrote."
        )
    return Caller(login, number, served=True, keeper=login in config.keepers, group=config.group)


def _whole(number: int, numbers: Iterable[int]) -> bool:
    return set(numbers) == {number}


def _foreign(layout: Layout, account: int) -> Path | None:
    """Return what of the folder and the file does not belong to the account alone; a missing file is no stranger's."""
    for path, kind in ((layout.data, stat.S_ISDIR), (layout.community, stat.S_ISREG)):
        try:
            about = path.lstat()
        except FileNotFoundError:
            continue
        except OSError:
            return path
        if about.st_uid != account or not kind(about.st_mode) or stat.S_IMODE(about.st_mode) & 0o077:
            return path
    return None
