"""A community's own protocol that cannot be used is named with its line and the reason; all others go on working."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plc_tui import seeds
from plc_tui.seeds.shelves import for_protocols

MINE = """
id = "mine"
title = "Our own way"
credit = "Ours, 2026"
purpose = "For Fridays."
when = "Choose this when it is Friday."
needs = ["listen"]
trust = "low"
people_least = 2
people_most = 8

[[step]]
id = "tell"
title = "Tell"
minutes = 3
least = 2
most = 4
speaker = "presenter"
silent = ["participants"]
prompt = "What happened?"
cycle = "person"

[[step]]
id = "ask"
title = "Ask"
minutes = 1
least = 0.5
most = 2
each = true
speaker = "each"
silent = ["presenter"]
prompt = "What would you like to know?"
gathers = ["question"]
cycle = "person"

[[step]]
id = "end"
title = "End"
minutes = 5
least = 3
most = 8
speaker = "all"
prompt = "Who will do what?"
gathers = ["commitment"]
"""

END = 'prompt = "Who will do what?"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "protocols").mkdir()
    yield tmp_path
    seeds.use_folder(None)


def put(folder: Path, text: str, name: str = "mine") -> None:
    (folder / f"protocols/{name}.toml").write_text(text, encoding="utf-8")
    seeds.use_folder(folder)


MORE = """
[[step]]
id = "more"
title = "More"
minutes = 1
least = 1
most = 1
speaker = "all"
prompt = "More?"
cycle = "person"
"""

BROKEN = [
    (MINE, MINE + "title = no", "line 45: "),
    ("minutes = 3", "minutes = 1", 'line 16: "least" is more than "minutes"'),
    ("minutes = 5", "minutes = 9", 'line 39: "minutes" is more than "most"'),
    ("least = 0.5", "least = 0", 'line 27: "least" wants more than 0'),
    ("most = 8\nspeaker", "most = 721\nspeaker", 'line 41: "most" wants more than 0 and at most 720'),
    ("minutes = 3", 'minutes = "three"', 'line 15: "minutes" wants a number'),
    ('speaker = "all"', 'speaker = "the boss"', 'line 42: "speaker" wants one of: facilitator'),
    ('["participants"]', '["pupils"]', 'line 19: "pupils" is not known in "silent"'),
    ('["question"]', '["grade"]', 'line 33: "grade" is not known in "gathers"'),
    ('["listen"]', '["fun"]', 'line 7: "fun" is not known in "needs"'),
    ('"low"', '"none"', 'line 8: "trust" wants one of: low, medium, high'),
    (END, END + "dots = 11\n", 'line 44: "dots" wants a whole number from 0 to 10'),
    (END, END + "dots = 1.5\n", 'line 44: "dots" wants a whole number'),
    (END, END + "dots = 3\nfist = true\n", 'line 44: a step has either "fist" or "dots"'),
    (END, END + 'naming = "secret"\n', 'line 44: "naming" wants one of: named'),
    (END, END + 'naming = "sealed"\n', "line 44: a commitment is somebody's own"),
    (END, END + "each = true\n", 'line 44: "each" counts the minutes of a round'),
    (END, END + 'silent = ["presenter"]\n', 'line 44: "silent" names somebody who is to speak'),
    ('silent = ["participants"]', 'silent = ["presenter"]', 'line 19: "silent" names somebody'),
    ('silent = ["presenter"]', 'silent = ["participants"]', "line 31: in a round the participants speak"),
    ('gathers = ["question"]\n', "hidden = true\n", 'line 33: "hidden" is about writing'),
    ('id = "end"', 'id = "ask"', 'line 37: two of the steps have the id "ask"'),
    (END, END + 'cycle = "often"\n', 'line 44: "cycle" wants "person", or a number'),
    (END, END + 'cycle = "1"\n', 'line 44: "cycle" wants "person", or a number'),
    (END, END + 'cycle = "2100"\n', 'line 44: "cycle" wants "person", or a number'),
    (MINE, MINE + MORE, 'line 54: the steps with cycle = "person" want to follow one another'),
    ("people_least = 2", "people_least = 9", 'line 9: "people_least" is more than "people_most"'),
    ("people_least = 2", "people_least = 2.5", 'line 9: "people_least" wants a whole number'),
    ("people_most = 8", "people_most = 201", 'line 10: "people_most" wants a whole number from 1 to 200'),
    ("people_most = 8", "people_most = 100", "line 10: with 100 people this takes more than 12 hours"),
    ('prompt = "What happened?"\n', "", 'line 12: "prompt" is missing'),
    (END, END + 'promt = "x"\n', 'line 44: "promt" is not known here'),
    (MINE, MINE.split("[[step]]", maxsplit=1)[0], 'line 1: "step" is missing'),
]


def test_a_community_adds_its_own_protocol(folder: Path) -> None:
    put(folder, MINE)
    assert seeds.protocol_problems() == ()
    assert seeds.protocol("mine").steps[1].turns(5) == 4
    assert seeds.protocol_file("mine") == folder / "protocols/mine.toml"


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN, ids=[reason for _, _, reason in BROKEN])
def test_a_broken_protocol_is_left_out_and_named_with_its_line(folder: Path, old: str, new: str, reason: str) -> None:
    assert MINE.count(old) == 1
    shipped = seeds.protocols()
    put(folder, MINE.replace(old, new))
    assert seeds.protocols() == shipped
    (problem,) = seeds.protocol_problems()
    assert problem.startswith(f"protocols/mine.toml, {reason}")
    assert problem.endswith(".")
    assert seeds.problems() == (problem,)


def test_a_broken_protocol_of_a_shipped_name_leaves_the_shipped_one_in_place(folder: Path) -> None:
    put(folder, MINE, name="tuning")
    assert seeds.protocol("tuning").title == "Tuning"
    assert "seed/protocols" in seeds.protocol_file("tuning").as_posix()
    assert seeds.protocol_problems()[0].startswith("protocols/tuning.toml, line 2: ")


lines = MINE.splitlines(keepends=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(lines), st.text(max_size=12)), max_size=40).map("".join))
def test_no_content_of_a_protocol_whatever_stops_the_program(tmp_path: Path, content: str) -> None:
    (tmp_path / "protocols").mkdir(exist_ok=True)
    (tmp_path / "protocols/mine.toml").write_bytes(content.encode("utf-8", "replace"))
    shelf = for_protocols()
    shelf.use_folder(tmp_path)
    assert shelf.get("tuning")
    assert len(shelf.problems()) == ("mine" not in [protocol.id for protocol in shelf.all()])
