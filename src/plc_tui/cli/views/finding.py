"""How what was found, what waits, drafts and the bin are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plc_tui.cli.look import Look
from plc_tui.cli.output import View, as_record
from plc_tui.cli.views.goals import GOAL
from plc_tui.cli.views.notes import NOTE, response_lines
from plc_tui.cli.views.shared import field, named, section, unless_me
from plc_tui.domain.audience import LOCKED
from plc_tui.domain.finding import Binned, Brief, Draft, Hit, Waiting, WaitingKind
from plc_tui.domain.notes import SAID


def snippet_words(hit: Hit) -> str:
    """Write why a thing matches, the words that were looked for between asterisks."""
    return "".join(f"*{words}*" if found else words for words, found in hit.snippet)


def _hit_row(hit: Hit, look: Look) -> tuple[str, ...]:
    return (hit.id, hit.kind, hit.title, hit.author.handle, look.iso(hit.updated), hit.root, snippet_words(hit))


def _hit_lines(hit: Hit, look: Look) -> Iterator[str]:
    yield look.head(hit.id, hit.title)
    inside = f"open {hit.root}" if hit.root != hit.id else ""
    yield from look.under(hit.kind, unless_me(hit.author, look), look.day(hit.updated), inside)
    yield from look.wrap(" ".join(snippet_words(hit).split()), indent=7)


HIT: View[Hit] = View("hit", _hit_row, _hit_lines)

_WAITS: dict[WaitingKind, str] = {
    "asked": "asks for your eye on",
    "writing": "waits for the review you are writing of",
    "received": "sent you a review of",
    "response": "responded to",
    "suggestion": "thought of you for a review of",
    "invitation": "invites you to the circle",
    "volunteers": "looks for someone to review",
    "going on": "has opened a session:",
    "session": "planned a session for today:",
    "commitment": "said, and can take up:",
}


def _waiting_row(waiting: Waiting, look: Look) -> tuple[str, ...]:
    return (waiting.id, waiting.kind, waiting.person.handle, look.iso(waiting.when), waiting.title)


def _waiting_lines(waiting: Waiting, look: Look) -> Iterator[str]:
    did = SAID[waiting.response.kind] if waiting.response else _WAITS[waiting.kind]
    yield from look.wrap(f"{waiting.id:<6} {waiting.person.name} {did} “{waiting.title}”", hang=7)
    by = waiting.request.by if waiting.request else None
    yield from look.under(look.moment(waiting.when), f"by {look.day(by)}" if by else "")


WAITING: View[Waiting] = View("waiting", _waiting_row, _waiting_lines)


def _draft_row(draft: Draft, look: Look) -> tuple[str, ...]:
    return (draft.place, look.iso(draft.updated))


def _draft_lines(draft: Draft, look: Look) -> Iterator[str]:
    yield f"{draft.place}  {look.moment(draft.updated)}"
    if draft.shut:
        yield f"  Locked draft ({LOCKED})"
    shown = (words for name, words in draft.fields.items() if words.strip() and name != "locked")
    first = next(shown, "")
    if first:
        yield "  " + look.head("", first).strip()


DRAFT: View[Draft] = View("draft", _draft_row, _draft_lines)


def draft_page(draft: Draft, look: Look) -> Iterator[str]:
    """Write a draft, field by field."""
    yield from _draft_lines(draft, look)
    for name, words in draft.fields.items():
        yield from field(name.replace("_", " ").capitalize(), words, look)


def _binned_title(binned: Binned) -> str:
    return "Locked note" if binned.locked else binned.title


def _binned_row(binned: Binned, look: Look) -> tuple[str, ...]:
    return (binned.id, binned.kind, _binned_title(binned), look.iso(binned.deleted), look.iso(binned.gone))


def _binned_lines(binned: Binned, look: Look) -> Iterator[str]:
    yield look.head(binned.id, _binned_title(binned))
    yield from look.under(binned.kind, f"deleted {look.day(binned.deleted)}", f"gone for good {look.day(binned.gone)}")


def _restored_lines(binned: Binned, look: Look) -> Iterator[str]:
    yield look.head(binned.id, _binned_title(binned))
    yield from look.under(binned.kind)


BINNED: View[Binned] = View("binned", _binned_row, _binned_lines)
RESTORED: View[Binned] = View("binned", _binned_row, _restored_lines)


def _brief_row(brief: Brief, _look: Look) -> tuple[str, ...]:
    return (brief.person.handle, brief.person.name, brief.interests, brief.can_help)


def _brief_record(brief: Brief) -> Mapping[str, Any]:
    return {
        "kind": "brief",
        "handle": brief.person.handle,
        "name": brief.person.name,
        "interests": brief.interests,
        "can_help": brief.can_help,
        "goals": [as_record(goal) for goal in brief.goals],
        "notes": [as_record(note) for note in brief.notes],
        "between_us": [as_record(response) for response in brief.between_us],
    }


def brief_page(brief: Brief, look: Look) -> Iterator[str]:
    """Write one page before meeting a colleague, made only of what she shares with the reader."""
    yield named(brief.person)
    yield from field("Interested in", brief.interests, look)
    yield from field("Can help with", brief.can_help, look)
    yield from section("Goals she shares with you", (line for goal in brief.goals for line in GOAL.lines(goal, look)))
    yield from section("Notes she shares with you", (line for note in brief.notes for line in NOTE.lines(note, look)))
    yield from section("Between you", (line for each in brief.between_us for line in response_lines(each, look)))
    if not (brief.goals or brief.notes) and brief.person.id != look.reader:
        yield ""
        yield from look.wrap(f"{brief.person.name} shares no goal or note with you yet.")


BRIEF: View[Brief] = View("brief", _brief_row, brief_page, _brief_record)
