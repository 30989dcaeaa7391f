"""The shape of every screen, and how to add one.

A place is a subclass of `PlaceScreen` in a module of its own, imported when it is first visited:

    class GoalsScreen(PlaceScreen):
        NAME = "goals"                          # `where` of its rows in the table of commands
        PLACE = "goals"                         # the place the masthead marks
        BINDINGS = commands.bindings(NAME)      # its keys, from the one table (ui/commands/goals.py)
        CSS_PATH = style("goals")               # styles/goals.tcss
        ABOUT = Help("What this place is for.", "A worked example, in a sentence or two.")

        def compose_place(self) -> ComposeResult:
            yield PagedList(self._page, empty=empty_words("No goals yet.", "...", "n", "New goal"))

        async def _page(self, after: object | None, count: int) -> Page:
            goals = await self.ask(lambda plc: plc.goals.mine(after, count))
            return Page(tuple(row(goal) for goal in goals.items), goals.next)

        async def action_new_goal(self) -> None:            # what command `new_goal` does
            ...

        def refresh_place(self) -> None:                    # somebody wrote: fetch again what is shown
            self.query_one(PagedList).reload()

`action_<id>` runs in a worker, so it may await `self.ask(...)`, `self.confirm(...)`, `self.choose(...)`,
`self.ask_words(...)` and `self.push_wait(screen)`; a `PlcError` it lets through becomes the calm line at the bottom.
Enter or a click on a row of a PagedList does the command `open` (give it the key "enter", so that the keyline shows
it). `reason_not(id)` says why a command cannot be done now: the menu shows it, the key says it. After writing,
`self.wrote(...)` says in one line what changed and lets every screen fetch anew; `self.say(...)` only says: our words
as str, people's as Content from `safe.fill`. What time it is says `self.now()`, and nothing else: in a rehearsal a
screen stands on other ground (`ui/ground.py`), with its own community and a clock that may be faster, and so does every
screen it opens with `push_wait`. Text of people never reaches a widget as str. A screen opened over a
place is a `SubScreen`; one with text fields an `EditorScreen`: it gives `draft_place` and `draft_fields`, and the
app's DraftKeeper keeps it. At 100 columns and more the screen has the class `-wide` (reading pane), below 76
`-narrow` (one column). New places also get a row in `ui/places.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from pathlib import PurePath
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from plc_tui import resources
from plc_tui.domain.errors import Busy, CannotWrite, PlcError
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.ground import NOT_HERE, OWN_GROUND
from plc_tui.ui.screens.locked_words import LockedWords
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.masthead import Masthead, Tab, Who
from plc_tui.ui.widgets.paged_list import PagedList


def style(name: str) -> list[str | PurePath]:
    """The style sheet `styles/<name>.tcss`, for a screen's `CSS_PATH`."""
    return [resources.folder("styles") / f"{name}.tcss"]


@dataclass(frozen=True, slots=True)
class Help:
    """What F1 says about a screen, in our words: what it is for, and a worked example."""

    purpose: str
    example: str = ""


class SharedChange(Message, bubble=False):
    """Something in the community's file is new."""


class PlaceScreen(LockedWords):
    """Masthead, content, keyline; and the ways a screen talks with the services and with the member."""

    NAME: ClassVar[str] = ""
    PLACE: ClassVar[str] = ""
    ABOUT: ClassVar[Help] = Help("")
    BACK: ClassVar[bool] = False
    """Whether Esc leads somewhere from here."""
    SEEN_BY_ALL: ClassVar[bool] = False
    """Whether a room full of people looks at it: no key leads from here to her own places, but back or out."""

    def __init__(self) -> None:
        super().__init__()
        self._doing: set[str] = set()
        self.stale = False
        """Whether somebody wrote while this screen was out of sight."""

    def compose(self) -> ComposeResult:
        """The three parts of the frame."""
        yield Masthead(cast("tuple[Tab, ...]", self.plc_app.tabs_for_masthead()), self.PLACE)
        with Container(id="place"):
            yield from self.compose_place()
        yield Keyline(self.shown_commands())

    def compose_place(self) -> ComposeResult:
        """The place's own content."""
        yield from ()

    def on_mount(self) -> None:
        """Names may already be known."""
        self.show_who(self.plc_app.who)
        self.show_waiting(self.plc_app.waits)

    def show_who(self, who: Who) -> None:
        """Show the community and the member in the masthead; a screen that stands elsewhere shows who is there."""
        for masthead in self.query(Masthead):
            masthead.who = self.elsewhere.who if self.elsewhere else who

    def show_waiting(self, waits: bool) -> None:
        """Say in the keyline, or no longer, that a save waits for a colleague's."""
        for keyline in self.query(Keyline):
            keyline.waits = waits

    # Others' changes

    def on_shared_change(self) -> None:
        """Somebody wrote; see `refresh_place`."""
        self.refresh_place()

    def on_screen_resume(self) -> None:
        """Back in sight: fetch anew when somebody wrote meanwhile; go on back when its words were shut."""
        if self.must_leave:
            self.dismiss(None)
        elif self.stale:
            self.stale = False
            self.refresh_place()

    def refresh_place(self) -> None:
        """Fetch again what is shown. Cheap: it is called after every change in the file."""
        for paged_list in self.query(PagedList):
            paged_list.reload()

    @on(PagedList.Trouble)
    def _list_in_trouble(self, message: PagedList.Trouble) -> None:
        self.say(safe.words(str(message.error)))

    @on(PagedList.Opened)
    def _row_opened(self) -> None:
        """Enter or a click on a row does the screen's command `open`."""
        if hasattr(self, "action_open"):
            self.carry_out("open")

    # Commands

    def shown_commands(self) -> tuple[Command, ...]:
        """What the keyline offers, most useful first: Help, Menu, this screen's own, Back, Leave."""
        every = {command.id: command for command in commands.here(self.NAME)}
        own = [command for command in commands.here(self.NAME) if self.NAME in command.where]
        first = [every["help"], every["menu"]]
        last = [every["back"], every["leave"]] if self.BACK else [every["leave"]]
        return (*first, *own, *last)

    def possible(self, shown: Iterable[Command]) -> tuple[Command, ...]:
        """Those of the commands that can be done now, for a keyline that changes; the menu shows all, with reasons."""
        return tuple(c for c in shown if self.NAME not in c.where or self.reason_not(c.id) is None)

    def reason_not(self, command_id: str) -> str | None:
        """Why a command cannot be done now, in a short sentence; None when it can."""
        del command_id
        return None

    def action_carry_out(self, command_id: str) -> None:
        """What the keys of the command table call.

        While a command is being done no key begins another: letters typed ahead are meant for the field it will open.
        """
        if not self._doing:
            self.carry_out(command_id)

    @on(Keyline.Chosen)
    def _keyline_chosen(self, message: Keyline.Chosen) -> None:
        self.choose_command(message.command_id)

    @on(Masthead.Chosen)
    def _place_chosen(self, message: Masthead.Chosen) -> None:
        self.plc_app.go(message.place)

    def choose_command(self, command_id: str) -> None:
        """Do a command from the menu, the palette or the mouse: this screen's own or one that works everywhere."""
        if self.NAME in commands.named(self.NAME, command_id).where:
            self.carry_out(command_id)
        else:
            self.run_worker(self.plc_app.action_carry_out(command_id), group="everywhere")

    def carry_out(self, command_id: str) -> None:
        """Do a command now, or say why not. While it is being done the same command is not begun again."""
        reason = self._not_elsewhere(command_id) or self.reason_not(command_id)
        if reason is not None:
            self.say(reason)
        elif command_id not in self._doing:
            self.say(None)
            self._doing.add(command_id)
            self.run_worker(self._do(command_id), group="act", exclusive=False)

    async def _do(self, command_id: str) -> None:
        try:
            result = getattr(self, f"action_{command_id}")()
            if isawaitable(result):
                await self._calmly(result)
        except PlcError as error:
            self.say_refused(error)
        finally:
            self._doing.discard(command_id)

    async def action_menu(self) -> None:
        """F2: everything that can be done here."""
        from plc_tui.ui.dialogs.menu import Menu

        await self.plc_app.locks.look_if_possible()
        await self._choose_from(Menu(self.NAME, self._why_not, self.plc_app.locks.reason_not))

    async def action_palette(self) -> None:
        """Ctrl+P: the same list, by typing."""
        from plc_tui.ui.dialogs.palette import Palette

        await self.plc_app.locks.look_if_possible()
        await self._choose_from(Palette(self.NAME, self._why_not, self.plc_app.locks.reason_not))

    def _why_not(self, command_id: str) -> str | None:
        known = self._not_elsewhere(command_id) or self.plc_app.locks.reason_not(command_id)
        return known or self.reason_not(command_id)

    def _not_elsewhere(self, command_id: str) -> str | None:
        return NOT_HERE if self.elsewhere and command_id in OWN_GROUND else None

    async def _choose_from(self, dialog: Screen[str | None]) -> None:
        chosen = await self.push_wait(dialog)
        if chosen is not None:
            self.choose_command(chosen)

    async def action_help(self) -> None:
        """F1: what this place is for."""
        from plc_tui.ui.dialogs.help import HelpScreen

        await self.push_wait(HelpScreen(self.NAME, self.ABOUT))

    async def action_everyone(self) -> None:
        """The members of this community."""
        from plc_tui.ui.screens.everyone import EveryoneScreen

        await self.push_wait(EveryoneScreen())

    async def action_drafts(self) -> None:
        """What was begun and not saved yet."""
        from plc_tui.ui.screens.drafts import DraftsScreen

        await self.push_wait(DraftsScreen())

    async def action_bin(self) -> None:
        """What was deleted, until it is gone for good."""
        from plc_tui.ui.screens.bin import BinScreen

        await self.push_wait(BinScreen())

    async def action_journal(self) -> None:
        """What changed who may read what, or who belongs where."""
        from plc_tui.ui.screens.journal import JournalScreen

        await self.push_wait(JournalScreen())

    async def action_back(self) -> None:
        """Esc: from a place there is nowhere further back, and it never leaves the program."""
        self.say(None)


class SubScreen(PlaceScreen):
    """A screen opened over a place. Esc goes back to it."""

    BACK = True

    async def action_back(self) -> None:
        """Back one level; `going_back` may give the caller a result."""
        self.dismiss(self.going_back())

    def going_back(self) -> object:
        """What the screen that opened this one gets."""
        return None


class EditorScreen(SubScreen):
    """A screen with text fields. Its draft is on disk within two seconds, and Esc discards nothing."""

    def draft_place(self) -> str:
        """Where the draft belongs: `note:new`, `note:n7k2`, `review:r2x9`."""
        raise NotImplementedError  # an editor that does not say this must fail at once, not keep nothing

    def draft_fields(self) -> Mapping[str, str]:
        """The fields as they are; hold on to the widgets (made in `__init__`), do not query for them."""
        raise NotImplementedError  # an editor that does not say this must fail at once, not keep nothing

    def watch_draft(self, *, aside: bool = False, early: bool = False) -> None:
        """Begin to keep the draft: call it once the fields hold what the text starts from.

        `aside` leaves another draft that is kept there as it is; `early` is for words before that is known.
        """
        self.keeper.watch(self.draft_place(), self.draft_fields, self._told, aside=aside, early=early)

    # Named for the messages of TextArea and Input: importing those here would make every first paint later.

    def on_text_area_changed(self) -> None:
        """A key in a text."""
        self.keeper.touched(self.draft_place())

    def on_input_changed(self) -> None:
        """A key in a line."""
        self.keeper.touched(self.draft_place())

    def _told(self, state: str, trouble: str) -> None:
        """A draft that was kept is not yet a saved note, a goal that is set or a review that was sent: say which."""
        self.show_state(state.replace("Saved", "Draft kept"))
        if trouble:
            self.say(trouble)

    def say_refused(self, error: PlcError) -> None:
        """Why not; where nothing can be written and her words are no draft, where they are."""
        trouble = self.keeper.trouble(self.draft_place())
        if trouble and isinstance(error, (Busy, CannotWrite)):
            self.say(safe.words(trouble))
        else:
            super().say_refused(error)

    async def action_back(self) -> None:
        """Keep the draft, then go back; where it could not be kept, say where the words are instead."""
        trouble = await self.keeper.release(self.draft_place())
        result = self.going_back()
        self.dismiss(safe.words(trouble) if trouble and isinstance(result, Content) else result)

    async def saved_for_good(self, saved: Mapping[str, str] | None = None) -> None:
        """The text was saved as a note, goal or review: its draft is not needed any more.

        Where fields other than those `saved` are there by now, because she typed on while we waited for our turn to
        write, the draft stays.
        """
        keeper = self.keeper
        typed_on = saved is not None and dict(saved) != dict(self.draft_fields())
        await (keeper.release if typed_on else keeper.drop)(self.draft_place())
