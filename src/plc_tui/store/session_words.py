"""What is written in sessions: contributions, clusters, votes and commitments.

These functions give everything in a session. Whoever asks must be known to read the session, and passes on only what
`domain/sessions/showing.py` lets through.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from plc_tui.domain.audience import Reader
from plc_tui.domain.sessions.values import Cluster, Commitment, Contribution, Tally, Vote, Words
from plc_tui.store.session_tables import clusters, commitments, contributions, session_people, sessions, tallies, votes
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible

_CONTRIBUTIONS = (
    select(contributions)
    .where(contributions.c.session_id == bindparam("session"))
    .order_by(contributions.c.created, contributions.c.id)
)
_CLUSTERS = select(clusters).where(clusters.c.session_id == bindparam("session")).order_by(clusters.c.id)
_VOTES = select(votes).where(votes.c.session_id == bindparam("session"))
_TALLIES = select(tallies).where(tallies.c.session_id == bindparam("session"))
_COMMITMENTS = (
    select(commitments)
    .where(commitments.c.session_id == bindparam("session"))
    .order_by(commitments.c.created, commitments.c.id)
)


def words(connection: Connection, session_id: str) -> Words:
    """Return everything written in a session."""
    mine = {"session": session_id}
    return Words(
        contributions=tuple(_contribution(row) for row in connection.execute(_CONTRIBUTIONS, mine)),
        clusters=tuple(Cluster(row.id, row.step_id, row.name) for row in connection.execute(_CLUSTERS, mine)),
        votes=tuple(
            Vote(row.step_id, row.ballot, row.author, row.target, row.dots) for row in connection.execute(_VOTES, mine)
        ),
        tallies=tuple(Tally(r.step_id, r.ballot, r.target, r.dots) for r in connection.execute(_TALLIES, mine)),
        commitments=tuple(_commitment(row) for row in connection.execute(_COMMITMENTS, mine)),
    )


def _contribution(row: Any) -> Contribution:
    return Contribution(row.id, row.step_id, row.author, row.kind, row.words, row.created, row.cluster_id)


def _commitment(row: Any) -> Commitment:
    return Commitment(row.id, row.session_id, row.owner, row.words, row.by, row.state, row.created, row.goal_id)


def contribute(connection: Connection, session_id: str, contribution: Contribution) -> None:
    """Add a contribution."""
    row = {
        "number": secrets.randbits(62),
        "id": contribution.id,
        "session_id": session_id,
        "step_id": contribution.step,
        "author": contribution.author,
        "kind": contribution.kind,
        "words": contribution.text,
        "created": contribution.created,
        "cluster_id": contribution.cluster,
    }
    connection.execute(contributions.insert(), row)


def change_contribution(connection: Connection, contribution_id: str, text: str) -> None:
    """Write a contribution anew."""
    connection.execute(contributions.update().where(contributions.c.id == contribution_id), {"words": text})


def take_back(connection: Connection, session_id: str, contribution_id: str) -> None:
    """Delete a contribution, and what was voted for it in a ballot not shown yet."""
    connection.execute(contributions.delete().where(contributions.c.id == contribution_id))
    drop_votes(connection, session_id, contribution_id)


def put_cluster(connection: Connection, session_id: str, cluster: Cluster, ids: Collection[str]) -> None:
    """Make a cluster of these contributions."""
    row = {"id": cluster.id, "session_id": session_id, "step_id": cluster.step, "name": cluster.name}
    connection.execute(clusters.insert(), row)
    gather(connection, cluster.id, ids)


def gather(connection: Connection, cluster_id: str, ids: Collection[str]) -> None:
    """Put contributions into a cluster; with "" out of any."""
    connection.execute(contributions.update().where(contributions.c.id.in_(ids)), {"cluster_id": cluster_id})


def name_cluster(connection: Connection, cluster_id: str, name: str) -> None:
    """Call a cluster something else."""
    connection.execute(clusters.update().where(clusters.c.id == cluster_id), {"name": name})


def drop_empty_clusters(connection: Connection, session_id: str) -> None:
    """Remove clusters nothing lies in any more, and what was voted for them in a ballot not shown yet."""
    used = select(contributions.c.cluster_id).where(contributions.c.session_id == session_id)
    empty = select(clusters.c.id).where(clusters.c.session_id == session_id, clusters.c.id.not_in(used))
    gone = list(connection.execute(empty).scalars())
    if gone:
        connection.execute(clusters.delete().where(clusters.c.id.in_(gone)))
        connection.execute(votes.delete().where(votes.c.session_id == session_id, votes.c.target.in_(gone)))


def vote(
    connection: Connection, session_id: str, step_id: str, ballot: int, author: str, dots: Mapping[str, int]
) -> None:
    """Give exactly these dots in a ballot, instead of those given before."""
    mine = (
        votes.c.session_id == session_id,
        votes.c.step_id == step_id,
        votes.c.ballot == ballot,
        votes.c.author == author,
    )
    connection.execute(votes.delete().where(*mine))
    same = {"session_id": session_id, "step_id": step_id, "ballot": ballot, "author": author}
    rows = [{**same, "target": target, "dots": count} for target, count in dots.items() if count > 0]
    if rows:
        connection.execute(votes.insert(), rows)


def show_fingers(connection: Connection, session_id: str, step_id: str, ballot: int, author: str, fingers: int) -> None:
    """Show fingers in a ballot, instead of those shown before: their number is what was voted for."""
    vote(connection, session_id, step_id, ballot, author, {str(fingers): 1})


def count(connection: Connection, session_id: str, step_id: str, ballot: int, *, fingers: bool) -> None:
    """End a ballot: keep what it came to, and delete whose votes they were.

    Fingers are counted by how many people showed as many; "dots" of that target are those people.
    """
    its = (votes.c.session_id == session_id, votes.c.step_id == step_id, votes.c.ballot == ballot)
    statement = select(votes.c.target, func.sum(votes.c.dots).label("dots")).where(*its).group_by(votes.c.target)
    if fingers:
        statement = select(votes.c.target, func.count().label("dots")).where(*its).group_by(votes.c.target)
    same = {"session_id": session_id, "step_id": step_id, "ballot": ballot}
    rows = [{**same, "target": row.target, "dots": row.dots} for row in connection.execute(statement)]
    if rows:
        connection.execute(tallies.insert(), rows)
    connection.execute(votes.delete().where(*its))


def drop_votes(connection: Connection, session_id: str, target: str | None = None) -> None:
    """Delete the votes of ballots that were not shown: those for one thing that is gone, or all of them."""
    wanted = votes.c.session_id == session_id
    connection.execute(votes.delete().where(wanted if target is None else wanted & (votes.c.target == target)))


def commit(connection: Connection, commitment: Commitment) -> None:
    """Add a commitment."""
    row = {
        "id": commitment.id,
        "session_id": commitment.session,
        "owner": commitment.owner,
        "words": commitment.text,
        "by": commitment.by,
        "state": commitment.state,
        "created": commitment.created,
        "goal_id": commitment.goal,
    }
    connection.execute(commitments.insert(), row)


def change_commitment(connection: Connection, commitment_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a commitment's fields."""
    connection.execute(commitments.update().where(commitments.c.id == commitment_id), changes)


_OWED = (
    select(commitments)
    .select_from(
        commitments.join(sessions, sessions.c.id == commitments.c.session_id)
        .join(thing_rows, thing_rows.c.id == sessions.c.id)
        .join(
            session_people,
            (session_people.c.session_id == commitments.c.session_id) & (session_people.c.key == commitments.c.owner),
        )
    )
    .where(visible(), commitments.c.state.in_(("offered", "accepted")))
    .order_by(commitments.c.created, commitments.c.id)
)
_OWED_IN_CIRCLE = _OWED.where(sessions.c.circle_id == bindparam("circle"))
_OWED_BY_ME = _OWED.where(session_people.c.member_id == bindparam("reader"))


def owed_in_circle(connection: Connection, reader: Reader, circle_id: str) -> tuple[Commitment, ...]:
    """Return the open commitments from the sessions of a circle, those the reader may see."""
    rows = connection.execute(_OWED_IN_CIRCLE, {"reader": reader.id, "circle": circle_id})
    return tuple(_commitment(row) for row in rows)


def owed_by(connection: Connection, reader: Reader) -> tuple[Commitment, ...]:
    """Return the reader's own open commitments."""
    return tuple(_commitment(row) for row in connection.execute(_OWED_BY_ME, {"reader": reader.id}))


def session_of_commitment(connection: Connection, commitment_id: str) -> str | None:
    """Return the session a commitment was made in."""
    found = connection.execute(select(commitments.c.session_id).where(commitments.c.id == commitment_id)).scalar()
    return None if found is None else str(found)
