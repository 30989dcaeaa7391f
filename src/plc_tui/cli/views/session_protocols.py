"""How protocols are printed: in a list with what each needs, and step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from plc_tui.cli.look import Look
from plc_tui.cli.views.session_words import LISTENS, SPEAKS
from plc_tui.cli.views.shared import field, section
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.values import KINDS, NAMING
from plc_tui.text import counted

if TYPE_CHECKING:
    from plc_tui.seeds import ProtocolStep
    from plc_tui.services.protocol_plans import PlannedStep, ProtocolPlan


def plan_row(plan: ProtocolPlan) -> tuple[str, ...]:
    """Return what --plain says of a protocol; the last field is empty where it fits."""
    protocol = plan.protocol
    return (
        protocol.id,
        protocol.title,
        str(round(plan.seconds / 60)),
        str(protocol.people_least),
        str(protocol.people_most),
        protocol.trust,
        ",".join(protocol.needs),
        plan.why_not,
    )


def plan_lines(plan: ProtocolPlan, look: Look) -> Iterator[str]:
    """Write what a list says of a protocol."""
    protocol = plan.protocol
    yield f"{protocol.id}"
    title = protocol.title if protocol.title.endswith(("?", ".", "!")) else f"{protocol.title}."
    yield from look.wrap(f"{title} {protocol.when}", indent=2)
    if plan.fits:
        yield from look.wrap(f"{_minutes(plan)}, {_people(plan)}. Trust: {protocol.trust}.", indent=2)
    else:
        yield from look.wrap(f"Does not fit: it {plan.why_not}.", indent=2)
    if protocol.caution:
        yield from look.wrap(f"Mind: {protocol.caution}", indent=2)


def plan_page(plan: ProtocolPlan, needs: Mapping[str, str], look: Look) -> Iterator[str]:
    """Write a protocol with the times it has for these people and minutes."""
    protocol = plan.protocol
    yield from look.wrap(protocol.title)
    yield from look.wrap(" · ".join((protocol.id, _minutes(plan), _people(plan), f"trust: {protocol.trust}")))
    if not plan.fits:
        yield from look.wrap(f"It does not fit: it {plan.why_not}. This is as near as it comes.")
    yield ""
    yield from field("What for", protocol.purpose, look)
    yield from field("When", protocol.when, look)
    yield from field("Mind", protocol.caution, look)
    yield from field("For", " / ".join(needs.get(each, each) for each in protocol.needs), look)
    yield from field("Whose idea", protocol.credit, look)
    steps = (line for number, each in enumerate(plan.steps, start=1) for line in _step(number, each, look))
    yield from section(f"Steps with {counted(plan.people, 'person', 'people')}", steps)


def _step(number: int, planned: PlannedStep, look: Look) -> Iterator[str]:
    step = planned.step
    turn = f", round {planned.round}" if planned.round else ""
    yield from look.wrap(f"{number}. {step.title}{turn}, {length(planned.seconds)}", indent=2, hang=3)
    said = [SPEAKS[step.speaker], *(LISTENS[each] for each in step.silent)]
    yield from look.wrap(" ".join(said).format(presenter="The presenter"), indent=5)
    yield from look.wrap(step.prompt, indent=5)
    yield from look.wrap(" ".join(_written(step)), indent=5) if step.gathers or step.dots or step.fist else ()


def _written(step: ProtocolStep) -> Iterator[str]:
    kinds = [KINDS[kind] for kind in step.gathers if kind in KINDS]
    if kinds:
        hidden = " Nobody else sees it until it is revealed." if step.hidden else ""
        yield f"You write: {', '.join(kinds)}.{hidden} {NAMING[step.naming]}"
    if "commitment" in step.gathers:
        yield "You say what you will do."
    if step.dots:
        yield f"Vote with {counted(step.dots, 'dot', 'dots')} each."
    if step.fist:
        yield "Fist to five."


def _minutes(plan: ProtocolPlan) -> str:
    return counted(round(plan.seconds / 60), "minute", "minutes")


def _people(plan: ProtocolPlan) -> str:
    return f"{plan.protocol.people_least} to {plan.protocol.people_most} people"


def needs_lines(needs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Write what a group can want of a protocol."""
    for need, words in needs:
        yield f"{need:<16} {words}"
