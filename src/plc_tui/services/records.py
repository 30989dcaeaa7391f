"""Values as the records of `--json` and of exports: one set of field names for both."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import singledispatch
from typing import Any

from plc_tui.domain.audience import Audience, Choice
from plc_tui.domain.finding import Binned, Draft, Hit, Waiting
from plc_tui.domain.goals import CheckIn, Goal, GoalRevision, Step
from plc_tui.domain.journal import Entry
from plc_tui.domain.notes import Note, NoteVersion, Response
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.reviews import Point, Review, ReviewRequest
from plc_tui.domain.values import Person

Record = dict[str, Any]


def moment(value: date | None) -> str | None:
    """Return a moment as UTC ISO 8601, to the second; of what is masked only the day is known, and given."""
    if not isinstance(value, datetime):
        return day(value)
    return value.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def day(value: date | None) -> str | None:
    """Return a day as ISO 8601."""
    return None if value is None else value.isoformat()


def who(person: Person) -> str:
    """Return a member's handle, or the pseudonym of a masked one."""
    return person.handle or person.name


def audience(value: Audience) -> Record:
    """Return an audience by handles."""
    return {
        "kind": value.kind,
        "people": [person.handle for person in value.people],
        "circles": [circle.handle for circle in value.circles],
    }


@singledispatch
def record(value: object) -> Record:
    """Return a value as a record. Raises TypeError for what has none."""
    raise TypeError(f"no record for {type(value).__name__}")


@record.register
def _(value: Note) -> Record:
    return {
        "id": value.id,
        "kind": "note",
        "title": None if value.shut else value.title,
        "body": None if value.shut else value.body,
        "author": who(value.author),
        "owner": who(value.author),
        "created": moment(value.created),
        "updated": moment(value.updated),
        "audience": audience(value.audience),
        "tags": list(value.tags),
        "goal": value.goal,
        "model": value.model,
        "stage": value.stage,
        "version": value.version,
        "locked": value.locked,
    }


@record.register
def _(value: Goal) -> Record:
    words = value.wording
    first = value.steps[0].text if value.steps else value.next_step
    return {
        "id": value.id,
        "kind": "goal",
        "title": words.question,
        "question": words.question,
        "why": words.why,
        "notice": words.notice,
        "first_step": first,
        "answers": dict(words.extra),
        "frame": value.frame,
        "steers": words.steers,
        "season": words.season,
        "owner": who(value.owner),
        "author": who(value.owner),
        "created": moment(value.created),
        "updated": moment(value.updated),
        "audience": audience(value.audience),
        "status": value.state,
        "version": value.version,
        "next_step": value.next_step,
        "steps": [record(step) for step in value.steps],
        "check_ins": [record(check_in) for check_in in value.check_ins],
        "biography": [record(entry) for entry in value.biography],
    }


@record.register
def _(value: Step) -> Record:
    return {"id": value.id, "text": value.text, "by": day(value.by), "done": moment(value.done)}


@record.register
def _(value: CheckIn) -> Record:
    same = {"id": value.id, "tried": value.tried, "noticed": value.noticed, "confidence": value.confidence}
    return same | {"created": moment(value.created)}


@record.register
def _(value: GoalRevision) -> Record:
    words = value.wording
    return {
        "number": value.number,
        "event": value.event,
        "question": words.question,
        "why": words.why,
        "notice": words.notice,
        "steers": words.steers,
        "because": value.because,
        "created": moment(value.created),
    }


@record.register
def _(value: NoteVersion) -> Record:
    return {
        "number": value.number,
        "title": value.title,
        "body": value.body,
        "created": moment(value.created),
        "set_aside": value.set_aside,
    }


@record.register
def _(value: Response) -> Record:
    return {
        "id": value.id,
        "kind": value.kind,
        "thing": value.thing,
        "parent": value.parent,
        "author": who(value.author),
        "text": value.text,
        "body": value.text,
        "created": moment(value.created),
    }


@record.register
def _(value: ReviewRequest) -> Record:
    return {
        "id": value.id,
        "kind": "request",
        "title": value.work.title,
        "work": {
            "id": value.work.id or None,
            "kind": value.work.kind,
            "title": value.work.title,
            "body": value.work.body,
            "version": value.work.version,
        },
        "author": who(value.author),
        "owner": who(value.author),
        "focus": value.focus,
        "off_limits": value.off_limits,
        "frame": value.frame,
        "asked": choice(value.choice),
        "by": day(value.by),
        "masked": value.masked,
        "wanted": value.wanted,
        "status": value.state,
        "created": moment(value.created),
        "updated": moment(value.updated),
        "closing": value.closing,
        "closed": moment(value.closed),
        "reviews": [record(review) for review in value.reviews],
    }


def choice(value: Choice) -> Record:
    """Return a chosen audience by handles."""
    return {"kind": value.kind, "people": list(value.people), "circles": list(value.circles)}


@record.register
def _(value: Review) -> Record:
    return {
        "id": value.id,
        "kind": "review",
        "reviewer": who(value.reviewer),
        "author": who(value.reviewer),
        "status": value.state,
        "updated": moment(value.updated),
        "suggested": who(value.suggested) if value.suggested else None,
        "points": [record(point) for point in value.points],
    }


@record.register
def _(value: Point) -> Record:
    same = {"id": value.id, "box": value.box, "text": value.text}
    return same | {"decision": value.decision, "reply": value.reply}


@record.register
def _(value: Member) -> Record:
    return {
        "id": value.id,
        "kind": "member",
        "handle": value.handle,
        "name": value.name,
        "login": value.login,
        "timezone": value.timezone,
        "interests": value.interests,
        "can_help": value.can_help,
        "keeper": value.keeper,
        "joined": moment(value.joined),
    }


@record.register
def _(value: Circle) -> Record:
    return {
        "id": value.id,
        "kind": "circle",
        "handle": value.handle,
        "title": value.title,
        "purpose": value.purpose,
        "created": moment(value.created),
        "members": [place.person.handle for place in value.members],
        "facilitators": [place.person.handle for place in value.members if place.facilitator],
        "invited": [person.handle for person in value.invited],
    }


@record.register
def _(value: Hit) -> Record:
    return {
        "id": value.id,
        "kind": value.kind,
        "title": value.title,
        "author": who(value.author),
        "updated": moment(value.updated),
        "snippet": "".join(words for words, _ in value.snippet),
        "opens": value.root,
    }


@record.register
def _(value: Waiting) -> Record:
    return {
        "id": value.id,
        "kind": value.kind,
        "from": who(value.person),
        "title": value.title,
        "when": moment(value.when),
    }


@record.register
def _(value: Draft) -> Record:
    fields = None if value.shut else dict(value.fields)
    return {"place": value.place, "fields": fields, "updated": moment(value.updated), "locked": value.locked}


@record.register
def _(value: Binned) -> Record:
    same = {"id": value.id, "kind": value.kind, "title": None if value.locked else value.title, "locked": value.locked}
    return same | {"deleted": moment(value.deleted), "gone": moment(value.gone)}


@record.register
def _(value: Entry) -> Record:
    whom = value.whom and {"kind": value.whom.kind, "handle": value.whom.handle, "name": value.whom.name}
    return {
        "when": moment(value.at),
        "actor": who(value.actor) if value.actor else None,
        "act": value.act,
        "kind": value.kind,
        "thing": value.thing,
        "title": value.title,
        "whom": whom,
    }
