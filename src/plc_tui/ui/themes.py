"""The program's own four themes: dark (default), light, contrast and mono.

Text is at least 4.5:1 on every surface it stands on (7:1 in contrast), in true colour and after rounding to
256 colours; `tests/ui/test_themes.py` computes it. Beside Textual's names, screens use these variables:

    $soft    words that matter less      $line    rules, frames, never text
    $accent  where you are               $cursor  the row the cursor is on
    $warm    what waits, a gentle hint   $good    done, kept
    $care    needs care
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme

DEFAULT = "dark"
MONO = "mono"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as `#rrggbb`."""

    name: str
    dark: bool
    background: str
    surface: str
    panel: str
    cursor: str
    foreground: str
    soft: str
    accent: str
    warm: str
    good: str
    care: str
    line: str

    @property
    def words(self) -> dict[str, str]:
        """The colours that text is drawn in."""
        names = ("foreground", "soft", "accent", "warm", "good", "care")
        return {name: getattr(self, name) for name in names}

    @property
    def grounds(self) -> dict[str, str]:
        """The colours that text is drawn on."""
        return {name: getattr(self, name) for name in ("background", "surface", "panel", "cursor")}


PALETTES = (
    Palette(
        name="dark",
        dark=True,
        background="#15181d",
        surface="#1f2428",
        panel="#1b2026",
        cursor="#262a2d",
        foreground="#ebe6db",
        soft="#aca89d",
        accent="#8fd3c4",
        warm="#e8ba78",
        good="#a9d38d",
        care="#f39c8c",
        line="#454d57",
    ),
    Palette(
        name="light",
        dark=False,
        background="#faf7f0",
        surface="#f1ece1",
        panel="#f5f1e8",
        cursor="#e6dfd0",
        foreground="#23272c",
        soft="#585b5f",
        accent="#0b5f59",
        warm="#6e4100",
        good="#2f5d0c",
        care="#97261f",
        line="#c3bbab",
    ),
    Palette(
        name="contrast",
        dark=True,
        background="#000000",
        surface="#121212",
        panel="#080808",
        cursor="#2a2a2a",
        foreground="#ffffff",
        soft="#dadada",
        accent="#87ffff",
        warm="#ffd75f",
        good="#afff87",
        care="#ffafaf",
        line="#9e9e9e",
    ),
    Palette(
        name=MONO,
        dark=True,
        background="#121212",
        surface="#1c1c1c",
        panel="#171717",
        cursor="#2a2a2a",
        foreground="#e4e4e4",
        soft="#b2b2b2",
        accent="#ffffff",
        warm="#e4e4e4",
        good="#e4e4e4",
        care="#ffffff",
        line="#585858",
    ),
)

NAMES = tuple(palette.name for palette in PALETTES)


def theme_name(name: str) -> str:
    """Textual's name for our theme `name`; an unknown name gives the default."""
    return f"plc-{name if name in NAMES else DEFAULT}"


def theme(palette: Palette) -> Theme:
    """Make the Textual theme of a palette."""
    return Theme(
        name=theme_name(palette.name),
        primary=palette.accent,
        secondary=palette.soft,
        accent=palette.accent,
        warning=palette.warm,
        success=palette.good,
        error=palette.care,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        dark=palette.dark,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    own = {name: getattr(palette, name) for name in ("soft", "warm", "good", "care", "line", "cursor")}
    return {
        **own,
        "text": palette.foreground,
        "text-muted": palette.soft,
        "text-disabled": palette.soft,
        "foreground-muted": palette.soft,
        "foreground-disabled": palette.soft,
        "border": palette.accent,
        "border-blurred": palette.line,
        "block-cursor-foreground": palette.foreground,
        "block-cursor-background": palette.cursor,
        "block-cursor-blurred-foreground": palette.foreground,
        "block-cursor-blurred-background": palette.surface,
        "input-cursor-background": palette.foreground,
        "input-cursor-foreground": palette.background,
        "input-selection-background": palette.line,
        "screen-selection-background": palette.line,
        "scrollbar": palette.line,
        "scrollbar-hover": palette.soft,
        "scrollbar-active": palette.soft,
        "scrollbar-background": palette.background,
        "scrollbar-background-hover": palette.background,
        "scrollbar-background-active": palette.background,
        "scrollbar-corner-color": palette.background,
        "link-color": palette.accent,
    }


def all_themes() -> tuple[Theme, ...]:
    """The four themes, ready to register."""
    return tuple(theme(palette) for palette in PALETTES)
