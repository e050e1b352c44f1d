"""What is spoken of a step besides its cues: its texts, in the order in which they matter, as far as there is time.

A text for which there is no time waits for the next cue of the step with enough time.
"""

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.routine.steps import Step
from backpain_cli.wording.phrases import side_phrase
from backpain_cli.wording.speech_text import sentences, speakable_text, word_count, words_in_time

NEEDED = ("do", "avoid")
"""Where these have no other time, half time is sounded and not spoken."""
_GET_READY = "Get into place."
_ORDER_IN_A_HOLD = ("do", "avoid", "where", "side", "stop", "how", "feel", "neutral")
"""What must be avoided comes before comfort."""
_ORDER_IN_A_MOVEMENT = ("do", "how", "avoid", "stop", "neutral", "feel", "where", "side")
"""In a check, a movement or a rest, `how` is the thing itself."""
_BEFORE_THE_NEXT_STEP = ("do", "avoid", "where", "side", "stop")
"""These come before the details of the next step; so does `how` where it is the thing itself."""
_UNDIVIDED = frozenset({"do", "where", "side", "stop"})
"""Half of these would mislead; of the others the first sentences may come before the rest."""
_LABELS = {
    "avoid": "Avoid:",
    "stop": "Stop at any of these:",
    "where": "The place:",
    "feel": "Feel for:",
    "neutral": "If it hurts:",
}
_LABELS_OF_THE_REST = {"avoid": "Take care:"}
"""Only the first sentence of `avoid` names what is avoided; the others are about when and how."""


class WaitingText(NamedTuple):
    """What is left to be spoken of one text of a step."""

    label: str
    sentences: Sequence[str]


WaitingTexts = dict[str, WaitingText]
NO_TEXT = WaitingText("", ())


def waiting_texts(segment: Segment) -> WaitingTexts:
    """Return the texts of the segment's step that may be spoken."""
    step = segment.step
    side = side_phrase(segment.side) if step.side_means else ""
    texts = {
        "do": step.do,
        "where": step.where,
        "side": f"{side} is {step.side_means[0].lower()}{step.side_means[1:]}" if side else "",
        "avoid": step.avoid,
        "stop": step.stop,
        "how": step.how,
        "feel": step.feel,
        "neutral": step.neutral,
    }
    spoken = {name: WaitingText(_LABELS.get(name, ""), sentences(speakable_text(text))) for name, text in texts.items()}
    return {name: text for name, text in spoken.items() if text.sentences}


def with_texts(text: str, seconds: int, texts: WaitingTexts, segment: Segment) -> tuple[str, WaitingTexts]:
    """Return `text` with as many of `texts` behind it as can be spoken in so many seconds, and what is then left."""
    room = words_in_time(seconds)
    if "where" in texts and " ".join(texts["where"].sentences) in text:
        texts = {name: each for name, each in texts.items() if name != "where"}
    match segment.phase:
        case Phase.FIND:
            names: Sequence[str] = ("where", "do", "how")
        case Phase.READY:
            names = ("do", "how")
            do = texts.get("do", NO_TEXT).sentences
            if word_count(" ".join((text, *do))) > room >= word_count(f"{text} {_GET_READY}"):
                return f"{text} {_GET_READY}", texts
        case Phase.HOLD | Phase.CHANGE:
            names = _ORDER_IN_A_HOLD if segment.step.is_hold else _ORDER_IN_A_MOVEMENT
        case _ as unreachable:
            assert_never(unreachable)
    for name in names:
        label, waiting = texts.get(name, NO_TEXT)
        fewest = len(waiting) if name in _UNDIVIDED else 1
        for count in range(len(waiting), fewest - 1, -1):
            longer = " ".join(part for part in (text, label, *waiting[:count]) if part)
            if count and word_count(longer) <= room:
                text, rest = longer, WaitingText(_LABELS_OF_THE_REST.get(name, label), waiting[count:])
                texts = {key: each for key, each in (texts | {name: rest}).items() if each.sentences}
                break
    return text, texts


def are_as_complete(left_out: WaitingTexts, then_left_out: WaitingTexts, step: Step) -> bool:
    """Return whether no text of `step` that comes before the next step is left out for a longer preview of it."""
    names = _BEFORE_THE_NEXT_STEP if step.is_hold else (*_BEFORE_THE_NEXT_STEP, "how")
    return all(left_out.get(name) == then_left_out.get(name) for name in names)
