"""`plc session`: what whoever facilitates does with steps, time, people, and what was written."""

from __future__ import annotations

from collections.abc import Callable

import click

from plc_tui.cli.amounts import Number, Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_done, show_one
from plc_tui.cli.session_names import ID, STEP, latest, person, step_id, step_number
from plc_tui.cli.session_shown import here, keep_watching, show_console
from plc_tui.cli.views.session_console import CONSOLE, console_lines
from plc_tui.cli.views.session_words import place
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.views import ConsoleView

FROM = click.option(
    "--from",
    "seen",
    type=Whole(0),
    metavar="N",
    help="The step you see (0: none yet). Is it another by now, nothing happens: two who press at once make one step.",
)
FORWARD = "The session has moved on already; nothing was changed."
SETTLES = 10
"""So many seconds after it went on, a session goes on again only for those who say from which step."""

# Steps


@click.command("next", cls=PlcCommand)
@ID
@FROM
@pass_desk
def next_(desk: Desk, session_id: str, seen: int | None) -> None:
    """Go on to the next step; the first time, begin.

    Without --from nothing happens in the ten seconds after somebody went on: two who type it at once
    make one step.
    """
    _refuse_at_once(desk, session_id, seen)
    _go(desk, session_id, seen, desk.plc.console.forward)


@click.command(cls=PlcCommand)
@ID
@FROM
@pass_desk
def back(desk: Desk, session_id: str, seen: int | None) -> None:
    """Go back to the step before; its time goes on where it stopped.

    Without --from nothing happens in the ten seconds after somebody went on or back.
    """
    _refuse_at_once(desk, session_id, seen)
    _go(desk, session_id, seen, desk.plc.console.back)


@click.command(cls=PlcCommand)
@ID
@STEP
@FROM
@pass_desk
def go(desk: Desk, session_id: str, number: int, seen: int | None) -> None:
    """Go to any step; what lies between stays ahead."""
    wanted = step_id(desk.plc.console.look(session_id).room.steps, number)
    _go(desk, session_id, seen, lambda found, expect: desk.plc.console.go_to(found, wanted, expect))


def _refuse_at_once(desk: Desk, session_id: str, seen: int | None) -> None:
    """Raise Invalid where somebody has gone on a moment ago, and perhaps unseen by her who did not say from where."""
    if seen is not None:
        return
    room = desk.plc.console.look(session_id).room
    moves = [each.at for each in desk.plc.sessions.course(room.id) if each.act in ("step", "back", "skipped")]
    ago = abs((room.at - moves[-1]).total_seconds()) if moves else SETTLES
    if ago < SETTLES:
        at = place(room.steps, room.current, room.state).rstrip(".")
        add = f"To go on from there, add: --from {step_number(room)}"
        raise Invalid(f"Somebody went on {length(ago)} ago. {at}. Nothing was changed. {add}")


def _go(desk: Desk, session_id: str, seen: int | None, move: Callable[[str, str], ConsoleView]) -> None:
    """Move from the step that is seen, and say when somebody else was first."""
    room = desk.plc.console.look(session_id).room
    number = step_number(room) if seen is None else seen
    made = move(room.id, step_id(room.steps, number))
    already = number != step_number(room)
    show_console(desk, made, *([FORWARD] if already else _begun(made)))


def _begun(made: ConsoleView) -> list[str]:
    room = made.room
    if room.current is None:
        return [f"That was the last step. End the session with: plc session close {room.id}"]
    said = [f"{place(room.steps, room.current)}, {length(room.current.allowed)}."]
    return [*said, room.current.guardrail] if room.current.guardrail else said


@click.command(cls=PlcCommand)
@ID
@STEP
@pass_desk
def skip(desk: Desk, session_id: str, number: int) -> None:
    """Leave a step out, or take it up again."""
    room = desk.plc.console.look(session_id).room
    made = desk.plc.console.skip(room.id, step_id(room.steps, number))
    left_out = made.room.steps[number - 1].state == "skipped"
    show_console(desk, made, "It is left out." if left_out else "It is taken up again.")


# Time


@click.command(cls=PlcCommand)
@ID
@pass_desk
def pause(desk: Desk, session_id: str) -> None:
    """Let time stand still, or go on."""
    _paused(desk, desk.plc.console.pause(session_id))


@click.command(cls=PlcCommand)
@ID
@pass_desk
def resume(desk: Desk, session_id: str) -> None:
    """Let time go on after a pause; when it runs, nothing happens."""
    found = desk.plc.console.look(session_id)
    step = found.room.current
    stands = step is not None and step.since is None
    _paused(desk, desk.plc.console.pause(found.room.id) if stands else found)


def _paused(desk: Desk, made: ConsoleView) -> None:
    step = made.room.current
    stands = step is not None and step.since is None
    show_console(desk, made, "Time stands still." if stands else "Time goes on.")


@click.command(cls=PlcCommand, context_settings={"ignore_unknown_options": True})
@ID
@click.argument("minutes", type=Number())
@pass_desk
def more(desk: Desk, session_id: str, minutes: float) -> None:
    """Give the present step MINUTES more; -1 takes one away."""
    if not -600 <= minutes <= 600:
        raise Invalid("Give minutes, such as 1 or -1.")
    made = desk.plc.console.longer(session_id, round(minutes * 60))
    said = f"{length(minutes * 60)} {'more' if minutes >= 0 else 'less'}."
    show_console(desk, made, said)


# What was written


@click.command(cls=PlcCommand)
@ID
@click.argument("number", metavar="[N]", type=Whole(1), required=False)
@pass_desk
def reveal(desk: Desk, session_id: str, number: int | None) -> None:
    """Show everyone what was written in a step. Without N, in the last whose words are still hidden."""
    room = desk.plc.console.look(session_id).room
    hidden = (step for step in room.steps if step.hidden and not step.revealed and step.state in ("now", "done"))
    step = latest(room, number, hidden, "Nothing waits to be revealed.")
    show_console(desk, desk.plc.console.reveal(room.id, step), "Everyone sees it now.")


@click.command(cls=PlcCommand)
@ID
@click.argument("number", metavar="[N]", type=Whole(1), required=False)
@click.option("--again", is_flag=True, help="Begin another round of votes instead.")
@pass_desk
def votes(desk: Desk, session_id: str, number: int | None, again: bool) -> None:
    """End a round of votes and show what it came to. Whose votes they were is kept nowhere."""
    room = desk.plc.console.look(session_id).room
    begun = [step for step in room.steps if step.votes and step.state in ("now", "done")]
    step = latest(room, number, (each for each in begun if again or each.voting), "There is no vote to show.")
    if again:
        show_console(desk, desk.plc.console.vote_again(room.id, step), "Another round of votes begins.")
    else:
        show_console(desk, desk.plc.console.show_votes(room.id, step), "Everyone sees what it came to.")


# People


@click.command(cls=PlcCommand)
@ID
@click.argument("name")
@pass_desk
def paper(desk: Desk, session_id: str, name: str) -> None:
    """Add somebody without a terminal. Then: plc session say ID TEXT --for NAME"""
    show_console(desk, desk.plc.console.add_paper(session_id, name), "Added. You type for her with --for.")


@click.command(cls=PlcCommand)
@ID
@click.argument("name", required=False)
@pass_desk
def turn(desk: Desk, session_id: str, name: str | None) -> None:
    """Give the turn to somebody. Without NAME, to whoever comes next in the round."""
    seen = desk.plc.console.look(session_id)
    if name is None:
        speaks = next((each.key for each in seen.people if each.turn), "")
        made = desk.plc.console.next_turn(seen.room.id, speaks)
    else:
        made = desk.plc.console.turn(seen.room.id, person(seen, name).key)
    said = f"It is the turn of {made.room.turn}." if made.room.turn else "Everyone has had a turn."
    show_console(desk, made, said)


@click.command(cls=PlcCommand)
@ID
@click.argument("name")
@pass_desk
def heard(desk: Desk, session_id: str, name: str) -> None:
    """Note that somebody has spoken; her hand goes down. Only whoever facilitates sees it."""
    seen = desk.plc.console.look(session_id)
    show_console(desk, desk.plc.console.heard(seen.room.id, person(seen, name).key), "Noted.")


@click.command(cls=PlcCommand)
@ID
@click.argument("name")
@click.option("--shut-out", is_flag=True, help="She came in by the code and reads it no longer; there is a new code.")
@pass_desk
def gone(desk: Desk, session_id: str, name: str, shut_out: bool) -> None:
    """Note that somebody has left; what she wrote stays."""
    seen = desk.plc.console.look(session_id)
    act = desk.plc.console.shut_out if shut_out else desk.plc.console.gone
    show_console(desk, act(seen.room.id, person(seen, name).key), "Noted.")


@click.command(cls=PlcCommand)
@ID
@click.option("--take", is_flag=True, help="Take it: whoever facilitates is away.")
@click.option("--hand", "to", metavar="NAME", help="Give it to somebody as well.")
@click.option("--leave", is_flag=True, help="With --hand: instead of you.")
@pass_desk
def console(desk: Desk, session_id: str, take: bool, to: str | None, leave: bool) -> None:
    """See the console, take it, or hand it to somebody."""
    if (take and to) or (leave and not to):
        raise Invalid("Say --take, or --hand NAME, with --leave when you give it up.")
    if take:
        taken = desk.plc.console.take(session_id)
        show_console(desk, taken, "You have the console.", keep_watching(taken.room.id))
        return
    seen = desk.plc.console.look(session_id)
    if to is None:
        show_one(desk, CONSOLE, seen, page=lambda: console_lines(seen, desk.look))
        here(desk, seen.room.id)
        return
    other = person(seen, to)
    made = desk.plc.console.hand_over(seen.room.id, other.key, keep=not leave)
    said = f"{other.name} has the console."
    if made is None:
        show_done(desk, "handed-over", {"id": seen.room.id}, said)
    else:
        show_console(desk, made, said)


VERBS = (next_, back, go, skip, pause, resume, more, reveal, votes, paper, turn, heard, gone, console)
