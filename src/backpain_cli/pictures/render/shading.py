"""How overlaps are woven."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from backpain_cli.pictures.palette import (
    _ROLES_16,
    _SERIES_16,
    PALETTE_16,
    PictureColors,
    _luminance,
    blend,
    nearest_256,
    role_color,
)
from backpain_cli.pictures.render.raster import SERIES, ZONE_ROLES, PictureMode, SampleMark, SampleStack
from backpain_cli.pictures.scene import Role


def seen(zones: tuple[SampleMark, ...], x: int, y: int) -> SampleMark:
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


class TerminalColors(NamedTuple):
    """The colours of a look as one kind of terminal has them, as #rrggbb."""

    paper: str
    ink: str
    roles: Mapping[Role, str]
    full: tuple[str, ...]
    """Of each series, for its points, its essential zones and the stripes of its spillover zones."""
    tint: tuple[str, ...]
    """Of each series, for its muscles and between the stripes, where colours are too few to be mixed; else empty."""


class Shading:
    """The colours of what lies at a sample."""

    def __init__(self, stacks: list[SampleStack], colors: TerminalColors) -> None:
        """Colour `stacks` with `colors`."""
        self.colors = colors
        self._stacks = stacks
        self._known: dict[tuple[int, int, int], str] = {}

    def at(self, number: int, x: int, y: int) -> str:
        """Return the colour of a stack at a place, counted in stripes of a hatching; empty for bare paper."""
        stack = self._stacks[number]
        key = (number, x, y) if stack.zones else (number, 0, 0)
        if key not in self._known:
            self._known[key] = self._over(self._ground(stack), stack, x, y)
        return self._known[key]

    def _ground(self, stack: SampleStack) -> str:
        if stack.ground is None:
            return ""
        if stack.ground.role in {Role.POINT, *ZONE_ROLES}:
            return self.colors.full[stack.ground.series]
        return self.colors.roles.get(stack.ground.role, self.colors.ink)

    def _over(self, ground: str, stack: SampleStack, x: int, y: int) -> str:
        if not stack.zones:
            return ground
        mark = seen(stack.zones, x, y)
        weight = {Role.ESSENTIAL: _FULL, Role.MUSCLE: _TINT}.get(mark.role, _STRIPE)
        # Where zones are woven, the weave is their hatching: two patterns over each other would swallow one of them.
        is_woven = sum(zone.role is not Role.MUSCLE for zone in stack.zones) > 1
        if mark.role is Role.SPILLOVER and not is_woven and not _HATCHES[mark.series](x, y):
            weight = _TINT
        if self.colors.tint:
            return self.colors.tint[mark.series] if weight == _TINT else self.colors.full[mark.series]
        areas = [zone for zone in stack.zones if zone.role is not Role.MUSCLE]
        if mark.role is Role.MUSCLE and areas:
            ground = self.colors.full[areas[0].series]
        return blend(ground or self.colors.paper, self.colors.full[mark.series], weight)


@lru_cache(maxsize=8)
def terminal_colors(look: PictureColors, mode: PictureMode) -> TerminalColors:
    """Return the colours of a look as the terminals of a mode have them."""
    series = tuple(role_color(Role.POINT, number, look) for number in range(SERIES))
    roles = {role: role_color(role, 0, look) for role in _ROLES_16}
    if mode is PictureMode.HALF_BLOCKS_256:
        # A pale shade of a colour is often the same as that of another one: each takes the best that is left.
        roles = {role: nearest_256(color) for role, color in roles.items()}
        taken: list[str] = []
        for color in (*series, *(blend(look.body, color, 0.6) for color in series)):
            taken.append(
                nearest_256(color, but={*taken, *(roles[role] for role in (Role.BODY, Role.BODY_LINE, Role.LANDMARK))})
            )
        return TerminalColors(
            nearest_256(look.paper), nearest_256(look.ink), roles, tuple(taken[:SERIES]), tuple(taken[SERIES:])
        )
    if mode is PictureMode.HALF_BLOCKS_16:
        is_light = _luminance(look.paper) > 0.2
        strong, weak = (0, 8) if is_light else (8, 0)
        return TerminalColors(
            PALETTE_16[15 if is_light else 0],
            PALETTE_16[0 if is_light else 15],
            {role: PALETTE_16[pair[is_light]] for role, pair in _ROLES_16.items()},
            tuple(PALETTE_16[strong + number] for number in _SERIES_16),
            tuple(PALETTE_16[weak + number] for number in _SERIES_16),
        )
    return TerminalColors(look.paper, look.ink, roles, series, ())
