"""The plc command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `plc` with the arguments it was given, and end with its exit code."""
    from plc_tui.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
