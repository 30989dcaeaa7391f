"""A text drawn line by line looks, scrolls and is copied like the Static it stands for, and draws only what is seen."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Static

from plc_tui.ui.markdown import lines, render
from plc_tui.ui.widgets.prose import Prose

WIDTH = 40
TEXT = (
    "# Waiting\n\nThey **talk** more when I *wait* five seconds after a question.\n\n- one\n- two\n\n> says `Ben`\n\n"
    * 40
)


class Page(App[None]):
    """The same text in both, side by side."""

    CSS = "Static { width: 40; height: auto; text-wrap: nowrap; } VerticalScroll { width: 1fr; } #both { height: 1fr; }"

    def compose(self) -> ComposeResult:
        from textual.containers import Horizontal

        with Horizontal(id="both"):
            with VerticalScroll(id="one"):
                yield Prose(id="prose")
            with VerticalScroll(id="other"):
                yield Static(id="static")


class Counting(Prose):
    drawn = 0

    def render_line(self, y: int):  # type: ignore[no-untyped-def]  # as in its parent
        Counting.drawn += 1
        return super().render_line(y)


def cells(app: Page, name: str) -> list[list[tuple[str, object]]]:
    widget = app.query_one(f"#{name}", Static)
    strips = widget.render_lines(widget.size.region)
    return [[(letter, style) for text, style, _ in strip for letter in text] for strip in strips]


async def test_it_is_drawn_and_copied_cell_for_cell_like_a_static() -> None:
    app = Page()
    async with app.run_test(size=(100, 20)) as pilot:
        prose, static = app.query_one("#prose", Prose), app.query_one("#static", Static)
        app.theme = "textual-dark"
        prose.show_lines(lines(TEXT.replace("`", ""), WIDTH), WIDTH)
        static.update(render(TEXT.replace("`", ""), WIDTH))
        await pilot.pause()
        assert prose.size == static.size
        assert prose.size.height > 300
        assert cells(app, "prose") == cells(app, "static")
        for marked in (Selection(Offset(3, 2), Offset(9, 5)), Selection(None, None), Selection(Offset(2, 4), None)):
            assert prose.get_selection(marked) == static.get_selection(marked)
            app.screen.selections = {prose: marked, static: marked}
            await pilot.pause()
            assert cells(app, "prose") == cells(app, "static")


async def test_only_the_lines_in_sight_are_drawn() -> None:
    class Long(App[None]):
        CSS = "Static { height: auto; }"

        def compose(self) -> ComposeResult:
            with VerticalScroll(id="page"):
                yield Counting(id="prose")

    app = Long()
    async with app.run_test(size=(60, 20)) as pilot:
        prose = app.query_one("#prose", Prose)
        prose.show_lines([Content(f"line {n}") for n in range(5_000)], WIDTH)
        await pilot.pause()
        assert prose.size.height == 5_000
        assert 20 <= Counting.drawn < 200
        app.query_one("#page").scroll_end(animate=False)
        await pilot.pause()
        assert Counting.drawn < 400
        assert "line 4999" in "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_a_line_too_long_is_wrapped_and_what_comes_after_replaces_it() -> None:
    app = Page()
    async with app.run_test(size=(100, 20)) as pilot:
        prose = app.query_one("#prose", Prose)
        prose.show_lines([Content("x" * 100), Content("y")], WIDTH)
        await pilot.pause()
        assert prose.size.height == 4
        prose.show_lines([Content("short")], WIDTH)
        await pilot.pause()
        assert prose.size.height == 1
        prose.update(Content("a\nb"))
        await pilot.pause()
        assert prose.size.height == 2
        assert prose.get_selection(Selection(None, None)) == ("a\nb", "\n")
