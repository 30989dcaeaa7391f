"""A facilitated session through the shell alone: by everyone in it, and safely in every form of output."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import hostile
from cli.conftest import Shell
from plc_tui import seeds
from plc_tui.cli.session_watch import follow
from plc_tui.services.opening import open_plc

STEPS = (
    ("Questions", "--gathers", "question"),
    ("Ideas", "--gathers", "idea", "--hidden", "--naming", "anonymous", "--clusters"),
    ("Vote", "--dots", "3"),
    ("Truths", "--gathers", "note", "--hidden", "--naming", "sealed"),
    ("Trust", "--fist"),
    ("Round", "--round"),
    ("Last words", "--gathers", "note", "--gathers", "commitment"),
)
EVERYONE = ("maya", "ben", "tomas")
SIGHTS = (("show", "--room"), ("show", "--seat"), ("show", "--page"), ("summary",), ("summary", "--format", "csv"))
FORMS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("--plain",))


@pytest.fixture(scope="module")
def going_on(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The bytes of a file with an open session of seven steps that maya leads, and its id; nothing has begun."""
    shell = Shell(tmp_path_factory.mktemp("session") / "plc.db", pytest.MonkeyPatch())
    shell.db.write_bytes(made)
    plan = ("session", "plan", "what3", "--title", "Wait time", "--focus", "Do I wait?", "--circle", "maths")
    found = shell.id(*plan, "--presenter", "ben", "--invite", "tomas")
    for _ in shell.item("session", "show", found)["steps"]:
        shell("session", "remove", found, "1")
    for title, *options in STEPS:
        shell("session", "insert", found, title, *options)
    shell("session", "open", found)
    for member in EVERYONE:
        shell("session", "join", found, as_=member)
    return shell.db.read_bytes(), found


@pytest.fixture
def session(plc: Shell, going_on: tuple[bytes, str]) -> str:
    """The id of the session of `going_on`, in the file `plc` works on."""
    plc.db.write_bytes(going_on[0])
    return going_on[1]


def go(plc: Shell, session: str, *numbers: int) -> None:
    for number in numbers:
        plc("session", "go", session, str(number))


def test_a_session_goes_from_plan_to_shared_summary_through_the_shell_alone(plc: Shell) -> None:
    made = plc.item("session", "plan", "tuning-short", "--circle", "maths", "--presenter", "ben", "--at", "+3d 15:30")
    session, steps = made["id"], len(made["steps"])
    note = plc.id("note", "add", "--title", "Exit tickets", "They guess.", as_="ben")
    plc("session", "bring", session, note, as_="ben")
    code = plc.item("session", "open", session)["code"]
    plc("session", "join", session, as_="ben")
    assert "You are in" in plc("session", "join", code, as_="tomas").err
    assert "They guess." in plc("session", "show", session, "--page", as_="tomas").out
    for number in range(steps):
        plc("session", "next", session, "--from", str(number))
    seat = plc("session", "show", session, as_="tomas").out
    assert f"Step {steps} of {steps}" in seat
    assert "left of" in seat
    plc("session", "commit", session, "Ask only two", "--by", "+1w", as_="ben")
    assert "That was the last step" in plc("session", "next", session, "--from", str(steps)).err
    plc("session", "close", session)
    shared = plc.id("session", "summary", session, "--share")
    assert "Ben Ito: Ask only two" in plc("note", "show", shared, as_="tomas").out
    assert plc.item("session", "show", session, as_="tomas")["summary"] == shared
    assert plc.items("session", "list", "--past", as_="tomas")[0]["status"] == "closed"
    assert "Went on to" in plc("session", "replay", session, as_="ben").out


def test_two_who_go_on_from_the_same_step_make_one_step(plc: Shell, session: str) -> None:
    plc("session", "console", session, "--hand", "ben")
    assert plc.item("session", "next", session, "--from", "0")["current"] == 1
    late = plc("session", "next", session, "--from", "0", "--json", as_="ben")
    assert late.json()["item"]["current"] == 1
    assert "moved on already" in plc("session", "next", session, "--from", "0", as_="ben").err
    hasty = plc("session", "next", session, as_="ben", expect=2).err
    assert "Step 1 of 7: Questions. Nothing was changed. To go on from there, add: --from 1" in hasty
    with closing(sqlite3.connect(plc.db)) as raw:
        raw.execute("UPDATE session_happening SET at = '2026-01-01T12:00:00Z'")
        raw.commit()
    assert plc.item("session", "next", session)["current"] == 2
    plc("session", "back", session, expect=2)
    assert plc.item("session", "back", session, "--from", "2")["current"] == 1


def test_words_that_are_hidden_are_in_no_output_of_anybody_else(plc: Shell, session: str) -> None:
    go(plc, session, 2)
    plc("session", "say", session, "-", as_="ben", stdin="Secret7431 of mine\n")
    for member in ("maya", "tomas"):
        for sight in (*SIGHTS, *([("show", "--console")] if member == "maya" else [])):
            for form in FORMS:
                found = plc("session", sight[0], session, *sight[1:], *form, as_=member)
                assert "7431" not in found.out + found.err, (member, sight, form)
        assert "7431" not in plc("export", "--format", "jsonl", as_=member).out
    assert "7431" in plc("session", "show", session, as_="ben").out
    assert "7431" in plc("export", "--format", "jsonl", as_="ben").out
    assert plc.item("session", "console", session)["waiting"] == 1
    plc("session", "reveal", session)
    assert "7431" in plc("session", "show", session, as_="tomas").out


def test_that_somebody_was_there_just_when_something_sealed_was_sent_is_not_noted(plc: Shell, session: str) -> None:
    def beats() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(plc.db)) as raw:
            return raw.execute("SELECT member_id, here FROM session_person ORDER BY member_id").fetchall()

    for step, noted in ((1, True), (4, False)):
        go(plc, session, step)
        before = beats()
        plc("session", "say", session, "What nobody said", as_="ben")
        assert (beats() != before) is noted


def test_anonymous_words_have_a_name_for_the_facilitator_and_sealed_ones_for_nobody(plc: Shell, session: str) -> None:
    for step, words in ((2, "Anon2222"), (4, "Sealed4444")):
        go(plc, session, step)
        said = plc("session", "say", session, words, as_="ben").err
        assert "without your name" in said
        plc("session", "reveal", session)
    names = {each["text"]: each["by"] for each in plc.item("session", "show", session, "--room")["contributions"]}
    assert names == {"Anon2222": None, "Sealed4444": None}
    names = {each["text"]: each["by"] for each in plc.item("session", "console", session)["contributions"]}
    assert names == {"Anon2222": "Ben Ito", "Sealed4444": None}
    mine = plc.item("session", "show", session, "--seat", as_="ben")["mine"]
    assert [each["text"] for each in mine] == ["Anon2222"]
    plc("session", "close", session)
    for form in ("markdown", "html", "csv", "json"):
        out = plc("session", "summary", session, "--format", form).out
        for line in out.splitlines() if form != "json" else [json.dumps(each) for each in _summed(out)]:
            assert not ("Ben" in line and ("2222" in line or "4444" in line)), form
    assert "Anon2222" in plc("session", "summary", session, as_="tomas").out


def _summed(out: str) -> list[Any]:
    return [each for step in json.loads(out)["item"]["steps"] for each in step["contributions"]]


def test_groups_and_dots_are_named_by_letter_and_number_and_nobody_learns_whose_they_were(
    plc: Shell, session: str
) -> None:
    go(plc, session, 2)
    for member, words in (("ben", "Wait five"), ("tomas", "Count to ten"), ("maya", "Ask again")):
        plc("session", "say", session, words, as_=member)
    plc("session", "reveal", session)
    numbers = {
        each["text"]: str(each["number"]) for each in plc.item("session", "show", session, "--room")["contributions"]
    }
    both = f"{numbers['Wait five']},{numbers['Count to ten']}"
    assert "Waiting: " in plc("session", "cluster", session, both, "--name", "Waiting").err
    go(plc, session, 3)
    seat = plc.item("session", "show", session, "--seat", as_="ben")
    assert seat["targets"] == ["A", numbers["Ask again"]]
    plc("session", "vote", session, "A=4", as_="ben", expect=2)
    said = plc("session", "vote", session, "A=2", f"{numbers['Ask again']}=1", as_="ben").err
    assert "2 to A. Waiting" in said
    plc("session", "vote", session, "A=1", as_="tomas")
    assert "Only 2 people have voted" in plc("session", "votes", session, expect=2).err
    plc("session", "vote", session, "A=1")
    console = plc.item("session", "console", session)
    assert (console["votes"], console["ballots"]) == (3, [])
    plc("session", "votes", session)
    counts = plc.item("session", "show", session, "--room", as_="tomas")["ballots"][0]["counts"]
    assert counts == [{"for": "A", "count": 4}, {"for": numbers["Ask again"], "count": 1}]
    plc("session", "votes", session, "--again")
    plc("session", "cluster", session, "A", "--name", "Silence")
    for member in EVERYONE:
        plc("session", "vote", session, "a=1", as_=member)
    plc("session", "votes", session)
    assert "3 dots: Silence" in plc("session", "summary", session).out
    assert plc.item("session", "cluster", session, "A", "--split")["groups"] == []


def test_hands_turns_ticks_and_fingers_come_from_the_seat(plc: Shell, session: str) -> None:
    go(plc, session, 5)
    plc("session", "fist", session, "6", as_="ben", expect=2)
    assert plc.item("session", "fist", session, "3", as_="ben")["fingers"] == 3
    plc("session", "ready", session, as_="ben")
    plc("session", "ready", session, "--one-more", as_="tomas")
    plc("session", "hand", session, as_="tomas")
    plc("session", "paper", session, "Rosa Paz")
    console = plc.item("session", "console", session)
    people = {each["name"]: each for each in console["people"]}
    assert (console["ready"], console["one_more"]) == (1, 1)
    assert people["Tomas Vega"]["hand"] == 1
    plc("session", "hand", session, "--down", "--for", "tomas")
    for member, fingers in (("tomas", "5"), ("maya", "5")):
        plc("session", "fist", session, fingers, as_=member)
    plc("session", "votes", session)
    assert "1 person showed 3" in plc("session", "show", session, "--room").out
    go(plc, session, 6)
    plc("session", "turn", session)
    order = plc.item("session", "show", session, "--room")["order"]
    assert order == ["Maya Okafor", "Ben Ito", "Tomas Vega", "Rosa Paz (from paper)"]
    plc("session", "done", session, as_="ben", expect=2)
    plc("session", "pass", session)
    assert "It is your turn" in plc("session", "show", session, as_="ben").out
    assert "the turn of Tomas Vega" in plc("session", "done", session, as_="ben").err
    plc("session", "turn", session, "rosa")
    assert "Everyone has had a turn" in plc("session", "turn", session).err


def test_time_and_agenda_change_while_it_goes_on(plc: Shell, session: str) -> None:
    go(plc, session, 1)
    before = plc.item("session", "show", session, "--room")["left"]
    plc("session", "more", session, "-1")
    assert before - 62 <= plc.item("session", "more", session, "0.5")["left"] <= before - 28
    assert plc.item("session", "pause", session)["paused"]
    assert "time stands still" in plc("session", "show", session).out
    assert not plc.item("session", "resume", session)["paused"]
    assert not plc.item("session", "resume", session)["paused"]
    plc("session", "insert", session, "--ready-made", "break", "--after", "7", "--minutes", "3")
    assert plc.item("session", "show", session)["steps"][7]["seconds"] == 180
    plc("session", "skip", session, "3")
    plc("session", "repeat", session, "1")
    plc("session", "move", session, "3", "down")
    plc(
        "session",
        "step",
        session,
        "5",
        "--title",
        "Honest words",
        "--minutes",
        "2.5",
        "--naming",
        "anonymous",
        "--seen",
    )
    steps = plc.item("session", "show", session)["steps"]
    assert [(each["title"], each["status"]) for each in steps[:5]] == [
        ("Questions", "now"),
        ("Questions", "ahead"),
        ("Vote", "skipped"),
        ("Ideas", "ahead"),
        ("Honest words", "ahead"),
    ]
    assert (steps[4]["seconds"], steps[4]["naming"], steps[4]["hidden"]) == (150, "anonymous", False)
    plc("session", "step", session, "1", "--title", "Other", expect=2)


def test_own_words_are_changed_and_taken_back_and_typed_for_those_with_paper(plc: Shell, session: str) -> None:
    go(plc, session, 1)
    plc("session", "say", session, "How long?", as_="ben")
    mine = plc.item("session", "show", session, "--seat", as_="ben")["mine"][0]["id"]
    plc("session", "reword", session, mine, "-", as_="ben", stdin="How many?")
    plc("session", "take-back", session, mine, as_="tomas", expect=3)
    plc("session", "paper", session, "Rosa Paz")
    plc("session", "say", session, "Who was there?", "--for", "Rosa Paz")
    plc("session", "say", session, "In her name", "--for", "tomas", expect=4)
    plc("session", "say", session, "Not mine to type", "--for", "rosa", as_="ben", expect=4)
    go(plc, session, 2)
    plc("session", "say", session, "A late one", "--step", "1", as_="tomas")
    plc("session", "say", session, "A question", "--kind", "question", as_="tomas", expect=2)
    plc("session", "park", session, "The budget", as_="tomas")
    room = plc("session", "show", session, "--room").out
    for line in ("Ben Ito, question: How many?", "Rosa Paz (from paper), question: Who was there?", "A late one"):
        assert line in room
    assert "- The budget" in room
    plc("session", "take-back", session, mine, as_="ben")
    assert "How many?" not in plc("session", "show", session, "--room").out


def test_what_was_promised_becomes_a_step_of_her_goal_or_is_let_go(plc: Shell, session: str) -> None:
    goal = plc.id("goal", "add", "Do I wait?", as_="ben")
    for words in ("Wait five seconds", "Ask Rosa", "Buy a clock"):
        plc("session", "commit", session, words, as_="ben")
    plc("session", "commit", session, "Sing", "--for", "ben")
    owed = {each["text"]: each["id"] for each in plc.items("session", "owed", as_="ben")}
    plc("session", "accept", owed["Wait five seconds"], "--goal", goal, as_="maya", expect=3)
    plc("session", "accept", owed["Wait five seconds"], "--goal", goal, as_="ben")
    plc("session", "decline", owed["Sing"], as_="ben")
    plc("session", "settle", owed["Ask Rosa"], "--kept", as_="ben")
    assert "Wait five seconds" in [each["text"] for each in plc.item("goal", "show", goal, as_="ben")["steps"]]
    left = {each["text"]: each["status"] for each in plc.items("session", "owed", as_="ben")}
    assert left == {"Wait five seconds": "accepted", "Buy a clock": "offered"}
    plc("session", "close", session)
    following = plc.item("session", "plan", "what3", "--circle", "maths")
    assert following["steps"][0]["title"] == "What we said last time"
    assert {each["text"] for each in following["owed"]} == set(left)
    assert {each["text"] for each in plc.items("session", "owed", "--circle", "maths")} == set(left)
    assert len(plc.items("session", "list", "--circle", "maths")) == 2
    plc("session", "delete", session, expect=2)
    plc("session", "delete", following["id"])
    assert len(plc.items("session", "list", "--circle", "maths")) == 1


def test_exit_codes_tell_what_is_wrong(plc: Shell, session: str) -> None:
    other = plc.id("session", "plan", "what3", "--title", "Two of us")
    assert plc("session", "show", other, as_="tomas", expect=3).out == ""
    plc("session", "show", "fzzzz", expect=3)
    plc("session", "next", session, as_="ben", expect=4)
    plc("session", "show", session, "--console", as_="ben", expect=4)
    plc("session", "console", session, "--take", as_="ben", expect=4)
    plc("session", "say", session, "Too early", as_="ben", expect=2)
    plc("session", "go", session, "99", expect=2)
    plc("session", "plan", "no-such", expect=2)
    plc("session", "plan", "what3", "--at", "fri", expect=2)
    plc("session", "calendar", other, expect=2)
    plc("session", "say", other, "Not open", expect=4)
    plc("session", "cancel", other)
    plc("session", "open", other, expect=2)
    assert plc("session", "protocols", "no-such", expect=3).out == ""


def test_whatever_she_types_tells_that_whoever_leads_is_there(plc: Shell, session: str) -> None:
    with closing(sqlite3.connect(plc.db)) as raw:
        for verb in ("show --page", "show --room", "summary", "replay", "edit --focus Why?", "insert Pause"):
            raw.execute("UPDATE session_person SET here = NULL")
            raw.commit()
            name, *options = verb.split()
            plc("session", name, session, *options, expect=None)
            assert raw.execute("SELECT count(*) FROM session_person WHERE here IS NOT NULL").fetchone() == (1,), verb
        raw.execute("UPDATE session_person SET here = NULL")
        raw.commit()
    taken = plc("session", "console", session, "--take", as_="ben").err
    assert f"keep this running beside it: plc session watch {session}" in taken


def test_words_that_could_not_be_sent_are_kept(plc: Shell, session: str) -> None:
    plc("session", "close", session)
    failed = plc("session", "say", session, "-", as_="ben", stdin="Not to be lost", expect=2)
    path = failed.err.split("safe in ")[1].split("\n")[0].removesuffix(".")
    assert Path(path).read_text() == "Not to be lost"


def test_what_programs_read_has_fixed_names(plc: Shell, session: str) -> None:
    go(plc, session, 1)
    shapes = {
        ("show", session): "plc.session/1",
        ("show", session, "--room"): "plc.session.room/1",
        ("show", session, "--seat"): "plc.session.seat/1",
        ("show", session, "--console"): "plc.session.console/1",
        ("summary", session): "plc.session.summary/1",
        ("list",): "plc.session.list/1",
        ("owed",): "plc.commitment.list/1",
        ("replay", session): "plc.session.replay.list/1",
        ("protocols",): "plc.protocol.list/1",
        ("protocols", "tuning"): "plc.protocol/1",
        ("ready", session): "plc.session.seat/1",
        ("pause", session): "plc.session.console/1",
    }
    for words, schema in shapes.items():
        assert plc("session", *words, "--json").json()["schema"] == schema
    page = plc.item("session", "show", session)
    assert page["protocol"] == "what3"
    assert page["protocol_title"] in plc("session", "show", session, "--page").out
    assert page["protocol_title"].startswith("What? So what?")
    seat = plc.item("session", "show", session, "--seat")
    assert {"id", "current", "left", "paused", "steps", "contributions", "mine", "targets", "dots", "turn"} <= set(seat)
    assert {"number", "title", "seconds", "gathers", "hidden", "naming", "status"} <= set(seat["steps"][0])
    assert len(plc("session", "list", "--plain").out.strip().split("\t")) == 10
    assert plc("session", "show", session, "--room", "--plain").out.split("\t")[:4] == [
        session,
        "open",
        "1",
        "Questions",
    ]
    assert plc("session", "hand", session, "--plain").out == f"{session}\n"


def test_hostile_words_stay_words_in_every_form(plc: Shell, session: str) -> None:
    go(plc, session, 1)
    evil = "\x1b]0;x\x07=cmd|'!A1' <script>alert(1)</script> [@click=app.bell]\u202e\n# Head\t|"
    plc("session", "say", session, "-", as_="ben", stdin=evil)
    plc("session", "park", session, "-", as_="ben", stdin=evil)
    plc("session", "commit", session, "-", as_="ben", stdin=evil)
    plc("session", "paper", session, "\x1b[2J=Rosa {presenter}")
    plc("session", "edit", session, "--title", evil, "--focus", "-", stdin=evil)
    plc("session", "close", session)
    for sight in SIGHTS:
        for form in FORMS:
            out = plc("session", sight[0], session, *sight[1:], *form).out
            assert not hostile.HARMFUL.search(out.replace("\t", "")), (sight, form)
    html = plc("session", "summary", session, "--format", "html").out
    assert "<script" not in html
    assert "&lt;script" in html
    assert "<script" not in plc("session", "summary", session).out
    rows = list(csv.reader(io.StringIO(plc("session", "summary", session, "--format", "csv").out)))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_a_time_is_read_where_she_is_and_the_calendar_file_tells_nothing_private(plc: Shell) -> None:
    plc("member", "edit", "maya", "--timezone", "Asia/Tokyo")
    day = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    options = ("--focus", "Does Ben wait?", "--presenter", "ben", "--at", f"{day} 15:30", "--minutes", "30")
    session = plc.id("session", "plan", "what3", "--circle", "maths", *options)
    assert plc.item("session", "show", session)["starts"] == f"{day}T06:30:00Z"
    text = plc("session", "calendar", session, as_="ben").out
    event: Any = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event["uid"] == f"{session}@plc"
    assert event.decoded("dtstart") == datetime.fromisoformat(f"{day}T06:30:00+00:00")
    assert event.decoded("duration") == timedelta(minutes=30)
    assert "Ben" not in text
    plc("session", "edit", session, "--at", f"{day} 16:00")
    again: Any = Calendar.from_ical(plc("export", "--format", "ics", as_="ben").out).walk("VEVENT")[0]
    assert (again["uid"], again.decoded("dtstart").hour) == (event["uid"], 7)
    left = plc.item("session", "edit", session, "--at", "", "--focus", "", "--presenter", "")
    assert (left["starts"], left["focus"], left["presenter"]) == (None, "", None)


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    """A community's own folder of protocols; afterwards there is none again."""
    yield tmp_path
    seeds.use_folder(None)


def test_protocols_are_chosen_by_need_people_and_minutes_and_copied_to_be_changed(plc: Shell, own_folder: Path) -> None:
    best = plc.items("session", "protocols", "--need", "stuck", "--people", "5", "--minutes", "60")
    assert best[0]["fits"]
    assert round(best[0]["seconds"] / 60) <= 60
    tight = plc("session", "protocols", "tuning", "--people", "3", "--minutes", "20").out
    assert "does not fit: it is for 6 to 30 people" in tight
    plc("session", "protocols", "--need", "nothing", expect=2)
    plc("session", "protocols", "tuning", "--copy", "our-tuning", expect=2)
    plc("config", "set", "seed_folder", str(own_folder))
    plc("session", "protocols", "tuning", "--copy", "our-tuning")
    assert 'id = "our-tuning"' in (own_folder / "protocols" / "our-tuning.toml").read_text()
    assert plc.item("session", "protocols", "our-tuning")["title"] == "Our tuning"


def test_whoever_follows_hears_each_change_once_and_is_there_for_the_others(plc: Shell, session: str) -> None:
    acts = iter(
        [
            ("ben", "join", session),
            ("maya", "go", session, "2"),
            ("ben", "say", session, "Wait five"),
            ("maya", "reveal", session),
            ("maya", "cluster", session, "1", "--name", "Waiting"),
            ("maya", "more", session, "-1"),
            ("ben", "park", session, "The budget"),
            ("maya", "pause", session),
            ("maya", "console", session, "--hand", "ben"),
            ("ben", "close", session),
        ]
    )

    def rest(_seconds: float) -> None:
        who, *words = next(acts)
        plc("session", *words, as_=who)

    tomas = open_plc(plc.db, as_handle="tomas")
    told = list(follow(tomas, session, rest, lambda: datetime.now(UTC) + timedelta(seconds=181)))
    tomas.close()
    assert told[0].startswith("Wait time. 3 people are here.")
    heard = "\n".join(told)
    for words in (
        "Step 2 of 7: Ideas, 5 minutes. Everyone may speak. You write: idea. Nobody else sees it until",
        "What was written in “Ideas” is shown now.\n1. idea: Wait five",
        "Group A, Waiting: 1.",
        "1 minute less for this step.\nOne minute left.\n",
        "Two minutes left.",
        "Parking lot: The budget",
        "Time stands still.",
        "The console is with Maya Okafor and Ben Ito.",
    ):
        assert heard.count(words) == 1, words
    assert told[-1] == "The session is over."
    assert not [line for line in told if "\n" in line or "\x1b" in line]
