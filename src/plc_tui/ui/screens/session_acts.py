"""What is done with a session on its page in a question or two; only inside an action or a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.kept_form import fill_in
from plc_tui.ui.screens import session_choosing as choosing
from plc_tui.ui.words.sessions import at, with_whom

if TYPE_CHECKING:
    from datetime import datetime

    from plc_tui.domain.sessions.plans import SessionPage
    from plc_tui.services import Plc
    from plc_tui.ui.screens.frame import PlaceScreen
    from plc_tui.ui.words.sessions_plan import Planning


async def edit(screen: PlaceScreen, page: SessionPage) -> SessionPage | None:
    """Change title, question, day and time."""
    clock = screen.plc_app.settings.clock
    now = at(page.starts, screen.now(), clock) if page.starts else ""

    async def save(given: dict[str, str]) -> SessionPage:
        typed = given["when"]
        starts = None if typed in ("", now) else await _moment(screen, typed)
        return await screen.ask(
            lambda plc: plc.sessions.edit(
                page.id, title=given["title"], focus=given["focus"], starts=starts, no_day=not typed
            )
        )

    fields = (
        Field("title", "What is it called? Empty: as its protocol"),
        Field("focus", "What is it about? One question, if you like", "Which of these could I act on?", long=True),
        Field("when", "When? A day and a time; empty while it has none", "fri 15:30, +1w 16:00, 4 december 9:00"),
    )
    values = {"title": page.title, "focus": page.focus, "when": now}
    changed = await fill_in(screen, "About this session", fields, "Save", f"session:{page.id}", save, values=values)
    if changed is not None:
        when = f", {at(changed.starts, screen.now(), clock)}" if changed.starts else ", without a day" if now else ""
        screen.wrote(safe.fill("Saved: “$title”$when.", title=changed.title, when=when))
    return changed


async def _moment(screen: PlaceScreen, typed: str) -> datetime:
    now = screen.now()

    def read(plc: Plc) -> datetime:
        del plc  # in the store's thread, because reading a date imports slowly the first time
        from plc_tui.dates import read_moment

        return read_moment(typed, now)

    return await screen.ask(read)


async def bring(screen: PlaceScreen, page: SessionPage) -> None:
    """Choose work of one's own, say who will read the copy, and bring it."""
    work = await choosing.own_work(screen)
    if work is None:
        return
    if not work[0]:
        await _take_out(screen, page)
        return
    work_id, title = work
    readers = await screen.ask(lambda plc: plc.audience.words(page.id))
    said = "Who will read it: $readers, and whoever comes in with the code. They read a copy as it is now."
    if await screen.confirm(safe.fill("Bring “$title”?", title=title), safe.fill(said, readers=readers), "Bring it"):
        await screen.ask(lambda plc: plc.sessions.bring(page.id, work_id))
        screen.wrote(safe.fill("“$title” is in the session now, as it is at this moment.", title=title))


async def _take_out(screen: PlaceScreen, page: SessionPage) -> None:
    """No work after all: the copy of what was brought goes out of the session."""
    if page.work is not None:
        await screen.ask(lambda plc: plc.sessions.bring(page.id, ""))
        screen.wrote(safe.fill("“$title” is not in the session any more.", title=page.work.title))


async def presenter(screen: PlaceScreen, page: SessionPage) -> None:
    """Say who presents; she will see the session."""
    offered = await screen.ask(choosing.planning)
    now = next((m.handle for m in offered.members if m.name == page.presenter), "")
    chosen = await choosing.presenter(screen, offered, page.circle.handle if page.circle else "", now)
    if chosen is None:
        return
    await screen.ask(lambda plc: plc.sessions.edit(page.id, presenter=chosen))
    who = "You" if chosen == offered.me.handle else offered.name(chosen)
    said = safe.fill("$who presents, and can bring the work.", who=who) if chosen else Content("Nobody presents yet.")
    screen.wrote(said)


async def invite(screen: PlaceScreen, page: SessionPage) -> None:
    """Choose colleagues, say what that opens to them, and invite."""
    offered = await screen.ask(choosing.planning)
    chosen = await choosing.invited(screen, offered, _inside(page, offered))
    if not chosen:
        return
    names = join_words([offered.name(handle) for handle in chosen])
    said = "$names will see this session, its question and its work, and can come in."
    if await screen.confirm(safe.fill("Invite $names?", names=names), safe.fill(said, names=names), "Invite"):
        await screen.ask(lambda plc: [plc.sessions.invite(page.id, handle) for handle in chosen])
        screen.wrote(safe.fill("$names can see it now, and come in.", names=names))


def _inside(page: SessionPage, offered: Planning) -> set[str]:
    circle = offered.circle(page.circle.handle) if page.circle else None
    here = {place.person.handle for place in circle.members} if circle else set()
    return here | {page.owner.handle} | {m.handle for m in offered.members if m.name == page.presenter}


async def cancel(screen: PlaceScreen, page: SessionPage) -> None:
    """Say who will see it, and call it off."""
    who = with_whom(page) if page.circle else "Those you invited"
    said = "$who will see that it is called off. It cannot be opened any more; you can plan another."
    if await screen.confirm(safe.fill("Call “$title” off?", title=page.title), safe.fill(said, who=who), "Call it off"):
        await screen.ask(lambda plc: plc.sessions.cancel(page.id))
        screen.wrote("It is called off.")


async def calendar(screen: PlaceScreen, page: SessionPage) -> None:
    """Write a calendar file where exports go; on a server show its text, for no file may be written there."""
    from plc_tui.ui.screens.session_calendar import calendar_file

    screen.say(await calendar_file(screen, page))
