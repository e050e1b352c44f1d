"""The JSON contracts of the atlas: one muscle, overlap, the spine, strain and evidence."""

from collections.abc import Iterable, Sequence

from backpain_cli.domain.anatomy import FeltArea, Muscle, TriggerPoint
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.evidence import Activity, Claim
from backpain_cli.domain.lookup import Treatment
from backpain_cli.domain.overlap import SharedArea
from backpain_cli.domain.spine import has_disc_above
from backpain_cli.export.json_forms import VERSION, Form, treatment_forms


def muscle_form(muscle: Muscle, treatments: Iterable[Treatment]) -> Form:
    """Return `muscle NAME --json`: every field of the entry."""
    return {
        "version": VERSION,
        "key": muscle.key,
        "english": muscle.english,
        "latin": muscle.latin,
        "aliases": list(muscle.aliases),
        "regions": list(muscle.regions),
        "seat": muscle.seat,
        "lies_in": list(muscle.lies_in),
        "attaches": {
            "kinds": sorted(muscle.kinds),
            "origin": muscle.origin,
            "insertion": muscle.insertion,
            "levels": list(muscle.levels),
            "sources": list(muscle.attachment_sources),
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


def _point_form(point: TriggerPoint) -> Form:
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


def _felt(felt: Iterable[FeltArea]) -> list[Form]:
    return [{"area": one.area.key, "side": one.side} for one in felt]


def overlap_form(muscles: Sequence[Muscle], shared: Iterable[SharedArea]) -> Form:
    """Return `overlap MUSCLE MUSCLE... --json`; `zones` are in the order of `muscles`."""
    return {
        "version": VERSION,
        "muscles": [muscle.key for muscle in muscles],
        "areas": [{"key": one.area.key, "name": one.area.name, "zones": list(one.zones)} for one in shared],
    }


def spine_form(anatomy: Anatomy, levels: Iterable[str]) -> Form:
    """Return `spine --json`: the levels from above, each with its region, the disc above it and its muscles."""
    regions = {level: curve for curve in anatomy.curves for level in curve.levels}
    return {
        "version": VERSION,
        "levels": [
            {
                "level": level,
                "region": regions[level].region,
                "curve": regions[level].shape,
                "disc_above": has_disc_above(level),
                "muscles": [
                    {"key": muscle.key, "kinds": sorted(muscle.kinds)} for muscle in anatomy.attached_to(level)
                ],
            }
            for level in levels
        ],
    }


def activities_form(anatomy: Anatomy, activities: Iterable[Activity]) -> Form:
    """Return `strain --json`."""
    return {
        "version": VERSION,
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


def claims_form(claims: Iterable[Claim]) -> Form:
    """Return `why --json`."""
    return {
        "version": VERSION,
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
