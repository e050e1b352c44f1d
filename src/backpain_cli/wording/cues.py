"""What is spoken in a plan, and on which second: short, the verb first, and never more than there is time for.

A cue may be spoken until the next one that is spoken. What changes the posture or the place comes before a hold: while
a person gets ready, finds the place or changes sides, and with its name at the end of the step before where that is
too short. In a hold come how hard, what to avoid and one sign to stop at; then it is quiet until it ends. A text for
which there is no time is left out; it is on the screen and in the plain lines.

A cue with an empty text is sounded, not spoken: its time is needed for what came before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from backpain_cli.domain.routine.plan import Plan, Segment
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cue_openings import (
    spoken_announcement,
)
from backpain_cli.wording.cue_texts import (
    WaitingTexts,
    after_hold,
    previews,
    waiting_texts,
    with_texts,
    words_to_spare,
)
from backpain_cli.wording.dose_text import beat_phrase
from backpain_cli.wording.due_cues import DueCue, due_cues
from backpain_cli.wording.speech_text import (
    seconds_to_say,
    word_count,
    words_in_time,
)

_MOST_COUNTING_WORDS = 4
_SHORTEST_WITH_NEXT_S = 40
"""In shorter steps the next one is named only where more is said of it."""
_END_OF_PLAN = "That is the end."


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


def cue_sheet(plan: Plan) -> CueSheet:
    """Return the cues of `plan`."""
    steps = [list(segments) for _, segments in groupby(plan.segments, key=lambda segment: segment.step_number)]
    cues: list[tuple[Cue, ...]] = []
    texts = waiting_texts(plan.segments[0])
    for segments, following in zip(steps, [*(later[0] for later in steps[1:]), None], strict=True):
        of_step, texts = _cues_of_step(segments, texts, following)
        # Of what was left out nothing is said.
        cues += (tuple(group) if one.seconds else () for group, one in zip(of_step, segments, strict=True))
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
    is_long = segments[-1].end - segments[0].start >= _SHORTEST_WITH_NEXT_S
    cues = _filled_cues(segments, texts, f"Next: {spoken_announcement(following)}" * is_long)
    own_texts = _texts_besides_next(cues)
    for preview, left in previews(following):
        longer = _filled_cues(segments, texts, preview)
        if any(cue.text == preview for group in longer for cue in group) and _texts_besides_next(longer) == own_texts:
            return longer, left
    return cues, waiting_texts(following)


def _texts_besides_next(cues: Iterable[Iterable[Cue]]) -> list[str]:
    """Return what is spoken of the step itself, but for what only counts and may be sounded alone."""
    own = (cue.text for group in cues for cue in group if cue.kind is not CueKind.NEXT)
    return [text for text in own if word_count(text) > _MOST_COUNTING_WORDS]


def _filled_cues(segments: Sequence[Segment], texts: WaitingTexts, preview: str) -> list[list[Cue]]:
    """Return the cues of each segment of a step.

    Args:
        segments: of the step.
        texts: what may be spoken of it.
        preview: what is spoken of the next step, where there is time for it; may be empty.
    """
    due = list(due_cues(segments, preview))
    ends = [*(each.at for each in due[1:]), segments[-1].end]
    cues: list[list[Cue]] = [[] for _ in segments]
    busy_until, spare = 0.0, words_to_spare(segments)
    for each, end in zip(due, ends, strict=True):
        text = ""
        # The name and the side are always spoken; all else is only sounded while they still are.
        if each.at >= busy_until or each.kind in {CueKind.START, CueKind.CHANGE}:
            text, texts = _cue_text(each, end - each.at, texts, segments[each.segment], spare)
            busy_until = each.at + seconds_to_say(text)
            spare -= word_count(text)
        cues[each.segment].append(Cue(each.at, each.kind, text))
    for of_segment, segment in zip(cues, segments, strict=True):
        _add_beats(of_segment, segment)
    return cues


def _add_beats(cues: list[Cue], segment: Segment) -> None:
    """Put the other beats among the cues of a segment, with their word where nothing else is being said."""
    due = {cue.at: cue for cue in cues}
    busy_until = 0.0
    beats = {segment.start + beat.offset_s: beat for beat in segment.beats}
    for at in sorted({*due, *beats}):
        if at in due:
            busy_until = max(busy_until, at + seconds_to_say(due[at].text))
            continue
        kind = CueKind.BEAT if beats[at].word == segment.beats[0].word else CueKind.BEAT_BACK
        cues.append(Cue(at, kind, f"{beat_phrase(segment, beats[at])}." if at >= busy_until else ""))
    cues.sort(key=lambda cue: cue.at)


def _cue_text(cue: DueCue, seconds: int, texts: WaitingTexts, segment: Segment, spare: int) -> tuple[str, WaitingTexts]:
    """Return the text of `cue`, for which there are so many seconds, and what is then left of the texts of the step.

    Args:
        spare: how many words may still be spoken in the step before what can be left out is left out.
    """
    text = next((each for each in cue.wordings if word_count(each) <= words_in_time(seconds)), cue.wordings[-1])
    if cue.kind not in _WITH_TEXTS:
        return text, texts
    text, left = with_texts(text, seconds, texts, segment, spare)
    return text, after_hold(left, segment) if cue.kind is CueKind.HOLD else left
