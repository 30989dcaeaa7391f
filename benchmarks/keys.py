"""Rows 7 and 8: from a key to its frame, and the bytes a key sends, in the program and in bare Textual."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.apps import ROWS, WORDS, text
from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, Terminal, at_most
from plc_tui.domain.notes import NewNote

TITLE = "Five thousand words"


@dataclass
class Keys:
    """What a key cost, press by press."""

    seconds: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def press(self, terminal: Terminal, key: str) -> None:
        """Press once and remember."""
        seconds, sent = terminal.key(key)
        self.seconds.append(seconds)
        self.sent.append(sent)


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure arrows and pages in a long list, and letters in a long note."""
    path = community(plan.folder / f"community-{ROWS}.db", ROWS)
    program = [sys.executable, "-m", "plc_tui", "--db", str(path), "--as", "maya"]
    with _bare("list", plan) as stock, Terminal(program, plan.folder / "home") as ours:
        stock.until_words("note 5 ")
        yield from _open_notes(ours)
        yield from _list(stock, ours, plan)
    yield from _letters(program, plan)


def _bare(kind: str, plan: Plan) -> Terminal:
    return Terminal([sys.executable, "-m", "benchmarks.apps", kind], plan.folder / "home", {"PYTHONPATH": "."})


def _open_notes(ours: Terminal) -> Iterator[Figure]:
    ours.until_words("Home")
    ours.quiet(1)
    yield at_most("8", "bytes of the first screen", len(ours.raw), 10_000, " B")
    ours.press("3").quiet(1)


def _list(stock: Terminal, ours: Terminal, plan: Plan) -> Iterator[Figure]:
    stock.quiet()
    arrows = _together(stock, ours, ["down"] * 10 + ["up"] * 10, plan)
    yield _ratio(f"arrow in a list of {ROWS:,} over a bare OptionList", arrows)
    yield _bytes("arrow in a list", arrows, 500)
    for terminal in (stock, ours):
        terminal.press(*["down"] * 30).quiet()
    rolling = _together(stock, ours, ["down"], plan)
    yield _ratio("arrow that moves the whole list by a row over a bare OptionList", rolling)
    yield _bytes("arrow that moves the whole list by a row", rolling, 500)
    pages = _together(stock, ours, ["pagedown"], plan)
    yield _ratio("page in a list over a bare OptionList", pages)
    yield _bytes("page in a list", pages, 3_000)


def _letters(program: Sequence[str], plan: Plan) -> Iterator[Figure]:
    path = plan.folder / f"community-{ROWS}.db"
    plc = opened(path)
    note = plc.notes.add(NewNote(text(WORDS), TITLE))
    plc.close()
    try:
        with _bare("text", plan) as stock, Terminal(program, plan.folder / "home") as ours:
            stock.until_words("they talk")
            _open_editor(ours)
            stock.quiet()
            letters = _together(stock, ours, list("waiting longer makes them talk"), plan)
            yield _ratio(f"letter in a note of {WORDS:,} words over a bare TextArea", letters)
            yield _bytes("letter in a note", letters, 400)
    finally:
        plc = opened(path)
        plc.bin.put(note.id)
        plc.close()


def _open_editor(ours: Terminal) -> None:
    """Open the newest note and its editor."""
    ours.until_words("Home")
    ours.quiet(1)
    for key in ("3", "enter", "enter"):
        ours.press(key).quiet(1.5)


def _together(stock: Terminal, ours: Terminal, keys: Sequence[str], plan: Plan) -> tuple[Keys, Keys]:
    """Press the same key in both, one after the other."""
    found = Keys(), Keys()
    for turn in range(max(plan.runs, len(keys))):
        for one, terminal in zip(found, (stock, ours), strict=True):
            one.press(terminal, keys[turn % len(keys)])
    return found


def _ratio(what: str, found: tuple[Keys, Keys]) -> Figure:
    stock, ours = (median(one.seconds) for one in found)
    return at_most("7", f"{what} ({stock * 1e3:.1f} ms)", ours / stock, 1.25, "x")


def _bytes(what: str, found: tuple[Keys, Keys], limit: int) -> Figure:
    stock, ours = (median(one.sent) for one in found)
    return at_most("8", f"bytes: {what} (bare Textual {stock:,.0f})", ours, limit, " B")
