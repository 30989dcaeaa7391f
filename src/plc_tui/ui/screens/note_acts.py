"""What can be done with a note of one's own, in the list as on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import Screen

from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.audience import choose_audience
from plc_tui.ui.screens.choosing import NO_GOAL, choose_own_goal
from plc_tui.ui.screens.frame import PlaceScreen
from plc_tui.ui.words.days import on
from plc_tui.ui.words.locked import SHUT, called

if TYPE_CHECKING:
    from plc_tui.domain.notes import Note

_OWN = {
    "edit": "Only $who can change it.",
    "share": "Only $who says who may read it.",
    "ask_review": "Only $who can ask for a review of it.",
    "read_as": "Only $who can look at it as others see it.",
    "versions": "Its earlier versions are for $who alone.",
    "tie_goal": "Only $who can tie it to a goal.",
    "tags": "Only $who can tag it.",
    "delete": "Only $who can delete it.",
    "lock": "Only $who can lock it.",
    "take_lock_off": "It is not yours, and not locked.",
    "plain_copy": "It is not yours, and not locked.",
}
_NEED_WORDS = ("share", "ask_review", "versions", "tie_goal", "tags", "take_lock_off", "plain_copy")
"""What cannot be done with a locked note while it is shut."""


@dataclass(frozen=True, slots=True)
class Thrown:
    """The note that was deleted last, and what it is called in a sentence."""

    id: str
    called: str


class NoteActs(PlaceScreen):
    """Acts on `note`, the one the screen is about just now."""

    thrown: Thrown | None = None

    @property
    def note(self) -> Note | None:
        """The note at hand; None when there is none."""
        raise NotImplementedError

    @property
    def me(self) -> str:
        """The id of the member at the keys; empty before the file is open."""
        plc = self.plc_app.plc
        return plc.actor.id if plc is not None else ""

    def reason_not(self, command_id: str) -> str | None:
        """Most of it is for the author alone, and all of it needs a note."""
        if command_id == "bring_back":
            return None if self.thrown else "You have not deleted a note just now. Deleted notes are in the menu."
        if command_id not in _OWN:
            return None
        if self.note is None:
            return "There is no note here."
        if self.note.author.id != self.me:
            return _OWN[command_id].replace("$who", self.note.author.name)
        return self._reason_not_with_lock(command_id, self.note)

    def _reason_not_with_lock(self, command_id: str, note: Note) -> str | None:
        """What a lock on the note, or none, keeps from being done."""
        if command_id in ("take_lock_off", "plain_copy") and not note.locked:
            return "It is not locked."
        if command_id == "lock" and note.locked:
            return "It is locked."
        if command_id == "read_as" and note.locked:
            return "It is locked: nobody else can read it."
        return SHUT if note.shut and command_id in _NEED_WORDS else None

    async def go_through(self, screen: Screen[Any]) -> None:
        """Open a screen over this one and, back again, say what it gave to say."""
        said = await self.push_wait(screen)
        if isinstance(said, Content):
            self.say(said)

    @property
    def _own(self) -> Note:
        """The note at hand, which `reason_not` has found to be hers."""
        if self.note is None:
            raise RuntimeError("no note at hand")
        return self.note

    async def action_share(self) -> None:
        """The ladder; a locked note stays locked, and a plain copy of it can be shared."""
        note = self._own
        shared = await self._plain_one(note)
        if shared is not None:
            await choose_audience(self, shared.id)

    async def _plain_one(self, note: Note) -> Note | None:
        """The note itself, or of a locked one a plain copy; None when she would rather not."""
        if not note.locked:
            return note
        from plc_tui.ui import unlocking

        return await unlocking.plain_copy(self, note.id)

    async def action_lock(self) -> None:
        """Seal it with her passphrase."""
        from plc_tui.ui import unlocking

        await unlocking.lock(self, self._own.id)

    async def action_take_lock_off(self) -> None:
        """An ordinary note again, still hers alone."""
        note = self._own
        consequence = "Its words stand in the file in the open again, and Find finds them. Only you can read it."
        if await self.confirm("Take the lock off?", consequence, "Take it off"):
            await self.ask(lambda plc: plc.locks.take_off(note.id))
            self.wrote("The lock is off. Only you can read it until you share it.")

    async def action_plain_copy(self) -> None:
        """A copy that can be shared."""
        from plc_tui.ui import unlocking

        await unlocking.plain_copy(self, self._own.id)

    async def action_tie_goal(self) -> None:
        """Tie it to a goal of hers, or to none."""
        note = self._own
        chosen = await choose_own_goal(self, note.goal)
        if chosen is None:
            return
        goal = None if chosen == NO_GOAL else chosen
        await self.ask(lambda plc: plc.notes.link(note.id, goal))
        words = "$note stands for itself now." if goal is None else "$note is tied to your goal now."
        self.wrote(safe.fill(words, note=called(note)))

    async def action_tags(self) -> None:
        """The tags that are not in the text itself."""
        note = self._own
        field = Field("tags", "Tags, with spaces between", "wait-time 8b", " ".join(note.tags))
        given = await self.ask_words("Words to find it by", [field], "Tag it")
        if given is None:
            return
        wanted = tuple(word for word in re.split(r"[\s,]+", given["tags"]) if word.strip("#"))
        saved = await self.ask(lambda plc: plc.notes.edit(note.id, tags=wanted))
        words = " ".join(f"#{tag}" for tag in saved.tags)
        self.wrote(safe.fill("Its tags are $words.", words=words) if words else "It has no tags now.")

    async def action_delete(self) -> None:
        """Into the bin, with a way back."""
        note = self._own
        binned = await self.ask(lambda plc: plc.bin.put(note.id))
        self.thrown = Thrown(note.id, called(note))
        day = on(binned.gone, self.plc_app.now())
        words = "$note is in the bin until $day. [bold $accent]u[/] brings it back."
        self.wrote(safe.fill(words, note=called(note), day=day))

    async def action_bring_back(self) -> None:
        """Out of the bin again; who may read it is as it was."""
        if self.thrown is not None:
            thrown, self.thrown = self.thrown, None
            await self.ask(lambda plc: plc.bin.restore(thrown.id))
            self.wrote(safe.fill("$note is back, and who may read it is as it was.", note=thrown.called))
