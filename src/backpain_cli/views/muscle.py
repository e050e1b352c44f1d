"""The page of one muscle, and the spine with the muscles that attach to it."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas, level_ranges
from backpain_cli.domain.anatomy.exercises import moves_by_muscle
from backpain_cli.domain.anatomy.records import Muscle, TriggerPoint
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.terms import AttachmentKind, with_cautions
from backpain_cli.views.anatomy import HONEST_HEADING, class_legend, source_table, sources_of
from backpain_cli.views.widgets import (
    Cell,
    Column,
    Room,
    beside,
    bullets,
    class_chip,
    labelled,
    page,
    prose,
    responsive_table,
    room_beside_chart,
    title,
)
from backpain_cli.wording.phrases import (
    SAME_SIDE,
    SHORTER_HOLDS,
    areas_phrase,
    class_meaning,
    counted,
    treatment_phrase,
)

CHART_SINCE = 80
"""From how many columns on there is room for a chart beside the facts."""
_TABLE_SINCE, _SPILLOVER_SINCE = 80, 90


class Citation:
    """Adds the keys of sources to texts, where they are asked for."""

    def __init__(self, *, shown: bool) -> None:
        """Add them if they are `shown`."""
        self._shown = shown

    def __call__(self, text: str, sources: Iterable[str]) -> str:
        """Return `text` with the keys of its sources behind it."""
        return f"{text} [{', '.join(sources)}]" if self._shown and text else text


def muscle_page(
    anatomy: Atlas,
    muscle: Muscle,
    treatments: Sequence[StepReference],
    room: Room,
    *,
    chart: RenderableType | None = None,
    with_sources: bool = False,
) -> RenderableType:
    """Return everything about one muscle, with the steps that treat it.

    Args:
        anatomy: the vocabulary.
        muscle: whose page it is.
        treatments: the steps that press or stretch it.
        room: what the page is made for.
        chart: of its points, where there is room for one.
        with_sources: whether sources are shown.
    """
    cite = Citation(shown=with_sources)
    points = anatomy.points_of(muscle)
    facts = labelled(room if chart is None else room_beside_chart(room), _facts(anatomy, muscle, cite))
    stretches = ", ".join(anatomy.stretches[key].name.lower() for key in muscle.stretches)
    moves = ", ".join(move.name.lower() for move in moves_by_muscle(anatomy).get(muscle.key, ()))
    aliases = f"Also: {', '.join(muscle.aliases)}" if muscle.aliases else ""
    return page(
        room,
        Group(
            title(room, muscle.english, muscle.latin, counted(len(points), "point")),
            *([prose(room, aliases, "quiet")] if aliases else []),
        ),
        facts if chart is None else beside(room, chart, facts),
        Group(*_points(muscle, points, room, cite)) if points else None,
        labelled(
            room,
            [
                ("what you can do", muscle.care),
                ("stretches", stretches or "none"),
                ("moves that work it", moves or "none"),
                ("in routines", treatment_phrase(treatments)),
            ],
        ),
        Group(
            Text("Unsettled, or worth knowing", "head"),
            bullets(room, (cite(note.text, note.sources) for note in muscle.notes)),
        )
        if muscle.notes
        else None,
        source_table(anatomy, sources_of(muscle), room) if with_sources else None,
        then=[
            (f"backpain chart {muscle.key}", "both sides of the body"),
            *([] if with_sources else [("--sources", "where each line is from")]),
        ],
    )


def _facts(anatomy: Atlas, muscle: Muscle, cite: Citation) -> Iterator[tuple[str, Cell]]:
    kinds = [str(kind).replace("-", " ") for kind in sorted(muscle.attaches.kinds) if kind is not AttachmentKind.NONE]
    yield "lies in", f"{muscle.seat}; region {', '.join(muscle.regions)}"
    yield "does", cite(muscle.action.text, muscle.action.sources)
    yield "from", muscle.attaches.origin
    yield "to", cite(muscle.attaches.insertion, muscle.attaches.sources)
    yield "kind", ", ".join(kinds) or "none of the spine"
    yield "vertebrae", level_ranges(muscle.attaches.levels) or "none"
    yield "nerve", cite(muscle.nerve.text, muscle.nerve.sources)
    yield "made of", ", ".join(anatomy.muscles[part].english.lower() for part in muscle.parts)
    yield "pulls against", ". ".join(_opponents(anatomy, muscle, cite)) or "none proven"
    yield "strained by", cite(", ".join(muscle.strain.by), muscle.strain.sources)
    for figure in muscle.prevalence:
        yield "found in", cite(f"{figure.percent} percent of {figure.of}", figure.sources)
    identifiers = (" ".join(part for part in (one.of, one.uberon, one.fma) if part) for one in muscle.identifiers)
    yield "identifiers", "; ".join(identifiers) or "none verified"


def _opponents(anatomy: Atlas, muscle: Muscle, cite: Citation) -> Iterator[str]:
    for opponent in muscle.antagonists:
        other = anatomy.muscles.get(opponent.muscle)
        name = other.english if other is not None else anatomy.other_muscles[opponent.muscle].english
        side = {"same": "same side", "opposite": "other side", "both": "both sides"}[opponent.side]
        stretch = ""
        if other is not None and other.stretches:
            stretch = f"; its stretch: {anatomy.stretches[other.stretches[0]].name.lower()}"
        yield cite(f"{name} ({side}, {opponent.role}{stretch})", opponent.sources)


def _points(muscle: Muscle, points: Sequence[TriggerPoint], room: Room, cite: Citation) -> Iterator[RenderableType]:
    """Yield the table of points where there is room for one, and what else there is to know of each."""
    is_table = room.columns >= _TABLE_SINCE
    yield Text("Points of its parts" if muscle.parts else "Points", "head")
    yield prose(room, HONEST_HEADING, "caution")
    yield prose(room, SAME_SIDE, "quiet")
    if is_table:
        yield Text()
        yield _point_table(points, room, with_muscle=bool(muscle.parts))
        yield class_legend(room)
    for point in points:
        yield Text()
        yield Text.assemble((point.key, "command"), "  ", (point.name, "strong"))
        yield labelled(room, point_facts(point, room, cite, in_table=is_table))


def _point_table(points: Sequence[TriggerPoint], room: Room, *, with_muscle: bool) -> RenderableType:
    columns = (
        Column("point", style="strong"), Column("class"), Column("where"), Column("mainly felt"),
        Column("sometimes", since=_SPILLOVER_SINCE), Column("dose"),
    )  # fmt: skip
    rows = [
        (
            point.key if with_muscle or not room.is_screen else f"{point.number}  {point.name.partition(' (')[0]}",
            class_chip(room, point.safety_class),
            point.where,
            areas_phrase(point.essential) or "not known",
            areas_phrase(point.spillover),
            brief_dose(point, room),
        )
        for point in points
    ]
    return responsive_table(room, columns, rows)


def brief_dose(point: TriggerPoint, room: Room) -> str:
    """Return how hard and how long a point is pressed: `3–5 of 10, 60 s`."""
    if point.technique is None:
        return "not pressed"
    low, high = point.technique.pressure
    return room.sign(f"{low}–{high} of 10, {point.technique.hold} s")


def point_facts(point: TriggerPoint, room: Room, cite: Citation, *, in_table: bool) -> Iterator[tuple[str, Cell]]:
    """Yield what there is to know of a point, without what the table above has if `in_table`."""
    style = "" if point.safety_class.may_be_pressed else "caution"
    if not in_table:
        chip = class_chip(room, point.safety_class)
        yield "class", Text.assemble(chip, (f" {class_meaning(point.safety_class)}", style))
        yield "where", point.where
        yield "mainly felt", areas_phrase(point.essential) or "not known"
    if not in_table or (room.is_screen and room.columns < _SPILLOVER_SINCE):
        yield "sometimes", areas_phrase(point.spillover)
    yield "because", point.reason
    yield "how sure", cite(str(point.confidence), point.sources)
    if (technique := point.technique) is not None:
        low, high = technique.pressure
        dose = f"pressure {low} to {high} of 10, {technique.hold} seconds, never more than {technique.cap}"
        yield "press", f"{technique.do} {technique.posture}"
        below = "\n" if room.is_screen else ". "
        yield "dose", f"{cite(dose, technique.dose_sources)}{below}{cite(SHORTER_HOLDS, ('S74',))}"
        yield "with", cite(technique.tool, technique.sources)
        yield "not", Text(with_cautions(technique.avoid, technique.cautions), "caution")
        yield "stop", Text(technique.stop, "stop")
