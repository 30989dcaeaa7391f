"""What the console does with the steps of a session and their time."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.presets import PRESETS
from plc_tui.domain.sessions.running import LEAST, MOST
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import ConsoleView
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.live import LiveConsole
from plc_tui.ui.screens.seat_acts import open_summary
from plc_tui.ui.words import console as words
from plc_tui.ui.words.live import round_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_tui.services import Plc

MINUTE = 60
JUST = 2.0
"""Seconds in which two who mean the same step may both press the key for it."""
_NEED_STEP = ("pause", "longer", "shorter", "back_step")


class ConsoleSteps(LiveConsole):
    """Next, back, jump, skip, repeat, insert, reorder; pause and minutes; the end."""

    def not_steps(self, command_id: str) -> str | None:
        """Why a command about steps cannot be done now."""
        view, step = self.view, self.current
        if view is None:
            return None
        if command_id in _NEED_STEP and step is None:
            begun = any(each.state == "done" for each in view.room.steps)
            return None if command_id == "back_step" and begun else "No step is running."
        if command_id == "next" and step is None and words.following(view.room) is None:
            return "That was the last step. x ends the session."
        return None

    # Going on

    async def action_next(self) -> None:
        """One step on; when somebody else has just gone on, that was the step."""
        seen, now = self.expect, self.current
        if now is not None and time.monotonic() - self.moved_by_others < JUST:
            self.moved_by_others = -math.inf
            self.say(safe.fill("Somebody has just gone on to $title. n again goes on from there.", title=now.title))
            return
        view = await self.act(lambda plc: plc.console.forward(self.session_id, seen))
        self._say_where(view)

    async def action_back_step(self) -> None:
        """To the step before."""
        seen = self.expect
        self._say_where(await self.act(lambda plc: plc.console.back(self.session_id, seen)))

    def _say_where(self, view: ConsoleView) -> None:
        now = view.room.current
        if now is None:
            self.say("That was the last step. x ends the session when everything is said.")
        else:
            self.say(safe.fill("Now: $title", title=f"{now.title}{round_words(now)}"))
            self.lists_go_to(now.id)

    def lists_go_to(self, step_id: str) -> None:
        """The agenda's cursor follows."""
        from plc_tui.ui.widgets.paged_list import PagedList

        self.query_one("#agenda", PagedList).go_to(step_id)

    # Time

    async def action_pause(self) -> None:
        """Time stands still, or goes on."""
        view = await self.act(lambda plc: plc.console.pause(self.session_id))
        stands = view.room.current is not None and view.room.current.since is None
        self.say("Time stands still. p lets it go on." if stands else "Time goes on.")

    async def action_longer(self) -> None:
        """One minute more."""
        await self._longer(MINUTE, "One minute more.")

    async def action_shorter(self) -> None:
        """One minute less."""
        await self._longer(-MINUTE, "One minute less.")

    async def _longer(self, seconds: int, said: str) -> None:
        await self.act(lambda plc: plc.console.longer(self.session_id, seconds))
        self.say(said)

    # One step of the agenda

    async def with_step(self, step_id: str) -> None:
        """What can be done with a step."""
        step = next((each for each in self.view.room.steps if each.id == step_id), None) if self.view else None
        if step is None:
            return
        options = [Option(name, Content(title), Content(about)) for name, title, about in _acts(step)]
        chosen = await self.choose(safe.fill("$title", title=step.title), options)
        if chosen:
            await self._do_with_step(chosen[0], step)

    async def _do_with_step(self, what: str, step: SessionStep) -> None:
        seen, session = self.expect, self.session_id
        acts: dict[str, Callable[[Plc], ConsoleView]] = {
            "go": lambda plc: plc.console.go_to(session, step.id, seen),
            "skip": lambda plc: plc.console.skip(session, step.id),
            "repeat": lambda plc: plc.console.repeat(session, step.id),
            "up": lambda plc: plc.console.move(session, step.id, -1),
            "down": lambda plc: plc.console.move(session, step.id, 1),
            "reveal": lambda plc: plc.console.reveal(session, step.id),
        }
        if what == "insert":
            await self._insert(step.id)
            return
        view = await self.act(acts[what])
        if what in ("go",):
            self._say_where(view)
        else:
            self.say(safe.fill(_SAID[what], title=step.title))

    async def action_insert(self) -> None:
        """After the present step."""
        await self._insert("")

    async def _insert(self, after: str) -> None:
        options = [Option(name, Content(step.title), Content(step.prompt)) for name, step in PRESETS.items()]
        chosen = await self.choose("What do you want to put in?", options)
        if not chosen:
            return
        preset = PRESETS[chosen[0]]
        fields = [
            Field("title", "Title", value=preset.title, required=True),
            Field("prompt", "What is asked", value=preset.prompt, long=True),
            Field("minutes", "Minutes", value=str(preset.seconds // MINUTE), required=True, number=True),
        ]
        given = await self.ask_words("A step", fields, "Put it in")
        if given is None:
            return
        step = replace(preset, title=given["title"], prompt=given["prompt"], seconds=seconds_of(given["minutes"]))
        await self.act(lambda plc: plc.console.insert(self.session_id, step, after))
        self.say(safe.fill("It is in the agenda: $title", title=step.title))

    # The end

    async def action_close(self) -> None:
        """End it, and look at what remains."""
        waiting = self.view.waiting if self.view else 0
        about = "Everyone sees that it is over. Then you look at the summary before anybody else gets it."
        if waiting:
            about += f" What was written and not revealed ({waiting}) stays with those who wrote it."
        if not await self.confirm("End this session?", about, "End it"):
            return
        await self.ask(lambda plc: plc.sessions.close(self.session_id))
        self.plc_app.tell_change()
        await self.look_now()
        await open_summary(self, self.session_id)


def seconds_of(minutes: str) -> int:
    """Read minutes such as `4` or `2.5`. Raises Invalid."""
    try:
        seconds = round(float(minutes.replace(",", ".")) * MINUTE)
    except (ValueError, OverflowError):
        raise Invalid("Write the minutes as a number, such as 4 or 2.5.") from None
    if not LEAST <= seconds <= MOST:
        raise Invalid("A step takes between half a minute and twelve hours.")
    return seconds


def _acts(step: SessionStep) -> list[tuple[str, str, str]]:
    ahead = step.state in ("ahead", "skipped")
    acts: list[tuple[str, str, str]] = []
    if step.state != "now":
        acts.append(("go", "Go there now", "Everyone who is not writing goes along."))
    if step.hidden and not step.revealed and not ahead:
        acts.append(("reveal", "Reveal what was written in it", "Everyone sees it, as the step said before."))
    if step.state != "done":
        title = "Take it up again" if step.state == "skipped" else "Leave it out"
        acts.append(("skip", title, "It stays in the agenda, and can be taken up again."))
    acts.append(("repeat", "Do it once more", "A copy of it follows the present step."))
    if ahead:
        acts += [("up", "Earlier", "One place up."), ("down", "Later", "One place down.")]
    return [*acts, ("insert", "Put a step in after it", "Talk, quiet writing, a round, a vote, a break.")]


_SAID = {
    "skip": "The agenda is changed: $title",
    "repeat": "It comes once more: $title",
    "up": "It comes earlier: $title",
    "down": "It comes later: $title",
    "reveal": "Everyone sees what was written in $title.",
}
