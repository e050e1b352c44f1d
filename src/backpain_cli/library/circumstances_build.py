"""From the plain value of the circumstances to their questions and rules."""

from typing import Any

from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.circumstances import (
    Circumstance,
    CircumstanceGroup,
    CircumstanceRule,
    Circumstances,
    RuleAction,
    SubstituteStep,
)
from backpain_cli.domain.terms import Place, Region

CircumstanceValues = dict[str, Any]


def circumstances_from(plain: CircumstanceValues) -> Circumstances:
    """Return the circumstances that the file describes.

    Raises:
        KeyError: a field is missing, or a key does not resolve.
        ValueError: a value is not one of those allowed.
    """
    return Circumstances(
        groups=tuple(
            CircumstanceGroup(
                key=entry["key"],
                ask=entry["ask"],
                lines=tuple(entry["lines"]),
                circumstances=tuple(map(_circumstance, entry["circumstances"])),
            )
            for entry in plain["groups"]
        ),
        stand_ins={Place(place): tuple(map(_stand_in, entries)) for place, entries in plain["stand_ins"].items()},
        stay_seated=_stand_in(plain["stay_seated"]),
        rise_seated=_stand_in(plain["rise_seated"]),
    )


def _stand_in(entry: CircumstanceValues) -> SubstituteStep:
    return SubstituteStep(title=entry["title"], do=entry["do"], how=entry["how"], sources=tuple(entry["sources"]))


def _circumstance(entry: CircumstanceValues) -> Circumstance:
    return Circumstance(
        key=entry["key"],
        name=entry["name"],
        ask=entry["ask"],
        agreed=entry.get("agreed", ""),
        rules=tuple(map(_rule, entry["rules"])),
    )


def _rule(entry: CircumstanceValues) -> CircumstanceRule:
    def listed(name: str) -> frozenset[str]:
        return frozenset(entry.get(name, ()))

    return CircumstanceRule(
        action=RuleAction(entry["action"]),
        unless_agreed=entry.get("unless_agreed") == "true",
        kinds=frozenset(StepKind(kind) for kind in listed("kinds")),
        places=frozenset(Place(place) for place in listed("places")),
        muscles=listed("muscles"),
        seats=listed("seats"),
        regions=frozenset(Region(region) for region in listed("regions")),
        bends=listed("bends"),
        end_range=entry.get("end_range") == "true",
        stretches=listed("stretches"),
        routine_regions=frozenset(Region(region) for region in listed("routine_regions")),
        main_region=entry.get("main_region") == "true",
        why=entry["why"],
        sources=tuple(entry["sources"]),
    )
