"""`backpain routine --sound voice` with speech programs that misbehave: the time is right, and it is told once."""

import os
import sys
import time
from pathlib import Path

import pytest

from backpain_cli.domain.record import Ending
from tests.person import known
from tests.programs import FAILS, FLOODS, HANGS, program_that, runs_of, said
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN
from tests.whole import a_session, kept, told

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal")

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
        terminal.until(lambda: ENTER_SCREEN in terminal.written)
        begun = time.monotonic()
        terminal.until(lambda: LEAVE_SCREEN in terminal.written)
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
    assert kept(home)[0].ending is Ending.FINISHED
