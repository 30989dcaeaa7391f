"""Protocols in words: which fit a need, people and time, and one protocol as a page to read before choosing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.seeds import NEEDS, Protocol, ProtocolStep
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words.sessions import long, minutes, voices

if TYPE_CHECKING:
    from plc_tui.services.protocol_plans import PlannedStep, ProtocolPlan

_CHOOSE = "Choose this when "
ANY = "any"
"""The choice of no need in particular."""

TRUST = {
    "low": "Also for people who hardly know each other.",
    "medium": "For people who know each other a little.",
    "high": "For people who trust each other: somebody shows what is not going well.",
}

GATHERS = {
    "note": "notes", "question": "questions", "warm": "warm", "cool": "cool", "idea": "ideas",
    "commitment": "what one will do",
}  # fmt: skip
"""What is written in a step, as the page says it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a group looks for: a need, how many they are, how many minutes they have (None: not said)."""

    need: str | None = None
    people: int | None = None
    minutes: int | None = None

    @property
    def in_words(self) -> str:
        """Return `It works, and I want to tune it · 5 people · 45 minutes`."""
        parts = [
            NEEDS[self.need] if self.need else "Whatever you need",
            counted(self.people, "person", "people") if self.people else "any number of people",
            counted(self.minutes, "minute", "minutes") if self.minutes else "as long as it takes",
        ]
        return " · ".join(parts)


def protocol_rows(plans: Sequence[ProtocolPlan], problems: Sequence[str], wish: Wish) -> tuple[Row, ...]:
    """Those that fit, each with its length; below those that do not, with the reason; then files nobody can read."""
    fitting = [plan for plan in plans if plan.fits]
    others = [plan for plan in plans if not plan.fits]
    rows: list[Row] = []
    if fitting:
        rows += [heading(_fit_words(wish)), *(_row(plan, _when(plan.protocol)) for plan in fitting)]
    if others:
        why = "Not for this" if fitting else "None fits; w, p and m change what you look for"
        rows += [heading(why), *(_row(plan, f"It {plan.why_not}.") for plan in others)]
    if problems:
        rows += [heading("Files of your community that cannot be read"), *(_problem(each) for each in problems)]
    return tuple(rows)


def _fit_words(wish: Wish) -> str:
    parts = [counted(wish.people, "person", "people")] if wish.people else []
    parts += [counted(wish.minutes, "minute", "minutes")] if wish.minutes else []
    return f"These fit {' and '.join(parts)}" if parts else "Protocols"


def _when(protocol: Protocol) -> str:
    """In a list the words that all of them begin with are left out: `When you are stuck ...`."""
    return f"When {protocol.when.removeprefix(_CHOOSE)}" if protocol.when.startswith(_CHOOSE) else protocol.when


def _row(plan: ProtocolPlan, below: str) -> Row:
    return Row(plan.protocol.id, safe.line(plan.protocol.title), safe.line(below), Content(long(plan.seconds)))


def _problem(sentence: str) -> Row:
    return Row("", safe.line(sentence))


def need_names() -> tuple[tuple[str, str], ...]:
    """The needs, and none in particular."""
    return (*NEEDS.items(), (ANY, "Show me all of them"))


def protocol_pieces(plan: ProtocolPlan) -> list[Piece]:
    """One protocol to read: what it is for, what it asks of a group, and its steps as they come here."""
    protocol = plan.protocol
    return [
        Piece(safe.words(protocol.title, "bold $accent")),
        Piece(safe.words(protocol.purpose)),
        *([Piece(safe.fill("[b $care]Not for this:[/] it $why.", why=plan.why_not), above=1)] if plan.why_not else []),
        Piece(safe.words(protocol.when, "$good"), above=1),
        *_facts(protocol),
        title(f"Steps, {long(plan.seconds)} with {counted(plan.people, 'person', 'people')}"),
        *_steps(plan.steps),
    ]


def _facts(protocol: Protocol) -> Iterator[Piece]:
    least, most = protocol.people_least, protocol.people_most
    people = counted(most, "person", "people") if least == most else f"{least} to {counted(most, 'person', 'people')}"
    said = (("People", people), ("Trust", TRUST[protocol.trust]), ("Take care", protocol.caution))
    for number, (name, words) in enumerate((name, words) for name, words in said if words):
        yield Piece(Content.assemble((f"{name}: ", "$soft"), safe.words(words)), above=int(number == 0))
    if protocol.credit:
        yield Piece(safe.line(protocol.credit, "italic $soft"))


def _steps(steps: Sequence[PlannedStep]) -> Iterator[Piece]:
    """Each step once, also one that comes in several rounds."""
    times: dict[str, list[int]] = {}
    known: dict[str, ProtocolStep] = {}
    for planned in steps:
        known[planned.step.id] = planned.step
        times.setdefault(planned.step.id, []).append(planned.seconds)
    for number, step in enumerate(known.values(), start=1):
        yield from _step(number, step, times[step.id])


def _step(number: int, step: ProtocolStep, times: Sequence[int]) -> Iterator[Piece]:
    long_ = minutes(times[0]) if len(times) == 1 else f"{len(times)} x {minutes(times[0])}"
    lead = Content.styled(f"{number:>2}  ", "$soft")
    aside = Content.styled(long_, "$soft")
    yield Piece(safe.line(step.title, "bold"), lead=lead, aside=aside, above=int(number > 1))
    for words in (safe.line(_how(step), "$good"), safe.words(step.prompt)):
        yield Piece(words, lead=Content("    "))
    if step.guardrail:
        yield Piece(safe.fill("[$soft]To whoever leads: $words[/]", words=step.guardrail), lead=Content("    "))


def _how(step: ProtocolStep) -> str:
    written = " and ".join(GATHERS[kind] for kind in step.gathers)
    parts = [voices(step.speaker, step.silent)]
    if written:
        parts.append(f"{'private writing' if step.hidden else 'written'}: {written}")
    if step.dots:
        parts.append(f"{counted(step.dots, 'dot', 'dots')} each")
    if step.fist:
        parts.append("fist to five")
    said = " · ".join(parts)
    return said[0].upper() + said[1:]
