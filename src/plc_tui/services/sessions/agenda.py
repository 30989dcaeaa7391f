"""What a session's steps are made of: those of a protocol, and the look at what was promised last time."""

from __future__ import annotations

from dataclasses import replace

from plc_tui import seeds
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.values import EACH_IN_TURN, SessionStep
from plc_tui.services.protocol_plans import PlannedStep, ProtocolPlan, plan
from plc_tui.services.sessions.console import new_step_id

#: What the step is called in which a circle looks at what was promised last time.
LAST_TIME = "What we said last time"
#: It takes at least so many seconds.
LEAST_LOOK_BACK = 120


def protocol_called(protocol_id: str) -> seeds.Protocol:
    """Return a protocol by its id. Raises Invalid."""
    for protocol in seeds.protocols():
        if protocol.id == protocol_id:
            return protocol
    raise Invalid(f"There is no such protocol. There is: {', '.join(each.id for each in seeds.protocols())}.")


def step_of(planned: PlannedStep) -> SessionStep:
    """Return a step of a session that is to be held as planned."""
    step = planned.step
    return SessionStep(
        id=new_step_id(),
        title=step.title,
        seconds=planned.seconds,
        prompt=step.prompt,
        speaker=step.speaker,
        silent=step.silent,
        stems=step.stems,
        guardrail=step.guardrail,
        gathers=step.gathers,
        hidden=step.hidden,
        naming=step.naming,
        clusters=step.clusters,
        dots=step.dots,
        fist=step.fist,
        round=planned.round,
        presenter=EACH_IN_TURN if step.cycle == "person" else "",
    )


def last_time() -> SessionStep:
    """Return the step a session begins with when its circle promised itself something."""
    return SessionStep(
        id=new_step_id(),
        title=LAST_TIME,
        seconds=300,
        prompt="Look at what each of us said last time. What did you try, and what came of it?",
        stems=("I tried ...", "It turned out ...", "I let it go, because ..."),
        guardrail="A question, never a check. Whoever did not get to it says what would help, or lets it go.",
        speaker="all",
    )


def steps_of(planned: ProtocolPlan, *, looks_back: bool) -> tuple[SessionStep, ...]:
    """Return the steps of a session.

    The look at what was said last time lies within the minutes that were given, or shown as usual: the total she sees
    is the total, as far as the protocol's steps can be that short.
    """
    if not looks_back:
        return tuple(step_of(each) for each in planned.steps)
    total = planned.seconds if planned.minutes is None else planned.minutes * 60
    rest = plan(planned.protocol, planned.people, max(1, (total - last_time().seconds) // 60))
    first = replace(last_time(), seconds=max(LEAST_LOOK_BACK, total - rest.seconds))
    return (first, *(step_of(each) for each in rest.steps))
