"""How much is done in a step, in words: repetitions and their pace, series, breaths, rounds, rests between them."""

from collections.abc import Sequence

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import Beat, CountedDose
from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import duration_text


def minutes_phrase(seconds: float) -> str:
    """Return how long a routine lasts: `15 minutes`, `7 and a half minutes`, `7 minutes 20 seconds`."""
    minutes, rest = divmod(round(seconds), 60)
    if not rest:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{minutes} and a half minutes" if rest == 30 else duration_text(round(seconds))


def step_dose_phrase(step: Step, work: Segment | None = None) -> str:
    """Return how much is counted: `8 to 12 times, today 8, 3 s up, 3 s down`; empty where seconds say it all.

    Args:
        step: as it is in its plan.
        work: the segment in which it is done, where a key may have changed that.
    """
    parts = []
    number = step.number if work is None or not work.reps else work.reps
    if (dose := step.counted) is not None:
        times = "once" if dose.reps == 1 else f"{dose.reps} to {dose.most} times" if dose.most else f"{dose.reps} times"
        if dose.most or number != dose.reps:
            times += f", today {number}"
        parts = [times + (" on each side in turn" if step.alternates else ""), counted_pace(dose)]
    elif (series := step.series) is not None:
        seconds = series.seconds if work is None else work.seconds
        parts = [f"{series.times} x {seconds} s", f"{series.pause} s between" if series.times > 1 else ""]
    elif (breath := step.breathing) is not None:
        hold = f"hold {breath.hold} s" if breath.hold else ""
        parts = [f"in {breath.inhale} s", hold, f"out {breath.exhale} s", "softly, not deep"]
    elif step.most_hold:
        parts = [f"{step.hold} to {step.most_hold} s, today {step.hold} s"]
    if step.rounds.times > 1:
        parts.append(f"{step.rounds.times} rounds, {step.rounds.rest} s rest between")
    if step.optional:
        parts.append("if you like")
    if step.level:
        parts.append(f"level {step.level}")
    return ", ".join(part for part in parts if part)


def counted_pace(dose: CountedDose) -> str:
    """Return the pace of a repetition: `3 s up, 3 s down`."""
    return ", ".join(f"{part.seconds} s {pace_direction(part.word)}" for part in dose.pace)


def rest_sentence(segments: Sequence[Segment], segment: Segment) -> str:
    """Return what a rest within a step is for: which round comes next and on which side, or that it is over early.

    Args:
        segments: of the step, or of all of its plan.
        segment: the rest.
    """
    rounds = segment.step.rounds.times
    rests = [one for one in segments if one.step_number == segment.step_number and one.phase is Phase.REST]
    number = next((at for at, one in enumerate(rests, start=1) if one.start == segment.start), 0)
    if number >= rounds:
        return "Rest, and breathe easily."
    turn = f"round {number + 1} of {rounds}"
    if segment.side is Side.NONE:
        return f"Rest. {turn.capitalize()} comes next."
    side = f"{segment.side} side" if segment.side in {Side.EASIER, Side.SORER} else segment.side
    return f"Rest. Your {side} is next, {turn}."


def beat_phrase(segment: Segment, beat: Beat) -> str:
    """Return what is done in a part of a repetition or a breath: `Up`, `Breathe in`."""
    breathes = segment.step.breathing is not None and beat.word in {PaceWord.IN, PaceWord.OUT}
    return f"Breathe {beat.word}" if breathes else pace_verb(beat.word)


def pace_verb(word: str) -> str:
    """Return a part of a repetition as it is called out: `Up`; a side is always the person's own."""
    return f"Your {word}" if word in {PaceWord.LEFT, PaceWord.RIGHT} else word.capitalize()


def pace_direction(word: str) -> str:
    """Return a part of a repetition after its seconds: `up`, `to your left`."""
    return f"to your {word}" if word in {PaceWord.LEFT, PaceWord.RIGHT} else word
