"""Asks before what cannot be undone."""

from __future__ import annotations

import click

from plc_tui.cli.desk import Desk
from plc_tui.domain.errors import Invalid


class NotNow(Invalid):
    """She was asked and said no; nothing was done."""


def certain(desk: Desk, confirmed: bool, consequence: str) -> None:
    """Return when she means it: --confirm was given, or she says yes. Raises Invalid otherwise."""
    if confirmed:
        return
    if not desk.may_ask():
        raise Invalid(f"{consequence} To do it, add --confirm.")
    desk.say(consequence)
    if not click.confirm("Do it?", err=True):
        raise NotNow("Nothing was done.")
