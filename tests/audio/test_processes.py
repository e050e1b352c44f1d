"""The last words of a session: heard to their end, silenced by whatever ends the process, never left behind."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from backpain_cli.audio.processes import MAX_CLOSING_S, AudioShutdown
from tests.programs import HANGS, program_that, runs_of, said
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


class Sound:
    """Something that can be heard for so many seconds from its making on."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self.closed_by: list[str] = []

    @property
    def is_speaking(self) -> bool:
        return time.monotonic() < self._until

    def close(self) -> None:
        self.closed_by.append(threading.current_thread().name)


def test_they_are_heard_to_their_end_while_other_things_go_on() -> None:
    sound = Sound(0.4)
    with AudioShutdown() as shutdown:
        shutdown.of(sound)
        before = time.monotonic()
        shutdown.wait_for_end()
        assert time.monotonic() - before < 0.1
        assert sound.closed_by == []
    assert 0.35 < time.monotonic() - before < 1
    assert sound.closed_by


@pytest.mark.terminal
def test_what_hangs_is_silenced_even_if_nobody_does_anything() -> None:
    sound = Sound(60)
    with AudioShutdown(max_s=0.2) as shutdown:
        shutdown.of(sound)
        shutdown.wait_for_end()
        time.sleep(0.5)
        assert len(sound.closed_by) == 1


def test_where_something_breaks_it_is_silent_at_once() -> None:
    sound = Sound(60)
    before = time.monotonic()
    with pytest.raises(RuntimeError), AudioShutdown() as shutdown:
        shutdown.of(sound)
        shutdown.wait_for_end()
        raise RuntimeError
    assert time.monotonic() - before < MAX_CLOSING_S / 2
    assert sound.closed_by == ["MainThread"]


def test_signals_are_as_they_were_before_and_what_was_ignored_stays_so() -> None:
    names = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    old = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        before = [signal.getsignal(number) for number in names]
        with AudioShutdown():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) not in before
        assert [signal.getsignal(number) for number in names] == before
    finally:
        signal.signal(signal.SIGHUP, old)


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_sample_of_the_voice_is_silenced_by_what_ends_the_command(number: signal.Signals, tmp_path: Path) -> None:
    program_that(f"case $1 in --voices) ;; *) {HANGS};; esac", tmp_path / "programs")
    variables = {"PATH": f"{tmp_path / 'programs'}:/bin:/usr/bin"}
    with PseudoTerminal(["voice", "--program", "espeak-ng"], home=tmp_path, environment=variables) as terminal:
        terminal.until(lambda: any("Hold your left" in line for line in said(tmp_path / "programs")))
        assert runs_of(tmp_path / "programs")
        os.kill(terminal.process, number)
        assert terminal.wait(seconds=5) == -number
    assert runs_of(tmp_path / "programs") == []
