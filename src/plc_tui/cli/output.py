"""Prints things three ways: in words for people, as JSON, or one record a line. Data goes to standard output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from plc_tui import text

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk
    from plc_tui.cli.look import Look

T = TypeVar("T")


def as_record(thing: object) -> Mapping[str, Any]:
    """Return a thing with the field names that exports use as well."""
    from plc_tui.services.records import record

    return record(thing)


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """How one kind of thing is printed.

    name    names its JSON: `plc.note/1`, and `plc.note.list/1` for many
    row     its fields with --plain, the id first; their order never changes
    lines   what a list says of it
    record  its fields in JSON
    """

    name: str
    row: Callable[[T, Look], Sequence[str]]
    lines: Callable[[T, Look], Iterator[str]]
    record: Callable[[T], Mapping[str, Any]] = as_record


def show_all(desk: Desk, view: View[T], things: Iterable[T], empty: str) -> None:
    """Print a list; `empty` is said (to people) when there is nothing in it."""
    if desk.json:
        print_items(view.name, map(view.record, things))
        return
    printed = False
    for thing in things:
        printed = True
        if desk.plain:
            print_row(view.row(thing, desk.look))
        else:
            desk.print(view.lines(thing, desk.look))
    if not printed and not desk.plain:
        desk.say(empty)


def show_one(
    desk: Desk,
    view: View[T],
    thing: T,
    page: Callable[[], Iterable[str]],
    record: Callable[[], Mapping[str, Any]] | None = None,
) -> None:
    """Print one thing: its page in words; `record` makes its JSON when that says more than the thing alone."""
    if desk.json:
        print_item(view.name, record() if record else view.record(thing))
    elif desk.plain:
        print_row(view.row(thing, desk.look))
    else:
        desk.print(page())


def show_written(desk: Desk, view: View[T], thing: T, *sentences: str) -> None:
    """Print what a writing verb made of a thing: the thing as it is now; with --plain its id alone."""
    if desk.json:
        print_item(view.name, view.record(thing))
    elif desk.plain:
        print_row(view.row(thing, desk.look)[:1])
    else:
        desk.print(view.lines(thing, desk.look))
        desk.say(*sentences)


def show_done(desk: Desk, name: str, item: Mapping[str, Any], sentence: str) -> None:
    """Print that something is done which leaves no thing to show; with --plain the first field of `item`."""
    if desk.json:
        print_item(name, item)
    elif desk.plain:
        print_row([str(value) for value in item.values()][:1])
    else:
        desk.say(sentence)


def print_item(name: str, item: Mapping[str, Any]) -> None:
    """Print one record as JSON."""
    click.echo(_json({"schema": f"plc.{name}/1", "item": item}))


def print_items(name: str, items: Iterable[Mapping[str, Any]]) -> None:
    """Print many records as JSON, each on a line of its own, as they come; nothing when not even the first does."""
    before = begin = f'{{"schema": "plc.{name}.list/1", "items": ['
    for item in items:
        click.echo(f"{before}\n{_json(item)}", nl=False)
        before = ","
    click.echo(f"{begin}]}}" if before == begin else "\n]}")


def print_row(fields: Sequence[str]) -> None:
    """Print one record as a line of fields separated by tabs."""
    click.echo("\t".join(map(text.tab_field, fields)))


# What a terminal or an editor may obey and JSON would let through; written as \\u0000 it is the same text.
_LIVE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb]")


def _json(value: object) -> str:
    import json

    return _LIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
