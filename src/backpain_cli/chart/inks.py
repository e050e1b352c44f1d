"""The colours of a picture in each mode: how overlaps are woven, and the nearest colours of a palette."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from backpain_cli.chart.cell import SERIES, Cell, Mode
from backpain_cli.chart.looks import Look, color_of
from backpain_cli.chart.raster import ZONE_ROLES, Mark, Stack
from backpain_cli.chart.scene import Role


def seen(zones: tuple[Mark, ...], x: int, y: int) -> Mark:
    """Return which of several zones is seen at a place: they are woven, so that each of them shows in an overlap.

    Of a muscle beneath the zone of another one only every sixth place shows.
    """
    areas = [zone for zone in zones if zone.role is not Role.MUSCLE]
    muscles = [zone for zone in zones if zone.role is Role.MUSCLE]
    if areas and muscles and x % 3 == 0 and y % 2 == 0:
        areas = []
    woven = areas or muscles
    return woven[(x + y) % len(woven)]


_HATCHES: tuple[Callable[[int, int], bool], ...] = (
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x - y) % 3 == 0,
    lambda _, y: y % 2 == 0,
    lambda x, _: x % 2 == 0,
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: x % 2 == y % 2 == 0,
)
"""Where the stripes of a spillover zone are, a series each."""
PERIOD = 6
"""After how many samples weaves (but those of four or five) and hatches repeat."""


_TINT, _STRIPE, _FULL = 0.36, 0.8, 0.97
"""How much of its own colour a muscle (and the gaps of a hatching), a stripe and an essential zone have."""


class Inks(NamedTuple):
    """The colours of a look as one kind of terminal has them, as #rrggbb."""

    paper: str
    ink: str
    roles: Mapping[Role, str]
    full: tuple[str, ...]
    """Of each series, for its points, its essential zones and the stripes of its spillover zones."""
    tint: tuple[str, ...]
    """Of each series, for its muscles and between the stripes, where colours are too few to be mixed; else empty."""


class Shades:
    """The colours of what lies at a sample."""

    def __init__(self, stacks: list[Stack], inks: Inks) -> None:
        """Colour `stacks` with `inks`."""
        self.inks = inks
        self._stacks = stacks
        self._known: dict[tuple[int, int, int], str] = {}

    def at(self, number: int, x: int, y: int) -> str:
        """Return the colour of a stack at a place, counted in stripes of a hatching; empty for bare paper."""
        stack = self._stacks[number]
        key = (number, x, y) if stack.zones else (number, 0, 0)
        if key not in self._known:
            self._known[key] = self._over(self._ground(stack), stack, x, y)
        return self._known[key]

    def _ground(self, stack: Stack) -> str:
        if stack.ground is None:
            return ""
        if stack.ground.role in {Role.POINT, *ZONE_ROLES}:
            return self.inks.full[stack.ground.series]
        return self.inks.roles.get(stack.ground.role, self.inks.ink)

    def _over(self, ground: str, stack: Stack, x: int, y: int) -> str:
        if not stack.zones:
            return ground
        mark = seen(stack.zones, x, y)
        weight = {Role.ESSENTIAL: _FULL, Role.MUSCLE: _TINT}.get(mark.role, _STRIPE)
        # Where zones are woven, the weave is their hatching: two patterns over each other would swallow one of them.
        is_woven = sum(zone.role is not Role.MUSCLE for zone in stack.zones) > 1
        if mark.role is Role.SPILLOVER and not is_woven and not _HATCHES[mark.series](x, y):
            weight = _TINT
        if self.inks.tint:
            return self.inks.tint[mark.series] if weight == _TINT else self.inks.full[mark.series]
        areas = [zone for zone in stack.zones if zone.role is not Role.MUSCLE]
        if mark.role is Role.MUSCLE and areas:
            ground = self.inks.full[areas[0].series]
        return blend(ground or self.inks.paper, self.inks.full[mark.series], weight)


@lru_cache(maxsize=8)
def inks_of(look: Look, mode: Mode) -> Inks:
    """Return the colours of a look as the terminals of a mode have them."""
    series = tuple(color_of(Role.POINT, number, look) for number in range(SERIES))
    roles = {role: color_of(role, 0, look) for role in _ROLES_16}
    if mode is Mode.HALF_BLOCKS_256:
        # A pale shade of a colour is often the same as that of another one: each takes the best that is left.
        roles = {role: nearest_256(color) for role, color in roles.items()}
        taken: list[str] = []
        for color in (*series, *(blend(look.body, color, 0.6) for color in series)):
            taken.append(
                nearest_256(color, but={*taken, *(roles[role] for role in (Role.BODY, Role.BODY_LINE, Role.LANDMARK))})
            )
        return Inks(nearest_256(look.paper), nearest_256(look.ink), roles, tuple(taken[:SERIES]), tuple(taken[SERIES:]))
    if mode is Mode.HALF_BLOCKS_16:
        is_light = _luminance(look.paper) > 0.2
        strong, weak = (0, 8) if is_light else (8, 0)
        return Inks(
            PALETTE_16[15 if is_light else 0],
            PALETTE_16[0 if is_light else 15],
            {role: PALETTE_16[pair[is_light]] for role, pair in _ROLES_16.items()},
            tuple(PALETTE_16[strong + number] for number in _SERIES_16),
            tuple(PALETTE_16[weak + number] for number in _SERIES_16),
        )
    return Inks(look.paper, look.ink, roles, series, ())


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
    # As the eye tells colours apart: a wrong hue is worse than a wrong brightness.
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
def readable(wanted: str, ground: str, *others: str) -> str:
    """Return `wanted`, or the best of all if it could hardly be read on `ground`."""

    def contrast(color: str) -> float:
        one, other = sorted((_luminance(color), _luminance(ground)))
        return (other + 0.05) / (one + 0.05)

    return wanted if contrast(wanted) >= 3 else max((wanted, *others), key=contrast)


def code_of(cell: Cell, mode: Mode) -> str:
    """Return the terminal's code for a cell's colours, without its brackets: `38;5;174;49`; empty without colours."""
    return _code_of(cell.foreground, cell.background, mode)


@lru_cache(maxsize=512)
def _code_of(foreground: str, background: str, mode: Mode) -> str:
    codes: list[str] = []
    for color, base in ((foreground, 30), (background, 40)):
        if not color:
            continue
        if mode is Mode.HALF_BLOCKS_16:
            number = PALETTE_16.index(color)
            codes.append(str(base + number if number < 8 else base + 52 + number))
        elif mode is Mode.HALF_BLOCKS_256:
            codes.append(f"{base + 8};5;{PALETTE_256.index(color, 16)}")
        else:
            codes.append("{};2;{};{};{}".format(base + 8, *rgb_of(color)))
    return ";".join(codes)
