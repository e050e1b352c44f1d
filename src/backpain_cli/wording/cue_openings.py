"""What is said when a part of a step begins, the best wording first, the shortest last."""

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import Beat, BreathingPattern, CountedDose
from backpain_cli.domain.routine.plan import Segment
from backpain_cli.domain.terms import Side
from backpain_cli.wording.dose_text import beat_phrase, pace_direction
from backpain_cli.wording.phrases import announcement, phase_label, side_phrase
from backpain_cli.wording.speech_text import number_words, seconds_words, sentences, speakable_text

FEWEST_WITH_HALF = 4
"""From so many repetitions or holds on it is said half-way how many are left."""


def speakable_sentences(text: str) -> str:
    """Return `text` as it is spoken, in sentences."""
    return " ".join(sentences(speakable_text(text)))


def spoken_announcement(segment: Segment) -> str:
    """Return how a step is announced."""
    return speakable_sentences(announcement(segment.step.title, segment.side))


def find_wordings(segment: Segment, *, found: bool) -> tuple[str, ...]:
    """Return that the place is to be found, and where it is.

    Args:
        segment: that begins.
        found: whether the place was found on the other side before.
    """
    find = phase_label(segment)
    if found:
        return (f"Find the same place on {side_phrase(segment.side)}.", f"{find}.")
    where = speakable_sentences(segment.step.where)
    if not where:
        return (f"{find}.",)
    # Shorter, if only that leaves the time for where it is.
    return f"{find}. {where}", f"Find it. {where}", where, sentences(where)[0], f"{find}."


def hold_wordings(segment: Segment, announced: Side, *, is_first: bool) -> tuple[str, ...]:
    """Return that a hold begins and how long it lasts; the first time of a step also how hard.

    Args:
        segment: that begins.
        announced: the side that was named last.
        is_first: whether nothing was held in the step before.
    """
    hold = phase_label(segment)
    if segment.side is not announced:
        hold += f" {side_phrase(segment.side)}"
    timed = f"{hold}, {seconds_words(segment.seconds)}."
    if segment.step.series is not None and not is_first and segment.side is announced:
        return (f"{hold}.",)
    if segment.step.pressure is None or not is_first:
        return timed, f"{hold}."
    low, high = map(number_words, segment.step.pressure)
    scale = f"Pressure {low} to {high} out of ten." if low != high else f"Pressure {low} out of ten."
    return f"{timed} {scale}", timed, f"{hold}."


def work_wordings(segment: Segment, dose: CountedDose, announced: Side) -> tuple[str, ...]:
    """Return how often and how fast: `Eight times. Three seconds up, three down.`"""
    side = f" {side_phrase(segment.side)}," if segment.side is not announced else ""
    times = f"{number_words(segment.reps)} times" if segment.reps != 1 else "once"
    turns = " each side, in turn, your left first" if segment.step.alternates else ""
    often = speakable_sentences(f"{side} {times}{turns}".strip().lstrip(","))
    first, *others = dose.pace
    pace = ", ".join(
        [
            f"{seconds_words(first.seconds)} {pace_direction(first.word)}",
            *(f"{number_words(one.seconds)} {pace_direction(one.word)}" for one in others),
        ]
    )
    return f"{often} {speakable_sentences(pace)}", often


def series_wordings(segment: Segment, announced: Side, number: int, of: int) -> tuple[str, ...]:
    """Return that a hold of a series begins; of the first one how many come, later how many are left.

    Args:
        segment: that begins.
        announced: the side that was named last.
        number: of the hold, from 1.
        of: the holds on this side.
    """
    side = f" {side_phrase(segment.side)}" if segment.side is not announced else ""
    hold = f"{phase_label(segment)}{side}."
    left = of - number + 1
    if number == 1:
        times = {1: "Once", 2: "Twice"}.get(of, f"{number_words(of).capitalize()} times")
        return f"{times}, {seconds_words(segment.seconds)}. {hold}", hold
    if left == 1:
        return f"Last one. {hold}", hold
    if of >= FEWEST_WITH_HALF and left == of - of // 2:
        return f"{number_words(left).capitalize()} more. {hold}", hold
    return (hold,)


def breath_wordings(pattern: BreathingPattern) -> tuple[str, ...]:
    """Return the rhythm of breathing: `In four, out six.`"""
    hold = f", hold {number_words(pattern.hold)}" if pattern.hold else ""
    numbers = f"In {number_words(pattern.inhale)}{hold}, out {number_words(pattern.exhale)}."
    return f"{numbers} Softly, not deep.", numbers, "Breathe in."


def breath_beat_wordings(segment: Segment, beat: Beat) -> tuple[str, ...]:
    """Return what is said as a part of a breath begins: `Breathe out, softly.`"""
    # A tone alone would not tell holding from breathing out.
    phrase = "Hold it" if beat.word == PaceWord.HOLD else beat_phrase(segment, beat)
    if beat.word == PaceWord.IN and beat.number == _breaths(segment) > 1:
        return f"Last breath. {phrase}.", f"{phrase}."
    return (f"{phrase}, softly.", f"{phrase}.") if beat.word == PaceWord.OUT and beat.number == 1 else (f"{phrase}.",)


def _breaths(segment: Segment) -> int:
    return max(beat.number for beat in segment.beats)
