"""The rules of all styles, each read once."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

SOURCES = 512
"""Styles of which the rules are kept; there are a hundred and some, of Textual's widgets and ours."""


class SteadySheet(Stylesheet):
    """A stylesheet that reads its rules anew only when the colours they name have changed.

    Textual reads all of them anew twice before the first paint, when a place is seen for the first time, and whenever a
    screen brings rules of its own: each time 10 ms and more.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._given = dict(variables)
        self._parse_cache = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's colours; what was read stays when they are those it already has."""
        if variables != self._given:
            self._given = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what is new, or everything after a change of colours. Raises StylesheetError."""
        self.parse()
