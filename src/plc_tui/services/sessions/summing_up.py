"""The summary of a session as Markdown: what is previewed, shared as a note, and exported."""

from __future__ import annotations

from collections.abc import Iterator

from plc_tui.domain.sessions.plans import Summary, SummaryStep
from plc_tui.domain.sessions.values import COMMITMENT, KINDS
from plc_tui.text import counted


def as_markdown(summary: Summary) -> str:
    """Return a summary as Markdown, without its title: a note has one of its own."""
    return "\n".join(_lines(summary)).strip() + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield from _head(summary)
    yield from _agenda(summary)
    for step in summary.steps:
        yield from _gathered(step)
    if summary.parked:
        yield from ("", "## Parking lot", "", *(f"- {_one_line(text)}" for text in summary.parked))
    if summary.promises:
        yield from ("", "## What we said we will do", "")
        for promise in summary.promises:
            by = f", by {promise.by}" if promise.by else ""
            yield f"- {_one_line(promise.owner)}: {_one_line(promise.text)}{by} ({COMMITMENT[promise.state]})"


def _head(summary: Summary) -> Iterator[str]:
    if summary.focus:
        yield f"> {_one_line(summary.focus)}"
        yield ""
    facts = [
        ("Circle", summary.circle),
        ("When", summary.opened.strftime("%Y-%m-%d %H:%M %Z") if summary.opened else ""),
        ("Protocol", " - ".join(filter(None, (summary.on or summary.protocol, summary.credit)))),
        ("Facilitator", ", ".join(summary.facilitators)),
        ("Presenter", summary.presenter),
        ("People", ", ".join(summary.people)),
        ("Time", f"{_minutes(summary.used)} of {_minutes(summary.planned)} planned"),
    ]
    yield from (f"- {name}: {_one_line(value)}" for name, value in facts if value)


def _agenda(summary: Summary) -> Iterator[str]:
    yield from ("", "## How the time went", "", "| Step | Planned | Used |", "|---|---|---|")
    for step in summary.steps:
        used = "left out" if step.skipped else _minutes(step.used)
        yield f"| {_one_line(step.title).replace('|', '/')} | {_minutes(step.planned)} | {used} |"


def _gathered(step: SummaryStep) -> Iterator[str]:
    if not (step.shown or step.ballots):
        return
    yield from ("", f"## {_one_line(step.title)}")
    loose = [each for each in step.shown if each.cluster not in {group.id for group in step.groups}]
    for group in step.groups:
        yield from ("", f"### {_one_line(group.name)}", "")
        yield from (_item(each.kind, each.text, each.by) for each in step.shown if each.cluster == group.id)
    if loose:
        yield ""
        yield from (_item(each.kind, each.text, each.by) for each in loose)
    for number, counts in step.ballots:
        yield from ("", f"Votes, round {number}:" if not step.fist else f"Fist to five, round {number}:", "")
        if not counts:
            yield "- nobody voted"
        for label, dots in counts:
            people = counted(dots, "person", "people")
            yield f"- {people} showed {label}" if step.fist else f"- {counted(dots, 'dot', 'dots')}: {_one_line(label)}"


def _item(kind: str, text: str, by: str) -> str:
    sort = "" if kind == "note" else f"({KINDS[kind]}) "
    return f"- {sort}{_one_line(text)}" + (f" - {_one_line(by)}" if by else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _minutes(seconds: int) -> str:
    return counted(round(seconds / 60), "minute", "minutes")
