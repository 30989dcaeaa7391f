"""`plc config`: the settings."""

from __future__ import annotations

from dataclasses import replace

import click
from click.shell_completion import CompletionItem

from plc_tui import settings
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.output import print_item, print_items, print_row
from plc_tui.settings import SETTINGS, Settings, about, shown

config = noun("config", "Your settings.")


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(each.name, help=each.help) for each in SETTINGS if each.name.startswith(incomplete)]


NAME = click.argument("name", shell_complete=_names)


@config.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List every setting, its value and what it means."""
    now = desk.settings
    if desk.json:
        print_items("setting", ({**_record(now, each.name), "help": each.help} for each in SETTINGS))
    elif desk.plain:
        for each in SETTINGS:
            print_row((each.name, shown(getattr(now, each.name)), each.help))
    else:
        for each in SETTINGS:
            value = shown(getattr(now, each.name)) or "(not set)"
            choices = f" ({', '.join(map(shown, each.choices))})" if each.choices else ""
            desk.print([f"{each.name} = {value}", f"    {each.help}{choices}"])


def _record(now: Settings, name: str) -> dict[str, object]:
    value, default = getattr(now, name), about(name).default
    return {"name": name, "value": value, "default": default}


@config.command("get")
@NAME
@pass_desk
def get(desk: Desk, name: str) -> None:
    """Print the value of one setting."""
    about(name)
    _print(desk, desk.settings, name)


@config.command("set")
@NAME
@click.argument("value")
@pass_desk
def set_(desk: Desk, name: str, value: str) -> None:
    """Change one setting; the comments in your file stay."""
    if desk.served:
        kept = desk.plc.own_settings.keep(name, value)
        _print(desk, replace(desk.settings, **{name: kept}), name)  # type: ignore[arg-type]  # of the setting's kind
        desk.say("Saved with your words.")
        return
    now = settings.save(desk.config_path, name, value)
    _print(desk, now, name)
    desk.say(f"Saved in {settings.files(desk.config_path)[0]}.")


def _print(desk: Desk, now: Settings, name: str) -> None:
    if desk.json:
        print_item("setting", _record(now, name))
    else:
        print_row((shown(getattr(now, name)),))


@config.command()
@pass_desk
def path(desk: Desk) -> None:
    """Print where your settings are kept."""
    file = settings.files(desk.config_path)[0]
    if desk.json:
        print_item("config.path", {"path": str(file), "there": file.exists()})
    else:
        click.echo(str(file))
    if not file.exists():
        desk.say("It is made when you change a setting.")
