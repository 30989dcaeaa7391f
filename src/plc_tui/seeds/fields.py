"""Reads one TOML table key by key: every value is checked, and a key nobody asked for is named."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from plc_tui.seeds.problem import Page, SeedProblem, Trail

MAX_BYTES = 64 * 1024
"""A seed file is a page of text; a bigger one is refused before it is read."""
_MAX_LINE = 300
_MAX_WORDS = 8_000
_MAX_ITEMS = 200
_SAFE = re.compile(r"[a-z0-9-]+")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


class Fields:
    """One table of a seed file. Ask for each key, then call `end()` so that misspelt keys are found."""

    def __init__(self, table: dict[str, Any], page: Page, trail: Trail = ()) -> None:
        self._table = table
        self._page = page
        self._trail = trail
        self._asked: set[str] = set()

    def problem(self, reason: str, key: str = "") -> SeedProblem:
        """Return the problem `reason`, placed at the line of `key` in this table."""
        return self._page.problem(reason, self._page.line_of(self._trail, key))

    def has(self, key: str) -> bool:
        """Return whether the file gives `key`."""
        return key in self._table

    def words(self, key: str, *, optional: bool = False) -> str:
        """Return a text of any number of lines; an absent optional one is empty."""
        value = self._take(key, optional)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f'"{key}" wants some text', key)
        if len(value) > _MAX_WORDS:
            raise self.problem(f'"{key}" is longer than {_MAX_WORDS} characters', key)
        return value.strip()

    def line(self, key: str, *, optional: bool = False) -> str:
        """Return a text of one line; an absent optional one is empty."""
        return self._one_line(key, self.words(key, optional=optional))

    def name(self, key: str, *, optional: bool = False) -> str:
        """Return an id: small letters, digits and hyphens."""
        value = self.words(key, optional=optional)
        return self._safe(key, value) if value else ""

    def lines(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of one-line texts."""
        return tuple(self._one_line(key, item) for item in self._texts(key, optional))

    def names(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of ids."""
        return tuple(self._safe(key, item) for item in self._texts(key, optional))

    def choice(self, key: str, allowed: Collection[str], default: str = "") -> str:
        """Return one of `allowed`; `default` when the file does not say."""
        value = self._take(key, optional=bool(default))
        if value is None:
            return default
        if value not in allowed:
            raise self.problem(f'"{key}" wants one of: {", ".join(allowed)}', key)
        return str(value)

    def number(self, key: str) -> float:
        """Return a number, whole or not."""
        value = self._take(key, optional=False)
        if isinstance(value, bool) or not isinstance(value, int | float) or not _sane(value):
            raise self.problem(f'"{key}" wants a number', key)
        return float(value)

    def maybe_number(self, key: str) -> float | None:
        """Return a number, or None when the file gives none."""
        return self.number(key) if self.has(key) else self._take(key, optional=True)

    def flag(self, key: str) -> bool:
        """Return true or false; false when the file does not say."""
        value = self._take(key, optional=True)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.problem(f'"{key}" wants true or false', key)
        return value

    def tables(self, key: str, *, optional: bool = False) -> tuple[Fields, ...]:
        """Return the tables written as `[[key]]`, in the order of the file."""
        value = self._list(key, optional)
        if not all(isinstance(item, dict) for item in value):
            raise self.problem(f'"{key}" wants tables, each begun by [[{key}]]', key)
        return tuple(
            Fields(item, self._page, (*self._trail, (key, number))) for number, item in enumerate(value, start=1)
        )

    def table(self, key: str) -> Fields:
        """Return the table `key`."""
        value = self._take(key, optional=False)
        if not isinstance(value, dict):
            raise self.problem(f'"{key}" wants a table', key)
        return Fields(value, self._page, (*self._trail, (key, 1)))

    def maybe_table(self, key: str) -> Fields | None:
        """Return the table `key`, or None when the file gives none."""
        self._asked.add(key)
        return self.table(key) if self.has(key) else None

    def end(self) -> None:
        """Refuse keys that nobody asked for: they are nearly always a slip of the pen."""
        for key in self._table:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.problem(f"{_shown(key)} is not known here (known are: {known})", key)

    def _take(self, key: str, optional: bool) -> Any:
        self._asked.add(key)
        if key not in self._table and not optional:
            raise self.problem(f'"{key}" is missing')
        return self._table.get(key)

    def _list(self, key: str, optional: bool) -> list[Any]:
        value = self._take(key, optional)
        if value is None:
            return []
        if not isinstance(value, list) or not value:
            raise self.problem(f'"{key}" wants a list', key)
        if len(value) > _MAX_ITEMS:
            raise self.problem(f'"{key}" has more than {_MAX_ITEMS} entries', key)
        return value

    def _texts(self, key: str, optional: bool) -> list[str]:
        value = self._list(key, optional)
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.problem(f'"{key}" wants a list of texts', key)
        return [item.strip() for item in value]

    def _one_line(self, key: str, value: str) -> str:
        if len(value.splitlines()) > 1 or len(value) > _MAX_LINE:
            raise self.problem(f'"{key}" wants one line of at most {_MAX_LINE} characters', key)
        return value

    def _safe(self, key: str, value: str) -> str:
        if not _SAFE.fullmatch(value) or len(value) > 60:
            raise self.problem(f'"{key}" wants small letters, digits and hyphens only', key)
        return value


def read_page(path: Path, name: str) -> Page:
    """Read the file at `path`, known as `name`. Raises SeedProblem when it is too big or not text."""
    page = Page(name, "")
    try:
        if not path.is_file():
            raise page.problem("this is not a plain file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise page.problem(f"the file has {size // 1024} kB, and {MAX_BYTES // 1024} kB is the most")
        return Page(name, path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise page.problem("this is not UTF-8 text", line) from error
    except OSError as error:
        raise page.problem("the file cannot be read") from error


def parse(page: Page, text: str | None = None) -> Fields:
    """Read the TOML of `page` (or of `text`, a part of it). Raises SeedProblem with the line."""
    try:
        return Fields(tomllib.loads(page.text if text is None else text), page)
    except RecursionError as error:
        raise page.problem("this is nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError, and numbers with thousands of digits
        raise _from_toml(page, str(error)) from error


def _from_toml(page: Page, message: str) -> SeedProblem:
    found = _AT_LINE.search(message)
    if found:
        return page.problem(_AT_LINE.sub("", message).rstrip("."), int(found.group(1)))
    last = page.text.count("\n") + 1 if "end of document" in message else None
    return page.problem(message.replace(" (at end of document)", "").rstrip("."), last)


def _shown(key: str) -> str:
    """Return a key from a file in quotes, shortened."""
    return f'"{key if len(key) <= 40 else key[:40] + "..."}"'


def _sane(value: float) -> bool:
    return math.isfinite(value) and abs(value) < 100_000
