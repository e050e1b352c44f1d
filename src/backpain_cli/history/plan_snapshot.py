"""A plan as plain values and back: complete, so that it is led through as it was even if its file has changed since.

Every text of every step is in it, and every segment with its side and its length. Muscles, points and stretches are
told by their keys. What comes back is checked anew: it was kept in a file that anybody could have changed.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.layout import chain_segments
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.routine import Caution, Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import KIND_TRAITS, Step, StepKind, StepSides
from backpain_cli.domain.terms import Place, Region, Side
from backpain_cli.domain.text import first_forbidden_character

PLAN_SNAPSHOT_VERSION = 1

PlanValues = dict[str, Any]
PlanWord = TypeVar("PlanWord", bound=StrEnum)

_TEXTS = ("title", "do", "where", "how", "tool", "feel", "avoid", "stop", "neutral", "side_means")
_SECONDS = ("ready", "find", "hold", "change", "cap")


class PlanSnapshotError(BackpainError):
    """A plan that was kept cannot be led through any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The plan that was kept cannot be used: {reason}.",
            hint="Begin the routine anew.",
            exit_code=ExitCode.IO,
        )


def plan_snapshot(plan: Plan) -> PlanValues:
    """Return `plan` as values that JSON has."""
    return {
        "version": PLAN_SNAPSHOT_VERSION,
        "routine": _routine_to_plain(plan.routine),
        "segments": [
            [str(segment.phase), str(segment.side), segment.step_number, segment.seconds] for segment in plan.segments
        ],
        "added": plan.added,
    }


def plan_from_snapshot(plain: Any, anatomy: Atlas) -> Plan:
    """Return the plan that `plan_to_plain` made.

    Raises:
        PlanFormError: it is none, it names what the vocabulary does not have any more, or it holds what must not be
            led through: a press of a point that may not be pressed now, a hold over its cap, hidden characters.
    """
    try:
        if plain["version"] != PLAN_SNAPSHOT_VERSION:
            raise PlanSnapshotError("another version of backpain kept it")
        routine = _routine_from_plain(plain["routine"], anatomy)
        segments = [_segment(each, routine) for each in plain["segments"]]
        return Plan(routine=routine, segments=chain_segments(segments), added=_whole(plain["added"]))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise PlanSnapshotError("it is not whole") from error


def routine_hash(routine: Routine) -> str:
    """Return the SHA-256 of what `routine` says, in hexadecimal digits; where its file lies makes no difference."""
    plain = _routine_to_plain(routine)
    content = {key: value for key, value in plain.items() if key not in {"origin", "path"}}
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _routine_to_plain(routine: Routine) -> PlanValues:
    return {
        "key": routine.key,
        "title": routine.title,
        "region": str(routine.region),
        "areas": [area.key for area in routine.areas],
        "minutes": routine.minutes,
        "why": routine.why,
        "cautions": [[caution.text, *sorted(caution.concerns)] for caution in routine.cautions],
        "origin": str(routine.origin),
        "path": routine.path,
        "steps": [_step_to_plain(step) for step in routine.steps],
    }


def _routine_from_plain(plain: Mapping[str, Any], anatomy: Atlas) -> Routine:
    return Routine(
        key=_text(plain["key"]),
        title=_text(plain["title"]),
        region=Region(plain["region"]),
        areas=tuple(_of(anatomy.areas, key) for key in plain["areas"]),
        minutes=_whole(plain["minutes"]),
        why=_text(plain["why"]),
        cautions=tuple(map(_caution, plain["cautions"])),
        steps=tuple(_step_from_plain(step, anatomy) for step in plain["steps"]),
        origin=RoutineOrigin(plain["origin"]),
        path=_any_text(plain["path"]),
    )


def _step_to_plain(step: Step) -> PlanValues:
    return {
        "kind": str(step.kind),
        "place": str(step.place),
        "sides": str(step.sides),
        **{name: getattr(step, name) for name in (*_TEXTS, *_SECONDS)},
        "instead": list(step.instead),
        "pressure": list(step.pressure) if step.pressure is not None else None,
        "muscle": step.muscle.key if step.muscle is not None else None,
        "point": step.point.key if step.point is not None else None,
        "stretch": step.stretch.key if step.stretch is not None else None,
        "sources": list(step.sources),
    }


def _step_from_plain(plain: Mapping[str, Any], anatomy: Atlas) -> Step:
    kind = StepKind(plain["kind"])
    muscle = None if plain["muscle"] is None else _of(anatomy.muscles, plain["muscle"])
    point = None
    if plain["point"] is not None:
        points = {each.key: each for one in anatomy.muscles.values() for each in one.points}
        point = _of(points, plain["point"])
    if KIND_TRAITS[kind].presses and (point is None or not point.safety_class.may_be_pressed):
        raise PlanSnapshotError("it presses a point that is not to be pressed any more")
    written: dict[str, Any] = {name: _text(plain[name]) for name in _TEXTS}
    lasting: dict[str, Any] = {name: _whole(plain[name]) for name in _SECONDS}
    step = Step(
        kind=kind,
        place=Place(plain["place"]),
        sides=StepSides(plain["sides"]),
        **written,
        **lasting,
        instead=_texts(plain["instead"]),
        pressure=_pressure(plain["pressure"]),
        muscle=muscle,
        point=point,
        stretch=None if plain["stretch"] is None else _of(anatomy.stretches, plain["stretch"]),
        sources=_texts(plain["sources"]),
    )
    if not 1 <= step.hold <= step.cap <= step.traits.longest_hold_s:
        raise PlanSnapshotError("a hold in it is longer than it may be")
    low, high = step.pressure or (0, 0)
    if point is not None and not 0 <= low <= high <= point.safety_class.highest_pressure:
        raise PlanSnapshotError("it presses harder than may be")
    return step


def _segment(plain: list[Any], routine: Routine) -> Segment:
    phase, side, number, seconds = plain
    if _whole(number) < 1:
        raise ValueError("steps are counted from 1")
    step = routine.steps[number - 1]
    segment = Segment(
        start=0, seconds=_whole(seconds), phase=Phase(phase), side=Side(side), step_number=number, step=step
    )
    if segment.phase is Phase.HOLD and segment.seconds > step.cap:
        raise PlanSnapshotError("a hold in it is longer than it may be")
    return segment


def _of(known: Mapping[str, Any], key: Any) -> Any:
    if key not in known:
        raise PlanSnapshotError("it was made with another version of the vocabulary")
    return known[key]


def _pressure(plain: Any) -> tuple[int, int] | None:
    if plain is None:
        return None
    low, high = (_whole(each) for each in plain)
    return low, high


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number is due")
    return value


def _any_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is due")
    return value


def _text(value: Any) -> str:
    if first_forbidden_character(_any_text(value)) is not None:
        raise PlanSnapshotError("it holds a hidden character")
    return str(value)


def _caution(value: Any) -> Caution:
    text, *concerns = _texts(value)
    return Caution(text, frozenset(concerns))


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("a list is due")
    return tuple(_text(value) for value in values)
