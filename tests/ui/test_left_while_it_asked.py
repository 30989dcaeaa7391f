"""A screen that is left while something it asked for is still on its way."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.widgets import Static

from pilots import settled, until
from plc_tui.ui.screens.frame import SubScreen
from small_places import Shelf, small_app


class Left(SubScreen):
    NAME = "small"
    PLACE = "home"
    met = False

    def compose_place(self) -> ComposeResult:
        yield Static(id="words")

    async def leave_and_show(self) -> None:
        """The answer comes in the moment when the parts of the screen are gone and it is not."""
        self.dismiss()
        while self.query("#words"):
            await asyncio.sleep(0)
        Left.met = True
        self.query_one("#words", Static).update("an answer")


async def test_an_answer_that_comes_when_the_screen_has_been_left_does_no_harm() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        app.push_screen(screen := Left())
        await settled(pilot)
        screen.in_background(screen.leave_and_show())
        await until(pilot, lambda: app.screen is not screen)
        await until(pilot, lambda: Left.met)
        await settled(pilot)
        assert app.is_running
