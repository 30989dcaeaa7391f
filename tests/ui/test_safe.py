"""The second and third wall: people's text is drawn as words, and what slips through cannot act."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

import hostile
from costs import cost
from pilots import settled
from plc_tui.ui import safe
from showing_hostile import Showing

BACKGROUND = Color.parse("black")


@pytest.mark.parametrize("name", hostile.PAYLOADS)
def test_hostile_text_becomes_words_without_style_or_action(name: str) -> None:
    text = hostile.PAYLOADS[name]
    for drawn in (safe.words(text), safe.line(text), safe.fill("$t", t=text)):
        assert not drawn.spans
        assert hostile.HARMFUL.search(drawn.plain) is None
    row = safe.row_text(text)
    assert not row.spans
    assert "\n" not in row.plain
    assert hostile.HARMFUL.search(row.plain) is None


def test_markup_of_people_is_shown_as_they_typed_it() -> None:
    assert safe.words("[draft] [@click=app.quit]x[/]").plain == "[draft] [@click=app.quit]x[/]"
    filled = safe.fill("[b]$title[/b] by $who", title="[/b] $who", who="[red]Maya")
    assert filled.plain == "[/b] $who by [red]Maya"
    assert [(span.start, span.end) for span in filled.spans] == [(0, len("[/b] $who"))]


def test_a_value_without_a_place_in_the_sentence_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="whom"):
        safe.fill("by $who", whom="Maya")


def test_styles_of_ours_stand_around_the_words() -> None:
    drawn = safe.line("Wait\ntime", "bold")
    assert drawn.plain == "Wait time"
    assert [(span.start, span.end, span.style) for span in drawn.spans] == [(0, 9, "bold")]


def apply(*segments: Segment) -> list[Segment]:
    return safe.LastLine().apply([*segments], BACKGROUND)


def test_a_harmless_line_is_the_same_list() -> None:
    line = [Segment("wait time, שלום\u00a0x", Style(bold=True)), Segment("plain", None)]
    assert safe.LastLine().apply(line, BACKGROUND) is line


@pytest.mark.parametrize("name", hostile.PAYLOADS)
def test_no_line_that_is_drawn_holds_a_control_character(name: str) -> None:
    drawn = apply(Segment("before"), Segment(hostile.PAYLOADS[name], Style(bold=True)))
    assert drawn[0].text == "before"
    assert all(hostile.HARMFUL.search(segment.text) is None and "\n" not in segment.text for segment in drawn)


@pytest.mark.parametrize("name", [name for name in hostile.PAYLOADS if len(hostile.PAYLOADS[name]) < 5_000])
def test_the_line_keeps_its_width(name: str) -> None:
    segments = [Segment(character) for character in hostile.PAYLOADS[name]]
    assert sum(s.cell_length for s in apply(*segments)) == sum(s.cell_length for s in segments)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "", "http://x/\x1b]52;c;x\a", "http://x y", "data:x"]
)
def test_links_other_than_web_addresses_are_dropped(link: str) -> None:
    (segment,) = apply(Segment("press", Style(bold=True, link=link)))
    assert segment.style is not None
    assert not segment.style.link
    assert segment.style.bold
    assert segment.text == "press"


def test_a_web_address_may_stay() -> None:
    line = [Segment("site", Style(link="https://school.example/a?b=c"))]
    assert safe.LastLine().apply(line, BACKGROUND) is line


def test_actions_in_a_style_are_dropped_and_other_notes_stay() -> None:
    (acting,) = apply(Segment("x", Style(meta={"@click": "app.quit"})))
    assert acting.style is not None
    assert acting.style.meta == {}
    (kept,) = apply(Segment("x", Style(meta={"row": 64})))
    assert kept.style is not None
    assert kept.style.meta == {"row": 64}


async def test_hostile_text_is_shown_everywhere_and_nothing_breaks() -> None:
    app = Showing({})
    async with app.run_test(size=(60, 24)) as pilot:
        for name, text in hostile.PAYLOADS.items():
            app.show(text)
            await settled(pilot)
            if "@click" in text or "](" in text:
                await pilot.click("#words", offset=(2, 1))
                await pilot.click("#markdown", offset=(2, 1))
            assert app.fired == [], name
            assert app.is_running, name


@pytest.mark.parametrize("name", ["click action", "click action, bell"])
async def test_a_click_on_markup_that_slipped_through_does_nothing(name: str) -> None:
    app = Showing({name: ""})
    async with app.run_test(size=(60, 24)) as pilot:
        app.query_one("#words", Static).update(Content.from_markup(hostile.PAYLOADS[name].removesuffix("[/@click=]")))
        await settled(pilot)
        await pilot.click("#words", offset=(1, 1))
        await settled(pilot)
        assert app.fired == []


async def test_without_the_last_wall_that_click_would_act() -> None:
    app = Showing({"click": ""}, bare=True)
    async with app.run_test(size=(60, 24)) as pilot:
        app.query_one("#words", Static).update(Content.from_markup(hostile.PAYLOADS["click action"]))
        await settled(pilot)
        await pilot.click("#words", offset=(1, 1))
        await settled(pilot)
        assert app.fired == ["quit"]


def output(*args: str) -> str:
    """Return every byte that the small program writes to its terminal."""
    program = Path(__file__).parents[1] / "showing_hostile.py"
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, program, *args], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    )
    os.close(terminal)
    written = bytearray()
    try:
        while piece := os.read(controller, 65536):
            written += piece
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(controller)
    assert process.wait(30) == 0, written[-2000:].decode(errors="replace")
    assert b"all shown" in written
    return written.decode(errors="surrogateescape")


def test_nothing_hostile_reaches_a_real_terminal() -> None:
    usual = hostile.shapes(output("kind"))
    assert hostile.shapes(output("hostile", "slip")) <= usual
    assert not hostile.shapes(output("few", "slip", "bare")) <= usual, "the check itself sees nothing"


async def test_the_last_wall_costs_little_on_a_full_repaint() -> None:
    body = "\n".join(f"A **line** of words, number {n} — naïve “quotes” and more of them." for n in range(24))
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.mount(Static(Content(body)))
        await settled(pilot)
        lines = [list(strip) for strip in app.screen._compositor.render_strips()]
    wall = safe.LastLine()
    assert cost(lambda: [wall.apply(line, BACKGROUND) for line in lines], 0.000_4) < 0.000_4
