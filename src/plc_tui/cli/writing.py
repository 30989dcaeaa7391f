"""Takes in what somebody writes: an argument, standard input, a file, or her editor. What she typed is never lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from plc_tui import text
from plc_tui.cli.desk import Desk
from plc_tui.domain.errors import Invalid, Shut, StaleEdit
from plc_tui.domain.values import BODY_LIMIT


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it came in.

    `editing` is the file an editor wrote it to; `kept_elsewhere` says that nobody would have to type it again.
    """

    text: str
    editing: Path | None = None
    kept_elsewhere: bool = True


def take_in(
    desk: Desk,
    argument: str | None,
    file: str | None,
    hint: str,
    start: Callable[[], str] = str,
    ask: bool = True,
    locked: bool = False,
) -> Written | None:
    """Return the text from the argument ("-" is standard input) or the file; else, when `ask`, from her editor.

    None when there is no text and nobody to ask. `start` makes what the editor begins with, `hint` names a rescued
    file; a `locked` text goes to no editor, whose file would not be locked. Nothing is opened before piped text is
    read, so that `never_lost` can keep it whatever happens then.
    Raises Invalid for a text that cannot be read or is too long.
    """
    if argument is not None and file is not None:
        raise Invalid("Give the text once: as an argument, or with --file.")
    if file is not None and file != "-":
        desk.refuse("--file")
        return Written(_checked(_from_file(Path(file)), "The file"))
    if argument == "-" or file == "-":
        return standard_input()
    if argument is not None:
        return Written(argument)
    if not (ask and desk.may_ask()):
        return None
    if locked:
        raise Invalid("An editor would write the text to a plain file. Give it with -, or write it in the program.")
    desk.me  # noqa: B018 - a file that does not open is told before she writes, not after
    return from_editor(desk, start(), hint)


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BODY_LIMIT * 2)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(f"The file {path} cannot be read: {reason}.") from None


def standard_input() -> Written:
    """Return all that is piped in. Raises Invalid when it is not text."""
    return Written(_checked(sys.stdin.buffer.read(), "Standard input"), kept_elsewhere=False)


def _checked(data: bytes, called: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{called} is not UTF-8 text.") from None


def from_editor(desk: Desk, start: str, hint: str) -> Written:
    """Let her write in her editor, in a file that stays until her text is saved.

    Raises Invalid for nothing, NotPermitted on a school's server.
    """
    desk.refuse("editor")
    from plc_tui.rescue import rescue

    path = rescue(start, hint, _folder(desk))
    try:
        click.edit(filename=str(path), extension=".md")
    except click.ClickException as error:
        path.unlink(missing_ok=True)
        raise Invalid(
            f"Your editor did not start ({error.format_message()}). Give the text with - or --file."
        ) from None
    written = path.read_text(encoding="utf-8", errors="replace")
    if written == start or not written.strip():
        path.unlink(missing_ok=True)
        raise Invalid("Nothing was written, so nothing was saved.")
    return Written(written, editing=path, kept_elsewhere=False)


@contextmanager
def never_lost(desk: Desk, written: Written | None, hint: str, *, locked: bool = False) -> Iterator[None]:
    """Whatever goes wrong inside, say where the text is that somebody typed or piped in.

    A text that was to be `locked` is shown again instead: no file may hold it. Nor may the editor's once its note was
    locked in another window meanwhile.
    """
    try:
        yield
    except StaleEdit:  # the text is a version of its own now
        _tidy(written)
        raise
    except BaseException as error:
        if written and not written.kept_elsewhere:
            locked = locked or isinstance(error, Shut)
            desk.say(_shown(written) if locked else _kept(desk, written, hint))
            if locked:
                _tidy(written)
        raise
    _tidy(written)


def _tidy(written: Written | None) -> None:
    if written and written.editing:
        written.editing.unlink(missing_ok=True)


def _kept(desk: Desk, written: Written, hint: str) -> str:
    if not written.text.strip():
        return "There was no text to keep."
    from plc_tui.rescue import CannotRescue, rescue

    try:
        if desk.served:  # a file there would be out of her reach
            raise CannotRescue
        path = written.editing or rescue(written.text, hint, _folder(desk))
    except CannotRescue:
        return _shown(written)
    return f"Your text is safe in {path}."


def _shown(written: Written) -> str:
    return f"Your text is kept in no file; here it is:\n{text.clean(written.text)}"


def _folder(desk: Desk) -> Path | None:
    folder = desk.settings.rescue_folder
    return Path(folder).expanduser() if folder else None


def pairs(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split `NAME=TEXT` options. Raises Invalid for one without "=" or without a name."""
    found = []
    for each in given:
        name, equals, words = each.partition("=")
        if not equals or not name.strip():
            raise Invalid("Write it as NAME=TEXT, for example warm=TEXT.")
        found.append((name.strip(), words))
    return tuple(found)
