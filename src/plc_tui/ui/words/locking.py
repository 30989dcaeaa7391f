"""What is said about locking: before the first lock, before each, and before locked notes are given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.words.locked import how_many

if TYPE_CHECKING:
    from plc_tui.services.locking import StaysPlain

FIRST = "Before you lock your first note"
_MEANS: tuple[tuple[str, str], ...] = (
    (
        "What it does",
        "A locked note is sealed with a passphrase of yours before it reaches the file: title, words, tags and goal. "
        "Nobody else can read it, not whoever keeps this community, not whoever runs the computer. "
        "After 15 quiet minutes your locked notes shut by themselves.",
    ),
    (
        "If you lose the passphrase and the recovery code",
        "Then the words are lost for ever. Nobody can bring them back: not the keeper, not root, not we who made plc.",
    ),
    (
        "What still shows",
        "That a locked note is there, when it was written and changed, and roughly how long it is. "
        "While your notes are open, root could watch the running program.",
    ),
    (
        "What stays as it was",
        "Backups made before still hold the plain text; so do copies that reviewers were given, "
        "and what colleagues wrote to you stays readable.",
    ),
)


def first_lock(stays: StaysPlain | None) -> Content:
    """Everything to know before a passphrase is chosen; with what is so for the note at hand."""
    parts = [_part(title, Content(words)) for title, words in _MEANS]
    if stays is not None and (here := of_this_note(stays)).plain:
        parts.append(_part("This note", here))
    return Content("\n").join(parts)


def _part(title: str, words: Content) -> Content:
    return Content.assemble((title, "bold $warm"), "\n", words)


def of_this_note(stays: StaysPlain) -> Content:
    """Say who loses sight of a note that is being locked, and what of it stays readable; empty when nothing does."""
    kept = []
    if stays.copies:
        kept.append(counted(stays.copies, "copy given for a review", "copies given for reviews"))
    if stays.responses:
        kept.append(counted(stays.responses, "response", "responses"))
    parts = []
    if stays.readers:
        parts.append(safe.fill("Who can read it now: $who. From then on only you.", who=stays.readers))
    if kept:
        left = " and ".join(kept)
        parts.append(Content(f"{left[:1].upper()}{left[1:]} will not be locked with it."))
    return Content(" ").join(parts)


def locked_now(stays: StaysPlain) -> str:
    """What is said once a note is locked."""
    also = " What reviewers and colleagues have of it stays as it is." if stays.copies or stays.responses else ""
    return f"Locked. Only you can read it, with your passphrase.{also}"


def give_up(notes: int, in_bin: int, drafts: int) -> Content:
    """What goes when she gives her locked notes up."""
    gone = how_many(notes, drafts) + (f", and {in_bin} more in the bin," if in_bin else "")
    return Content(
        f"{gone} will be deleted for good, since nothing can open them any more. This cannot be undone: nobody can "
        "bring them back. If the recovery code may still turn up, keep them and go on looking. Afterwards you can "
        "choose a new passphrase for new notes."
    )


def gone(notes: int) -> str:
    """What is said once they are gone."""
    return f"{counted(notes, 'locked note is', 'locked notes are')} gone for good. The next lock begins anew."


QUIET = "Your locked notes shut themselves after 15 quiet minutes. What you wrote is kept, locked."
BY_HAND = "Your locked notes are shut. What you wrote is kept, locked."
ELSEWHERE = "Your locked notes are shut: your passphrase was changed or given up in another window."
NOT_KEPT = "Your locked notes stay open for now: what you wrote could not be kept yet. plc keeps trying."
OPENED = "Your locked notes are open. Ctrl+G shuts them; so do 15 quiet minutes."
NO_CODE = "You went on without the code: only your passphrase opens your locked notes now."


def reasons(*, passphrase: bool, opened: bool) -> dict[str, str]:
    """Why the commands about all locked notes cannot be done now."""
    none = "You have no locked notes yet. You choose a passphrase when you lock the first."
    if not passphrase:
        return dict.fromkeys(("open_locked", "shut_locked", "change_passphrase", "new_code", "forgot_passphrase"), none)
    return {"open_locked": "They are open."} if opened else {"shut_locked": "They are shut."}
