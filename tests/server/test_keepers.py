"""Whoever root named keeper sees members and circles, and not a word of anybody's for it."""

from __future__ import annotations

import pytest

from school import Server
from school_words import MARK, School, fill
from served_run import served

VERBS = """
    note list | note list --whose all | note list --tag quokka-only-mine | note list --by plctest-aisha
    note show {private} | note show {shared} | note show {in_circle} | note history {private} | note edit {private} x
    note share {private} --everyone | note link {private} {goal} | note delete {private} | note lock {private}
    goal list | goal show {goal} | goal share {goal} --everyone | respond {shared} --encourage
    respond {private} --wonder x | circle list | circle show maths | member list | member show plctest-aisha
    brief plctest-aisha | inbox
    find quokka | find quokka --by plctest-aisha | find only | drafts list | drafts show note:new | bin list
    review list | review ask {private} --from plctest-ben | export --format jsonl | export --format html | journal
    config list | passphrase status | doctor
    goal reword {goal} x | goal step {goal} x | note unlock {private} | review show {private} | circle join maths
    journal {private} | journal maths
"""


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


def test_no_verb_gives_a_keeper_a_word(school: School) -> None:
    ids = {"private": school.private, "shared": school.shared, "in_circle": school.in_circle, "goal": school.goal}
    lines = [verb.format(**ids).split() for verb in VERBS.replace("\n", "|").split("|") if verb.strip()]
    assert len(lines) >= 40
    seen = {}
    for line, said in zip(lines, served(school.server, school.maya, lines), strict=True):
        out = said.out + said.err
        for word in line:
            out = out.replace(word, "")
        if MARK in out or "Traceback" in out:
            seen[" ".join(line)] = said
    assert seen == {}


def test_the_same_verbs_do_give_the_words_to_whoever_wrote_them(school: School) -> None:
    ids = {"private": school.private, "shared": school.shared, "in_circle": school.in_circle, "goal": school.goal}
    lines = [line.format(**ids).split() for line in ("note list", "note show {private}", "find only", "goal list")]
    assert [MARK in said.out for said in served(school.server, school.aisha, lines)] == [True] * 4


def test_a_keeper_sees_members_and_circles_and_may_change_what_they_say_of_themselves(school: School) -> None:
    maya, ben = school.maya.login, school.ben.login
    lines = [("member", "list", "--json"), ("circle", "list"), ("member", "edit", ben, "--display", "Ben I.")]
    members, circles, edited = served(school.server, school.maya, lines)
    found = {member["login"]: member["keeper"] for member in members.json()["items"]}
    assert found == {maya: True, ben: False, school.aisha.login: False}
    assert "Maths circle" in circles.out
    assert edited.code == 0
    (refused,) = served(school.server, school.ben, [("member", "edit", maya, "--display", "X")])
    assert (refused.code, "Only a keeper" in refused.err) == (4, True)


def test_root_names_other_keepers_and_the_file_has_no_say(school: School) -> None:
    maya, ben = school.maya.login, school.ben.login
    decided = school.server.layout.config
    before = decided.read_text()
    try:
        decided.write_text(before.replace(maya, ben))
        (refused,) = served(school.server, school.maya, [("member", "edit", ben, "--display", "X")])
        (edited,) = served(school.server, school.ben, [("member", "edit", maya, "--display", "Maya O.")])
    finally:
        decided.write_text(before)
    assert (refused.code, "Only a keeper" in refused.err) == (4, True)
    assert edited.code == 0, edited.err
