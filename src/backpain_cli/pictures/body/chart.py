"""Body charts: muscles, points and the areas in which they are published as felt, as one scene with its words."""

from collections.abc import Collection, Iterable, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import MuscleMatch
from backpain_cli.domain.anatomy.records import Muscle, PainArea, TriggerPoint
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.terms import Side
from backpain_cli.pictures.body.shapes import (
    HEIGHT,
    MIDLINE,
    SIDE_SIZE,
    WIDTH,
    BodyView,
    area_outlines,
    body_shapes,
    clear_of,
    landmark_names,
    muscle_outlines,
    on_field,
    point_outlines,
    point_spots,
    side_labels,
    views_of,
)
from backpain_cli.pictures.scene import (
    Dot,
    Label,
    LineTo,
    MoveTo,
    Outline,
    Role,
    Scene,
    ScenePoint,
    SceneShape,
    flattened,
    shifted,
)
from backpain_cli.wording.phrases import SAME_SIDE, areas_phrase, side_phrase

ChartValues = dict[str, Any]
_LEGEND_LINE = 18.0
_LEGEND_SIZE = 8.0
_NAME_LEFT = 86.0
"""Where a name begins in the legend."""
_KEY_LEFT = 24.0
"""Where the line begins that explains the patterns."""
_LETTER_WIDTH = 7.2
"""Of the legend's letters, on average and a little more, in units of the field."""
_CLOSER = 0.8
"""Lines of one name are closer together than names."""
_TOPS = ((285.0, 375.0), (110.0, 240.0), (0.0, 0.0))
"""Where a part begins, and from which height on all has to lie that it shows: the hips, the neck, all of the body."""
_LEAST_PART = 330.0
"""Less of a body is hard to recognise."""
_ROOM_BELOW = 40.0
_ASIDE = 140.0
"""How far from the midline `your left` and `your right` are in a part of a chart: beside head, shoulders or hands."""
_MOST_CUT = 0.9
"""Less than a tenth of the height is not worth cutting off."""
_ZONE_LINE = 1.4
"""Of the line round each zone where several muscles are shown: zones that overlap stay apart."""
_SHOWN = frozenset({Role.MUSCLE, Role.ESSENTIAL, Role.SPILLOVER})


class ChartSeries(NamedTuple):
    """What is drawn in one colour and one pattern: a muscle with some of its points, or an area alone."""

    name: str
    muscle: Muscle | None
    points: tuple[TriggerPoint, ...]
    areas: tuple[PainArea, ...] = ()
    """Areas that are shown for themselves, besides those of the points."""
    with_zones: bool = True
    """Whether the areas of the points are shown; on a full chart only the points are."""


def series_of_muscle(anatomy: Atlas, muscle: Muscle) -> list[ChartSeries]:
    """Return a muscle with all its points; for a group, its parts."""
    parts = [anatomy.muscles[part] for part in muscle.parts] or [muscle]
    return [ChartSeries(name=part.english, muscle=part, points=part.points) for part in parts]


def series_of_point(anatomy: Atlas, point: TriggerPoint) -> ChartSeries:
    """Return one point with its muscle."""
    muscle = anatomy.muscles[point.muscle]
    return ChartSeries(name=f"{muscle.english}, {point.name}", muscle=muscle, points=(point,))


def series_of_area(area: PainArea) -> ChartSeries:
    """Return a pain area for itself."""
    return ChartSeries(name=area.name, muscle=None, points=(), areas=(area,))


def series_of_listing(listing: MuscleMatch) -> ChartSeries:
    """Return a muscle with its points that are felt in the areas asked for, without their zones."""
    return ChartSeries(name=listing.muscle.english, muscle=listing.muscle, points=listing.points, with_zones=False)


def series_of_routine(anatomy: Atlas, routine: Routine) -> list[ChartSeries]:
    """Return the points that a routine presses, each once, without their zones."""
    pressed = {step.point.key: step.point for step in routine.steps if step.point is not None}
    return [series_of_point(anatomy, point)._replace(with_zones=False) for point in pressed.values()]


def body_chart(
    data: ChartValues, series: Sequence[ChartSeries], views: Sequence[BodyView], title: str, *, legend: bool = True
) -> Scene:
    """Return the chart of `series`, one view beside the other, with a legend below and the same in words.

    Zones lie below muscles, these below names, and points above all. Everything is drawn on both sides: the sides of
    a zone follow from each point.

    Args:
        series: what is shown; each has a colour and a pattern of its own.
        legend: whether a legend is drawn below.
    """
    shapes: list[SceneShape] = []
    for place, view in enumerate(views):
        drawn: list[SceneShape] = [*body_shapes(data["body"], view, words=False)]
        for number, one in enumerate(series):
            drawn += _zones(data, one, number, view, width=_ZONE_LINE if len(series) > 1 else 0.0)
        for number, one in enumerate(series):
            if one.muscle is not None:
                drawn += muscle_outlines(data["muscles"], one.muscle.key, view, Side.NONE, number)
        dots: list[Dot] = []
        for number, one in enumerate(series):
            if one.muscle is not None:
                numbers = [point.number for point in one.points]
                dots += point_spots(data["muscles"], one.muscle.key, numbers, view, Side.NONE, number)
        drawn += [*clear_of(landmark_names(data["body"], view), dots), *side_labels(view), *dots]
        shapes += [shifted(shape, place * WIDTH) for shape in drawn]
    width = WIDTH * len(views)
    if not legend:
        return Scene(width, HEIGHT, tuple(shapes), title, chart_caption(series, views))
    bottom = HEIGHT + _LEGEND_LINE / 2
    for number, one in enumerate(series):
        name, *others = wrap(one.name, int((width - _NAME_LEFT) / _LETTER_WIDTH))
        shapes += chart_legend(number, one._replace(name=name), bottom)
        for line in others:
            bottom += _LEGEND_LINE * _CLOSER
            shapes.append(Label(Role.LABEL, ScenePoint(_NAME_LEFT, bottom), line, _LEGEND_SIZE, "start", number))
        bottom += _LEGEND_LINE
    for line in wrap(key_to(series), int((width - _KEY_LEFT) / (_LETTER_WIDTH * _CLOSER))):
        shapes.append(Label(Role.LABEL, ScenePoint(_KEY_LEFT, bottom), line, _LEGEND_SIZE * _CLOSER, "start"))
        bottom += _LEGEND_LINE * _CLOSER
    return Scene(width, bottom + _LEGEND_LINE / 2, tuple(shapes), title, chart_caption(series, views))


def closer(scene: Scene, views: Sequence[BodyView]) -> Scene:
    """Return the part of a chart without legend in which something is shown, with enough of the body around it.

    On a small screen the rest of the body would take half of the room for nothing. The midline stays in the middle,
    and the words for left and right are placed again.
    """
    shown = [shape for shape in scene.shapes if isinstance(shape, Outline) and shape.role in _SHOWN]
    heights = [point.y for path in shown for part in flattened(path, 4) for point in part] or [0.0, HEIGHT]
    top = next(top for top, highest in _TOPS if min(heights) >= highest)
    bottom = max(top + _LEAST_PART, max(heights) + _ROOM_BELOW)
    if bottom - top > _MOST_CUT * HEIGHT:
        return scene
    height = bottom - top + _LEGEND_LINE
    words: list[Label] = []
    for place, view in enumerate(views):
        for side in (Side.LEFT, Side.RIGHT):
            x, _ = on_field(_ASIDE, 0, view, side)
            words.append(Label(Role.LABEL, ScenePoint(place * WIDTH + x, 14), side_phrase(side), SIDE_SIZE))
        words.append(
            Label(Role.LABEL, ScenePoint(place * WIDTH + MIDLINE, height - _LEGEND_LINE / 2), view.phrase, _LEGEND_SIZE)
        )
    words_of_sides = {word.text for view in BodyView for word in side_labels(view)}
    kept = (
        shape for shape in scene.shapes if not isinstance(shape, Label) or _stays(shape, top, bottom, words_of_sides)
    )
    return scene._replace(height=height, shapes=(*(shifted(shape, 0, -top) for shape in kept), *words))


def _stays(text: Label, top: float, bottom: float, placed_again: Collection[str]) -> bool:
    """Return whether a name is still to be seen, and is not one of those that are placed again."""
    return top < text.at.y < bottom and (text.text not in placed_again or text.text in {"L", "R"})


def chief_view(data: ChartValues, series: Sequence[ChartSeries]) -> BodyView:
    """Return the view that shows the areas that are asked for, or else the most points; the back in doubt."""
    areas = [area for one in series for area in one.areas]
    if areas:
        is_behind = any(data["areas"][area.key].get(BodyView.BACK) for area in areas)
        return BodyView.BACK if is_behind else BodyView.FRONT
    views = [
        data["muscles"][one.muscle.key]["points"][str(point.number)]["view"]
        for one in series
        if one.muscle is not None
        for point in one.points
    ]
    return BodyView.FRONT if views.count(BodyView.FRONT) > views.count(BodyView.BACK) else BodyView.BACK


def views_showing(data: ChartValues, series: Iterable[ChartSeries]) -> tuple[BodyView, ...]:
    """Return the views in which something of `series` is seen, the back first."""
    seen: set[BodyView] = set()
    for one in series:
        if one.muscle is not None:
            seen |= set(views_of(data["muscles"], one.muscle.key))
        seen |= {view for view in BodyView if _zones(data, one, 0, view, width=0.0)}
    return tuple(view for view in BodyView if view in seen) or (BodyView.BACK,)


def _zones(data: ChartValues, one: ChartSeries, number: int, view: BodyView, *, width: float) -> list[Outline]:
    """Return where a series is felt: the zone of each point where that is drawn, else the whole of its area."""
    points = one.points if one.with_zones else ()
    mainly = [(point.key, felt.area.key) for point in points for felt in point.essential]
    sometimes = [(point.key, felt.area.key) for point in points for felt in point.spillover]
    whole = {area for _, area in mainly}
    drawn: list[Outline] = []
    for role, felt_zones in ((Role.SPILLOVER, sometimes), (Role.ESSENTIAL, mainly)):
        areas = {area.key for area in one.areas} if role is Role.ESSENTIAL else set()
        for point, area in felt_zones:
            own = point_outlines(data["zones"], point, area, view, role, number, width)
            drawn += own or ()
            if own is None and (role is Role.ESSENTIAL or area not in whole):
                areas.add(area)
        for area in sorted(areas):
            drawn += area_outlines(data["areas"], area, view, Side.NONE, role, number, width)
    return drawn


def chart_legend(number: int, one: ChartSeries, y: float, *, name: bool = True) -> list[SceneShape]:
    """Return what a series looks like, at that height: a patch of its zones, a dot, and its name."""
    shapes: list[SceneShape] = []
    points = one.points if one.with_zones else ()
    zones = [
        (Role.ESSENTIAL, bool(one.areas) or any(point.essential for point in points)),
        (Role.SPILLOVER, any(point.spillover for point in points)),
    ]
    patches = [role for role, is_drawn in zones if is_drawn] or [Role.MUSCLE]
    for left, role in zip((24.0, 44.0), patches, strict=False):
        corners = ((left, y - 6), (left + 16, y - 6), (left + 16, y + 6), (left, y + 6))
        first, *others = (ScenePoint(*corner) for corner in corners)
        shapes.append(Outline(role, (MoveTo(first), *(LineTo(other) for other in others)), width=0.8, series=number))
    if one.points:
        shapes.append(Dot(Role.POINT, ScenePoint(72, y), 4, number))
    if name:
        shapes.append(Label(Role.LABEL, ScenePoint(_NAME_LEFT, y), one.name, _LEGEND_SIZE, "start", number))
    return shapes


def key_to(series: Sequence[ChartSeries]) -> str:
    """Return what the patterns on a chart of `series` mean, in one line; empty where there is nothing but muscles."""
    points = [point for one in series if one.with_zones for point in one.points]
    entries = [
        ("full: mainly felt there", any(one.areas for one in series) or any(point.essential for point in points)),
        ("hatched: sometimes", any(point.spillover for point in points)),
        ("dot: the point", any(one.points for one in series)),
    ]
    key = ", ".join(entry for entry, is_drawn in entries if is_drawn)
    same_side = f" {SAME_SIDE}" if any(point.essential or point.spillover for point in points) else ""
    return f"{key[:1].upper()}{key[1:]}. As published; not a diagnosis.{same_side}" if key else ""


def chart_caption(series: Sequence[ChartSeries], views: Sequence[BodyView]) -> str:
    """Return the chart in words, for ears and for screen readers."""
    seen = " and ".join(view.phrase for view in views)
    sentences = [f"A body {seen}. Full colour: published as mainly felt there. Hatched: sometimes. Not a diagnosis."]
    sentences += [SAME_SIDE] if any(one.points for one in series) else []
    for one in series:
        if one.areas:
            sentences += [f"{area.name}: {area.landmarks}" for area in one.areas]
        if one.muscle is not None and not one.points:
            sentences.append(f"{one.name}: lies in the {one.muscle.seat}.")
        for point in one.points:
            sentences.append(_point_words(one, point))
    return " ".join(sentences)


def _point_words(one: ChartSeries, point: TriggerPoint) -> str:
    name = one.muscle.english if one.muscle is not None else one.name
    parts = [f"{name}, point {point.number}: {point.where}"]
    if point.essential:
        parts.append(f"Mainly felt: {areas_phrase(point.essential)}.")
    if point.spillover:
        parts.append(f"Sometimes felt: {areas_phrase(point.spillover)}.")
    return " ".join(parts)
