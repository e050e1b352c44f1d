"""What is spoken in a plan, and on which second: short, the verb first, and never more than there is time for.

A cue may be spoken until the next one that is spoken. What changes the posture or the place comes before a hold: while
a person gets ready, finds the place or changes sides, and with its name at the end of the step before where that is
too short. In a hold come how hard, what to avoid and one sign to stop at; then it is quiet until it ends. A text for
which there is no time is left out; it is on the screen and in the plain lines.

A cue with an empty text is sounded, not spoken: its time is needed for what came before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import ceil
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.terms import Side
from backpain_cli.wording.cue_openings import (
    breath_wordings,
    find_wordings,
    hold_wordings,
    spoken_announcement,
    work_wordings,
)
from backpain_cli.wording.cue_texts import WaitingTexts, after_hold, waiting_texts, with_texts
from backpain_cli.wording.phrases import HALF_TIME, easing_phrase, phase_label, side_phrase, words_of_side
from backpain_cli.wording.speech_text import (
    number_words,
    seconds_to_say,
    word_count,
    words_in_time,
)

_SHORTEST_WITH_HALF_TIME_S = 41
_SHORTEST_WITH_EASING_S = 20
_SHORTEST_WITH_COUNT_S = 10
_FEWEST_WITH_HALF = 4
"""From so many repetitions on it is said half-way how many are left."""
_SHORTEST_CUE_S = 2
_EASE_OFF_S = 5
_COUNT = ("Three.", "Two.", "One.")
_END_OF_PLAN = "That is the end."


class CueKind(StrEnum):
    """What a cue announces; the most urgent kind first."""

    END = "end"
    """The plan is at its end."""
    CHANGE = "change"
    HOLD = "hold"
    START = "start"
    """A step begins: its name, its side, what to do."""
    EASE_OFF = "ease off"
    HALF = "half"
    FIND = "find"
    COUNT = "count"
    """One of the last three seconds."""
    PAUSE = "pause"
    """Between two holds of a series one lets go."""
    BEAT = "beat"
    """A repetition or a breath begins."""
    BEAT_BACK = "beat back"
    """A later part of a repetition or a breath begins."""
    NEXT = "next"
    """What comes after this step."""


BEATS = frozenset({CueKind.BEAT, CueKind.BEAT_BACK})
"""These are sounded while what was said before them goes on."""
_WITH_TEXTS = frozenset({CueKind.START, CueKind.FIND, CueKind.HOLD, CueKind.CHANGE})
"""After these there is time for texts of the step."""


class Cue(NamedTuple):
    """Something spoken, sounded or shown at one moment of a plan."""

    at: int
    """Seconds from the beginning of the plan."""
    kind: CueKind
    text: str


@dataclass(frozen=True)
class CueSheet:
    """All cues of a plan; iterating over it gives them in the order of their seconds."""

    plan: Plan
    by_segment: tuple[tuple[Cue, ...], ...]
    """The cues of each segment, those on its last second included."""

    def __iter__(self) -> Iterator[Cue]:
        for cues in self.by_segment:
            yield from cues


class _DueCue(NamedTuple):
    """A cue before it is known which texts of the step there is time for."""

    segment: int
    """Its index within the step."""
    at: int
    kind: CueKind
    wordings: tuple[str, ...]
    """The best first, the shortest last."""


def cue_sheet(plan: Plan) -> CueSheet:
    """Return the cues of `plan`."""
    steps = [list(segments) for _, segments in groupby(plan.segments, key=lambda segment: segment.step_number)]
    cues: list[tuple[Cue, ...]] = []
    texts = waiting_texts(plan.segments[0])
    for segments, following in zip(steps, [*(later[0] for later in steps[1:]), None], strict=True):
        of_step, texts = _cues_of_step(segments, texts, following)
        cues += map(tuple, of_step)
    return CueSheet(plan, tuple(cues))


def _cues_of_step(
    segments: Sequence[Segment], texts: WaitingTexts, following: Segment | None
) -> tuple[list[list[Cue]], WaitingTexts]:
    """Return the cues of each of `segments`, all of one step, and the texts of the next step that wait for it.

    Args:
        segments: of the step.
        texts: what may be spoken of it.
        following: the first segment of the next step.
    """
    if following is None:
        cues = _filled_cues(segments, texts, "")
        cues[-1].append(Cue(segments[-1].end, CueKind.END, _END_OF_PLAN))
        return cues, {}
    cues = _filled_cues(segments, texts, f"Next: {spoken_announcement(following)}")
    own_texts = _texts_besides_next(cues)
    for preview, left in _previews(following):
        longer = _filled_cues(segments, texts, preview)
        # This step's own words come before the details of the next one.
        if any(cue.text == preview for cue in longer[-1]) and _texts_besides_next(longer) == own_texts:
            return longer, left
    return cues, waiting_texts(following)


def _texts_besides_next(cues: Iterable[Iterable[Cue]]) -> list[str]:
    return [cue.text for group in cues for cue in group if cue.kind is not CueKind.NEXT]


def _previews(following: Segment) -> Iterator[tuple[str, WaitingTexts]]:
    """Yield what may be spoken in advance of the next step and what then waits for it, the longest first.

    It is what the start of the step has no time for: a person who lies with the eyes shut has to know what to do, and
    how to place the body, before a hold begins.
    """
    name = spoken_announcement(following)
    texts = later = waiting_texts(following)
    if following.phase is Phase.READY:
        _, later = with_texts(name, following.seconds, texts, following)
    if "do" not in later and "how" not in later:
        return
    both = [part for part in ("do", "how") if part in later and (part == "do" or following.step.is_hold)]
    for count in range(len(both), 0, -1):
        said = [sentence for part in both[:count] for sentence in texts[part].sentences]
        yield " ".join(("Next:", name, *said)), {key: text for key, text in texts.items() if key not in both[:count]}


def _filled_cues(segments: Sequence[Segment], texts: WaitingTexts, preview: str) -> list[list[Cue]]:
    """Return the cues of each segment of a step.

    Args:
        segments: of the step.
        texts: what may be spoken of it.
        preview: what is spoken of the next step, where there is time for it; may be empty.
    """
    due = list(_due_cues(segments, preview))
    ends = [*(each.at for each in due[1:]), segments[-1].end]
    cues: list[list[Cue]] = [[] for _ in segments]
    busy_until = 0.0
    for each, end in zip(due, ends, strict=True):
        text = ""
        # The name and the side are always spoken; all else is only sounded while they still are.
        if each.at >= busy_until or each.kind in {CueKind.START, CueKind.CHANGE}:
            text, texts = _cue_text(each, end - each.at, texts, segments[each.segment])
            busy_until = each.at + seconds_to_say(text)
        cues[each.segment].append(Cue(each.at, each.kind, text))
    for of_segment, segment in zip(cues, segments, strict=True):
        _add_beats(of_segment, segment)
    return cues


def _add_beats(cues: list[Cue], segment: Segment) -> None:
    """Put the beats that are only sounded among the cues of a segment, in the order of their seconds."""
    taken = {cue.at for cue in cues}
    for beat in segment.beats:
        kind = CueKind.BEAT if beat.word == segment.beats[0].word else CueKind.BEAT_BACK
        cues += [Cue(at, kind, "") for at in (segment.start + beat.offset_s,) if at not in taken]
    cues.sort(key=lambda cue: cue.at)


def _cue_text(cue: _DueCue, seconds: int, texts: WaitingTexts, segment: Segment) -> tuple[str, WaitingTexts]:
    """Return the text of `cue`, for which there are so many seconds, and what is then left of the texts of the step."""
    text = next((each for each in cue.wordings if word_count(each) <= words_in_time(seconds)), cue.wordings[-1])
    if cue.kind not in _WITH_TEXTS:
        return text, texts
    text, left = with_texts(text, seconds, texts, segment)
    return text, after_hold(left, segment) if cue.kind is CueKind.HOLD else left


def _due_cues(segments: Sequence[Segment], preview: str) -> Iterator[_DueCue]:
    side, found, held = segments[0].side, False, False
    for number, segment in enumerate(segments):
        kind, wordings = _opening(segment, side, found=found, held=held)
        if number == 0:
            # Without time to get ready, what is done first is announced with the name.
            name = spoken_announcement(segment)
            kind, wordings = CueKind.START, (*(f"{name} {each}" for each in wordings), name)
        if wordings:
            yield _DueCue(number, segment.start, kind, wordings)
        coming = preview if number == len(segments) - 1 else ""
        if segment.beats:
            yield from _beat_cues(number, segment, coming)
        elif segment.phase in {Phase.HOLD, Phase.REST}:
            yield from _closing_cues(number, segment, coming)
        side = segment.side
        found, held = found or segment.phase is Phase.FIND, held or segment.phase is Phase.HOLD


def _opening(segment: Segment, announced: Side, *, found: bool, held: bool) -> tuple[CueKind, tuple[str, ...]]:
    """Return the kind and the wordings of what begins a segment; none where nothing new begins with it.

    Args:
        segment: that begins.
        announced: the side that was named last.
        found: whether the place was found on the other side before.
        held: whether it was held on the other side before.
    """
    match segment.phase:
        case Phase.CHANGE:
            change = f"{phase_label(segment)} {side_phrase(segment.side)}."
            words = words_of_side(segment.step, segment.side)
            return CueKind.CHANGE, (f"{change} {words}", change) if words else (change,)
        case Phase.FIND:
            return CueKind.FIND, find_wordings(segment, found=found)
        case Phase.HOLD if segment.step.is_hold or segment.step.series is not None:
            return CueKind.HOLD, hold_wordings(segment, announced, is_first=not held)
        case Phase.HOLD if segment.step.breathing is not None:
            return CueKind.HOLD, breath_wordings(segment.step.breathing)
        case Phase.WORK if segment.step.counted is not None:
            return CueKind.HOLD, work_wordings(segment, segment.step.counted, announced)
        case Phase.PAUSE:
            return CueKind.PAUSE, (f"{phase_label(segment)}.",)
        case Phase.REST:
            return CueKind.CHANGE, ("Rest.",)
        case Phase.HOLD | Phase.READY | Phase.WORK:
            return CueKind.START, ()
        case _ as unreachable:
            assert_never(unreachable)


def _beat_cues(number: int, segment: Segment, preview: str) -> Iterator[_DueCue]:
    """Yield what is said while repetitions or breaths go on: how many are left, and what comes next."""
    beats, reps = segment.beats, segment.reps
    starts = [beat for beat in beats if beat.word == beats[0].word and not beat.is_second_side]
    last = starts[-1]
    at = segment.start + last.offset_s
    half = reps // 2
    left = starts[half] if reps >= _FEWEST_WITH_HALF else None
    if left is not None:
        text = f"{number_words(reps - half).capitalize()} more."
        yield _DueCue(number, segment.start + left.offset_s, CueKind.BEAT, (text,))
    since = segment.start + (0 if left is None else left.offset_s) + _SHORTEST_CUE_S
    if preview and (early := at - ceil(seconds_to_say(preview))) >= since:
        yield _DueCue(number, early, CueKind.NEXT, (preview,))
    if reps > 1 or (segment.step.breathing is not None and last.number > 1):
        text = "Last one." if reps else "Last breath."
        yield _DueCue(number, at, CueKind.BEAT, (text,))


def _closing_cues(number: int, segment: Segment, preview: str) -> Iterator[_DueCue]:
    """Yield half time, the next step, easing off and the last seconds, as far as a hold is long enough for them."""
    step, end = segment.step, segment.end
    rests = step.traits.rests or segment.phase is Phase.REST
    counts = not rests and segment.seconds >= _SHORTEST_WITH_COUNT_S
    first_count = end - len(_COUNT) if counts else end
    quiet_from = segment.start
    if segment.seconds >= _SHORTEST_WITH_HALF_TIME_S and not rests:
        # A person who changes place, or settles, has nothing to count.
        quiet_from += segment.seconds // 2
        yield _DueCue(number, quiet_from, CueKind.HALF, (HALF_TIME,))
    if segment.seconds >= _SHORTEST_WITH_EASING_S:
        before = end - _EASE_OFF_S if step.is_hold and not rests else first_count
        at = before - ceil(seconds_to_say(preview))
        if preview and at > quiet_from + seconds_to_say(HALF_TIME):
            yield _DueCue(number, at, CueKind.NEXT, (preview,))
        if (easing := easing_phrase(step.kind)) and not rests:
            yield _DueCue(number, before, CueKind.EASE_OFF, (easing,))
    if counts:
        for second, text in enumerate(_COUNT):
            yield _DueCue(number, first_count + second, CueKind.COUNT, (text,))
