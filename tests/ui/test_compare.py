"""Two versions in one: marks and style say what changed, colour only helps."""

from __future__ import annotations

import pytest

import hostile
from plc_tui.ui.compare import comparison


def test_added_and_removed_words_have_marks_a_style_and_a_colour() -> None:
    drawn = comparison("I asked three questions.", "I asked two questions.")
    assert drawn.plain == "I asked [-three-] {+two+} questions."
    assert [(drawn.plain[span.start : span.end].strip(), span.style) for span in drawn.spans] == [
        ("[-three-]", "strike $care"),
        ("{+two+}", "underline $good"),
    ]


def test_nothing_changed_is_the_text_itself() -> None:
    drawn = comparison("Wait.\n\nTime.", "Wait.\n\nTime.")
    assert drawn.plain == "Wait.\n\nTime."
    assert not drawn.spans


@pytest.mark.parametrize("name", hostile.PAYLOADS)
def test_hostile_versions_are_compared_as_words(name: str) -> None:
    text = hostile.PAYLOADS[name]
    drawn = comparison(text, "[b]new[/b] " + text[:3000])
    assert hostile.HARMFUL.search(drawn.plain) is None
    assert {str(span.style) for span in drawn.spans} <= {"strike $care", "underline $good"}
