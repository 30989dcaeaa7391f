"""`plc session protocols`: choosing a protocol by need, people and minutes, reading it, copying it to change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plc_tui.cli import completing
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.look import Look
from plc_tui.cli.output import print_item, print_items, print_row, show_done
from plc_tui.cli.views.session_protocols import needs_lines, plan_lines, plan_page, plan_row
from plc_tui.cli.views.sessions import as_record
from plc_tui.domain.errors import Invalid

if TYPE_CHECKING:
    from plc_tui.services.protocols import Protocols


@click.command(cls=PlcCommand)
@click.argument("protocol_id", metavar="[ID]", required=False, shell_complete=completing.of_seeds("protocols"))
@click.option("--need", help="Only those for this need: stuck, tune ...")
@click.option("--people", type=Whole(1), help="For so many people.")
@click.option("--minutes", type=Whole(1), help="In so many minutes.")
@click.option("--needs", is_flag=True, help="List what a group can want of a protocol.")
@click.option("--copy", "new_id", metavar="NEW", help="Copy the protocol ID under this name, to be changed by you.")
@pass_desk
def protocols(
    desk: Desk, protocol_id: str | None, need: str | None, people: int | None, minutes: int | None, needs: bool,
    new_id: str | None,
) -> None:  # fmt: skip
    """List protocols, what fits best first; or read one.

    What does not fit comes last and says why.
    """
    from plc_tui.services.protocols import Protocols

    desk.everyones  # noqa: B018 - the community's own protocols are in the folder it names
    found, look = Protocols(), Look.of_nobody()
    if needs:
        _needs(desk, found)
    elif new_id is not None:
        if protocol_id is None:
            raise Invalid("Say which protocol to copy: plc session protocols ID --copy NEW")
        _copy(desk, found, protocol_id, new_id)
    elif protocol_id is not None:
        _show(desk, found, protocol_id, people, minutes, look)
    else:
        _list(desk, found, need, people, minutes, look)


def _needs(desk: Desk, found: Protocols) -> None:
    if desk.json:
        print_items("need", ({"id": need, "text": words} for need, words in found.needs()))
    elif desk.plain:
        for pair in found.needs():
            print_row(pair)
    else:
        desk.print(needs_lines(found.needs()))


def _list(desk: Desk, found: Protocols, need: str | None, people: int | None, minutes: int | None, look: Look) -> None:
    plans = found.fitting(need, people, minutes)
    if desk.json:
        print_items("protocol", map(as_record, plans))
    elif desk.plain:
        for each in plans:
            print_row(plan_row(each))
    else:
        desk.print(line for each in plans for line in plan_lines(each, look))
        desk.say(*_hints(need, found))


def _hints(need: str | None, found: Protocols) -> Iterator[str]:
    yield from found.problems()
    if need is None:
        yield "Choose by what you need: plc session protocols --needs"


def _show(desk: Desk, found: Protocols, name: str, people: int | None, minutes: int | None, look: Look) -> None:
    protocol = found.show(name)
    plan = found.plan(protocol, people or protocol.people_least, minutes)
    if desk.json:
        print_item("protocol", as_record(plan))
    elif desk.plain:
        print_row(plan_row(plan))
    else:
        desk.print(plan_page(plan, dict(found.needs()), look))


def _copy(desk: Desk, found: Protocols, name: str, new_id: str) -> None:
    """Write the copy into the community's folder; on a school's server, whose folders are not hers, print it."""
    if desk.served:
        text = found.copied(name, new_id)
        print_item("protocol.copy", {"id": new_id, "text": text}) if desk.json else desk.print([text.rstrip("\n")])
        return
    folder = desk.everyones.seed_folder
    made = found.copy(name, new_id, Path(folder).expanduser() if folder else None)
    show_done(desk, "protocol.copy", {"id": new_id, "path": str(made.path)}, f"It is in {made.path}. Change it there.")


VERBS = (protocols,)
