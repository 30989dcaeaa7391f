"""Choose one or several from a list that may be long; typing narrows it. Used for people, circles, frames, models."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.paged_list import PagedList, Row


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `key` is what the asker gets; titles with people's words come from `safe.words`."""

    key: str
    title: Content
    detail: Content | None = None


class Choose(Dialog[tuple[str, ...]]):
    """Gives the keys of what was chosen. With `many`, Enter adds and takes away, Ctrl+S is done."""

    CSS_PATH = style("choose")
    HELP = (
        "Here you choose from a list. The arrows go up and down in it, and typing a few letters leaves only what has "
        "them. Esc goes back, and nothing has changed then."
    )
    BINDINGS = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("ctrl+s", "done", show=False, priority=True),
    ]

    def __init__(
        self,
        title: Content,
        options: tuple[Option, ...],
        *,
        many: bool,
        chosen: tuple[str, ...],
        hint: str,
        none: str,
    ) -> None:
        super().__init__(title)
        self._options, self._many, self._hint, self._none = options, many, hint, none
        known = {option.key for option in options}
        self._chosen = [key for key in chosen if key in known]
        self._found = [option.title.plain.casefold() for option in options]

    def compose_body(self) -> ComposeResult:
        """A field that narrows the list, the list, and who is chosen so far."""
        field = Input(placeholder=self._hint or "Type to narrow the list", compact=True)
        field.cursor_blink = False
        yield field
        yield PagedList(empty=empty_words("Nobody and nothing by that name.", "Try fewer letters."))
        yield Static("", id="chosen")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        if self._many:
            return (("enter", "Add or take away"), ("ctrl+s", "Done"), ("escape", "Back"))
        return (("enter", "Choose"), ("escape", "Back"))

    def on_mount(self) -> None:
        """Show all of it, with the cursor on what is chosen."""
        paged_list = self.query_one(PagedList)
        paged_list.can_focus = False
        self._show("")
        if self._chosen:
            paged_list.go_to(self._chosen[0])
        self._say_chosen()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def _show(self, words: str, *, keep_cursor: bool = False) -> None:
        parts = words.casefold().split()
        rows = [
            self._row(option)
            for option, text in zip(self._options, self._found, strict=True)
            if all(part in text for part in parts)
        ]
        self.query_one(PagedList).show(rows, keep_cursor=keep_cursor)

    def _row(self, option: Option) -> Row:
        mark = ""
        if self._many:
            mark = marks_of(self).done if option.key in self._chosen else " "
        return Row(option.key, option.title, option.detail, mark=mark)

    def _say_chosen(self) -> None:
        if not self._many:
            return
        titles = [option.title for option in self._options if option.key in self._chosen]
        words = Content(", ").join(titles) if titles else Content.styled(self._none, "$soft")
        self.query_one("#chosen", Static).update(Content.assemble(("Chosen: ", "$soft"), words))

    @on(PagedList.Highlighted)
    def _cursor_moved(self) -> None:
        """With one to choose, the words that the row had no room for stand below the list, once that is laid out."""
        if not self._many:
            self.call_after_refresh(self._say_cut)

    def _say_cut(self) -> None:
        self.query_one("#chosen", Static).update(self.query_one(PagedList).cut_detail.stylize("$soft"))

    def action_move(self, step: int) -> None:
        """Up or down the list while the field keeps the keys."""
        self.query_one(PagedList).action_move(step)

    def action_page(self, step: int) -> None:
        """A page up or down the list."""
        self.query_one(PagedList).action_page(step)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take(self.query_one(PagedList).key)

    @on(PagedList.Opened)
    def _opened(self, message: PagedList.Opened) -> None:
        self._take(message.key)

    def _take(self, key: str | None) -> None:
        """Enter or a click on a row: with one to choose that is the answer, with many it is added or taken away."""
        if key is None:
            return
        if not self._many:
            self.dismiss((key,))
            return
        if key in self._chosen:
            self._chosen.remove(key)
        else:
            self._chosen.append(key)
        self._show(self.query_one(Input).value, keep_cursor=True)
        self._say_chosen()

    def action_done(self) -> None:
        """Give what was chosen; with one to choose, or one found by the words typed, the row under the cursor."""
        rows = self.query_one(PagedList)
        if not self._many:
            self._take(rows.key)
            return
        if not self._chosen and self.query_one(Input).value and len(rows.keys) == 1:
            self._chosen = list(rows.keys)
        self.dismiss(tuple(self._chosen))
