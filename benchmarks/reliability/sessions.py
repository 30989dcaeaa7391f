"""A session with a program for everyone in the room: each looks every second, keeps drafts, writes, votes, and gives
signs as the screen does; some are killed with `kill -9` and begun again; two consoles press "next" at the same moment.

Nothing acknowledged is lost, nothing is there twice, no vote is counted twice, no step is passed over, and everyone
sees what the console did within two seconds.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reliability.bars import Plan, Result, share, told
from benchmarks.reliability.crowd import Crowd, Gate
from benchmarks.reliability.savers import community
from benchmarks.reliability.seated import Diary, Line, Seated, read
from benchmarks.reliability.session_audit import problems, sights
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services.opening import open_plc

GOAL = "nothing lost or twice; all see it within 2 s"
PACE = 1.0
"""Seconds between two things the console does."""
KINDS: tuple[dict[str, object], ...] = (
    {"title": "Write", "gathers": ("note",), "hidden": True},
    {"title": "Dots", "dots": 3},
    {"title": "Aloud", "gathers": ("warm", "cool"), "naming": "sealed"},
    {"title": "Fist", "fist": True},
)


def run(plan: Plan) -> Iterator[Result]:
    """Try it once."""
    people = plan.amount(6, 40, 40)
    seconds = {"quick": 10, "usual": 40, "full": 50}[plan.size]
    folder = plan.room("sessions")
    path = community(folder / "plc.db", people)
    session, code = _opened(path, seconds)
    killed, mistakes = _meet(path, folder, session, code, people, seconds)
    lines = [line for file in sorted(folder.glob("*.diary")) for line in read(file)]
    wrong = [*problems(path, session, lines), *[f"{mistakes} programs ended with a mistake"] * bool(mistakes)]
    seen = sights(lines)
    told(wrong)
    yield _result(people, killed, lines, seen, wrong)


def _result(people: int, killed: int, lines: list[Line], seen: list[float], wrong: list[str]) -> Result:
    took = [line.took for line in lines if line.what == "done"]
    looks = [line.took for line in lines if line.what == "saw"]
    reached = (
        f"seen after p50 {share(seen, 0.5):.2f}, p99 {share(seen, 0.99):.2f}, max {max(seen):.2f} s; "
        f"{len(took)} acts p50 {share(took, 0.5) * 1e3:.0f}, p99 {share(took, 0.99) * 1e3:.0f}, "
        f"max {max(took) * 1e3:.0f} ms; {len(looks)} looks p50 {share(looks, 0.5) * 1e3:.0f} ms; {killed} killed"
    )
    return Result("18", f"a session of {people} programs", reached, GOAL, not wrong and max(seen) <= 2, bool(wrong))


def _opened(path: Path, seconds: int) -> tuple[str, str]:
    """Plan and open a session with more steps than there is time for; its id and code."""
    plc = open_plc(path, as_handle="m0")
    session = plc.sessions.plan(NewSession("chalk-talk")).id
    for step in plc.sessions.show(session).steps[1:]:
        plc.console.remove(session, step.id)
    for number in range(round(seconds / PACE) + 4):
        kind = KINDS[number % len(KINDS)]
        step = SessionStep("", seconds=60, **{**kind, "title": f"{kind['title']} {number}"})  # type: ignore[arg-type]  # a step
        plc.console.insert(session, step, plc.sessions.show(session).steps[-1].id)
    code = plc.sessions.open(session).code
    plc.close()
    return session, code


def _meet(path: Path, folder: Path, session: str, code: str, people: int, seconds: float) -> tuple[int, int]:
    """Let everyone be there for so long; how many programs were killed on the way, and how many failed."""
    gate, killed = Gate(), 0

    def sit(number: int, life: int, until: float) -> None:
        seated = Seated(path, number, session, Diary(folder / f"{number}-{life}.diary", number, life))
        seated.come(code)
        if not life:
            gate.wait()
            until = time.monotonic() + seconds
        seated.take_part(until)

    with Crowd() as crowd:
        chance = random.Random(people)
        pids = {number: crowd.start(lambda n=number: sit(n, 0, 0.0)) for number in range(people)}  # type: ignore[misc]  # its own
        gate.open(people)
        began = time.monotonic()
        lives = dict.fromkeys(pids, 0)
        while time.monotonic() < began + seconds - 5:
            time.sleep(max(0.3, seconds / people / 1.5))
            number = chance.randrange(2, people)
            crowd.kill(pids[number])
            killed, lives[number] = killed + 1, lives[number] + 1
            life = lives[number]
            pids[number] = crowd.start(lambda n=number, v=life: sit(n, v, began + seconds))  # type: ignore[misc]  # its own
        return killed, crowd.join()
