"""Markdown as one piece of content: everything is read, nothing acts, and it is quick."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App
from textual.content import Content
from textual.widgets import Static

import hostile
from costs import cost
from plc_tui.text import clean
from plc_tui.ui import themes
from plc_tui.ui.markdown import render
from plc_tui.ui.marks import ASCII


def lines(markdown: str, width: int | None = None) -> list[str]:
    return render(markdown, width).plain.split("\n")


def styles(markdown: str, words: str) -> set[str]:
    drawn = render(markdown)
    at = drawn.plain.index(words)
    return {word for span in drawn.spans if span.start <= at < span.end for word in str(span.style).split()}


def test_headings_stand_out_and_blocks_stand_apart() -> None:
    assert lines("# Wait time\nI asked.\n\nThey spoke.") == ["Wait time", "", "I asked.", "", "They spoke."]
    assert "bold" in styles("# Wait time", "Wait")
    assert "bold" in styles("### Small", "Small")


def test_a_typed_line_end_stays_a_line_end() -> None:
    assert lines("first\nsecond") == ["first", "second"]


def test_emphasis_is_style_and_its_signs_are_gone() -> None:
    text = "**bold *both*** ~~gone~~ `code`"
    assert lines(text) == ["bold both gone code"]
    assert styles(text, "bold") == {"bold"}
    assert styles(text, "both") == {"bold", "italic"}
    assert styles(text, "gone") == {"strike"}
    assert styles(text, "code") == {"$warm"}


def test_lists_are_set_in_and_numbered() -> None:
    text = "- one\n- two\n  1. deep\n  2. deeper\n- [ ] to do\n- [x] done\n-"
    assert lines(text) == ["• one", "• two", "  1. deep", "  2. deeper", "[ ] to do", "[x] done", "• "]
    assert lines("3) c\n4) d") == ["3. c", "4. d"]


def test_items_that_stand_apart_stay_apart() -> None:
    assert lines("- one\n\n- two\n\n  more") == ["• one", "", "• two", "", "  more"]


def test_later_lines_of_an_item_hang_under_its_first() -> None:
    assert lines("- wait for five seconds\n  1. and then some more", 14) == [
        "• wait for",
        "  five seconds",
        "  1. and then",
        "     some more",
    ]


def test_a_quotation_keeps_its_bar_on_every_line() -> None:
    assert lines("> wait for five seconds\n>\n> - more", 14) == ["│ wait for", "│ five seconds", "│", "│ • more"]


def test_code_keeps_its_lines_and_spaces() -> None:
    assert lines("```python\nif x:\n    y\n\nz\n```\nafter") == ["  if x:", "      y", "  ", "  z", "", "after"]


def test_a_rule_goes_across() -> None:
    assert lines("a\n\n---\n\nb", 10) == ["a", "", "─" * 10, "", "b"]


TABLE = "| Name | Age |\n|:-----|----:|\n| Maya | 4 |\n| 漢字 | **40** |"


def test_a_table_has_its_columns_in_line() -> None:
    assert lines(TABLE, 40) == ["Name  Age", "────  ───", "Maya    4", "漢字   40"]
    assert "bold" in styles(TABLE, "Name")


def test_a_table_too_wide_is_read_row_by_row() -> None:
    assert lines(TABLE, 8) == ["Name:", "Maya", "Age: 4", "", "Name:", "漢字", "Age: 40"]


def test_a_link_shows_where_it_leads() -> None:
    assert lines("see [the study](https://school.example/a)") == ["see the study (https://school.example/a)"]
    assert styles("see [the study](https://school.example/a)", "the study") == {"underline", "$accent"}
    assert lines("<https://school.example/a> <maya@school.example>") == ["https://school.example/a maya@school.example"]
    assert lines(hostile.PAYLOADS["link that lies"]) == ["http://good.example (http://evil.example/)"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
def test_a_dangerous_address_is_no_link(address: str) -> None:
    assert "$accent" not in styles(f"[press]({address})", "press")


def test_a_picture_is_told_in_words() -> None:
    assert lines("![a **bold** face](http://x.example/a.png)") == ["[picture: a bold face] (http://x.example/a.png)"]


def test_raw_html_is_shown_as_it_was_typed() -> None:
    assert lines("a <b>x</b>\n\n<script>alert(1)</script>") == ["a <b>x</b>", "", "<script>alert(1)</script>"]


def test_plain_terminals_get_plain_signs() -> None:
    drawn = render("- a\n\n> b\n\n---", 20, ASCII).plain
    assert drawn.isascii()


def test_what_nests_too_deep_or_runs_too_long_is_shown_as_written() -> None:
    assert render(hostile.PAYLOADS["deep quotes"]).plain == hostile.PAYLOADS["deep quotes"]
    assert "item" in render(hostile.PAYLOADS["deep list"]).plain
    assert render("**a** " * 50_000).plain.startswith("**a** **a**")


def test_marks_hidden_in_entities_are_not_drawn() -> None:
    drawn = render("a&#x202e;b &#27; &#x200d;&#x200d;字 &zwj;&zwj; &#xfeff; &#9;x").plain
    assert hostile.HARMFUL.search(drawn) is None
    assert "\u200d\u200d" not in drawn


@pytest.mark.parametrize("width", [None, 1, 7, 40])
@pytest.mark.parametrize("name", hostile.PAYLOADS)
def test_hostile_text_is_read_in_time_and_nothing_in_it_acts(name: str, width: int | None) -> None:
    drawn = render(hostile.PAYLOADS[name][:20_000], width)
    assert hostile.HARMFUL.search(drawn.plain) is None
    allowed = {"bold", "italic", "strike", "underline", "$accent", "$soft", "$warm"}
    assert {word for span in drawn.spans for word in str(span.style).split()} <= allowed
    assert all(0 <= span.start < span.end <= len(drawn.plain) for span in drawn.spans)


_SIGNS = ["- ", "1. ", "> ", "# ", "```\n", "\n", "\n\n", "  ", "    ", "|", "|-|-|\n", "[x](y)", "![", "]", "*", "`"]
_PIECES = st.sampled_from([*_SIGNS, "a", "字", "&zwj;", "a long word " * 9, "w" * 99])


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join), st.integers(44, 80))
def test_any_markdown_is_drawn_within_its_width(markdown: str, width: int) -> None:
    drawn = render(markdown, width)
    assert hostile.HARMFUL.search(drawn.plain) is None
    as_written = drawn.plain == clean(markdown)
    assert as_written or all(line.rstrip().cell_length <= width for line in drawn.split())


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=30))
def test_no_word_is_lost(words: list[str]) -> None:
    words = [word for word in words if render(word).plain == word]
    assert render("- " + " ".join(words), 30).plain.removeprefix("•").split() == words


PROSE = ("I asked fewer questions in *7A* and waited for **five** whole seconds each time. " * 5 + "\n\n") * 200


@pytest.mark.parametrize(("size", "most"), [(5_000, 0.016), (50_000, 0.150)])
def test_a_note_is_read_within_a_frame_and_a_long_one_within_ten(size: int, most: float) -> None:
    render("warm")
    assert cost(lambda: render(PROSE[:size], 76), most) < most


class Reading(App[None]):
    def on_mount(self) -> None:
        for theme in themes.all_themes():
            self.register_theme(theme)
        self.theme = themes.theme_name("light")
        self.mount(Static(Content("")))


async def test_the_styles_are_colours_of_the_theme() -> None:
    app = Reading()
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(Static).update(render("[site](http://x.example) **bold**", 40))
        await pilot.pause()
        first, *_ = app.screen._compositor.render_strips()[0]
        assert first.text == "site"
        assert first.style is not None
        assert first.style.color is not None
        assert first.style.color.name == app.get_css_variables()["accent"].lower()
        assert first.style.underline
        assert not first.style.link
