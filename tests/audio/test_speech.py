"""Speech never delays, queues up or stays behind; what goes wrong is noticed."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backpain_cli.audio.speech import ProgramSpeaker, SilentSpeaker, program_for, speaker_for
from backpain_cli.audio.speech_programs import (
    MAX_SPEAKABLE_CHARACTERS,
    installed_speech_programs,
    known_programs,
    speakable,
    voices_of,
)
from backpain_cli.domain.settings import Settings
from tests.programs import FAILS, FLOODS, HANGS, SPEAKS, children_of, program_that, said, speech_program

WORDS = "Hold your left, one minute, gently, and breathe."
AT_ONCE = 0.1
"""Seconds within which a call must have returned, on a busy machine too."""


class Watch:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def speaker_that(tmp_path: Path, watch: Watch) -> Iterator[Callable[..., ProgramSpeaker]]:
    made: list[ProgramSpeaker] = []

    def make(does: str, name: str = "espeak-ng", settings: Settings | None = None) -> ProgramSpeaker:
        path = program_that(does, tmp_path, name)
        made.append(ProgramSpeaker(speech_program(path), settings or Settings(), now=watch))
        return made[-1]

    yield make
    for speaker in made:
        speaker.close()


def wait_until(is_so: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def at_once(do: Callable[[], object]) -> None:
    before = time.monotonic()
    do()
    assert time.monotonic() - before < AT_ONCE


@pytest.mark.terminal
def test_a_text_is_given_to_the_program_as_its_input(
    speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path
) -> None:
    speaker = speaker_that(SPEAKS, settings=Settings(voice="en-us", rate=150))
    at_once(lambda: speaker.say(WORDS))
    assert speaker.is_speaking
    wait_until(lambda: not speaker.is_speaking)
    assert said(tmp_path) == [f"--stdin -v en-us -s 150|{WORDS}"]
    assert speaker.trouble == ""


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("espeak-ng", '--stdin -v en|--help; touch x $(touch y) `touch z` "quoted" [2J'),
        ("spd-say", '-w -P text -N backpain -l en -- --help; touch x $(touch y) `touch z` "quoted" [2J|'),
    ],
)
def test_what_looks_like_an_option_or_a_command_of_the_shell_is_only_a_text(
    speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path, name: str, given: str
) -> None:
    speaker = speaker_that("true", name)
    speaker.say('--help; touch x $(touch y) `touch z` "quoted" \x1b[2J')
    wait_until(lambda: not speaker.is_speaking)
    assert said(tmp_path, name)[0] == given
    assert not {"x", "y", "z"} & {path.name for path in tmp_path.iterdir()}


@pytest.mark.terminal
def test_a_new_text_cuts_the_old_one_off_with_all_its_processes(
    speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path
) -> None:
    speaker = speaker_that(HANGS)
    speaker.say("One two three.")
    wait_until(lambda: len(said(tmp_path)) == 1)
    at_once(lambda: speaker.say("Four five six."))
    wait_until(lambda: len(said(tmp_path)) == 2)
    wait_until(lambda: speaker.is_speaking and len(children_of(os.getpid())) == 1)
    assert speaker.trouble == ""


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
@pytest.mark.parametrize("name", ["espeak-ng", "spd-say"])
def test_closing_takes_no_time_and_leaves_no_process(
    speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path, name: str
) -> None:
    speaker = speaker_that(HANGS, name)
    speaker.say(WORDS)
    wait_until(lambda: said(tmp_path, name))
    before = time.monotonic()
    speaker.close()
    assert time.monotonic() - before < 0.2
    assert children_of(os.getpid()) == []


@pytest.mark.terminal
def test_a_service_is_told_to_be_silent(speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path) -> None:
    speaker = speaker_that("sleep 1", "spd-say")
    speaker.say(WORDS)
    wait_until(lambda: said(tmp_path, "spd-say"))
    at_once(speaker.stop)
    wait_until(lambda: "-C|" in said(tmp_path, "spd-say"))


@pytest.mark.terminal
def test_a_program_that_hangs_is_noticed_and_ended(speaker_that: Callable[..., ProgramSpeaker], watch: Watch) -> None:
    speaker = speaker_that(HANGS)
    speaker.say(WORDS)
    assert speaker.trouble == ""
    watch.ahead = 12.0
    assert "espeak-ng hangs" in speaker.trouble
    wait_until(lambda: speaker.trouble and children_of(os.getpid()) == [])


@pytest.mark.terminal
def test_a_program_that_floods_its_error_output_shows_nothing_and_delays_nothing(
    speaker_that: Callable[..., ProgramSpeaker], watch: Watch, capfd: pytest.CaptureFixture[str]
) -> None:
    speaker = speaker_that(FLOODS)
    at_once(lambda: speaker.say(WORDS))
    time.sleep(0.1)
    watch.ahead = 12.0
    assert "hangs" in speaker.trouble
    at_once(lambda: speaker.say(WORDS))
    assert capfd.readouterr() == ("", "")


@pytest.mark.terminal
def test_a_program_that_ends_with_an_error_is_noticed_and_not_started_again(
    speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path
) -> None:
    speaker = speaker_that(FAILS)
    speaker.say(WORDS)
    wait_until(lambda: speaker.trouble)
    assert speaker.trouble == "espeak-ng ended with an error (1)."
    speaker.say(WORDS)
    assert len(said(tmp_path)) == 1


@pytest.mark.terminal
def test_success_before_anything_can_have_been_heard_is_no_success(
    speaker_that: Callable[..., ProgramSpeaker],
) -> None:
    speaker = speaker_that("exit 0")
    speaker.say(" ".join(["word"] * 60))
    wait_until(lambda: speaker.trouble)
    assert "sound device" in speaker.trouble


@pytest.mark.terminal
def test_a_program_that_went_away_is_noticed(speaker_that: Callable[..., ProgramSpeaker], tmp_path: Path) -> None:
    speaker = speaker_that(SPEAKS)
    (tmp_path / "espeak-ng").unlink()
    speaker.say(WORDS)
    assert "cannot be started (no such file" in speaker.trouble


@pytest.mark.terminal
def test_without_any_program_the_trouble_is_known_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = speaker_for(Settings())
    assert isinstance(speaker, SilentSpeaker)
    assert speaker.trouble == "No speech program is installed."
    speaker.say(WORDS)
    program_that(SPEAKS, tmp_path, "spd-say")
    assert speaker_for(Settings()).trouble == ""
    assert "espeak-ng is not installed" in speaker_for(Settings(speech_program="espeak-ng")).trouble


def test_the_chosen_program_is_taken_and_else_the_first() -> None:
    programs = list(known_programs())
    assert program_for(Settings(), programs) is programs[0]
    assert program_for(Settings(speech_program="spd-say"), programs) is programs[-1]
    assert program_for(Settings(speech_program="spd-say"), []) is None


def test_a_text_has_no_commands_no_controls_and_an_end() -> None:
    assert speakable("a\x1b[31m\u202eb\n\nc\0") == "a [31m b c"
    assert speakable("[[slnc 5000]] go") == "[ [slnc 5000] ] go"
    assert len(speakable("word " * 5_000)) <= MAX_SPEAKABLE_CHARACTERS
    assert len(speakable("x" * 10_000)) == MAX_SPEAKABLE_CHARACTERS
    assert len(speakable("\U0001f9d8" * 10_000).encode()) < 4096


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("name", "told", "expected"),
    [
        (
            "espeak-ng",
            "Pty Language       Age/Gender VoiceName          File                 Other Languages\n"
            " 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)\n",
            [("en-us", "en-us")],
        ),
        (
            "spd-say",
            "NAME  LANGUAGE  VARIANT\nEnglish (Great Britain)  en-gb  none\n",
            [("English (Great Britain)", "en-gb")],
        ),
    ],
)
def test_voices_are_read_from_what_a_program_lists(
    tmp_path: Path, name: str, told: str, expected: list[tuple[str, str]]
) -> None:
    path = program_that(f"cat <<'END'\n{told}END", tmp_path, name)
    assert [tuple(voice) for voice in voices_of(speech_program(path))] == expected


def test_the_real_espeak_ng_lists_english() -> None:
    real = [program for program in installed_speech_programs() if program.name == "espeak-ng"]
    if not real:
        pytest.skip("espeak-ng is not installed here")
    assert "en-us" in {voice.language for voice in voices_of(real[0])}
