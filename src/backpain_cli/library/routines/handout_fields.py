"""From how much a line of a hand-out says to the fields of a step."""

from backpain_cli.domain.anatomy.atlas import Exercise
from backpain_cli.domain.anatomy.moves import DoseUnit, Move, MoveGroup, MoveSides
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.routine.steps import StepKind, StepSides, kind_of_move
from backpain_cli.library.routines.handout_doses import EACH_WAY, WrittenDose, low_number
from backpain_cli.library.routines.move_reader import allowed_sides, kind_of_stretch

_USUAL_CHECK_S = 20
_LONGEST_NAME = 60
_MANY_SIDES = frozenset({StepKind.STRETCH, StepKind.MOVE, StepKind.STRENGTHEN})


def entry_fields(dose: WrittenDose, entry: Exercise) -> dict[str, str]:
    """Return an exercise of ours, as much of it as the line says; where it is not done so, in the words of the line."""
    if isinstance(entry, Move):
        return _move_fields(_with_sides(dose, has_both=StepSides.BOTH in allowed_sides(entry)), entry)
    return _stretch_fields(_with_sides(dose, has_both=True), entry)


def _with_sides(dose: WrittenDose, *, has_both: bool) -> WrittenDose:
    """Return `dose` with each way as both sides, or as none where to and fro is one repetition."""
    return dose if dose.sides != EACH_WAY else dose._replace(sides="both" if has_both else "")


def _stretch_fields(dose: WrittenDose, stretch: Stretch) -> dict[str, str]:
    kind = kind_of_stretch(stretch)
    fields = {str(kind): stretch.key}
    if dose.sides and not stretch.one_sided:
        # Our words are for both sides together.
        fields["do"] = f"{dose.name}, one side at a time."
    sides = "both" if dose.sides == StepSides.ALTERNATE else dose.sides
    return fields | _amounts(kind, dose, usual_s=stretch.hold) | _sides(kind, sides)


def _move_fields(dose: WrittenDose, move: Move) -> dict[str, str]:
    kind = kind_of_move(move)
    if move.group in {MoveGroup.CHECK, MoveGroup.CHANGE}:
        return {str(kind): move.key, "for": f"{dose.seconds or _USUAL_CHECK_S}s"}
    sides, allowed = dose.sides, allowed_sides(move)
    if sides == StepSides.ALTERNATE and sides not in allowed and StepSides.BOTH in allowed:
        sides = "both"
    if not sides and dose.seconds and (dose.reps or dose.sets) and move.sides[0] is MoveSides.ALTERNATE:
        # What is held takes no turns.
        sides = "both"
    if sides and StepSides(sides) not in allowed:
        name = f"{move.name}, one side at a time"
        return {str(kind): name, "do": f"{dose.name}, one side at a time."} | _amounts(kind, dose) | _sides(kind, sides)
    unit = None if move.dose is None else move.dose.unit
    longest_s = 0 if move.dose is None else max(60, move.dose.seconds[1])
    if unit is DoseUnit.TIME and not dose.reps and low_number(dose.seconds) > longest_s:
        # Ours has an upper limit because it is one of many steps; a walk by itself has none.
        return {str(kind): move.name, "do": f"{move.name}."} | _amounts(kind, dose)
    level = {"level": dose.level} if dose.level and move.levels else {}
    amounts = _amounts(kind, dose, has_series=unit is DoseUnit.HOLDS)
    return {str(kind): move.key} | level | amounts | _sides(kind, sides) | _place(dose, move)


def _place(dose: WrittenDose, move: Move) -> dict[str, str]:
    """Return where the line says that the move is done, if that is another of its places."""
    is_other = not dose.level and dose.place != move.place and dose.place in map(str, move.places)
    return {"place": dose.place} if is_other else {}


def own_fields(kind: StepKind, dose: WrittenDose, name: str, words: str, more: str) -> dict[str, str]:
    """Return a step in the words of the hand-out.

    Args:
        kind: of the step.
        dose: what the lines say of how much.
        name: what it is called.
        words: of the first line.
        more: the lines below it.
    """
    dose = _with_sides(dose, has_both=True)
    name, words = (text[:1].upper() + text[1:] for text in (name, words))
    do = f"{words.rstrip('.:')}. {more}" if more else words
    fields = {str(kind): words} if kind is StepKind.REST else {str(kind): words_within(name, _LONGEST_NAME), "do": do}
    sides = dose.sides
    if sides == StepSides.ALTERNATE and (dose.seconds or not dose.reps or kind is StepKind.STRETCH):
        sides = "both"
    place = {"place": dose.place} if dose.place else {}
    return fields | _amounts(kind, dose) | _sides(kind, sides) | place


def words_within(text: str, letters: int) -> str:
    """Return as many words of `text` as there is room for."""
    return text if len(text) <= letters else (text[:letters].rpartition(" ")[0] or text[:letters]).rstrip(" ,.;:")


def note_fields(dose: WrittenDose, *more: str) -> dict[str, str]:
    """Return what is kept as a remark: texts that say more, and how often a day."""
    text = ". ".join(part.rstrip(".") for part in (*more, dose.often) if part)
    return {"note": text} if text else {}


def _sides(kind: StepKind, sides: str) -> dict[str, str]:
    return {"sides": sides} if sides and kind in _MANY_SIDES else {}


def _amounts(kind: StepKind, dose: WrittenDose, *, has_series: bool = False, usual_s: int = 0) -> dict[str, str]:
    """Return how much is done, in the fields of that kind."""
    seconds = low_number(dose.seconds)
    times = int(dose.reps.partition("-")[0] or 0)
    if kind in {StepKind.CHECK, StepKind.REST, StepKind.BREATHE}:
        return {"for": f"{seconds}s"} if seconds else {}
    if kind is StepKind.STRETCH:
        count = max(times, 1) * max(dose.sets, 1)
        if count > 1:
            return {"holds": f"{count} x {seconds or usual_s or 30}s"} | (
                {"pause": f"{dose.rest_s}s"} if dose.rest_s else {}
            )
        return {"hold": f"{dose.seconds}s"} if seconds else {}
    if seconds and (max(times, dose.sets) > 1 or has_series):
        sets = dose.sets if times else 0
        found = {"holds": f"{times or dose.sets or 1} x {seconds}s"}
        if dose.rest_s and sets <= 1:
            found["pause"] = f"{dose.rest_s}s"
        return found | _rounds(dose._replace(sets=sets))
    if seconds:
        return {"for": f"{seconds}s"}
    found = {"reps": dose.reps} if dose.reps else {}
    if dose.pace and found:
        found["pace"] = dose.pace
    return found | _rounds(dose)


def _rounds(dose: WrittenDose) -> dict[str, str]:
    if dose.sets <= 1:
        return {}
    return {"rounds": str(dose.sets)} | ({"round-rest": f"{dose.rest_s}s"} if dose.rest_s else {})
