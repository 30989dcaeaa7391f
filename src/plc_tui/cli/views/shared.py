"""What several views say in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plc_tui.cli.look import Look
from plc_tui.domain.audience import Audience, in_words
from plc_tui.domain.values import Person


def named(person: Person) -> str:
    """Name a person so that she can be typed: `Ben Ito (@ben)`; a masked person has no handle."""
    return f"{person.name} (@{person.handle})" if person.handle else person.name


def unless_me(person: Person, look: Look) -> str:
    """Name a person in a list; nothing when she is the reader."""
    return "" if person.id == look.reader else named(person)


def audience_words(audience: Audience, owner: Person, look: Look) -> str:
    """Say who can read a thing."""
    return in_words(audience, owner, look.reader)


def tags_words(tags: Iterable[str]) -> str:
    """Write tags as they are typed: `#wait-time #questions`."""
    return " ".join(f"#{tag}" for tag in tags)


def field(name: str, words: str, look: Look) -> Iterator[str]:
    """Write a field under its name; nothing when it is empty."""
    if words:
        yield f"{name}:"
        yield from look.wrap(words, indent=2)


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Write lines under a title, with a blank line before; nothing when there are none."""
    for number, line in enumerate(lines):
        if number == 0:
            yield ""
            yield title
        yield line
