"""The kinds of seed files there are: where each lies, what it is called, how it is read."""

from __future__ import annotations

from plc_tui.seeds.kinds import a_frame, a_goal_frame, a_model, a_principle_pack, an_agreement
from plc_tui.seeds.protocol_reading import a_protocol
from plc_tui.seeds.protocol_values import Protocol
from plc_tui.seeds.rehearsal_reading import a_cast, a_kind_of_lines
from plc_tui.seeds.rehearsal_values import Cast, MadeUpLines
from plc_tui.seeds.shelf import Shelf
from plc_tui.seeds.values import Frame, GoalFrame, Model, PrinciplePack, StartingAgreement


def for_models() -> Shelf[Model]:
    """Return a new shelf of note models."""
    return Shelf("models/*.toml", "note model", a_model)


def for_frames() -> Shelf[Frame]:
    """Return a new shelf of feedback frames."""
    return Shelf("frames/*.toml", "feedback frame", a_frame)


def for_goal_frames() -> Shelf[GoalFrame]:
    """Return a new shelf of goal frames."""
    return Shelf("goal_frames/*.toml", "goal frame", a_goal_frame)


def for_principles() -> Shelf[PrinciplePack]:
    """Return a new shelf of principle packs."""
    return Shelf("principles/*.toml", "principle pack", a_principle_pack)


def for_agreement() -> Shelf[StartingAgreement]:
    """Return a new shelf that holds the starting agreement alone."""
    return Shelf("agreement.toml", "starting agreement", an_agreement)


def for_protocols() -> Shelf[Protocol]:
    """Return a new shelf of protocols for facilitated sessions."""
    return Shelf("protocols/*.toml", "protocol", a_protocol)


def for_cast() -> Shelf[Cast]:
    """Return a new shelf that holds the made-up people of rehearsals alone."""
    return Shelf("rehearsal/cast.toml", "cast", a_cast)


def for_made_up_lines() -> Shelf[MadeUpLines]:
    """Return a new shelf of what made-up people write, by kind."""
    return Shelf("rehearsal/lines/*.toml", "kind of made-up lines", a_kind_of_lines)
