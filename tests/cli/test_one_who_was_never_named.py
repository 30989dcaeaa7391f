"""A third member finds nothing of what two others share: by no list, search, count, completion, id, export or error."""

from __future__ import annotations

import click
import pytest

from cli.conftest import Shell
from plc_tui.cli import completing
from plc_tui.cli.desk import Desk

LISTS = (
    *(("goal", "list"), ("goal", "list", "--whose", "shared"), ("note", "list"), ("note", "list", "--tag", "wait")),
    *(
        ("note", "list", "--by", "maya"),
        ("review", "list"),
        ("inbox",),
        ("find", "silence"),
        ("find", "a"),
        ("brief", "maya"),
    ),
    *(("brief", "ben"), ("drafts", "list"), ("bin", "list"), ("circle", "list"), ("member", "list")),
    *(("export", "--format", form) for form in ("jsonl", "html", "csv", "ics")),
)
BY_ID = {
    "goal": (
        *(("goal", verb, "{}") for verb in ("show", "history", "rest", "meet", "let-go", "reopen", "delete")),
        *(("goal", "share", "{}", "--everyone"), ("goal", "share", "{}", "--everyone", "--preview")),
        *(
            ("goal", "edit", "{}", "--why", "x", "--because", "y"),
            ("goal", "step", "{}", "x"),
            ("goal", "check-in", "{}", "x"),
        ),
        *(("note", "add", "x", "--goal", "{}"), ("note", "list", "--goal", "{}"), ("respond", "{}", "--encourage")),
        ("review", "ask", "{}", "--focus", "x", "--from", "ben"),
    ),
    "note": (
        *(("note", verb, "{}") for verb in ("show", "history", "delete")),
        *(("note", "show", "{}", "--version", "1"), ("note", "show", "{}", "--read-as", "ben")),
        *(
            ("note", "edit", "{}", "--title", "x"),
            ("note", "share", "{}", "--everyone"),
            ("note", "link", "{}", "--none"),
        ),
        *(("respond", "{}", "--wonder", "x"), ("review", "ask", "{}", "--focus", "x", "--from", "ben")),
        *(("bin", "restore", "{}"), ("bin", "empty", "{}", "--confirm"), ("drafts", "show", "note:{}")),
    ),
    "response": (("respond", "{}", "--answer", "x"), ("respond", "{}", "--withdraw"), ("bin", "restore", "{}")),
    "request": (
        *(
            ("review", verb, "{}")
            for verb in ("show", "take", "decline", "give-back", "send", "withdraw", "volunteers")
        ),
        *(
            ("review", "hand-on", "{}", "ben"),
            ("review", "write", "{}", "--point", "warm=x"),
            ("review", "show-name", "{}"),
        ),
        *(("review", "invite", "{}", "ben"), ("review", "close", "{}", "--statement", "x")),
    ),
    "review": (("review", "show", "{}"), ("note", "show", "{}"), ("respond", "{}", "--encourage")),
    "point": (("review", "decide", "{}", "--keep"), ("review", "reply", "{}", "x")),
    "step": (("goal", "step", "{}", "--done"), ("goal", "step", "{}", "--not-done")),
}
COMPLETERS = (completing.notes, completing.goals, completing.things, completing.requests, completing.tags)


@pytest.fixture(scope="session")
def known(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, str]]:
    """The bytes of a file in which Maya and Ben do everything two colleagues do; the ids of all of it, by kind."""
    plc = Shell(tmp_path_factory.mktemp("known") / "plc.db", pytest.MonkeyPatch())
    plc.db.write_bytes(made)
    plc.db.chmod(0o600)
    goal = plc.id("goal", "add", "More silence", "--first-step", "Five seconds")
    note = plc.id("note", "add", "--title", "Wait time", "The silence #wait", "--goal", goal)
    plc("goal", "share", goal, "--with", "ben")
    plc("note", "share", note, "--circle", "maths")
    response = plc.id("respond", note, "--wonder", "Whose silence?", as_="ben")
    plc("respond", goal, "--encourage", "A good silence", as_="ben")
    request = plc.id("review", "ask", note, "--focus", "Is the silence kind?", "--from", "ben")
    plc("review", "write", request, "--point", "warm=A kind silence", as_="ben")
    plc("review", "send", request, as_="ben")
    plc("note", "edit", note, "--body", "The long silence #wait")
    plc("note", "delete", plc.id("note", "add", "A silence thrown away"))
    review = plc.item("review", "show", request)["reviews"][0]
    ids = {
        "goal": goal,
        "note": note,
        "response": response,
        "request": request,
        "review": review["id"],
        "point": review["points"][0]["id"],
        "step": plc.item("goal", "show", goal)["steps"][0]["id"],
    }
    return plc.db.read_bytes(), ids


@pytest.fixture
def ids(plc: Shell, known: tuple[bytes, dict[str, str]]) -> dict[str, str]:
    """From now on the file is the one in which Maya and Ben did all that; its ids, by kind."""
    data, ids = known
    plc.db.write_bytes(data)
    return ids


def everything_listed(plc: Shell) -> list[object]:
    forms = ((), ("--json",), ("--plain",))
    return [plc(*command, *form, as_="tomas", expect=None) for command in LISTS for form in forms]


def everything_completed(plc: Shell) -> list[list[str]]:
    desk = Desk()
    desk.db, desk.as_ = str(plc.db), "tomas"
    context = click.Context(click.Command("plc"), obj=desk)
    found = [[item.value for item in offer(context, click.Argument(["x"]), "")] for offer in COMPLETERS]
    desk.close()
    return found


def test_every_list_search_count_and_export_reads_as_if_nothing_had_happened(
    plc: Shell, request: pytest.FixtureRequest
) -> None:
    listed, completed = everything_listed(plc), everything_completed(plc)
    request.getfixturevalue("ids")
    assert everything_completed(plc) == completed == [[], [], [], [], []]
    for command, before, after in zip(
        [command for command in LISTS for _ in range(3)], listed, everything_listed(plc), strict=True
    ):
        assert before == after, command


@pytest.mark.parametrize("kind", BY_ID)
def test_every_verb_says_the_same_of_an_id_that_is_there_and_of_one_that_is_not(
    plc: Shell, ids: dict[str, str], kind: str
) -> None:
    real = ids[kind]
    made_up = next(f"{real[0]}{letter * 3}" for letter in "23456789" if not any(i[1:2] == letter for i in ids.values()))
    before = plc.item("note", "show", ids["note"]), plc.item("goal", "show", ids["goal"])
    for template in BY_ID[kind]:
        there, not_there = (
            plc(*(word.format(thing) for word in template), as_="tomas", expect=None) for thing in (real, made_up)
        )
        assert there == not_there, template
        assert there.code in (2, 3), template
    assert (plc.item("note", "show", ids["note"]), plc.item("goal", "show", ids["goal"])) == before
