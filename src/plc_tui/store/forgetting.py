"""Takes words that were deleted for good out of every byte of the file and of what SQLite keeps beside it.

SQLite overwrites what is deleted (`secure_delete`), and yet words stay behind in three places:

- the search index only notes that a row is gone, until its older parts are merged into one;
- when rows no longer fit a page, SQLite lays the page out anew and leaves the old copies in its unused middle, where
  `secure_delete` does not reach them (seen on 3.40: about one deleted note in a hundred): only writing the file anew
  (`VACUUM`) leaves them behind;
- the journal beside the file holds every page as it was, until it is emptied.

So forgetting goes by stages, and the file remembers the stage: whoever comes next finishes what a crash, or somebody
who was reading, left undone. Drafts change every two seconds; theirs is a small table, which is written anew by itself.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from plc_tui.store import search
from plc_tui.store.engine import Store
from plc_tui.store.tables import drafts, meta

_WORDS, _DRAFTS = "forgetting", "forgetting drafts"
_BEGIN, _MERGING, _PAGES, _JOURNAL = "begin", "going on", "pages", "journal"
_STAGES = select(meta.c.key, meta.c.value).where(meta.c.key.in_([_WORDS, _DRAFTS]))


def begin(connection: Connection) -> None:
    """Note that words were deleted or locked: in the transaction that does it, so that no crash comes between."""
    _set(connection, _WORDS, _BEGIN)


def drafts_changed(connection: Connection) -> None:
    """Note that a draft was dropped or written over."""
    if _DRAFTS not in _stages(connection):
        _set(connection, _DRAFTS, _BEGIN)


def due(connection: Connection) -> bool:
    """Say whether something is left to be forgotten."""
    return bool(_stages(connection))


def finish(store: Store) -> bool:
    """Go through the stages that are left; others' saves go between the steps. Say whether all is forgotten now.

    It is not while somebody reads an older state of the file; then it stays due.
    """
    if store.path is None:
        return True
    while _merge(store):
        pass
    with store.turn():
        _write_anew(store)
        return _empty_journal(store)


def _merge(store: Store) -> bool:
    """Take a part of the deleted words out of the search index; say whether more is left to do."""
    with store.write() as connection:
        stage = _stages(connection).get(_WORDS)
        if stage not in (_BEGIN, _MERGING):
            return False
        more = search.forget_step(connection, first=stage == _BEGIN)
        _set(connection, _WORDS, _MERGING if more else _PAGES)
        return more


def _write_anew(store: Store) -> None:
    """Leave behind what lies in unused parts of pages: of the whole file, or of the drafts alone."""
    with store.write() as connection:
        stages = _stages(connection)
        if _DRAFTS in stages:
            _write_drafts_anew(connection)
    if stages.get(_WORDS) == _PAGES:
        store.rewrite()
        with store.write() as connection:
            _set(connection, _WORDS, _JOURNAL)


def _write_drafts_anew(connection: Connection) -> None:
    """Emptied as a whole, a table gives its pages back, and pages given back are overwritten."""
    rows = connection.execute(select(drafts)).mappings().all()
    connection.exec_driver_sql("DELETE FROM draft")
    if rows:
        connection.execute(drafts.insert(), [dict(row) for row in rows])


def _empty_journal(store: Store) -> bool:
    """In the same turn as the checkpoint, so that nobody's new deletion loses its mark."""
    if not store.checkpoint():
        return False
    with store.write() as connection:
        done = (meta.c.key == _DRAFTS) | ((meta.c.key == _WORDS) & (meta.c.value == _JOURNAL))
        connection.execute(meta.delete().where(done))
    return not _left(store)


def _left(store: Store) -> bool:
    with store.read() as connection:
        return due(connection)


def _stages(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(_STAGES)}


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(meta.delete().where(meta.c.key == key))
    connection.execute(meta.insert(), {"key": key, "value": value})
