"""Looks into the raw bytes of a community's files, and makes up words that are found nowhere else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def unheard_of(chance: random.Random) -> str:
    """Make up a word of twenty letters; half of it is still a word nobody else has written."""
    return "".join(chance.choices(_CONSONANTS, k=20))


_TEN_LETTERS = re.compile(rb"[a-z]{10,}")


def parts(word: str) -> set[bytes]:
    """Both halves of a word made up here; whoever holds the word holds them too."""
    half = len(word) // 2
    return {word[:half].encode(), word[half:].encode()}


def left_of(words: Iterable[str], path: Path) -> list[str]:
    """Which of these words are still in some byte of the file, or of a file beside it that is no backup."""
    beside = [file for file in path.parent.iterdir() if file.is_file() and ".before-" not in file.name]
    raw = b"\0".join(_TEN_LETTERS.findall(b"\0".join(file.read_bytes() for file in beside)))
    return [word for word in words if any(part in raw for part in parts(word))]
