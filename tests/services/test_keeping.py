"""What is true of drafts and of the bin: nothing is lost by accident, and what is gone is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.domain.values import BIN_DAYS
from plc_tui.services import Plc
from plc_tui.services.journaling import Hand
from plc_tui.services.keeping import delete
from plc_tui.services.opening import open_plc


def shared(plc: Plc, title: str = "Wait time", body: str = "Words.") -> str:
    note = plc.notes.add(NewNote(body, title)).id
    plc.notes.share(note, EVERYONE_HERE)
    return note


def in_files(path: Path, words: str) -> bool:
    """Whether these words are in any byte of the community's files."""
    return any(words.encode() in file.read_bytes() for file in path.parent.glob(path.name + "*"))


# Drafts


def test_a_draft_is_its_writers_alone(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"title": "Hers", "body": ""}))
    with riverside.at("ben") as ben:
        assert ben.drafts.list() == ()
        assert ben.drafts.find("note:new") is None
        ben.drafts.drop("note:new")
        assert not ben.finding.find("Hers").items
    draft = riverside.do("maya", lambda plc: plc.drafts.find("note:new"))
    assert draft is not None
    assert draft.fields == {"title": "Hers", "body": ""}


def test_a_draft_holds_exactly_the_fields_kept_last(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        maya.drafts.keep("goal:new", {"question": "What", "why": "Because"})
        maya.drafts.keep("goal:new", {"question": "What if?"})
        assert [(d.place, d.fields) for d in maya.drafts.list()] == [("goal:new", {"question": "What if?"})]


@pytest.mark.parametrize("fields", [{"title": "", "body": "  \n "}, {}])
def test_empty_fields_leave_no_draft_and_take_the_earlier_one_away(
    riverside: Riverside, fields: dict[str, str]
) -> None:
    with riverside.at("maya") as maya:
        maya.drafts.keep("note:new", {"title": "Begun"})
        maya.drafts.keep("note:new", fields)
        assert maya.drafts.list() == ()


def test_drafts_come_newest_first_and_go_one_by_one(riverside: Riverside) -> None:
    times = iter(datetime(2026, 11, 22, 10, minute, tzinfo=UTC) for minute in range(9))
    maya = open_plc(riverside.path, as_handle="maya", clock=lambda: next(times))
    for place in ("note:new", "goal:new", "note:n123"):
        maya.drafts.keep(place, {"body": place})
    assert [draft.place for draft in maya.drafts.list()] == ["note:n123", "goal:new", "note:new"]
    maya.drafts.drop("goal:new")
    maya.drafts.drop("goal:new")
    assert [draft.place for draft in maya.drafts.list()] == ["note:n123", "note:new"]
    maya.close()


def test_a_draft_too_large_is_refused_and_the_earlier_one_stays(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        maya.drafts.keep("note:new", {"body": "Short."})
        with pytest.raises(Invalid):
            maya.drafts.keep("note:new", {"body": "x" * 1_000_001})
        draft = maya.drafts.find("note:new")
        assert draft is not None
        assert draft.fields == {"body": "Short."}


# The bin


def test_what_lies_in_the_bin_is_read_by_nobody_and_comes_back_as_it_was(riverside: Riverside) -> None:
    note = riverside.do("maya", shared)
    response = riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", "Whose silence?")).id
    riverside.do("maya", lambda plc: plc.bin.put(note))
    for who in ("maya", "ben"):
        with riverside.at(who) as plc:
            for look in (
                lambda: plc.notes.show(note),
                lambda: plc.responses.of(note),
                lambda: plc.audience.words(note),
            ):
                with pytest.raises(NotFound):
                    look()
            assert plc.notes.list("all").items == ()
            assert plc.finding.find("words").items == ()
            assert plc.finding.find("silence").items == ()
    riverside.do("maya", lambda plc: plc.bin.restore(note))
    with riverside.at("ben") as ben:
        assert ben.notes.show(note).title == "Wait time"
        assert [r.id for r in ben.responses.of(note)] == [response]
        assert len(ben.finding.find("silence").items) == 1


def test_only_its_owner_puts_a_thing_into_the_bin_or_takes_it_out(riverside: Riverside) -> None:
    note = riverside.do("maya", shared)
    with riverside.at("ben") as ben, pytest.raises(NotPermitted):
        ben.bin.put(note)
    riverside.do("maya", lambda plc: plc.bin.put(note))
    with riverside.at("ben") as ben:
        assert ben.bin.list() == ()
        for act in (ben.bin.restore, ben.bin.empty, ben.bin.put):
            with pytest.raises(NotFound):
                act(note)
    assert [binned.id for binned in riverside.do("maya", lambda plc: plc.bin.list())] == [note]


def test_a_hidden_thing_is_not_found_by_the_bin_either(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("Words.", "Hers alone"))).id
    with pytest.raises(NotFound):
        riverside.do("ben", lambda plc: plc.bin.put(note))


def test_the_bin_says_what_each_thing_is_and_until_when(riverside: Riverside) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    maya = open_plc(riverside.path, as_handle="maya", clock=lambda: now)
    goal = maya.goals.add(NewGoal(Wording("What is it?"))).id
    note = shared(maya)
    response = maya.responses.add(note, "encourage", "Go on.").id
    for thing in (goal, response, note):
        maya.bin.put(thing)
    found = {binned.id: (binned.kind, binned.title) for binned in maya.bin.list()}
    assert found == {goal: ("goal", "What is it?"), response: ("response", "Go on."), note: ("note", "Wait time")}
    assert {binned.gone for binned in maya.bin.list()} == {now + timedelta(days=BIN_DAYS)}
    maya.close()


def test_work_under_review_is_not_deleted_behind_the_reviewers_back(riverside: Riverside) -> None:
    note = riverside.do("maya", shared)
    request = riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(note, "Help?", with_people("ben")))).id
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid, match="reviewing"):
            maya.bin.put(note)
        maya.reviews.withdraw(request)
        maya.bin.put(note)


def test_what_is_deleted_for_good_is_in_no_byte_of_the_file(riverside: Riverside) -> None:
    secret, said = "Zygomorphicwords", "Quixoticanswer"
    note = riverside.do("maya", lambda plc: shared(plc, f"{secret} title", f"{secret} body #{secret}"))
    riverside.do("maya", lambda plc: plc.notes.edit(note, body=f"{secret} again"))
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", said))
    assert in_files(riverside.path, secret)
    with riverside.at("ben"):  # another program keeps the file open, and its journal with it
        riverside.do("maya", lambda plc: (plc.bin.put(note), plc.bin.empty(note)))
        for words in (secret, secret.lower(), said, said.lower()):
            assert not in_files(riverside.path, words)
    with riverside.at("maya") as maya:
        assert maya.bin.list() == ()
        assert maya.finding.find(secret).items == ()
        with pytest.raises(NotFound):
            maya.bin.restore(note)


def test_forgetting_that_was_cut_short_is_finished_at_the_next_tidying(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: shared(plc, "Zygomorphicwords"))
    maya = open_plc(riverside.path, as_handle="maya")
    maya.bin.put(note)
    with maya.bin._desk.writing() as sitting:
        delete(Hand.of(sitting), [note])
    maya.store.close()  # as it is when the program is killed right after the deletion
    assert in_files(riverside.path, "zygomorphicwords")
    assert riverside.do("ben", lambda plc: plc.bin.tidy()) == 0
    assert not in_files(riverside.path, "zygomorphicwords")


def test_emptying_takes_my_bin_and_nobody_elses(riverside: Riverside) -> None:
    for who in ("maya", "ben"):
        for _ in range(2):
            riverside.do(who, lambda plc: plc.bin.put(shared(plc)))
    assert riverside.do("maya", lambda plc: plc.bin.empty()) == 2
    assert len(riverside.do("ben", lambda plc: plc.bin.list())) == 2


def test_after_thirty_days_a_thing_is_gone_and_not_a_day_before(riverside: Riverside) -> None:
    moment = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    maya = open_plc(riverside.path, as_handle="maya", clock=lambda: moment[0])
    note = shared(maya)
    maya.bin.put(note)
    moment[0] += timedelta(days=BIN_DAYS)
    assert maya.bin.tidy() == 0
    assert [binned.id for binned in maya.bin.list()] == [note]
    moment[0] += timedelta(seconds=1)
    assert maya.bin.tidy() == 1
    assert maya.bin.list() == ()
    maya.close()


def test_a_goal_deleted_for_good_leaves_its_notes(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("What is it?"))).id
        note = maya.notes.add(NewNote("Words.", "On it", goal=goal)).id
        maya.bin.put(goal)
        assert maya.notes.show(note).goal is None
        maya.bin.empty(goal)
        assert maya.notes.show(note).goal is None
        maya.notes.edit(note, body="More words.")


def test_a_withdrawn_response_lies_in_its_writers_bin(riverside: Riverside) -> None:
    note = riverside.do("maya", shared)
    with riverside.at("ben") as ben:
        response = ben.responses.add(note, "wonder", "Whose?").id
        ben.responses.withdraw(response)
        assert [(b.id, b.kind) for b in ben.bin.list()] == [(response, "response")]
        assert ben.responses.of(note) == ()
        ben.bin.restore(response)
        assert [r.id for r in ben.responses.of(note)] == [response]


def test_a_thing_in_the_bin_is_named_by_the_beginning_of_its_id_when_that_is_enough(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note, goal = shared(maya), maya.goals.add(NewGoal(Wording("What?"))).id
        other = shared(maya)
        for thing in (note, goal, other):
            maya.bin.put(thing)
        assert maya.bin.restore("g").id == goal
        with pytest.raises(Invalid, match="more than one"):
            maya.bin.restore("n")
        for nothing in ("", "  ", "zzz"):
            with pytest.raises(NotFound):
                maya.bin.restore(nothing)
