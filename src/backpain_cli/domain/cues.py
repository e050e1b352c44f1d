"""What is said in a segment, and on which second. Short, the verb first, without brackets."""

from backpain_cli.domain.durations import in_words
from backpain_cli.domain.routine import StepKind
from backpain_cli.domain.segment import Cue, CueKind, Phase, Segment

SHORTEST_WITH_HALF_TIME = 20
EASE_OFF_SECONDS = 5


def cues_of(segment: Segment, *, opens_step: bool) -> tuple[Cue, ...]:
    """Return the cues of `segment` in order, with the seconds of where it stands in its plan.

    Args:
        segment: what they are for; its own cues are not looked at.
        opens_step: whether its step begins with it, so that the step has to be introduced.
    """
    cues: list[Cue] = []
    if opens_step:
        cues.append(Cue(at=segment.start, kind=CueKind.START, text=_introduction(segment)))
    match segment.phase:
        case Phase.CHANGE:
            cues.append(Cue(at=segment.start, kind=CueKind.CHANGE, text=f"Change to {segment.side.phrase}."))
        case Phase.FIND:
            cues.append(Cue(at=segment.start, kind=CueKind.FIND, text=_finding(segment)))
        case Phase.HOLD:
            cues += _of_hold(segment)
        case Phase.READY:
            pass
    return tuple(cues)


def _introduction(segment: Segment) -> str:
    step = segment.step
    title = f"{step.title}, {segment.side.phrase}" if segment.side.phrase else step.title
    return f"{_sentence(title)} {_sentence(step.do)} {_sentence(step.how)}".rstrip()


def _sentence(text: str) -> str:
    """Return `text` with a capital and an end, so that it does not run into what is said next."""
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:…。" else ".")


def _finding(segment: Segment) -> str:
    side = f" on {segment.side.phrase}" if segment.side.phrase else ""
    return f"Find the place{side}. {_sentence(segment.step.where)}".rstrip()


def _of_hold(segment: Segment) -> list[Cue]:
    step = segment.step
    cues: list[Cue] = []
    if step.is_hold:
        cues.append(Cue(at=segment.start, kind=CueKind.HOLD, text=_holding(segment)))
    if segment.seconds >= SHORTEST_WITH_HALF_TIME:
        cues.append(Cue(at=segment.start + segment.seconds // 2, kind=CueKind.HALF, text="Half time."))
        if step.kind is StepKind.PRESS:
            ease_off = Cue(at=segment.end - EASE_OFF_SECONDS, kind=CueKind.EASE_OFF, text="Ease off in five.")
            cues.append(ease_off)
    return cues


def _holding(segment: Segment) -> str:
    step = segment.step
    side = f" {segment.side.phrase}" if segment.side.phrase else ""
    told = f"Hold{side}, {in_words(segment.seconds)}."
    return f"{told} {_sentence(step.pressure_phrase)}".rstrip()
