"""`--json` of every look-up, by codec."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from backpain_cli.domain.anatomy.atlas import Atlas, has_disc_above
from backpain_cli.domain.anatomy.evidence import Activity, Claim
from backpain_cli.domain.anatomy.lookup import MuscleMatch, SharedArea
from backpain_cli.domain.anatomy.records import Muscle, PainArea, ReferredZone, TriggerPoint
from backpain_cli.domain.errors import Problem
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import RoutineSummary, StepReference

JSON_VERSION = 1

JsonDocument = dict[str, Any]


def routines_form(routines: Iterable[RoutineSummary]) -> JsonDocument:
    """Return `routines --json`."""
    return {
        "version": JSON_VERSION,
        "routines": [
            {
                "key": routine.key,
                "title": routine.title,
                "region": routine.region,
                "areas": list(routine.areas),
                "minutes": routine.minutes,
                "muscles": list(routine.muscles),
                "tools": list(routine.tools),
                "origin": routine.origin,
            }
            for routine in routines
        ],
    }


def plan_form(plan: Plan) -> JsonDocument:
    """Return `routine NAME --preview --json`."""
    return {
        "version": JSON_VERSION,
        "routine": plan.routine.key,
        "seconds": plan.seconds,
        "segments": [
            {
                "start": segment.start,
                "seconds": segment.seconds,
                "phase": segment.phase,
                "kind": segment.step.kind,
                "side": segment.side,
                "step": segment.step_number,
                "title": segment.step.title,
                "muscle": segment.step.muscle.key if segment.step.muscle else None,
                "point": segment.step.point.key if segment.step.point else None,
            }
            for segment in plan.segments
        ],
    }


def areas_form(areas: Iterable[PainArea]) -> JsonDocument:
    """Return `areas --json`."""
    return {
        "version": JSON_VERSION,
        "areas": [
            {
                "key": area.key,
                "name": area.name,
                "aliases": list(area.aliases),
                "landmarks": area.landmarks,
                "regions": list(area.regions),
            }
            for area in areas
        ],
    }


def listings_form(
    areas: Iterable[PainArea],
    listings: Iterable[MuscleMatch],
    treated: Mapping[str, Sequence[StepReference]],
    cover: Iterable[MuscleMatch] = (),
) -> JsonDocument:
    """Return `muscles AREA... --json`, in order of likelihood.

    Args:
        areas: the areas asked for.
        listings: the muscles published as felt there.
        treated: the steps that press or stretch a muscle, by its key.
        cover: the smallest set that covers all areas.
    """
    return {
        "version": JSON_VERSION,
        "areas": [area.key for area in areas],
        "muscles": [
            {
                "key": listing.muscle.key,
                "name": listing.muscle.english,
                "regions": list(listing.muscle.regions),
                "relation": listing.relation,
                "zone": listing.zone,
                "areas": [area.key for area in listing.areas],
                "safety_classes": list(listing.safety_classes),
                "points": [
                    {"key": point.key, "safety_class": point.safety_class, "confidence": point.confidence}
                    for point in listing.points
                ],
                "treatments": treatment_forms(treated.get(listing.muscle.key, ())),
                "sources": list(listing.sources),
            }
            for listing in listings
        ],
        "cover": [listing.muscle.key for listing in cover],
    }


def muscles_form(muscles: Iterable[tuple[Muscle, Iterable[StepReference]]]) -> JsonDocument:
    """Return `muscles --json` without an area: all muscles, by name."""
    return {
        "version": JSON_VERSION,
        "areas": [],
        "muscles": [
            {
                "key": muscle.key,
                "name": muscle.english,
                "regions": list(muscle.regions),
                "kinds": sorted(muscle.attaches.kinds),
                "areas": list(
                    dict.fromkeys(
                        felt.area.key for point in muscle.points for felt in (*point.essential, *point.spillover)
                    )
                ),
                "safety_classes": list(muscle.safety_classes),
                "points": [{"key": point.key, "safety_class": point.safety_class} for point in muscle.points],
                "treatments": treatment_forms(treatments),
                "sources": list(dict.fromkeys(key for point in muscle.points for key in point.sources)),
            }
            for muscle, treatments in muscles
        ],
    }


def treatment_forms(treatments: Iterable[StepReference]) -> list[JsonDocument]:
    """Return the steps that treat a muscle."""
    return [
        {"routine": one.routine, "step": one.step, "kind": one.kind, "point": one.point or None} for one in treatments
    ]


def problems_form(files: Iterable[tuple[str, Iterable[Problem]]]) -> JsonDocument:
    """Return `validate --json`: each file with its errors and warnings."""
    return {
        "version": JSON_VERSION,
        "files": [
            {
                "file": name,
                "problems": [
                    {
                        "severity": problem.severity,
                        "line": problem.line,
                        "column": problem.column,
                        "message": problem.message,
                        "hint": problem.hint,
                    }
                    for problem in problems
                ],
            }
            for name, problems in files
        ],
    }


def muscle_form(muscle: Muscle, treatments: Iterable[StepReference]) -> JsonDocument:
    """Return `muscle NAME --json`: every field of the entry."""
    return {
        "version": JSON_VERSION,
        "key": muscle.key,
        "english": muscle.english,
        "latin": muscle.latin,
        "aliases": list(muscle.aliases),
        "regions": list(muscle.regions),
        "seat": muscle.seat,
        "lies_in": list(muscle.lies_in),
        "attaches": {
            "kinds": sorted(muscle.attaches.kinds),
            "origin": muscle.attaches.origin,
            "insertion": muscle.attaches.insertion,
            "levels": list(muscle.attaches.levels),
            "sources": list(muscle.attaches.sources),
        },
        "action": {"text": muscle.action.text, "sources": list(muscle.action.sources)},
        "nerve": {"text": muscle.nerve.text, "sources": list(muscle.nerve.sources)},
        "antagonists": [
            {"muscle": one.muscle, "side": one.side, "role": one.role, "sources": list(one.sources)}
            for one in muscle.antagonists
        ],
        "strain": {
            "by": list(muscle.strain.by),
            "activities": list(muscle.strain.activities),
            "sources": list(muscle.strain.sources),
        },
        "identifiers": [{"of": one.of, "uberon": one.uberon, "fma": one.fma} for one in muscle.identifiers],
        "prevalence": [
            {"area": one.area, "percent": one.percent, "of": one.of, "sources": list(one.sources)}
            for one in muscle.prevalence
        ],
        "parts": list(muscle.parts),
        "points": [_point_form(point) for point in muscle.points],
        "stretches": list(muscle.stretches),
        "care": muscle.care,
        "notes": [{"text": note.text, "sources": list(note.sources)} for note in muscle.notes],
        "treatments": treatment_forms(treatments),
    }


def _point_form(point: TriggerPoint) -> JsonDocument:
    technique = point.technique
    return {
        "key": point.key,
        "name": point.name,
        "where": point.where,
        "safety_class": point.safety_class,
        "reason": point.reason,
        "essential": _felt(point.essential),
        "spillover": _felt(point.spillover),
        "confidence": point.confidence,
        "sources": list(point.sources),
        "technique": None
        if technique is None
        else {
            "do": technique.do,
            "place": technique.place,
            "posture": technique.posture,
            "tool": technique.tool,
            "instead": list(technique.instead),
            "pressure": list(technique.pressure),
            "find": technique.find,
            "hold": technique.hold,
            "cap": technique.cap,
            "feel": technique.feel,
            "avoid": technique.avoid,
            "stop": technique.stop,
            "sources": list(technique.sources),
        },
    }


def _felt(felt: Iterable[ReferredZone]) -> list[JsonDocument]:
    return [{"area": one.area.key, "side": one.side} for one in felt]


def overlap_form(muscles: Sequence[Muscle], shared: Iterable[SharedArea]) -> JsonDocument:
    """Return `overlap MUSCLE MUSCLE... --json`; `zones` are in the order of `muscles`."""
    return {
        "version": JSON_VERSION,
        "muscles": [muscle.key for muscle in muscles],
        "areas": [{"key": one.area.key, "name": one.area.name, "zones": list(one.zones)} for one in shared],
    }


def spine_form(anatomy: Atlas, levels: Iterable[str]) -> JsonDocument:
    """Return `spine --json`: the levels from above, each with its region, the disc above it and its muscles."""
    regions = {level: curve for curve in anatomy.curves for level in curve.levels}
    return {
        "version": JSON_VERSION,
        "levels": [
            {
                "level": level,
                "region": regions[level].region,
                "curve": regions[level].shape,
                "disc_above": has_disc_above(level),
                "muscles": [
                    {"key": muscle.key, "kinds": sorted(muscle.attaches.kinds)} for muscle in anatomy.attached_to(level)
                ],
            }
            for level in levels
        ],
    }


def activities_form(anatomy: Atlas, activities: Iterable[Activity]) -> JsonDocument:
    """Return `strain --json`."""
    return {
        "version": JSON_VERSION,
        "activities": [
            {
                "key": one.key,
                "name": one.name,
                "aliases": list(one.aliases),
                "muscles": [muscle.key for muscle in anatomy.strained_by(one)],
                "habit": one.habit,
                "sources": list(one.habit_sources),
            }
            for one in activities
        ],
    }


def claims_form(claims: Iterable[Claim]) -> JsonDocument:
    """Return `why --json`."""
    return {
        "version": JSON_VERSION,
        "claims": [
            {
                "key": one.key,
                "name": one.name,
                "grade": one.grade,
                "claim": one.claim,
                "article": one.article,
                "literature": one.literature,
                "wording": one.wording,
                "sources": list(one.sources),
            }
            for one in claims
        ],
    }


def json_of(parts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield an object as pieces of JSON text.

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
