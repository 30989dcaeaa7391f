"""What a command works at: the options that every command takes, and what is opened only when it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plc_tui.host import may_be_server
from plc_tui.waiting import WORDS

if TYPE_CHECKING:
    from plc_tui.cli.look import Look
    from plc_tui.domain.people import Member
    from plc_tui.host.identity import Caller
    from plc_tui.services import Plc
    from plc_tui.settings import Settings


class Desk:
    """One run of `plc`. Options are None or False when nobody gave them."""

    def __init__(self) -> None:
        self.db: str | None = None
        self.as_: str | None = None
        self.config: str | None = None
        self.passphrase_file: str | None = None
        self.json = False
        self.plain = False
        self.no_input = False
        self.opens_itself = False
        """Set by the verbs that do something else with the passphrase than open locked notes."""
        self._opened: Plc | None = None
        self._told_waiting = False

    # Where things are: flags > environment > the member's file > the system's file. A school's server knows it all.

    @cached_property
    def served(self) -> bool:
        """Whether a school's server runs the program for the caller. Raises UnknownCaller."""
        if not may_be_server():
            return False
        from plc_tui.host import identity

        return identity.is_served()

    def refuse(self, what: str) -> None:
        """Go on unless this does not work on a school's server (`host/rules.py`). Raises NotPermitted."""
        if self.served:
            from plc_tui.domain.errors import NotPermitted
            from plc_tui.host import rules

            if words := rules.refusal(what, self.caller.group):
                raise NotPermitted(words)

    @property
    def config_path(self) -> str | None:
        """The settings file that was named, or None for the usual ones."""
        return None if self.served else self.config or os.environ.get("PLC_CONFIG") or None

    @cached_property
    def everyones(self) -> Settings:
        """The settings that can be known before the community is open: on a server everyone's, else hers.

        Raises SettingsProblem.
        """
        from plc_tui import settings

        found = settings.load_everyones() if self.served else settings.load(self.config_path)
        if found.seed_folder:
            from plc_tui import seeds

            seeds.use_folder(Path(found.seed_folder).expanduser())
        return found

    @cached_property
    def settings(self) -> Settings:
        """Her settings. On a school's server they are in the community. Raises SettingsProblem, or PlcError there."""
        return self.plc.own_settings.over(self.everyones) if self.served else self.everyones

    @cached_property
    def place(self) -> str:
        """The community's file, or a database address."""
        from plc_tui import settings

        if self.served:
            from plc_tui.host.layout import SERVER

            return str(SERVER.community)
        named = self.db or os.environ.get("PLC_DB") or self.settings.db
        if not named:
            return str(settings.default_db())
        return named if "://" in named else str(Path(named).expanduser())

    @property
    def handle(self) -> str | None:
        """The member the caller wants to act as, or None for herself."""
        return None if self.served else self.as_ or os.environ.get("PLC_AS") or None

    @cached_property
    def caller(self) -> Caller:
        """Who is at the keys. Raises UnknownCaller."""
        from plc_tui.host import identity

        return identity.caller()

    # The community

    @property
    def plc(self) -> Plc:
        """The community, opened for the one who acts. Raises PlcError when that cannot be."""
        if self._opened is None:
            from plc_tui.cli.opening import open_for

            self._opened = open_for(self)
            if self.passphrase_file is not None and not self.opens_itself:
                from plc_tui.cli.secrets import open_locked

                open_locked(self)
        return self._opened

    @cached_property
    def me(self) -> Member:
        """The member who acts."""
        return self.plc.me()

    @cached_property
    def look(self) -> Look:
        """How things are written for her: width, time zone, clock."""
        from plc_tui.cli.look import Look

        return Look.of(self.me, self.settings)

    def close(self) -> None:
        """Give back what was opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # Words

    def say(self, *sentences: str) -> None:
        """Print sentences for people, beside the data: to standard error."""
        from plc_tui import text

        for sentence in sentences:
            click.echo(text.clean(sentence), err=True)

    def tell_waiting(self, waits: bool) -> None:
        """Say that what she saves waits for a colleague's save: once, whatever else this command saves."""
        if waits and not self._told_waiting:
            self._told_waiting = True
            with suppress(OSError):  # nobody reads it: no reason not to save
                click.echo(f"{WORDS} ...", err=True)

    def seen(self, thing_id: str) -> None:
        """Note that she has looked at a thing, so that its responses no longer wait for her."""
        from plc_tui.domain.errors import PlcError

        with suppress(PlcError):  # she has read it; that this could not be noted is no trouble of hers
            self.plc.home.seen(thing_id)

    def may_ask(self) -> bool:
        """Say whether somebody is there to answer: a terminal on both ends, and no --no-input."""
        return not self.no_input and sys.stdin.isatty() and sys.stdout.isatty()

    def print(self, lines: Iterable[str]) -> None:
        """Print data for people to standard output."""
        from plc_tui import text

        for line in lines:
            click.echo(text.clean(line))


pass_desk: Callable[[Callable[..., Any]], Callable[..., Any]] = click.make_pass_decorator(Desk, ensure=True)
"""Gives a command its desk as the first argument."""
