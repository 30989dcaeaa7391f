"""Work that is the same for every test of a process is done once: no test is about it, and it took a third of the time.

`plc` itself parses its sheets and compiles its statements once, for it is one program on one file; a test process runs
hundreds of programs on hundreds of files.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect
from sqlalchemy.util import LRUCache
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from plc_tui import sealing
from plc_tui.store import schema
from plc_tui.store.engine import Store


def spare() -> None:
    """Parse each sheet and compile each statement once, make keys cheaply, let go of programs that have ended."""
    _parse_once()
    _compile_once()
    _stretch_little()
    _migrate_once()
    _let_go()


def _parse_once() -> None:
    """The same sheet with the same colours is the same rules, in whichever program."""
    parsed: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parsed_once(self: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
        key = (css, where, tuple(more.items()), tuple(self._variables.items()))
        if key not in parsed:
            parsed[key] = parse(self, css, *where, **more)
        return parsed[key]

    Stylesheet._parse_rules = parsed_once  # type: ignore[method-assign]  # see above


def _compile_once() -> None:
    """The same statement is the same SQL, in whichever file: a dialect is asked for by its kind."""
    compiled: LRUCache[Any, Any] = LRUCache(2_000)
    begin = Engine.__init__

    def begun(self: Engine, *how: Any, **more: Any) -> None:
        begin(self, *how, **more)
        if type(self.dialect) is Dialect:
            self._compiled_cache = compiled

    Engine.__init__ = begun  # type: ignore[method-assign]  # see above
    Dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
    Dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]


def _stretch_little() -> None:
    """A key is wrapped for a millisecond's guessing: what a passphrase costs is written beside the key it opens.

    The real cost, a tenth of a second on purpose, is paid by every program that is a process of its own.
    """
    assert sealing.wrap.__kwdefaults__ == {"passes": sealing.PASSES, "kibibytes": sealing.KIBIBYTES}
    sealing.wrap.__kwdefaults__ = {"passes": 1, "kibibytes": 8}


def _migrate_once() -> None:
    """A new community's tables are made by the migrations once; the next new files begin as copies of that one."""
    prepare = schema.prepare

    @cache
    def new_file() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder, "new.db"), must_exist=False)
            prepare(store, create=True)
            store.close()
            return Path(folder, "new.db").read_bytes()

    def prepared(store: Store, *, create: bool = False, **how: Any) -> None:
        if create and not how and store.path is None and store.engine.dialect.name == "sqlite":
            store.raw.deserialize(new_file()[:18] + bytes([1, 1]) + new_file()[20:])  # memory keeps no journal
        elif create and not how and store.path is not None and store.path.stat().st_size == 0:
            store.path.write_bytes(new_file())
        prepare(store, create=create, **how)

    schema.prepare = prepared  # type: ignore[assignment]  # see above


def _let_go() -> None:
    """Close the file when a program has left the screen, as `plc` does; its thread would keep it for ever."""
    run_test = App.run_test

    @asynccontextmanager
    async def run(self: App[Any], *how: Any, **more: Any) -> AsyncIterator[Pilot[Any]]:
        async with run_test(self, *how, **more) as pilot:
            yield pilot
        if close := getattr(self, "close_store", None):
            close()

    App.run_test = run  # type: ignore[method-assign,assignment]  # see above


def collect_less() -> None:
    """Look for garbage less often, and never again among what is there now: code, and the tests themselves."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
