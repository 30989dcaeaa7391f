"""A failed command never loses typed text: from standard input, and from an editor on a real terminal."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from terminal import Program
from terminal import plc as on_terminal

if TYPE_CHECKING:
    from conftest import Shell


def editor(tmp_path: Path, script: str) -> dict[str, str | None]:
    """Make an editor of a few lines of Python that works on the file `path`; return the environment that names it."""
    file = tmp_path / "editor.py"
    file.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{script}\n")
    return {"EDITOR": f"{sys.executable} {file}", "VISUAL": None}


def rescued(home: Path) -> list[Path]:
    return sorted((home / "state" / "plc" / "rescued").glob("*"))


def run(plc: Shell, tmp_path: Path, script: str, *args: str) -> tuple[int, str]:
    """Run a command with that editor on a terminal; the exit code and all it said, as one line."""
    env = editor(tmp_path, script)
    with on_terminal(*args, db=plc.db, as_="maya", env=env, home=tmp_path / "home", columns=200) as program:
        code = program.exit_code(30)
        return code, _words(program)


def _words(program: Program) -> str:
    return re.sub(r"\s+", " ", program.text)


def test_on_a_terminal_the_editor_opens_with_the_models_prompts(plc: Shell, tmp_path: Path) -> None:
    script = "text = path.read_text(); path.write_text(text.replace('## What?', '## What?\\nThey laughed.', 1))"
    code, said = run(plc, tmp_path, script, "note", "add", "--title", "Today", "--model", "what3")
    assert code == 0, said
    (note,) = plc.items("note", "list")
    assert "They laughed." in note["body"]
    assert rescued(tmp_path / "home") == []


def test_an_edit_begins_with_the_text_as_it_is(plc: Shell, tmp_path: Path) -> None:
    note = plc.id("note", "add", "I waited four seconds.")
    code, said = run(plc, tmp_path, "path.write_text(path.read_text().replace('four', 'seven'))", "note", "edit", note)
    assert code == 0, said
    assert plc.item("note", "show", note)["body"] == "I waited seven seconds."


def test_an_edit_by_editor_notices_that_the_note_changed_meanwhile(plc: Shell, tmp_path: Path) -> None:
    note = plc.id("note", "add", "first")
    env = editor(tmp_path, "input('READY'); path.write_text('mine')")
    with on_terminal("note", "edit", note, db=plc.db, as_="maya", env=env, home=tmp_path / "home") as program:
        program.wait_for("READY")
        plc("note", "edit", note, "--body", "other")
        assert program.press("enter").exit_code() == 5
    assert [each["body"] for each in plc.items("note", "history", note)] == ["first", "other", "mine"]
    assert rescued(tmp_path / "home") == []


@pytest.mark.parametrize("script", ["pass", "path.write_text('')", "path.write_text('  \\n')"])
def test_an_editor_left_without_words_saves_nothing(plc: Shell, tmp_path: Path, script: str) -> None:
    code, said = run(plc, tmp_path, script, "note", "add", "--title", "T")
    assert (code, "Nothing was written" in said) == (2, True)
    assert plc.items("note", "list") == []
    assert rescued(tmp_path / "home") == []


def test_what_was_written_in_the_editor_is_kept_when_it_cannot_be_saved(plc: Shell, tmp_path: Path) -> None:
    code, said = run(plc, tmp_path, "path.write_text('Three paragraphs')", "note", "add", "--goal", "g222")
    assert code == 3
    (kept,) = rescued(tmp_path / "home")
    assert kept.read_text() == "Three paragraphs"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert str(kept) in said.replace(" ", "")


def test_what_was_written_stays_in_no_file_when_its_note_was_locked_meanwhile(plc: Shell, tmp_path: Path) -> None:
    key = tmp_path / "passphrase"
    key.write_text("a bicycle made of rain\n")
    key.chmod(0o600)
    plc("passphrase", "set", "--confirm", "--passphrase-file", str(key))
    note = plc.id("note", "add", "The zebrafinch sang")
    env = editor(tmp_path, "input('READY'); path.write_text('The nightjarring came')")
    with on_terminal("note", "edit", note, db=plc.db, as_="maya", env=env, home=tmp_path / "home") as program:
        program.wait_for("READY")
        plc("note", "lock", note, "--confirm", "--passphrase-file", str(key))
        assert program.press("enter").exit_code() == 4
        assert "The nightjarring came" in _words(program)
    assert rescued(tmp_path / "home") == []


def test_what_was_written_outlives_the_command_being_killed(plc: Shell, tmp_path: Path) -> None:
    env = editor(tmp_path, "path.write_text('Half a thought'); import time; print('READY'); time.sleep(60)")
    with on_terminal("note", "add", db=plc.db, as_="maya", env=env, home=tmp_path / "home") as program:
        program.wait_for("READY").kill()
    (kept,) = rescued(tmp_path / "home")
    assert kept.read_text() == "Half a thought"


def test_an_editor_that_does_not_start_is_said(plc: Shell, tmp_path: Path) -> None:
    env: dict[str, str | None] = {"EDITOR": "/nonexistent/editor", "VISUAL": None}
    with on_terminal("note", "add", db=plc.db, as_="maya", env=env, home=tmp_path / "home", columns=200) as program:
        assert program.exit_code() == 2
        assert "Your editor did not start" in _words(program)


def test_a_file_that_does_not_open_is_told_before_anything_is_written(tmp_path: Path) -> None:
    env = editor(tmp_path, "path.write_text('never')")
    with on_terminal("note", "add", db=tmp_path / "none.db", env=env, home=tmp_path / "home", columns=200) as program:
        assert program.exit_code() == 1
        assert "plc init" in _words(program)
    assert rescued(tmp_path / "home") == []


def test_no_input_starts_no_editor(plc: Shell, tmp_path: Path) -> None:
    code, said = run(plc, tmp_path, "path.write_text('never')", "note", "add", "--no-input")
    assert (code, "give it a title or a few words" in said) == (2, True)


def test_a_review_is_written_in_the_editor_under_the_frames_headings(plc: Shell, tmp_path: Path) -> None:
    note = plc.id("note", "add", "Look at this")
    plc("circle", "leave", "maths")
    request = plc.id("review", "ask", note, "--focus", "Do I listen?", "--from", "ben")
    env = editor(
        tmp_path, "lines = path.read_text().split('\\n')\npath.write_text('\\n'.join(lines) + '\\nA long pause?\\n')"
    )
    with on_terminal("review", "write", request, db=plc.db, as_="ben", env=env, home=tmp_path / "home") as program:
        assert program.exit_code(30) == 0, program.text
    (review,) = plc.item("review", "show", request, as_="ben")["reviews"]
    assert [(point["box"], point["text"]) for point in review["points"]] == [("question", "A long pause?")]


@pytest.mark.parametrize(
    "command",
    [
        ("note", "add", "-", "--goal", "g222"),
        ("note", "edit", "n222", "-"),
        ("goal", "edit", "g222", "--question", "-", "--because", "b"),
        ("goal", "check-in", "g222", "-"),
        ("goal", "step", "g222", "-"),
        ("goal", "rest", "g222", "-"),
        ("respond", "n222", "--wonder", "-"),
        ("review", "write", "q222", "--point", "warm=-"),
        ("review", "write", "q222", "--file", "-"),
        ("review", "reply", "p222", "-"),
        ("review", "decide", "p222", "--keep", "--reply", "-"),
        ("review", "close", "q222", "--statement", "-"),
    ],
)
def test_what_was_piped_in_is_kept_whatever_verb_fails(plc: Shell, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = plc(*command, stdin="Words I typed", expect=3)
    kept = Path(done.err.split("Your text is safe in ")[1].splitlines()[0].rstrip("."))
    assert kept.read_text() == "Words I typed"
    assert kept.is_relative_to(tmp_path / "state")


def test_rescued_texts_go_where_the_settings_say(plc: Shell, tmp_path: Path) -> None:
    plc("config", "set", "rescue_folder", str(tmp_path / "mine"))
    plc("note", "edit", "n222", "-", stdin="kept", expect=3)
    (kept,) = (tmp_path / "mine").iterdir()
    assert kept.read_text() == "kept"


def test_with_no_folder_left_the_text_is_shown_again(
    plc: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    (tmp_path / "state").write_text("not a folder")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "state"))
    assert "here it is:\nWords I typed" in plc("note", "edit", "n222", "-", stdin="Words I typed", expect=3).err
