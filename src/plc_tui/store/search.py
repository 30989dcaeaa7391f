"""Full-text search over everything a reader may read, best first, with snippets.

One index row for each thing (same number as `thing.seq`). Its `facets` column holds tokens for who may read it, its
kind and its author, so that the reader's own words meet only her own things inside the index: neither the time a
search takes nor the order of its results depends on what others wrote for themselves. Rows are written explicitly
(triggers do not work with trusted_schema=OFF on SQLite 3.40). Whatever is found must still pass `visible()`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, text

from plc_tui.domain.audience import Reader
from plc_tui.domain.finding import Found, Hit
from plc_tui.domain.reviews import masked_as, on_the_day
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import grants, members, requests, responses, reviews, things
from plc_tui.store.visible import visible
from plc_tui.text import clean_line

#: Words are ranked among this many of the newest matches: flat cost however common a word is.
NEWEST_MATCHES = 1_000

_BEGIN, _END = "\x02", "\x03"
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, and filters by kind, author's id, tag and first day."""

    words: str
    kind: str | None = None
    author_id: str | None = None
    tag: str | None = None
    since: datetime | None = None

    def match(self, reader: Reader, *, whole: bool = False, columns: str = "title body tags") -> str:
        """Say it in the index's own language; every word is quoted, so nothing typed is ever an operator.

        The last word may be the beginning of one, unless only `whole` words are looked for.
        """
        words = _WORD.findall(self.words)
        last = [f'"{word}"' if whole else _begun(word) for word in words[-1:]]
        terms = [f'"{word}"' for word in words[:-1]] + last
        parts = [f"{{{columns}}} : ({' AND '.join(terms)})"] if terms else []
        readers = " OR ".join(f'"r{principal}"' for principal in sorted(reader.principals()))
        parts.append(f"facets : ({readers})")
        parts += [f'facets : "k{self.kind}"'] if self.kind else []
        parts += [f'facets : "b{self.author_id}"'] if self.author_id else []
        parts += [f'tags : "{_quoted(self.tag)}"'] if self.tag else []
        return " AND ".join(parts)


def _begun(word: str) -> str:
    """The last word may be the beginning of one. One letter is none: it would read a large part of the index."""
    letters = unicodedata.normalize("NFKD", word)
    short = letters[:1].isascii() and len(letters.encode("ascii", "ignore")) == 1
    return f'"{word}"' if short else f'"{word}"*'


def _quoted(phrase: str) -> str:
    return " ".join(_WORD.findall(phrase)) or "-"


def put(connection: Connection, thing_id: str, *, title: str, body: str, tags: Iterable[str] = ()) -> None:
    """Write the index row of a thing anew."""
    seq, facets = _facets(connection, thing_id)
    connection.execute(_PUT, {"seq": seq, "title": title, "body": body, "tags": " ".join(tags), "facets": facets})


def drop(connection: Connection, seq: int) -> None:
    """Take a thing out of the index."""
    connection.execute(_DROP, {"seq": seq})


def refresh_readers(connection: Connection, root_id: str) -> None:
    """Write the readers of a thing, and of what answers it, anew."""
    for thing_id in connection.execute(_FAMILY, {"root": root_id}).scalars().all():
        seq, facets = _facets(connection, thing_id)
        connection.execute(_REFACET, {"seq": seq, "facets": facets})


def forget_step(connection: Connection, *, first: bool) -> bool:
    """Rewrite a part of the index without the words of what was deleted; say whether more is left to do.

    The index only notes that a row is gone: its words stay in older parts of the index until those are merged into
    one, which is done here in steps short enough for others to save in between. (FTS5's own `secure-delete` needs
    SQLite 3.42, and a file written with it cannot be searched by an older one.)
    """
    before = connection.execute(_CHANGES).scalar_one()
    connection.execute(_MERGE, {"pages": -_STEP if first else _STEP})
    return int(connection.execute(_CHANGES).scalar_one()) - int(before) >= 2


_STEP = 200
"""Pages of the index written in one step: some hundredths of a second."""
_CHANGES = text("SELECT total_changes()")
_MERGE = text("INSERT INTO search(search, rank) VALUES ('merge', :pages)")
_PUT = text(
    "INSERT OR REPLACE INTO search(rowid, title, body, tags, facets) VALUES (:seq, :title, :body, :tags, :facets)"
)
_DROP = text("DELETE FROM search WHERE rowid = :seq")
_REFACET = text("UPDATE search SET facets = :facets WHERE rowid = :seq")
_FAMILY = select(things.c.id).where(things.c.root_id == bindparam("root"))
_root = things.alias()
_ABOUT = (
    select(things.c.seq, things.c.kind, things.c.owner_id, _root.c.owner_id.label("root_owner"), grants.c.principal)
    .select_from(
        things.join(_root, _root.c.id == things.c.root_id).outerjoin(grants, grants.c.thing_id == things.c.root_id)
    )
    .where(things.c.id == bindparam("thing"))
)
_review_of = requests.join(reviews, reviews.c.request_id == requests.c.id)
_MASKED = (
    select(requests.c.masked)
    .where(requests.c.id == bindparam("thing"))
    .union_all(select(requests.c.masked).select_from(_review_of).where(reviews.c.id == bindparam("thing")))
)


def _facets(connection: Connection, thing_id: str) -> tuple[int, str]:
    """Return a thing's row in the index, and what it says of who may read it, of its kind and of its author."""
    rows = connection.execute(_ABOUT, {"thing": thing_id}).all()
    about = rows[0]
    readers = {about.root_owner} | {row.principal for row in rows if row.principal is not None}
    tokens = [f"r{principal}" for principal in sorted(readers)]
    tokens.append(f"k{about.kind}")
    if about.kind not in ("request", "review") or not connection.execute(_MASKED, {"thing": thing_id}).scalar():
        tokens.append(f"b{about.owner_id}")
    return about.seq, " ".join(tokens)


def find(connection: Connection, reader: Reader, query: Query, count: int) -> Found:
    """Find what matches, best first among the newest matches. No words and no filter find nothing."""
    if not (_WORD.search(query.words) or query.tag or query.author_id or query.kind or query.since):
        return Found((), more=False)
    match, rows = _best(connection, reader, query, count + 1)
    excerpts = _excerpts(connection, match, [row["seq"] for row in rows[:count]])
    titles = _titles(connection, reader, [_root_of(row) for row in rows[:count] if not excerpts[row["seq"]].title])
    hits = tuple(_hit(row, excerpts[row["seq"]], titles, reader) for row in rows[:count])
    return Found(hits, more=len(rows) > count)


def _best(connection: Connection, reader: Reader, query: Query, count: int) -> tuple[str, Sequence[RowMapping]]:
    """Return the best matches and how they were asked for.

    Whole words first: gathering every word that begins like a common one is most of the work, and where whole words
    already give as many as are wanted they are also the better answer.
    """
    first = _first_since(connection, query.since)
    for whole in (True, False):
        match = query.match(reader, whole=whole)
        values = {"match": match, "first": first, "reader": reader.id, "count": count} | {
            column: query.match(reader, whole=whole, columns=column) for column in ("title", "tags")
        }
        rows = connection.execute(_BEST, values).mappings().all()
        if len(rows) == count:
            break
    return match, rows


def _first_since(connection: Connection, since: datetime | None) -> int:
    if since is None:
        return 0
    found = connection.execute(select(func.min(things.c.seq)).where(things.c.created >= since)).scalar()
    return int(found) if found is not None else 2**62


# Ranked by where the words stand, and then the newest first. The index's own bm25 weighs a word by how many rows hold
# it, other people's hidden ones included: the order of what one may read would count what one may not.
_matches = (
    text(
        "WITH newest AS (SELECT rowid AS seq FROM search WHERE search MATCH :match AND rowid >= :first"
        f" ORDER BY rowid DESC LIMIT {NEWEST_MATCHES}), oldest AS (SELECT min(seq) AS seq FROM newest)"
        " SELECT seq, min(score) AS score FROM (SELECT seq, 3 AS score FROM newest"
        " UNION ALL SELECT rowid, 2 FROM search WHERE search MATCH :tags AND rowid >= (SELECT seq FROM oldest)"
        " UNION ALL SELECT rowid, 1 FROM search WHERE search MATCH :title AND rowid >= (SELECT seq FROM oldest)"
        ") GROUP BY seq"
    )
    .columns(things.c.seq, score=things.c.seq.type)
    .subquery("matches")
)
_asked_in = things.alias()
# The places in one request count as equally old, and are in order by their random ids: the order in which they were
# made is that in which a masked author named her colleagues.
_AGE = func.coalesce(_asked_in.c.seq, things.c.seq)
_BEST = (
    select(things.c.seq, things.c.id, things.c.kind, things.c.updated, things.c.root_id, *PERSON)
    .add_columns(responses.c.thing_id.label("answers"), reviews.c.request_id.label("of_request"), requests.c.masked)
    .select_from(
        _matches.join(things, things.c.seq == _matches.c.seq)
        .join(members, members.c.id == things.c.owner_id)
        .outerjoin(responses, responses.c.id == things.c.id)
        .outerjoin(reviews, reviews.c.id == things.c.id)
        .outerjoin(requests, requests.c.id == func.coalesce(reviews.c.request_id, things.c.id))
        .outerjoin(_asked_in, _asked_in.c.id == reviews.c.request_id)
    )
    .where(visible())
    .order_by(_matches.c.score, _AGE.desc(), things.c.id)
    .limit(bindparam("count"))
)


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """What the index shows of a thing: its title, and the parts of its body and its tags that match."""

    title: str
    body: str
    tags: str


def _hit(row: Any, excerpt: _Excerpt, titles: Mapping[str, str], reader: Reader) -> Hit:
    hidden = row["masked"] and row["person_id"] != reader.id
    root = _root_of(row)
    return Hit(
        id=row["id"],
        kind=row["kind"],
        title=clean_line(excerpt.title or titles.get(root, "A request that has ended")),
        author=masked_as(row["kind"], row["id"]) if hidden else person(row),
        updated=on_the_day(row["updated"]) if row["masked"] else row["updated"],
        snippet=_runs(_why(excerpt)),
        root=root,
    )


def _root_of(row: Any) -> str:
    return str(row["answers"] or row["of_request"] or row["id"])


def _why(excerpt: _Excerpt) -> str:
    """Show the body; where only a tag matches, the tags before it."""
    by_tag = _BEGIN in excerpt.tags and _BEGIN not in excerpt.body
    return f"tagged {excerpt.tags} · {excerpt.body}" if by_tag else excerpt.body


def _excerpts(connection: Connection, match: str, seqs: Sequence[int]) -> dict[int, _Excerpt]:
    if not seqs:
        return {}
    values = {"match": match, "seqs": list(seqs), "first": min(seqs), "last": max(seqs)}
    rows = connection.execute(_EXCERPTS, values)
    return {row.seq: _Excerpt(row.title, row.found, row.tagged) for row in rows}


_EXCERPTS = text(
    f"SELECT rowid AS seq, title, snippet(search, 1, '{_BEGIN}', '{_END}', '…', 16) AS found,"
    f" snippet(search, 2, '{_BEGIN}', '{_END}', '…', 16) AS tagged FROM search"
    # The plus keeps SQLite from asking the index anew for every row; one walk between the two ends finds them all.
    " WHERE search MATCH :match AND +rowid IN :seqs AND rowid BETWEEN :first AND :last"
).bindparams(bindparam("seqs", expanding=True))


def _titles(connection: Connection, reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """Return what the things are called that responses and reviews belong to.

    A review is still its writer's when the request it belongs to is not hers to read any more.
    """
    if not ids:
        return {}
    values = {"ids": list(ids), "reader": reader.id}
    return {row.id: row.title for row in connection.execute(_TITLES, values)}


_named = (
    text("SELECT rowid AS seq, title FROM search").columns(seq=things.c.seq.type, title=things.c.id.type).subquery()
)
_TITLES = (
    select(things.c.id, _named.c.title)
    .join_from(things, _named, _named.c.seq == things.c.seq)
    .where(things.c.id.in_(bindparam("ids", expanding=True)), visible())
)


def _runs(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Split at the marks into runs of (words, whether they were looked for), cleaned and on one line."""
    pieces = re.split(f"([{_BEGIN}{_END}])", snippet)
    marks = ["", *pieces[1::2]]
    # The dots keep the spaces at a run's ends, which a cleaned line would lose.
    return tuple(
        (clean_line(f".{words}.")[1:-1], mark == _BEGIN)
        for words, mark in zip(pieces[::2], marks, strict=True)
        if words
    )
