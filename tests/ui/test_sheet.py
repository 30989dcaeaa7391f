"""Styles are read once, and anew when the colours they name have changed."""

from __future__ import annotations

from textual.color import Color

from plc_tui.ui.sheet import SteadySheet


def sheet() -> SteadySheet:
    made = SteadySheet({"ink": "red"})
    made.add_source("Static { color: $ink; }", ("one", ""))
    made.parse()
    return made


def test_rules_that_were_read_stay_when_more_come_and_when_the_same_colours_are_put_on_again() -> None:
    styles = sheet()
    [first] = styles.rules
    styles.set_variables({"ink": "red"})
    styles.add_source("Input { color: $ink; }", ("two", ""))
    styles.reparse()
    assert len(styles.rules) == 2
    assert styles.rules[0] is first


def test_other_colours_are_put_on_everything() -> None:
    styles = sheet()
    styles.set_variables({"ink": "blue"})
    styles.reparse()
    [rule] = styles.rules
    assert rule.styles.color == Color.parse("blue")
