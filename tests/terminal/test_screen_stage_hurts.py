"""The key h in a session on a real terminal, in real time: each answer by its key, by arrows, at the smallest sizes."""

import re
import sys
import time
from pathlib import Path

import pytest

from tests.cases import all_cases
from tests.pseudo_terminal import ENTER_SCREEN, LEAVE_SCREEN, PseudoTerminal

pytestmark = pytest.mark.terminal

SPEED = 40
SESSION = f"""
from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.domain.settings import Settings
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.session.loop import new_session
from backpain_cli.terminal.session_runner import run_on_terminal
from backpain_cli.views.session_pictures import StepPictures
from tests.plans import check, plan, press, stretch
from tests.screens import IN_SESSION

laid_out = plan(check(20), press(hold=60), stretch())
run = run_on_terminal(
    new_session(laid_out, speed={SPEED}, from_step=2), plain=False, speed={SPEED}, settings=Settings(), sound="off",
    pictures=StepPictures(load_picture_data, "lower-back"), texts=IN_SESSION, audio=AudioShutdown(),
)
session = run.session
reported = ", ".join(one.complaint for one in session.complaints)
print(f"ended: {{session.status}}; {{reported}}; stopped {{sorted(session.stopped)}}; {{session.plan.added}} s")
"""
DOWN, ENTER = b"\x1b[B", b"\r"
LET_GO, GONE, WAIT, REST = "Let go. What is it?", "Has it gone?", "Let go, and wait.", "Breathe out slowly."
ENDS: dict[str, tuple[list[tuple[str, list[bytes]]], str]] = {
    "too strong": ([(LET_GO, [b"1"])], r"finished; too strong; stopped \[\]; -\d+ s"),
    "sharp, gone": (
        [(LET_GO, [b"2"]), (WAIT, []), (GONE, [b"1"])],
        r"finished; sharp or spreading; stopped \[2\]; 0 s",
    ),
    "sharp, not gone": (
        [(LET_GO, [b"2"]), (GONE, [b"2"])],
        r"stopped; sharp or spreading, not gone; stopped \[2\]; 0 s",
    ),
    "light-headed, gone": (
        [(LET_GO, [b"3"]), (REST, []), (GONE, [b"1"]), ("Space goes on", [b" "])],
        r"finished; light-headed; stopped \[2\]; 0 s",
    ),
    "light-headed, not gone": (
        [(LET_GO, [b"3"]), (GONE, [b"2"])],
        r"stopped; light-headed, not gone; stopped \[2\]; 0 s",
    ),
    "light-headed, now something else": (
        [(LET_GO, [b"3"]), (REST, [b"3"])],
        r"stopped; light-headed, emergency; stopped \[2\]; 0 s",
    ),
    "alarm": ([(LET_GO, [b"4"])], r"stopped; emergency; stopped \[2\]; 0 s"),
    "alarm by arrows": ([(LET_GO, [DOWN, DOWN, DOWN, DOWN, ENTER])], r"stopped; emergency; stopped \[2\]; 0 s"),
    "alarm by a full-width digit": ([(LET_GO, ["\uff14".encode()])], r"stopped; emergency; stopped \[2\]; 0 s"),
    "nothing": ([(LET_GO, [b"0"])], r"finished; ; stopped \[\]; 0 s"),
    "left": ([(LET_GO, [b"q", b"q"])], r"left; ; stopped \[\]; 0 s"),
    "Enter, a paste and a held key are no answers": (
        [(LET_GO, [ENTER, b"\x1b[200~4\x1b[201~", b"44444444444444444444", b"0"])],
        r"finished; ; stopped \[\]; 0 s",
    ),
}


def answer(terminal: PseudoTerminal, page: str, keys: list[bytes]) -> None:
    terminal.until(page)
    # What comes with a page, or just after it, is no answer; nor is the key before, until it was let go for a second.
    time.sleep(1.2)
    for key in keys:
        terminal.send(key)
        time.sleep(0.1)


@all_cases("name", ENDS)
def test_each_answer_leads_where_it_must(name: str, tmp_path: Path) -> None:
    pages, wanted = ENDS[name]
    with PseudoTerminal([], home=tmp_path, program=(sys.executable, "-c", SESSION)) as terminal:
        terminal.until("step 2 of")
        terminal.send(b"h")
        for page, keys in pages:
            answer(terminal, page, keys)
        assert terminal.wait(seconds=40) == 0
    left = terminal.written.partition(LEAVE_SCREEN)[2].decode().replace("\r", "")
    (ended,) = re.findall(r"ended: (.*)", left)
    assert re.fullmatch(wanted, ended)
    assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN) == 1


@all_cases("size", [(200, 60), (80, 24), (60, 20), (40, 12)], ids=str)
def test_the_alarm_is_one_key_away_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    program, (columns, lines) = (sys.executable, "-c", SESSION), size
    with PseudoTerminal([], home=tmp_path, program=program, columns=columns, lines=lines) as terminal:
        terminal.until("to go")
        terminal.send(b"h")
        answer(terminal, "Let go.", [b"4"])
        assert terminal.wait() == 0
    assert "stopped; emergency" in terminal.written.decode()
