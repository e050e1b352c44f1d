"""What is spoken in a plan, and on which second: short, the verb first, and never more than there is time for.

A cue may be spoken until the next one that is spoken. What matters most comes first in that time: the name and the
side of a step, that a hold begins and how long it lasts, a change of side. What is left of the time goes to the texts
of the step (`cue_texts`); a text for which there is no time in the whole step is left out. (It is on the screen and in
the plain lines.) What a step's own start has no time for, what to do and how to place the body, comes before it, with
its name.
Half time is only sounded where what must be avoided could not be spoken otherwise.

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
from backpain_cli.wording.cue_texts import NEEDED, NO_TEXT, WaitingTexts, are_as_complete, waiting_texts, with_texts
from backpain_cli.wording.phrases import HALF_TIME, announcement, easing_phrase, phase_label, side_phrase
from backpain_cli.wording.speech_text import (
    number_words,
    seconds_to_say,
    seconds_words,
    sentences,
    speakable_text,
    word_count,
    words_in_time,
)

_SHORTEST_WITH_HALF_TIME_S = 20
_SHORTEST_WITH_COUNT_S = 10
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
    NEXT = "next"
    """What comes after this step."""


_URGENCY = tuple(CueKind)
_WITH_TEXTS = frozenset({CueKind.START, CueKind.FIND, CueKind.HOLD, CueKind.HALF})
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


class CueMoment(NamedTuple):
    """The cues of one second: spoken one after the other, and announced by one sound."""

    at: int
    """Seconds from the beginning of the plan."""
    kind: CueKind
    """The most urgent of its cues: the one that is sounded."""
    text: str


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
    for segments, following in zip(steps, [*(later[0] for later in steps[1:]), None], strict=True):
        cues += map(tuple, _cues_of_step(segments, following))
    return CueSheet(plan, tuple(cues))


def cue_moments(cues: Iterable[Cue]) -> Iterator[CueMoment]:
    """Return the moments of `cues`, which are in the order of their seconds."""
    for at, group in groupby(cues, key=lambda cue: cue.at):
        together = list(group)
        kind = most_urgent(cue.kind for cue in together)
        yield CueMoment(at, kind, " ".join(cue.text for cue in together if cue.text))


def most_urgent(kinds: Iterable[CueKind]) -> CueKind:
    """Return the one of `kinds` (at least one) that a person must not miss."""
    return min(kinds, key=_URGENCY.index)


def _cues_of_step(segments: Sequence[Segment], following: Segment | None) -> list[list[Cue]]:
    """Return the cues of each of `segments`, all of one step; `following` begins the next one."""
    if following is None:
        cues, _ = _filled_cues(segments, "")
        cues[-1].append(Cue(segments[-1].end, CueKind.END, _END_OF_PLAN))
        return cues
    cues, left_out = _filled_cues(segments, f"Next: {_announcement(following)}")
    for preview in _previews(following):
        longer, then_left_out = _filled_cues(segments, preview)
        has_preview = any(cue.text == preview for cue in longer[-1])
        if has_preview and are_as_complete(left_out, then_left_out, segments[0].step):
            return longer
    return cues


def _previews(following: Segment) -> Iterator[str]:
    """Yield what may be spoken in advance of the next step, the longest first: what its start has no time for.

    A person who lies with the eyes shut has to know what to do, and how to place the body, before a hold begins.
    """
    name = _announcement(following)
    texts = later = waiting_texts(following)
    if following.phase is Phase.READY:
        _, later = with_texts(name, following.seconds, texts, following)
    do = later.get("do", NO_TEXT).sentences
    how = texts.get("how", NO_TEXT).sentences if following.step.is_hold else ()
    at_its_start = len(how) - len(later.get("how", NO_TEXT).sentences)
    for count in range(len(how), at_its_start, -1):
        yield " ".join(("Next:", name, *do, *how[:count]))
    if do:
        yield " ".join(("Next:", name, *do))


def _filled_cues(segments: Sequence[Segment], preview: str) -> tuple[list[list[Cue]], WaitingTexts]:
    """Return the cues of each segment of a step, and the texts left without time.

    Args:
        preview: what is spoken of the next step, where there is time for it; may be empty.
    """
    due = list(_due_cues(segments, preview))
    texts = waiting_texts(segments[0])
    starts = [*(each.at for each in due), segments[-1].end]
    cues: list[list[Cue]] = [[] for _ in segments]
    busy_until = 0.0
    for number, each in enumerate(due):
        text = ""
        # The name and the side are always spoken; all else is only sounded while they still are.
        if each.at >= busy_until or each.kind in {CueKind.START, CueKind.CHANGE}:
            text, texts = _cue_text(due[number:], starts[number:], texts, segments)
            busy_until = each.at + seconds_to_say(text)
        cues[each.segment].append(Cue(each.at, each.kind, text))
    return cues, texts


def _cue_text(
    due: Sequence[_DueCue], starts: Sequence[int], texts: WaitingTexts, segments: Sequence[Segment]
) -> tuple[str, WaitingTexts]:
    """Return the text of the first of `due`, and what is then left of the texts of the step.

    Args:
        due: this cue and those after it.
        starts: when they begin, and when the step ends.
        texts: what is left to be spoken.
    """
    cue, seconds = due[0], starts[1] - starts[0]
    text = next((each for each in cue.wordings if word_count(each) <= words_in_time(seconds)), cue.wordings[-1])
    if cue.kind not in _WITH_TEXTS:
        return text, texts
    segment = segments[cue.segment]
    filled = with_texts(text, seconds, texts, segment)
    if len(due) > 1 and due[1].kind is CueKind.HALF:
        _, after_half_time = with_texts(HALF_TIME, starts[2] - starts[1], filled[1], segment)
        if any(after_half_time.get(name) for name in NEEDED):
            return with_texts(text, starts[2] - starts[0], texts, segment)
    return filled


def _announcement(segment: Segment) -> str:
    return _speakable(announcement(segment.step.title, segment.side))


def _speakable(text: str) -> str:
    return " ".join(sentences(speakable_text(text)))


def _due_cues(segments: Sequence[Segment], preview: str) -> Iterator[_DueCue]:
    side = segments[0].side
    for number, segment in enumerate(segments):
        kind, wordings = _opening(segment, side)
        if number == 0:
            # Without time to get ready, what is done first is announced with the name.
            name = _announcement(segment)
            kind, wordings = CueKind.START, (*(f"{name} {each}" for each in wordings), name)
        if wordings:
            yield _DueCue(number, segment.start, kind, wordings)
        if segment.phase is Phase.HOLD:
            yield from _closing_cues(number, segment, preview if number == len(segments) - 1 else "")
        side = segment.side


def _opening(segment: Segment, announced: Side) -> tuple[CueKind, tuple[str, ...]]:
    """Return the kind and the wordings of what begins a segment; none where nothing new begins with it."""
    match segment.phase:
        case Phase.CHANGE:
            return CueKind.CHANGE, (f"{phase_label(segment)} {side_phrase(segment.side)}.",)
        case Phase.FIND:
            return CueKind.FIND, _find_wordings(segment, announced)
        case Phase.HOLD if segment.step.is_hold:
            return CueKind.HOLD, _hold_wordings(segment, announced)
        case Phase.HOLD | Phase.READY:
            return CueKind.START, ()
        case _ as unreachable:
            assert_never(unreachable)


def _find_wordings(segment: Segment, announced: Side) -> tuple[str, ...]:
    find = phase_label(segment)
    if segment.side is not announced:
        return (f"{find} on {side_phrase(segment.side)}.",)
    where = _speakable(segment.step.where)
    # A little shorter, if only that leaves the time for where it is.
    return (f"{find}. {where}", f"Find it. {where}", f"{find}.") if where else (f"{find}.",)


def _hold_wordings(segment: Segment, announced: Side) -> tuple[str, ...]:
    hold = phase_label(segment)
    if segment.side is not announced:
        hold += f" {side_phrase(segment.side)}"
    timed = f"{hold}, {seconds_words(segment.seconds)}."
    if segment.step.pressure is None:
        return timed, f"{hold}."
    low, high = map(number_words, segment.step.pressure)
    scale = f"Pressure {low} to {high} out of ten." if low != high else f"Pressure {low} out of ten."
    return f"{timed} {scale}", timed, f"{hold}."


def _closing_cues(number: int, segment: Segment, preview: str) -> Iterator[_DueCue]:
    """Yield half time, the next step, easing off and the last seconds, as far as a hold is long enough for them."""
    step, end = segment.step, segment.end
    counts = not step.traits.rests and segment.seconds >= _SHORTEST_WITH_COUNT_S
    first_count = end - len(_COUNT) if counts else end
    if segment.seconds >= _SHORTEST_WITH_HALF_TIME_S:
        half = segment.start + segment.seconds // 2
        if not step.traits.rests:
            # A person who changes place, or settles, has nothing to count.
            yield _DueCue(number, half, CueKind.HALF, (HALF_TIME,))
        before = end - _EASE_OFF_S if step.is_hold else first_count
        at = before - ceil(seconds_to_say(preview))
        if preview and at >= half + seconds_to_say(HALF_TIME):
            yield _DueCue(number, at, CueKind.NEXT, (preview,))
        if easing := easing_phrase(step.kind):
            yield _DueCue(number, before, CueKind.EASE_OFF, (easing,))
    if counts:
        for second, text in enumerate(_COUNT):
            yield _DueCue(number, first_count + second, CueKind.COUNT, (text,))
