"""One goal: its question, its steps and check-ins, what belongs to it, and how it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from plc_tui.domain.errors import NotFound, NotPermitted
from plc_tui.ui import commands, doors, safe
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens import goal_acts, goal_rules
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.audience_line import AudienceLine
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Piece, Pieces
from plc_tui.ui.words import days
from plc_tui.ui.words import goals as words

if TYPE_CHECKING:
    from plc_tui.domain.finding import Binned
    from plc_tui.domain.notes import ResponseKind
    from plc_tui.ui.commands import Command


class GoalScreen(SubScreen):
    """A goal of her own or one shared with her."""

    NAME = "goal"
    PLACE = "goals"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("goal")
    ABOUT = Help(
        "A goal is a question you live with for a while. Its steps are small things to do, its check-ins say what you "
        "tried and noticed. When the question changes, word it anew: this page keeps the earlier words and why you "
        "changed them. It may rest, be met or be let go at any time; nothing here is counted.",
        'Maya put the cursor on "try 5 s of silence in 7A" and pressed Space: the step is done. Then i: she tried it, '
        "noticed that Yusuf spoke, and is careful but hopeful. Two lines were enough.",
    )

    def __init__(self, goal_id: str, *, begin: str = "") -> None:
        """Open a goal; `begin` is a command to do as soon as it is there, for a draft that waits in it."""
        super().__init__()
        self._begin = begin
        self._goal_id = goal_id
        self._view: words.GoalView | None = None
        self._binned: Binned | None = None
        self._drawn_wide: bool | None = None

    def compose_place(self) -> ComposeResult:
        """Who can read it, the goal, and on a wide terminal its story beside it."""
        yield AudienceLine(id="readers")
        with Container(classes="beside"):
            yield Pieces(id="goal")
            yield Pieces(id="story", classes="reading")

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self.query_one("#goal").focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """Fetch it again; the cursor stays where it is."""
        self.in_background(self._fetch(), "load")

    async def _fetch(self) -> None:
        try:
            view = await self.ask(lambda plc: goal_rules.load(plc, self._goal_id))
        except NotFound as gone:
            self._show_gone(safe.words(str(gone)))
            return
        except NotPermitted as left:  # she was removed meanwhile: nothing here is hers to bring back
            self._binned = None
            self._show_gone(safe.words(str(left)))
            return
        if self.is_attached:
            self._show(view)

    def shut_words(self) -> None:
        """The locked notes on it leave the page at once, whatever the file is doing."""
        if self._view is not None:
            self._view = replace(self._view, notes=[note for note in self._view.notes if not note.locked])
            self._draw()
        super().shut_words()

    def _show_gone(self, why: Content) -> None:
        """It is in the bin, no longer shared with her, or she has left: its words leave the screen."""
        self._view = None
        if self._binned is not None:
            day = days.on(self._binned.gone, self.plc_app.now())
            why = safe.fill("“$title” is in the bin until $day.", title=self._binned.title, day=day)
            why = Content.assemble(why, "\n\n", ("u", "bold $accent"), "  brings it back.")
        self.query_one("#goal", Pieces).show([Piece(why)])
        self.query_one("#story", Pieces).show([])
        self.query_one(AudienceLine).display = False

    def _show(self, view: words.GoalView) -> None:
        self._view = view
        self.query_one(AudienceLine).display = True
        self.query_one(AudienceLine).show(view.readers)
        self.query_one(Keyline).commands = self.shown_commands()
        first = self._drawn_wide is None
        self._draw()
        if first:
            self._begin_at_next_step(view)
            if self._begin:
                self.carry_out(self._begin)

    def _begin_at_next_step(self, view: words.GoalView) -> None:
        step = next((step for step in view.goal.steps if step.done is None), None)
        if step is not None:
            self.query_one("#goal", Pieces).go_to(f"step/{step.id}", reveal=False)

    def shown_commands(self) -> tuple[Command, ...]:
        """Only what can be done with a goal of hers, or with a colleague's."""
        mine = self._view is None or self._view.mine
        without = goal_rules.OTHERS if mine else goal_rules.MINE
        return tuple(command for command in super().shown_commands() if command.id not in without)

    def on_resize(self) -> None:
        """On a wide terminal the story stands beside the goal, else below it."""
        self.call_after_refresh(self._redraw_if_wider)

    def _redraw_if_wider(self) -> None:
        if self._view is not None and self._drawn_wide != self.has_class("-wide"):
            self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        wide = self._drawn_wide = self.has_class("-wide")
        now, marks, clock = self.plc_app.now(), marks_of(self), self.plc_app.settings.clock
        check_ins = words.check_in_pieces(view, now, marks)
        biography = words.biography_pieces(view, now, marks)
        goal = [*words.wording_pieces(view, now, marks), *words.step_pieces(view, now, marks)]
        around = [*words.note_pieces(view, now), *words.response_pieces(view, now, clock, marks)]
        self.query_one("#goal", Pieces).show([*goal, *around] if wide else [*goal, *check_ins, *around, *biography])
        self.query_one("#story", Pieces).show([*check_ins, *biography] if wide else [])

    @property
    def view(self) -> words.GoalView:
        """What is shown. Raises NotFound while it is still being fetched."""
        if self._view is None:
            raise NotFound("It is still being opened. Try again in a moment.")
        return self._view

    @property
    def under_cursor(self) -> tuple[str, str]:
        """The kind and id of the thing the cursor is on, empty when there is none."""
        kind, _, name = (self.query_one("#goal", Pieces).key or "").partition("/")
        return kind, name

    # Commands

    def reason_not(self, command_id: str) -> str | None:
        """Her own goal is hers to change, a colleague's hers to respond to."""
        return goal_rules.reason_not(command_id, self._view, self._binned, self.under_cursor[0])

    async def action_open(self) -> None:
        """Mark a step done, open a note or a request, answer a response."""
        kind, name = self.under_cursor
        if kind == "step":
            await self.action_step_done()
        elif kind == "response":
            await self._respond(name, "answer")
        else:
            self._back_with(await doors.open_thing(self, name))

    @on(Pieces.Opened)
    def _clicked(self) -> None:
        self.carry_out("open")

    async def action_step_done(self) -> None:
        """Mark the step done, or not done after all."""
        _, name = self.under_cursor
        step = next(step for step in self.view.goal.steps if step.id == name)
        await self.ask(lambda plc: plc.goals.step_done(name, step.done is None))
        said = "“$step” is done." if step.done is None else "“$step” is open again."
        self.wrote(safe.fill(said, step=step.text))

    async def action_add_step(self) -> None:
        """One more step."""
        await goal_acts.add_step(self, self._goal_id)

    async def action_check_in(self) -> None:
        """What she tried and noticed."""
        from plc_tui.ui.screens.check_in import CheckInScreen

        self._back_with(await self.push_wait(CheckInScreen(self._goal_id)))

    async def action_reword(self) -> None:
        """Word it anew, with the reason."""
        from plc_tui.ui.screens.goal_editor import GoalEditor

        self._back_with(await self.push_wait(GoalEditor(self._goal_id)))

    async def action_steers(self) -> None:
        """Say who steers it now."""
        await goal_acts.change_steering(self, self.view.goal)

    async def action_rest(self) -> None:
        """Let it rest."""
        await goal_acts.turn(self, self.view.goal, "resting")

    async def action_meet(self) -> None:
        """End it as met."""
        await goal_acts.turn(self, self.view.goal, "met")

    async def action_let_go(self) -> None:
        """Let it go."""
        await goal_acts.turn(self, self.view.goal, "let go")

    async def action_reopen(self) -> None:
        """Open it again."""
        await goal_acts.turn(self, self.view.goal, "reopened")

    async def action_share(self) -> None:
        """Change who can read it."""
        from plc_tui.ui.dialogs.audience import choose_audience

        await choose_audience(self, self._goal_id)

    @on(AudienceLine.Chosen)
    def _audience_clicked(self) -> None:
        self.carry_out("share")

    async def action_its_journal(self) -> None:
        """Who could read it, and since when."""
        from plc_tui.ui.screens.journal import JournalScreen

        await self.push_wait(JournalScreen(self._goal_id, self.view.goal.wording.question))

    async def action_new_note(self) -> None:
        """Write a note on this goal."""
        self._back_with(await doors.write_note(self, self._goal_id))

    async def action_ask_review(self) -> None:
        """Ask colleagues for their eye on it."""
        from plc_tui.ui.screens.ask_review import AskReviewScreen

        self._back_with(await self.push_wait(AskReviewScreen(self._goal_id)))

    async def action_encourage(self) -> None:
        """Say what is worth keeping."""
        await self._respond(self._goal_id, "encourage")

    async def action_wonder(self) -> None:
        """Ask an open question."""
        await self._respond(self._goal_id, "wonder")

    async def action_connect(self) -> None:
        """Say me too, or who knows."""
        await self._respond(self._goal_id, "connect")

    async def _respond(self, thing_id: str, kind: ResponseKind) -> None:
        from plc_tui.ui.dialogs.respond import respond

        await respond(self, thing_id, kind)

    async def action_delete(self) -> None:
        """Into the bin; from here it can be brought back."""
        self._binned = await self.ask(lambda plc: plc.bin.put(self._goal_id))
        self.plc_app.tell_change()

    async def action_bring_back(self) -> None:
        """Out of the bin; who can read it is as it was."""
        await self.ask(lambda plc: plc.bin.restore(self._goal_id))
        self._binned = None
        self.wrote("It is back, and who can read it is as it was.")

    def _back_with(self, said: object) -> None:
        self.refresh_place()
        if isinstance(said, Content):
            self.say(said)
