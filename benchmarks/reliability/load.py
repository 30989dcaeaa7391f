"""Bar 1: as many members as a large school has, each saving a note once a second."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.reliability.audit import problems
from benchmarks.reliability.bars import Plan, Result, share, told
from benchmarks.reliability.savers import community, every, sit

GOAL = "p99 <= 50 ms, max <= 500 ms, nothing lost"


def run(plan: Plan) -> Iterator[Result]:
    members, seconds = plan.amount(24, 200, 200), {"quick": 3, "usual": 20, "full": 60}[plan.size]
    folder = plan.room("load")
    path = community(folder / "plc.db", members)
    diaries = sit(path, folder, [every(1.0, seconds)] * members)
    took = [each for diary in diaries for each in diary.seconds]
    errors = [error for diary in diaries for error in diary.errors]
    wrong = problems(path, (ack for diary in diaries for ack in diary.acks))
    told([*wrong, *errors])
    p99, slowest = share(took, 0.99) * 1e3, max(took) * 1e3
    counts = f"{len(took)} saves, {len(errors)} errors"
    reached = f"p50 {share(took, 0.5) * 1e3:.0f}, p99 {p99:.0f}, max {slowest:.0f} ms; {counts}"
    met = p99 <= 50 and slowest <= 500 and not errors
    yield Result("1", f"load: {members} sessions, a save a second each", reached, GOAL, met and not wrong, bool(wrong))
