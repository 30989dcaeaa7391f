"""What every command of `plc` is made of: groups that import late, and options that stand before or after the verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from plc_tui.cli.desk import Desk

HELP_NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 88}


def _note(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep what was asked for, wherever on the line it stood; the last one wins."""
    desk = ctx.ensure_object(Desk)
    if value and param.name:
        if value != "-":
            desk.refuse(param.opts[0])
        setattr(desk, param.name, value)
    if desk.json and desk.plain:
        raise click.UsageError("Choose --json or --plain, not both.", ctx)


def _option(*names: str, help: str, flag: bool = False, metavar: str | None = None) -> click.Option:  # noqa: A002 - click's word
    return click.Option(
        names, help=help, is_flag=flag, metavar=metavar, expose_value=False, callback=_note, default=None
    )


EVERYWHERE: tuple[click.Option, ...] = (
    _option("--db", metavar="FILE", help="The community's file, or a database address."),
    _option("--as", "as_", metavar="HANDLE", help="Act as this member (only in a file of your own)."),
    _option("--config", metavar="FILE", help="Your settings."),
    _option(
        "--passphrase-file", metavar="FILE", help="Open your locked notes with the passphrase in this file (or -)."
    ),
    _option("--json", flag=True, help="Print JSON."),
    _option("--plain", flag=True, help="Print one record a line, fields separated by tabs."),
    _option("--no-input", flag=True, help="Never ask and never start an editor."),
)


class PlcCommand(click.Command):
    """A verb. It takes the options of `EVERYWHERE` and names them in one line of its help."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own options and those that every command takes."""
        return [*super().get_params(ctx), *EVERYWHERE]

    def invoke(self, ctx: click.Context) -> Any:
        """Do it, unless a school's server runs the program and this does not work there. Raises NotPermitted."""
        desk = ctx.ensure_object(Desk)
        if desk.served:
            _refuse_line(desk, ctx)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its own options, and the names of the others."""
        _own_options(self, ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(
            "Everywhere: --db --as --config --passphrase-file --json --plain --no-input (see plc --help)."
        )


def _refuse_line(desk: Desk, ctx: click.Context) -> None:
    """Look at the verb and at every option that was given."""
    from plc_tui.domain.errors import NotPermitted
    from plc_tui.host import rules

    verb = ctx.command_path.partition(" ")[2]
    typed = click.core.ParameterSource.COMMANDLINE
    given = {
        p.opts[0]: ctx.params[p.name] for p in ctx.command.params if ctx.get_parameter_source(str(p.name)) is typed
    }
    if words := rules.refused_line(verb, given, desk.caller.group):
        raise NotPermitted(words)


@dataclass(frozen=True, slots=True)
class Late:
    """Where a command is to be found when it is called for, and what it says of itself until then."""

    where: str
    help: str


class PlcGroup(click.Group):
    """A noun, or `plc` itself: its commands may be `Late`, and so are imported only when they are used."""

    command_class = PlcCommand

    def __init__(self, *args: Any, late: Mapping[str, Late] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"context_settings": HELP_NAMES, **kwargs})
        self._late = dict(late or {})

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own options and those that every command takes."""
        return [*super().get_params(ctx), *EVERYWHERE]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return its commands in the order they were written down."""
        return [*self._late, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Find a command, importing its module when it is a late one."""
        late = self._late.get(cmd_name)
        if late is None:
            return self.commands.get(cmd_name)
        module, _, name = late.where.partition(":")
        command = getattr(import_module(f"plc_tui.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all options for `plc` itself, and the commands; nothing is imported for it."""
        if ctx.parent is None:
            super().format_options(ctx, formatter)
            return
        _own_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands (and, after a hyphen, the options), importing nothing for it."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=words) for name, words in self._said() if name.startswith(incomplete)]

    def _said(self) -> Iterator[tuple[str, str]]:
        for name, late in self._late.items():
            yield name, late.help
        for name, command in self.commands.items():
            if not command.hidden:
                yield name, command.get_short_help_str(70)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the commands with what each does."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._said()))


def _own_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    own = [param for param in command.get_params(ctx) if param not in EVERYWHERE]
    # The line of use names the arguments, and the sentences below it explain them.
    rows = [row for param in own if (row := param.get_help_record(ctx)) and row[1]]
    with formatter.section("Options"):
        formatter.write_dl(rows)


def noun(name: str, help: str) -> PlcGroup:  # noqa: A002 - click's word
    """Make the group of a noun, to which its module adds verbs."""
    return PlcGroup(name, help=help, no_args_is_help=True)
