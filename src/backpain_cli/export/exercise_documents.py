"""`--json` of moves, stretches and points.

The names are documented in docs/json.md and stay as they are; most of them are those of the records.
"""

from collections.abc import Collection, Iterable
from typing import Any

from backpain_cli.domain.anatomy.atlas import Exercise
from backpain_cli.domain.anatomy.exercises import EntryFilter, exercise_places
from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.own_doses import OwnDose
from backpain_cli.domain.safety.entry_changes import ChangesByKey, EntryChange
from backpain_cli.export.json_documents import JsonDocument, json_document
from backpain_cli.wording.exercise_text import change_phrase, point_change_phrase


def exercises_document(
    name: str,
    exercises: Iterable[Exercise],
    filters: EntryFilter,
    circumstances: Collection[str],
    changes: ChangesByKey,
) -> JsonDocument:
    """Return `moves --json` and `stretches --json`; `name` is that of the command."""
    forms = [_exercise(one, circumstances, changes) for one in exercises]
    return json_document(**{name: forms}, **_asked(filters, circumstances))


def exercise_document(
    exercise: Exercise,
    circumstances: Collection[str],
    changes: ChangesByKey,
    own: OwnDose | None = None,
    *,
    is_out: bool = False,
) -> JsonDocument:
    """Return `moves NAME --json`: every field of the entry, and how the person does it.

    Args:
        exercise: the entry.
        circumstances: those that were named.
        changes: what becomes of it with them.
        own: the level and number that the person agreed to.
        is_out: whether the person leaves it out.
    """
    yours = None if own is None else {"level": own.level, "repetitions": own.number}
    return json_document(**_exercise(exercise, circumstances, changes), own=yours, left_out=is_out)


def points_document(
    points: Iterable[TriggerPoint], filters: EntryFilter, circumstances: Collection[str], changes: ChangesByKey
) -> JsonDocument:
    """Return `points --json`."""
    forms = [_point(one, circumstances, changes) for one in points]
    return json_document(points=forms, **_asked(filters, circumstances))


def point_document(point: TriggerPoint, circumstances: Collection[str], changes: ChangesByKey) -> JsonDocument:
    """Return `points POINT --json`: every field of the point."""
    return json_document(**_point(point, circumstances, changes))


def _exercise(exercise: Exercise, circumstances: Collection[str], changes: ChangesByKey) -> dict[str, Any]:
    change = changes.get(exercise.key)
    return {
        "entry": "move" if isinstance(exercise, Move) else "stretch",
        **json_document(of=exercise)["of"],
        "places": exercise_places(exercise),
        **_becomes(circumstances, change, change_phrase(exercise, change)),
    }


def _point(point: TriggerPoint, circumstances: Collection[str], changes: ChangesByKey) -> dict[str, Any]:
    change = changes.get(point.key)
    return {
        "muscle": point.muscle,
        **json_document(of=point)["of"],
        **_becomes(circumstances, change, point_change_phrase(point, change)),
    }


def _asked(filters: EntryFilter, circumstances: Collection[str]) -> dict[str, Any]:
    """Return what a list was narrowed to."""
    return {
        "areas": [area.key for area in filters.areas],
        "muscles": sorted(filters.muscles),
        "place": filters.place,
        "circumstances": list(circumstances),
    }


def _becomes(circumstances: Collection[str], change: EntryChange | None, phrase: str) -> dict[str, Any]:
    """Return what becomes of an entry with the circumstances that were named; nothing where none was."""
    if not circumstances:
        return {}
    return {"with": {"action": None if change is None else change.action, "text": phrase}}
