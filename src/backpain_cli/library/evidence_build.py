"""From the plain values of the evidence to domain objects."""

from typing import Any

from backpain_cli.domain.anatomy.evidence import Activity, Claim, EvidenceGrade

EvidenceValues = dict[str, Any]


def claim(key: str, entry: EvidenceValues) -> Claim:
    """Return the claim of that key."""
    return Claim(
        key=key,
        name=entry["name"],
        aliases=tuple(entry["aliases"]),
        article=entry["article"],
        claim=entry["claim"],
        literature=entry["literature"],
        grade=EvidenceGrade(entry["grade"]),
        wording=entry["wording"],
        sources=tuple(entry["sources"]),
        kinds=tuple(entry["kinds"]),
        muscles=tuple(entry["muscles"]),
    )


def activity(key: str, entry: EvidenceValues) -> Activity:
    """Return the everyday activity of that key."""
    return Activity(
        key=key,
        name=entry["name"],
        aliases=tuple(entry["aliases"]),
        habit=entry["habit"],
        habit_sources=tuple(entry["habit_sources"]),
        note=entry["note"],
    )
