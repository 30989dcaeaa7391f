"""What the room, the console and a seat share: they follow an open session, whoever changes it.

The app's look each second says that something was written; `revision` says whether it was in this session; only then
is the view fetched anew. What ticks is counted here from the step and the common clock. A view advances nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.css.query import NoMatches
from textual.worker import Worker

from plc_tui.domain.errors import NotFound, NotPermitted, PlcError
from plc_tui.domain.sessions.values import BEAT, SessionStep
from plc_tui.domain.sessions.views import ConsoleView, RoomView
from plc_tui.ui import safe
from plc_tui.ui.screens.frame import PlaceScreen

if TYPE_CHECKING:
    from plc_tui.services import Plc

V = TypeVar("V")
CLOCK_AGAIN = 60.0
"""Seconds between two looks at how far this machine's clock is from the common one."""


class Live(PlaceScreen, Generic[V]):
    """Follows one session.

    A screen gives `look` (done on the store's thread) and `show_view`; `view` is what was seen last.
    """

    PLACE = "sessions"
    BEATS: ClassVar[bool] = True
    """Whether it says every few seconds that its member is there."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id
        self.view: V | None = None
        self._ahead = timedelta()
        self._revision = -1
        self._going_back = False
        self.acting = False
        """Whether what is shown just now came of her own act."""

    # The clock

    def moment(self) -> datetime:
        """The time now, by the clock that everyone in the session shares; never before what was seen last."""
        now = self.now().astimezone(UTC) + self._ahead
        return now if self.view is None else max(now, self.room_of(self.view).at)

    async def _set_clock(self) -> None:
        try:
            self._ahead = await self.ask(lambda plc: plc.sessions.clock_offset())
        except PlcError:
            return  # the next look asks again

    # Following

    def soon(self, work: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        """Do this on the screen's own loop, instead of what this group still does; a PlcError becomes the calm line."""
        # Not a coroutine: one that a later one cancels before it began would never be awaited.
        _: Worker[None] = self.run_worker(partial(self._do_soon, work), group=group, exclusive=True)

    async def _do_soon(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await self._calmly(work())

    def on_mount(self) -> None:
        """Fetch it; from now on follow it, and say that she is there."""
        super().on_mount()
        self.soon(self._begin, "begin")
        self.set_interval(BEAT, self._beat)
        self.set_interval(CLOCK_AGAIN, self._look_at_clock)

    async def _begin(self) -> None:
        await self._set_clock()
        await self.look_now()
        if self.BEATS:
            await self._say_here()
            await self.look_now()

    def _look_at_clock(self) -> None:
        self.soon(self._set_clock, "clock")

    def _beat(self) -> None:
        """She is there; and who is there does not show in the revision, so that the view is fetched too."""
        self.soon(self._beat_and_look, "beat")

    async def _beat_and_look(self) -> None:
        if self.BEATS:
            await self._say_here()
        await self.look_now()

    async def _say_here(self) -> None:
        try:
            await self.ask(lambda plc: plc.seat.here(self.session_id))
        except PlcError:
            return  # the next beat says it again

    def refresh_place(self) -> None:
        """Somebody wrote: perhaps in this session."""
        if self.view is not None:
            self.soon(self._look_if_new, "reload")

    async def _look_if_new(self) -> None:
        try:
            revision = await self.ask(lambda plc: plc.sessions.revision(self.session_id))
        except PlcError:
            revision = -1
        if revision != self._revision:
            await self.look_now()

    async def look_now(self) -> None:
        """Fetch the view and show it; what is wrong is said in the screen's own way."""
        try:
            view = await self.ask(self.look)
        except (NotFound, NotPermitted) as gone:
            self.show_gone(gone)
        except PlcError as trouble:
            self.say(safe.words(str(trouble)))
        else:
            self.take(view)

    def take(self, view: V) -> None:
        """Show a view that was fetched, or that a service gave back."""
        self.view = view
        self._revision = self.room_of(view).revision
        if self.is_attached:
            try:
                self.show_view(view)
            except NoMatches:
                return  # the screen is being taken down

    async def act(self, work: Callable[[Plc], V]) -> V:
        """Do something in the session, and show what came of it."""
        view = await self.ask(work)
        self.acting = True
        try:
            self.take(view)
        finally:
            self.acting = False
        return view

    # What a view gives

    def look(self, plc: Plc) -> V:
        """Fetch the view; on the store's thread."""
        raise NotImplementedError

    def room_of(self, view: V) -> RoomView:
        """What everyone in the room may see of it."""
        raise NotImplementedError

    def show_view(self, view: V) -> None:
        """Draw it."""
        raise NotImplementedError

    def show_gone(self, error: PlcError) -> None:
        """It cannot be seen any more."""
        self.say(safe.words(str(error)))

    # Leaving

    async def action_back(self) -> None:
        """Back to where she came from; she is still in the session for a while, and can come back."""
        self._going_back = True
        await super().action_back()

    def on_unmount(self) -> None:
        """The program ends: others need not wait until it is noticed."""
        if self.BEATS and not self._going_back and self.elsewhere is None:
            self.ground.do_without_waiting(lambda plc: plc.seat.leave(self.session_id))


class LiveConsole(Live[ConsoleView]):
    """What the parts of the console share."""

    @property
    def current(self) -> SessionStep | None:
        """The step that runs."""
        return self.view.room.current if self.view else None

    moved_by_others = -math.inf
    """When, on the machine's own clock, somebody else at a console was seen to have gone on."""

    @property
    def expect(self) -> str:
        """The step she sees, so that two who press at once make one step."""
        return self.current.id if self.current else ""
