"""Where a seed file goes wrong, in one sentence a teacher can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Trail = tuple[tuple[str, int], ...]
"""Where a table stands in its file: (("prompt", 2),) is the second `[[prompt]]`."""

_HEADER = re.compile(r"^\s*\[{1,2}\s*([A-Za-z0-9_.-]+)\s*\]{1,2}")


class SeedProblem(Exception):
    """A seed file cannot be used, or there is none of that name. Its message is one whole sentence."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one seed file and the name it is known by, such as `models/gibbs.toml`."""

    name: str
    text: str

    def problem(self, reason: str, line: int | None = None) -> SeedProblem:
        """Return the sentence that names this file, the line when it is known, and the reason."""
        where = self.name if line is None else f"{self.name}, line {line}"
        sentence = f"{where}: {reason}."
        return SeedProblem("".join(sign if sign.isprintable() else "?" for sign in sentence))

    def line_of(self, trail: Trail, key: str = "") -> int | None:
        """Return the line of `key` in the table at `trail`; of the table itself if the key is not there."""
        header: int | None = None
        for number, place, word in _marks(self.text):
            if place != trail:
                continue
            if not word:
                header = number
            elif word == key:
                return number
        if header is None and trail:  # the table was written inline, as `audience = {...}`
            return self.line_of(trail[:-1], trail[-1][0])
        return header if trail else header or 1


def _marks(text: str) -> Iterator[tuple[int, Trail, str]]:
    """Give line number, table and key of each line that has a key; the key is empty at a table's header."""
    counts: dict[str, int] = {}
    place: Trail = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            place = _enter(header.group(1), counts)
            yield number, place, ""
        elif "=" in line:
            yield number, place, line.partition("=")[0].strip().strip("\"'")


def _enter(name: str, counts: dict[str, int]) -> Trail:
    """Count the table `name` (dotted when it is inside another) and return its trail."""
    for inner in [known for known in counts if known.startswith(name + ".")]:
        del counts[inner]
    counts[name] = counts.get(name, 0) + 1
    parts = name.split(".")
    prefixes = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
    return tuple((part, counts.get(prefix, 1)) for part, prefix in zip(parts, prefixes, strict=True))
