"""Hostile words in every field, every screen: the terminal gets nothing but words, and nothing acts.

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
from terminal import Program, plc

QUIET = 0.12
"""Seconds without a byte after which a screen counts as drawn; what is not drawn yet is seen at the next stop."""
SLOW = 60
"""Seconds a loaded machine may take for a screen."""


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
    folder = tmp_path_factory.mktemp("communities")
    made = {name: folder / name / "plc.db" for name in ("kind", "services", "raw")}
    for path in made.values():
        path.parent.mkdir()
    community.build(made["kind"], community.kind())
    community.build(made["services"], community.hostile_words())
    shutil.copy(made["kind"], made["raw"])
    community.poison(made["raw"])
    return made


class Walk:
    """Goes through the program and looks after each step whether it is still itself."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.stops = 0

    def to(self, *keys: str, see: str, place: bool = True) -> Walk:
        """Press keys that lead to a place or a screen where our own words `see` stand."""
        self._program.press(*keys).wait_for(see, timeout=SLOW).settle(QUIET)
        if place:
            self._program.wait_for("1 Home", "5 Circles", "F1 Help", timeout=SLOW)
        self._still_runs(see)
        return self

    def over(self, *keys: str, see: str) -> Walk:
        """Open a dialog over the place, look, and go back."""
        return self.to(*keys, see=see, place=False).back(gone=see)

    def back(self, gone: str) -> Walk:
        """One level back."""
        self._program.press("escape").wait_gone(gone, timeout=SLOW)
        return self.to(see="F1 Help")

    def look(self, *keys: str) -> Walk:
        """Move about."""
        for key in keys:
            self._program.press(key).settle(QUIET)
            self._still_runs(key)
        return self

    def press_everything(self) -> Walk:
        """Click on what would act if it were more than words."""
        for words in ("press me", "click kestrel", "x kestrel"):
            if words in self._program.text:
                self._program.click_on(words).settle(QUIET)
        return self

    def _still_runs(self, where: str) -> None:
        self.stops += 1
        assert self._program.process.poll() is None, f"ended at {where}:\n{self._program.text}"


def go_everywhere(walk: Walk) -> None:
    """Every place, every screen, every dialog."""
    home(walk)
    goals(walk)
    notes(walk)
    note_dialogs(walk)
    reviews(walk)
    circles(walk)
    the_rest(walk)


def home(walk: Walk) -> None:
    walk.to(see="Waiting for you").look(*["down"] * 12, "pagedown", "pagedown", "pagedown")
    walk.over("f2", see="Here").over("ctrl+p", see="Type a few letters").over("f1", see="Keys here")


def goals(walk: Walk) -> None:
    walk.to("2", see="Show which").look("pagedown", "home")
    walk.to("enter", see="Add step").look("pagedown", "pagedown", "pagedown", "pagedown", "end").press_everything()
    walk.over("i", see="What I tried").over("a", see="One small step").over("r", see="Your goal, in new words")
    walk.over("s", see="Nobody else can read it").back(gone="Add step")
    walk.over("n", see="A new goal").over("f", see="Resting")


def notes(walk: Walk) -> None:
    walk.to("3", see="Shared with me").look("pagedown", "pagedown", "pagedown", "home")
    walk.to("enter", see="Enter Edit").look(*["pagedown"] * 9, "end").press_everything()
    walk.to("enter", see="Ctrl+S Save").look("pagedown", "pagedown")
    walk.over("f4", see="Which questions").over("f7", see="Which goal").back(gone="Ctrl+S Save")
    walk.to("v", see="Take its words back").look("pagedown", "enter", "down", "down").back(gone="Take its words back")


def note_dialogs(walk: Walk) -> None:
    walk.over("s", see="Nobody else can read it").over("k", see="Tags").over("l", see="Which goal")
    walk.to("r", see="Type to narrow", place=False).look("pagedown", "home")
    walk.to("enter", see="As someone else").look("pagedown").back(gone="As someone else")
    walk.to("f", see="Ctrl+S Ask").look("pagedown").back(gone="Ctrl+S Ask")
    walk.back(gone="Enter Edit")
    walk.to("o", see="Shared with me").look("pagedown").to("enter", see="Encourage").look("pagedown").press_everything()
    walk.over("w", see="Wonder with").back(gone="Encourage").to("m", see="Mine")
    walk.over("t", see="Notes with which tag").over("g", see="Type to narrow").over("i", see="Which stage")
    walk.over("n", see="Ctrl+S Save")


def reviews(walk: Walk) -> None:
    walk.to("4", see="Asked of you").look("pagedown", "pagedown", "home")
    walk.to("enter", see="Hand on").look("pagedown").over("h", see="Who would be good")
    walk.to("w", see="Ctrl+O The work").look("ctrl+o", "pagedown", "pagedown", "ctrl+o", "tab", "tab")
    walk.over("f5", see="Send it").back(gone="Ctrl+O The work").back(gone="Hand on")
    walk.look("end").to("enter", see="What changed").look("pagedown", "pagedown", "pagedown").press_everything()
    walk.back(gone="What changed").over("n", see="What should they look at")


def circles(walk: Walk) -> None:
    walk.to("5", see="Invitations to you").look("pagedown", "pagedown", "home", "down")
    walk.to("enter", see="Invite").look("pagedown", "pagedown", "home")
    walk.over("i", see="Type to narrow").over("e", see="What brings you together")
    walk.to("enter", see="Find more").look("pagedown").back(gone="Find more").back(gone="Esc Back")


def the_rest(walk: Walk) -> None:
    walk.to("f9", see="About you").look("pagedown", "home").over("enter", see="Esc Back")
    walk.to("/", see="F3 Kind").look(*community.WORD, "down", "pagedown", "pagedown")
    walk.over("f4", see="Type to narrow").over("f5", see="Type to narrow").to("escape", see="About you")
    palette(walk, "every").to("enter", see="Add")
    walk.look("pagedown", "pagedown", "end").back(gone="Add")
    palette(walk, "drafts").to("enter", see="Throw away").look("down", "down", "end")
    walk.over("f8", see="Keep it").back(gone="Throw away")
    palette(walk, "bin").to("enter", see="Put back").look("pagedown")
    walk.over("f8", see="Keep it").back(gone="Put back").to("1", see="Set a goal")


def palette(walk: Walk, letters: str) -> Walk:
    walk.to("ctrl+p", see="Type a few letters", place=False)
    return walk.to(*letters, see=letters, place=False)


def walked(path: Path, home: Path, columns: int, rows: int) -> str:
    """Everything the program writes on the walk and on the way out."""
    home.mkdir()
    with plc(db=path, as_="maya", home=home, columns=columns, rows=rows) as program:
        walk = Walk(program)
        go_everywhere(walk)
        assert program.press("f10").exit_code(SLOW) == 0
        return program.raw.decode(errors="surrogateescape")


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)], ids=str)
def test_no_screen_writes_what_a_terminal_obeys_and_nothing_acts(
    files: dict[str, Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    copies = {name: tmp_path / f"{name}.db" for name in ("kind", "raw")}
    for name, path in copies.items():
        shutil.copy(files[name], path)
    with ThreadPoolExecutor() as both:
        kind, raw = both.map(lambda name: walked(copies[name], tmp_path / name, *size), copies)
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
        *(("export", "--format", form) for form in ("jsonl", "csv", "ics", "html")),
    ]  # fmt: skip


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
