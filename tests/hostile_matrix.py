"""The matrix of hostile text: twenty-one payloads, put past all cleaning into every field, each with a mark of its own.

`poison` writes them straight into the tables and the search index, as a hand edit or an older program could have.
Before each payload stands a mark (`zq07p03`: field 7, payload 3), so a mark on the screen or in an output proves that
this payload came to that place. Rows of one field hold different payloads, and `turn` moves them on by one: after as
many turns as there are payloads every row has held every one.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import hostile
from plc_tui import resources

_LONGEST_SEED = 300
"""Characters of one line of a seed file; more are refused."""

SCREENSHOT = "[@click=app.screenshot('taken.svg')]press me[/] [@click=app.quit]press me too[/]"
_TAKEN = (
    "colour left on",
    "clear screen and home",
    "alternate screen off",
    "window title",
    "window title, C1",
    "clipboard",
    "terminal hyperlink",
    "device query",
    "C1 control sequence",
    "bidi override",
    "foreign line ends",
    "nul",
    "zalgo",
    "huge emoji",
    "right to left",
    "closing tag of nothing",
    "javascript link",
    "raw html",
    "formula",
    "long word",
)
MATRIX: dict[str, str] = {**{name: hostile.PAYLOADS[name] for name in _TAKEN}, "click action": SCREENSHOT}
"""Name -> text."""
NUMBERED = tuple(MATRIX)
NOT_UTF8 = b"\xed\xa0\x80 half \xff\xfe \xc3"
"""Bytes that are no text at all."""

FIELDS: tuple[tuple[str, str], ...] = (
    ("meta", "value"),
    ("member", "name"),
    ("member", "interests"),
    ("member", "can_help"),
    ("member", "login"),
    ("circle", "title"),
    ("circle", "purpose"),
    ("note", "title"),
    ("note", "body"),
    ("note", "stage"),
    ("note_version", "title"),
    ("note_version", "body"),
    ("tag", "tag"),
    ("goal_revision", "question"),
    ("goal_revision", "why"),
    ("goal_revision", "notice"),
    ("goal_revision", "steers"),
    ("goal_revision", "season"),
    ("goal_revision", "because"),
    ("goal_answer", "words"),
    ("step", "words"),
    ("check_in", "tried"),
    ("check_in", "noticed"),
    ("check_in", "confidence"),
    ("response", "words"),
    ("review_request", "work_title"),
    ("review_request", "work_body"),
    ("review_request", "focus"),
    ("review_request", "off_limits"),
    ("review_request", "closing"),
    ("point", "words"),
    ("point", "reply"),
    ("draft", "words"),
    ("search", "title"),
    ("search", "body"),
    ("search", "tags"),
    ("seed", "title"),
    ("seed", "ask"),
    ("seed", "stems"),
    ("seed", "purpose"),
    ("facilitated_session", "title"),
    ("facilitated_session", "credit"),
    ("facilitated_session", "focus"),
    ("facilitated_session", "work_title"),
    ("facilitated_session", "work_body"),
    ("session_step", "title"),
    ("session_step", "prompt"),
    ("session_step", "stems"),
    ("session_step", "guardrail"),
    ("session_person", "name"),
    ("contribution", "words"),
    ("cluster", "name"),
    ("commitment", "words"),
)
"""Every field that holds people's words, by (table, column); the number of a field is its place here. `seed` is no
table but the community's own note models, frames and goal frames."""
_ONLY = {
    "meta.value": "key = 'name'",
    "member.login": "handle <> 'maya'",
    "draft.words": "field <> 'model'",
    "review_request.closing": "closing <> ''",
    "point.reply": "reply <> ''",
}
_ON_A_PAGE = {
    *("member.interests", "member.can_help", "circle.purpose", "goal_revision.why", "goal_revision.notice"),
    *("goal_revision.because", "goal_answer.words", "step.words", "check_in.tried", "check_in.noticed"),
    *("review_request.focus", "review_request.off_limits", "point.words", "point.reply", "response.words"),
}
"""Fields with others below them on the same page: a word of a thousand lines would push those out of sight."""
_GONE_ON_WITH = ("draft", "words")
"""Shown from its end, where she goes on writing: it has its mark there as well."""
_MARK = re.compile(r"zq(\d\d)p(\d\d)")


def mark(field: int, payload: int) -> str:
    """The mark of a payload in a field."""
    return f"zq{field:02}p{payload:02}"


def marks_in(output: str) -> set[tuple[int, int]]:
    """Every (field, payload) whose mark stands in an output."""
    return {(int(field), int(payload)) for field, payload in _MARK.findall(output)}


def number_of(field: str) -> int:
    """The number of a field given as `table.column`."""
    return FIELDS.index(tuple(field.split(".")))  # type: ignore[arg-type]  # it is a pair


def texts(field: int, turn: int) -> Iterator[str]:
    """What the rows of a field hold, one after the other."""
    row, longest = 0, 1_000 if ".".join(FIELDS[field]) in _ON_A_PAGE else None
    while True:
        payload = (row + field + turn) % len(NUMBERED)
        row += 1
        words = f"{mark(field, payload)} {MATRIX[NUMBERED[payload]][:longest]}"
        yield f"{words} {mark(field, payload)}" if FIELDS[field] == _GONE_ON_WITH else words


def poison(path: Path, turn: int) -> None:
    """Write the payloads, as they are, into every row of every field of a file that nobody has open."""
    connection = sqlite3.connect(path)
    for field, (table, column) in enumerate(FIELDS):
        if table == "seed":
            continue
        where = _ONLY.get(f"{table}.{column}", "1")
        rows = connection.execute(f"SELECT rowid FROM {table} WHERE {where} ORDER BY rowid").fetchall()
        for (rowid,), text in zip(rows, texts(field, turn), strict=False):
            words = f"{text} kestrel" if table == "search" else text
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (words, rowid))
    connection.execute("UPDATE step SET by = '2026-12-04'")  # what has a day is in the calendar too
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def seed_folder(folder: Path, turn: int) -> None:
    """Make a community's own seed folder: the shipped models and frames, a payload in each of their texts."""
    for kind in ("models", "frames", "goal_frames"):
        (folder / kind).mkdir(parents=True)
    rows = {name: texts(number_of(f"seed.{name}"), turn) for name in ("title", "ask", "stems", "purpose")}

    def told(found: re.Match[str]) -> str:
        words = " ".join(next(rows[found[1] or "stems"])[:_LONGEST_SEED].splitlines())
        quoted = json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
        return f"{found[1]} = {quoted}" if found[1] else f"  {quoted},"

    for file in resources.folder("seed").glob("*/*.toml"):
        if (folder / file.parent.name).is_dir():
            words = re.sub(r'^(?:(title|ask|purpose) = ".*"|  ".*",)$', told, file.read_text(), flags=re.MULTILINE)
            (folder / file.parent.name / file.name).write_text(words)


# What a program of ours writes to a terminal; a payload that says the same is known by what it says besides.
_OURS = re.compile(
    r"\x1b\[(?:\d*[ABCDGHXKdr]|\d+;\d+[Hr])"  # moves, erasing, the scrolling region
    r"|\x1b\[(?:[0-9;]*)m"
    r"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2048)(?:[hl]|\$p)"
    r"|\x1b\[(?:<|>\d+)u"
    r"|\x1b\]22;(?:default|text|pointer)\x07"
    r"|\x1bM|[\b\r\n]"
)
_ANY = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|.)|[\x00-\x1f\x7f-\x9f]")
_NEVER = ("\x1b[31m", "\x1b[31;1;5m", "\x1b[H gone", "\x1b[?1049l back")
_ONCE = ("\x1b[?1049h", "\x1b[?1049l")


def live(wire: str) -> list[str]:
    """Return what a terminal would obey in everything a program wrote, and that is not the program's own."""
    alien = [found[0] for found in _ANY.finditer(wire) if not _OURS.fullmatch(found[0])]
    alien += re.findall("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]", wire)
    return [*alien, *(said for said in _NEVER if said in wire), *(said for said in _ONCE if wire.count(said) != 1)]
