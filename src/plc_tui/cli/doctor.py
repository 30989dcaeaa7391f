"""`plc doctor`: what is wrong with this set-up, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from plc_tui.cli import checkup
from plc_tui.cli.checkup import Finding
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import print_items, print_row

MARKS = {"well": "well", "note": "note", "mend": "MEND"}


@click.command(cls=PlcCommand)
@click.pass_context
@pass_desk
def doctor(desk: Desk, ctx: click.Context) -> None:
    """What is wrong with this set-up, and how to mend it. Changes nothing; exits 1 when something is to be mended."""
    show(desk, ctx, checkup.look_over(desk))


def show(desk: Desk, ctx: click.Context, findings: Iterable[Finding]) -> None:
    """Print what was found, and exit 1 when something is to be mended."""
    found = list(findings)
    if desk.json:
        print_items("doctor", (_record(each) for each in found))
    elif desk.plain:
        for each in found:
            print_row((each.what, each.state, each.words, each.cure))
    else:
        desk.print(line for each in found for line in _lines(each))
    if any(each.state == "mend" for each in found):
        ctx.exit(1)


def _record(finding: Finding) -> dict[str, str]:
    return {"what": finding.what, "state": finding.state, "words": finding.words, "cure": finding.cure}


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{MARKS[finding.state]}  {finding.what}: {finding.words}"
    if finding.cure:
        yield f"      {finding.cure}"
