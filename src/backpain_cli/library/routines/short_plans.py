"""The plans of `backpain now`, from the shipped data."""

from collections.abc import Sequence
from pathlib import Path

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import SHORT_PLAN_KEY, Routine, RoutineOrigin, ShortPlan
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.library.routines.writer import RoutineHead, routine_yaml
from backpain_cli.library.shipped import MESSAGES, load_values, message_records, shipped_codec

SHORT_PLAN_MIN = 5


def load_short_plans(folder: Path = MESSAGES) -> Sequence[ShortPlan]:
    """Return them in the order in which they are offered."""
    return shipped_codec({}).decode(tuple[ShortPlan, ...], load_values(folder, message_records)["now"])


def short_routine(plan: ShortPlan, anatomy: Atlas) -> Routine:
    """Return such a plan as a routine.

    Raises:
        InvalidFileError: it is not valid, which is an error of the program.
    """
    head = RoutineHead(plan.title, plan.region, plan.areas, SHORT_PLAN_MIN, plan.why)
    text, typed = routine_yaml(head, plan.steps), f"now {plan.key}"
    key = f"{SHORT_PLAN_KEY}{plan.key}"
    return parse_routine(text, source=typed, anatomy=anatomy, key=key, origin=RoutineOrigin.PLANNED)[0]
