"""What every page does about her locked notes: open them, shut them, and let go of their words."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from plc_tui.ui.screens.talking import Talking
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.words import locking as words


class LockedWords(Talking):
    """A page that may show words of locked notes."""

    LISTS_NOTES: ClassVar[bool] = False
    """Whether its list may name locked notes or show their words."""
    must_leave = False
    """Whether it showed a locked note that has been shut: it is left as soon as it is on top."""

    def holds_locked(self) -> bool:
        """Whether this page is about a locked note that is open."""
        return False

    def hide_words(self) -> None:
        """Locked notes were shut, and this page goes: nothing of it is to be seen any more."""
        self.must_leave = True
        self.say(None)
        for place in self.query("#place").results(Widget):
            place.display = False

    def shut_words(self) -> None:
        """Locked notes were shut, and this page stays: what it lists is gone at once and fetched anew."""
        self.say(None)
        if self.LISTS_NOTES:
            for rows in self.query(PagedList):
                rows.show([], keep_cursor=False)
            for beside in self.query(".reading Static").results(Static):
                beside.update("")
        self.refresh_place()

    def refresh_place(self) -> None:
        """Fetch again what is shown."""

    async def action_open_locked(self) -> None:
        """With her passphrase."""
        from plc_tui.ui import unlocking

        if await self._can("open_locked") and await unlocking.open_locked(self):
            self.say(words.OPENED)

    async def action_shut_locked(self) -> None:
        """Their words leave the screen, whatever the file is doing."""
        if self.plc_app.locks.open:
            self.plc_app.locks.shut(words.BY_HAND)
        else:
            await self._can("shut_locked")

    async def action_change_passphrase(self) -> None:
        """Another one."""
        from plc_tui.ui import unlocking

        if await self._can("change_passphrase"):
            await unlocking.change(self)

    async def action_new_code(self) -> None:
        """Another recovery code."""
        from plc_tui.ui import unlocking

        if await self._can("new_code"):
            await unlocking.new_code(self)

    async def action_forgot_passphrase(self) -> None:
        """The recovery code, or giving up."""
        from plc_tui.ui import unlocking

        if await self._can("forgot_passphrase"):
            await unlocking.forgot(self)

    async def _can(self, command_id: str) -> bool:
        """Whether it can be done now; else the reason is said."""
        await self.plc_app.locks.look()
        reason = self.plc_app.locks.reason_not(command_id)
        if reason is not None:
            self.say(reason)
        return reason is None
