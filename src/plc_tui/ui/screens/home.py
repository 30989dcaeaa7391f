"""Home: since you were here.

It is the first thing anyone sees: what its words need of the domain is imported only when there is something to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands, safe
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plc_tui.domain.finding import HomeView, Waiting
    from plc_tui.services import Plc
    from plc_tui.ui.commands import Command
    from plc_tui.ui.words.home import Entry, Sight

NOTHING_WAITS = "Nothing waits for you."

WELCOME = Content("\n").join(
    [
        Content.styled("Good to have you here.", "bold"),
        Content(""),
        Content(
            "This is a place to think about your own teaching, in your own words. What you write is yours alone "
            "until you choose who else may read it."
        ),
        Content(""),
        Content.assemble(("n", "bold $accent"), "  Write a note: what happened lately that you keep thinking about?"),
        Content.assemble(("g", "bold $accent"), "  Set a goal: what do you want to find out or get better at?"),
    ]
)
QUIET = Content("\n").join(
    [
        Content.styled(NOTHING_WAITS, "bold"),
        Content.styled("Your goals are under 2, your notes under 3, whenever you want them.", "$soft"),
    ]
)


class HomeScreen(PlaceScreen):
    """What waits, what nobody has answered, goals, drafts, one look back."""

    NAME = "home"
    LISTS_NOTES = True
    PLACE = "home"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("home")
    ABOUT = Help(
        "Home shows what has happened since you were here: what colleagues ask of you or have said to you, notes "
        "nobody has answered yet, your goals with their next step, and what you have begun to write. It keeps itself "
        "up to date. Nothing here is counted, and nothing is ever late.",
        'Aisha wondered about your note "Wait time". Press Enter on that line: you read her question under your note '
        "and can answer it. Back on Home it no longer waits.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._sight: Sight | None = None

    def compose_place(self) -> ComposeResult:
        """One list with sections; on a wide terminal more of what is under the cursor."""
        yield Static(id="quiet")
        with Container(classes="beside"):
            yield PagedList(self._page, id="since")
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # what waits for one person is short
        looking_back = self.plc_app.settings.looking_back
        view, frames, begun = await self.ask(lambda plc: _look(plc, looking_back))
        from plc_tui.ui.words.home import sight

        self._sight = sight(view, frames, self.plc_app.now(), marks_of(self), self.plc_app.settings.clock)
        found = self.query_one(PagedList)
        found.say_when_empty(QUIET if begun else WELCOME)
        quiet = bool(self._sight.rows) and not self._sight.waits
        self.query_one("#quiet", Static).update(Content.styled(NOTHING_WAITS, "$soft") if quiet else Content(""))
        self.set_class(quiet, "-quiet")
        return Page(self._sight.rows)

    def on_paged_list_highlighted(self, message: PagedList.Highlighted) -> None:
        """Show more of what is under the cursor, and the keys that do something with it."""
        self.query_one(Keyline).commands = self.shown_commands()
        self._show_more(message.key)

    def on_resize(self) -> None:
        """A window made wide has room for more."""
        if self._sight is not None:
            self._show_more(self.query_one(PagedList).key)

    def _show_more(self, key: str | None) -> None:
        entry = self._entry(key)
        if entry is not None and self.has_class("-wide"):
            from plc_tui.ui.words.home import pane

            self.query_one("#more", Static).update(pane(entry, self.plc_app.now()))

    def _entry(self, key: str | None) -> Entry | None:
        return self._sight.entries.get(key or "") if self._sight is not None else None

    def shown_commands(self) -> tuple[Command, ...]:
        """Once Home is known to be empty, the keyline offers nothing to open."""
        shown = super().shown_commands()
        return shown if self._sight is None else self.possible(shown)

    def reason_not(self, command_id: str) -> str | None:
        """A row is needed for what is done with one."""
        entry = self._entry(self.query_one(PagedList).key)
        if command_id == "open" and entry is None:
            return "There is nothing here to open yet."
        if command_id == "drop_draft" and not _is_draft(entry):
            return "Put the cursor on one of your drafts first."
        return None

    async def action_open(self) -> None:
        """Open the thing under the cursor, or do what it asks."""
        from plc_tui.domain.finding import Draft, Waiting
        from plc_tui.ui import doors

        entry = self._entry(self.query_one(PagedList).key)
        if entry is None:
            return
        if isinstance(entry, Draft):
            said = await doors.open_draft(self, entry.place)
        elif isinstance(entry, Waiting) and entry.kind == "invitation":
            said = await self._invitation(entry)
        elif isinstance(entry, Waiting) and entry.kind == "suggestion":
            said = await self._suggestion(entry)
        elif isinstance(entry, Waiting) and entry.kind == "going on":
            said = await self._session(entry)
        elif isinstance(entry, Waiting) and entry.kind == "commitment":
            said = await doors.open_owed(self, entry.id)
        else:
            said = await doors.open_thing(self, entry.id)
        self._back_with(said)

    async def action_new_note(self) -> None:
        """Begin a note."""
        from plc_tui.ui import doors

        self._back_with(await doors.write_note(self))

    async def action_new_goal(self) -> None:
        """Begin a goal."""
        from plc_tui.ui import doors

        self._back_with(await doors.set_goal(self))

    async def action_drop_draft(self) -> None:
        """Throw a draft away; it cannot be undone, so it is asked."""
        from plc_tui.domain.finding import Draft
        from plc_tui.ui.words.drafts import draft_of, first_words

        draft = self._entry(self.query_one(PagedList).key)
        if not isinstance(draft, Draft):
            return
        words = "" if draft.shut else f": “{first_words(draft)}”"
        what = safe.fill("$what$words", what=draft_of(draft), words=words)
        if await self.confirm(
            "Throw this draft away?",
            Content.assemble(what, "\nIts words will be gone for good."),
            "Throw it away",
            "Keep it",
        ):
            await self.ask(lambda plc: plc.drafts.drop(draft.place))
            self.wrote("The draft is gone.")

    async def _invitation(self, waiting: Waiting) -> Content | None:
        circle = await self.ask(lambda plc: plc.circles.show(waiting.id))
        names = ", ".join(place.person.name for place in circle.members)
        about = safe.fill("$purpose\n\n[$soft]In it now:[/] $names", purpose=circle.purpose, names=names)
        title = safe.fill("$who invites you into $what", who=waiting.person.name, what=circle.title)
        answers = {"join": "Join it", "not": "No, thank you", "later": "Not now"}
        answer = await self._answer(title, about, answers)
        if answer == "join":
            await self.ask(lambda plc: plc.circles.join(circle.handle))
            self.plc_app.tell_change()
            return safe.fill("You are in $what now, and read what it shares.", what=circle.title)
        if answer == "not":
            await self.ask(lambda plc: plc.circles.leave(circle.handle))
            self.plc_app.tell_change()
            return safe.fill("You turned the invitation into $what down. They can ask you again.", what=circle.title)
        return None

    async def _suggestion(self, waiting: Waiting) -> Content | None:
        other = waiting.review.suggested if waiting.review else None
        if other is None:
            return None
        title = safe.fill("Ask $other instead?", other=other.name)
        about = safe.fill(
            "$who could not take “$what” and thinks of $other. If you ask $other, they will be able to read this "
            "version of it, and your question.",
            who=waiting.person.name,
            what=waiting.title,
            other=other.name,
        )
        answers = {"ask": "Ask them", "look": "Look at the request", "later": "Not now"}
        answer = await self._answer(title, about, answers)
        if answer == "ask":
            await self.ask(lambda plc: plc.reviews.invite(waiting.id, [other.handle]))
            self.plc_app.tell_change()
            return safe.fill("$other is asked now.", other=other.name)
        if answer == "look":
            from plc_tui.ui import doors

            return await doors.open_thing(self, waiting.id)
        return None

    async def _session(self, waiting: Waiting) -> Content | None:
        from plc_tui.ui import doors
        from plc_tui.ui.screens import session_doors
        from plc_tui.ui.words.sessions import going_on

        page = await self.ask(lambda plc: plc.sessions.show(waiting.id))
        answers = {"later": "Not now", "look": "Look at its page", "join": "Join it"}
        title = safe.fill("“$title” is going on", title=page.title)
        answer = await self._answer(title, going_on(page), answers)
        if answer == "join":
            await session_doors.come_in(self, page)
        return await doors.open_thing(self, page.id) if answer == "look" else None

    async def action_owed(self) -> None:
        """What she said in sessions that she would do."""
        from plc_tui.ui import doors

        self._back_with(await doors.open_owed(self))

    async def _answer(self, title: Content, about: Content, answers: Mapping[str, str]) -> str | None:
        from plc_tui.ui.dialogs.answer import Answer

        return await self.push_wait(Answer(title, about, answers))

    def _back_with(self, said: Content | None) -> None:
        """Back on Home: what was looked at no longer waits."""
        self.refresh_place()
        if said is not None:
            self.say(said)


def _is_draft(entry: Entry | None) -> bool:
    from plc_tui.domain.finding import Draft

    return isinstance(entry, Draft)


def _look(plc: Plc, looking_back: bool) -> tuple[HomeView, dict[str, str], bool]:
    """Home, the titles of the feedback frames in it, and (when all of it is empty) whether anything was ever begun."""
    view = plc.home.look(looking_back=looking_back)
    frames = _frames() if any(waiting.request for waiting in view.waiting) else {}
    if view.waiting or view.unanswered or view.goals or view.drafts or view.looking_back:
        return view, frames, True
    return view, frames, bool(plc.notes.list(count=1).items or plc.goals.list(count=1).items)


def _frames() -> dict[str, str]:
    from plc_tui import seeds

    return {frame.id: frame.title for frame in seeds.frames()}
