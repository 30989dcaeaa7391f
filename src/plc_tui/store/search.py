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

from sqlalchemy import Connection, CursorResult, Executable, RowMapping, bindparam, func, select, text

from plc_tui.domain.audience import Reader
from plc_tui.domain.finding import Found, Hit
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import grants, members, requests, responses, reviews, things
from plc_tui.store.visible import visible
from plc_tui.text import clean_line

#: Words are ranked among this many of the newest matches: flat cost however common a word is.
NEWEST_MATCHES = 1_000

_BEGIN, _END = "\x02", "\x03"
_WORD = re.compile(r"\w+", re.UNICODE)
_MARKS = re.compile(f"([{_BEGIN}{_END}])")


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
    rows, excerpts = _Search(connection, reader, query, _first_since(connection, query.since), count).matches()
    titles = _titles(connection, reader, [_root_of(row) for row in rows[:count] if not excerpts[row["seq"]].title])
    hits = tuple(_hit(row, excerpts[row["seq"]], titles, reader) for row in rows[:count])
    return Found(hits, more=len(rows) > count)


def _first_since(connection: Connection, since: datetime | None) -> int:
    if since is None:
        return 0
    found = connection.execute(select(func.min(things.c.seq)).where(things.c.created >= since)).scalar()
    return int(found) if found is not None else 2**62


@dataclass(frozen=True, slots=True)
class _Search:
    """One search for at most `count` things, and one more that tells whether there are more; none before `first`."""

    connection: Connection
    reader: Reader
    query: Query
    first: int
    count: int

    def matches(self) -> Matches:
        """Return what matches, best first.

        Whole words first: gathering every word that begins like a common one is most of the work, and where whole
        words already give more than are wanted they are also the better answer.
        """
        if self._whole_words_do():
            found = self._best(whole=True)
            if len(found[0]) > self.count:
                return found
        return self._few() or self._best(whole=False)

    def _whole_words_do(self) -> bool:
        match = self.query.match(self.reader, whole=True)
        return int(self._execute(_HOW_MANY, match).scalar_one()) > self.count

    def _few(self) -> Matches | None:
        """Return all that matches the beginning of one word, as one types it, where that is no more than is wanted.

        It takes one walk through the index and not four: where a single word is found, the index's own marks tell in
        the title, the tags or the body. None where there is more, or more was asked for than one word.
        """
        if self.query.tag or len(_WORD.findall(self.query.words)) != 1:
            return None
        found = self._execute(_MARKED, self.query.match(self.reader)).all()
        if len(found) > self.count:
            return None
        scores = {row.seq: 1 if _BEGIN in row.named else 2 if _BEGIN in row.tagged else 3 for row in found}
        rows = self._execute(_THESE, seqs=list(scores)).mappings().all() if found else ()
        in_order = sorted(rows, key=lambda row: (scores[row["seq"]], -row["age"], row["id"]))
        return in_order, {row.seq: _Excerpt(row.title, row.found, row.tagged) for row in found}

    def _best(self, *, whole: bool) -> Matches:
        match = self.query.match(self.reader, whole=whole)
        places = {name: self.query.match(self.reader, whole=whole, columns=name) for name in ("title", "tags")}
        rows = self._execute(_BEST, match, **places).mappings().all()
        return rows, _excerpts(self.connection, match, [row["seq"] for row in rows[: self.count]])

    def _execute(self, statement: Executable, match: str = "", **values: Any) -> CursorResult[Any]:
        values |= {"match": match, "first": self.first, "count": self.count + 1, "reader": self.reader.id}
        return self.connection.execute(statement, values)


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
_DETAILS = (
    select(things.c.seq, things.c.id, things.c.kind, things.c.updated, things.c.root_id, *PERSON)
    .add_columns(responses.c.thing_id.label("answers"), reviews.c.request_id.label("of_request"), requests.c.masked)
    .add_columns(_AGE.label("age"))
    .select_from(
        things.join(members, members.c.id == things.c.owner_id)
        .outerjoin(responses, responses.c.id == things.c.id)
        .outerjoin(reviews, reviews.c.id == things.c.id)
        .outerjoin(requests, requests.c.id == func.coalesce(reviews.c.request_id, things.c.id))
        .outerjoin(_asked_in, _asked_in.c.id == reviews.c.request_id)
    )
    .where(visible())
)
_BEST = (
    _DETAILS.join(_matches, _matches.c.seq == things.c.seq)
    .order_by(_matches.c.score, _AGE.desc(), things.c.id)
    .limit(bindparam("count"))
)
_THESE = _DETAILS.where(things.c.seq.in_(bindparam("seqs", expanding=True)))
_HOW_MANY = text(
    "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :match AND rowid >= :first LIMIT :count)"
)
_SNIPPETS = (
    f"title, snippet(search, 1, '{_BEGIN}', '{_END}', '…', 16) AS found,"
    f" snippet(search, 2, '{_BEGIN}', '{_END}', '…', 16) AS tagged"
)
_MARKED = text(
    f"SELECT rowid AS seq, highlight(search, 0, '{_BEGIN}', '{_END}') AS named, {_SNIPPETS}"
    " FROM search WHERE search MATCH :match AND rowid >= :first LIMIT :count"
)


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """What the index shows of a thing: its title, and the parts of its body and its tags that match."""

    title: str
    body: str
    tags: str


Matches = tuple[Sequence[RowMapping], Mapping[int, _Excerpt]]
"""Rows of `_DETAILS`, best first, and what the index shows of each by its number."""


def _hit(row: Any, excerpt: _Excerpt, titles: Mapping[str, str], reader: Reader) -> Hit:
    from plc_tui.domain.reviews import masked_as, on_the_day  # late: whoever lists notes finds nothing

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
    f"SELECT rowid AS seq, {_SNIPPETS} FROM search"
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
    pieces = _MARKS.split(snippet)
    marks = ["", *pieces[1::2]]
    return tuple((_run(words), mark == _BEGIN) for words, mark in zip(pieces[::2], marks, strict=True) if words)


def _run(words: str) -> str:
    """Clean a run; the spaces at its ends and the index's own "…" stay."""
    first, last = words[:1] == "…", len(words) > 1 and words[-1] == "…"
    # The dots keep the spaces at a run's ends, which a cleaned line would lose.
    middle = clean_line(f".{words[first : len(words) - last]}.")[1:-1]
    return f"{'…' * first}{middle}{'…' * last}"
