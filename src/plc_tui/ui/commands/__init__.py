"""The one table of commands: it feeds keys, keyline, menu, palette, help and the README's key table.

To add a command, add a row to the module of its place and an `action_<id>` to the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plc_tui.ui.commands import (
    circles,
    everywhere,
    find,
    goals,
    home,
    live,
    notes,
    rehearsal,
    reviews,
    sessions,
    settings,
)
from plc_tui.ui.commands.command import ALLOWED_KEYS, EVERYWHERE, NEVER, Command, shown

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

__all__ = [
    "ALLOWED_KEYS",
    "EVERYWHERE",
    "NEVER",
    "TABLE",
    "Command",
    "KeyRow",
    "app_bindings",
    "bindings",
    "here",
    "key_rows",
    "key_table",
    "named",
    "shown",
]

_PLACES = (
    ("Everywhere", everywhere),
    ("Home", home),
    ("Goals", goals),
    ("Notes", notes),
    ("Reviews", reviews),
    ("Circles", circles),
    ("Sessions", sessions),
    ("In a session", live),
    ("Rehearsing", rehearsal),
    ("Find", find),
    ("Settings", settings),
)
TABLE: tuple[Command, ...] = tuple(command for _, place in _PLACES for command in place.COMMANDS)


def here(screen: str) -> tuple[Command, ...]:
    """The commands of the screen named `screen`: its own first, then those that work everywhere."""
    own = tuple(command for command in TABLE if screen in command.where)
    return own + everywhere.COMMANDS


def named(screen: str, command_id: str) -> Command:
    """The command `command_id` as the screen named `screen` knows it; KeyError when it has none."""
    for command in here(screen):
        if command.id == command_id:
            return command
    raise KeyError(command_id)


def bindings(screen: str) -> list[BindingType]:
    """Key bindings of a screen's own commands, for its `BINDINGS`."""
    return [_bind(command, "screen") for command in TABLE if screen in command.where and command.key]


def app_bindings() -> list[BindingType]:
    """Key bindings of the commands that work everywhere."""
    return [_bind(command, "app") for command in everywhere.COMMANDS if command.key]


def _bind(command: Command, namespace: str) -> Binding:
    """Function and control keys come before a text field's own use of them (TextArea takes F6, F7 and others)."""
    from textual.binding import Binding  # not above: `plc keys` prints the table without the screen

    return Binding(
        command.key,
        f"{namespace}.carry_out('{command.id}')",
        command.title,
        show=False,
        priority=command.works_while_typing,
    )


class KeyRow(NamedTuple):
    """One command as the key table tells it; without keys it is found in the menu."""

    place: str
    keys: tuple[str, ...]
    title: str
    help: str


def key_rows() -> list[KeyRow]:
    """Every command, place by place."""
    return [
        KeyRow(title, tuple(map(shown, command.keys)), command.title, command.help)
        for title, place in _PLACES
        for command in place.COMMANDS
    ]


def key_table() -> str:
    """The keys as a Markdown table, for the README."""
    lines = ["| where | key | what it does |", "|---|---|---|"]
    for row in key_rows():
        keys = " or ".join(f"`{key}`" for key in row.keys) or "in the menu"
        lines.append(f"| {row.place} | {keys} | {row.title}: {row.help} |")
    return "\n".join(lines) + "\n"
