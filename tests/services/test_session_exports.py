"""Sessions in exports: what remains of them, what is anonymous in them, and calendar files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services import Plc
from plc_tui.services.exporting import FORMS
from plc_tui.services.exporting.session_files import HEAD, summary_file
from plc_tui.services.opening import make, open_plc

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)


@pytest.fixture
def community(tmp_path: Path) -> Iterator[dict[str, Plc]]:
    """Maya, who leads, ben, who takes part, and aisha, who is in their circle and did not come."""
    db = tmp_path / "plc.db"
    maya = make(db, name="Riverside", handle_="maya", display="Maya Okafor", login="maya")
    for handle, name in (("ben", "Ben Ito"), ("aisha", "Aisha Khan")):
        maya.members.add(handle, name)
    maya.circles.new("maths", "Maths circle", members=("ben", "aisha"))
    found = {"maya": maya} | {handle: open_plc(db, as_handle=handle) for handle in ("ben", "aisha")}
    yield found
    for plc in found.values():
        plc.close()


@pytest.fixture
def held(community: dict[str, Plc]) -> str:
    """A session that is over: ben wrote something without his name, and something that was never revealed."""
    maya, ben = community["maya"], community["ben"]
    session = maya.sessions.plan(NewSession("what3", title="Wait time", circle="maths", people=3)).id
    for step in maya.sessions.show(session).steps:
        maya.console.remove(session, step.id)
    for title, naming, hidden in (("Ideas", "anonymous", False), ("Doubts", "named", True)):
        maya.console.insert(session, SessionStep("", title, 300, gathers=("idea",), naming=naming, hidden=hidden))
    maya.sessions.open(session)
    ben.sessions.join(session)
    for text in ("An idea3141", "A doubt2718"):
        maya.console.forward(session, maya.sessions.show(session).current)
        ben.seat.say(session, text)
    ben.seat.commit(session, "=1+1")
    maya.sessions.close(session)
    return session


def words(plc: Plc, form: str) -> str:
    return "".join(text for _, text in plc.exporting.files(form))


def test_everyone_takes_along_what_was_shown_and_her_own_and_nobody_elses(community: dict[str, Plc], held: str) -> None:
    for form in ("markdown", "jsonl", "html"):
        assert "idea3141" in words(community["maya"], form), form
        assert "doubt2718" in words(community["ben"], form), form
        assert "doubt2718" not in words(community["maya"], form), form
    for form in ("markdown", "html"):
        assert "Ben Ito" not in next(line for line in words(community["maya"], form).splitlines() if "3141" in line)
    assert words(community["ben"], "markdown").count("idea3141") == 1
    for form in FORMS:
        assert "3141" not in words(community["aisha"], form), form
    records = [json.loads(line) for line in words(community["maya"], "jsonl").splitlines()]
    remains = next(each for each in records if each["id"] == held)["remains"]
    assert remains["steps"][0]["contributions"] == [{"kind": "idea", "text": "An idea3141", "by": None, "group": None}]
    assert remains["steps"][1]["contributions"] == []
    names = [name for name, _ in community["ben"].exporting.files("markdown")]
    assert f"sessions/wait-time-{held}.md" in names


def test_a_table_of_what_remains_holds_no_formula(community: dict[str, Plc], held: str) -> None:
    table = summary_file(community["ben"].sessions.summary(held), "csv").splitlines()
    assert table[0] == ",".join(HEAD)
    assert "written,Ideas,idea,An idea3141,,,,," in table
    assert "commitment,,offered,'=1+1,Ben Ito,,,," in table


def test_sessions_to_come_are_in_the_calendar_of_everyone_who_may_come(community: dict[str, Plc]) -> None:
    plan = NewSession("what3", title="Next time", focus="Private", circle="maths", starts=SOON, minutes=20)
    session = community["maya"].sessions.plan(plan)
    community["maya"].sessions.plan(NewSession("what3", title="No time yet"))
    events: Any = Calendar.from_ical(words(community["aisha"], "ics")).walk("VEVENT")
    assert [(str(each["uid"]), each.decoded("dtstart")) for each in events] == [(f"{session.id}@plc", SOON)]
    assert events[0].decoded("duration") == timedelta(seconds=session.seconds)
    assert "Private" not in words(community["aisha"], "ics")
