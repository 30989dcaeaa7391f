"""`plc review`: the colleague's side: take a request, write in its frame, send; or step aside without shame."""

from __future__ import annotations

from collections.abc import Callable

import click

from plc_tui.cli import completing
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_done, show_written
from plc_tui.cli.review_page import page_for, points_in
from plc_tui.cli.views.reviews import REQUEST
from plc_tui.cli.writing import never_lost, pairs, standard_input, take_in
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle
from plc_tui.domain.reviews import ReviewRequest

ID = click.argument("request_id", metavar="REQUEST", shell_complete=completing.requests)
POINT = click.argument("point_id", metavar="POINT")


@click.command(cls=PlcCommand)
@ID
@pass_desk
def take(desk: Desk, request_id: str) -> None:
    """Take a request: you mean to write this review."""
    made = desk.plc.reviews.take(request_id)
    show_written(desk, REQUEST, made, f"Thank you. Write with: plc review write {made.id} --point BOX=TEXT")


@click.command(cls=PlcCommand)
@ID
@pass_desk
def decline(desk: Desk, request_id: str) -> None:
    """Say "not now" to a request."""
    _stepped_aside(desk, request_id, desk.plc.reviews.decline, "Not now. That is fine.")


@click.command(cls=PlcCommand, name="give-back")
@ID
@pass_desk
def give_back(desk: Desk, request_id: str) -> None:
    """Give back a request you have taken."""
    _stepped_aside(desk, request_id, desk.plc.reviews.give_back, "Given back.")


@click.command(cls=PlcCommand, name="hand-on")
@ID
@click.argument("to", metavar="HANDLE", shell_complete=completing.handles)
@pass_desk
def hand_on(desk: Desk, request_id: str, to: str) -> None:
    """Suggest a colleague in your place."""
    colleague = handle(to)
    _stepped_aside(
        desk,
        request_id,
        lambda found: desk.plc.reviews.hand_on(found, colleague),
        f"Handed on; you named @{colleague}.",
    )


def _stepped_aside(desk: Desk, request_id: str, change: Callable[[str], ReviewRequest | None], sentence: str) -> None:
    made = change(request_id)
    if made is None:
        show_done(desk, "stepped-aside", {"id": request_id}, sentence)
    else:
        show_written(desk, REQUEST, made, sentence)


@click.command(cls=PlcCommand)
@ID
@click.option("--point", "points", multiple=True, metavar="BOX=TEXT", help="A point in a box (- is standard input).")
@click.option("--file", metavar="FILE", help="Take all of it from a file, boxes as ## headings (- is standard input).")
@click.option("--replace", is_flag=True, help="Put these points in the place of those you wrote so far.")
@pass_desk
def write(desk: Desk, request_id: str, points: tuple[str, ...], file: str | None, replace: bool) -> None:
    """Write in the frame's boxes; your colleague reads it when you send it.

    Without --point your editor opens with the boxes as headings; a blank line begins a new point.
    """
    if points and file:
        raise Invalid("Give the points with --point or with --file.")
    made = _write_points(desk, request_id, points, replace) if points else _write_page(desk, request_id, file)
    mine = made.review_by(desk.me.id)
    count = len(mine.points) if mine else 0
    show_written(desk, REQUEST, made, f"Kept, {count} in all. Only you can read it until: plc review send {made.id}")


def _write_points(desk: Desk, request_id: str, points: tuple[str, ...], replace: bool) -> ReviewRequest:
    typed = standard_input() if any(words == "-" for _, words in pairs(points)) else None
    given = [(box, typed.text if typed and words == "-" else words) for box, words in pairs(points)]
    with never_lost(desk, typed, f"review-{request_id}"):
        change = desk.plc.reviews.set_draft if replace else desk.plc.reviews.write
        return change(request_id, given)


def _write_page(desk: Desk, request_id: str, file: str | None) -> ReviewRequest:
    """Write the whole review as one page, from a file or the editor; it replaces what was there."""
    hint = f"review-{request_id}"
    written = take_in(desk, None, file, hint, start=lambda: page_for(desk.plc.reviews.show(request_id), desk.me.id))
    if written is None:
        raise Invalid("Write your points with --point BOX=TEXT, or give a page with --file.")
    with never_lost(desk, written, hint):
        frame = desk.plc.reviews.show(request_id).frame
        return desk.plc.reviews.set_draft(request_id, points_in(written.text, frame))


@click.command(cls=PlcCommand)
@ID
@pass_desk
def send(desk: Desk, request_id: str) -> None:
    """Send your review; from then on your colleague reads it."""
    show_written(desk, REQUEST, desk.plc.reviews.send(request_id), "Sent. Thank you for looking.")


@click.command(cls=PlcCommand, name="show-name")
@ID
@pass_desk
def show_name(desk: Desk, request_id: str) -> None:
    """Say yes to showing names; they show when both sides have said yes."""
    made = desk.plc.reviews.show_name(request_id)
    show_written(desk, REQUEST, made, "You said yes. Names show when both sides have.")


VERBS = (take, decline, hand_on, give_back, write, send, show_name)
