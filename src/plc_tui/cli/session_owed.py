"""`plc session owed | accept | decline | settle`: what I said I would do."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_all, show_done
from plc_tui.cli.views.sessions import PROMISE
from plc_tui.domain.errors import Invalid

COMMITMENT = click.argument("commitment_id", metavar="COMMITMENT")


@click.command(cls=PlcCommand)
@click.option("--circle", metavar="NAME", shell_complete=completing.circles, help="What all in a circle said instead.")
@pass_desk
def owed(desk: Desk, circle: str | None) -> None:
    """List what you said you would do, and have not settled."""
    found = desk.plc.sessions.of_circle(circle).owed if circle else desk.plc.seat.owed()
    show_all(desk, PROMISE, found, "Nothing that was said there is open." if circle else "Nothing you said is open.")


@click.command(cls=PlcCommand)
@COMMITMENT
@click.option("--goal", required=True, metavar="ID", shell_complete=completing.goals, help="A goal of yours.")
@pass_desk
def accept(desk: Desk, commitment_id: str, goal: str) -> None:
    """Take a commitment up: it becomes a step of a goal of yours."""
    desk.plc.seat.accept(commitment_id, goal)
    show_done(desk, "commitment", {"id": commitment_id, "status": "accepted"}, "It is a step of your goal now.")


@click.command(cls=PlcCommand)
@COMMITMENT
@pass_desk
def decline(desk: Desk, commitment_id: str) -> None:
    """Say "not now" to a commitment of yours."""
    desk.plc.seat.decline(commitment_id)
    show_done(desk, "commitment", {"id": commitment_id, "status": "declined"}, "Not now. That is fine.")


@click.command(cls=PlcCommand)
@COMMITMENT
@click.option("--kept", "how", flag_value="kept", help="It is done.")
@click.option("--let-go", "how", flag_value="let go", help="You let it go.")
@pass_desk
def settle(desk: Desk, commitment_id: str, how: str | None) -> None:
    """Say what came of a commitment of yours."""
    if how is None:
        raise Invalid("Say --kept or --let-go.")
    desk.plc.seat.settle(commitment_id, how)
    said = "Well done." if how == "kept" else "Let go. That is fine."
    show_done(desk, "commitment", {"id": commitment_id, "status": how}, said)


VERBS = (owed, accept, decline, settle)
