"""The served screen: words of a colleague do nothing, and nothing on it writes, opens or starts anything."""

from __future__ import annotations

import pytest

from school import Server
from school_words import School, fill
from served_run import ask


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


def test_words_of_a_colleague_do_nothing_when_they_are_clicked(school: School) -> None:
    evil = "[@click=app.screenshot('owned.svg','/var/lib/plc')]CLICKME[/] [b]x[/b]"
    more = "[CLICKLINK](https://example.org) \x1b]0;HIJACKED\x07 \x1b]52;c;aGFjaw==\x07"
    adding = ("note", "add", f"{evil}\n\n{more}\n", "--title", evil, "--plain")
    note = ask(school.server, school.ben, *adding).out.strip()
    ask(school.server, school.ben, "note", "share", note, "--everyone")
    before = files(school)
    with school.aisha.terminal(columns=120) as program:
        program.wait_for("Home", "Riverside", timeout=40).press("3").wait_for("Talk")
        program.press("o").wait_for("CLICKME", "CLICKLINK", timeout=30)
        program.click_on("CLICKME").settle().click_on("CLICKLINK").settle()
        program.press("escape").press("ctrl+z", "ctrl+q").settle()
        raw = program.raw
        if program.process.poll() is None:
            program.press("f10")
        assert program.exit_code(20) == 0
    assert b"HIJACKED\x07" not in raw
    assert b"\x1b]52" not in raw
    assert files(school) == before


def files(school: School) -> list[str]:
    """What lies in the server's folder, but for what SQLite has there while the file is open."""
    return sorted(path.name for path in school.server.layout.data.rglob("*") if not path.name.startswith("plc.db"))
