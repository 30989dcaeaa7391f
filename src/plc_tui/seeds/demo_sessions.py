"""Reads the made-up community's sessions: how they were planned, and what was said and promised in them."""

from __future__ import annotations

from plc_tui.seeds.demo_session_values import (
    DemoGroup,
    DemoPromise,
    DemoSaid,
    DemoSession,
    DemoSessionStep,
    DemoVote,
)
from plc_tui.seeds.fields import Fields
from plc_tui.seeds.protocol_values import KINDS

_WRITTEN = tuple(kind for kind in KINDS if kind != "commitment")


def a_session(fields: Fields) -> DemoSession:
    """Read one session."""
    session = DemoSession(
        key=fields.name("key"),
        circle=fields.name("circle"),
        owner=fields.name("owner"),
        protocol=fields.name("protocol"),
        title=fields.line("title"),
        focus=fields.words("focus"),
        presenter=fields.name("presenter", optional=True),
        work=fields.name("work", optional=True),
        people=int(fields.number("people")),
        minutes=int(fields.number("minutes")),
        days_ago=fields.number("days_ago"),
        starts_in_days=fields.maybe_number("starts_in_days") or 0.0,
        at=fields.line("at", optional=True),
        opened_days_ago=fields.maybe_number("opened_days_ago"),
        closed=fields.flag("closed"),
        joined=fields.names("joined", optional=True),
        from_paper=fields.lines("from_paper", optional=True),
        steps=tuple(_step(each) for each in fields.tables("step", optional=True)),
        parked=tuple(_parked(each) for each in fields.tables("parked", optional=True)),
    )
    fields.end()
    if session.closed and session.opened_days_ago is None:
        raise fields.problem("a session that is closed was opened first")
    if not session.at and session.opened_days_ago is None:
        raise fields.problem("a session that is not opened yet says at what time it is")
    return session


def _step(fields: Fields) -> DemoSessionStep:
    step = DemoSessionStep(
        minutes=fields.number("minutes"),
        added=int(fields.maybe_number("added") or 0),
        paused=fields.maybe_number("paused") or 0.0,
        revealed=fields.flag("revealed"),
        said=tuple(_said(each) for each in fields.tables("said", optional=True)),
        groups=tuple(_group(each) for each in fields.tables("group", optional=True)),
        votes=tuple(_vote(each) for each in fields.tables("vote", optional=True)),
        promises=tuple(_promise(each) for each in fields.tables("promise", optional=True)),
    )
    fields.end()
    return step


def _said(fields: Fields) -> DemoSaid:
    said = DemoSaid(fields.line("by"), fields.words("text"), fields.choice("kind", _WRITTEN))
    fields.end()
    return said


def _parked(fields: Fields) -> DemoSaid:
    said = DemoSaid(fields.line("by"), fields.words("text"), "parked")
    fields.end()
    return said


def _group(fields: Fields) -> DemoGroup:
    group = DemoGroup(fields.line("name"), fields.lines("of"))
    fields.end()
    return group


def _vote(fields: Fields) -> DemoVote:
    vote = DemoVote(fields.line("by"), fields.lines("dots"))
    fields.end()
    return vote


def _promise(fields: Fields) -> DemoPromise:
    promise = DemoPromise(
        fields.line("by"), fields.words("text"), fields.maybe_number("by_days"), fields.name("taken_up", optional=True)
    )
    fields.end()
    return promise
