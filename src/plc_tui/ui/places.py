"""The places of the program: one row each. A place's module is imported when it is first visited."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from textual.screen import Screen

from plc_tui.ui.widgets.masthead import Tab


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the mode; `screen` is `module:Class`; an `aside` place is in the masthead only while one is there."""

    name: str
    title: str
    key: str
    screen: str
    right: bool = False
    aside: bool = False

    def open(self) -> Screen[None]:
        """Import the place and make its screen."""
        module, _, name = self.screen.partition(":")
        factory = cast("Callable[[], Screen[None]]", getattr(importlib.import_module(module), name))
        return factory()


_SCREENS = "plc_tui.ui.screens"
PLACES = (
    Place("home", "Home", "1", f"{_SCREENS}.home:HomeScreen"),
    Place("goals", "Goals", "2", f"{_SCREENS}.goals:GoalsScreen"),
    Place("notes", "Notes", "3", f"{_SCREENS}.notes:NotesScreen"),
    Place("reviews", "Reviews", "4", f"{_SCREENS}.reviews:ReviewsScreen"),
    Place("circles", "Circles", "5", f"{_SCREENS}.circles:CirclesScreen"),
    Place("sessions", "Sessions", "6", f"{_SCREENS}.sessions:SessionsScreen"),
    Place("find", "Find", "/", f"{_SCREENS}.find:FindScreen", right=True),
    Place("settings", "Settings", "F9", f"{_SCREENS}.settings:SettingsScreen", right=True, aside=True),
)


def tabs(places: tuple[Place, ...]) -> tuple[Tab, ...]:
    """The places as the masthead shows them."""
    return tuple(Tab(place.name, place.key, place.title, place.right, place.aside) for place in places)
