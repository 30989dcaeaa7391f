"""A member's settings on a school's server: kept with her words, over what root says for everyone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from plc_tui import settings
from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.services.desk import Desk
from plc_tui.settings import Settings, SettingsProblem
from plc_tui.store import member_settings


class OwnSettings:
    """What the actor has set for herself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def over(self, everyones: Settings) -> Settings:
        """Return everyone's settings with hers over them; one that this program does not understand is left out."""
        with self._desk.reading() as sitting:
            hers = member_settings.of_member(sitting.connection, sitting.reader.id)
        found: dict[str, Any] = {}
        for name, value in hers.items():
            with suppress(SettingsProblem, NotPermitted):
                found[name] = _understood(name, value)
        return replace(everyones, **found)

    def keep(self, name: str, value: object) -> settings.Value:
        """Set one and return its value. Raises Invalid for what makes no sense, NotPermitted for what is everyone's."""
        try:
            kept = _understood(name, value)
        except SettingsProblem as problem:
            raise Invalid(str(problem)) from None
        with self._desk.writing() as sitting:
            member_settings.put(sitting.connection, sitting.reader.id, name, settings.shown(kept))
        return kept


def _understood(name: str, value: object) -> settings.Value:
    if name in settings.EVERYONES:
        raise NotPermitted("That is the same for everyone on the school's server; whoever runs it decides.")
    return settings.understood(name, value)
