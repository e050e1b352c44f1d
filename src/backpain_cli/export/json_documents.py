"""`--json` of every look-up, by codec.

The names are documented in docs/json.md and stay as they are; most of them are those of the records.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from backpain_cli.codec import Codec, Write
from backpain_cli.domain.anatomy.atlas import Atlas, MuscleOrGroup, has_disc_above
from backpain_cli.domain.anatomy.evidence import Activity, Claim
from backpain_cli.domain.anatomy.lookup import MuscleMatch, SharedArea
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Muscle, PainArea, TriggerPoint
from backpain_cli.domain.records.agreed_moves import MoveCourse
from backpain_cli.domain.records.care_records import CareState
from backpain_cli.domain.records.messages import Education
from backpain_cli.domain.records.pain_progress import AreaProgress, ScoreChange
from backpain_cli.domain.records.practice_progress import PracticeSummary
from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.domain.routine.routine import RoutineSummary, StepReference
from backpain_cli.domain.words.vocabulary import MuscleGroup
from backpain_cli.wording.message_text import plan_steps

JSON_VERSION = 1

JsonDocument = dict[str, Any]

StepReferences = Mapping[str, Sequence[StepReference]]
"""The steps that press or stretch a muscle, by its key."""

MovesByMuscle = Mapping[str, Sequence[Move]]
"""The moves that work a muscle, by its key."""


def json_document(**parts: object) -> JsonDocument:
    """Return an object with these parts, each as plain values."""
    return {"version": JSON_VERSION, **_values(parts)}


def json_lines(parts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield an object as pieces of JSON text with a line for each entry: quick to write, and small in memory.

    Args:
        parts: its names and values in their order; a value that is an iterator gives the JSON text of one entry after
            the other, and the next part is only asked for afterwards.
    """
    before = "{\n"
    for name, value in parts:
        yield f"{before}{json.dumps(name)}: "
        yield from _listed(value) if isinstance(value, Iterator) else [json.dumps(value)]
        before = ",\n"
    yield "\n}\n"


def _listed(entries: Iterator[str]) -> Iterator[str]:
    before = "[\n "
    for entry in entries:
        yield before + entry
        before = ",\n "
    yield "[]" if before.startswith("[") else "\n]"


def routines_document(routines: Iterable[RoutineSummary]) -> JsonDocument:
    """Return `routines --json`."""
    return json_document(routines=list(routines))


def areas_document(areas: Iterable[PainArea]) -> JsonDocument:
    """Return `areas --json`."""
    return json_document(areas=[_part(area, "key", "name", "aliases", "landmarks", "regions") for area in areas])


def matches_document(
    areas: Iterable[PainArea],
    matches: Iterable[MuscleMatch],
    steps: StepReferences,
    moves: MovesByMuscle,
    cover: Iterable[MuscleMatch] = (),
    lying: Iterable[Muscle] = (),
) -> JsonDocument:
    """Return `muscles AREA... --json`, in order of likelihood.

    Args:
        areas: the areas asked for.
        matches: the muscles published as felt there.
        steps: the steps that treat them.
        moves: those that work them.
        cover: the smallest set that covers all areas.
        lying: the muscles that lie there and are felt elsewhere.
    """
    muscles = [
        {
            **_head(match.muscle),
            **_part(match, "relation", "zone", "areas", "safety_classes"),
            "points": [_part(point, "key", "safety_class", "confidence") for point in match.points],
            "treatments": steps.get(match.muscle.key, ()),
            "moves": _move_keys(moves, match.muscle),
            "sources": match.sources,
        }
        for match in matches
    ]
    lies_here = [_summary(muscle, steps, moves) for muscle in lying]
    return json_document(
        areas=list(areas), muscles=muscles, cover=[match.muscle.key for match in cover], lies_here=lies_here
    )


def muscles_document(muscles: Iterable[Muscle], steps: StepReferences, moves: MovesByMuscle) -> JsonDocument:
    """Return `muscles --json` without an area: all muscles, by name."""
    return json_document(areas=[], muscles=[_summary(muscle, steps, moves) for muscle in muscles])


def _summary(muscle: Muscle, steps: StepReferences, moves: MovesByMuscle) -> JsonDocument:
    zones = [zone for point in muscle.points for zone in (*point.essential, *point.spillover)]
    return {
        **_head(muscle),
        "kinds": muscle.attaches.kinds,
        "areas": list(dict.fromkeys(zone.area.key for zone in zones)),
        "safety_classes": muscle.safety_classes,
        "points": [_part(point, "key", "safety_class") for point in muscle.points],
        "treatments": steps.get(muscle.key, ()),
        "moves": _move_keys(moves, muscle),
        "sources": list(dict.fromkeys(key for point in muscle.points for key in point.sources)),
    }


def muscle_document(muscle: Muscle, steps: Sequence[StepReference], moves: MovesByMuscle) -> JsonDocument:
    """Return `muscle NAME --json`: every field of the entry, the steps that treat it and the moves that work it."""
    return json_document(**_values(muscle), treatments=steps, moves=_move_keys(moves, muscle))


def group_document(
    group: MuscleGroup | None, muscles: Iterable[Muscle], steps: StepReferences, moves: MovesByMuscle
) -> JsonDocument:
    """Return `muscle NAME --json` for a group of muscles, or several that were named: its parts in `muscles`."""
    about = None if group is None else _part(group, "key", "name", "parts", "missing", "sources")
    return json_document(group=about) | muscles_document(muscles, steps, moves)


def overlap_document(muscles: Sequence[MuscleOrGroup], shared: Iterable[SharedArea]) -> JsonDocument:
    """Return `overlap MUSCLE MUSCLE... --json`; `zones` are in the order of `muscles`."""
    areas = [{**_part(one.area, "key", "name"), "zones": one.zones} for one in shared]
    return json_document(muscles=[muscle.key for muscle in muscles], areas=areas)


def spine_document(atlas: Atlas, levels: Iterable[str]) -> JsonDocument:
    """Return `spine --json`: the levels from above, each with its region, the disc above it and its muscles."""
    curves = {level: curve for curve in atlas.curves for level in curve.levels}
    forms = [
        {
            "level": level,
            "region": curves[level].region,
            "curve": curves[level].shape,
            "disc_above": has_disc_above(level),
            "muscles": [{"key": one.key, "kinds": one.attaches.kinds} for one in atlas.attached_to(level)],
        }
        for level in levels
    ]
    return json_document(levels=forms)


def activities_document(atlas: Atlas, activities: Iterable[Activity]) -> JsonDocument:
    """Return `strain --json`."""
    forms = [
        {
            **_part(one, "key", "name", "aliases"),
            "muscles": [muscle.key for muscle in atlas.strained_by(one)],
            "habit": one.habit,
            "sources": one.habit_sources,
        }
        for one in activities
    ]
    return json_document(activities=forms)


def claims_document(claims: Iterable[Claim]) -> JsonDocument:
    """Return `why --json`."""
    names = ("key", "name", "grade", "claim", "article", "literature", "wording", "sources")
    return json_document(claims=[_part(claim, *names) for claim in claims])


def education_document(education: Education, care: CareState, key: str, *, has_routine: bool) -> JsonDocument:
    """Return `learn --json`: all messages, or that of `key` in small letters alone, and the plan for a bad day."""
    names = ("key", "text", "grade", "grade_note", "sources")
    messages = [
        {**_part(one, *names), "shown": care.shown.get(one.key)}
        for one in education.messages
        if key in {"", one.key.casefold()}
    ]
    plan = _part(education.flare_up, "heading", "grade", "grade_note", "sources")
    plan["steps"] = plan_steps(education.flare_up, has_routine=has_routine)
    return json_document(off=care.is_off, messages=messages, flare_up=plan)


def progress_document(
    areas: Iterable[AreaProgress],
    practice: PracticeSummary,
    *,
    goal: str = "",
    walking: WalkingAdvice | None = None,
    moves: Sequence[MoveCourse] = (),
) -> JsonDocument:
    """Return `progress --json`; null where nothing was reported."""
    forms = [
        {
            "area": area.key,
            "each": "week" if area.course.weekly else "day",
            "periods": area.course.periods,
            "within_sessions": area.within,
            "over_time": area.over,
        }
        for area in areas
    ]
    weeks = [{"first": week.monday, **_part(week, "seconds", "sessions")} for week in practice.weeks]
    steps = [
        {
            **_part(step, "title", "sessions", "scored"),
            "change": step.points,
            **_part(step, "verdict", "helped", "same", "worse"),
        }
        for step in practice.steps
    ]
    return json_document(
        areas=forms, weeks=weeks, weeks_in_a_row=practice.in_a_row, steps=steps, moves=moves, goal=goal, walking=walking
    )


def _move_keys(moves: MovesByMuscle, muscle: Muscle) -> list[str]:
    return [move.key for move in moves.get(muscle.key, ())]


def _part(record: object, *names: str) -> JsonDocument:
    """Return some fields or properties of a record."""
    return {name: getattr(record, name) for name in names}


def _head(muscle: Muscle) -> JsonDocument:
    return {"key": muscle.key, "name": muscle.english, "regions": muscle.regions}


def _point(point: TriggerPoint) -> JsonDocument:
    names = ("key", "name", "where", "safety_class", "reason", "essential", "spillover", "confidence", "sources")
    return _values(_part(point, *names, "technique"))


def _change(change: ScoreChange) -> JsonDocument:
    return _values({**_part(change, "number", "before", "after"), "change": change.points, "verdict": change.verdict})


_WRITERS: dict[Any, Write] = {
    PainArea: lambda area: area.key,
    TriggerPoint: _point,
    StepReference: lambda step: _values({**step._asdict(), "point": step.point or None}),
    ScoreChange: _change,
}
_CODEC = Codec({kind: (write, write) for kind, write in _WRITERS.items()})  # it never reads


def _values(value: object) -> JsonDocument:
    values: JsonDocument = _CODEC.encode(value)
    return values
