"""Home in words: what it shows as rows, each with the thing it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from textual.content import Content

from plc_tui.domain.finding import Draft, HomeView, LookBack, Waiting
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import SAID, Note
from plc_tui.domain.reviews import begins
from plc_tui.ui import safe
from plc_tui.ui.look import time_of_day
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days
from plc_tui.ui.words.drafts import draft_of, first_words
from plc_tui.ui.words.goal_rows import state_words
from plc_tui.ui.words.locked import LOCKED_NOTE, SHUT_DETAIL, draft_title

_BEGINNING = 2000
"""So many characters of a text stand beside the list."""

Entry = Waiting | Note | Goal | Draft | LookBack
"""What a row of Home stands for."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Home as it is to be drawn: rows, and by their keys what they stand for."""

    rows: tuple[Row, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    waits: bool = False


def sight(view: HomeView, frames: Mapping[str, str], now: datetime, marks: Marks, clock: int = 24) -> Sight:
    """Lay Home out. `frames` gives the titles of feedback frames by their ids."""
    parts: tuple[tuple[str, list[tuple[Entry, Row]]], ...] = (
        ("Waiting for you", [(each, _waiting(each, frames, now, marks, clock)) for each in view.waiting]),
        ("Nobody has answered yet", [(note, _unanswered(note, now)) for note in view.unanswered]),
        ("Your goals", [(goal, _goal(goal, now)) for goal in view.goals]),
        ("Your drafts", [(draft, _draft(draft, now)) for draft in view.drafts]),
        ("Looking back", [(back, _back(back, now)) for back in (view.looking_back,) if back is not None]),
    )
    shown = [(title, part) for title, part in parts if part]
    rows = [row for title, part in shown for row in (heading(title), *(row for _, row in part))]
    return Sight(tuple(rows), {row.key: entry for _, part in shown for entry, row in part}, waits=bool(view.waiting))


def _waiting(waiting: Waiting, frames: Mapping[str, str], now: datetime, marks: Marks, clock: int) -> Row:
    about = waiting.response or waiting.review
    key = f"waiting/{waiting.kind}/{waiting.id}/{about.id if about else ''}"
    detail = None
    if waiting.kind == "asked" and waiting.request is not None:
        frame = frames.get(waiting.request.frame, waiting.request.frame)
        detail = safe.fill("$frame · $focus", frame=frame, focus=waiting.request.focus)
    return Row(key, sentence(waiting), detail, safe.line(_aside(waiting, now, clock)), marks.waiting)


def sentence(waiting: Waiting) -> Content:
    """Say what waits, in one sentence."""
    who, what = waiting.person.name, waiting.title or LOCKED_NOTE
    if waiting.kind == "response" and waiting.response is not None:
        return safe.fill(f"$who {SAID[waiting.response.kind]} “$what”", who=who, what=what)
    if waiting.kind == "suggestion" and waiting.review is not None and waiting.review.suggested is not None:
        other = waiting.review.suggested.name
        return safe.fill("$who handed on “$what” and thinks of $other", who=who, what=what, other=other)
    words = _SENTENCES[waiting.kind]
    return safe.fill(words, who=who, what=what) if "$who" in words else safe.fill(words, what=what)


_SENTENCES = {
    "asked": "$who asks for your eye on “$what”",
    "writing": "You are writing to $who about “$what”",
    "received": "$who has reviewed “$what”",
    "invitation": "$who invites you into $what",
    "volunteers": "$who looks for anyone's eye on “$what”",
    "response": "$who answered on “$what”",
    "suggestion": "$who handed on “$what”",
    "going on": "Going on: “$what”",
    "session": "Today: “$what”",
    "commitment": "You said you would: “$what”",
}


def _aside(waiting: Waiting, now: datetime, clock: int) -> str:
    request = waiting.request
    if waiting.kind in ("going on", "session"):
        begun = "since " if waiting.kind == "going on" else ""
        return f"{begun}{time_of_day(begins(waiting.when).astimezone(now.tzinfo), clock)}"
    if request is None or request.by is None or waiting.kind not in ("asked", "writing", "volunteers"):
        return days.ago(waiting.when, now)
    passed = request.by < now.date()
    return f"{'hoped for' if passed else 'by'} {days.day(request.by, now.date())}"


def _unanswered(note: Note, now: datetime) -> Row:
    aside = safe.line(f"{note.author.name}, {days.for_(note.updated, now)}")
    return Row(f"unanswered/{note.id}", safe.fill("“$title”", title=note.title), aside=aside)


def _goal(goal: Goal, now: datetime) -> Row:
    if goal.state != "open":
        aside = Content(state_words(goal, now))
    elif goal.next_step:
        aside = safe.line(f"next: {goal.next_step}")
    else:
        aside = Content("no next step")
    return Row(f"goal/{goal.id}", safe.line(goal.wording.question), aside=aside)


def _draft(draft: Draft, now: datetime) -> Row:
    words = first_words(draft)
    title = safe.fill("$what: “$words”", what=draft_of(draft), words=words) if words else safe.line(draft_of(draft))
    return Row(f"draft/{draft.place}", draft_title(draft, title), aside=Content(days.ago(draft.updated, now)))


def _back(back: LookBack, now: datetime) -> Row:
    said = "wondered" if back.words.endswith("?") else "wrote"
    title = safe.fill("$when you $said: “$words”", when=days.long_ago(back.when, now), said=said, words=back.words)
    return Row(f"back/{back.id}", title)


def pane(entry: Entry | None, now: datetime) -> Content:
    """What stands beside the list on a wide terminal: more of the thing under the cursor."""
    if isinstance(entry, Waiting):
        parts = [sentence(entry), *_more(entry)]
    elif isinstance(entry, Note):
        parts = [safe.words(entry.title), safe.line(entry.author.name, "$soft"), _as_read(entry.body)]
    elif isinstance(entry, Goal):
        parts = [safe.words(entry.wording.question), *_of_goal(entry)]
    elif isinstance(entry, Draft):
        written = (words for name, words in entry.fields.items() if name != "locked" and words)
        parts = [draft_title(entry, safe.line(draft_of(entry))), *(safe.words(words[:_BEGINNING]) for words in written)]
        if entry.shut:
            parts.append(Content(SHUT_DETAIL))
    elif isinstance(entry, LookBack):
        asked = Content.styled("What happened? What would you say to her now?", "$soft")
        parts = [Content(f"{days.long_ago(entry.when, now)} you wrote"), safe.words(entry.words), asked]
    else:
        return Content("")
    return Content("\n\n").join([parts[0].stylize("bold"), *parts[1:]])


def _as_read(body: str) -> Content:
    """The beginning of a note, as its page shows it."""
    from plc_tui.ui.markdown import render  # only a wide terminal ever needs it here

    return render(body[:_BEGINNING])


def _more(waiting: Waiting) -> Iterator[Content]:
    if waiting.response is not None and waiting.response.text:
        yield safe.words(waiting.response.text)
    elif waiting.request is not None:
        yield Content.assemble(("What help is wanted\n", "$soft"), safe.words(waiting.request.focus))
        if waiting.request.off_limits:
            yield Content.assemble(("What is off-limits\n", "$soft"), safe.words(waiting.request.off_limits))


def _of_goal(goal: Goal) -> Iterator[Content]:
    named = (
        ("Next step", goal.next_step),
        ("Why it matters to me", goal.wording.why),
        ("How I will notice", goal.wording.notice),
    )
    for title, words in named:
        if words:
            yield Content.assemble((f"{title}\n", "$soft"), safe.words(words))
