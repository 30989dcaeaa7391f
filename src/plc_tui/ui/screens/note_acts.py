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
}


@dataclass(frozen=True, slots=True)
class Thrown:
    """The note that was deleted last."""

    id: str
    title: str


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
        return None

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
        """The ladder."""
        await choose_audience(self, self._own.id)

    async def action_tie_goal(self) -> None:
        """Tie it to a goal of hers, or to none."""
        note = self._own
        chosen = await choose_own_goal(self, note.goal)
        if chosen is None:
            return
        goal = None if chosen == NO_GOAL else chosen
        await self.ask(lambda plc: plc.notes.link(note.id, goal))
        words = "“$title” stands for itself now." if goal is None else "“$title” is tied to your goal now."
        self.wrote(safe.fill(words, title=note.title))

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
        self.thrown = Thrown(note.id, note.title)
        day = on(binned.gone, self.plc_app.now())
        words = "“$title” is in the bin until $day. [bold $accent]u[/] brings it back."
        self.wrote(safe.fill(words, title=note.title, day=day))

    async def action_bring_back(self) -> None:
        """Out of the bin again; who may read it is as it was."""
        if self.thrown is not None:
            thrown, self.thrown = self.thrown, None
            await self.ask(lambda plc: plc.bin.restore(thrown.id))
            self.wrote(safe.fill("“$title” is back, and who may read it is as it was.", title=thrown.title))
