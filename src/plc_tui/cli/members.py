"""`plc member`: who belongs to this community."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.output import show_all, show_one, show_written
from plc_tui.cli.views.people import MEMBER, member_page
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle

member = noun("member", "The members of this community.")
HANDLE = click.argument("name", metavar="HANDLE", shell_complete=completing.handles)


@member.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List the members of this community."""
    show_all(desk, MEMBER, desk.plc.members.list(), "Nobody is here.")


@member.command()
@click.argument("name", metavar="[HANDLE]", required=False, shell_complete=completing.handles)
@pass_desk
def show(desk: Desk, name: str | None) -> None:
    """See what a member says of herself; without a handle, yourself."""
    found = desk.plc.members.show(handle(name)) if name else desk.me
    show_one(desk, MEMBER, found, page=lambda: member_page(found, desk.look))


@member.command()
@click.argument("name", metavar="HANDLE")
@click.option("--display", default="", help="Her name as others read it.")
@click.option("--login", default="", help="The login she is recognised by; otherwise her handle.")
@pass_desk
def add(desk: Desk, name: str, display: str, login: str) -> None:
    """Add a member (for keepers)."""
    made = desk.plc.members.add(handle(name), display, login)
    show_written(desk, MEMBER, made, f"{made.name} belongs here now, and is recognised by the login {made.login}.")


@member.command()
@HANDLE
@click.option("--display", "name_", help="Her name as others read it.")
@click.option("--timezone", help="Her time zone, such as Europe/Berlin.")
@click.option("--interests", help="What interests her.")
@click.option("--can-help", help="What she can help with.")
@click.option("--login", help="The login she is recognised by (for keepers).")
@pass_desk
def edit(desk: Desk, name: str, name_: str | None, **fields: str | None) -> None:
    """Change what a member says of herself: yourself, or anyone when you are a keeper."""
    changes = {key: value for key, value in {"name": name_, **fields}.items() if value is not None}
    if not changes:
        raise Invalid("Say what to change: --display, --timezone, --interests, --can-help or --login.")
    show_written(desk, MEMBER, desk.plc.members.edit(handle(name), **changes), "Saved.")


@member.command()
@HANDLE
@click.option("--confirm", is_flag=True, help="Do not ask.")
@pass_desk
def remove(desk: Desk, name: str, confirm: bool) -> None:
    """Remove a member: yourself, or anyone when you are a keeper. Her shared words stay as she left them."""
    found = desk.plc.members.removable(handle(name))
    certain(desk, confirm, f"{found.name} will not be able to open this community any longer.")
    desk.look  # noqa: B018 - if she is the one who goes, nothing can be asked afterwards
    show_written(desk, MEMBER, desk.plc.members.remove(found.handle), f"{found.name} no longer belongs here.")
