"""What all questions and lists that open over a place share."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from plc_tui.ui.commands.command import shown
from plc_tui.ui.ground import Grounded

T = TypeVar("T")


class Dialog(Grounded[T | None], ModalScreen[T | None]):
    """A panel over the place, with a title above and its keys below. Esc goes back and changes nothing.

    Where the words are higher than the window they scroll; the foot, with the answers and the keys, stays in sight.
    """

    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("pagedown", "page_of_words(1)", show=False),
        Binding("pageup", "page_of_words(-1)", show=False),
    ]
    STAYS: ClassVar[bool] = False
    """Whether it stays when locked notes are shut: she writes in it, and it names nothing of theirs."""
    HELP: ClassVar[str] = "This is a question over the place you are in. Esc goes back, and nothing has changed then."
    """What it is for, as F1 says it."""
    READ: ClassVar[bool] = False
    """Whether it is there to be read: words that are out of sight then have a key in the last line."""

    def __init__(self, title: Content) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Title and body, which may scroll; foot and keys, which do not."""
        with VerticalScroll(id="panel", can_focus=False):
            yield Static(self._title, id="title")
            yield from self.compose_body()
            with Vertical(id="foot"):
                yield from self.compose_foot()
                yield Static(keys_line(*self.hints()), id="hints")

    def compose_body(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def compose_foot(self) -> ComposeResult:
        """What is always in sight: answers, and what is said after a key."""
        yield from ()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys (in Textual's names) and what they do, for the last line."""
        return (("escape", "Back"),)

    def on_mount(self) -> None:
        """Name the key for the rest of the words while there is a rest."""
        self.watch(self.panel, "show_vertical_scrollbar", self.say_keys)

    @property
    def panel(self) -> VerticalScroll:
        """What holds everything; title and body scroll in it."""
        return self.query_one("#panel", VerticalScroll)

    def say_keys(self) -> None:
        """Say the keys again: what they do has changed."""
        more = (("pagedown", "More"),) if self.READ and self.panel.show_vertical_scrollbar else ()
        *keys, back = self.hints()
        self.query_one("#hints", Static).update(keys_line(*keys, *more, back))

    def action_scroll_words(self, lines: int) -> None:
        """Read on, or back, by lines."""
        self.panel.scroll_relative(y=lines, animate=False)

    def action_page_of_words(self, step: int) -> None:
        """Read on, or back, by what is in sight less a line."""
        in_sight = self.panel.scrollable_content_region.height - self.query_one("#foot").outer_size.height
        self.action_scroll_words(step * max(1, in_sight - 1))

    def action_help(self) -> None:
        """Say what it is for and its keys; then what the place below is for."""
        from plc_tui.ui.dialogs.help import DialogHelp

        self.app.push_screen(DialogHelp(self.HELP, self.hints(), self._purpose_below()))

    def _purpose_below(self) -> str:
        """What the place below is for."""
        from plc_tui.ui.screens.frame import PlaceScreen

        places = (each for each in reversed(self.app.screen_stack) if isinstance(each, PlaceScreen))
        return next((place.ABOUT.purpose for place in places), "")

    def action_back(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)


def keys_line(*hints: tuple[str, str]) -> Content:
    """A line such as `Enter Choose  Esc Back`, all in our words."""
    pieces = [Content.assemble((shown(key), "bold $accent"), " ", (words, "$soft")) for key, words in hints]
    return Content("  ").join(pieces)
