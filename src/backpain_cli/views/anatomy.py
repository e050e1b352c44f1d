"""Pain areas and muscles as tables: what may be pressed, and where each fact is from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.exercises import moves_by_muscle
from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.terms import Region, SafetyClass
from backpain_cli.domain.words.vocabulary import MuscleGroup
from backpain_cli.views.widgets import (
    Column,
    Room,
    Row,
    class_chip,
    page,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording.phrases import class_meaning, steps_phrase

HONEST_HEADING = "Published as referring here; not a diagnosis. Your own map may differ."
_NOT_READ = {"memory": "from memory, not opened again", "own": "our own reading, not confirmed"}
_TWO_COLUMNS_SINCE, _MOVES_SINCE = 60, 150
_TRUNK = "Trunk, back and front"
_AREA_GROUPS = {
    (Region.CERVICAL,): "Head and neck",
    (Region.CERVICAL, Region.THORACIC): "Shoulders and arms",
    (Region.THORACIC,): _TRUNK,
    (Region.THORACIC, Region.LUMBAR): _TRUNK,
}
_CLASS_GROUPS = {
    SafetyClass.A: "May be pressed",
    SafetyClass.B: "Lightly, with care",
    SafetyClass.C: "Stretch or breathe",
    SafetyClass.D: "Never pressed",
}
"""Short enough for the column of the names; what a class means is said in full below."""
_LAST_AREA_GROUP = "Low back, hips and legs"
Treatments = Mapping[str, Sequence[StepReference]]
"""The steps that press or stretch a muscle, by its key."""


def area_table(anatomy: Atlas, areas: Sequence[PainArea], room: Room) -> RenderableType:
    """Return pain areas by part of the body, with their landmarks."""
    groups: dict[str, list[Row]] = {name: [] for name in (*_AREA_GROUPS.values(), _LAST_AREA_GROUP)}
    felt = Counter(key for muscle in anatomy.muscles.values() for key in _felt_areas(muscle))
    for area in areas:
        name = Text(area.key, "command")
        if room.is_screen and room.columns < _TWO_COLUMNS_SINCE:
            name = Text.assemble(name, "\n", area.landmarks)
        row = (name, area.landmarks, str(felt[area.key]))
        groups[_AREA_GROUPS.get(area.regions, _LAST_AREA_GROUP)].append(row)
    columns = (Column("area"), Column("where it is", since=_TWO_COLUMNS_SINCE), Column("muscles", since=80, right=True))
    return page(
        room,
        title(room, "Pain areas", count=f"{len(areas)}, named by what you can touch"),
        responsive_table(room, columns, _grouped(groups)),
        then=[("backpain muscles AREA", "the muscles published as felt there")],
    )


def _felt_areas(muscle: Muscle) -> set[str]:
    """Return the keys of the areas for which a muscle is listed: by its points or by a study's figure."""
    by_points = {one.area.key for point in muscle.points for one in (*point.essential, *point.spillover)}
    return by_points | {figure.area for figure in muscle.prevalence}


def _grouped(groups: Mapping[str, Sequence[Row]]) -> list[Row | str]:
    return [row for name, rows in groups.items() if rows for row in (name, *rows)]


def by_class(rows: Sequence[tuple[Sequence[SafetyClass], Row]]) -> list[Row | str]:
    """Return rows below what the best class of their muscle means: what may be pressed first."""
    groups = {name: [row for classes, row in rows if classes[:1] == (one,)] for one, name in _CLASS_GROUPS.items()}
    return _grouped(groups | {"Groups of muscles": [row for classes, row in rows if not classes]})


def class_cell(room: Room, classes: Iterable[SafetyClass]) -> Text:
    """Return safety classes as chips; as letters where there are none."""
    return Text(" ").join(class_chip(room, one) for one in classes) or Text("see its parts")


def class_legend(room: Room) -> RenderableType:
    """Return what the safety classes mean."""
    meanings = [(class_chip(room, one), class_meaning(one)) for one in SafetyClass]
    if room.is_screen:
        return Columns([Text.assemble(letter, (f" {meaning}", "quiet")) for letter, meaning in meanings], (0, 3))
    return Text(f"Classes of points: {', '.join(f'{letter} {meaning}' for letter, meaning in meanings)}.")


def group_page(
    anatomy: Atlas, group: MuscleGroup | None, parts: Sequence[Muscle], treated: Treatments, room: Room, *,
    with_sources: bool = False,
) -> RenderableType:  # fmt: skip
    """Return the muscles of a group, or several that were named, with those that have no page here."""
    missing = group.missing if group is not None else ""
    heading = group.name if group is not None else "Muscles"
    table = muscle_table(anatomy, parts, treated, room, with_sources=with_sources, heading=heading)
    return page(room, table, prose(room, missing)) if missing else table


def muscle_table(
    anatomy: Atlas, muscles: Sequence[Muscle], treated: Treatments, room: Room, *, with_sources: bool = False,
    heading: str = "Muscles",
) -> RenderableType:  # fmt: skip
    """Return muscles, a row each: what may be pressed first, what is never pressed last."""
    columns = [
        Column("muscle"), Column("class"), Column("sits in", since=60), Column("in routines, by step", since=80),
        Column("region", since=120), Column("attaches", since=120), Column("moves", since=_MOVES_SINCE),
        *source_column(with_sources),
    ]  # fmt: skip
    moves = moves_by_muscle(anatomy)
    rows: list[tuple[Sequence[SafetyClass], Row]] = [
        (
            muscle.safety_classes,
            (
                Text(muscle.key, "command"),
                class_cell(room, muscle.safety_classes),
                muscle.seat,
                steps_phrase(treated.get(muscle.key, ())),
                ", ".join(muscle.regions),
                ", ".join(str(kind).replace("-", " ") for kind in sorted(muscle.attaches.kinds)),
                ", ".join(move.key for move in moves.get(muscle.key, ())),
                *([", ".join(sources_of(muscle))] if with_sources else []),
            ),
        )
        for muscle in muscles
    ]
    return page(
        room,
        title(room, heading, count=str(len(muscles))),
        responsive_table(room, columns, by_class(rows)),
        class_legend(room),
        source_table(anatomy, (key for muscle in muscles for key in sources_of(muscle)), room)
        if with_sources
        else None,
        then=[("backpain muscle NAME", "one of them"), ("backpain muscles AREA", "where it hurts")],
    )


def source_column(with_sources: bool) -> list[Column]:
    """Return the column of the keys of sources, if they are asked for."""
    return [Column("sources")] if with_sources else []


def sources_of(muscle: Muscle) -> list[str]:
    """Return the keys of all sources of a muscle's facts, each once, in the order of its page."""
    groups = [
        muscle.attaches.sources,
        muscle.action.sources,
        muscle.nerve.sources,
        *(opponent.sources for opponent in muscle.antagonists),
        muscle.strain.sources,
        *(point.sources for point in muscle.points),
        *(point.technique.sources for point in muscle.points if point.technique is not None),
        *(point.technique.dose_sources for point in muscle.points if point.technique is not None),
        *(figure.sources for figure in muscle.prevalence),
        *(note.sources for note in muscle.notes),
    ]
    return list(dict.fromkeys(key for group in groups for key in group))


def source_table(anatomy: Atlas, keys: Iterable[str], room: Room) -> RenderableType:
    """Return the references behind `keys`, each once, with how much of each was read."""
    columns = (Column("key"), Column("source"), Column("how read"))
    rows: list[Row] = []
    for key in dict.fromkeys(keys):
        source = anatomy.sources[key]
        rows.append((key, source.citation, _NOT_READ.get(source.read, f"{source.read} read {source.checked}")))
    return Group(Text("Sources", "head"), Text(), responsive_table(room, columns, rows))
