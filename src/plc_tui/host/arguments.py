"""The command line of the server's program. Words never stand in it, because sudo writes it into its log.

There are exactly two: nothing at all, and `--arguments-on-stdin N`. With the second, standard input begins with N
arguments, each ended by a NUL; what follows is the caller's own standard input, and stays there to be read for `-`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

FLAG = "--arguments-on-stdin"
MOST = 1_000
"""Arguments of one command line."""
LONGEST = 2_000_000
"""Bytes of all its arguments together: what an ordinary command line may hold on this system."""
COMPLETING = ("_PLC_COMPLETE", "COMP_WORDS", "COMP_CWORD")
"""What a shell that completes a line tells. The wrapper sends these as three arguments NAME=VALUE."""
_SHELL = re.compile(r"(bash|zsh|fish)_complete")


class BadArguments(Exception):
    """The command line is none of ours. Its message is one whole sentence."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller typed; or, when her shell is completing a line, what the shell tells about it."""

    words: tuple[str, ...] = ()
    completing: dict[str, str] = field(default_factory=dict)


def given(argv: Sequence[str], stream: io.BufferedReader | None) -> Given:
    """Read what the caller typed. Raises BadArguments."""
    if not argv:
        return Given()
    if len(argv) != 2 or argv[0] != FLAG or not re.fullmatch("[0-9]{1,4}", argv[1], re.ASCII):
        raise BadArguments("plc on the school's server is started by typing: plc")
    count = int(argv[1])
    if count > MOST:
        raise BadArguments(f"A command line may have {MOST} words at most.")
    return _understood(tuple(_decoded(each) for each in _take(stream, count)))


def _take(stream: io.BufferedReader | None, count: int) -> list[bytes]:
    """Take `count` strings from the stream, and not a byte more."""
    found: list[bytes] = []
    begun, size = bytearray(), 0
    while len(found) < count:
        ahead = stream.peek() if stream is not None else b""
        end = ahead.find(0)
        if not ahead or stream is None:
            raise BadArguments("The command line was cut off before its end; nothing was done.")
        begun += stream.read(end + 1 if end >= 0 else len(ahead))
        size += end + 1 if end >= 0 else len(ahead)
        if size > LONGEST:
            raise BadArguments("The command line is too long. A long text comes on standard input, with -.")
        if end >= 0:
            found.append(bytes(begun[:-1]))
            begun.clear()
    return found


def _decoded(argument: bytes) -> str:
    try:
        return argument.decode("utf-8")
    except UnicodeDecodeError:
        raise BadArguments("The command line is not UTF-8 text.") from None


def _understood(words: tuple[str, ...]) -> Given:
    pairs = [word.partition("=") for word in words]
    if tuple(name for name, _, _ in pairs) != COMPLETING:
        return Given(words)
    told = {name: value for name, _, value in pairs}
    if not _SHELL.fullmatch(told["_PLC_COMPLETE"]):
        raise BadArguments("This shell's way of completing lines is not known here.")
    return Given(completing=told)
