"""Routines as a table, what is wrong in their files, and what was changed in one for a person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.errors import MAX_REPORTED_PROBLEMS, Problem, Severity
from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary
from backpain_cli.views.widgets import (
    NOT_ON_SCREEN,
    Column,
    Room,
    Row,
    chip,
    page,
    prose,
    responsive_table,
    title,
)
from backpain_cli.wording.phrases import counted

_WHOSE = {RoutineOrigin.SHIPPED: "shipped", RoutineOrigin.OWN: "your own", RoutineOrigin.FILE: "from a file"}
_COLUMNS = (
    Column("routine"), Column("for"), Column("min", right=True), Column("pressed", since=80),
    Column("stretched", since=80), Column("needs", since=100), Column("region", since=120),
    Column("whose", since=NOT_ON_SCREEN),
)  # fmt: skip


def routine_table(
    routines: Sequence[RoutineSummary], muscles: Mapping[str, Muscle], replaced: frozenset[str], room: Room
) -> RenderableType:
    """Return all routines, the shipped ones first: what each is for, what it treats and what it needs.

    Args:
        routines: what is listed.
        muscles: all, by their keys.
        replaced: keys of own routines in place of shipped ones.
        room: what the page is made for.
    """
    rows: list[Row | str] = []
    for origin, whose in _WHOSE.items():
        found = [one for one in routines if one.origin is origin]
        rows += [whose.capitalize()] if found and origin is not RoutineOrigin.SHIPPED else []
        rows += [_routine_row(one, whose, muscles, is_replacement=one.key in replaced) for one in found]
    own = sum(one.origin is RoutineOrigin.OWN for one in routines)
    return page(
        room,
        title(room, "Routines", count=f"{len(routines) - own} shipped, {own} of your own"),
        responsive_table(room, _COLUMNS, rows),
        then=[("backpain routine NAME", "begin"), ("backpain routine NAME --preview", "the plan first")],
    )


def _routine_row(one: RoutineSummary, whose: str, muscles: Mapping[str, Muscle], *, is_replacement: bool) -> Row:
    instead = ", in place of the shipped one" if is_replacement else ""
    return (
        Text(one.key, "command"),
        one.title + instead,
        f"{one.minutes:g}",
        _names(one.pressed, muscles),
        _names(one.stretched, muscles),
        ", ".join(one.tools) or "nothing",
        one.region,
        whose + instead,
    )


def _names(keys: Iterable[str], muscles: Mapping[str, Muscle]) -> str:
    return ", ".join(muscles[key].english.lower() for key in keys) or "none"


def validation_page(files: Sequence[tuple[str, Sequence[Problem]]], room: Room) -> RenderableType:
    """Return what is wrong with each of some files, or that it is right.

    On a screen a problem has the line of the file below it; elsewhere it is one line, which programs can read.
    """
    reports = [_file_report(name, problems, room) for name, problems in files]
    return page(room, *reports) if room.is_screen else Group(*reports)


def _file_report(name: str, problems: Sequence[Problem], room: Room) -> RenderableType:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    counts = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}" if problems else "valid"
    # Warnings must not push an error out of sight; sorting keeps the order of the file among the others.
    ordered = sorted(problems, key=lambda problem: problem.severity is Severity.WARNING)[:MAX_REPORTED_PROBLEMS]
    more = len(problems) - len(ordered)
    if not room.is_screen:
        lines = [Text(f"{one.place}: {one.severity}: {one.sentence}") for one in ordered]
        return Group(*lines, *([Text(f"... and {more} more")] if more else []), Text(f"{name}: {counts}"))
    style = "tile.stop" if errors else "tile.change" if problems else "tile.move"
    heading = Group(Text.assemble((name, "title"), "  ", chip(room, counts, style)))
    return Group(heading, *(part for problem in ordered for part in _problem(problem, room)),
                 *([Text(f"... and {more} more", "quiet")] if more else []))  # fmt: skip


def _problem(problem: Problem, room: Room) -> Iterator[RenderableType]:
    style = "stop" if problem.severity is Severity.ERROR else "caution"
    place = f"{problem.line}:{problem.column}  " if problem.line else ""
    yield Text()
    yield prose(room, Text.assemble((place, "command"), (problem.severity, style), f"  {problem.message}"))
    if problem.excerpt:
        margin, edge = f"{problem.line} ".rjust(6), room.sign("│")
        start = min(problem.column - 1, len(problem.excerpt))
        wrong = re.match(r"[^\s,\[\]{}]*", problem.excerpt[start:])
        mark = room.sign("▔") * max(1, len(wrong.group()) if wrong else 1)
        yield Text.assemble((margin, "quiet"), (edge, "edge"), f" {problem.excerpt}", overflow="fold")
        if len(margin) + 2 + start + len(mark) <= room.columns:
            yield Text.assemble(" " * len(margin), (edge, "edge"), " " * (start + 1), (mark, style))
    if problem.hint:
        yield prose(room, Text(problem.hint, "good"))
