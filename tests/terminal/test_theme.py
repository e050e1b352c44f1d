"""Whether the colours can be read, on which background, and by whom. All of it is computed."""

import math
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from rich.style import Style

import backpain_cli
from backpain_cli.domain.terms import ThemeName
from backpain_cli.terminal.theme import (
    STYLES,
    code_of,
    described,
    fills_background,
    theme_for,
    use_theme,
)
from tests.cases import all_cases

Colour = tuple[float, float, float]

_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
NAMES = (*_NAMES, *(f"bright_{name}" for name in _NAMES))


def palette(written: str) -> dict[str, Colour]:
    """Return a palette from its sixteen colours in hexadecimal digits."""
    colours = [tuple(int(one[place : place + 2], 16) / 255 for place in (0, 2, 4)) for one in written.split()]
    return {name: (red, green, blue) for name, (red, green, blue) in zip(NAMES, colours, strict=True)}


PALETTES = {
    "xterm": palette(
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
    ),
    "vga": palette(
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
        "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
    ),
    "tango": palette(
        "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
        "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
    ),
}
GROUNDS = {
    ThemeName.DARK: [(0.0, 0.0, 0.0), (0x1E / 255, 0x1E / 255, 0x1E / 255), (0.0, 0x2B / 255, 0x36 / 255)],
    ThemeName.LIGHT: [(1.0, 1.0, 1.0), (0xFD / 255, 0xF6 / 255, 0xE3 / 255)],
}
"""Black, a usual editor's grey and Solarized's dark ground; white and Solarized's light ground."""

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


def linear(colour: Colour) -> Colour:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    weights = (0.2126, 0.7152, 0.0722)
    darker, brighter = sorted(
        sum(weight * part for weight, part in zip(weights, linear(colour), strict=True)) for colour in (one, other)
    )
    return (brighter + 0.05) / (darker + 0.05)


def seen(colour: Colour, blindness: str) -> Colour:
    """Return a colour, in linear RGB, as it looks to somebody."""
    parts = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, parts, strict=True))))
        for row in BLINDNESS[blindness]
    )
    return red, green, blue


def lab(linear_colour: Colour) -> Colour:
    """Return linear RGB as CIE L*a*b* under D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        (lambda t: t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116)(
            sum(weight * part for weight, part in zip(row, linear_colour, strict=True)) / against
        )
        for row, against in zip(rows, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Colour, other: Colour, blindness: str) -> float:
    first, second = lab(seen(one, blindness)), lab(seen(other, blindness))
    return math.dist(first, second)


def colours_of(theme: ThemeName) -> Iterator[tuple[str, str, str]]:
    """Yield each style that has a colour: its name, the colour of its text, and that of its ground or nothing."""
    for name, told in STYLES[theme].items():
        style = Style.parse(told)
        if style.color is not None or style.bgcolor is not None:
            yield name, style.color.name if style.color else "", style.bgcolor.name if style.bgcolor else ""


@all_cases("name", PALETTES)
@all_cases("theme", ThemeName)
def test_every_text_has_enough_contrast_to_be_read(theme: ThemeName, name: str) -> None:
    colours = PALETTES[name]
    for style, text, ground in colours_of(theme):
        behind = [colours[ground]] if ground else GROUNDS[theme]
        assert min(contrast(colours[text], one) for one in behind) >= 4.5, style


def test_on_an_unknown_background_only_what_has_its_own_ground_is_coloured() -> None:
    assert all(ground for _, _, ground in colours_of(ThemeName.AUTO))


@pytest.mark.parametrize("theme", [ThemeName.MONO, ThemeName.HIGH_CONTRAST])
def test_themes_without_colours_have_none(theme: ThemeName) -> None:
    assert list(colours_of(theme)) == []


@all_cases(("blindness", "name"), list(product(BLINDNESS, PALETTES)))
def test_what_stands_for_different_things_differs_for_everybody(blindness: str, name: str) -> None:
    grounds = {ground for theme in ThemeName for _, _, ground in colours_of(theme) if ground}
    assert len(grounds) == 5
    for one, other in combinations(sorted(grounds), 2):
        assert difference(PALETTES[name][one], PALETTES[name][other], blindness) >= CLEARLY_DIFFERENT, (one, other)


@all_cases(("blindness", "name"), list(product(BLINDNESS, PALETTES)))
@all_cases("theme", [ThemeName.DARK, ThemeName.LIGHT])
def test_a_warning_differs_from_good_news_for_everybody(theme: ThemeName, blindness: str, name: str) -> None:
    texts = {style: text for style, text, _ in colours_of(theme)}
    for bad, good in (("caution", "good"), ("notice", "key")):
        assert difference(PALETTES[name][texts[bad]], PALETTES[name][texts[good]], blindness) >= 5
    assert difference(PALETTES[name]["red"], PALETTES[name][texts["good"]], blindness) >= CLEARLY_DIFFERENT


@pytest.mark.parametrize("theme", ThemeName)
def test_every_theme_has_every_style(theme: ThemeName) -> None:
    assert set(STYLES[theme]) == set(STYLES[ThemeName.DARK])


def test_every_style_that_is_drawn_with_is_in_the_themes() -> None:
    folder = Path(backpain_cli.__file__).parent / "terminal"
    used = {f"badge.{phase}" for phase in ("paused", "ready", "find", "hold", "moving", "change")}
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= {
            word for word in ("caution", "danger", "good", "notice", "quiet", "strong", "title") if f'"{word}"' in text
        }
    assert used <= set(STYLES[ThemeName.DARK])


@all_cases(
    ("wanted", "environment", "theme"),
    [
        ("", {}, ThemeName.AUTO),
        ("dark", {"BACKPAIN_THEME": "light"}, ThemeName.DARK),
        ("", {"BACKPAIN_THEME": "Light"}, ThemeName.LIGHT),
        ("", {"BACKPAIN_THEME": "high-contrast", "COLORFGBG": "0;15"}, ThemeName.HIGH_CONTRAST),
        ("", {"BACKPAIN_THEME": "pink"}, ThemeName.AUTO),
        ("auto", {"COLORFGBG": "15;0"}, ThemeName.DARK),
        ("", {"COLORFGBG": "0;15"}, ThemeName.LIGHT),
        ("", {"COLORFGBG": "0;default;7"}, ThemeName.LIGHT),
        ("", {"COLORFGBG": "15;8"}, ThemeName.DARK),
        ("", {"COLORFGBG": "15;default"}, ThemeName.AUTO),
        ("", {"COLORFGBG": "1;99"}, ThemeName.AUTO),
        ("", {"COLORFGBG": ""}, ThemeName.AUTO),
    ],
)
def test_a_theme_is_chosen_by_option_environment_and_terminal(
    wanted: str, environment: dict[str, str], theme: ThemeName
) -> None:
    assert theme_for(wanted, environment) is theme


class TestInUse:
    @pytest.fixture(autouse=True)
    def leaves_no_theme_behind(self) -> Iterator[None]:
        yield
        use_theme("")

    def test_another_theme_takes_effect_at_once(self) -> None:
        use_theme("dark")
        assert (described("caution"), code_of("caution", colors=True)) == ("bright_yellow", "93")
        use_theme("mono")
        assert (described("caution"), code_of("caution", colors=True)) == ("underline", "4")

    @pytest.mark.parametrize("theme", ThemeName)
    def test_a_ground_stays_to_be_seen_without_colours(self, theme: ThemeName) -> None:
        use_theme(theme)
        for style in ("badge.hold", "badge.danger", "danger", "side", "solid"):
            assert "7" in code_of(style, colors=False).split(";")
            assert fills_background(style)

    @pytest.mark.parametrize("theme", ThemeName)
    def test_the_style_of_empty_places_writes_nothing(self, theme: ThemeName) -> None:
        use_theme(theme)
        assert code_of("bar.rest", colors=True) == code_of("picture", colors=True) == ""
