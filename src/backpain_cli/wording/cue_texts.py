"""What is spoken of a step besides its cues: its texts, in the order in which they matter, as far as there is time."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple, assert_never

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.wording.cue_openings import spoken_announcement
from backpain_cli.wording.phrases import side_meaning, words_of_side
from backpain_cli.wording.speech_text import seconds_to_say, sentences, speakable_text, word_count, words_in_time

_GET_READY = "Get into place."
_LONGEST_OPENING_S = 10
_SIGNS = ("avoid", "stop")
_IN_A_HOLD = ("do", "side", *_SIGNS)
"""What to do and which side is meant come late rather than never."""
_IN_A_MOVEMENT = ("do", "how", "side", *_SIGNS)
"""In a check, a movement or a rest, `how` is the thing itself."""
_NEEDED = frozenset({"do", "where", "side"})
TALK_SHARE = 0.2
"""Of the seconds of a step: what can be left out is not spoken beyond it, so that it is quiet for the rest."""
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


def words_to_spare(segments: Sequence[Segment]) -> int:
    """Return how many words there are for a step in all before only what is needed is spoken."""
    return words_in_time(int(TALK_SHARE * sum(segment.seconds for segment in segments)))


def with_texts(text: str, seconds: int, texts: WaitingTexts, segment: Segment, spare: int) -> tuple[str, WaitingTexts]:
    """Return `text` with as many of `texts` behind it as can be spoken in so many seconds, and what is then left.

    Args:
        text: what is spoken in any case.
        seconds: until the next cue that is spoken.
        texts: of the step.
        segment: in which it is spoken.
        spare: words for what can be left out: all but what to do, where, and how to begin.
    """
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
            is_needed = name in _NEEDED or (name == "how" and count == 1 and segment.step.move is None)
            is_needed = is_needed or (name == "how" and segment.step.traits.rests and not segment.step.fills_rest)
            is_needed = is_needed or (name in _SIGNS and segment.step.is_hold)
            if count and word_count(longer) <= (room if is_needed else min(room, spare)):
                text = longer
                texts = {key: each for key, each in texts.items() if key != name}
                # One sign is heard where ten are not: what to stop at waits for the second side, where there is one.
                has_sign = name in _SIGNS and (segment.step.turns > 1 or not segment.step.is_hold)
                break
        if name == "do" and "do" in texts:
            break  # How it is done means nothing before what is done.
    return text, texts


def previews(following: Segment) -> Iterator[tuple[str, WaitingTexts]]:
    """Yield what may be spoken in advance of the next step and what then waits for it, the longest first.

    It is what the start of the step has no time for: a person who lies with the eyes shut has to know what to do, and
    how to place the body, before a hold begins.
    """
    name = spoken_announcement(following)
    texts = later = waiting_texts(following)
    if following.phase is Phase.READY or not following.step.is_hold:
        # A movement is described while it begins; before a hold there is only the time to get ready.
        seconds = following.seconds if following.phase is Phase.READY else min(following.seconds, _LONGEST_OPENING_S)
        _, later = with_texts(name, seconds, texts, following, word_count(name))
    if "do" not in later and "how" not in later:
        return
    both = [part for part in ("do", "how") if part in later and (part == "do" or following.step.is_hold)]
    for count in range(len(both), 0, -1):
        said = [sentence for part in both[:count] for sentence in texts[part].sentences]
        yield " ".join(("Next:", name, *said)), {key: text for key, text in texts.items() if key not in both[:count]}


def series_preview_place(segments: Sequence[Segment], preview: str) -> tuple[int, int]:
    """Return in which segment of a series, and when, it is said what comes next; -1 where nothing is held in a series.

    None of its holds is long enough: the last ones are only sounded meanwhile.
    """
    last = segments[-1]
    latest = last.end - ceil(seconds_to_say(preview))
    if not preview or last.step.series is None:
        return -1, latest
    # After the first hold of that side, which is spoken, and never on the second in which a hold or a pause begins.
    first = next(number for number, one in enumerate(segments) if one.phase is Phase.HOLD and one.side is last.side)
    for at in range(latest, latest - 3, -1):
        for number, one in enumerate(segments):
            if number > first and one.start < at < one.end:
                return number, at
    return -1, latest
