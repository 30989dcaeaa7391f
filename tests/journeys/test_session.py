"""A session in two real programs: whoever facilitates, and somebody at her seat. Either may be killed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from community import Riverside
from plc_tui.domain.sessions.attending import AWAY
from plc_tui.domain.sessions.plans import NewSession
from terminal import Program, plc, until


def begin(riverside: Riverside) -> str:
    planned = riverside.do("maya", lambda plc: plc.sessions.plan(NewSession("tuning", circle="maths")))
    return riverside.do("maya", lambda plc: plc.sessions.open(planned.id)).id


def been_away(riverside: Riverside, session: str) -> None:
    """Let the time pass after which the console may be taken, without waiting for it."""
    with riverside.at("maya", days=-2 * AWAY / timedelta(days=1)) as maya:
        maya.seat.here(session)


def program(riverside: Riverside, who: str, home: Path) -> Program:
    (home / who).mkdir(exist_ok=True)
    started = plc(db=riverside.path, as_=who, home=home / who)
    return started.wait_for("Riverside PLC", "F1 Help").keys("6").wait_for("going on since")


def drafts(riverside: Riverside, who: str) -> list[str]:
    return [draft.fields.get("body", "") for draft in riverside.do(who, lambda plc: plc.drafts.list())]


def test_a_session_survives_the_death_of_whoever_writes_and_of_whoever_facilitates(
    riverside: Riverside, tmp_path: Path
) -> None:
    session = begin(riverside)
    with program(riverside, "maya", tmp_path) as maya:
        maya.press("enter").wait_for("Console").keys("c").wait_for("Nothing runs yet.")
        with program(riverside, "aisha", tmp_path) as aisha:
            aisha.keys("j").wait_for("Join a session").press("enter").wait_for("Waiting for Maya Okafor to begin.")
            maya.keys("n").wait_for("Now: Welcome")
            aisha.wait_for("Welcome", "left")
            maya.keys("n").wait_for("Now: The work")
            maya.keys("n").wait_for("Now: Questions of fact")
            aisha.wait_for("Questions of fact", "Nobody else sees a word before it is sent.")
            aisha.type("How long did it").wait_for("How long did it")
            until(lambda: drafts(riverside, "aisha") == ["How long did it"])
            aisha.kill().exit_code()
        with program(riverside, "aisha", tmp_path) as aisha:
            aisha.keys("j").wait_for("Join a session").press("enter").wait_for("How long did it", "Questions of fact")
            maya.keys("n").wait_for("Now: Look at the work")
            aisha.wait_for("The group has moved on to").type(" take?").wait_for("How long did it take?")
            aisha.press("ctrl+s").wait_for("Sent to", "4 of 8")
            maya.kill().exit_code()
            been_away(riverside, session)
            aisha.wait_for("Nobody facilitates just now.").press("ctrl+p").wait_for("Type a few letters")
            aisha.type("take the console").press("enter").wait_for("n goes on to Write warm and cool")
            aisha.keys("n").wait_for("Now: Write warm and cool")
    view = riverside.do("aisha", lambda plc: plc.console.look(session)).room
    assert [(each.text, each.by) for each in view.contributions] == [("How long did it take?", "Aisha Khan")]
    assert drafts(riverside, "aisha") == []
