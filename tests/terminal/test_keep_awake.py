"""The machine stays awake while a session runs, and no longer, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.terminal.keep_awake import KeepAwake, command_for_this_system
from tests.plans import small_plan
from tests.programs import program_that

HOLDS = ["/bin/cat"]


def wait_until(is_so: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def session(status: SessionStatus) -> Session:
    return Session(plan=small_plan(), status=status)


def test_it_is_kept_awake_from_beginning_to_end() -> None:
    with KeepAwake(True, command=lambda: HOLDS) as awake:
        assert awake.active
        awake.show(session(SessionStatus.RUNNING))
        assert awake.active
        before = time.monotonic()
    assert not awake.active
    assert time.monotonic() - before < 0.2


@pytest.mark.terminal
def test_a_short_pause_keeps_it_awake_and_a_long_one_lets_it_sleep() -> None:
    with KeepAwake(True, command=lambda: HOLDS, max_pause_s=0.3) as awake:
        awake.show(session(SessionStatus.PAUSED))
        awake.show(session(SessionStatus.PAUSED))
        assert awake.active
        awake.show(session(SessionStatus.RUNNING))
        time.sleep(0.4)
        assert awake.active
        awake.show(session(SessionStatus.PAUSED))
        wait_until(lambda: not awake.active)
        awake.show(session(SessionStatus.RUNNING))
        assert awake.active


@pytest.mark.terminal
@pytest.mark.parametrize("command", [None, ["/nowhere/at/all"], ["/bin/false"]])
def test_where_it_cannot_be_kept_awake_the_session_runs_all_the_same(command: list[str] | None) -> None:
    asked: list[int] = []

    def ask() -> list[str] | None:
        asked.append(1)
        return command

    with KeepAwake(True, command=ask) as awake:
        for _ in range(10):
            awake.show(session(SessionStatus.RUNNING))
        wait_until(lambda: not awake.active)
    # Looking for programs every second would be a waste.
    assert len(asked) == 1


def test_it_may_sleep_where_that_is_wanted() -> None:
    with KeepAwake(False, command=lambda: HOLDS) as awake:
        awake.show(session(SessionStatus.RUNNING))
        assert not awake.active


@pytest.mark.terminal
def test_nothing_stays_after_kill_9(tmp_path: Path) -> None:
    code = (
        "import time\nfrom backpain_cli.terminal.keep_awake import KeepAwake\n"
        "with KeepAwake(True, command=lambda: ['/bin/cat']) as awake:\n"
        "    print(awake._process.pid, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as ours:
        assert ours.stdout is not None
        child = int(ours.stdout.readline())
        os.kill(child, 0)
        ours.kill()

    def is_gone() -> bool:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        return "Z" in subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True).stdout

    wait_until(is_gone)
    assert ours.returncode == -signal.SIGKILL


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform != "linux", reason="the programs of Linux")
def test_on_linux_the_desktop_or_the_login_manager_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command_for_this_system({}) is None
    for name in ("cat", "systemd-inhibit", "gnome-session-inhibit"):
        program_that("true", tmp_path, name)
    anywhere = command_for_this_system({})
    assert anywhere is not None
    assert (Path(anywhere[0]).name, anywhere[1], Path(anywhere[-1]).name) == (
        "systemd-inhibit",
        "--what=idle:sleep",
        "cat",
    )
    gnome = command_for_this_system({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    assert gnome is not None
    assert Path(gnome[0]).name == "gnome-session-inhibit"
