"""`plc drafts` and `plc bin`: nothing anybody typed is lost by accident."""

from __future__ import annotations

from pathlib import Path

import click

from plc_tui.cli import completing
from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.output import show_all, show_done, show_one, show_written
from plc_tui.cli.secrets import open_locked
from plc_tui.cli.views import finding as views
from plc_tui.cli.views.notes import NOTE
from plc_tui.domain.errors import Invalid, NotFound, StaleEdit
from plc_tui.domain.finding import Draft, written_at
from plc_tui.domain.notes import NewNote, Note
from plc_tui.text import counted

HELD = "Backups made before now still hold it, until they are removed."
drafts = noun("drafts", "Texts you began and have not saved.")
bin_ = noun("bin", "What you deleted, for 30 days.")
PLACE = click.argument("place", shell_complete=completing.drafts)


@drafts.command("list")
@pass_desk
def list_drafts(desk: Desk) -> None:
    """List your drafts, the newest first."""
    _bring_back(desk)
    show_all(desk, views.DRAFT, desk.plc.drafts.list(), "No drafts. What you write is kept here until you save it.")


def _bring_back(desk: Desk) -> None:
    """Put words of locked notes that could only be rescued among the drafts; on a server that is done already."""
    from plc_tui.services.rescued import bring_back_sealed

    if not desk.served:
        folder = desk.settings.rescue_folder
        bring_back_sealed(desk.plc, Path(folder).expanduser() if folder else None)


def _draft(desk: Desk, place: str, *, opened: bool = True) -> Draft:
    """Return a draft; a locked one is opened unless its words do not matter. Raises NotFound."""
    _bring_back(desk)
    found = desk.plc.drafts.find(place)
    if found is None:
        raise NotFound("There is no draft of that name. See: plc drafts list")
    if not (found.shut and opened):
        return found
    open_locked(desk)
    return _draft(desk, place)


@drafts.command()
@PLACE
@pass_desk
def show(desk: Desk, place: str) -> None:
    """Read a draft."""
    found = _draft(desk, place)
    show_one(desk, views.DRAFT, found, page=lambda: views.draft_page(found, desk.look))


@drafts.command("restore")
@PLACE
@pass_desk
def restore_draft(desk: Desk, place: str) -> None:
    """Save a draft of a note as the note it was going to be."""
    found = _draft(desk, place)
    kind, _, which = written_at(found.place).partition(":")
    if kind != "note" or not which:
        raise Invalid("Only a note's draft is saved from here; the others wait in the program, where you wrote them.")
    try:
        made = _new_note(desk, found) if which == "new" else _changed_note(desk, which, found)
    except StaleEdit:  # the draft's text is a version of its own now
        desk.plc.drafts.drop(found.place)
        raise
    desk.plc.drafts.drop(found.place)
    show_written(desk, NOTE, made, "Saved, and the draft is gone.")


def _new_note(desk: Desk, draft: Draft) -> Note:
    words = draft.fields
    new = NewNote(
        body=words.get("body", ""),
        title=words.get("title") or None,
        model=words.get("model") or "free",
        stage=words.get("stage", ""),
        goal=words.get("goal") or None,
    )
    return desk.plc.notes.add(new, locked=draft.locked)


def _changed_note(desk: Desk, note_id: str, draft: Draft) -> Note:
    """Save a draft over the version of the note it was begun from. Raises StaleEdit when there is a newer one."""
    words = {name: draft.fields[name] for name in ("title", "body", "model", "stage") if draft.fields.get(name)}
    version = draft.fields.get("version", "")
    return desk.plc.notes.edit(note_id, expect=int(version) if version.isdecimal() else None, **words)


@drafts.command()
@PLACE
@pass_desk
def drop(desk: Desk, place: str) -> None:
    """Let a draft go."""
    found = _draft(desk, place, opened=False)
    desk.plc.drafts.drop(found.place)
    show_done(desk, "draft.dropped", {"place": found.place}, "The draft is gone.")


@bin_.command("list")
@pass_desk
def list_bin(desk: Desk) -> None:
    """List what is in your bin, the newest first."""
    show_all(desk, views.BINNED, desk.plc.bin.list(), "Your bin is empty.")


@bin_.command("restore")
@click.argument("thing_id", metavar="ID", shell_complete=completing.binned)
@pass_desk
def restore_binned(desk: Desk, thing_id: str) -> None:
    """Take a thing out of the bin; who may read it is as it was."""
    restored = desk.plc.bin.restore(thing_id)
    show_written(desk, views.RESTORED, restored, "It is back, and read by whoever read it before.")


@bin_.command()
@click.argument("thing_id", metavar="[ID]", required=False, shell_complete=completing.binned)
@click.option("--confirm", is_flag=True, help="Do not ask.")
@pass_desk
def empty(desk: Desk, thing_id: str | None, confirm: bool) -> None:
    """Delete for good what is in your bin, or one thing of it."""
    what = "It" if thing_id else "Everything in your bin"
    desk.me  # noqa: B018 - opens the file before asking
    certain(desk, confirm, f"{what} will be gone for good; this cannot be undone. {HELD}")
    gone = desk.plc.bin.empty(thing_id)
    show_done(desk, "bin.emptied", {"gone": gone}, f"{counted(gone, 'thing is', 'things are')} gone for good. {HELD}")
