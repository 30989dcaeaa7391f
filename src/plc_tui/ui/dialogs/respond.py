"""A response in a few words: a small editor over the place. What is written in it is kept as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static, TextArea

from plc_tui.ui import safe
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style

if TYPE_CHECKING:
    from plc_tui.domain.notes import ResponseKind
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking


@dataclass(frozen=True, slots=True)
class Manner:
    """One kind of response in the editor: its title, a way to begin, whether it needs words, and what is said after."""

    title: str
    hint: str
    needs_words: str
    done: str


MANNERS: dict[ResponseKind, Manner] = {
    "encourage": Manner(
        "Encourage $who",
        "What did you see that is worth keeping? A sentence is plenty, and none is fine too.",
        "",
        "$who will find your encouragement on Home.",
    ),
    "wonder": Manner(
        "Wonder with $who",
        "An open question, one you do not know the answer to: I wonder what ...",
        "A question needs a few words.",
        "$who will find your question on Home.",
    ),
    "connect": Manner(
        "Connect with $who",
        "Me too: ...   or   I know someone, something, a lesson that ...",
        "",
        "$who will find your words on Home.",
    ),
    "answer": Manner(
        "Answer $who",
        "Your answer stands in the thread, under theirs.",
        "An answer needs a few words.",
        "Your answer is in the thread.",
    ),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is responded to: whose it is, what is said of it, and who will read the response."""

    who: str
    about: str
    readers: str


class Respond(Dialog[str]):
    """Gives the words, trimmed; Esc keeps them as a draft and gives None."""

    CSS_PATH = style("respond")
    STAYS = True
    BINDINGS = [Binding("ctrl+s", "send", show=False, priority=True)]

    def __init__(self, place: str, manner: Manner, target: Target, words: str) -> None:
        super().__init__(safe.fill(manner.title, who=target.who))
        self._place, self._manner, self._target = place, manner, target
        self._restored = bool(words)
        self._area = TextArea(words, soft_wrap=True, compact=True, placeholder=Content(manner.hint))
        self._area.cursor_blink = False

    def compose_body(self) -> ComposeResult:
        """What it is about, and the editor."""
        yield Static(safe.words(self._target.about), id="about")
        yield self._area

    def compose_foot(self) -> ComposeResult:
        """What is said, and who will read it."""
        yield Static(Content("Your words from last time are here again.") if self._restored else "", id="said")
        yield Static(safe.fill("[$soft]Who will read it:[/] $readers", readers=self._target.readers), id="readers")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("ctrl+s", "Send"), ("escape", "Back, keeping your words"))

    def on_mount(self) -> None:
        """Keep what is written from now on."""
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        self.keeper.watch(self._place, lambda: {"text": self._area.text}, self._told)

    @on(TextArea.Changed)
    def _touched(self) -> None:
        self.keeper.touched(self._place)

    def _told(self, state: str, trouble: str) -> None:
        del state
        if trouble and self.is_attached:
            self._say(trouble)

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(safe.words(words))

    def action_send(self) -> None:
        """Give the words; the draft stays until they are in the thread."""
        words = self._area.text.strip()
        if not words and self._manner.needs_words:
            self._say(self._manner.needs_words)
        else:
            self.run_worker(self._close(words), group="close", exclusive=True)

    def action_back(self) -> None:
        """Back; the words stay a draft."""
        self.run_worker(self._close(None), group="close", exclusive=True)

    async def _close(self, words: str | None) -> None:
        await self.keeper.release(self._place)
        self.dismiss(words)


async def respond(screen: Talking, thing_id: str, kind: ResponseKind) -> bool:
    """Ask for the words of a response to a note, a goal, or (kind "answer") another response, and send it.

    True when it was sent. Only inside an action or a worker. Raises NotFound and Invalid; her words are then a draft.
    """
    place = f"response:{thing_id}:{kind}"
    target, words = await screen.ask(lambda plc: (_target(plc, thing_id), _draft(plc, place)))
    manner = MANNERS[kind]
    text = await screen.push_wait(Respond(place, manner, target, words))
    if text is None:
        return False
    await screen.ask(lambda plc: plc.responses.add(thing_id, kind, text))
    await screen.keeper.drop(place)
    values = {"who": target.who} if "$who" in manner.done else {}
    screen.wrote(safe.fill(manner.done, **values))
    return True


def _draft(plc: Plc, place: str) -> str:
    draft = plc.drafts.find(place)
    return draft.fields.get("text", "") if draft else ""


def _target(plc: Plc, thing_id: str) -> Target:
    if thing_id.startswith("w"):
        response = plc.responses.show(thing_id)
        return Target(response.author.name, response.text, plc.audience.words(response.thing))
    readers = plc.audience.words(thing_id)
    if thing_id.startswith("g"):
        goal = plc.goals.show(thing_id)
        return Target(goal.owner.name, goal.wording.question, readers)
    note = plc.notes.show(thing_id)
    return Target(note.author.name, note.title, readers)
