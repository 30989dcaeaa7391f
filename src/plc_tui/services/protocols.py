"""Protocols for facilitated sessions: chosen by need, people and time, and copied to be changed. No store is needed."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from plc_tui import seeds
from plc_tui.domain.errors import CannotWrite, Invalid, NotFound
from plc_tui.seeds import NEEDS, Protocol
from plc_tui.services.protocol_plans import ProtocolPlan, check_room, plan

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ProtocolCopy:
    """A new protocol file of the community: where it is, and its text."""

    path: Path
    text: str


class Protocols:
    """The protocols that came with the program, and the community's own."""

    def needs(self) -> tuple[tuple[str, str], ...]:
        """Return what a group can want of a protocol: an id, and how it would say it."""
        return tuple(NEEDS.items())

    def all(self) -> tuple[Protocol, ...]:
        """Return every protocol, the simplest to lead first."""
        return seeds.protocols()

    def show(self, protocol_id: str) -> Protocol:
        """Return one protocol. Raises NotFound, with the names there are."""
        for protocol in seeds.protocols():
            if protocol.id == protocol_id:
                return protocol
        names = ", ".join(protocol.id for protocol in seeds.protocols())
        raise NotFound(f"There is no such protocol. There is: {names}.")

    def problems(self) -> tuple[str, ...]:
        """Return one sentence (file, line, reason) for each of the community's protocols that was left out."""
        return seeds.protocol_problems()

    def plan(self, protocol: Protocol, people: int, minutes: int | None = None) -> ProtocolPlan:
        """Fit a protocol to people and time; without minutes it takes its usual time. Raises Invalid."""
        return plan(protocol, people, minutes)

    def fitting(
        self, need: str | None = None, people: int | None = None, minutes: int | None = None
    ) -> tuple[ProtocolPlan, ...]:
        """Return a plan of every protocol for this need (None: of all), best first.

        Nearest to its usual time is best; one with a caution comes after those without. What does not fit comes
        last, and says why not. Without people a plan is for as few as its protocol allows. Raises Invalid.
        """
        check_room(people, minutes)
        if need is not None and need not in NEEDS:
            raise Invalid(f"There is no such need. There is: {', '.join(NEEDS)}.")
        found = [
            plan(protocol, protocol.people_least if people is None else people, minutes)
            for protocol in seeds.protocols()
            if need is None or need in protocol.needs
        ]
        return tuple(sorted(found, key=_how_good))

    def copy(self, protocol_id: str, new_id: str, folder: Path | None) -> ProtocolCopy:
        """Write a copy of a protocol to the community's own folder, to be changed there, and return it.

        `folder` is the one `seed_folder` names. The copy keeps every word but its id and title. Raises NotFound;
        Invalid for a name that cannot be used or is taken, or when there is no folder; CannotWrite.
        """
        self.show(protocol_id)
        if folder is None:
            raise Invalid("Your community has no folder of its own yet: `plc config set seed_folder DIR` names one.")
        text = self.copied(protocol_id, new_id)
        path = folder / "protocols" / f"{new_id}.toml"
        _write_new(path, text)
        seeds.read_protocols_again()
        return ProtocolCopy(path, text)

    def copied(self, protocol_id: str, new_id: str) -> str:
        """Return the text such a copy would have, and write nothing. Raises NotFound, Invalid, CannotWrite."""
        self.show(protocol_id)
        if not _NAME.fullmatch(new_id) or len(new_id) > _LONGEST_NAME:
            raise Invalid("A protocol's name is small letters and digits, with single hyphens between them.")
        if any(new_id == protocol.id for protocol in seeds.protocols()):
            raise Invalid(f"There is a protocol {new_id} already; choose another name.")
        return _renamed(seeds.protocol_file(protocol_id), new_id)


def _how_good(planned: ProtocolPlan) -> tuple[bool, bool, float]:
    usual = plan(planned.protocol, planned.people).seconds
    wanted = usual if planned.minutes is None else planned.minutes * 60
    return not planned.fits, bool(planned.protocol.caution), abs(wanted - usual) / usual


def _renamed(path: Path, new_id: str) -> str:
    """Return the text of a protocol's file with another id, and a title made from it; all else as it stands."""
    import tomlkit  # only who copies a protocol needs it

    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError):  # it was there a moment ago, and could be read
        raise CannotWrite("The file of that protocol was changed just now; nothing was written. Try again.") from None
    document["id"] = new_id
    document["title"] = new_id.replace("-", " ").capitalize()
    return tomlkit.dumps(document)


def _write_new(path: Path, text: str) -> None:
    """Write a file that was not there, whole or not at all: it gets its name when every word is on the disk."""
    part = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        try:
            _write(part, text)
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError:
        raise Invalid(f"There is a file {path} already; choose another name. Nothing was written.") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CannotWrite(f"{path} cannot be written: {reason}.") from None


def _write(path: Path, text: str) -> None:
    with path.open("xb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
