"""The table of what does not work on a school's server holds every place where a caller could name a path."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from plc_tui.cli.frame import EVERYWHERE
from plc_tui.cli.root import plc
from plc_tui.host import door, rules

ROOTS_OWN = "server"
"""Its verbs ask for root, which no served process is."""


def commands(group: click.Group = plc, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        verb = f"{before} {name}".strip()
        if isinstance(found, click.Group):
            yield from commands(found, verb)
        elif not verb.startswith(ROOTS_OWN):
            yield verb, found


def names_a_path(param: click.Parameter) -> bool:
    if isinstance(param, click.Option) and param.is_flag:
        return False
    about = f"{param.metavar or ''} {getattr(param, 'help', '') or ''}"
    return (
        isinstance(param.type, click.Path | click.File) or re.search(r"\b(FILE|DIR|PATH|folder)\b", about) is not None
    )


def test_every_option_that_names_a_path_is_refused() -> None:
    found = [(verb, param) for verb, command in commands() for param in command.params if names_a_path(param)]
    assert len(found) > 5
    for verb, param in found:
        assert rules.refused_line(verb, {param.opts[0]: "x"}), f"plc {verb} {param.opts[0]}"
    for option in EVERYWHERE:
        if names_a_path(option):
            assert rules.refusal(option.opts[0]), option.opts


def test_a_name_of_standard_input_is_no_path() -> None:
    assert rules.refused_line("note new", {"--file": "-"}) is None
    assert rules.refused_line("note new", {"--file": "x", "--title": "y"}) == rules.refusal("--file")
    assert rules.refused_line("note new", {"--title": "--db"}) is None


def test_every_row_names_something_that_is_there() -> None:
    verbs = {verb: {name for param in command.params for name in param.opts} for verb, command in commands()}
    options = {name for names in verbs.values() for name in names} | {each.opts[0] for each in EVERYWHERE}
    inner = {"editor", "roster", "setting", "terminal"}
    for what in rules.REFUSED.keys() - inner:
        verb, _, option = what.partition(" --")
        assert what in verbs or what in options or f"--{option}" in verbs.get(verb, set()), what


@pytest.mark.parametrize("what", rules.REFUSED)
def test_every_sentence_is_whole_and_names_the_group_where_it_should(what: str) -> None:
    words = rules.refusal(what, "teachers")
    assert words is not None
    assert words[0].isupper()
    assert "{" not in words


def test_nothing_of_the_callers_surroundings_is_left() -> None:
    around = {
        "TERM": "xterm-256color",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "../../tmp/x",
        "COLORTERM": "a" * 65,
        "SUDO_UID": "1001",
        "TEXTUAL_DRIVER": "evil:Driver",
        "PLC_DB": "/tmp/x",
        "PYTHONPATH": "/tmp",
        "HOME": "/home/maya",
        "TZ": "/tmp/zone",
        "NO_COLOR": "1\x1b]0;x\x07",
    }
    door.clear(around)
    assert around == {
        "TERM": "xterm-256color",
        "LANG": "de_DE.UTF-8",
        "SUDO_UID": "1001",
        "HOME": "/var/lib/plc",
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    }
