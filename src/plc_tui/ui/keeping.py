"""Text being written is on disk within two seconds of a key, whatever happens next.

A screen with text fields registers a place and a callable that gives its fields; `touched` after each key does the
rest. What cannot be kept in the community's file goes into a rescue file of the member's own; words of a locked note
only sealed, and as long as they cannot be sealed into no file at all.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui.domain.errors import PlcError, Shut
from plc_tui.rescue import ON_SERVER, SEALED, CannotRescue, for_server, rescue

if TYPE_CHECKING:
    from plc_tui.services import Plc

Fields = Mapping[str, str]
Store = Callable[["Plc"], object]
Told = Callable[[str, str], None]
"""Hears the state in two or three words, and a sentence when something is wrong (else "")."""

DELAY = 1.5
"""Seconds from the first unsaved key to the save; with the save itself it stays under two."""
PATIENCE = 2.0
"""Seconds a flush waits for the file before it writes the rescue file."""
LONG_PATIENCE = 8.0
"""The same while she goes on writing: longer than any wait for our turn to write."""
NOT_SAVED = "Not saved yet"
COULD_NOT = "Could not save"
LOCKED_IN_FILE = "Your words are kept locked in a file beside it. plc keeps trying."
LOCKED_ON_SCREEN = "What you write in this locked note is on this screen alone. plc keeps trying."
NEVER = datetime.min.replace(tzinfo=UTC)
BESIDE = "This is being written in another window too. Both texts are kept: the Drafts shelf shows them."


def _unheard(state: str, trouble: str) -> None:
    """For a place whose screen shows no state."""
    del state, trouble


@dataclass(slots=True, eq=False)
class _Kept:
    """One place that is being written in."""

    place: str
    fields: Callable[[], Fields]
    told: Told
    saved: dict[str, str]
    at: str
    """Where its draft is: `place`, or beside it when another window keeps one there."""
    seen: datetime
    """Until when it is known what is kept there; what is newer is another window's."""
    state: str = ""
    trouble: str = ""
    dirty: bool = False
    waiting: bool = False
    rescue: Path | None = None
    last: dict[str, str] = field(default_factory=dict)
    apart: bool = False
    """Whether she has been told that its draft lies beside another window's."""
    early: bool = False
    """Whether it is not known yet what is there: her words are kept only when the screen or the program ends."""
    refused: bool = False
    """Whether the file would only take it sealed: the note was locked in another window."""
    sealed: dict[str, str] | None = None
    """What the sealed rescue file holds."""
    gone: bool = False
    """Whether the text was saved for good and its draft removed: a save that was on its way brings none back."""

    @property
    def locked(self) -> bool:
        """Whether these are words of a locked note."""
        return self.refused or bool(self.last.get("locked"))

    @property
    def safe(self) -> bool:
        """Whether what is written is on the disk, wherever that is."""
        return self.now() in (self.sealed, None if self.dirty else self.saved)

    def keep(self, plc: Plc, fields: Fields) -> None:
        """Keep the draft; runs on the store's thread, so that a save nobody waits for any more is known as ours too."""
        if not self.gone:
            draft = plc.drafts.keep(self.at, fields, self.seen)
            self.at, self.seen = draft.place, draft.updated

    def let_go(self, plc: Plc) -> None:
        """Remove the draft; runs on the store's thread too, before or after a save that came due at the same moment."""
        plc.drafts.drop(self.at, self.seen)
        self.gone = True

    def now(self) -> dict[str, str]:
        """The fields as they are; the last ones seen when their widgets are gone."""
        try:
            self.last = dict(self.fields())
        except Exception:  # noqa: BLE001 - a half-closed screen must not cost the member her text
            return self.last
        return self.last

    def tell(self, state: str, trouble: str = "") -> None:
        """Say how the text is doing, on the screen if that is still there."""
        if (state, trouble) != (self.state, self.trouble):
            self.state, self.trouble = state, trouble
            self.told(state, trouble)


class DraftKeeper:
    """Keeps the drafts of every screen that is being written in.

    `later(seconds, act)` starts a timer in the screen's thread; `ask(work)` runs work on the store's thread and
    `submit(work)` the same without waiting, for the moments when nothing can be awaited any more. `on_server` says
    that `rescue_folder` is the server account's, and the only one there is. `seal(place, fields)` gives the text of a
    rescue file that only her passphrase opens, or None while her locked notes are shut.
    """

    def __init__(
        self,
        *,
        ask: Callable[[Store], Awaitable[object]],
        submit: Callable[[Store], concurrent.futures.Future[object] | None],
        later: Callable[[float, Callable[[], Coroutine[object, object, None]]], object],
        rescue_folder: Path | None,
        now: Callable[[], datetime],
        written: Callable[[datetime], str] = lambda moment: f"{moment:%H:%M}",
        on_server: bool = False,
        seal: Callable[[str, Fields], str | None] = lambda place, fields: None,  # noqa: ARG005 - as it is called
    ) -> None:
        self._ask, self._submit, self._later = ask, submit, later
        self.folder, self._now, self._written = rescue_folder, now, written
        self.on_server, self._seal = on_server, seal
        self._places: dict[str, _Kept] = {}
        self._left: dict[str, _Kept] = {}
        self.rescued: list[Path] = []
        """Rescue files written in this run; the farewell names them."""

    def watch(
        self,
        place: str,
        fields: Callable[[], Fields],
        told: Told = _unheard,
        saved: Fields | None = None,
        *,
        aside: bool = False,
        early: bool = False,
    ) -> None:
        """Begin to keep `place` (such as `note:new`); what its fields hold now counts as saved, or only `saved`.

        `fields` must hold on to its widgets rather than query for them. `told` hears each new state. `aside` leaves
        the draft that is there as it is: what is written lies beside it. What is `early`, before it is known what is
        there, lies aside too, and is kept only when the screen or the program ends.
        """
        first, before = dict(fields() if saved is None else saved), self._left.get(place)
        at, seen = (before.at, before.seen) if before and before.saved == first else (place, datetime.now(UTC))
        aside = aside or early
        seen = NEVER if aside else seen
        self._places[place] = _Kept(place, fields, told, first, at, seen, last=first, apart=aside, early=early)

    def watches(self, place: str, fields: Callable[[], Fields]) -> bool:
        """Whether `place` is being kept from these very `fields`, and not from another screen's."""
        kept = self._places.get(place)
        return kept is not None and kept.fields == fields

    def touched(self, place: str) -> None:
        """A key changed something in `place`."""
        kept = self._places.get(place)
        if kept is None or kept.early or kept.waiting or (not kept.dirty and kept.now() == kept.saved):
            return
        kept.dirty = kept.waiting = True
        if not kept.trouble:
            kept.tell(NOT_SAVED)

        async def due() -> None:
            kept.waiting = False
            if kept in self._unsaved(kept.place):  # not when it was flushed, dropped or released meanwhile
                await self._save(kept, LONG_PATIENCE)

        self._later(DELAY, due)

    def state(self, place: str) -> str:
        """`Saved 14:02`, `Not saved yet` or `Could not save`; empty before the first key."""
        kept = self._places.get(place)
        return kept.state if kept else ""

    def trouble(self, place: str) -> str:
        """Why the words of `place` are no draft, and where they are instead; empty when they are one."""
        kept = self._places.get(place)
        return kept.trouble if kept is not None and kept.state == COULD_NOT else ""

    async def flush(self, place: str | None = None) -> None:
        """Keep everything that is unsaved (of `place`, or of all) before going on."""
        for kept in self._unsaved(place):
            await self._save(kept, PATIENCE)

    async def keep_locked(self) -> bool:
        """Keep the words of locked notes before these are shut; False when some are on the screen alone."""
        await self.flush()
        return all(kept.safe for kept in self._places.values() if kept.locked)

    async def release(self, place: str) -> str:
        """Keep what is unsaved and stop watching: the screen closes, the draft stays.

        What the file refused is tried once more. Gives a sentence that says where the words are when it is no draft.
        """
        kept = self._places.get(place)
        if kept is not None and kept.state == COULD_NOT:
            kept.dirty = True
        await self.flush(place)
        trouble = self.trouble(place)
        if kept := self._places.pop(place, None):
            self._left[place] = kept
        return trouble

    async def drop(self, place: str) -> None:
        """The text was saved for good: stop watching and remove the draft; another window's stays."""
        kept = self._places.pop(place, None) or self._left.pop(place, None)
        if kept is None:
            await self._ask(lambda plc: plc.drafts.drop(place, None))
        else:
            await self._ask(kept.let_go)

    def flush_now(self) -> None:
        """Keep everything unsaved without awaiting: for signals, crashes and the end. Takes two seconds at most."""
        deadline = time.monotonic() + PATIENCE
        tries = [(kept, fields := kept.now(), self._try(kept, fields)) for kept in self._unsaved(None)]
        for kept, fields, future in tries:
            self._settle(kept, fields, _outcome(kept, future, deadline))

    def _try(self, kept: _Kept, fields: Fields) -> concurrent.futures.Future[object] | None:
        try:
            return self._submit(lambda plc: kept.keep(plc, fields))
        except RuntimeError:  # the store's thread has already been shut down
            return None

    def _unsaved(self, place: str | None) -> list[_Kept]:
        wanted = [kept for kept in self._places.values() if place in (None, kept.place)]
        return [kept for kept in wanted if kept.dirty or kept.now() != kept.saved]

    async def _save(self, kept: _Kept, patience: float) -> None:
        fields = kept.now()
        problem: str | None = None
        try:
            await asyncio.wait_for(self._keep(kept, fields), patience)
        except TimeoutError:
            problem = "The file is busy."
        except Exception as error:  # noqa: BLE001 - whatever the reason, her text must reach the disk
            problem = _sentence(kept, error)
        self._settle(kept, fields, problem)
        if kept.dirty and kept.place in self._places:
            self.touched(kept.place)

    async def _keep(self, kept: _Kept, fields: Fields) -> None:
        await self._ask(lambda plc: kept.keep(plc, fields))

    def _settle(self, kept: _Kept, fields: dict[str, str], problem: str | None) -> None:
        kept.saved = fields
        kept.dirty = kept.now() != fields
        if problem is None:
            apart, kept.apart = kept.at != kept.place and not kept.apart, kept.at != kept.place
            if kept.locked:
                self._drop_rescued(kept)
            kept.tell(f"Saved {self._written(self._now())}", BESIDE if apart else "")
            return
        if kept.locked:
            self._keep_sealed(kept, fields, problem)
            return
        try:
            self._rescue_text(kept, fields)
        except CannotRescue as error:
            kept.dirty = True
            kept.tell(COULD_NOT, f"{problem} {error}")
            return
        kept.tell(COULD_NOT, f"{problem} {ON_SERVER if self.on_server else f'Your text is safe in {kept.rescue}'}")

    def _rescue_text(self, kept: _Kept, fields: Fields) -> None:
        """Write the rescue file anew; the earlier one of this place goes only after it."""
        text = for_server(kept.place, fields) if self.on_server else as_markdown(fields, self._now())
        self._instead(kept, rescue(text, kept.place, self.folder, only_there=self.on_server))

    def _keep_sealed(self, kept: _Kept, fields: Fields, problem: str) -> None:
        """Write the words of a locked note into a rescue file sealed, or nowhere; and try the file again."""
        kept.dirty = True
        text = self._seal(kept.place, fields) if fields != kept.sealed else None
        if text is not None:
            with suppress(CannotRescue):
                path = rescue(text, kept.place, self.folder, only_there=self.on_server, ending=SEALED)
                self._instead(kept, path)
                kept.sealed = dict(fields)
        kept.tell(COULD_NOT, f"{problem} {LOCKED_IN_FILE if fields == kept.sealed else LOCKED_ON_SCREEN}")

    def _drop_rescued(self, kept: _Kept) -> None:
        """The file has the words now, locked: a copy beside it would come back, or stand there in the open."""
        self._instead(kept, None)
        kept.sealed = None

    def _instead(self, kept: _Kept, path: Path | None) -> None:
        if kept.rescue is not None:
            self.rescued.remove(kept.rescue)
            kept.rescue.unlink(missing_ok=True)
        kept.rescue = path
        if path is not None:
            self.rescued.append(path)


def _outcome(kept: _Kept, future: concurrent.futures.Future[object] | None, deadline: float) -> str | None:
    """None when it was kept, else why not."""
    if future is None:
        return "The file is closed."
    try:
        future.result(timeout=max(0.0, deadline - time.monotonic()))
    except concurrent.futures.TimeoutError:
        return "The file is busy."
    except Exception as error:  # noqa: BLE001 - whatever the reason, her text must reach the disk
        return _sentence(kept, error)
    return None


def _sentence(kept: _Kept, error: Exception) -> str:
    kept.refused = kept.refused or isinstance(error, Shut)
    return str(error) if isinstance(error, PlcError) else "The file cannot be written now."


def as_markdown(fields: Fields, now: datetime) -> str:
    """The fields as a Markdown text a person can read without the program."""
    parts = [f"## {title}\n\n{words}\n" for title, words in fields.items() if words]
    return "\n".join([f"# Kept by plc on {now:%Y-%m-%d} at {now:%H:%M}\n", *parts])
