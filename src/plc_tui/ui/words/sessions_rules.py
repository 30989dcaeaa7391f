"""Why something cannot be done with a session now: where it stands, and who one is in it."""

from __future__ import annotations

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.ui.words.people import some

_FACILITATED = ("edit", "presenter", "invite", "cancel")
"""What whoever facilitates does, as long as it is not over."""
_OVER = {"closed": "It is over.", "cancelled": "It was called off."}


def why_not(page: SessionPage, command_id: str, me: str) -> str | None:
    """Say it in a short sentence; None when it can be done."""
    over = _OVER.get(page.state)
    if command_id in ("join", "room", "console"):
        return why_not_in(page) or (_not_yours(page) if command_id == "console" else None)
    if command_id == "begin":
        return why_not_open(page)
    if command_id in _FACILITATED:
        if command_id == "cancel" and page.state == "open":
            return "It is going on; it is ended at the console."
        return over or _not_yours(page)
    if command_id == "bring":
        return over or _why_not_bring(page)
    if command_id == "summary":
        return "Nothing remains yet: it has not begun." if page.opened is None else None
    if command_id == "replay":
        return "It has not begun yet." if page.opened is None else None
    if command_id == "calendar":
        return over or ("It has no day yet; e gives it one." if page.starts is None else None)
    return _why_not_delete(page, me) if command_id == "delete" else None


def why_not_open(page: SessionPage | None) -> str | None:
    """Why a session cannot be opened now."""
    if page is None:
        return "Put the cursor on a planned session first."
    if page.state != "planned":
        return "It is going on already: j takes you in." if page.state == "open" else _OVER[page.state]
    return _not_yours(page) or (None if page.steps else "It has no steps yet; add one first.")


def why_not_in(page: SessionPage) -> str | None:
    """Why one cannot come into a session now."""
    if page.state == "open":
        return None
    return "It has not been opened yet." if page.state == "planned" else _OVER[page.state]


def _not_yours(page: SessionPage) -> str | None:
    return None if page.console else f"{some(page.facilitators) or 'Nobody now'} facilitates it, and does that."


def _why_not_bring(page: SessionPage) -> str | None:
    if page.console or page.presents:
        return None
    return f"Whoever presents brings the work: {page.presenter}." if page.presenter else _not_yours(page)


def _why_not_delete(page: SessionPage, me: str) -> str | None:
    if page.owner.id != me:
        return f"{page.owner.name} planned it, and can delete it."
    return None if page.state in ("planned", "cancelled") else "It was held; what is in it belongs to all of you."
