"""The account that owns the words, and the group of those who may use the program."""

from __future__ import annotations

import grp
import pwd
from dataclasses import dataclass
from pathlib import Path

from plc_tui.host import group as unix
from plc_tui.host.config import ServerConfig, ServerProblem
from plc_tui.host.layout import Layout
from plc_tui.host.setup import tools
from plc_tui.host.setup.part import Look, Part, number_of

NO_LOGIN = ("/usr/sbin/nologin", "/sbin/nologin", "/usr/bin/false", "/bin/false")


@dataclass(frozen=True)
class Account(Part):
    """The account that owns the words: nobody logs in as it, and it belongs to no group but its own."""

    what: str
    name: str
    home: Path

    def wrong(self) -> str:
        """Look at everything that could let somebody else be this account, or it be somebody else."""
        try:
            found = pwd.getpwnam(self.name)
        except KeyError:
            return f"there is no account {self.name}"
        if found.pw_dir != str(self.home):
            return f"the account {self.name} has its home in {found.pw_dir}, not in {self.home}"
        if found.pw_shell not in NO_LOGIN:
            return f"somebody can log in as {self.name}: its shell is {found.pw_shell}"
        if _has_password(self.name):
            return f"somebody can log in as {self.name}: it has a password"
        groups = _groups_of(found)
        return f"{self.name} is in the group {groups[0]}" if groups else ""

    def make(self) -> None:
        """Make the account, or close the one there is. Raises ServerProblem when that is somebody else's."""
        shell = tools.find("nologin") or NO_LOGIN[-1]
        try:
            found = pwd.getpwnam(self.name)
        except KeyError:
            if not _is_group(self.name):
                tools.run("groupadd", "--system", self.name)
            how = ("--system", "--no-create-home", "--gid", self.name, "--home-dir", str(self.home), "--shell", shell)
            tools.run("useradd", *how, "--comment", "plc, the school's server", self.name)
            return
        if found.pw_dir != str(self.home):
            raise ServerProblem(f"{self.wrong().capitalize()}. It seems to be somebody else's; rename it first.")
        tools.run("usermod", "--shell", shell, "--lock", self.name)
        for group in _groups_of(found):
            tools.run("gpasswd", "--delete", self.name, group)


def _has_password(name: str) -> bool:
    """Say whether a password opens the account (see shadow(5)); what cannot be read is not held against it."""
    try:
        lines = Path("/etc/shadow").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    fields = next((line.split(":") for line in lines if line.startswith(f"{name}:")), ["", "!"])
    return not fields[1].startswith(("!", "*"))


def _groups_of(account: pwd.struct_passwd) -> list[str]:
    return [
        entry.gr_name for entry in grp.getgrall() if account.pw_name in entry.gr_mem and entry.gr_gid != account.pw_gid
    ]


def _is_group(name: str) -> bool:
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class Group(Part):
    """The group whose members are the community's. It is never removed: it may be older than plc."""

    what: str
    name: str

    def wrong(self) -> str:
        """Look whether there is such a group."""
        return "" if _is_group(self.name) else f"there is no group {self.name}"

    def make(self) -> None:
        """Make it, with nobody in it."""
        tools.run("groupadd", self.name)


def exists(login: str) -> bool:
    """Say whether there is such an account."""
    return number_of(login) >= 0


def members(group: str) -> tuple[str, ...]:
    """Return the logins of those in a group, by name; those whose own group it is among them."""
    if not _is_group(group):
        return ()
    found = grp.getgrnam(group)
    own = {entry.pw_name for entry in pwd.getpwall() if entry.pw_gid == found.gr_gid}
    return tuple(sorted(own | set(found.gr_mem)))


def parts(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return the parts of the set-up that are about people."""
    return (
        Account(f"the account {config.account}", config.account, layout.data),
        Group(f"the group {config.group}", config.group),
    )


def looks(config: ServerConfig) -> tuple[Part, ...]:
    """Return what is looked at beside: whether anybody is there, and whether the keepers are."""
    add = f"Add people with: usermod -aG {config.group} LOGIN"
    return (
        Look("members", lambda: "" if members(config.group) else f"nobody is in {config.group} yet", add, "note"),
        Look("keepers", lambda: _absent_keepers(config), f"{add}, or name others: plc server install --keeper LOGIN"),
    )


def _absent_keepers(config: ServerConfig) -> str:
    absent = [login for login in config.keepers if not unix.holds(config.group, login)]
    return f"{', '.join(absent)} is not in the group {config.group}" if absent else ""
