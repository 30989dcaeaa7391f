"""Writing a review: the frame's boxes, and the work beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Static, TextArea

from plc_tui.domain.errors import NotFound, PlcError
from plc_tui.domain.finding import Draft
from plc_tui.domain.reviews import Point, Review, ReviewRequest, begins, in_boxes, with_older
from plc_tui.ui import commands, safe
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.screens.talking import Talking
from plc_tui.ui.widgets.growing import Growing
from plc_tui.ui.words.review_pages import work_page
from plc_tui.ui.words.review_text import box_head, box_ways, gentle_check, points_in, question_line
from plc_tui.ui.words.reviews import frame_of

if TYPE_CHECKING:
    from plc_tui.services import Plc


def draft_place(request_id: str) -> str:
    """Where the draft of a review belongs."""
    return f"review:{request_id}"


async def write_review(screen: Talking, request: ReviewRequest) -> ReviewRequest:
    """Open the boxes of `request` over `screen`, with what was written so far; return the request as it is then.

    Writing takes the place. Only inside an action or a worker. Raises Invalid when every place is taken.
    """
    place = draft_place(request.id)

    def begin(plc: Plc) -> tuple[ReviewRequest, Mapping[str, str]]:
        mine = request.reviews[0].state if request.reviews else None
        taken = plc.reviews.show(request.id) if mine == "taken" else plc.reviews.take(request.id)
        return taken, written_so_far(taken.reviews[0], plc.drafts.find(place))

    taken, texts = await screen.ask(begin)
    result = await screen.push_wait(WriteReviewScreen(taken, texts))
    return result if isinstance(result, ReviewRequest) else taken


def written_so_far(review: Review, draft: Draft | None) -> Mapping[str, str]:
    """Return the texts of the boxes: the draft; with what was written since, in the shell, when that is newer."""
    texts = in_boxes(review.points)
    if draft is None:
        return texts
    return with_older(texts, draft.fields) if draft.updated < begins(review.updated) and texts else draft.fields


class WriteReviewScreen(EditorScreen):
    """The boxes of the frame at the left, the work at the right; one key goes between them."""

    NAME = "write-review"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("write_review")
    ABOUT = Help(
        "Each box of the frame asks one thing. Write a point in it; a blank line begins the next point, so that each "
        "can be answered on its own. Leave a box empty when you have nothing for it. Nobody else reads a word "
        "before you send it.",
        "In “Warm”: “It serves your aim when you wait after the second question: three new hands went up.” Then a "
        "blank line, and the next point.",
    )

    def __init__(self, request: ReviewRequest, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._request = request
        self._frame = frame_of(request)
        self._areas = {box.id: Growing(texts.get(box.id, ""), safe.line(box.stem)) for box in self._frame.boxes}
        self._last: TextArea | None = None

    def compose_place(self) -> ComposeResult:
        """Question, boxes; and the work."""
        with Container(classes="beside"):
            with VerticalScroll(id="boxes", can_focus=False):
                yield Static(question_line(self._request), id="question")
                for box in self._frame.boxes:
                    with Vertical(classes="box"):
                        yield Static(box_head(box), classes="head")
                        yield Static(box_ways(box), classes="ways")
                        yield self._areas[box.id]
                yield Static(self._readers(), id="readers")
            with VerticalScroll(classes="reading", id="beside"):
                yield Static(work_page(self._request.work))

    def _readers(self) -> Content:
        name = self._request.author.name
        return safe.fill(
            "[$soft]Who can read it:[/] [b $good]Only you[/][$soft], until you send it to $name.[/]", name=name
        )

    def on_mount(self) -> None:
        """Keep the draft from the first key on."""
        super().on_mount()
        self.watch_draft()
        for area in self._areas.values():
            area.move_cursor(area.document.end)
        for area in self._areas.values():
            area.focus()
            break

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The box being written in shows ways to begin; its head stays in sight."""
        for box in self.query(".box"):
            box.set_class(event.widget in box.children, "-here")
        self.call_after_refresh(self._show_head, event.widget)

    def _show_head(self, area: Widget) -> None:
        """From the top when the box still fits there; else from the box's own head."""
        boxes, box = self.query_one("#boxes", VerticalScroll), area.parent
        if not isinstance(box, Widget) or not box.has_class("box"):
            return
        if box.virtual_region.bottom <= boxes.size.height:
            boxes.scroll_home(animate=False)
        else:
            boxes.scroll_to_widget(box, animate=False, top=box.size.height > boxes.size.height - 4)

    def draft_place(self) -> str:
        """The draft of this request's review."""
        return draft_place(self._request.id)

    def draft_fields(self) -> dict[str, str]:
        """What is in each box."""
        return {box: area.text for box, area in self._areas.items()}

    @property
    def points(self) -> list[tuple[str, str]]:
        """The points as they would be sent now."""
        return points_in(self.draft_fields(), self._frame)

    def refresh_place(self) -> None:
        """The request may have ended, or she wrote in it elsewhere: nothing of either text is lost."""
        self.in_background(self._look_again(), group="reload", exclusive=True)

    async def _look_again(self) -> None:
        try:
            fresh = await self.ask(lambda plc: plc.reviews.show(self._request.id))
        except NotFound:
            self.query_one("#question", Static).update("")
            self.query_one("#beside", VerticalScroll).query_one(Static).update("")
            self.say("This request was closed or taken back meanwhile. Your words stay in your drafts.")
            return
        known = {(point.box, point.text) for point in _points(self._request)}
        self._add([point for point in _points(fresh) if (point.box, point.text) not in known])
        self._request = fresh

    def _add(self, points: Sequence[Point]) -> None:
        """Add what was written in another window below what is here."""
        texts = with_older(self.draft_fields(), in_boxes(points))
        for box, area in self._areas.items():
            if added := texts.get(box, "")[len(area.text) :]:
                cursor = area.selection
                area.insert(added, area.document.end)
                area.selection = cursor
                self.say("What you wrote in another window was added here.")

    def reason_not(self, command_id: str) -> str | None:
        """An empty review is not sent."""
        if command_id == "send" and not self.points:
            return "Your review says nothing yet; write a point first."
        return None

    # The work beside

    def action_the_work(self) -> None:
        """From the boxes to the work and back; on a narrow terminal one of them is shown."""
        work = self.query_one("#beside")
        if work.has_focus:
            self.remove_class("-work")
            (self._last or next(iter(self._areas.values()))).focus()
            return
        focused = self.focused
        self._last = focused if isinstance(focused, TextArea) else self._last
        self.add_class("-work")
        work.focus()

    # Keeping and sending

    async def action_save(self) -> None:
        """Keep it as the unsent review."""
        fields, points = self.draft_fields(), self.points
        if points != [(point.box, point.text) for point in _points(self._request)]:
            self._request = await self.ask(lambda plc: plc.reviews.set_draft(self._request.id, points))
        await self.saved_for_good()
        keeper = self.plc_app.keeper
        keeper.watch(self.draft_place(), self.draft_fields, self._told, saved=fields)
        keeper.touched(self.draft_place())  # what she typed while we waited for our turn to write
        self.wrote("Kept. Nobody else reads it before you send it.")

    async def action_send(self) -> None:
        """Four questions, then send."""
        fields, points = self.draft_fields(), self.points
        question = safe.fill("Send your review to $name?", name=self._request.author.name)
        check = gentle_check(self._request, self._frame, points)
        if not await self.confirm(question, check, "Send it", "Look again"):
            return

        def send(plc: Plc) -> ReviewRequest:
            plc.reviews.set_draft(self._request.id, points)
            return plc.reviews.send(self._request.id)

        self._request = await self.ask(send)
        await self.saved_for_good(fields)
        self.dismiss(self._request)

    async def action_back(self) -> None:
        """Keep it as the unsent review; where that cannot be, the draft stays. From the work alone, to the boxes."""
        if self.has_class("-work") and not self.has_class("-wide"):
            self.action_the_work()
            return
        with suppress(PlcError):
            await self.action_save()
        await super().action_back()

    def going_back(self) -> object:
        """The request as it is now."""
        return self._request


def _points(request: ReviewRequest) -> tuple[Point, ...]:
    """What my own review holds; what reaches a colleague of the author holds no other."""
    return request.reviews[0].points if request.reviews else ()
