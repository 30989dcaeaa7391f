"""The first wall: what people typed is made safe, and nothing a person meant to write is lost."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth

import hostile
from costs import cost
from plc_tui import text as t
from plc_tui.ui.driver.text import read

_NASTY = st.sampled_from(
    [
        *hostile.PAYLOADS.values(),
        "\u0301",
        "\u0903",
        "\u200d",
        "\u1160",
        "\u0344",
        "\ufb2c",
        "\ud83d",
        "\r",
        "\t",
        "\U000e007f",
    ]
).map(lambda payload: payload[:200])
_MARKS = st.text(st.characters(categories=["Mn", "Me", "Mc", "Cf", "Sk"]), max_size=12)
_STRINGS = st.lists(st.one_of(st.text(max_size=20), _MARKS, _NASTY), max_size=6).map("".join)


def check_clean(text: str) -> None:
    cleaned = t.clean(text)
    assert t.clean(cleaned) == cleaned
    assert hostile.HARMFUL.search(cleaned) is None
    assert unicodedata.is_normalized("NFC", cleaned)
    assert longest_stack(cleaned) <= 4
    line = t.clean_line(text)
    assert t.clean_line(line) == line
    assert t.clean(line) == line
    assert "\n" not in line
    assert line == line.strip()
    check_width(line)


def check_width(line: str) -> None:
    """What the screen counts is what our driver draws, and where terminals agree, what a terminal takes."""
    counted, drawn = cell_len(line), read(line)
    assert counted == len(drawn.characters), ascii(line)
    assert drawn.loose or counted == wcswidth(line), ascii(line)
    assert t.cells(line) >= counted, ascii(line)


def longest_stack(text: str) -> int:
    longest = height = 0
    for character in text:
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        longest = max(longest, height)
    return longest


@settings(max_examples=1_000, deadline=None)
@given(_STRINGS)
@example("\u1100\u200d\u1161")
@example("\u4dc0\u0600\xa9\ufe0f\U0001d300")
@example("\U0001f3f4\x1b\U000e0067\U000e0062\U000e0077\U000e007f")
def test_cleaning_leaves_nothing_harmful_changes_nothing_more_the_next_time_and_is_as_wide_as_drawn(text: str) -> None:
    check_clean(text)


@pytest.mark.slow
@settings(max_examples=100_000, deadline=None)
@given(_STRINGS)
def test_a_hundred_thousand_strings_come_out_clean(text: str) -> None:
    check_clean(text)


@pytest.mark.parametrize("name", hostile.PAYLOADS)
def test_every_hostile_text_comes_out_clean(name: str) -> None:
    check_clean(hostile.PAYLOADS[name])


@given(st.integers(0, 0x10FFFF).map(chr), st.sampled_from(["", "a", "\u0301", "\n", "\U0001f3f4"]))
def test_every_character_alone_or_beside_another_comes_out_clean(character: str, other: str) -> None:
    check_clean(other + character + other)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.\n\nTwo paragraphs.  \n",
        "naïve café — “quoted” …",
        "שָׁלוֹם עולם",
        "नमस्ते क्‍ष मैं",
        "می‌خواهم",
        "สวัสดีครับ ไม่เป็นไร",
        "မြန်မာဘာသာ ကြောင့်",
        "日本語と漢字",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 " + hostile.PAYLOADS["flag of Wales"] + " 5\ufe0f\u20e3",
        "a\u200eb\u200fc",
    ],
)
def test_what_a_person_means_to_write_stays_as_it_is(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert t.clean(text) == text


def test_line_ends_of_every_system_become_one_kind_and_tabs_become_spaces() -> None:
    assert t.clean("a\r\nb\rc\x85d\u2028e\u2029f\vg") == "a\nb\nc\nd\ne\nf\ng"
    assert t.clean("a\tb\n\tc") == "a   b\n    c"


def test_a_line_folds_line_ends_and_tabs_into_one_space() -> None:
    assert t.clean_line("  Wait \r\n\t time\n\n in 8B ") == "Wait time in 8B"


def test_a_line_nobody_could_see_is_empty() -> None:
    assert t.clean_line(hostile.PAYLOADS["nothing to see"]) == ""
    assert t.clean_line("\u200d \u0301") == ""


def test_hidden_tags_go_but_the_flag_of_wales_stays() -> None:
    assert t.clean(hostile.PAYLOADS["hidden tags"]) == "hello"
    assert t.clean(hostile.PAYLOADS["flag of Wales"]) == hostile.PAYLOADS["flag of Wales"]


def test_a_stack_of_marks_is_cut_to_four() -> None:
    assert len(t.clean("z" + "\u0316\u0489" * 500)) == 5


def test_clean_text_of_five_kilobytes_costs_well_under_a_millisecond() -> None:
    text = "A plain sentence about wait time. " * 150
    assert t.clean(text) is text
    assert cost(lambda: t.clean(text), 0.001) < 0.001


@pytest.mark.parametrize(
    "unit", ["\u0301\u0316", "\x1b", " ", " \n", "` ``", "#a", "\U0001f600", "~~~\n", "\u1160\u0301"]
)
def test_a_quarter_megabyte_of_anything_is_read_in_seconds(unit: str) -> None:
    text = unit * (250_000 // len(unit.encode()))
    assert cost(lambda: (t.clean(text), t.clean_line(text)), 4, tries=3) < 4
    assert cost(lambda: (t.tags_in(text), t.mentions_in(text), t.word_count(text)), 4, tries=3) < 4


def test_words_are_counted_as_people_count_them() -> None:
    assert t.word_count("") == 0
    assert t.word_count("Don't ask -- wait. 3 seconds!") == 5
    assert t.word_count("नमस्ते दुनिया") == 2
    assert t.word_count("教師の学び") == 5


def test_a_summary_is_one_line_that_fits_and_ends_between_words() -> None:
    assert t.one_line_summary("# Wait time\n\n- [ ] ask, then > wait\n", 80) == "Wait time ask, then > wait"
    assert t.one_line_summary("one two three four", 12) == "one two…"
    assert t.one_line_summary("unbreakablewordhere", 8) == "unbreak…"
    assert t.one_line_summary("anything", 0) == ""


@given(_STRINGS, st.integers(1, 60))
def test_a_summary_never_takes_more_cells_than_it_may(text: str, width: int) -> None:
    line = t.one_line_summary(text, width)
    assert t.cells(line) <= width
    assert "\n" not in line


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    assert t.cells("漢字") == 4
    assert t.cells("e\u0316") == 1


@given(_STRINGS)
def test_a_file_name_is_safe_whatever_the_title(title: str) -> None:
    name = t.file_name(title, "n7k2")
    assert 0 < len(name.encode()) <= 90
    assert all(c == "-" or c.isalnum() or unicodedata.category(c).startswith("M") for c in name)
    assert not name.startswith("-")


def test_file_names_keep_the_words_of_a_title() -> None:
    assert t.file_name("Über: Wait/Time?? ../x", "n1") == "über-wait-time-x"
    assert t.file_name("CON", "n1") == "con-n1"
    assert t.file_name("../..", "n1") == "n1"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_a_cell_that_starts_like_a_formula_gets_a_quote(cell: str) -> None:
    assert t.csv_cell(cell) == "'" + cell


def test_other_cells_stay_as_they_are() -> None:
    for cell in ("", "wait", "1=1", "'=1"):
        assert t.csv_cell(cell) == cell


@given(_STRINGS)
def test_a_tab_field_stays_in_its_column(text: str) -> None:
    field = t.tab_field(text)
    assert len(list(csv.reader(io.StringIO(f"a\t{field}\tb"), delimiter="\t", quoting=csv.QUOTE_NONE))) == 1
    assert f"a\t{field}\tb".split("\t") == ["a", field, "b"]


def test_numbers_come_with_the_word_that_fits() -> None:
    assert t.counted(1, "person", "people") == "1 person"
    assert t.counted(0, "person", "people") == "0 people"
    assert t.counted(1200, "note", "notes") == "1,200 notes"


def test_tags_are_found_in_words_but_not_in_headings_numbers_addresses_or_code() -> None:
    body = (
        "# Heading\n#Wait and #wait-time, (#Ünï) #3 http://x/#part a#b \\#no #हिन्दी.\n"
        "`#no` ``a`b #no``\n\n```\n#no\n```\n~~~\n#no\n```\n~~~\n#after `unclosed #yes #WAIT"
    )
    assert t.tags_in(body) == ("wait", "wait-time", "ünï", "हिन्दी", "after", "yes")


def test_a_code_span_ends_with_its_paragraph() -> None:
    assert t.tags_in("a ` b\n\n#yes `") == ("yes",)


def test_handles_are_found_in_words_but_not_in_addresses_or_code() -> None:
    body = "@Ben and (@aisha.k). maya@school.example `@no` http://x/@no\n```\n@no\n```\n@ben"
    assert t.mentions_in(body) == ("ben", "aisha.k")
