"""What is spoken of a step besides its cues: its texts, in the order in which they matter, as far as there is time."""

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.wording.phrases import side_meaning, words_of_side
from backpain_cli.wording.speech_text import sentences, speakable_text, word_count, words_in_time

_GET_READY = "Get into place."
_SIGNS = ("avoid", "stop")
_IN_A_HOLD = ("do", "side", *_SIGNS)
"""What to do and which side is meant come late rather than never."""
_IN_A_MOVEMENT = ("do", "how", "side", *_SIGNS)
"""In a check, a movement or a rest, `how` is the thing itself."""
_LABELS = {
    "avoid": "Avoid:",
    "stop": "Stop at:",
}


class WaitingText(NamedTuple):
    """What is left to be spoken of one text of a step."""

    label: str
    sentences: Sequence[str]


WaitingTexts = dict[str, WaitingText]
NO_TEXT = WaitingText("", ())


def waiting_texts(segment: Segment) -> WaitingTexts:
    """Return the texts of the segment's step that may be spoken.

    Of what refines the posture of a hold, of what to avoid and of the signs to stop at it is the first sentence: one
    is heard where ten are not.
    """
    step, words = segment.step, words_of_side(segment.step, segment.side)
    # What a rhythm alone would say is said as its breathing begins.
    rhythm = step.breathing is not None and step.move is None and step.stretch is None
    texts = {
        "do": "" if rhythm else f"{words} {step.do}" if words else step.do,
        "where": step.where,
        "side": "" if words else side_meaning(step, segment.side),
        "avoid": step.avoid,
        "stop": step.stop,
        "how": step.how,
    }
    spoken: WaitingTexts = {}
    for name, text in texts.items():
        parts = sentences(speakable_text(text))
        if parts:
            is_cut = name in {"avoid", "stop"} or (name == "how" and step.is_hold)
            spoken[name] = WaitingText(_LABELS.get(name, ""), parts[:1] if is_cut else parts)
    return spoken


def after_hold(texts: WaitingTexts, segment: Segment) -> WaitingTexts:
    """Return what may still be spoken of a step after a hold: of the posture and the place nothing comes late."""
    return {name: text for name, text in texts.items() if name in _IN_A_HOLD} if segment.step.is_hold else texts


def with_texts(text: str, seconds: int, texts: WaitingTexts, segment: Segment) -> tuple[str, WaitingTexts]:
    """Return `text` with as many of `texts` behind it as can be spoken in so many seconds, and what is then left."""
    room = words_in_time(seconds)
    if "where" in texts and " ".join(texts["where"].sentences) in text:
        texts = {name: each for name, each in texts.items() if name != "where"}
    match segment.phase:
        case Phase.FIND:
            names: Sequence[str] = ("where", "do", "how", "side", "avoid")
        case Phase.READY:
            names = ("do", "how", "side")
            do = texts.get("do", NO_TEXT).sentences
            if word_count(" ".join((text, *do))) > room >= word_count(f"{text} {_GET_READY}"):
                return f"{text} {_GET_READY}", texts
        case Phase.CHANGE:
            names = ("side",)
        case Phase.PAUSE:
            return text, texts
        case Phase.HOLD | Phase.WORK | Phase.REST:
            names = _IN_A_HOLD if segment.step.is_hold else _IN_A_MOVEMENT
        case _ as unreachable:
            assert_never(unreachable)
    has_sign = False
    for name in names:
        if has_sign and name in _SIGNS:
            break
        label, waiting = texts.get(name, NO_TEXT)
        fewest = 1 if name == "how" else len(waiting)
        for count in range(len(waiting), fewest - 1, -1):
            longer = " ".join(part for part in (text, label, *waiting[:count]) if part)
            if count and word_count(longer) <= room:
                text = longer
                texts = {key: each for key, each in texts.items() if key != name}
                # One sign is heard where ten are not: what to stop at waits for the second side, where there is one.
                has_sign = name in _SIGNS and (segment.step.turns > 1 or not segment.step.is_hold)
                break
    return text, texts
