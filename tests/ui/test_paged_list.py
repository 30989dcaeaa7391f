from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region

from costs import cost
from pilots import press, settled
from plc_tui.domain.errors import Busy
from plc_tui.ui.marks import ASCII, GLYPHS
from plc_tui.ui.themes import all_themes
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.paged_list import PAGE, Page, PagedList, Row, heading
from plc_tui.ui.widgets.rows import draw_row


class Shelf:
    """So many rows, given in pages; what was asked for is remembered."""

    def __init__(self, count: int, first: int = 0) -> None:
        self.numbers = list(range(first, first + count))
        self.asked: list[tuple[object, int]] = []
        self.trouble = False

    async def page(self, after: object | None, count: int) -> Page:
        self.asked.append((after, count))
        if self.trouble:
            raise Busy("Others are writing. Try again in a moment.")
        start = 0 if after is None else self.numbers.index(int(str(after))) + 1
        numbers = self.numbers[start : start + count]
        more = start + count < len(self.numbers)
        return Page(tuple(Row(str(n), Content(f"Note {n}")) for n in numbers), numbers[-1] if more else None)


class ListApp(App[None]):
    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self.told: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return all_themes()[0].variables

    def compose(self) -> ComposeResult:
        yield PagedList(self.shelf.page, empty=empty_words("No notes yet.", "Write what you noticed.", "n", "New note"))

    @property
    def list(self) -> PagedList:
        return self.query_one(PagedList)

    def on_paged_list_opened(self, message: PagedList.Opened) -> None:
        self.told.append(("opened", message.key))

    def on_paged_list_highlighted(self, message: PagedList.Highlighted) -> None:
        self.told.append(("at", message.key))

    def on_paged_list_trouble(self, message: PagedList.Trouble) -> None:
        self.told.append(("trouble", str(message.error)))


def lines(app: App[None]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_only_the_first_page_is_fetched_however_long_the_list_is() -> None:
    shelf = Shelf(100_000)
    app = ListApp(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert shelf.asked == [(None, PAGE)]
        assert lines(app)[0].startswith(" ▸ Note 0")
        assert app.told == [("at", "0")]


async def test_the_next_page_is_fetched_before_the_cursor_gets_there() -> None:
    shelf = Shelf(200)
    app = ListApp(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _ in range(2):
            await press(pilot, "pagedown")
        assert shelf.asked == [(None, PAGE), (63, PAGE)]
        assert len(app.list.keys) == 2 * PAGE


async def test_end_goes_on_to_the_last_row_and_home_comes_back() -> None:
    app = ListApp(Shelf(500))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        assert app.list.key == "499"
        assert lines(app)[23].startswith(" ▸ Note 499")
        await press(pilot, "home")
        assert app.list.key == "0"


async def test_the_cursor_stays_on_the_same_thing_when_others_write() -> None:
    shelf = Shelf(10, first=5)
    app = ListApp(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down")
        assert app.list.key == "7"
        shelf.numbers[:0] = [3, 4]
        app.list.reload()
        await settled(pilot)
        assert app.list.key == "7"
        assert lines(app)[4].startswith(" ▸ Note 7")
        shelf.numbers.remove(7)
        app.list.reload()
        await settled(pilot)
        assert app.list.key == "8"


async def test_nothing_is_drawn_when_nothing_changed() -> None:
    app = ListApp(Shelf(10))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = list(app.told)
        drawn: list[object] = []
        app.list.refresh = lambda *given, **named: drawn.append(given)  # type: ignore[method-assign,assignment]
        app.list.reload()
        await settled(pilot)
        assert drawn == []
        assert app.told == before


async def test_moving_the_cursor_draws_two_rows() -> None:
    app = ListApp(Shelf(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        drawn: list[Region] = []
        real = app.list.refresh

        def refresh(*regions: Region, **named: bool) -> PagedList:
            drawn.extend(regions)
            return real(*regions, **named)

        app.list.refresh = refresh  # type: ignore[method-assign]
        await press(pilot, "down")
        assert [(region.y, region.height) for region in drawn] == [(0, 1), (1, 1)]


async def test_headings_cannot_be_chosen_and_stay_in_sight() -> None:
    app = ListApp(Shelf(0))
    rows = [heading("Waiting for you"), Row("a", Content("Ben")), heading("Your goals")]
    rows += [Row(str(n), Content(f"Goal {n}"), Content("next: a step")) for n in range(30)]
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        app.list.show(rows)
        await settled(pilot)
        assert app.list.key == "a"
        assert lines(app)[0].startswith(" Waiting for you")
        await press(pilot, "down")
        assert app.list.key == "0"
        await press(pilot, "end")
        assert app.list.key == "29"
        await press(pilot, "home")
        assert app.list.key == "a"
        assert lines(app)[0].startswith(" Waiting for you")


async def test_an_empty_place_speaks() -> None:
    app = ListApp(Shelf(0))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        text = "\n".join(lines(app))
        assert "No notes yet." in text
        assert "n  New note" in text
        await press(pilot, "down", "enter", "end", "pagedown")
        assert app.list.key is None
        assert app.told == [("at", None)]


async def test_enter_opens_and_so_does_a_click_on_the_row_of_the_cursor() -> None:
    app = ListApp(Shelf(10))
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await pilot.click(PagedList, offset=(5, 3))
        await pilot.click(PagedList, offset=(5, 3))
        assert [event for event in app.told if event[0] == "opened"] == [("opened", "0"), ("opened", "3")]  # type: ignore[index]


async def test_what_people_wrote_is_never_read_as_markup() -> None:
    app = ListApp(Shelf(0))
    hostile = "[/foo] [@click=app.quit]x[/] [draft] \ttab"
    async with app.run_test(size=(80, 10)) as pilot:
        await settled(pilot)
        app.list.show([Row("a", Content(hostile), Content(hostile + "\nsecond line"), Content(hostile[:6]))])
        await settled(pilot)
        first, second = lines(app)[:2]
        assert "[/foo] [@click=app.quit]x[/] [draft]" in first
        assert "[/foo] [@click=app.quit]x[/] [draft]" in second
        assert "second line" not in second


async def test_wide_characters_are_cut_where_the_cells_end() -> None:
    app = ListApp(Shelf(0))
    async with app.run_test(size=(30, 10)) as pilot:
        await settled(pilot)
        app.list.show([Row("a", Content("学びの記録" * 10), aside=Content("昨日"))])
        await settled(pilot)
        strip = app.screen._compositor.render_strips()[0]
        assert strip.cell_length == 30
        assert "昨日" in strip.text


def test_what_is_cut_ends_in_three_dots_where_the_terminal_lacks_glyphs() -> None:
    row = Row("a", Content("Group work falls apart at minute ten"))
    assert draw_row(row, 0, 24, chosen=False, marks=GLYPHS).plain.rstrip() == "   Group work falls ap…"
    assert draw_row(row, 0, 24, chosen=False, marks=ASCII).plain.rstrip() == "   Group work falls ..."
    found = Row("b", Content("Wait"), detail=Content("… of [b]wait[/b] time …"))
    assert draw_row(found, 1, 40, chosen=False, marks=ASCII).plain.rstrip() == "   ... of [b]wait[/b] time ..."


async def test_a_page_that_cannot_be_fetched_is_told_and_the_rows_stay() -> None:
    shelf = Shelf(10)
    app = ListApp(shelf)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        shelf.trouble = True
        app.list.reload()
        await settled(pilot)
        assert app.told[-1] == ("trouble", "Others are writing. Try again in a moment.")
        assert app.list.key == "0"


async def test_a_key_in_a_long_list_costs_what_it_costs_in_a_short_one() -> None:
    """A generous bound, for the shape of the cost only: benchmarks hold the figures."""

    async def moving(count: int) -> float:
        app = ListApp(Shelf(0))
        rows = [Row(str(n), Content(f"Note {n}")) for n in range(count)]
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.list.show(rows)
            await settled(pilot)
            return cost(lambda: [app.list.action_move(1) for _ in range(50)], tries=5)

    assert await moving(100_000) < 10 * await moving(100) + 0.05
