"""`plc respond`: encourage, wonder, connect, answer."""

from __future__ import annotations

from typing import cast

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_done, show_written
from plc_tui.cli.views.notes import RESPONSE
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.domain.errors import Invalid
from plc_tui.domain.notes import ResponseKind


@click.command(cls=PlcCommand)
@click.argument("thing_id", metavar="ID", shell_complete=completing.things)
@click.argument("text", required=False)
@click.option("--encourage", "kinds", flag_value="encourage", multiple=True, help="Encourage its writer.")
@click.option("--wonder", "kinds", flag_value="wonder", multiple=True, help="Ask a question.")
@click.option("--connect", "kinds", flag_value="connect", multiple=True, help="Me too, or: I know someone.")
@click.option("--answer", "kinds", flag_value="answer", multiple=True, help="Answer a response in its thread.")
@click.option("--withdraw", is_flag=True, help="ID is a response of yours: take it back.")
@click.option("--file", metavar="FILE", help="Take the text from a file (- is standard input).")
@pass_desk
def respond(
    desk: Desk, thing_id: str, text: str | None, kinds: tuple[str, ...], withdraw: bool, file: str | None
) -> None:
    """Respond to a note, a goal or another response.

    TEXT may be - for standard input; to encourage or connect it may be left out.
    """
    if len(kinds) + withdraw != 1:
        raise Invalid("Say how: --encourage, --wonder, --connect or --answer (or --withdraw).")
    if withdraw:
        desk.plc.responses.withdraw(thing_id)
        show_done(desk, "withdrawn", {"id": thing_id}, "Taken back. It is in your bin for 30 days.")
        return
    kind = cast(ResponseKind, kinds[0])
    hint = f"response-{thing_id}"
    written = take_in(desk, text, file, hint, ask=kind in ("wonder", "answer"))
    with never_lost(desk, written, hint):
        made = desk.plc.responses.add(thing_id, kind, written.text if written else "")
    show_written(desk, RESPONSE, made, "Everyone who can read it can read your response.")
