"""The journal of who could read what: complete, only growing, and read by nobody it is not about."""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from community import Riverside
from plc_tui import services
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_circles, with_people
from plc_tui.domain.errors import NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.journal import Entry, Line, said
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.services import Plc, upkeep
from plc_tui.services.journaling import Hand, member_changed
from plc_tui.services.records import record
from plc_tui.store import journal, people, schema

T = TypeVar("T")
Act = Callable[[Plc], object]


def told(riverside: Riverside, who: str, thing: str | None = None) -> list[str]:
    """What a member's journal tells her, newest first, without who came when the file was made."""
    return [words for entry in lines(riverside, who, thing) if (words := said(entry, entry_reader(riverside, who)))]


def entry_reader(riverside: Riverside, who: str) -> str:
    return riverside.do(who, lambda plc: plc.actor.id)


def lines(riverside: Riverside, who: str, thing: str | None = None) -> tuple[Entry, ...]:
    def look(plc: Plc) -> tuple[Entry, ...]:
        found = plc.journal.of_thing(thing) if thing else plc.journal.page(count=1000)
        return tuple(entry for entry in found.items if thing or entry.kind not in ("member", "circle"))

    return riverside.do(who, look)


def note(riverside: Riverside, title: str = "Wait time") -> str:
    return riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited five seconds.", title)).id)


# Complete


def audience_rows(path: Path) -> object:
    """All that says who may read what and who belongs where."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            raw.execute(query).fetchall()
            for query in (
                "SELECT thing_id, principal, in_bin FROM audience_grant ORDER BY 1, 2",
                "SELECT circle_id, member_id, facilitator, joined IS NULL FROM circle_member ORDER BY 1, 2",
                "SELECT id FROM thing WHERE kind = 'response' AND in_bin ORDER BY 1",
                "SELECT id, login, keeper, left IS NULL FROM member ORDER BY 1",
            )
        ]


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM journal").fetchone()[0])


class Everything:
    """Every kind of act, one after the other, on one file; each may use what an earlier one made."""

    def __init__(self, riverside: Riverside) -> None:
        self.riverside, self.note, self.goal, self.response = riverside, "", "", ""
        self.session, self.code = "", ""
        self.requests: list[str] = []

    def acts(self) -> Iterator[tuple[str, str, Act]]:
        """Yield what is done, by whom, and how."""
        yield "write a note", "maya", self._write
        yield "save it", "maya", lambda plc: plc.notes.edit(self.note, body="Four seconds now.")
        yield "set a goal", "maya", self._set
        yield "tie them", "maya", lambda plc: plc.notes.link(self.note, self.goal)
        yield "keep a draft", "maya", lambda plc: plc.drafts.keep("note:new", {"body": "words"})
        for choice in (with_people("ben"), with_circles("maths"), EVERYONE_HERE, EVERYONE_HERE, with_people("ben")):
            yield f"share the note: {choice}", "maya", lambda plc, c=choice: plc.notes.share(self.note, c)
            yield f"share the goal: {choice}", "maya", lambda plc, c=choice: plc.goals.share(self.goal, c)
        yield "respond", "ben", self._respond
        yield "take the response back", "ben", lambda plc: plc.responses.withdraw(self.response)
        yield "put the response back", "ben", lambda plc: plc.bin.restore(self.response)
        yield from self._people()
        for masked in (False, True):
            yield from self._reviews(masked=masked)
        yield from self._sessions()
        yield from self._bin()
        yield from self._leaving()

    def _write(self, plc: Plc) -> None:
        self.note = plc.notes.add(NewNote("I waited five seconds.", "Wait time")).id

    def _set(self, plc: Plc) -> None:
        self.goal = plc.goals.add(NewGoal(Wording("Do I wait?"))).id

    def _respond(self, plc: Plc) -> None:
        self.response = plc.responses.add(self.note, "wonder", "Why five?").id

    def _people(self) -> Iterator[tuple[str, str, Act]]:
        yield "make a circle", "ben", lambda plc: plc.circles.new("talk", "Talk", "", ["sam"])
        yield "word it anew", "ben", lambda plc: plc.circles.edit("talk", purpose="Pupils talk")
        yield "invite", "ben", lambda plc: plc.circles.invite("talk", "aisha")
        yield "turn down", "aisha", lambda plc: plc.circles.leave("talk")
        yield "invite again", "ben", lambda plc: plc.circles.invite("talk", "aisha")
        yield "join", "aisha", lambda plc: plc.circles.join("talk")
        yield "leave, and another facilitates", "ben", lambda plc: plc.circles.leave("talk")
        yield "add a member", "maya", lambda plc: plc.members.add("tomas", "Tomas Vega")
        yield "say who she is", "maya", lambda plc: plc.members.edit("tomas", interests="Maps")
        yield "change her login", "maya", lambda plc: plc.members.edit("tomas", login="tvega")

    def _reviews(self, *, masked: bool) -> Iterator[tuple[str, str, Act]]:
        def here() -> str:
            return self.requests[-1]

        for choice, last in ((with_people("ben"), "close"), (with_circles("maths"), "withdraw")):
            yield f"ask {choice}", "maya", lambda plc, c=choice: self._ask(plc, c, masked)
            yield "ask one more", "maya", lambda plc: plc.reviews.invite(here(), ["sam"])
            yield "open to volunteers", "maya", lambda plc: plc.reviews.open_to_volunteers(here())
            yield "take", "aisha", lambda plc: plc.reviews.take(here())
            yield "give back", "aisha", lambda plc: plc.reviews.give_back(here())
            yield "take again", "aisha", lambda plc: plc.reviews.take(here())
            yield "write", "aisha", lambda plc: plc.reviews.write(here(), [("warm", "The silence fits.")])
            yield "send", "aisha", lambda plc: plc.reviews.send(here())
            yield "hand on", "sam", lambda plc: plc.reviews.hand_on(here(), "tomas")
            yield "decide", "maya", self._decide
            if last == "close":
                yield "not now", "ben", lambda plc: plc.reviews.decline(here())
                yield "close", "maya", lambda plc: plc.reviews.close(here(), "I count to four.")
            else:
                yield "withdraw", "maya", lambda plc: plc.reviews.withdraw(here())

    def _ask(self, plc: Plc, choice: object, masked: bool) -> None:
        new = NewRequest(self.note, "Do I wait too long?", choice, masked=masked, wanted=3)  # type: ignore[arg-type]  # a choice
        self.requests.append(plc.reviews.ask(new).id)

    def _decide(self, plc: Plc) -> None:
        sent = next(review for review in plc.reviews.show(self.requests[-1]).reviews if review.points)
        plc.reviews.decide(sent.points[0].id, "keep")

    def _sessions(self) -> Iterator[tuple[str, str, Act]]:
        """No work is brought and no console changes hands: those lines tell of something else than these rows."""
        yield "plan a session", "maya", self._plan
        yield "plan it better", "maya", lambda plc: plc.sessions.edit(self.session, focus="Do I wait?")
        yield "let somebody present", "maya", lambda plc: plc.sessions.edit(self.session, presenter="ben")
        yield "invite her who presents", "maya", lambda plc: plc.sessions.invite(self.session, "ben")
        yield "open it", "maya", self._open
        yield "come in by name", "aisha", lambda plc: plc.sessions.join(self.session)
        yield "come in by its code", "tomas", lambda plc: plc.sessions.join(self.code)
        yield "come in again", "tomas", lambda plc: plc.sessions.join(self.code)
        yield "end it", "maya", lambda plc: plc.sessions.close(self.session)
        yield "share what remains", "maya", lambda plc: plc.sessions.share_summary(self.session)
        yield "plan another", "maya", self._plan
        yield "call it off", "maya", lambda plc: plc.sessions.cancel(self.session)
        yield "throw it away", "maya", lambda plc: plc.bin.put(self.session)
        yield "take it out again", "maya", lambda plc: plc.bin.restore(self.session)

    def _plan(self, plc: Plc) -> None:
        self.session = plc.sessions.plan(NewSession("tuning", circle="maths")).id

    def _open(self, plc: Plc) -> None:
        self.code = plc.sessions.open(self.session).code

    def _bin(self) -> Iterator[tuple[str, str, Act]]:
        yield "delete", "maya", lambda plc: plc.bin.put(self.note)
        yield "restore", "maya", lambda plc: plc.bin.restore(self.note)
        yield "delete again", "maya", lambda plc: plc.bin.put(self.note)
        yield "delete for good", "maya", lambda plc: plc.bin.empty(self.note)
        yield "delete the goal", "maya", lambda plc: plc.bin.put(self.goal)
        yield "tidy", "maya", lambda _: self._much_later()

    def _much_later(self) -> None:
        with self.riverside.at("sam", days=40) as sam:
            assert sam.bin.tidy() == 1

    def _leaving(self) -> Iterator[tuple[str, str, Act]]:
        yield "remove a member", "maya", lambda plc: plc.members.remove("aisha")
        yield "leave the community", "sam", lambda plc: plc.members.remove("sam")


def test_whatever_changes_who_may_read_or_belong_is_written_down_and_nothing_else_is(riverside: Riverside) -> None:
    silent, idle = [], []
    for what, who, act in Everything(riverside).acts():
        rows, number = audience_rows(riverside.path), count(riverside.path)
        riverside.do(who, act)
        changed, written = audience_rows(riverside.path) != rows, count(riverside.path) > number
        silent += [f"{who}: {what}"] if changed and not written else []
        idle += [f"{who}: {what}"] if written and not changed else []
    assert not silent, f"These changed who may read something, and no line says so: {silent}"
    assert not idle, f"These wrote a line though nobody gained or lost anything: {idle}"


DOORS = {
    "put_place": {"circles", "demo"},
    "remove_place": {"circles"},
    "add_circle": {"circles"},
    "add_member": {"members", "opening", "roster"},
    "change_member": {"members", "roster", "handing_over"},  # the last undoes it in the same transaction
    "give": {"sharing", "review_places", "reviews", "planning", "coming_in"},
    "put_in_bin": {"keeping"},
    "delete_for_good": {"keeping"},
}
"""What of the store changes who may read or belong, and the modules that call it, with a line for the journal."""


def test_what_changes_who_may_read_is_called_only_where_the_journal_is_written() -> None:
    found: dict[str, set[str]] = {name: set() for name in DOORS}
    for path in Path(services.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                store = node.value.id in ("people", "things", "bins")
                if store and node.attr in DOORS:
                    found[node.attr].add(path.stem)
    assert found == DOORS, "a new call needs a line in the journal (services/journaling.py) and its place in DOORS"


def test_a_save_writes_no_line_and_sharing_one(riverside: Riverside) -> None:
    name = note(riverside)
    before = count(riverside.path)
    riverside.do("maya", lambda plc: plc.notes.edit(name, body="Four seconds."))
    assert count(riverside.path) == before
    riverside.do("maya", lambda plc: plc.notes.share(name, with_circles("maths")))
    assert count(riverside.path) == before + 1
    riverside.do("maya", lambda plc: plc.notes.share(name, with_circles("maths")))
    assert count(riverside.path) == before + 1


# For those it is about


def test_sharing_and_taking_away_is_told_to_the_two_it_is_about(riverside: Riverside) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    assert told(riverside, "maya") == ["You opened the note “Wait time” to Ben Ito."]
    assert told(riverside, "ben") == ["Maya Okafor opened the note “Wait time” to you."]
    riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    assert told(riverside, "ben") == [
        "Maya Okafor took a note of hers away from you.",
        "Maya Okafor opened a note of hers to you.",
    ]
    assert told(riverside, "sam") == []


def test_a_circle_s_line_is_for_those_who_were_in_it_then(riverside: Riverside) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_circles("maths")))
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    riverside.do("ben", lambda plc: plc.circles.join("maths"))
    assert told(riverside, "aisha") == ["Maya Okafor shared the note “Wait time” with Maths circle."]
    assert told(riverside, "ben") == [], "he reads the note now, and the line was written before he came"
    everything = riverside.do("ben", lambda plc: [said(e, plc.actor.id) for e in plc.journal.page().items])
    assert everything[:2] == ["You joined Maths circle.", "Maya Okafor invited you to Maths circle."]


def test_who_gave_something_to_a_circle_is_told_who_comes_to_read_it(riverside: Riverside) -> None:
    mine = riverside.do("sam", lambda plc: plc.notes.add(NewNote("Words.", "Sam's")).id)
    riverside.do("sam", lambda plc: plc.notes.share(mine, with_circles("maths")))
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    riverside.do("ben", lambda plc: plc.circles.join("maths"))
    newest = riverside.do("sam", lambda plc: [said(e, plc.actor.id) for e in plc.journal.page().items])
    assert newest[0] == "Ben Ito joined Maths circle."


def test_what_concerns_everyone_is_for_those_who_had_joined_by_then(riverside: Riverside) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, EVERYONE_HERE))
    riverside.do("maya", lambda plc: plc.members.add("tomas", "Tomas Vega"))
    riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    assert told(riverside, "sam") == [
        "Maya Okafor took a note of hers away from everyone here.",
        "Maya Okafor shared a note of hers with everyone here.",
    ]
    assert told(riverside, "tomas") == ["Maya Okafor took a note of hers away from everyone here."]


def test_whoever_left_reads_nothing_and_the_others_read_that_she_left(riverside: Riverside) -> None:
    with riverside.at("aisha") as aisha:
        riverside.do("maya", lambda plc: plc.members.remove("aisha"))
        with pytest.raises(NotPermitted):
            aisha.journal.page()
        with pytest.raises(NotPermitted):
            aisha.journal.of_thing("maths")
    newest = riverside.do("ben", lambda plc: {said(e, plc.actor.id) for e in plc.journal.page(count=1).items})
    assert newest == {"Maya Okafor removed Aisha Khan from the community."}
    assert "Aisha Khan left Maths circle." in riverside.do(
        "maya", lambda plc: [said(e, plc.actor.id) for e in plc.journal.of_thing("maths").items]
    )


def test_who_comes_back_reads_what_was_about_her_before_and_nothing_of_her_absence(riverside: Riverside) -> None:
    first, second, third = (note(riverside, title) for title in ("First", "Second", "Third"))
    aisha = entry_reader(riverside, "aisha")
    riverside.do("maya", lambda plc: plc.notes.share(first, EVERYONE_HERE))
    riverside.do("maya", lambda plc: plc.members.remove("aisha"))
    riverside.do("maya", lambda plc: plc.notes.share(second, EVERYONE_HERE))
    with riverside.at("maya") as maya, maya.store.write() as connection:
        people.change_member(connection, aisha, {"left": None})
        member_changed(Hand(connection, datetime.now(UTC), None), aisha, "member joined")
    riverside.do("maya", lambda plc: plc.notes.share(third, EVERYONE_HERE))
    things = [entry.thing for entry in lines(riverside, "aisha")]
    assert things == [third, first]
    newest = riverside.do("ben", lambda plc: [said(e, plc.actor.id) for e in plc.journal.page().items])
    assert newest[1] == "The server's roster: Aisha Khan joined the community."


def test_another_program_reads_a_line_as_soon_as_it_is_written(riverside: Riverside) -> None:
    name = note(riverside)
    with riverside.at("maya") as maya, riverside.at("ben") as ben:
        assert not any(entry.kind == "note" for entry in ben.journal.page().items)
        maya.notes.share(name, with_people("ben"))
        assert ben.changed()
        assert ben.journal.page(count=1).items[0].thing == name


def test_a_thing_s_own_page_is_found_by_whoever_could_read_it_once(riverside: Riverside) -> None:
    name = note(riverside)
    other = note(riverside, "Another")
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    riverside.do("maya", lambda plc: plc.notes.share(other, with_people("ben")))
    request = riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(name, "Why?", with_people("sam")))).id
    riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    assert len(told(riverside, "ben", name)) == 2
    assert told(riverside, "maya", name) == [
        "You took the note “Wait time” away from Ben Ito.",
        "You asked Sam Reyes for a review of “Wait time”.",
        "You opened the note “Wait time” to Ben Ito.",
    ]
    assert told(riverside, "sam", request) == ["Maya Okafor asked you for a review of “Wait time”."]
    for who, what in (("sam", name), ("aisha", name), ("ben", "nzzz9")):
        with pytest.raises(NotFound, match="Nothing here has that name"):
            riverside.do(who, lambda plc, what=what: plc.journal.of_thing(what))


def test_deleting_for_good_leaves_the_ids_and_no_word(riverside: Riverside) -> None:
    name = note(riverside, "Zygomorphic")
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    riverside.do("maya", lambda plc: plc.bin.put(name))
    riverside.do("maya", lambda plc: plc.bin.empty(name))
    assert told(riverside, "ben", name) == [
        "Maya Okafor deleted a note of hers for good.",
        "Maya Okafor put a note of hers into the bin.",
        "Maya Okafor opened a note of hers to you.",
    ]
    assert told(riverside, "maya", name)[0] == f"You deleted the note {name} for good."
    assert b"Zygomorphic" not in riverside.path.read_bytes()


def test_locking_is_told_to_whoever_could_read_the_note(riverside: Riverside) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))

    def lock(plc: Plc) -> None:
        plc.locks.begin("four words of mine")
        plc.locks.lock(name)
        assert "Wait time" not in [entry.title for entry in plc.journal.page().items]
        plc.locks.take_off(name)

    riverside.do("maya", lock)
    assert told(riverside, "ben")[0] == "Maya Okafor took a note of hers away from you."
    assert set(told(riverside, "maya")[:3]) == {
        "You took the lock off the note “Wait time”.",
        "You locked the note “Wait time”.",
        "You took the note “Wait time” away from Ben Ito.",
    }


# Only growing


def test_no_line_can_be_replaced(riverside: Riverside) -> None:
    with closing(sqlite3.connect(riverside.path)) as raw:
        before = raw.execute("SELECT * FROM journal").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match="the journal only grows"):
            raw.execute("REPLACE INTO journal SELECT number, at, NULL, act, thing_id, kind, principal FROM journal")
        assert raw.execute("SELECT * FROM journal").fetchall() == before


@pytest.mark.parametrize("table", ["journal", "journal_about"])
def test_no_line_can_be_changed_or_taken_out(riverside: Riverside, table: str) -> None:
    with closing(sqlite3.connect(riverside.path)) as raw:
        for statement in (f"UPDATE {table} SET number = 1", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="the journal only grows"):
                raw.execute(statement)


def test_a_backup_brings_the_journal_back(riverside: Riverside, tmp_path: Path) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    before = told(riverside, "ben")
    copy = tmp_path / "copy.db"
    with riverside.at("maya") as maya:
        schema.backup(maya.store, copy)
    riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    upkeep.restore(copy, riverside.path)
    assert told(riverside, "ben") == before
    with closing(sqlite3.connect(riverside.path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("DELETE FROM journal")


def test_a_page_costs_the_same_whatever_stands_in_others_journals(riverside: Riverside) -> None:
    name = note(riverside)

    def work(plc: Plc) -> int:
        ticks = 0

        def tick() -> int:
            nonlocal ticks
            ticks += 1
            return 0

        raw = plc.store.connection.connection.driver_connection
        assert raw is not None
        plc.journal.page(count=16)
        raw.set_progress_handler(tick, 10)
        plc.journal.page(count=16)
        raw.set_progress_handler(None, 0)
        return ticks

    riverside.do("maya", lambda plc: [plc.notes.share(name, c) for c in 12 * (with_people("ben"), ONLY_ME)])
    before = riverside.do("ben", work)
    others = frozenset(riverside.do(who, lambda plc: plc.actor.id) for who in ("maya", "sam"))
    line = Line("gave", "note", others, min(others), name)
    with riverside.at("maya") as maya, maya.store.write() as connection:
        journal.write(connection, datetime.now(UTC), [line] * 3_000)
    assert riverside.do("ben", work) <= before * 1.1


# What a mask hides


def masked(riverside: Riverside, *handles: str) -> str:
    name = note(riverside)
    choice = with_people(*handles) if handles else EVERYONE_HERE
    return riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(name, "Why?", choice, masked=True))).id


def sends(riverside: Riverside, who: str, request: str) -> None:
    def act(plc: Plc) -> None:
        plc.reviews.take(request)
        plc.reviews.write(request, [("warm", "The silence fits.")])
        plc.reviews.send(request)

    riverside.do(who, act)


def seen(entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    """All that leaves the store of some lines, as programs read it."""
    return [record(entry) for entry in entries]


def test_neither_side_of_a_masked_request_is_named_to_the_other(riverside: Riverside) -> None:
    request = masked(riverside, "ben", "aisha")
    sends(riverside, "ben", request)
    sends(riverside, "aisha", request)
    riverside.do("maya", lambda plc: plc.reviews.close(request, "Four seconds."))
    ben = told(riverside, "ben")
    assert "A colleague asked you for a review of “Wait time”." in ben
    assert "You sent a review of “Wait time”." in ben
    assert "A colleague closed the request for a review of “Wait time”." in ben
    everything = str(seen(lines(riverside, "ben"))) + " ".join(ben)
    for hidden in ("maya", "Maya", "aisha", "Aisha", entry_reader(riverside, "maya")):
        assert hidden not in everything
    maya = told(riverside, "maya")
    assert sum("sent a review" in words for words in maya) == 2
    for words in maya:
        assert "Ben" not in words or words == "You asked Ben Ito for a review of “Wait time”."
        assert "Aisha" not in words or words == "You asked Aisha Khan for a review of “Wait time”."


def test_a_masked_author_s_journal_does_not_move_when_a_colleague_steps_in_or_out(riverside: Riverside) -> None:
    request = masked(riverside)
    before = lines(riverside, "maya"), lines(riverside, "maya", request)
    for who in ("ben", "aisha"):
        riverside.do(who, lambda plc: plc.reviews.take(request))
        riverside.do(who, lambda plc: plc.reviews.hand_on(request, "sam"))
    assert (lines(riverside, "maya"), lines(riverside, "maya", request)) == before
    assert told(riverside, "sam", request)[0].startswith("A colleague asked")


def test_asking_a_colleague_by_name_tells_a_masked_author_nothing_of_what_he_has_done(riverside: Riverside) -> None:
    answers = []
    for done in ("nothing", "taken", "given back"):
        request = masked(riverside)
        if done != "nothing":
            riverside.do("ben", lambda plc, q=request: plc.reviews.take(q))
        if done == "given back":
            riverside.do("ben", lambda plc, q=request: plc.reviews.give_back(q))
        riverside.do("maya", lambda plc, q=request: plc.reviews.invite(q, ["ben"]))
        answers.append(told(riverside, "maya", request))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == "You asked Ben Ito for a review of “Wait time”."


def test_a_masked_line_says_the_day_alone_and_lies_where_the_day_begins(riverside: Riverside) -> None:
    """Among the lines of that day it comes last, so its place between them tells no hour either."""
    request = masked(riverside, "ben")
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    sends(riverside, "ben", request)
    riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    for who, words in (("ben", "asked you"), ("maya", "sent a review")):
        entries = lines(riverside, who)
        (at,) = [entry.at for entry in entries if words in said(entry, entry_reader(riverside, who))]
        assert (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)
        assert next(i for i, entry in enumerate(entries) if entry.masked) == len(entries) - 1


def test_masked_reviews_stand_in_an_order_that_tells_nothing(riverside: Riverside) -> None:
    first = set()
    for _ in range(12):
        request = masked(riverside, "ben", "aisha")
        for who in ("ben", "aisha"):
            sends(riverside, who, request)
        mine = riverside.do("ben", lambda plc, q=request: plc.reviews.show(q).reviews[0].id)
        sent = [entry.thing for entry in lines(riverside, "maya", request) if entry.act == "sent"]
        assert len(sent) == 2
        first.add(sent.index(mine))
        if len(first) == 2:
            break
    assert first == {0, 1}


def test_the_numbers_of_lines_tell_nothing_of_others_and_leave_the_program_nowhere(riverside: Riverside) -> None:
    name = note(riverside)
    for _ in range(6):
        riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
        riverside.do("maya", lambda plc: plc.notes.share(name, ONLY_ME))
    entries = lines(riverside, "ben")
    numbers = [entry.number for entry in entries]
    assert sorted(numbers) not in (numbers, numbers[::-1])
    assert "number" not in record(entries[0])


def test_a_masked_reviewer_is_not_led_from_the_note_to_its_request(riverside: Riverside) -> None:
    name = note(riverside)
    riverside.do("maya", lambda plc: plc.notes.share(name, with_people("ben")))
    riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(name, "Why?", with_people("ben"), masked=True)))
    assert told(riverside, "ben", name) == ["Maya Okafor opened the note “Wait time” to you."]


def test_the_first_line_tells_who_began_the_community(riverside: Riverside) -> None:
    oldest = riverside.do("maya", lambda plc: plc.journal.page(count=1000).items[-1])
    assert said(oldest, "") == "Maya Okafor joined the community."
