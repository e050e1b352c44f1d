"""Pain areas and muscles as tables: what is felt where, what may be pressed, what muscles share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import MuscleMatch, Relation, SharedArea, muscles_felt_in
from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.terms import Region, SafetyClass, ZoneKind
from backpain_cli.views.widgets import (
    Cell,
    Column,
    Room,
    Row,
    class_chip,
    marked,
    page,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording.phrases import class_meaning, steps_phrase, zone_phrase

HONEST_HEADING = "Published as referring here; not a diagnosis. Your own map may differ."
_SIGNS = {ZoneKind.ESSENTIAL: "●", ZoneKind.SPILLOVER: "○"}
_NOTHING_FELT = "No muscle in our sources is published as felt there."
_TWO_COLUMNS_SINCE, _FIGURES_SINCE = 60, 108
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
"""Short enough to stand in the column of the names; what a class means is said in full below."""
_LAST_AREA_GROUP = "Low back, hips and legs"
Treatments = Mapping[str, Sequence[StepReference]]
"""The steps that press or stretch a muscle, by its key."""


def area_table(anatomy: Atlas, room: Room) -> RenderableType:
    """Return the pain areas by part of the body, with their landmarks."""
    groups: dict[str, list[Row]] = {name: [] for name in (*_AREA_GROUPS.values(), _LAST_AREA_GROUP)}
    for area in anatomy.areas.values():
        name = Text(area.key, "command")
        if room.is_screen and room.columns < _TWO_COLUMNS_SINCE:
            name = Text.assemble(name, "\n", area.landmarks)
        row = (name, area.landmarks, str(len(muscles_felt_in(anatomy, [area]))))
        groups[_AREA_GROUPS.get(area.regions, _LAST_AREA_GROUP)].append(row)
    columns = (Column("area"), Column("where it is", since=_TWO_COLUMNS_SINCE), Column("muscles", since=80, right=True))
    return page(
        room,
        title(room, "Pain areas", count=f"{len(anatomy.areas)}, named by what you can touch"),
        responsive_table(room, columns, _grouped(groups)),
        then=[("backpain muscles AREA", "the muscles published as felt there")],
    )


def _grouped(groups: Mapping[str, Sequence[Row]]) -> list[Row | str]:
    return [row for name, rows in groups.items() if rows for row in (name, *rows)]


def _by_class(rows: Sequence[tuple[Sequence[SafetyClass], Row]]) -> list[Row | str]:
    """Return rows below what the best class of their muscle means: what may be pressed first."""
    groups = {
        name: [row for classes, row in rows if classes[:1] == (one,)] for one, name in _CLASS_GROUPS.items()
    }
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


def muscle_table(
    anatomy: Atlas, muscles: Sequence[Muscle], treated: Treatments, room: Room, *, with_sources: bool = False
) -> RenderableType:
    """Return all muscles, a row each: what may be pressed first, what is never pressed last."""
    columns = [
        Column("muscle"), Column("class"), Column("sits in", since=60), Column("in routines, by step", since=80),
        Column("region", since=120), Column("attaches", since=120), *_source_column(with_sources),
    ]  # fmt: skip
    rows = [
        (
            muscle.safety_classes,
            (
                Text(muscle.key, "command"),
                class_cell(room, muscle.safety_classes),
                muscle.seat,
                steps_phrase(treated.get(muscle.key, ())),
                ", ".join(muscle.regions),
                ", ".join(str(kind).replace("-", " ") for kind in sorted(muscle.attaches.kinds)),
                *([", ".join(sources_of(muscle))] if with_sources else []),
            ),
        )
        for muscle in muscles
    ]
    return page(
        room,
        title(room, "Muscles", count=str(len(muscles))),
        responsive_table(room, columns, _by_class(rows)),
        class_legend(room),
        source_table(anatomy, (key for muscle in muscles for key in sources_of(muscle)), room)
        if with_sources
        else None,
        then=[("backpain muscle NAME", "one of them"), ("backpain muscles AREA", "where it hurts")],
    )


def match_table(
    anatomy: Atlas,
    areas: Sequence[PainArea],
    matches: Sequence[MuscleMatch],
    treated: Treatments,
    room: Room,
    *,
    cover: Sequence[MuscleMatch] = (),
    with_sources: bool = False,
) -> RenderableType:
    """Return the muscles published as felt in `areas`: how, what may be pressed, and what can be done.

    Args:
        anatomy: the vocabulary.
        areas: those that were asked for.
        matches: the muscles, the likeliest first.
        treated: the steps that press or stretch a muscle, by its key.
        room: what the page is made for.
        cover: the fewest muscles whose maps cover all areas.
        with_sources: whether sources are shown.
    """
    names = [area.name.lower() for area in areas]
    figures = dict.fromkeys(match.prevalence.of for match in matches if match.prevalence is not None)
    wider = 16 * (len(areas) - 1 + with_sources)
    columns = [
        Column("muscle", style="strong"), *_felt_columns(names, room, "felt here"), Column("class"),
        Column("sits in", since=80 + wider), Column("what you can do", since=80 + wider // 2),
        Column("share of people", since=_FIGURES_SINCE, right=True), Column("also felt in", since=132),
        Column("region", since=132), *_source_column(with_sources),
    ]  # fmt: skip
    rows = [
        (match.safety_classes, _match_row(anatomy, areas, match, treated, room, with_sources)) for match in matches
    ]
    return page(
        room,
        title(room, f"Muscles published as felt in: {' and '.join(names)}", count=str(len(matches))),
        Group(*(prose(room, area.landmarks, "quiet") for area in areas), prose(room, HONEST_HEADING, "caution")),
        _cover_text(len(areas), cover, room) if cover else None,
        responsive_table(room, columns, _by_class(rows)) if rows else prose(room, _NOTHING_FELT),
        Group(*_match_legends(room, rows=bool(rows), signs=len(areas) > 1, figures=tuple(figures))),
        source_table(anatomy, (key for match in matches for key in match.sources), room) if with_sources else None,
        then=[("backpain muscle NAME", "one of them"), (f"backpain why {areas[0].key}", "how sure this is")],
    )


def _match_legends(room: Room, *, rows: bool, signs: bool, figures: Sequence[str]) -> Iterator[RenderableType]:
    if rows:
        yield class_legend(room)
    if signs and room.is_screen:
        yield zone_legend(room)
    if figures and (room.columns >= _FIGURES_SINCE or not room.is_screen):
        yield prose(room, f"Share of people: percent of {' or of '.join(figures)}.", "quiet")


def _match_row(
    anatomy: Atlas, areas: Sequence[PainArea], match: MuscleMatch, treated: Treatments, room: Room, with_sources: bool
) -> Row:
    zones = [_zone_in(match, area) for area in areas]
    felt = _felt_cells([area.name.lower() for area in areas], zones, room)
    return (
        match.muscle.english,
        *(felt if any(zones) else ["in a study", *felt[1:]]),
        class_cell(room, match.safety_classes),
        "here" if match.relation is Relation.LOCAL else match.muscle.seat,
        _what_to_do(anatomy, match, treated.get(match.muscle.key, ())),
        f"{match.prevalence.percent} %" if match.prevalence is not None else "",
        ", ".join(area.name.lower() for area in match.other_zones),
        ", ".join(match.muscle.regions),
        *([", ".join(match.sources)] if with_sources else []),
    )


def _zone_in(match: MuscleMatch, area: PainArea) -> ZoneKind | None:
    zones = {point.zone_in(area.key) for point in match.points}
    return next((kind for kind in ZoneKind if kind in zones), None)


def _what_to_do(anatomy: Atlas, match: MuscleMatch, treatments: Sequence[StepReference]) -> str:
    """Return what a person can do about a muscle here: a routine's step, a stretch, or leaving it alone."""
    if treatments:
        here = [one for one in treatments if not match.is_of_another_point(one.point)]
        elsewhere = [one for one in treatments if match.is_of_another_point(one.point)]
        parts = [steps_phrase(here)] if here or not elsewhere else []
        return "; ".join([*parts, *([f"another of its points {steps_phrase(elsewhere)}"] if elsewhere else [])])
    names = ", ".join(anatomy.stretches[key].name.lower() for key in match.muscle.stretches)
    if any(one.may_be_pressed for one in match.safety_classes):
        return f"in no routine; how to press it: backpain muscle {match.muscle.key}"
    if names:
        alone = "leave it alone with your hands" if SafetyClass.D in match.safety_classes else "stretch only"
        return f"{alone}: {names}"
    return "leave it alone"


def _is_matrix(names: Sequence[str], room: Room) -> bool:
    """Return whether there is room for a column for each of `names`."""
    return not room.is_screen or sum(max(map(len, name.split())) + 2 for name in names) + 40 <= room.columns


def _felt_columns(names: Sequence[str], room: Room, heading: str) -> list[Column]:
    if len(names) > 1 and _is_matrix(names, room):
        return [Column(name) for name in names]
    return [Column(heading)]


def _felt_cells(names: Sequence[str], zones: Sequence[ZoneKind | None], room: Room) -> list[Cell]:
    """Return how something is felt in or from each of `names`: signs in columns of their own, or in one cell."""
    if len(names) == 1 or not room.is_screen:
        return [marked(room, _SIGNS[zone], zone_phrase(zone)) if zone is not None else "" for zone in zones]
    if _is_matrix(names, room):
        return [room.sign(_SIGNS[zone]) if zone is not None else "" for zone in zones]
    felt = [f"{room.sign(_SIGNS[zone])} {name}" for name, zone in zip(names, zones, strict=True) if zone is not None]
    return [Text("\n".join(felt))]


def zone_legend(room: Room) -> RenderableType:
    """Return what the signs of referral zones mean."""
    return Text("   ".join(f"{room.sign(sign)} {zone_phrase(zone)}" for zone, sign in _SIGNS.items()), "quiet")


def _cover_text(areas: int, cover: Sequence[MuscleMatch], room: Room) -> RenderableType:
    covered = {area.key for match in cover for area in match.areas}
    names = ", ".join(f"{one.muscle.english} ({', '.join(area.key for area in one.areas)})" for one in cover)
    text = f"The fewest muscles whose maps cover {len(covered)} of these {areas} areas: {names}."
    return prose(room, text + ("" if len(covered) == areas else " The rest is on no map in our sources."), "strong")


def overlap_table(muscles: Sequence[Muscle], shared: Sequence[SharedArea], room: Room) -> RenderableType:
    """Return the areas that several muscles share, each with how it is felt from them."""
    names = [muscle.english for muscle in muscles]
    columns = [Column("area"), *_felt_columns(names, room, "felt from"), Column("where it is", since=80)]
    rows = [
        (Text(one.area.key, "command"), *_felt_cells(names, one.zones, room), one.area.landmarks) for one in shared
    ]
    heading = f"Areas that {' and '.join(name.lower() for name in names)} share on the published maps"
    return page(
        room,
        title(room, heading, count=str(len(shared))),
        responsive_table(room, columns, rows) if rows else prose(room, "They share no area in our sources."),
        zone_legend(room) if rows and room.is_screen else None,
        prose(
            room,
            f"{HONEST_HEADING} Coverage of maps: nothing says that treating one treats the other.",
            "caution",
        ),
        then=[("backpain muscles AREA", "all that is published as felt there")],
    )


def _source_column(with_sources: bool) -> list[Column]:
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
        read = "from memory, not opened again" if source.read == "memory" else f"{source.read} read {source.checked}"
        rows.append((key, source.reference, read))
    return Group(Text("Sources", "head"), Text(), responsive_table(room, columns, rows))
