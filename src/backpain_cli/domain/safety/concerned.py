"""What steps say to some people only: a person reads what may concern them, anybody else reads all of it."""

from collections.abc import Mapping
from dataclasses import replace

from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.circumstances import may_concern
from backpain_cli.domain.terms import with_cautions


def with_own_cautions(routine: Routine, answers: Mapping[str, str] | None) -> Routine:
    """Return `routine` with what its steps say to some people only as part of what to avoid, or left out.

    Its own cautions stay: on a sheet they are the same for everybody, and say nothing about anybody.

    Args:
        routine: as it is written.
        answers: to the circumstances, by their keys; None for anybody, who reads everything.
    """
    steps = []
    for step in routine.steps:
        own = [one for one in step.cautions if answers is None or may_concern(one.concerns, answers)]
        steps.append(step._replace(avoid=with_cautions(step.avoid, own), cautions=()) if step.cautions else step)
    return replace(routine, steps=tuple(steps))
