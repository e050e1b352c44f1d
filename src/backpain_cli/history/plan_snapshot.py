"""A plan as kept values and back, checked: complete, so that it is done as it was even if its file has changed since.

Every text of every step is in it, and every segment with its side and its length. Muscles, points, areas and stretches
are given by their keys. Anybody could have changed the file it was in, so the domain's rules are checked again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from backpain_cli.codec import Codec, DecodeError, Read, Write, as_list, decode
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Muscle, PainArea, Stretch, TriggerPoint
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.guidance import NO_GUIDANCE
from backpain_cli.domain.routine.layout import chain_segments
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Caution, Side
from backpain_cli.domain.text import escape_for_terminal, first_forbidden_character

VERSION = 1
_SAYS_NOTHING = Step._field_defaults
MAX_PATH_LENGTH = 4096


class PlanSnapshotError(BackpainError):
    """A plan that was kept cannot be done any more."""

    def __init__(self, reason: str) -> None:
        hint = "Start the routine again."
        super().__init__(f"The plan that was kept cannot be used: {reason}.", hint=hint, exit_code=ExitCode.IO)


class _KeptSegment(NamedTuple):
    phase: Phase
    side: Side
    step_number: int
    seconds: int


class _KeptPlan(NamedTuple):
    version: int
    routine: Routine
    segments: tuple[_KeptSegment, ...]
    added: int


def plan_snapshot(plan: Plan) -> dict[str, Any]:
    """Return `plan` as values that JSON has."""
    routine = replace(plan.routine, path=escape_for_terminal(plan.routine.path, most=MAX_PATH_LENGTH))
    segments = [_KeptSegment(one.phase, one.side, one.step_number, one.seconds) for one in plan.segments]
    values: dict[str, Any] = _codec({}).encode(_KeptPlan(VERSION, routine, tuple(segments), plan.added))
    _leave_out_empty_guidance(values["routine"], routine)
    return values


def plan_from_snapshot(snapshot: Any, atlas: Atlas) -> Plan:
    """Return the plan that `plan_snapshot` made.

    Raises:
        PlanSnapshotError: it is none, it names what the atlas does not have any more, or it holds what must not be
            done: a press of a point that may not be pressed now, a hold over its cap, hidden characters.
    """
    if isinstance(snapshot, dict) and snapshot.get("version", VERSION) != VERSION:
        raise PlanSnapshotError("another version of backpain kept it")
    points = {point.key: point for muscle in atlas.muscles.values() for point in muscle.points}
    codec = _codec(
        {
            PainArea: atlas.areas,
            Muscle: atlas.muscles,
            TriggerPoint: points,
            Stretch: atlas.stretches,
            Move: atlas.moves,
        }
    )
    try:
        kept = codec.decode(_KeptPlan, snapshot)
        segments = chain_segments(_segment(one, kept.routine) for one in kept.segments)
        return Plan(routine=kept.routine, segments=segments, added=kept.added)
    except ValueError as error:
        reason = str(error.problems[0] if isinstance(error, DecodeError) else error)
        raise PlanSnapshotError(reason) from error


def routine_hash(routine: Routine) -> str:
    """Return the SHA-256 of what `routine` contains, in hexadecimal digits; where its file is makes no difference."""
    values = _codec({}).encode(routine)
    _leave_out_empty_guidance(values, routine)
    del values["origin"], values["path"]
    return hashlib.sha256(Codec().canonical(values)).hexdigest()


def _segment(kept: _KeptSegment, routine: Routine) -> Segment:
    if not 1 <= kept.step_number <= len(routine.steps):
        raise ValueError(f"there is no step {kept.step_number}")
    step = routine.steps[kept.step_number - 1]
    if step.traits.presses and step.point is None:
        raise ValueError(f"step {kept.step_number} presses no point that is known")
    low, high = step.pressure or (0, 0)
    if not 0 <= low <= high:
        raise ValueError(f"step {kept.step_number}: a pressure of {low} to {high}")
    if kept.phase is Phase.WORK and (not step.rep_s or kept.seconds % step.rep_s):
        raise ValueError(f"step {kept.step_number}: {kept.seconds} s are no whole repetitions")
    if kept.phase.is_work and kept.seconds > step.cap:
        raise ValueError(f"step {kept.step_number}: a hold of {kept.seconds} s; {step.cap} s is the most")
    return Segment(start=0, step=step, **kept._asdict())


def _codec(known: Mapping[Any, Mapping[str, Any]]) -> Codec:
    """Return how plans are written, and read with what is `known` of each type by its key."""

    def by_key(kind: type) -> tuple[Read, Write]:
        def read(value: Any) -> Any:
            if (key := decode(str, value)) not in known[kind]:
                raise ValueError("is not in the vocabulary of this version of backpain")
            return known[kind][key]

        return read, lambda one: one.key

    special: dict[Any, tuple[Read, Write]] = {
        kind: by_key(kind) for kind in (PainArea, Muscle, TriggerPoint, Stretch, Move)
    }
    lists = {_KeptSegment: as_list(_KeptSegment), Caution: (_read_caution, _write_caution)}
    plain = Codec(special | lists | {str: (_read_text, str)})
    return Codec(
        special | lists | {str: (_read_text, str), Step: (partial(plain.decode, Step), partial(_write_step, plain))}
    )


def _write_step(codec: Codec, step: Step) -> dict[str, Any]:
    """Return the values of `step` but for those that only later formats have and that say nothing in it.

    So a plan that was kept before there were such fields is the same as one that is kept now.
    """
    return {
        name: codec.encode(value) for name, value in step._asdict().items() if value != _SAYS_NOTHING.get(name, ...)
    }


def _leave_out_empty_guidance(values: dict[str, Any], routine: Routine) -> None:
    """Take the guidance of a routine that has none out of its values, so that it is as it was kept before."""
    if routine.guidance == NO_GUIDANCE:
        del values["guidance"]


def _read_text(value: Any) -> str:
    if first_forbidden_character(text := decode(str, value)):
        raise ValueError("holds a hidden character")
    return text


def _read_caution(value: Any) -> Caution:
    text, *concerns = [_read_text(text) for text in decode(tuple[str, ...], value)] or [""]
    return Caution(text, frozenset(concerns))


def _write_caution(caution: Caution) -> list[str]:
    return [caution.text, *sorted(caution.concerns)]
