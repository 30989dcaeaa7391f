"""A review from asking to closing, in the real program: the author at one terminal, her colleague at another."""

from __future__ import annotations

from pathlib import Path

from community import Riverside
from plc_tui.domain.audience import with_people
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from terminal import plc


def test_a_colleague_writes_in_the_frame_and_the_author_decides_and_closes(
    riverside: Riverside, tmp_path: Path
) -> None:
    note = riverside.do("maya", lambda p: p.notes.add(NewNote("I waited four seconds.", "Waiting")))
    new = NewRequest(note.id, "Would you wait longer?", with_people("ben"))
    request = riverside.do("maya", lambda p: p.reviews.ask(new))
    for who in ("maya", "ben"):
        (tmp_path / who).mkdir()
    with (
        plc(db=riverside.path, as_="ben", home=tmp_path / "ben") as ben,
        plc(db=riverside.path, as_="maya", home=tmp_path / "maya") as maya,
    ):
        ben.wait_for("Maya Okafor asks for your eye").press("enter").wait_for("Where it stands")
        ben.keys("w").wait_for("Warm: in tune").type("You name the second it turned.")
        maya.wait_for("F1 Help").keys("4").wait_for("Waiting").press("enter").wait_for("Would you wait longer?")
        assert "second it turned" not in maya.text, "an unsent review is its writer's alone"
        ben.press("f5").wait_for("Send your review").keys("y").wait_gone("Send your review")
        maya.wait_for("second it turned")
        maya.keys("t").wait_for("I will try this")
        maya.keys("c").wait_for("Ctrl+S").type("I wait, and I write down who speaks.").press("ctrl+s")
        maya.wait_for("Close this request?").keys("y")
        ben.wait_for("I wait, and I write down who speaks.")
    closed = riverside.do("ben", lambda p: p.reviews.show(request.id))
    assert closed.state == "closed"
    assert [point.decision for point in closed.reviews[0].points] == ["try"]
