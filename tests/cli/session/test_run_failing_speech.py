"""`backpain routine --sound voice` with speech programs that misbehave: the time is right, and it is told once."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from backpain_cli.domain.records.sessions import SessionEnding
from tests.person import known
from tests.programs import FAILS, FLOODS, HANGS, program_that, runs_of, said
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN, PseudoTerminal
from tests.whole import AFTERWARDS, a_session, answer, kept, told, until_told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]

SPEED = 100
SECONDS = 300 / SPEED


@pytest.mark.parametrize(
    ("does", "player", "sentence"),
    [
        (HANGS, "", ""),
        (FLOODS, "", ""),
        (FAILS, "", "espeak-ng ended with an error (1). The terminal's bell sounds instead."),
        ("", "", "No speech program is installed. The terminal's bell sounds instead."),
        (FAILS, "true", "espeak-ng ended with an error (1). Tones sound instead."),
        ("", FAILS, "No speech program is installed."),
    ],
    ids=["hangs", "floods", "fails", "none", "fails beside a player", "none beside a player that fails"],
)
def test_no_speech_program_changes_a_session(does: str, player: str, sentence: str, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "tr", "sleep", "sh"):
        (programs / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    if does:
        program_that(does, programs)
    if player:
        program_that(player, programs, "aplay")
    home = known(tmp_path / "home")
    with a_session(home, "--sound", "voice", speed=SPEED, environment={"PATH": str(programs)}) as terminal:
        terminal.begin()
        # After that of the questions and that of the last card.
        terminal.until(lambda: terminal.written.count(ENTER_SCREEN) == 3)
        begun = time.monotonic()
        terminal.until(lambda: terminal.written.count(LEAVE_SCREEN) == 3)
        assert time.monotonic() - begun == pytest.approx(SECONDS, abs=0.5)
        assert terminal.finish() == 0
        after = told(terminal)
    if sys.platform == "linux":
        assert runs_of(programs) == []
    if sentence:
        assert after.count(sentence) == 1
    else:
        assert "instead" not in after
    assert b"flooding" not in terminal.written
    assert (b"\a" in terminal.written) is ("bell" in after)
    assert bool(said(programs)) is bool(does)
    assert kept(home)[0].ending is SessionEnding.FINISHED


LAST_WORDS = "That is the end."
HANGS_AT_THE_END = f'case "$input" in *"{LAST_WORDS}"*) {HANGS};; *) sleep 0.8;; esac'


def a_spoken_session(tmp_path: Path, does: str, *arguments: str) -> PseudoTerminal:
    """Return a session whose voice is a program that `does` something; what it was told is in `tmp_path/programs`."""
    program_that(does, tmp_path / "programs")
    variables = {"PATH": f"{tmp_path / 'programs'}:/bin:/usr/bin"}
    return a_session(known(tmp_path / "home"), *arguments, "--sound", "voice", environment=variables)


def says_its_last_words(programs: Path) -> bool:
    """Say whether a program speaks, or hangs, that was told the last words."""
    return any(LAST_WORDS in line for line in said(programs)) and bool(runs_of(programs))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("number", "question"),
    [
        (signal.SIGINT, "the first"),
        (signal.SIGINT, "one key"),
        (signal.SIGTERM, "the first"),
        (signal.SIGHUP, "one key"),
    ],
)
def test_whatever_ends_the_program_at_the_questions_afterwards_silences_a_voice_that_hangs(
    number: signal.Signals, question: str, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    with a_spoken_session(tmp_path, HANGS_AT_THE_END) as terminal:
        terminal.begin()
        until_told(terminal, AFTERWARDS)
        if question == "one key":
            answer(terminal, "Enter skips it:", b"3\n")
            until_told(terminal, "(1, 2, 3, 0):")
        assert says_its_last_words(programs)
        if number is signal.SIGINT:
            terminal.send(b"\x03")
        else:
            os.kill(terminal.process, number)
        assert terminal.wait(seconds=3) == -number
        assert runs_of(programs) == []
    assert kept(tmp_path / "home")[0].ending is SessionEnding.FINISHED


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_terminal_that_is_closed_at_the_questions_silences_it_too(tmp_path: Path) -> None:
    with a_spoken_session(tmp_path, HANGS_AT_THE_END) as terminal:
        terminal.begin()
        until_told(terminal, AFTERWARDS)
        assert says_its_last_words(tmp_path / "programs")
        os.close(terminal.master)
        terminal.master = -1
        deadline = time.monotonic() + 5
        while runs_of(tmp_path / "programs") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert runs_of(tmp_path / "programs") == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_voice_that_hangs_at_the_end_is_given_up_while_nobody_answers(tmp_path: Path) -> None:
    with a_spoken_session(tmp_path, HANGS_AT_THE_END) as terminal:
        terminal.begin()
        until_told(terminal, AFTERWARDS)
        assert says_its_last_words(tmp_path / "programs")
        terminal.until(lambda: not runs_of(tmp_path / "programs"), seconds=8)
        assert terminal.finish() == 0


@pytest.mark.parametrize("asks", [True, False], ids=["questions", "no questions"])
def test_the_last_words_are_said_to_their_end_and_delay_nothing(asks: bool, tmp_path: Path) -> None:
    said_to_the_end = tmp_path / "said"
    does = f'case "$input" in *"{LAST_WORDS}"*) sleep 1.5; echo > "{said_to_the_end}";; *) sleep 0.8;; esac'
    with a_spoken_session(tmp_path, does, *([] if asks else ["--speed", "60"])) as terminal:
        terminal.begin()
        until_told(terminal, AFTERWARDS if asks else "of the plan rehearsed")
        assert not said_to_the_end.exists()
        assert terminal.finish() == 0
    assert said_to_the_end.exists()
