"""Recognises that a block of rows only moved up or down, so that the terminal can move it by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

_FEWEST = 4
"""Rows that must move together before it pays to tell the terminal so."""
_SHORTEST = 12
"""A piece of fewer characters says too little to be recognised by."""

Known = Sequence[Mapping[int, tuple[int, str]]]
"""For each row, the pieces last written to it: column -> (column after it, what was written)."""


class Piece(NamedTuple):
    """Something to be written: column, row, text with its sequences."""

    x: int
    y: int
    payload: str


class Scroll(NamedTuple):
    """Rows `top` to `bottom` move up by `by` rows (down when negative)."""

    top: int
    bottom: int
    by: int


def find(known: Known, new: Sequence[Piece]) -> Scroll | None:
    """Return the move that most of the changed rows made together, None when there is none worth it."""
    changed = [piece for piece in new if len(piece.payload) >= _SHORTEST and not _stands(known, piece)]
    if len(changed) < _FEWEST:
        return None
    rows_by_distance: dict[int, set[int]] = {}
    before = _places(known)
    for piece in changed:
        was = before.get((piece.x, piece.payload), -1)
        if was >= 0:
            rows_by_distance.setdefault(was - piece.y, set()).add(piece.y)
    if not rows_by_distance:
        return None
    by, rows = max(rows_by_distance.items(), key=lambda item: len(item[1]))
    top, bottom = min(rows) + min(by, 0), max(rows) + max(by, 0)
    unmoved = {piece.y for piece in new if top <= piece.y <= bottom and _stands(known, piece)}
    enough = len(rows) >= _FEWEST and len(rows) > 2 * abs(by) and len(rows) > 2 * len(unmoved - rows)
    return Scroll(top, bottom, by) if enough else None


def _stands(known: Known, piece: Piece) -> bool:
    """Return whether this piece is on the screen already."""
    if piece.y >= len(known):
        return False
    there = known[piece.y].get(piece.x)
    return there is not None and there[1] == piece.payload


def _places(known: Known) -> dict[tuple[int, str], int]:
    """Return the row of each piece; -1 for what stands on several rows."""
    places: dict[tuple[int, str], int] = {}
    for y, pieces in enumerate(known):
        for x, (_, payload) in pieces.items():
            places[x, payload] = -1 if (x, payload) in places else y
    return places
