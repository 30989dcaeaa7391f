"""Bar 3: one member saves now and then while four programs write without a pause."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.reliability.audit import problems
from benchmarks.reliability.bars import Plan, Result, share, told
from benchmarks.reliability.savers import community, every, flat_out, sit

GOAL = "p99 <= 500 ms"
BUSY = 4


def run(plan: Plan) -> Iterator[Result]:
    seconds = plan.amount(3, 20, 60)
    folder = plan.room("starvation")
    path = community(folder / "plc.db", BUSY + 1)
    diaries = sit(path, folder, [*[flat_out(seconds)] * BUSY, every(0.1, seconds)])
    hers = diaries[BUSY].seconds
    errors = [error for diary in diaries for error in diary.errors]
    wrong = problems(path, (ack for diary in diaries for ack in diary.acks))
    told([*wrong, *errors])
    p99 = share(hers, 0.99)
    reached = f"p50 {share(hers, 0.5) * 1e3:.0f}, p99 {p99 * 1e3:.0f}, max {max(hers) * 1e3:.0f} ms; {len(hers)} saves"
    broken = bool(wrong) or bool(errors)
    yield Result(
        "3", f"no starvation: a Save against {BUSY} flat out", reached, GOAL, p99 <= 0.5 and not broken, broken
    )
