"""The keys of a program that runs inside a test, and the ways to wait for it. No test waits for a time.

`settled`: it is at rest; nothing more happens without a key or another program.
`until`, `wait_for`, `wait_gone`: something has come true that comes with the look at others' changes that the program
takes each second, or from a thread.
`looked`: it has looked for others' changes now, instead of at its next second.
"""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import Callable
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

PATIENCE = 120.0
"""Seconds a loaded machine may take for anything; nothing waits that long when all is well."""
TURN = 0.002
"""Seconds until it is looked again whether the file has answered."""
SHORT = 0.5
"""Seconds of the pauses that places make before they fetch what a cursor or a word asks for."""


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the file is open, nothing is being asked of it, and everything is done and drawn."""
    app: Any = pilot.app
    limit = time.monotonic() + PATIENCE
    quiet = 0
    while quiet < 2 and app.is_running and app._exception is None:
        assert time.monotonic() < limit, f"the program did not come to rest:\n{text(app)}"
        quiet = quiet + 1 if await _at_rest(app) else 0


async def _at_rest(app: Any) -> bool:
    """One turn of the loop; whether there was nothing to do in it, not even to draw, and no widget has work left."""
    await asyncio.sleep(0)
    loop: Any = asyncio.get_running_loop()
    if loop._ready:
        return False
    if _busy(app) or app.animator._animations or not _all_wait(app):
        await asyncio.sleep(TURN)
        return False
    return not _drew(app.screen) and not _went_on(app.screen)


def _busy(app: Any) -> bool:
    """Whether something is asked of the file. Other programs than plc have no file."""
    return hasattr(app, "_opened") and (app._asking > 0 or not app._opened.is_set())


def _all_wait(app: Any) -> bool:
    """Whether all that live wait for their next message, and none has something still to do."""
    return all(
        one._closing or one._closed or (one._message_queue.ready_event._waiters and not one._message_queue.qsize())
        for one in (app, *app.screen.walk_children(with_self=True))
    )


def _drew(screen: Any) -> bool:
    """Draw what would be drawn at the next frame, sixty times a second; whether anything waited for it."""
    waits = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if waits:
        screen._on_timer_update()
    return bool(waits)


def _went_on(screen: Any) -> bool:
    """End the short pauses that places make while hands are moving, for they rest now; whether there was one."""
    pauses = [one for one in screen._timers if one._repeat == 0 and one._interval <= SHORT and one._task is not None]
    for pause in pauses:
        if not pause._task.done():
            pause._callback()
        pause.stop()
    return bool(pauses)


async def until(
    pilot: Pilot[Any], true: Callable[[], object], what: str = "what the test says", *, resting: bool = True
) -> None:
    """Wait until `true()` holds while the program is at rest; AssertionError with the screen if it never does.

    `resting=False` is for a program that cannot come to rest, because the test holds something up.
    """
    limit = time.monotonic() + PATIENCE
    while True:
        await (settled(pilot) if resting else asyncio.sleep(0))
        if true():
            return
        assert time.monotonic() < limit, f"waited {PATIENCE} s for {what}:\n{text(pilot.app)}"
        await asyncio.sleep(0.02)


async def wait_for(pilot: Pilot[Any], *sought: str) -> None:
    """Wait until all of these words are on the screen, wrapped or not."""
    await until(pilot, lambda: all(one in text(pilot.app) or one in words(pilot.app) for one in sought), str(sought))


async def wait_gone(pilot: Pilot[Any], *unsought: str) -> None:
    """Wait until none of these words is on the screen, wrapped or not."""
    await until(
        pilot,
        lambda: not any(one in text(pilot.app) or one in words(pilot.app) for one in unsought),
        f"{unsought} to go",
    )


async def looked(pilot: Pilot[Any]) -> None:
    """Let the program look now, as it does each second, whether somebody wrote."""
    await settled(pilot)
    pilot.app._tick()  # type: ignore[attr-defined]  # PlcApp
    await settled(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, waiting after each."""
    for key in keys:
        send(pilot, key)
        await settled(pilot)


def send(pilot: Pilot[Any], key: str) -> None:
    """Press a key, given by its name or its character, and wait for nothing."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = key if len(key) == 1 else None
    pilot.app.post_message(events.Key(name, character))


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type words into the field that has the focus, as fast as a terminal can send them."""
    for character in words:
        send(pilot, "enter" if character == "\n" else character)
    await settled(pilot)


def lines(app: Any) -> list[str]:
    """What is on the screen, line by line."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: Any) -> str:
    """What is on the screen."""
    return "\n".join(lines(app))


def words(app: Any) -> str:
    """What is on the screen as one run of words, without frames and line ends: for sentences that are wrapped."""
    return " ".join(text(app).translate(dict.fromkeys(map(ord, "│┃╭╮╰╯─━▌▎▊"), " ")).split())
