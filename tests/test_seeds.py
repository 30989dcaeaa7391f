"""The files that travel with the program, and what happens when a community adds its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plc_tui import resources, seeds
from plc_tui.seeds.fields import MAX_BYTES
from plc_tui.seeds.kinds import a_frame, a_model
from plc_tui.seeds.shelf import Shelf

SEED = resources.folder("seed")
FOLDERS = {
    "models": seeds.models,
    "frames": seeds.frames,
    "goal_frames": seeds.goal_frames,
    "principles": seeds.principles,
}

MINE = """
id = "mine"
title = "My own way"
credit = "Ours, 2026"
purpose = "For Fridays."
order = "free"

[[prompt]]
id = "one"
title = "What made me smile?"
ask = "Somebody, something?"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Give a community's own folder that is in use for the length of a test."""
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    seeds.use_folder(tmp_path)
    yield tmp_path
    seeds.use_folder(None)


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    seeds.use_folder(folder)


# what is shipped


@pytest.mark.parametrize("name", FOLDERS)
def test_every_shipped_file_is_read_under_its_own_name(name: str) -> None:
    files = {path.stem for path in (SEED / name).iterdir()}
    assert {thing.id for thing in FOLDERS[name]()} == files
    assert seeds.problems() == ()


def test_the_models_the_design_promises_are_there_and_the_plain_ones_come_first() -> None:
    ids = [model.id for model in seeds.models()]
    assert ids == [
        "free",
        "what3",
        "gibbs",
        "spiral",
        "kolb",
        "brookfield",
        "smyth",
        "bain5r",
        "pdsa",
        "plc4",
    ]


def test_every_phase_of_the_spiral_has_its_stage_and_may_be_taken_in_any_order() -> None:
    spiral = seeds.model("spiral")
    assert spiral.stages == ("scan", "focus", "hunch", "learn", "act", "check")
    assert spiral.order == "free"
    assert len(spiral.prompts) == 6


def test_the_frames_the_design_promises_are_there() -> None:
    ids = [frame.id for frame in seeds.frames()]
    assert ids == ["warm-cool", "ladder", "kind-specific-helpful", "sbi", "tag", "feed-forward"]
    assert [box.id for box in seeds.frame("warm-cool").boxes] == ["warm", "cool", "question"]
    assert [box.id for box in seeds.frame("ladder").boxes] == ["clarify", "value", "wonder", "suggest"]


def test_every_box_offers_a_way_to_begin_and_a_guardrail() -> None:
    for frame in seeds.frames():
        for box in frame.boxes:
            assert box.stem == box.stems[0]
            assert box.guardrail
    assert seeds.frame("ladder").box("value") is not None
    assert seeds.frame("ladder").box("warm") is None


def test_the_plain_goal_frame_asks_exactly_four_questions_with_an_example_each() -> None:
    plain = seeds.goal_frames()[0]
    assert plain.id == "plain"
    assert [field.maps_to for field in plain.fields] == ["question", "why", "notice", "first_step"]
    assert [field.title for field in plain.fields] == [
        "Focus question",
        "Why it matters to me",
        "How I will notice",
        "First step",
    ]
    assert all(field.example for field in plain.fields)


def test_every_goal_frame_leads_to_all_four_parts_of_a_goal() -> None:
    for frame in seeds.goal_frames():
        assert {"question", "why", "notice", "first_step"} <= {field.maps_to for field in frame.fields}


def test_there_are_two_packs_of_principles_and_an_agreement_to_begin_from() -> None:
    own, intasc = seeds.principles()
    assert {principle.group for principle in own.principles} == {"Engage", "Connect", "Innovate", "Empower"}
    assert len(intasc.principles) == 10
    assert len(seeds.agreement().promises) >= 5


def test_whoever_had_the_idea_is_credited() -> None:
    things = [thing for read in FOLDERS.values() for thing in read()]
    assert all(thing.credit for thing in things)
    assert "1988" in seeds.model("gibbs").credit
    assert "1992" in seeds.frame("warm-cool").credit


def test_asking_for_something_unknown_says_what_there_is() -> None:
    with pytest.raises(seeds.SeedProblem, match='no note model "gibs"; there are: free, what3, gibbs'):
        seeds.model("gibs")
    with pytest.raises(seeds.SeedProblem, match="no feedback frame"):
        seeds.frame("warm_cool")
    with pytest.raises(seeds.SeedProblem, match="no goal frame"):
        seeds.goal_frame("okr")


def test_reading_the_seeds_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; from plc_tui import seeds; seeds.models(); seeds.demo();"
        "print(*{m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    loaded = {name for name in run.stdout.split() if not name.startswith(("_", "sitecustomize"))}
    assert loaded <= {"plc_tui", "coverage"}


# what a note starts with


def test_a_note_through_gibbs_starts_with_its_questions_as_headings() -> None:
    skeleton = seeds.model("gibbs").skeleton()
    assert skeleton.startswith("## What happened?\n\n## What was I thinking")
    assert skeleton.endswith("?\n\n")


def test_free_writing_starts_with_an_empty_page() -> None:
    assert seeds.model("free").skeleton() == ""


titles = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(st.lists(titles, max_size=8))
def test_a_skeleton_contains_each_prompt_once_and_in_order(words: list[str]) -> None:
    prompts = tuple(seeds.Prompt(f"p{n}", title, "Why?") for n, title in enumerate(words))
    skeleton = seeds.Model("m", "M", "us", "any", "free", prompts).skeleton()
    assert [line.removeprefix("## ") for line in skeleton.split("\n") if line] == words


# a community's own


def test_a_community_adds_a_model_and_it_comes_after_the_shipped_ones(folder: Path) -> None:
    put(folder, "models/mine.toml", MINE)
    assert [model.id for model in seeds.models()][-1] == "mine"
    assert seeds.model("mine").skeleton() == "## What made me smile?\n\n"
    assert seeds.problems() == ()


def test_a_file_of_the_same_name_replaces_the_shipped_one(folder: Path) -> None:
    put(folder, "models/gibbs.toml", MINE.replace('"mine"', '"gibbs"'))
    assert seeds.model("gibbs").title == "My own way"
    assert [model.id for model in seeds.models()].count("gibbs") == 1


def test_a_community_writes_its_own_starting_agreement(folder: Path) -> None:
    put(folder, "agreement.toml", 'title = "Ours"\ncredit = "We"\npurpose = "Us"\npromises = ["We bring cake."]\n')
    assert seeds.agreement().promises == ("We bring cake.",)


def test_without_its_folder_everything_is_as_shipped_again(folder: Path) -> None:
    put(folder, "models/mine.toml", MINE)
    assert seeds.model("mine")
    seeds.use_folder(None)
    assert "mine" not in [model.id for model in seeds.models()]


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    seeds.use_folder(tmp_path / "nowhere")
    try:
        assert len(seeds.models()) == 10
        assert seeds.problems() == ()
    finally:
        seeds.use_folder(None)


def test_a_place_moves_a_community_model_to_the_front(folder: Path) -> None:
    put(folder, "models/mine.toml", f"place = 0\n{MINE}")
    assert seeds.models()[0].id == "mine"


BROKEN = [
    pytest.param('title = "no end', "line 1: ", id="toml"),
    pytest.param(MINE.replace("purpose", "porpoise"), 'line 1: "purpose" is missing', id="missing"),
    pytest.param(MINE + 'colour = "red"\n', 'line 12: "colour" is not known here', id="unknown"),
    pytest.param(MINE + '"a\\u001b[2J" = 1\n', "is not known here", id="escape"),
    pytest.param(MINE + '[[prompt]]\nid = "two"\ntitle = "Two"\n', 'line 12: "ask" is missing', id="prompt"),
    pytest.param(MINE.replace("one", "One!"), 'line 9: "id" wants small letters', id="unsafe-id"),
    pytest.param(MINE.replace('"mine"', '"../mine"'), 'line 2: "id" wants small letters', id="path-as-id"),
    pytest.param(MINE.replace('"mine"', '"yours"'), 'line 2: "id" wants to be the file\'s own name', id="other-id"),
    pytest.param(MINE.replace('"free"', '"any"'), 'line 6: "order" wants one of: free, given', id="choice"),
    pytest.param(MINE.replace('"My own way"', "7"), 'line 3: "title" wants some text', id="type"),
    pytest.param(MINE.replace("My own way", " "), 'line 3: "title" wants some text', id="blank"),
    pytest.param(MINE.replace("own", "\\n"), 'line 3: "title" wants one line', id="two-lines"),
    pytest.param(MINE.replace("own", "o" * 400), 'line 3: "title" wants one line', id="long"),
    pytest.param(MINE + MINE[MINE.index("[[") :], 'two of the prompt tables have the id "one"', id="twice"),
    pytest.param(MINE.split("[[")[0] + "prompt = 3\n", 'line 8: "prompt" wants a list', id="no-list"),
    pytest.param(MINE.split("[[")[0] + "prompt = [3]\n", 'line 8: "prompt" wants tables', id="no-tables"),
    pytest.param(f"place = true\n{MINE}", 'line 1: "place" wants a number', id="number"),
    pytest.param("a = " + "[" * 5000, "nested too deeply", id="deep"),
    pytest.param("a = " + "9" * 5000, "models/mine.toml: ", id="huge-number"),
    pytest.param("# " + "x" * MAX_BYTES, "64 kB, and 64 kB is the most", id="too-big"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_broken_file_is_left_out_and_named_with_its_line(folder: Path, text: str, reason: str) -> None:
    put(folder, "models/mine.toml", text)
    assert len(seeds.models()) == 10
    (problem,) = seeds.problems()
    assert problem.startswith("models/mine.toml")
    assert reason in problem
    assert problem.endswith(".")
    assert problem.isprintable()
    assert str(folder) not in problem


def test_a_broken_replacement_leaves_the_shipped_one_in_place(folder: Path) -> None:
    put(folder, "frames/ladder.toml", "id = ladder")
    assert seeds.frame("ladder").title == "Ladder of feedback"
    (problem,) = seeds.problems()
    assert problem.startswith("frames/ladder.toml, line 1: ")


def test_a_goal_frame_must_ask_for_the_focus_question_once(folder: Path) -> None:
    shipped = (SEED / "goal_frames/plain.toml").read_text(encoding="utf-8").replace('id = "plain"', 'id = "ours"')
    put(folder, "goal_frames/ours.toml", shipped.replace('maps_to = "question"', 'maps_to = "extra"'))
    assert 'exactly one field wants maps_to = "question"' in seeds.problems()[0]
    put(folder, "goal_frames/ours.toml", shipped.replace('maps_to = "notice"', 'maps_to = "why"'))
    assert 'only one field can have maps_to = "why"' in seeds.problems()[0]


def test_a_file_that_is_not_text_says_so_with_its_line(folder: Path) -> None:
    (folder / "models/mine.toml").write_bytes(b"# fine\n# not fine: \xff\xfe\n")
    assert seeds.problems() == ("models/mine.toml, line 2: this is not UTF-8 text.",)


def test_neither_a_folder_nor_a_pipe_nor_a_dead_link_stops_the_program(folder: Path) -> None:
    (folder / "models/a.toml").mkdir()
    os.mkfifo(folder / "models/b.toml")
    (folder / "models/c.toml").symlink_to(folder / "gone")
    assert len(seeds.models()) == 10
    assert [problem.split(":")[0] for problem in seeds.problems()] == [
        "models/a.toml",
        "models/b.toml",
        "models/c.toml",
    ]


def test_a_folder_that_may_not_be_read_is_as_good_as_none(folder: Path) -> None:
    (folder / "models").chmod(0)
    try:
        assert len(seeds.models()) == 10
    finally:
        (folder / "models").chmod(0o700)


def test_a_broken_shipped_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames/ladder.toml").write_text('id = "ladder"\ntitle = 3\n', encoding="utf-8")
    shelf = Shelf("frames/*.toml", "feedback frame", a_frame, shipped=tmp_path)
    with pytest.raises(seeds.SeedProblem, match=r'^frames/ladder\.toml, line 1: "box" is missing\.$'):
        shelf.all()


scraps = st.lists(
    st.sampled_from(
        ["id", "title", "=", '"mine"', '"', "[[", "]]", "prompt", "\n", "true", "3", "{", "}", "é", "\x00", "#"]
    ),
    max_size=40,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.one_of(st.binary(max_size=300), scraps.map(str.encode), st.text().map(str.encode)))
def test_no_content_of_a_file_whatever_stops_the_program(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "models").mkdir(exist_ok=True)
    (tmp_path / "models/mine.toml").write_bytes(content)
    shelf = Shelf("models/*.toml", "note model", a_model)
    shelf.use_folder(tmp_path)
    assert len(shelf.all()) == 10
    (problem,) = shelf.problems()
    assert problem.startswith("models/mine.toml")
    assert len(problem.splitlines()) == 1
