"""Looks at what was typed before anything is written: cleaned, not empty, not endless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from plc_tui.domain.audience import EVERYONE, Choice
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import Circle, Member, handle
from plc_tui.domain.values import BODY_LIMIT, LINE_LIMIT
from plc_tui.store import people
from plc_tui.store.engine import Connection
from plc_tui.text import clean, clean_line

if TYPE_CHECKING:
    from plc_tui import seeds


def line(text: str, what: str, *, needed: bool = True) -> str:
    """Return one line of text, cleaned. Raises Invalid when it is needed but empty, or too long."""
    words = clean_line(text)
    if needed and not words:
        raise Invalid(f"{what} is empty; write a few words.")
    if len(words) > LINE_LIMIT:
        raise Invalid(f"{what} is longer than {LINE_LIMIT} characters; shorten it.")
    return words


def body(text: str, what: str, *, needed: bool = False) -> str:
    """Return a text, cleaned. Raises Invalid when it is needed but empty, or over a million bytes."""
    if len(text.encode("utf-8", "replace")) > BODY_LIMIT:
        raise Invalid(f"{what} is longer than a million bytes. Nothing was written; split it in two.")
    words = clean(text)
    if needed and not words.strip():
        raise Invalid(f"{what} is empty; write a few words.")
    return words


def tags(words: Iterable[str]) -> tuple[str, ...]:
    """Return tags without their #, small letters, each once."""
    found = (line(word, "A tag").lstrip("#").replace(" ", "-").lower() for word in words)
    return tuple(dict.fromkeys(tag for tag in found if tag))


def colleague(connection: Connection, name: str) -> Member:
    """Find a member who belongs here by her handle. Raises Invalid when there is none."""
    found = people.member(connection, handle=handle(name))
    if found is None or found.left is not None:
        raise Invalid(f"There is no member {handle(name)} here. `plc member list` shows who is.")
    return found


def circle(connection: Connection, name: str) -> Circle:
    """Find a circle by its handle. Raises Invalid when there is none."""
    found = people.circle_named(connection, clean_line(name).lower())
    if found is None:
        raise Invalid("There is no such circle here. `plc circle list` shows which there are.")
    return found


def principals(connection: Connection, choice: Choice) -> frozenset[str]:
    """Return whom a choice grants a thing to. Raises Invalid for an unknown member or circle."""
    if choice.kind == "community":
        return frozenset({EVERYONE})
    named = frozenset(colleague(connection, name).id for name in choice.people)
    return named | frozenset(circle(connection, name).id for name in choice.circles)


def model(model_id: str) -> seeds.Model:
    """Return a note model. Raises Invalid when there is none of that name."""
    from plc_tui import seeds

    return _known("note model", seeds.models(), model_id)


def stage(stage_id: str) -> str:
    """Return a stage of an inquiry, or an empty word for none. Raises Invalid when no note model has it."""
    from plc_tui import seeds

    word = clean_line(stage_id)
    known = dict.fromkeys(each for model in seeds.models() for each in model.stages)
    if word and word not in known:
        raise Invalid(f"There is no such stage of an inquiry. There is: {', '.join(known)}.")
    return word


def frame(frame_id: str) -> seeds.Frame:
    """Return a feedback frame. Raises Invalid when there is none of that name."""
    from plc_tui import seeds

    return _known("feedback frame", seeds.frames(), frame_id)


def goal_frame(frame_id: str) -> seeds.GoalFrame:
    """Return a goal frame. Raises Invalid when there is none of that name."""
    from plc_tui import seeds

    return _known("goal frame", seeds.goal_frames(), frame_id)


Named = TypeVar("Named", "seeds.Model", "seeds.Frame", "seeds.GoalFrame")


def _known(kind: str, known: Sequence[Named], wanted: str) -> Named:
    for one in known:
        if one.id == wanted:
            return one
    raise Invalid(f"There is no such {kind}. There is: {', '.join(one.id for one in known)}.")
