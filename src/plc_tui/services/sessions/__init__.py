"""Facilitated sessions as one member uses them: planning and looking, the console, her seat."""

from plc_tui.services.sessions.console import Console
from plc_tui.services.sessions.planning import Sessions
from plc_tui.services.sessions.seat import Seat

__all__ = ["Console", "Seat", "Sessions"]
