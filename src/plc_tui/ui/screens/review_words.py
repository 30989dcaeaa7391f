"""A few words about a review: a reply to one point, or the author's closing statement. Kept like every draft."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from plc_tui.domain.finding import Draft
from plc_tui.ui import commands, safe
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.screens.talking import Talking


async def words_for(screen: Talking, place: str, about: Content, readers: str, start: str = "") -> str | None:
    """Let her write at the draft `place`; None when she went back (her words are kept there).

    `about` is what she writes about, `readers` who will read it. The caller drops the draft once it is saved.
    """
    draft = await screen.ask(lambda plc: plc.drafts.find(place))
    given = await screen.push_wait(ReviewWordsScreen(place, about, readers, _start(draft, start)))
    return given if isinstance(given, str) else None


def _start(draft: Draft | None, start: str) -> str:
    return draft.fields.get("text", start) if draft else start


class ReviewWordsScreen(EditorScreen):
    """One field under what it is about."""

    NAME = "review-words"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("review_words")
    ABOUT = Help(
        "Write what you want to say. A reply goes with your decision about a point; the closing statement ends the "
        "request: what changed, and what you now think of the work, by your own criteria.",
        "“I tried the longer silence twice. The second time I counted; that was the difference.”",
    )

    def __init__(self, place: str, about: Content, readers: str, start: str) -> None:
        super().__init__()
        self._place, self._about, self._readers = place, about, readers
        self._area = TextArea(start, soft_wrap=True, compact=True)
        self._area.cursor_blink = False

    def compose_place(self) -> ComposeResult:
        """What it is about, the field, who will read it."""
        with VerticalScroll(id="about", can_focus=False):
            yield Static(self._about)
        yield self._area
        yield Static(safe.fill("[$soft]Who can read it:[/] [b $warm]$readers[/]", readers=self._readers), id="readers")

    def on_mount(self) -> None:
        """Begin writing."""
        super().on_mount()
        self.watch_draft()
        self._area.focus()
        self._area.move_cursor(self._area.document.end)

    def draft_place(self) -> str:
        """Where these words are kept."""
        return self._place

    def draft_fields(self) -> dict[str, str]:
        """The one field."""
        return {"text": self._area.text}

    def refresh_place(self) -> None:
        """Nothing here changes because of others."""

    def reason_not(self, command_id: str) -> str | None:
        """Nothing is said by nothing."""
        if command_id == "done" and not self._area.text.strip():
            return "Write a few words first."
        return None

    async def action_done(self) -> None:
        """Give the words; the draft stays until they are saved for good."""
        await self.plc_app.keeper.release(self._place)
        self.dismiss(self._area.text.strip())
