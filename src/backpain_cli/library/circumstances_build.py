"""From the plain value of the circumstances to their questions and rules."""

from typing import Any

from backpain_cli.domain.circumstances import (
    Action,
    Circumstance,
    CircumstanceGroup,
    Circumstances,
    Rule,
    StandIn,
)
from backpain_cli.domain.routine import StepKind
from backpain_cli.domain.terms import Place, Region

Plain = dict[str, Any]


def circumstances_from(plain: Plain) -> Circumstances:
    """Return the circumstances that the file describes.

    Raises:
        KeyError: a field is missing, or a key does not resolve.
        ValueError: a value is not one of those allowed.
    """
    known = {entry["key"]: _circumstance(entry) for entry in plain["circumstances"]}
    return Circumstances(
        groups=tuple(
            CircumstanceGroup(
                key=entry["key"],
                ask=entry["ask"],
                lines=tuple(entry["lines"]),
                circumstances=tuple(known[key] for key in entry["circumstances"]),
            )
            for entry in plain["groups"]
        ),
        stand_ins={
            Place(place): StandIn(
                title=entry["title"], do=entry["do"], how=entry["how"], sources=tuple(entry["sources"])
            )
            for place, entry in plain["stand-ins"].items()
        },
    )


def _circumstance(entry: Plain) -> Circumstance:
    return Circumstance(
        key=entry["key"],
        name=entry["name"],
        ask=entry["ask"],
        agreed=entry.get("agreed", ""),
        rules=tuple(map(_rule, entry["rules"])),
    )


def _rule(entry: Plain) -> Rule:
    def listed(name: str) -> frozenset[str]:
        return frozenset(entry.get(name, ()))

    return Rule(
        action=Action(entry["does"]),
        unless_agreed=entry.get("unless-agreed") == "true",
        kinds=frozenset(StepKind(kind) for kind in listed("kinds")),
        places=frozenset(Place(place) for place in listed("places")),
        muscles=listed("muscles"),
        seats=listed("seats"),
        regions=frozenset(Region(region) for region in listed("regions")),
        bends=listed("bends"),
        end_range=entry.get("end-range") == "true",
        stretches=listed("stretches"),
        unknown_only=entry.get("known") == "false",
        routine_regions=frozenset(Region(region) for region in listed("routine-regions")),
        main_region=entry.get("main-region") == "true",
        why=entry["why"],
        sources=tuple(entry["sources"]),
    )
