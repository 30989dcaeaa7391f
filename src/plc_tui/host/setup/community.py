"""The community's file, which belongs to the account and can be read by nobody else."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import Layout
from plc_tui.host.setup import tools
from plc_tui.host.setup.part import AGAIN, Part, number_of, set_mode, wrong_mode


@dataclass(frozen=True)
class Community(Part):
    """The community's file and all that stands beside it, the backups among them."""

    config: ServerConfig
    layout: Layout
    what: str = "the community's file"
    cure: str = AGAIN

    def wrong(self) -> str:
        """See that it is there, and that every file in the folder is the account's and closed to all others."""
        if not self.layout.community.exists():
            return f"there is no {self.layout.community} yet"
        return next((words for _path, words in self._open()), "")

    def make(self) -> None:
        """Let the program make an empty one, as the account; close what is open to others. Raises ServerProblem."""
        for path, _words in list(self._open()):
            set_mode(path, self.config.account, 0o700 if path.is_dir() else 0o600)
        if not self.layout.community.exists():
            tools.run(str(self.layout.plc), "server", "begin")

    def _open(self) -> Iterator[tuple[Path, str]]:
        owner = number_of(self.config.account)
        for path in sorted(set(self.layout.data.rglob("*")) - {self.layout.backups}):
            about = path.lstat()
            mode = 0o700 if stat.S_ISDIR(about.st_mode) else 0o600
            if words := wrong_mode(path, about, owner, mode):
                yield path, words
