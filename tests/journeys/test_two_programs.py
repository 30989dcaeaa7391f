"""The main job in the real program: two members at their own terminals, on one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from community import Riverside
from terminal import Program, plc


def open_at(riverside: Riverside, who: str, home: Path, **size: int) -> Program:
    (home / who).mkdir()
    program = plc(db=riverside.path, as_=who, home=home / who, **size)
    program.wait_for("Riverside PLC", "F1 Help")
    return program


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
def test_a_note_is_written_shared_answered_and_the_answer_is_seen(
    riverside: Riverside, tmp_path: Path, size: tuple[int, int]
) -> None:
    columns, rows = size
    with (
        open_at(riverside, "maya", tmp_path, columns=columns, rows=rows) as maya,
        open_at(riverside, "ben", tmp_path, columns=columns, rows=rows) as ben,
        open_at(riverside, "sam", tmp_path, columns=columns, rows=rows) as sam,
    ):
        maya.keys("n").wait_for("Only you", "0 words")
        maya.type("Four seconds, and then Sara spoke. #waiting").wait_for("7 words")
        maya.press("ctrl+s").wait_for("Saved as version 1")
        share_with_ben(maya)
        ben.wait_for("Four seconds, and then Sara")  # without touching a key
        ben.keys("3").wait_for("No notes yet").keys("o").wait_for("Four seconds")
        ben.press("enter").wait_for("You and Maya", "Nobody has responded yet")
        ben.keys("w").wait_for("Wonder with").type("What did she say?").press("ctrl+s").wait_for(
            "You wonder", "What did she"
        )
        maya.press("escape").wait_for("Ben Ito wondered").press("enter").wait_for("Responses", "What did she say?")
        maya.keys("a").wait_for("Answer Ben").type("She asked why.").press("ctrl+s")
        ben.wait_for("She asked why.")
        finds_nothing(sam, "Sara")


def share_with_ben(maya: Program) -> None:
    maya.press("f3").wait_for("These people").press("down", "enter").wait_for("Sam Reyes")
    maya.type("Ben").wait_gone("Sam Reyes").press("enter").wait_for("Chosen: Ben")
    maya.press("ctrl+s").wait_for("Ben Ito will be able to read")
    maya.keys("y").wait_for("You and Ben Ito")


def finds_nothing(someone: Program, word: str) -> None:
    someone.keys("/").wait_for("What are you looking for?").type(word)
    someone.wait_for("Nothing").keys("").press("escape")
    assert "Four seconds" not in someone.text
