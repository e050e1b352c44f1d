"""What is claimed and how sure it is, what strains muscles, and what a list or a step rests on."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import Activity, Claim, EvidenceGrade
from backpain_cli.domain.anatomy.lookup import MuscleMatch
from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.routine.steps import Step
from backpain_cli.views.anatomy import source_column, source_table
from backpain_cli.views.widgets import (
    Cell,
    Column,
    Room,
    Row,
    card,
    chip,
    labelled,
    page,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording.phrases import areas_phrase, counted, grade_meaning, zone_phrase

_GRADE_STYLES = {
    EvidenceGrade.SUPPORTED: "tile.move",
    EvidenceGrade.PARTLY_SUPPORTED: "tile.hold",
    EvidenceGrade.UNSETTLED: "tile.change",
    EvidenceGrade.NOT_SUPPORTED: "tile.stop",
    EvidenceGrade.PRACTICE_ONLY: "tile.rest",
    EvidenceGrade.ESTABLISHED_ANATOMY: "tile.ready",
}
_CHIPS_SINCE = 60
_REPORTED = "Reported by people and by manuals; not a diagnosis."


def grade_chip(room: Room, grade: EvidenceGrade) -> Text:
    """Return how sure something is, as a chip."""
    return chip(room, grade, _GRADE_STYLES[grade])


def grade_column(room: Room) -> Column:
    """Return the column of grades."""
    return Column("how sure", keeps_together=room.columns >= _CHIPS_SINCE)


def _sources(
    anatomy: Atlas, keys: Iterable[str], room: Room, *, shown: bool
) -> tuple[RenderableType | None, list[tuple[str, str]]]:
    """Return the table of sources if it is asked for; else the option that shows it, if there are any."""
    found = list(dict.fromkeys(keys))
    if shown:
        return source_table(anatomy, found, room), []
    return None, [("--sources", f"where this is from: {counted(len(found), 'source')}")] if found else []


def activity_table(anatomy: Atlas, room: Room) -> RenderableType:
    """Return the everyday activities, each with the muscles reported as strained by it."""
    rows = [
        (Text(activity.key, "command"), ", ".join(one.english.lower() for one in anatomy.strained_by(activity)))
        for activity in anatomy.activities.values()
    ]
    columns = (Column("activity"), Column("muscles reported as strained by it"))
    return page(
        room,
        title(room, "Everyday activities", count=str(len(rows))),
        responsive_table(room, columns, rows),
        then=[("backpain strain ACTIVITY", "its muscles, and one change of habit")],
    )


def strain_pages(
    anatomy: Atlas,
    activities: Sequence[Activity],
    treated: Mapping[str, Sequence[StepReference]],
    room: Room,
    *,
    with_sources: bool = False,
) -> RenderableType:
    """Return the pages of several activities, one below the other."""
    return page(room, *(strain_page(anatomy, one, treated, room, with_sources=with_sources) for one in activities))


def strain_page(
    anatomy: Atlas,
    activity: Activity,
    treated: Mapping[str, Sequence[StepReference]],
    room: Room,
    *,
    with_sources: bool = False,
) -> RenderableType:
    """Return one activity: its muscles, one change of habit, and the routine that treats most of the muscles."""
    muscles = anatomy.strained_by(activity)
    rows = [
        (one.english, ", ".join(one.strain.by), *([", ".join(one.strain.sources)] if with_sources else []))
        for one in muscles
    ]
    columns = [Column("muscle", style="strong"), Column("reported with"), *source_column(with_sources)]
    habit = [prose(room, activity.habit), *([prose(room, activity.note, "quiet")] if activity.note else [])]
    routine = _most_fitting(muscles, treated)
    keys = (*(key for one in muscles for key in one.strain.sources), *activity.habit_sources)
    sources, option = _sources(anatomy, keys, room, shown=with_sources)
    return page(
        room,
        Group(
            title(room, activity.name, count=counted(len(muscles), "muscle")),
            prose(room, _REPORTED, "caution"),
        ),
        responsive_table(room, columns, rows),
        card(room, "One change", Group(*habit)),
        Text(f"Routine: backpain routine {routine}") if routine and not room.is_screen else None,
        sources,
        then=[*([(f"backpain routine {routine}", "treats the most of them")] if routine else []), *option],
    )


def _most_fitting(muscles: Iterable[Muscle], treated: Mapping[str, Sequence[StepReference]]) -> str:
    """Return the key of the routine that treats the most of `muscles`; the first by name among equals."""
    counts: dict[str, int] = {}
    for muscle in muscles:
        for routine in {one.routine for one in treated.get(muscle.key, ())}:
            counts[routine] = counts.get(routine, 0) + 1
    return min(counts, key=lambda routine: (-counts[routine], routine), default="")


def topic_table(claims: Iterable[Claim], room: Room) -> RenderableType:
    """Return the topics that `why` knows, each with how sure it is."""
    rows = [(Text(claim.key, "command"), grade_chip(room, claim.grade), claim.name, claim.claim) for claim in claims]
    columns = (
        Column("topic"), grade_column(room), Column("what it is about", since=80), Column("we say", since=120)
    )  # fmt: skip
    return page(
        room,
        title(room, "What is claimed, and how sure it is", count=counted(len(rows), "topic")),
        responsive_table(room, columns, rows),
        then=[("backpain why TOPIC", "what we say, and what studies say")],
    )


def claim_page(anatomy: Atlas, claim: Claim, room: Room, *, with_sources: bool = False) -> RenderableType:
    """Return a claim with its grade, what is often said and what the literature says."""
    sure = Text.assemble(
        grade_chip(room, claim.grade), "  " if room.is_screen else ". ", (grade_meaning(claim.grade), "quiet")
    )
    facts: list[tuple[str, Cell]] = [
        ("how sure", sure),
        ("we say", Text(claim.claim, "strong")),
        ("often said", claim.article),
        ("studies", claim.literature),
        ("so", claim.wording),
    ]
    # A card has its own edge and margin.
    inner = room._replace(columns=room.columns - 4)
    sources, option = _sources(anatomy, claim.sources, room, shown=with_sources)
    return page(room, card(room, claim.name, labelled(inner, facts)), sources, then=option)


def why_muscle_page(
    anatomy: Atlas, muscle: Muscle, claims: Sequence[Claim], room: Room, *, with_sources: bool = False
) -> RenderableType:
    """Return why a muscle is listed where it is: where its points are felt, how sure that is, and the claims."""
    points = anatomy.points_of(muscle)
    rows = [
        (
            point.key,
            areas_phrase((*point.essential, *point.spillover)) or "no area",
            str(point.confidence),
            *([", ".join(point.sources)] if with_sources else []),
        )
        for point in points
    ]
    columns = [Column("point", style="strong"), Column("published as felt in"), Column("how sure")]
    keys = [key for point in points for key in point.sources]
    return _why_page(anatomy, f"Why {muscle.english.lower()}", (columns, rows), claims, keys, room, with_sources)


def why_area_page(
    anatomy: Atlas,
    area: PainArea,
    matches: Sequence[MuscleMatch],
    claims: Sequence[Claim],
    room: Room,
    *,
    with_sources: bool = False,
) -> RenderableType:
    """Return why muscles are listed for an area: how each is felt there, and the claims about such maps."""
    rows = [
        (
            match.muscle.english,
            f"{zone_phrase(match.zone)} felt" if match.points else "named by a study's figure",
            str(match.relation),
            *([", ".join(match.sources)] if with_sources else []),
        )
        for match in matches
    ]
    columns = [Column("muscle", style="strong"), Column("on the maps"), Column("local or referred")]
    keys = [key for match in matches for key in match.sources]
    name = f"Why these muscles for {area.name.lower()}"
    return _why_page(anatomy, name, (columns, rows), claims, keys, room, with_sources)


def why_step_page(
    anatomy: Atlas, step: Step, number: int, claims: Sequence[Claim], room: Room, *, with_sources: bool = False
) -> RenderableType:
    """Return what a step rests on: its sources, and the claims about its kind."""
    keys = [*step.sources, *(step.point.map_and_dose_sources if step.point is not None else ())]
    rests_on = counted(len(step.sources), "source") if step.sources else "no source of its own"
    rows = [(step.do, rests_on, *([", ".join(step.sources)] if with_sources else []))]
    columns = [Column("what is done"), Column("rests on")]
    return _why_page(anatomy, f"Why step {number}: {step.title}", (columns, rows), claims, keys, room, with_sources)


def _why_page(
    anatomy: Atlas,
    name: str,
    table: tuple[list[Column], Sequence[Row]],
    claims: Sequence[Claim],
    keys: Iterable[str],
    room: Room,
    with_sources: bool,
) -> RenderableType:
    """Return a table of what something rests on, with the claims about it below."""
    columns, rows = table
    claimed: list[Row] = [
        (
            claim.name,
            grade_chip(room, claim.grade),
            claim.claim,
            *([", ".join(claim.sources)] if with_sources else []),
        )
        for claim in claims
    ]
    extra = source_column(with_sources)
    claim_columns = [Column("what is claimed", style="strong"), grade_column(room), Column("we say", since=60), *extra]
    every_key = (*keys, *(key for claim in claims for key in claim.sources))
    sources, option = _sources(anatomy, every_key, room, shown=with_sources)
    return page(
        room,
        title(room, name, count=str(len(rows)) if len(rows) > 1 else ""),
        responsive_table(room, [*columns, *extra], rows),
        Group(Text("What the literature says", "head"), Text(), responsive_table(room, claim_columns, claimed))
        if claims
        else None,
        sources,
        then=[*([(f"backpain why {claims[0].key}", "the first of these in full")] if claims else []), *option],
    )
