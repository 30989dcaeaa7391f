"""Her locked notes on the screen: the passphrase, the recovery code, the first lock; and what is asked before each.

Each function asks over `screen` and waits for her; only inside an action or a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.errors import Invalid
from plc_tui.ui import safe
from plc_tui.ui.dialogs.answer import Answer
from plc_tui.ui.dialogs.recovery_code import RecoveryCode
from plc_tui.ui.dialogs.secret import FORGOT, Line, Secret
from plc_tui.ui.dialogs.statement import Statement
from plc_tui.ui.words import locking as words

if TYPE_CHECKING:
    from plc_tui.domain.notes import Note
    from plc_tui.services import Plc
    from plc_tui.services.locking import StaysPlain
    from plc_tui.ui.screens.talking import Talking

_TWICE = (Line("new", "Your new passphrase"), Line("again", "The same once more"))
_CHOOSE = "Four or five words that nobody would put together are good. At least ten letters; you will type it often."
_DONE = "done"
_Begin = Callable[..., str]
"""Given the services, the new passphrase and the lines asked before it."""


async def open_locked(screen: Talking) -> bool:
    """Open her locked notes, asking for the passphrase where they are shut; False when she went back."""
    if screen.plc_app.locks.open:
        return True
    about = Content("Your passphrase opens all your locked notes, for this sitting.")
    lines = (Line("passphrase", "Your passphrase"),)

    async def act(typed: Mapping[str, str]) -> str:
        await screen.ask(lambda plc: plc.locks.open(typed["passphrase"]))
        return _DONE

    title = Content("Open your locked notes")
    given = await screen.push_wait(Secret(title, about, lines, "Open", act, can_forget=True))
    if given == FORGOT:
        return await forgot(screen)
    if given is None:
        return False
    screen.plc_app.locks.opened()
    return True


async def has_passphrase(screen: Talking) -> bool:
    """Whether she has chosen a passphrase."""
    return (await screen.plc_app.locks.look()).passphrase


async def need_open(screen: Talking, stays: StaysPlain | None = None) -> bool:
    """Have her locked notes open, choosing the first passphrase where there is none; False when she went back.

    `stays` is what is so for the note that is about to be locked.
    """
    if await has_passphrase(screen):
        return await open_locked(screen)
    text = words.first_lock(stays)
    if not await screen.push_wait(Statement(Content(words.FIRST), text, "Choose a passphrase", "Not now")):
        return False
    code = await _new_passphrase(screen, "Choose your passphrase", lambda plc, new: plc.locks.begin(new))
    if code is None:
        return False
    await _give_code(screen, code)
    return True


async def _new_passphrase(screen: Talking, title: str, begin: _Begin, *first: Line) -> str | None:
    """Ask for a new passphrase twice, after other lines; give what `begin` gives."""

    async def act(typed: Mapping[str, str]) -> str:
        _check_same(typed)
        return await screen.ask(lambda plc: begin(plc, typed["new"], *(typed[line.name] for line in first)))

    return await screen.push_wait(Secret(Content(title), Content(_CHOOSE), (*first, *_TWICE), "Choose", act))


def _check_same(typed: Mapping[str, str]) -> None:
    if typed["new"].strip() != typed["again"].strip():
        raise Invalid("The two new ones are not the same. Please type them again; F4 shows them.")


async def _give_code(screen: Talking, code: str) -> None:
    screen.plc_app.locks.opened()
    if not await screen.push_wait(RecoveryCode(code)):
        screen.say(words.NO_CODE)


async def change(screen: Talking) -> None:
    """Another passphrase; the recovery code stays as it is."""

    def begin(plc: Plc, new: str, old: str) -> str:
        plc.locks.change(old, new)
        return _DONE

    old = Line("old", "Your passphrase until now")
    if await _new_passphrase(screen, "Change your passphrase", begin, old) is not None:
        screen.plc_app.locks.opened()
        screen.say("Your passphrase is changed. The recovery code on your paper stays as it is.")


async def new_code(screen: Talking) -> None:
    """Another recovery code, for whoever has lost the paper but not the passphrase."""
    about = Content("You will get another code for your paper. The one you had opens nothing any more.")
    codes: list[str] = []

    async def act(typed: Mapping[str, str]) -> str:
        codes.append(await screen.ask(lambda plc: plc.locks.new_code(typed["passphrase"])))
        return _DONE

    lines = (Line("passphrase", "Your passphrase"),)
    if await screen.push_wait(Secret(Content("A new recovery code"), about, lines, "Get it", act)) is not None:
        await _give_code(screen, codes[-1])


async def forgot(screen: Talking) -> bool:
    """A new passphrase with the recovery code, or giving up; True when her locked notes are open now."""
    about = Content(
        "With the recovery code on your paper you choose a new passphrase, and nothing is lost. Without it, what is "
        "locked can never be read again by anybody."
    )
    answers = {"code": "I have the code", "lost": "I have lost both", "back": "Back"}
    answer = await screen.push_wait(Answer(Content("You forgot your passphrase"), about, answers))
    if answer == "lost":
        await _give_up(screen)
    return answer == "code" and await _recover(screen)


async def _recover(screen: Talking) -> bool:
    def begin(plc: Plc, new: str, code: str) -> str:
        return plc.locks.recover(code, new)

    code = await _new_passphrase(screen, "Choose a new passphrase", begin, Line("code", "Your recovery code"))
    if code is None:
        return False
    await _give_code(screen, code)
    screen.say("Your new passphrase is chosen. The old code opens nothing any more; keep the new one.")
    return True


async def _give_up(screen: Talking) -> None:
    def count(plc: Plc) -> tuple[int, int, int]:
        in_bin = sum(binned.locked for binned in plc.bin.list())
        return plc.locks.state().count, in_bin, sum(draft.locked for draft in plc.drafts.list())

    text = words.give_up(*await screen.ask(count))
    if await screen.push_wait(Statement(Content("Give your locked notes up?"), text, "Delete them", "Keep them")):
        gone = await screen.ask(lambda plc: plc.locks.give_up())
        screen.wrote(words.gone(gone))
    else:
        screen.say("Your locked notes are kept, as they are.")


async def lock(screen: Talking, note_id: str) -> Note | None:
    """Lock a note of hers, having said what that changes; None when she would rather not."""
    stays = await screen.ask(lambda plc: plc.locks.stays_plain(note_id))
    known = await has_passphrase(screen)
    if not await need_open(screen, stays):
        return None
    about = words.of_this_note(stays)
    if known and about.plain and not await screen.confirm("Lock this note?", about, "Lock it"):
        return None
    note = await screen.ask(lambda plc: plc.locks.lock(note_id))
    screen.wrote(words.locked_now(stays))
    return note


async def plain_copy(screen: Talking, note_id: str) -> Note | None:
    """Make a plain copy of a locked note, which can be shared; None when she would rather not."""
    consequence = (
        "The copy has no lock: its words stand in the file in the open. It is yours alone until you share it. "
        "The locked note stays as it is."
    )
    if not await screen.confirm("What is locked is shared with nobody", consequence, "Make a plain copy"):
        return None
    if not await open_locked(screen):
        return None
    note = await screen.ask(lambda plc: plc.locks.copy(note_id))
    screen.wrote(safe.fill("“$title” is a plain copy now, yours alone until you share it.", title=note.title))
    return note
