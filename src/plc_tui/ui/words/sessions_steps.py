"""The steps of a session in words: as rows to change, and one of them to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from plc_tui.domain.sessions.values import NAMING, SessionStep
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row
from plc_tui.ui.words.sessions import minutes, voices
from plc_tui.ui.words.sessions_protocols import GATHERS

NAMES = {
    "named": "With names",
    "anonymous": "Without names in the room",
    "sealed": "Nobody can know who wrote it",
}
"""Whose words they are, as it is chosen."""


def step_rows(steps: Sequence[SessionStep], marks: Marks) -> tuple[Row, ...]:
    """Each step with its number and minutes; below who speaks and what is written."""
    return tuple(_row(number, step, marks) for number, step in enumerate(steps, start=1))


def _row(number: int, step: SessionStep, marks: Marks) -> Row:
    title = safe.fill("[$soft]$number[/]  $title", number=f"{number:>2}", title=step.title)
    if step.state == "skipped":
        title = title.stylize("$soft")
    aside = "left out" if step.state == "skipped" else minutes(step.allowed)
    sign = {"now": marks.waiting, "done": marks.done, "skipped": marks.resting}.get(step.state, marks.open)
    return Row(step.id, title, Content(f"    {how(step)}"), Content(aside), mark=sign)


def how(step: SessionStep) -> str:
    """Say who speaks, what is written, and whose names are shown."""
    parts = [voices(step.speaker, step.silent)]
    written = " and ".join(GATHERS[kind] for kind in step.gathers)
    if written:
        parts.append(f"{'private writing' if step.hidden else 'written'}: {written}")
        parts += [] if step.naming == "named" else [NAMES[step.naming].lower()]
    parts += [f"{counted(step.dots, 'dot', 'dots')} each"] if step.dots else []
    parts += ["fist to five"] if step.fist else []
    return " · ".join(parts)


def step_pane(step: SessionStep) -> Content:
    """One step to read, as it is told to everyone and to whoever leads."""
    return Content("\n\n").join(_pane(step))


def _pane(step: SessionStep) -> Iterator[Content]:
    said = how(step)
    head = (safe.line(step.title, "bold $accent"), safe.line(f"{minutes(step.allowed)} · {said}", "$soft"))
    yield Content("\n").join(head)
    if step.prompt:
        yield safe.words(step.prompt)
    if step.stems:
        yield Content("\n").join([safe.words(stem, "italic $soft") for stem in step.stems])
    if step.gathers:
        yield safe.words(NAMING[step.naming], "$good")
    if step.guardrail:
        yield Content.assemble(("To whoever leads\n", "bold $warm"), safe.words(step.guardrail))
