"""Bare Textual programs to compare with: `python -m benchmarks.apps hello|list|text [ours]`."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
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


def text(words: int) -> str:
    """Return paragraphs of 50 words."""
    paragraphs = (" ".join(VOCABULARY[(n + i) % len(VOCABULARY)] for i in range(50)) for n in range(words // 50))
    return "\n\n".join(paragraphs)


def main() -> None:
    """Run one of them, with our driver when asked."""
    app = {"hello": Hello, "list": BareList, "text": BareText}[sys.argv[1]]
    if "ours" in sys.argv:
        from plc_tui.ui.driver import CellDriver

        app(driver_class=CellDriver).run()
    else:
        app().run()


if __name__ == "__main__":
    main()
