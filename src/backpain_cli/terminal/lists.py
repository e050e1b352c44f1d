"""The lists: routines, pain areas, muscles. Functions from values to rows; they print nothing."""

from collections.abc import Mapping, Sequence

from backpain_cli.domain.anatomy.lookup import MuscleMatch, Relation
from backpain_cli.domain.anatomy.records import Muscle, PainArea, Stretch
from backpain_cli.domain.errors import Problem, Severity, problems_text
from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary, StepReference
from backpain_cli.domain.terms import SafetyClass
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.terminal.tables import columns
from backpain_cli.wording.phrases import class_meaning, counted, treatment_phrase, zone_phrase

HONEST_HEADING = "Published as referring here; not a diagnosis. Your own map may differ."


def routine_rows(
    routines: Sequence[RoutineSummary], muscles: Mapping[str, Muscle], replaced: frozenset[str], width: int
) -> list[Row]:
    """Return the list of routines, each with the muscles it treats and the tools it needs."""
    rows: list[Row] = []
    for routine in routines:
        origin = {RoutineOrigin.SHIPPED: "", RoutineOrigin.OWN: "  your own", RoutineOrigin.FILE: ""}[routine.origin]
        if routine.key in replaced:
            origin += ", in place of the shipped one"
        head = (
            Span(routine.key, "key"),
            Span(f"  {routine.title}", "strong"),
            Span(f"  {routine.region}, {routine.minutes} minutes", "quiet"),
            Span(origin, "notice"),
        )
        treated = ", ".join(muscles[key].english.lower() for key in routine.muscles)
        rows += [head, *labelled("  muscles", treated or "none", width, column=12)]
        rows += [*labelled("  tools", ", ".join(routine.tools) or "none", width, column=12), ()]
    return [*rows, *paragraph("Begin with: backpain routine NAME", width, style="quiet")]


def area_rows(areas: Sequence[PainArea], width: int) -> list[Row]:
    """Return the pain areas with their landmarks."""
    lines = [(Span(area.key, "key"), Span(area.landmarks)) for area in areas]
    return columns(("area", "where it is"), lines, width)


def muscle_list_rows(
    muscles: Sequence[Muscle], treated: Mapping[str, Sequence[StepReference]], width: int
) -> list[Row]:
    """Return all muscles, with region, kinds of attachment, safety classes and the routines that treat them."""
    lines = [
        (
            Span(muscle.key, "key"),
            Span(", ".join(muscle.regions)),
            Span("".join(muscle.safety_classes) or "-", "strong"),
            Span(f"{', '.join(sorted(muscle.attaches.kinds))}. {treatment_phrase(treated.get(muscle.key, ()))}"),
        )
        for muscle in muscles
    ]
    table = columns(("muscle", "region", "class", "attaches, and where it is treated"), lines, width)
    return [*table, (), *class_rows(width)]


def class_rows(width: int) -> list[Row]:
    """Return what the safety classes mean."""
    told = "A may be pressed, B lightly and with care, C stretch or breathe only, D never press this yourself."
    return paragraph(f"Classes of points: {told}", width, style="quiet")


def listing_rows(
    areas: Sequence[PainArea],
    listings: Sequence[MuscleMatch],
    treated: Mapping[str, Sequence[StepReference]],
    stretches: Mapping[str, Stretch],
    width: int,
) -> list[Row]:
    """Return the muscles published as felt in `areas`: why each is listed, and what can be done about it.

    Args:
        areas: the areas asked for.
        listings: the muscles, the likeliest first.
        treated: the steps that press or stretch a muscle, by its key.
        stretches: all stretches, by their keys.
        width: the columns of the page.
    """
    names = " and ".join(area.name.lower() for area in areas)
    rows: list[Row] = [row(f"Muscles published as felt in: {names}", "title")]
    for area in areas:
        rows += paragraph(area.landmarks, width, style="quiet")
    rows += [*paragraph(HONEST_HEADING, width, style="caution"), ()]
    for listing in listings:
        rows += _listing(listing, many=len(areas) > 1, width=width)
        rows += item(_what_to_do(listing, treated.get(listing.muscle.key, ()), stretches), width)
    if not listings:
        rows += paragraph("No muscle in our sources is published as felt there.", width)
    return [*rows, (), *class_rows(width)]


def _listing(listing: MuscleMatch, *, many: bool, width: int) -> list[Row]:
    muscle = listing.muscle
    told = ["local" if listing.relation is Relation.LOCAL else f"referred: sits in the {muscle.seat}, felt here"]
    if listing.points:
        told.append(f"{zone_phrase(listing.zone)} felt here")
    if listing.prevalence is not None:
        figure = listing.prevalence
        told.append(f"{figure.percent} percent of {figure.of} [{', '.join(figure.sources)}]")
    if many:
        told.append(f"covers {', '.join(area.key for area in listing.areas)}")
    rows: list[Row] = [
        (Span(muscle.english, "strong"), Span(f"  {', '.join(muscle.regions)}", "quiet")),
        *item("; ".join(told) + ".", width),
    ]
    if listing.other_zones:
        rows += item(f"Also felt in: {', '.join(area.name.lower() for area in listing.other_zones)}.", width)
    if listing.safety_classes:
        classes = "; ".join(f"{one}, {class_meaning(one)}" for one in listing.safety_classes)
        rows += item(f"Class {classes}.", width)
    return rows


def _what_to_do(listing: MuscleMatch, treatments: Sequence[StepReference], stretches: Mapping[str, Stretch]) -> str:
    """Return what a person can do about a muscle here: a routine's step, a stretch, or leaving it alone."""
    if treatments:
        return _treated(listing, treatments)
    names = ", ".join(stretches[key].name.lower() for key in listing.muscle.stretches)
    if any(one.may_be_pressed for one in listing.safety_classes):
        return f"In no routine; how to press it: backpain muscle {listing.muscle.key}."
    if names:
        alone = "Leave it alone with your hands" if SafetyClass.D in listing.safety_classes else "Stretch only"
        return f"{alone}: {names}."
    return "Leave it alone."


def _treated(listing: MuscleMatch, treatments: Sequence[StepReference]) -> str:
    here = [one for one in treatments if not listing.is_of_another_point(one.point)]
    elsewhere = [one for one in treatments if listing.is_of_another_point(one.point)]
    told = [treatment_phrase(here)] if here or not elsewhere else []
    if elsewhere:
        told.append(f"Another of its points: {treatment_phrase(elsewhere).lower()}")
    return " ".join(told)


def report_rows(files: Sequence[tuple[str, Sequence[Problem]]]) -> list[Row]:
    """Return what is wrong with each of some files, or that it is right."""
    rows: list[Row] = []
    for name, problems in files:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        warnings = len(problems) - errors
        verdict = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}" if problems else "valid"
        rows.append((Span(f"{name}: "), Span(verdict, "danger" if errors else "notice" if warnings else "good")))
        rows += [row(f"  {line}") for line in (problems_text(list(problems)).split("\n") if problems else ())]
    return rows
