"""What the console says: the agenda with its times, people with words and marks, and what was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.sessions.values import COMMITMENT, SessionStep
from plc_tui.domain.sessions.views import ConsoleView, PersonAt, Promise, RoomView, Shown
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.big_clock import digits
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words.live import (
    LAST_TIME,
    about_step,
    grouped,
    how_far,
    kind_tag,
    round_words,
    step_number,
    whose_turn,
)

PANES = (("agenda", "Agenda"), ("people", "People"), ("written", "Written"))
_MOST_NAMES = 5


def head(view: ConsoleView, ends: str) -> Content:
    """Title, step, how the time keeps to the plan, when it ends, and the code."""
    parts = [safe.line(view.room.title, "$soft")]
    if number := step_number(view.room):
        parts.append(Content.styled(f"step {number}", "$soft"))
        parts.append(
            Content.styled(how_far(view.room.behind, short=True), "$warm" if view.room.behind >= 60 else "$soft")
        )
    if ends:
        parts.append(Content.styled(f"ends {ends}", "$soft"))
    if view.room.code:
        parts.append(Content.assemble(("code ", "$soft"), (view.room.code, "bold $accent")))
    return Content.styled(" · ", "$line").join(parts)


def step_line(view: RoomView) -> Content:
    """The present step; where none runs, why."""
    step = view.current
    if step is not None:
        return safe.line(f"{step.title}{round_words(step)}", "bold $accent")
    if view.state != "open":
        return Content.styled("This session is over." if view.state == "closed" else "Not open yet.", "bold $accent")
    if any(each.state in ("done", "skipped") for each in view.steps):
        return Content.styled("That was the last step. x ends the session.", "bold $accent")
    return Content.styled("Nothing runs yet. n begins the first step.", "bold $accent")


def following(view: RoomView) -> SessionStep | None:
    """The step that `next` leads to."""
    ids = [step.id for step in view.steps]
    at = ids.index(view.current.id) + 1 if view.current else 0
    return next((step for step in view.steps[at:] if step.state == "ahead"), None)


def next_line(view: RoomView) -> Content:
    """Say what `next` leads to, before it is pressed."""
    if view.state != "open":
        return Content("")
    step = following(view)
    key = Content.assemble(("n", "bold $accent"), (" goes on to ", "$soft"))
    if step is None:
        return Content.assemble(key, "the end of the last step") if view.current else Content("")
    return Content.assemble(key, safe.line(f"{step.title}{round_words(step)}", "bold"), (f", {planned(step)}", "$soft"))


def turn_line(view: RoomView) -> Content:
    """In a round, whose turn it is, and what `t` does."""
    if not view.order:
        return Content("")
    does = " hands it on." if view.turn else " begins it."
    return Content.assemble(whose_turn(view), "  ", ("t", "bold $accent"), (does, "$soft"))


def planned(step: SessionStep) -> str:
    """The minutes a step is given: `5 min`, `2.5 min`."""
    whole, rest = divmod(step.allowed, 60)
    return f"{whole}{'.5' if rest == 30 else ''} min" if rest in (0, 30) else digits(step.allowed)


def counts(view: ConsoleView) -> Content:
    """How everyone is doing, in numbers and words."""
    here = sum(person.present for person in view.people)
    said = [Content.styled(f"{here} here", "$soft")]
    step = view.room.current
    if step is not None:
        ready, asked = ready_of(view)
        if asked:
            said.append(Content.styled(f"{ready} of {asked} ready", "bold $good" if ready else "$soft"))
    if view.more:
        said.append(Content.styled(f"{counted(view.more, 'wants', 'want')} a minute", "bold $warm"))
    if hands := [p.name for p in sorted(view.people, key=lambda person: person.hand) if p.hand]:
        said.append(Content.assemble(("hands: ", "$soft"), safe.line(_some(hands), "bold $warm")))
    if view.waiting:
        said.append(Content.styled(f"{view.waiting} written, not revealed", "bold"))
    if step is not None and step.voting:
        said.append(Content.styled(f"{view.votes} of {here} have voted", "bold"))
    return Content.styled(" · ", "$line").join(said)


def ready_of(view: ConsoleView) -> tuple[int, int]:
    """How many are ready, of those who can say so: who is here with a terminal and does not facilitate."""
    asked = [person for person in view.people if person.present and not person.paper and not person.console]
    return sum(person.ready for person in asked), len(asked)


def invitation(view: ConsoleView) -> Content:
    """Who has not been heard from, as something to do kindly; only whoever facilitates sees it."""
    if not view.not_heard or not any(person.heard for person in view.people if not person.console):
        return Content("")  # before anybody was heard it would name everyone
    names = _some(list(view.not_heard))
    return safe.fill("[$soft]You could invite[/] $names[$soft]: not heard from yet.[/]", names=names)


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return join_words(names) if more <= 0 else f"{', '.join(names[:_MOST_NAMES])} and {more} more"


def pane_line(view: ConsoleView, here: str) -> Content:
    """The three lists, with the one in sight marked."""
    numbers = {
        "agenda": "",
        "people": f" {len(view.people)}",
        "written": f" {len(view.contributions) + len(view.room.parked)}",
    }
    pieces = [
        Content.styled(f"{title}{numbers[name]}", "bold underline $accent" if name == here else "$soft")
        for name, title in PANES
    ]
    other = (("   Tab", "bold $accent"), (" the others", "$soft"))
    marks = (("  Space", "bold $accent"), (" marks", "$soft"), ("  g", "bold $accent"), (" groups", "$soft"))
    return Content.assemble(Content("   ").join(pieces), *other, *(marks if here == "written" else ()))


# Rows


def agenda_rows(view: RoomView, now: datetime, marks: Marks) -> list[Row]:
    """Every step: planned and used."""
    signs = {"done": marks.done, "now": marks.waiting, "ahead": marks.open, "skipped": marks.resting}
    return [
        Row(
            step.id,
            safe.line(f"{number} {step.title}{round_words(step)}", "bold $accent" if step.state == "now" else ""),
            aside=_times(step, now),
            mark=signs[step.state],
        )
        for number, step in enumerate(view.steps, start=1)
    ]


def _times(step: SessionStep, now: datetime) -> Content:
    if step.state == "done":
        over = step.used(now) - step.seconds
        late = f", {digits(-over)} over" if over >= 30 else ""
        return Content(f"{planned(step)}, took {digits(step.used(now))}{late.replace('+', '')}")
    if step.state == "now":
        return Content.styled(f"{planned(step)}, now", "bold $accent")
    return Content(f"{planned(step)}{', left out' if step.state == 'skipped' else ''}")


def people_rows(view: ConsoleView, marks: Marks) -> list[Row]:
    """Everyone, those who have come first; with words and marks."""
    ordered = sorted(view.people, key=lambda person: (person.hand or 99, not person.present))
    return [
        Row(person.key, safe.line(person.name, "" if person.present else "$soft"), aside=_doing(person), mark=mark)
        for person in ordered
        for mark in [marks.open if not person.present else marks.done if person.ready else marks.waiting]
    ]


def _doing(person: PersonAt) -> Content:
    said = [
        ("away" if person.heard or person.wrote else "not here", not person.present),
        ("has the turn", person.turn),
        (f"hand {person.hand}", bool(person.hand)),
        ("wants a minute", person.more),
        ("ready", person.ready),
        ("presents", person.presenter),
        ("facilitates", person.console),
        (f"wrote {person.wrote}", bool(person.wrote)),
    ]
    return Content(" · ".join(words for words, holds in said if holds))


def written_rows(view: ConsoleView, marked: Collection[str], marks: Marks) -> list[Row]:
    """What everyone can see of the step it is about, in its groups; then the parking lot and commitments."""
    step = about_step(view.room)
    groups, loose = grouped(view.contributions, view.room.groups, step)
    rows: list[Row] = []
    for group, inside in groups:
        title = Content.assemble(safe.line(group.name, "bold $warm"), (f"  {len(inside)}", "$soft"))
        rows.append(Row(group.id, title, aside=Content("group")))
        rows += [_row(each, marked, marks) for each in inside]
    if groups and loose:
        rows.append(heading("In no group"))
    rows += [_row(each, marked, marks) for each in loose]
    last_time = [heading(LAST_TIME), *map(_promised, view.room.owed)] if view.room.owed else []
    return [*last_time, *rows, *_more_rows(view)]


def _row(shown: Shown, marked: Collection[str], marks: Marks) -> Row:
    mark = marks.done if shown.id in marked else marks.person
    words = Content.assemble(kind_tag(shown), safe.line(shown.text))
    return Row(shown.id, words.stylize("bold") if shown.id in marked else words, aside=safe.line(shown.by), mark=mark)


def _more_rows(view: ConsoleView) -> Iterator[Row]:
    if view.room.parked:
        yield heading("Parking lot")
        yield from (Row(f"parked:{n}", safe.line(text)) for n, text in enumerate(view.room.parked))
    if view.room.promises:
        yield heading("Commitments")
        yield from map(_promised, view.room.promises)


def _promised(promise: Promise) -> Row:
    words = Content.assemble(safe.line(promise.owner, "bold"), ": ", safe.line(promise.text))
    by = f"by {promise.by}, " if promise.by else ""
    return Row(promise.id, words, aside=Content(f"{by}{COMMITMENT.get(promise.state, '')}"))
