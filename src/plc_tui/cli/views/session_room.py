"""What is seen of a session while it goes on, in plain lines that can be read from top to bottom: room and seat."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.cli.views.session_words import place, time_left, who_speaks, writing
from plc_tui.cli.views.sessions import as_record, promise_words
from plc_tui.cli.views.shared import field, section
from plc_tui.domain.sessions.labels import labels
from plc_tui.domain.sessions.values import KINDS
from plc_tui.domain.sessions.views import Ballot, Promise, RoomView, SeatView, Shown
from plc_tui.text import counted


def row(view: RoomView) -> tuple[str, ...]:
    """Return what --plain says of a session that goes on."""
    step = view.current
    number = str([each.id for each in view.steps].index(step.id) + 1) if step else ""
    left = str(round(step.left(view.at))) if step else ""
    running = "" if step is None else "paused" if step.since is None else "running"
    return (view.id, view.state, number, step.title if step else "", left, running, view.turn, str(view.present))


def now_lines(view: RoomView, look: Look) -> Iterator[str]:
    """Write where a session is, in two lines."""
    yield look.head(view.id, place(view.steps, view.current, view.state))
    if view.current:
        yield from look.under(time_left(view.current, view.at))


ROOM: View[RoomView] = View("session.room", lambda view, _: row(view), now_lines, as_record)
SEAT: View[SeatView] = View(
    "session.seat", lambda view, _: row(view.room), lambda view, look: now_lines(view.room, look), as_record
)


# The room


def room_lines(view: RoomView, look: Look) -> Iterator[str]:
    """Write what a projector may show."""
    yield from head_lines(view, look)
    everything = {step.id for step in view.steps}
    yield from written(view, view.contributions, everything, look)
    yield from told(view, look)


def head_lines(view: RoomView, look: Look) -> Iterator[str]:
    """Write where we are, what is asked, who speaks and what is written."""
    step = view.current
    code = f"code {view.code}" if view.code else ""
    here = f"{counted(view.present, 'person is', 'people are')} here" if view.state == "open" else ""
    yield from look.wrap(" · ".join(filter(None, (view.title, view.id, here, code))))
    yield from field("About", view.focus, look)
    yield ""
    yield from look.wrap(place(view.steps, step, view.state))
    if step is None:
        return
    if step.allowed:
        yield time_left(step, view.at)
    yield from look.wrap(step.prompt) if step.prompt else ()
    yield from look.wrap(who_speaks(step, view.presenter))
    yield from _turns(view, look)
    yield from field("You may begin with", " / ".join(step.stems), look)
    if says := " ".join(writing(step)):
        yield from look.wrap(says)


def _turns(view: RoomView, look: Look) -> Iterator[str]:
    if view.turn:
        yield from look.wrap(f"It is the turn of {view.turn}.")
    if view.order:
        yield from look.wrap(f"The order: {', '.join(view.order)}.")


def written(view: RoomView, contributions: tuple[Shown, ...], steps: Collection[str], look: Look) -> Iterator[str]:
    """Write what everyone can see, step by step, each with its number; groups with their letters."""
    known = labels(view)
    for step in view.steps:
        its = [each for each in contributions if each.step == step.id] if step.id in steps else []
        groups = [group for group in view.groups if group.step == step.id]
        yield from section(f"Written in: {step.title}", _items(its, groups_of(its, [g.id for g in groups]), view, look))
        yield from _votes([each for each in view.ballots if each.step == step.id], view, known, look)


def groups_of(its: list[Shown], groups: list[str]) -> dict[str, list[Shown]]:
    """Return what lies in each group, and under "" what lies in none."""
    found: dict[str, list[Shown]] = {group: [] for group in [*groups, ""]}
    for each in its:
        found[each.cluster if each.cluster in found else ""].append(each)
    return found


def _items(its: list[Shown], grouped: dict[str, list[Shown]], view: RoomView, look: Look) -> Iterator[str]:
    if not its:
        return
    known, named = labels(view), {group.id: group.name for group in view.groups}
    for group, inside in grouped.items():
        if group:
            yield from look.wrap(f"{known[group]}. Group: {named[group]}", indent=2, hang=3)
        for each in inside:
            yield from look.wrap(f"{known[each.id]}. {said(each)}", indent=5 if group else 2, hang=3)


def said(shown: Shown) -> str:
    """Write a contribution: whose it is where that may be known, its kind, its words."""
    sort = "" if shown.kind == "note" else KINDS[shown.kind]
    before = ", ".join(filter(None, (shown.by, sort)))
    words = " ".join(shown.text.split())
    return f"{before}: {words}" if before else words


def _votes(ballots: list[Ballot], view: RoomView, known: dict[str, str], look: Look) -> Iterator[str]:
    for ballot in ballots:
        yield from section(f"Votes, round {ballot.ballot}", _counts(ballot, view, known, look))


def _counts(ballot: Ballot, view: RoomView, known: dict[str, str], look: Look) -> Iterator[str]:
    words = {each.id: each.text for each in view.contributions} | {group.id: group.name for group in view.groups}
    for target, count in ballot.counts:
        if target in known:
            dots = counted(count, "dot", "dots")
            yield from look.wrap(f"{dots}: {known[target]}. {' '.join(words[target].split())}", indent=2, hang=2)
        else:
            yield f"  {counted(count, 'person', 'people')} showed {target}"


def told(view: RoomView, look: Look) -> Iterator[str]:
    """Write the parking lot and what was promised; before it what was promised last time, where they look back."""
    yield from section("What we said last time", promised(view.owed, look))
    parked = (line for text in view.parked for line in look.wrap(f"- {' '.join(text.split())}", indent=2, hang=2))
    yield from section("Parking lot", parked)
    yield from section("What we said we will do", promised(view.promises, look))


def promised(promises: tuple[Promise, ...], look: Look) -> Iterator[str]:
    """Write what was promised, and by whom."""
    for promise in promises:
        yield from look.wrap(f"- {promise.owner}: {promise_words(promise)}", indent=2, hang=2)


# A seat


def seat_lines(view: SeatView, look: Look) -> Iterator[str]:
    """Write what one participant sees from her seat: the room as far as it matters now, and what is her own."""
    yield from head_lines(view.room, look)
    if signs := " ".join(_me(view)):
        yield from look.wrap(signs)
    yield from written(view.room, view.room.contributions, _near(view), look)
    yield from section("To vote about", _votable(view))
    yield from section("Yours; their ids are for reword and take-back", _mine(view, look))
    yield from told(view.room, look)


def _me(view: SeatView) -> Iterator[str]:
    if view.left:
        yield f"You have left this session; to come in again: plc session join {view.room.id}"
    if view.silent:
        yield "You listen in this step; what comes to mind goes to the parking lot or waits."
    elif view.role == "presenter":
        yield "You present."
    if view.my_turn:
        yield "It is your turn; then: plc session done, or pass."
    if view.ready:
        yield "You said that you are ready."
    if view.more:
        yield "You asked for one more minute."
    if view.hand:
        yield "Your hand is up."
    if view.console:
        yield f"You have the console: plc session show {view.room.id} --console"
    elif view.console_free:
        yield f"Whoever facilitates is away; to take the console: plc session console {view.room.id} --take"


def _near(view: SeatView) -> set[str]:
    """Return the steps whose words matter now: the present one, those voted about, else the last with any."""
    current = view.room.current
    near = {current.id} if current else set()
    near |= {each.step for each in view.votable}
    if not any(each.step in near for each in view.room.contributions):
        near |= {each.step for each in view.room.contributions[-1:]}
    return near


def _votable(view: SeatView) -> Iterator[str]:
    step = view.room.current
    if step is None or not step.voting:
        return
    known = labels(view.room)
    if step.fist:
        yield "  You have shown no fingers yet." if view.fingers is None else f"  You showed {view.fingers}."
    elif view.votable:
        yield f"  {', '.join(known[each.id] for each in view.votable)}"
        given = [f"{known[target]}={dots}" for target, dots in view.dots if target in known]
        yield f"  You gave: {' '.join(given)}." if given else f"  You have given none of your {step.dots} dots yet."


def _mine(view: SeatView, look: Look) -> Iterator[str]:
    titles = {step.id: step.title for step in view.room.steps}
    known = labels(view.room)
    for each in view.mine:
        seen = "only you see it" if each.hidden else f"number {known[each.id]}" if each.id in known else ""
        where = " · ".join(filter(None, (titles.get(each.step, ""), seen)))
        yield from look.wrap(f"{each.id:<6} {said(each)}", indent=2, hang=7)
        yield from look.wrap(where, indent=9)
    for promise in view.promises:
        yield from look.wrap(f"{promise.id:<6} I will: {promise_words(promise)}", indent=2, hang=7)
