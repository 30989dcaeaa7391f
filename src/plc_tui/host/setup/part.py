"""One part of a server's set-up: it can say what is wrong with it, put it right, and be taken away."""

from __future__ import annotations

import os
import pwd
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plc_tui.host.config import ServerProblem

AGAIN = "Mend it with: sudo plc server install"
"""Install puts right whatever it makes, as often as it is asked."""

State = Literal["well", "mend", "note"]


class Part:
    """A part. `what` names it in sentences; `cure` says how to mend it; a part that is only looked at has no `make`."""

    what: str
    cure: str = AGAIN
    only_looked_at = False
    state: State = "mend"

    def wrong(self) -> str:
        """Say what is wrong with it in a few words, "" when it is as it should be. Changes nothing."""
        raise NotImplementedError  # a part that cannot be looked at must fail at once, not pass as right

    def make(self) -> None:
        """Make it as it should be, whatever it is now. Raises ServerProblem."""

    def there(self) -> str:
        """Name what would go with it, "" when there is nothing or when it stays."""
        return ""

    def remove(self) -> None:
        """Take it away, when there is something of it."""


@dataclass(frozen=True)
class Look(Part):
    """Something that is only looked at: `look` says what is wrong, `cure` who can do what about it."""

    what: str
    look: Callable[[], str]
    cure: str
    state: State = "mend"
    only_looked_at = True

    def wrong(self) -> str:
        """Say what was seen."""
        return self.look()


@dataclass(frozen=True)
class TextFile(Part):
    """A file of root's with a text of ours.

    allowed   says why a text must not be put in place, "" when it may: given a file that has it but is not yet in use
    settled   says what is wrong with the whole once the file is in place or gone; then what was before comes back
    """

    what: str
    path: Path
    text: str
    mode: int
    allowed: Callable[[Path], str] = lambda _file: ""
    settled: Callable[[], str] = str
    wanted: bool = True

    def wrong(self) -> str:
        """Compare its text, its owner and its mode; where it is not wanted, see that it is not there."""
        if not self.wanted:
            return f"{self.path} is there and should not be" if self.there() else ""
        try:
            about = self.path.lstat()
            if not stat.S_ISREG(about.st_mode) or self.path.read_bytes() != self.text.encode():
                return f"{self.path} is not as plc writes it"
        except (FileNotFoundError, NotADirectoryError):
            return f"there is no {self.path}"
        return wrong_mode(self.path, about, 0, self.mode)

    def make(self) -> None:
        """Put the text in place at once, when it may be; or remove the file where it is not wanted."""
        if not self.wanted:
            self.remove()
            return
        self.path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        new = beside(self.path, self.text.encode(), self.mode)
        try:
            if reason := self.allowed(new):
                raise ServerProblem(f"{self.path} was left as it was: {reason}")
            self._swap(new)
        finally:
            new.unlink(missing_ok=True)

    def _swap(self, new: Path) -> None:
        before = self.path.read_bytes() if self.path.is_file() else None
        new.replace(self.path)
        if reason := self.settled():
            self._bring_back(before)
            raise ServerProblem(f"{self.path} was left as it was: {reason}")

    def _bring_back(self, before: bytes | None) -> None:
        if before is None:
            self.path.unlink()
        else:
            beside(self.path, before, self.mode).replace(self.path)

    def there(self) -> str:
        """Name the file."""
        return str(self.path) if os.path.lexists(self.path) else ""

    def remove(self) -> None:
        """Remove the file."""
        self.path.unlink()
        self.settled()


def beside(path: Path, data: bytes, mode: int) -> Path:
    """Write `data` to a new file of root's beside `path`, under a name that neither sudo nor sshd nor cron reads."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), mode)
    return Path(name)


@dataclass(frozen=True)
class Folder(Part):
    """A folder with an owner and a mode. `owner` is a login; a folder with `stays` is not removed with the rest."""

    what: str
    path: Path
    owner: str
    mode: int
    stays: bool = False

    def wrong(self) -> str:
        """Look at its owner and its mode."""
        try:
            about = self.path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return f"there is no folder {self.path}"
        if not stat.S_ISDIR(about.st_mode):
            return f"{self.path} is not a folder"
        return wrong_mode(self.path, about, number_of(self.owner), self.mode)

    def make(self) -> None:
        """Make it, or set its owner and mode."""
        if os.path.lexists(self.path) and not stat.S_ISDIR(self.path.lstat().st_mode):
            raise ServerProblem(f"{self.path} is not a folder; move it away first.")
        self.path.mkdir(mode=self.mode, parents=True, exist_ok=True)
        set_mode(self.path, self.owner, self.mode)

    def there(self) -> str:
        """Name it, unless it is to stay."""
        return "" if self.stays or not self.path.is_dir() else str(self.path)

    def remove(self) -> None:
        """Remove it; what somebody else put into it stays, and so does it."""
        with suppress(OSError):
            self.path.rmdir()


def number_of(login: str) -> int:
    """Return an account's number, -1 while there is no such account."""
    try:
        return pwd.getpwnam(login).pw_uid
    except KeyError:
        return -1


def wrong_mode(path: Path, about: os.stat_result, owner: int, mode: int) -> str:
    """Say what is wrong with a file's owner and mode."""
    if about.st_uid != owner:
        return f"{path} belongs to the wrong account (number {about.st_uid})"
    if stat.S_IMODE(about.st_mode) != mode:
        return f"{path} has mode {stat.S_IMODE(about.st_mode):04o}, not {mode:04o}"
    return ""


def set_mode(path: Path, owner: str, mode: int) -> None:
    """Give a file or folder its owner and mode, following no link: where the account may write, it may have put one."""
    descriptor = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISDIR(about.st_mode) and not (stat.S_ISREG(about.st_mode) and about.st_nlink == 1):
            raise ServerProblem(f"{path} is not a plain file; look at it before anything is changed.")
        account = pwd.getpwnam(owner)
        os.chown(f"/proc/self/fd/{descriptor}", account.pw_uid, account.pw_gid)
        os.chmod(f"/proc/self/fd/{descriptor}", mode)  # noqa: PTH101 - a number, not a path
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell about one part."""

    what: str
    state: State
    words: str
    cure: str = ""


def install(parts: tuple[Part, ...], *, dry: bool = False) -> Iterator[tuple[Part, str]]:
    """Put every part right that can be made, one after the other; yield each with what was wrong with it.

    Raises ServerProblem at the first that cannot be; what was done until then stays, and doing it again goes on there.
    """
    for part in parts:
        if part.only_looked_at:
            continue
        wrong = part.wrong()
        if wrong and not dry:
            part.make()
        yield part, wrong


def uninstall(parts: tuple[Part, ...], *, dry: bool = False) -> Iterator[str]:
    """Take every part away, the last first; yield what goes."""
    for part in reversed(parts):
        if gone := part.there():
            if not dry:
                part.remove()
            yield gone


def look_over(parts: tuple[Part, ...]) -> Iterator[Told]:
    """Look at every part."""
    for part in parts:
        wrong = part.wrong()
        yield Told(part.what, part.state, wrong, part.cure) if wrong else Told(part.what, "well", "as it should be")
