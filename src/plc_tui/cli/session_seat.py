"""`plc session`: what one participant writes, says and signals from her seat."""

from __future__ import annotations

import click

from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.look import weekday
from plc_tui.cli.session_names import ID, person, step_id, target
from plc_tui.cli.session_shown import show_console, show_seat
from plc_tui.cli.writing import Written, never_lost, pairs, take_in
from plc_tui.dates import read_date
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.labels import labels
from plc_tui.domain.sessions.values import NAMING, SessionStep
from plc_tui.domain.sessions.views import RoomView, SeatView

FOR = click.option("--for", "for_", metavar="NAME", help="Whose words they are, when you type for her (facilitator).")
FILE = click.option("--file", metavar="FILE", help="Take the text from a file (- is standard input).")
SORTS = ("note", "question", "warm", "cool", "idea")


def _text(desk: Desk, text: str | None, file: str | None, hint: str) -> Written:
    written = take_in(desk, text, file, hint)
    if written is None:
        raise Invalid("Give the text as an argument, with - or with --file.")
    return written


def _key(desk: Desk, session_id: str, for_: str | None) -> str:
    """Return the key of whom she types for; only whoever facilitates does. Raises NotPermitted, Invalid."""
    return person(desk.plc.console.look(session_id), for_).key if for_ else ""


@click.command(cls=PlcCommand)
@ID
@click.argument("text", required=False)
@click.option("--kind", type=click.Choice(SORTS), help="What it is; otherwise the first that is gathered.")
@click.option("--step", "number", type=Whole(1), help="For an earlier step you had begun to write in.")
@FOR
@FILE
@pass_desk
def say(
    desk: Desk,
    session_id: str,
    text: str | None,
    kind: str | None,
    number: int | None,
    for_: str | None,
    file: str | None,
) -> None:
    """Contribute TEXT (- is standard input) to the present step. Who will see it is said by: plc session show ID"""
    written = _text(desk, text, file, f"session-{session_id}")
    with never_lost(desk, written, f"session-{session_id}"):
        view = desk.plc.seat.look(session_id).room
        step = step_id(view.steps, number) or (view.current.id if view.current else "")
        made = desk.plc.seat.say(view.id, written.text, kind or "", step, _key(desk, view.id, for_))
    at = next(each for each in made.room.steps if each.id == step)
    show_seat(desk, made, _sent(at), unseen=at.naming == "sealed")


def _sent(step: SessionStep) -> str:
    seen = "Everyone can see it." if step.open_to_all else "Only its writer sees it until it is revealed."
    return f"Sent. {seen} {NAMING[step.naming]}"


@click.command(cls=PlcCommand)
@ID
@click.argument("text", required=False)
@FILE
@pass_desk
def park(desk: Desk, session_id: str, text: str | None, file: str | None) -> None:
    """Put something into the parking lot, where it is not lost. It stands there without your name."""
    written = _text(desk, text, file, f"session-{session_id}")
    with never_lost(desk, written, f"session-{session_id}"):
        made = desk.plc.seat.park(session_id, written.text)
    show_seat(desk, made, "It is in the parking lot, where everyone can see it.")


@click.command(cls=PlcCommand)
@ID
@click.argument("contribution", metavar="CONTRIBUTION")
@click.argument("text", required=False)
@FILE
@pass_desk
def reword(desk: Desk, session_id: str, contribution: str, text: str | None, file: str | None) -> None:
    """Write a contribution of yours anew. `plc session show ID` says its id."""
    written = _text(desk, text, file, f"session-{session_id}")
    with never_lost(desk, written, f"session-{session_id}"):
        made = desk.plc.seat.reword(session_id, _own(desk, session_id, contribution), written.text)
    show_seat(desk, made, "Changed.")


@click.command(cls=PlcCommand, name="take-back")
@ID
@click.argument("contribution", metavar="CONTRIBUTION")
@pass_desk
def take_back(desk: Desk, session_id: str, contribution: str) -> None:
    """Take a contribution of yours back, while the session goes on."""
    made = desk.plc.seat.take_back(session_id, _own(desk, session_id, contribution))
    show_seat(desk, made, "Taken back.")


def _own(desk: Desk, session_id: str, typed: str) -> str:
    """Return the id of a contribution by its id, or by its number in the room."""
    return target(desk.plc.seat.look(session_id).room, typed) if typed.isdigit() else typed


# Signs


@click.command(cls=PlcCommand)
@ID
@click.option("--not-yet", is_flag=True, help="Not yet after all.")
@click.option("--one-more", is_flag=True, help="One more minute, please.")
@pass_desk
def ready(desk: Desk, session_id: str, not_yet: bool, one_more: bool) -> None:
    """Say that you are ready to go on. Only whoever facilitates sees it."""
    if not_yet and one_more:
        raise Invalid("Say either --not-yet or --one-more.")
    if one_more:
        show_seat(desk, desk.plc.seat.one_more(session_id), "You asked for one more minute.")
    else:
        made = desk.plc.seat.ready(session_id, not not_yet)
        show_seat(desk, made, "Not yet. Take your time." if not_yet else "You are ready.")


@click.command(cls=PlcCommand)
@ID
@click.option("--down", is_flag=True, help="Take it down again.")
@click.option("--for", "for_", metavar="NAME", help="Take down the hand of somebody who was heard (facilitator).")
@pass_desk
def hand(desk: Desk, session_id: str, down: bool, for_: str | None) -> None:
    """Put your hand up: whoever facilitates sees it."""
    if for_ and not down:
        raise Invalid("Only her own hand goes up; --for goes with --down.")
    if for_:
        seen = desk.plc.console.hand_down(session_id, _key(desk, session_id, for_))
        show_console(desk, seen, "Her hand is down.")
    else:
        made = desk.plc.seat.hand(session_id, not down)
        show_seat(desk, made, "Your hand is down." if down else "Your hand is up.")


@click.command(cls=PlcCommand, name="pass")
@ID
@pass_desk
def pass_(desk: Desk, session_id: str) -> None:
    """Hand your turn on without a word: that is always fine."""
    _turned(desk, desk.plc.seat.pass_turn(session_id))


@click.command(cls=PlcCommand)
@ID
@pass_desk
def done(desk: Desk, session_id: str) -> None:
    """Hand your turn on after you have spoken."""
    _turned(desk, desk.plc.seat.done_speaking(session_id))


def _turned(desk: Desk, made: SeatView) -> None:
    following = f"It is the turn of {made.room.turn}." if made.room.turn else "Everyone has had a turn."
    show_seat(desk, made, following)


# Votes


@click.command(cls=PlcCommand)
@ID
@click.argument("dots", metavar="N=DOTS...", nargs=-1)
@pass_desk
def vote(desk: Desk, session_id: str, dots: tuple[str, ...]) -> None:
    """Give your dots, such as 3=2 A=1.

    Numbers and letters are those of: plc session show ID

    What you gave before in this round is replaced; without any you take all back.
    """
    seat = desk.plc.seat.look(session_id)
    given: dict[str, int] = {}
    for typed, count in pairs(dots):
        if not count.strip().isdecimal():
            raise Invalid("Write it as N=DOTS, for example 3=2.")
        given[target(seat.room, typed)] = int(count)
    step = seat.room.current.id if seat.room.current else ""
    made = desk.plc.seat.vote(seat.room.id, given, step)
    show_seat(desk, made, *_given(made.room, given))


def _given(view: RoomView, given: dict[str, int]) -> list[str]:
    """Say what each of the dots went to, so that a slip is noticed."""
    known = labels(view)
    words = {each.id: each.text for each in view.contributions} | {group.id: group.name for group in view.groups}
    said = [
        f"{dots} to {known.get(each, each)}. {' '.join(words.get(each, '').split())}"
        for each, dots in given.items()
        if dots
    ]
    return said or ["You have taken your dots back."]


@click.command(cls=PlcCommand)
@ID
@click.argument("fingers", metavar="0-5", type=Whole(0, 5))
@pass_desk
def fist(desk: Desk, session_id: str, fingers: int) -> None:
    """Show fingers, from 0 (no) to 5 (yes, and I lead)."""
    seat = desk.plc.seat.look(session_id)
    step = seat.room.current.id if seat.room.current else ""
    show_seat(desk, desk.plc.seat.fist(seat.room.id, fingers, step), f"You show {fingers}.")


@click.command(cls=PlcCommand)
@ID
@click.argument("text", required=False)
@click.option("--by", metavar="DATE", help="By when: 2026-12-04, fri, +2w.")
@FOR
@FILE
@pass_desk
def commit(desk: Desk, session_id: str, text: str | None, by: str | None, for_: str | None, file: str | None) -> None:
    """Say what you will do. The group sees it; `plc session owed` and the next session of the circle bring it back."""
    written = _text(desk, text, file, f"session-{session_id}")
    with never_lost(desk, written, f"session-{session_id}"):
        day = read_date(by, desk.look.today()) if by else None
        if day:
            desk.say(f"By {weekday(day)} {desk.look.day(day)} ({day.isoformat()}).")
        made = desk.plc.seat.commit(session_id, written.text, day, _key(desk, session_id, for_))
    show_seat(desk, made, "Everyone can see it. Take it up as a step of a goal: plc session owed")


VERBS: tuple[click.Command, ...] = (say, park, reword, take_back, ready, hand, pass_, done, vote, fist, commit)
