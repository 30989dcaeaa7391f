from __future__ import annotations

from collections import Counter

import pytest

from plc_tui.ui import commands
from plc_tui.ui.commands import ALLOWED_KEYS, EVERYWHERE, Command, key_table
from plc_tui.ui.commands.command import shown
from plc_tui.ui.widgets.keyline import fit

TABLE = [command for command in commands.TABLE if not command.where[0].startswith("small")]
"""The program's own rows: other tests add some for their small places."""
SCREENS = sorted({screen for command in TABLE for screen in command.where} - {EVERYWHERE})


def test_every_key_arrives_in_every_terminal() -> None:
    assert {key for command in TABLE for key in command.keys} <= ALLOWED_KEYS


@pytest.mark.parametrize("screen", [*SCREENS, "a screen without commands of its own"])
def test_no_two_commands_of_a_screen_share_a_key_or_a_name(screen: str) -> None:
    here = commands.here(screen)
    keys = Counter(key for command in here for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({command.id for command in here}) == len(here)


def test_no_single_letter_destroys_anything() -> None:
    for command in TABLE:
        if "delete" in command.id or "bin" in command.help.casefold().split():
            assert not any(len(key) == 1 for key in command.keys), command.id


def test_one_key_means_one_thing_from_the_page_of_a_session_to_its_console_and_its_seats() -> None:
    views = {"session", "console", "seat"}
    shared, keys = {}, {}
    for command in TABLE:
        if views & set(command.where) and command.id not in ("open", "join"):
            shared.setdefault(command.id, set()).add(command.keys)
            for key in command.keys:
                keys.setdefault(key, set()).add(command.id)
    assert {name: found for name, found in shared.items() if len(found) > 1} == {}
    led = {key for command in TABLE if "seat" in command.where for key in command.keys}
    assert {key: ids for key, ids in keys.items() if len(ids) > 1 and (len(key) > 1 or key in led - {"v", "u"})} == {}


def test_every_command_is_explained_in_one_sentence() -> None:
    for command in TABLE:
        assert command.title[0].isupper(), command.id
        assert command.help.endswith("."), command.id
        assert len(command.title) <= 24, command.id
        assert len(command.help) <= 66, f"{command.id}: the menu would cut it off"


def test_the_key_table_names_every_command() -> None:
    table = key_table()
    assert table.startswith("| where | key |")
    for command in TABLE:
        assert command.help in table
    assert "`Ctrl+P`" in table
    assert "`F1` or `?`" in table


def test_keys_are_written_as_people_know_them() -> None:
    assert [shown(key) for key in ("f10", "ctrl+s", "n", "escape", "slash", "pagedown")] == [
        "F10",
        "Ctrl+S",
        "n",
        "Esc",
        "/",
        "PgDn",
    ]


def test_a_narrow_keyline_shortens_titles_then_leaves_out_the_least_but_never_help_and_back() -> None:
    row = [
        Command("help", "f1", "Help", "", (), 1),
        Command("share", "s", "Share with somebody", "", (), 5, "Share"),
        Command("tag", "t", "Tag", "", (), 6),
        Command("hidden", "h", "Hidden", "", ()),
        Command("back", "escape", "Back", "", (), 1),
    ]
    assert [title for _, title in fit(row, 80)] == ["Help", "Share with somebody", "Tag", "Back"]
    assert [title for _, title in fit(row, 40)] == ["Help", "Share", "Tag", "Back"]
    assert [title for _, title in fit(row, 30)] == ["Help", "Share", "Back"]
    assert [title for _, title in fit(row, 5)] == ["Help", "Back"]
