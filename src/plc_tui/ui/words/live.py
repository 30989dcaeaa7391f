"""What the three views of an open session share in words: where it stands, who speaks, and what is voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.sessions.values import KINDS, SessionStep
from plc_tui.domain.sessions.views import Ballot, Group, Promise, RoomView, Shown
from plc_tui.text import counted, one_line_summary
from plc_tui.ui import safe

LAST_TIME = "What we said last time"
"""Stands above what the circle promised itself and is still open, where a session begins with it."""
_ON_TIME = 60
"""Seconds that are not worth a word."""

FINGERS: Mapping[int, str] = {
    0: "no; I need us to talk first",
    1: "with great doubts",
    2: "with some doubts",
    3: "I can live with it",
    4: "yes",
    5: "gladly, and I will help to carry it",
}

WRITES: Mapping[str, str] = {
    "note": "A note",
    "question": "A question",
    "warm": "Warm: where it serves its aim",
    "cool": "Cool: where it drifts from it",
    "idea": "An idea",
}
"""What somebody may send in a step, as she is asked."""


def step_number(view: RoomView) -> str:
    """Say where in the agenda the session is: `3 of 8`."""
    step = view.current
    if step is None:
        return ""
    number = next((at for at, each in enumerate(view.steps, start=1) if each.id == step.id), 0)
    return f"{number} of {len(view.steps)}"


def question(view: RoomView, width: int) -> Content:
    """What the session is about, in one line: it stays in sight of everyone while a step runs."""
    if view.current is None or not view.focus:
        return Content("")
    return safe.line(f"“{one_line_summary(view.focus, max(20, width))}”", "italic $soft")


def round_words(step: SessionStep) -> str:
    """Say which time a step that is repeated has come round."""
    return f", round {step.round}" if step.round else ""


def how_far(behind: float, *, short: bool = False) -> str:
    """Say how the session keeps to its plan: `on time`, `3 minutes behind the plan`; in short `3 min behind`."""
    if abs(behind) < _ON_TIME:
        return "on time"
    minutes = round(abs(behind) / 60)
    if short:
        return f"{minutes} min {'behind' if behind > 0 else 'ahead'}"
    return f"{counted(minutes, 'minute', 'minutes')} {'behind' if behind > 0 else 'ahead of'} the plan"


def who_speaks(view: RoomView) -> Content:
    """Say who speaks in the present step, and who listens."""
    step = view.current
    if step is None:
        return Content("")
    presenter = view.presenter or "The presenter"
    facilitator = join_words(list(view.facilitators)) or "The facilitator"
    speaks = {
        "facilitator": f"{facilitator} speaks.",
        "presenter": f"{presenter} speaks.",
        "participants": "The participants speak.",
        "all": "Everyone may speak.",
        "each": "One after another. Passing is always fine.",
        "nobody": "Silence, for everyone.",
    }.get(step.speaker, "")
    listens = ""
    if "presenter" in step.silent:
        listens = f"{presenter} listens, and answers nothing yet."
    elif "participants" in step.silent and step.speaker != "nobody":
        listens = "Everyone else listens."
    return safe.line(f"{speaks} {listens}".strip())


def whose_turn(view: RoomView) -> Content:
    """Say in a round whose turn it is, and who comes next."""
    if not view.order:
        return Content("")
    if not view.turn:
        return safe.fill("[$soft]The round begins with[/] [b]$name[/b].", name=view.order[0])
    at = view.order.index(view.turn) if view.turn in view.order else len(view.order)
    following = view.order[at + 1 :]
    said = safe.fill("[b $accent]$name[/] has the turn.", name=view.turn)
    if not following:
        return Content.assemble(said, (" It is the last one.", "$soft"))
    return Content.assemble(said, safe.fill("[$soft] Next: $name[/]", name=following[0]))


def waiting_words(view: RoomView) -> tuple[str, str]:
    """Say what everyone waits for where no step runs: a sentence, and one more."""
    facilitator = join_words(list(view.facilitators)) or "the facilitator"
    here = counted(view.present, "person is", "people are")
    if view.state == "planned":
        return f"{facilitator} has not opened this session yet.", "It begins here when she does."
    if view.state == "cancelled":
        return "This session was called off.", ""
    if view.state == "closed":
        return "This session is over.", "Thank you all."
    if any(step.state in ("done", "now") for step in view.steps):
        return "That was the last step.", f"{facilitator} ends the session when everything is said."
    return f"Waiting for {facilitator} to begin.", f"{here} here."


def kind_tag(shown: Shown) -> Content:
    """The kind of a contribution before its words; a note needs none."""
    colour = {"warm": "$good", "cool": "$accent", "question": "$warm", "idea": "$warm"}.get(shown.kind)
    return Content.styled(f"{KINDS.get(shown.kind, shown.kind)}: ", colour) if colour else Content("")


def said_by(shown: Shown) -> Content:
    """The words of a contribution, and whose they are where that is shown."""
    by = Content.assemble("  ", safe.line(shown.by, "$soft")) if shown.by else Content("")
    return Content.assemble(kind_tag(shown), safe.words(shown.text), by)


def grouped(
    shown: Sequence[Shown], groups: Sequence[Group], step: str
) -> tuple[tuple[tuple[Group, tuple[Shown, ...]], ...], tuple[Shown, ...]]:
    """Return what everyone sees of a step: its groups with what lies in them, and what lies in none."""
    its = [each for each in shown if each.step == step]
    known = [group for group in groups if group.step == step]
    inside = tuple((group, tuple(each for each in its if each.cluster == group.id)) for group in known)
    ids = {group.id for group in known}
    return inside, tuple(each for each in its if each.cluster not in ids)


def about_step(view: RoomView) -> str:
    """Return the step whose contributions the present one is about: its own, or for votes and grouping the last."""
    step = view.current
    if step is None:
        return ""
    filled = {each.step for each in view.contributions}
    if step.id in filled or not (step.votes or step.clusters or not step.gathers):
        return step.id
    at = next(number for number, each in enumerate(view.steps) if each.id == step.id)
    return next((each.id for each in reversed(view.steps[:at]) if each.id in filled), step.id)


def ballot_lines(ballot: Ballot, view: RoomView, ink: str, room: int) -> list[Content]:
    """What a ballot came to: a bar, the number, and what it was given to."""
    step = next((each for each in view.steps if each.id == ballot.step), None)
    fist = step is not None and step.fist
    names = {each.id: each.text for each in view.contributions} | {each.id: each.name for each in view.groups}
    title = "Fist to five" if fist else "Votes"
    again = f", round {ballot.ballot}" if ballot.ballot > 1 else ""
    lines = [Content.styled(f"{title}{again}", "bold $warm")]
    if not ballot.counts:
        return [*lines, Content.styled("Nobody voted.", "$soft")]
    most = max(count for _, count in ballot.counts)
    width = max(6, min(16, room // 4))
    for target, count in ballot.counts:
        bar = ink * max(1, round(count / most * width))
        number = counted(count, "person", "people") if fist else counted(count, "dot", "dots")
        words = f"{target}: {FINGERS.get(int(target), '')}" if fist else names.get(target, "(taken back)")
        lines.append(Content.assemble((f"{bar:<{width}} ", "$accent"), (f"{number:<9} ", "bold"), safe.line(words)))
    return lines


def promise_line(promise: Promise) -> Content:
    """`Aisha: try it in 7A, by 4 December`."""
    return Content.assemble(safe.line(promise.owner, "bold"), ": ", safe.line(promise.text), by_when(promise))


def by_when(promise: Promise) -> Content:
    """`, by 4 December`: a day as a person says it; nothing where none was said."""
    if not promise.by:
        return Content("")
    day = date.fromisoformat(promise.by)
    return Content.styled(f", by {day.day} {day:%B}", "$soft")
