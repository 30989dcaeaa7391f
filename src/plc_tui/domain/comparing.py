"""Two wordings of a text, compared word by word: what stayed, what was added, what was taken out.

Lines that occur once in both are found first, then words that do, and only the small gaps left between them go to
difflib: so the time stays bounded (50 kB well under a second) where difflib alone can take minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_SMALL_GAP = 10_000
"""Old words times new words up to which a gap is compared in full; a larger one counts as rewritten."""

_DEEPEST = 8

_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"(?:\n|[{_SIGN}]|[.,;:!?…()\"“”]|[^\s{_SIGN}.,;:!?…()\"“”]+|[^\S\n])[^\S\n]*")


class Kind(Enum):
    """What became of some words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words with what became of it; kept words carry the new text's spaces."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class _Kept(Change):
    """Words that stayed, with the spaces they had in the old text."""

    before: str = ""


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the runs that lead from `old` to `new`, in reading order; removed words stand before added ones.

    Kept and added runs together are `new`, letter for letter; kept and removed ones are the words of `old`.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    runs: list[Change] = []
    for lines in _runs(before, after, before, after):
        if isinstance(lines, Change):
            runs.append(lines)
        else:
            runs += _compare_words(*lines)
    return tuple(_joined(runs))


def marked(found: Iterable[Change]) -> Iterator[Change]:
    """Yield the runs with marks in the words, so that no colour is needed: `[-taken out-]`, `{+added+}`.

    Each line gets its own marks; where only spaces or line ends changed there is nothing to mark.
    """
    for change in found:
        if change.kind is Kind.KEPT:
            yield change
        elif change.words.strip():
            opening, closing = ("{+", "+}") if change.kind is Kind.ADDED else ("[-", "-]")
            yield Change(change.kind, re.sub(r"\S(?:.*\S)?", rf"{opening}\g<0>{closing}", change.words))
        elif change.kind is Kind.ADDED:
            yield Change(Kind.KEPT, change.words)


def _compare_words(old: str, new: str) -> Iterator[Change]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    keys = [[token.rstrip(" \t") for token in tokens] for tokens in (before, after)]
    runs = [run for run in _runs(keys[0], keys[1], before, after) if isinstance(run, Change) or any(run)]
    for number, run in enumerate(runs):
        if not isinstance(run, Change):
            yield from _rewritten(*run)
        elif isinstance(run, _Kept) and _is_scrap(run) and _amid_much(runs, number):
            yield from _rewritten(run.before, run.words)
        else:
            yield run


def _amid_much(runs: Sequence[Change | tuple[str, str]], number: int) -> bool:
    """Say whether a run stands between much that was rewritten."""
    return 0 < number < len(runs) - 1 and _size(runs[number - 1]) + _size(runs[number + 1]) > 6


def _is_scrap(run: Change) -> bool:
    """Say whether a kept run is one word that only happens to be in both texts."""
    return len(run.words.split()) == 1 and "\n" not in run.words


def _size(run: Change | tuple[str, str]) -> int:
    return 0 if isinstance(run, Change) else sum(len(words.split()) for words in run)


def _rewritten(old: str, new: str) -> Iterator[Change]:
    if old:
        yield Change(Kind.REMOVED, old)
    if new:
        yield Change(Kind.ADDED, new)


def _runs(
    old: Sequence[str], new: Sequence[str], old_words: Sequence[str], new_words: Sequence[str]
) -> Iterator[Change | tuple[str, str]]:
    """Yield kept runs and, between them, the pair of old and new words that differ."""
    i = j = 0
    kept: list[str] = []
    stayed: list[str] = []
    for x, y in [*_pairs(old, new, 0, len(old), 0, len(new), 0), (len(old), len(new))]:
        if (x, y) != (i, j):
            if kept:
                yield _Kept(Kind.KEPT, "".join(kept), "".join(stayed))
            kept, stayed = [], []
            yield "".join(old_words[i:x]), "".join(new_words[j:y])
        kept += new_words[y : y + 1]
        stayed += old_words[x : x + 1]
        i, j = x + 1, y + 1
    if kept:
        yield _Kept(Kind.KEPT, "".join(kept), "".join(stayed))


def _pairs(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int, depth: int
) -> Iterator[tuple[int, int]]:
    """Yield the places of equal elements in `old[i:i_end]` and `new[j:j_end]`, rising in both."""
    while i < i_end and j < j_end and old[i] == new[j]:
        yield i, j
        i, j = i + 1, j + 1
    tail = 0
    while i < i_end - tail and j < j_end - tail and old[i_end - tail - 1] == new[j_end - tail - 1]:
        tail += 1
    yield from _middle(old, new, i, i_end - tail, j, j_end - tail, depth)
    yield from zip(range(i_end - tail, i_end), range(j_end - tail, j_end), strict=True)


def _middle(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int, depth: int
) -> Iterator[tuple[int, int]]:
    anchors = _anchors(old[i:i_end], new[j:j_end]) if depth < _DEEPEST else []
    if anchors:
        x = y = 0
        for x_next, y_next in [*anchors, (i_end - i, j_end - j)]:
            yield from _pairs(old, new, i + x, i + x_next, j + y, j + y_next, depth + 1)
            if x_next < i_end - i:
                yield i + x_next, j + y_next
            x, y = x_next + 1, y_next + 1
    elif 0 < (i_end - i) * (j_end - j) <= _SMALL_GAP:
        for match in SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_matching_blocks():
            yield from ((i + match.a + n, j + match.b + n) for n in range(match.size))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of elements that occur once in each, the longest rising row of them."""
    once_old, once_new = _once(old), _once(new)
    shared = [(place, once_new[element]) for element, place in once_old.items() if element in once_new]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(shared):
        at = bisect_left(tops, y)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [y]
        ends[at : at + 1] = [number]
    row: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(shared[number])
        number = before[number]
    return row[::-1]


def _once(elements: Sequence[str]) -> dict[str, int]:
    counts = Counter(elements)
    return {element: place for place, element in enumerate(elements) if counts[element] == 1}


def _joined(runs: Iterable[Change]) -> Iterator[Change]:
    """Yield neighbouring runs of one kind as one, removed words before added ones."""
    words = {Kind.REMOVED: "", Kind.ADDED: "", Kind.KEPT: ""}

    def waiting() -> Iterator[Change]:
        for kind, text in words.items():
            if text:
                yield Change(kind, text)
            words[kind] = ""

    for run in runs:
        if (run.kind is Kind.KEPT) != bool(words[Kind.KEPT]):
            yield from waiting()
        words[run.kind] += run.words
    yield from waiting()
