"""The plc command."""

from __future__ import annotations

import os
import sys
import threading

from plc_tui import starting
from plc_tui.host import may_be_server


def main() -> None:
    """Run `plc` with the arguments it was given, and end with its exit code."""
    starting.begin()
    args: tuple[str, ...] = tuple(sys.argv[1:])
    if may_be_server():
        from plc_tui.host.door import Closed, come_in

        try:
            args = come_in(args)
        except Closed as closed:
            print(closed, file=sys.stderr)
            leave(closed.code)
    from plc_tui.cli.run import run

    leave(run(args))


def leave(code: int) -> None:
    """End the process. Everything is closed and flushed by now.

    Taking the interpreter apart module by module costs a short command a quarter of its time (140 of 590 ms) and
    gives nothing; it is done only when threads are left that may have work to end.
    """
    if threading.active_count() > 1:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the reader has gone
            continue
    os._exit(code)


if __name__ == "__main__":
    main()
