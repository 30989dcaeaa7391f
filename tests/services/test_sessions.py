"""Sessions as members hold them: from the plan to what lives on, several programs on one real file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.reliability.crowd import Crowd, Gate

from community import Riverside
from plc_tui import seeds
from plc_tui.domain.audience import with_people
from plc_tui.domain.errors import Busy, Invalid, NotFound, NotPermitted, PlcError
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.journal import said
from plc_tui.domain.notes import NewNote
from plc_tui.domain.sessions import guessing
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services import Plc
from plc_tui.services.handing_over import handed_over
from plc_tui.services.opening import open_plc
from plc_tui.services.sessions.agenda import LAST_TIME
from plc_tui.services.sessions.seat import LONGEST
from plc_tui.store import forgetting


class Table:
    """Everyone of Riverside at her own program, and a session of the maths circle (Maya and Aisha) between them."""

    def __init__(self, path: Path) -> None:
        self.path, self.now = path, datetime.now(UTC) + timedelta(hours=1)
        self._open: dict[str, Plc] = {}
        self.id = self.code = ""

    def __getattr__(self, handle: str) -> Plc:
        if handle not in self._open:
            self._open[handle] = open_plc(self.path, as_handle=handle, clock=self._tick)
        return self._open[handle]

    def _tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def opened(self, **plan: object) -> str:
        """Plan a session on the dilemma protocol and open it; Maya facilitates."""
        new = NewSession("dilemma", circle="maths", **plan)  # type: ignore[arg-type]  # its own fields
        self.id = self.maya.sessions.plan(new).id
        self.code = self.maya.sessions.open(self.id).code
        return self.id

    def sits(self, *handles: str) -> None:
        for handle in handles:
            getattr(self, handle).sessions.join(self.code)

    def step(self, **fields: object) -> str:
        """Go on to a new step in which notes are gathered; its id."""
        new = SessionStep("", "Made up", 300, **{"gathers": ("note",), **fields})  # type: ignore[arg-type]  # its own fields
        here = self.maya.console.look(self.id).room
        view = self.maya.console.insert(self.id, new, here.current.id if here.current else here.steps[0].id)
        known = {step.id for step in here.steps}
        made = next(step.id for step in view.room.steps if step.id not in known)
        self.maya.console.go_to(self.id, made, here.current.id if here.current else "")
        return made

    def key(self, handle: str) -> str:
        return getattr(self, handle).seat.look(self.id).key

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.path)) as raw:
            return raw.execute(query, values).fetchall()

    def journal(self, handle: str) -> list[str]:
        plc = getattr(self, handle)
        return [said(entry, plc.actor.id) for entry in plc.journal.page().items]

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()


@pytest.fixture
def table(riverside: Riverside) -> Iterator[Table]:
    made = Table(riverside.path)
    yield made
    made.close()


def words_of(error: Callable[[], object]) -> str:
    with pytest.raises(PlcError) as caught:
        error()
    return f"{type(caught.value).__name__}: {caught.value}"


# From the plan to what lives on


def test_a_session_from_its_plan_to_the_note_the_circle_keeps(table: Table) -> None:
    page = table.maya.sessions.plan(NewSession("tuning", focus="Are they useful?", circle="maths", people=5))
    assert (page.state, page.code, page.console) == ("planned", "", True)
    table.id = page.id
    table.code = table.maya.sessions.open(page.id).code
    table.sits("aisha")
    step = table.step(hidden=True)
    table.aisha.seat.say(table.id, "What do they do with it?")
    assert table.maya.sessions.room(table.id).contributions == ()
    shown = table.maya.console.reveal(table.id, step).room.contributions
    assert [(each.text, each.by) for each in shown] == [("What do they do with it?", "Aisha Khan")]
    table.aisha.seat.park(table.id, "Homework")
    table.aisha.seat.commit(table.id, "Try one question", date(2026, 12, 1))
    table.now += timedelta(minutes=4)
    summary = table.maya.sessions.close(table.id)
    assert [(each.title, each.used) for each in summary.steps] == [("Made up", 240)]
    assert words_of(lambda: table.aisha.sessions.share_summary(table.id)).startswith("NotPermitted")
    note = table.maya.sessions.share_summary(table.id)
    given = table.rows("SELECT principal FROM audience_grant WHERE thing_id = ?", note.id)
    assert [str(principal)[0] for (principal,) in given] == ["c"], "its circle reads it, nobody of it by name as well"
    read = table.aisha.notes.show(note.id).body
    for words in ("What do they do with it?", "Homework", "Aisha Khan: Try one question, by 2026-12-01", "4 minutes"):
        assert words in read
    with pytest.raises(NotFound):
        table.ben.notes.show(note.id)
    again = table.maya.sessions.share_summary(table.id, "Shorter.")
    assert (again.id, again.body) == (note.id, "Shorter.")


def test_sharing_what_remains_twice_at_once_or_after_it_was_deleted_leaves_one_note_the_circle_reads(
    table: Table,
) -> None:
    table.opened()
    table.maya.sessions.close(table.id)
    first = table.maya.sessions.share_summary(table.id)
    table.maya.bin.put(first.id)
    second = table.maya.sessions.share_summary(table.id)
    assert second.id != first.id
    assert table.aisha.sessions.show(table.id).summary == second.id
    assert table.aisha.notes.show(second.id).body == second.body


def test_what_was_not_revealed_stays_its_writer_s_and_votes_not_shown_are_kept_of_nobody(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    first = table.step()
    table.aisha.seat.say(table.id, "An open word")
    hidden = table.step(hidden=True)
    table.aisha.seat.say(table.id, "A hidden word")
    vote = table.step(dots=3, gathers=())
    target = table.aisha.seat.look(table.id).votable[0].id
    table.aisha.seat.vote(table.id, {target: 2})
    assert table.rows("SELECT count(*) FROM session_vote") == [(1,)]
    summary = str(table.maya.sessions.close(table.id))
    assert "An open word" in summary
    assert "A hidden word" not in summary
    assert table.rows("SELECT count(*) FROM session_vote") == [(0,)]
    for step in (first, hidden, vote):
        for act in (table.maya.console.reveal, table.maya.console.skip, table.maya.console.show_votes):
            assert words_of(lambda act=act, step=step: act(table.id, step)).startswith("Invalid")  # type: ignore[misc]
    assert "A hidden word" not in str(table.maya.sessions.room(table.id))
    assert "A hidden word" not in str(table.maya.console.look(table.id))
    assert "A hidden word" in str(table.aisha.seat.look(table.id).mine)


# Who comes in


def test_the_code_lets_a_stranger_in_and_that_is_written_down(table: Table) -> None:
    table.opened(focus="Do I wait?")
    with pytest.raises(NotFound):
        table.ben.sessions.join(table.id)
    table.ben.sessions.join(f" {table.code.upper()} ")
    assert table.ben.sessions.show(table.id).joined
    assert table.journal("ben")[0].startswith("You came into the session “")
    assert table.journal("maya")[0].startswith("Ben Ito came into the session “")
    assert table.journal("aisha")[0].startswith("Ben Ito came into the session “")
    assert not [line for line in table.journal("sam") if "session" in line]


def test_a_wrong_an_old_and_no_code_are_answered_alike(table: Table) -> None:
    table.opened()
    old = table.code
    nothing = words_of(lambda: table.ben.sessions.join("zzzz"))
    table.maya.sessions.close(table.id)
    answers = {words_of(lambda typed=typed: table.ben.sessions.join(typed)) for typed in (old, table.id, "", "a' OR 1")}  # type: ignore[misc]
    assert answers == {nothing}
    assert words_of(lambda: table.ben.sessions.show(table.id)) == nothing


def test_nobody_finds_a_code_by_trying_and_slips_cost_nothing(table: Table) -> None:
    table.opened()
    for _ in range(guessing.FREE + 1):
        with pytest.raises(NotFound):
            table.ben.sessions.join("zzzz")
    for typed in (table.code, "zzzz", table.id):
        with pytest.raises(Invalid, match="Too many wrong codes"):
            table.ben.sessions.join(typed)
    table.sits("aisha")
    table.now += timedelta(seconds=2)
    assert table.ben.sessions.join(table.code).room.present == 3
    assert table.rows("SELECT * FROM code_try") == []


def test_who_takes_the_console_learns_no_names_that_were_given_to_whoever_had_it_then(table: Table) -> None:
    table.opened()
    table.sits("aisha", "ben")
    step = table.step(naming="anonymous")
    table.aisha.seat.say(table.id, "To Maya")
    table.now += timedelta(seconds=30)
    assert table.ben.seat.here(table.id)
    table.ben.console.take(table.id)
    table.aisha.seat.say(table.id, "To Maya and Ben", step=step)
    for sees, names in (("maya", ["Aisha Khan", "Aisha Khan"]), ("ben", ["", "Aisha Khan"])):
        view = getattr(table, sees).console.look(table.id)
        assert [each.by for each in sorted(view.contributions, key=lambda each: each.text)] == names
        assert [person.heard for person in view.people] == [0, 0, 0], "counted, they would tell who it was"
    table.now -= timedelta(hours=1)
    table.maya.console.hand_over(table.id, table.key("aisha"))
    assert {each.by for each in table.aisha.console.look(table.id).contributions} == {""}, "nor by a clock put back"


def test_a_code_is_never_the_beginning_of_an_id(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    session = table.maya.sessions.plan(NewSession("dilemma"))
    letters = iter("fabcgabc")
    monkeypatch.setattr("plc_tui.services.sessions.coming_in.secrets.choice", lambda _: next(letters))
    assert table.maya.sessions.open(session.id).code == "gabc"


def test_whoever_is_not_of_the_circle_finds_nothing_on_any_road(table: Table) -> None:
    table.opened(focus="Volcanoes in 8B")
    table.step()
    table.maya.seat.say(table.id, "A word about volcanoes")
    owed = table.maya.seat.commit(table.id, "Read about volcanoes").promises[0].id
    ben, word = table.ben, SessionStep("", "x", 300)
    work = ben.notes.add(NewNote("Words.")).id
    questions: list[Callable[[str], object]] = [
        ben.sessions.show, ben.sessions.room, ben.sessions.revision, ben.sessions.course, ben.sessions.summary,
        ben.sessions.join, ben.sessions.open, ben.sessions.close, ben.sessions.cancel, ben.sessions.share_summary,
        lambda name: ben.sessions.edit(name, title="x"), lambda name: ben.sessions.invite(name, "sam"),
        lambda name: ben.sessions.bring(name, work), ben.seat.look, ben.seat.here, ben.seat.leave,
        lambda name: ben.seat.say(name, "x"), lambda name: ben.seat.park(name, "x"), ben.seat.ready, ben.seat.one_more,
        lambda name: ben.seat.reword(name, "x22", "x"), lambda name: ben.seat.take_back(name, "x22"), ben.seat.hand,
        ben.seat.pass_turn, ben.seat.done_speaking, lambda name: ben.seat.vote(name, {}),
        lambda name: ben.seat.fist(name, 3), lambda name: ben.seat.commit(name, "x"), ben.console.look,
        lambda name: ben.console.forward(name, ""), lambda name: ben.console.insert(name, word), ben.console.take,
        lambda name: ben.console.reveal(name, "e1"), lambda name: ben.console.hand_over(name, "u1"), ben.console.pause,
        lambda name: ben.console.cluster(name, ["x22"], "x"), lambda name: ben.console.add_paper(name, "x"),
        ben.journal.of_thing, ben.bin.put,
    ]  # fmt: skip
    for question in questions:
        assert words_of(lambda ask=question: ask(table.id)) == words_of(lambda ask=question: ask("f222"))  # type: ignore[misc]
    assert words_of(lambda: ben.seat.accept(owed, "g22")) == words_of(lambda: ben.seat.accept("j222", "g22"))
    assert words_of(lambda: ben.seat.settle(owed, "kept")) == words_of(lambda: ben.seat.settle("j222", "kept"))
    shelves = ben.sessions.shelves()
    assert (shelves.open, shelves.planned, shelves.past) == ((), (), ())
    assert ben.finding.find("volcanoes").items == ()
    assert ben.finding.find("", kind="session").items == ()
    assert ben.seat.owed() == ()
    assert [hit.kind for hit in table.aisha.finding.find("volcanoes").items] == ["session"]
    assert table.aisha.finding.find("word about").items == (), "what is written in a session is in no index"


def test_whoever_presents_can_read_it_also_when_she_is_of_another_circle(table: Table) -> None:
    planned = table.maya.sessions.plan(NewSession("dilemma", circle="maths", presenter="ben"))
    assert table.ben.sessions.show(planned.id).presenter == "Ben Ito"
    table.maya.sessions.edit(planned.id, presenter="sam")
    assert table.sam.sessions.show(planned.id).presenter == "Sam Reyes"
    assert table.journal("sam")[0].startswith("Maya Okafor opened the session “")


def test_leaving_the_circle_is_leaving_its_sessions_but_not_those_one_took_part_in(table: Table) -> None:
    table.opened()
    other = table.maya.sessions.plan(NewSession("dilemma", circle="maths")).id
    table.sits("aisha", "ben")
    assert [line for line in table.journal("aisha") if line.startswith("You joined the session “")]
    table.aisha.circles.leave("maths")
    with pytest.raises(NotFound):
        table.aisha.sessions.show(other)
    assert table.aisha.sessions.show(table.id).joined
    assert table.ben.sessions.show(table.id).joined
    assert "Aisha Khan" in table.maya.sessions.show(table.id).people, "that she was there stays true"
    table.maya.members.remove("ben")
    with pytest.raises(NotPermitted):
        table.ben.sessions.show(table.id)


# The console


def test_only_whoever_has_the_console_does_anything_at_it(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    step = table.step(dots=2)
    table.aisha.seat.say(table.id, "A word")
    word = table.aisha.seat.look(table.id).mine[0].id
    group = table.maya.console.cluster(table.id, [word], "Group").room.groups[0].id
    maya, at = table.key("maya"), table.aisha.console
    acts: list[Callable[[], object]] = [
        lambda: at.look(table.id), lambda: at.forward(table.id, step), lambda: at.back(table.id, step),
        lambda: at.go_to(table.id, step, step), lambda: at.skip(table.id, step), lambda: at.repeat(table.id, step),
        lambda: at.insert(table.id, SessionStep("", "x", 300)), lambda: at.move(table.id, step, 1),
        lambda: at.remove(table.id, step), lambda: at.change_step(table.id, step, title="x"),
        lambda: at.pause(table.id), lambda: at.longer(table.id, 60), lambda: at.reveal(table.id, step),
        lambda: at.show_votes(table.id, step), lambda: at.vote_again(table.id, step),
        lambda: at.cluster(table.id, [word], "x"), lambda: at.name_cluster(table.id, group, "x"),
        lambda: at.merge(table.id, group, group), lambda: at.split(table.id, [word]),
        lambda: at.add_paper(table.id, "x"), lambda: at.turn(table.id, maya), lambda: at.next_turn(table.id, ""),
        lambda: at.heard(table.id, maya), lambda: at.hand_down(table.id, maya), lambda: at.gone(table.id, maya),
        lambda: at.shut_out(table.id, maya), lambda: at.hand_over(table.id, maya), lambda: at.take(table.id),
        lambda: table.aisha.sessions.close(table.id),
        lambda: table.aisha.sessions.edit(table.id, title="x"), lambda: table.aisha.sessions.invite(table.id, "sam"),
        lambda: table.aisha.sessions.cancel(table.id), lambda: table.aisha.sessions.share_summary(table.id),
        lambda: table.aisha.bin.put(table.id), lambda: table.aisha.seat.say(table.id, "x", for_=maya),
    ]  # fmt: skip
    before = table.maya.sessions.revision(table.id)
    for act in acts:
        assert words_of(act).startswith("NotPermitted")
    assert table.maya.sessions.revision(table.id) == before
    offered = {name for name in dir(at) if not name.startswith("_")}
    assert len(offered) <= 28, "a new act of the console belongs into this list"


def test_the_console_is_taken_when_its_holder_s_line_has_dropped_and_that_is_written_down(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    with pytest.raises(NotPermitted):
        table.aisha.console.take(table.id)
    table.now += timedelta(seconds=30)
    table.maya.console.forward(table.id, "")
    with pytest.raises(NotPermitted):
        table.aisha.console.take(table.id)
    table.now += timedelta(seconds=30)
    assert table.aisha.seat.here(table.id)
    table.aisha.console.take(table.id)
    assert table.journal("maya")[0].startswith("Aisha Khan took the console of the session “")
    table.maya.console.hand_over(table.id, table.key("aisha"), keep=False)
    with pytest.raises(NotPermitted):
        table.maya.console.pause(table.id)
    table.aisha.console.hand_over(table.id, table.key("maya"))
    assert table.journal("maya")[0].startswith("Aisha Khan handed you the console of the session “")


def test_a_program_left_running_brings_nobody_back_who_has_left(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    assert table.aisha.seat.here(table.id)
    table.maya.console.gone(table.id, table.key("aisha"))
    assert not table.aisha.seat.here(table.id)
    assert not table.aisha.sessions.show(table.id).joined
    table.sits("aisha")
    assert table.aisha.seat.here(table.id)
    table.maya.sessions.close(table.id)
    rows = table.rows("SELECT * FROM session_person")
    assert not table.aisha.seat.here(table.id)
    assert table.rows("SELECT * FROM session_person") == rows


def test_who_has_left_says_and_votes_nothing_before_she_comes_in_again(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step(dots=3)
    mine = table.aisha.seat.say(table.id, "Mine").mine[0].id
    at, here = table.aisha.seat, table.id
    at.leave(here)
    assert at.look(here).left
    before = table.maya.sessions.revision(here)
    for act in (
        lambda: at.say(here, "Still here"), lambda: at.park(here, "Later"), lambda: at.vote(here, {mine: 1}),
        lambda: at.reword(here, mine, "Other words"), lambda: at.commit(here, "Wait"), lambda: at.ready(here),
        lambda: table.aisha.console.take(here),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="You have left this session"):
            act()
    assert table.maya.sessions.revision(here) == before
    assert at.take_back(here, mine).mine == ()  # her words stay hers
    table.sits("aisha")
    assert at.say(here, "Here again").mine[0].text == "Here again"


def test_time_goes_on_when_the_clock_is_put_back(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    table.now += timedelta(minutes=4)
    table.aisha.seat.here(table.id)

    def used() -> float:
        room = table.maya.sessions.room(table.id)
        assert room.current is not None
        return round(room.current.used(room.at))

    assert used() == 240
    table.now -= timedelta(minutes=10)
    assert used() == 240, "before anything is written"
    table.now += timedelta(seconds=9)
    table.aisha.seat.here(table.id)
    revision = table.maya.sessions.revision(table.id)
    table.now += timedelta(seconds=20)
    assert used() == 260
    table.aisha.seat.here(table.id)
    assert table.maya.sessions.revision(table.id) == revision, "put right once"
    table.now -= timedelta(minutes=30)
    next_step = table.maya.console.forward(table.id, table.maya.sessions.show(table.id).current)
    table.now += timedelta(seconds=30)
    assert next_step.room.steps[1].ran == pytest.approx(260, abs=1)
    assert used() == 30
    assert table.maya.console.look(table.id).people[1].present


# What is written


def test_what_is_kept_from_everybody_has_no_writer_and_no_time_in_the_file(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step(naming="sealed", hidden=True)
    before = table.rows("SELECT * FROM session_person WHERE member_id = ?", table.aisha.actor.id)
    table.now += timedelta(seconds=7)
    for number in range(5):
        table.aisha.seat.say(table.id, f"Sealed {number}")
    with closing(sqlite3.connect(table.path)) as raw:
        raw.row_factory = sqlite3.Row
        rows = [dict(row) for row in raw.execute("SELECT * FROM contribution ORDER BY rowid")]
    assert {(row["author"], row["created"]) for row in rows} == {("", None)}
    assert {"number", "id", "session_id", "step_id", "author", "kind", "words", "created", "cluster_id"} == {*rows[0]}
    numbers = [row["number"] for row in rows]
    assert max(numbers) - min(numbers) > 1_000_000, "numbers in a row would tell the order"
    assert table.rows("SELECT * FROM session_person WHERE member_id = ?", table.aisha.actor.id) == before
    view = table.maya.console.look(table.id)
    assert (view.waiting, [person.wrote for person in view.people]) == (5, [0, 0])
    mine = next(row["id"] for row in rows)
    for act in (table.aisha.seat.take_back, lambda s, c: table.aisha.seat.reword(s, c, "x")):
        with pytest.raises(NotFound):
            act(table.id, mine)
    assert table.aisha.seat.look(table.id).mine == ()


def test_votes_are_counted_once_and_then_nobody_knows_whose_they_were(table: Table) -> None:
    table.opened()
    table.sits("aisha", "ben")
    table.step()
    table.maya.seat.say(table.id, "One")
    table.maya.seat.say(table.id, "Two")
    vote = table.step(dots=3, gathers=())
    one, two = (each.id for each in table.aisha.seat.look(table.id).votable)
    table.aisha.seat.vote(table.id, {one: 3})
    table.aisha.seat.vote(table.id, {one: 1, two: 1})
    table.maya.seat.vote(table.id, {two: 2})
    assert table.maya.sessions.room(table.id).ballots == ()
    assert table.maya.console.look(table.id).votes == 2
    with pytest.raises(Invalid, match="Only 2 people have voted"):
        table.maya.console.show_votes(table.id, vote)
    assert table.maya.console.look(table.id).votes == 2, "they wait for a third"
    table.ben.seat.vote(table.id, {one: 1})
    mark = f"{table.id}{vote}{table.key('aisha')}".encode()
    assert mark in _bytes(table.path), "or the last line proves nothing"
    shown = table.maya.console.show_votes(table.id, vote).room.ballots
    with table.maya.store.read() as connection:
        assert forgetting.due(connection), "also where SQLite has left an old copy of the page"
    assert [(each.ballot, dict(each.counts)) for each in shown] == [(1, {one: 2, two: 3})]
    with pytest.raises(Invalid):
        table.maya.console.show_votes(table.id, vote)
    with pytest.raises(Invalid):
        table.aisha.seat.vote(table.id, {one: 1})
    table.maya.console.vote_again(table.id, vote)
    for plc in (table.maya, table.aisha, table.ben):
        plc.seat.vote(table.id, {two: 1})
    shown = table.maya.console.show_votes(table.id, vote).room.ballots
    assert [(each.ballot, dict(each.counts)) for each in shown] == [(1, {one: 2, two: 3}), (2, {two: 3})]
    assert table.rows("SELECT count(*) FROM session_vote") == [(0,)]
    table.close()
    assert mark not in _bytes(table.path)


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_who_takes_her_words_back_takes_the_dots_on_them_along(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    table.aisha.seat.say(table.id, "One")
    word = table.aisha.seat.look(table.id).mine[0].id
    vote = table.step(dots=3, gathers=())
    table.maya.seat.vote(table.id, {word: 3})
    table.aisha.seat.take_back(table.id, word)
    assert table.maya.console.show_votes(table.id, vote).room.ballots[0].counts == ()


def test_fingers_are_counted_by_people(table: Table) -> None:
    table.opened()
    table.sits("aisha", "ben")
    step = table.step(fist=True, gathers=())
    for who, fingers in (("maya", 5), ("aisha", 0), ("ben", 1), ("ben", 5)):
        getattr(table, who).seat.fist(table.id, fingers)
    assert table.maya.console.show_votes(table.id, step).room.ballots[0].counts == (("0", 1), ("5", 2))


def test_a_text_begun_in_an_earlier_step_is_not_lost_when_the_group_goes_on_or_back(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    first = table.step()
    second = table.step()
    assert [each.step for each in table.aisha.seat.say(table.id, "Late", step=first).mine] == [first]
    table.maya.console.back(table.id, second)
    said_ = table.aisha.seat.say(table.id, "Later still", step=second).mine
    assert {each.step for each in said_} == {first, second}


def test_what_is_sent_leaves_no_draft_that_would_be_offered_again_or_tell_whose_it_was(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    place = f"session:{table.id}:{table.step(naming='sealed', hidden=True)}"
    table.aisha.drafts.keep(place, {"body": "Nobody knows "})
    table.maya.drafts.keep(place, {"body": "Nobody knows"})
    table.aisha.seat.say(table.id, "Nobody knows")
    assert [table.aisha.drafts.find(place), table.rows("SELECT words FROM draft")] == [None, [("Nobody knows",)]]
    table.maya.seat.say(table.id, "Something else")
    assert table.maya.drafts.find(place)


def test_nobody_fills_everybody_s_screen(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    mine = table.aisha.seat.say(table.id, "x" * LONGEST).mine[0].id
    long = "x" * (LONGEST + 1)
    at = table.aisha.seat
    for act in (at.say, at.park, at.commit, lambda session, text: at.reword(session, mine, text)):
        with pytest.raises(Invalid, match="Keep it in a note"):
            act(table.id, long)


def test_what_comes_after_the_end_is_answered_by_that(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    table.maya.sessions.close(table.id)
    for act in (lambda: table.aisha.seat.say(table.id, "Too late"), lambda: table.aisha.seat.vote(table.id, {})):
        with pytest.raises(Invalid, match="over"):
            act()


def test_naming_is_as_it_was_said_to_be_before_anyone_typed(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    step = table.step(naming="anonymous")
    table.aisha.seat.say(table.id, "Not mine")
    table.maya.console.back(table.id, step)
    with pytest.raises(Invalid, match="has begun"):
        table.maya.console.change_step(table.id, step, naming="named")
    assert [each.by for each in table.maya.sessions.room(table.id).contributions] == [""]


def test_whoever_presents_listens_but_can_park_what_must_not_be_lost(table: Table) -> None:
    table.opened(presenter="aisha")
    table.sits("aisha")
    table.step(silent=("presenter",))
    assert table.aisha.seat.look(table.id).silent
    with pytest.raises(NotPermitted, match="listen"):
        table.aisha.seat.say(table.id, "But I meant")
    assert table.aisha.seat.park(table.id, "What I meant").room.parked == ("What I meant",)
    table.maya.seat.say(table.id, "They talk now")


def test_who_has_no_terminal_takes_part_through_whoever_facilitates(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    gran = next(p.key for p in table.maya.console.add_paper(table.id, "Gran").people if p.paper)
    table.maya.seat.say(table.id, "On paper", for_=gran)
    assert table.aisha.sessions.room(table.id).contributions[0].by == "Gran (from paper)"
    with pytest.raises(NotPermitted):
        table.maya.seat.say(table.id, "In her name", for_=table.key("aisha"))
    promise = next(p for p in table.maya.seat.commit(table.id, "Bring tea", for_=gran).room.promises)
    table.maya.sessions.close(table.id)
    assert table.maya.seat.owed() == ()
    with pytest.raises(NotFound):
        table.aisha.seat.settle(promise.id, "kept")
    table.maya.seat.settle(promise.id, "kept")
    assert table.maya.sessions.plan(NewSession("dilemma", circle="maths")).owed == ()


# What lives on


def test_a_promise_becomes_a_step_of_a_goal_which_the_group_does_not_learn_of(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.aisha.seat.commit(table.id, "Try five seconds", date(2026, 12, 1))
    goal = table.aisha.goals.add(NewGoal(Wording("Do I wait?"))).id
    promise = table.aisha.seat.owed()[0]
    assert words_of(lambda: table.maya.seat.accept(promise.id, goal)).startswith("NotFound")
    table.aisha.seat.accept(promise.id, goal)
    step = table.aisha.goals.show(goal).steps[0]
    assert (step.text, step.by) == ("Try five seconds", date(2026, 12, 1))
    assert table.aisha.seat.owed()[0].goal == goal
    with pytest.raises(Invalid):
        table.aisha.seat.accept(promise.id, goal)
    told = [
        table.maya.sessions.room(table.id), table.maya.console.look(table.id), table.maya.sessions.show(table.id),
        table.maya.seat.look(table.id), table.maya.sessions.close(table.id), table.aisha.sessions.room(table.id),
        table.maya.sessions.plan(NewSession("dilemma", circle="maths")).owed,
    ]  # fmt: skip
    assert not [view for view in told if goal in str(view)]


def test_the_circle_s_next_session_begins_with_what_is_still_open(table: Table) -> None:
    table.opened()
    table.sits("aisha", "ben")
    for who, words in (("aisha", "One"), ("ben", "Two"), ("maya", "Three")):
        getattr(table, who).seat.commit(table.id, words)
    table.maya.sessions.close(table.id)
    table.maya.seat.settle(table.maya.seat.owed()[0].id, "kept")
    following = table.maya.sessions.plan(NewSession("dilemma", circle="maths"))
    assert following.steps[0].title == LAST_TIME
    owed = [("Aisha Khan", "One"), ("Ben Ito", "Two")]
    assert [(each.owner, each.text) for each in following.owed] == owed
    alone = table.maya.sessions.plan(NewSession("dilemma"))
    assert [step.title for step in alone.steps].count(LAST_TIME) == 0
    assert following.seconds == alone.seconds, "the look back is within the usual time, which she was shown"
    fitted = table.maya.sessions.plan(NewSession("dilemma", circle="maths", minutes=50))
    assert fitted.steps[0].title == LAST_TIME
    assert sum(step.seconds for step in fitted.steps) == 50 * 60, "the look back is within the minutes one has"
    short = table.maya.sessions.plan(NewSession("one-two-four-all", circle="maths"))
    assert (short.steps[0].seconds, short.seconds) == (4 * 60, 15 * 60), "where steps cannot be shorter it is"
    table.code = table.maya.sessions.open(following.id).code
    table.sits("aisha", "sam")
    assert table.maya.sessions.room(following.id).owed == ()
    room = table.maya.console.forward(following.id, "").room
    assert [(each.owner, each.text) for each in room.owed] == owed
    assert not any(each.mine or each.goal for each in room.owed)
    assert [each.mine for each in table.aisha.seat.look(following.id).owed] == [True, False]
    assert table.sam.sessions.room(following.id).owed == (), "the code alone does not tell her of it"
    assert table.maya.console.forward(following.id, following.steps[0].id).room.owed == ()


# The work


def test_only_one_s_own_open_work_is_brought_and_it_stays_as_it_was(table: Table) -> None:
    table.opened(presenter="aisha")
    table.sits("ben")
    mine = table.aisha.notes.add(NewNote("Version one", "Exit tickets")).id
    shared = table.ben.notes.add(NewNote("Ben's", "Ben's work")).id
    table.ben.notes.share(shared, with_people("aisha"))
    with pytest.raises(NotPermitted):
        table.aisha.sessions.bring(table.id, shared)
    with pytest.raises(NotPermitted):
        table.ben.sessions.bring(table.id, shared)
    table.aisha.sessions.bring(table.id, mine)
    assert table.journal("maya")[0].startswith("Aisha Khan brought work of hers into the session “")
    table.aisha.notes.edit(mine, body="Version two")
    work = table.ben.sessions.show(table.id).work
    assert work is not None
    assert work.body == "Version one"
    with pytest.raises(NotFound):
        table.ben.notes.show(mine)


def test_what_may_stay_open_in_a_plan_can_be_left_open_again(table: Table) -> None:
    day, work = datetime(2026, 12, 4, 15, 30, tzinfo=UTC), table.maya.notes.add(NewNote("Week five.")).id
    new = NewSession("dilemma", "Wait time", "Do I wait?", "maths", presenter="aisha", work=work, starts=day)
    page = table.maya.sessions.plan(new)
    same = table.maya.sessions.edit(page.id, title="Waiting")
    assert (same.title, same.starts, same.presenter, same.focus) == ("Waiting", day, "Aisha Khan", "Do I wait?")
    left = table.maya.sessions.edit(page.id, title="", focus="", presenter="", no_day=True)
    usual = table.maya.protocols.show("dilemma").title
    assert (left.title, left.starts, left.presenter, left.focus) == (usual, None, "", "")
    assert left.work is not None
    assert table.maya.sessions.bring(page.id, "").work is None
    assert table.maya.sessions.bring(page.id, "").work is None
    told = "Maya Okafor took the work out of the session"
    assert sum(line.startswith(told) for line in table.journal("aisha")) == 1


def test_a_locked_note_is_not_brought(table: Table) -> None:
    table.aisha.locks.begin("four words nobody else has")
    locked = table.aisha.notes.add(NewNote("Very private")).id
    table.aisha.locks.lock(locked)
    table.opened(presenter="aisha")
    with pytest.raises(PlcError):
        table.aisha.sessions.bring(table.id, locked)
    with pytest.raises(PlcError):
        table.aisha.sessions.plan(NewSession("dilemma", work=locked))
    assert table.maya.sessions.show(table.id).work is None


def test_work_deleted_for_good_is_gone_from_the_session_and_from_every_byte(table: Table) -> None:
    work = table.maya.notes.add(NewNote("qxzvkwprtbn is in it", "Title qxzvkwprtbn")).id
    table.opened(work=work)
    told = table.journal("aisha")[:2]  # both in one moment, in no order
    assert [line for line in told if line.startswith("Maya Okafor brought work of hers into the session “")]
    table.maya.bin.put(work)
    table.maya.bin.empty(work)
    left = table.aisha.sessions.show(table.id).work
    assert left is not None
    assert (left.title, left.body) == ("(deleted by its author)", "")
    assert table.journal("aisha")[0].startswith("Work that was brought into the session “")
    table.close()
    assert b"qxzvkwprtbn" not in _bytes(table.path)


# The bin


def test_a_plan_can_be_thrown_away_and_a_session_that_was_held_cannot(table: Table) -> None:
    planned = table.maya.sessions.plan(NewSession("dilemma", title="Never held", circle="maths")).id
    with pytest.raises(NotPermitted):
        table.aisha.bin.put(planned)
    table.maya.bin.put(planned)
    assert [(each.kind, each.title) for each in table.maya.bin.list()] == [("session", "Never held")]
    assert table.aisha.sessions.shelves().planned == ()
    assert table.aisha.finding.find("held").items == ()
    assert table.journal("aisha")[0] == "Maya Okafor put a session of hers into the bin."
    table.maya.bin.restore(planned)
    assert [page.id for page in table.aisha.sessions.shelves().planned] == [planned]
    table.maya.sessions.cancel(planned)
    table.maya.bin.put(planned)
    assert table.maya.bin.empty() == 1
    assert table.rows("SELECT count(*) FROM facilitated_session") == [(0,)]
    assert table.rows("SELECT count(*) FROM session_step") == [(0,)]
    table.opened()
    with pytest.raises(Invalid, match="was held"):
        table.maya.bin.put(table.id)
    table.maya.sessions.close(table.id)
    with pytest.raises(Invalid, match="was held"):
        table.maya.bin.put(table.id)


# Faults


@contextmanager
def busy(table: Table, handle: str) -> Iterator[None]:
    """Somebody else keeps writing for longer than this member waits."""
    lock = table.maya.store.lock
    mine = getattr(table, handle).store.lock
    assert lock is not None
    assert mine is not None
    mine.patience, patience = 0.1, mine.patience
    with lock.held():
        yield
    mine.patience = patience


def test_what_cannot_be_sent_because_others_write_is_not_half_sent_and_can_be_sent_again(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step(dots=1)
    before = table.maya.sessions.revision(table.id)
    with busy(table, "aisha"):
        for act in (lambda: table.aisha.seat.say(table.id, "A word"), lambda: table.aisha.seat.ready(table.id)):
            with pytest.raises(Busy):
                act()
        assert table.aisha.seat.look(table.id).mine == ()
    assert table.maya.sessions.revision(table.id) == before
    assert [each.text for each in table.aisha.seat.say(table.id, "A word").mine] == ["A word"]


def test_a_protocol_that_is_not_there_is_named_with_those_that_are(table: Table) -> None:
    with pytest.raises(Invalid, match=r"There is: .*tuning"):
        table.maya.sessions.plan(NewSession("tunning"))
    assert table.maya.sessions.shelves().planned == ()


def test_a_broken_protocol_of_the_community_is_named_with_its_line_and_stops_no_other(
    table: Table, tmp_path: Path
) -> None:
    (tmp_path / "seed" / "protocols").mkdir(parents=True)
    (tmp_path / "seed" / "protocols" / "ours.toml").write_text('id = "ours"\ntitle = 3\n')
    seeds.use_folder(tmp_path / "seed")
    try:
        assert any("ours.toml, line" in problem for problem in table.maya.protocols.problems())
        with pytest.raises(Invalid, match="no such protocol"):
            table.maya.sessions.plan(NewSession("ours"))
        assert table.maya.sessions.plan(NewSession("dilemma")).steps
    finally:
        seeds.use_folder(None)


def test_what_was_taken_back_is_forgotten_with_the_rest(table: Table) -> None:
    table.opened()
    table.step(hidden=True)
    table.maya.seat.say(table.id, "qxzvkwprtbn")
    table.maya.seat.reword(table.id, table.maya.seat.look(table.id).mine[0].id, "mnbvcxzlkjh")
    table.maya.seat.take_back(table.id, table.maya.seat.look(table.id).mine[0].id)
    store = table.maya.store
    with store.read() as connection:
        assert forgetting.due(connection)
    table.close()
    assert b"qxzvkwprtbn" not in _bytes(table.path)
    assert b"mnbvcxzlkjh" not in _bytes(table.path)


def test_two_consoles_that_press_next_again_and_again_pass_over_no_step(table: Table) -> None:
    """Two real processes, each going on from one step after the other, as fast as it can."""
    table.opened()
    table.sits("aisha")
    table.maya.console.hand_over(table.id, table.key("aisha"))
    agenda = [step.id for step in table.maya.sessions.show(table.id).steps]
    table.close()
    gate = Gate()

    def press(handle: str) -> None:
        plc = open_plc(table.path, as_handle=handle)
        gate.wait()
        for seen in ("", *agenda[:-1]):
            plc.console.forward(table.id, seen)
        plc.close()

    with Crowd() as crowd:
        for handle in ("maya", "aisha"):
            crowd.start(lambda handle=handle: press(handle))  # type: ignore[misc]  # its own
        gate.open(2)
        assert crowd.join() == 0
    gone_to = table.rows("SELECT step_id FROM session_happening WHERE act = 'step' ORDER BY number")
    assert [step for (step,) in gone_to] == agenda


# Leaving, and not being there


def test_who_has_left_is_given_what_she_wrote_and_nobody_s_hidden_words(table: Table) -> None:
    table.opened()
    table.sits("aisha")
    table.step()
    table.aisha.seat.say(table.id, "Open of hers")
    table.aisha.seat.commit(table.id, "Promise of hers")
    table.step(hidden=True)
    table.aisha.seat.say(table.id, "Hidden of hers")
    table.maya.seat.say(table.id, "Hidden of Maya")
    login = table.maya.members.show("aisha").login
    table.maya.members.remove("aisha")
    assert "Aisha Khan: Promise of hers" in "".join(
        f"{promise.owner}: {promise.text}" for promise in table.maya.sessions.room(table.id).promises
    )
    table.close()
    with handed_over(table.path, login) as (_, files):
        given = "".join(text for _, text in files)
    for words in ("Open of hers", "Promise of hers", "Hidden of hers"):
        assert words in given
    assert "Hidden of Maya" not in given


def test_who_has_nothing_to_do_with_sessions_waits_for_none_of_their_tables(riverside: Riverside) -> None:
    code = (
        "import sys; from plc_tui.services.opening import open_plc; plc = open_plc(sys.argv[1], as_handle='ben');"
        "plc.home.look(); plc.changed(); plc.notes.list(); plc.goals.list(); plc.bin.list(); plc.finding.find('x');"
        "print('plc_tui.store.session_tables' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(riverside.path)], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_tick_pressed_as_the_group_moves_on_is_not_one_for_the_next_step(table: Table) -> None:
    table.opened()
    table.sits("ben")
    first = table.step()
    table.step()
    assert not table.ben.seat.ready(table.id, step=first).ready
    assert not table.ben.seat.one_more(table.id, step=first).more
    assert table.maya.console.look(table.id).ready == 0
    assert table.ben.seat.ready(table.id).ready


def test_whoever_came_in_by_the_code_alone_can_be_shut_out_and_others_cannot(table: Table) -> None:
    table.opened(presenter="aisha")
    table.sits("aisha", "ben")
    old, key = table.code, table.key("ben")
    table.ben.seat.park(table.id, "Mine stays.")
    for kept in (table.key("maya"), table.key("aisha")):
        with pytest.raises(NotPermitted):
            table.maya.console.shut_out(table.id, kept)
    with pytest.raises(NotPermitted):
        table.aisha.console.shut_out(table.id, key)
    view = table.maya.console.shut_out(table.id, key)
    assert view.room.parked == ("Mine stays.",)
    for name in (table.id, old):
        with pytest.raises(NotFound):
            table.ben.sessions.join(name)
    assert "away from you" in table.journal("ben")[0]
    assert table.maya.sessions.show(table.id).code not in ("", old)
