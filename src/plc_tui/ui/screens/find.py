"""Find: one box over everything she may read, as she types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from plc_tui.domain.finding import Found, Hit
from plc_tui.ui import commands, safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.looking import KINDS, Looking, narrow, read
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.hits import Hits
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.words.find_pane import hit_pane
from plc_tui.ui.words.finding import hit_rows, understood

if TYPE_CHECKING:
    from plc_tui.services import Plc

PAUSE = 0.12
"""Seconds after the last key before the search begins."""
MOST = 50
"""So many hits are shown; a better word is a better way than a longer list."""
EXAMPLE = Content("\n").join(
    [
        Content.styled("What are you looking for?", "bold"),
        Content.styled("Type a word or two: everything you may read is looked through while you type.", "$soft"),
        Content(""),
        Content.assemble(("silence", "bold"), ("              wherever that word stands", "$soft")),
        Content.assemble(("silence by:ben", "bold"), ("       only what Ben wrote", "$soft")),
        Content.assemble(("kind:note tag:talk", "bold"), ("   notes with that tag", "$soft")),
        Content.assemble(("exit since:monday", "bold"), ("    written since Monday", "$soft")),
    ]
)
NOTHING = Content("\n").join(
    [
        Content.styled("Nothing you may read matches.", "bold"),
        Content.styled("Try fewer or shorter words; the beginning of a word is enough.", "$soft"),
    ]
)
_SINCE = (("1w", "A week ago"), ("1m", "A month ago"), ("3m", "Three months ago"), ("1y", "A year ago"))


class FindScreen(PlaceScreen):
    """The box, how it was understood, and what was found. Her words stay in the box until she takes them out."""

    NAME = "find"
    LISTS_NOTES = True
    PLACE = "find"
    BACK = True
    BINDINGS = [
        *commands.bindings(NAME),
        Binding("slash", "to_box", show=False),
        Binding("down", "to_list", show=False),
        Binding("pagedown", "to_list", show=False),
    ]
    CSS_PATH = style("find")
    ABOUT = Help(
        "Find looks through everything you may read: titles, texts, tags, responses, reviews. The words you look for "
        "stand out where they were found. Narrow it with words such as by:ben, kind:note, tag:talk or since:monday, "
        "or with F3 to F6.",
        "You remember that somebody wrote about silence. Type silence: the second line is Aisha's note. Down, Enter, "
        "and you read it.",
    )

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.box = Input(words, placeholder="such as: silence by:ben", compact=True, select_on_focus=False, id="box")
        self.box.cursor_blink = False
        self.found = Hits(empty=EXAMPLE)
        self._hits: dict[str, Hit] = {}
        self._asked = 0
        self._timer: Timer | None = None
        self._went_elsewhere = False
        self._home = self.NAME
        """The place whose screens this one is among: it can also be opened over another."""

    def compose_place(self) -> ComposeResult:
        """Box, how it is understood, results; on a wide terminal the one under the cursor beside them."""
        yield self.box
        line = Static(id="understood")
        line.display = False
        yield line
        with Container(classes="beside"):
            yield self.found
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    def on_mount(self) -> None:
        """Begin in the box."""
        self._home = self.plc_app.current_mode
        self.found.show([])
        self.to_the_box()
        if self.box.value.strip():
            self.refresh_place()

    def on_screen_suspend(self) -> None:
        """Remember whether she goes to another place or only opens something over this one."""
        self._went_elsewhere = self.plc_app.current_mode != self._home

    def on_screen_resume(self) -> None:
        """From another place she comes to type; from what she opened, back to where the cursor was."""
        if self._went_elsewhere:
            self.to_the_box()

    def to_the_box(self) -> None:
        """Put the cursor behind the words in the box."""
        self.box.focus()
        self.box.cursor_position = len(self.box.value)

    # Looking

    @on(Input.Changed, "#box")
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._look_afresh)

    def _look_afresh(self) -> None:
        self._look(keep_cursor=False)

    def refresh_place(self) -> None:
        """Somebody wrote: look again, and leave the cursor where it is."""
        self._look(keep_cursor=True)

    def _look(self, *, keep_cursor: bool) -> None:
        self._asked += 1
        self.in_background(self._find(self._asked, self.box.value, keep_cursor), "find", exclusive=True)

    async def _find(self, asked: int, box: str, keep_cursor: bool) -> None:
        today = self.plc_app.now().date()
        looking, found, me = await self.ask(lambda plc: _find(plc, box, today))
        if asked != self._asked:
            return  # she has typed on: this answer is to an older question
        self._hits = {hit.id: hit for hit in found.items}
        self._say_understood(understood(looking, today))
        self.found.say_when_empty(NOTHING if looking else EXAMPLE)
        self.found.show(hit_rows(found, looking, me), keep_cursor=keep_cursor)

    def _say_understood(self, words: Content) -> None:
        line = self.query_one("#understood", Static)
        line.update(words)
        line.display = bool(words.plain)

    @on(PagedList.Highlighted)
    def _show_more(self) -> None:
        hit = self._hits.get(self.found.key or "")
        if not self.has_class("-wide") or hit is None:
            self.query_one("#more", Static).update("")
            return
        self.in_background(self._show_hit(hit), "more", exclusive=True)

    async def _show_hit(self, hit: Hit) -> None:
        words = await self.ask(lambda plc: hit_pane(plc, hit))
        self.query_one("#more", Static).update(words)

    # Moving between box and list

    def action_to_box(self) -> None:
        """From the list back to the box."""
        self.to_the_box()

    def action_to_list(self) -> None:
        """From the box down to what was found."""
        if self.found.key is not None:
            self.found.focus()

    @on(Hits.Above)
    def _above(self) -> None:
        self.to_the_box()

    @on(Hits.Typed)
    def _typed_on(self, message: Hits.Typed) -> None:
        self.to_the_box()
        self.box.insert_text_at_cursor(message.character)

    @on(Input.Submitted, "#box")
    def _submitted(self) -> None:
        self.carry_out("open")

    # What can be done

    def reason_not(self, command_id: str) -> str | None:
        """Something must have been found to be opened."""
        if command_id == "open" and self.found.key is None:
            return "Nothing is found yet: type a word or two." if not self.box.value.strip() else "Nothing was found."
        return None

    async def action_open(self) -> None:
        """Open what was found; a response or review opens what it belongs to."""
        from plc_tui.ui import doors

        hit = self._hits.get(self.found.key or "")
        if hit is not None:
            self.found.focus()
            self.say(await doors.open_thing(self, hit.root))

    async def action_back(self) -> None:
        """Back to where she came from; the words stay in the box."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.plc_app.go(self.plc_app.came_from)

    def action_empty_box(self) -> None:
        """Take everything out of the box."""
        self.box.value = ""
        self.to_the_box()

    async def action_narrow_kind(self) -> None:
        """Only one kind of thing."""
        options = [Option(kind, Content(words[:1].upper() + words[1:])) for kind, words in KINDS]
        await self._narrow("kind", "Which kind are you looking for?", options, "Every kind")

    async def action_narrow_person(self) -> None:
        """Only what one person wrote."""
        members, me = await self.ask(lambda plc: (plc.members.list(), plc.actor.id))
        options = [
            Option("me" if m.id == me else m.handle, safe.line(f"{m.name} (you)" if m.id == me else m.name))
            for m in sorted(members, key=lambda member: member.id != me)
        ]
        await self._narrow("by", "Whose words are you looking for?", options, "Anyone's")

    async def action_narrow_tag(self) -> None:
        """Only notes with a tag."""
        tags = await self.ask(lambda plc: plc.notes.tags())
        if not tags:
            self.say("No note you may read has a tag yet.")
            return
        await self._narrow("tag", "Which tag?", [Option(tag, safe.line(f"#{tag}")) for tag in tags], "With or without")

    async def action_narrow_since(self) -> None:
        """Only what is not older than a day."""
        options = [Option(value, Content(words)) for value, words in _SINCE]
        await self._narrow("since", "Since when?", options, "From the beginning")

    async def _narrow(self, name: str, title: str, options: list[Option], all_of_them: str) -> None:
        today = self.plc_app.now().date()
        if narrow(self.box.value, name, "", today).split() != self.box.value.split():
            options = [Option("", Content(all_of_them)), *options]
        chosen = await self.choose(title, options)
        if chosen:
            self.box.value = narrow(self.box.value, name, chosen[0], today)
            self.to_the_box()


def _find(plc: Plc, box: str, today: date) -> tuple[Looking, Found, str]:
    """Read the box and look; runs where the file is read."""
    me = plc.actor
    looking = read(box, plc.members.list(), me.id, today)
    if not looking:
        return looking, Found((), more=False), me.id
    handle = looking.by.handle if looking.by else None
    found = plc.finding.find(looking.words, looking.kind, handle, looking.tag, looking.since, MOST)
    return looking, found, me.id
