"""A small form whose words are kept as a draft, and where one field may be suggested from another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from plc_tui.domain.errors import PlcError
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Ask, Field

if TYPE_CHECKING:
    from plc_tui.ui.screens.frame import PlaceScreen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Field `target` follows field `source` through `suggest`, until she writes in it herself."""

    source: str
    target: str
    suggest: Callable[[str], str]


class KeptForm(Ask):
    """Gives the fields by name. What is in them is on disk within two seconds, as the draft of `place`."""

    STAYS = True

    def __init__(
        self,
        title: Content,
        fields: tuple[Field, ...],
        done: str,
        place: str,
        *,
        suggestions: Sequence[Suggestion] = (),
        problem: str = "",
    ) -> None:
        super().__init__(title, fields, done)
        self._place, self._suggestions, self._problem = place, suggestions, problem
        self._suggested = {s.target: s.suggest(_value(fields, s.source)) for s in suggestions}

    def on_mount(self) -> None:
        """Keep what is written from here on; say what was wrong the last time."""
        self.keeper.watch(self._place, self.values)
        if self._problem:
            self.query_one("#missing", Static).update(safe.words(self._problem))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _touched(self) -> None:
        self.keeper.touched(self._place)

    @on(Input.Changed)
    def _suggest(self, message: Input.Changed) -> None:
        for suggestion in self._suggestions:
            source, target = self._widgets[suggestion.source], self._widgets[suggestion.target]
            if message.input is not source or not isinstance(target, Input):
                continue
            if target.value == self._suggested[suggestion.target]:
                self._suggested[suggestion.target] = target.value = suggestion.suggest(message.value)


def _value(fields: Sequence[Field], name: str) -> str:
    return next(field.value for field in fields if field.name == name)


async def fill_in(
    screen: PlaceScreen,
    title: str | Content,
    fields: Sequence[Field],
    done: str,
    place: str,
    act: Callable[[dict[str, str]], Awaitable[T | None]],
    *,
    suggestions: Sequence[Suggestion] = (),
    values: Mapping[str, str] = MappingProxyType({}),
) -> T | None:
    """Ask for the fields and do `act` with them; None when she went back, and then her words wait as a draft.

    They begin as the draft left them, or else as `values`.
    When `act` raises a PlcError the form comes back with her words, the cursor where it was, and the reason; when it
    gives None, as it was.
    """
    keeper = screen.keeper
    draft = await screen.ask(lambda plc: plc.drafts.find(place))
    fields = with_values(fields, draft.fields if draft else values)
    heading, problem, at = title if isinstance(title, Content) else Content(title), "", fields[0].name
    while True:
        form = KeptForm(heading, tuple(fields), done, place, suggestions=suggestions, problem=problem)
        form.at = at
        given: dict[str, str] | None = await screen.push_wait(form)
        await keeper.release(place)
        if given is None:
            return None
        fields, problem, at = with_values(fields, given), "", form.at
        try:
            result = await act(given)
        except PlcError as error:
            problem = str(error)
            continue
        if result is not None:
            await keeper.drop(place)
            return result


def with_values(fields: Sequence[Field], values: Mapping[str, str]) -> tuple[Field, ...]:
    """The same fields with these values in them."""
    return tuple(replace(field, value=values.get(field.name, field.value)) for field in fields)
