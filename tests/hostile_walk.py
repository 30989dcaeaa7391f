"""A walk through the real program: every place, every screen, every dialog, looking after each step.

On its way it notes which marks of the hostile matrix stand on the screen, and clicks on what would act if a payload
were more than words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import hostile_community as community
import hostile_matrix as matrix
from hostile_paths import SCREEN_PATHS
from terminal import Program, plc

QUIET = 0.12
"""Seconds without a byte, and without work in the program, after which a screen counts as drawn."""
SLOW = 60
"""Seconds a loaded machine may take for a screen."""
LOST = 10
"""Seconds after which a key counts as not taken."""
LADDER = "Esc Back, as it is"
"""Who can read it is ours to click on, whatever words stand there: it asks who may."""

MASTHEAD = {matrix.number_of("meta.value"), matrix.number_of("member.name")}
"""Fields whose words stand on every screen."""


class Walk:
    """Goes through the program and looks after each step whether it is still itself."""

    def __init__(self, program: Program, *, marked: bool = False) -> None:
        self._program, self._marked = program, marked
        self.stops = self.clicks = 0
        self.seen: set[tuple[str, int, int]] = set()
        """(our own words at a stop, field, payload) of every mark that stood on the screen."""

    def to(self, *keys: str, see: str, place: bool = True) -> Walk:
        """Press keys that lead to a place or a screen where our own words `see` stand."""
        self._at = see
        self._program.press(*keys)
        self._come_to(see, keys[-1:])
        if place:
            self._program.wait_for("1 Home", "5 Circles", "F1 Help", timeout=SLOW)
        self._wait_for_marks(see)
        self._still_runs(see)
        return self

    def _come_to(self, see: str, key: Sequence[str]) -> None:
        """Wait; a key that came while something else was still being done is pressed again."""
        for _ in range(2):
            with suppress(AssertionError):
                self._program.wait_for(see, timeout=LOST)
                break
            self._program.press(*key)
        self._program.wait_for(see, timeout=SLOW)
        self._rest()

    def _rest(self) -> None:
        """Wait until it is drawn: on a loaded machine a program that is silent may only wait for its turn."""
        quiet_since, limit = time.monotonic(), time.monotonic() + SLOW
        while time.monotonic() < max(quiet_since, self._program.last_output) + QUIET < limit:
            if _at_work(self._program.pid):
                quiet_since = time.monotonic()
            time.sleep(0.02)

    def _wait_for_marks(self, see: str) -> None:
        """Wait for what is fetched from the file; what never comes is told by the test that counts the cells."""
        wanted = {matrix.number_of(field) for place, field in SCREEN_PATHS.values() if place == see} - MASTHEAD
        if self._marked and wanted:
            with suppress(AssertionError):
                there = lambda lines: wanted & {field for field, _ in matrix.marks_in("\n".join(lines))}  # noqa: E731
                self._program.wait_until(there, timeout=SLOW)
            self._rest()

    def over(self, *keys: str, see: str) -> Walk:
        """Open a dialog over the place, look, and go back."""
        return self.to(*keys, see=see, place=False).back(gone=see)

    def back(self, gone: str) -> Walk:
        """One level back."""
        for _ in range(2):
            with suppress(AssertionError):
                self._program.press("escape").wait_gone(gone, timeout=LOST)
                break
        self._program.wait_gone(gone, timeout=SLOW)
        return self.to(see="F1 Help")

    def look(self, *keys: str) -> Walk:
        """Move about."""
        for key in keys:
            self._program.press(key)
            self._rest()
            self._still_runs(key)
        return self

    def press_everything(self, *keys: str) -> Walk:
        """Move about on a page, and click on all that would act if it were more than words."""
        self._press_in_sight()
        for key in keys:
            self.look(key)._press_in_sight()
        return self

    def _press_in_sight(self) -> None:
        for words in ("press me", "click kestrel", "x kestrel"):
            for y, line in enumerate(self._program.screen):
                for found in re.finditer(words, line):
                    self._program.click(found.start(), y)
                    self._rest()
                    self.clicks += 1
                    self._still_runs(f"a click on {words}")
                    if LADDER in self._program.text:
                        self._program.press("escape").wait_gone(LADDER, timeout=SLOW)
        self._program.wait_for(self._at, timeout=SLOW)

    def _still_runs(self, where: str) -> None:
        self.stops += 1
        assert self._program.process.poll() is None, f"ended at {where}:\n{self._program.text}"
        self.seen |= {(self._at, *found) for found in matrix.marks_in(self._program.text)}


def _at_work(pid: int) -> bool:
    """Whether a thread of a process runs, waits for a processor, or for the disk (where the system tells)."""
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with (thread / "stat").open("rb") as stat:
                if stat.read().rpartition(b")")[2].split(None, 1)[0] in b"RD":
                    return True
    return False


def go_everywhere(walk: Walk) -> None:
    """Every place, every screen, every dialog."""
    for leg in LEGS:
        leg(walk)


def goals_and_circles(walk: Walk) -> None:
    home(walk)
    goals(walk)
    circles(walk)


def notes_everywhere(walk: Walk) -> None:
    notes(walk)
    note_dialogs(walk)


def reviews_and_the_rest(walk: Walk) -> None:
    reviews(walk)
    the_rest(walk)


def home(walk: Walk) -> None:
    walk.to(see="F1 Help").to("1", see="Waiting for you").look(*["down"] * 12, "pagedown", "pagedown", "pagedown")
    walk.over("f2", see="Here").over("ctrl+p", see="Type a few letters").over("f1", see="Keys here")


def goals(walk: Walk) -> None:
    walk.to("2", see="Show which").look("pagedown", "home")
    walk.to("enter", see="Add step").press_everything("pagedown", "pagedown", "pagedown", "pagedown", "end")
    walk.over("i", see="What I tried").over("a", see="One small step").over("r", see="Your goal, in new words")
    walk.over("s", see="Nobody else can read it").back(gone="Add step")
    walk.over("n", see="A new goal").over("f", see="Resting")


def notes(walk: Walk) -> None:
    walk.to("3", see="Shared with me").look("pagedown", "pagedown", "pagedown", "home")
    walk.to("enter", see="Enter Edit").press_everything(*["pagedown"] * 9, "end")
    walk.to("enter", see="Ctrl+S Save").look("pagedown", "pagedown")
    walk.over("f4", see="Which questions").over("f7", see="Which goal").back(gone="Ctrl+S Save")
    walk.to("v", see="Take its words back").look("pagedown", "enter", "down", "down").back(gone="Take its words back")


def note_dialogs(walk: Walk) -> None:
    walk.over("s", see="Nobody else can read it").over("k", see="Tags").over("l", see="Which goal")
    walk.to("r", see="Type to narrow", place=False).look("pagedown", "home")
    walk.to("enter", see="As someone else").look("pagedown").back(gone="As someone else")
    walk.to("f", see="Ctrl+S Ask").look("pagedown").back(gone="Ctrl+S Ask")
    walk.back(gone="Enter Edit")
    walk.to("o", see="Shared with me").look("pagedown").to("enter", see="Encourage").press_everything("pagedown")
    walk.over("w", see="Wonder with").back(gone="Encourage").to("m", see="Mine")
    walk.over("t", see="Notes with which tag").over("g", see="Type to narrow").over("i", see="Which stage")
    walk.over("n", see="Ctrl+S Save")


def reviews(walk: Walk) -> None:
    walk.to("4", see="Asked of you").look("pagedown", "pagedown", "home")
    walk.to("enter", see="Hand on").look("pagedown").over("h", see="Who would be good")
    walk.to("w", see="Ctrl+O The work").look("ctrl+o", "pagedown", "pagedown", "ctrl+o", "tab", "tab")
    walk.to("f5", see="Send it", place=False).look("pagedown", "pagedown").back(gone="Send it")
    walk.back(gone="Ctrl+O The work").back(gone="Hand on")
    walk.look("end").to("enter", see="What changed").press_everything(*["pagedown"] * 6)
    walk.back(gone="What changed").over("n", see="What should they look at")


def circles(walk: Walk) -> None:
    walk.to("5", see="Invitations to you").look("pagedown", "pagedown", "home", "down")
    walk.to("enter", see="Invite").look("pagedown", "pagedown", "home")
    walk.over("i", see="Type to narrow").over("e", see="What brings you together")
    walk.to("enter", see="Find more").look("pagedown").back(gone="Find more").back(gone="Esc Back")


def the_rest(walk: Walk) -> None:
    walk.to("f9", see="About you").look("pagedown", "home").over("enter", see="Esc Back")
    walk.to("/", see="What are you looking for?").to(*community.WORD, see="F3 Kind")
    walk.look("down", "pagedown", "pagedown")
    walk.over("f4", see="Type to narrow").over("f5", see="Type to narrow").to("escape", see="About you")
    palette(walk, "every").to("enter", see="Add")
    walk.look("pagedown", "pagedown", "end").back(gone="Add")
    palette(walk, "drafts").to("enter", see="Throw away").look("down", "down", "end")
    walk.over("f8", see="Keep it").back(gone="Throw away")
    palette(walk, "bin").to("enter", see="Put back").look("pagedown")
    walk.over("f8", see="Keep it").back(gone="Put back")
    palette(walk, "could").to("enter", see="Read by those it is about").look(*["pagedown"] * 8, "end")
    walk.back(gone="Read by those it is about").to("1", see="Set a goal")


Leg = Callable[[Walk], None]
LEGS: tuple[Leg, ...] = (notes_everywhere, goals_and_circles, reviews_and_the_rest)
"""The parts of the walk, each of which begins anywhere: a program can go on each."""


def palette(walk: Walk, letters: str) -> Walk:
    walk.to("ctrl+p", see="Type a few letters", place=False)
    return walk.to(*letters, see=letters, place=False)


def walked(
    path: Path, home: Path, columns: int = 80, rows: int = 24, *, marked: bool = False, leg: Leg = go_everywhere
) -> tuple[str, Walk]:
    """Everything the program writes on the walk, or on one leg of it, and on the way out; and the walk."""
    (folder := home / "cwd").mkdir(parents=True)
    with plc(db=path, as_="maya", home=home, cwd=folder, columns=columns, rows=rows) as program:
        walk = Walk(program, marked=marked)
        leg(walk)
        assert program.press("f10").exit_code(SLOW) == 0
        return program.raw.decode(errors="surrogateescape"), walk
