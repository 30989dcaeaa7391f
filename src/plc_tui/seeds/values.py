"""What a community can read, change and add to as files: frozen values, nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a note model. `stage` names the phase of an inquiry it belongs to, or is empty."""

    id: str
    title: str
    ask: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A way to write a reflective note. `order` is "free" (any order) or "given" (one leads to the next)."""

    id: str
    title: str
    credit: str
    purpose: str
    order: str
    prompts: tuple[Prompt, ...]

    @property
    def stages(self) -> tuple[str, ...]:
        """Return the ids of the phases of inquiry this model knows, in its order."""
        return tuple(dict.fromkeys(prompt.stage for prompt in self.prompts if prompt.stage))

    def skeleton(self) -> str:
        """Return the Markdown a note through this model starts with: its prompts as headings, or nothing."""
        return "".join(f"## {prompt.title}\n\n" for prompt in self.prompts)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a feedback frame: what it asks, ways to begin, and what keeps it kind and useful."""

    id: str
    title: str
    ask: str
    stems: tuple[str, ...]
    guardrail: str

    @property
    def stem(self) -> str:
        """Return the first way to begin a sentence in this box."""
        return self.stems[0]


@dataclass(frozen=True, slots=True)
class Frame:
    """A feedback frame: the boxes a colleague writes her review in."""

    id: str
    title: str
    credit: str
    purpose: str
    boxes: tuple[Box, ...]

    def box(self, box_id: str) -> Box | None:
        """Return the box called `box_id`, or None when this frame has none of that name."""
        return next((box for box in self.boxes if box.id == box_id), None)


@dataclass(frozen=True, slots=True)
class GoalField:
    """One question a goal frame asks; `maps_to` says which part of a goal the answer is."""

    id: str
    title: str
    ask: str
    example: str
    maps_to: str


@dataclass(frozen=True, slots=True)
class GoalFrame:
    """A way to word a goal. Exactly one of its fields is the focus question."""

    id: str
    title: str
    credit: str
    purpose: str
    fields: tuple[GoalField, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """One learning principle a goal or a note may be tied to."""

    id: str
    title: str
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class PrinciplePack:
    """A community's learning principles, or a set of published ones. There is no completeness to reach."""

    id: str
    title: str
    credit: str
    purpose: str
    principles: tuple[Principle, ...]


@dataclass(frozen=True, slots=True)
class StartingAgreement:
    """What a new circle may begin its own agreement from."""

    title: str
    credit: str
    purpose: str
    promises: tuple[str, ...]
