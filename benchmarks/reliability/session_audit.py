"""Holds the diaries of a session against its file."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from benchmarks.reliability.seated import DOTS, Line
from plc_tui.services.opening import open_plc

PATIENCE = 2.0
"""Seconds within which everyone sees what the console did."""


def problems(path: Path, session: str, lines: Sequence[Line]) -> list[str]:
    """Return what went wrong, in words; after it the session is over."""
    wrong = [f"m{line.member}: {line.act} failed: {line.words}" for line in lines if line.what == "failed"]
    with closing(sqlite3.connect(path)) as raw:
        wrong += _written(raw, lines)
        wrong += _drafts(lines)
        wrong += _votes(raw, lines)
        wrong += _steps(raw)
        wrong += [f"damaged: {row[0]}" for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
    plc = open_plc(path, as_handle="m0")
    plc.sessions.close(session)
    plc.close()
    with closing(sqlite3.connect(path)) as raw:
        wrong += ["votes are left"] * bool(raw.execute("SELECT count(*) FROM session_vote").fetchone()[0])
    return wrong


def _written(raw: sqlite3.Connection, lines: Sequence[Line]) -> Iterator[str]:
    there = Counter(
        row[0] for row in raw.execute("SELECT words FROM contribution UNION ALL SELECT words FROM commitment")
    )
    yield from (f"twice: {words}" for words, count in there.items() if count > 1)
    tried = {line.words for line in lines if line.what == "try"}
    yield from (f"nobody wrote: {words}" for words in there if words not in tried)
    for line in lines:
        if line.what == "done" and line.act in ("say", "park", "commit") and line.words not in there:
            yield f"lost: {line.act} {line.words}"


def _drafts(lines: Sequence[Line]) -> Iterator[str]:
    """A program that was begun again finds the last draft that was acknowledged, or the one being kept as it died."""
    of_member: dict[int, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: each.at):
        of_member[line.member].append(line)
    for member, its in of_member.items():
        last: set[str] = {""}
        for line in its:
            if line.what == "born" and line.words not in last:
                yield f"m{member}: the draft {sorted(last)} was lost"
            elif line.act == "draft":
                last = {line.words} if line.what == "done" else last | {line.words}


def _votes(raw: sqlite3.Connection, lines: Sequence[Line]) -> Iterator[str]:
    """Everyone's last vote is counted once. Of one who was killed as she voted, either that or the one before."""
    shown = {row[0]: bool(row[1]) for row in raw.execute("SELECT id, fist FROM session_step WHERE shown > 0")}
    tallies: dict[str, Counter[str]] = {step: Counter() for step in shown}
    for step, target, dots in raw.execute("SELECT step_id, target, dots FROM session_tally"):
        tallies[step][target] += dots
    for step, fist in shown.items():
        sure, doubtful = _given(line for line in lines if line.act == "vote" and line.step == step)
        least, most = len(sure) - len(doubtful & sure.keys()), len(sure.keys() | doubtful)
        each, counted = 1 if fist else DOTS, sum(tallies[step].values())
        if not each * len(sure) <= counted <= each * most or counted % each:
            yield f"votes: {counted} counted of {len(sure)} voters, {len(doubtful)} of them doubtful"
        certain: Counter[str] = Counter()
        for member, given in sure.items():
            if member not in doubtful:
                certain.update(given)
        if any(tallies[step][target] < dots for target, dots in certain.items()) or (
            least == most and tallies[step] != certain
        ):
            yield f"votes: {dict(tallies[step])} counted, {dict(certain)} given"


def _given(lines: Iterable[Line]) -> tuple[dict[int, dict[str, int]], set[int]]:
    """Return everyone's last vote that was acknowledged, and who tried another after it and was killed."""
    sure: dict[int, dict[str, int]] = {}
    trying: set[int] = set()
    for line in sorted(lines, key=lambda each: each.at):
        if line.what == "try":
            trying.add(line.member)
        else:
            trying.discard(line.member)
        if line.what == "done":
            sure[line.member] = dict(line.given)
    return sure, trying


def _steps(raw: sqlite3.Connection) -> Iterator[str]:
    """Every step of the agenda was gone to, in order, each once."""
    agenda = [row[0] for row in raw.execute("SELECT id FROM session_step ORDER BY position")]
    gone_to = [
        row[0] for row in raw.execute("SELECT step_id FROM session_happening WHERE act = 'step' ORDER BY number")
    ]
    if gone_to != agenda[: len(gone_to)]:
        yield f"steps: went to {gone_to}, of {agenda}"
    if len(gone_to) < 3:
        yield "steps: hardly any, so nothing was tried"
    running = raw.execute("SELECT count(*) FROM session_step WHERE state = 'now'").fetchone()[0]
    if running != 1:
        yield f"steps: {running} are running"


def sights(lines: Sequence[Line]) -> list[float]:
    """Return after how many seconds each program saw each thing the console did.

    One that was killed before it saw, and one that was begun later, are left out.
    """
    acts = [line for line in lines if line.what == "console"]
    last = max(line.at for line in lines)
    lives: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        lives[line.member, line.life].append(line)
    newest = {member: max(life for other, life in lives if other == member) for member, _ in lives}
    found: list[float] = []
    for (member, life), its in lives.items():
        its.sort(key=lambda each: each.at)
        looked = [each for each in its if each.what in ("saw", "console")]
        end = last if life == newest[member] else its[-1].at
        for act in acts:
            if act.at < its[0].at or act.at > end - PATIENCE - 1:
                continue
            first = next((each.at for each in looked if each.revision >= act.revision and each.at >= act.at), None)
            known = any(each.revision >= act.revision and each.at < act.at for each in looked)
            if not known:
                found.append((first or end) - act.at)
    assert all(one.at <= two.at for one, two in pairwise(sorted(acts, key=lambda act: act.at)))
    return found
