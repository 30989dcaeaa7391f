"""Walks through the pages of a list, and the options every list takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plc_tui.cli.amounts import Whole
from plc_tui.domain.values import Cursor, Page

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk

T = TypeVar("T")

PAGE = 64
"""Things asked for at a time."""
FOR_PEOPLE = 50
"""Things a list shows a person unless she asks for more; programs are given all."""


def whose_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --whose: mine, shared (with me), or all I may read."""
    option = click.option(
        "--whose", type=click.Choice(["mine", "shared", "all"]), default="all", show_default=True, help="Whose to list."
    )
    return option(command)


def limit_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --limit."""
    option = click.option("--limit", type=Whole(min=1), help="At most so many, the newest first.")
    return option(command)


def walk(desk: Desk, fetch: Callable[[Cursor | None, int], Page[T]], limit: int | None) -> Iterator[T]:
    """Yield things page by page; a person without --limit is shown the newest, and told when there are more."""
    for_people = limit is None and not (desk.json or desk.plain)
    left = FOR_PEOPLE if for_people else limit
    after: Cursor | None = None
    while left is None or left > 0:
        page = fetch(after, PAGE if left is None else min(PAGE, left))
        yield from page.items
        left = None if left is None else left - len(page.items)
        if page.next is None:
            return
        after = page.next
    if for_people:
        desk.say(f"These are the newest {FOR_PEOPLE}; --limit shows more.")
