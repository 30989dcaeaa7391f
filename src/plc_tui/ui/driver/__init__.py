"""What stands between the program and the terminal: only changed cells go out, keys come in without polling."""

from __future__ import annotations

from plc_tui.ui.driver.cell_driver import CellDriver

__all__ = ["CellDriver"]
