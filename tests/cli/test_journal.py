from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell


@pytest.fixture
def shared(plc: Shell) -> str:
    """A note of Maya's that Ben could read for a while."""
    note = plc.id("note", "add", "--title", "Wait time", "I waited.")
    plc("note", "share", note, "--with", "ben")
    plc("note", "share", note, "--only-me")
    return note


def test_the_journal_is_told_in_sentences_newest_first(plc: Shell, shared: str) -> None:
    out = plc("journal", shared).out.splitlines()
    assert out[0] == "You took the note “Wait time” away from Ben Ito."
    assert out[1].endswith(f" · {shared}")
    assert out[2] == "You opened the note “Wait time” to Ben Ito."
    assert "Maya Okafor took a note of hers away from you." in plc("journal", as_="ben").out
    assert shared not in plc("journal", as_="tomas").out


def test_programs_read_it_as_json_or_as_fields(plc: Shell, shared: str) -> None:
    said = plc("journal", shared, "--json").json()
    assert said["schema"] == "plc.journal.list/1"
    newest = said["items"][0]
    assert newest.pop("when").endswith("Z")
    assert newest == {
        "actor": "maya",
        "act": "took away",
        "kind": "note",
        "thing": shared,
        "title": "Wait time",
        "whom": {"kind": "member", "handle": "ben", "name": "Ben Ito"},
    }
    fields = plc("journal", shared, "--plain").out.splitlines()[0].split("\t")
    assert [fields[0], *fields[2:]] == [
        *(shared, "maya", "took away", "note", "ben"),
        "You took the note “Wait time” away from Ben Ito.",
    ]
    his = plc.items("journal", as_="ben")[0]
    assert (his["act"], his["thing"], his["title"]) == ("took away", None, ""), "he may not read it any more"


def test_it_is_narrowed_by_thing_circle_day_and_number(plc: Shell, shared: str) -> None:
    other = plc.id("note", "add", "--title", "Other", "Words.")
    plc("note", "share", other, "--circle", "maths")
    assert {each["thing"] for each in plc.items("journal", shared)} == {shared}
    assert {each["act"] for each in plc.items("journal", "maths")} == {"made", "added", "gave"}
    assert len(plc.items("journal", "--limit", "2")) == 2
    assert len(plc.items("journal", "--since", "today")) == len(plc.items("journal")) > 5
    assert "Since " in plc("journal", "--since", "yesterday").err
    plc("journal", "--since", "banana", expect=2)


def test_what_never_concerned_her_is_as_if_it_did_not_exist(plc: Shell, shared: str) -> None:
    hidden, unknown = (plc("journal", name, as_="tomas", expect=3) for name in (shared, "nzzz9"))
    assert (hidden.out, hidden.err) == (unknown.out, unknown.err)
    assert plc("journal", shared[:2], as_="tomas", expect=3).err == unknown.err
    mine = plc.id("note", "add", "Words.", as_="tomas")
    assert "Nothing here has changed" in plc("journal", mine, as_="tomas").err
