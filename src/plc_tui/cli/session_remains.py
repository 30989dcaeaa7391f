"""`plc session summary | replay | calendar`: what remains of a session, how its time went, and its calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import print_item, print_items, print_row, show_written
from plc_tui.cli.session_names import ID
from plc_tui.cli.session_shown import here_in
from plc_tui.cli.views.sessions import as_record
from plc_tui.cli.writing import never_lost, take_in
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.replaying import ReplayStep, to_try
from plc_tui.domain.sessions.replaying import replay as as_it_went
from plc_tui.domain.sessions.values import Happening

FORMS = ("markdown", "html", "csv", "json")
ACTS = {
    "opened": "Opened",
    "step": "Went on to",
    "back": "Went back to",
    "skipped": "Left a step out, or took it up again",
    "repeated": "Put a step in once more",
    "inserted": "Put a step in",
    "pause": "Let time go on in",
    "minutes": "Changed the minutes of",
    "revealed": "Showed what was written; it was in",
    "votes shown": "Showed the votes; it was in",
    "vote again": "Voted once more; it was in",
    "console": "The console was taken",
    "closed": "Closed",
}
ALONE = ("opened", "closed", "console", "repeated", "inserted", "skipped")
"""Acts that are not about the step the session was in."""


@click.command(cls=PlcCommand)
@ID
@click.option("--format", "form", type=click.Choice(FORMS), default="markdown", show_default=True, help="How.")
@click.option("--share", is_flag=True, help="Keep it as a note of yours for all who may read the session.")
@click.option("--text", metavar="TEXT", help="With --share: what you made of it instead (- is standard input).")
@click.option("--file", metavar="FILE", help="With --share: take that from a file (- is standard input).")
@pass_desk
def summary(desk: Desk, session_id: str, form: str, share: bool, text: str | None, file: str | None) -> None:
    """Read what remains of a session. It holds only what was revealed; before the end it is what would remain."""
    if (text or file) and not share:
        raise Invalid("--text and --file go with --share.")
    if share:
        _share(desk, session_id, text, file)
        return
    page = desk.plc.sessions.show(session_id)
    here_in(desk, page)
    found = desk.plc.sessions.summary(page.id)
    if desk.json or form == "json":
        print_item("session.summary", {"id": page.id, **as_record(found)})
        return
    from plc_tui.services.exporting.session_files import summary_file, summary_rows

    if desk.plain:
        for row in summary_rows(found):
            print_row(row)
    else:
        desk.print([summary_file(found, form).rstrip("\n")])


def _share(desk: Desk, session_id: str, text: str | None, file: str | None) -> None:
    from plc_tui.cli.views.notes import NOTE

    written = take_in(desk, text, file, f"summary-{session_id}", ask=False)
    with never_lost(desk, written, f"summary-{session_id}"):
        made = desk.plc.sessions.share_summary(session_id, written.text if written else None)
    show_written(desk, NOTE, made, f"Shared. {desk.plc.audience.words(made.id)} can read it.")


@click.command(cls=PlcCommand)
@ID
@pass_desk
def replay(desk: Desk, session_id: str) -> None:
    """Read how the time of a session went, and what to try next time."""
    page = desk.plc.sessions.show(session_id)
    here_in(desk, page)
    course = desk.plc.sessions.course(page.id)
    if desk.json:
        from plc_tui.services.session_records import happening_record

        print_items("session.replay", (happening_record(each, page.steps) for each in course))
    elif desk.plain:
        for each in course:
            print_row((desk.look.iso(each.at), each.act, _title(page, each), str(each.seconds)))
    else:
        desk.print(_course(desk, page, course))


def _course(desk: Desk, page: SessionPage, course: tuple[Happening, ...]) -> Iterator[str]:
    """Write the course, each line with how long after the opening it was."""
    start, at, paused = page.opened or page.created, "", False
    for each in course:
        paused = (each.step != at or not paused) if each.act == "pause" else paused and each.step == at
        did = _did(each, at, paused)
        at = each.step
        about = "" if each.act in ALONE else _title(page, each)
        more = f", {length(each.seconds)} {'more' if each.seconds > 0 else 'less'}" if each.seconds else ""
        after = length((each.at - start).total_seconds())
        yield from desk.look.wrap(f"After {after}: {f'{did} {about}'.strip()}{more}", hang=2)
    went = as_it_went(page.steps, course, page.closed or datetime.now(UTC))
    for number, step in enumerate(went.steps, start=1):
        yield from desk.look.wrap(f"Step {number}, {step.title}: {_went(step)}", hang=2)
    yield from desk.look.wrap(f"In all {length(went.used)} of {length(went.planned)}. {to_try(went)}")


def _went(step: ReplayStep) -> str:
    if step.skipped or not step.begun:
        return "left out" if step.skipped else "not begun"
    paused = f"; time stood still for {length(step.paused)}" if step.paused else ""
    return f"{length(step.used)} of {length(step.planned)}{paused}"


def _did(happening: Happening, at: str, paused: bool) -> str:
    """Say what was done: going on from the last step ends it, and a second pause lets time go on."""
    if happening.act == "step" and happening.step == at:
        return "Ended"
    return "Paused" if happening.act == "pause" and paused else ACTS.get(happening.act, happening.act)


def _title(page: SessionPage, happening: Happening) -> str:
    return next((step.title for step in page.steps if step.id == happening.step), "")


@click.command(cls=PlcCommand)
@ID
@pass_desk
def calendar(desk: Desk, session_id: str) -> None:
    """Print a session for your calendar. To a file: plc session calendar ID > session.ics"""
    from plc_tui.services.exporting.session_calendar import session_calendar

    page = desk.plc.sessions.show(session_id)
    if desk.json:
        print_item("session.calendar", {"id": page.id, "text": session_calendar(page)})
    else:
        click.echo(session_calendar(page), nl=False)


VERBS = (summary, replay, calendar)
