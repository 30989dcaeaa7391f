"""`plc inbox`, `plc find`, `plc brief`: looking around."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_all, show_one
from plc_tui.cli.views.finding import BRIEF, HIT, WAITING, brief_page
from plc_tui.cli.views.notes import NOTE
from plc_tui.cli.views.shared import section
from plc_tui.dates import read_date
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle

KINDS = ("goal", "note", "response", "request", "review", "session")


@click.command(cls=PlcCommand)
@pass_desk
def inbox(desk: Desk) -> None:
    """What waits for you."""
    home = desk.plc.home.look(looking_back=False)
    show_all(desk, WAITING, home.waiting, "Nothing waits for you.")
    if not (desk.json or desk.plain):
        lines = (line for note in home.unanswered for line in NOTE.lines(note, desk.look))
        desk.print(section("Nobody has answered yet", lines))


@click.command(cls=PlcCommand)
@click.argument("words", nargs=-1)
@click.option("--kind", type=click.Choice(KINDS), help="Only things of this kind.")
@click.option("--by", metavar="HANDLE", shell_complete=completing.handles, help="Only what this member wrote.")
@click.option("--tag", shell_complete=completing.tags, help="Only notes with this tag.")
@click.option("--since", metavar="DATE", help="Only what changed since: 2026-01-31, mon, 2w.")
@click.option("--limit", type=Whole(1, 1000), default=20, show_default=True, help="At most so many.")
@pass_desk
def find(
    desk: Desk,
    words: tuple[str, ...],
    kind: str | None,
    by: str | None,
    tag: str | None,
    since: str | None,
    limit: int,
) -> None:
    """Look through everything you may read."""
    if not (words or kind or by or tag or since):
        raise Invalid("Say what to look for.")
    day = read_date(since, desk.look.today(), "past") if since else None
    if day:
        desk.say(f"Since {desk.look.day(day)} ({day.isoformat()}).")
    writer = handle(by) if by else None
    found = desk.plc.finding.find(
        " ".join(words), kind=kind, by=writer, tag=tag.removeprefix("#") if tag else None, since=day, count=limit
    )
    show_all(desk, HIT, found.items, "Nothing found.")
    if found.more:
        desk.say(f"There is more than these {limit}; --limit shows more.")


@click.command(cls=PlcCommand)
@click.argument("name", metavar="HANDLE", shell_complete=completing.handles)
@pass_desk
def brief(desk: Desk, name: str) -> None:
    """One page before meeting a colleague, made only of what she shares with you."""
    found = desk.plc.home.brief(handle(name))
    show_one(desk, BRIEF, found, page=lambda: brief_page(found, desk.look))
