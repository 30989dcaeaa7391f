"""Sessions, what their room, seats and consoles show, and summaries, as the records of `--json` and of exports."""

from __future__ import annotations

from plc_tui.domain.sessions.labels import labels
from plc_tui.domain.sessions.plans import SessionPage, Summary, SummaryStep
from plc_tui.domain.sessions.values import Happening, SessionStep
from plc_tui.domain.sessions.views import ConsoleView, PersonAt, Promise, RoomView, SeatView, Shown
from plc_tui.seeds import Protocol
from plc_tui.services.protocol_plans import ProtocolPlan
from plc_tui.services.records import Record, moment, who
from plc_tui.services.records import record as record


@record.register
def _(value: SessionPage) -> Record:
    return {
        "id": value.id,
        "kind": "session",
        "title": value.title,
        "protocol": value.protocol,
        "protocol_title": value.on,
        "credit": value.credit,
        "focus": value.focus,
        "status": value.state,
        "owner": who(value.owner),
        "author": who(value.owner),
        "circle": value.circle.handle if value.circle else None,
        "starts": moment(value.starts),
        "minutes": round(value.seconds / 60),
        "opened": moment(value.opened),
        "closed": moment(value.closed),
        "created": moment(value.created),
        "updated": moment(value.updated),
        "presenter": value.presenter or None,
        "facilitators": list(value.facilitators),
        "people": list(value.people),
        "work": _work(value),
        "steps": _steps(value.steps),
        "current": _number(value.steps, value.current),
        "code": value.code or None,
        "console": value.console,
        "joined": value.joined,
        "presents": value.presents,
        "owed": [record(promise) for promise in value.owed],
        "summary": value.summary or None,
    }


def _work(value: SessionPage) -> Record | None:
    work = value.work
    same = {} if work is None else {"id": work.id, "kind": work.kind, "title": work.title, "body": work.body}
    return None if work is None else same | {"version": work.version}


@record.register
def _(value: SessionStep) -> Record:
    return {
        "title": value.title,
        "seconds": value.seconds,
        "extra": value.extra,
        "prompt": value.prompt,
        "speaker": value.speaker,
        "silent": list(value.silent),
        "stems": list(value.stems),
        "gathers": list(value.gathers),
        "hidden": value.hidden,
        "revealed": value.revealed,
        "naming": value.naming,
        "clusters": value.clusters,
        "dots": value.dots,
        "fist": value.fist,
        "ballot": value.ballot,
        "votes_shown": value.shown,
        "round": value.round,
        "status": value.state,
        "used": round(value.ran),
        "since": moment(value.since),
    }


@record.register
def _(value: Promise) -> Record:
    same = {"id": value.id, "kind": "commitment", "session": value.session, "owner": value.owner, "text": value.text}
    return same | {"by": value.by or None, "status": value.state, "mine": value.mine, "goal": value.goal or None}


# What is seen while it goes on; times as they were when it was looked at


@record.register
def _(view: RoomView) -> Record:
    return _room(view)


def _room(view: RoomView) -> Record:
    step = view.current
    return {
        "id": view.id,
        "kind": "room",
        "title": view.title,
        "focus": view.focus,
        "status": view.state,
        "code": view.code or None,
        "presenter": view.presenter or None,
        "facilitators": list(view.facilitators),
        "present": view.present,
        "current": _number(view.steps, step.id if step else ""),
        "left": round(step.left(view.at)) if step else None,
        "paused": step is not None and step.since is None,
        "behind": round(view.behind),
        "turn": view.turn or None,
        "order": list(view.order),
        "steps": _steps(view.steps),
        "contributions": _shown(view, view.contributions),
        "groups": [
            {"letter": labels(view)[each.id], "id": each.id, "step": _number(view.steps, each.step), "name": each.name}
            for each in view.groups
        ],
        "ballots": _ballots(view),
        "parked": list(view.parked),
        "commitments": [record(promise) for promise in view.promises],
        "owed": [record(promise) for promise in view.owed],
    }


def _shown(view: RoomView, contributions: tuple[Shown, ...]) -> list[Record]:
    known = labels(view)
    return [
        {
            "number": int(known[each.id]) if each.id in known else None,
            "id": each.id,
            "step": _number(view.steps, each.step),
            "kind": each.kind,
            "text": each.text,
            "by": each.by or None,
            "group": known.get(each.cluster),
        }
        for each in contributions
    ]


def _ballots(view: RoomView) -> list[Record]:
    known = labels(view)
    return [
        {
            "step": _number(view.steps, each.step),
            "round": each.ballot,
            "counts": [{"for": known.get(target, target), "count": count} for target, count in each.counts],
        }
        for each in view.ballots
    ]


@record.register
def _(view: SeatView) -> Record:
    known = labels(view.room)
    return _room(view.room) | {
        "kind": "seat",
        "name": view.name,
        "role": view.role,
        "silent": view.silent,
        "mine": [
            own | {"hidden": each.hidden} for own, each in zip(_shown(view.room, view.mine), view.mine, strict=True)
        ],
        "promised": [record(promise) for promise in view.promises],
        "targets": [known[each.id] for each in view.votable],
        "dots": {known.get(target, target): count for target, count in view.dots},
        "fingers": view.fingers,
        "ready": view.ready,
        "one_more": view.more,
        "hand": view.hand,
        "my_turn": view.my_turn,
        "console": view.console,
        "console_free": view.console_free,
        "left": view.left,
    }


@record.register
def _(view: ConsoleView) -> Record:
    return _room(view.room) | {
        "kind": "console",
        "contributions": _shown(view.room, view.contributions),
        "people": [_person(person) for person in view.people],
        "waiting": view.waiting,
        "votes": view.votes,
        "ready": view.ready,
        "one_more": view.more,
        "not_heard": list(view.not_heard),
        "expected_end": moment(view.expected_end),
    }


def _person(value: PersonAt) -> Record:
    return {
        "name": value.name,
        "handle": value.handle or None,
        "from_paper": value.paper,
        "presenter": value.presenter,
        "console": value.console,
        "present": value.present,
        "ready": value.ready,
        "one_more": value.more,
        "hand": value.hand,
        "turn": value.turn,
        "wrote": value.wrote,
        "heard": value.heard,
    }


# What remains


@record.register
def _(value: Summary) -> Record:
    return {
        "kind": "summary",
        "title": value.title,
        "circle": value.circle or None,
        "protocol": value.protocol,
        "protocol_title": value.on,
        "credit": value.credit,
        "focus": value.focus,
        "opened": moment(value.opened),
        "closed": moment(value.closed),
        "facilitators": list(value.facilitators),
        "presenter": value.presenter or None,
        "people": list(value.people),
        "planned": value.planned,
        "used": value.used,
        "steps": [_summed(step) for step in value.steps],
        "parked": list(value.parked),
        "commitments": [record(promise) for promise in value.promises],
    }


def _summed(value: SummaryStep) -> Record:
    named = {group.id: group.name for group in value.groups}
    return {
        "title": value.title,
        "planned": value.planned,
        "used": value.used,
        "skipped": value.skipped,
        "contributions": [
            {"kind": each.kind, "text": each.text, "by": each.by or None, "group": named.get(each.cluster)}
            for each in value.shown
        ],
        "ballots": [
            {"round": number, "counts": [{"for": label, "count": count} for label, count in counts]}
            for number, counts in value.ballots
        ],
        "fist": value.fist,
    }


def happening_record(value: Happening, steps: tuple[SessionStep, ...]) -> Record:
    """Return one thing that was done with the time of a session."""
    step = _number(steps, value.step)
    return {"at": moment(value.at), "act": value.act, "step": step, "seconds": value.seconds}


# Protocols


@record.register
def _(value: Protocol) -> Record:
    return {
        "id": value.id,
        "kind": "protocol",
        "title": value.title,
        "credit": value.credit,
        "purpose": value.purpose,
        "when": value.when,
        "needs": list(value.needs),
        "trust": value.trust,
        "caution": value.caution,
        "people_least": value.people_least,
        "people_most": value.people_most,
    }


@record.register
def _(value: ProtocolPlan) -> Record:
    return record(value.protocol) | {
        "people": value.people,
        "seconds": value.seconds,
        "fits": value.fits,
        "why_not": value.why_not,
        "steps": [
            {
                "title": planned.step.title,
                "round": planned.round,
                "seconds": planned.seconds,
                "speaker": planned.step.speaker,
                "silent": list(planned.step.silent),
                "prompt": planned.step.prompt,
                "gathers": list(planned.step.gathers),
                "hidden": planned.step.hidden,
                "naming": planned.step.naming,
            }
            for planned in value.steps
        ],
    }


def _steps(steps: tuple[SessionStep, ...]) -> list[Record]:
    return [{"number": number} | record(step) for number, step in enumerate(steps, start=1)]


def _number(steps: tuple[SessionStep, ...], step_id: str) -> int | None:
    """Return the number of a step in the agenda, as people name it."""
    return next((number for number, step in enumerate(steps, start=1) if step.id == step_id), None)
