import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from backpain_cli.terminal.capabilities import Capabilities, is_answer, may_be_asked, parse_answers


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"\x1b]11;rgb:0d0d/1111/1717\x1b\\\x1b[?62;4;22c", Capabilities((13 / 255, 17 / 255, 23 / 255), sixel=True)),
        (b"\x1b]11;rgb:ff/ff/ff\x07\x1b[?62c", Capabilities((1.0, 1.0, 1.0))),
        (b"\x1b[6;20;10t\x1b_Gi=31;OK\x1b\\\x1b[?62c", Capabilities(None, (10, 20), kitty_graphics=True)),
        (b"\x1b_Gi=31;EINVAL:x\x1b\\\x1b[?1;24c", Capabilities()),
        (b"\x1b[6;0;0t\x1b[?6c", Capabilities()),
        (b"x", Capabilities()),
        (b"", Capabilities()),
    ],
)
def test_answers_are_read_as_the_terminal_meant_them(answer: bytes, expected: Capabilities) -> None:
    assert parse_answers(answer) == expected


def test_answers_differ_from_keys() -> None:
    answers = [b"\x1b]11;rgb:0d0d/1111/1717\x1b\\", b"\x1b[6;20;10t", b"\x1b_Gi=31;OK\x1b\\", b"\x1b[?62;4;22c"]
    assert all(is_answer(answer) for answer in (*answers, b"".join(answers)))
    for keys in (b"", b"y", b"\n", b"\x1b", b"\x1b[A", answers[3] + b"y", answers[3][:-1]):
        assert not is_answer(keys)


@pytest.mark.parametrize(
    ("background", "is_light"),
    [((0.0, 0.0, 0.0), False), ((0.0, 0.17, 0.21), False), ((0.99, 0.96, 0.89), True), (None, None)],
)
def test_a_background_is_light_by_how_bright_it_looks(
    background: tuple[float, float, float] | None, is_light: bool | None
) -> None:
    assert Capabilities(background).is_light is is_light


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "dumb"}, {}, {"TERM": "screen-256color"}, {"TERM": "xterm", "STY": "1.pts"}],
)
def test_no_question_is_put_to_what_would_print_it(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.isatty", lambda _: True)
    monkeypatch.setattr("os.tcgetpgrp", lambda _: os.getpgrp())
    assert may_be_asked({"TERM": "xterm-256color"})
    assert not may_be_asked(environment)


def test_no_question_is_put_to_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda number: number == 0)
    assert not may_be_asked({"TERM": "xterm-256color"})


def _asked(answers: bytes, delay_s: float) -> tuple[bytes, bytes]:
    """Answer the question on a pseudo-terminal, late; return what is shown there and what a shell would read."""
    program = (
        "import sys, time\n"
        "from backpain_cli.terminal.capabilities import capabilities\n"
        "print(capabilities().background)\n"
        "sys.stdout.flush()\n"
    )
    controller, terminal = os.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    )
    shown = b""
    while b"\x1b[c" not in shown:
        shown += os.read(controller, 1024)
    time.sleep(delay_s)
    os.write(controller, answers)
    process.wait(30)
    while select.select([controller], [], [], 0.2)[0]:
        shown += os.read(controller, 1024)
    left = os.read(terminal, 1024) if select.select([terminal], [], [], 0)[0] else b""
    os.close(terminal)
    os.close(controller)
    return shown, left


@pytest.mark.terminal
def test_a_terminal_that_answers_is_believed_and_its_answer_is_not_shown() -> None:
    shown, left = _asked(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c", 0.0)
    assert b"(1.0, 1.0, 1.0)" in shown
    assert b"rgb:" not in shown and not left


@pytest.mark.terminal
def test_an_answer_that_comes_late_is_not_typed_into_the_shell() -> None:
    shown, left = _asked(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c", 0.3)
    assert b"None" in shown
    assert not left


ASKING = (
    "from backpain_cli.terminal.capabilities import capabilities\n"
    "print('background', capabilities().background, flush=True)\n"
)


def _on_own_terminal(program: str) -> tuple[subprocess.Popen[bytes], int]:
    """Run a program as the leader of a pseudo-terminal of its own; return it with the terminal's other end."""

    def take() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    controller, terminal = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        preexec_fn=take, env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(terminal)
    return process, controller


def _until(controller: int, wanted: bytes) -> bytes:
    shown = b""
    while wanted not in shown and select.select([controller], [], [], 30)[0]:
        try:
            shown += os.read(controller, 1024)
        except OSError:
            break
    return shown


@pytest.mark.terminal
def test_a_job_in_the_background_asks_nothing_and_is_not_stopped() -> None:
    program = (
        "import os, subprocess, sys\n"
        f"job = subprocess.Popen([sys.executable, '-c', {ASKING!r}], process_group=0)\n"
        "status = os.waitpid(job.pid, os.WUNTRACED)[1]\n"
        "print('stopped' if os.WIFSTOPPED(status) else 'ended', flush=True)\n"
        "job.kill()\n"
    )
    process, controller = _on_own_terminal(program)
    shown = _until(controller, b"ended")
    process.wait(30)
    os.close(controller)
    assert b"background None" in shown and b"ended" in shown
    assert b"\x1b" not in shown


@pytest.mark.terminal
def test_what_was_typed_ahead_stays_for_the_shell() -> None:
    program = "import sys, time\ntime.sleep(1)\n" + ASKING + "print('typed', sys.stdin.readline(), flush=True)\n"
    process, controller = _on_own_terminal(program)
    os.write(controller, b"ls -l\n")
    shown = _until(controller, b"typed ls -l")
    process.wait(30)
    os.close(controller)
    assert b"typed ls -l" in shown
    assert b"\x1b" not in shown


@pytest.mark.terminal
def test_a_signal_waits_until_keys_are_echoed_again() -> None:
    program = (
        "import signal, termios\n"
        "from backpain_cli.terminal import capabilities as asked\n"
        "def echo(*_): print('echo', bool(termios.tcgetattr(0)[3] & termios.ECHO), flush=True)\n"
        "signal.signal(signal.SIGINT, echo)\n"
        "asked.LOOK_UP_WAIT_S = 2\n"
        "asked.capabilities()\n"
    )
    process, controller = _on_own_terminal(program)
    _until(controller, b"\x1b[c")
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    os.write(controller, b"\x1b[?62c")
    shown = _until(controller, b"echo ")
    shown += _until(controller, b"\n")
    process.wait(30)
    os.close(controller)
    assert b"echo True" in shown


@pytest.mark.terminal
@pytest.mark.skipif(os.name != "posix", reason="windows of other systems are not asked")
@pytest.mark.parametrize(
    ("size", "expected"), [((40, 120, 1200, 800), "(10, 20)"), ((40, 120, 0, 0), "None"), ((0, 0, 9, 9), "None")]
)
def test_the_system_knows_the_size_of_a_cell_where_the_terminal_has_told_it(
    size: tuple[int, int, int, int], expected: str
) -> None:
    code = "import sys; from backpain_cli.terminal import capabilities as c; sys.stderr.write(str(c.window_cell_px()))"
    master, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", *size))
    done = subprocess.run([sys.executable, "-c", code], stdout=terminal, stderr=subprocess.PIPE, check=True, text=True)
    assert done.stderr == expected
    piped = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert piped.stderr == "None"
    os.close(master)
    os.close(terminal)
