"""What came back for a request of mine: point by point, to the next version and my own words at the end."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.audience import join_words
from plc_tui.domain.people import Member
from plc_tui.domain.reviews import DECISIONS, HOLDING, Decision, Point, Review, ReviewRequest
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.review_words import words_for
from plc_tui.ui.screens.review_work import WhatChangedScreen
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.review_ask import colleague_option
from plc_tui.ui.words.review_pages import headed, stacked, work_page
from plc_tui.ui.words.review_received import received, suggested

_ON_POINTS = ("keep", "try_it", "park", "talk", "open")
_WHILE_OPEN = ("invite", "volunteers", "close", "withdraw")


class ReceiveReviewScreen(SubScreen):
    """A request as its author looks at it."""

    NAME = "receive-review"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("receive_review")
    ABOUT = Help(
        "Here is what your colleagues wrote. You decide about each point: keep, try, park, or talk about it; a reply "
        "is welcome. Then write the next version, look at what changed, and close with what you now think of the work.",
        "Ben writes: “I lost the thread at minute ten.” You press t (try), r to reply “I will put the question on the "
        "board”, e to change the note, v to see both versions, and c to close.",
    )

    def __init__(self, request: ReviewRequest, circles: Mapping[str, str]) -> None:
        super().__init__()
        self._request, self._circles = request, circles

    def compose_place(self) -> ComposeResult:
        """The points; on a wide terminal the work they are about stands beside them."""
        with Container(classes="beside"):
            yield Pieces(id="received")
            with VerticalScroll(classes="reading", id="beside"):
                yield Static(work_page(self._request.work, own=True))

    def on_mount(self) -> None:
        """Show it, with the cursor on the first point that waits for a decision."""
        super().on_mount()
        self._show(self._request)
        waiting = next((point for _, point in self._points() if point.decision is None), None)
        if waiting is not None:
            self.call_after_refresh(self._stay_on, waiting)
        self.query_one(Pieces).focus()

    def refresh_place(self) -> None:
        """A colleague may have sent hers, or stepped aside."""
        self.run_ask(lambda plc: plc.reviews.show(self._request.id), self._show)

    def _show(self, request: ReviewRequest) -> None:
        self._request = request
        self.query_one(Pieces).show(received(request, self.plc_app.now(), self._circles, marks_of(self)))
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """Once it is closed or taken back, only what can still be done."""
        closed = self._request.state != "open"
        without = (*_ON_POINTS, *_WHILE_OPEN) if closed else () if self._points() else _ON_POINTS
        return tuple(command for command in super().shown_commands() if command.id not in without)

    @on(Pieces.Opened)
    def _clicked(self) -> None:
        self.carry_out("open")

    def _points(self) -> list[tuple[Review, Point]]:
        return [(review, point) for review in self._request.reviews for point in review.points]

    def _chosen(self) -> tuple[Review, Point] | None:
        """The point under the cursor, and whose review it is in."""
        key = self.query_one(Pieces).key
        return next(((r, p) for r, p in self._points() if f"point:{p.id}" == key), None)

    def reason_not(self, command_id: str) -> str | None:
        """Points can be decided about when there are any, and only until the request is closed."""
        state = self._request.state
        if command_id in _ON_POINTS or command_id in _WHILE_OPEN:
            if state != "open":
                return "You closed this request; it stays as it is." if state == "closed" else "You took it back."
            if command_id in _ON_POINTS and self._chosen() is None:
                return "Choose a point first, with the arrow keys." if self._points() else "No points have come yet."
        if command_id == "volunteers" and self._request.choice.kind == "community":
            return "It is open to any volunteer already."
        if command_id == "show_name":
            return self._reason_not_name()
        return None

    def _reason_not_name(self) -> str | None:
        if not self._request.masked:
            return "Nothing is hidden here; both sides see the names."
        return "You have said yes already." if self._request.shows_name else None

    # Point by point

    async def action_keep(self) -> None:
        """I keep this as it is."""
        await self._decide("keep")

    async def action_try_it(self) -> None:
        """I will try this."""
        await self._decide("try")

    async def action_park(self) -> None:
        """I park this for now."""
        await self._decide("park")

    async def action_talk(self) -> None:
        """Let us talk about this."""
        await self._decide("talk")

    async def _decide(self, decision: Decision) -> None:
        chosen = self._chosen()
        if chosen is not None:
            review, point = chosen
            self._show(await self.ask(lambda plc: plc.reviews.decide(point.id, decision, point.reply)))
            self.call_after_refresh(self._stay_on, point)
            said = DECISIONS[decision]
            self.wrote(
                safe.fill(
                    "$said. $name can see that; r adds a few words.",
                    said=said[0].upper() + said[1:],
                    name=review.reviewer.name,
                )
            )

    def _stay_on(self, point: Point) -> None:
        """Keep a point in sight, also when its answer made it longer."""
        self.query_one(Pieces).go_to(f"point:{point.id}")

    async def action_open(self) -> None:
        """Reply to the point under the cursor; without a decision yet, it is one to talk about."""
        chosen = self._chosen()
        if chosen is None:
            return
        review, point = chosen
        place = f"reply:{self._request.id}:{point.id}"
        about = headed(safe.fill("Your reply to $name", name=review.reviewer.name), safe.words(point.text))
        words = await words_for(self, place, about, f"You and {review.reviewer.name}", point.reply)
        if words is None:
            return
        self._show(await self.ask(lambda plc: plc.reviews.decide(point.id, point.decision or "talk", words)))
        self.call_after_refresh(self._stay_on, point)
        await self.plc_app.keeper.drop(place)
        self.wrote(safe.fill("Replied. $name can read it.", name=review.reviewer.name))

    # The next version

    async def action_edit_work(self) -> None:
        """Write the next version of the work."""
        from plc_tui.ui import doors

        work = self._request.work
        said = await doors.open_draft(self, f"{work.kind}:{work.id}")
        if said is not None:
            self.say(said)

    async def action_compare(self) -> None:
        """Look at the version they read beside what it says now."""
        await self.push_wait(WhatChangedScreen(self._request.work))

    # Who looks at it

    async def action_invite(self) -> None:
        """Ask further colleagues; those who were suggested come first."""
        free, first = await self._free(), suggested(self._request)
        options = [colleague_option(m, "suggested by a colleague" if m.handle in first else "") for m in free]
        chosen = await self.choose("Whom else would you ask?", options, many=True, chosen=first[:1])
        if not chosen:
            return
        names = join_words([member.name for member in free if member.handle in chosen])
        consequence = safe.fill(
            "$names will be able to read version $version of “$title” and your question.",
            names=names,
            version=self._request.work.version,
            title=self._request.work.title,
        )
        if await self.confirm(safe.fill("Ask $names?", names=names), consequence, "Ask"):
            self._show(await self.ask(lambda plc: plc.reviews.invite(self._request.id, chosen)))
            self.wrote(safe.fill("Asked $names.", names=names))

    async def _free(self) -> list[Member]:
        """Colleagues who have no place in it now, those who were suggested first."""
        me, members = await self.ask(lambda plc: (plc.actor.id, plc.members.list()))
        held = {review.reviewer.id for review in self._request.reviews if review.state in HOLDING}
        first = suggested(self._request)
        free = [member for member in members if member.id not in held | {me}]
        return sorted(free, key=lambda member: member.handle not in first)

    async def action_volunteers(self) -> None:
        """Open it to anyone here."""
        size = await self.ask(lambda plc: plc.community().size)
        consequence = safe.fill(
            "Everyone here ($size people) will be able to read version $version of “$title” and your question, and "
            "one more of them can take a place.",
            size=size,
            version=self._request.work.version,
            title=self._request.work.title,
        )
        if await self.confirm("Open it to any volunteer?", consequence, "Open it"):
            self._show(await self.ask(lambda plc: plc.reviews.open_to_volunteers(self._request.id)))
            self.wrote("It is on everyone's shelf of open places now.")

    async def action_show_name(self) -> None:
        """Yes to names, if the reviewer says so too."""
        consequence = "Each colleague who says yes too will see your name, and you theirs. It cannot be hidden again."
        if await self.confirm("Show your name?", consequence, "Show it", "Stay hidden"):
            self._show(await self.ask(lambda plc: plc.reviews.show_name(self._request.id)))
            self.wrote("You said yes. Names show where both sides have.")

    # The end

    async def action_close(self) -> None:
        """End it with my own words."""
        place = f"closing:{self._request.id}"
        about = stacked(
            (
                headed(safe.fill("Closing “$title”", title=self._request.work.title), Content(_CLOSING)),
                headed("Your question was", safe.words(self._request.focus)),
            )
        )
        words = await words_for(self, place, about, join_words(["You", *self._writers()]))
        if words is None:
            return
        if not await self.confirm("Close this request?", self._after_closing(), "Close it"):
            self.say("It stays open, and your words are kept.")
            return
        self._show(await self.ask(lambda plc: plc.reviews.close(self._request.id, words)))
        await self.plc_app.keeper.drop(place)
        self.wrote("Closed. Thank you for letting colleagues in.")

    def _writers(self) -> list[str]:
        return [review.reviewer.name for review in self._request.reviews if review.state == "sent"]

    def _after_closing(self) -> Content:
        writing = [review.reviewer.name for review in self._request.reviews if review.state == "taken"]
        reads = f"Who will read your words: {join_words(self._writers()) or 'nobody else'}."
        ends = "Decisions and replies then stay as they are."
        left = f"What {join_words(writing)} began to write stays in their drafts." if writing else ""
        return safe.words(" ".join(filter(None, (reads, ends, left))))

    async def action_withdraw(self) -> None:
        """Take the request back."""
        consequence = (
            "Nobody will read the work through this request any more, and reviews that came are closed to their "
            "writers. This cannot be undone."
        )
        if await self.confirm("Take this request back?", consequence, "Take it back", "Leave it open"):
            self._show(await self.ask(lambda plc: plc.reviews.withdraw(self._request.id)))
            self.wrote("Taken back. Nobody else sees it any more.")


_CLOSING = (
    "What changed, and what do you now think of this work, by your own criteria? What will you carry on with, and what "
    "did you leave, and why?"
)
