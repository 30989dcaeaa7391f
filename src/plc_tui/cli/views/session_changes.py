"""What has changed in a session, each change as one line: for whoever follows it by ear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plc_tui.cli.views.session_room import said
from plc_tui.cli.views.session_words import place, time_left, who_speaks, writing
from plc_tui.cli.views.sessions import promise_words
from plc_tui.domain.audience import join_words
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.labels import labels
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import Ballot, ConsoleView, RoomView, SeatView
from plc_tui.text import counted

ENDED = {"closed": "The session is over.", "cancelled": "The session was called off.", "open": "The session is open."}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one member sees of a session at one moment: the room; her seat when she is in; the console if it is hers."""

    room: RoomView
    seat: SeatView | None = None
    console: ConsoleView | None = None


def beginning(sight: Sight) -> Iterator[str]:
    """Say what is known when somebody begins to follow."""
    room = sight.room
    yield f"{room.title}. {counted(room.present, 'person is', 'people are')} here."
    yield f"{_step_words(room)} {time_left(room.current, room.at) if room.current else ''}".strip()
    yield from _turn(sight)


def changes(before: Sight, after: Sight) -> Iterator[str]:
    """Say what is other than before."""
    old, new = before.room, after.room
    if old.state != new.state:
        yield ENDED.get(new.state, new.state)
        if new.state in ("closed", "cancelled"):
            return
    if old.facilitators != new.facilitators and new.facilitators:
        yield f"The console is with {join_words(list(new.facilitators))}."
    yield from _steps(old, new)
    yield from _written(old, new)
    yield from _groups(old, new)
    yield from _votes(old, new)
    yield from _told(old, new)
    if old.turn != new.turn or (before.seat and after.seat and before.seat.my_turn != after.seat.my_turn):
        yield from _turn(after)
    if old.present != new.present:
        yield f"{counted(new.present, 'person is', 'people are')} here."
    yield from _console_free(before, after)
    yield from _for_console(before.console, after.console)


def _steps(old: RoomView, new: RoomView) -> Iterator[str]:
    was, step = old.current, new.current
    if (was.id if was else "") != (step.id if step else ""):
        yield _step_words(new)
    elif was is not None and step is not None:
        if (was.since is None) != (step.since is None):
            yield "Time stands still." if step.since is None else "Time goes on."
        if was.extra != step.extra:
            yield f"{length(step.extra - was.extra)} {'more' if step.extra > was.extra else 'less'} for this step."
        if step.ballot > was.ballot:
            yield "Another round of votes begins."
    if _plan(old) != _plan(new):
        yield f"The agenda has changed: plc session show {new.id} --page"
    hidden = {each.id for each in old.steps if not each.open_to_all}
    for each in new.steps:
        if each.id in hidden and each.revealed:
            yield f"What was written in “{each.title}” is shown now."


def _plan(room: RoomView) -> list[tuple[str, str, int, bool]]:
    return [(step.id, step.title, step.seconds, step.state == "skipped") for step in room.steps]


def _step_words(room: RoomView) -> str:
    step = room.current
    here = place(room.steps, step, room.state)
    if step is None:
        return here
    parts = (f"{here}, {length(step.allowed)}.", step.prompt, who_speaks(step, room.presenter), *writing(step))
    return " ".join(" ".join(parts).split())


def _written(old: RoomView, new: RoomView) -> Iterator[str]:
    known, before = labels(new), {each.id: each.text for each in old.contributions}
    for each in new.contributions:
        if each.id not in before:
            yield f"{known[each.id]}. {said(each)}"
        elif before[each.id] != each.text:
            yield f"{known[each.id]} reads now: {said(each)}"
    gone = len(before.keys() - {each.id for each in new.contributions})
    if gone:
        yield f"{counted(gone, 'contribution was', 'contributions were')} taken back."


def _groups(old: RoomView, new: RoomView) -> Iterator[str]:
    before, after = _inside(old), _inside(new)
    known = labels(new)
    for group in new.groups:
        if before.get(group.id) != after[group.id]:
            numbers = [known[each] for each in after[group.id][1:]]
            yield f"Group {known[group.id]}, {group.name}: {', '.join(numbers)}."
    if before.keys() - after.keys():
        yield "A group was taken apart."


def _inside(room: RoomView) -> dict[str, tuple[str, ...]]:
    """Return each group's name and what lies in it."""
    return {
        group.id: (group.name, *(each.id for each in room.contributions if each.cluster == group.id))
        for group in room.groups
    }


def _votes(old: RoomView, new: RoomView) -> Iterator[str]:
    before = {(ballot.step, ballot.ballot) for ballot in old.ballots}
    steps = {step.id: step for step in new.steps}
    for ballot in new.ballots:
        if (ballot.step, ballot.ballot) not in before:
            yield _counts(ballot, steps[ballot.step], new)


def _counts(ballot: Ballot, step: SessionStep, room: RoomView) -> str:
    if not ballot.counts:
        return "The votes are shown: nobody voted."
    if step.fist:
        counts = [f"{counted(count, 'person', 'people')} showed {fingers}" for fingers, count in ballot.counts]
        return f"The fingers are shown: {', '.join(counts)}."
    known = labels(room)
    counts = [f"{counted(count, 'dot', 'dots')} for {known.get(target, target)}" for target, count in ballot.counts]
    return f"The votes are shown: {', '.join(counts)}."


def _told(old: RoomView, new: RoomView) -> Iterator[str]:
    for text in (Counter(new.parked) - Counter(old.parked)).elements():
        yield f"Parking lot: {' '.join(text.split())}"
    before = {promise.id for promise in old.promises}
    for promise in new.promises:
        if promise.id not in before:
            yield f"{promise.owner} will: {promise_words(promise)}"


def _turn(sight: Sight) -> Iterator[str]:
    if sight.seat and sight.seat.my_turn:
        yield "It is your turn."
    elif sight.room.turn:
        yield f"It is the turn of {sight.room.turn}."


def _console_free(before: Sight, after: Sight) -> Iterator[str]:
    if after.seat and after.seat.console_free and not (before.seat and before.seat.console_free):
        yield f"Whoever facilitates is away. To take the console: plc session console {after.room.id} --take"


def _for_console(old: ConsoleView | None, new: ConsoleView | None) -> Iterator[str]:
    """Say what is for the facilitator alone: hands, who is ready, what waits to be revealed."""
    if old is None or new is None:
        return
    up = {person.key for person in old.people if person.hand}
    for person in new.people:
        if person.hand and person.key not in up:
            yield f"{person.name}: hand up."
    if (old.ready, old.more) != (new.ready, new.more):
        yield f"{new.ready} ready, {new.more} would like one more minute."
    if new.waiting > old.waiting:
        yield f"{counted(new.waiting, 'contribution waits', 'contributions wait')} to be revealed."
    if new.votes > old.votes:
        yield f"{counted(new.votes, 'person has', 'people have')} voted."
