"""The whole program on a real terminal: what is seen, how it ends, and that the terminal is given back."""

import os
import re
import shlex
import shutil
import signal
import termios
import time
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.wording.cue_kinds import BEATS, CueKind, is_pace
from backpain_cli.wording.cues import Cue, cue_sheet
from tests.cases import collect_failures
from tests.person import known
from tests.pictures.render.test_placeholders import PASSED_ON, passed_on
from tests.pseudo_terminal import (
    COLOR_CODE,
    ENTER_SCREEN,
    HIDE_CURSOR,
    LEAVE_SCREEN,
    PROGRAM,
    SHOW_CURSOR,
    PseudoTerminal,
)
from tests.terminal.test_screen_pictures import needs_png
from tests.terminal.test_tmux import KITTY, environment_with
from tests.whole import DAY_CARD, told

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal"),
]

SIZES = [(120, 40), (80, 24), (40, 12)]


def assert_given_back(terminal: PseudoTerminal) -> None:
    """Check that modes, cursor and screen are as they were."""
    assert termios.tcgetattr(terminal.master) == terminal.modes
    assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN)
    assert terminal.written.rfind(SHOW_CURSOR) >= terminal.written.rfind(HIDE_CURSOR)


def first_hold(plan: Plan, kind: StepKind) -> Segment:
    """Return the first hold of a step of that kind."""
    return next(one for one in plan.segments if one.phase is Phase.HOLD and one.step.kind is kind)


def test_the_whole_lower_back_routine_is_seen_step_by_step_in_order(tmp_path: Path, anatomy: Atlas) -> None:
    routine = find_routine("lower-back", anatomy)
    count = len(routine.steps)
    seen: list[int] = []
    with PseudoTerminal(["routine", "lower-back", "--speed", "60"], home=known(tmp_path)) as terminal:
        terminal.begin()
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline and "steps done" not in terminal.flow():
            terminal.read(0.05)
            match = re.search(rf"step (\d+) of {count}\b", terminal.flow())
            if match and (number := int(match[1])) not in seen:
                seen.append(number)
                terminal.until(routine.steps[number - 1].title, seconds=2)
        assert terminal.wait() == 0
        assert_given_back(terminal)
    assert seen == list(range(1, count + 1))
    assert "15 minutes of the plan rehearsed." in terminal.flow()
    assert f"{count} of {count} steps done." in terminal.flow()


def test_the_plain_session_tells_every_cue_of_the_plan_with_its_time(tmp_path: Path, anatomy: Atlas) -> None:
    plan = lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)
    with PseudoTerminal(["routine", "lower-back", "--plain", "--speed", "300"], home=known(tmp_path)) as terminal:
        terminal.begin()
        assert terminal.wait() == 0
        assert_given_back(terminal)
    told = [line for line in terminal.written.decode().splitlines() if re.match(r"\d+:\d\d ", line)]
    cues = [line for cue in cue_sheet(plan) for line in timed_lines(cue, plan)]
    assert [line.partition(" ")[0] for line in told] == [clock_text(cue.at) for cue in cues]
    for line, cue in zip(told, cues, strict=True):
        if cue.kind is CueKind.START:
            assert f" {cue.text.split('.')[0].split(',')[0]}" in line
        elif cue.kind is CueKind.HOLD:
            assert f", {plan.segments[plan.index_at(cue.at)].seconds} seconds." in line
        elif cue.kind in BEATS:
            assert line.partition(" ")[2] == cue.text
        elif cue.text and cue.kind is not CueKind.FIND:
            # The voice may say the place alone, where there is no time for more.
            assert line.split()[1].strip(".,:") in cue.text


def timed_lines(cue: Cue, plan: Plan) -> list[Cue]:
    """Return what the plain lines make of a cue, as cues: none of what only counts or gives the pace."""
    if cue.kind is CueKind.COUNT or is_pace(cue.kind, cue.text):
        return []
    # What is counted from the first second of a step has its seconds in a line of its own.
    begins_counting = cue.kind is CueKind.START and plan.segments[plan.index_at(cue.at)].beats
    return [cue, Cue(cue.at, CueKind.HOLD, "")] if begins_counting else [cue]


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_a_hold_shows_what_matters_at_every_size(tmp_path: Path, anatomy: Atlas, columns: int, lines: int) -> None:
    plan = lay_out(find_routine("lower-back", anatomy), sorer=Side.LEFT)
    hold = first_hold(plan, StepKind.PRESS)
    arguments = ["routine", "lower-back", "--from", str(hold.step_number)]
    with PseudoTerminal(arguments, home=known(tmp_path), columns=columns, lines=lines) as terminal:
        terminal.begin(otherwise={"Which side is sorer?": b"1"})
        terminal.until(lambda: "Lean the ball" in terminal.flow() and "pause" in terminal.flow())
        shown = terminal.flow()
        assert columns > 100 or "READY" in shown
        assert columns > 100 or "YOUR RIGHT" in shown
        number = f"{hold.step_number} of {plan.steps}"
        for wanted in (hold.step.title, "Lean the ball", "pause", number, " h "):
            assert wanted in shown
        # The place takes the line of what to do as soon as it is looked for.
        terminal.until(lambda: "Just below the back rim" in terminal.flow() and "Lean the ball" not in terminal.flow())


def test_the_screen_follows_a_resize(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=known(tmp_path), columns=120, lines=40) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        for columns, lines in ((40, 12), (20, 5), (80, 24), (120, 40)):
            terminal.resize(columns, lines)
            # The smallest screen has one line of seconds, verb and the key for it hurts, and texts below it.
            terminal.until("pause" if lines >= 10 else "CHECK")
            while terminal.read(0.2):
                pass
            assert all(len(line) <= columns for line in terminal.text().split("\n"))
        assert "step 1 of" in terminal.flow()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("keys", [b"", b" ", b"q"], ids=["running", "paused", "asked to leave"])
def test_a_signal_ends_the_session_and_gives_the_terminal_back(tmp_path: Path, number: int, keys: bytes) -> None:
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        terminal.send(keys)
        terminal.read(0.1)
        os.kill(terminal.process, number)
        assert terminal.wait(seconds=2) == -number
        assert_given_back(terminal)


@pytest.mark.parametrize("gap", [0.0, 0.005, 0.03])
def test_two_signals_at_once_end_it_as_one_does(tmp_path: Path, gap: float) -> None:
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        os.kill(terminal.process, signal.SIGTERM)
        time.sleep(gap)
        os.kill(terminal.process, signal.SIGHUP)
        assert terminal.wait(seconds=2) in {-signal.SIGTERM, -signal.SIGHUP}
        assert_given_back(terminal)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_a_question_ends_the_program_quietly(tmp_path: Path, number: int) -> None:
    with PseudoTerminal(["routine", "neck"], home=known(tmp_path)) as terminal:
        terminal.until_card(DAY_CARD)
        os.kill(terminal.process, number)
        assert terminal.wait(seconds=2) == -number
        assert b"Traceback" not in terminal.written
        assert termios.tcgetattr(terminal.master) == terminal.modes


def test_a_signal_while_the_program_starts_ends_it_quietly(tmp_path: Path) -> None:
    for delay in (0.0, 0.02, 0.05, 0.1):
        with PseudoTerminal(["routine", "neck"], home=known(tmp_path)) as terminal:
            time.sleep(delay)
            os.kill(terminal.process, signal.SIGTERM)
            assert terminal.wait(seconds=2) == -signal.SIGTERM
            assert b"Traceback" not in terminal.written


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_comes_back_paused(tmp_path: Path) -> None:
    shell = ["bash", "--norc", "--noprofile", "-i"]
    with PseudoTerminal([], home=known(tmp_path), program=shell, environment={"PS1": "shell> "}) as terminal:
        terminal.until("shell>")
        terminal.send(f"{shlex.join(PROGRAM)} routine first-twinge\n".encode())
        terminal.begin()
        terminal.until("step 1 of")
        for _ in range(3):
            left = terminal.written.count(LEAVE_SCREEN)
            terminal.send(b"\x1a")
            terminal.until(lambda before=left: terminal.written.count(LEAVE_SCREEN) > before)  # type: ignore[misc]
            terminal.until("Stopped")
            assert terminal.written.rfind(SHOW_CURSOR) > terminal.written.rfind(HIDE_CURSOR)
            terminal.send(b"stty -a | grep -o ' echo ' && echo usa''ble\n")
            terminal.until("usable")
            time.sleep(1.2)
            terminal.send(b"fg\n")
            terminal.until("You were away for")
            terminal.until("Space goes on")
            terminal.send(b" ")
            terminal.until(lambda: "PAUSED" not in terminal.text())
        terminal.send(b"qq")
        terminal.until("You left the session.")


def test_a_frozen_process_comes_back_paused_and_says_for_how_long(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        os.kill(terminal.process, signal.SIGSTOP)
        time.sleep(4)
        os.kill(terminal.process, signal.SIGCONT)
        terminal.until("You were away for")
        terminal.until("Space goes on")


def test_a_closed_window_ends_the_session_within_three_seconds(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        os.close(terminal.master)
        terminal.master = -1
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            ended, status = os.waitpid(terminal.process, os.WNOHANG)
            if ended:
                terminal.status = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.02)
        assert terminal.status == -signal.SIGHUP, terminal.status


def asked_first(terminal: PseudoTerminal) -> None:
    """Wait for the first question, and until a key counts."""
    terminal.until("How old are you?")
    rested(terminal)


def rested(terminal: PseudoTerminal) -> None:
    """Let 0.6 s pass, and show what is written meanwhile."""
    until = time.monotonic() + 0.6
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)


def assert_never_led(terminal: PseudoTerminal) -> None:
    """Check that the only screen was that of the questions: no last card, no clock."""
    assert terminal.written.count(ENTER_SCREEN) == terminal.written.count(LEAVE_SCREEN) == 1


def test_what_is_no_answer_starts_nothing_and_leaves_the_question(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=tmp_path) as terminal, collect_failures() as failures:
        asked_first(terminal)
        for key in (b"\n", b"m", b"\x1b", b"0", b"nope", b"\xff\xfe", b"\x1b[A", b" "):
            with failures.case(key):
                terminal.send(key)
                rested(terminal)
                assert "How old are you?" in terminal.flow()
                assert "1 of" in terminal.flow()
        terminal.press(b"2")
        terminal.until("2 of")


def test_an_emergency_sign_ends_with_what_to_do_and_code_3(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=tmp_path, lines=60) as terminal:
        terminal.begin(otherwise={"Right now": b"4g", "first that fits": b"1"})
        assert terminal.wait() == 3
    said = told(terminal)
    assert "You told us: numb or changed feeling between the legs" in said
    assert "GET HELP NOW. Call your emergency number" in said
    assert "Let somebody else drive." in said
    assert_never_led(terminal)


def test_after_an_emergency_the_next_start_asks_after_it_and_no_answer_leads_to_the_clock(tmp_path: Path) -> None:
    test_an_emergency_sign_ends_with_what_to_do_and_code_3(tmp_path)
    for key in b"1234":
        home = tmp_path / chr(key)
        shutil.copytree(tmp_path, home, ignore=shutil.ignore_patterns("?"))
        with PseudoTerminal(["routine", "neck"], home=home, lines=60) as terminal:
            terminal.until("Last time you told us: numb or changed feeling between the legs")
            terminal.begin(otherwise={"Last time": bytes([key])})
            assert terminal.wait() == 3
        assert "Ready" not in told(terminal)
        assert_never_led(terminal)


def test_a_sign_for_a_doctor_ends_with_code_4(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "upper-back"], home=tmp_path, lines=60) as terminal:
        terminal.begin(otherwise={"Right now": b"8g", "first that fits": b"2", "exactly this": b"2"})
        assert terminal.wait() == 4
    assert "SEE A DOCTOR TODAY" in told(terminal)
    assert_never_led(terminal)


def test_leaving_at_a_question_starts_nothing(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=tmp_path) as terminal:
        asked_first(terminal)
        terminal.send(b"q")
        assert terminal.wait() == 0
    assert "No session was started" in told(terminal)
    assert_never_led(terminal)


def test_the_end_of_input_is_no_answer(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=tmp_path) as terminal:
        asked_first(terminal)
        terminal.send(b"\x04")
        assert terminal.wait() == 2
    assert "not answered" in told(terminal)
    assert_never_led(terminal)


def test_one_press_of_q_does_not_end_a_session(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        terminal.send(b"q")
        terminal.until("Press q once more")
        terminal.until(lambda: "Press q once more" not in terminal.flow(), seconds=4)
        terminal.send(b"q")
        terminal.until("Press q once more")
        terminal.send(b"q")
        assert terminal.wait() == 0
    assert "You left the session." in terminal.flow()


def test_no_color_leaves_the_words_and_takes_the_colours(tmp_path: Path) -> None:
    for environment, coloured in (({"NO_COLOR": "1"}, False), ({"BACKPAIN_THEME": "dark"}, True)):
        with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path), environment=environment) as terminal:
            terminal.begin()
            terminal.until("step 1 of")
            terminal.send(b"n")
            terminal.until("step 2 of")
            assert (COLOR_CODE.search(terminal.written) is not None) is coloured


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_dumb_terminal_gets_lines_and_not_one_code(tmp_path: Path, kind: str) -> None:
    with PseudoTerminal(
        ["routine", "first-twinge", "--speed", "100"], home=known(tmp_path), environment={"TERM": kind}
    ) as terminal:
        terminal.begin()
        assert terminal.wait() == 0
    assert b"\x1b" not in terminal.written
    assert b"Half time." in terminal.written


def test_an_ascii_terminal_gets_signs_it_has(tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "ascii"}
    with PseudoTerminal(["routine", "first-twinge"], home=known(tmp_path), environment=environment) as terminal:
        terminal.begin()
        terminal.until("step 1 of")
        terminal.until("###")
        assert terminal.written.isascii()


def test_a_session_into_a_file_is_plain_and_asks_on_the_terminal(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with PseudoTerminal(["routine", "first-twinge", "--speed", "100"], home=known(tmp_path), output=log) as terminal:
        terminal.begin()
        assert terminal.wait() == 0
        assert_given_back(terminal)
    assert "\x1b" not in log.read_text()
    assert "Half time." in log.read_text()


def test_without_a_name_it_is_asked_where_it_hurts(tmp_path: Path) -> None:
    with PseudoTerminal(["routine"], home=known(tmp_path)) as terminal:
        terminal.until("where does it hurt?")
        terminal.send(b"q")
        assert terminal.wait() == 0
        assert_given_back(terminal)


def test_plus_and_minus_change_the_hold_and_the_whole_says_so(tmp_path: Path, anatomy: Atlas) -> None:
    plan = lay_out(find_routine("first-twinge", anatomy), sorer=Side.RIGHT)
    from_step = str(first_hold(plan, StepKind.STRETCH).step_number)
    with PseudoTerminal(["routine", "first-twinge", "--from", from_step], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("READY")
        terminal.send(b"+")
        terminal.until("Only a hold or counted work can be")
        terminal.until("STRETCH", seconds=8)
        terminal.send(b"+")
        terminal.until(f"{clock_text(plan.seconds + 5)} in all, 5 s more than planned")
        terminal.send(b"--")
        terminal.until(f"{clock_text(plan.seconds - 5)} in all, 5 s less than planned")


def test_a_session_writes_little_and_uses_little(tmp_path: Path, anatomy: Atlas) -> None:
    plan = lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)
    hold = first_hold(plan, StepKind.PRESS)
    before_s = hold.start - plan.start_of_step(hold.step_number)
    arguments = ["routine", "lower-back", "--from", str(hold.step_number)]
    with PseudoTerminal(arguments, home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("HOLD", seconds=before_s + 10)
        while terminal.read(0.2):
            pass
        written, began = len(terminal.written), time.monotonic()
        used = resource_seconds(terminal.process)
        while time.monotonic() - began < 8:
            terminal.read(0.2)
        # Hard limits of reliability, far above the budgets that the benchmarks measure.
        assert len(terminal.written) - written < 8 * 1_000
        assert resource_seconds(terminal.process) - used < 0.8


def resource_seconds(process: int) -> float:
    """Return the CPU seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_keys_work_in_plain_lines_too(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "first-twinge", "--plain"], home=known(tmp_path)) as terminal:
        terminal.begin()
        terminal.until("Step 1 of")
        terminal.send(b" ")
        terminal.until("Paused.")
        # Sooner, it would be a key that is held down.
        time.sleep(1.1)
        terminal.send(b" ")
        terminal.until("Going on.")
        terminal.send(b"n")
        terminal.until("Step 2 of")
        terminal.send(b"qq")
        assert terminal.wait() == 0
        assert_given_back(terminal)


def test_an_answer_of_the_terminal_that_comes_late_is_no_answer_to_a_question(tmp_path: Path) -> None:
    with PseudoTerminal(["routine", "neck"], home=tmp_path) as terminal:
        asked_first(terminal)
        terminal.send(b"\x1b]11;rgb:0d0d/1111/1717\x1b\\\x1b[?62;22c")
        rested(terminal)
        assert "Keys here" not in terminal.flow()
        assert "1 of" in terminal.flow()
        terminal.send(b"q")
        assert terminal.wait() == 0


@needs_png
@pytest.mark.parametrize("options", [["--still"], []], ids=["still", "moving"])
def test_where_pictures_are_kept_a_movement_has_two_frames_unless_all_is_to_be_still(
    tmp_path: Path, options: list[str]
) -> None:
    kitty = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
    # Its first step is small movement, and has no time to get ready.
    with PseudoTerminal(["routine", "whole-back", *options], home=known(tmp_path), environment=kitty) as terminal:
        terminal.begin()
        terminal.until(lambda: b"a=p," in terminal.written)
        deadline = time.monotonic() + 4.5
        while (left := deadline - time.monotonic()) > 0:
            terminal.read(left)
        shown = set(re.findall(rb"a=p,i=(\d+)", terminal.written))
        assert len(shown) == (1 if options else 2)


@needs_png
@pytest.mark.parametrize("within_tmux", [False, True], ids=["kitty", "tmux"])
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, b"qq", b"h4"], ids=str)
def test_whatever_ends_a_session_the_terminal_need_not_keep_its_pictures(
    tmp_path: Path, ending: signal.Signals | bytes, within_tmux: bool
) -> None:
    environment = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
    if within_tmux:
        environment = environment_with(tmp_path, f"printf '%s\\n' 'on @3' '{KITTY}'") | {"TERM": "tmux-256color"}
    home = known(tmp_path / "home")
    with PseudoTerminal(
        ["routine", "whole-back", "--no-save"], home=home, columns=120, lines=40, environment=environment
    ) as terminal:
        terminal.begin()
        terminal.until(lambda: "\U0010eeee" in terminal.text() if within_tmux else b"a=p,i=" in terminal.written)
        if isinstance(ending, bytes):
            for key in ending:
                terminal.press(bytes([key]))
        else:
            os.kill(terminal.process, ending)
        terminal.until(lambda: LEAVE_SCREEN in terminal.written[terminal.written.rindex(ENTER_SCREEN) :])
        sent = terminal.written
    assert (b"\x1bPtmux;" in sent) is within_tmux
    seen = passed_on(b"".join(re.findall(PASSED_ON, sent))) if within_tmux else sent
    kept = set(re.findall(rb"a=t,f=100,i=(\d+)", seen))
    assert kept
    assert kept <= set(re.findall(rb"a=d,d=I,i=(\d+)", seen))
