"""`plc session cluster`: what was written and belongs together, by number and letter."""

from __future__ import annotations

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.session_names import ID, targets
from plc_tui.cli.session_shown import show_console
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.views import ConsoleView, RoomView


@click.command(cls=PlcCommand)
@ID
@click.argument("what", metavar="N,N|LETTER")
@click.option("--name", help="Group these (1,4), or call a group (A) this.")
@click.option("--merge", is_flag=True, help="Put the groups A,B into one: the first.")
@click.option("--split", is_flag=True, help="Take these (1,4), or all of a group (A), out of their groups.")
@pass_desk
def cluster(desk: Desk, session_id: str, what: str, name: str | None, merge: bool, split: bool) -> None:
    """Group what was written. Numbers and letters are those of: plc session show ID --console"""
    if sum((name is not None, merge, split)) != 1:
        raise Invalid("Say --name NAME, --merge or --split.")
    room = desk.plc.console.look(session_id).room
    ids = targets(room, what)
    groups = {group.id for group in room.groups}
    if merge:
        made = _merged(desk, room, ids)
    elif split:
        made = desk.plc.console.split(room.id, _inside(room, ids))
    elif name is not None and len(ids) == 1 and ids[0] in groups:
        made = desk.plc.console.name_cluster(room.id, ids[0], name)
    else:
        made = desk.plc.console.cluster(room.id, _inside(room, ids), name or "")
    show_console(desk, made, *_groups(made))


def _merged(desk: Desk, room: RoomView, ids: list[str]) -> ConsoleView:
    if len(ids) < 2:
        raise Invalid("Name two groups or more, such as A,B.")
    for other in ids[1:]:
        made = desk.plc.console.merge(room.id, ids[0], other)
    return made


def _inside(room: RoomView, ids: list[str]) -> list[str]:
    """Return the contributions that are meant: a group stands for what lies in it."""
    return [each.id for each in room.contributions if each.id in ids or (each.cluster and each.cluster in ids)]


def _groups(made: ConsoleView) -> list[str]:
    """Say what the groups are now, so that a slip is noticed."""
    named = {group.id: group.name for group in made.room.groups}
    said = []
    for group, name in named.items():
        its = [f"“{' '.join(each.text.split())}”" for each in made.room.contributions if each.cluster == group]
        said.append(f"{name}: {', '.join(its)}")
    return said or ["There are no groups now."]


VERBS = (cluster,)
