"""Hostile text in sessions: titles, questions, steps, names from paper, what is written, groups, the parking lot,
promises. What a verb prints or exports holds nothing that a terminal, a spreadsheet or a browser would obey.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import hostile
import hostile_community as community
import hostile_matrix as matrix
from cli.conftest import Shell, _home  # noqa: F401 - every user directory below tmp_path, for these tests too
from once import once
from plc_tui.domain.notes import NewNote
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc
from plc_tui.store.session_tables import (
    clusters,
    commitments,
    contributions,
    session_people,
    session_steps,
    sessions,
)

FORMS: tuple[tuple[str, ...], ...] = ((), ("--plain",), ("--json",))
READ = (
    "session list",
    "session show PLANNED",
    "session show OPEN --page",
    "session show OPEN --room",
    "session show OPEN --seat",
    "session show OPEN --console",
    "session summary OPEN",
    "session replay OPEN",
    "session calendar PLANNED",
    "session show HELD --room",
    "session summary HELD",
    "session summary HELD --format html",
    "session summary HELD --format csv",
    "session replay HELD",
    "session owed",
    "circle show maths",
    "inbox",
    "find kestrel --kind session",
    "journal",
)
"""Every verb that reads something of a session."""
TYPED = (
    "session plan dilemma --title PAYLOAD --focus PAYLOAD",
    "session plan PAYLOAD",
    "session plan dilemma --circle PAYLOAD",
    "session plan dilemma --presenter PAYLOAD",
    "session plan dilemma --work PAYLOAD",
    "session plan dilemma --at PAYLOAD",
    "session show PAYLOAD",
    "session join PAYLOAD",
    "session edit OPEN --title PAYLOAD --focus PAYLOAD",
    "session say OPEN PAYLOAD",
    "session say OPEN words --kind PAYLOAD",
    "session say OPEN words --for PAYLOAD",
    "session park OPEN PAYLOAD",
    "session commit OPEN PAYLOAD --by PAYLOAD",
    "session commit OPEN PAYLOAD",
    "session paper OPEN PAYLOAD",
    "session cluster OPEN 1 --name PAYLOAD",
    "session cluster OPEN PAYLOAD --name words",
    "session vote OPEN PAYLOAD",
    "session turn OPEN PAYLOAD",
    "session insert OPEN PAYLOAD --prompt PAYLOAD",
    "session reword OPEN PAYLOAD words",
    "session accept PAYLOAD --goal PAYLOAD",
    "session settle PAYLOAD --kept",
    "session protocols PAYLOAD",
    "session protocols --need PAYLOAD",
)
LIVE = re.compile(r"<(?:script|img|iframe|[^>]*\bon\w+=)|(?:href|src)=[\"']?(?:javascript|data):")


def build(path: Path) -> None:
    """Maya and Ben in a circle; a session planned, one going on and one that is over, with something in every field."""
    maya = make(path, name="Riverside", handle_="maya", display="Maya", login="maya")
    for name in ("ben", "sam"):
        maya.members.add(name, name.title())
    maya.circles.new("maths", "Maths", members=["ben", "sam"])
    ben, sam = open_plc(path, as_handle="ben"), open_plc(path, as_handle="sam")
    work = maya.notes.add(NewNote("A body", "A title")).id
    for name in ("held", "open", "planned"):
        starts = datetime.now(UTC) + timedelta(days=1)
        new = NewSession("dilemma", f"kestrel {name}", "A focus", "maths", presenter="ben", work=work, starts=starts)
        session = maya.sessions.plan(new).id
        if name != "planned":
            _hold(maya, ben, sam, session)
        if name == "held":
            maya.sessions.close(session)
            maya.sessions.share_summary(session)
    maya.drafts.keep(f"seat:{session}", {"body": "being written"})
    for plc in (sam, ben, maya):
        plc.close()


def _hold(maya: Plc, ben: Plc, sam: Plc, session: str) -> None:
    maya.sessions.open(session)
    for plc in (ben, sam):
        plc.sessions.join(session)
    gran = next(p.key for p in maya.console.add_paper(session, "Gran").people if p.paper)
    fields = {"prompt": "A prompt", "stems": ("I ...",), "guardrail": "A guardrail", "clusters": True, "dots": 2}
    step = SessionStep("", "A step", 300, gathers=("note",), **fields)  # type: ignore[arg-type]  # its own fields
    at = maya.console.forward(session, "").room.current
    assert at is not None
    maya.console.forward((maya.console.insert(session, step), session)[1], at.id)
    for plc, for_ in ((maya, ""), (ben, ""), (maya, gran)):
        plc.seat.say(session, "Something", for_=for_)
        plc.seat.commit(session, "A promise", for_=for_)
        plc.seat.park(session, "Parked")
    room = maya.sessions.room(session)
    group = maya.console.cluster(session, [room.contributions[0].id], "A group").room.groups[0].id
    for plc in (maya, ben, sam):
        plc.seat.vote(session, {group: 1, room.contributions[1].id: 1})
    current = maya.sessions.room(session).current
    assert current is not None
    maya.console.show_votes(session, current.id)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The community, made once."""
    return once(tmp_path_factory, "hostile-sessions", lambda folder: build(folder / "plc.db")) / "plc.db"


def ids(path: Path) -> dict[str, str]:
    plc = open_plc(path, as_handle="maya")
    shelves = plc.sessions.shelves()
    plc.close()
    return {"PLANNED": shelves.planned[0].id, "OPEN": shelves.open[0].id, "HELD": shelves.past[0].id}


def words(line: str, names: dict[str, str], payload: str = "") -> Iterator[str]:
    for word in line.split():
        yield names.get(word, word).replace("PAYLOAD", payload)


def harmless(where: str, *outputs: str) -> None:
    for output in outputs:
        found = hostile.HARMFUL.search(re.sub("[\t\n]|\r\n", " ", output))
        assert found is None, f"{where} gives {found and found[0]!r}"
        assert "Traceback" not in output, where
        assert "mistake of its own" not in output, f"{where}: {output}"


def read(made: Path, folder: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Run every reading verb in every form; return the fields whose words were printed."""
    shutil.copy(made, folder / "plc.db")
    names = ids(folder / "plc.db")
    matrix.poison(folder / "plc.db", turn)
    plc, seen = Shell(folder / "plc.db", monkeypatch), set[str]()
    for line in READ:
        for form in ((),) if "--format" in line or "calendar" in line else FORMS:
            said = plc(*words(line, names), *form, as_="maya")
            where = f"plc {line} {' '.join(form)}"
            harmless(where, said.out, said.err)
            if line.endswith("csv"):
                cells = [cell for row in csv.reader(io.StringIO(said.out)) for cell in row]
                assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], where
            if line.endswith("html"):
                assert LIVE.search(said.out) is None, where
            seen |= {".".join(matrix.FIELDS[field]) for field, _ in matrix.marks_in(said.out)}
    return seen


@pytest.mark.parametrize("turn", [0, 4])
def test_no_verb_of_sessions_prints_or_exports_what_is_obeyed(
    made: Path, tmp_path: Path, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    seen = read(made, tmp_path, turn, monkeypatch)
    ours = ("facilitated_session", "session_step", "session_person", "contribution", "cluster", "commitment")
    fields = {f"{table}.{column}" for table, column in matrix.FIELDS if table in ours}
    assert fields == seen & fields, f"these words came out of no verb: {fields - seen}"


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(matrix.NUMBERED)))
def test_no_verb_of_sessions_prints_or_exports_what_is_obeyed_whatever_the_payload(
    made: Path, tmp_path: Path, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(made, tmp_path, turn, monkeypatch)


def type_all(made: Path, folder: Path, payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(made, folder / "plc.db")
    names, plc = ids(folder / "plc.db"), Shell(folder / "plc.db", monkeypatch)
    for line in TYPED:
        said = plc(*words(line, names, payload), as_="maya", expect=None)
        harmless(f"plc {line}", said.out, said.err)
        assert said.code in (0, 1, 2, 3, 4), f"plc {line}: exit {said.code}\n{said.err[:300]}"
    said = plc("session", "show", names["OPEN"], "--console", as_="maya")
    harmless("what was typed", said.out)


@pytest.mark.parametrize("name", ["colour left on", "closing tag of nothing"])
def test_what_is_typed_to_sessions_is_only_words(
    made: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_all(made, tmp_path, {**hostile.PAYLOADS, **matrix.MATRIX}[name].replace("\0", ""), monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(matrix.MATRIX.keys() - {"nul"}))
def test_whatever_is_typed_to_sessions_is_only_words(
    made: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_all(made, tmp_path, matrix.MATRIX[name].replace("\0", ""), monkeypatch)


def test_every_text_field_of_a_session_is_among_those_written_over() -> None:
    its = {table.name for table in (sessions, session_steps, session_people, contributions, clusters, commitments)}
    assert {each for each in community.text_columns() if each[0] in its} <= set(matrix.FIELDS)
