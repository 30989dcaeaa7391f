"""The main job from end to end in the shell, as its users would script it: whole command lines on one real file.

The command runs inside this process, which is what makes some hundreds of them quick; `tests/cli` and the other
journeys run it as a process of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Shell
from once import once
from terminal import Result, shell

SECRET = "kingfisher"
"""A word that stands in everything Maya shares with Ben alone."""


@dataclass
class Shared:
    """One file, and the ids of what Maya and Ben wrote in it."""

    db: Path
    goal: str = ""
    note: str = ""
    response: str = ""
    request: str = ""
    review: str = ""
    point: str = ""

    def run(self, who: str, *args: str, stdin: str = "", expect: int | None = 0) -> Result:
        return Shell(self.db, pytest.MonkeyPatch())(*args, as_=who, stdin=stdin, expect=expect)

    def item(self, who: str, *args: str) -> dict[str, Any]:
        return self.run(who, *args, "--json").json()["item"]

    def items(self, who: str, *args: str) -> list[dict[str, Any]]:
        return self.run(who, *args, "--json").json()["items"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """A community in which the main job was done from end to end."""
    folder = once(tmp_path_factory, "told", tell)
    return Shared(folder / "plc.db", **json.loads((folder / "ids.json").read_text()))


def tell(folder: Path) -> None:
    """Walk the main job: a goal, a note, a response, a review, decisions, a new version, a closing."""
    it = Shared(folder / "plc.db")
    shell("init", "--name", "Riverside PLC", "--handle", "maya", "--display", "Maya Okafor", "--no-input", db=it.db)
    for handle, name in (("ben", "Ben Ito"), ("carol", "Carol Diaz")):
        it.run("maya", "member", "add", handle, "--display", name)
    it.run("maya", "circle", "new", "maths", "--title", "Maths circle", "--member", "ben", "--member", "maya")
    _goal(it)
    _note(it)
    _response(it)
    _review(it)
    (folder / "ids.json").write_text(json.dumps({name: word for name, word in vars(it).items() if name != "db"}))


def _goal(it: Shared) -> None:
    question = f"How long do I wait, {SECRET}?"
    goal = it.item(
        "maya", "goal", "add", question, "--why", "I answer my own questions", "--first-step", "Count to five"
    )
    it.goal = goal["id"]
    assert goal["next_step"] == "Count to five"
    it.run("maya", "goal", "step", it.goal, "Film one lesson", "--by", "+2w")
    it.run("maya", "goal", "check-in", it.goal, "Waited four seconds. It felt like a minute.")
    reworded = it.item(
        "maya",
        "goal",
        "edit",
        it.goal,
        "--question",
        f"Who talks when I wait, {SECRET}?",
        "--because",
        "It is about them",
    )
    assert [entry["question"] for entry in reworded["biography"]] == [question, f"Who talks when I wait, {SECRET}?"]
    assert reworded["biography"][1]["because"] == "It is about them"
    for verb, state in (
        ("rest", "resting"),
        ("reopen", "open"),
        ("meet", "met"),
        ("reopen", "open"),
        ("let-go", "let go"),
        ("reopen", "open"),
    ):
        assert it.item("maya", "goal", verb, it.goal)["status"] == state


def _note(it: Shared) -> None:
    body = f"## What happened\nSilence, and then Sara spoke. {SECRET}\n"
    written = it.run(
        "maya",
        "note",
        "add",
        "--title",
        "Four seconds",
        "-",
        "--model",
        "what3",
        "--goal",
        it.goal,
        "--tag",
        "talk",
        "--json",
        stdin=body,
    )
    note = written.json()["item"]
    it.note = note["id"]
    assert (note["goal"], note["tags"], note["audience"]["kind"]) == (it.goal, ["talk"], "me")
    it.run("ben", "note", "show", it.note, expect=3)
    it.run("maya", "note", "share", it.note, "--everyone")
    assert it.item("carol", "note", "show", it.note)["title"] == "Four seconds"
    it.run("maya", "note", "share", it.note, "--only-me")
    it.run("carol", "note", "show", it.note, expect=3)
    shared = it.item("maya", "note", "share", it.note, "--with", "ben")
    assert shared["audience"] == {"kind": "people", "people": ["ben"], "circles": []}


def _response(it: Shared) -> None:
    assert it.item("ben", "note", "show", it.note)["goal"] is None, "the goal is not shared"
    it.response = it.item("ben", "respond", it.note, "--wonder", f"What did Sara say, {SECRET}?")["id"]
    assert [waiting["kind"] for waiting in it.items("maya", "inbox")] == ["response"]
    it.run("maya", "respond", it.response, "--connect", "-", stdin=f"She asked a question back. {SECRET}")
    thread = it.item("ben", "note", "show", it.note)["responses"]
    assert [(r["author"], r["parent"]) for r in thread] == [("ben", None), ("maya", it.response)]


def _review(it: Shared) -> None:
    asked = it.item(
        "maya", "review", "ask", it.note, "--focus", f"Would you wait longer, {SECRET}?", "--off-limits", "The seating",
        "--frame", "warm-cool", "--from", "ben", "--by", "2030-01-04",
    )  # fmt: skip
    it.request = asked["id"]
    it.run("ben", "review", "take", it.request)
    it.run(
        "ben",
        "review",
        "write",
        it.request,
        "--point",
        f"warm=You name the second it turned, {SECRET}.",
        "--point",
        "cool=I lost who spoke.",
    )
    assert all(not r["points"] for r in it.item("maya", "review", "show", it.request)["reviews"]), "not sent yet"
    it.run("ben", "review", "send", it.request)
    seen = it.item("maya", "review", "show", it.request)
    assert [box["id"] for box in seen["frame"]["boxes"]] == ["warm", "cool", "question"]
    (review,) = seen["reviews"]
    it.review, it.point = review["id"], review["points"][0]["id"]
    it.run("maya", "review", "decide", it.point, "--try", "--reply", "Thank you.")
    it.run("maya", "review", "decide", review["points"][1]["id"], "--talk")
    it.run("maya", "note", "edit", it.note, "--body", f"Silence, and then Sara asked. {SECRET}", "--expect", "1")
    it.run("maya", "review", "close", it.request, "--statement", f"I wait and I write down who speaks. {SECRET}")
    closed = it.item("ben", "review", "show", it.request)
    assert (closed["status"], closed["closing"]) == ("closed", f"I wait and I write down who speaks. {SECRET}")
    assert [p["decision"] for p in closed["reviews"][0]["points"]] == ["try", "talk"]


def test_a_stale_edit_exits_5_and_keeps_both_texts(told: Shared) -> None:
    current = told.item("maya", "note", "show", told.note)
    refused = told.run("maya", "note", "edit", told.note, "--body", "From another window", "--expect", "1", expect=5)
    assert "kept as version" in refused.err
    after = told.item("maya", "note", "show", told.note)
    assert (after["body"], after["version"]) == (current["body"], current["version"])
    versions = told.items("maya", "note", "history", told.note)
    assert (versions[-1]["body"], versions[-1]["set_aside"]) == ("From another window", True)


def test_the_author_alone_reads_earlier_versions(told: Shared) -> None:
    first = told.item("maya", "note", "show", told.note, "--version", "1")
    assert "Sara spoke" in first["body"]
    told.run("ben", "note", "show", told.note, "--version", "1", expect=3)
    told.run("ben", "note", "history", told.note, expect=4)


def test_who_may_read_may_not_change(told: Shared) -> None:
    told.run("ben", "note", "edit", told.note, "--body", "mine now", expect=4)
    told.run("ben", "note", "share", told.note, "--everyone", expect=4)
    told.run("ben", "note", "delete", told.note, expect=4)
    told.run("ben", "review", "close", told.request, "--statement", "no", expect=4)


READING = (
    ("note", "list"),
    ("goal", "list"),
    ("review", "list"),
    ("inbox",),
    ("drafts", "list"),
    ("bin", "list"),
    ("journal",),
    ("find", SECRET),
    ("find", "Sara"),
    ("find", "kingf"),
    ("find", "wait", "--kind", "note"),
    ("find", "Sara", "--by", "ben"),
    ("find", "talk", "--tag", "talk"),
    ("note", "list", "--by", "maya"),
    ("note", "list", "--tag", "talk"),
    ("brief", "@maya"),
    ("circle", "show", "maths"),
    ("export", "--format", "jsonl"),
    ("export", "--format", "csv"),
    ("export", "--format", "ics"),
)


@pytest.mark.parametrize("verb", READING, ids=" ".join)
def test_a_third_member_finds_none_of_it(told: Shared, verb: tuple[str, ...]) -> None:
    for form in ("--json", "--plain", None):
        if form and verb[0] == "export":
            continue
        said = told.run("carol", *verb, *([form] if form else []), expect=None)
        for hidden in (SECRET, "Sara", "Four seconds", told.note, told.goal, told.request, told.response, told.point):
            assert hidden not in said.out + said.err, f"{verb} {form} shows {hidden}"


def test_to_a_third_member_a_hidden_id_is_answered_like_one_that_never_was(told: Shared) -> None:
    """The words and the exit code are the same, whatever is asked of the id."""
    never = {"n": "nzzz9", "g": "gzzz9", "w": "wzzz9", "q": "qzzz9", "r": "rzzz9", "p": "pzzz9"}
    asks = (
        ("note", "show", told.note),
        ("note", "show", told.note[:3]),
        ("note", "edit", told.note, "--body", "x"),
        ("note", "share", told.note, "--everyone"),
        ("note", "history", told.note),
        ("note", "delete", told.note),
        ("note", "link", told.note, told.goal),
        ("goal", "show", told.goal),
        ("goal", "step", told.goal, "x"),
        ("goal", "check-in", told.goal, "x"),
        ("goal", "rest", told.goal),
        ("respond", told.note, "--wonder", "x"),
        ("respond", told.response, "--wonder", "x"),
        ("review", "show", told.request),
        ("review", "take", told.request),
        ("review", "decline", told.request),
        ("review", "write", told.request, "--point", "warm=x"),
        ("review", "send", told.request),
        ("review", "decide", told.point, "--keep"),
        ("review", "close", told.request, "--statement", "x"),
        ("review", "withdraw", told.request),
        ("review", "ask", told.note, "--focus", "x", "--from", "ben"),
        ("bin", "restore", told.note),
    )
    for ask in asks:
        hidden = told.run("carol", *ask, expect=3)
        made_up = tuple(
            never[word[0]]
            if word in (told.note, told.note[:3], told.goal, told.response, told.request, told.point)
            else word
            for word in ask
        )
        unknown = told.run("carol", *made_up, expect=3)
        assert (hidden.out, hidden.err) == (unknown.out, unknown.err), ask


def test_completion_offers_a_third_member_nothing_of_it(told: Shared, tmp_path: Path) -> None:
    for words, typed in (
        (f"plc --db {told.db} --as carol note show ", ""),
        (f"plc --db {told.db} --as carol note show n", "n"),
    ):
        env = {
            "_PLC_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - bool(typed)),
        }
        offered = shell(env=env, expect=None, home=tmp_path)
        assert told.note not in offered.out


def test_the_owner_is_offered_her_own_ids(told: Shared, tmp_path: Path) -> None:
    words = f"plc --db {told.db} --as maya note show "
    env = {"_PLC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()))}
    assert told.note in shell(env=env, expect=None, home=tmp_path).out


def test_a_member_takes_everything_of_hers_with_her(told: Shared, tmp_path: Path) -> None:
    told.run("maya", "export", "--to", str(tmp_path), "--format", "markdown")
    whole = "\n".join(path.read_text() for path in tmp_path.rglob("*.md"))
    for words in (
        "Silence, and then Sara asked",
        "Who talks when I wait",
        "What did Sara say",
        "You name the second it turned",
    ):
        assert words in whole


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (("note", "add", "--title", ""), 2),
        (("note", "add", "--title", " \t ", "body"), 2),
        (("note", "add", "x", "--model", "no-such-model"), 2),
        (("goal", "add", ""), 2),
        (("goal", "add", "Q?", "--frame", "no-such-frame"), 2),
        (("goal", "step", "{goal}", "x", "--by", "the day the pigs fly"), 2),
        (("note", "share", "{note}", "--with", "nobody-here"), 2),
        (("note", "share", "{note}", "--circle", "no-such-circle"), 2),
        (("note", "share", "{note}"), 2),
        (("review", "ask", "{note}", "--focus", "", "--from", "ben"), 2),
        (("review", "ask", "{note}", "--focus", "x", "--from", "maya"), 2),
        (("review", "decide", "{point}", "--keep"), 2),
        (("note", "show", "../../etc/passwd"), 3),
        (("note", "show", "n' OR 1=1 --"), 3),
        (("find", 'AND OR NOT ( " * facets:'), 0),
        (("nonsense",), 2),
    ],
)
def test_bad_input_gets_a_sentence_and_the_right_exit_code(told: Shared, verb: tuple[str, ...], code: int) -> None:
    before = told.items("maya", "note", "list"), told.items("maya", "goal", "list")
    said = told.run("maya", *(word.format(**vars(told)) for word in verb), "--no-input", expect=code)
    assert "Traceback" not in said.err
    if code:
        assert said.out == ""
        assert said.err.strip()
    assert (told.items("maya", "note", "list"), told.items("maya", "goal", "list")) == before


def test_a_body_over_a_million_bytes_is_refused_and_kept_in_a_rescue_file(told: Shared, tmp_path: Path) -> None:
    before = told.items("maya", "note", "list")
    refused = shell(
        "note", "add", "--title", "Long", "-", db=told.db, as_="maya", stdin="word " * 250_000, expect=2, home=tmp_path
    )
    assert "million" in refused.err
    assert told.items("maya", "note", "list") == before
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > 1_000_000]
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    assert str(kept[0]) in refused.err
