"""Pain scores as FHIR R4: a Bundle of Observations, without the identity of anybody."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from backpain_cli.domain.records.sessions import PainEntry, PainScore, SessionRecord
from backpain_cli.export.json_documents import json_lines

LOINC = "72514-3"
"""Pain severity, 0-10 verbal numeric rating, as reported."""

FhirDocument = dict[str, Any]


def history_fhir(
    sessions: Iterable[SessionRecord], pain: Iterable[PainEntry], names: Mapping[str, str], now: datetime
) -> Iterator[str]:
    """Yield the scores as the JSON of a Bundle.

    Args:
        sessions: with their scores before and after.
        pain: scores noted without a session.
        names: the names of pain areas by key.
        now: when the Bundle is made, with its zone.
    """
    found = _observations(sessions, pain, names)
    entries = (json.dumps({"fullUrl": f"urn:uuid:{one['id']}", "resource": one}) for one in found)
    parts: list[tuple[str, Any]] = [("resourceType", "Bundle"), ("type", "collection"), ("timestamp", _instant(now))]
    first = next(entries, None)
    if first is not None:  # FHIR has no empty lists
        parts.append(("entry", chain([first], entries)))
    return json_lines(parts)


def _observations(
    sessions: Iterable[SessionRecord], pain: Iterable[PainEntry], names: Mapping[str, str]
) -> Iterator[FhirDocument]:
    for session in sessions:
        for word, when, scores in (
            ("before", session.started, session.before),
            ("after", session.ended, session.after),
        ):
            for score in scores:
                yield _observation(session.identifier, word, when, score, names, f"Reported {word} a session.")
    for entry in pain:
        for score in entry.scores:
            yield _observation(entry.identifier, "noted", entry.when, score, names, "Reported without a session.")


def _observation(
    identifier: str, word: str, when: datetime, score: PainScore, names: Mapping[str, str], note: str
) -> FhirDocument:
    # The same score has the same id in each export, so that whoever takes it in knows it again.
    own = uuid5(NAMESPACE_URL, f"urn:uuid:{identifier}#{word},{score.area},{score.side}")
    place = names.get(score.area, score.area)
    return {
        "resourceType": "Observation",
        "id": str(own),
        # Receivers want a subject. It says only that all scores are of one person, not of whom.
        "contained": [{"resourceType": "Patient", "id": "patient"}],
        "subject": {"reference": "#patient"},
        "status": "final",
        "category": [
            {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"},
                ]
            }
        ],
        "code": {
            "coding": [
                {
                    "system": "http://loinc.org",
                    "code": LOINC,
                    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
                }
            ],
            "text": "Pain from 0 (none) to 10 (worst), reported by the person",
        },
        "effectiveDateTime": _instant(when),
        "valueQuantity": {
            "value": score.score,
            "unit": "{score}",
            "system": "http://unitsofmeasure.org",
            "code": "{score}",
        },
        "bodySite": {"text": f"{place}, {score.side}" if score.side else place},
        "note": [{"text": note}],
    }


def _instant(moment: datetime) -> str:
    """Return a time as FHIR has it: to the second, its zone in hours and minutes."""
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        # Zones of the nineteenth century were off by seconds too, which FHIR cannot write.
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")
