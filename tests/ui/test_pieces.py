from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from pilots import press, settled
from plc_tui.ui.themes import all_themes
from plc_tui.ui.widgets.pieces import Piece, Pieces, title


class PageApp(App[None]):
    def __init__(self, *pieces: Piece) -> None:
        super().__init__()
        self.given = pieces
        self.opened: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return all_themes()[0].variables

    def compose(self) -> ComposeResult:
        yield Pieces()

    def on_mount(self) -> None:
        self.page.show(self.given)

    @property
    def page(self) -> Pieces:
        return self.query_one(Pieces)

    def on_pieces_opened(self, message: Pieces.Opened) -> None:
        self.opened.append(message.key)


def lines(app: App[None]) -> list[str]:
    """What is drawn, without the scrollbar."""
    return [strip.text.rstrip(" ┃") for strip in app.screen._compositor.render_strips()]


def words(count: int) -> Piece:
    return Piece(Content("\n".join(f"line {n}" for n in range(count))))


async def test_a_piece_wraps_under_its_own_beginning() -> None:
    app = PageApp(Piece(Content("one two three four five six"), "a", Content("o "), aside=Content("by Friday")))
    async with app.run_test(size=(24, 6)) as pilot:
        await settled(pilot)
        assert lines(app)[:3] == [" ▸ o one two three", "     four five six", "     by Friday"]


async def test_what_stands_at_the_right_stays_there_while_there_is_room() -> None:
    app = PageApp(title("Steps"), Piece(Content("Count"), "a", Content("o "), aside=Content("by Friday")))
    async with app.run_test(size=(40, 6)) as pilot:
        await settled(pilot)
        assert lines(app)[:2] == ["   Steps", f" ▸ o Count{'by Friday':>28}"]


async def test_arrows_go_from_thing_to_thing_and_scroll_where_only_text_is() -> None:
    app = PageApp(Piece(Content("first"), "a"), words(30), Piece(Content("last"), "b"))
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        assert app.page.key == "a"
        await press(pilot, "down")
        assert app.page.key is None or app.page.key == "a"
        assert lines(app)[0] != " ▸ first"
        for _ in range(15):
            await press(pilot, "down")
        assert app.page.key == "b"
        assert " ▸ last" in lines(app)
        for _ in range(20):
            await press(pilot, "up")
        assert app.page.key == "a"
        assert lines(app)[0] == " ▸ first"


async def test_nothing_out_of_sight_is_under_the_cursor() -> None:
    app = PageApp(Piece(Content("first"), "a"), words(60))
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        await press(pilot, "pagedown")
        assert app.page.key is None
        await press(pilot, "home")
        assert app.page.key == "a"


async def test_a_page_of_text_alone_scrolls_to_its_end() -> None:
    app = PageApp(words(30))
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        for _ in range(15):
            await press(pilot, "down")
        assert lines(app)[-1] == "   line 29"
        await press(pilot, "home")
        assert lines(app)[0] == "   line 0"
        await press(pilot, "end")
        assert lines(app)[-1] == "   line 29"


async def test_the_cursor_and_the_place_in_the_text_stay_when_it_is_shown_anew() -> None:
    things = [Piece(Content(f"thing {n}"), str(n)) for n in range(30)]
    app = PageApp(*things)
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        for _ in range(20):
            await press(pilot, "down")
        before = lines(app)
        assert app.page.key == "20"
        app.page.show(things)
        await settled(pilot)
        assert lines(app) == before
        app.page.show([*things, Piece(Content("new"), "new")])
        assert app.page.key == "20"
        app.page.show(things[:5])
        await settled(pilot)
        assert app.page.key == "0"


async def test_a_click_moves_the_cursor_and_a_second_one_opens() -> None:
    app = PageApp(words(3), Piece(Content("first"), "a"), Piece(Content("second"), "b"))
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        await pilot.click(Pieces, offset=(5, 1))
        await pilot.click(Pieces, offset=(5, 4))
        assert app.page.key == "b"
        assert app.opened == []
        await pilot.click(Pieces, offset=(5, 4))
        assert app.opened == ["b"]


async def test_an_empty_page_takes_every_key() -> None:
    app = PageApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "up", "pagedown", "pageup", "home", "end")
        assert app.page.key is None


async def test_nothing_is_laid_out_again_when_nothing_changed() -> None:
    def page(colour: str) -> list[Piece]:
        return [title("Steps"), Piece(Content("one"), "a", Content.styled("o ", colour)), words(30)]

    app = PageApp(*page("$good"))
    async with app.run_test(size=(40, 10)) as pilot:
        await settled(pilot)
        before = app.page._lines
        app.page.show(page("$good"))
        assert app.page._lines is before
        app.page.show(page("$warm"))
        assert app.page._lines is not before
