"""`plc circle`: circles and who is in them."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.output import show_all, show_one, show_written
from plc_tui.cli.views.people import CIRCLE, circle_page
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle

circle = noun("circle", "Circles and who is in them.")
NAME = click.argument("name", shell_complete=completing.circles)


@circle.command("list")
@click.option("--mine", is_flag=True, help="Only those you are in.")
@pass_desk
def list_(desk: Desk, mine: bool) -> None:
    """List the circles of this community."""
    found = (each for each in desk.plc.circles.list() if not mine or each.holds(desk.plc.actor.id))
    show_all(desk, CIRCLE, found, "No circles here yet. Make one with: plc circle new")


@circle.command()
@NAME
@pass_desk
def show(desk: Desk, name: str) -> None:
    """See what a circle is for and who is in it."""
    found = desk.plc.circles.show(name)
    show_one(desk, CIRCLE, found, page=lambda: circle_page(found, desk.look))


@circle.command()
@click.argument("name")
@click.option("--title", help="Its title; otherwise its name.")
@click.option("--purpose", default="", help="What it is for.")
@click.option(
    "--member", "members", multiple=True, metavar="HANDLE", shell_complete=completing.handles, help="Who is in it."
)
@pass_desk
def new(desk: Desk, name: str, title: str | None, purpose: str, members: tuple[str, ...]) -> None:
    """Make a circle; you facilitate it."""
    made = desk.plc.circles.new(name, title or name.capitalize(), purpose, [handle(each) for each in members])
    show_written(desk, CIRCLE, made, "Made. What is shared with it, its members can read.")


@circle.command()
@NAME
@click.option("--title", help="Its new title.")
@click.option("--purpose", help="What it is for from now on.")
@pass_desk
def edit(desk: Desk, name: str, title: str | None, purpose: str | None) -> None:
    """Change a circle's title or purpose."""
    if title is None and purpose is None:
        raise Invalid("Say what to change: --title or --purpose.")
    show_written(desk, CIRCLE, desk.plc.circles.edit(name, title, purpose), "Saved.")


@circle.command()
@NAME
@click.argument("colleague", metavar="HANDLE", shell_complete=completing.handles)
@pass_desk
def invite(desk: Desk, name: str, colleague: str) -> None:
    """Invite a colleague to a circle."""
    made = desk.plc.circles.invite(name, handle(colleague))
    show_written(desk, CIRCLE, made, f"@{handle(colleague)} is invited; whoever joins can read what is shared with it.")


@circle.command()
@NAME
@pass_desk
def join(desk: Desk, name: str) -> None:
    """Join a circle you are invited to."""
    show_written(desk, CIRCLE, desk.plc.circles.join(name), "Welcome. You can read what is shared with it.")


@circle.command()
@NAME
@pass_desk
def leave(desk: Desk, name: str) -> None:
    """Leave a circle, or turn an invitation down."""
    made = desk.plc.circles.leave(name)
    show_written(desk, CIRCLE, made, "You have left it, and can no longer read what is shared with it.")
