"""Drafts in words: what each is a draft of, told by its place."""

from __future__ import annotations

from plc_tui.domain.finding import Draft, written_at
from plc_tui.text import one_line_summary

_NEW = {
    "note:new": "A new note",
    "goal:new": "A new goal",
    "circle:new": "A new circle",
    "member:new": "A new member",
    "session:new": "A session, being planned",
}
_OF = {
    "note": "A note, being changed",
    "goal": "A goal, being worded anew",
    "check-in": "A check-in",
    "review": "A review",
    "response": "A response",
    "reply": "A reply to a review",
    "closing": "A closing statement",
    "step": "A step",
    "steers": "Who steers a goal",
    "turn": "A few words on a goal",
    "ask": "A request for review",
    "circle": "What a circle is about",
    "session": "What a session is about",
    "summary": "The summary of a session",
    "session-step": "A step of a session",
}
_FIRST = ("title", "question", "body", "tried", "noticed", "text", "focus", "name")
"""Fields whose words tell best what a draft is about."""


def draft_of(draft: Draft) -> str:
    """Say what a draft is a draft of."""
    place = written_at(draft.place)
    in_session = "Words in a session" if place.startswith("session:") and place.count(":") > 1 else ""
    what = _NEW.get(place) or in_session or _OF.get(place.partition(":")[0], "Something begun")
    if draft.locked:
        what = f"{what}, locked"
    return what if place == draft.place else f"{what}, from another window"


def first_words(draft: Draft) -> str:
    """The beginning of what is written in a draft, in one line; of one that is shut nothing."""
    named = [draft.fields.get(name, "") for name in _FIRST]
    rest = (words for name, words in draft.fields.items() if name not in (*_FIRST, "locked"))
    others = sorted(rest, key=len, reverse=True)
    words = next((words for words in (*named, *others) if words.strip()), "")
    return one_line_summary(words, 60)
