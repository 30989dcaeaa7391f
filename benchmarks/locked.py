"""Locked notes (the design's prototype): opening them, and finding a word among two thousand of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from benchmarks.data import RARE, bodies
from benchmarks.measure import Figure, Plan, alternate, at_most, timed
from plc_tui import sealing
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make
from plc_tui.services.plc import Plc

NOTES = 2_000
PASSPHRASE = "a bicycle made of rain"


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure one member with many locked notes."""
    path = plan.folder / "locked.db"
    for leftover in path.parent.glob("locked.db*"):
        leftover.unlink()
    plc = make(path, name="Mine", handle_="maya", display="Maya Okafor", login="maya")
    _fill(plc)
    stretched = timed(lambda: sealing.wrap(sealing.Key.new(), sealing.PASSPHRASE, b"a secret", "m2"))
    found = alternate(
        {
            "Argon2id": stretched,
            "open": timed(lambda: plc.locks.open(PASSPHRASE)),
            "find": timed(lambda: plc.finding.find(RARE)),
            "page": timed(lambda: plc.notes.list(count=20)),
            "save": timed(lambda: plc.notes.add(NewNote("One more."), locked=True)),
        },
        plan.runs,
    )
    plc.close()
    yield at_most("-", "opening locked notes / Argon2id alone", found["open"] / found["Argon2id"], 1.2, "x")
    yield at_most("-", f"a rare word among {NOTES:,} open locked notes", found["find"] * 1e3, 100, " ms")
    yield at_most("-", "the newest page of them, opened", found["page"] * 1e3, 16, " ms")
    yield at_most("-", "saving a locked note", found["save"] * 1e3, 50, " ms")


def _fill(plc: Plc) -> None:
    plc.locks.begin(PASSPHRASE)
    for number, body in enumerate(itertools.islice(bodies(random.Random(7)), NOTES)):
        plc.notes.add(NewNote(f"{body} {RARE if number % 200 == 0 else ''}", f"Number {number}"), locked=True)
