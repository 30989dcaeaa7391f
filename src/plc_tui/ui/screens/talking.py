"""How every screen talks with the services and with the member."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.content import Content
from textual.css.query import NoMatches

from plc_tui.domain.errors import PlcError
from plc_tui.ui import safe
from plc_tui.ui.ground import Grounded
from plc_tui.ui.widgets.keyline import Keyline

if TYPE_CHECKING:
    from textual.screen import Screen

    from plc_tui.services import Plc
    from plc_tui.ui.app import PlcApp
    from plc_tui.ui.dialogs.ask import Field
    from plc_tui.ui.dialogs.choose import Option

T = TypeVar("T")


def _content(words: str | Content) -> Content:
    """Our own words may come as str; markup in them is never read."""
    return words if isinstance(words, Content) else Content(words)


class Talking(Grounded[Any]):
    """A screen that can ask the services, and ask and tell the member."""

    @property
    def plc_app(self) -> PlcApp:
        """The program this screen lives in."""
        return cast("PlcApp", self.app)

    # Talking with the services

    async def ask(self, work: Callable[[Plc], T]) -> T:
        """Run a service call off the screen's thread; raises its PlcError."""
        return await self.ground.ask(work)

    def run_ask(self, work: Callable[[Plc], T], then: Callable[[T], object] | None = None) -> None:
        """Run a service call in the background and hand its result to `then`; a PlcError becomes the calm line."""

        async def asked() -> None:
            result = await self.ask(work)
            if then is not None and self.is_attached:
                then(result)

        self.in_background(asked())

    def in_background(self, work: Coroutine[Any, Any, None], group: str = "ask", *, exclusive: bool = False) -> None:
        """Run a coroutine of this screen as a worker; a PlcError becomes the calm line.

        Where she has left the screen meanwhile there is nothing to show an answer on, and it is let go.
        """
        self.run_worker(self._calmly(work), group=group, exclusive=exclusive)

    async def _calmly(self, work: Awaitable[object]) -> None:
        try:
            await work
        except PlcError as error:
            self.say_refused(error)
        except NoMatches:
            if self.display:  # it is not being taken away: a mistake of ours
                raise

    # Talking with the member

    def say(self, words: str | Content | None) -> None:
        """One line after an act, in our words (str) or with people's words in it (Content); None clears it."""
        for keyline in self.query(Keyline):
            keyline.notice = None if words is None else _content(words)

    def say_refused(self, error: PlcError) -> None:
        """Why something could not be done."""
        self.say(safe.words(str(error)))

    def wrote(self, words: str | Content) -> None:
        """Say what changed after writing to the file, and let every open screen fetch anew."""
        self.plc_app.tell_change()
        self.say(words)

    def show_state(self, words: str) -> None:
        """The state of a text, at the right of the keyline."""
        for keyline in self.query(Keyline):
            keyline.state = Content.styled(words, "$soft")

    async def push_wait(self, screen: Screen[T]) -> T:
        """Open a screen or dialog and wait for what it gives; only inside an action or a worker."""
        if isinstance(screen, Grounded):
            screen.elsewhere = self.elsewhere
        return cast("T", await self.app.push_screen_wait(screen))

    async def confirm(self, question: str | Content, consequence: str | Content, yes: str, no: str = "Not now") -> bool:
        """Ask before what others will see or what cannot be undone; Enter alone never says yes."""
        from plc_tui.ui.dialogs.confirm import Confirm

        answer = await self.push_wait(Confirm(_content(question), _content(consequence), yes, no))
        return answer is True

    async def ask_words(
        self, title: str | Content, fields: Sequence[Field], done: str = "Done"
    ) -> dict[str, str] | None:
        """Ask for a few lines of text; None when she went back."""
        from plc_tui.ui.dialogs.ask import Ask

        return await self.push_wait(Ask(_content(title), tuple(fields), done))

    async def choose(
        self,
        title: str | Content,
        options: Iterable[Option],
        *,
        many: bool = False,
        chosen: Iterable[str] = (),
        hint: str = "",
        none: str = "nobody yet",
    ) -> tuple[str, ...] | None:
        """Let her choose from a list, by its keys; None when she went back, () when she chose none of many.

        `none` is what is said while none of many is chosen; mostly they are people.
        """
        from plc_tui.ui.dialogs.choose import Choose

        given = (_content(title), tuple(options))
        dialog = Choose(*given, many=many, chosen=tuple(chosen), hint=hint, none=none)
        return await self.push_wait(dialog)
