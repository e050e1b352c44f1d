"""What is due to be said in a step, and when: the best wordings first, before it is known what there is time for."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple, assert_never

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.counting import place_in_series
from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.terms import Side
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cue_openings import (
    FEWEST_WITH_HALF,
    breath_beat_wordings,
    breath_wordings,
    find_wordings,
    hold_wordings,
    series_wordings,
    speakable_sentences,
    spoken_announcement,
    work_wordings,
)
from backpain_cli.wording.cue_texts import series_preview_place
from backpain_cli.wording.dose_text import rest_sentence
from backpain_cli.wording.phrases import HALF_TIME, easing_phrase, phase_label, side_phrase, words_of_side
from backpain_cli.wording.speech_text import number_words, seconds_to_say

_SHORTEST_WITH_HALF_TIME_S = 41
_SHORTEST_WITH_EASING_S = 20
_SHORTEST_WITH_COUNT_S = 10
_SHORTEST_CUE_S = 2
_EASE_OFF_S = 5
_COUNT = ("Three.", "Two.", "One.")


class DueCue(NamedTuple):
    """A cue before it is known which texts of the step there is time for."""

    segment: int
    """Its index within the step."""
    at: int
    kind: CueKind
    wordings: tuple[str, ...]
    """The best first, the shortest last."""


def due_cues(segments: Sequence[Segment], preview: str) -> Iterator[DueCue]:
    """Yield what is due in the segments of a step, in the order of their seconds; `preview` is of the next step."""
    side, found, held = segments[0].side, False, False
    in_series, early = series_preview_place(segments, preview)
    for number, segment in enumerate(segments):
        kind, wordings = _opening(segments, number, side, found=found, held=held)
        if number == 0:
            # Without time to get ready, what is done first is announced with the name.
            name = spoken_announcement(segment)
            kind, wordings = CueKind.START, (*(f"{name} {each}" for each in wordings), name)
        if wordings:
            yield DueCue(number, segment.start, kind, wordings)
        coming = preview if number == len(segments) - 1 and segment.step.series is None else ""
        if number == in_series:
            yield DueCue(number, early, CueKind.NEXT, (preview,))
        if segment.reps:
            yield from _beat_cues(number, segment, coming)
        elif segment.beats:
            yield from _breath_cues(number, segment, coming)
        elif segment.phase in {Phase.HOLD, Phase.REST}:
            yield from _closing_cues(number, segment, coming)
        side = segment.side
        found, held = found or segment.phase is Phase.FIND, held or segment.phase is Phase.HOLD


def _opening(
    segments: Sequence[Segment], number: int, announced: Side, *, found: bool, held: bool
) -> tuple[CueKind, tuple[str, ...]]:
    """Return the kind and the wordings of what begins a segment; none where nothing new begins with it.

    Args:
        segments: of the step.
        number: of the one that begins, from 0.
        announced: the side that was named last.
        found: whether the place was found on the other side before.
        held: whether it was held on the other side before.
    """
    segment = segments[number]
    match segment.phase:
        case Phase.CHANGE:
            change = f"{phase_label(segment)} {side_phrase(segment.side)}."
            words = words_of_side(segment.step, segment.side)
            return CueKind.CHANGE, (f"{change} {words}", change) if words else (change,)
        case Phase.FIND:
            return CueKind.FIND, find_wordings(segment, found=found)
        case Phase.HOLD if segment.step.series is not None and segment.step.pressure is None:
            return CueKind.HOLD, series_wordings(segment, announced, *place_in_series(segments, number))
        case Phase.HOLD if segment.step.is_hold:
            return CueKind.HOLD, hold_wordings(segment, announced, is_first=not held)
        case Phase.HOLD if segment.step.breathing is not None:
            return CueKind.HOLD, breath_wordings(segment.step.breathing)
        case Phase.WORK if segment.step.counted is not None:
            return CueKind.HOLD, work_wordings(segment, segment.step.counted, announced)
        case Phase.PAUSE:
            return CueKind.PAUSE, (f"{phase_label(segment)}.",)
        case Phase.REST:
            return CueKind.CHANGE, (speakable_sentences(rest_sentence(segments, segment)), "Rest.")
        case Phase.HOLD | Phase.READY | Phase.WORK:
            return CueKind.START, ()
        case _ as unreachable:
            assert_never(unreachable)


def _beat_cues(number: int, segment: Segment, preview: str) -> Iterator[DueCue]:
    """Yield what is said while repetitions go on: how many are left, and what comes next."""
    beats, reps = segment.beats, segment.reps
    starts = [beat for beat in beats if beat.word == beats[0].word and not beat.is_second_side]
    last = starts[-1]
    at = segment.start + last.offset_s
    half = reps // 2
    left = starts[half] if reps >= FEWEST_WITH_HALF and segment.seconds >= _SHORTEST_WITH_HALF_TIME_S else None
    if left is not None:
        text = f"{number_words(reps - half).capitalize()} more."
        yield DueCue(number, segment.start + left.offset_s, CueKind.BEAT, (text,))
    since = segment.start + (0 if left is None else left.offset_s) + _SHORTEST_CUE_S
    if preview and (early := at - ceil(seconds_to_say(preview))) >= since:
        yield DueCue(number, early, CueKind.NEXT, (preview,))
    if reps > 1:
        text = "Last one on each side." if segment.step.alternates else "Last one."
        yield DueCue(number, at, CueKind.BEAT, (text, "Last one."))


def _breath_cues(number: int, segment: Segment, preview: str) -> Iterator[DueCue]:
    """Yield the words of a rhythm of breathing; what comes next is said while breathing out for the last time."""
    for beat in segment.beats:
        at, wordings = segment.start + beat.offset_s, breath_beat_wordings(segment, beat)
        kind = CueKind.BEAT if beat.word == PaceWord.IN else CueKind.BEAT_BACK
        if beat.offset_s:
            yield DueCue(number, at, kind, wordings)
        is_last = at + beat.seconds == segment.end
        after = at + ceil(seconds_to_say(wordings[-1]))
        if is_last and preview and after + seconds_to_say(preview) <= segment.end:
            yield DueCue(number, after, CueKind.NEXT, (preview,))


def _closing_cues(number: int, segment: Segment, preview: str) -> Iterator[DueCue]:
    """Yield half time, the next step, easing off and the last seconds, as far as a hold is long enough for them."""
    step, end = segment.step, segment.end
    rests = step.traits.rests or segment.phase is Phase.REST
    counts = not rests and segment.seconds >= _SHORTEST_WITH_COUNT_S
    first_count = end - len(_COUNT) if counts else end
    quiet_from = segment.start
    if segment.seconds >= _SHORTEST_WITH_HALF_TIME_S and not rests:
        # A person who changes place, or settles, has nothing to count.
        quiet_from += segment.seconds // 2
        yield DueCue(number, quiet_from, CueKind.HALF, (HALF_TIME,))
    if segment.seconds >= _SHORTEST_WITH_EASING_S:
        before = end - _EASE_OFF_S if step.is_hold and not rests else first_count
        at = before - ceil(seconds_to_say(preview))
        if preview and at > quiet_from + seconds_to_say(HALF_TIME):
            yield DueCue(number, at, CueKind.NEXT, (preview,))
        if (easing := easing_phrase(step.kind)) and not rests:
            yield DueCue(number, before, CueKind.EASE_OFF, (easing,))
    if counts:
        for second, text in enumerate(_COUNT):
            yield DueCue(number, first_count + second, CueKind.COUNT, (text,))
