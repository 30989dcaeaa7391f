"""What the driver sends must leave the terminal exactly as Textual's own output would, with far fewer bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from plc_tui.ui.driver.cell_driver import _LEAVES_CELLS
from plc_tui.ui.driver.moves import move
from plc_tui.ui.driver.screen import ScreenMemory
from plc_tui.ui.driver.styles import PLAIN, Style, apply, change
from plc_tui.ui.driver.text import _NARROW, read, wide
from terminal import Screen

SHOWN_ON_BLANKS = ("underscore", "strikethrough", "reverse")
STEADY = ["a", "b", "W", " ", "  ", "     ", " " * 15, "é", "e\u0301", "│", "─", "…", "漢", "字", "한"]
LOOSE = ["👩\u200d🏫", "❤\ufe0f", "👍🏽", "נ", "ש\u05b8", "क\u094d\u0937", "🎉", "☃"]


class Emulator(Screen):
    """A terminal that draws a cluster of joined characters in as many cells as Textual counts."""

    def draw(self, data: str) -> None:
        for start, end, width in split_graphemes(data)[0]:
            before = self.cursor.x
            super().draw(data[start])
            for char in data[start + 1 : end]:
                self._join(char)
            if self.cursor.x - before < width and self.cursor.x < self.columns and before < self.columns:
                self.buffer[self.cursor.y][self.cursor.x] = self.cursor.attrs._replace(data="")
                self.cursor.x += width - (self.cursor.x - before)


class Disagreeing(Screen):
    """A terminal that draws everything it is unsure of one cell too wide."""

    def draw(self, data: str) -> None:
        for char in data:
            super().draw(char)
            if not (_NARROW(char) or wide(char) or unicodedata.combining(char)):
                super().draw("?")


class Narrower(Screen):
    """A terminal that draws everything it is unsure of in one cell, as old ones do with emoji."""

    def draw(self, data: str) -> None:
        for char in data:
            if _NARROW(char) or wide(char):
                super().draw(char)
            else:
                self.buffer[self.cursor.y][self.cursor.x] = self.cursor.attrs._replace(data=char)
                self.cursor.x += 1


def emulate(screen: pyte.Screen, *texts: str) -> pyte.Screen:
    stream = pyte.Stream(screen)
    for text in texts:
        stream.feed(re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", text))
    return screen


def terminal(columns: int = 20, rows: int = 5, kind: type[Screen] = Emulator) -> pyte.Screen:
    return emulate(kind(columns, rows), "\x1b[?7l")


def seen(screen: pyte.Screen) -> list[list[object]]:
    """What a reader sees of every cell: on a space the letters' colour and weight are nothing."""

    def look(cell: pyte.screens.Char) -> object:
        shown = [name for name in SHOWN_ON_BLANKS if getattr(cell, name)]
        return ((cell.bg, shown, cell.fg if shown else "")) if cell.data == " " else cell

    return [[look(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def piece(column: int, row: int, runs: Iterable[tuple[str, str]]) -> str:
    """A piece of a row, as Textual writes it."""
    text = "".join(f"\x1b[{codes}m{text}\x1b[0m" if codes else text for codes, text in runs)
    return f"\x1b[{row + 1};{column + 1}H{text}"


COLOURS = ["31", "97", "38;5;100", "38;2;1;2;3", "44", "48;5;9", "48;2;9;9;9", "38;2;1;2;3;48;2;9;9;9"]
codes_of_a_run = st.builds(
    lambda attributes, colours: ";".join([*attributes, *colours]),
    st.lists(st.sampled_from(["1", "3", "4", "7", "9"]), unique=True, max_size=2),
    st.lists(st.sampled_from(COLOURS), max_size=2),
)


@st.composite
def frames(draw: st.DrawFn, columns: int, rows: int, letters: list[str]) -> str:
    """A frame: pieces of ascending rows that fit the screen, line ends between them, then the cursor."""
    parts: list[str] = []
    for row in sorted(draw(st.lists(st.integers(0, rows - 1), max_size=4, unique=True))):
        column = draw(st.integers(0, columns - 1))
        runs, width = [], columns - column
        for codes, text in draw(st.lists(st.tuples(codes_of_a_run, st.lists(st.sampled_from(letters), max_size=9)))):
            fitting = "".join(text)
            while cell_len(fitting) > width:
                fitting = "".join(text := text[:-1])
            width -= cell_len(fitting)
            runs.append((codes, fitting))
        parts.append(piece(column, row, runs))
    cursor = piece(draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1)), [])
    return "\n".join(parts) + cursor if draw(st.booleans()) else "".join(parts) + cursor


@st.composite
def histories(draw: st.DrawFn, letters: list[str]) -> list[tuple[int, int, list[str]]]:
    """Sizes of the terminal, and the frames written at each; some frames come twice."""
    history = []
    for columns, rows in draw(st.lists(st.tuples(st.integers(4, 24), st.integers(2, 6)), min_size=1, max_size=3)):
        some = draw(st.lists(frames(columns, rows, letters), max_size=8))
        history.append((columns, rows, some + draw(st.lists(st.sampled_from(some or [""]), max_size=4))))
    return history


def compare(history: list[tuple[int, int, list[str]]]) -> None:
    ours, stock = terminal(history[0][0], history[0][1]), terminal(history[0][0], history[0][1])
    memory = ScreenMemory(history[0][0], history[0][1])
    for columns, rows, some in history:
        ours.resize(rows, columns)
        stock.resize(rows, columns)
        memory.resize(columns, rows)
        for data in filter(None, some):
            emulate(stock, data)
            changes = memory.frame(data)
            assert changes is not None
            emulate(ours, changes)
            assert seen(ours) == seen(stock)
            cursors = [(min(it.cursor.x, it.columns - 1), it.cursor.y) for it in (ours, stock)]
            assert cursors[0] == cursors[1]
            assert memory.frame(data) == "", "the same frame again must send nothing"


@given(histories(STEADY))
def test_after_any_frames_every_cell_and_the_cursor_are_as_textual_would_leave_them(
    history: list[tuple[int, int, list[str]]],
) -> None:
    compare(history)


@given(histories(STEADY + LOOSE))
def test_joined_and_doubtful_characters_end_in_the_same_cells_too(history: list[tuple[int, int, list[str]]]) -> None:
    compare(history)


@st.composite
def rollings(draw: st.DrawFn) -> list[tuple[int, int, list[str]]]:
    """A long text seen through a window that moves, with a heading, a marked row, and sometimes a pane beside it."""
    text = [
        f"{n} " + draw(st.sampled_from(["words about waiting", "漢字 and more words", "", "é" * 20])) for n in range(40)
    ]
    width, height = draw(st.sampled_from([(30, 12), (44, 12)])), draw(st.integers(5, 10))
    some: list[str] = []
    pane_too = draw(st.booleans())
    for offset, marked in draw(st.lists(st.tuples(st.integers(0, 28), st.integers(0, 9)), min_size=2, max_size=8)):
        rows = [piece(0, 0, [("7", f"from {offset}".ljust(width[0]))])]
        for y, words in enumerate(text[offset : offset + height]):
            style = "44;97" if y == marked else "48;2;9;9;9"
            runs = [(style, words + " " * (30 - cell_len(words)))]
            rows.append(piece(0, y + 1, runs))
            if width[0] > 30 and (pane_too or not some):
                rows.append(piece(30, y + 1, [("42", f"| pane row {y}".ljust(14))]))
        some.append("\n".join(rows) + piece(marked, 1, []))
    return [(*width, some)]


@given(rollings())
def test_rows_that_only_moved_are_moved_by_the_terminal_and_end_the_same(
    history: list[tuple[int, int, list[str]]],
) -> None:
    compare(history)


def test_a_list_that_rolls_by_a_row_costs_few_bytes() -> None:
    memory = ScreenMemory(80, 24)
    words = [f"{n}: {'waiting longer for answers ' * (n % 3)}{n * n}" for n in range(60)]

    def window(start: int) -> str:
        return "\n".join(piece(0, y, [("48;2;9;9;9", words[start + y].ljust(80))]) for y in range(24)) + piece(0, 0, [])

    assert len(memory.frame(window(0)) or "") > 800
    for start in (1, 2, 1, 4, 1, 0):
        assert len(memory.frame(window(start)) or "") < 300


@given(st.lists(st.tuples(st.integers(0, 19), st.lists(st.sampled_from(["a", "漢", "  ", *LOOSE]), max_size=8))))
def test_where_a_terminal_disagrees_about_a_width_the_rest_of_the_row_still_stands_right(
    steps: list[tuple[int, list[str]]],
) -> None:
    memory, screen = ScreenMemory(60, 1), terminal(60, 1, Disagreeing)
    emulate(screen, memory.frame(piece(0, 0, [("", " " * 60)])) or "")
    for column, text in steps:
        row = " " * column + "".join(text)
        row += " " * (50 - cell_len(row)) + "0123456789"
        emulate(screen, memory.frame(piece(0, 0, [("", row)])) or "")
        assert "".join(screen.buffer[0][x].data for x in range(50, 60)) == "0123456789"


def test_where_a_terminal_draws_less_than_we_count_nothing_old_is_left() -> None:
    memory, screen = ScreenMemory(6, 1), terminal(6, 1, Narrower)
    for text in ("abcdef", "a🎉def"):
        emulate(screen, memory.frame(piece(0, 0, [("", text)])) or "")
    assert [screen.buffer[0][x].data for x in range(6)] == ["a", "🎉", " ", "d", "e", "f"]


def test_a_wide_character_for_another_moves_the_cursor_by_two() -> None:
    rows = ["漢......x", "字......y"]
    compare([(20, 2, [piece(0, 0, [("", row)]) + piece(0, 1, []) for row in rows])])


def test_one_letter_costs_a_few_bytes() -> None:
    memory = ScreenMemory(80, 24)
    style = "38;2;200;200;200;48;2;10;10;10"
    before = "\n".join(piece(0, y, [(style, "words of a note".ljust(80))]) for y in range(24))
    after = before.replace("words of a note", "words of X note", 1)
    cursor = piece(5, 3, [])
    assert len(memory.frame(before + cursor) or "") < 24 * 40
    assert len(memory.frame(after + cursor) or "") < 60
    assert memory.frame(after + cursor) == ""
    assert memory.frame(piece(6, 3, [])) == "\x1b[C"


def test_a_terminal_that_erases_without_colour_gets_spaces() -> None:
    memory = ScreenMemory(30, 2, erases_with_colour=False)
    changes = memory.frame(piece(0, 0, [("44", "a".ljust(28) + "b")])) or ""
    assert "a".ljust(28) + "b" in changes
    assert "\x1b[K" not in (memory.frame(piece(0, 1, [("44", "a".ljust(30))])) or "")


def test_after_forgetting_everything_is_written_again() -> None:
    memory = ScreenMemory(20, 2)
    data = piece(0, 0, [("44", "words")]) + piece(0, 0, [])
    assert memory.frame(data)
    assert memory.frame(data) == ""
    memory.forget()
    assert "words" in (memory.frame(data) or "")


@pytest.mark.parametrize("data", ["", "\x07", "\x1b[?1049h", "words", "\x1b[2J\x1b[1;1Hwords", "\x1b]52;c;aGk=\x07"])
def test_what_is_no_frame_is_left_alone(data: str) -> None:
    assert ScreenMemory(20, 2).frame(data) is None


@pytest.mark.parametrize(
    "data", ["\x07", "\x1b]52;c;aGk=\x07", "\x1b[>25u", "\x1b[<u", "\x1b[?2026$p", "\x1b[?1003h", "\x1b]22;hand\x1b\\"]
)
def test_bell_clipboard_and_modes_change_no_cell(data: str) -> None:
    assert _LEAVES_CELLS(data)


@pytest.mark.parametrize("data", ["\x1b[?1049h", "\x1b[2J", "words", "\x1bc", "\x1b[?1049l\x07"])
def test_anything_else_makes_the_driver_forget_the_screen(data: str) -> None:
    assert not _LEAVES_CELLS(data)


HOSTILE = [
    *("\x1b]0;taken\x07", "\x1b]52;c;aGk=\x07", "\x1b[?1049l", "\x1b[2J", "\x1bc", "\x1bP+q544e\x1b\\"),
    *("\x9b2J", "\x9d0;x\x9c", "\x1b[6n", "\x1b[21t", "\x1b#8", "\x1b(0", "\u202e", "\ud800"),
    *("\x07", "\x08\x08", "\r", "\t", "\x00", "\x7f", "\x0e"),
    *("\x1b]8;;javascript:alert(1)\x1b\\x\x1b]8;;\x1b\\", "\x1b]8;;https://a\x07b\x1b\\"),
    *(f"\x1b[{'9' * 5000}m", f"\x1b[{'9' * 5000};1H"),
]
OURS = re.compile(r"\x1b\[[0-9;]{0,60}[mHKCDGABdrX]|\x1bM|[\r\n\x08]")


@given(st.lists(st.sampled_from([*HOSTILE, "a", "漢", "m", "[", "\x1b", ";1H", "\x1b["]), max_size=12))
@example(HOSTILE)
def test_no_control_character_of_a_text_reaches_the_terminal(texts: list[str]) -> None:
    memory = ScreenMemory(200, 3)
    changes = memory.frame(piece(2, 1, [("31", "".join(texts))]) + piece(0, 0, []))
    assert changes is not None
    left = OURS.sub("", changes)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\ud800-\udfff]", left), repr(left)


def test_only_links_to_the_web_are_live() -> None:
    memory = ScreenMemory(80, 2)
    link = "\x1b]8;id=7;{}\x1b\\\x1b[4mhere\x1b[0m\x1b]8;;\x1b\\"
    changes = memory.frame(piece(0, 0, [("", link.format("https://example.org/a")), ("", link.format("file:///etc"))]))
    assert changes is not None
    assert "\x1b]8;;https://example.org/a\x1b\\" in changes
    assert changes.count("\x1b]8;;\x1b\\") == 1
    assert "file:" not in changes


def test_text_is_read_into_cells_with_its_style() -> None:
    cells = read("\x1b[1;31mé漢\x1b[0m.")
    bold = Style(frozenset({1}), "31")
    assert cells == (["é", "漢", "", "."], [bold, bold, bold, PLAIN], False)


def test_the_characters_called_narrow_and_wide_are_so_for_textual_too() -> None:
    every = [chr(code) for code in range(32, 0x10000) if not 0xD800 <= code < 0xE000]
    assigned = [char for char in every if unicodedata.category(char) not in ("Cn", "Cc", "Cf")]
    assert {get_character_cell_size(char) for char in assigned if _NARROW(char)} == {1}
    assert {get_character_cell_size(char) for char in assigned if wide(char)} == {2, 0}  # 0: joined to the last


numbers = st.sampled_from(["0", "1", "2", "3", "4", "7", "9", "21", "22", "24", "39", "49", "53", *COLOURS])
styles = st.lists(numbers, max_size=6).map(lambda codes: apply(PLAIN, ";".join(codes)))


@given(styles, styles)
@example(apply(PLAIN, "1;2"), apply(PLAIN, "2"))
def test_a_change_of_style_arrives_at_the_new_one_however_it_began(old: Style, new: Style) -> None:
    sequence = change(old, new)
    assert (sequence == "") == (old == new)
    assert not sequence or apply(old, sequence[2:-1]) == new
    assert len(sequence) <= len(f"\x1b[0;{new.sgr()}m")


places = st.tuples(st.integers(0, 90), st.integers(0, 30))


@given(places, places)
def test_every_move_of_the_cursor_arrives(start: tuple[int, int], goal: tuple[int, int]) -> None:
    screen = emulate(pyte.Screen(91, 31), piece(*start, []), move(*goal, start))
    assert (screen.cursor.x, screen.cursor.y) == goal
    assert len(move(*goal, start)) <= len(piece(*goal, []))
