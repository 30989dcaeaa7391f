"""How a cell looks, and the shortest way to tell a terminal to change from one look to another (SGR)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 21: 24, 51: 54, 52: 54, 53: 55}
"""The code that ends each attribute; some codes end two of them."""

_SEEN_ON_BLANKS = frozenset({4, 7, 9, 21, 51, 52, 53})
"""Attributes that show even where there is only a space."""


class Style(NamedTuple):
    """The look of a cell: attributes and colours as SGR codes ("" is the terminal's own colour), and a link."""

    attributes: frozenset[int] = frozenset()
    foreground: str = ""
    background: str = ""
    link: str = ""

    def sgr(self) -> str:
        """Return the codes that turn a plain cell into this one."""
        codes = [str(code) for code in sorted(self.attributes)]
        return ";".join([*codes, *filter(None, (self.foreground, self.background))])


PLAIN = Style()


@lru_cache(maxsize=4096)
def apply(style: Style, codes: str) -> Style:
    """Return `style` as it is after a terminal was given the SGR parameters `codes`, such as "1;38;5;9"."""
    attributes, foreground, background = set(style.attributes), style.foreground, style.background
    numbers = iter([int(code or 0) for code in codes.split(";")])
    for number in numbers:
        if number == 0:
            attributes, foreground, background = set(), "", ""
        elif number in _OFF:
            attributes.add(number)
        elif number == 38:
            foreground = _extended(38, numbers)
        elif number == 48:
            background = _extended(48, numbers)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            foreground = "" if number == 39 else str(number)
        elif 40 <= number <= 49 or 100 <= number <= 107:
            background = "" if number == 49 else str(number)
        else:
            attributes = {code for code in attributes if _OFF[code] != number}
    return Style(frozenset(attributes), foreground, background, style.link)


def _extended(kind: int, numbers: Iterator[int]) -> str:
    """Return a 256-colour or true-colour code, "" when it is cut short."""
    count = {5: 1, 2: 3}.get(form := next(numbers, 0), 0)
    values = [next(numbers, 256) for _ in range(count)]
    if not values or max(values) > 255:
        return ""
    return ";".join(map(str, (kind, form, *values)))


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """Return what is to be seen of `style` on a space: letters' colour and weight are not."""
    seen = style.attributes & _SEEN_ON_BLANKS
    return Style(seen, style.foreground if seen else "", style.background, style.link)


@lru_cache(maxsize=16384)
def change(old: Style, new: Style) -> str:
    """Return the shortest sequence that takes a terminal from `old` to `new`."""
    if old == new:
        return ""
    link = "" if old.link == new.link else f"\x1b]8;;{new.link}\x1b\\"
    if old[:3] == new[:3]:
        return link
    afresh = new.sgr()
    afresh = f"0;{afresh}" if afresh and old[:3] != PLAIN[:3] else afresh
    steps = ";".join(_steps(old, new))
    return f"{link}\x1b[{min(afresh, steps, key=len)}m"


def _steps(old: Style, new: Style) -> list[str]:
    """Return the codes for only what differs."""
    off = {_OFF[code] for code in old.attributes - new.attributes}
    on = {code for code in new.attributes if code not in old.attributes or _OFF[code] in off}
    codes = [str(code) for code in (*sorted(off), *sorted(on))]
    if old.foreground != new.foreground:
        codes.append(new.foreground or "39")
    if old.background != new.background:
        codes.append(new.background or "49")
    return codes
