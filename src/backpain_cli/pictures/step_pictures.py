"""The pictures of a step: posture, and where its point lies."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from backpain_cli.domain.anatomy.atlas import Exercise
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.steps import Step, StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.pictures.body.shapes import (
    MIDLINE,
    BodyView,
    body_shapes,
    clear_of,
    half,
    landmark_names,
    muscle_outlines,
    point_spots,
)
from backpain_cli.pictures.posture.figure import FigureValues
from backpain_cli.pictures.posture.posture import posture_for, posture_scene, postures_of
from backpain_cli.pictures.scene import Label, Outline, Role, Scene, ScenePoint, SceneShape, places_of, shifted
from backpain_cli.wording.phrases import side_phrase

SIZE = 220.0
"""Of a cut-out, in units of the body chart: about the width of the shoulders."""
LEFT = MIDLINE - SIZE / 2
"""Where each of them begins."""
_POINT_RADIUS = 4.5
_WORD_SIZE = 11.0
_LARGE_WORD_SIZE = 14.0
"""Where the picture is small, so that its words can still be read; the names of the vertebrae are left out then."""
_NAME_SIZE = 7.5
Charts = Mapping[str, Any]
"""The charts' plain contents, as the library loads them: body, areas, muscles, postures."""


def point_map(point: TriggerPoint, name: str, data: Charts, *, side: Side = Side.NONE, small: bool = False) -> Scene:
    """Return the part of the body chart around `point`, in the view that shows it, with its muscle and landmarks.

    The midline stays in the middle, so that left and right can't be mistaken.

    Args:
        side: the person's left or right; anything else shows both.
        small: whether its words must be larger than in a picture of some size.

    Raises:
        KeyError: the charts don't know that point.
    """
    place = data["muscles"][point.muscle]["points"][str(point.number)]
    view = BodyView(place["view"])
    ((_, height),) = half([place["at"]])
    # The point lies at the height of the middle.
    top = height - SIZE / 2
    dots = point_spots(data["muscles"], point.muscle, [point.number], view, side, radius=_POINT_RADIUS)
    shapes: list[SceneShape] = [
        *body_shapes(data["body"], view, words=False),
        *muscle_outlines(data["muscles"], point.muscle, view, side),
        *(() if small else clear_of(_names(data, view), dots)),
        *dots,
    ]
    seen = [shifted(shape, -LEFT, -top) for shape in shapes if _may_be_within(shape, top)]
    words = _side_words(view, _LARGE_WORD_SIZE if small else _WORD_SIZE)
    place_words = f"a dot on {side_phrase(side) or 'each side'}: {point.where}"
    return Scene(
        width=SIZE,
        height=SIZE,
        shapes=(*(shape for shape in seen if _is_within(shape)), *words),
        title=f"{name}: where the point is",
        caption=f"Part of a body {view.phrase}. The point is {place_words}",
    )


def _names(data: Charts, view: BodyView) -> list[Label]:
    """Return the names of the vertebrae; of two that lie so close that they would run together, the upper one."""
    kept: list[Label] = []
    for text in sorted(landmark_names(data["body"], view), key=lambda text: text.at.y):
        if not kept or text.at.y - kept[-1].at.y > 1.5 * _NAME_SIZE:
            kept.append(text._replace(size=_NAME_SIZE))
    return kept


def _side_words(view: BodyView, size: float) -> list[Label]:
    on_left, on_right = (Side.LEFT, Side.RIGHT) if view is BodyView.BACK else (Side.RIGHT, Side.LEFT)
    height = SIZE - size
    return [
        Label(Role.LABEL, ScenePoint(4, height), side_phrase(on_left), size, "start"),
        Label(Role.LABEL, ScenePoint(SIZE - 4, height), side_phrase(on_right), size, "end"),
    ]


def _may_be_within(shape: SceneShape, top: float) -> bool:
    """Return whether `shape` can reach into a cut-out from that corner on; most of a body lies plainly outside."""
    if not isinstance(shape, Outline):
        return True
    # A curve never leaves the bounds of the places that it is made of.
    xs = [place.x for segment in shape.segments for place in segment]
    ys = [place.y for segment in shape.segments for place in segment]
    return min(xs) < LEFT + SIZE and max(xs) > LEFT and min(ys) < top + SIZE and max(ys) > top


def _is_within(shape: SceneShape) -> bool:
    """Return whether something of `shape` may be seen in a cut-out; words must lie in it completely."""
    if isinstance(shape, Label):
        return 0 < shape.at.y < SIZE - 2 * _WORD_SIZE
    places = places_of(shape)
    xs, ys = [place.x for place in places], [place.y for place in places]
    return min(xs) < SIZE and max(xs) > 0 and min(ys) < SIZE and max(ys) > 0


def posture_keys(step: Step, routine: str) -> tuple[str, ...]:
    """Return the keys under which the posture of a step may be found, the most particular first."""
    title = "-".join(step.title.lower().replace(",", "").split())
    if step.point is not None:
        return (step.point.key,)
    if step.stretch is not None:
        return (f"{step.stretch.key}/{step.place}", step.stretch.key)
    if step.move is not None:
        return (f"{step.move.key}/{step.place}",)
    return (f"{routine}/{title}", f"{title}/{step.place}", title)


def posture_of_step(step: Step, routine: str, postures: Mapping[str, FigureValues]) -> FigureValues | None:
    """Return the posture of a step: of a move of ours the one of its level, as it is done there; None for none."""
    if step.move is None:
        return posture_for(postures, *posture_keys(step, routine))
    picture = step.move.levels[step.level - 1].picture if step.move.levels and step.level else step.move.picture
    there = postures.get(f"{picture}-{step.place}") or posture_for(postures, *posture_keys(step, routine))
    return there or postures.get(picture)


def exercise_picture(exercise: Exercise, data: Charts) -> Scene | None:
    """Return the picture of a move's or a stretch's posture; None where it has none."""
    postures = postures_of(data["postures"])
    if isinstance(exercise, Move):
        posture = postures.get(exercise.picture)
    else:
        posture = posture_for(postures, f"{exercise.key}/{exercise.place}", exercise.key)
    return None if posture is None else trimmed(posture_scene(posture, f"{exercise.name}: the posture", ""))


_ROOM = 12.0
"""Around the figure of a posture."""
_SLIMMEST, _FLATTEST = 0.75, 1.6
"""Width as a multiple of the height."""


def step_pictures(
    step: Step, routine: str, data: Charts, *, side: Side | None = None, small: bool = False, two_frames: bool = False
) -> tuple[Scene, ...]:
    """Return the pictures of `step`: its posture where there is one, then the place of its point where it has one.

    Args:
        side: which side is shown; without it the one that the step is for, if it is for one.
        small: whether they are shown as small as on a sheet of paper.
        two_frames: whether a posture that is moved into has a second frame.
    """
    found: list[Scene] = []
    if side is None:
        side = {StepSides.LEFT: Side.LEFT, StepSides.RIGHT: Side.RIGHT}.get(step.sides, Side.NONE)
    posture = posture_of_step(step, routine, postures_of(data["postures"]))
    if posture is not None:
        drawn = partial(posture_scene, posture, f"{step.title}: the posture", "", side=side)
        begins = drawn(at_start=True).shapes if two_frames and "start" in posture else ()
        found.append(trimmed(drawn()._replace(begins=begins)))
    if step.point is not None:
        found.append(point_map(step.point, step.title, data, side=side, small=small))
    return tuple(found)


def trimmed(scene: Scene) -> Scene:
    """Return the picture of a posture without the empty room around the figure; the floor stays below it.

    It is never slimmer nor flatter than fits beside a text.
    """
    shown = [shape for shape in scene.shapes + scene.begins if isinstance(shape, Label) or shape.key != "floor"]
    places = [place for shape in shown for place in places_of(shape)]
    top = min(place.y for place in places) - _ROOM
    left, right = min(place.x for place in places) - _ROOM, max(place.x for place in places) + _ROOM
    height = max(scene.height - top, (right - left) / _FLATTEST)
    width = max(right - left, height * _SLIMMEST)
    shift = -((left + right - width) / 2), height - scene.height
    shapes, begins = (tuple(shifted(shape, *shift) for shape in frame) for frame in (scene.shapes, scene.begins))
    return scene._replace(width=width, height=height, shapes=shapes, begins=begins)
