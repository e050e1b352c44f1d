"""The lists: routines, pain areas, muscles. Functions from values to rows; they print nothing."""

from collections.abc import Mapping, Sequence

from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.errors import Problem, Severity, problems_text
from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary
from backpain_cli.terminal.spans import Row, Span, labelled, paragraph, row
from backpain_cli.wording.phrases import counted


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
