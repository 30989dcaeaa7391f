"""What Settings shows: which settings, in which order, and the words for their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from plc_tui import seeds
from plc_tui.settings import EVERYONES, Setting, Settings, Value, about, shown
from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words.locked import how_many

if TYPE_CHECKING:
    from plc_tui.domain.people import Member
    from plc_tui.services.locking import Locks


@dataclass(frozen=True, slots=True)
class AboutHer:
    """Something a member says about herself; `field` is its name in `plc.members.edit`."""

    field: str
    title: str
    help: str
    long: bool = False


ABOUT_HER = (
    AboutHer("name", "Your name", "How colleagues see you."),
    AboutHer("timezone", "Time zone", "Where you are, so that days and times are yours."),
    AboutHer("interests", "What interests you", "Colleagues who wonder about the same can find you.", long=True),
    AboutHer("can_help", "What you can help with", "What a colleague may ask you about.", long=True),
)
LOOKS = ("theme", "motion", "marks", "mouse", "clock", "editor_width")
BEGINS = ("default_model", "default_frame", "default_goal_frame", "looking_back")

_WORDS: dict[tuple[str, Value], str] = {
    ("theme", "dark"): "Dark",
    ("theme", "light"): "Light",
    ("theme", "contrast"): "Strong contrast",
    ("theme", "mono"): "Without colours",
    ("motion", "auto"): "Not over SSH",
    ("motion", "on"): "Always",
    ("motion", "off"): "Never",
    ("marks", "auto"): "As the terminal can",
    ("marks", "glyphs"): "Drawn signs",
    ("marks", "ascii"): "Plain letters",
    ("clock", 24): "14:02",
    ("clock", 12): "2:02 pm",
}


PASSPHRASE = "passphrase"
"""The row of the passphrase for her locked notes; it is no setting, and has no value to show."""
_ABOUT_PASSPHRASE = "What opens your locked notes. Enter changes it; F2 has a way for a forgotten one."


def rows(settings: Settings, member: Member | None, locks: Locks | None, *, on_server: bool = False) -> list[Row]:
    """All rows, in four sections; on a school's server without what root decides there for everyone."""
    looks = [name for name in LOOKS if not (on_server and name in EVERYONES)]
    mine = [Row(about_her.field, Content(about_her.title), aside=_hers(about_her, member)) for about_her in ABOUT_HER]
    return [
        heading("About you"),
        *mine,
        heading("Your locked notes"),
        Row(PASSPHRASE, Content("Your passphrase"), aside=_passphrase(locks)),
        heading("How it looks"),
        *(_row(name, settings) for name in looks),
        heading("How you begin"),
        *(_row(name, settings) for name in BEGINS),
    ]


def _hers(about_her: AboutHer, member: Member | None) -> Content:
    text = str(getattr(member, about_her.field)) if member is not None else ""
    return safe.line(text) if text.strip() else Content("not said yet" if member is not None else "")


def _passphrase(locks: Locks | None) -> Content:
    """Whether there is one; how many notes it opens, and whether they are open now."""
    if locks is None:
        return Content("")
    if not locks.passphrase:
        return Content("chosen with the first lock")
    return Content(f"{how_many(locks.count)}, {'open' if locks.open else 'shut'}")


def _row(name: str, settings: Settings) -> Row:
    return Row(name, Content(about(name).title), aside=value_words(name, getattr(settings, name)))


def value_words(name: str, value: Value) -> Content:
    """How a value is called on the screen."""
    if isinstance(value, bool):
        return Content("Yes" if value else "No")
    if (name, value) in _WORDS:
        return Content(_WORDS[name, value])
    titles = {option.key: option.title for option in _from_seeds(name)}
    return titles.get(str(value), safe.line(shown(value)))


def options(setting: Setting) -> Sequence[Option]:
    """What she can choose from; empty when the value is written instead."""
    if setting.choices:
        return [Option(shown(value), value_words(setting.name, value)) for value in setting.choices]
    return _from_seeds(setting.name)


class _Seed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def purpose(self) -> str: ...


def _from_seeds(name: str) -> Sequence[Option]:
    shelves: dict[str, Callable[[], Sequence[_Seed]]] = {
        "default_model": seeds.models,
        "default_frame": seeds.frames,
        "default_goal_frame": seeds.goal_frames,
    }
    if name not in shelves:
        return []
    return [Option(item.id, safe.line(item.title), safe.line(item.purpose)) for item in shelves[name]()]


def explained(key: str | None) -> Content:
    """One or two lines about the setting under the cursor."""
    for about_her in ABOUT_HER:
        if about_her.field == key:
            return Content.assemble((about_her.title, "bold"), "  ", (about_her.help, "$soft"))
    if key == PASSPHRASE:
        return Content.assemble(("Your passphrase", "bold"), "  ", (_ABOUT_PASSPHRASE, "$soft"))
    if not key:
        return Content("")
    setting = about(key)
    usual = Content.assemble(" Usually: ", value_words(key, setting.default), ".")
    return Content.assemble((setting.title, "bold"), "  ", (setting.help, "$soft"), usual.stylize("$soft"))
