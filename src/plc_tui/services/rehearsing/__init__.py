"""Rehearsals: a session played alone with made-up people."""

from plc_tui.services.rehearsing.clocks import FastClock, HandClock
from plc_tui.services.rehearsing.leading import Leading
from plc_tui.services.rehearsing.rehearsal import Rehearsal

__all__ = ["FastClock", "HandClock", "Leading", "Rehearsal"]
