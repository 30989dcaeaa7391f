"""The bin: deleted things, until they are gone for good."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.finding import Binned
from plc_tui.domain.values import BIN_DAYS
from plc_tui.text import counted
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.shelves import bin_row, named

HELD = "Backups made before now still hold it."
KEPT = f"What you delete stays here for {BIN_DAYS} days. Nobody can read it, and you can put it back."


class BinScreen(SubScreen):
    """What she deleted, newest first: put back, or delete for good."""

    NAME = "bin"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("shelves")
    ABOUT = Help(
        f"What you delete stays in your bin for {BIN_DAYS} days. Nobody reads it there. Put back, it is as it was: "
        "the same words, the same responses, the same readers. After that time it is gone for good, from the file too.",
        "You deleted a note on Monday and miss it on Thursday. Put the cursor on it and press Enter: it is back.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._binned: dict[str, Binned] = {}
        self.rows = PagedList(self._page, empty=empty_words("Your bin is empty.", "What you delete comes here first."))

    def compose_place(self) -> ComposeResult:
        """What this is, and the list."""
        yield Static(Content.assemble(("Bin", "bold $accent"), "\n", (KEPT, "$soft")), id="about")
        yield self.rows

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # thirty days of one person's deleting
        found = await self.ask(lambda plc: plc.bin.list())
        self._binned = {binned.id: binned for binned in found}
        self.call_later(self._show_commands)
        now = self.plc_app.now()
        return Page(tuple(bin_row(binned, now) for binned in found))

    @property
    def _here(self) -> Binned | None:
        return self._binned.get(self.rows.key or "")

    def _show_commands(self) -> None:
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """An empty list offers nothing to do."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Everything here needs something in the bin."""
        if command_id == "bin":
            return "You are looking at your bin."
        if command_id in ("open", "delete_for_good", "empty_bin") and self._here is None:
            return "Your bin is empty."
        return None

    async def action_open(self) -> None:
        """Put the thing under the cursor back."""
        binned = self._here
        if binned is not None:
            await self.ask(lambda plc: plc.bin.restore(binned.id))
            self.wrote(safe.fill("$named is back, for those who could read it before.", named=_first_up(named(binned))))

    async def action_delete_for_good(self) -> None:
        """Ask, naming the thing; then delete it and what was said about it."""
        binned = self._here
        if binned is None:
            return
        question = safe.fill("Delete $named for good?", named=named(binned))
        if await self.confirm(question, _consequence(binned), "Delete for good", "Keep it"):
            await self.ask(lambda plc: plc.bin.empty(binned.id))
            self.wrote(safe.fill("$named is gone for good.", named=_first_up(named(binned))))
        else:
            self.say("It stays in the bin.")

    async def action_empty_bin(self) -> None:
        """Ask, saying how much it is; then delete all of it."""
        many = counted(len(self._binned), "thing", "things")
        titles = [named(binned) for binned in list(self._binned.values())[:3]]
        rest = len(self._binned) - len(titles)
        listed = ", ".join(titles) + (f" and {rest} more" if rest else "")
        words = safe.fill(
            "$listed will be gone, and what was said about it. This cannot be undone. $held", listed=listed, held=HELD
        )
        if await self.confirm(f"Delete {many} for good?", words, "Delete for good", "Keep"):
            gone = await self.ask(lambda plc: plc.bin.empty())
            self.wrote(f"Your bin is empty: {counted(gone, 'thing is', 'things are')} gone for good.")
        else:
            self.say("Everything stays in the bin.")


def _consequence(binned: Binned) -> Content:
    said = "" if binned.kind == "response" else ", its earlier versions and what colleagues said about it"
    return Content(f"Its words{said} will be gone from the file. This cannot be undone. {HELD}")


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
