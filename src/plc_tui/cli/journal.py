"""`plc journal`: who could read what, and who belonged where."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.listing import limit_option, walk
from plc_tui.cli.output import show_all
from plc_tui.cli.views.journal import ENTRY
from plc_tui.dates import read_date


@click.command(cls=PlcCommand)
@click.argument("thing_id", metavar="[ID]", required=False, shell_complete=completing.journaled)
@click.option("--since", metavar="DATE", help="Only what changed since: 2026-01-31, mon, 2w.")
@limit_option
@pass_desk
def journal(desk: Desk, thing_id: str | None, since: str | None, limit: int | None) -> None:
    """What changed who may read something, or who belongs where: of all that concerns you, or of one thing or circle.

    Each line is read by those it was about when it was written, and nobody can change or delete one.
    """
    day = read_date(since, desk.look.today(), "past") if since else None
    if day:
        desk.say(f"Since {desk.look.day(day)} ({day.isoformat()}).")
    if thing_id:
        found = walk(desk, lambda after, count: desk.plc.journal.of_thing(thing_id, after, count, day), limit)
    else:
        found = walk(desk, lambda after, count: desk.plc.journal.page(after, count, day), limit)
    show_all(desk, ENTRY, found, "Nothing here has changed who may read something.")
