"""A member's settings: a flat TOML file, every setting with a default that is right.

Read from the user's file and below it the system's (`load`); written one at a time (`save`), keeping her comments.
A file that cannot be understood is one sentence with its line (`SettingsProblem`), never a crash.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SYSTEM_FILE = Path("/etc/plc/config.toml")
"""What a school's server says for everyone; a member's own file wins over it."""

Value = str | int | bool


class SettingsProblem(Exception):
    """A settings file or a value for it cannot be used. Its message is one whole sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the program looks and where things are. The words for each are in `SETTINGS`."""

    theme: str = "dark"
    motion: str = "auto"
    marks: str = "auto"
    mouse: bool = True
    clock: int = 24
    editor_width: int = 72
    looking_back: bool = True
    default_model: str = "free"
    default_frame: str = "warm-cool"
    default_goal_frame: str = "plain"
    db: str = ""
    rescue_folder: str = ""
    seed_folder: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What one setting is called and means. `choices` are all its values; else `least` and `most` bound a number."""

    name: str
    title: str
    help: str
    choices: tuple[Value, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def default(self) -> Value:
        """The value it has when nobody set it."""
        value: Value = getattr(Settings(), self.name)
        return value


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "Colours", "Which colours the screen has.", ("dark", "light", "contrast", "mono")),
    Setting("motion", "Motion", "Smooth movement; auto leaves it out over SSH.", ("auto", "on", "off")),
    Setting("marks", "Signs", "Drawn signs or plain ASCII; auto asks the terminal.", ("auto", "glyphs", "ascii")),
    Setting("mouse", "Mouse", "Whether the mouse works in the program.", (True, False)),
    Setting("clock", "Clock", "How times of day are written.", (24, 12)),
    Setting("editor_width", "Width of text", "Letters in a line of a note you write.", least=40, most=120),
    Setting("looking_back", "Looking back", "Show a thought of yours from long ago on Home.", (True, False)),
    Setting("default_model", "Note model", "The model a new note starts with."),
    Setting("default_frame", "Review frame", "The frame a new request for review starts with."),
    Setting("default_goal_frame", "Goal frame", "The frame a new goal starts with."),
    Setting("db", "Community's file", "The file (or database address) that plc opens; empty for the usual place."),
    Setting("rescue_folder", "Rescued texts", "Where a text goes that could not be saved; empty for the usual place."),
    Setting("seed_folder", "Your own models", "A folder with models/, frames/ and other files of your community."),
)

EVERYONES = ("motion", "db", "rescue_folder", "seed_folder")
"""What root alone decides on a school's server, for everyone."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def about(name: str) -> Setting:
    """Return what is known about the setting `name`. Raises SettingsProblem when there is none."""
    if name not in _BY_NAME:
        raise SettingsProblem(f'There is no setting "{name[:40]}"; there are: {", ".join(_BY_NAME)}.')
    return _BY_NAME[name]


def understood(name: str, value: object) -> Value:
    """Return `value` (perhaps typed as text) as the setting's own kind. Raises SettingsProblem when it cannot be."""
    setting = about(name)
    kept = _as_kind(value, type(setting.default))
    if kept is None or (setting.choices and kept not in setting.choices):
        raise SettingsProblem(f'"{name}" {_wish(setting)}.')
    if setting.most and not setting.least <= int(kept) <= setting.most:
        raise SettingsProblem(f'"{name}" {_wish(setting)}.')
    return kept


def _as_kind(value: object, kind: type) -> Value | None:
    if kind is bool:
        return value if isinstance(value, bool) else _BOOLEANS.get(str(value).strip().lower())
    if kind is int:
        with suppress(ValueError):
            return None if isinstance(value, bool) else int(str(value))
        return None
    return value if isinstance(value, str) and "\n" not in value and "\0" not in value else None


_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def shown(value: Value) -> str:
    """Write a value as it stands in the file and as `plc config set` takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wish(setting: Setting) -> str:
    if setting.choices:
        return f"wants to be one of {', '.join(map(shown, setting.choices))}"
    if setting.most:
        return f"wants to be a number from {setting.least} to {setting.most}"
    return "wants to be one line of text in quotes"


# Where things are


def user_file() -> Path:
    """Return the member's own settings file, which need not be there."""
    import platformdirs

    return platformdirs.user_config_path("plc", appauthor=False) / "config.toml"


def default_db() -> Path:
    """Return where a community's file is when nobody says otherwise."""
    import platformdirs

    return platformdirs.user_data_path("plc", appauthor=False) / "plc.db"


def state_folder() -> Path:
    """Return the member's folder for what the program keeps for her outside the community's file."""
    import platformdirs

    return platformdirs.user_state_path("plc", appauthor=False)


def files(path: str | os.PathLike[str] | None = None) -> tuple[Path, ...]:
    """Return the settings files in use, strongest first: only `path` when it is given."""
    return (Path(path),) if path else (user_file(), SYSTEM_FILE)


# Reading and writing


def load(path: str | os.PathLike[str] | None = None) -> Settings:
    """Read the settings: those of `path`, else the member's over the system's over the defaults.

    Raises SettingsProblem when a file cannot be understood, or when `path` is given and not there.
    """
    settings = Settings()
    for file in reversed(files(path)):
        settings = replace(settings, **_values(file, must_be_there=bool(path)))
    return settings


def load_everyones() -> Settings:
    """Read what root says for everyone on a school's server, over the defaults. Raises SettingsProblem.

    Where the community's file is, and where texts are rescued to, is no setting there; and nothing moves, since every
    letter travels.
    """
    found = replace(Settings(), **_values(SYSTEM_FILE, must_be_there=False))
    return replace(found, db="", rescue_folder="", motion="off")


def save(path: str | os.PathLike[str] | None, name: str, value: object) -> Settings:
    """Write one setting to `path` (None: the member's file), keeping the rest as it stands; return all settings.

    Raises SettingsProblem when the value makes no sense, or the file is broken or cannot be written.
    """
    kept = understood(name, value)
    file = files(path)[0]
    _values(file, must_be_there=False)
    import tomlkit

    document = tomlkit.parse(_text(file) or "")
    document[name] = kept
    try:
        _write(file, tomlkit.dumps(document))
    except OSError as error:
        raise SettingsProblem(f"Your settings could not be written to {file}: {_reason(error)}.") from error
    return load(path)


def _values(file: Path, must_be_there: bool) -> dict[str, Any]:
    text = _text(file)
    if text is None:
        if must_be_there:
            raise SettingsProblem(f"There is no settings file {file}.")
        return {}
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem(_broken(file, text, str(error))) from None
    return {name: _checked(file, text, table, name) for name in table}


def _checked(file: Path, text: str, table: Mapping[str, object], name: str) -> Value:
    try:
        return understood(name, table[name])
    except SettingsProblem as problem:
        raise SettingsProblem(f"{file}, line {_line_of(text, name)}: {problem}") from None


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsProblem(f"The settings file {file} cannot be read: {_reason(error)}.") from error
    except UnicodeDecodeError:
        raise SettingsProblem(f"The settings file {file} is not UTF-8 text.") from None


def _broken(file: Path, text: str, message: str) -> str:
    """Turn tomllib's `... (at line 3, column 7)` or `... (at end of document)` into one sentence."""
    reason, _, place = message.partition(" (at ")
    line = place.removeprefix("line ").split(",")[0] if place.startswith("line ") else str(text.count("\n") + 1)
    return f"{file}, line {line}: {reason[:1].lower()}{reason[1:]}."


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(name)}\b", line):
            return number
    return 1


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _write(file: Path, text: str) -> None:
    """Put `text` in the file's place at once, so that no reader ever sees half of it."""
    import tempfile

    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
    descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=".config-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(text)
        Path(beside).chmod(mode)
        Path(beside).replace(target)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
