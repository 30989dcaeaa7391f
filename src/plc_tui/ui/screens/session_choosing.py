"""What is chosen for a session, while it is planned and on its page; only inside an action or a worker."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.ask_review import choose_work
from plc_tui.ui.words.review_ask import colleague_option
from plc_tui.ui.words.sessions_plan import NOBODY, Planning, circle_options, presenter_options

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking


def planning(plc: Plc) -> Planning:
    """What there is to choose from; on the store's thread."""
    return Planning(plc.me(), plc.members.list(), plc.circles.list(), plc.protocols.all())


async def circle(screen: Talking, offered: Planning, now: str) -> str | None:
    """With which circle? "" is none of them; None when she went back."""
    chosen = await screen.choose("With whom?", circle_options(offered), chosen=(now or NOBODY,))
    return _one(chosen)


async def presenter(screen: Talking, offered: Planning, handle: str, now: str) -> str | None:
    """Who presents? Those of the circle `handle` first; "" is nobody yet."""
    chosen = await screen.choose("Who presents?", presenter_options(offered, handle), chosen=(now or NOBODY,))
    return _one(chosen)


async def own_work(screen: Talking) -> tuple[str, str] | None:
    """Which note or goal of hers do they read? Its id and title, empty for none; None when she went back."""
    none = Option(NOBODY, Content("Nothing yet"), Content("It can be brought until the session is over."))
    nothing = "You have no note (3) or goal (2) to bring yet."
    chosen = await choose_work(screen, "What do you bring? They read it as it is now.", nothing, others=[none])
    if chosen is None or chosen == NOBODY:
        return ("", "") if chosen else None
    title = await screen.ask(lambda plc: plc.reviews.work(chosen).title)
    return chosen, title


async def invited(
    screen: Talking, offered: Planning, inside: Collection[str], now: Collection[str] = ()
) -> tuple[str, ...] | None:
    """Who else can come in? By handles; None when she went back, or when everyone can come in already."""
    options = [colleague_option(member) for member in offered.colleagues if member.handle not in inside]
    if not options:
        screen.say("Everyone here can come in already.")
        return None
    return await screen.choose("Who else can come in?", options, many=True, chosen=now)


def _one(chosen: tuple[str, ...] | None) -> str | None:
    if not chosen:
        return None
    return "" if chosen[0] == NOBODY else chosen[0]
