"""The ground of a rehearsal: the same program, on a community in memory and by a clock that may be faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.rehearsing import BANNER, RehearsalPlan
from plc_tui.rescue import CannotRescue
from plc_tui.ui.keeping import DraftKeeper
from plc_tui.ui.widgets.masthead import Who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plc_tui.services import Plc
    from plc_tui.services.rehearsing import Rehearsal
    from plc_tui.ui.app import PlcApp

T = TypeVar("T")
_OVER = "This rehearsal is over; nothing of it was kept."


class Rehearsed:
    """What the screens of one rehearsal stand on. Made by `begin`, given up by `end`."""

    def __init__(self, app: PlcApp, rehearsal: Rehearsal, name: str) -> None:
        self._app, self._rehearsal = app, rehearsal
        self.session_id = rehearsal.session_id
        self.who = Who(BANNER, name)
        self.keeper: DraftKeeper = _Forgetful(
            ask=self.ask,
            submit=lambda work: None,  # noqa: ARG005 - as it is called; only a program that ends flushes at once
            later=lambda seconds, act: app.set_timer(seconds, lambda: app.run_worker(act(), group="keep")),
            rescue_folder=None,
            now=self.now,
            written=app.time,
        )
        self._ended = False

    @classmethod
    async def begin(cls, app: PlcApp, plan: RehearsalPlan, pace: float) -> Rehearsed:
        """Make the community and open the session. Raises Invalid."""

        def made(plc: Plc) -> tuple[Rehearsal, str]:
            from plc_tui.services.rehearsing import FastClock, Rehearsal

            name = plc.me().name
            return Rehearsal(plan, name, FastClock(pace, lambda: app.now().astimezone(UTC))), name

        rehearsal, name = await app.ask(made)
        return cls(app, rehearsal, name)

    async def ask(self, work: Callable[[Plc], T]) -> T:
        """Run a service call on the rehearsal's community, on the store's thread as everything."""
        if self._ended:
            raise PlcError(_OVER)
        return await self._app.ask(lambda _: work(self._rehearsal.plc))

    def now(self) -> datetime:
        """Return what time it is in the rehearsal."""
        return self._rehearsal.clock().astimezone(self._app.now().tzinfo)

    def do_without_waiting(self, work: Callable[[Plc], object]) -> None:
        """Run a service call that nobody waits for."""
        if not self._ended:
            self._app.do_without_waiting(lambda _: work(self._rehearsal.plc))

    async def play(self) -> bool:
        """Let the made-up people do what is due; say whether anything happened."""
        return bool(await self.ask(lambda _: self._rehearsal.tick()))

    def end(self) -> None:
        """Let go of all of it."""
        if not self._ended:
            self.do_without_waiting(lambda _: self._rehearsal.close())
            self._ended = True


class _Forgetful(DraftKeeper):
    """Keeps drafts in the rehearsal alone: no word of it becomes a file."""

    def _rescue_text(self, kept: object, fields: Mapping[str, str]) -> None:
        del kept, fields
        raise CannotRescue("Nothing of a rehearsal is kept.")
