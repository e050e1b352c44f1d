"""The session as a sound file: as long as the plan, each cue at its exact sample, speech where it belongs."""

import io
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from backpain_cli.audio import tones
from backpain_cli.audio.speech_programs import SpeechFileWriter, speech_writer
from backpain_cli.audio.tones import tone_samples
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.settings import Settings
from backpain_cli.export.session_wav import (
    TAIL_SECONDS,
    WAV_RATE_HZ,
    session_wav,
    spoken_openings,
)
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.paths import keys_of_shipped
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cue_moments import cue_moments
from backpain_cli.wording.cues import cue_sheet
from tests.plans import small_plan
from tests.programs import FAILS, program_that, said
from tests.screens import IN_SESSION

LOUD = 300


def made(plan: Plan, speak: Callable[[str], bytes] | None = None, openings: tuple[str, ...] = ()) -> "array[int]":
    """Return the samples of the sound file of `plan`, after a look at its head."""
    data = b"".join(session_wav(plan, speak=speak, tones=tone_samples, openings=openings))
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, WAV_RATE_HZ)
        assert file.getnframes() == (plan.seconds + TAIL_SECONDS) * WAV_RATE_HZ
        samples = array("h", file.readframes(file.getnframes()))
        assert len(samples) == file.getnframes()
    return samples


def wav_of(samples: "array[int]", *, rate: int = WAV_RATE_HZ, channels: int = 1) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return data.getvalue()


def is_silent(samples: "array[int]") -> bool:
    # Ten times as quick as a look at each number.
    return not samples.tobytes().strip(b"\0")


def onset_after(samples: "array[int]", first: int) -> int:
    """Return the number of the first loud sample from `first` on."""
    return next(index for index in range(first, len(samples)) if abs(samples[index]) > LOUD)


@pytest.fixture(params=keys_of_shipped())
def shipped(request: pytest.FixtureRequest, anatomy: Atlas) -> Plan:
    return lay_out(find_routine(request.param, anatomy))


def test_the_rate_is_that_of_the_tones() -> None:
    assert tones.TONE_RATE_HZ == WAV_RATE_HZ


def test_every_tone_of_a_shipped_routine_is_at_its_exact_sample_and_there_is_silence_between(shipped: Plan) -> None:
    samples = made(shipped)
    at = 0
    for moment in cue_moments(cue_sheet(shipped)):
        tone = array("h", tone_samples(moment.kind))
        first = moment.at * WAV_RATE_HZ
        assert is_silent(samples[at:first])
        assert samples[first : first + len(tone)] == tone
        at = first + len(tone)
    assert is_silent(samples[at:])


def test_speech_follows_its_tone_and_is_cut_off_at_the_next_moment() -> None:
    plan = small_plan()
    endless = wav_of(array("h", [9_000] * (WAV_RATE_HZ * 200)))
    samples = made(plan, speak=lambda _text: endless)
    for moment in cue_moments(cue_sheet(plan)):
        first = moment.at * WAV_RATE_HZ
        tone = array("h", tone_samples(moment.kind))
        # What comes next is only said.
        heard = min(len(tone), WAV_RATE_HZ // 10)
        assert samples[first : first + heard] == tone[:heard]
        # A half time too close to what is said next has no words, and the last three seconds are counted in tones.
        silent = not moment.text or moment.kind is CueKind.COUNT
        assert silent or max(samples[first + WAV_RATE_HZ // 2 : first + WAV_RATE_HZ]) > 15_000
    assert -32_767 < min(samples) < max(samples) < 32_767


@pytest.mark.parametrize(("rate", "channels"), [(22_050, 1), (44_100, 2), (16_000, 1)])
def test_speech_of_any_rate_and_in_stereo_lasts_as_long_as_it_did(rate: int, channels: int) -> None:
    one_second = wav_of(array("h", [5_000] * (rate * channels)), rate=rate, channels=channels)
    plan = small_plan()
    samples = made(plan, speak=lambda text: one_second if text == list(cue_moments(cue_sheet(plan)))[-1].text else b"")
    last = list(cue_moments(cue_sheet(plan)))[-1]
    first = last.at * WAV_RATE_HZ
    loud = [index for index in range(first, len(samples)) if abs(samples[index]) > 15_000]
    assert loud[-1] - first == pytest.approx(WAV_RATE_HZ + WAV_RATE_HZ * 3 // 20, abs=WAV_RATE_HZ // 100)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"\x00" * 100])
def test_speech_that_is_no_sound_leaves_the_tones(data: bytes) -> None:
    assert made(small_plan(), speak=lambda _text: data) == made(small_plan())


FULL, SHORT = spoken_openings(IN_SESSION)


@pytest.mark.parametrize(("seconds", "said_first"), [(2, FULL), (60, SHORT)])
def test_it_begins_with_the_stop_rules_in_as_many_words_as_there_is_time_for(seconds: int, said_first: str) -> None:
    asked: list[str] = []

    def speak(text: str) -> bytes:
        asked.append(text)
        return wav_of(array("h", [5_000] * (WAV_RATE_HZ * (seconds if FULL in text else 1))))

    made(small_plan(), speak=speak, openings=(FULL, SHORT))
    told = [text for text in asked if "backpain screen" in text]
    assert told[-1].startswith(said_first)
    assert asked[: len(told)] == told


def test_never_more_than_a_moment_is_held(anatomy: Atlas) -> None:
    plan = lay_out(find_routine("lower-back", anatomy))
    # Breathing and counted work are held with all of their beats.
    longest_s = max(segment.seconds for segment in plan.segments if segment.beats)
    assert max(map(len, session_wav(plan, speak=None, tones=tone_samples))) <= longest_s * WAV_RATE_HZ * 2


@pytest.mark.terminal
def test_a_program_that_fails_is_told_and_asked_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program_that(FAILS, tmp_path)
    speak = speech_writer(Settings(speech_program="espeak-ng"))
    assert speak is not None
    assert made(small_plan(), speak=speak) == made(small_plan())
    assert speak.trouble == "espeak-ng ended with an error (1)."
    assert len(said(tmp_path)) == 1


def test_without_a_program_nothing_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speech_writer(Settings()) is None


@pytest.fixture(scope="module")
def espeak() -> SpeechFileWriter:
    speak = speech_writer(Settings(speech_program="espeak-ng"))
    if speak is None:
        pytest.skip("espeak-ng is not installed here")
    return speak


def test_real_speech_begins_within_a_fifth_of_a_second_of_the_plan(espeak: SpeechFileWriter, anatomy: Atlas) -> None:
    plan = lay_out(find_routine("first-twinge", anatomy))
    without = made(plan)
    samples = made(plan, speak=espeak)
    spoken = [moment for moment in cue_moments(cue_sheet(plan)) if moment.text and moment.kind is not CueKind.COUNT]
    assert espeak.trouble == ""
    for moment in spoken:
        first = moment.at * WAV_RATE_HZ
        voice = array("h", (samples[i] - without[i] for i in range(first, min(first + WAV_RATE_HZ, len(samples)))))
        assert onset_after(voice, 0) <= 0.2 * WAV_RATE_HZ
