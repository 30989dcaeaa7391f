"""What is true of exports: all of one's own words, in every form, nobody else's hidden ones, and nothing alive."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any, Protocol

import pytest
from icalendar import Calendar

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.services.exporting import FORMS

FORMULA = '=HYPERLINK("http://example.org?"&A1)'
NOTE_FIELDS = {
    *("id", "kind", "title", "body", "author", "owner", "created", "updated"),
    *("audience", "tags", "goal", "model", "stage", "version", "locked"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Place(Protocol):
    """A community in a file."""

    def at(self, handle: str) -> Any: ...


def export(place: Place, handle: str, form: str) -> dict[str, str]:
    with place.at(handle) as plc:
        files = list(plc.exporting.files(form))
    assert len(dict(files)) == len(files), "no file is written over another"
    return dict(files)


def everything(place: Place, handle: str, form: str) -> str:
    return "\n".join(f"{path}\n{text}" for path, text in export(place, handle, form).items())


def lines(place: Place, handle: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(place, handle, "jsonl")["plc.jsonl"].splitlines()]


class Tags(HTMLParser):
    """The tags of a page with what they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# All of her own and nothing of others' that is not for her


@pytest.mark.parametrize("form", ["markdown", "jsonl", "html"])
def test_all_her_own_words_are_in_it(demo: Any, form: str) -> None:
    with demo.at(demo.actor) as plc:
        notes, goals = plc.notes.list(count=500).items, plc.goals.list(count=500).items
    assert len(notes) > 5
    assert len(goals) > 1
    text = _plain(everything(demo, demo.actor, form))
    for note in notes:
        assert _plain(note.title) in text
        for paragraph in note.body.splitlines():
            assert _plain(paragraph) in text
    assert all(_plain(goal.wording.question) in text for goal in goals)


def _plain(text: str) -> str:
    """Letters and digits alone, whatever a form makes of the rest."""
    text = re.sub(r"^\d+\. ", "", text)
    text = re.sub(r"</?(?:strong|em|code|p|li|ul|ol|h\d|br|blockquote|a)\b[^>]*>|&\w+;|\\[nt\"]", "", text)
    return "".join(filter(str.isalnum, text))


def test_no_hidden_word_of_anyone_is_in_anyones_export(demo: Any) -> None:
    told: dict[str, str] = {}
    for handle in demo.handles:
        with demo.at(handle) as plc:
            told |= {note.id: max(note.body.splitlines(), key=len) for note in plc.notes.list(count=500).items}
    for handle in demo.handles:
        with demo.at(handle) as plc:
            hidden = set(told) - {note.id for note in plc.notes.list("all", count=500).items}
            shelves = plc.reviews.shelves()
            asked = [*shelves.asked_of_me, *shelves.volunteers, *shelves.finished]
            text = "".join(words for form in FORMS for _, words in plc.exporting.files(form))
        reviewed = "".join(request.work.body for request in asked)
        assert hidden, "there is something to hide from everyone"
        assert not [told[name] for name in hidden if told[name] in text and told[name] not in reviewed]


def test_what_others_share_with_her_stays_theirs_and_what_they_said_to_her_is_hers(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        theirs = ben.notes.add(NewNote("Group work falls apart.", "Of Ben's")).id
        ben.notes.share(theirs, EVERYONE_HERE)
    with riverside.at("maya") as maya:
        own = maya.notes.add(NewNote("I waited.", "Of mine")).id
        goal = maya.goals.add(NewGoal(Wording("Do I wait?"))).id
        maya.notes.share(own, EVERYONE_HERE)
        maya.goals.share(goal, EVERYONE_HERE)
        maya.responses.add(theirs, "wonder", "When does it begin?")
    with riverside.at("ben") as ben:
        ben.responses.add(own, "wonder", "Who spoke first?")
        ben.responses.add(goal, "connect", "Me too, about waiting.")
    for form in ("markdown", "jsonl", "html"):
        text = everything(riverside, "maya", form)
        assert "Group work falls apart." not in text
        for hers in ("I waited.", "When does it begin?", "Who spoke first?", "Me too, about waiting."):
            assert hers in text, form


def test_a_thread_she_wrote_in_leaves_no_word_of_it_behind_once_it_is_hidden_from_her(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        theirs = ben.notes.add(NewNote("Secret."))
        ben.notes.share(theirs.id, with_people("maya"))
    riverside.do("maya", lambda plc: plc.responses.add(theirs.id, "wonder", "Why?"))
    assert [line["text"] for line in lines(riverside, "maya")] == ["Why?"]
    riverside.do("ben", lambda plc: plc.bin.put(theirs.id))
    assert lines(riverside, "maya") == []


def test_a_review_that_is_not_sent_is_in_its_writers_export_alone(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I waited.", "Wait time")).id
        request = maya.reviews.ask(NewRequest(note, "Do I wait too long?", with_people("ben"))).id
    riverside.do("ben", lambda plc: plc.reviews.take(request))
    riverside.do("ben", lambda plc: plc.reviews.write(request, [("warm", "Clear and kind.")]))
    for form in ("markdown", "jsonl", "html"):
        assert "Clear and kind." not in everything(riverside, "maya", form)
        assert "Clear and kind." in everything(riverside, "ben", form)
        assert "Do I wait too long?" not in everything(riverside, "sam", form)
    riverside.do("ben", lambda plc: plc.reviews.send(request))
    assert "Clear and kind." in everything(riverside, "maya", "markdown")


def test_who_is_masked_is_named_in_nobodys_export(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I waited.", "Wait time")).id
        new = NewRequest(note, "Do I wait?", with_people("ben", "aisha"), masked=True)
        request = maya.reviews.ask(new).id
    riverside.do("ben", lambda plc: plc.reviews.write(request, [("warm", "Clear.")]))
    riverside.do("ben", lambda plc: plc.reviews.send(request))
    for form in FORMS:
        for words in ("maya", "Maya", note):
            assert words not in everything(riverside, "ben", form)
        if form != "jsonl":  # there whom she asked stands beside the request, as she wrote it herself
            assert "Ben Ito" not in everything(riverside, "maya", form)
    review = next(line for line in lines(riverside, "maya") if line["kind"] == "request")["reviews"][0]
    assert review["reviewer"].startswith("Reviewer ")


def test_what_is_in_the_bin_is_left_out(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        maya.bin.put(maya.notes.add(NewNote("Thrown away.")).id)
    assert all("Thrown away." not in everything(riverside, "maya", form) for form in FORMS)


def test_somebody_with_nothing_takes_nothing_along(riverside: Riverside) -> None:
    assert export(riverside, "sam", "markdown") == {}
    assert export(riverside, "sam", "jsonl") == {"plc.jsonl": ""}
    for form in ("html", "csv", "ics"):
        assert all(text for text in export(riverside, "sam", form).values())


def test_an_unknown_form_is_refused_in_words(riverside: Riverside) -> None:
    with pytest.raises(Invalid, match="markdown, jsonl, html, csv, ics"):
        export(riverside, "maya", "docx")


# JSON Lines


def test_json_lines_have_the_documented_fields(demo: Any) -> None:
    notes = [line for line in lines(demo, demo.actor) if line["kind"] == "note"]
    with demo.at(demo.actor) as plc:
        known = {note.id: note for note in plc.notes.list(count=500).items}
        threads = {name: plc.responses.of(name) for name in known}
    assert {line["id"] for line in notes} == set(known)
    for line in notes:
        note = known[line["id"]]
        assert set(line) == {*NOTE_FIELDS, "responses"}
        assert (line["title"], line["body"], line["version"]) == (note.title, note.body, note.version)
        assert isinstance(line["version"], int)
        assert line["author"] == line["owner"] == demo.actor
        assert set(line["audience"]) == {"kind", "people", "circles"}
        assert line["audience"]["kind"] == note.audience.kind
        assert MOMENT.fullmatch(line["created"])
        assert MOMENT.fullmatch(line["updated"])
        assert [r["text"] for r in line["responses"]] == [r.text for r in threads[note.id]]


def test_json_lines_hold_each_thing_once_and_count_what_there_is(demo: Any) -> None:
    found = lines(demo, demo.actor)
    names = [line["id"] for line in found]
    assert len(set(names)) == len(names)
    with demo.at(demo.actor) as plc:
        assert sum(line["kind"] == "goal" for line in found) == len(plc.goals.list(count=500).items)
        goal = plc.goals.show(next(line["id"] for line in found if line["kind"] == "goal"))
    line = next(line for line in found if line["id"] == goal.id)
    assert [step["text"] for step in line["steps"]] == [step.text for step in goal.steps]
    assert len(line["check_ins"]) == len(goal.check_ins)
    assert len(line["biography"]) == len(goal.biography)


def test_a_line_is_a_record_whatever_its_words_hold(riverside: Riverside) -> None:
    hostile = 'One\nTwo\u2028Three "quoted" \\ {"id": 1} 日本語 שלום'
    riverside.do("maya", lambda plc: plc.notes.add(NewNote(hostile, "Hostile")))
    raw = export(riverside, "maya", "jsonl")["plc.jsonl"]
    assert raw.count("\n") == 1
    assert "日本語" in raw
    assert json.loads(raw)["body"].startswith("One\nTwo\nThree")


# A spreadsheet


def test_no_cell_is_a_formula(riverside: Riverside) -> None:
    begins = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", FORMULA]
    with riverside.at("maya") as maya:
        for text in begins:
            maya.notes.add(NewNote(text, text, tags=("-1+2",)))
            maya.goals.add(NewGoal(Wording(text, why=text, season=text)))
    tables = export(riverside, "maya", "csv")
    assert set(tables) == {"notes.csv", "goals.csv"}
    for table in tables.values():
        rows = list(csv.reader(io.StringIO(table)))
        assert len(rows) == len(begins) + 1
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@＝")]
    titles = {row["title"] for row in csv.DictReader(io.StringIO(tables["notes.csv"]))}
    assert "'=1+1" in titles


def test_a_table_keeps_line_ends_quotes_and_commas_inside_their_cell(riverside: Riverside) -> None:
    body = 'She said "wait", and\nI waited.'
    riverside.do("maya", lambda plc: plc.notes.add(NewNote(body, "Wait time", tags=("a", "b"))))
    row = next(csv.DictReader(io.StringIO(export(riverside, "maya", "csv")["notes.csv"])))
    assert (row["title"], row["body"], row["tags"], row["version"], row["goal"]) == ("Wait time", body, "a b", "1", "")


# Pages


HOSTILE = [
    "<script>alert(1)</script>",
    "Text <img src=x onerror=alert(1)> text",
    "<div onclick=alert(1)>\nblock\n</div>",
    "<!-- comment --> after",
    "<?php echo 1 ?>",
    "<style>body{display:none}</style>",
    "</body></html><script>alert(1)</script>",
    "`code` then <b onmouseover=alert(1)>bold</b>",
    "```\nfence\n```\n<iframe src=//example.org>",
    "[click](javascript:alert(1)) <javascript:alert(1)>",
    "![tracker](http://example.org/pixel.png)",
    "[a]: http://example.org 'x\" onclick=alert(1)'\n[a]",
    "\\<script>alert(1)</script> \\\\<script>alert(2)</script>",
    "<a href='x'\nonclick=alert(1)>split</a>",
]


@pytest.fixture
def hostile(riverside: Riverside) -> Riverside:
    """Hostile words wherever words may be, Maya's own and Ben's."""

    def write(plc: Plc) -> None:
        for text in HOSTILE:
            goal = plc.goals.add(NewGoal(Wording(text.replace("\n", " "), why=text), first_step=text))
            plc.goals.check_in(goal.id, text, text, "sure")
            note = plc.notes.add(NewNote(text, text.replace("\n", " ")))
            plc.notes.share(note.id, EVERYONE_HERE)

    riverside.do("maya", write)
    with riverside.at("ben") as ben:
        for note in ben.notes.list("shared", count=100).items:
            ben.responses.add(note.id, "wonder", note.body)
    return riverside


def test_the_page_has_no_tag_that_anybody_typed(hostile: Riverside) -> None:
    page = export(hostile, "maya", "html")["plc.html"]
    allowed = {"html", "head", "meta", "title", "style", "body", "hr", "p", "ul", "ol", "li", "blockquote", "a", "br"}
    allowed |= {"h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "em", "strong"}
    found = Tags(page).found
    assert {tag for tag, _ in found} <= allowed
    assert sum(tag == "style" for tag, _ in found) == 1
    for tag, carried in found:
        assert not [name for name in carried if name.startswith("on")]
        assert "src" not in carried, "no page of hers calls out when she opens it"
        if tag == "a":
            assert re.match(r"https?://|mailto:", carried["href"] or "")


def test_no_markdown_file_carries_raw_html(hostile: Riverside) -> None:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    for text in export(hostile, "maya", "markdown").values():
        tokens = parser.parse(text)
        assert not [token for token in tokens if token.type == "html_block"]
        assert not [part for token in tokens for part in token.children or () if part.type == "html_inline"]


def test_tags_in_code_and_addresses_stay_as_they_were_written(riverside: Riverside) -> None:
    body = "We read `<b>` in class.\n\n```\n<table>\n```\n\n<https://example.org> 3 < 4 and x<y"
    riverside.do("maya", lambda plc: plc.notes.add(NewNote(body, "HTML in 9B")))
    (text,) = export(riverside, "maya", "markdown").values()
    assert body in text


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "/absolute",
        "C:\\Windows\\CON",
        "con",
        "..",
        "~/.ssh/authorized_keys",
        'a\u202eb*?"<>|:',
        "日本語 " * 60,
        "-rf",
        "?",
    ],
)
def test_file_names_are_safe_everywhere(riverside: Riverside, title: str) -> None:
    riverside.do("maya", lambda plc: plc.notes.add(NewNote("Words.", title)))
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording(title))))
    for path in export(riverside, "maya", "markdown"):
        folder, name = path.split("/")
        assert folder in ("notes", "goals")
        assert name.endswith(".md")
        assert len(name.encode()) <= 120
        stem = name.removesuffix(".md")
        assert re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?", stem)
        assert stem.split("-")[0] not in ("con", "nul") or "-" in stem


def test_two_notes_of_one_title_are_two_files(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for _ in range(3):
            maya.notes.add(NewNote("Words.", "Wait time"))
    assert len(export(riverside, "maya", "markdown")) == 3


def test_a_note_says_who_read_it_its_tags_and_what_colleagues_said(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I waited.", "Wait time", tags=("talk",))).id
        maya.notes.share(note, with_people("ben"))
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", "Who?\nAnd when?"))
    (text,) = export(riverside, "maya", "markdown").values()
    assert text.startswith("# Wait time\n\n> Written 20")
    assert "> You and Ben Ito\n> #talk\n\nI waited.\n\n## Responses\n\n- Ben Ito (wonder, " in text
    assert ": Who?\n  And when?\n" in text


# A calendar


def test_the_calendar_has_every_open_step_with_a_day_and_no_other(riverside: Riverside) -> None:
    by = date(2026, 12, 4)
    hostile_words = "Ask Ben; then, wait\nEND:VEVENT\nBEGIN:VALARM"
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do I wait?"), first_step="Without a day")).id
        maya.goals.step(goal, hostile_words, by)
        taken = maya.goals.step(goal, "Taken", by).steps[-1].id
        maya.goals.step_done(taken)
    riverside.do("ben", lambda plc: plc.goals.step(plc.goals.add(NewGoal(Wording("Ben's"))).id, "Ben's step", by))
    files = export(riverside, "maya", "ics")
    assert set(files) == {"plc.ics"}
    calendar: Any = Calendar.from_ical(files["plc.ics"])
    events = calendar.walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [hostile_words]
    assert (events[0].decoded("DTSTART"), events[0].decoded("DTEND")) == (by, by + timedelta(days=1))
    assert not calendar.walk("VALARM")
