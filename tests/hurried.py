"""The real program with sessions that go by many times as fast, and yet are no rehearsals: they are kept."""

import os
import sys
from pathlib import Path
from typing import Any

from backpain_cli.session.loop import run_loop
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import QUIT_WITHIN_NS
from backpain_cli.terminal import card_terminal as cards
from backpain_cli.terminal import session_runner as running

SPEED_VARIABLE = "HURRIED"
HURRIED = (sys.executable, "-c", "from tests.hurried import main; main()")
ROOT = Path(__file__).resolve().parents[1]


def hurried(speed: int) -> dict[str, str]:
    """Return the environment for `HURRIED`: so many seconds of the plan go by in one second."""
    return {SPEED_VARIABLE: str(speed), "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Run the program."""
    import backpain_cli.__main__ as program

    fast = int(os.environ[SPEED_VARIABLE])

    def hurry(begun: Session, *, speed: int, **others: Any) -> Session:
        return run_loop(begun._replace(quit_within=QUIT_WITHIN_NS * fast), speed=speed * fast, **others)

    setattr(running, run_loop.__name__, hurry)
    # Keys on cards count sooner too; that they wait is tested with the cards.
    cards.AFTER_TURN_S, cards.AFTER_SAME_KEY_S = 0.02, 0.02
    program.main()
