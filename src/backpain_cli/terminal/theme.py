"""Styles by what they mean, in themes. Each of them also has a word or a shape: colour is never the only sign.

Only the sixteen colours are used that a person can set in their own terminal. Each text has a contrast of at least
4.5:1 (WCAG 2.2, success criterion 1.4.3) on the backgrounds that its theme is for, in the colours of xterm, of a VGA
console and of GNOME's Tango palette; a text on a ground of its own has it anywhere. Grounds that stand for different
things can be told apart with protanopia, deuteranopia and tritanopia too. tests/terminal/test_theme.py computes all
of that.
"""

import os
from collections.abc import Mapping
from functools import lru_cache

from backpain_cli.domain.terms import ThemeName

_GROUNDS = {
    "badge.paused": "black on bright_yellow",
    "badge.ready": "black on bright_cyan",
    "badge.find": "bold bright_white on magenta",
    "badge.hold": "bold bright_white on blue",
    "badge.moving": "bold reverse",
    "badge.change": "black on bright_yellow",
    "badge.danger": "bold bright_white on red",
    "danger": "bold bright_white on red",
    "side": "bold reverse",
    "solid": "reverse",
}
"""The same on every background, because they bring their own. Black is not bold: many terminals draw that as grey."""

_MARKED = {
    "title": "bold",
    "strong": "bold",
    "verb": "bold",
    "digits": "bold",
    "picture": "none",
    "bar.rest": "none",
    "quiet": "none",
}

_ANYWHERE = {
    **_MARKED,
    **_GROUNDS,
    "caution": "bold",
    "good": "bold",
    "key": "bold",
    "notice": "bold underline",
    "paused": "bold underline",
    "ready": "none",
    "find": "none",
    "hold": "bold",
    "moving": "none",
    "change": "bold",
    "bar": "bold",
}
"""For a background that nobody knows: no colour of the sixteen can be read on both black and white."""

_ON_DARK = {
    **_ANYWHERE,
    "quiet": "white",
    "caution": "bright_yellow",
    "good": "bright_green",
    "key": "bold bright_cyan",
    "notice": "bold bright_yellow",
    "paused": "bold bright_yellow",
    "ready": "bright_cyan",
    "find": "bright_magenta",
    "hold": "bold bright_white",
    "moving": "white",
    "change": "bold bright_yellow",
    "bar": "bright_cyan",
}

_ON_LIGHT = {
    **_ANYWHERE,
    "caution": "bold red",
    "good": "bold blue",
    "key": "bold blue",
    "notice": "bold red",
    "paused": "bold red",
    "ready": "blue",
    "hold": "bold blue",
    "change": "bold red",
    "bar": "blue",
}

_MONO = {
    **_ANYWHERE,
    **dict.fromkeys(_GROUNDS, "bold reverse"),
    "solid": "reverse",
    "caution": "underline",
    "notice": "bold underline",
}

_HIGH_CONTRAST = {
    **dict.fromkeys(_ANYWHERE, "bold"),
    **dict.fromkeys(_GROUNDS, "bold reverse"),
    "solid": "reverse",
    "picture": "none",
    "quiet": "none",
    "bar.rest": "none",
    "caution": "bold underline",
    "notice": "bold reverse",
    "paused": "bold reverse",
}

STYLES: Mapping[ThemeName, Mapping[str, str]] = {
    ThemeName.AUTO: _ANYWHERE,
    ThemeName.DARK: _ON_DARK,
    ThemeName.LIGHT: _ON_LIGHT,
    ThemeName.MONO: _MONO,
    ThemeName.HIGH_CONTRAST: _HIGH_CONTRAST,
}
"""From a theme to its styles, each as rich describes it."""

VARIABLE = "BACKPAIN_THEME"
_COLOURS = 16
_DARK_GROUNDS = frozenset({0, 1, 2, 3, 4, 5, 6, 8})


def theme_for(wanted: str = "", environment: Mapping[str, str] = os.environ) -> ThemeName:
    """Return the theme that is drawn with: what is `wanted`, else what BACKPAIN_THEME says, else the terminal's.

    Only COLORFGBG tells of a terminal's background, where it is set; no terminal is asked. A name that is none
    counts as `auto`.
    """
    named = wanted or environment.get(VARIABLE, "").strip().casefold()
    theme = ThemeName(named) if named in set(ThemeName) else ThemeName.AUTO
    if theme is not ThemeName.AUTO:
        return theme
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not (ground.isascii() and ground.isdigit()) or int(ground) >= _COLOURS:
        return ThemeName.AUTO
    return ThemeName.DARK if int(ground) in _DARK_GROUNDS else ThemeName.LIGHT


class _Chosen:
    """The theme of this process: there is one terminal, and one person who looks at it."""

    theme: ThemeName | None = None


def use_theme(wanted: str) -> None:
    """Draw with the theme of that name from now on; an empty one leaves it to the environment."""
    _Chosen.theme = theme_for(wanted)
    for known in (described, _code_of):
        known.cache_clear()


def is_light() -> bool:
    """Say whether it is drawn for a light background."""
    return (_Chosen.theme or theme_for()) is ThemeName.LIGHT


@lru_cache(maxsize=64)
def described(style: str) -> str:
    """Return a style of ours as rich describes it, in the theme that is drawn with; another one as it is."""
    theme = _Chosen.theme or theme_for()
    return STYLES[theme].get(style, style) or "none"


_CELL = "cell "
"""What the style of a picture's cell begins with; `on` where it has a background, and its code, follow."""


def cell_style(code: str, *, filled: bool) -> str:
    """Return the style of a picture's cell.

    Args:
        code: of its colours in the terminal, without brackets; empty where there are none.
        filled: whether one of them is a background.
    """
    if not code:
        return "picture"
    return f"{_CELL}on {code}" if filled else _CELL + code


def code_of(style: str, *, colors: bool) -> str:
    """Return the terminal's code for a style of ours, without its brackets: `1;32`; empty where there is none.

    Without colours, bold, underline and reverse stay; what has a ground of its own is reversed instead.
    """
    if style.startswith(_CELL):
        return style.rpartition(" ")[2] if colors else ""
    return _code_of(style, colors=colors)


def fills_background(style: str) -> bool:
    """Say whether a space in that style is more than an empty place."""
    told = style if style.startswith(_CELL) else described(style)
    return " on " in told or "reverse" in told


@lru_cache(maxsize=64)
def _code_of(style: str, *, colors: bool) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    told = described(style)
    if not colors:
        told = STYLES[ThemeName.MONO].get(style, told)
    drawn = Style.parse(told) if colors else Style.parse(told).without_color
    code = drawn.render("x", color_system=ColorSystem.STANDARD).partition("x")[0]
    return code.removeprefix("\x1b[").removesuffix("m")
