"""Clocks for a rehearsal: one that goes faster than the real one, and one that is put forward by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from plc_tui.services.desk import Clock, utc_now


class FastClock:
    """Goes `times` as fast as another clock, from the moment it is made."""

    def __init__(self, times: float = 1.0, clock: Clock = utc_now) -> None:
        self._times, self._clock = times, clock
        self._began = clock()

    def __call__(self) -> datetime:
        """Return the time."""
        return self._began + (self._clock() - self._began) * self._times


class HandClock:
    """Stands still until it is put forward."""

    def __init__(self, began: datetime) -> None:
        self._at = began

    def __call__(self) -> datetime:
        """Return the time."""
        return self._at

    def forward(self, seconds: float) -> None:
        """Put it forward."""
        self._at += timedelta(seconds=seconds)
