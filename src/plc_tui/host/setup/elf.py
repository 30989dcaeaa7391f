"""Lets a copied interpreter find the library it was built with, beside itself.

An interpreter built with a shared library names the folder of that library by its whole path (DT_RUNPATH, see the ELF
specification's dynamic section). A copy elsewhere, whose user cannot enter that folder, would not start; and the
variable that could help is one that sudo rightly throws away. So the copy's path becomes one relative to the program.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

RELATIVE = b"$ORIGIN/../lib"
_STRTAB, _RPATH, _RUNPATH, _LOAD, _DYNAMIC = 5, 15, 29, 1, 2


def with_relative_library(program: bytes) -> bytes:
    """Return a 64-bit program whose library path is relative to itself; one that names no path is returned as it is.

    Raises ValueError for a file that is not such a program, or whose path is too short to be replaced.
    """
    if program[:6] not in (b"\x7fELF\x02\x01", b"\x7fELF\x02\x02"):
        raise ValueError("not a 64-bit ELF program")
    found = next((place for place in _paths(program)), None)
    if found is None:
        return program
    end = program.index(b"\0", found)
    if end - found < len(RELATIVE):
        raise ValueError("its library path is too short to be replaced")
    return program[:found] + RELATIVE.ljust(end - found, b"\0") + program[end:]


def _paths(program: bytes) -> Iterator[int]:
    """Yield where in the file its library paths stand."""
    order = "<" if program[5] == 1 else ">"
    segments = list(_segments(program, order))
    for kind, offset, _address, size in segments:
        if kind == _DYNAMIC:
            entries = list(struct.iter_unpack(order + "qQ", program[offset : offset + size]))
            strings = next(value for tag, value in entries if tag == _STRTAB)
            for tag, value in entries:
                if tag in (_RPATH, _RUNPATH):
                    yield _in_file(segments, strings) + value


def _segments(program: bytes, order: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield kind, place in the file, address and size of every program header."""
    (table,) = struct.unpack_from(order + "Q", program, 32)
    width, count = struct.unpack_from(order + "HH", program, 54)
    for number in range(count):
        place = table + number * width
        kind, _flags, offset, address, _physical, size = struct.unpack_from(order + "IIQQQQ", program, place)
        yield kind, offset, address, size


def _in_file(segments: list[tuple[int, int, int, int]], address: int) -> int:
    for kind, offset, start, size in segments:
        if kind == _LOAD and start <= address < start + size:
            return address - start + offset
    raise ValueError("its dynamic section points nowhere")
