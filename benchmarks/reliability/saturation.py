"""Bar 2: everyone saves without a pause. Nobody fails and nobody is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from benchmarks.reliability.audit import problems
from benchmarks.reliability.bars import Plan, Result, told
from benchmarks.reliability.savers import community, flat_out, sit

GOAL = "0 errors, max <= 1 s, slowest >= 50 % of mean"
HARD_SHARE = 0.1
"""A process below this part of the mean is starved, whatever the machine."""


def run(plan: Plan) -> Iterator[Result]:
    writers, seconds = plan.amount(16, 64, 64), {"quick": 3, "usual": 20, "full": 60}[plan.size]
    folder = plan.room("saturation")
    path = community(folder / "plc.db", writers)
    diaries = sit(path, folder, [flat_out(seconds)] * writers)
    counts = [len(diary.acks) for diary in diaries if diary.seconds]
    errors = [error for diary in diaries for error in diary.errors]
    wrong = problems(path, (ack for diary in diaries for ack in diary.acks))
    told([*wrong, *errors])
    slowest, part = max(max(diary.seconds, default=0.0) for diary in diaries), min(counts) / mean(counts)
    reached = (
        f"{len(errors)} errors, max {slowest * 1e3:.0f} ms, slowest {part:.0%} of mean "
        f"({min(counts)}..{max(counts)}); {sum(counts) / seconds:.0f} saves/s"
    )
    broken = bool(wrong) or bool(errors) or part < HARD_SHARE
    met = slowest <= 1 and part >= 0.5 and not broken
    yield Result("2", f"saturation: {writers} writers flat out", reached, GOAL, met, broken)
