"""A check-in on a goal: under a minute, in her own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands, safe
from plc_tui.ui.screens.answering import AnsweringScreen
from plc_tui.ui.screens.frame import Help, style
from plc_tui.ui.widgets.audience_line import AudienceLine
from plc_tui.ui.widgets.question import Asked

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.domain.goals import Goal
    from plc_tui.services import Plc

QUESTIONS = (
    Asked(
        "tried",
        "What I tried",
        "One thing is enough.",
        "Five seconds of silence after each question in 7A, all of Tuesday.",
    ),
    Asked(
        "noticed",
        "What I noticed",
        "In them, or in yourself.",
        "Second four is the worst. In second five Yusuf began to speak.",
    ),
    Asked(
        "confidence",
        "How confident I am",
        "In a word or two of your own.",
        "careful, growing, sure, back where I began",
        short=True,
    ),
)


class CheckInScreen(AnsweringScreen):
    """Three short questions about one goal."""

    NAME = "check-in"
    PLACE = "goals"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("answering")
    ABOUT = Help(
        "A check-in takes a minute: what you tried, what you noticed, and how confident you are, in words. Answer "
        "what you can; one line is a check-in. Whoever can read the goal can read its check-ins.",
        'Tried: "A week of \'Say more about that\' in 8D." Noticed: "They thought every question meant a mistake." '
        "Confident: growing.",
    )

    def __init__(self, goal_id: str) -> None:
        super().__init__()
        self._goal_id = goal_id

    def draft_place(self) -> str:
        """`check-in:` and the goal's id."""
        return f"check-in:{self._goal_id}"

    async def prepare(self) -> Draft | None:
        """Fetch the goal and the draft."""
        goal, readers, draft = await self.ask(lambda plc: _load(plc, self._goal_id, self.draft_place()))
        step = (
            safe.fill("\n[$soft]Your next step was:[/] $step", step=goal.next_step) if goal.next_step else Content("")
        )
        self.query_one("#about", Static).update(Content.assemble(safe.words(goal.wording.question, "bold"), step))
        self.query_one(AudienceLine).show(readers)
        return draft

    def questions(self) -> Sequence[Asked]:
        """Always the same three."""
        return QUESTIONS

    async def action_save(self) -> None:
        """Keep the check-in on the goal."""
        written, answers = self.draft_fields(), self.answers()
        if not (answers.get("tried") or answers.get("noticed")):
            self.focus_answer("tried")
            self.say("Write what you tried, or what you noticed: a few words are enough.")
            return
        confidence = " ".join(answers.get("confidence", "").split())
        tried, noticed = answers.get("tried", ""), answers.get("noticed", "")
        await self.ask(lambda plc: plc.goals.check_in(self._goal_id, tried, noticed, confidence))
        await self.done(Content("Your check-in is on the goal."), written)


def _load(plc: Plc, goal_id: str, place: str) -> tuple[Goal, str, Draft | None]:
    goal = plc.goals.show(goal_id)
    return goal, plc.audience.words(goal.id), plc.drafts.find(place)
