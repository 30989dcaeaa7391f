"""Contrast, computed as WCAG 2 does, on every surface text stands on."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem

from plc_tui.ui.themes import DEFAULT, NAMES, PALETTES, Palette, all_themes, theme_name

PAIRS = [
    pytest.param(palette, word, ground, id=f"{palette.name}-{word}-on-{ground}")
    for palette in PALETTES
    for word in palette.words
    for ground in palette.grounds
]


def luminance(colour: tuple[int, int, int]) -> float:
    channels = [value / 255 for value in colour]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawn(colour: str, system: ColorSystem) -> tuple[int, int, int]:
    return tuple(RichColor.parse(colour).downgrade(system).get_truecolor())  # type: ignore[return-value]


def enough(palette: Palette) -> float:
    return 7.0 if palette.name == "contrast" else 4.5


@pytest.mark.parametrize(("palette", "word", "ground"), PAIRS)
@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT], ids=["truecolour", "256"])
def test_text_can_be_read_on_every_surface(palette: Palette, word: str, ground: str, system: ColorSystem) -> None:
    ratio = contrast(drawn(palette.words[word], system), drawn(palette.grounds[ground], system))
    assert ratio >= enough(palette), f"{ratio:.2f}"


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_text_stays_readable_in_sixteen_colours(palette: Palette) -> None:
    """PuTTY without 256 colours: WCAG's least contrast, 3:1, everywhere (the cursor's row has its own mark)."""
    for word in palette.words.values():
        for ground in palette.grounds.values():
            ratio = contrast(drawn(word, ColorSystem.STANDARD), drawn(ground, ColorSystem.STANDARD))
            assert ratio >= 3, f"{word} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("palette", PALETTES, ids=NAMES)
def test_the_text_on_a_chosen_answer_can_be_read(palette: Palette) -> None:
    for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
        assert contrast(drawn(palette.background, system), drawn(palette.accent, system)) >= enough(palette)


def test_the_theme_without_hue_has_none() -> None:
    mono = next(palette for palette in PALETTES if palette.name == "mono")
    for colour in (*mono.words.values(), *mono.grounds.values(), mono.line):
        red, green, blue = drawn(colour, ColorSystem.TRUECOLOR)
        assert red == green == blue


def test_a_theme_nobody_knows_becomes_the_default() -> None:
    assert theme_name("purple") == theme_name(DEFAULT)
    assert len({theme.name for theme in all_themes()}) == 4
