"""The screen program: places, the store's thread, the tick that notices others' changes, and the ways out.

Nothing here imports the services: `opening` is called in the store's thread after the first paint.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.driver import Driver
from textual.worker import Worker

from plc_tui import resources, waiting
from plc_tui.domain.errors import Newcomer, NewerFile, PlcError
from plc_tui.exits import FAILED, code_of
from plc_tui.settings import Settings
from plc_tui.ui.at_server import AtServer, ask_name
from plc_tui.ui.commands import app_bindings
from plc_tui.ui.keeping import DraftKeeper
from plc_tui.ui.leaving import in_lines
from plc_tui.ui.leaving_app import LeavingApp
from plc_tui.ui.locks import LockWatch
from plc_tui.ui.places import PLACES, Place, tabs
from plc_tui.ui.screens.frame import PlaceScreen, SharedChange
from plc_tui.ui.widgets.masthead import Who

if TYPE_CHECKING:
    from plc_tui.services import Plc

T = TypeVar("T")
OPEN_AT_LAST = 0.5
"""Seconds after which the file is opened though the first screen was not painted: another took its place at once."""
TIDY_AFTER = 5.0
"""Seconds after opening until old things in the bins are looked for: when nobody waits for the first screen."""
TIDY_AGAIN = 600.0
"""The same between two looks, in a program that stays open all day."""
TICK = 1.0
"""Seconds between two looks at whether anyone else has written."""


class PlcApp(LeavingApp):
    """The program on one terminal, for one member."""

    TITLE = "plc"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE: ClassVar[str] = "home"
    # Home's sheet comes with the shared one: read later, it would have every rule parsed again before the first paint.
    CSS_PATH = [resources.folder("styles") / f"{name}.tcss" for name in ("base", "home")]
    BINDINGS: ClassVar[list[BindingType]] = [*app_bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-middle"), (100, "-wide")]

    def __init__(
        self,
        opening: Callable[[], Plc],
        *,
        settings: Settings = Settings(),  # noqa: B008 - frozen
        settings_path: Path | None = None,
        throw_away: Path | None = None,
        server: AtServer | None = None,
        places: tuple[Place, ...] = PLACES,
        driver_class: type[Driver] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.settings_path = settings_path
        self.places = places
        super().__init__(settings, server, throw_away, driver_class)
        self._opening = opening
        self._begun = False
        self.now = now
        self.plc: Plc | None = None
        self.who = Who()
        self.came_from = self.DEFAULT_MODE
        """The place she was in before this one: where Esc leads from Find."""
        self.waits = False
        """Whether something waits to be saved because a colleague saves."""
        self._store = concurrent.futures.ThreadPoolExecutor(
            1, thread_name_prefix="plc-store", initializer=waiting.tell, initargs=(self._tell_waiting,)
        )
        self._opened = asyncio.Event()
        self._asking = 0
        self.keeper = DraftKeeper(
            ask=self.ask,
            submit=self._submit,
            later=self._later,
            rescue_folder=server.rescue if server else Path(settings.rescue_folder) if settings.rescue_folder else None,
            now=now,
            written=self.time,
            on_server=server is not None,
            seal=lambda place, fields: self.plc.locks.seal_for_rescue(place, fields) if self.plc else None,
        )
        self.locks = LockWatch(self)
        self._modes = {place.name: place.open for place in places}
        self.wear_first(settings)

    # The store's thread

    async def ask(self, work: Callable[[Plc], T]) -> T:
        """Run a service call on the store's thread and return its frozen result; raises its PlcError.

        Waits for the file to be open, so a screen may ask as soon as it is mounted.
        """
        await self._opened.wait()
        return await self._in_store(lambda: work(self._plc()))

    async def _in_store(self, work: Callable[[], T]) -> T:
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._store, work)
        finally:
            self._asking -= 1

    def _tell_waiting(self, waits: bool) -> None:
        """The store's thread waits for its turn to write, or has waited long enough."""
        with suppress(RuntimeError):  # the screen has ended meanwhile; there is nobody left to tell
            self.call_later(self._show_waiting, waits)

    def _show_waiting(self, waits: bool) -> None:
        self.waits = waits
        for screen in self.frames():
            screen.show_waiting(waits)

    def _plc(self) -> Plc:
        if self.plc is None:
            raise PlcError("The file is not open.")
        return self.plc

    def _submit(self, work: Callable[[Plc], object]) -> concurrent.futures.Future[object] | None:
        if self.plc is None:
            return None
        return self._store.submit(work, self.plc)

    def do_without_waiting(self, work: Callable[[Plc], object]) -> None:
        """Run a service call on the store's thread that nobody waits for, also when the program is about to end."""
        with suppress(RuntimeError):  # the store's thread has already been shut down
            self._submit(work)

    def _later(self, seconds: float, act: Callable[[], Coroutine[object, object, None]]) -> object:
        return self.set_timer(seconds, lambda: self.run_worker(act(), group="keep"))

    # Opening

    def on_mount(self) -> None:
        """Show the frame first; open the file once it is there (`on_ready`).

        A key typed ahead may bring another screen before the first one is painted, and then that paint never comes.
        """
        self.listen_to_signals()
        self.set_timer(OPEN_AT_LAST, self._begin)

    def on_ready(self) -> None:
        """The first frame is there; waiting for the next one would cost a sixtieth of a second."""
        self._begin()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self.run_worker(self._open(), group="open")

    async def _open(self) -> None:
        try:
            self.plc, self.who, settings = await self._in_store(self._open_file)
        except Newcomer as newcomer:
            await self._welcome(newcomer)
            return
        except PlcError as error:
            self.farewell = in_lines(str(error))
            self.exit(return_code=code_of(error) or FAILED)
            return
        if settings != self.settings:
            self.wear(settings)
        self._opened.set()
        for screen in self.frames():
            screen.show_who(self.who)
        self.set_interval(TICK, self._tick)
        self.set_timer(TIDY_AFTER, self._tidy)
        self.set_interval(TIDY_AGAIN, self._tidy)

    async def _welcome(self, newcomer: Newcomer) -> None:
        """Ask her name, then open the file as a member; without a name there is nothing to stay for."""
        server, screen = self.server, self.screen
        if server is None or not isinstance(screen, PlaceScreen):
            raise newcomer
        name = await ask_name(screen, server.name)
        if name is None:
            await self.action_leave()
            return
        self._opening = lambda: server.join(name)
        await self._open()

    def _open_file(self) -> tuple[Plc, Who, Settings]:
        plc = self._opening()
        plc.changed()
        community = plc.community()
        self.locks.take_in(plc)
        who = Who(community.name, plc.actor.name, community.demo, self.throw_away is not None)
        return plc, who, self.server.settings(plc, self.settings) if self.server else self.settings

    # Others' changes

    def _tidy(self) -> None:
        _: Worker[None] = self.run_worker(self._empty_what_is_old, group="tidy")

    async def _empty_what_is_old(self) -> None:
        """Bins are emptied of what has lain there for thirty days by whoever comes by."""
        try:
            await self.ask(lambda plc: plc.bin.tidy())
        except PlcError:
            return  # the next one to come by does it

    def _tick(self) -> None:
        self.locks.tick()
        if self._asking == 0:
            _: Worker[None] = self.run_worker(self._look_for_changes, group="tick", exclusive=True)

    async def _look_for_changes(self) -> None:
        try:
            changed = await self.ask(lambda plc: plc.changed())
        except NewerFile as error:
            self._overtaken(error)
            return
        except PlcError:
            return  # the next tick asks again; the next act of hers will say what is wrong
        if changed:
            self.tell_change()

    def _overtaken(self, error: NewerFile) -> None:
        """A newer program upgraded the file: this one cannot write to it any more. What she was writing is kept."""
        self.keeper.flush_now()
        self.farewell = str(error)
        self.say_rescued()
        self.exit(return_code=code_of(error) or FAILED)

    def tell_change(self) -> None:
        """Something in the file is new: what is in sight refreshes now, the other places when she comes to them."""
        in_sight = next((s for s in reversed(self.screen_stack) if isinstance(s, PlaceScreen)), None)
        for screen in self.frames():
            screen.stale = screen is not in_sight
        if in_sight is not None:
            in_sight.post_message(SharedChange())

    def show_member(self, name: str) -> None:
        """She changed her name: every masthead shows it."""
        self.who = replace(self.who, member=name)
        for screen in self.frames():
            screen.show_who(self.who)

    async def on_event(self, event: events.Event) -> None:
        """Her locked notes stay open while she is there."""
        self.locks.pressed(event)
        await super().on_event(event)

    # Places

    def go(self, place: str) -> None:
        """Change place; the place one is in goes back to its beginning."""
        if self.in_dialog or place not in self._modes:
            return
        if place != self.current_mode:
            if isinstance(self.screen, PlaceScreen):
                self.screen.say(None)  # what was said here is old news when she comes back
            self.came_from = self.current_mode
            self.switch_mode(place)
        elif len(self.screen_stack) > 1 and isinstance(self.screen, PlaceScreen):
            self.screen.carry_out("back")

    @property
    def in_dialog(self) -> bool:
        """Whether a question or a list is open over the place."""
        return self.screen.is_modal

    def tabs_for_masthead(self) -> tuple[object, ...]:
        """The places as the masthead names them."""
        return tabs(self.places)

    async def action_carry_out(self, command_id: str) -> None:
        """Do a command that works everywhere; in a dialog only leaving and shutting locked notes do."""
        if command_id == "leave":
            await self.action_leave()
        elif self.in_dialog:
            self.locks.in_dialog(command_id)
        elif isinstance(self.screen, PlaceScreen) and self.screen.SEEN_BY_ALL:
            if command_id in ("help", "back", "shut_locked"):
                self.screen.carry_out(command_id)
        elif command_id.startswith("go_"):
            self.go(command_id.removeprefix("go_"))
        elif isinstance(self.screen, PlaceScreen):
            self.screen.carry_out(command_id)

    async def action_quit(self) -> None:
        """Textual's own way out is ours too."""
        await self.action_leave()

    def close_store(self) -> None:
        """Close the file and let the store's thread end; called once the program has left the screen."""
        if self.plc is not None:
            self._store.submit(self.plc.close)
        self._store.shutdown(wait=False, cancel_futures=False)
