"""What needs no community: the version, the keys, completion."""

from __future__ import annotations

import platform
import sqlite3

import click

from plc_tui import __version__
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand

SHELLS = ("bash", "zsh", "fish")


@click.command(cls=PlcCommand)
@pass_desk
def version(desk: Desk) -> None:
    """Which plc this is."""
    say_version(desk)


def say_version(desk: Desk) -> None:
    """Print the version of the program and of what it stands on."""
    facts = {
        "version": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    if desk.json:
        from plc_tui.cli.output import print_item

        print_item("version", facts)
    elif desk.plain:
        click.echo(__version__)
    else:
        click.echo(f"plc {facts['version']} (Python {facts['python']}, SQLite {facts['sqlite']})")


@click.command(cls=PlcCommand)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Teach your shell to complete plc's words.

    bash: add `eval "$(plc completion bash)"` to ~/.bashrc. zsh: the same with zsh in ~/.zshrc.
    fish: `plc completion fish > ~/.config/fish/completions/plc.fish`.
    """
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    # ShellComplete's own source(), not bash's: that one would start a bash to ask its version.
    click.echo(ShellComplete.source(kind(_root(), {}, "plc", "_PLC_COMPLETE")))


def _root() -> click.Command:
    from plc_tui.cli.root import plc

    return plc


@click.command(cls=PlcCommand)
@pass_desk
def keys(desk: Desk) -> None:
    """The keys of the program."""
    from plc_tui.cli.output import print_items, print_row
    from plc_tui.ui.commands import key_rows, key_table

    if desk.json:
        print_items("key", (row._asdict() for row in key_rows()))
    elif desk.plain:
        for row in key_rows():
            print_row((row.place, ",".join(row.keys), row.title, row.help))
    else:
        click.echo(key_table(), nl=False)
