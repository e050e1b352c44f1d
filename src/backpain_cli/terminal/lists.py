"""The lists: routines, pain areas, muscles. Functions from values to rows; they print nothing."""

from collections.abc import Mapping, Sequence

from backpain_cli.domain.anatomy import Muscle, PainArea, Zone
from backpain_cli.domain.errors import Problem, Severity, tell
from backpain_cli.domain.lookup import Listing, Relation, Treatment
from backpain_cli.domain.routine import Origin, Routine, StepKind
from backpain_cli.terminal.spans import Row, Span, item, labelled, paragraph, row
from backpain_cli.terminal.tables import columns

HONEST_HEADING = "Published as referring here; not a diagnosis. Your own map may differ."


def routine_rows(routines: Sequence[Routine], replaced: frozenset[str], width: int) -> list[Row]:
    """Return the list of routines, each with what it treats and needs."""
    rows: list[Row] = []
    for routine in routines:
        origin = {Origin.SHIPPED: "", Origin.OWN: "  your own", Origin.FILE: ""}[routine.origin]
        if routine.key in replaced:
            origin += ", in place of the shipped one"
        head = (
            Span(routine.key, "key"),
            Span(f"  {routine.title}", "strong"),
            Span(f"  {routine.region}, {routine.minutes} minutes", "quiet"),
            Span(origin, "notice"),
        )
        muscles = ", ".join(muscle.english.lower() for muscle in routine.muscles)
        rows += [head, *labelled("  muscles", muscles or "none", width, column=12)]
        rows += [*labelled("  tools", ", ".join(routine.tools) or "none", width, column=12), ()]
    return [*rows, *paragraph("Begin with: backpain routine NAME", width, style="quiet")]


def area_rows(areas: Sequence[PainArea], width: int) -> list[Row]:
    """Return the pain areas with their landmarks."""
    lines = [(Span(area.key, "key"), Span(area.landmarks)) for area in areas]
    return columns(("area", "where it is"), lines, width)


def muscle_rows(muscles: Sequence[Muscle], treated: Mapping[str, Sequence[Treatment]], width: int) -> list[Row]:
    """Return all muscles, with region, kinds of attachment, safety classes and the routines that treat them."""
    lines = [
        (
            Span(muscle.key, "key"),
            Span(", ".join(muscle.regions)),
            Span("".join(muscle.safety_classes) or "-", "strong"),
            Span(f"{', '.join(sorted(muscle.kinds))}. {_routines(treated.get(muscle.key, ()))}"),
        )
        for muscle in muscles
    ]
    table = columns(("muscle", "region", "class", "attaches, and where it is treated"), lines, width)
    return [*table, (), *class_rows(width)]


def class_rows(width: int) -> list[Row]:
    """Return what the safety classes mean."""
    told = "A may be pressed, B lightly and with care, C stretch or breathe only, D never press this yourself."
    return paragraph(f"Classes of points: {told}", width, style="quiet")


def listing_rows(areas: Sequence[PainArea], listings: Sequence[Listing], width: int) -> list[Row]:
    """Return the muscles published as felt in `areas`, each with the reason why it is listed."""
    names = " and ".join(area.name.lower() for area in areas)
    rows: list[Row] = [row(f"Muscles published as felt in: {names}", "title")]
    for area in areas:
        rows += paragraph(area.landmarks, width, style="quiet")
    rows += [*paragraph(HONEST_HEADING, width, style="caution"), ()]
    for listing in listings:
        rows += _listing(listing, many=len(areas) > 1, width=width)
    if not listings:
        rows += paragraph("No muscle in our sources is published as felt there.", width)
    return [*rows, (), *class_rows(width)]


def _listing(listing: Listing, *, many: bool, width: int) -> list[Row]:
    muscle = listing.muscle
    where = "local" if listing.relation is Relation.LOCAL else f"referred, sits in the {muscle.seat}"
    felt = "mainly felt here" if listing.zone is Zone.ESSENTIAL else "sometimes felt here"
    told = [where, felt]
    if not listing.points:
        told = [where]
    if listing.prevalence is not None:
        figure = listing.prevalence
        told.append(f"{figure.percent} percent of {figure.of} [{', '.join(figure.sources)}]")
    if many:
        told.append(f"covers {', '.join(area.key for area in listing.areas)}")
    classes = ", ".join(f"{one} {one.meaning}" for one in listing.safety_classes)
    head = (Span(muscle.english, "strong"), Span(f"  {', '.join(muscle.regions)}", "quiet"))
    return [
        head,
        *item("; ".join(told) + ".", width),
        *item(f"Class {classes}." if classes else "A group: see its parts.", width),
        *item(_routines(listing.treatments), width),
    ]


def _routines(treatments: Sequence[Treatment]) -> str:
    """Return which routines press or stretch a muscle, in words."""
    if not treatments:
        return "In no routine."
    pressed: dict[str, list[int]] = {}
    stretched: dict[str, list[int]] = {}
    for one in treatments:
        (pressed if one.kind is StepKind.PRESS else stretched).setdefault(one.routine, []).append(one.step)
    told = []
    for verb, found in (("Pressed", pressed), ("Stretched", stretched)):
        if found:
            told.append(f"{verb} in {', '.join(f'{name} (step {_numbers(steps)})' for name, steps in found.items())}.")
    return " ".join(told)


def _numbers(steps: Sequence[int]) -> str:
    return " and ".join(str(step) for step in steps)


def report_rows(files: Sequence[tuple[str, Sequence[Problem]]]) -> list[Row]:
    """Return what is wrong with each of some files, or that it is right."""
    rows: list[Row] = []
    for name, problems in files:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        warnings = len(problems) - errors
        verdict = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}" if problems else "right"
        rows.append((Span(f"{name}: "), Span(verdict, "danger" if errors else "notice" if warnings else "good")))
        rows += [row(f"  {line}") for line in (tell(list(problems)).split("\n") if problems else ())]
    return rows


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
