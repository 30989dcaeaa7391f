"""Reviews: what is asked of me, what I asked for, open places, and what is finished."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.finding import Shelves
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.ask_review import choose_work
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.screens.review import can_be_done, open_request
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.review_pages import ask_page, mine_page, overview_page, stacked
from plc_tui.ui.words.reviews import shelf_rows


class ReviewsScreen(PlaceScreen):
    """The shelves."""

    NAME = "reviews"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("reviews")
    ABOUT = Help(
        "A review is a colleague's considered look at a piece of your practice: kind, specific and helpful. You say "
        "what you want help with and who may look; what comes back is yours to decide about, point by point.",
        "Maya asks Ben: “Are these questions worth seven seconds of silence?” Ben writes what fits her aim, where it "
        "drifts, and one question to keep. Maya tries one thing, parks another, changes her note, and closes with "
        "what she now thinks of it.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, ReviewRequest] = {}
        self._circles: dict[str, str] = {}

    def compose_place(self) -> ComposeResult:
        """The shelves; on a wide terminal what is under the cursor stands beside them."""
        with Container(classes="beside"):
            yield PagedList(
                self._page,
                empty=empty_words(
                    "No reviews yet.",
                    "When you would like a colleague's eye on a note or a goal, ask for it here. What colleagues "
                    "ask of you comes here too.",
                    "n",
                    "Ask for a review",
                ),
            )
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="preview")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # the shelves of one person are short
        me, shelves, circles = await self.ask(lambda plc: (plc.actor.id, plc.reviews.shelves(), plc.circles.list()))
        self._circles = {circle.handle: circle.title for circle in circles}
        self._found = {request.id: request for request in _all(shelves)}
        self.query_one(Keyline).commands = self.shown_commands()
        today = self.plc_app.now().date()
        return Page(shelf_rows(shelves, me, today, marks_of(self)))

    def on_paged_list_highlighted(self, message: PagedList.Highlighted) -> None:
        """Show what is under the cursor."""
        request = self._found.get(message.key or "")
        self.query_one("#preview", Static).update(self._preview(request) if request else Content(""))

    def _preview(self, request: ReviewRequest) -> Content:
        now = self.plc_app.now()
        if self.plc_app.plc is not None and request.author.id == self.plc_app.plc.actor.id:
            return overview_page(request, now, self._circles)
        mine = request.reviews[0] if request.reviews else None
        return stacked((ask_page(request, now.date()), mine_page(request, mine)))

    def reason_not(self, command_id: str) -> str | None:
        """Something must be there to be opened."""
        return "There is nothing here to open yet." if command_id == "open" and not self._found else None

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done now."""
        return can_be_done(super().shown_commands(), self.reason_not)

    async def action_open(self) -> None:
        """Read the request under the cursor."""
        await open_request(self, self.query_one(PagedList).key or "")

    async def action_ask_review(self) -> None:
        """Choose a piece of work, then say what to look at."""
        from plc_tui.ui.screens.ask_review import AskReviewScreen

        work_id = await choose_work(self)
        if work_id is None:
            return
        form = AskReviewScreen(work_id)
        said = await self.push_wait(form)
        if isinstance(said, Content):
            self.query_one(PagedList).go_to(form.asked)
            self.say(said)


def _all(shelves: Shelves) -> tuple[ReviewRequest, ...]:
    return (*shelves.asked_of_me, *shelves.i_asked, *shelves.volunteers, *shelves.finished)
