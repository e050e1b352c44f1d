"""The pictures of a step: its posture, and where its point lies, cut out of the body chart."""

from collections.abc import Sequence

from backpain_cli.chart.cut_outs import Charts, cut_out
from backpain_cli.chart.posture import posture_for, posture_scene, postures_of
from backpain_cli.chart.posture_keys import keys_of
from backpain_cli.chart.scene import Scene, Text, places_of, shifted
from backpain_cli.domain.routine import Sides, Step
from backpain_cli.domain.segment import Side

_ROOM = 12.0
"""Around the figure of a posture."""
_SLIMMEST, _FLATTEST = 0.75, 1.6
"""Width as a multiple of the height."""


def pictures_of(
    step: Step, routine: str, data: Charts, *, side: Side | None = None, small: bool = False
) -> tuple[Scene, ...]:
    """Return the pictures of `step`: its posture where there is one, then the place of its point where it has one.

    Args:
        step: a step of a routine.
        routine: the key of that routine.
        data: the charts' plain contents.
        side: which side is shown; without it the one that the step is for, if it is for one.
        small: whether they are shown as small as on a sheet of paper.
    """
    found: list[Scene] = []
    side = _side_of(step) if side is None else side
    posture = _posture(keys_of(step, routine), f"{step.title}: the posture", data, str(side))
    if posture is not None:
        found.append(trimmed(posture))
    if step.point is not None:
        found.append(cut_out(step.point, step.title, data, side=side, small=small))
    return tuple(found)


def _posture(keys: Sequence[str], title: str, data: Charts, side: str) -> Scene | None:
    plain = posture_for(postures_of(data["postures"]), *keys)
    return None if plain is None else posture_scene(plain, title, "", side=side)


def trimmed(scene: Scene) -> Scene:
    """Return the picture of a posture without the empty room around the figure; the floor stays below it.

    It is never slimmer nor flatter than fits beside a text.
    """
    shown = [shape for shape in scene.shapes if isinstance(shape, Text) or shape.key != "floor"]
    places = [place for shape in shown for place in places_of(shape)]
    top = min(place.y for place in places) - _ROOM
    left, right = min(place.x for place in places) - _ROOM, max(place.x for place in places) + _ROOM
    height = max(scene.height - top, (right - left) / _FLATTEST)
    width = max(right - left, height * _SLIMMEST)
    shift = -((left + right - width) / 2), height - scene.height
    return scene._replace(width=width, height=height, shapes=tuple(shifted(shape, *shift) for shape in scene.shapes))


def _side_of(step: Step) -> Side:
    """Return the side that the pictures show: the one that is meant where it is plain, else none."""
    return {Sides.LEFT: Side.LEFT, Sides.RIGHT: Side.RIGHT}.get(step.sides, Side.NONE)
