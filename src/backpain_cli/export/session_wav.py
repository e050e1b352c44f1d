"""A whole session as one sound file: the plan's cues at their exact samples, for a phone or a player."""

import io
import struct
import sys
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence

from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.wording.cue_kinds import CueKind, is_pace
from backpain_cli.wording.cue_moments import CueMoment, cue_moments
from backpain_cli.wording.cues import cue_sheet

WAV_RATE_HZ = 22_050
"""Samples a second; 16 bits each, one channel: fifteen minutes are 40 MB."""
TAIL_SECONDS = 4
"""What follows the plan, for the words and the tone of its end."""
SPEECH_DELAY_SAMPLES = WAV_RATE_HZ * 3 // 20
"""Samples by which the voice leaves the first, loudest part of a tone alone."""
_LOUDEST, _QUIETEST = 32_767, -32_768
_VOICE_PEAK = 20_000
"""Loudest sample of a voice; with a tone below it, no sum is clipped."""
_SILENCE = 300
"""Samples of a voice below this, on either side of nothing, count as silence."""
_FADE = WAV_RATE_HZ // 200

Speak = Callable[[str], bytes]
"""Returns a text as a WAV file; empty where that failed."""
Tone = Callable[[CueKind], bytes]
"""Returns the tone of a cue as 16-bit little-endian samples at `RATE`; empty where it has none."""


def spoken_openings(texts: InSessionTexts) -> tuple[str, ...]:
    """Return the sentences of which a sound file begins with one: the stop rules, in full and in short.

    The first of them that leaves room for the words of the first step is said; the last one in any case.
    """
    return (
        f"Before you begin, answer the questions of backpain screen. {texts.rules}",
        f"Answer backpain screen first. {texts.in_short}",
    )


def session_wav(plan: Plan, *, speak: Speak | None, tones: Tone, openings: Sequence[str] = ()) -> Iterator[bytes]:
    """Return `plan` as a WAV file, piece by piece, so that never more than a moment of it is held.

    It lasts the plan's seconds and `TAIL_SECONDS`. A tone begins at its cue's exact sample, the words follow it, and
    what is still being said at the next moment is cut off there, as in a session.

    Args:
        plan: what is said when.
        speak: makes speech of a text; None for tones alone.
        tones: makes the tone of a cue.
        openings: one of them is said before the words of the first moment, as `spoken_openings` tells.
    """
    whole = (plan.seconds + TAIL_SECONDS) * WAV_RATE_HZ
    yield _header(whole)
    at = 0
    every = [moment for moment in cue_moments(cue_sheet(plan)) if moment.at <= plan.seconds]
    moments = [moment for moment in every if not _is_only_beat(moment, tones)]
    for moment, following in zip(moments, [*moments[1:], None], strict=True):
        room = (whole if following is None else following.at * WAV_RATE_HZ) - moment.at * WAV_RATE_HZ
        yield from _silence(moment.at * WAV_RATE_HZ - at)
        tone = tones(moment.kind)
        first = SPEECH_DELAY_SAMPLES if tone else 0
        voice = array("h")
        # Seconds are counted by words only where nothing shorter can count them.
        if speak is not None and moment.text and not (tone and moment.kind is CueKind.COUNT):
            before = openings if moment is moments[0] else ()
            voice = _voice_that_fits(
                [f"{opening} {moment.text}" for opening in before] or [moment.text], speak, room - first
            )
        samples = _mixed(tone, voice, first, room)
        for beat in every:
            if _is_only_beat(beat, tones) and 0 < (beat.at - moment.at) * WAV_RATE_HZ < room:
                _add_tone(samples, tones(beat.kind), (beat.at - moment.at) * WAV_RATE_HZ, room)
        yield _bytes_of(samples)
        at = moment.at * WAV_RATE_HZ + len(samples)
    yield from _silence(whole - at)


def _is_only_beat(moment: CueMoment, tones: Tone) -> bool:
    """Return whether what is being said goes on over `moment`, of which a tone says all."""
    return is_pace(moment.kind, moment.text) and (not moment.text or bool(tones(moment.kind)))


def _add_tone(samples: "array[int]", tone: bytes, first: int, room: int) -> None:
    """Sound `tone` from the sample `first` on, together with what is there, and no longer than `room` samples."""
    added = array("h", tone)
    if sys.byteorder == "big":
        added.byteswap()
    del added[max(0, room - first) :]
    samples.extend([0] * (first + len(added) - len(samples)))
    for index, value in enumerate(added, start=first):
        samples[index] = max(_QUIETEST, min(_LOUDEST, samples[index] + value))


def _voice_that_fits(texts: Sequence[str], speak: Speak, room: int) -> "array[int]":
    """Return the speech of the first of `texts` that is over within `room` samples, else of the last one, cut off."""
    voice = array("h")
    for text in texts:
        voice = _voice_of(speak(text), room)
        if len(voice) <= room:
            return voice
    del voice[max(0, room) :]
    _fade_out(voice)
    return voice


def _mixed(tone: bytes, voice: "array[int]", first: int, room: int) -> "array[int]":
    """Return tone and voice together, no longer than `room` samples; the voice begins at the sample `first`."""
    samples = array("h", tone)
    if sys.byteorder == "big":
        samples.byteswap()
    del samples[room:]
    samples.extend([0] * (first + len(voice) - len(samples)) if voice else [])
    for index, value in enumerate(voice, start=first):
        samples[index] = max(_QUIETEST, min(_LOUDEST, samples[index] + value))
    return samples


def _voice_of(wav: bytes, room: int) -> "array[int]":
    """Return the speech in a WAV file at our rate, from its first sound on; empty where it holds none.

    What is longer than `room` samples is not worked on to its end, and is still longer than that.
    """
    try:
        with wave.open(io.BytesIO(wav)) as file:
            if file.getsampwidth() != 2:
                return array("h")
            channels, rate = file.getnchannels(), file.getframerate()
            frames = array("h", file.readframes(file.getnframes()))
    except (wave.Error, EOFError, ValueError):
        return array("h")
    if sys.byteorder == "big":
        frames.byteswap()
    frames = frames[::channels]
    first_loud = next((index for index, value in enumerate(frames) if abs(value) > _SILENCE), None)
    if first_loud is None:
        return array("h")
    last = next(index for index in range(len(frames) - 1, -1, -1) if abs(frames[index]) > _SILENCE)
    end = first_loud + room * rate // WAV_RATE_HZ + rate // 10
    voice = _at_our_rate(frames[first_loud : min(last + 1, end)], rate)
    loudest = max(max(voice), -min(voice))
    return array("h", (value * _VOICE_PEAK // loudest for value in voice))


def _at_our_rate(samples: "array[int]", rate: int) -> "array[int]":
    if rate == WAV_RATE_HZ or not samples:
        return samples
    last = len(samples) - 1
    resampled = array("h")
    for index in range(len(samples) * WAV_RATE_HZ // rate):
        place, part = divmod(index * rate, WAV_RATE_HZ)
        here, after = samples[min(place, last)], samples[min(place + 1, last)]
        resampled.append(here + (after - here) * part // WAV_RATE_HZ)
    return resampled


def _fade_out(samples: "array[int]") -> None:
    """Let a cut end softly, without a click."""
    length = min(_FADE, len(samples))
    for left in range(length):
        samples[-1 - left] = samples[-1 - left] * left // length


def _silence(samples: int) -> Iterator[bytes]:
    while samples > 0:
        piece = min(samples, WAV_RATE_HZ)
        yield bytes(2 * piece)
        samples -= piece


def _bytes_of(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _header(samples: int) -> bytes:
    """Return the head of a WAV file with so many samples; the length is known before the first of them is made."""
    size = 2 * samples
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, WAV_RATE_HZ, 2 * WAV_RATE_HZ, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)
