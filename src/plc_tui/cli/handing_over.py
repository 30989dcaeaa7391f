"""What `plc server hand-over` does: as the server's account, never as root."""

from __future__ import annotations

import sys

import click

from plc_tui.cli.desk import Desk
from plc_tui.domain.errors import Invalid
from plc_tui.host import account
from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import SERVER
from plc_tui.text import counted


def hand_words_over(desk: Desk, config: ServerConfig, login: str) -> None:
    """Print what the member with this login wrote as one zip. Raises Invalid where that would be on a screen."""
    if sys.stdout.isatty():
        raise Invalid(f"Nobody but her should see it. Send it to a file: plc server hand-over {login} > words.zip")

    def work() -> int:
        from plc_tui.cli.zipped import print_zip
        from plc_tui.services.handing_over import handed_over

        with handed_over(SERVER.community, login) as (member, files):
            count = print_zip(files)
        desk.say(f"What {member.name} (@{member.handle}) wrote is in the zip: {counted(count, 'file', 'files')}.")
        return 0

    if code := account.as_account(config.account, work):
        raise click.exceptions.Exit(code)
