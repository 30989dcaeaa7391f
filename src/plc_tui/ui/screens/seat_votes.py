"""What a seat is asked by its parts; and the votes and promises that are given from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import TextArea

from plc_tui.dates import read_date
from plc_tui.text import one_line_summary
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.screens.frame import EditorScreen
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words import seat as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_tui.domain.reviews import Work
    from plc_tui.domain.sessions.values import SessionStep
    from plc_tui.domain.sessions.views import Promise, SeatView
    from plc_tui.services import Plc


class SeatVotes(EditorScreen):
    """Dots, fingers, and what she says she will do; `SeatScreen` follows the session."""

    session_id: str
    area: TextArea
    at: str

    @property
    def seat(self) -> SeatView | None:
        """Her seat as it was seen last."""
        raise NotImplementedError

    @property
    def step(self) -> SessionStep | None:
        """The step she is at."""
        raise NotImplementedError

    @property
    def group_at(self) -> str:
        """The step the group is at."""
        raise NotImplementedError

    @property
    def work(self) -> Work | None:
        """What was brought into the session."""
        raise NotImplementedError

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What she said she will do, here and last time."""
        raise NotImplementedError

    @property
    def earlier(self) -> tuple[SessionStep, ...]:
        """Other steps in which words of hers are kept."""
        raise NotImplementedError

    def take_seat(self, seat: SeatView) -> None:
        """Show what came of an act."""
        raise NotImplementedError

    async def go_to(self, step_id: str) -> None:
        """Go to a step."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Put a text into the editor that she did not type just now."""
        raise NotImplementedError

    async def do(self, work: Callable[[Plc], SeatView], said: str | Content | None = None) -> None:
        """Do something from the seat, show what came of it, and say so."""
        self.take_seat(await self.ask(work))
        self.say(said)

    def promise_here(self) -> Promise | None:
        """The commitment of hers that the cursor is on."""
        key = self.query_one(Pieces).key
        return next((each for each in self.promises if each.id == key), None)

    async def is_sent(self, text: str) -> None:
        """Only what was typed since stays in the editor."""
        now = self.area.text
        rest = now[len(text) :].lstrip() if now.startswith(text) else now
        await self.keeper.drop(self.draft_place())
        self.put(rest)
        self.show_state("")
        self.keeper.watch(self.draft_place(), self.draft_fields, self._told, saved={"body": ""})
        self.keeper.touched(self.draft_place())

    # Votes

    async def action_vote(self) -> None:
        """Dots, or fingers."""
        from plc_tui.ui.dialogs.voting import Dots, Fist

        view, step = self.seat, self.step
        if view is None or step is None:
            return
        if step.fist:
            fingers = await self.push_wait(Fist(safe.words(one_line_summary(step.prompt, 200)), view.fingers))
            if fingers is not None:
                await self.do(lambda plc: plc.seat.fist(self.session_id, fingers, step.id), "Your fingers count.")
            return
        what = [(each.id, words.votable_words(each)) for each in view.votable]
        given = await self.push_wait(Dots(what, step.dots, dict(view.dots)))
        if given is not None:
            said = "Your dots count. You can move them until the votes are shown."
            await self.do(lambda plc: plc.seat.vote(self.session_id, given, step.id), said)

    # Commitments

    async def action_commit(self) -> None:
        """I will ... by ..."""
        await self.promise("")

    async def promise(self, text: str) -> None:
        """Ask what she will do and by when; `text` is what she wrote of it in the editor, and is then said."""
        fields = [
            Field("text", "I will ...", "try five seconds of silence in 7A", required=True, long=True, value=text),
            Field("by", "By when? It can stay empty.", "fri, +2w, 4 december"),
        ]
        today = self.now().date()

        async def commit(given: dict[str, str]) -> SeatView:
            by: date | None = read_date(given["by"], today) if given["by"] else None
            return await self.ask(lambda plc: plc.seat.commit(self.session_id, given["text"], by))

        place = f"session:{self.session_id}:promise"
        done = await fill_in(self, "What will you do?", fields, "Say it", place, commit, values={"text": text})
        if done is None:
            return
        if text:
            await self.is_sent(text)
        self.take_seat(done)
        self.say("Said. Tab, and then u, makes it a step on a goal of yours.")

    async def action_take_up(self) -> None:
        """A step on a goal; or say what has become of it."""
        from plc_tui.ui.screens.session_owed import OwedScreen

        promise = self.promise_here()
        if promise is not None:
            await self.push_wait(OwedScreen(promise.id))


def not_vote(view: SeatView, step: SessionStep | None) -> str | None:
    """Why no vote can be given now; None when one can."""
    if step is None or not step.votes:
        return "There is no vote in this step."
    if not step.voting:
        return "The votes of this round have been shown."
    return None if step.fist or view.votable else "There is nothing to vote about yet."
