"""Her locked notes while the screen is open: she is there, she has been quiet for long, they are shut.

Shutting them keeps what is being written (sealed), then leaves every page that shows their words, in every place.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events

from plc_tui.domain.errors import PlcError
from plc_tui.ui.screens.frame import EditorScreen, PlaceScreen
from plc_tui.ui.words import locking as words

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen

    from plc_tui.services import Plc
    from plc_tui.services.locking import Locks
    from plc_tui.ui.app import PlcApp

PRESSED = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What says that she is there."""


class LockWatch:
    """Knows whether her locked notes are open, and shuts them."""

    def __init__(self, app: PlcApp) -> None:
        self._app = app
        self._known: Locks | None = None
        self._were_open = self._shutting = False

    @property
    def open(self) -> bool:
        """Whether they are open now."""
        return self._app.plc is not None and self._app.plc.unlocked

    def pressed(self, event: events.Event) -> None:
        """A key or the mouse: the quiet minutes begin anew. It is called for every event, so it must cost nothing."""
        plc = self._app.plc
        if plc is not None and plc.unlocked and isinstance(event, PRESSED):
            plc.locks.used()

    def opened(self) -> None:
        """They have just been opened: what shows them fetches anew."""
        self._were_open = True
        self._app.run_worker(self._take_in(), group="locks")
        self._app.tell_change()

    async def _take_in(self) -> None:
        """What could only be rescued in this sitting comes back among her drafts."""
        with suppress(PlcError):  # what cannot be kept now stays in its file
            if await self._app.ask(self.take_in):
                self._app.tell_change()

    def take_in(self, plc: Plc) -> int:
        """Put what was rescued sealed among her drafts; on the store's thread.

        On a school's server also what was rescued in the open of a note that was locked after that: only now is there
        a key to seal it with.
        """
        from plc_tui.services.rescued import bring_back, bring_back_sealed

        folder, on_server = self._app.keeper.folder, self._app.keeper.on_server
        in_the_open = bring_back(plc.drafts, folder) if on_server and folder is not None else 0
        return in_the_open + bring_back_sealed(plc, folder, only_there=on_server)

    # Why not

    async def look(self) -> Locks:
        """Ask how they stand."""
        self._known = await self._app.ask(lambda plc: plc.locks.state())
        return self._known

    async def look_if_possible(self) -> None:
        """The same, for a menu that must open whatever happens."""
        if self._app.plc is not None:
            try:
                await self.look()
            except PlcError:
                self._known = None

    def reason_not(self, command_id: str) -> str | None:
        """Why a command about all her locked notes cannot be done now, as far as that is known."""
        if self._known is None:
            return None
        return words.reasons(passphrase=self._known.passphrase, opened=self.open).get(command_id)

    # Shutting

    def tick(self) -> None:
        """Once a second: has she been quiet for so long that they must be shut?"""
        plc = self._app.plc
        if plc is None or self._shutting:
            return
        if self._were_open and not plc.unlocked:  # given up in another window: there is no key to keep anything with
            self._were_open = False
            self._app.tell_change()
        elif plc.unlocked and plc.locks.due():
            self.shut(words.QUIET)

    def shut(self, why: str) -> None:
        """Shut them, and say why; begun at once and done in the background."""
        if not self._shutting:
            self._shutting = True
            self._app.run_worker(self._shut(why), group="locks")

    def in_dialog(self, command_id: str) -> None:
        """A key for a command was pressed over a question: she may want them gone from the screen at once."""
        if command_id == "shut_locked" and self.open:
            self.shut(words.BY_HAND)

    async def _shut(self, why: str) -> None:
        try:
            if not await self._app.keeper.keep_locked():
                self._say(words.NOT_KEPT)
                return
            if self._app.plc is not None:  # here and now, whatever the store's thread still waits for
                self._app.plc.locks.shut()
            self._were_open = False
            await self._leave()
            self._app.forget_clipboard()
            self._say(why)
        finally:
            self._shutting = False

    async def _leave(self) -> None:
        """Take their words off every page: those about a locked note are left, lists fetch anew."""
        for stack in self._app.stacks():
            for page in _to_leave(stack):
                if isinstance(page, EditorScreen):
                    await self._app.keeper.release(page.draft_place())
                page.hide_words()
        for page in self._app.frames():
            if not page.must_leave:
                page.shut_words()
        while (top := self._app.screen) is not None and _goes(top):
            await top.dismiss(None)

    def _say(self, said: str) -> None:
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, PlaceScreen):
                screen.say(said)
                return


def _to_leave(stack: list[Screen[Any]]) -> list[PlaceScreen]:
    """The lowest page about a locked note, and the pages over it: they may name it."""
    pages = [screen for screen in stack if isinstance(screen, PlaceScreen)]
    first = next((index for index, page in enumerate(pages) if page.holds_locked()), len(pages))
    return pages[first:]


def _goes(screen: Screen[Any]) -> bool:
    from plc_tui.ui.dialogs.dialog import Dialog  # not before the first paint

    return screen.must_leave if isinstance(screen, PlaceScreen) else isinstance(screen, Dialog) and not screen.STAYS
