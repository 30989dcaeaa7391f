"""Rehearsals: a session played alone with made-up people."""

from plc_tui.services.rehearsing.clocks import FastClock, HandClock
from plc_tui.services.rehearsing.leading import Leading
from plc_tui.services.rehearsing.making import BANNER, RehearsalPlan
from plc_tui.services.rehearsing.rehearsal import Happened, Rehearsal

__all__ = ["BANNER", "FastClock", "HandClock", "Happened", "Leading", "Rehearsal", "RehearsalPlan"]
