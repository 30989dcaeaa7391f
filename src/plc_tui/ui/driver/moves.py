"""The shortest way to move a terminal's cursor."""

from __future__ import annotations


def move(x: int, y: int, old: tuple[int, int] | None) -> str:
    """Return the shortest sequence that takes the cursor from `old` (None: unknown) to column `x`, row `y`.

    A column of -1 in `old` means that only the row is known, as after the last column was written.
    """
    if old == (x, y):
        return ""
    ways = [_absolute(x, y)]
    if old is not None:
        old_x, old_y = old
        if old_y == y:
            ways += _along_row(x, old_x)
        elif old_x == x and old_x >= 0:
            ways.append(f"\x1b[{y + 1}d")
            ways.append(_steps(y - old_y, "B", "A"))
        if x == 0 and 0 < y - old_y < 4:
            ways.append("\r" + "\n" * (y - old_y))
    return min(ways, key=len)


def _absolute(x: int, y: int) -> str:
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _along_row(x: int, old_x: int) -> list[str]:
    ways = [f"\x1b[{x + 1}G"]
    if not x:
        ways.append("\r")
    if old_x >= 0:
        ways.append(_steps(x - old_x, "C", "D"))
        if 0 < old_x - x < 4:
            ways.append("\b" * (old_x - x))
    return ways


def _steps(count: int, ahead: str, back: str) -> str:
    return f"\x1b[{abs(count) if abs(count) > 1 else ''}{ahead if count > 0 else back}"
