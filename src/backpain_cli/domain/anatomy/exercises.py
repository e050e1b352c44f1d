"""Moves and stretches as one vocabulary, narrowed to where it hurts, to a muscle or to where there is room for them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Muscle, PainArea, TriggerPoint
from backpain_cli.domain.terms import Place, ZoneKind


def all_moves(anatomy: Atlas) -> list[Exercise]:
    """Return the moves, and those of the stretches that are slow movements."""
    return [*anatomy.moves.values(), *(one for one in anatomy.stretches.values() if one.kind == "move")]


def all_stretches(anatomy: Atlas) -> list[Exercise]:
    """Return the stretches and the ways of breathing."""
    return [one for one in anatomy.stretches.values() if one.kind != "move"]


def exercise_places(exercise: Exercise) -> tuple[Place, ...]:
    """Return where an exercise may be done, the usual place first."""
    return exercise.places if isinstance(exercise, Move) else (exercise.place,)


def moves_by_muscle(anatomy: Atlas) -> dict[str, list[Move]]:
    """Return the moves that work a muscle, by its key; a group and its parts share theirs."""
    found: dict[str, dict[str, Move]] = {}
    for move in anatomy.moves.values():
        for key in move.muscles:
            for one in (key, *anatomy.muscles[key].parts):
                found.setdefault(one, {})[move.key] = move
    for group in [key for key in found if anatomy.muscles[key].parts]:
        for part in anatomy.muscles[group].parts:
            found[group] |= found[part]
    return {key: list(moves.values()) for key, moves in found.items()}


def areas_of(anatomy: Atlas, exercise: Exercise) -> list[PainArea]:
    """Return the areas for which an exercise is listed: those that it names, or else those in which its muscles lie."""
    named = exercise.areas if isinstance(exercise, Move) else ()
    keys = named or (area for key in exercise.muscles for area in anatomy.muscles[key].lies_in)
    return [anatomy.areas[key] for key in dict.fromkeys(keys)]


class EntryFilter(NamedTuple):
    """What a list of exercises or points is narrowed to; what is empty lets everything through."""

    areas: tuple[PainArea, ...] = ()
    muscles: frozenset[str] = frozenset()
    """Keys; one of them is enough."""
    place: Place | None = None

    def exercises(self, anatomy: Atlas, exercises: Iterable[Exercise]) -> list[Exercise]:
        """Return those of `exercises` that fit: listed for one of the areas, or for a muscle mainly felt there."""
        near = {key for key, muscle in anatomy.muscles.items() if self.areas and self._is_felt(muscle)}
        keys = {key for wanted in self.muscles for key in (wanted, *anatomy.muscles[wanted].parts)}
        asked = {area.key for area in self.areas}

        def fits(one: Exercise) -> bool:
            named = one.areas if isinstance(one, Move) else ()
            in_area = not asked or not asked.isdisjoint(named) or not near.isdisjoint(one.muscles)
            return in_area and (not keys or not keys.isdisjoint(one.muscles)) and self._has_room(exercise_places(one))

        return [one for one in exercises if fits(one)]

    def points(self, points: Iterable[TriggerPoint]) -> list[TriggerPoint]:
        """Return those of `points` that fit: felt in one of the areas, of one of the muscles, pressed in the place."""
        return [
            one
            for one in points
            if (not self.areas or any(one.zone_in(area.key) for area in self.areas))
            and (not self.muscles or one.muscle in self.muscles)
            and self._has_room(() if one.technique is None else (one.technique.place,))
        ]

    def _is_felt(self, muscle: Muscle) -> bool:
        # A group lies in more places than any move for it reaches; there, moves name their areas.
        return not muscle.parts and any(
            muscle.is_local_in(area.key)
            or any(point.zone_in(area.key) is ZoneKind.ESSENTIAL for point in muscle.points)
            for area in self.areas
        )

    def _has_room(self, places: Sequence[Place]) -> bool:
        """Return whether one of `places` is the wanted one, or a form of it; a bed is asked for by its name."""
        forms = {place.basic for place in places if place is not Place.BED}
        return self.place is None or self.place in {*places, *forms}
