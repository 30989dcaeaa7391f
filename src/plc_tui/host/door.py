"""How the program of a school's server begins: closed to others, sure who is there, and with nothing of hers around.

Only the standard library is imported by all this; everything else comes after it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import MutableMapping, Sequence

from plc_tui.exits import FAILED, NOT_PERMITTED, USAGE
from plc_tui.host import arguments, identity
from plc_tui.host.hardening import CannotHarden, harden
from plc_tui.host.layout import SERVER

KEPT = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "SUDO_UID")
"""Variables the program may see: what the terminal can do, and whom sudo started it for."""
_PLAIN = re.compile(r"[A-Za-z0-9@_.,:+-]{0,64}")


class Closed(Exception):
    """The program does not begin. Its message is one or two whole sentences; `code` is the exit code."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.code = code


def come_in(argv: Sequence[str]) -> tuple[str, ...]:
    """Return the words the caller typed. On a server's program that is not `argv`. Raises Closed.

    Called only on a machine that has a server; a process that runs as somebody else there is none of ours.
    """
    try:
        if not identity.is_served():
            return tuple(argv)
        harden()
        _need_isolation()
        identity.caller()
        given = arguments.given(argv, getattr(sys.stdin, "buffer", None))
    except identity.UnknownCaller as unknown:
        raise Closed(str(unknown), NOT_PERMITTED) from None
    except arguments.BadArguments as bad:
        raise Closed(str(bad), USAGE) from None
    except CannotHarden as cannot:
        raise Closed(str(cannot), FAILED) from None
    clear(os.environ)
    os.environ.update(given.completing)
    return given.words


def _need_isolation() -> None:
    """Without `-I` the interpreter would have looked for code where the caller can put some. Raises Closed."""
    if not sys.flags.isolated:
        raise Closed(identity.NOT_YOURS, NOT_PERMITTED)


def clear(environ: MutableMapping[str, str]) -> None:
    """Leave nothing in the environment but what is `KEPT` and plain; sudo should have, and this does not rely on it."""
    kept = {name: environ[name] for name in KEPT if _PLAIN.fullmatch(environ.get(name, "\n"))}
    environ.clear()
    environ.update(kept, HOME=str(SERVER.data), PATH="/usr/sbin:/usr/bin:/sbin:/bin")
