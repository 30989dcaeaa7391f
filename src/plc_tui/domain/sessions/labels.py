"""What people call contributions and groups when they point at them: numbers and letters, as they stand in the room."""

from __future__ import annotations

from plc_tui.domain.sessions.views import RoomView


def labels(view: RoomView) -> dict[str, str]:
    """Return what each contribution (1, 2, 3 ...) and each group (A, B, C ...) everyone can see is called, by its id.

    What comes in before it moves a number on; an id stays.
    """
    numbers = {shown.id: str(number) for number, shown in enumerate(view.contributions, start=1)}
    return numbers | {group.id: _letters(number) for number, group in enumerate(view.groups)}


def _letters(number: int) -> str:
    """Write a number in letters: A to Z, then AA, AB ..."""
    more, last = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
