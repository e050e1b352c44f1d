"""What is said when a part of a step begins, the best wording first, the shortest last."""

from backpain_cli.domain.routine.doses import BreathingPattern, CountedDose
from backpain_cli.domain.routine.plan import Segment
from backpain_cli.domain.terms import Side
from backpain_cli.wording.phrases import announcement, phase_label, side_phrase
from backpain_cli.wording.speech_text import number_words, seconds_words, sentences, speakable_text


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
    if segment.step.pressure is None or not is_first:
        return timed, f"{hold}."
    low, high = map(number_words, segment.step.pressure)
    scale = f"Pressure {low} to {high} out of ten." if low != high else f"Pressure {low} out of ten."
    return f"{timed} {scale}", timed, f"{hold}."


def work_wordings(segment: Segment, dose: CountedDose, announced: Side) -> tuple[str, ...]:
    """Return how often and how fast: `Eight times. Three seconds up, three down.`"""
    side = f" {side_phrase(segment.side)}," if segment.side is not announced else ""
    times = f"{number_words(segment.reps)} times" if segment.reps != 1 else "once"
    turns = " each side, in turn" if segment.step.alternates else ""
    often = speakable_sentences(f"{side} {times}{turns}".strip().lstrip(","))
    first, *others = dose.pace
    pace = ", ".join(
        [f"{seconds_words(first.seconds)} {first.word}", *(f"{number_words(one.seconds)} {one.word}" for one in others)]
    )
    return f"{often} {speakable_sentences(pace)}", often


def breath_wordings(pattern: BreathingPattern) -> tuple[str, ...]:
    """Return the rhythm of breathing: `In four, out six. Softly, not deep.`"""
    hold = f", hold {number_words(pattern.hold)}" if pattern.hold else ""
    numbers = f"In {number_words(pattern.inhale)}{hold}, out {number_words(pattern.exhale)}."
    return f"{numbers} Softly, not deep.", numbers
