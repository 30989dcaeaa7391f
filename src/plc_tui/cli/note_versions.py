"""`plc note history`: the versions of a note, and what changed between two of them, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from plc_tui.cli import completing
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import print_item, print_row, show_all
from plc_tui.cli.secrets import open_locked
from plc_tui.cli.views.notes import VERSION
from plc_tui.domain.errors import Invalid, NotFound
from plc_tui.domain.notes import NoteVersion

if TYPE_CHECKING:
    from plc_tui.domain.comparing import Change

NUMBER = Whole(min=1)


@click.command(cls=PlcCommand)
@click.argument("note_id", metavar="ID", shell_complete=completing.notes)
@click.option("--from", "first", type=NUMBER, metavar="VERSION", help="Compare this version ...")
@click.option(
    "--to", "second", type=NUMBER, metavar="VERSION", help="... with this one; otherwise with the current one."
)
@pass_desk
def history(desk: Desk, note_id: str, first: int | None, second: int | None) -> None:
    """List the versions of a note of yours, or compare two of them word by word.

    Words taken out stand in [-...-], words added in {+...+}.
    """
    if desk.plc.notes.show(note_id).shut:
        open_locked(desk)
    versions = desk.plc.notes.history(note_id)
    if first is None and second is None:
        show_all(desk, VERSION, versions, "This note has no versions.")
        return
    if first is None:
        raise Invalid("Say which version to compare it with: --from VERSION.")
    current = desk.plc.notes.show(note_id).version
    _compare(desk, _numbered(versions, first), _numbered(versions, second or current))


def _numbered(versions: tuple[NoteVersion, ...], number: int) -> NoteVersion:
    for version in versions:
        if version.number == number:
            return version
    raise NotFound(f"This note has no version {number}.")


def _compare(desk: Desk, old: NoteVersion, new: NoteVersion) -> None:
    from plc_tui.domain.comparing import changes

    title, body = changes(old.title, new.title), changes(old.body, new.body)
    if desk.json:
        record = {"from": old.number, "to": new.number, "title": _runs(title), "runs": _runs(body)}
        print_item("note.comparison", record)
    elif desk.plain:
        for change in (*title, *body):
            print_row((change.kind.value, change.words))
    else:
        desk.print(_page(desk, old, new, title, body))


def _runs(found: tuple[Change, ...]) -> list[dict[str, str]]:
    return [{"kind": change.kind.value, "text": change.words} for change in found]


def _page(
    desk: Desk, old: NoteVersion, new: NoteVersion, title: tuple[Change, ...], body: tuple[Change, ...]
) -> Iterator[str]:
    from plc_tui.domain.comparing import marked

    yield f"From version {old.number} ({desk.look.moment(old.created)})"
    yield f"to version {new.number} ({desk.look.moment(new.created)})"
    yield ""
    yield from desk.look.wrap("".join(change.words for change in marked(title)))
    yield ""
    yield from desk.look.wrap("".join(change.words for change in marked(body)))
