"""`plc session`: planning a session, finding it, opening, joining and ending it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import click

from plc_tui.cli import (
    completing,
    session_agenda,
    session_console,
    session_groups,
    session_owed,
    session_protocols,
    session_rehearse,
    session_remains,
    session_seat,
    session_watch,
)
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.look import weekday
from plc_tui.cli.output import print_items, print_row, show_done, show_one, show_written
from plc_tui.cli.session_names import ID
from plc_tui.cli.session_shown import here_in, keep_watching, show_page, show_seat
from plc_tui.cli.views import sessions as views
from plc_tui.cli.views.session_console import CONSOLE, console_lines
from plc_tui.cli.views.session_room import ROOM, SEAT, room_lines, seat_lines
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.dates import read_moment
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle
from plc_tui.domain.sessions.plans import NewSession, SessionPage

session = noun("session", "Facilitated sessions: plan one, come in, take part, lead it.")

SHELVES = {"open": "Going on", "planned": "Planned", "past": "Past"}
SIGHTS = ("page", "room", "seat", "console")


@session.command("list")
@click.option("--open", "shelf", flag_value="open", help="Only those going on now.")
@click.option("--planned", "shelf", flag_value="planned", help="Only those to come.")
@click.option("--past", "shelf", flag_value="past", help="Only those that are over.")
@click.option("--circle", metavar="NAME", shell_complete=completing.circles, help="Only those of this circle.")
@pass_desk
def list_(desk: Desk, shelf: str | None, circle: str | None) -> None:
    """List sessions: those going on, those planned, those over."""
    found = desk.plc.sessions.shelves()
    wanted = desk.plc.circles.show(circle).handle if circle else None
    shelves = {name: _of(getattr(found, name), wanted) for name in SHELVES if shelf in (None, name)}
    pages: list[SessionPage] = [page for pages in shelves.values() for page in pages]
    if desk.json:
        print_items("session", map(views.SESSION.record, pages))
    elif desk.plain:
        for page in pages:
            print_row(views.SESSION.row(page, desk.look))
    elif pages:
        desk.print(_shelves(desk, shelves))
    else:
        desk.say("No sessions here. Plan one with: plc session plan PROTOCOL. Choose by: plc session protocols")


def _of(pages: tuple[SessionPage, ...], circle: str | None) -> tuple[SessionPage, ...]:
    return tuple(page for page in pages if circle is None or (page.circle and page.circle.handle == circle))


def _shelves(desk: Desk, shelves: dict[str, tuple[SessionPage, ...]]) -> Iterator[str]:
    for name, pages in shelves.items():
        if pages:
            yield SHELVES[name]
        for page in pages:
            yield from views.SESSION.lines(page, desk.look)


@session.command()
@ID
@click.option("--page", "sight", flag_value="page", help="The plan: who, when, the agenda, the work.")
@click.option("--room", "sight", flag_value="room", help="What a projector shows; never anything private.")
@click.option("--seat", "sight", flag_value="seat", help="What you see from your seat, with what is yours.")
@click.option("--console", "sight", flag_value="console", help="What whoever facilitates sees.")
@pass_desk
def show(desk: Desk, session_id: str, sight: str | None) -> None:
    """Read a session: its plan, or your seat while you take part.

    --json and --plain give the plan unless you say otherwise.
    """
    page = desk.plc.sessions.show(session_id)
    at_seat = page.joined and page.state == "open" and not (desk.json or desk.plain)
    sight = sight or ("seat" if at_seat else "page")
    if sight == "room":
        room = desk.plc.sessions.room(page.id)
        show_one(desk, ROOM, room, page=lambda: room_lines(room, desk.look))
        here_in(desk, page)
    elif sight == "seat":
        seat = desk.plc.seat.look(page.id)
        show_one(desk, SEAT, seat, page=lambda: seat_lines(seat, desk.look))
        here_in(desk, page)
    elif sight == "console":
        console = desk.plc.console.look(page.id)
        show_one(desk, CONSOLE, console, page=lambda: console_lines(console, desk.look))
        here_in(desk, page)
    else:
        show_one(desk, views.SESSION, page, page=lambda: views.page_lines(page, desk.look))
        here_in(desk, page)


def about_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what a session is called, asks, when it is, and who presents."""
    for option in reversed(
        (
            click.option("--title", help="What it is called; otherwise as its protocol."),
            click.option("--focus", help="The question it is about (- is standard input)."),
            click.option("--presenter", metavar="HANDLE", shell_complete=completing.handles, help="Who presents."),
            click.option("--at", "at", metavar="WHEN", help="When: 2026-12-04 15:30, fri 15:30."),
        )
    ):
        command = option(command)
    return command


@session.command()
@click.argument("protocol", shell_complete=completing.of_seeds("protocols"))
@about_options
@click.option("--circle", default="", metavar="NAME", shell_complete=completing.circles, help="A circle of yours.")
@click.option("--invite", multiple=True, metavar="HANDLE", shell_complete=completing.handles, help="A colleague more.")
@click.option("--minutes", type=Whole(1), help="How long it may take; otherwise as long as usual.")
@click.option("--people", type=Whole(1), default=None, help="For how many; otherwise for the circle.")
@click.option("--work", default="", metavar="ID", shell_complete=completing.things, help="A note or goal of yours.")
@pass_desk
def plan(
    desk: Desk,
    protocol: str,
    title: str | None,
    focus: str | None,
    presenter: str | None,
    at: str | None,
    people: int | None,
    invite: tuple[str, ...],
    **fields: Any,
) -> None:
    """Plan a session on a PROTOCOL (see: plc session protocols). Its times are fitted to people and minutes."""
    written = take_in(desk, focus, None, "session-new", ask=False)
    with never_lost(desk, written, "session-new"):
        made = desk.plc.sessions.plan(
            NewSession(
                protocol,
                title or "",
                written.text if written else "",
                presenter=handle(presenter) if presenter else "",
                starts=_when(desk, at),
                people=people or 0,
                invite=tuple(map(handle, invite)),
                **fields,
            )
        )
    show_written(
        desk,
        views.SESSION,
        made,
        *_fitted(desk, made, people, fields["minutes"]),
        f"Open it with: plc session open {made.id}",
    )


def _when(desk: Desk, at: str | None) -> datetime | None:
    """Read a moment where she is, and say how it was understood."""
    if at is None or not at.strip():
        return None
    found = read_moment(at, datetime.now(desk.look.zone))
    desk.say(f"{weekday(found.date())} {desk.look.moment(found)} ({found.isoformat(timespec='minutes')}).")
    return found


def _fitted(desk: Desk, made: SessionPage, people: int | None, minutes: int | None) -> Iterator[str]:
    """Say it when the protocol is not made for so many people or so little time."""
    protocol = desk.plc.protocols.show(made.protocol)
    size = people or (made.circle.size if made.circle else 0) or protocol.people_least
    fitted = desk.plc.protocols.plan(protocol, size, minutes)
    if fitted.why_not:
        yield f"{protocol.title} {fitted.why_not}; this is as near as it comes."


@session.command()
@ID
@about_options
@pass_desk
def edit(
    desk: Desk, session_id: str, title: str | None, focus: str | None, presenter: str | None, at: str | None
) -> None:
    """Change a plan: what it is called, asks, when it is, who presents. An empty value takes away: --at ""."""
    written = take_in(desk, focus, None, f"session-{session_id}", ask=False)
    with never_lost(desk, written, f"session-{session_id}"):
        made = desk.plc.sessions.edit(
            session_id,
            title=title,
            focus=written.text if written else None,
            starts=_when(desk, at),
            no_day=at is not None and not at.strip(),
            presenter=handle(presenter) if presenter else presenter,
        )
    show_page(desk, made, "Changed.")


@session.command()
@ID
@click.argument("handles", metavar="HANDLE...", nargs=-1, required=True, shell_complete=completing.handles)
@pass_desk
def invite(desk: Desk, session_id: str, handles: tuple[str, ...]) -> None:
    """Let colleagues see a session and come to it."""
    for name in handles:
        made = desk.plc.sessions.invite(session_id, handle(name))
    show_page(desk, made, "They can see it now, and come in when it opens.")


@session.command()
@ID
@click.argument("work_id", metavar="WORK", required=False, shell_complete=completing.things)
@click.option("--none", "out", is_flag=True, help="Take the work that was brought out again.")
@pass_desk
def bring(desk: Desk, session_id: str, work_id: str | None, out: bool) -> None:
    """Bring a note or goal of yours. Everyone in the session reads this copy of it as it is now."""
    if (work_id is None) != out:
        raise Invalid("Name the note or goal, or say --none.")
    made = desk.plc.sessions.bring(session_id, work_id or "")
    show_page(desk, made, "Everyone in it can read this copy." if made.work else "No work is in it.")


@session.command()
@ID
@pass_desk
def cancel(desk: Desk, session_id: str) -> None:
    """Call off a planned session."""
    show_page(desk, desk.plc.sessions.cancel(session_id), "Called off.")


@session.command()
@ID
@pass_desk
def delete(desk: Desk, session_id: str) -> None:
    """Put a session that was not held in the bin. It stays there 30 days."""
    from plc_tui.services.session_records import record

    binned = desk.plc.bin.put(desk.plc.sessions.show(session_id).id)
    sentence = f"“{binned.title}” is in the bin until {desk.look.day(binned.gone)}. Undo: plc bin restore {binned.id}"
    show_done(desk, "binned", record(binned), sentence)


@session.command("open")
@ID
@pass_desk
def open_(desk: Desk, session_id: str) -> None:
    """Open a planned session: from now on people can come in. Nothing runs yet."""
    made = desk.plc.sessions.open(session_id)
    sentences = (
        f"Others come in with: plc session join {made.code}",
        keep_watching(made.id),
        f"Begin with: plc session next {made.id}",
    )
    show_page(desk, made, *sentences)


@session.command()
@click.argument("session_id", metavar="ID-OR-CODE", shell_complete=completing.sessions)
@pass_desk
def join(desk: Desk, session_id: str) -> None:
    """Come into an open session. The code is the one that is told in the room."""
    seat = desk.plc.sessions.join(session_id)
    sentence = (
        f"You are in. See where we are: plc session show {seat.room.id}. Follow it: plc session watch {seat.room.id}"
    )
    show_seat(desk, seat, sentence)


@session.command()
@ID
@pass_desk
def leave(desk: Desk, session_id: str) -> None:
    """Leave a session; what you wrote stays, and you can come back."""
    desk.plc.seat.leave(session_id)
    show_done(desk, "left", {"id": session_id}, "You have left. What you wrote stays.")


@session.command()
@ID
@pass_desk
def close(desk: Desk, session_id: str) -> None:
    """End a session. What was not revealed stays with its writers; votes not shown are not counted."""
    desk.plc.sessions.close(session_id)
    made = desk.plc.sessions.show(session_id)
    sentence = f"It is over. Read what remains: plc session summary {made.id}. Share that with: --share"
    show_page(desk, made, sentence)


for group in (
    session_seat.VERBS,
    session_console.VERBS,
    session_agenda.VERBS,
    session_groups.VERBS,
    session_owed.VERBS,
    session_remains.VERBS,
    session_watch.VERBS,
    session_protocols.VERBS,
    session_rehearse.VERBS,
):
    for verb in group:
        session.add_command(verb)
