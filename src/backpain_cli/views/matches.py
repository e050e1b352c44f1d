"""The muscles published as felt where it hurts, and the areas that muscles share, as tables."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas, MuscleOrGroup
from backpain_cli.domain.anatomy.exercises import moves_by_muscle
from backpain_cli.domain.anatomy.lookup import MuscleMatch, Relation, SharedArea, areas_felt_from
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.terms import SafetyClass, ZoneKind
from backpain_cli.views.anatomy import (
    HONEST_HEADING,
    Treatments,
    by_class,
    class_cell,
    class_legend,
    source_column,
    source_table,
)
from backpain_cli.views.widgets import (
    Cell,
    Column,
    Room,
    Row,
    beside,
    marked,
    page,
    prose,
    responsive_table,
    room_beside_chart,
    title,
)
from backpain_cli.wording.phrases import steps_phrase, zone_phrase

TABLE_CHART_SINCE = 130
"""From how many columns on there is room for a chart beside the table."""
_FIGURES_SINCE, _ALL_SINCE, _MOVES_SINCE = 108, 132, 150
_NOTHING_FELT = "No muscle in our sources is published as felt there."
_Felt = tuple[str, str]
"""How something is felt in an area: its sign on a screen and the word."""
_ZONES = {kind: (sign, zone_phrase(kind)) for kind, sign in zip(ZoneKind, "●○", strict=True)}
_IN_A_STUDY, _NOT_FELT = ("", "in a study"), ("", "")


def match_table(
    anatomy: Atlas,
    areas: Sequence[PainArea],
    matches: Sequence[MuscleMatch],
    treated: Treatments,
    room: Room,
    *,
    lying: Sequence[Muscle] = (),
    cover: Sequence[MuscleMatch] = (),
    with_sources: bool = False,
    chart: RenderableType | None = None,
) -> RenderableType:
    """Return the muscles published as felt in `areas`: how, what may be pressed, and what can be done.

    Args:
        anatomy: the vocabulary.
        areas: those that were asked for.
        matches: the muscles, the likeliest first.
        treated: the steps that press or stretch a muscle, by its key.
        room: what the page is made for.
        lying: the muscles that lie there and are felt elsewhere.
        cover: the fewest muscles whose maps cover all areas.
        with_sources: whether sources are shown.
        chart: of the areas and muscles, where there is room for one.
    """
    page_room, room = room, room if chart is None else room_beside_chart(room)
    names = [area.name.lower() for area in areas]
    figures = dict.fromkeys(match.prevalence.of for match in matches if match.prevalence is not None)
    wider = 16 * (len(areas) - 1 + with_sources)
    columns = [
        Column("muscle", style="strong"), *_felt_columns(names, room, "felt here"), Column("class"),
        Column("sits in", since=80 + wider), Column("what you can do", since=80 + wider // 2),
        Column("share of people", since=_FIGURES_SINCE, right=True), Column("also felt in", since=_ALL_SINCE),
        Column("region", since=_ALL_SINCE), Column("moves", since=_MOVES_SINCE), *source_column(with_sources),
    ]  # fmt: skip
    moves = moves_by_muscle(anatomy)
    rows = [
        (one.safety_classes, _match_row(anatomy, areas, one, treated, moves, room, with_sources)) for one in matches
    ]
    keys = [key for match in matches for key in match.sources]
    keys += [key for muscle in lying for point in muscle.points for key in point.sources]
    table = Group(
        Text("Felt here", "head"),
        responsive_table(room, columns, by_class(rows)) if rows else prose(room, _NOTHING_FELT),
        Text(),
        *_legends(room, rows=bool(rows), signs=len(areas) > 1, figures=tuple(figures)),
    )
    return page(
        room,
        title(page_room, f"Muscles published as felt in: {' and '.join(names)}", count=str(len(matches))),
        Group(
            *(prose(page_room, area.landmarks, "quiet") for area in areas),
            prose(page_room, HONEST_HEADING, "caution"),
        ),
        _cover_text(len(areas), cover, room) if cover else None,
        table if chart is None else beside(page_room, chart, table, chart_first=False),
        _lying_table(anatomy, lying, treated, page_room, with_sources) if lying else None,
        source_table(anatomy, keys, room) if with_sources else None,
        then=[("backpain muscle NAME", "one of them"), (f"backpain why {areas[0].key}", "how sure this is")],
    )


def _lying_table(
    anatomy: Atlas, lying: Sequence[Muscle], treated: Treatments, room: Room, with_sources: bool
) -> RenderableType:
    """Return the muscles that lie in the areas asked for and are published as felt elsewhere."""
    columns = [
        Column("muscle", style="strong"), Column("felt in"), Column("class"),
        Column("what you can do", since=80), *source_column(with_sources),
    ]  # fmt: skip
    rows: list[Row] = [
        (
            muscle.english,
            ", ".join(area.name.lower() for area in areas_felt_from(anatomy, [muscle])),
            class_cell(room, muscle.safety_classes),
            _what_to_do(anatomy, muscle, treated.get(muscle.key, ()), muscle.safety_classes),
            *(
                [", ".join(dict.fromkeys(key for point in muscle.points for key in point.sources))]
                if with_sources
                else []
            ),
        )
        for muscle in lying
    ]
    return Group(Text("Lies here, felt elsewhere", "head"), responsive_table(room, columns, rows))


def _legends(room: Room, *, rows: bool, signs: bool, figures: Sequence[str]) -> Iterator[RenderableType]:
    if rows:
        yield class_legend(room)
    if signs and room.is_screen:
        yield zone_legend(room)
    if figures and (room.columns >= _FIGURES_SINCE or not room.is_screen):
        yield prose(room, f"Share of people: percent of {' or of '.join(figures)}.", "quiet")


def _match_row(
    anatomy: Atlas, areas: Sequence[PainArea], match: MuscleMatch, treated: Treatments,
    moves: Mapping[str, Sequence[Move]], room: Room, with_sources: bool,
) -> Row:  # fmt: skip
    felt = [_felt_in(match, area) for area in areas]
    return (
        match.muscle.english,
        *_felt_cells([area.name.lower() for area in areas], felt, room),
        class_cell(room, match.safety_classes),
        "here" if match.relation is Relation.LOCAL else match.muscle.seat,
        _match_to_do(anatomy, match, treated.get(match.muscle.key, ())),
        f"{match.prevalence.percent} %" if match.prevalence is not None else "",
        ", ".join(area.name.lower() for area in match.other_zones),
        ", ".join(match.muscle.regions),
        ", ".join(move.key for move in moves.get(match.muscle.key, ())),
        *([", ".join(match.sources)] if with_sources else []),
    )


def _felt_in(match: MuscleMatch, area: PainArea) -> _Felt:
    zones = {point.zone_in(area.key) for point in match.points}
    for kind in ZoneKind:
        if kind in zones:
            return _ZONES[kind]
    return _IN_A_STUDY if match.prevalence is not None and match.prevalence.area == area.key else _NOT_FELT


def _match_to_do(anatomy: Atlas, match: MuscleMatch, treatments: Sequence[StepReference]) -> str:
    """Return what a person can do about a muscle here, steps that press its points felt here first."""
    if treatments:
        here = [one for one in treatments if not match.is_of_another_point(one.point)]
        elsewhere = [one for one in treatments if match.is_of_another_point(one.point)]
        parts = [steps_phrase(here)] if here or not elsewhere else []
        return "; ".join([*parts, *([f"another of its points {steps_phrase(elsewhere)}"] if elsewhere else [])])
    return _what_to_do(anatomy, match.muscle, (), match.safety_classes)


def _what_to_do(
    anatomy: Atlas, muscle: Muscle, treatments: Sequence[StepReference], classes: Sequence[SafetyClass]
) -> str:
    """Return what a person can do about a muscle: a routine's step, a stretch, or leaving it alone."""
    if treatments:
        return steps_phrase(treatments)
    names = ", ".join(anatomy.stretches[key].name.lower() for key in muscle.stretches)
    if any(one.may_be_pressed for one in classes):
        return f"in no routine; how to press it: backpain muscle {muscle.key}"
    if names:
        alone = "leave it alone with your hands" if SafetyClass.D in classes else "stretch only"
        return f"{alone}: {names}"
    return "leave it alone"


def _is_matrix(names: Sequence[str], room: Room) -> bool:
    """Return whether there is room for a column for each of `names`."""
    return not room.is_screen or sum(max(map(len, name.split())) + 2 for name in names) + 40 <= room.columns


def _felt_columns(names: Sequence[str], room: Room, heading: str) -> list[Column]:
    if len(names) > 1 and _is_matrix(names, room):
        return [Column(name) for name in names]
    return [Column(heading)]


def _felt_cells(names: Sequence[str], felt: Sequence[_Felt], room: Room) -> list[Cell]:
    """Return how something is felt in or from each of `names`: signs in columns of their own, or in one cell."""
    if len(names) == 1 or not room.is_screen:
        return [marked(room, sign, word) if sign else word for sign, word in felt]
    if _is_matrix(names, room):
        return [room.sign(sign) or word for sign, word in felt]
    present = zip(names, felt, strict=True)
    return [Text("\n".join(f"{room.sign(sign) or f'{word}:'} {name}" for name, (sign, word) in present if word))]


def zone_legend(room: Room) -> RenderableType:
    """Return what the signs of referral zones mean."""
    return Text("   ".join(f"{room.sign(sign)} {word}" for sign, word in _ZONES.values()), "quiet")


def _cover_text(areas: int, cover: Sequence[MuscleMatch], room: Room) -> RenderableType:
    covered = {area.key for match in cover for area in match.areas}
    names = ", ".join(f"{one.muscle.english} ({', '.join(area.key for area in one.areas)})" for one in cover)
    text = f"The fewest muscles whose maps cover {len(covered)} of these {areas} areas: {names}."
    return prose(room, text + ("" if len(covered) == areas else " The rest is on no map in our sources."), "strong")


def overlap_table(muscles: Sequence[MuscleOrGroup], shared: Sequence[SharedArea], room: Room) -> RenderableType:
    """Return the areas that several muscles share, each with how it is felt from them."""
    names = [muscle.english for muscle in muscles]
    columns = [Column("area"), *_felt_columns(names, room, "felt from"), Column("where it is", since=80)]
    rows = [
        (
            Text(one.area.key, "command"),
            *_felt_cells(names, [_ZONES[zone] for zone in one.zones], room),
            one.area.landmarks,
        )
        for one in shared
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
