"""Reads a protocol, and sees to it that its minutes, roles and repetitions can be kept in a room."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from plc_tui.seeds.fields import Fields
from plc_tui.seeds.protocol_values import (
    KINDS,
    NAMINGS,
    NEEDS,
    ROLES,
    SPEAKERS,
    TRUSTS,
    Protocol,
    ProtocolStep,
)

MOST_MINUTES = 12 * 60
"""Nothing is longer than half a day, a step or all of them; what is longer is two sessions."""
MOST_PEOPLE = 200
MOST_DOTS = 10
MOST_TIMES = 20
"""A run of steps is not repeated more often than this, except once for each person."""


def a_protocol(fields: Fields) -> Protocol:
    """Read a protocol. Raises SeedProblem with the line and the reason."""
    tables = fields.tables("step")
    steps = tuple(_step(each) for each in tables)
    _check_order(steps, tables)
    protocol = Protocol(
        id=fields.name("id"),
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        when=fields.line("when"),
        needs=_among(fields, "needs", tuple(NEEDS), fields.names("needs")),
        trust=fields.choice("trust", TRUSTS),
        caution=fields.line("caution", optional=True),
        people_least=_whole(fields, "people_least", 1, MOST_PEOPLE),
        people_most=_whole(fields, "people_most", 1, MOST_PEOPLE),
        steps=steps,
    )
    if protocol.people_least > protocol.people_most:
        raise fields.problem('"people_least" is more than "people_most"', "people_least")
    most = protocol.people_most
    if sum(step.least * step.rounds(most) * step.turns(most) for step in steps) > MOST_MINUTES:
        raise fields.problem(f"with {most} people this takes more than 12 hours", "people_most")
    return protocol


def _step(fields: Fields) -> ProtocolStep:
    step = ProtocolStep(
        id=fields.name("id"),
        title=fields.line("title"),
        minutes=_minutes(fields, "minutes"),
        least=_minutes(fields, "least"),
        most=_minutes(fields, "most"),
        each=fields.flag("each"),
        speaker=fields.choice("speaker", SPEAKERS),
        silent=_among(fields, "silent", ROLES, fields.names("silent", optional=True)),
        prompt=fields.line("prompt"),
        stems=fields.lines("stems", optional=True),
        guardrail=fields.line("guardrail", optional=True),
        gathers=_among(fields, "gathers", KINDS, fields.names("gathers", optional=True)),
        hidden=fields.flag("hidden"),
        naming=fields.choice("naming", NAMINGS, "named"),
        clusters=fields.flag("clusters"),
        dots=_dots(fields),
        fist=fields.flag("fist"),
        cycle=_cycle(fields),
    )
    fields.end()
    _check_step(step, fields)
    return step


def _check_step(step: ProtocolStep, fields: Fields) -> None:
    """Refuse a step that contradicts itself."""
    if not step.least <= step.minutes:
        raise fields.problem('"least" is more than "minutes"', "least")
    if not step.minutes <= step.most:
        raise fields.problem('"minutes" is more than "most"', "minutes")
    if step.each and step.speaker != "each":
        raise fields.problem('"each" counts the minutes of a round, so "speaker" wants to be "each"', "each")
    if step.speaker in step.silent or (step.silent and step.speaker == "all"):
        raise fields.problem('"silent" names somebody who is to speak in this step', "silent")
    if step.speaker == "each" and "participants" in step.silent:
        raise fields.problem('in a round the participants speak, so they cannot be "silent"', "silent")
    if step.fist and step.dots:
        raise fields.problem('a step has either "fist" or "dots", not both', "dots")
    if step.hidden and not step.gathers:
        raise fields.problem('"hidden" is about writing, so "gathers" wants to say what is written', "hidden")
    if "commitment" in step.gathers and step.naming != "named":
        raise fields.problem('a commitment is somebody\'s own, so "naming" wants to be "named"', "naming")


def _check_order(steps: tuple[ProtocolStep, ...], tables: tuple[Fields, ...]) -> None:
    """Refuse two steps of one id, and a cycle that is broken off and taken up again."""
    for each, times in Counter(step.id for step in steps).items():
        if times > 1:
            last = max(number for number, step in enumerate(steps) if step.id == each)
            raise tables[last].problem(f'two of the steps have the id "{each}"', "id")
    met: set[str] = set()
    for cycle, run in groupby(zip(steps, tables, strict=True), key=lambda pair: pair[0].cycle):
        if cycle and cycle in met:
            raise next(run)[1].problem(f'the steps with cycle = "{cycle}" want to follow one another', "cycle")
        met.add(cycle)


def _minutes(fields: Fields, key: str) -> float:
    value = fields.number(key)
    if not 0 < value <= MOST_MINUTES:
        raise fields.problem(f'"{key}" wants more than 0 and at most {MOST_MINUTES} minutes', key)
    return value


def _whole(fields: Fields, key: str, least: int, most: int) -> int:
    value = fields.number(key)
    if value != int(value) or not least <= value <= most:
        raise fields.problem(f'"{key}" wants a whole number from {least} to {most}', key)
    return int(value)


def _dots(fields: Fields) -> int:
    return 0 if fields.maybe_number("dots") is None else _whole(fields, "dots", 0, MOST_DOTS)


def _cycle(fields: Fields) -> str:
    value = fields.line("cycle", optional=True)
    if value in ("", "person", *map(str, range(2, MOST_TIMES + 1))):
        return value
    raise fields.problem(f'"cycle" wants "person", or a number from "2" to "{MOST_TIMES}" in quotes', "cycle")


def _among(fields: Fields, key: str, known: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    for each in given:
        if each not in known:
            raise fields.problem(f'"{each}" is not known in "{key}" (known are: {", ".join(known)})', key)
    return tuple(dict.fromkeys(given))
