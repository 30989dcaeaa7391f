"""`plc note`: list, read, write, share."""

from __future__ import annotations

from typing import Any

import click

from plc_tui.cli import completing, locking, note_versions
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.listing import limit_option, walk, whose_option
from plc_tui.cli.output import as_record, show_all, show_done, show_one, show_written
from plc_tui.cli.secrets import open_locked
from plc_tui.cli.sharing import audience_options, chosen, consequence
from plc_tui.cli.sharing import preview as show_preview
from plc_tui.cli.views import notes as views
from plc_tui.cli.writing import Written, never_lost, take_in
from plc_tui.domain.errors import Invalid, NotFound, PlcError
from plc_tui.domain.notes import NewNote, Note
from plc_tui.domain.people import handle

note = noun("note", "Your reflective notes, and those shared with you.")
ID = click.argument("note_id", metavar="ID", shell_complete=completing.notes)


@note.command("list")
@whose_option
@click.option("--tag", shell_complete=completing.tags, help="With this tag.")
@click.option("--goal", metavar="ID", shell_complete=completing.goals, help="Tied to this goal.")
@click.option("--stage", help="At this stage of an inquiry.")
@click.option("--by", metavar="HANDLE", shell_complete=completing.handles, help="Written by this member.")
@limit_option
@pass_desk
def list_(desk: Desk, whose: Any, by: str | None, tag: str | None, limit: int | None, **ties: str | None) -> None:
    """List notes, the newest first."""
    writer = handle(by) if by else None
    tag = tag.removeprefix("#") if tag else None
    found = walk(
        desk,
        lambda after, count: desk.plc.notes.list(whose, tag=tag, by=writer, after=after, count=count, **ties),
        limit,
    )
    show_all(desk, views.NOTE, found, "No notes here yet. Write one with: plc note add")


@note.command()
@ID
@click.option("--version", type=Whole(min=1), help="As it was in an earlier version.")
@click.option("--read-as", metavar="HANDLE", shell_complete=completing.handles, help="Whether this colleague can.")
@pass_desk
def show(desk: Desk, note_id: str, version: int | None, read_as: str | None) -> None:
    """Read a note and what colleagues answered."""
    found = _read(desk, note_id, version)
    if read_as:
        colleague = handle(read_as)
        can = desk.plc.audience.can_read(found.id, colleague)
        desk.say(f"@{colleague} {'can' if can else 'cannot'} read this.")
    responses = desk.plc.responses.of(found.id)
    show_one(
        desk,
        views.NOTE,
        found,
        page=lambda: views.page(found, responses, desk.plc.audience.words(found.id), desk.look),
        record=lambda: {**as_record(found), "responses": [as_record(each) for each in responses]},
    )
    desk.seen(found.id)


def _read(desk: Desk, note_id: str, version: int | None = None) -> Note:
    """Return a note, opened when it is locked."""
    found = desk.plc.notes.show(note_id)
    if found.shut:
        open_locked(desk)
    return desk.plc.notes.show(note_id, version) if found.shut or version else found


@note.command()
@click.argument("body", required=False)
@click.option("--title", help="Its title; otherwise its first words.")
@click.option("--file", metavar="FILE", help="Take the text from a file (- is standard input).")
@click.option("--model", shell_complete=completing.of_seeds("models"), help="Write through a model of reflection.")
@click.option("--stage", default="", help="The stage of the inquiry it belongs to.")
@click.option("--goal", metavar="ID", shell_complete=completing.goals, help="Tie it to one of your goals.")
@click.option("--tag", "tags", multiple=True, shell_complete=completing.tags, help="A tag; give it again for more.")
@click.option("--lock", "locked", is_flag=True, help="Lock it with your passphrase from its first word on.")
@pass_desk
def add(
    desk: Desk,
    body: str | None,
    title: str | None,
    file: str | None,
    model: str | None,
    tags: tuple[str, ...],
    locked: bool,
    **ties: Any,
) -> None:
    """Write a note. It is yours alone until you share it.

    BODY is the text, or - for standard input; without one your editor opens.
    """
    chosen_model = desk.settings.default_model if model is None else model
    if locked:
        open_locked(desk)  # before standard input is read: the passphrase may be its first line
    written = take_in(desk, body, file, "note-new", start=lambda: _skeleton(chosen_model), locked=locked)
    with never_lost(desk, written, "note-new", locked=locked):
        new = NewNote(
            body=written.text if written else "",
            title=title,
            model=chosen_model,
            tags=tuple(tag.removeprefix("#") for tag in tags),
            **ties,
        )
        made = desk.plc.notes.add(new, locked=locked)
    how = ", with your passphrase" if locked else ""
    show_written(desk, views.NOTE, made, f"Saved. Only you can read it{how}.")


def _skeleton(model: str) -> str:
    from plc_tui import seeds

    return seeds.model(model).skeleton()


@note.command()
@ID
@click.option("--title", help="Its new title.")
@click.option("--body", metavar="TEXT", help="Its new text (- is standard input).")
@click.option("--file", metavar="FILE", help="Take the new text from a file (- is standard input).")
@click.option("--model", shell_complete=completing.of_seeds("models"), help="Its model of reflection.")
@click.option("--stage", help="The stage of the inquiry it belongs to.")
@click.option("--tag", "tags", multiple=True, shell_complete=completing.tags, help="Its tags from now on.")
@click.option("--expect", type=Whole(min=1), metavar="VERSION", help="Save only if this is still its version.")
@click.argument("text", required=False)
@pass_desk
def edit(
    desk: Desk,
    note_id: str,
    title: str | None,
    body: str | None,
    text: str | None,
    file: str | None,
    tags: tuple[str, ...],
    expect: int | None,
    **fields: str | None,
) -> None:
    """Change a note; the earlier text stays as a version.

    Without any change named, your editor opens with the text as it is.
    """
    if body is not None and text is not None:
        raise Invalid("Give the text once: as an argument, or with --body.")
    nothing_named = title is None and not tags and not any(fields.values())
    given = text if body is None else body
    locked = _opened(desk, note_id)
    written, expect = _new_text(desk, note_id, given, file, expect, ask=nothing_named, locked=locked)
    if written is None and nothing_named:
        raise Invalid("Say what to change: --title, --body, --file, --model, --stage or --tag.")
    changes: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    if tags:
        changes["tags"] = tuple(tag.removeprefix("#") for tag in tags if tag)
    with never_lost(desk, written, f"note-{note_id}", locked=locked):
        new_body = written.text if written else None
        made = desk.plc.notes.edit(note_id, title=title, body=new_body, expect=expect, **changes)
    show_written(desk, views.NOTE, made, f"Saved as version {made.version}.")


def _opened(desk: Desk, note_id: str) -> bool:
    """Open a note that is locked; say whether it is. What stops us is told later, when her text has been taken in.

    Where that cannot be known, it is when she gives the passphrase.
    """
    try:
        found = desk.plc.notes.show(note_id)
    except NotFound:
        return False
    except PlcError:
        return desk.passphrase_file is not None
    if found.shut:
        open_locked(desk)
    return found.locked


def _new_text(
    desk: Desk, note_id: str, given: str | None, file: str | None, expect: int | None, *, ask: bool, locked: bool
) -> tuple[Written | None, int | None]:
    """Return the new text and the version it is meant to follow: in the editor, the one she saw and no other."""
    seen: list[Note] = []

    def as_it_is() -> str:
        seen.append(desk.plc.notes.show(note_id))
        return seen[0].body

    written = take_in(desk, given, file, f"note-{note_id}", start=as_it_is, ask=ask, locked=locked)
    return written, seen[0].version if seen and expect is None else expect


note.add_command(note_versions.history)
note.add_command(locking.lock)
note.add_command(locking.unlock)


@note.command()
@ID
@audience_options
@pass_desk
def share(desk: Desk, note_id: str, preview: bool, **options: Any) -> None:
    """Say who may read a note."""
    choice = chosen(**options)
    if preview:
        show_preview(desk, note_id, choice)
        return
    change = desk.plc.audience.preview(note_id, choice)
    made = desk.plc.notes.share(note_id, choice)
    show_written(desk, views.NOTE, made, consequence(change))


@note.command()
@ID
@click.argument("goal_id", metavar="GOAL", required=False, shell_complete=completing.goals)
@click.option("--none", "untie", is_flag=True, help="Tie it to no goal.")
@pass_desk
def link(desk: Desk, note_id: str, goal_id: str | None, untie: bool) -> None:
    """Tie a note to a goal of yours."""
    if (goal_id is None) != untie:
        raise Invalid("Name the goal, or say --none.")
    _read(desk, note_id)
    made = desk.plc.notes.link(note_id, goal_id)
    show_written(desk, views.NOTE, made, f"Tied to goal {made.goal}." if made.goal else "Tied to no goal.")


@note.command()
@ID
@pass_desk
def delete(desk: Desk, note_id: str) -> None:
    """Put a note in the bin, where it stays 30 days."""
    binned = desk.plc.bin.put(note_id)
    called = f"“{binned.title}”" if binned.title else "The locked note"
    sentence = f"{called} is in the bin until {desk.look.day(binned.gone)}. Undo: plc bin restore {binned.id}"
    show_done(desk, "binned", as_record(binned), sentence)
