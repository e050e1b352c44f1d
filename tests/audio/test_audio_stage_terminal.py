"""Speech programs that misbehave, beside a session on a real terminal: its time and its screen stay as they are."""

import re
import sys
from pathlib import Path

import pytest

from tests.plans import small_plan
from tests.programs import FAILS, FLOODS, HANGS, program_that, runs_of, said
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN, PseudoTerminal

pytestmark = pytest.mark.terminal

SPEED = 80
LED = f"""
import time
from backpain_cli.domain.settings import Settings
from backpain_cli.session.stages import StageGroup
from backpain_cli.session.loop import new_session; from backpain_cli.session.loop import run_loop
from backpain_cli.terminal.session_runner import MonotonicClock
from backpain_cli.audio.audio_stage import audio_stage_for
from backpain_cli.terminal.owner import TerminalOwner
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.keys import SessionKeyReader
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.screen_stage import ScreenStage
from tests.plans import small_plan
from tests.screens import IN_SESSION

before = time.monotonic()
owner = TerminalOwner(SessionKeyReader(), screen=True)
console = PageConsole()
with owner:
    ear = audio_stage_for("voice", Settings(), owner.write, texts=IN_SESSION, speed={SPEED})
    screen = ScreenStage(RegionPainter(console, owner.write), owner.size, IN_SESSION)
    stages = StageGroup([screen, ear])
    begun = new_session(small_plan(), speed={SPEED})
    session = run_loop(begun, clock=MonotonicClock(), inputs=owner, stage=stages, speed={SPEED})
ear.close()
print(f"{{session.status}} after {{time.monotonic() - before:.2f}} s: {{ear.trouble or 'all well'}}")
"""


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (HANGS, "all well"),
        (FLOODS, "all well"),
        (FAILS, "espeak-ng ended with an error (1). The terminal's bell sounds instead."),
        ("", "No speech program is installed. The terminal's bell sounds instead."),
    ],
    ids=["hangs", "floods", "fails", "none"],
)
def test_no_speech_program_changes_the_time_or_the_screen(does: str, told: str, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "tr", "sleep"):
        (programs / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    if does:
        program_that(does, programs)
    environment = {"PATH": str(programs)}
    with PseudoTerminal([], home=tmp_path, program=(sys.executable, "-c", LED), environment=environment) as terminal:
        assert terminal.wait() == 0
    left = terminal.written.partition(LEAVE_SCREEN)[2].decode()
    (ended,) = re.findall(r"finished after ([\d.]+) s: (.*)", left.replace("\r", ""))
    assert float(ended[0]) == pytest.approx(small_plan().seconds / SPEED, abs=0.3)
    assert ended[1] == told
    assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN) == 1
    assert b"flooding" not in terminal.written
    assert bool(said(programs)) is bool(does)
    if sys.platform == "linux":
        assert runs_of(programs) == []
    assert (b"\a" in terminal.written) is ("bell" in told)
