"""A model's prompts as headings in a text: which are there, which are missing, where the next one is."""

from __future__ import annotations

from collections.abc import Sequence

from plc_tui import seeds
from plc_tui.seeds import Model, Prompt


def model_named(model_id: str) -> Model:
    """Return a model; a note of a model this community no longer has is free writing."""
    known = {model.id: model for model in seeds.models()}
    return known.get(model_id) or known.get("free") or Model("free", "Free writing", "", "", "free", ())


def missing_headings(model: Model, body: str) -> str:
    """Return the headings of `model` that `body` lacks, as they are to be put at its end. Nothing is ever removed."""
    there = {_title(line) for line in body.splitlines() if line.startswith("#")}
    lacking = [prompt for prompt in model.prompts if prompt.title.casefold() not in there]
    if not lacking:
        return ""
    gap = "" if not body.strip() else "\n" if body.endswith("\n") else "\n\n"
    return gap + "".join(f"## {prompt.title}\n\n\n" for prompt in lacking).rstrip("\n") + "\n\n"


def prompt_above(lines: Sequence[str], row: int, model: Model) -> Prompt | None:
    """Return the prompt whose heading stands nearest above line `row`; None under a heading of her own."""
    asked = {prompt.title.casefold(): prompt for prompt in model.prompts}
    if not asked:
        return None
    for at in range(min(row, len(lines) - 1), -1, -1):
        if lines[at].startswith("#"):
            return asked.get(_title(lines[at]))
    return None


def after_next_heading(lines: Sequence[str], row: int) -> int | None:
    """Return the line to write on under the next heading below `row`, or under the first one; None without any."""
    headings = [at for at, line in enumerate(lines) if line.startswith("#")]
    if not headings:
        return None
    heading = next((at for at in headings if at > row), headings[0])
    return min(heading + 1, len(lines) - 1)


def own_words(body: str) -> str:
    """Return what she wrote herself: the text without the headings that models put there."""
    if "#" not in body:
        return body
    known = {prompt.title.casefold() for model in seeds.models() for prompt in model.prompts}
    return "\n".join(line for line in body.splitlines() if not _is_prompt(line, known))


def only_headings(body: str) -> bool:
    """Whether nothing of her own is in a text."""
    return not own_words(body).strip()


def _is_prompt(line: str, known: set[str]) -> bool:
    return line.startswith("#") and _title(line) in known


def _title(line: str) -> str:
    return line.lstrip("#").strip().casefold()
