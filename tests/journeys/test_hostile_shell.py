"""The shell's part of the hostile matrix: what verbs print and write, and what is typed on a command line.

Reading: every reading verb in every form, over a file whose fields hold the payloads unclean. Typing: every place of a
command line that takes words, with each payload. Neither output nor any file's name or text holds what a terminal, a
spreadsheet, a browser or a calendar would obey.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import hostile
import hostile_community as community
import hostile_matrix as matrix
from cli.conftest import Shell, _home  # noqa: F401 - every user directory below tmp_path, for these tests too
from hostile_paths import SHELL_PATHS, TYPED

TURNS = len(matrix.NUMBERED)
FORMS: tuple[tuple[str, ...], ...] = ((), ("--plain",), ("--json",))


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community of kind words, everything in it written through the services."""
    return community.kind_file(tmp_path_factory)


def harmless(where: str, *outputs: str) -> None:
    """Hold that nothing in the outputs is obeyed by a terminal; tabs and line ends are the verbs' own."""
    for output in outputs:
        found = hostile.HARMFUL.search(re.sub("[\t\n]|\r\n", " ", output))
        assert found is None, f"{where} gives {found and found[0]!r}"
        assert "Traceback" not in output, where
        assert "mistake of its own" not in output, f"{where}: {output}"


# Reading


def ids_of(path: Path) -> dict[str, str]:
    """The ids of this community, by the names that the paths use."""
    plc = community.reopened(path)
    note = next(n for n in plc.notes.list().items if len(plc.responses.of(n.id)) > 9)
    goal = next(g for g in plc.goals.list().items if len(plc.goals.show(g.id).steps) > 9)
    shelves = plc.reviews.shelves()
    ids = {"NOTE": note.id, "GOAL": goal.id, "ASKED": shelves.asked_of_me[0].id, "MINE": shelves.finished[0].id}
    drafts = {f"DRAFT{number}": draft.place for number, draft in enumerate(plc.drafts.list())}
    plc.close()
    return ids | drafts


def read_all(kind: Path, folder: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, int]]:
    """Run every reading verb in every form; return (verb and form, field, payload) of every mark that was printed."""
    shutil.copy(kind, folder / f"turn{turn}.db")
    ids = ids_of(folder / f"turn{turn}.db")
    matrix.poison(folder / f"turn{turn}.db", turn)
    plc, seen = Shell(folder / f"turn{turn}.db", monkeypatch), set()
    for line in SHELL_PATHS:
        words = [ids.get(word, word) for word in line.split()]
        for form in ((),) if words[0] == "export" else FORMS:
            said = plc(*words, *form)
            harmless(f"plc {line} {' '.join(form)}", said.out, said.err)
            if form == ("--json",):
                said.json()
            marks = matrix.marks_in(said.out + said.err)
            seen |= {(f"{line} {' '.join(form)}".strip(), ".".join(matrix.FIELDS[f]), p) for f, p in marks}
    return seen


def test_no_reading_verb_prints_what_a_terminal_obeys(
    kind: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    seen = read_all(kind, tmp_path, 0, monkeypatch)
    paths = {(path, field) for path, field, _ in seen}
    print(f"\nshell: {len(paths)} paths, {len(seen)} cells")
    assert len(paths) >= 150
    assert set(SHELL_PATHS) <= {path.split(" --json")[0].split(" --plain")[0] for path, _ in paths}


@pytest.mark.slow
def test_no_reading_verb_prints_what_a_terminal_obeys_whatever_the_payload(
    kind: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    seen: set[tuple[str, str, int]] = set()
    for turn in range(TURNS):
        seen |= read_all(kind, tmp_path, turn, monkeypatch)
    paths = {(path, field) for path, field, _ in seen}
    print(f"\nshell: {len(paths)} paths, {len(seen)} cells")
    missing = sorted(
        (path, field, matrix.NUMBERED[p]) for path, field in paths for p in range(TURNS) if (path, field, p) not in seen
    )
    assert len(missing) < len(seen) / 20, f"{len(missing)} cells were not printed: {missing[:40]}"


# Exports


def exported(kind: Path, folder: Path, turn: int, form: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every file of an export: its path below the folder, and its text."""
    shutil.copy(kind, folder / "plc.db")
    matrix.poison(folder / "plc.db", turn)
    Shell(folder / "plc.db", monkeypatch)("export", "--format", form, "--to", str(folder / form))
    files = [path for path in (folder / form).rglob("*") if path.is_file()]
    return {str(path.relative_to(folder / form)): path.read_bytes().decode() for path in files}


LIVE_IN_A_PAGE = re.compile(
    r"<(?:script|img|iframe|[^>]*\bon\w+=)|(?:href|src)=[\"']?(?:javascript|data|vbscript|file):"
)
"""Scripts, foreign pictures, handlers and links that run something."""


def formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def check_export(form: str, files: dict[str, str]) -> None:
    assert matrix.marks_in("".join(files.values()))
    for name, words in files.items():
        assert all(c.isalnum() or c in "./-" or unicodedata.category(c)[0] == "M" for c in name), f"{name!r}"
        assert ".." not in name
        assert all(len(part.encode()) <= 120 for part in name.split("/"))
        harmless(f"{form}: {name}", words)
        if form == "csv":
            assert not [cell for row in csv.reader(io.StringIO(words)) for cell in row if formula(cell)]
        if form == "jsonl":
            assert all(json.loads(line) for line in words.splitlines())
        if form in ("html", "markdown"):
            live = LIVE_IN_A_PAGE.search(words)
            assert live is None, f"{name} holds {live and live[0]!r}"
        if form == "ics":
            assert all(re.match(r"[A-Z-]+[;:]| ", line) for line in words.split("\r\n") if line), "a line of its own"


@pytest.mark.parametrize("form", ["markdown", "jsonl", "html", "csv", "ics"])
def test_an_export_holds_nothing_that_acts_and_its_files_have_safe_names(
    kind: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_export(form, exported(kind, tmp_path, 3, form, monkeypatch))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["markdown", "jsonl", "html", "csv", "ics"])
@pytest.mark.parametrize("turn", range(TURNS))
def test_an_export_holds_nothing_that_acts_whatever_the_payload(
    kind: Path, tmp_path: Path, form: str, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_export(form, exported(kind, tmp_path, turn, form, monkeypatch))


# Typing


def typed(payload: str) -> str:
    """What an argument can hold: a shell gives no NUL, and what is no UTF-8 comes as half characters."""
    return payload.replace("\0", "").encode(errors="surrogatepass").decode(errors="surrogateescape")


def type_all(
    kind: Path,
    folder: Path,
    payload: str,
    monkeypatch: pytest.MonkeyPatch,
    forms: tuple[tuple[str, ...], ...] = ((), ("--json",)),
) -> int:
    """Put one payload in every place of a command line that takes words."""
    shutil.copy(kind, folder / "plc.db")
    ids = ids_of(folder / "plc.db")
    plc, words = Shell(folder / "plc.db", monkeypatch), typed(payload)
    before = set(folder.iterdir())
    for line, code in TYPED.items():
        for form in forms:
            said = plc(*(word.replace("PAYLOAD", words) for word in _split(line, ids)), *form, expect=None)
            harmless(f"plc {line} {' '.join(form)} with {payload[:40]!r}", said.out, said.err)
            assert said.code in code, f"plc {line} with {payload[:40]!r}: exit {said.code}\n{said.err[:300]}"
    made = {path.name for path in set(folder.iterdir()) - before}
    assert all(re.fullmatch(r"[\w.-]+", name) for name in made), made
    return len(forms) * len(TYPED)


def _split(line: str, ids: dict[str, str]) -> Iterator[str]:
    for word in line.split():
        yield ids.get(word, word)


MARKUP = "closing tag of nothing"


@pytest.mark.parametrize("name", ["colour left on", MARKUP, "bytes that are no text"])
def test_what_is_typed_on_a_command_line_is_only_words(
    kind: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = ((),) if name == MARKUP else ((), ("--json",))  # JSON knows no markup
    print(f"\ncommand lines: {type_all(kind, tmp_path, PAYLOADS[name], monkeypatch, forms)} cells")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [*sorted(matrix.MATRIX.keys() - {"nul"}), "lone surrogates", "not characters", "path", "percent and quotes"]
)
def test_whatever_is_typed_on_a_command_line_is_only_words(
    kind: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_all(kind, tmp_path, PAYLOADS[name], monkeypatch)


PAYLOADS = {
    **hostile.PAYLOADS,
    **matrix.MATRIX,
    "bytes that are no text": matrix.NOT_UTF8.decode(errors="surrogateescape"),
}


def test_a_file_with_bytes_that_are_no_text_is_named_and_nothing_of_it_reaches_the_terminal(
    kind: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table, column in (("note", "title"), ("note", "body"), ("member", "name"), ("tag", "tag"), ("meta", "value")):
        shutil.copy(kind, tmp_path / "plc.db")
        connection = sqlite3.connect(tmp_path / "plc.db")
        where = " WHERE key = 'name'" if table == "meta" else ""
        connection.execute(f"UPDATE OR IGNORE {table} SET {column} = CAST(? AS TEXT){where}", (matrix.NOT_UTF8,))
        connection.commit()
        connection.close()
        plc = Shell(tmp_path / "plc.db", monkeypatch)
        for line in ("note list", "find kestrel", "member list", "inbox", "export --format jsonl"):
            said = plc(*line.split(), expect=None)
            harmless(f"plc {line} over bad bytes in {table}.{column}", said.out, said.err)
