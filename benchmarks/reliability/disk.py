"""How much of a journal a disk that keeps its word holds: what its program has waited for, and not a byte more."""

from __future__ import annotations

import os
import struct
from pathlib import Path

HEADER, FRAME = 32, 24
"""Bytes before the journal's first frame, and before the page in each frame (sqlite.org/fileformat2.html)."""
_LITTLE = 0x377F0682
"""The journal's first bytes where its sums are made of words with the smallest byte first."""


class Watched:
    """In the place of `os.fdatasync` in a program: notes after each wait how many whole frames that made sure of."""

    def __init__(self, notes: Path) -> None:
        self._notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._wait = os.fdatasync
        self._salts, self._frames, self._saves, self._sums = b"", 0, 0, (0, 0)

    def __call__(self, file: int) -> None:
        """Wait, and note what for."""
        self._read_on(file)
        self._wait(file)
        os.write(self._notes, f"{self._salts.hex()} {self._saves}\n".encode())

    def _read_on(self, file: int) -> None:
        """Go through the frames that have come since the last time, up to the last save that is there as a whole."""
        header = os.pread(file, HEADER, 0)
        magic, _, page, *_, first, second = struct.unpack(">8I", header)
        if self._salts != header[16:24]:
            self._salts, self._frames, self._saves, self._sums = header[16:24], 0, 0, (first, second)
        while frame := os.pread(file, FRAME + page, HEADER + self._frames * (FRAME + page)):
            sums = _sums(frame[:8] + frame[FRAME:], self._sums, "<" if magic == _LITTLE else ">")
            if len(frame) < FRAME + page or frame[8:16] != self._salts or struct.unpack(">2I", frame[16:24]) != sums:
                return
            self._frames, self._sums = self._frames + 1, sums
            if struct.unpack_from(">I", frame, 4)[0]:
                self._saves = self._frames


def _sums(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def made_sure(notes: Path, journal: bytes) -> int:
    """Return how many frames of a journal were noted as made sure of, by whichever program."""
    lines = notes.read_text().splitlines() if notes.exists() else []
    noted = (line.split(" ") for line in lines)
    return max((int(frames) for salts, frames in noted if salts == journal[16:24].hex()), default=0)
