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
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from plc_tui import sealing
from plc_tui.store import schema
from plc_tui.store.engine import Store


def spare() -> None:
    """Parse each sheet and compile each statement once, make keys cheaply, let go of programs that have ended."""
    _parse_once()
    _gather_once()
    _compile_once()
    _stretch_little()
    _migrate_once()
    _let_go()
    _draw_what_changed()


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


def _gather_once() -> None:
    """The same sheets with the same colours are the same rules together."""
    known: dict[object, tuple[list[RuleSet], dict[str, list[RuleSet]]]] = {}
    parse = Stylesheet.parse

    def gathered(self: Stylesheet) -> None:
        key = (*self.source.items(), *self._variables.items())
        if key not in known:
            parse(self)
            known[key] = (self._rules, self.rules_map)
        self._rules, self._rules_map = known[key]
        self._require_parse = False

    Stylesheet.parse = Stylesheet.reparse = gathered  # type: ignore[method-assign]  # see above


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


def _draw_what_changed() -> None:
    """A frame for a terminal that nobody has: what changed is drawn, as ever, but not put together with what did not.

    What a test sees of the screen is put together when it looks, and a mistake in drawing fails the test that meets it.
    """
    render_update = Compositor.render_update

    def drawn(self: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, **how: Any) -> Any:
        if self.root is None or not self.root.app.is_headless:
            return render_update(self, full, screen_stack, **how)
        if not (full or self._dirty_regions):
            return None
        visible_screen_stack.set(screen_stack or [])
        self._dirty_regions.clear()
        for widget, (region, clip) in self.visible_widgets.items():
            seen = clip.intersection(region).translate(-region.offset)
            if seen and not _is_drawn(widget, seen):
                widget.render_lines(seen)
        return None

    Compositor.render_update = drawn  # type: ignore[method-assign,assignment]  # see above


def _is_drawn(widget: Widget, seen: Region) -> bool:
    """Whether a widget keeps every line that is to be seen of it, as it is now."""
    kept = widget._styles_cache
    return (
        type(widget).render_lines is Widget.render_lines
        and kept._width == widget.region.width
        and kept._dirty_lines.isdisjoint(seen.line_range)
        and all(y in kept._cache for y in seen.line_range)
    )


def collect_less() -> None:
    """Look for garbage less often, and never again among what is there now: code, and the tests themselves."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
