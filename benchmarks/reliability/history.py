"""Judges a history of transactions: could it have happened if everyone had come one after the other?

Every key holds a list, and a writing transaction appends its own number to the lists it chose. So each list tells the
order in which its writers came, and what a reader saw of it tells between which two of them she came: that gives a
graph of who came before whom, and a circle in it is an anomaly, whatever its name. Lost, half-done, repeated and stale
writes are looked for by themselves, since those can be named. The idea is that of Kingsbury and Alvaro's Elle (2020).
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as a transaction saw it: its length, and a sum over what was in it."""

    length: int
    sum: int

    @classmethod
    def of(cls, numbers: Sequence[int]) -> Self:
        """Make it from the numbers in the list."""
        total = 0
        for number in numbers:
            total = add(total, number)
        return cls(len(numbers), total)


def add(total: int, number: int) -> int:
    """Carry the sum over a list on by one number."""
    return zlib.crc32(b"%d," % number, total)


@dataclass(slots=True)
class Transaction:
    """What one transaction meant to append to, what it saw, and when; without an end nobody was told of its success."""

    number: int
    process: int
    begun: float
    ended: float | None = None
    appends: tuple[str, ...] = ()
    reads: list[tuple[str, Seen]] = field(default_factory=list)
    """In the order of reading; a writer reads what it appends to before it appends."""
    total: int | None = None
    """What all purses held together, where they were counted."""


@dataclass(slots=True)
class _List:
    """A list as it was in the end, with the place of each number and the sum over each beginning."""

    numbers: list[int]
    place: dict[int, int]
    sums: list[int]


Anomaly = tuple[str, str]
"""Its name, and where."""


def anomalies(
    history: Sequence[Transaction], final: Mapping[str, Sequence[int]], total: int | None = None
) -> list[Anomaly]:
    """Return everything that could not have happened one after the other; `total` is what is in all purses."""
    lists = {key: _list(numbers) for key, numbers in final.items()}
    known = {each.number: each for each in history}
    found = [*_written(history, known, lists), *_seen(history, lists), *_stale(history, lists)]
    found += [("money", f"{each.number} counted {each.total}") for each in history if each.total not in (None, total)]
    return found or list(_circles(history, lists))


def _list(numbers: Sequence[int]) -> _List:
    sums = [0]
    for number in numbers:
        sums.append(add(sums[-1], number))
    return _List(list(numbers), {number: place for place, number in enumerate(numbers)}, sums)


def _written(
    history: Sequence[Transaction], known: Mapping[int, Transaction], lists: Mapping[str, _List]
) -> Iterator[Anomaly]:
    """Each write is there once or, where nobody was told of its success, perhaps not at all; never in part."""
    for key, its in lists.items():
        for number, times in Counter(its.numbers).items():
            if times > 1:
                yield "written twice", f"{number} in {key}"
            if number not in known or key not in known[number].appends:
                yield "from nowhere", f"{number} in {key}"
    for each in history:
        there = [key in lists and each.number in lists[key].place for key in each.appends]
        if each.ended is not None and not all(there):
            yield "lost update", f"{each.number} is not in all of {each.appends}"
        elif any(there) and not all(there):
            yield "half done", f"{each.number} is in some of {each.appends}"


def _seen(history: Sequence[Transaction], lists: Mapping[str, _List]) -> Iterator[Anomaly]:
    """Whatever was seen of a list is a beginning of it, the same each time; a writer saw all that came before it."""
    for each in history:
        first: dict[str, Seen] = {}
        for key, seen in each.reads:
            if first.setdefault(key, seen) != seen:
                yield "non-repeatable read", f"{each.number} saw two states of {key}"
            its = lists.get(key)
            if seen.length and (its is None or seen.length > len(its.numbers) or its.sums[seen.length] != seen.sum):
                yield "lost update", f"{each.number} saw in {key} what did not stay"
            elif key in each.appends and its and its.place.get(each.number, seen.length) != seen.length:
                yield "lost update", f"{each.number} wrote to {key} without seeing all that was there"


def _stale(history: Sequence[Transaction], lists: Mapping[str, _List]) -> Iterator[Anomaly]:
    """Who begins after a success was told sees it."""
    ended = {each.number: each.ended for each in history if each.ended is not None}
    told: dict[str, tuple[list[float], list[int]]] = {}
    for key, its in lists.items():
        moments, lengths = list[float](), list[int]()
        for moment, place in sorted((ended[n], p) for n, p in its.place.items() if n in ended):
            moments.append(moment)
            lengths.append(max(place + 1, lengths[-1] if lengths else 0))
        told[key] = moments, lengths
    for each in history:
        for key, seen in each.reads:
            moments, lengths = told.get(key, ([], []))
            before = bisect_left(moments, each.begun)
            if before and seen.length < lengths[before - 1]:
                yield "stale read", f"{each.number} did not see in {key} what had been told before"


def _circles(history: Sequence[Transaction], lists: Mapping[str, _List]) -> Iterator[Anomaly]:
    """Take away, again and again, whoever has nobody before her; who is left goes round in a circle."""
    after: dict[int, set[int]] = defaultdict(set)
    for one, other in _order(history, lists):
        if one != other:
            after[one].add(other)
    waits = Counter(other for others in after.values() for other in others)
    free = deque(each.number for each in history if not waits[each.number])
    gone = 0
    while free:
        gone += 1
        for other in after[free.popleft()]:
            waits[other] -= 1
            if not waits[other]:
                free.append(other)
    if gone < len(history):
        yield "circle", f"{len(history) - gone} transactions cannot be put in any order"


def _order(history: Sequence[Transaction], lists: Mapping[str, _List]) -> Iterable[tuple[int, int]]:
    """Who came before whom: in each list, between readers and writers, and within each process."""
    last: dict[int, int] = {}
    for its in lists.values():
        yield from zip(its.numbers, its.numbers[1:], strict=False)
    for each in sorted(history, key=lambda one: one.begun):
        if each.process in last:
            yield last[each.process], each.number
        last[each.process] = each.number
        for key, seen in each.reads:
            numbers = lists[key].numbers if key in lists else []
            if seen.length:
                yield numbers[seen.length - 1], each.number
            if seen.length < len(numbers):
                yield each.number, numbers[seen.length]
