"""The program's looks: what her settings and her terminal make of it."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import Widget

from plc_tui.settings import Settings
from plc_tui.ui import marks, themes
from plc_tui.ui.at_server import AtServer
from plc_tui.ui.driver import CellDriver
from plc_tui.ui.look import moves, time_of_day
from plc_tui.ui.screens.frame import PlaceScreen
from plc_tui.ui.sheet import SteadySheet
from plc_tui.ui.terminal_app import TerminalApp


class WornApp(TerminalApp):
    """A program that wears a theme, signs and a clock, and can change them while it runs.

    `server` is the school's server that runs the program, None when she works alone.
    """

    def __init__(self, settings: Settings, server: AtServer | None, driver_class: type[Driver] | None = None) -> None:
        self.settings, self.server = settings, server
        super().__init__(driver_class=driver_class)
        self._choose_marks(settings)

    def wear_first(self, settings: Settings) -> None:
        """Put the theme on before the first paint, so that nothing is painted twice."""
        for theme in themes.all_themes():
            self.register_theme(theme)
        self.set_reactive(App.theme, themes.theme_name(settings.theme))
        self.stylesheet = SteadySheet(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.animation_level = "full" if moves(settings.motion, os.environ) else "none"
        self.set_class(self.server is not None or bool(os.environ.get("SSH_CONNECTION")), "-far", update=False)

    def _choose_marks(self, settings: Settings) -> None:
        self.marks = marks.choose(settings.marks, os.environ)
        self.plain_line.enabled = self.marks is marks.ASCII

    def time(self, moment: datetime) -> str:
        """The time of day of a local moment, as her settings want it."""
        return time_of_day(moment, self.settings.clock)

    def wear(self, settings: Settings) -> None:
        """Put changed settings on at once."""
        self.settings = settings
        self.theme = themes.theme_name(settings.theme)
        self.animation_level = "full" if moves(settings.motion, os.environ) else "none"
        self._choose_marks(settings)
        if isinstance(self._driver, CellDriver):
            self._driver.listen_to_mouse(settings.mouse)
        for screen in self.frames():
            for widget in screen.walk_children(Widget):
                widget.notify_style_update()
                widget.refresh()

    def frames(self) -> list[PlaceScreen]:
        """Every place that is open, in sight or not."""
        return [screen for stack in self.stacks() for screen in stack if isinstance(screen, PlaceScreen)]

    def stacks(self) -> list[list[Screen[Any]]]:
        """The screens of every place, each over the one it was opened from."""
        return [self.get_screen_stack(mode) for mode in self._screen_stacks]

    def forget_clipboard(self) -> None:
        """Nothing she copied can be pasted by the program any more; what the terminal keeps is the terminal's."""
        self._clipboard = ""
