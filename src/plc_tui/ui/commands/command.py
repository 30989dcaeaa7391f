"""What a command is, and which keys one may have."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"
NEVER = 99
"""Footer rank of a command that is not in the footer."""

# Keys that arrive in every terminal, through SSH and tmux: 4-experience.md, "Shape of every screen".
_NAMED = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "slash": "/",
    "question_mark": "?",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_FUNCTION = frozenset(f"f{number}" for number in range(1, 11))
_CONTROL = frozenset(f"ctrl+{letter}" for letter in "sfpgoq")
ALLOWED_KEYS = _LETTERS | _DIGITS | _FUNCTION | _CONTROL | frozenset(_NAMED)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a member can do, and the one place where its key and its words are written.

    id      what the screen implements as `action_<id>`
    key     Textual's name of the key; two keys are separated by a comma, the first is the one we show;
            "" when it has none and is reached through the menu
    title   two or three words, as in the menu
    help    one sentence: what happens
    where   names of the screens that have it (`NAME` of the screen class), or ("everywhere",)
    footer  1 is the last to be left out of a narrow keyline; NEVER keeps it out of the keyline
    short   the title in a narrow keyline; "" to use `title`
    """

    id: str
    key: str
    title: str
    help: str
    where: tuple[str, ...]
    footer: int = NEVER
    short: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys, in Textual's names."""
        return tuple(key for key in self.key.split(",") if key)

    @property
    def shown_key(self) -> str:
        """Its first key as it is written on the screen: `F2`, `Ctrl+P`, `n`, `Esc`."""
        return shown(self.keys[0]) if self.keys else ""

    @property
    def works_while_typing(self) -> bool:
        """Whether its keys can be pressed inside a text field."""
        return bool(self.keys) and all(key in _FUNCTION | _CONTROL for key in self.keys)


def shown(key: str) -> str:
    """Write Textual's name of a key as people know it."""
    if key in _NAMED:
        return _NAMED[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if key in _FUNCTION else key
