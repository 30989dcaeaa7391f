"""`share`, the same for notes and goals: who may read a thing, said in words before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from plc_tui.domain.audience import (
    EVERYONE_HERE,
    ONLY_ME,
    AudienceChange,
    Choice,
    join_words,
    with_circles,
    with_people,
)
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk


def audience_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the four ways to say who may read a thing, and --preview."""
    from plc_tui.cli.completing import circles, handles

    options = (
        click.option("--with", "people", multiple=True, metavar="HANDLE", shell_complete=handles, help="A colleague."),
        click.option("--circle", "circles", multiple=True, metavar="NAME", shell_complete=circles, help="A circle."),
        click.option("--everyone", is_flag=True, help="Everyone here."),
        click.option("--only-me", is_flag=True, help="Nobody but you."),
        click.option("--preview", is_flag=True, help="Only say what would change."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen(people: tuple[str, ...], circles: tuple[str, ...], everyone: bool, only_me: bool) -> Choice:
    """Return the audience the options name. Raises Invalid unless it is exactly one kind."""
    if sum(map(bool, (people, circles, everyone, only_me))) != 1:
        raise Invalid("Say who can read it: --with HANDLE, --circle NAME, --everyone or --only-me.")
    if people:
        return with_people(*map(handle, people))
    if circles:
        return with_circles(*circles)
    return EVERYONE_HERE if everyone else ONLY_ME


def consequence(change: AudienceChange) -> str:
    """Say who could read it from then on, and who no longer."""
    sentences = []
    if change.gain:
        sentences.append(f"{join_words([person.name for person in change.gain])} will be able to read this.")
    if change.lose:
        sentences.append(f"{join_words([person.name for person in change.lose])} will not be able to any longer.")
    return " ".join(sentences) or "The same people can read it as before."


def preview(desk: Desk, thing_id: str, choice: Choice) -> None:
    """Print what a choice would change, and change nothing."""
    from plc_tui.cli.output import print_item, print_row

    change = desk.plc.audience.preview(thing_id, choice)
    gain, lose = ([person.handle for person in side] for side in (change.gain, change.lose))
    if desk.json:
        print_item("audience.change", {"id": thing_id, "gain": gain, "lose": lose})
    elif desk.plain:
        print_row((",".join(gain), ",".join(lose)))
    else:
        desk.print([consequence(change)])
