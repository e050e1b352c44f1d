"""Whether the colours can be read, on which background. All of it is computed from the table of styles."""

import math
from itertools import combinations

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from backpain_cli.domain.terms import ThemeName
from backpain_cli.views.theme import rich_theme, styles

DARK = ["000000", "0d1117", "1e1e1e", "002b36", "282a36", "282c34", "1d1f21", "272822", "2e3440", "300a24"]
LIGHT = ["ffffff", "fdf6e3", "fafafa", "f6f8fa", "eceff4", "f5f5f5", "fbf1c7"]
"""Black to Nord's, and white to Nord's light one: what terminals and their popular themes have as a background."""
PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "vga": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
    "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
}  # fmt: skip
SYSTEMS = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
EDGES = {"edge", "rule.line", "bar.off"}
"""Lines between things need 3:1 at most; nothing is read from them."""

Rgb = tuple[int, int, int]


def _rgb(hexadecimal: str) -> Rgb:
    red, green, blue = (int(hexadecimal[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _shown(color: Color, system: str, palette: str) -> Rgb:
    colors = [_rgb(one) for one in PALETTES[palette].split()]
    theme = TerminalTheme((0, 0, 0), (255, 255, 255), colors[:8], colors[8:])
    from rich.color import ColorSystem

    downgraded = color.downgrade(
        {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT}.get(system, ColorSystem.STANDARD)
    )
    return downgraded.get_truecolor(theme)


def _luminance(color: Rgb) -> float:
    parts = [one / 255 for one in color]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Rgb, other: Rgb) -> float:
    darker, brighter = sorted((_luminance(one), _luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("theme", "backgrounds"), [(ThemeName.DARK, DARK), (ThemeName.LIGHT, LIGHT)])
def test_every_ink_can_be_read_on_every_background_of_its_theme(
    theme: ThemeName, backgrounds: list[str], system: str
) -> None:
    palettes = list(PALETTES) if system == "standard" else ["xterm"]
    # In sixteen colours a terminal's background is one of them: black or white.
    grounds = {"standard": ["000000"] if theme is ThemeName.DARK else ["ffffff"]}.get(system, backgrounds)
    weak = []
    for name, described in styles(theme, system).items():
        style = Style.parse(described)
        if style.color is None or style.bgcolor is not None:
            continue
        wanted = 3.0 if name in EDGES or name.startswith("bar.") else 4.5
        for palette in palettes:
            shown = _shown(style.color, system, palette)
            weak += [
                (name, palette, ground, round(_contrast(shown, _rgb(ground)), 2))
                for ground in grounds
                if _contrast(shown, _rgb(ground)) < wanted
            ]
    assert weak == []


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("theme", ThemeName)
def test_every_tile_can_be_read_on_the_background_that_it_brings(theme: ThemeName, system: str) -> None:
    weak = []
    for name, described in styles(theme, system).items():
        style = Style.parse(described)
        if style.color is None or style.bgcolor is None:
            assert not name.startswith("tile.") or style.reverse, name
            continue
        for palette in PALETTES if system == "standard" else ["xterm"]:
            ratio = _contrast(_shown(style.color, system, palette), _shown(style.bgcolor, system, palette))
            if ratio < 4.5:
                weak.append((name, palette, round(ratio, 2)))
    assert weak == []


@pytest.mark.parametrize("theme", [ThemeName.DARK, ThemeName.LIGHT])
def test_in_256_colours_no_two_kinds_of_tile_look_alike(theme: ThemeName) -> None:
    different = ["ready", "find", "hold", "move", "stretch", "change", "rest", "stop", "c"]
    shown = [
        _shown(Style.parse(styles(theme, "256")[f"tile.{kind}"]).bgcolor or Color.default(), "256", "xterm")
        for kind in different
    ]
    assert len(set(shown)) == len(different)


@pytest.mark.parametrize("theme", [ThemeName.MONO, ThemeName.HIGH_CONTRAST])
def test_without_colours_nothing_has_one(theme: ThemeName) -> None:
    for name, described in styles(theme).items():
        style = Style.parse(described)
        assert style.color is None and style.bgcolor is None, name


def test_what_warns_looks_different_from_what_is_only_strong_in_every_theme() -> None:
    for theme in ThemeName:
        for system in SYSTEMS:
            described = styles(theme, system)
            assert Style.parse(described["stop"]) != Style.parse(described["strong"]), (theme, system)
            assert Style.parse(described["tile.stop"]) != Style.parse(described["strong"]), (theme, system)


def test_all_themes_have_the_same_styles_and_none_of_them_is_fine_or_blinks() -> None:
    names = {frozenset(styles(theme, system)) for theme in ThemeName for system in SYSTEMS}
    assert len(names) == 1
    for theme in ThemeName:
        for name, style in rich_theme(theme).styles.items():
            assert not style.dim and not style.italic and not style.blink, name


# How colours look without one kind of cone, on linear RGB: Machado, Oliveira and Fernandes 2009, "A Physiologically-
# based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), the matrices for severity 1.0.
BLINDNESS = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
CLEARLY_DIFFERENT = 15.0
"""In CIE 1976 units of colour difference; about 2.3 can just be noticed."""
PAIRS = [("side", "hold"), ("side", "stop"), *combinations("abcd", 2)]


def _lab(color: Rgb, blindness: str) -> tuple[float, float, float]:
    """Return a colour as somebody sees it, in CIE L*a*b* under D65."""
    parts = [one / 255 for one in color]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    seen = [
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in BLINDNESS[blindness]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        (lambda t: t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116)(
            sum(weight * part for weight, part in zip(row, seen, strict=True)) / against
        )
        for row, against in zip(rows, (0.95047, 1.0, 1.08883), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_tiles_that_must_not_be_confused_differ_for_everybody(blindness: str, system: str) -> None:
    shown = styles(ThemeName.DARK, system)

    def background(kind: str) -> Rgb:
        return _shown(Style.parse(shown[f"tile.{kind}"]).bgcolor or Color.default(), system, "xterm")

    # Of sixteen colours none is left for what only rests.
    pairs = [*PAIRS, ("side", "rest")] if system != "standard" else PAIRS
    alike = [
        (one, other)
        for one, other in pairs
        if math.dist(_lab(background(one), blindness), _lab(background(other), blindness)) < CLEARLY_DIFFERENT
    ]
    assert alike == []
