"""What a member can do: one module per noun, one method per thing done. Front doors ask these and nothing below."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plc_tui.services.plc import Plc

__all__ = ["Plc"]


def __getattr__(name: str) -> object:
    """Import `Plc` and all that it needs when it is asked for: whoever looks after the file needs none of it."""
    if name == "Plc":
        from plc_tui.services.plc import Plc

        return Plc
    raise AttributeError(name)
