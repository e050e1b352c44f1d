"""What strains muscles, what is claimed, and what the literature says of it, as rows."""

from collections.abc import Iterable, Mapping, Sequence

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import Activity, Claim
from backpain_cli.domain.anatomy.lookup import MuscleMatch, SharedArea
from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.routine.routine import StepReference
from backpain_cli.domain.routine.steps import Step
from backpain_cli.terminal.lists import HONEST_HEADING
from backpain_cli.terminal.muscle_page import cited, source_rows
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.terminal.tables import columns
from backpain_cli.wording.phrases import areas_phrase, grade_meaning, zone_phrase


def activity_rows(anatomy: Atlas, width: int) -> list[Row]:
    """Return the everyday activities, each with the muscles reported as strained by it."""
    lines = [
        (
            Span(activity.key, "key"),
            Span(", ".join(muscle.english.lower() for muscle in anatomy.strained_by(activity))),
        )
        for activity in anatomy.activities.values()
    ]
    return [*columns(("activity", "muscles reported as strained by it"), lines, width)]


def strain_rows(
    anatomy: Atlas, activity: Activity, treated: Mapping[str, Sequence[StepReference]], width: int
) -> list[Row]:
    """Return one activity: the muscles, the routine that fits most of them, one change of habit."""
    muscles = anatomy.strained_by(activity)
    rows: list[Row] = [
        row(activity.name, "title"),
        *paragraph("Reported by people and by manuals; not a diagnosis.", width),
    ]
    rows.append(())
    for muscle in muscles:
        told = f"{', '.join(muscle.strain.by)} {cited(muscle.strain.sources)}"
        rows += labelled(muscle.english, told, width, column=34)
    if routine := _most_fitting(muscles, treated):
        rows += [(), *labelled("Routine", f"backpain routine {routine}", width)]
    rows += labelled("One change", f"{activity.habit} {cited(activity.habit_sources)}", width)
    if activity.note:
        rows += labelled("Note", activity.note, width)
    keys = dict.fromkeys(key for muscle in muscles for key in muscle.strain.sources)
    return [*rows, (), *source_rows(anatomy, dict.fromkeys((*keys, *activity.habit_sources)), width)]


def _most_fitting(muscles: Iterable[Muscle], treated: Mapping[str, Sequence[StepReference]]) -> str:
    """Return the key of the routine that treats the most of `muscles`; the first by name among equals."""
    counts: dict[str, int] = {}
    for muscle in muscles:
        for routine in {one.routine for one in treated.get(muscle.key, ())}:
            counts[routine] = counts.get(routine, 0) + 1
    return min(counts, key=lambda routine: (-counts[routine], routine), default="")


def overlap_rows(muscles: Sequence[Muscle], shared: Sequence[SharedArea], width: int) -> list[Row]:
    """Return the areas that several muscles share, each with how it is felt from them."""
    names = " and ".join(muscle.english.lower() for muscle in muscles)
    rows: list[Row] = [
        row(f"Areas that {names} share on the published maps", "title"),
        *paragraph(f"{HONEST_HEADING} Coverage of maps: nothing says that treating one treats the other.", width,
                   style="caution"),
        (),
    ]  # fmt: skip
    lines = [
        (Span(one.area.key, "key"), *(Span(zone_phrase(zone)) for zone in one.zones), Span(one.area.landmarks))
        for one in shared
    ]
    if not lines:
        return [*rows, *paragraph("They share no area in our sources.", width)]
    return [*rows, *columns(("area", *(muscle.english for muscle in muscles), "where it is"), lines, width)]


def cover_rows(areas: int, cover: Sequence[MuscleMatch], width: int) -> list[Row]:
    """Return the smallest set of muscles that covers all areas that were asked for."""
    covered = {area.key for listing in cover for area in listing.areas}
    names = ", ".join(f"{one.muscle.english} ({', '.join(area.key for area in one.areas)})" for one in cover)
    told = f"The fewest muscles whose maps cover {len(covered)} of these {areas} areas: {names}."
    missing = "" if len(covered) == areas else " The rest is on no map in our sources."
    return [*paragraph(told + missing, width, style="strong"), ()]


def claim_rows(anatomy: Atlas, claim: Claim, width: int) -> list[Row]:
    """Return a claim with its grade, what the literature says, and the references in full."""
    rows: list[Row] = [row(claim.name, "title")]
    rows += labelled("How sure", f"{claim.grade}. {grade_meaning(claim.grade)}", width, style="strong")
    rows += labelled("We say", claim.claim, width)
    if claim.article:
        rows += labelled("The article", claim.article, width)
    rows += labelled("Literature", claim.literature, width)
    rows += labelled("Therefore", claim.wording, width)
    return [*rows, (), *source_rows(anatomy, claim.sources, width)]


def topic_rows(claims: Iterable[Claim], width: int) -> list[Row]:
    """Return the list of topics that `why` knows, each with its grade."""
    lines = [(Span(claim.key, "key"), Span(str(claim.grade)), Span(claim.name)) for claim in claims]
    return columns(("topic", "grade", "what it is about"), lines, width)


def bearing_rows(claims: Sequence[Claim], width: int) -> list[Row]:
    """Return the claims that bear on something, each with its grade and its sources."""
    rows: list[Row] = [row("What the literature says", "strong")] if claims else []
    for claim in claims:
        rows += item(f"{claim.name}: {claim.grade}. {claim.claim} {cited(claim.sources)}", width)
    return rows


def why_muscle_rows(anatomy: Atlas, muscle: Muscle, claims: Sequence[Claim], width: int) -> list[Row]:
    """Return why a muscle is listed where it is: its points' zones, how sure they are, and the claims about it."""
    rows: list[Row] = [row(f"Why {muscle.english.lower()}", "title")]
    for point in anatomy.points_of(muscle):
        felt = areas_phrase((*point.essential, *point.spillover)) or "no area"
        rows += item(
            f"{point.key}: published as felt in {felt}. Sure: {point.confidence} {cited(point.sources)}", width
        )
    keys = [key for point in anatomy.points_of(muscle) for key in point.sources]
    keys += [key for claim in claims for key in claim.sources]
    return [*rows, (), *bearing_rows(claims, width), (), *source_rows(anatomy, dict.fromkeys(keys), width)]


def why_area_rows(anatomy: Atlas, listings: Sequence[MuscleMatch], claims: Sequence[Claim], width: int) -> list[Row]:
    """Return why muscles are listed for an area: the sources of each, and the claims about such maps."""
    rows: list[Row] = [
        row(f"Why these muscles for {listings[0].areas[0].name.lower()}" if listings else "Why", "title")
    ]
    for listing in listings:
        zone = f"{zone_phrase(listing.zone)} felt" if listing.points else "named by a study's figure"
        rows += item(f"{listing.muscle.english}: {zone}, {listing.relation} {cited(listing.sources)}", width)
    keys = [key for listing in listings for key in listing.sources]
    keys += [key for claim in claims for key in claim.sources]
    return [*rows, (), *bearing_rows(claims, width), (), *source_rows(anatomy, dict.fromkeys(keys), width)]


def why_step_rows(anatomy: Atlas, step: Step, number: int, claims: Sequence[Claim], width: int) -> list[Row]:
    """Return what a step rests on: its technique's sources, and the claims about its kind."""
    rows: list[Row] = [row(f"Why step {number}: {step.title}", "title"), *paragraph(step.do, width)]
    rows += labelled("Rests on", cited(step.sources) if step.sources else "no source of its own", width)
    keys = [*step.sources, *(step.point.sources if step.point is not None else ())]
    keys += [key for claim in claims for key in claim.sources]
    return [*rows, (), *bearing_rows(claims, width), (), *source_rows(anatomy, dict.fromkeys(keys), width)]
