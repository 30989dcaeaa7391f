"""The audience rule, said twice: in the domain and in SQL. Whatever the store is asked, the verdict is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings

from plc_tui.domain.audience import EVERYONE, Reader, may_read
from plc_tui.domain.errors import NotFound
from plc_tui.domain.journal import MASKED, Entry, Line
from plc_tui.domain.reviews import begins, on_the_day
from plc_tui.domain.values import Cursor
from plc_tui.store import (
    goals,
    journal_pages,
    notes,
    people,
    responses,
    reviews,
    schema,
    search,
    session_waiting,
    session_words,
    sessions,
    things,
)
from plc_tui.store.engine import Connection, Store
from plc_tui.store.lists import Filters
from store import communities as made_up
from store.communities import BEGAN, STATES, TAGS, Kept, MadeCommunity, communities

MANY = 1_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One open file; each community is written over the one before, so that statements are compiled only once."""
    opened = Store(tmp_path_factory.mktemp("visible") / "plc.db", must_exist=False)
    schema.prepare(opened, create=True)
    with opened.write() as connection:
        made_up.forget_the_journal(connection)
    yield opened
    opened.close()


@settings(max_examples=200, deadline=None)
@given(communities())
def test_every_query_of_the_store_gives_the_verdict_of_the_domain(store: Store, made: MadeCommunity) -> None:
    hold_against_each_other(store, made)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(communities())
def test_every_query_gives_the_verdict_of_the_domain_in_two_thousand_communities(
    store: Store, made: MadeCommunity
) -> None:
    hold_against_each_other(store, made)


def hold_against_each_other(store: Store, made: MadeCommunity) -> None:
    kept = made_up.keep(made, store)
    with store.read() as connection:
        for reader in kept.readers:
            assert people.reader(connection, reader.id) == reader
            expected = {name for name, thing in kept.readables.items() if may_read(reader, thing)}
            for check in CHECKS:
                check(connection, kept, reader, expected)


def _by_id(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    for name, kind in kept.kinds.items():
        try:
            found = things.resolve(connection, reader.id, name, kind)  # type: ignore[arg-type]  # a kind
        except NotFound:
            assert name not in expected
        else:
            assert found.id == name
            assert name in expected
    assert {n.id for n in notes.by_ids(connection, reader, kept.of_kind("note"))} == _of(kept, expected, "note")
    assert {g.id for g in goals.by_ids(connection, reader, kept.of_kind("goal"))} == _of(kept, expected, "goal")


def _by_the_beginning_of_an_id(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    """What is hidden neither answers to a beginning nor makes one ambiguous."""
    for letter in "ngwqrf":
        matching = {name for name in expected if name.startswith(letter)}
        try:
            assert things.resolve(connection, reader.id, letter).id in matching
        except NotFound:
            assert not matching
        except things.Invalid:
            assert len(matching) > 1


def _lists(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    for kind in sorted({"note", "goal"} & set(kept.kinds.values())):
        for whose in ("mine", "shared", "all"):
            wanted = {
                n
                for n in _of(kept, expected, kind)
                if whose == "all" or (kept.owners[n] == reader.id) is (whose == "mine")
            }
            assert _walk(connection, kept, reader, kind, whose, Filters()) == _in_order(kept, wanted)
            for filters, chosen in _filtered(kept, wanted, kind):
                assert _walk(connection, kept, reader, kind, whose, filters) == _in_order(kept, chosen)


def _filtered(kept: Kept, wanted: set[str], kind: str) -> Iterator[tuple[Filters, set[str]]]:
    yield Filters(owner_id="m1x"), {n for n in wanted if kept.owners[n] == "m1x"}
    for number in range(len(kept.made.seats)):
        circle = f"c{number}x"
        yield Filters(circle_id=circle), {n for n in wanted if circle in kept.readables[n].granted}
    if kind == "note":
        yield Filters(tag=TAGS[0]), {n for n in wanted if kept.tags.get(n) == TAGS[0]}
        for goal in kept.of_kind("goal"):
            yield Filters(goal_id=goal), {n for n in wanted if kept.note_goals.get(n) == goal}


def _walk(connection: Connection, kept: Kept, reader: Reader, kind: str, whose: str, filters: Filters) -> list[str]:
    """Turn every page of a list, two rows at a time."""
    turn = {"note": notes.page, "goal": goals.page}[kind]
    found: list[str] = []
    after = None
    while True:
        page = turn(connection, reader, whose, filters, after, 2)  # type: ignore[arg-type]  # as typed
        found += [item.id for item in page.items]
        if page.next is None:
            return found
        assert page.next == Cursor(kept.touched[found[-1]], found[-1])
        after = page.next


def _pages_of_whole_values(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    page = notes.page(connection, reader, "all", Filters(), None, MANY)
    assert [note.id for note in page.items] == _in_order(kept, _of(kept, expected, "note"))
    for note in page.items:
        goal = kept.note_goals.get(note.id)
        assert note.goal == (goal if goal in expected else None)
    goal_page = goals.page(connection, reader, "all", Filters(), None, MANY)
    assert [goal.id for goal in goal_page.items] == _in_order(kept, _of(kept, expected, "goal"))


def _responses(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    visible = _of(kept, expected, "response")
    for root in [*kept.of_kind("note"), *kept.of_kind("goal")]:
        wanted = {name for name in visible if kept.about[name] == root}
        assert {r.id for r in responses.of(connection, reader, root)} == wanted
    for name in kept.of_kind("response"):
        assert (responses.by_id(connection, reader, name) is not None) is (name in expected)
    assert {r.id for r in responses.mine(connection, reader)} == {n for n in visible if kept.owners[n] == reader.id}
    threads = responses.to_owner(connection, reader)
    to_mine = {n for n in visible if kept.owners[kept.about[n]] == reader.id}
    assert {r.id for thread in threads.values() for r in thread} == to_mine
    assert all(kept.about[r.id] == root for root, thread in threads.items() for r in thread)
    to_me = {n for n in visible if kept.owners[n] != reader.id and kept.owners[kept.about[n]] == reader.id}
    assert {r.id for r in responses.unseen(connection, reader, MANY)} == to_me


def _reviews(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    visible = _of(kept, expected, "request")
    for name in kept.of_kind("request"):
        assert (reviews.with_id(connection, reader, name) is not None) is (name in expected)
    own = {n for n in visible if kept.owners[n] == reader.id}
    assert {r.id for r in reviews.of_author(connection, reader)} == own
    assert {r.id for r in reviews.to_reader(connection, reader)} == visible - own


def _search(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    assert _found(connection, reader, search.Query("everybody")) == expected
    assert _found(connection, reader, search.Query("learn")) == expected
    for name in [*(kept.kinds.keys() - expected), *sorted(expected)[:1]]:
        assert _found(connection, reader, search.Query(name)) == {name} & expected
    for kind in set(kept.kinds.values()):
        assert _found(connection, reader, search.Query("learning", kind=kind)) == _of(kept, expected, kind)
    tagged = {n for n in expected if kept.tags.get(n) == TAGS[1]}
    assert _found(connection, reader, search.Query("", tag=TAGS[1])) == tagged
    assert _found(connection, reader, search.Query("", since=BEGAN + timedelta(days=1))) == set()


def _search_by_author_never_names_who_is_masked(
    connection: Connection, kept: Kept, reader: Reader, expected: set[str]
) -> None:
    masked = {n for n in kept.of_kind("request") if kept.made.things[int(n[1])].on % 2 == 1}
    masked |= {n for n in kept.of_kind("review") if kept.about[n] in masked}
    for author in {r.id for r in kept.readers}:
        wanted = {n for n in expected - masked if kept.owners[n] == author}
        assert _found(connection, reader, search.Query("everybody", author_id=author)) == wanted
    for hit in search.find(connection, reader, search.Query("everybody"), MANY).items:
        if hit.id in masked and kept.owners[hit.id] != reader.id:
            assert (hit.author.id, hit.author.handle) == ("", "")


def _counts(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    """ "More" is said of what she may read only."""
    for count in {1, max(1, len(expected)), len(expected) + 1}:
        found = search.find(connection, reader, search.Query("everybody"), count)
        assert (len(found.items), found.more) == (min(count, len(expected)), len(expected) > count)


def _tags_and_shelves(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    visible = _of(kept, expected, "note")
    assert set(notes.tags_seen(connection, reader)) == {kept.tags[n] for n in visible if n in kept.tags}
    answered = {kept.about[n] for n in kept.of_kind("response") if not kept.readables[n].in_bin}
    shared = {n for n in visible if kept.owners[n] != reader.id}
    found = notes.unanswered(connection, reader, BEGAN - timedelta(days=1), MANY)
    assert {note.id for note in found} == shared - answered
    own = {n for n in visible if kept.owners[n] == reader.id}
    around = notes.of_owner_between(connection, reader, BEGAN - timedelta(days=1), BEGAN + timedelta(days=1))
    assert {note.id for note in around} == own


def _journal(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    """Nobody reads a line that is not about her; what she may not read has no title and no door; a mask no name."""
    hers = [line for line in kept.lines if _is_about(line, reader)]
    entries = _turn_journal(connection, reader)
    assert _told(entries) == Counter(_as_told(kept, line, reader, expected) for line in hers)
    assert [(e.at, e.number) for e in entries] == sorted(((e.at, e.number) for e in entries), reverse=True)
    for entry in entries:
        assert entry.actor is not None
        assert (entry.at == begins(on_the_day(entry.at))) is (entry.actor.id == MASKED)
    for name in list(kept.kinds)[:2]:
        found = journal_pages.of_thing(connection, reader, name, None, MANY).items
        family = {name} | {other for other in kept.of_kind("review") if kept.about[other] == name}
        about = [line for line in hers if line.thing in family]
        assert _told(found) == Counter(_as_told(kept, line, reader, expected) for line in about)
    shared = journal_pages.of_thing(connection, reader, "c0x", None, MANY).items
    assert list(shared) == [entry for entry in entries if entry.whom and entry.whom.id == "c0x"]


Told = tuple[str | None, str, str, str | None, str | None]


def _told(entries: Iterable[Entry]) -> Counter[Told]:
    return Counter((e.thing, e.opens, e.title, e.whom and e.whom.id, e.actor and e.actor.id) for e in entries)


def _as_told(kept: Kept, line: Line, reader: Reader, expected: set[str]) -> Told:
    """A review leads to its request, a response to what it answers; everything else to itself."""
    thing = line.thing or ""
    to = kept.about[thing] if line.kind in ("review", "response") else thing
    opens = to if (thing if line.kind == "response" else to) in expected else ""
    title = f"everybody writes about learning {to}" if opens and line.kind != "response" else ""
    return (thing if opens or line.actor == reader.id else None, opens, title, line.principal, line.actor)


def _is_about(line: Line, reader: Reader) -> bool:
    return reader.active and line.without != reader.id and bool(line.about & (reader.circles | {reader.id, EVERYONE}))


def _turn_journal(connection: Connection, reader: Reader) -> list[Entry]:
    """Turn every page, three lines at a time."""
    found: list[Entry] = []
    after = None
    while True:
        page = journal_pages.page(connection, reader, after, 3)
        found += page.items
        if page.next is None:
            return found
        after = page.next


def _sessions(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    visible, every = _of(kept, expected, "session"), kept.of_kind("session")
    for name in every:
        assert (sessions.with_id(connection, reader, name) is not None) is (name in expected)
        assert sessions.revision(connection, reader, name) == (0 if name in expected else None)
    assert [s.id for s in sessions.with_ids(connection, reader, every)] == [name for name in every if name in visible]
    for state in STATES:
        wanted = {name for name in visible if kept.states[name] == state}
        assert {s.id for s in sessions.in_state(connection, reader, state)} == wanted
    over = {name for name in visible if kept.states[name] == "closed"}
    assert {s.id for s in sessions.latest(connection, reader, MANY)} == over
    assert len(sessions.latest(connection, reader, 1)) == min(1, len(over))
    held = {name for name in visible if kept.circles[name] == "c0x" and kept.states[name] != "cancelled"}
    ahead, behind = sessions.of_circle(connection, reader, "c0x", MANY)
    assert {s.id for s in (*ahead, *behind)} == held
    assert {s.id for s in behind} == held & over


def _home(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    visible, day = _of(kept, expected, "session"), timedelta(days=1)
    today = session_waiting.sessions(connection, reader, BEGAN - day, BEGAN + day)
    assert {each.id for each in today} == {name for name in visible if kept.states[name] in ("open", "planned")}
    later = session_waiting.sessions(connection, reader, BEGAN + day, BEGAN + day)
    assert {each.id for each in later} == {name for name in visible if kept.states[name] == "open"}
    own = {
        name
        for name, (session, member) in kept.owed.items()
        if session in visible and member == reader.id and kept.made.things[int(session[1])].tag == 0
    }
    assert {each.id for each in session_waiting.commitments(connection, reader)} == own


def _promises(connection: Connection, kept: Kept, reader: Reader, expected: set[str]) -> None:
    """Of what is owed one knows what is owed in sessions one may read; of one's own too."""
    still = {
        name: (session, member)
        for name, (session, member) in kept.owed.items()
        if session in expected and kept.made.things[int(session[1])].tag < 2
    }
    own = {name for name, (_, member) in still.items() if member == reader.id}
    assert {each.id for each in session_words.owed_by(connection, reader)} == own
    here = {name for name, (session, _) in still.items() if kept.circles[session] == "c0x"}
    assert {each.id for each in session_words.owed_in_circle(connection, reader, "c0x")} == here


CHECKS = (
    _by_id,
    _by_the_beginning_of_an_id,
    _lists,
    _pages_of_whole_values,
    _responses,
    _reviews,
    _search,
    _search_by_author_never_names_who_is_masked,
    _counts,
    _tags_and_shelves,
    _journal,
    _sessions,
    _home,
    _promises,
)


def _of(kept: Kept, expected: set[str], kind: str) -> set[str]:
    return {name for name in expected if kept.kinds[name] == kind}


def _in_order(kept: Kept, names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (kept.touched[name], name), reverse=True)


def _found(connection: Connection, reader: Reader, query: search.Query) -> set[str]:
    return {hit.id for hit in search.find(connection, reader, query, MANY).items}
