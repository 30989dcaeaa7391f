"""Starts the program on a terminal, or says in words what to do instead."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui.settings import Settings

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.ui.at_server import AtServer

USAGE = 2
SMALLEST = (40, 12)
"""Columns and lines below which the program does not start."""


def refusal(environ: Mapping[str, str], *, terminal: bool, size: tuple[int, int]) -> str | None:
    """Why the program cannot be shown here and what to do instead; None when it can."""
    shell = "Every part of it also works as a plain command: plc --help lists them."
    if not terminal:
        return f"plc needs a terminal to show its screen. {shell}"
    if environ.get("TERM", "") in ("", "dumb"):
        return f"This terminal cannot show a screen (TERM={environ.get('TERM', '')}). {shell}"
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        return (
            f"This window has {size[0]} columns and {size[1]} lines; plc needs {SMALLEST[0]} by {SMALLEST[1]}. "
            f"Make it larger, or use the plain commands: plc --help lists them."
        )
    return None


def start(
    opening: Callable[[], Plc],
    settings: Settings | None = None,
    *,
    settings_path: Path | None = None,
    throw_away: Path | None = None,
    server: AtServer | None = None,
) -> int:
    """Show the program until she leaves and return the exit code.

    `opening` opens the community's file; it is called in another thread, after the first paint.
    `throw_away` is the folder of a community that is not kept, `server` the school's server that runs the program.
    """
    problem = refusal(
        os.environ,
        terminal=sys.stdin.isatty() and sys.stdout.isatty(),
        size=tuple(shutil.get_terminal_size()),  # type: ignore[arg-type]  # a named pair of int
    )
    if problem is not None:
        print(problem, file=sys.stderr)
        return USAGE
    worn = _for_terminal(settings or Settings(), os.environ)
    if server is not None and os.environ.get("NO_COLOR"):
        server = replace(server, theme=worn.theme)
    return _show(opening, worn, settings_path, throw_away, server)


def _for_terminal(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """NO_COLOR asks for our theme without hue. Textual's own greys for it would lose the contrast we promise."""
    return replace(settings, theme="mono") if environ.get("NO_COLOR") else settings


def _show(
    opening: Callable[[], Plc],
    settings: Settings,
    settings_path: Path | None,
    throw_away: Path | None,
    server: AtServer | None,
) -> int:
    os.environ.pop("NO_COLOR", None)
    from plc_tui.ui.app import PlcApp
    from plc_tui.ui.driver import CellDriver

    app = PlcApp(
        opening,
        settings=settings,
        settings_path=settings_path,
        throw_away=throw_away,
        server=server,
        driver_class=CellDriver,
    )
    app.run(mouse=settings.mouse)
    app.close_store()
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return app.return_code or 0
