"""Reads the made-up community's requests for review, with what colleagues wrote and what became of it."""

from __future__ import annotations

from plc_tui.seeds.demo_audience import an_audience
from plc_tui.seeds.demo_values import DemoPoint, DemoRequest, DemoReview
from plc_tui.seeds.fields import Fields

REVIEW_STATES = ("asked", "taken", "sent", "not now", "handed on", "given back")
DECISIONS = ("keep", "try", "park", "talk")
_NO_DECISION_YET = "none"


def a_request(fields: Fields) -> DemoRequest:
    """Read one request with its reviews."""
    request = DemoRequest(
        key=fields.name("key"),
        author=fields.name("author"),
        work=fields.name("work"),
        focus=fields.words("focus"),
        off_limits=fields.words("off_limits", optional=True),
        frame=fields.name("frame"),
        audience=an_audience(fields),
        by_days=fields.maybe_number("by_days"),
        masked=fields.flag("masked"),
        wanted=int(fields.number("wanted")),
        days_ago=fields.number("days_ago"),
        reviews=tuple(_review(each) for each in fields.tables("review", optional=True)),
        closing=fields.words("closing", optional=True),
        closed_days_ago=fields.maybe_number("closed_days_ago"),
        withdrawn_days_ago=fields.maybe_number("withdrawn_days_ago"),
    )
    fields.end()
    if bool(request.closing) != (request.closed_days_ago is not None):
        raise fields.problem("a closing statement and closed_days_ago belong together")
    return request


def _review(fields: Fields) -> DemoReview:
    review = DemoReview(
        reviewer=fields.name("reviewer"),
        state=fields.choice("state", REVIEW_STATES),
        suggested=fields.name("suggested", optional=True),
        days_ago=fields.number("days_ago"),
        points=tuple(_point(each) for each in fields.tables("point", optional=True)),
    )
    fields.end()
    return review


def _point(fields: Fields) -> DemoPoint:
    decision = fields.choice("decision", DECISIONS, default=_NO_DECISION_YET)
    point = DemoPoint(
        box=fields.name("box"),
        text=fields.words("text"),
        decision="" if decision == _NO_DECISION_YET else decision,
        reply=fields.words("reply", optional=True),
    )
    fields.end()
    return point
