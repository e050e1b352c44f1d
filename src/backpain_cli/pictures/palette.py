"""All colours of pictures, by theme and palette."""

from collections.abc import Collection
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from backpain_cli.pictures.scene import Role


@lru_cache(maxsize=512)
def rgb_of(color: str) -> tuple[int, int, int]:
    """Return the parts of a colour #rrggbb."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(*parts: float) -> str:
    return "#{:02x}{:02x}{:02x}".format(*map(round, parts))


def blend(below: str, above: str, weight: float) -> str:
    """Return the colour that `above` gives over `below` when that part of it, from 0 to 1, is opaque."""
    return _hex(*(low + (high - low) * weight for low, high in zip(rgb_of(below), rgb_of(above), strict=True)))


@lru_cache(maxsize=4096)
def unlike(one: str, other: str) -> int:
    """Return how far apart two colours are: in brightness, red against green, and yellow against blue."""
    red, green, blue = (part - its for part, its in zip(rgb_of(one), rgb_of(other), strict=True))
    # As the eye distinguishes colours: a wrong hue is worse than a wrong brightness.
    return int(((red + 2 * green + blue) / 4) ** 2 + (red - green) ** 2 + ((red + green) / 2 - blue) ** 2)


_STEPS = (0, 95, 135, 175, 215, 255)

PALETTE_16 = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The sixteen colours as cells name them; each terminal has its own idea of them, only the numbers count."""

PALETTE_256 = (
    *PALETTE_16,
    *(_hex(*parts) for parts in product(_STEPS, repeat=3)),
    *(_hex(grey, grey, grey) for grey in range(8, 248, 10)),
)


def nearest_256(color: str, but: Collection[str] = ()) -> str:
    """Return the colour of the 256 that is most like `color`, and not among `but`.

    Never one of the first 16, which differ from terminal to terminal.
    """
    parts = rgb_of(color)
    if max(parts) - min(parts) < _NEARLY_GREY:
        greys = (one for one in (PALETTE_256[16], *PALETTE_256[231:]) if one not in but)
        return min(greys, key=lambda one: unlike(one, color))
    around = [sorted(_STEPS, key=lambda step: abs(step - part))[:3] for part in parts]
    return min(
        (one for cube in product(*around) if (one := _hex(*cube)) not in but), key=lambda one: unlike(one, color)
    )


_NEARLY_GREY = 40
"""With so little between its parts, a colour is nearer to a grey of its brightness than to the next hue there is."""
_SERIES_16 = (1, 4, 2, 5, 3, 6)
"""Red, blue, green, magenta, yellow, cyan: the hues of a look's series in their order."""

_ROLES_16 = {
    # On a dark and on a light ground.
    Role.BODY: (8, 7),
    Role.BODY_LINE: (7, 8),
    Role.LANDMARK: (7, 8),
    Role.LIMB: (15, 0),
    Role.LIMB_FAR: (7, 8),
    Role.PROP: (8, 7),
    Role.TOOL: (11, 3),
    Role.ARROW: (9, 1),
}


@lru_cache(maxsize=512)
def _luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = (part / 255 for part in rgb_of(color))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=512)
def readable_color(wanted: str, ground: str, *others: str) -> str:
    """Return `wanted`, or the best of all if it could hardly be read on `ground`."""

    def contrast(color: str) -> float:
        one, other = sorted((_luminance(color), _luminance(ground)))
        return (other + 0.05) / (one + 0.05)

    return wanted if contrast(wanted) >= 3 else max((wanted, *others), key=contrast)


class PictureColors(NamedTuple):
    """Colours of one theme; `series` are those of several muscles, which differ in pattern as well."""

    paper: str
    ink: str
    body: str
    body_line: str
    landmark: str
    limb: str
    limb_far: str
    prop: str
    tool: str
    arrow: str
    series: tuple[str, ...]


LIGHT_COLORS = PictureColors(
    paper="#fbfaf7",
    ink="#2b2f33",
    body="#efe7dc",
    body_line="#b9a995",
    landmark="#8d8478",
    limb="#5b6b78",
    limb_far="#aab4bc",
    prop="#d5cfc4",
    tool="#c8741f",
    arrow="#b3261e",
    series=("#b3402e", "#2f6f9f", "#5d7f2a", "#8a4f9e", "#b07d12", "#1f7a74"),
)

DARK_COLORS = PictureColors(
    paper="#14181d",
    ink="#e6e6e0",
    body="#2a3138",
    body_line="#5d6873",
    landmark="#8b949c",
    limb="#9fb0bd",
    limb_far="#56636d",
    prop="#3a424a",
    tool="#f0a04b",
    arrow="#ff8a80",
    series=("#ff8a75", "#7fbfee", "#aace6b", "#d7a0e8", "#e8c15c", "#6fd0c8"),
)


def role_color(role: Role, series: int, look: PictureColors) -> str:
    """Return the colour of a role, or of a series where several muscles are shown."""
    if role in {Role.MUSCLE, Role.ESSENTIAL, Role.SPILLOVER, Role.POINT}:
        return look.series[series % len(look.series)]
    return {
        Role.BODY: look.body,
        Role.BODY_LINE: look.body_line,
        Role.LANDMARK: look.landmark,
        Role.LIMB: look.limb,
        Role.LIMB_FAR: look.limb_far,
        Role.PROP: look.prop,
        Role.TOOL: look.tool,
        Role.ARROW: look.arrow,
    }.get(role, look.ink)


_SINGLE = tuple(name for name in PictureColors._fields if name != "series")

COLORS: dict[str, tuple[str, str]] = {
    **{
        f"chart-{name.replace('_', '-')}": (getattr(LIGHT_COLORS, name), getattr(DARK_COLORS, name)) for name in _SINGLE
    },
    **{
        f"chart-series-{number}": pair
        for number, pair in enumerate(zip(LIGHT_COLORS.series, DARK_COLORS.series, strict=True))
    },
}
"""The light and the dark colour of each name."""

PAGE_COLORS = PictureColors(
    **{name: f"var(--chart-{name.replace('_', '-')})" for name in _SINGLE},
    series=tuple(f"var(--chart-series-{number})" for number in range(len(LIGHT_COLORS.series))),
)
"""Every colour as a CSS variable of that name."""
