"""From a thing to the screen it opens in. Screens are imported when a door is first gone through.

Each function opens the screen over `screen` and waits until she comes back; only inside an action or a worker. They
give what is to be said then, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from plc_tui.domain.errors import NotFound
from plc_tui.domain.finding import written_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from plc_tui.services import Plc
    from plc_tui.ui.screens.frame import PlaceScreen


async def open_thing(screen: PlaceScreen, thing_id: str) -> Content | None:
    """Open a note, a goal, a request or a session by its id. Raises NotFound."""
    if thing_id.startswith("q"):
        from plc_tui.ui.screens.review import open_request

        await open_request(screen, thing_id)
        return None
    if thing_id.startswith("f"):
        from plc_tui.ui.screens.session import SessionScreen

        return await _through(screen, SessionScreen(thing_id))
    if thing_id.startswith("g"):
        from plc_tui.ui.screens.goal import GoalScreen

        return await _through(screen, GoalScreen(thing_id))
    if thing_id.startswith("f"):
        from plc_tui.ui.screens.session import SessionScreen

        return await _through(screen, SessionScreen(thing_id))
    from plc_tui.ui.screens.note import NoteScreen

    return await _through(screen, NoteScreen(thing_id))


async def open_owed(screen: PlaceScreen, commitment_id: str = "") -> Content | None:
    """What she said in sessions that she would do; the cursor on one of it."""
    from plc_tui.ui.screens.session_owed import OwedScreen

    return await _through(screen, OwedScreen(commitment_id))


async def write_note(screen: PlaceScreen, goal_id: str | None = None) -> Content | None:
    """Begin a note, on a goal or free."""
    from plc_tui.ui.screens.note_editor import NoteEditor

    return await _through(screen, NoteEditor(goal=goal_id))


async def set_goal(screen: PlaceScreen) -> Content | None:
    """Begin a goal."""
    from plc_tui.ui.screens.goal_editor import GoalEditor

    return await _through(screen, GoalEditor())


async def open_draft(screen: PlaceScreen, place: str) -> Content | None:
    """Go on writing where a draft belongs. Raises NotFound when that is no longer there."""
    draft = await screen.ask(lambda plc: plc.drafts.find(place))
    if draft is not None and draft.shut:
        from plc_tui.ui import unlocking

        if not await unlocking.open_locked(screen):
            return None
    if written_at(place) != place:
        beside = place
        place = await screen.ask(lambda plc: plc.drafts.take_up(beside))
    if not await screen.ask(lambda plc: _still_there(plc, place)):
        return await _as_note(screen, place)
    what, _, rest = place.partition(":")
    thing_id, _, more = rest.partition(":")
    if place == "goal:new":
        return await set_goal(screen)
    if place == "note:new":
        return await write_note(screen)
    if what == "response":
        return await _response(screen, thing_id, more)
    if place == "session:new":
        from plc_tui.ui.screens.session_planning import plan_session

        return (await plan_session(screen))[1]
    if what == "session" and more:
        from plc_tui.ui.screens.seat import SeatScreen

        await screen.ask(lambda plc: _in_again(plc, thing_id))
        return await _through(screen, SeatScreen(thing_id, at=more))
    if what in _ON_SESSIONS:
        from plc_tui.ui.screens.session import SessionScreen

        return await _through(screen, SessionScreen(thing_id, begin=_ON_SESSIONS[what]))
    if what in ("circle", "member"):
        from plc_tui.ui.screens.circle_forms import go_on

        return await go_on(screen, place)
    if what == "review":
        return await _review(screen, thing_id)
    if what in _ON_REQUESTS:
        return await open_thing(screen, thing_id)
    opened = _editor(what, thing_id, more)
    return await _through(screen, opened) if opened else Content("Go on with it in the place where you began it.")


def _in_again(plc: Plc, session_id: str) -> None:
    """Let her in again where a session goes on that she has left, as when her program ended."""
    page = plc.sessions.show(session_id)
    if page.state == "open" and not page.joined:
        plc.sessions.join(session_id)


def _still_there(plc: Plc, place: str) -> bool:
    """Whether the thing a draft belongs to can still be read: it may be deleted, ended, or no longer shared."""
    thing_id = place.split(":")[1]
    shows: dict[str, Callable[[str], object]] = {
        "n": plc.notes.show,
        "g": plc.goals.show,
        "q": plc.reviews.show,
        "w": plc.responses.show,
        "f": lambda name: _in_session(plc, name, place),
    }
    known = shows.get(thing_id[:1]) if place.partition(":")[0] not in ("circle", "member") else None
    if known is None or thing_id == "new" or plc.drafts.find(place) is None:
        return True
    try:
        known(thing_id)
    except NotFound:
        return False
    return True


def _in_session(plc: Plc, session_id: str, place: str) -> None:
    """Raise NotFound where there is no such session, or words for one of its steps cannot be sent any more."""
    session = plc.sessions.show(session_id)
    if place.startswith("session:") and place.count(":") > 1 and session.state != "open":
        raise NotFound("This session is over.")


async def _as_note(screen: PlaceScreen, place: str) -> Content | None:
    """What it was written for is gone: her words can still become a note of her own."""
    said = "Your words are still here. They can become a note that only you read; or they wait among your drafts."
    question = "What this was written for is not here any more"
    if not await screen.confirm(question, said, "Make it a note", "Let it wait"):
        return Content("Your words wait among your drafts.")
    await screen.ask(lambda plc: plc.drafts.as_note(place))
    return await write_note(screen)


_ON_REQUESTS = ("reply", "closing")
"""Drafts that are written in a request's own screen."""
_ON_SESSIONS = {"session": "edit", "summary": "summary"}
"""Drafts that are written from a session's page, and the command that goes on with them."""
_TURNS = {"resting": "rest", "met": "meet", "let go": "let_go", "reopened": "reopen"}


def _editor(what: str, thing_id: str, more: str) -> Screen[Any] | None:
    if what == "goal":
        from plc_tui.ui.screens.goal_editor import GoalEditor

        return GoalEditor(thing_id)
    if what == "check-in":
        from plc_tui.ui.screens.check_in import CheckInScreen

        return CheckInScreen(thing_id)
    if what == "note":
        from plc_tui.ui.screens.note_editor import NoteEditor

        return NoteEditor(thing_id)
    if what == "ask":
        from plc_tui.ui.screens.ask_review import AskReviewScreen

        return AskReviewScreen(thing_id)
    if what in ("step", "steers", "turn"):
        from plc_tui.ui.screens.goal import GoalScreen

        begin = {"step": "add_step", "steers": "steers"}.get(what) or _TURNS.get(more, "")
        return GoalScreen(thing_id, begin=begin)
    return None


async def _review(screen: PlaceScreen, request_id: str) -> Content | None:
    """On with the review she is writing; when it is no longer hers to write, what became of the request."""
    request = await screen.ask(lambda plc: plc.reviews.show(request_id))
    if request.state != "open" or not request.reviews or request.reviews[0].state != "taken":
        return await open_thing(screen, request_id)
    from plc_tui.ui.screens.write_review import write_review

    await write_review(screen, request)
    return None


async def _response(screen: PlaceScreen, thing_id: str, kind: str) -> Content | None:
    """A response is written over what it answers."""
    from plc_tui.ui.dialogs.respond import MANNERS, respond

    for known in MANNERS:
        if known == kind:
            await respond(screen, thing_id, known)
    return None


async def _through(screen: PlaceScreen, opened: Screen[Any]) -> Content | None:
    said = await screen.push_wait(opened)
    return said if isinstance(said, Content) else None
