"""What root decided about the school's server: `/etc/plc/server.toml`.

That file is what makes a machine a server. A process is the server's program when it runs as the account named there,
so the file counts only while nobody but root can have written it.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from plc_tui.host.layout import SERVER, Layout

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}")
"""What an account, a group or a login may be called, so that it can stand in sudoers and in sshd_config as it is."""


class ServerProblem(Exception):
    """The school's server is not set up as it should be. Its message is one or two whole sentences."""


class NotRoot(ServerProblem):
    """Only root can do that. Its message is one whole sentence."""


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """What root decided.

    name      what the community is called
    group     the unix group whose members are the community's members
    account   the unix account that owns the words and runs the program
    keepers   logins of those who look after members and circles; they see no words for it
    keep      how many nightly backups are kept
    ssh       whether the group gets nothing but plc over ssh
    """

    name: str = "Our school"
    group: str = "teachers"
    account: str = "plc"
    keepers: tuple[str, ...] = ()
    keep: int = 14
    ssh: bool = False


def read(layout: Layout = SERVER) -> ServerConfig | None:
    """Return what root decided, None where there is no server. Raises ServerProblem for a file not to be relied on."""
    try:
        _only_roots(layout.config)
        text = layout.config.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ServerProblem(
            f"{layout.config} cannot be read: {(error.strerror or 'unknown reason').lower()}."
        ) from None
    except UnicodeDecodeError:
        raise ServerProblem(f"{layout.config} is not UTF-8 text.") from None
    return understood(text, layout.config)


def _only_roots(file: Path) -> None:
    """Return when nobody but root can have written the file or put another in its place. Raises ServerProblem."""
    for path in (file.parent, file):
        about = path.lstat()
        if about.st_uid != 0 or stat.S_IMODE(about.st_mode) & 0o022 or stat.S_ISLNK(about.st_mode):
            raise ServerProblem(f"{path} is not root's alone, so what it says about the server does not count.")


def understood(text: str, file: Path) -> ServerConfig:
    """Read the text of the file. Raises ServerProblem, which names the line where it can."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ServerProblem(f"{file} cannot be understood: {error}.") from None
    known = {field.name for field in fields(ServerConfig)}
    if unknown := sorted(set(table) - known):
        raise ServerProblem(f'{file}: there is no setting "{unknown[0][:40]}"; there are: {", ".join(sorted(known))}.')
    try:
        return checked(_as_config(table))
    except ServerProblem as problem:
        raise ServerProblem(f"{file}: {problem}") from None


def _as_config(table: Mapping[str, Any]) -> ServerConfig:
    keepers = table.get("keepers", [])
    if not isinstance(keepers, list):
        raise ServerProblem('"keepers" wants to be a list of logins.')
    return ServerConfig(**{**table, "keepers": tuple(keepers)})


def checked(config: ServerConfig) -> ServerConfig:
    """Return `config` when every value in it can be used. Raises ServerProblem."""
    if not isinstance(config.name, str) or not config.name.strip() or not config.name.isprintable():
        raise ServerProblem('"name" wants to be one line of text.')
    for what, value in (
        ("group", config.group),
        ("account", config.account),
        *(("keepers", k) for k in config.keepers),
    ):
        if not isinstance(value, str) or not NAME.fullmatch(value):
            raise ServerProblem(f'"{what}" wants a name of letters, digits and . _ - such as this system gives.')
    if config.account == "root":
        raise ServerProblem('"account" wants an account of its own, not root.')
    if isinstance(config.keep, bool) or not isinstance(config.keep, int) or not 1 <= config.keep <= 1000:
        raise ServerProblem('"keep" wants a number from 1 to 1000.')
    if not isinstance(config.ssh, bool):
        raise ServerProblem('"ssh" wants true or false.')
    return config


def written(config: ServerConfig) -> str:
    """Return the text of the file that says all this."""
    keepers = ", ".join(map(_quoted, config.keepers))
    return (
        "# What root decided about the school's server. `plc server install` reads and writes this file.\n"
        "\n# What the community is called.\n"
        f"name = {_quoted(config.name)}\n"
        "\n# Whoever is in this unix group is a member.\n"
        f"group = {_quoted(config.group)}\n"
        "\n# The account that owns the words and runs the program.\n"
        f"account = {_quoted(config.account)}\n"
        "\n# Logins of those who look after members and circles. They read no words for it.\n"
        f"keepers = [{keepers}]\n"
        "\n# How many nightly backups are kept.\n"
        f"keep = {config.keep}\n"
        "\n# Whether the group gets nothing but plc over ssh.\n"
        f"ssh = {str(config.ssh).lower()}\n"
    )


def _quoted(value: str) -> str:
    """Write a line of printable text as a TOML string, which JSON's are too."""
    return json.dumps(value, ensure_ascii=False)


def is_served(config: ServerConfig) -> bool:
    """Say whether this process is the server's program: whether it runs as the server's account."""
    import pwd

    try:
        return pwd.getpwnam(config.account).pw_uid in os.getresuid()
    except KeyError:
        return False
