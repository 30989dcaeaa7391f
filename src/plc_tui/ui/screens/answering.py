"""A form of questions answered in one's own words; its draft is kept at a place and offered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui.screens.frame import EditorScreen
from plc_tui.ui.widgets.audience_line import AudienceLine
from plc_tui.ui.widgets.question import Answer, Asked, Question

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft


KEPT = Content("What you wrote is kept as a draft; Home shows it.")
"""What is said where she comes back to with words that are not saved yet."""


class AnsweringScreen(EditorScreen):
    """Who can read it, what it is, and the questions. Gives what is to be said when she comes back."""

    # Before the field's own keys: what is typed in one burst after Tab belongs into the next answer already.
    BINDINGS = [
        Binding("tab", "next_answer(1)", show=False, priority=True),
        Binding("shift+tab", "next_answer(-1)", show=False, priority=True),
        Binding("enter", "leave_short_answer", show=False, priority=True),
    ]
    SETTINGS: ClassVar[frozenset[str]] = frozenset()
    """Names in `texts` that are choices, not words: alone they are not worth a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        """Every answer by name, also of questions that are not shown now."""
        self._answers: dict[str, Answer] = {}
        self._ready = False

    def compose_place(self) -> ComposeResult:
        """The frame of the form; its questions come once they are known."""
        yield AudienceLine(id="readers")
        yield Static(id="about")
        yield VerticalScroll(id="form", can_focus=False)

    def on_mount(self) -> None:
        """Fetch what is needed, then show the questions."""
        super().on_mount()
        self.in_background(self._begin())

    async def _begin(self) -> None:
        """Fetch, show, and begin to keep the draft."""
        draft = await self.prepare()
        if draft is not None:
            self.texts.update(draft.fields)
        await self.ask_questions(self.questions())
        self.watch_draft()
        self._ready = True
        if draft is not None:
            self.say(f"What you began is here again, as it was {self._when(draft)}.")

    def _when(self, draft: Draft) -> str:
        from plc_tui.ui.words.when import when

        return when(draft.updated, self.plc_app.now(), self.plc_app.settings.clock)

    async def prepare(self) -> Draft | None:
        """Fetch what the form needs and fill `texts`; give the draft if there is one."""
        return None

    def questions(self) -> Sequence[Asked]:
        """The questions to show now."""
        return ()

    async def ask_questions(self, asked: Sequence[Asked]) -> None:
        """Show these questions; what was written stays, also of those no longer shown."""
        self.texts.update(self.written())
        form = self.query_one("#form", VerticalScroll)
        await form.remove_children()
        shown = [(each.name, Question(each, self.texts.get(each.name, ""))) for each in asked]
        self._answers = {name: question.answer for name, question in shown}
        await form.mount(*(question for _, question in shown))
        self.focus_answer(self.begin_at())

    def begin_at(self) -> str | None:
        """The answer to begin in: the first that is empty, or else the first."""
        return next((name for name, answer in self._answers.items() if not answer.text), None)

    def focus_answer(self, name: str | None) -> None:
        """Put the cursor into an answer; the first one when there is none of that name."""
        answer = self._answers.get(name or "") or next(iter(self._answers.values()), None)
        if answer is not None:
            answer.focus()
            answer.move_cursor(answer.document.end)

    def action_next_answer(self, step: int) -> None:
        """To the next answer, or the one before."""
        (self.focus_next if step > 0 else self.focus_previous)(Answer)

    def action_leave_short_answer(self) -> None:
        """In an answer of one line Enter goes on to the next."""
        self.focus_next(Answer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter begins a new line in a longer answer."""
        if action == "leave_short_answer":
            return isinstance(self.focused, Answer) and self.focused.short
        return super().check_action(action, parameters)

    def write(self, name: str, text: str) -> None:
        """Put words into an answer that is shown."""
        self.texts[name] = text
        if name in self._answers:
            self._answers[name].text = text

    def written(self) -> dict[str, str]:
        """The answers that are shown, as they are now."""
        return {name: answer.text for name, answer in self._answers.items()}

    def answers(self) -> dict[str, str]:
        """Every answer that has words in it."""
        return {name: text for name, text in {**self.texts, **self.written()}.items() if text.strip()}

    def unwritten(self) -> Mapping[str, str]:
        """Answers the form begins with; alone they are not worth a draft."""
        return {}

    def draft_fields(self) -> Mapping[str, str]:
        """Everything written, and what was taken out; nothing when it is only what the form began with."""
        now, given = {**self.texts, **self.written()}, self.unwritten()
        names = (set(now) | set(given)) - self.SETTINGS
        if all(now.get(name, "").strip() == given.get(name, "").strip() for name in names):
            return {}
        return {name: text for name, text in now.items() if text.strip() or given.get(name)}

    def going_back(self) -> Content | None:
        """Say where the words are."""
        return KEPT if self.draft_fields() else None

    def reason_not(self, command_id: str) -> str | None:
        """Nothing can be done before the questions are there."""
        if not self._ready:
            return "It is still being opened."
        if command_id == "throw_away" and not self.draft_fields():
            return "Nothing is written yet."
        return None

    async def action_throw_away(self) -> None:
        """Throw the draft away; it cannot be undone, so it is asked."""
        if await self.confirm("Throw this away?", "These words will be gone for good.", "Throw it away", "Keep it"):
            await self.saved_for_good()
            self.plc_app.tell_change()
            self.dismiss(Content("It is thrown away."))

    async def done(self, said: Content, saved: Mapping[str, str]) -> None:
        """The answers `saved` are saved: the draft is not needed any more, and the screen before says so."""
        await self.saved_for_good(saved)
        self.plc_app.tell_change()
        self.dismiss(said)
