"""A page of a list costs the same however much the community has written, and rests on nothing that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.data import community, opened

from community import Riverside
from plc_tui.domain.audience import ONLY_ME, with_circles
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc
from plc_tui.services.opening import make
from plc_tui.store.engine import Store
from plc_tui.store.people import community_size, reader

SMALL, LARGE = 200, 2_000


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    return Riverside(tmp_path)


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Plc, Plc]]:
    """Maya's program on a small community and on one ten times as large."""
    folder = tmp_path_factory.mktemp("sizes")
    small, large = (
        opened(community(folder / f"{size}.db", size, writers=("maya", "ben", "aisha"), goals=size))
        for size in (SMALL, LARGE)
    )
    yield small, large
    small.close()
    large.close()


def steps(plc: Plc, act: Callable[[Plc], object]) -> int:
    """Steps that SQLite's machine takes for an act: what it costs, whatever else the computer does."""
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    act(plc)
    plc.store.raw.set_progress_handler(tick, 1)
    act(plc)
    plc.store.raw.set_progress_handler(None, 0)
    return ticks


def statements(plc: Plc, act: Callable[[Plc], object]) -> int:
    """How many questions an act asks the file, without where its transaction begins and ends."""
    asked: list[str] = []
    plc.store.raw.set_trace_callback(asked.append)
    act(plc)
    plc.store.raw.set_trace_callback(None)
    return len([words for words in asked if words.startswith(("SELECT", "WITH"))])


LISTS: dict[str, Callable[[Plc], object]] = {
    f"{kind} {whose}": lambda plc, kind=kind, whose=whose: getattr(plc, kind).list(whose, count=20)  # type: ignore[misc]
    for kind in ("notes", "goals")
    for whose in ("mine", "shared", "all")
}
LISTS |= {
    "the second page of notes": lambda plc: plc.notes.list("all", count=20, after=plc.notes.list("all", count=20).next),
    "the second page of goals": lambda plc: plc.goals.list("all", count=20, after=plc.goals.list("all", count=20).next),
    "a circle's notes": lambda plc: plc.notes.list("all", count=20, circle="maths"),
    "a circle's goals": lambda plc: plc.goals.list("all", count=20, circle="maths"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_page_costs_the_same_in_ten_times_the_community(sizes: tuple[Plc, Plc], name: str) -> None:
    small, large = (steps(plc, LISTS[name]) for plc in sizes)
    assert large <= small * 1.2


def test_a_page_is_one_question_while_nobody_writes(sizes: tuple[Plc, Plc]) -> None:
    for name in ("notes", "goals"):
        for whose in ("mine", "shared", "all"):
            LISTS[f"{name} {whose}"](sizes[1])
            assert statements(sizes[1], LISTS[f"{name} {whose}"]) == 1


# What is remembered from one page to the next


def test_a_read_stands_on_the_moment_at_which_it_looked_whether_anybody_wrote(tmp_path: Path) -> None:
    """Else a colleague's commit between the look and the page would be read with what was remembered before it."""
    path = tmp_path / "plc.db"
    maya = make(path, name="Riverside", handle_="maya", display="Maya Okafor", login="maya")
    with maya.store.read() as connection:
        assert community_size(connection) == 1
    with maya.store.read() as connection:
        other = Store(path)
        with other.write() as writing:
            writing.exec_driver_sql("UPDATE member SET \"left\" = '2026-01-01T00:00:00.000000Z'")
        other.close()
        assert connection.exec_driver_sql('SELECT count(*) FROM member WHERE "left" IS NULL').scalar() == 1
        assert community_size(connection) == 1
    with maya.store.read() as connection:
        assert community_size(connection) == 0
        assert not reader(connection, maya.actor.id).active
    maya.close()


def test_whoever_leaves_a_circle_reads_none_of_its_notes_on_the_next_page(riverside: Riverside) -> None:
    with riverside.at("aisha") as aisha, riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("For maths alone")).id
        goal = maya.goals.add(NewGoal(Wording("How do we listen?"))).id
        maya.notes.share(note, with_circles("maths"))
        maya.goals.share(goal, with_circles("maths"))
        assert [each.id for each in aisha.notes.list("shared").items] == [note]
        assert [each.id for each in aisha.goals.list("all").items] == [goal]
        assert len(aisha.finding.find("maths alone").items) == 1
        with riverside.at("aisha") as elsewhere:
            elsewhere.circles.leave("maths")
        assert aisha.notes.list("shared").items == ()
        assert aisha.goals.list("all").items == ()
        assert aisha.finding.find("maths alone").items == ()
        maya.circles.invite("maths", "aisha")
        aisha.circles.join("maths")
        assert [each.id for each in aisha.notes.list("shared").items] == [note]


def test_names_and_audiences_on_a_page_are_those_of_now(riverside: Riverside) -> None:
    with riverside.at("ben") as ben, riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("Waiting")).id
        maya.notes.share(note, with_circles("maths"))
        assert maya.notes.list().items[0].audience.circles[0].size == 2
        maya.circles.invite("maths", "ben")
        assert maya.notes.list().items[0].audience.circles[0].size == 2
        ben.circles.join("maths")
        assert maya.notes.list().items[0].audience.circles[0].size == 3
        assert ben.notes.list("shared").items[0].author.name == "Maya Okafor"
        maya.notes.share(note, ONLY_ME)
        assert maya.notes.list().items[0].audience.kind == "me"
        assert ben.notes.list("shared").items == ()
