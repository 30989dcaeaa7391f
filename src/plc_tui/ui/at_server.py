"""What is different on the screen when a school's server runs the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui.settings import Settings

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking


@dataclass(frozen=True, slots=True)
class AtServer:
    """The server as the screen knows it.

    name      the name the system has for her, "" when it has none
    join      makes her a member under the name she gives, and opens the community
    rescue    the folder of the server's account for texts that could not be saved
    theme     what this terminal wants whatever she has set, "" when it takes any
    """

    name: str
    join: Callable[[str], Plc]
    rescue: Path
    theme: str = ""

    def settings(self, plc: Plc, everyones: Settings) -> Settings:
        """Return her settings, which are kept with her words, over everyone's."""
        from dataclasses import replace

        hers = plc.own_settings.over(everyones)
        return replace(hers, theme=self.theme) if self.theme else hers


async def ask_name(screen: Talking, suggested: str) -> str | None:
    """Ask a newcomer the one question there is; None when she would rather not come in."""
    from plc_tui.ui.dialogs.ask import Field

    field = Field("name", "Your name, as colleagues read it", "such as: Maya Okafor", value=suggested, required=True)
    given = await screen.ask_words("Welcome. You are here for the first time.", [field], "Come in")
    return given["name"] if given else None
