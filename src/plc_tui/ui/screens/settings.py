"""Settings: about fifteen, on one screen, each with a value that is right for most."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from plc_tui import settings as store
from plc_tui.domain.errors import Invalid
from plc_tui.settings import Setting, Settings, SettingsProblem, Value, about, shown
from plc_tui.ui import commands, safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens import settings_list
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.screens.settings_list import ABOUT_HER, AboutHer
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.widgets.rows import Row

if TYPE_CHECKING:
    from plc_tui.domain.people import Member
    from plc_tui.services import Plc
    from plc_tui.services.locking import Locks


class SettingsScreen(PlaceScreen):
    """One list; Enter changes what the cursor is on, at once."""

    NAME = "settings"
    PLACE = "settings"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("settings")
    ABOUT = Help(
        "Settings say what colleagues see about you and how the program looks. Nothing here has to be changed: "
        "every value is right for most people, and every change can be taken back.",
        "The screen is too dark on the projector: put the cursor on Colours, press Enter, choose Light.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._member: Member | None = None
        self._locks: Locks | None = None

    def compose_place(self) -> ComposeResult:
        """The list, and below it what the setting under the cursor is for."""
        yield PagedList()
        yield Static(id="about")

    def on_mount(self) -> None:
        """Show the program's own settings at once; hers follow from the file."""
        super().on_mount()
        self._show()
        self.refresh_place()

    def refresh_place(self) -> None:
        """Fetch what she says about herself."""
        self.run_ask(lambda plc: (plc.me(), plc.locks.state()), self._know_all)

    def _know_all(self, found: tuple[Member, Locks]) -> None:
        self._member, self._locks = found
        self._show()

    def _know(self, member: Member) -> None:
        self._member = member
        self._show()

    def _show(self) -> None:
        self.query_one(PagedList).show(self._rows())

    def _rows(self) -> list[Row]:
        on_server = self.plc_app.server is not None
        return settings_list.rows(self.plc_app.settings, self._member, self._locks, on_server=on_server)

    @on(PagedList.Highlighted)
    def _explain(self, message: PagedList.Highlighted) -> None:
        self.query_one("#about", Static).update(settings_list.explained(message.key))

    # Changing

    async def action_open(self) -> None:
        """Change what the cursor is on."""
        key = self.query_one(PagedList).key or ""
        hers = next((about_her for about_her in ABOUT_HER if about_her.field == key), None)
        if key == settings_list.PASSPHRASE:
            await self.action_change_passphrase()
        elif hers is not None:
            await self._change_hers(hers)
        elif key:
            await self._change(about(key))

    def reason_not(self, command_id: str) -> str | None:
        """What she says about herself has no usual value."""
        key = self.query_one(PagedList).key
        if command_id == "usual" and key == settings_list.PASSPHRASE:
            return "A passphrase has no usual value."
        if command_id == "usual" and any(about_her.field == key for about_her in ABOUT_HER):
            return "What you say about yourself has no usual value."
        return None

    async def action_usual(self) -> None:
        """Give the setting under the cursor its first value back."""
        key = self.query_one(PagedList).key
        if key:
            await self._save(about(key), about(key).default)

    async def _change(self, setting: Setting) -> None:
        now = shown(getattr(self.plc_app.settings, setting.name))
        offered = settings_list.options(setting)
        if offered:
            chosen = await self.choose(setting.title, offered, chosen=(now,))
            value = chosen[0] if chosen else None
        else:
            given = await self.ask_words(setting.title, [Field("value", setting.help, value=now)])
            value = given["value"] if given else None
        if value is not None:
            await self._save(setting, value)

    async def _save(self, setting: Setting, value: Value) -> None:
        try:
            changed = await self._kept(setting.name, value)
        except SettingsProblem as problem:
            self.say(safe.words(str(problem)))
            return
        self.plc_app.wear(changed)
        self.plc_app.tell_change()  # what other places show may depend on it
        self._show()
        words = settings_list.value_words(setting.name, getattr(changed, setting.name))
        self.say(Content.assemble(f"{setting.title}: ", (words.plain, "bold"), ". It is kept for next time."))

    async def _kept(self, name: str, value: Value) -> Settings:
        """Keep a setting in her file; on a school's server with her words. Return all of them."""
        if self.plc_app.server is None:
            return await asyncio.to_thread(store.save, self.plc_app.settings_path, name, value)
        kept = await self.ask(lambda plc: plc.own_settings.keep(name, value))
        return replace(self.plc_app.settings, **{name: kept})  # type: ignore[arg-type]  # it is of the setting's kind

    async def _change_hers(self, about_her: AboutHer) -> None:
        if self._member is None:
            self.say("The file is still being opened; try again in a moment.")
            return
        now = str(getattr(self._member, about_her.field))
        value = await (self._ask_zone(now) if about_her.field == "timezone" else self._ask_hers(about_her, now))
        if value is None or value == now:
            return
        if not await self._keep_hers(self._member.handle, about_her, value):
            return
        self.plc_app.show_member(self._member.name)
        self.wrote(f"{about_her.title}: changed. Everyone here can see it.")

    async def _keep_hers(self, handle: str, about_her: AboutHer, value: str | None) -> bool:
        """Keep what she says of herself; when it cannot be, ask her again with her words and the reason."""
        while value is not None:
            changes = {about_her.field: value}
            try:
                self._know(await self.ask(partial(_edit, handle, changes)))
            except Invalid as problem:
                value = await self._ask_hers(replace(about_her, help=str(problem)), value)
            else:
                return True
        return False

    async def _ask_zone(self, now: str) -> str | None:
        zones = [Option(zone, Content(zone.replace("_", " "))) for zone in sorted(available_timezones())]
        chosen = await self.choose("Where are you?", zones, chosen=(now,), hint="Type a city, such as Lisbon")
        return chosen[0] if chosen else None

    async def _ask_hers(self, about_her: AboutHer, now: str) -> str | None:
        required = about_her.field == "name"
        field = Field("value", about_her.help, value=now, required=required, long=about_her.long)
        given = await self.ask_words(about_her.title, [field])
        return given["value"] if given else None


def _edit(handle: str, changes: dict[str, str], plc: Plc) -> Member:
    return plc.members.edit(handle, **changes)
