"""`plc review`: the author's side: ask, read what came, decide, close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import click

from plc_tui.cli import completing, reviewing
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.look import weekday
from plc_tui.cli.output import print_item, print_items, print_row, show_one, show_written
from plc_tui.cli.reviewing import ID, POINT
from plc_tui.cli.views import reviews as views
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.dates import read_date
from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import handle
from plc_tui.domain.reviews import DECISIONS, Decision, NewRequest, ReviewRequest

review = noun("review", "Ask colleagues for a review, or write one.")

SHELVES = {
    "asked-of-me": "Asked of you",
    "i-asked": "You asked for",
    "volunteers": "Open places",
    "finished": "Finished",
}


@review.command("list")
@click.option("--shelf", type=click.Choice(list(SHELVES)), help="Only this shelf.")
@pass_desk
def list_(desk: Desk, shelf: str | None) -> None:
    """List requests for review, shelf by shelf."""
    found = desk.plc.reviews.shelves()
    shelves = {name: getattr(found, name.replace("-", "_")) for name in SHELVES if shelf in (None, name)}
    pairs = [(name, request) for name, requests in shelves.items() for request in requests]
    if desk.json:
        print_items("review", ({**views.REQUEST.record(request), "shelf": name} for name, request in pairs))
    elif desk.plain:
        for name, request in pairs:
            print_row((*views.REQUEST.row(request, desk.look), name))
    elif pairs:
        desk.print(_shelves(desk, shelves))
    else:
        desk.say("Nothing waits here. Ask a colleague for a review with: plc review ask")


def _shelves(desk: Desk, shelves: dict[str, tuple[ReviewRequest, ...]]) -> Iterator[str]:
    for name, requests in shelves.items():
        if requests:
            yield SHELVES[name]
        for request in requests:
            yield from views.REQUEST.lines(request, desk.look)


@review.command()
@ID
@pass_desk
def show(desk: Desk, request_id: str) -> None:
    """Read a request: the work, the frame, and the reviews you may read."""
    found = desk.plc.reviews.show(request_id)
    show_one(desk, views.REQUEST, found, page=lambda: views.page(found, desk.look))


@review.command()
@click.argument("work_id", metavar="ID", shell_complete=completing.things)
@click.option("--focus", required=True, help="What you want help with.")
@click.option("--off-limits", default="", help="What you do not want looked at.")
@click.option("--frame", shell_complete=completing.of_seeds("frames"), help="warm-cool, ladder ...")
@click.option(
    "--from", "people", multiple=True, metavar="HANDLE", shell_complete=completing.handles, help="A colleague."
)
@click.option("--circle", "circles", multiple=True, metavar="NAME", shell_complete=completing.circles, help="A circle.")
@click.option("--volunteers", is_flag=True, help="Anyone here who offers.")
@click.option("--by", metavar="DATE", help="A day you wish for: 2026-12-04, fri, +2w.")
@click.option("--masked", is_flag=True, help="Neither side sees names until both say yes.")
@click.option("--wanted", type=Whole(1, 20), default=2, show_default=True, help="How many reviews you want.")
@click.option("--preview", is_flag=True, help="Only say who would see what.")
@pass_desk
def ask(
    desk: Desk,
    work_id: str,
    frame: str | None,
    people: tuple[str, ...],
    circles: tuple[str, ...],
    volunteers: bool,
    by: str | None,
    preview: bool,
    **fields: Any,
) -> None:
    """Ask for reviews of a note or goal of yours, as it is now."""
    new = NewRequest(
        work=work_id,
        choice=_whom(people, circles, volunteers),
        frame=frame or desk.settings.default_frame,
        by=read_date(by, desk.look.today()) if by else None,
        **fields,
    )
    if new.by:
        desk.say(f"By {weekday(new.by)} {desk.look.day(new.by)} ({new.by.isoformat()}).")
    statement = desk.plc.reviews.statement(new)
    if preview:
        print_item("review.statement", {"text": statement}) if desk.json else desk.print([statement])
        return
    show_written(desk, views.REQUEST, desk.plc.reviews.ask(new), statement)


def _whom(people: tuple[str, ...], circles: tuple[str, ...], volunteers: bool) -> Choice:
    if sum(map(bool, (people, circles, volunteers))) != 1:
        raise Invalid("Say whom you ask: --from HANDLE, --circle NAME or --volunteers.")
    if people:
        return with_people(*map(handle, people))
    return with_circles(*circles) if circles else EVERYONE_HERE


@review.command()
@POINT
@click.option("--keep", "decisions", flag_value="keep", multiple=True, help="I keep this as it is.")
@click.option("--try", "decisions", flag_value="try", multiple=True, help="I will try this.")
@click.option("--park", "decisions", flag_value="park", multiple=True, help="I park this for now.")
@click.option("--talk", "decisions", flag_value="talk", multiple=True, help="Let us talk about this.")
@click.option("--reply", "words", help="A few words to your colleague (- is standard input).")
@pass_desk
def decide(desk: Desk, point_id: str, decisions: tuple[str, ...], words: str | None) -> None:
    """Say what you do with a point of a review."""
    if len(decisions) != 1:
        raise Invalid("Say what you do with it: --keep, --try, --park or --talk.")
    _decide(desk, point_id, cast(Decision, decisions[0]), words, keep_reply=True)


@review.command()
@POINT
@click.argument("text", required=False)
@pass_desk
def reply(desk: Desk, point_id: str, text: str | None) -> None:
    """Reply to a point; without a decision yet, it is one to talk about."""
    decided, _ = _standing(desk, point_id)
    _decide(desk, point_id, decided or "talk", text, keep_reply=False)


def _decide(desk: Desk, point_id: str, decision: Decision, words: str | None, *, keep_reply: bool) -> None:
    hint = f"reply-{point_id}"
    written = take_in(desk, words, None, hint, ask=not keep_reply)
    if written is None and not keep_reply:
        raise Invalid("Give your reply as an argument, or - for standard input.")
    with never_lost(desk, written, hint):
        before = "" if written else _standing(desk, point_id)[1]
        made = desk.plc.reviews.decide(point_id, decision, written.text if written else before)
    said = f"{DECISIONS[decision].capitalize()}."
    show_written(desk, views.REQUEST, made, said if keep_reply else f"Your reply is with the point. {said}")


def _standing(desk: Desk, point_id: str) -> tuple[Decision | None, str]:
    """Return the decision and the reply a point of a review I asked for has so far."""
    for request in desk.plc.reviews.shelves().i_asked:
        for point in (point for each in request.reviews for point in each.points):
            if point.id == point_id:
                return point.decision, point.reply
    return None, ""


@review.command()
@ID
@click.option("--statement", help="What changed, and what you now think of the work (- is standard input).")
@click.option("--file", metavar="FILE", help="Take the statement from a file (- is standard input).")
@pass_desk
def close(desk: Desk, request_id: str, statement: str | None, file: str | None) -> None:
    """End a request with your own statement."""
    written = take_in(desk, statement, file, f"closing-{request_id}")
    if written is None:
        raise Invalid("Give your closing statement with --statement or --file.")
    with never_lost(desk, written, f"closing-{request_id}"):
        made = desk.plc.reviews.close(request_id, written.text)
    show_written(desk, views.REQUEST, made, "Closed. Your colleagues can read your statement.")


@review.command()
@ID
@pass_desk
def withdraw(desk: Desk, request_id: str) -> None:
    """Take a request back: nobody reads the work through it any more."""
    show_written(desk, views.REQUEST, desk.plc.reviews.withdraw(request_id), "Taken back.")


@review.command()
@ID
@click.argument("handles", metavar="HANDLE...", nargs=-1, required=True, shell_complete=completing.handles)
@pass_desk
def invite(desk: Desk, request_id: str, handles: tuple[str, ...]) -> None:
    """Ask further colleagues."""
    made = desk.plc.reviews.invite(request_id, [handle(name) for name in handles])
    show_written(desk, views.REQUEST, made, "They have been asked.")


@review.command()
@ID
@pass_desk
def volunteers(desk: Desk, request_id: str) -> None:
    """Open a request of yours to anyone here who offers."""
    made = desk.plc.reviews.open_to_volunteers(request_id)
    show_written(desk, views.REQUEST, made, "Everyone here can see this request now and may take it.")


for verb in reviewing.VERBS:
    review.add_command(verb)
