"""Moves, stretches and points in words: how much, how it goes through the sides, what becomes of them."""

from collections.abc import Mapping
from typing import assert_never

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveAction, MoveDose, MoveGroup, MoveRule, MoveSides
from backpain_cli.domain.anatomy.records import TriggerPoint
from backpain_cli.domain.routine.own_doses import OwnDose
from backpain_cli.domain.safety.entry_changes import EntryChange
from backpain_cli.domain.typed_input import duration_text
from backpain_cli.wording.phrases import times_phrase

_GROUPS = {
    MoveGroup.STRENGTHEN: "strengthening",
    MoveGroup.MOVE: "easy movement",
    MoveGroup.CHECK: "check",
    MoveGroup.CHANGE: "change of place",
}
_KINDS = {"stretch": "stretch", "move": "easy movement", "breathing": "breathing"}
_SIDES = {
    MoveSides.NONE: "",
    MoveSides.EACH: " on each side",
    MoveSides.ALTERNATE: " on each side in turn",
    MoveSides.SORER_ONLY: " on the sorer side",
}
_ACTIONS: Mapping[str, str] = {
    "refuse": "left out",
    "drop": "left out, easy movement instead",
    "seated": "on a chair",
    "on-a-bed": "on a bed",
    "neutral": "its neutral choice instead",
    "level": "an easier level",
    "gentler": "gentler, half as much",
    "remind": "with care",
}


def kind_phrase(exercise: Exercise) -> str:
    """Return what an exercise is for: `strengthening`, `stretch`."""
    return _GROUPS[exercise.group] if isinstance(exercise, Move) else _KINDS[exercise.kind]


def works_phrase(anatomy: Atlas, exercise: Exercise) -> str:
    """Return what an exercise works, moves or stretches: `gluteus maximus, hamstrings`."""
    names = [anatomy.muscles[key].english.lower() for key in exercise.muscles]
    return ", ".join([*names, *([exercise.works] if isinstance(exercise, Move) and exercise.works else [])])


def what_to_do(exercise: Exercise) -> str:
    """Return what is done, in one sentence."""
    return exercise.first_sentence if isinstance(exercise, Move) else exercise.do


def own_phrase(move: Move, own: OwnDose | None, *, is_out: bool) -> str:
    """Return the person's own level and number of a move, and how to change it; empty where nothing was agreed to."""
    if is_out:
        return "left out, because it sent pain further or brought something new; `--level 1` takes it back in"
    if own is None:
        return ""
    return f"{way_phrase(move, own.level, own.number)}; `--level undo` takes the last change back"


def way_phrase(move: Move, level: int, number: int) -> str:
    """Return how a move is done: `level 2, 8 times`, without a level where it has none."""
    parts = (f"level {level}" if move.levels else "", times_phrase(number) if number else "")
    return ", ".join(filter(None, parts)) or "as it is"


def dose_phrase(exercise: Exercise) -> str:
    """Return how much is done: `6 to 12 times, 6 s each`; empty where nothing is counted."""
    if not isinstance(exercise, Move):
        sides = " on each side" if exercise.one_sided else ""
        return f"{duration_text(exercise.hold)}{sides}"
    if exercise.dose is None:
        return ""
    return _amount(exercise.dose, _SIDES[exercise.sides[0]])


def dose_in_signs(exercise: Exercise) -> str:
    """Return the same for a narrow column: `6–12 × 6 s`."""
    if not isinstance(exercise, Move):
        return f"{exercise.hold} s" + (" a side" if exercise.one_sided else "")
    if (dose := exercise.dose) is None:
        return ""
    each = _brief_range(dose.seconds) if dose.unit is not DoseUnit.REPETITIONS else str(dose.each_s)
    times = "" if dose.unit is DoseUnit.TIME else f"{_brief_range(dose.times)} × "
    sides = " a side" if exercise.sides[0] in {MoveSides.EACH, MoveSides.ALTERNATE} else ""
    return f"{times}{each} s{sides}"


def _brief_range(numbers: tuple[int, int]) -> str:
    return "–".join(map(str, dict.fromkeys(numbers)))


def _amount(dose: MoveDose, sides: str) -> str:
    times, seconds = _range(dose.times), _range(dose.seconds)
    match dose.unit:
        case DoseUnit.REPETITIONS:
            return f"{times} times{sides}, {dose.each_s} s each"
        case DoseUnit.HOLDS:
            return f"{times} holds{sides}, {seconds} s each"
        case DoseUnit.TIME:
            return f"{seconds} s{sides}"
        case _ as unreachable:
            assert_never(unreachable)


def _range(numbers: tuple[int, int]) -> str:
    low, high = numbers
    return f"{low} to {high}" if low != high else str(low)


def pace_phrase(dose: MoveDose) -> str:
    """Return the phases of a repetition: `3 s up, 3 s down`; empty where nothing is repeated."""
    return ", ".join(f"{seconds} s {word}" for word, seconds in dose.pace.items())


def rule_phrase(rule: MoveRule) -> str:
    """Return what becomes of a move by a rule: `level 1 at most until a doctor agrees`."""
    if rule.action is MoveAction.REMIND:
        return rule.say
    phrase = _ACTIONS[rule.action]
    if rule.highest:
        phrase = f"level {rule.highest} at most"
    elif rule.instead:
        phrase += f", as {rule.instead}"
    phrase += " until a doctor agrees" if rule.unless_agreed else ""
    return f"{phrase}. {rule.say}" if rule.say else phrase


def change_phrase(exercise: Exercise, change: EntryChange | None) -> str:
    """Return what becomes of a move or a stretch: `left out. ...`; `as it is` where nothing does."""
    if change is None:
        return "as it is"
    if str(change.action) == MoveAction.NEUTRAL:
        return f"neutral: {exercise.neutral} {change.why}".strip()
    return _phrase(change)


def point_change_phrase(point: TriggerPoint, change: EntryChange | None) -> str:
    """Return what becomes of pressing a point."""
    if change is not None:
        return _phrase(change)
    return "as it is" if point.technique is not None else "not pressed by anybody"


def _phrase(change: EntryChange) -> str:
    return rule_phrase(change.rule) if change.rule is not None else f"{_ACTIONS[change.action]}. {change.why}"
