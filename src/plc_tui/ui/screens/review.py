"""A request as a colleague of its author reads it: the question, the work, her own review, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import NotFound, NotPermitted
from plc_tui.domain.people import Member
from plc_tui.domain.reviews import Review, ReviewRequest
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.screens.frame import Help, PlaceScreen, SubScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.words.review_ask import colleague_option
from plc_tui.ui.words.review_pages import ask_page, closing_page, mine_page, stacked, work_page

if TYPE_CHECKING:
    from plc_tui.services import Plc


_MY_PART = ("write", "take", "not_now", "hand_on", "give_back")


async def open_request(screen: PlaceScreen, request_id: str) -> None:
    """Open a request over `screen`: for its author what came back, for a colleague what she is asked.

    Only inside an action or a worker. Raises NotFound.
    """
    from plc_tui.ui.screens.receive_review import ReceiveReviewScreen

    me, request, circles = await screen.ask(
        lambda plc: (plc.actor.id, plc.reviews.show(request_id), plc.circles.list())
    )
    titles = {circle.handle: circle.title for circle in circles}
    mine = request.author.id == me
    said = await screen.push_wait(ReceiveReviewScreen(request, titles) if mine else ReviewScreen(request))
    if isinstance(said, Content):
        screen.wrote(said)


def can_be_done(shown: tuple[Command, ...], reason_not: Callable[[str], str | None]) -> tuple[Command, ...]:
    """Return the commands that can be done now."""
    return tuple(command for command in shown if reason_not(command.id) is None)


class ReviewScreen(SubScreen):
    """What a colleague is asked, and her own part in it."""

    NAME = "review"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("review")
    ABOUT = Help(
        "Here you read what a colleague wants help with, and the work as it was when she asked. Write when you can. "
        "If this is not the time, say so, hand it on, or give it back: no reason is needed.",
        "Press w, write two or three points beside the work, and send them. Later you see here what became of each.",
    )

    def __init__(self, request: ReviewRequest) -> None:
        super().__init__()
        self._request = request

    def compose_place(self) -> ComposeResult:
        """The question at the left; the work beside it, or below on a narrow terminal."""
        with Container(classes="beside"):
            with VerticalScroll(id="asked"):
                yield Static(self._page(), id="page")
                yield Static(self._below(), id="below")
            with VerticalScroll(classes="reading", id="beside"):
                yield Static(work_page(self._request.work), id="work")

    def _page(self) -> Content:
        request = self._request
        parts = (ask_page(request, self.plc_app.now().date()), mine_page(request, self.mine))
        return stacked((*parts, closing_page(request, request.author.name)))

    def _below(self) -> Content:
        return work_page(self._request.work)

    @property
    def mine(self) -> Review | None:
        """My own place in it; what reaches a colleague holds no one else's."""
        return self._request.reviews[0] if self._request.reviews else None

    def refresh_place(self) -> None:
        """The author may have answered, closed it, or taken it back."""
        self.in_background(self._reload(), group="reload", exclusive=True)

    async def _reload(self) -> None:
        try:
            request = await self.ask(lambda plc: plc.reviews.show(self._request.id))
        except (NotFound, NotPermitted):  # taken back, or she has left: its words leave the screen
            for part in ("#page", "#below", "#work"):
                self.query_one(part, Static).update("")
            self.say("This request is not open to you any more. Press Esc to go back.")
            return
        self._show(request)

    def _show(self, request: ReviewRequest) -> None:
        if request != self._request:
            self._request = request
            self.query_one("#page", Static).update(self._page())
            self.query_one("#below", Static).update(self._below())
            self.query_one("#work", Static).update(work_page(request.work))
            self.query_one(Keyline).commands = self.shown_commands()

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """The keyline offers what can be done now; the menu says of the rest why not."""
        return can_be_done(super().shown_commands(), self.reason_not)

    def reason_not(self, command_id: str) -> str | None:
        """Each way in and out has its time."""
        if command_id == "show_name":
            return self._reason_not_name()
        return self._reason_not_mine(command_id) if command_id in _MY_PART else None

    def _reason_not_mine(self, command_id: str) -> str | None:
        state = self.mine.state if self.mine else None
        if self._request.state != "open":
            return f"This request is {self._request.state}."
        if state == "sent":
            return "You have sent your review; it stays as it is."
        if command_id == "take" and state == "taken":
            return "You have taken it already. Press w to write."
        if command_id in ("not_now", "hand_on") and state not in ("asked", "taken"):
            return "Nobody waits for you here; you can simply leave it."
        if command_id == "give_back" and state != "taken":
            return "You have not taken it."
        return None

    def _reason_not_name(self) -> str | None:
        if not self._request.masked:
            return "Nothing is hidden here; both of you see the names."
        if self.mine is None or self.mine.state not in ("asked", "taken", "sent"):
            return "Take it first."
        return "You have said yes already." if self.mine.shows_name else None

    async def action_take(self) -> None:
        """I mean to write this."""
        self._show(await self.ask(lambda plc: plc.reviews.take(self._request.id)))
        self.wrote(safe.fill("It is yours to write; $name can see that.", name=self._request.author.name))

    async def action_write(self) -> None:
        """Take it when that has not been done, and write."""
        from plc_tui.ui.screens.write_review import write_review

        request = await write_review(self, self._request)
        self._show(request)
        if self.mine is not None and self.mine.state == "sent":
            self.wrote(safe.fill("Sent. $name can read it; nobody else can.", name=request.author.name))
        else:
            self.plc_app.tell_change()

    async def action_not_now(self) -> None:
        """Step aside for now."""
        question = safe.fill("Say not now to $name?", name=self._request.author.name)
        consequence = safe.fill(
            "$name will see “not now”, without a reason, and can ask somebody else. The request leaves your shelf.",
            name=self._request.author.name,
        )
        if await self.confirm(question, consequence, "Not now", "Keep it"):
            await self._step_out(lambda plc: plc.reviews.decline(self._request.id), "You said not now. That is fine.")

    async def action_give_back(self) -> None:
        """Give the place back."""
        consequence = safe.fill(
            "Somebody else can take your place. $name will see that you gave it back, without a reason. "
            "What you have written stays in your drafts.",
            name=self._request.author.name,
        )
        if await self.confirm("Give it back?", consequence, "Give it back", "Keep it"):
            await self._step_out(
                lambda plc: plc.reviews.give_back(self._request.id), "Given back. Thank you for saying so."
            )

    async def action_hand_on(self) -> None:
        """Think of somebody else."""
        others = await self._others()
        chosen = await self.choose("Who would be good for this?", [colleague_option(m) for m in others])
        if not chosen:
            return
        handle = chosen[0]
        other = next(member.name for member in others if member.handle == handle)
        consequence = safe.fill(
            "$name decides whether $other is asked, unless both of you were asked anyway. "
            "The request leaves your shelf.",
            name=self._request.author.name,
            other=other,
        )
        if await self.confirm(safe.fill("Hand it on to $other?", other=other), consequence, "Hand it on", "Keep it"):
            await self._step_out(lambda plc: plc.reviews.hand_on(self._request.id, handle), "Handed on. Thank you.")

    async def _others(self) -> list[Member]:
        me, members = await self.ask(lambda plc: (plc.actor.id, plc.members.list()))
        return [member for member in members if member.id not in (me, self._request.author.id)]

    async def _step_out(self, work: Callable[[Plc], object], said: str) -> None:
        """Leave the request, and this page with it; whoever opened it says the last word."""
        await self.ask(work)
        self.dismiss(Content(said))

    async def action_show_name(self) -> None:
        """Yes to names, if the author says so too."""
        consequence = "The author sees your name once both of you have said yes. It cannot be hidden again."
        if await self.confirm("Show your name?", consequence, "Show it", "Stay hidden"):
            self._show(await self.ask(lambda plc: plc.reviews.show_name(self._request.id)))
            self.wrote("You said yes. Names show when both sides have.")
