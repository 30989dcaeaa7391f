"""A screen that opens puts on its looks once, and they are the ones it would have if it put them on again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from community import Riverside, press, settled
from plc_tui.ui.widgets.masthead import Masthead


def looks(screen: Screen[Any]) -> dict[Widget, object]:
    """What each widget of a screen looks like."""
    return {widget: dict(widget.styles.base.get_rules()) for widget in screen.walk_children(Widget, with_self=True)}


@pytest.mark.parametrize(("width", "worn"), [(70, "-narrow"), (120, "-wide")])
async def test_a_screen_is_styled_once_when_it_opens(riverside: Riverside, width: int, worn: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(width, 30)) as pilot:
        await settled(pilot)
        again: list[DOMNode] = []
        update = app.stylesheet.update_nodes

        def noted(nodes: Iterable[DOMNode], animate: bool = False) -> None:
            some = list(nodes)
            again.extend(some)
            update(some, animate)

        for key in ("2", "3", "4", "5", "6", "slash", "f1"):
            app.stylesheet.update_nodes = noted  # type: ignore[method-assign]
            await press(pilot, key)
            assert not [widget for widget in app.screen.query(Masthead) if widget in again]
            assert app.screen.has_class(worn)
            app.stylesheet.update_nodes = update  # type: ignore[method-assign]
            first = looks(app.screen)
            app.screen.update_node_styles(animate=False)
            assert looks(app.screen) == first
