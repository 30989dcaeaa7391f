from __future__ import annotations

from dataclasses import astuple

import pytest
from rich.cells import cell_len

from plc_tui.ui.marks import ASCII, GLYPHS, choose


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


def test_ascii_marks_are_ascii_and_every_mark_is_one_cell_wide() -> None:
    assert "".join(astuple(ASCII)).isascii()
    wide = [mark for marks in (GLYPHS, ASCII) for mark in astuple(marks) if cell_len(mark) != 1]
    assert wide == [ASCII.more]
