"""From what a group needs to a planned session; only inside an action or a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.ui.screens import session_choosing as choosing
from plc_tui.ui.screens.session_plan import PLACE, PlanScreen
from plc_tui.ui.screens.session_protocols import ProtocolsScreen, choose_need
from plc_tui.ui.words.sessions_protocols import ANY, Wish

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.services.protocol_plans import ProtocolPlan
    from plc_tui.ui.screens.frame import PlaceScreen


async def plan_session(screen: PlaceScreen) -> tuple[str, Content | None]:
    """From what she needs to a planned session: its id, and what is to be said. On with a plan she had begun."""
    begun = await screen.ask(lambda plc: plc.drafts.find(PLACE))
    if begun is not None:
        return await _fill_in(screen, None)
    need = await choose_need(screen)
    if need is None:
        return "", None
    return await look_and_plan(screen, None if need == ANY else need)


async def look_and_plan(screen: PlaceScreen, need: str | None = None) -> tuple[str, Content | None]:
    """Show the protocols; plan with the one she uses."""
    people = await screen.ask(_usual_size)
    plan = await screen.push_wait(ProtocolsScreen(Wish(need, people)))
    return ("", None) if plan is None else await _fill_in(screen, plan)


async def _fill_in(screen: PlaceScreen, plan: ProtocolPlan | None) -> tuple[str, Content | None]:
    form = PlanScreen(plan)
    said = await screen.push_wait(form)
    return form.planned, said if isinstance(said, Content) else None


def _usual_size(plc: Plc) -> int | None:
    """For how many she plans most likely: the circle she would plan for."""
    mine = next(iter(choosing.planning(plc).mine), None)
    return len(mine.members) if mine and len(mine.members) > 1 else None
