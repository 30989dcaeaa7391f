"""A goal in words, as a page to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from textual.content import Content

from plc_tui.domain.goals import CheckIn, Goal, GoalRevision, Step
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.widgets.thread import headline, in_order
from plc_tui.ui.words import days, locked
from plc_tui.ui.words.goal_rows import mark, state_words

_HAPPENED = {
    "set": "set",
    "reworded": "reworded",
    "resting": "laid to rest",
    "met": "met",
    "let go": "let go",
    "reopened": "opened again",
}


_PARTS = {
    "why": "Why it matters to me",
    "notice": "How I will notice",
    "steers": "Who steers it",
    "season": "For how long",
}


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with everything around it, as one reader sees it."""

    goal: Goal
    me: str
    readers: str = ""
    notes: Sequence[Note] = ()
    requests: Sequence[ReviewRequest] = ()
    responses: Sequence[Response] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    """Titles of the questions of its frame, by part (`why`, `notice`) or by the id of an extra answer."""

    @property
    def mine(self) -> bool:
        """Whether the reader owns it."""
        return self.goal.owner.id == self.me


def wording_pieces(view: GoalView, now: datetime, marks: Marks) -> list[Piece]:
    """The focus question and the answers around it."""
    goal, wording = view.goal, view.goal.wording
    facts = [state_words(goal, now), f"set {days.on(goal.created, now)}", wording.season]
    about = " · ".join(fact for fact in ("" if view.mine else goal.owner.name, *facts) if fact)
    pieces = [
        Piece(safe.words(wording.question, "bold")),
        Piece(safe.line(about, "$soft"), lead=Content.styled(f"{mark(goal.state, marks)} ", "$accent")),
    ]
    said = [("why", wording.why), ("notice", wording.notice), *wording.extra]
    for name, words in said:
        if words:
            pieces += [title(safe.line(_asked(view, name))), Piece(safe.words(words))]
    return [*pieces, Piece(Content.assemble(("Who steers it: ", "bold $warm"), safe.line(wording.steers)), above=1)]


def _asked(view: GoalView, name: str) -> str:
    return view.asked.get(name) or _PARTS.get(name) or name.replace("-", " ").replace("_", " ").capitalize()


def step_pieces(view: GoalView, now: datetime, marks: Marks) -> list[Piece]:
    """The steps, each of which can be marked done by her who owns the goal."""
    nothing = "No steps yet. A step is something small you can do this week: a adds one." if view.mine else "No steps."
    steps = [_step(step, now, marks, choosable=view.mine) for step in view.goal.steps]
    return [title("Steps"), *(steps or [Piece(Content.styled(nothing, "$soft"))])]


def _step(step: Step, now: datetime, marks: Marks, *, choosable: bool) -> Piece:
    if step.done:
        aside, lead = f"done {days.on(step.done, now)}", Content.styled(f"{marks.done} ", "$good")
    else:
        aside = f"by {days.day(step.by, now.date())}" if step.by else ""
        lead = Content.styled(f"{marks.open} ", "$accent")
    words = safe.words(step.text, "$soft" if step.done else "")
    return Piece(words, f"step/{step.id}" if choosable else "", lead, aside=Content.styled(aside, "$soft"))


def check_in_pieces(view: GoalView, now: datetime, marks: Marks) -> list[Piece]:
    """The check-ins, newest first."""
    if not view.goal.check_ins:
        said = "No check-ins yet. What have you tried, and what did you notice? i takes a minute."
        return [title("Check-ins"), Piece(Content.styled(said, "$soft"))] if view.mine else []
    newest = sorted(view.goal.check_ins, key=lambda check_in: check_in.created, reverse=True)
    return [title("Check-ins"), *(_check_in(each, now, marks, first=not n) for n, each in enumerate(newest))]


def _check_in(check_in: CheckIn, now: datetime, marks: Marks, *, first: bool) -> Piece:
    said = (("Tried", check_in.tried), ("Noticed", check_in.noticed), ("How confident", check_in.confidence))
    lines = [Content.styled(days.ago(check_in.created, now), "bold")]
    lines += [Content.assemble((f"{name}: ", "$soft"), safe.words(words)) for name, words in said if words]
    bar = Content.styled(f"{marks.bar} ", "$line")
    return Piece(Content("\n").join(lines), lead=bar, more=bar, above=0 if first else 1)


def note_pieces(view: GoalView, now: datetime) -> list[Piece]:
    """Notes written on the goal and requests for its review; Enter opens them."""
    notes = [Piece(locked.title_of(note), f"note/{note.id}", aside=_soft(note.updated, now)) for note in view.notes]
    requests = [_request(request, now) for request in view.requests]
    return [
        *([title("Notes on it"), *notes] if notes else []),
        *([title("Reviews of it"), *requests] if requests else []),
    ]


def _soft(moment: date, now: datetime) -> Content:
    return Content.styled(days.ago(moment, now), "$soft")


def _request(request: ReviewRequest, now: datetime) -> Piece:
    state = {"open": "asked", "closed": "closed", "withdrawn": "taken back"}[request.state]
    words = safe.fill("[$soft]$state:[/] $focus", state=state, focus=request.focus)
    return Piece(words, f"request/{request.id}", aside=_soft(request.updated, now))


def response_pieces(view: GoalView, now: datetime, clock: int, marks: Marks) -> list[Piece]:
    """What colleagues said, as a thread; Enter answers."""
    if not view.responses:
        return []
    pieces = [title("Responses")]
    for depth, response in in_order(view.responses):
        bar = Content.styled(f"{'   ' * min(depth, 4)}{marks.bar} ", "$line")
        head = headline(response, view.me, now, clock)
        words = Content("\n").join([head, safe.words(response.text)]) if response.text else head
        pieces.append(Piece(words, f"response/{response.id}", bar, bar, above=int(depth == 0 and len(pieces) > 1)))
    return pieces


def biography_pieces(view: GoalView, now: datetime, marks: Marks) -> list[Piece]:
    """How the question changed, from its first wording on; nothing as long as nothing changed."""
    if len(view.goal.biography) < 2:
        return []
    bar = Content.styled(f"{marks.bar} ", "$line")
    before: GoalRevision | None = None
    pieces = [title("How my question changed" if view.mine else "How the question changed")]
    for revision in view.goal.biography:
        words = _revision(revision, before, now)
        pieces.append(Piece(words, lead=bar, more=bar, above=int(before is not None)))
        before = revision
    return pieces


def _revision(revision: GoalRevision, before: GoalRevision | None, now: datetime) -> Content:
    happened = _HAPPENED[revision.event]
    lines = [Content.assemble((days.on(revision.created, now), "bold"), "  ", (happened, "$accent"))]
    lines += _new_words(revision, before)
    if revision.because:
        lines.append(Content.assemble(("Because: ", "$soft"), safe.words(revision.because)))
    return Content("\n").join(lines)


def _new_words(revision: GoalRevision, before: GoalRevision | None) -> Iterator[Content]:
    """What was worded anew: always the question of the first entry, then whatever changed."""
    now, then = revision.wording, before.wording if before else None
    if then is None or now.question != then.question:
        yield safe.fill("“$words”", words=now.question)
    if then is not None:
        for part, asked in _PARTS.items():
            words = getattr(now, part)
            if words != getattr(then, part):
                yield Content.assemble((f"{asked}: ", "$soft"), safe.words(words or "left open"))
