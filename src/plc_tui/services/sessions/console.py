"""The console: what whoever facilitates a session does with its steps, its time, its people and what was written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.journal import Line
from plc_tui.domain.sessions import attending, running, showing
from plc_tui.domain.sessions.values import (
    NAMING,
    Cluster,
    Contribution,
    FacilitatedSession,
    Happening,
    SessionStep,
    Words,
)
from plc_tui.domain.sessions.views import ConsoleView
from plc_tui.services import checks
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.journaling import Hand
from plc_tui.services.sessions.coming_in import shut_out
from plc_tui.services.sessions.course import Change, changed, console_of, facilitated, find, mine, save, seen
from plc_tui.store import forgetting, journal, people, session_words, sessions, things

Gather = Callable[[Sitting, FacilitatedSession, Words], None]


class Console:
    """Sessions whose console the member has. Everything raises NotFound, NotPermitted or Invalid."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, session_id: str) -> ConsoleView:
        """Return how the session and everyone in it is doing."""
        with self._desk.reading() as sitting:
            return console_of(sitting, facilitated(sitting, session_id).id)

    # Steps

    def forward(self, session_id: str, expect: str) -> ConsoleView:
        """Go on from the step that is seen (`expect`; "" before the first). Whoever is second changes nothing."""
        return self._change(session_id, lambda s, at: running.forward(s, expect, at.now), "step")

    def back(self, session_id: str, expect: str) -> ConsoleView:
        """Go back to the step before."""
        return self._change(session_id, lambda s, at: running.back(s, expect, at.now), "back")

    def go_to(self, session_id: str, step_id: str, expect: str) -> ConsoleView:
        """Go to any step."""
        return self._change(session_id, lambda s, at: running.go_to(s, step_id, expect, at.now), "step")

    def skip(self, session_id: str, step_id: str) -> ConsoleView:
        """Skip a step, or take it up again."""
        return self._change(session_id, lambda s, at: running.skipped(s, step_id, at.now), "skipped")

    def repeat(self, session_id: str, step_id: str) -> ConsoleView:
        """Do a step once more, after the present one."""
        return self._change(session_id, lambda s, _: running.repeated(s, step_id, new_step_id()), "repeated")

    def insert(self, session_id: str, step: SessionStep, after: str = "") -> ConsoleView:
        """Put a new step after another, or after the present one; its id is given here."""
        title, prompt = checks.line(step.title, "The title"), checks.body(step.prompt, "The prompt").strip()
        fresh = replace(step, id=new_step_id(), title=title, prompt=prompt)
        return self._change(session_id, lambda s, _: running.inserted(s, fresh, after), "inserted")

    def move(self, session_id: str, step_id: str, by: int) -> ConsoleView:
        """Move a step that lies ahead earlier (by < 0) or later."""
        return self._change(session_id, lambda s, _: running.moved(s, step_id, by))

    def remove(self, session_id: str, step_id: str) -> ConsoleView:
        """Take a step out of a plan."""
        return self._change(session_id, lambda s, _: running.removed(s, step_id))

    def change_step(
        self,
        session_id: str,
        step_id: str,
        *,
        title: str | None = None,
        prompt: str | None = None,
        seconds: int | None = None,
        naming: str | None = None,
        hidden: bool | None = None,
    ) -> ConsoleView:
        """Change a step that has not begun. What is None stays."""
        if naming is not None and naming not in NAMING:
            raise Invalid(f"What is written is {', '.join(NAMING)}.")

        def change(session: FacilitatedSession, _: Sitting) -> FacilitatedSession:
            step = session.step(step_id)
            if step is None:
                raise Invalid("There is no such step in this session.")
            return running.changed(
                session,
                replace(
                    step,
                    title=step.title if title is None else checks.line(title, "The title"),
                    prompt=step.prompt if prompt is None else checks.body(prompt, "The prompt").strip(),
                    seconds=step.seconds if seconds is None else seconds,
                    naming=naming or step.naming,
                    hidden=step.hidden if hidden is None else hidden,
                ),
            )

        return self._change(session_id, change)

    # Time

    def pause(self, session_id: str) -> ConsoleView:
        """Let time stand still, or go on."""
        return self._change(session_id, lambda s, at: running.paused(s, at.now), "pause")

    def longer(self, session_id: str, seconds: int) -> ConsoleView:
        """Give the present step more time, or with less than none take some away."""
        return self._change(session_id, lambda s, _: running.longer(s, seconds), "minutes", seconds=seconds)

    # What was written

    def reveal(self, session_id: str, step_id: str) -> ConsoleView:
        """Show everyone what was written in a step."""
        return self._change(session_id, lambda s, _: running.revealed(s, step_id), "revealed")

    def show_votes(self, session_id: str, step_id: str) -> ConsoleView:
        """End a ballot and show what it came to; whose votes they were is deleted. Raises Invalid for too few votes."""

        def change(session: FacilitatedSession, at: Sitting) -> FacilitatedSession:
            after = running.votes_shown(session, step_id)
            step = after.step(step_id)
            if step is not None:
                showing.need_enough(showing.voters(session_words.words(at.connection, session.id), step))
                session_words.count(at.connection, session.id, step_id, step.ballot, fingers=step.fist)
                forgetting.begin(at.connection)
            return after

        return self._change(session_id, change, "votes shown")

    def vote_again(self, session_id: str, step_id: str) -> ConsoleView:
        """Begin another ballot in a step."""
        return self._change(session_id, lambda s, _: running.vote_again(s, step_id), "vote again")

    def cluster(self, session_id: str, ids: Sequence[str], name: str) -> ConsoleView:
        """Group contributions that everyone can see under a name."""
        title = checks.line(name, "The name")

        def group(sitting: Sitting, session: FacilitatedSession, words: Words) -> None:
            chosen = _shown(session, words, ids)
            if len({each.step for each in chosen}) > 1:
                raise Invalid("Group what was written in one step.")
            cluster = Cluster(things.new_id(sitting.connection, "cluster"), chosen[0].step, title)
            session_words.put_cluster(sitting.connection, session.id, cluster, [each.id for each in chosen])

        return self._gather(session_id, group)

    def name_cluster(self, session_id: str, cluster_id: str, name: str) -> ConsoleView:
        """Call a cluster something else."""
        title = checks.line(name, "The name")

        def rename(sitting: Sitting, _: FacilitatedSession, words: Words) -> None:
            session_words.name_cluster(sitting.connection, _cluster(words, cluster_id).id, title)

        return self._gather(session_id, rename)

    def merge(self, session_id: str, cluster_id: str, other_id: str) -> ConsoleView:
        """Put everything of another cluster into one."""

        def merge(sitting: Sitting, _: FacilitatedSession, words: Words) -> None:
            into, other = _cluster(words, cluster_id), _cluster(words, other_id)
            if into.step != other.step:
                raise Invalid("These are from different steps.")
            ids = [c.id for c in words.contributions if c.cluster == other.id]
            session_words.gather(sitting.connection, into.id, ids)

        return self._gather(session_id, merge)

    def split(self, session_id: str, ids: Sequence[str]) -> ConsoleView:
        """Take contributions out of their clusters."""

        def split(sitting: Sitting, session: FacilitatedSession, words: Words) -> None:
            session_words.gather(sitting.connection, "", [each.id for each in _shown(session, words, ids)])

        return self._gather(session_id, split)

    # People

    def add_paper(self, session_id: str, name: str) -> ConsoleView:
        """Add somebody without a terminal."""
        called = checks.line(name, "The name")
        return self._change(session_id, lambda s, at: attending.from_paper(s, called, new_key(), at.now))

    def turn(self, session_id: str, key: str) -> ConsoleView:
        """Give somebody the turn."""
        return self._change(session_id, lambda s, at: attending.turn_to(s, key, at.now))

    def next_turn(self, session_id: str, expect: str) -> ConsoleView:
        """Give the turn to whoever comes after `expect`."""
        return self._change(session_id, lambda s, at: attending.next_turn(s, expect, at.now))

    def heard(self, session_id: str, key: str) -> ConsoleView:
        """Note that somebody has spoken."""
        return self._change(session_id, lambda s, _: attending.heard(s, key))

    def hand_down(self, session_id: str, key: str) -> ConsoleView:
        """Take somebody's hand down."""
        return self._change(session_id, lambda s, at: attending.hand(s, key, False, at.now))

    def gone(self, session_id: str, key: str) -> ConsoleView:
        """Note that somebody has left."""
        return self._change(session_id, lambda s, at: attending.gone(s, key, at.now))

    def shut_out(self, session_id: str, key: str) -> ConsoleView:
        """Let somebody who came in by the code read the session no longer; it has a new code from then on."""
        with self._desk.writing() as sitting:
            session = facilitated(sitting, session_id)
            shut_out(sitting, session, key)
            return console_of(sitting, session.id)

    def hand_over(self, session_id: str, key: str, *, keep: bool = True) -> ConsoleView | None:
        """Give somebody the console beside oneself, or with `keep` False instead; None when it is not hers any more."""
        with self._desk.writing() as sitting:
            before = facilitated(sitting, session_id)
            own = mine(sitting, before)
            after = _from_now_on(sitting, attending.console_handed(before, own.key, key, sitting.now, keep=keep), key)
            save(sitting, before, after)
            if after != before:
                _tell(sitting, after, key)
        return seen(self._desk, before.id) if keep or own.key == key else None

    def take(self, session_id: str) -> ConsoleView:
        """Take the console because whoever has it is away. Raises NotPermitted while she is there.

        Of a session that is only planned, the facilitators of its circle may take it.
        """
        with self._desk.writing() as sitting:
            before = find(sitting, session_id)
            if before.state == "planned":
                _need_circle(sitting, before)
                before = _with_place(self._desk, sitting, before)
                own = mine(sitting, before, joined=False)
                after = before.with_person(replace(own, console=True))
            else:
                own = mine(sitting, before)
                after = _from_now_on(sitting, attending.console_taken(before, own.key, sitting.now), own.key)
            if after != before:
                save(sitting, before, after)
                sessions.note(sitting.connection, before.id, Happening(sitting.now, "console"))
                _tell(sitting, after, own.key)
        return seen(self._desk, before.id)

    # What these share

    def _change(self, session_id: str, change: Change, act: str = "", *, seconds: int = 0) -> ConsoleView:
        return changed(self._desk, session_id, change, act, seconds=seconds)

    def _gather(self, session_id: str, act: Gather) -> ConsoleView:
        with self._desk.writing() as sitting:
            session = facilitated(sitting, session_id)
            running.need_open(session)
            act(sitting, session, session_words.words(sitting.connection, session.id))
            session_words.drop_empty_clusters(sitting.connection, session.id)
            sessions.happened(sitting.connection, session.id)
        return seen(self._desk, session.id)


def _need_circle(sitting: Sitting, session: FacilitatedSession) -> None:
    """Raise NotPermitted unless the reader facilitates the circle of a session."""
    circle = people.circle_named(sitting.connection, session.circle.id) if session.circle else None
    if circle is None or not circle.facilitated_by(sitting.reader.id):
        raise NotPermitted("Until it is open, only facilitators of its circle can take over a session.")


def _from_now_on(sitting: Sitting, session: FacilitatedSession, key: str) -> FacilitatedSession:
    """Return a session in which whoever has just got the console learns no names that were given before.

    Those may be of a later hour than it is now, where a clock was put back.
    """
    person = attending.need_person(session, key)
    written = session_words.words(sitting.connection, session.id).contributions
    newest = max((each.created for each in written if each.created is not None), default=None)
    if person.console_since != sitting.now or newest is None or newest < sitting.now:
        return session
    return session.with_person(replace(person, console_since=newest + timedelta(microseconds=1)))


def _with_place(desk: Desk, sitting: Sitting, session: FacilitatedSession) -> FacilitatedSession:
    """Return a session with a place for the reader, written down if she had none."""
    placed = attending.expected(session, desk.actor, new_key())
    if placed != session:
        save(sitting, session, placed)
    return placed


def new_key() -> str:
    """Return a key for a participant; it names her only inside one session."""
    return "u" + secrets.token_hex(5)


def new_step_id() -> str:
    """Return an id for a step."""
    return "e" + secrets.token_hex(4)


def _shown(session: FacilitatedSession, words: Words, ids: Sequence[str]) -> list[Contribution]:
    """Return contributions everyone can see. Raises Invalid where one is not among them: hidden or not there."""
    seen = {step.id for step in session.steps if step.open_to_all}
    found = [c for c in words.contributions if c.id in set(ids) and c.step in seen and c.kind != "parked"]
    if not found or len(found) < len(set(ids)):
        raise Invalid("There is no such contribution here.")
    return found


def _cluster(words: Words, cluster_id: str) -> Cluster:
    for cluster in words.clusters:
        if cluster.id == cluster_id:
            return cluster
    raise Invalid("There is no such group here.")


def _tell(sitting: Sitting, session: FacilitatedSession, key: str) -> None:
    person = session.person(key)
    member = person.member.id if person and person.member else None
    about = journal.granted(sitting.connection, session.id) | {session.owner.id, sitting.reader.id}
    line = Line("console", "session", frozenset(about), sitting.reader.id, session.id, member)
    Hand.of(sitting).write([line])
