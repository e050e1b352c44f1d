"""The JSON contracts: plain values for `json.dumps`, documented in docs/json.md. Seconds are whole numbers."""

from collections.abc import Iterable
from typing import Any

from backpain_cli.domain.anatomy import Muscle, PainArea
from backpain_cli.domain.errors import Problem
from backpain_cli.domain.lookup import Listing, Treatment
from backpain_cli.domain.plan import Plan
from backpain_cli.domain.routine import RoutineSummary

VERSION = 1

Form = dict[str, Any]


def routines_form(routines: Iterable[RoutineSummary]) -> Form:
    """Return `routines --json`."""
    return {
        "version": VERSION,
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


def plan_form(plan: Plan) -> Form:
    """Return `routine NAME --preview --json`."""
    return {
        "version": VERSION,
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


def areas_form(areas: Iterable[PainArea]) -> Form:
    """Return `areas --json`."""
    return {
        "version": VERSION,
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


def listings_form(areas: Iterable[PainArea], listings: Iterable[Listing], cover: Iterable[Listing] = ()) -> Form:
    """Return `muscles AREA... --json`, in order of likelihood; `cover` is the smallest set that covers all areas."""
    return {
        "version": VERSION,
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
                "treatments": treatment_forms(listing.treatments),
                "sources": list(listing.sources),
            }
            for listing in listings
        ],
        "cover": [listing.muscle.key for listing in cover],
    }


def muscles_form(muscles: Iterable[tuple[Muscle, Iterable[Treatment]]]) -> Form:
    """Return `muscles --json` without an area: all muscles, by name."""
    return {
        "version": VERSION,
        "areas": [],
        "muscles": [
            {
                "key": muscle.key,
                "name": muscle.english,
                "regions": list(muscle.regions),
                "kinds": sorted(muscle.kinds),
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


def treatment_forms(treatments: Iterable[Treatment]) -> list[Form]:
    """Return the steps that treat a muscle."""
    return [
        {"routine": one.routine, "step": one.step, "kind": one.kind, "point": one.point or None} for one in treatments
    ]


def problems_form(files: Iterable[tuple[str, Iterable[Problem]]]) -> Form:
    """Return `validate --json`: each file with its errors and warnings."""
    return {
        "version": VERSION,
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
