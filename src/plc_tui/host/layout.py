"""Where everything of a school's server is. The one module that knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one server; `root` is / but for tests, which keep a whole server below a folder."""

    root: Path = Path("/")

    # What root decided

    @property
    def config(self) -> Path:
        """What root decided: the community's name, the group, the keepers. See `host.config`."""
        return self.root / "etc/plc/server.toml"

    @property
    def settings(self) -> Path:
        """Settings for everyone."""
        return self.root / "etc/plc/config.toml"

    # The words

    @property
    def data(self) -> Path:
        """The service account's home, which nobody else can enter."""
        return self.root / "var/lib/plc"

    @property
    def community(self) -> Path:
        """The community's file."""
        return self.data / "plc.db"

    @property
    def backups(self) -> Path:
        """Where the nightly backups are."""
        return self.data / "backups"

    # The program

    @property
    def program(self) -> Path:
        """The folder of the program, root's."""
        return self.root / "opt/plc"

    @property
    def releases(self) -> Path:
        """Every copy of the program that is in use: a program that runs goes on with its own after an upgrade."""
        return self.program / "releases"

    @property
    def plc(self) -> Path:
        """What sudo starts: a file that names one release. Replacing it is the upgrade."""
        return self.program / "bin/plc"

    @property
    def plc_ssh(self) -> Path:
        """What sshd starts for those who may do nothing but plc."""
        return self.program / "bin/plc-ssh"

    # How teachers reach it

    @property
    def wrapper(self) -> Path:
        """What teachers type."""
        return self.root / "usr/local/bin/plc"

    @property
    def sudoers(self) -> Path:
        """What lets the group start the program as the account."""
        return self.root / "etc/sudoers.d/plc"

    @property
    def sshd(self) -> Path:
        """What gives the group nothing but plc over ssh, where root wants that."""
        return self.root / "etc/ssh/sshd_config.d/plc.conf"

    @property
    def cron(self) -> Path:
        """What makes the nightly backup."""
        return self.root / "etc/cron.d/plc"


SERVER = Layout()
"""The layout of a real server."""
