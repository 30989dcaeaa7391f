"""What a seat says: who will see what she writes, what the group asks of her now, and what lies below her editor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from plc_tui.domain.sessions.values import COMMITMENT, KINDS, NAMING, SessionStep
from plc_tui.domain.sessions.views import Group, Promise, SeatView, Shown
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words.live import (
    LAST_TIME,
    ballot_lines,
    by_when,
    grouped,
    kind_tag,
    promise_line,
    said_by,
    who_speaks,
    whose_turn,
)
from plc_tui.ui.words.room import ink

FOR_HERSELF = "Only you read this. It is kept among your drafts, and nothing of it is sent."
LISTENING = "They talk about your work now. You listen, and need not answer: your turn comes after."


def kinds(step: SessionStep) -> tuple[str, ...]:
    """What can be sent in a step, in the order of the protocol; a commitment is sent another way."""
    return tuple(kind for kind in step.gathers if kind in KINDS)


def only_votes(step: SessionStep) -> bool:
    """Whether there is nothing to write in a step, only a vote to give."""
    return step.votes and not kinds(step) and "commitment" not in step.gathers


def listens(view: SeatView, step: SessionStep) -> bool:
    """Whether she is the one the others talk about in a step: what she writes there stays hers, also afterwards."""
    return step.id in view.listens_in


def who_sees(view: SeatView, step: SessionStep) -> Content:
    """Say who will see what she writes here: before she types a word."""
    if listens(view, step):
        return Content.styled(f"Your own notes. {FOR_HERSELF}", "$good")
    if not kinds(step):
        if "commitment" in step.gathers:
            return Content.styled("Ctrl+S makes it a commitment: everyone here sees it, with your name.", "$warm")
        return Content.styled(f"Nothing is gathered in this step. {FOR_HERSELF}", "$good")
    if step.hidden and not step.revealed:
        when = "Nobody else sees a word before it is sent, and then not before it is revealed. "
    else:
        when = "Nobody else sees a word before it is sent. "
    return Content.assemble((when, "$good"), (NAMING[step.naming], "$warm"))


def asked(view: SeatView, step: SessionStep) -> Content:
    """Say who speaks; in a round where she stands in it; and kindly that she listens now."""
    if view.room.current is None or step.id != view.room.current.id:
        return Content("")
    if listens(view, step):
        return Content.styled(LISTENING, "$warm")
    if view.room.order:
        return _in_round(view)
    if view.room.presenter and view.room.presenter == view.name and step.speaker == "presenter":
        others = " Everyone else listens." if "participants" in step.silent else ""
        return Content.assemble(("You speak now.", "bold $accent"), (others, "$soft"))
    return who_speaks(view.room).stylize("$soft")


def _in_round(view: SeatView) -> Content:
    if view.my_turn:
        return Content.assemble(
            ("It is your turn. ", "bold $accent"), ("Ctrl+F when you have spoken, or to pass.", "$soft")
        )
    order, turn = view.room.order, view.room.turn
    said = whose_turn(view.room)
    if view.name not in order or not turn or turn not in order:
        return said
    before = order.index(view.name) - 1
    if before < order.index(turn):
        return Content.assemble(said, ("  You have had yours.", "$soft"))
    if before == order.index(turn):
        who = safe.fill("[b $accent]$name[/] has the turn.", name=turn)
        return Content.assemble(who, (" You are next.", "bold"))
    return Content.assemble(said, safe.fill("[$soft]. You are after $name.[/]", name=order[before]))


def gone(view: SeatView) -> Content:
    """Say that she has left, and how she comes in again."""
    if not view.left or view.room.state != "open":
        return Content("")
    return Content.styled("You have left this session. F6 takes you in again; what you write here stays.", "bold $warm")


def signs(view: SeatView) -> Content:
    """Say which signs she gives."""
    said = [
        ("You are ready.", view.ready),
        ("You asked for one more minute.", view.more),
        ("Your hand is up.", view.hand),
    ]
    return Content.styled(" ".join(words for words, given in said if given), "$accent")


def the_work(name: str) -> Content:
    """Say where the work that was brought can be read."""
    return safe.fill("[b $accent]Ctrl+O[/] [$soft]the work, “$name”[/]", name=name)


def moved_on(view: SeatView, step: SessionStep) -> Content:
    """Say where the group is by now, while she writes on."""
    now = view.room.current
    if now is not None:
        where = safe.fill("[b $warm]The group has moved on to “$title”.[/]", title=now.title)
    elif view.room.state == "open":
        where = Content.styled("The group has finished this step.", "bold $warm")
    else:
        where = Content.styled("The session is over.", "bold $warm")
    sends = kinds(step) and view.room.state == "open" and not listens(view, step)
    still = "You can still send this" if sends else "Your words stay yours"
    return Content.assemble(where, f" {still}; F6 goes on and keeps it as a draft.")


def earlier(steps: Sequence[SessionStep]) -> Content:
    """Say that words she began in earlier steps are kept."""
    names = ", ".join(f"“{step.title}”" for step in steps)
    return safe.fill("[$warm]Words you began in $names are kept.[/] F6 leads back to them.", names=names)


# Below the editor


def below(view: SeatView, step: SessionStep, marks: Marks, width: int) -> list[Piece]:
    """What she votes about, what has been shown, what is hers, and what she said she will do."""
    pieces = _voting(view, step, marks)
    for ballot in view.room.ballots:
        if ballot.step == step.id:
            pieces += [Piece(line) for line in ballot_lines(ballot, view.room, ink(marks), width)]
    pieces += _shown(view, _about(view, step), marks)
    hidden = [each for each in view.mine if each.step == step.id and each.hidden]
    if hidden:
        pieces.append(title("Yours, not revealed yet"))
        pieces += [_own(each, marks) for each in hidden]
    return pieces + _hers(view)


def last_time(owed: Sequence[Promise], marks: Marks) -> list[Piece]:
    """What was said last time and is still open; of her own things she says herself what has become of them."""
    if not owed:
        return []
    pieces = [title(LAST_TIME)]
    for each in owed:
        piece = promise_piece(each) if each.mine else _point(promise_line(each), marks)
        pieces.append(piece)
    return pieces


def when_over(view: SeatView, marks: Marks) -> list[Piece]:
    """What remains where no step runs: what she and the others said they will do, the parking lot, what was shown."""
    pieces = _hers(view)
    others = [each for each in view.room.promises if each.id not in {mine.id for mine in view.promises}]
    if others:
        pieces += [title("What others will do"), *(_point(promise_line(each), marks) for each in others)]
    if view.room.state == "open":
        return pieces
    if view.room.parked:
        pieces += [title("Parking lot"), *(_point(safe.words(text), marks) for text in view.room.parked)]
    for step in view.room.steps:
        groups, loose = grouped(view.room.contributions, view.room.groups, step.id)
        if groups or loose:
            pieces.append(title(safe.line(step.title)))
        for group, inside in groups:
            pieces.append(Piece(safe.line(group.name, "bold")))
            pieces += [_point(said_by(each), marks) for each in inside]
        pieces += [_point(said_by(each), marks) for each in loose]
    return pieces


def _hers(view: SeatView) -> list[Piece]:
    if not view.promises:
        return []
    return [title("What you said you will do"), *map(promise_piece, view.promises)]


def _point(words: Content, marks: Marks) -> Piece:
    return Piece(words, lead=Content.styled(f"{marks.person} ", "$accent"))


def _about(view: SeatView, step: SessionStep) -> str:
    """The step whose words she sees: this one, or for votes and grouping the last that gathered any."""
    filled = {each.step for each in view.room.contributions}
    if step.id in filled or kinds(step):
        return step.id
    at = next((number for number, each in enumerate(view.room.steps) if each.id == step.id), 0)
    return next((each.id for each in reversed(view.room.steps[:at]) if each.id in filled), step.id)


def _shown(view: SeatView, step_id: str, marks: Marks) -> list[Piece]:
    if not any(each.step == step_id for each in view.room.contributions):
        return []
    mine = {each.id for each in view.mine}
    groups, loose = grouped(view.room.contributions, view.room.groups, step_id)
    pieces = [title("What has been said")]
    for number, (group, inside) in enumerate(groups):
        name = Content.assemble(safe.line(group.name, "bold"), (f"  {len(inside)}", "$soft"))
        pieces.append(Piece(name, above=min(number, 1)))
        pieces += [_seen(each, mine, marks) for each in inside]
    return pieces + [_seen(each, mine, marks) for each in loose]


def _seen(shown: Shown, mine: set[str], marks: Marks) -> Piece:
    words = said_by(shown)
    if shown.id not in mine:
        return _point(words, marks)
    words = Content.assemble(words, ("  (you)", "$good"))
    return Piece(words, key=shown.id, lead=Content.styled(f"{marks.person} ", "$accent"))


def _own(shown: Shown, marks: Marks) -> Piece:
    words = Content.assemble(kind_tag(shown), safe.words(shown.text))
    return Piece(words, key=shown.id, lead=Content.styled(f"{marks.open} ", "$good"))


def promise_piece(promise: Promise) -> Piece:
    """A commitment of hers, with what has become of it."""
    words, state = Content.assemble(safe.words(promise.text), by_when(promise)), COMMITMENT.get(promise.state, "")
    return Piece(words, key=promise.id, aside=Content.styled(state, "$soft"))


def _voting(view: SeatView, step: SessionStep, marks: Marks) -> list[Piece]:
    now = view.room.current
    if now is None or now.id != step.id or not step.voting:
        return []
    if step.fist:
        given = "not yet" if view.fingers is None else counted(view.fingers, "finger", "fingers")
        return [
            title("Fist to five"),
            Piece(Content.assemble(("You show: ", "$soft"), (given, "bold"), ("   v shows your fingers.", "$soft"))),
        ]
    dots = dict(view.dots)
    left = step.dots - sum(dots.values())
    head = f"You have {counted(left, 'dot', 'dots')} left of {step.dots}. v gives them; nobody sees whose they are."
    pieces = [title("Dots"), Piece(Content.styled(head, "$soft"))]
    for each in view.votable:
        given = marks.waiting * dots.get(each.id, 0)
        pieces.append(Piece(votable_words(each), lead=Content.styled(f"{given:<{step.dots}} ", "$accent")))
    if not view.votable:
        pieces.append(Piece(Content.styled("There is nothing to vote about yet.", "$soft")))
    return pieces


def votable_words(each: Shown | Group) -> Content:
    """What can be voted for."""
    return safe.line(each.name, "bold") if isinstance(each, Group) else safe.line(each.text)
