"""Gentle tones as sines; each kind of cue has its own rhythm and melody."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from backpain_cli.wording.cue_kinds import CueKind

TONE_RATE_HZ = 22_050
"""Samples a second; 16 bits each, one channel."""
PEAK = 0.35
"""Loudest moment of a tone, of the full scale: gentle, and with room for a voice over it."""
_ATTACK_S = 0.01
_RELEASE_S = 0.03
_FULL_SCALE = 32_767


class Note(NamedTuple):
    """One sine: when it begins, how high it is, how long it lasts."""

    at: float
    hertz: float
    seconds: float


_C, _E, _G, _HIGH_C = 523.25, 659.26, 783.99, 1046.5
TONES: Mapping[CueKind, tuple[Note, ...]] = {
    CueKind.START: (Note(0.0, _C, 0.14), Note(0.12, _E, 0.2)),
    CueKind.FIND: (Note(0.0, _C / 2 * 1.5, 0.2),),
    CueKind.HOLD: (Note(0.0, _G, 0.4),),
    CueKind.HALF: (Note(0.0, _E, 0.1), Note(0.14, _E, 0.14)),
    CueKind.EASE_OFF: (Note(0.0, _E, 0.14), Note(0.12, _C, 0.24)),
    CueKind.COUNT: (Note(0.0, _HIGH_C, 0.09),),
    CueKind.PAUSE: (Note(0.0, _G, 0.14), Note(0.12, _E, 0.24)),
    CueKind.BEAT: (Note(0.0, _G, 0.12),),
    CueKind.BEAT_BACK: (Note(0.0, _C, 0.12),),
    CueKind.CHANGE: (Note(0.0, _G, 0.11), Note(0.1, _C, 0.11), Note(0.2, _G, 0.16)),
    CueKind.END: (Note(0.0, _C, 0.3), Note(0.22, _E, 0.3), Note(0.44, _G, 0.3), Note(0.66, _HIGH_C, 0.7)),
}
"""What each kind of cue sounds like; what comes next has none, as the step itself will sound."""


@lru_cache(maxsize=16)
def tone_samples(kind: CueKind) -> bytes:
    """Return the tone of `kind` as 16-bit little-endian samples; empty where it has none."""
    notes = TONES.get(kind, ())
    length = round(max((note.at + note.seconds for note in notes), default=0.0) * TONE_RATE_HZ)
    mixed = [0.0] * length
    for note in notes:
        first = round(note.at * TONE_RATE_HZ)
        for index, value in enumerate(_sine(note)[: length - first]):
            mixed[first + index] += value
    loudest = max(map(abs, mixed), default=0.0) or 1.0
    samples = array("h", (round(value / loudest * PEAK * _FULL_SCALE) for value in mixed))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _sine(note: Note) -> list[float]:
    """Return a sine that swells, dies away and ends at nothing, so that it never clicks."""
    count = round(note.seconds * TONE_RATE_HZ)
    turn = 2 * math.pi * note.hertz / TONE_RATE_HZ
    values: list[float] = []
    for index in range(count):
        swelling = min(1.0, index / (_ATTACK_S * TONE_RATE_HZ))
        ending = min(1.0, (count - 1 - index) / (_RELEASE_S * TONE_RATE_HZ))
        dying = math.exp(-3.0 * index / count)
        values.append(math.sin(turn * index) * swelling * ending * dying)
    return values


def tone_wav(kind: CueKind) -> bytes:
    """Return the tone of `kind` as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(TONE_RATE_HZ)
        wav.writeframes(tone_samples(kind))
    return file.getvalue()
