"""Comparing two wordings: nothing is lost, and hostile texts take no longer than kind ones."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costs import cost
from plc_tui.domain.comparing import Change, Kind, changes, marked


def told(old: str, new: str) -> str:
    return "".join(change.words for change in marked(changes(old, new)))


def test_words_that_changed_are_marked_and_the_rest_stays() -> None:
    old = "I asked three questions.\n\nIt was quiet.\n"
    new = "I asked two questions and waited.\n\nIt was quiet.\nNobody spoke.\n"
    assert told(old, new) == (
        "I asked [-three-] {+two+} questions {+and waited+}.\n\nIt was quiet.\n{+Nobody spoke.+}\n"
    )


def test_words_taken_out_do_not_run_into_each_other() -> None:
    old = "nobody said a thing so I ended up explaining it on the board\n"
    new = "nobody spoke until the wrong idea that I had made up, and then all did\n"
    assert "upexplaining" not in told(old, new)


def test_the_same_text_is_all_kept() -> None:
    assert changes("Wait\n", "Wait\n") == (Change(Kind.KEPT, "Wait\n"),)
    assert changes("", "") == ()


def test_a_new_text_is_all_added_and_an_emptied_one_all_removed() -> None:
    assert changes("", "a b") == (Change(Kind.ADDED, "a b"),)
    assert changes("a b", "") == (Change(Kind.REMOVED, "a b"),)


def test_every_line_of_a_new_paragraph_has_its_own_marks() -> None:
    assert told("a\n", "a\n\nb c\nd\n") == "a\n\n{+b c+}\n{+d+}\n"


def test_one_word_that_happens_to_be_in_both_does_not_tear_a_rewritten_sentence() -> None:
    assert told("we sang of red apples in March", "they built a red bridge over water") == (
        "[-we sang of red apples in March-]{+they built a red bridge over water+}"
    )


def test_each_chinese_character_is_compared_alone() -> None:
    assert told("我等三秒", "我等五秒") == "我等[-三-]{+五+}秒"


_TEXTS = st.lists(st.sampled_from(["a", "b", "wait ", "time", "\n", "\n\n", " ", ".", "字"]), max_size=40).map("".join)


@given(_TEXTS, _TEXTS)
def test_kept_and_added_are_the_new_text_and_kept_and_removed_the_old_words(old: str, new: str) -> None:
    runs = changes(old, new)
    assert "".join(run.words for run in runs if run.kind is not Kind.REMOVED) == new
    assert bare("".join(run.words for run in runs if run.kind is not Kind.ADDED)) == bare(old)
    assert all(one.kind is not two.kind for one, two in pairwise(runs))


@given(_TEXTS)
def test_a_text_compared_with_itself_has_no_changes(text: str) -> None:
    assert all(run.kind is Kind.KEPT for run in changes(text, text))


def bare(text: str) -> str:
    return "".join(text.split())


def drawn(choices: list[str], count: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(choices, k=count))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (drawn(["a", "b"], 25_000, 1), drawn(["a", "b"], 25_000, 2)),
        (drawn([f"w{n}" for n in range(100)], 12_000, 1), drawn([f"w{n}" for n in range(100)], 12_000, 2)),
        (" " * 50_000, "\n" * 50_000),
        (" ".join(map(str, range(9_000))), " ".join(map(str, range(9_000, 0, -1)))),
        ("\n".join("ab" * 12_500), "\n".join("ba" * 12_500)),
        ("x" * 50_000, "x" * 49_999 + "y"),
    ],
    ids=["two words", "a hundred words", "spaces", "backwards", "lines", "one word"],
)
def test_fifty_kilobytes_of_anything_are_compared_within_a_second(old: str, new: str) -> None:
    assert cost(lambda: changes(old, new), 1, tries=5) < 1


def test_words_taken_out_keep_the_spaces_they_had() -> None:
    old = 'They got a chorus of "the same, Miss". The third one ended\nup in silence. I was tired.'
    new = 'They "argued" for ten whole minutes without me.'
    removed = "".join(c.words for c in changes(old, new) if c.kind is not Kind.ADDED)
    assert removed.split() == old.split()
