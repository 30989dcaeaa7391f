"""`plc session`: changing the agenda, before a session and while it goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.session_names import ID, STEP, step_id
from plc_tui.cli.session_shown import show_console
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.presets import PRESETS
from plc_tui.domain.sessions.values import NAMING, SessionStep

MINUTES = click.FloatRange(0.5, 720)
GATHERED = ("note", "question", "warm", "cool", "idea", "commitment")
SPEAKERS = ("all", "facilitator", "presenter", "participants", "each", "nobody")
HIDDEN = "Only its writer sees it until it is revealed."


@click.command(cls=PlcCommand)
@ID
@STEP
@pass_desk
def repeat(desk: Desk, session_id: str, number: int) -> None:
    """Do a step once more, after the present one."""
    room = desk.plc.console.look(session_id).room
    show_console(desk, desk.plc.console.repeat(room.id, step_id(room.steps, number)), "It comes once more.")


@click.command(cls=PlcCommand)
@ID
@click.argument("title", required=False)
@click.option("--ready-made", "preset", type=click.Choice(list(PRESETS)), help="A step as it often comes.")
@click.option("--minutes", type=MINUTES, help="How long; otherwise five, or as is usual.")
@click.option("--after", type=Whole(1), metavar="N", help="After this step; otherwise after the present one.")
@click.option("--prompt", help="What is asked.")
@click.option("--speaker", type=click.Choice(SPEAKERS), help="Who speaks; otherwise everyone.")
@click.option("--round", "speaker", flag_value="each", help="One after another: the same as --speaker each.")
@click.option("--silent", multiple=True, type=click.Choice(["presenter", "participants"]), help="Who listens.")
@click.option("--gathers", multiple=True, type=click.Choice(GATHERED), help="What is written; again for more.")
@click.option("--hidden", is_flag=True, help=HIDDEN)
@click.option("--naming", type=click.Choice(list(NAMING)), help="Whose words; otherwise named.")
@click.option("--clusters", is_flag=True, help="What was written is grouped.")
@click.option("--dots", type=Whole(1, 20), help="How many dots each has to vote with.")
@click.option("--fist", is_flag=True, help="Fist to five.")
@pass_desk
def insert(
    desk: Desk, session_id: str, preset: str | None, minutes: float | None, after: int | None, **what: Any
) -> None:
    """Put a new step into the agenda. Say what is other than in a ready-made one."""
    given = {name: value for name, value in what.items() if value}
    if minutes is not None:
        given["seconds"] = round(minutes * 60)
    fresh = replace(PRESETS[preset] if preset else SessionStep("", "", 300), **given)
    if fresh.fist and fresh.dots:
        raise Invalid("Vote with --dots or with --fist.")
    room = desk.plc.console.look(session_id).room
    show_console(desk, desk.plc.console.insert(room.id, fresh, step_id(room.steps, after)), "It is in the agenda.")


@click.command(cls=PlcCommand)
@ID
@STEP
@click.argument("where", metavar="up|down", type=click.Choice(["up", "down"]))
@pass_desk
def move(desk: Desk, session_id: str, number: int, where: str) -> None:
    """Move a step that lies ahead earlier (up) or later (down)."""
    room = desk.plc.console.look(session_id).room
    made = desk.plc.console.move(room.id, step_id(room.steps, number), -1 if where == "up" else 1)
    show_console(desk, made, "It stays where it is." if made.room.steps == room.steps else "Moved.")


@click.command(cls=PlcCommand)
@ID
@STEP
@pass_desk
def remove(desk: Desk, session_id: str, number: int) -> None:
    """Take a step out of a plan. Once the session is open it is left out with: skip"""
    room = desk.plc.console.look(session_id).room
    show_console(desk, desk.plc.console.remove(room.id, step_id(room.steps, number)), "It is out of the agenda.")


@click.command(cls=PlcCommand)
@ID
@STEP
@click.option("--title", help="What it is called.")
@click.option("--minutes", type=MINUTES, help="How long.")
@click.option("--prompt", help="What is asked (- is standard input).")
@click.option("--naming", type=click.Choice(list(NAMING)), help="Whose words: said before anyone types.")
@click.option("--hidden/--seen", default=None, help=HIDDEN)
@pass_desk
def step(
    desk: Desk,
    session_id: str,
    number: int,
    title: str | None,
    minutes: float | None,
    prompt: str | None,
    naming: str | None,
    hidden: bool | None,
) -> None:
    """Change a step that has not begun."""
    if all(each is None for each in (title, minutes, prompt, naming, hidden)):
        raise Invalid("Say what to change: --title, --minutes, --prompt, --naming, --hidden or --seen.")
    written = take_in(desk, prompt, None, f"session-{session_id}", ask=False)
    with never_lost(desk, written, f"session-{session_id}"):
        room = desk.plc.console.look(session_id).room
        made = desk.plc.console.change_step(
            room.id,
            step_id(room.steps, number),
            title=title,
            prompt=written.text if written else None,
            seconds=None if minutes is None else round(minutes * 60),
            naming=naming,
            hidden=hidden,
        )
    show_console(desk, made, "Changed. The agenda: plc session show ID --page")


VERBS = (repeat, insert, move, remove, step)
