"""Hostile words in every field, every screen: the terminal gets nothing but words, and nothing acts.

test_hostile_matrix.py tells path by path and payload by payload; here is every payload there is, at once.

One community has kind words in it. Another says the same in hostile words, written through the services; a third is the
first with payloads written past all cleaning into the tables. The same walk through the real program, over every place,
screen and dialog, may write nothing for the hostile ones that a terminal obeys and that it does not write for the kind.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hostile
import hostile_community as community
from cli.conftest import Shell
from hostile_walk import walked

POINTERS = {"ESC]#tex", "ESC]#def", "ESC]#poi"}
"""Textual asks for another mouse pointer (OSC 22) over a field or a link: which walk meets one is a matter of time."""

CURSOR_MOVES = {"ESCM"} | {f"ESC[{number}{move}" for number in ("", "#") for move in "ABCDGHdXK"}
"""What the driver chooses from to get from one changed cell to the next: which it takes depends on the words."""
OURS = {"\x1b[?1049h": 1, "\x1b[?1049l": 1}
"""What payloads say as well, and how often the program says it."""
NOT_OURS = ("\x1b[31m", "\x1b[31;1;5m", "\x1b[2J", "\x1b[H gone", "\x1b]0;", "\x1b]52", "\x1b]8", "\x1b[6n", "\x1bP$")
"""What payloads say and the program never does; `shapes` takes some of it for colours and moves of ours."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three communities."""
    made = {
        "kind": community.kind_file(tmp_path_factory),
        "services": community.hostile_file(tmp_path_factory),
        "raw": tmp_path_factory.mktemp("raw") / "plc.db",
    }
    shutil.copy(made["kind"], made["raw"])
    community.poison(made["raw"])
    return made


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
def test_no_screen_writes_what_a_terminal_obeys_and_nothing_acts(
    files: dict[str, Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    copies = {name: tmp_path / f"{name}.db" for name in ("kind", "raw")}
    for name, path in copies.items():
        shutil.copy(files[name], path)
    with ThreadPoolExecutor() as both:
        kind, raw = both.map(lambda name: walked(copies[name], tmp_path / name, *size)[0], copies)
    assert hostile.shapes(raw) <= hostile.shapes(kind) | CURSOR_MOVES | POINTERS
    for sequence, times in OURS.items():
        assert raw.count(sequence) == kind.count(sequence) == times, sequence
    assert not [sequence for sequence in NOT_OURS if sequence in raw]


def test_what_services_write_is_clean_in_the_file_and_what_is_not_stays_unclean_for_this_test(
    files: dict[str, Path],
) -> None:
    """The wall at the way in; and that `raw` really holds what the other tests say it holds."""
    for name, unclean in (("kind", False), ("services", False), ("raw", True)):
        connection = sqlite3.connect(files[name])
        held = "".join(
            str(row[0])
            for table, column in (*community.text_columns(), ("search", "title"), ("search", "body"))
            for row in connection.execute(f"SELECT {column} FROM {table}")
        )
        connection.close()
        assert bool(hostile.HARMFUL.search(held)) is unclean, name


def readings(path: Path) -> list[tuple[str, ...]]:
    """Every reading verb, with the ids of this community."""
    plc = community.reopened(path)
    goals, notes = plc.goals.list().items, plc.notes.list().items
    note = next(n for n in notes if len(plc.responses.of(n.id)) > 9)
    goal = next(g for g in goals if len(plc.goals.show(g.id).steps) > 9)
    shelves = plc.reviews.shelves()
    requests = [*shelves.asked_of_me[:2], *shelves.i_asked, *shelves.finished]
    places = [draft.place for draft in plc.drafts.list()]
    plc.close()
    return [
        ("inbox",), ("find", community.WORD), ("find", "http"), ("brief", "@m00"),
        ("goal", "list"), ("goal", "show", goal.id), ("goal", "history", goal.id),
        ("note", "list"), *(("note", "show", n.id) for n in notes), ("note", "history", note.id),
        ("review", "list"), *(("review", "show", request.id) for request in requests),
        ("circle", "list"), ("circle", "show", "c0"), ("member", "list"), ("member", "show", "m00"),
        ("drafts", "list"), *(("drafts", "show", place) for place in places), ("bin", "list"),
        ("journal",), ("journal", "c0"), ("journal", note.id),
        *(("export", "--format", form) for form in ("jsonl", "csv", "ics", "html")),
    ]  # fmt: skip


@pytest.mark.slow  # test_hostile_shell.py looks at the same verbs in one run
@pytest.mark.parametrize("name", ["services", "raw"])
def test_no_reading_verb_prints_a_control_character(
    files: dict[str, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plc = Shell(files[name], monkeypatch)
    monkeypatch.setenv("COLUMNS", "80")
    for verb in readings(files[name]):
        for form in ((),) if verb[0] == "export" else ((), ("--plain",), ("--json",)):
            said = plc(*verb, *form)
            found = hostile.HARMFUL.search(re.sub("\t|\r\n", " ", said.out + said.err))
            assert found is None, f"plc {' '.join((*verb, *form))} prints {found and found[0]!r}"
            if form == ("--json",):
                said.json()
