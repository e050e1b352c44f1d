"""Routine files for tests: a small right one, the ways to make it wrong, and what reading it says."""

from pathlib import Path

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.yaml.text_files import read_text
from tests.small_routine import ROUTINE

SOURCE = "mine.yaml"


def routine_with(old: str, new: str) -> str:
    """Return the small routine with one part of it replaced."""
    if ROUTINE.count(old) != 1:
        raise ValueError(f"{old!r} does not stand in the routine exactly once")
    return ROUTINE.replace(old, new)


def routine_of(*steps: str, minutes: int = 1, head: str = "") -> str:
    """Return a routine with these steps, each written in flow style without its braces, after the lines in `head`."""
    lines = ["backpain: 1", "title: T", "region: lumbar", "areas: [lower-back]", f"minutes: {minutes}"]
    return "\n".join([*lines, *head.splitlines(), "steps:", *(f"  - {{{step}}}" for step in steps), ""])


def routine_2_of(*steps: str, minutes: str = "1") -> str:
    """Return a routine of format 2 with these steps, and without a line for areas."""
    lines = ["backpain: 2", "title: T", "region: lumbar", f"minutes: {minutes}"]
    return "\n".join([*lines, "steps:", *(f"  - {{{step}}}" for step in steps), ""])


def read(text: str, anatomy: Atlas) -> tuple[Routine, list[Problem]]:
    """Return the routine in `text` and the warnings about it."""
    return parse_routine(text, source=SOURCE, anatomy=anatomy, key="mine", origin=RoutineOrigin.FILE)


def read_path(path: Path, anatomy: Atlas, *, source: str | None = None) -> tuple[Routine, list[Problem]]:
    """Return the routine in a file and the warnings about it; the file is called by its path unless told otherwise."""
    source = str(path) if source is None else source
    return parse_routine(read_text(path, source), source=source, anatomy=anatomy, key="mine", origin=RoutineOrigin.FILE)


def problems_of(text: str, anatomy: Atlas) -> list[Problem]:
    """Return what is wrong with the routine in `text`; nothing where it can be used."""
    try:
        read(text, anatomy)
    except InvalidFileError as error:
        return error.problems
    return []


def steps_of(*steps: str, lasting: int, anatomy: Atlas, head: str = "") -> tuple[Step, ...]:
    """Return these steps as they are read, and hold that together they last that many seconds.

    A rest after them fills up half an hour, because a routine is refused unless its steps fill its minutes.
    """
    rest = f"rest: Breathe., for: {30 * 60 - lasting}s"
    routine, _ = read(routine_of(*steps, rest, minutes=30, head=head), anatomy)
    return routine.steps[:-1]
