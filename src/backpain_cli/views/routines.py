"""Routines as a table, what is wrong in their files, and what was changed in one for a person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from backpain_cli.domain.anatomy.records import Muscle
from backpain_cli.domain.errors import MAX_REPORTED_PROBLEMS, Problem, Severity
from backpain_cli.domain.routine.guidance import NOT_REVIEWED, Occasion
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
from backpain_cli.wording.plan_text import occasion_phrase

_WHOSE = {
    RoutineOrigin.SHIPPED: "shipped", RoutineOrigin.OWN: "your own", RoutineOrigin.FILE: "from a file",
    RoutineOrigin.PLANNED: "planned",
}  # fmt: skip
_TABLE_SINCE = 100
"""From how many columns on for whom a routine is and is not stand beside its name, not below it."""
_COLUMNS = (
    Column("routine"), Column("min", right=True), Column("level", right=True), Column("for"),
    Column("not for", style="caution"), Column("title", since=NOT_ON_SCREEN), Column("group", since=NOT_ON_SCREEN),
    Column("pressed", since=NOT_ON_SCREEN), Column("stretched", since=NOT_ON_SCREEN),
    Column("needs", since=NOT_ON_SCREEN), Column("region", since=NOT_ON_SCREEN), Column("whose", since=NOT_ON_SCREEN),
)  # fmt: skip


def routine_table(
    routines: Sequence[RoutineSummary], muscles: Mapping[str, Muscle], replaced: frozenset[str], room: Room
) -> RenderableType:
    """Return all routines, grouped by what they are taken for, then by time and level: for whom each is and is not.

    Args:
        routines: what is listed.
        muscles: all, by their keys.
        replaced: keys of own routines in place of shipped ones.
        room: what the page is made for.
    """
    groups = _groups(routines)
    if room.is_screen and room.columns < _TABLE_SINCE:
        listed: RenderableType = Group(*_entries(groups, replaced, room))
    else:
        rows: list[Row | str] = []
        for heading, members in groups:
            rows += [heading, *(_routine_row(one, heading, muscles, replaced) for one in members)]
        listed = responsive_table(room, _COLUMNS, rows)
    own = sum(one.origin is RoutineOrigin.OWN for one in routines)
    return page(
        room,
        title(room, "Routines", count=f"{len(routines) - own} shipped, {own} of your own"),
        listed,
        then=[("backpain routine NAME", "begin"), ("backpain routine NAME --preview", "the plan first")],
    )


def _groups(routines: Sequence[RoutineSummary]) -> list[tuple[str, list[RoutineSummary]]]:
    """Return the routines by what they are taken for, the short and easy ones first; own ones have groups of theirs."""
    order = {occasion: number for number, occasion in enumerate((*Occasion, None))}

    def place(one: RoutineSummary) -> tuple[bool, int, float, int, str]:
        return one.origin is not RoutineOrigin.SHIPPED, order[one.occasion], one.minutes, one.level, one.key

    def heading(one: RoutineSummary) -> str:
        if one.origin is not RoutineOrigin.SHIPPED:
            return _WHOSE[one.origin].capitalize()
        return occasion_phrase(one.occasion)

    return [(name, list(members)) for name, members in groupby(sorted(routines, key=place), heading)]


def _entries(
    groups: Iterable[tuple[str, Sequence[RoutineSummary]]], replaced: frozenset[str], room: Room
) -> Iterator[RenderableType]:
    """Yield each routine with whom it is for below its name, for a narrow page."""
    for number, (heading, members) in enumerate(groups):
        yield from [Text()] if number else []
        yield Text(heading, "head")
        for one in members:
            level = f", level {one.level}" if one.level else ""
            yield Text.assemble((one.key, "command"), (f"  {one.minutes:g} min{level}", "quiet"))
            suits, not_for = _suits(one, replaced), " ".join(one.not_for)
            yield Padding(prose(room, suits), (0, 0, 0, 2))
            if not_for:
                yield Padding(prose(room, Text(f"Not for: {not_for}", "caution")), (0, 0, 0, 2))


def _suits(one: RoutineSummary, replaced: frozenset[str]) -> Text:
    instead = " In place of the shipped one." if one.key in replaced else ""
    warning = "" if one.reviewed else f" {NOT_REVIEWED}"
    return Text.assemble(one.suits or f"{one.title.removesuffix('.')}.", (f"{instead}{warning}", "caution"))


def _routine_row(one: RoutineSummary, group: str, muscles: Mapping[str, Muscle], replaced: frozenset[str]) -> Row:
    return (
        Text(one.key, "command"),
        f"{one.minutes:g}",
        str(one.level or ""),
        _suits(one, replaced),
        " ".join(one.not_for),
        one.title,
        group,
        _names(one.pressed, muscles),
        _names(one.stretched, muscles),
        ", ".join(one.tools) or "nothing",
        one.region,
        _WHOSE[one.origin] + (", in place of the shipped one" if one.key in replaced else ""),
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
