"""What travels with the program as files, and what a community adds: models, frames, protocols, a demo.

Shipped files are in `seed/`; a community's own folder has the same shape (`models/`, `frames/`, ...) and is
named once by `use_folder()`. A file of the same name replaces the shipped one; a broken one is left out and
told by `problems()`. Texts are data: whoever shows them cleans them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui.seeds.problem import SeedProblem
from plc_tui.seeds.protocol_values import NEEDS, Protocol, ProtocolStep
from plc_tui.seeds.rehearsal_values import Cast, MadeUpLines
from plc_tui.seeds.shelves import (
    for_agreement,
    for_cast,
    for_frames,
    for_goal_frames,
    for_made_up_lines,
    for_models,
    for_principles,
    for_protocols,
)
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

if TYPE_CHECKING:
    from plc_tui.seeds.demo_values import Demo

__all__ = [
    "NEEDS",
    "Box",
    "Cast",
    "Frame",
    "GoalField",
    "GoalFrame",
    "MadeUpLines",
    "Model",
    "Principle",
    "PrinciplePack",
    "Prompt",
    "Protocol",
    "ProtocolStep",
    "SeedProblem",
    "StartingAgreement",
    "agreement",
    "cast",
    "demo",
    "frame",
    "frames",
    "goal_frame",
    "goal_frames",
    "made_up_lines",
    "model",
    "models",
    "principles",
    "problems",
    "protocol",
    "protocol_file",
    "protocol_problems",
    "protocols",
    "read_protocols_again",
    "use_folder",
]

_MODELS = for_models()
_FRAMES = for_frames()
_GOAL_FRAMES = for_goal_frames()
_PRINCIPLES = for_principles()
_AGREEMENT = for_agreement()
_PROTOCOLS = for_protocols()
_CAST = for_cast()
_LINES = for_made_up_lines()
_SHELVES = (_MODELS, _FRAMES, _GOAL_FRAMES, _PRINCIPLES, _AGREEMENT, _PROTOCOLS, _CAST, _LINES)


def use_folder(path: Path | None) -> None:
    """Add a community's own folder to the shipped files; None goes back to the shipped ones alone."""
    for shelf in _SHELVES:
        shelf.use_folder(path)


def problems() -> tuple[str, ...]:
    """Return one sentence (file, line, reason) for each file of the community that had to be left out."""
    return tuple(problem for shelf in _SHELVES for problem in shelf.problems())


def models() -> tuple[Model, ...]:
    """Return the note models, plain ones first."""
    return _MODELS.all()


def model(model_id: str) -> Model:
    """Return the note model `model_id`. Raises SeedProblem when there is none."""
    return _MODELS.get(model_id)


def frames() -> tuple[Frame, ...]:
    """Return the feedback frames."""
    return _FRAMES.all()


def frame(frame_id: str) -> Frame:
    """Return the feedback frame `frame_id`. Raises SeedProblem when there is none."""
    return _FRAMES.get(frame_id)


def goal_frames() -> tuple[GoalFrame, ...]:
    """Return the goal frames, the plain one first."""
    return _GOAL_FRAMES.all()


def goal_frame(frame_id: str) -> GoalFrame:
    """Return the goal frame `frame_id`. Raises SeedProblem when there is none."""
    return _GOAL_FRAMES.get(frame_id)


def principles() -> tuple[PrinciplePack, ...]:
    """Return the principle packs."""
    return _PRINCIPLES.all()


def agreement() -> StartingAgreement:
    """Return the agreement a new circle may begin from."""
    return _AGREEMENT.get("agreement")


def protocols() -> tuple[Protocol, ...]:
    """Return the protocols for facilitated sessions, the simplest to lead first."""
    return _PROTOCOLS.all()


def protocol(protocol_id: str) -> Protocol:
    """Return the protocol `protocol_id`. Raises SeedProblem when there is none."""
    return _PROTOCOLS.get(protocol_id)


def protocol_file(protocol_id: str) -> Path:
    """Return the file a protocol was read from. Raises SeedProblem when there is none."""
    return _PROTOCOLS.file(protocol_id)


def protocol_problems() -> tuple[str, ...]:
    """Return one sentence (file, line, reason) for each protocol of the community that had to be left out."""
    return _PROTOCOLS.problems()


def read_protocols_again() -> None:
    """Forget the protocols that were read: a file was changed or added while the program runs."""
    _PROTOCOLS.read_again()


def cast() -> Cast:
    """Return the made-up people of a rehearsal."""
    return _CAST.get("cast")


def made_up_lines(kind: str) -> MadeUpLines:
    """Return what made-up people write of one kind. Raises SeedProblem when there is no such kind."""
    return _LINES.get(kind)


def demo() -> Demo:
    """Return the made-up community. Raises SeedProblem when one of its files is broken."""
    from plc_tui.seeds.demo_reading import read_demo  # most runs of the program never need it

    return read_demo()
