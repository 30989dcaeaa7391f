"""Setting a goal through a few questions, and wording it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.goals import Goal, NewGoal, Wording, must_differ
from plc_tui.ui import commands, safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.answering import AnsweringScreen
from plc_tui.ui.screens.frame import Help, style
from plc_tui.ui.screens.goal_acts import choose_steering
from plc_tui.ui.widgets.audience_line import ONLY_YOU, AudienceLine
from plc_tui.ui.widgets.question import Asked
from plc_tui.ui.words.goal_form import PLAIN, SELF_DIRECTED, form, from_wording, to_wording

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.seeds import GoalFrame
    from plc_tui.services import Plc


class GoalEditor(AnsweringScreen):
    """A new goal, or one of hers in new words (with the reason)."""

    NAME = "goal-editor"
    PLACE = "goals"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("answering")
    SETTINGS = frozenset({"frame"})
    ABOUT = Help(
        "A goal begins with a question of your own. The other questions help you see why it matters, how you will "
        "notice that something changes, and what is first. Leave empty what you do not know yet. F4 gives other ways "
        "to ask; what you have written stays.",
        '"How can I get the quiet half of 7A to say what they think?" Why: I was a quiet pupil. I will notice when '
        "someone I have not called on says something I had not thought of. First: count to five after every question.",
    )

    def __init__(self, goal_id: str | None = None) -> None:
        super().__init__()
        self._goal_id = goal_id
        self._goal: Goal | None = None
        self._frames: dict[str, GoalFrame] = {}

    def draft_place(self) -> str:
        """`goal:new`, or `goal:` and the goal's id."""
        return f"goal:{self._goal_id or 'new'}"

    async def prepare(self) -> Draft | None:
        """Read the frames, the goal being worded anew, and the draft."""
        frames, self._goal, readers, draft = await self.ask(lambda plc: _load(plc, self._goal_id, self.draft_place()))
        self._frames = {frame.id: frame for frame in frames}
        self.texts.update(self.unwritten())
        self.query_one(AudienceLine).show(readers)
        return draft

    @property
    def frame(self) -> GoalFrame:
        """The frame that asks now; the plain one when a community took its own away."""
        return self._frames.get(self.texts.get("frame", "")) or self._frames[PLAIN]

    def unwritten(self) -> Mapping[str, str]:
        """A new goal is in her usual frame and self-directed; one worded anew begins as it is."""
        if self._goal is None:
            return {"frame": self.plc_app.settings.default_goal_frame, "steers": SELF_DIRECTED}
        given = {"frame": self._goal.frame, **from_wording(self._goal.wording)}
        return {name: text for name, text in given.items() if text}

    def questions(self) -> Sequence[Asked]:
        """Those of the frame, then who steers and for how long; when it is worded anew, why."""
        frame, goal = self.frame, self._goal
        what = "A new goal" if goal is None else "Your goal, in new words"
        purpose = "" if frame.id == PLAIN else f": {frame.purpose}"
        about = safe.fill("[b]$what[/b]  [$soft]$frame$purpose[/]", what=what, frame=frame.title, purpose=purpose)
        self.query_one("#about", Static).update(about)
        return form(frame, self._frames.values(), self.answers(), anew=goal is not None)

    def reason_not(self, command_id: str) -> str | None:
        """The frame of a goal stays what it was set in."""
        if command_id == "frame" and self._goal_id is not None:
            return "This goal keeps the questions it was set with."
        return super().reason_not(command_id)

    def begin_at(self) -> str | None:
        """Worded anew, it is the question that changes; the reason comes last."""
        return "question" if self._goal is not None else super().begin_at()

    async def action_frame(self) -> None:
        """Ask in another way; what is written stays."""
        options = [
            Option(frame.id, safe.line(frame.title), safe.line(f"{frame.purpose} {frame.credit}."))
            for frame in self._frames.values()
        ]
        chosen = await self.choose("Which questions would you like?", options, chosen=(self.frame.id,))
        if chosen and chosen[0] != self.frame.id:
            self.texts.update(self.written())
            self.texts["frame"] = chosen[0]
            await self.ask_questions(self.questions())
            self.plc_app.keeper.touched(self.draft_place())
            self.say("Other questions; what you wrote is still here.")

    async def action_steers(self) -> None:
        """Choose the words for who steers."""
        chosen = await choose_steering(self, self.answers().get("steers", SELF_DIRECTED))
        if chosen:
            self.write("steers", chosen)
            self.plc_app.keeper.touched(self.draft_place())

    async def action_save(self) -> None:
        """Set the goal, or word it anew. Raises Invalid where a goal would be worded as it is, before it asks why."""
        written, answers = self.draft_fields(), self.answers()
        wording = to_wording(answers, self.frame)
        if self._goal is not None:
            must_differ(self._goal.wording, wording)
        missing = next((name for name in ("question", "because") if self._needs(name) and name not in answers), None)
        if missing is not None:
            self.focus_answer(missing)
            why = "Say in a few words what changed." if missing == "because" else "A goal needs its question."
            self.say(f"{why} Everything else may wait.")
            return
        await self.done(await self._save(wording, answers), written)

    def _needs(self, name: str) -> bool:
        return name == "question" or self._goal_id is not None

    async def _save(self, wording: Wording, answers: Mapping[str, str]) -> Content:
        goal_id = self._goal_id
        if goal_id is None:
            new = NewGoal(wording, self.frame.id, answers.get("first_step", ""))
            await self.ask(lambda plc: plc.goals.add(new))
            return safe.fill("“$question” is set. Only you can read it.", question=wording.question)
        await self.ask(lambda plc: plc.goals.reword(goal_id, wording, answers["because"]))
        return Content("Your goal has new words; its story keeps the earlier ones.")


def _load(plc: Plc, goal_id: str | None, place: str) -> tuple[tuple[GoalFrame, ...], Goal | None, str, Draft | None]:
    from plc_tui import seeds

    goal = plc.goals.show(goal_id) if goal_id else None
    readers = plc.audience.words(goal.id) if goal else ONLY_YOU
    return seeds.goal_frames(), goal, readers, plc.drafts.find(place)
