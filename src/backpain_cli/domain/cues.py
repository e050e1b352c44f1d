"""What is said in a step, and on which second: short, the verb first, and never more than there is time for.

A cue may be spoken until the next one that is spoken. What has to be heard comes first in that time: the name and
the side of a step, that a hold begins and how long it lasts, a change of side. What is left of the time goes to the
texts of the step, in the order of `IN_A_HOLD` or `IN_A_MOVEMENT`; a text for which there is no time waits for the next
cue of the step that has some, and is not said at all where none has. (It is on the screen and in the plain lines.)
What a step's own start has no time for, what to do and how to place the body, is said before it, with its name.
Half time is only sounded where what must be avoided could not be said otherwise.

A cue with an empty text is sounded, not spoken: its time is needed for what came before it.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine import Step, StepKind
from backpain_cli.domain.segment import Cue, CueKind, Phase, Segment, Side
from backpain_cli.domain.spoken import (
    WORDS_A_SECOND,
    heard,
    number_in_words,
    seconds_in_words,
    seconds_to_say,
    sentences_of,
    words_in,
)

SHORTEST_WITH_HALF_TIME = 20
SHORTEST_WITH_COUNT = 10
EASE_OFF_SECONDS = 5
COUNTED_SECONDS = ("Three.", "Two.", "One.")
IN_A_HOLD = ("do", "avoid", "where", "side", "stop", "how", "feel", "neutral")
"""What is said first while something is held: what must be avoided comes before comfort."""
IN_A_MOVEMENT = ("do", "how", "avoid", "stop", "neutral", "feel", "where", "side")
"""In a check, a movement or a rest, `how` is the thing itself."""
_NEEDED = ("do", "avoid")
"""For these, half time is sounded and not spoken, if there is no other time."""
_OUTRANK_THE_NEXT = ("do", "avoid", "where", "side", "stop")
"""These of a step outrank how the next one is done; so does `how` where it is the thing itself."""
_IN_ONE_PIECE = frozenset({"do", "where", "side", "stop"})
"""Half of these would mislead; of the others the first sentences may be said before the rest."""
_LABELS = {
    "avoid": "Avoid:",
    "stop": "Stop at any of these:",
    "where": "The place:",
    "feel": "Feel for:",
    "neutral": "If it hurts:",
}
_REST_OF_WHAT_TO_AVOID = "Take care:"
"""Only the first sentence names what is avoided; the others tell when and how."""
_HALF_TIME = "Half time."
_GET_READY = "Get into place."
_THE_END = "That is the end."

_Texts = dict[str, list[str]]
"""What is still to be said of a step: from a text's name to its sentences."""


class _Moment(NamedTuple):
    """A second on which something is told, before it is known what else there is time for."""

    segment: int
    """Its number within the step, from 0."""
    at: int
    kind: CueKind
    texts: tuple[str, ...]
    """What has to be heard, the best wording first; the last one is the shortest."""


def cues_of_step(segments: Sequence[Segment], following: Segment | None) -> list[tuple[Cue, ...]]:
    """Return the cues of each of `segments`, in order, with the seconds of where it stands in its plan.

    Args:
        segments: all of one step, in order.
        following: the first segment of the next step; None where the plan ends, which is then told on its last second.
    """
    if following is None:
        cues, _ = _told(segments, "")
        last = segments[-1]
        cues[-1].append(Cue(at=last.end, kind=CueKind.END, text=_THE_END))
    else:
        cues, unsaid = _told(segments, f"Next: {name_and_side(following)}")
        for text in _what_is_coming(following):
            longer, then_unsaid = _told(segments, text)
            if any(cue.text == text for cue in longer[-1]) and _says_as_much(unsaid, then_unsaid, segments[0].step):
                cues = longer
                break
    return [tuple(some) for some in cues]


def _told(segments: Sequence[Segment], coming: str) -> tuple[list[list[Cue]], _Texts]:
    """Return the cues of each segment of a step, and what of its texts is not said.

    Args:
        segments: all of the step.
        coming: what is said of the next one, where there is time for it; may be empty.
    """
    moments = list(_moments(segments, coming))
    left = _texts_of(segments[0])
    starts = [*(moment.at for moment in moments), segments[-1].end]
    cues: list[list[Cue]] = [[] for _ in segments]
    busy = 0.0
    for number, moment in enumerate(moments):
        text = ""
        # The name and the side are always said; all else is only sounded where they still are.
        if moment.at >= busy or moment.kind in {CueKind.START, CueKind.CHANGE}:
            text, left = _spoken(moments[number:], starts[number:], left, segments)
            busy = moment.at + seconds_to_say(text)
        cues[moment.segment].append(Cue(at=moment.at, kind=moment.kind, text=text))
    return cues, left


def _says_as_much(unsaid: _Texts, then_unsaid: _Texts, step: Step) -> bool:
    """Say whether nothing of `step` that outranks the next one is left out for its sake."""
    names = _OUTRANK_THE_NEXT if step.is_hold else (*_OUTRANK_THE_NEXT, "how")
    return all(unsaid.get(name, []) == then_unsaid.get(name, []) for name in names)


def _what_is_coming(following: Segment) -> Iterator[str]:
    """Yield what may be said in advance of the next step, the most first: what its own start has no time for.

    Who lies with the eyes shut has to know what to do, and how to place the body, before a hold begins.
    """
    texts, unsaid = _texts_of(following), _texts_of(following)
    if following.phase is Phase.READY:
        _, unsaid = _filled(name_and_side(following), _room(following), unsaid, segment=following)
    do = unsaid.get("do", [])
    how = texts.get("how", []) if following.step.is_hold else []
    said_of_how = len(how) - len(unsaid.get("how", []))
    for number in range(len(how), said_of_how, -1):
        yield " ".join(("Next:", name_and_side(following), *do, *how[:number]))
    if do:
        yield " ".join(("Next:", name_and_side(following), *do))


_WITH_MORE = frozenset({CueKind.START, CueKind.FIND, CueKind.HOLD, CueKind.HALF})
"""After these there is time to say more."""


def _spoken(
    moments: Sequence[_Moment], starts: Sequence[int], left: _Texts, segments: Sequence[Segment]
) -> tuple[str, _Texts]:
    """Return what is said in the first of `moments`, and what is then left of the texts of the step.

    Args:
        moments: this one and those after it.
        starts: when they begin, and when the step ends.
        left: what is still to be said.
        segments: all of the step.
    """
    moment = moments[0]
    room = int((starts[1] - starts[0]) * WORDS_A_SECOND)
    text = _fitting(moment.texts, room)
    if moment.kind not in _WITH_MORE:
        return text, left
    segment = segments[moment.segment]
    filled = _filled(text, room, left, segment=segment)
    if len(moments) > 1 and moments[1].kind is CueKind.HALF:
        later = _filled(_HALF_TIME, int((starts[2] - starts[1]) * WORDS_A_SECOND), filled[1], segment=segment)
        if any(later[1].get(name) for name in _NEEDED):
            return _filled(text, int((starts[2] - starts[0]) * WORDS_A_SECOND), left, segment=segment)
    return filled


def _fitting(texts: Sequence[str], room: int) -> str:
    """Return the first of `texts` that has no more words than `room`, else the last of them."""
    return next((text for text in texts if words_in(text) <= room), texts[-1])


def name_and_side(segment: Segment) -> str:
    """Return what a step is called when it is announced: `Gluteus medius, your left.`"""
    side = segment.side.phrase
    return " ".join(sentences_of(heard(f"{segment.step.title}, {side}" if side else segment.step.title)))


def _moments(segments: Sequence[Segment], coming: str) -> Iterator[_Moment]:
    side_told = segments[0].side
    for number, segment in enumerate(segments):
        if number == 0:
            yield _Moment(number, segment.start, CueKind.START, _opening(segment))
        elif segment.phase is Phase.CHANGE:
            yield _Moment(number, segment.start, CueKind.CHANGE, (f"Change to {segment.side.phrase}.",))
        elif segment.phase is Phase.FIND:
            yield _Moment(number, segment.start, CueKind.FIND, _finding(segment, side_told))
        elif segment.phase is Phase.HOLD and segment.step.is_hold:
            yield _Moment(number, segment.start, CueKind.HOLD, _holding(segment, side_told))
        side_told = segment.side
        if segment.phase is Phase.HOLD:
            yield from _towards_the_end(number, segment, coming if number == len(segments) - 1 else "")


def _opening(segment: Segment) -> tuple[str, ...]:
    """Return how a step is announced; without time to get ready, what is done in it belongs to that."""
    name = name_and_side(segment)
    if segment.phase is Phase.FIND:
        return (*(f"{name} {text}" for text in _finding(segment, segment.side)), name)
    if segment.phase is Phase.HOLD and segment.step.is_hold:
        return (*(f"{name} {text}" for text in _holding(segment, segment.side)), name)
    return (name,)


def _finding(segment: Segment, side_told: Side) -> tuple[str, ...]:
    if segment.side is not side_told:
        return (f"Find the place on {segment.side.phrase}.",)
    where = " ".join(sentences_of(heard(segment.step.where)))
    # A little shorter, if only that leaves the time to say where.
    return (f"Find the place. {where}", f"Find it. {where}", "Find the place.") if where else ("Find the place.",)


def _holding(segment: Segment, side_told: Side) -> tuple[str, ...]:
    hold = f"Hold {segment.side.phrase}" if segment.side is not side_told else "Hold"
    timed = f"{hold}, {seconds_in_words(segment.seconds)}."
    pressure = segment.step.pressure
    if pressure is None:
        return (timed, f"{hold}.")
    low, high = (number_in_words(one) for one in pressure)
    scale = f"Pressure {low} to {high} out of ten." if low != high else f"Pressure {low} out of ten."
    return (f"{timed} {scale}", timed, f"{hold}.")


def _towards_the_end(number: int, segment: Segment, coming: str) -> Iterator[_Moment]:
    """Yield half time, what comes next, easing off and the last seconds, as far as a hold is long enough for them."""
    step, end = segment.step, segment.end
    counts = not step.traits.rests and segment.seconds >= SHORTEST_WITH_COUNT
    first_count = end - len(COUNTED_SECONDS) if counts else end
    if segment.seconds >= SHORTEST_WITH_HALF_TIME:
        half = segment.start + segment.seconds // 2
        if not step.traits.rests:
            # Who changes place, or settles, has nothing to count.
            yield _Moment(number, half, CueKind.HALF, (_HALF_TIME,))
        before = end - EASE_OFF_SECONDS if step.is_hold else first_count
        at = before - ceil(seconds_to_say(coming))
        if coming and at >= half + seconds_to_say(_HALF_TIME):
            yield _Moment(number, at, CueKind.NEXT, (coming,))
        if easing := _easing(step.kind):
            yield _Moment(number, before, CueKind.EASE_OFF, (easing,))
    if counts:
        for second, text in enumerate(COUNTED_SECONDS):
            yield _Moment(number, first_count + second, CueKind.COUNT, (text,))


def _easing(kind: StepKind) -> str:
    match kind:
        case StepKind.PRESS:
            return "Ease off in five."
        case StepKind.STRETCH:
            return "Ease out in five."
        case StepKind.CHECK | StepKind.MOVE | StepKind.REST:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def _room(segment: Segment) -> int:
    return int(segment.seconds * WORDS_A_SECOND)


def _texts_of(segment: Segment) -> _Texts:
    """Return the texts of the segment's step that may be said, each as its sentences."""
    step = segment.step
    means = step.side_means and segment.side.phrase
    side = f"{means} is {step.side_means[0].lower()}{step.side_means[1:]}" if means else ""
    texts = {
        "do": step.do,
        "where": step.where,
        "side": side,
        "avoid": step.avoid,
        "stop": step.stop,
        "how": step.how,
        "feel": step.feel,
        "neutral": step.neutral,
    }
    return {name: sentences_of(heard(text)) for name, text in texts.items() if text}


def _filled(text: str, room: int, left: _Texts, *, segment: Segment) -> tuple[str, _Texts]:
    """Return `text` with as much of `left` behind it as can be said in `room` words in all, and what is then left."""
    where = left.get("where")
    if where and " ".join(where) in text:
        left = {name: sentences for name, sentences in left.items() if name != "where"}
    if segment.phase is Phase.FIND:
        names: Sequence[str] = ("where", "do", "how")
    elif segment.phase is Phase.READY:
        names = ("do", "how")
        if words_in(" ".join((text, *left.get("do", ())))) > room >= words_in(f"{text} {_GET_READY}"):
            return f"{text} {_GET_READY}", left
    else:
        names = IN_A_HOLD if segment.step.is_hold else IN_A_MOVEMENT
    for name in names:
        waiting = left.get(name, [])
        label = _LABELS.get(name, "")
        if name == "avoid" and waiting and len(waiting) < len(_texts_of(segment)[name]):
            label = _REST_OF_WHAT_TO_AVOID
        fewest = len(waiting) if name in _IN_ONE_PIECE else 1
        for number in range(len(waiting), fewest - 1, -1):
            longer = " ".join(part for part in (text, label, *waiting[:number]) if part)
            if number and words_in(longer) <= room:
                text, left = longer, left | {name: waiting[number:]}
                break
    return text, left
