"""What a member can do: one module per noun, one method per thing done. Front doors ask these and nothing below."""

from __future__ import annotations

from plc_tui.services.plc import Plc

__all__ = ["Plc"]
