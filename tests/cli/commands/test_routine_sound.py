"""`backpain voice` and `backpain routine --export-audio` as a person calls them."""

import json
import os
import signal
import stat
import subprocess
import time
import wave
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.settings import Settings
from backpain_cli.export.session_wav import TAIL_SECONDS
from backpain_cli.library.settings import load_settings, settings_path
from tests.program import PROGRAM, Outcome, run_program
from tests.programs import FAILS, SPEAKS, program_that, said

VOICES = (
    "case $1 in --voices) printf ' 2  en-us  --/M  English_(America)  gmw/en-US\\n 5  de  --/M  German  gmw/de\\n';; "
    "*) sleep 0.7;; esac"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is looked through for programs, besides a shell's own few."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("cat", "tr", "sleep", "sh"):
        (folder / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def first_twinge(path: Path) -> Outcome:
    return run_program("routine", "first-twinge", "--export-audio", str(path))


@pytest.mark.terminal
def test_it_lists_what_there_is_and_says_a_sample(programs: Path) -> None:
    program_that(VOICES, programs)
    program_that("true", programs, "aplay")
    done = run_program("voice")
    assert (done.code, done.err) == (0, "")
    assert "sound: tones, as shipped" in done.out
    assert "speaks: espeak-ng, language en, its own voice, its own rate" in done.out
    assert "tones: aplay" in done.out
    assert "en-us" in done.out
    assert "German" not in done.out
    assert said(programs)[-1] == "--stdin -v en|Hold your left, one minute. Ease off in five."


def test_without_programs_it_says_so_and_what_is_used_instead(programs: Path) -> None:
    done = run_program("voice")
    assert done.code == 0
    assert "no program is installed" in done.out
    assert "the terminal's bell" in done.out
    assert done.err == "No speech program is installed.\n"
    asked = run_program("voice", "--say", "Hello there, you.")
    assert (asked.code, asked.err) == (69, "Error: No speech program is installed.\n")


def test_as_json_it_lists_what_there_is_and_says_nothing(programs: Path) -> None:
    done = run_program("voice", "--json")
    form = json.loads(done.out)
    assert (done.code, done.err, form["version"], form["program"], form["voices"]) == (0, "", 1, None, [])


@pytest.mark.terminal
def test_a_long_list_of_voices_is_cut_unless_all_are_asked_for(programs: Path) -> None:
    line = " 2  en-x-%02d  --/M  English  gmw/en\\n"
    program_that(
        f"case $1 in --voices) for i in 1 2 3 4 5; do printf '{line * 5}' ${{i}}1 ${{i}}2 ${{i}}3 ${{i}}4 ${{i}}5; "
        "done;; *) sleep 0.7;; esac",
        programs,
    )
    short, whole = run_program("voice").out, run_program("voice", "--language", "all").out
    assert short.count("en-x-") == 20
    assert "... and 5 more: --language all shows every one." in short
    assert whole.count("en-x-") == 25
    assert "more" not in whole


@pytest.mark.terminal
def test_what_is_chosen_is_kept_and_spoken(programs: Path) -> None:
    program_that(VOICES, programs)
    done = run_program("voice", "--rate", "120", "--voice", "en-us", "--say", "Ease off in five.")
    assert (done.code, done.err) == (0, "")
    assert load_settings() == Settings(rate=120, voice="en-us")
    assert said(programs)[-1] == "--stdin -v en-us -s 120|Ease off in five."
    assert run_program("voice", "--language", "all").out.count("de\n") == 1
    assert load_settings() == Settings(rate=120, voice="en-us")


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--rate", "7"), "--rate 7: a rate is 80 to 450"),
        (("--program", "festival"), "no such program is known"),
        (("--voice", "klingon"), "espeak-ng has no such voice"),
        (("--language", "e\x1b[2Jn"), "is not a name"),
        (("--language", "xx"), "espeak-ng has no voice for it"),
    ],
)
def test_what_cannot_be_chosen_is_told_and_not_kept(programs: Path, arguments: tuple[str, str], message: str) -> None:
    program_that(VOICES, programs)
    done = run_program("voice", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "\x1b" not in done.err
    assert not settings_path().exists()


@pytest.mark.parametrize("arguments", [("--language", "xx"), ("--language", "de"), ("--voice", "gmw/de")])
def test_without_a_program_no_voice_is_chosen_and_kept(programs: Path, arguments: tuple[str, str]) -> None:
    done = run_program("voice", *arguments)
    assert done.code == ExitCode.UNAVAILABLE
    assert "no speech program is installed" in done.err
    assert not settings_path().exists()


@pytest.mark.terminal
def test_a_voice_of_another_language_is_chosen_with_a_word_that_the_texts_are_english(programs: Path) -> None:
    program_that(VOICES, programs)
    done = run_program("voice", "--language", "de")
    assert done.code == 0
    assert "The texts of a session are English" in " ".join(done.err.split())
    assert load_settings().language == "de"


@pytest.mark.terminal
def test_a_program_that_fails_is_told(programs: Path) -> None:
    program_that(FAILS, programs)
    assert run_program("voice").err == "espeak-ng ended with an error (1).\n"


@pytest.mark.terminal
def test_a_broken_file_of_settings_is_told_and_left(programs: Path) -> None:
    program_that(VOICES, programs)
    settings_path().write_text("{")
    assert "is not JSON. It counts as empty." in " ".join(run_program("voice").err.split())
    done = run_program("voice", "--rate", "150")
    assert done.code == 74
    assert settings_path().read_text() == "{"


@pytest.mark.terminal
def test_a_session_is_written_whole_and_the_stop_rules_are_said(programs: Path, tmp_path: Path) -> None:
    program_that("true", programs, "aplay")
    path = tmp_path / "twinge.wav"
    path.write_bytes(b"an older one")
    done = first_twinge(path)
    assert (done.code, done.out) == (0, "")
    text = " ".join(done.err.split())
    assert text.startswith("No program here writes speech to a file. The file has tones only.")
    assert "answer the questions of backpain screen" in text
    with wave.open(str(path)) as file:
        assert file.getnframes() == (300 + TAIL_SECONDS) * file.getframerate()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.terminal
def test_a_speech_program_that_does_not_write_is_told_once(programs: Path, tmp_path: Path) -> None:
    program_that(SPEAKS, programs)
    done = first_twinge(tmp_path / "twinge.wav")
    assert done.code == 0
    assert done.err.count("espeak-ng wrote no speech (no such file or directory).") == 1


def test_what_cannot_be_made_or_written_is_told_by_its_code(programs: Path, tmp_path: Path) -> None:
    done = first_twinge(tmp_path / "none" / "x.wav")
    assert done.code == 73
    assert "cannot be written: no such file or directory" in done.err
    if Path("/dev/full").exists():
        full = first_twinge(Path("/dev/full"))
        assert full.code == 74
        assert "no space left" in full.err


def test_only_the_whole_session_is_written(tmp_path: Path) -> None:
    done = run_program("routine", "neck", "--export-audio", str(tmp_path / "x.wav"), "--from", "2")
    assert done.code == 2
    assert not (tmp_path / "x.wav").exists()


def test_the_file_has_the_modes_that_other_files_get(programs: Path, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        first_twinge(tmp_path / "x.wav")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.wav").stat().st_mode) == 0o644


@pytest.mark.skipif(os.name != "posix", reason="signals are sent to the process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_file_is_written_leaves_nothing_behind(programs: Path, tmp_path: Path, number: int) -> None:
    program_that("exec sleep 60", programs)
    folder = tmp_path / "sound"
    folder.mkdir()
    command = [*PROGRAM, "routine", "first-twinge", "--export-audio", str(folder / "twinge.wav")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        while not said(programs) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert [path.name[:10] for path in folder.iterdir()] == [".backpain-"]
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (-number, b"")
    assert list(folder.iterdir()) == []
