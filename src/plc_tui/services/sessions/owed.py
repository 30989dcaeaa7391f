"""What was promised in sessions and is still open."""

from __future__ import annotations

from plc_tui.domain.sessions.values import Commitment
from plc_tui.domain.sessions.views import Promise
from plc_tui.services.desk import Sitting
from plc_tui.store import session_words, sessions


def promised(sitting: Sitting, circle_id: str, but: str = "") -> tuple[Promise, ...]:
    """Return the open commitments of a circle's sessions the reader may see; `but` leaves one session out."""
    found = session_words.owed_in_circle(sitting.connection, sitting.reader, circle_id)
    return _as_promises(sitting, tuple(each for each in found if each.session != but))


def owed_by_me(sitting: Sitting) -> tuple[Promise, ...]:
    """Return the reader's own open commitments."""
    return _as_promises(sitting, session_words.owed_by(sitting.connection, sitting.reader))


def _as_promises(sitting: Sitting, found: tuple[Commitment, ...]) -> tuple[Promise, ...]:
    ids = list(dict.fromkeys(each.session for each in found))
    known = {session.id: session for session in sessions.with_ids(sitting.connection, sitting.reader, ids)}
    promises: list[Promise] = []
    for each in found:
        owner = known[each.session].person(each.owner) if each.session in known else None
        if owner is not None:
            mine = owner.member is not None and owner.member.id == sitting.reader.id
            goal = each.goal if mine else ""
            promises.append(Promise(each.id, each.session, owner.called(), each.text, each.by, each.state, mine, goal))
    return tuple(promises)
