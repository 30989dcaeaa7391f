"""Looks into the raw bytes of a community's files, and makes up words that are found nowhere else."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from pathlib import Path

_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def unheard_of(chance: random.Random) -> str:
    """Make up a word of twenty letters; half of it is still a word nobody else has written."""
    return "".join(chance.choices(_CONSONANTS, k=20))


def parts(word: str) -> set[bytes]:
    """The word and both its halves, as written and in small letters: the search index keeps them so."""
    half = len(word) // 2
    pieces = (word, word[:half], word[half:])
    return {piece.encode() for each in pieces for piece in (each, each.lower())}


def left_of(words: Iterable[str], path: Path) -> list[str]:
    """Which of these words are still in some byte of the file, or of a file beside it that is no backup."""
    beside = [file for file in path.parent.iterdir() if file.is_file() and ".before-" not in file.name]
    raw = b"\0".join(file.read_bytes() for file in itertools.chain(beside))
    return [word for word in words if any(part in raw for part in parts(word))]
