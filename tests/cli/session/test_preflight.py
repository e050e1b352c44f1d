"""No keys and no options lead from a sign that speaks against a session to a running clock."""

import json
import signal
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.cli.commands import screen as screening
from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.triage_records import NOTHING_KEPT
from backpain_cli.domain.safety.interview import UNSURE
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import Event, SessionCommand, SessionEnded
from backpain_cli.terminal.single_key import PromptEnd
from tests.cases import all_cases
from tests.data.test_format_2 import FORMAT_2
from tests.files import read, routine_2_of
from tests.flow import STOPPED, TWO_MINUTES, Attempt, Person, led, start
from tests.key_h import hurts
from tests.person import known
from tests.whole import journals

ANATOMY = load_atlas()
ROUTINES = {routine.key: routine for routine in load_shipped_routines(ANATOMY)}
LOWER_BACK = ROUTINES["lower-back"]
ENDINGS: Sequence[tuple[tuple[Event, ...], int | None]] = (
    (STOPPED, None),
    ((TWO_MINUTES, SessionCommand.QUIT, SessionCommand.QUIT), None),
    ((TWO_MINUTES, SessionEnded()), signal.SIGTERM),
    ((TWO_MINUTES,) * 8, None),
    ((), None),
)
"""What happens once the clock runs, and the signal that ends it."""

answers = st.one_of(st.integers(0, 9), st.just((UNSURE,)), st.sampled_from(list(PromptEnd)))
lines = st.sampled_from(["", "y", "n", "q", "l", "f", "5", "no such answer", None])
options = st.builds(
    SessionOptions,
    plain=st.booleans(),
    big=st.booleans(),
    speed=st.sampled_from([1, 1, 1, 60]),
    from_step=st.integers(1, 5),
    gentle=st.booleans(),
    record=st.sampled_from([True, True, True, False]),
    resume=st.booleans(),
    events=st.booleans(),
)
starts = st.tuples(
    st.sampled_from(sorted(ROUTINES)),
    options,
    st.dictionaries(st.integers(0, 12), answers, max_size=4),
    st.dictionaries(st.integers(0, 6), lines, max_size=1),
    st.sampled_from(ENDINGS),
    st.sampled_from([True, True, True, False]),
)


def no_sign_stands(attempt: Attempt) -> None:
    """Fail where the clock runs although something spoke against it in this very start."""
    assert not attempt.found(Outcome.EMERGENCY), f"the clock runs after {attempt.asked}"
    for outcome in (Outcome.DOCTOR_TODAY, Outcome.DOCTOR_WITHIN_DAYS):
        assert not attempt.found(outcome) or attempt.released, f"the clock runs after {attempt.asked}"
    assert ("age", ("under-18",)) not in attempt.asked, "the clock runs for a child"
    assert not attempt.left, "the clock runs after a question without an answer"


@given(st.booleans(), st.lists(starts, min_size=1, max_size=4))
def test_no_keys_and_no_options_lead_from_an_emergency_to_the_clock(
    is_known: bool,
    tries: list[
        tuple[str, SessionOptions, dict[int, Any], dict[int, str | None], tuple[tuple[Event, ...], int | None], bool]
    ],
) -> None:
    with TemporaryDirectory() as folder:
        home = known(Path(folder)) if is_known else Path(folder)
        stands = False
        for key, wished, otherwise, typed, (happens, ended_by), seen in tries:

            def trap(attempt: Attempt, *, before: bool = stands) -> None:
                no_sign_stands(attempt)
                assert not before, "the clock runs on the day of an emergency"

            done = start(
                home,
                led(ROUTINES[key], ANATOMY, wished),
                Person(otherwise, typed),
                happens=happens,
                ended_by=ended_by,
                seen=seen,
                trap=trap,
            )
            if done.found(Outcome.EMERGENCY) or done.stopped:
                assert done.code == ExitCode.EMERGENCY
                assert "GET HELP NOW" in done.said
                assert "Press Enter" not in done.said.partition("GET HELP NOW")[2]
                assert done.stopped or not done.cards
                stands = stands or (wished.record and not wished.is_rehearsal)


def test_the_trap_is_reached_by_somebody_without_a_sign(tmp_path: Path, anatomy: Atlas) -> None:
    for seen in (True, False):
        done = start(known(tmp_path), led(LOWER_BACK, anatomy, SessionOptions()), Person({}, {}), seen=seen)
        assert (done.clocks, done.code) == (1, ExitCode.OK)


@pytest.mark.parametrize("number", range(10))
@pytest.mark.parametrize("how", PromptEnd)
def test_a_question_without_an_answer_ends_before_the_clock_and_keeps_nothing(
    number: int, how: PromptEnd, tmp_path: Path, anatomy: Atlas
) -> None:
    done = start(tmp_path, led(LOWER_BACK, anatomy, SessionOptions()), Person({number: how}, {}), trap=no_sign_stands)

    assert done.left
    assert done.clocks == 0
    assert (done.code == ExitCode.OK) if how is PromptEnd.LEFT else (done.error is not None)
    with open_history(tmp_path) as store:
        assert store.triage() == NOTHING_KEPT


def test_the_last_card_before_the_clock_can_be_left(tmp_path: Path, anatomy: Atlas) -> None:
    for how in PromptEnd:
        done = start(known(tmp_path), led(LOWER_BACK, anatomy, SessionOptions()), Person({"form": how}, {}))
        assert done.clocks == 0


@all_cases(
    ("answers", "code"),
    [
        ({"stop": "still"}, ExitCode.EMERGENCY),
        ({"stop": "seen"}, ExitCode.EMERGENCY),
        ({"stop": "gone"}, ExitCode.EMERGENCY),
        ({"stop": "slip"}, ExitCode.EMERGENCY),
    ],
)
def test_no_answer_lets_a_session_follow_on_the_day_of_an_emergency(answers: dict[str, str], code: ExitCode) -> None:
    with TemporaryDirectory() as folder:
        home = known(Path(folder))
        begin = led(LOWER_BACK, ANATOMY, SessionOptions())
        stopped = start(home, begin, Person({"day": ("2",), "A-1": ("A1",), "A1": ("A1.1",)}, {}))
        assert (stopped.code, stopped.clocks) == (ExitCode.EMERGENCY, 0)
        assert "GET HELP NOW" in stopped.said
        again = start(home, begin, Person({key: (value,) for key, value in answers.items()}, {}))
        assert (again.code, again.clocks, again.pages[0]) == (code, 0, "stop")
        # Nor after all questions were answered once more.
        last = start(home, begin, Person({}, {}))
        assert (last.code, last.clocks) == (ExitCode.EMERGENCY, 0)


def test_an_emergency_in_questions_asked_for_alone_stands_too(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    emergency = Person({"A-1": ("A4",), "A4": ("A4.1",)}, {})
    assert start(home, screened, emergency).code == ExitCode.EMERGENCY
    assert start(home, screened, Person({}, {})).code == ExitCode.OK
    done = start(home, led(LOWER_BACK, anatomy, SessionOptions()), Person({}, {}))
    assert (done.clocks, done.code) == (0, ExitCode.EMERGENCY)
    assert "An emergency was reported today, so there is no session, even if it has gone." in done.said


def screened() -> int:
    """Do what `backpain screen` does."""
    with AppContext() as context:
        return screening._ask_screening(frozenset({"lumbar"}), context)


def test_after_a_session_that_a_sign_stopped_the_next_start_begins_with_it(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    stopped = start(home, led(LOWER_BACK, anatomy, SessionOptions()), Person({}, {}), happens=STOPPED)
    assert stopped.code == ExitCode.EMERGENCY
    assert "GET HELP NOW" in stopped.said

    again = start(home, led(LOWER_BACK, anatomy, SessionOptions()), Person({0: PromptEnd.LEFT}, {}))
    assert again.pages == ["stop"]
    assert "Last time something spoke against a session" in again.said


def test_after_a_session_that_a_sign_stopped_nobody_unasked_gets_one(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    start(home, led(LOWER_BACK, anatomy, SessionOptions()), Person({}, {}), happens=STOPPED)

    unasked = start(home, led(LOWER_BACK, anatomy, SessionOptions(plain=True)), Person({}, {}), seen=False)
    assert unasked.clocks == 0
    assert unasked.error is not None


def test_a_session_that_a_sign_stopped_is_never_taken_up_again(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    # The process is killed at the very moment in which what to do is shown: the journal stays behind.
    start(home, led(LOWER_BACK, anatomy, SessionOptions()), Person({}, {}), happens=STOPPED, ended_by=signal.SIGKILL)

    resumed = start(home, led(LOWER_BACK, anatomy, SessionOptions(resume=True)), Person({}, {}))
    assert resumed.clocks == 0
    assert resumed.error is not None
    assert "no session to resume" in resumed.error.message


def broken_off(home: Path, anatomy: Atlas) -> None:
    """Begin a session that a signal ends."""
    begun = start(
        home,
        led(LOWER_BACK, anatomy, SessionOptions()),
        Person({}, {}),
        happens=(TWO_MINUTES, SessionEnded()),
        ended_by=15,
    )
    assert begun.clocks == 1


def test_a_session_is_taken_up_again_after_the_short_questions(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    broken_off(home, anatomy)

    resumed = start(home, led(LOWER_BACK, anatomy, SessionOptions(resume=True)), Person({}, {}))
    assert (resumed.clocks, resumed.code) == (1, ExitCode.OK)
    assert resumed.asked


@pytest.mark.parametrize("names_concerns", [True, False])
def test_a_caution_of_a_resumed_plan_is_for_everybody_unless_it_names_whom_it_concerns(
    names_concerns: bool, tmp_path: Path, anatomy: Atlas
) -> None:
    home = known(tmp_path)
    broken_off(home, anatomy)
    (journal,) = journals(home)
    first, *notes = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    begun = json.loads(first)
    cautions = begun["plan"]["routine"]["cautions"]
    (of_a_hip,) = (caution for caution in cautions if "hip-replacement" in caution)
    if not names_concerns:
        # As plans were kept before the caution named it.
        del of_a_hip[1:]
        journal.write_text("".join((json.dumps(begun), "\n", *notes)), encoding="utf-8")
    resumed = start(home, led(LOWER_BACK, anatomy, SessionOptions(resume=True)), Person({}, {}))
    assert resumed.clocks == 1
    assert (of_a_hip[0] in resumed.cards[0].cautions) is not names_concerns


@all_cases(
    "answers",
    [
        {"day": ("6",), "day:6": ("somebody-else",)},
        {"day": ("5",), "facts-1": ("clot",)},
        {"day": ("6",), "day:6": ("another-pain",), "pain:P2": ("leg",), "P2": ("P2.2",)},
        {"day": ("4",), "B-1": ("B1",), "B1": ("B1.3",)},
    ],
)
def test_a_session_is_not_taken_up_again_by_somebody_of_whom_other_things_are_true(answers: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        home = known(Path(folder))
        broken_off(home, ANATOMY)
        resumed = start(home, led(LOWER_BACK, ANATOMY, SessionOptions(resume=True)), Person(answers, {}))
        assert (resumed.clocks, resumed.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
        assert "Start it again" in resumed.said


def test_what_dulls_pain_takes_up_no_session(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    broken_off(home, anatomy)
    resumed = start(home, led(LOWER_BACK, anatomy, SessionOptions(resume=True)), Person({"day": ("7",)}, {}))
    assert (resumed.clocks, resumed.code) == (0, ExitCode.SEE_A_DOCTOR_FIRST)
    assert "Pain must be able to warn you" in resumed.said


def test_a_sign_ends_a_rehearsal_too_and_a_rehearsal_keeps_nothing(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    with open_history(home) as store:
        before = store.everything()
    alarm = (TWO_MINUTES, SessionCommand.HURTS, TWO_MINUTES, SessionCommand.FOUR)
    rehearsed = start(home, led(LOWER_BACK, anatomy, SessionOptions(speed=60)), Person({}, {}), happens=alarm)
    assert rehearsed.code == ExitCode.EMERGENCY
    assert "GET HELP NOW" in rehearsed.said
    ticked = Person({"day": ("2",), "A-1": ("A1",), "A1": ("A1.1",)}, {})
    assert start(home, led(LOWER_BACK, anatomy, SessionOptions(speed=60)), ticked).code == ExitCode.EMERGENCY
    with open_history(home) as store:
        assert store.everything() == before


def test_taking_up_a_session_is_no_third_one_of_a_day(tmp_path: Path, anatomy: Atlas) -> None:
    home = known(tmp_path)
    broken_off(home, anatomy)
    for _ in range(2):
        done = start(
            home, led(LOWER_BACK, anatomy, SessionOptions(from_step=1)), Person({}, {0: "n"}), happens=[TWO_MINUTES]
        )
    assert done.clocks == 0
    assert "two sessions today" in done.said


NOT_GONE = (TWO_MINUTES, *hurts(SessionCommand.TWO, 31, SessionCommand.TWO))
"""Something sharp, which has not gone after half a minute."""


@all_cases(
    ("answers", "code", "outcome"),
    [
        ({"P2": ("P2.2",)}, ExitCode.OK, Outcome.GENTLY),
        ({"P2": ("P2.2",), "A5": ("A5.2",)}, ExitCode.SEE_A_DOCTOR_FIRST, Outcome.DOCTOR_TODAY),
        ({"A5": ("A5.1",)}, ExitCode.EMERGENCY, Outcome.EMERGENCY),
        ({}, ExitCode.SEE_A_DOCTOR_FIRST, Outcome.DOCTOR_TODAY),
        ({"P2": PromptEnd.LEFT}, ExitCode.SEE_A_DOCTOR_FIRST, Outcome.DOCTOR_TODAY),
    ],
)
def test_what_stays_sharp_in_a_session_is_asked_about_at_once(
    answers: dict[str, Any], code: ExitCode, outcome: Outcome
) -> None:
    with TemporaryDirectory() as folder:
        home = known(Path(folder))
        done = start(home, led(LOWER_BACK, ANATOMY, SessionOptions()), Person(answers, {}), happens=NOT_GONE)
        assert (done.code, done.pages[-1:]) == (code, ["P2"] if PromptEnd.LEFT in answers.values() else ["A5"])
        with open_history(home) as store:
            assert store.triage().records[0].outcome is outcome
            assert store.sessions()[0].practised > 0
        # Whatever it led to, the next start asks all lines again.
        again = start(home, led(LOWER_BACK, ANATOMY, SessionOptions()), Person({"stop": ("gone",)}, {}))
        assert "A-1" in again.pages or code is ExitCode.EMERGENCY


def test_optional_steps_that_are_left_out_on_the_card_are_not_in_the_plan(tmp_path: Path) -> None:
    text = routine_2_of(
        "check: Look ahead., for: 20s",
        "move: Walk., for: 50s",
        "strengthen: bridge, reps: 8, ready: 20s, optional: true",
        "rest: Sit., for: 40s",
        "move: Sway., for: 70s, place: standing, optional: true",
        "rest: Stand., for: rest of the time",
        minutes="5",
    )
    routine, _ = read(text, ANATOMY)
    cases: list[tuple[tuple[int, ...], int, int]] = [((), 300, 6), ((3,), 300, 5), ((3, 5), 290, 4), ((5,), 300, 5)]
    for left_out, seconds, steps in cases:
        home = known(tmp_path / str(left_out))
        attempt = start(home, led(routine, ANATOMY, SessionOptions()), Person({"without": left_out}, {}))
        assert "If you like: 1 with Bridge" in attempt.shown
        assert attempt.plan is not None
        assert (attempt.plan.seconds, attempt.plan.steps) == (seconds, steps)


def test_no_optional_step_is_asked_about_where_all_are_left_out_anyway(tmp_path: Path) -> None:
    routine, _ = read((FORMAT_2 / "chair.yaml").read_text(encoding="utf-8"), ANATOMY)
    options = SessionOptions(without_optional=True)
    attempt = start(known(tmp_path), led(routine, ANATOMY, options), Person({}, {}))
    assert attempt.clocks == 1
    assert "If you like" not in attempt.shown
