"""What a screen stands on: the member's own community, or one that is only played in (a rehearsal)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from plc_tui.ui.dismissing import Dismissing

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.ui.app import PlcApp
    from plc_tui.ui.keeping import DraftKeeper
    from plc_tui.ui.widgets.masthead import Who

T = TypeVar("T")
Given = TypeVar("Given")

NOT_HERE = "That is about your own community: end this rehearsal first."
"""Why some commands wait while a screen stands on other ground than the member's own."""
OWN_GROUND = frozenset({"everyone", "drafts", "bin", "journal", "open_locked"})
"""The commands of `commands/everywhere.py` that show or change things of the member's own."""


class Ground(Protocol):
    """Whom a screen asks, whose names it shows, where drafts go, and by which clock it lives."""

    @property
    def who(self) -> Who:
        """Return the names for the masthead."""

    @property
    def keeper(self) -> DraftKeeper:
        """Return who keeps what is being written."""

    async def ask(self, work: Callable[[Plc], T]) -> T:
        """Run a service call on the store's thread and return its frozen result; raises its PlcError."""

    def now(self) -> datetime:
        """Return the time now, in the member's own time zone. A rehearsal may have a faster clock."""

    def do_without_waiting(self, work: Callable[[Plc], object]) -> None:
        """Run a service call on the store's thread that nobody waits for, also when the program is about to end."""


class Grounded(Dismissing[Given]):
    """A screen or dialog that stands somewhere."""

    elsewhere: Ground | None = None
    """What it stands on instead of the member's own community; what it opens with `push_wait` stands there too."""

    @property
    def ground(self) -> Ground:
        """What it stands on."""
        return self.elsewhere or cast("PlcApp", self.app)

    @property
    def keeper(self) -> DraftKeeper:
        """Who keeps what is being written in it."""
        return self.ground.keeper

    def now(self) -> datetime:
        """Return the time now, where the member is; in a rehearsal it may go faster."""
        return self.ground.now()
