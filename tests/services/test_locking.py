from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from community import Riverside
from plc_tui import sealing
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.errors import Conflict, Invalid, NotFound, NotPermitted, PlcError, Shut, StaleEdit, UnusableFile
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote, Note
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.services.keeping import NEVER
from plc_tui.services.keyring import QUIET
from plc_tui.services.opening import open_plc
from plc_tui.services.records import record

PASSPHRASE = "a bicycle made of rain"
#: Words that stand nowhere else, so that finding half of one in a file means it leaked.
WORDS = ("zebrafinch", "marmaladejar", "quicksilvery", "hollyhocktag", "xylophonist", "nightjarring")


@pytest.fixture
def maya(riverside: Riverside) -> Iterator[Plc]:
    with riverside.at("maya") as plc:
        yield plc


def secret_note(maya: Plc) -> Note:
    """A note with two versions, tags, a goal and a draft, each with a word of its own."""
    goal = maya.goals.add(NewGoal(Wording("Do they ask?"))).id
    note = maya.notes.add(NewNote("The zebrafinch sang #hollyhocktag", "A marmaladejar", goal=goal))
    maya.notes.edit(note.id, body="The quicksilvery zebrafinch sang #hollyhocktag")
    maya.drafts.keep(f"note:{note.id}", {"title": "A marmaladejar", "body": "The xylophonist came."})
    return note


def leaks(folder: Path) -> set[tuple[str, str]]:
    """Return which of the words, or halves of them, stand in which raw file."""
    found = set()
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        for word in WORDS:
            for part in (word, word[: len(word) // 2 + 1], word[len(word) // 2 - 1 :]):
                if part.encode() in data or part.encode("utf-16-le") in data:
                    found.add((path.name, part))
    return found


def test_a_locked_note_is_in_no_byte_of_the_files(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    assert leaks(riverside.path.parent), "the test must be able to find them"
    maya.locks.begin(PASSPHRASE)
    locked = maya.locks.lock(note.id)
    assert leaks(riverside.path.parent) == set()
    assert (locked.locked, locked.shut, locked.title) == (True, False, "A marmaladejar")
    maya.notes.edit(note.id, body="The nightjarring xylophonist", tags=["hollyhocktag"])
    maya.drafts.keep(f"note:{note.id}", {"body": "zebrafinch again"})
    assert leaks(riverside.path.parent) == set()
    maya.close()
    assert leaks(riverside.path.parent) == set()


def test_it_is_shut_in_every_new_sitting_until_the_passphrase_is_given(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    again = open_plc(riverside.path, as_handle="maya")
    shut = again.notes.show(note.id)
    assert (shut.locked, shut.shut, shut.title, shut.body, shut.tags, shut.goal) == (True, True, "", "", (), None)
    assert record(shut)["title"] is None
    assert record(shut)["body"] is None
    (draft,) = again.drafts.list()
    assert (draft.locked, draft.shut, draft.fields) == (True, True, {})
    with pytest.raises(NotPermitted, match="passphrase does not open"):
        again.locks.open(PASSPHRASE + "!")
    again.locks.open(PASSPHRASE)
    assert again.notes.show(note.id).body == "The quicksilvery zebrafinch sang #hollyhocktag"
    assert again.notes.show(note.id).tags == ("hollyhocktag",)
    assert again.notes.show(note.id, 1).body == "The zebrafinch sang #hollyhocktag"
    assert [v.number for v in again.notes.history(note.id)] == [1, 2]
    assert again.drafts.list()[0].fields["body"] == "The xylophonist came."
    again.locks.shut()
    assert again.notes.show(note.id).shut
    again.close()


def test_while_it_is_shut_nothing_can_be_done_with_its_words(maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    maya.locks.shut()
    for act in (
        lambda: maya.notes.edit(note.id, body="over it"),
        lambda: maya.notes.edit(note.id, tags=["a"]),
        lambda: maya.notes.link(note.id, None),
        lambda: maya.notes.history(note.id),
        lambda: maya.notes.show(note.id, 1),
        lambda: maya.locks.take_off(note.id),
        lambda: maya.locks.copy(note.id),
        lambda: maya.notes.add(NewNote("a"), locked=True),
        lambda: maya.drafts.keep(f"note:{note.id}", {"body": "in the open"}),
        lambda: maya.drafts.keep("note:new", {"body": "in the open", "locked": "yes"}),
        lambda: list(maya.exporting.files("jsonl", with_locked=True)),
    ):
        with pytest.raises(Shut):
            act()
    assert maya.drafts.find("note:new") is None


def test_find_and_the_lists_by_tag_and_goal_include_it_only_while_it_is_open(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    (hit,) = maya.finding.find("zebraf").items
    assert (hit.id, hit.title) == (note.id, "A marmaladejar")
    assert ("zebrafinch", True) in hit.snippet
    assert [h.id for h in maya.finding.find("", tag="hollyhocktag").items] == [note.id]
    assert [h.id for h in maya.finding.find("QUICKSILVERY Zebrafinch", kind="note", by="maya").items] == [note.id]
    assert maya.finding.find("zebrafinch", kind="goal").items == ()
    assert maya.finding.find("zebrafinch", by="ben").items == ()
    assert maya.finding.find("zebra quick").items == (), "only the last word may be the beginning of one"
    assert maya.finding.find("zebraf", since=date(2100, 1, 1)).items == ()
    assert [n.id for n in maya.notes.list(tag="hollyhocktag").items] == [note.id]
    assert "hollyhocktag" in maya.notes.tags()
    assert len(maya.notes.list().items) == len({n.id for n in maya.notes.list().items})
    maya.locks.shut()
    assert maya.finding.find("zebraf").items == ()
    assert maya.notes.list(tag="hollyhocktag").items == ()
    assert "hollyhocktag" not in maya.notes.tags()
    assert [n.id for n in maya.notes.list().items] == [note.id]
    with riverside.at("ben") as ben:
        assert ben.finding.find("zebraf").items == ()


def test_locking_takes_it_away_from_whoever_read_it(riverside: Riverside, maya: Plc) -> None:
    note = maya.notes.add(NewNote("The zebrafinch sang"))
    maya.notes.share(note.id, EVERYONE_HERE)
    maya.locks.begin(PASSPHRASE)
    assert "Everyone here" in maya.locks.stays_plain(note.id).readers
    with riverside.at("ben") as ben:
        ben.responses.add(note.id, "encourage", "Go on")
        assert maya.locks.stays_plain(note.id).responses == 1
        locked = maya.locks.lock(note.id)
        assert locked.audience.kind == "me"
        assert maya.audience.words(note.id) == "Only you, locked with your passphrase"
        with pytest.raises(NotFound):
            ben.notes.show(note.id)


def test_what_is_locked_is_shared_with_nobody_but_a_plain_copy_can_be(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    with pytest.raises(Invalid, match="plain copy"):
        maya.notes.share(note.id, EVERYONE_HERE)
    with pytest.raises(Invalid, match="plain copy"):
        maya.reviews.ask(NewRequest(note.id, "Do I?", with_people("ben")))
    with pytest.raises(Invalid, match="locked"):
        maya.responses.add(note.id, "wonder", "What if?")
    copy = maya.locks.copy(note.id)
    assert (copy.locked, copy.title, copy.body) == (False, "A marmaladejar", maya.notes.show(note.id).body)
    assert copy.audience.kind == "me"
    maya.notes.share(copy.id, with_people("ben"))
    with riverside.at("ben") as ben:
        assert ben.notes.show(copy.id).body == copy.body
        with pytest.raises(NotFound):
            ben.notes.show(note.id)


def test_a_note_under_review_is_not_locked_behind_the_reviewers_back(maya: Plc) -> None:
    note = maya.notes.add(NewNote("The zebrafinch sang"))
    maya.reviews.ask(NewRequest(note.id, "Do I?", with_people("ben")))
    maya.locks.begin(PASSPHRASE)
    assert maya.locks.stays_plain(note.id).copies == 1
    with pytest.raises(Invalid, match="reviewing"):
        maya.locks.lock(note.id)
    assert not maya.notes.show(note.id).locked


def test_the_lock_comes_off_with_everything_as_it_was(maya: Plc) -> None:
    note = secret_note(maya)
    before = maya.notes.show(note.id)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    after = maya.locks.take_off(note.id)
    for name in ("title", "body", "tags", "model", "stage", "goal", "version", "created", "audience"):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.locked, after.shut) == (False, False)
    assert [v.body for v in maya.notes.history(note.id)] == [
        "The zebrafinch sang #hollyhocktag",
        "The quicksilvery zebrafinch sang #hollyhocktag",
    ]
    maya.locks.shut()
    assert [hit.id for hit in maya.finding.find("zebraf").items] == [note.id]


def test_a_stale_edit_of_a_locked_note_keeps_both_texts_sealed(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    maya.notes.edit(note.id, body="One nightjarring", expect=2)
    with pytest.raises(StaleEdit):
        maya.notes.edit(note.id, body="Other nightjarring", expect=2)
    assert [(v.body, v.set_aside) for v in maya.notes.history(note.id)][-2:] == [
        ("One nightjarring", False),
        ("Other nightjarring", True),
    ]
    assert leaks(riverside.path.parent) == set()


def test_a_note_can_be_locked_from_its_first_word(riverside: Riverside, maya: Plc) -> None:
    maya.locks.begin(PASSPHRASE)
    maya.drafts.keep("note:new", {"title": "", "body": "The zebrafinch", "locked": "yes"})
    assert leaks(riverside.path.parent) == set()
    note = maya.notes.add(NewNote("The zebrafinch sang", tags=("hollyhocktag",)), locked=True)
    assert (note.locked, note.title) == (True, "The zebrafinch sang")
    assert leaks(riverside.path.parent) == set()


def test_a_draft_begun_in_the_open_leaves_nothing_behind_when_it_is_locked(riverside: Riverside, maya: Plc) -> None:
    maya.locks.begin(PASSPHRASE)
    maya.drafts.keep("note:new", {"body": "The zebrafinch in the open"})
    assert leaks(riverside.path.parent)
    maya.drafts.keep("note:new", {"body": "The zebrafinch in the open", "locked": "yes"})
    assert leaks(riverside.path.parent) == set()
    assert maya.drafts.find("note:new").fields["body"] == "The zebrafinch in the open"  # type: ignore[union-attr]


def test_locking_a_note_seals_what_another_window_keeps_beside_its_draft(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    with riverside.at("maya") as elsewhere:
        beside = elsewhere.drafts.keep(f"note:{note.id}", {"body": "A nightjarring sound."}, NEVER)
    assert beside.place == f"note:{note.id}~2"
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    assert leaks(riverside.path.parent) == set()
    found = maya.drafts.find(beside.place)
    assert found is not None
    assert (found.locked, found.updated, dict(found.fields)) == (
        True,
        beside.updated,
        {"body": "A nightjarring sound."},
    )


def test_a_locked_draft_moves_only_while_it_is_open(maya: Plc) -> None:
    maya.locks.begin(PASSPHRASE)
    maya.drafts.keep("note:new", {"body": "first", "locked": "yes"})
    seen = datetime(2000, 1, 1, tzinfo=UTC)
    beside = maya.drafts.keep("note:new", {"body": "second", "locked": "yes"}, seen).place
    assert beside == "note:new~2"
    maya.drafts.take_up(beside)
    bodies = {draft.place: draft.fields["body"] for draft in maya.drafts.list()}
    assert bodies == {"note:new": "second", "note:new~2": "first"}
    maya.locks.shut()
    with pytest.raises(Shut):
        maya.drafts.take_up(beside)
    assert len(maya.drafts.list()) == 2


def test_changing_the_passphrase_touches_no_note_and_shuts_the_old_one_out(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    code = maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    before = sealed_rows(maya)
    maya.locks.change(PASSPHRASE, "an orchard under water")
    assert sealed_rows(maya) == before
    again = open_plc(riverside.path, as_handle="maya")
    with pytest.raises(NotPermitted):
        again.locks.open(PASSPHRASE)
    again.locks.open("an orchard under water")
    assert not again.notes.show(note.id).shut
    again.close()
    with pytest.raises(NotPermitted):
        maya.locks.change("not the passphrase", "another long one")
    assert maya.locks.recover(code, "a third and last one") != code


def sealed_rows(plc: Plc) -> list[bytes]:
    with plc.store.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT sealed FROM note_version ORDER BY number")]


def test_the_recovery_code_opens_once_and_is_then_another(riverside: Riverside, maya: Plc) -> None:
    note = secret_note(maya)
    code = maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    with riverside.at("maya") as lost:
        with pytest.raises(NotPermitted, match="recovery code does not open"):
            lost.locks.recover(code[:-1] + ("2" if code[-1] != "2" else "3"), "an orchard under water")
        following = lost.locks.recover(code.lower(), "an orchard under water")
        assert lost.notes.show(note.id).title == "A marmaladejar"
        with pytest.raises(NotPermitted):
            lost.locks.recover(code, "yet another passphrase")
        assert lost.locks.recover(following, "yet another passphrase")


def test_a_new_code_takes_the_place_of_a_lost_one(maya: Plc) -> None:
    code = maya.locks.begin(PASSPHRASE)
    with pytest.raises(NotPermitted):
        maya.locks.new_code(PASSPHRASE + "!")
    another = maya.locks.new_code(PASSPHRASE)
    with pytest.raises(NotPermitted):
        maya.locks.recover(code, "an orchard under water")
    assert maya.locks.recover(another, "an orchard under water")


def test_two_windows_never_change_one_key_over_each_other(
    riverside: Riverside, maya: Plc, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya.locks.begin(PASSPHRASE)
    other = open_plc(riverside.path, as_handle="maya")
    stretched = sealing.wrap

    def meanwhile(*args: Any, **more: Any) -> bytes:
        monkeypatch.setattr(sealing, "wrap", stretched)
        other.locks.change(PASSPHRASE, "the other was quicker")
        return stretched(*args, **more)

    monkeypatch.setattr(sealing, "wrap", meanwhile)
    with pytest.raises(Conflict):
        maya.locks.change(PASSPHRASE, "an orchard under water")
    other.locks.open("the other was quicker")
    other.close()


def test_giving_up_deletes_locked_notes_and_nothing_else(riverside: Riverside, maya: Plc) -> None:
    plain = maya.notes.add(NewNote("An open one"))
    note = secret_note(maya)
    binned = maya.notes.add(NewNote("nightjarring"))
    maya.locks.begin(PASSPHRASE)
    for one in (note, binned):
        maya.locks.lock(one.id)
    maya.bin.put(binned.id)
    other = open_plc(riverside.path, as_handle="maya")
    other.locks.open(PASSPHRASE)
    assert maya.locks.give_up() == 2
    assert [n.id for n in maya.notes.list().items] == [plain.id]
    assert maya.drafts.list() == ()
    assert maya.locks.state().passphrase is False
    with pytest.raises(Shut, match="given up"):
        other.notes.add(NewNote("sealed with a key that is gone"), locked=True)
    other.close()
    maya.locks.begin("a new beginning here")
    assert maya.notes.add(NewNote("again"), locked=True).locked


@pytest.mark.parametrize("short", ["", "short", "         ", "é" * 4])
def test_a_passphrase_that_is_guessed_in_an_afternoon_is_refused(maya: Plc, short: str) -> None:
    with pytest.raises(Invalid, match="at least 10"):
        maya.locks.begin(short)
    assert not maya.locks.state().passphrase


def test_there_is_one_passphrase_and_it_must_be_there(maya: Plc) -> None:
    note = maya.notes.add(NewNote("words"))
    for act in (
        lambda: maya.locks.open(PASSPHRASE),
        lambda: maya.locks.change(PASSPHRASE, PASSPHRASE),
        lambda: maya.locks.recover("AAAA", PASSPHRASE),
        lambda: maya.locks.give_up(),
    ):
        with pytest.raises(Invalid, match="no passphrase yet"):
            act()
    with pytest.raises(Shut):
        maya.locks.lock(note.id)
    maya.locks.begin(PASSPHRASE)
    with pytest.raises(Invalid, match="already"):
        maya.locks.begin(PASSPHRASE)


def test_they_shut_themselves_after_fifteen_quiet_minutes(riverside: Riverside) -> None:
    now = [datetime(2026, 3, 2, 9, tzinfo=UTC)]
    plc = open_plc(riverside.path, as_handle="maya", clock=lambda: now[0])
    assert not plc.locks.due()
    plc.locks.begin(PASSPHRASE)
    now[0] += QUIET - timedelta(seconds=1)
    assert not plc.locks.due()
    plc.locks.used()
    now[0] += QUIET - timedelta(seconds=1)
    assert not plc.locks.due()
    now[0] += timedelta(seconds=1)
    assert plc.locks.due()
    plc.locks.shut()
    assert not plc.locks.due()
    plc.locks.used()
    assert not plc.locks.state().open
    plc.close()


def test_one_members_key_opens_nothing_of_anothers_put_in_its_place(riverside: Riverside, maya: Plc) -> None:
    """Whoever can write the file moves sealed texts about: between notes, versions and members."""
    maya.locks.begin(PASSPHRASE)
    first, second = (maya.notes.add(NewNote(words), locked=True) for words in ("zebrafinch", "quicksilvery"))
    maya.notes.edit(first.id, body="marmaladejar")
    with riverside.at("ben") as ben:
        ben.locks.begin("ben has one as well")
        his = ben.notes.add(NewNote("his own"), locked=True)
        with maya.store.write() as connection:
            swap = "UPDATE note_version SET sealed = (SELECT sealed FROM note_version WHERE note_id=? AND number=?)"
            for to, number, source in ((second.id, 1, first.id), (his.id, 1, first.id)):
                connection.exec_driver_sql(f"{swap} WHERE note_id=? AND number=?", (source, 1, to, number))
            connection.exec_driver_sql(f"{swap} WHERE note_id=? AND number=2", (first.id, 1, first.id))
        assert ben.notes.show(his.id).shut
    for note in (first, second):
        assert maya.notes.show(note.id).shut, "a text in another's place, or an earlier one, does not open"
    with suppress(PlcError):
        maya.locks.take_off(first.id)
    assert maya.notes.show(first.id).locked


def test_a_note_whose_mark_was_taken_away_in_the_file_takes_no_plain_word_and_can_be_locked_again(
    riverside: Riverside, maya: Plc
) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    maya.drafts.drop(f"note:{note.id}")
    with maya.store.write() as connection:
        connection.exec_driver_sql("UPDATE note SET locked = 0")
    assert maya.notes.show(note.id).body == ""
    with pytest.raises(UnusableFile, match="somebody changed the file"):
        maya.notes.edit(note.id, body="The nightjarring came.")
    assert maya.drafts.keep(f"note:{note.id}", {"body": "The nightjarring came."}).locked
    assert leaks(riverside.path.parent) == set()
    maya.locks.lock(note.id)
    assert maya.notes.show(note.id).body == "The quicksilvery zebrafinch sang #hollyhocktag"
    assert leaks(riverside.path.parent) == set()


def test_an_export_leaves_locked_notes_out_unless_they_are_wanted(maya: Plc) -> None:
    note = secret_note(maya)
    maya.locks.begin(PASSPHRASE)
    maya.locks.lock(note.id)
    for form in ("markdown", "jsonl", "html", "csv", "ics"):
        assert not any(word in text for _, text in maya.exporting.files(form) for word in WORDS)
    assert any("zebrafinch" in text for _, text in maya.exporting.files("markdown", with_locked=True))


def test_the_look_back_of_home_shows_no_locked_note_even_while_it_is_open(riverside: Riverside) -> None:
    now = [datetime(2025, 3, 2, 9, tzinfo=UTC)]
    plc = open_plc(riverside.path, as_handle="maya", clock=lambda: now[0])
    plc.locks.begin(PASSPHRASE)
    plc.notes.add(NewNote("Do zebrafinches sing?"), locked=True)
    now[0] += timedelta(days=365)
    assert plc.home.look().looking_back is None
    plc.close()
