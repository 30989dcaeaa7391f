"""From a checked TOML table to a value: one function for each kind of seed file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from plc_tui.seeds.fields import Fields
from plc_tui.seeds.values import (
    Box,
    Frame,
    GoalField,
    GoalFrame,
    Model,
    Principle,
    PrinciplePack,
    Prompt,
    StartingAgreement,
)

ORDERS = ("free", "given")
GOAL_PARTS = ("question", "why", "notice", "first_step", "extra")
"""The parts of a goal an answer can become; all but `extra` at most once in a frame."""


def a_model(fields: Fields) -> Model:
    """Read a note model. One without prompts is free writing."""
    prompts = tuple(_prompt(each) for each in fields.tables("prompt", optional=True))
    _all_different(fields, "prompt", (prompt.id for prompt in prompts))
    return Model(
        id=fields.name("id"),
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        order=fields.choice("order", ORDERS),
        prompts=prompts,
    )


def a_frame(fields: Fields) -> Frame:
    """Read a feedback frame."""
    boxes = tuple(_box(each) for each in fields.tables("box"))
    _all_different(fields, "box", (box.id for box in boxes))
    return Frame(
        id=fields.name("id"),
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        boxes=boxes,
    )


def a_goal_frame(fields: Fields) -> GoalFrame:
    """Read a goal frame; it must ask for the focus question, once."""
    asked = tuple(_goal_field(each) for each in fields.tables("field"))
    _all_different(fields, "field", (each.id for each in asked))
    parts = Counter(each.maps_to for each in asked)
    if parts["question"] != 1:
        raise fields.problem('exactly one field wants maps_to = "question"')
    for part, times in parts.items():
        if times > 1 and part != "extra":
            raise fields.problem(f'only one field can have maps_to = "{part}"')
    return GoalFrame(
        id=fields.name("id"),
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        fields=asked,
    )


def a_principle_pack(fields: Fields) -> PrinciplePack:
    """Read a pack of learning principles."""
    principles = tuple(_principle(each) for each in fields.tables("principle"))
    _all_different(fields, "principle", (principle.id for principle in principles))
    return PrinciplePack(
        id=fields.name("id"),
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        principles=principles,
    )


def an_agreement(fields: Fields) -> StartingAgreement:
    """Read the agreement a new circle may begin from."""
    return StartingAgreement(
        title=fields.line("title"),
        credit=fields.line("credit"),
        purpose=fields.line("purpose"),
        promises=fields.lines("promises"),
    )


def _prompt(fields: Fields) -> Prompt:
    prompt = Prompt(
        id=fields.name("id"),
        title=fields.line("title"),
        ask=fields.line("ask"),
        stage=fields.name("stage", optional=True),
    )
    fields.end()
    return prompt


def _box(fields: Fields) -> Box:
    box = Box(
        id=fields.name("id"),
        title=fields.line("title"),
        ask=fields.line("ask"),
        stems=fields.lines("stems"),
        guardrail=fields.line("guardrail"),
    )
    fields.end()
    return box


def _goal_field(fields: Fields) -> GoalField:
    field = GoalField(
        id=fields.name("id"),
        title=fields.line("title"),
        ask=fields.line("ask"),
        example=fields.line("example"),
        maps_to=fields.choice("maps_to", GOAL_PARTS),
    )
    fields.end()
    return field


def _principle(fields: Fields) -> Principle:
    principle = Principle(
        id=fields.name("id"),
        title=fields.line("title"),
        text=fields.line("text"),
        group=fields.line("group", optional=True),
    )
    fields.end()
    return principle


def _all_different(fields: Fields, what: str, ids: Iterable[str]) -> None:
    for each, times in Counter(ids).items():
        if times > 1:
            raise fields.problem(f'two of the {what} tables have the id "{each}"', what)
