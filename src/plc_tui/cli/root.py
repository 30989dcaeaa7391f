"""`plc` itself: all its verbs, each in a module that is imported when it is used."""

from __future__ import annotations

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import Late, PlcGroup

VERBS = {
    "demo": Late("start:demo", "Look around in a made-up community, in a throw-away file."),
    "init": Late("start:init", "Make a community's file and its first member."),
    "goal": Late("goals:goal", "Your professional-learning goals."),
    "note": Late("notes:note", "Your reflective notes, and those shared with you."),
    "respond": Late("respond:respond", "Encourage, wonder or connect."),
    "review": Late("reviews:review", "Ask colleagues for a review, or write one."),
    "circle": Late("circles:circle", "Circles and who is in them."),
    "session": Late("sessions:session", "Facilitated sessions: plan one, come in, take part, lead it."),
    "member": Late("members:member", "The members of this community."),
    "brief": Late("looking:brief", "One page before meeting a colleague."),
    "passphrase": Late("passphrase:passphrase", "The passphrase of your locked notes."),
    "inbox": Late("looking:inbox", "What waits for you."),
    "find": Late("looking:find", "Look through everything you may read."),
    "drafts": Late("keeping:drafts", "Texts you began and have not saved."),
    "bin": Late("keeping:bin_", "What you deleted, for 30 days."),
    "journal": Late("journal:journal", "What changed who may read what, or who belongs where."),
    "export": Late("exporting:export", "Take all your words with you, in plain files."),
    "backup": Late("backups:backup", "Copy the community's file while it is in use."),
    "restore": Late("backups:restore", "Put a backup in the place of the community's file."),
    "server": Late("server:server", "A school's server: set it up, look after it."),
    "doctor": Late("doctor:doctor", "What is wrong with this set-up, and how to mend it."),
    "config": Late("config:config", "Your settings."),
    "keys": Late("about:keys", "The keys of the program."),
    "completion": Late("about:completion", "Teach your shell to complete plc's words."),
    "version": Late("about:version", "Which plc this is."),
}

HELP = """Personal professional learning for teachers.

`plc` alone opens the program. Everything in it can be done with the commands below as well.
"""


@click.command(cls=PlcGroup, name="plc", help=HELP, invoke_without_command=True, no_args_is_help=False, late=VERBS)
@click.option("--version", "version", is_flag=True, help="Say which plc this is.")
@click.pass_context
@pass_desk
def plc(desk: Desk, ctx: click.Context, version: bool) -> None:
    """Open the program when no verb is given."""
    if version:
        from plc_tui.cli.about import say_version

        say_version(desk)
        ctx.exit()
    if ctx.invoked_subcommand is None:
        from plc_tui.cli.start import open_program

        open_program(desk)
