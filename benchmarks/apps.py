"""Small Textual programs to compare with: `python -m benchmarks.apps hello|list|text|reading`."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widgets import OptionList, Static, TextArea

ROWS = 10_000
WORDS = 5_000
VOCABULARY = (
    "they",
    "talk",
    "more",
    "when",
    "I",
    "say",
    "less",
    "and",
    "wait",
    "five",
    "seconds",
    "after",
    "a",
    "question",
)
SIZES_OF_NOTES = {"s": 5_000, "l": 50_000}
EMPTY_LINES = {"e": 90, "b": 900}
"""Lines of an empty text as long as the note of 5 kB, and of 50 kB."""


class Hello(App[None]):
    """The smallest program there is."""

    def compose(self) -> ComposeResult:
        """Show one word."""
        yield Static("hello")


class BareList(App[None]):
    """Textual's own list of 10,000 rows."""

    def compose(self) -> ComposeResult:
        """Fill the screen with it."""
        yield OptionList(*[f"note {n}  about waiting five seconds in 7A" for n in range(ROWS)], markup=False)


class BareText(App[None]):
    """Textual's own text area with 5,000 words."""

    def compose(self) -> ComposeResult:
        """Fill the screen with it."""
        yield TextArea(text(WORDS), soft_wrap=True)


class Reading(App[None]):
    """A page that shows an empty text, or a note of some size drawn from Markdown; the heading says which."""

    def compose(self) -> ComposeResult:
        """Show a heading and the page."""
        from plc_tui.ui.widgets.prose import Prose

        yield Static("ready", id="heading")
        with VerticalScroll():
            yield Prose(id="page")

    def on_key(self, event: Key) -> None:
        """Show what the key stands for."""
        from plc_tui.ui.markdown import lines
        from plc_tui.ui.widgets.prose import Prose

        page = self.query_one("#page", Prose)
        if event.key in SIZES_OF_NOTES:
            page.styles.height = "auto"
            page.show_lines(lines(note(SIZES_OF_NOTES[event.key]), 78), 78)
        else:
            page.styles.height = EMPTY_LINES[event.key]
            page.update("")
        self.query_one("#heading", Static).update(f"shown {event.key}")


def note(size: int) -> str:
    """Return Markdown of about so many characters: headings, paragraphs, lists, emphasis."""
    part = (
        "## What happened\n\n" + text(100).replace("wait five", "**wait** *five*") + "\n\n- they talk\n- I say less\n\n"
    )
    return (part * (size // len(part) + 1))[:size]


def text(words: int) -> str:
    """Return paragraphs of 50 words."""
    paragraphs = (" ".join(VOCABULARY[(n + i) % len(VOCABULARY)] for i in range(50)) for n in range(words // 50))
    return "\n\n".join(paragraphs)


def main() -> None:
    """Run one of them."""
    {"hello": Hello, "list": BareList, "text": BareText, "reading": Reading}[sys.argv[1]]().run()


if __name__ == "__main__":
    main()
