from __future__ import annotations

from dataclasses import astuple

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from plc_tui.ui.marks import ASCII, GLYPHS, AsciiLine, choose


@pytest.mark.parametrize(
    ("wish", "environ", "expected"),
    [
        ("auto", {"LANG": "de_DE.UTF-8", "TERM": "xterm-256color"}, GLYPHS),
        ("auto", {"LC_ALL": "en_GB.utf8", "LANG": "C"}, GLYPHS),
        ("auto", {"LANG": "C", "TERM": "xterm"}, ASCII),
        ("auto", {"LANG": "en_US.ISO-8859-1"}, ASCII),
        ("auto", {"LANG": "C.UTF-8", "TERM": "linux"}, ASCII),
        ("auto", {"LANG": "C.UTF-8", "TERM": "vt100-w"}, ASCII),
        ("glyphs", {"LANG": "C"}, GLYPHS),
        ("ascii", {"LANG": "C.UTF-8"}, ASCII),
    ],
)
def test_glyphs_are_drawn_only_where_the_terminal_has_them(
    wish: str, environ: dict[str, str], expected: object
) -> None:
    assert choose(wish, environ) is expected


def test_what_is_left_of_ornaments_is_drawn_in_ascii_cell_for_cell() -> None:
    line = "│ ╭─ “Wait · time” … ▌ ┃ ✓ it’s ●"
    [plain] = AsciiLine().apply([Segment(line)], Color.parse("black"))
    assert plain.text.isascii()
    assert len(plain.text) == len(line)
    assert "zoë – 学び" not in AsciiLine().apply([Segment("zoë – 学び")], Color.parse("black"))[0].text
    assert AsciiLine().apply([Segment("zoë 学び")], Color.parse("black"))[0].text == "zoë 学び"


def test_ascii_marks_are_ascii_and_every_mark_is_one_cell_wide() -> None:
    assert "".join(astuple(ASCII)).isascii()
    wide = [mark for marks in (GLYPHS, ASCII) for mark in astuple(marks) if cell_len(mark) != 1]
    assert wide == [ASCII.more]
