"""A small real program that shows every text in every kind of place; run by test_safe in a pseudo-terminal.

`python showing_hostile.py kind` shows harmless words instead, `... hostile slip` forgets the first two walls,
`... few slip bare` all three. The driver is Textual's own, so that ours cannot hide a hole.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import DataTable, OptionList, Static

import hostile
from plc_tui.ui import markdown, safe, themes

KIND = {f"{n} words": "kind words, שלום 漢字 \U0001f469 e\u0301 " * n for n in (1, 5, 50)}


class Showing(App[None]):
    """Shows one text after the other; any key or click that gets through to an action is remembered."""

    CSS = "Static { height: 4; border: round $primary; } OptionList, DataTable { height: 4; }"

    def __init__(self, texts: dict[str, str] | None = None, slip: bool = False, bare: bool = False) -> None:
        super().__init__()
        for theme in themes.all_themes():
            self.register_theme(theme)
        self.theme = themes.theme_name("dark")
        self.texts = hostile.PAYLOADS if texts is None else texts
        self.slip = slip
        self.bare = bare
        self.fired: list[str] = []
        self._last_line = safe.LastLine()

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), *([] if self.bare else [self._last_line])]

    def compose(self) -> ComposeResult:
        yield Static(id="words")
        yield Static(id="filled")
        yield Static(id="markdown")
        yield OptionList()
        yield DataTable[object](show_header=False)

    def on_mount(self) -> None:
        self.query_one(DataTable).add_column("text", width=40)
        if len(self.texts) > 1:
            self.set_interval(0.02, self.next)
            self.left = iter(self.texts.values())

    def next(self) -> None:
        text = next(self.left, None)
        if text is None:
            self.exit(message="all shown")
        else:
            self.show(text)

    def show(self, text: str) -> None:
        drawn = Content(text, strip_control_codes=False) if self.slip else safe.words(text)
        words = self.query_one("#words", Static)
        words.update(drawn)
        words.border_title = safe.line(text)
        self.query_one("#filled", Static).update(safe.fill("[b]$text[/b] by [$accent]$who[/]", text=text, who=text))
        self.query_one("#markdown", Static).update(markdown.render(text[:2000]))
        self.query_one(OptionList).clear_options().add_option(drawn if self.slip else safe.line(text))
        self.query_one(DataTable).clear().add_row(safe.row_text(text))
        self.clear_notifications()
        self.notify(safe.words(text[:500]).plain if not self.slip else text[:500], markup=False)

    def action_bell(self) -> None:
        self.fired.append("bell")

    async def action_quit(self) -> None:
        self.fired.append("quit")


if __name__ == "__main__":
    few = dict(list(hostile.PAYLOADS.items())[:12])
    Showing({"kind": KIND, "few": few, "hostile": None}[sys.argv[1]], "slip" in sys.argv, "bare" in sys.argv).run(
        mouse=False
    )
