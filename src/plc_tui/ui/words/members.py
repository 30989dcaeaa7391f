"""A member in words: one page before meeting her, made only of what she says and shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from textual.content import Content

from plc_tui.domain.finding import Brief
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.people import Circle, Member
from plc_tui.ui import safe
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words import days
from plc_tui.ui.words.people import some

BETWEEN = "between/"
"""How rows of responses are told from rows of things: `between/w3k`."""
_DID = {"encourage": "encouraged", "wonder": "wondered", "connect": "connected", "answer": "answered"}


def member_page(
    member: Member, circles: Iterable[Circle], brief: Brief | None, me: str, now: datetime
) -> Iterator[Piece]:
    """The page; `brief` is None for the reader herself."""
    yield Piece(_names(member, me))
    yield Piece(_here(member, now), above=0)
    yield from (Piece(line, above=0) for line in _circles(member, circles, me))
    yield from _about(member, me)
    if brief is None:
        yield Piece(Content("This is what colleagues read about you. You change it in Settings (F9)."), above=1)
        return
    yield from _shared(member, brief, now)
    yield from _between(member, brief.between_us, me, brief.notes)


def member_pane(member: Member, now: datetime) -> Content:
    """A member beside a list, on a wide terminal."""
    parts = [safe.line(member.name, "bold"), _here(member, now)]
    for what, words in (("Interested in", member.interests), ("Can help with", member.can_help)):
        if words:
            parts.append(Content.assemble((f"{what}\n", "$soft"), safe.words(words)))
    return Content("\n\n").join([Content("\n").join(parts[:2]), *parts[2:]])


def _names(member: Member, me: str) -> Content:
    return Content.assemble(safe.line(member.name, "bold $accent"), (" (you)" if member.id == me else "", "$soft"))


def _here(member: Member, now: datetime) -> Content:
    words = [f"@{member.handle}", "keeper of this community" if member.keeper else "", _since(member, now)]
    return safe.line(" · ".join(filter(None, [*words, member.timezone])), "$soft")


def _since(member: Member, now: datetime) -> str:
    return f"here {days.since(member.joined, now)}"


def _circles(member: Member, circles: Iterable[Circle], me: str) -> Iterator[Content]:
    hers = [circle for circle in circles if circle.holds(member.id)]
    with_you = [circle.title for circle in hers if member.id != me and circle.holds(me)]
    without = [circle.title for circle in hers if circle.title not in with_you]
    if with_you:
        yield safe.line(f"With you in {some(with_you)}", "$soft")
    if without:
        yield safe.line(f"{'Also in' if with_you else 'In'} {some(without)}", "$soft")


def _about(member: Member, me: str) -> Iterator[Piece]:
    said = [(what, words) for what, words in (("Interested in", member.interests), ("Can help with", member.can_help))]
    for what, words in said:
        if words:
            yield title(what)
            yield Piece(safe.words(words), above=0)
    if not any(words for _, words in said):
        who = "You have" if member.id == me else f"{member.name} has"
        yield Piece(
            safe.line(f"{who} not said anything about interests yet, or what to ask for help with.", "$soft"), above=1
        )


def _shared(member: Member, brief: Brief, now: datetime) -> Iterator[Piece]:
    if brief.goals:
        yield title(safe.line(f"Goals {member.name} shares with you"))
        yield from (_goal(goal) for goal in brief.goals)
    if brief.notes:
        yield title(safe.line(f"Notes {member.name} shares with you"))
        yield from (_note(note, now) for note in brief.notes)
    if not brief.goals and not brief.notes:
        yield title(safe.line(f"What {member.name} shares with you"))
        words = "Nothing yet. Notes and goals shared with you, or with a circle you are in, will stand here."
        yield Piece(Content.styled(words, "$soft"), above=0)


def _goal(goal: Goal) -> Piece:
    state = f"next: {goal.next_step}" if goal.state == "open" and goal.next_step else goal.state
    aside = safe.line(state if len(state) <= 40 else "open", "$soft")
    return Piece(safe.line(goal.wording.question), goal.id, aside=aside, above=0)


def _note(note: Note, now: datetime) -> Piece:
    return Piece(safe.line(note.title), note.id, aside=Content.styled(days.ago(note.updated, now), "$soft"), above=0)


def _between(member: Member, responses: Sequence[Response], me: str, notes: Sequence[Note]) -> Iterator[Piece]:
    titles = {note.id: note.title for note in notes}
    if responses:
        yield title("Between you")
    for each in responses:
        who = "You" if each.author.id == me else member.name
        said = safe.fill(
            '[$soft]$who $did on "$what"[/]', who=who, did=_DID[each.kind], what=titles.get(each.thing, "")
        )
        words = Content.assemble(said, "\n", safe.words(each.text)) if each.text else said
        yield Piece(words, f"{BETWEEN}{each.thing}/{each.id}", above=0)


def opens(key: str) -> str:
    """The thing that a piece of the page leads to."""
    return key.removeprefix(BETWEEN).partition("/")[0]
