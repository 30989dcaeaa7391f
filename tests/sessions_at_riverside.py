"""Sessions of the Maths circle at Riverside, made through the services."""

from __future__ import annotations

from typing import Any

from community import Riverside
from plc_tui.domain.sessions.plans import NewSession, SessionPage
from plc_tui.services import Plc


def planned(riverside: Riverside, by: str = "maya", **more: Any) -> SessionPage:
    new = NewSession("what3", title="What came of the waiting", circle="maths", people=3, **more)
    return riverside.do(by, lambda plc: plc.sessions.plan(new))


def held(riverside: Riverside) -> SessionPage:
    """A session that is over: Maya led it, Aisha wrote and promised something, one thing was parked."""
    page = planned(riverside)

    def whole(plc: Plc) -> None:
        plc.sessions.open(page.id)
        with riverside.at("aisha") as aisha:
            aisha.sessions.join(page.id)
            current = ""
            for step in page.steps:
                view = plc.console.forward(page.id, current)
                current = view.room.current.id if view.room.current else ""
                if "note" in step.gathers:
                    aisha.seat.say(page.id, f"Seven seconds, in {step.title}", "note")
                if "commitment" in step.gathers:
                    aisha.seat.commit(page.id, "Count to seven on Friday")
            plc.seat.park(page.id, "Who tells the parents?")
        plc.sessions.close(page.id)

    riverside.do("maya", whole)
    return page
