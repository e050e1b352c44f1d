"""What holds of every plan of a file of format 2, whatever is written in it."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.own_doses import MOST_FILLED_S, OwnDose, with_own_doses, without_optional
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.adaptation import adapt_routine
from backpain_cli.domain.safety.entry_changes import held_for
from backpain_cli.domain.terms import Side
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.session.snapshot import session_from_snapshot, session_snapshot
from tests.adapted import FACT_TABLE
from tests.files import problems_of, read, routine_2_of

ATLAS = load_atlas()
_SIDES = st.sampled_from(["", ", sides: both", ", sides: easier first", ", sides: sorer only", ", sides: right"])
_OPTIONAL = st.sampled_from(["", "", ", optional: true"])
_PACES = st.sampled_from(["2s up, 2s down", "3s out, 1s hold, 3s back", "1s left, 1s right", "5s up"])
_counted = st.builds(
    'strengthen: Lift it., reps: {}, pace: "{}", rounds: {}, round-rest: {}s{}{}'.format,
    st.sampled_from(["1", "3", "5", "3-6"]), _PACES, st.integers(1, 2), st.integers(5, 30), _SIDES, _OPTIONAL,
)  # fmt: skip
_alternate = st.builds('move: Slide it., reps: {}, pace: "{}", sides: alternate'.format, st.integers(1, 6), _PACES)
_series = st.builds(
    "strengthen: Hold it., holds: {} x {}s, pause: {}s, rounds: {}, round-rest: 10s{}".format,
    st.integers(1, 3), st.integers(2, 12), st.integers(1, 9), st.integers(1, 2), _SIDES,
)  # fmt: skip
_breath = st.builds(
    "breathe: {}, for: {}s{}".format, st.sampled_from(["4-6", "4-7-8", "2-3"]), st.integers(20, 90), _OPTIONAL
)
_stretch = st.builds(
    "stretch: {}, hold: {}{}".format,
    st.sampled_from(["hip-flexor", "figure-four", "hamstring"]), st.sampled_from(["20s", "20-30s"]), _SIDES,
)  # fmt: skip
_press = st.builds("press: gluteus-medius, hold: {}s{}".format, st.integers(20, 60), _SIDES)
_entry = st.builds(
    "{}, ready: 20s{}{}".format,
    st.sampled_from(["strengthen: bridge, reps: 3-8, level: mine", "strengthen: bird-dog", "move: march, reps: 4"]),
    st.sampled_from(["", ", note: mine"]), _OPTIONAL,
)  # fmt: skip
_timed = st.builds("move: Walk., for: {}s{}".format, st.integers(5, 60), _OPTIONAL)
_group = st.builds("repeat: 2, round-rest: {}s, steps: [{{{}}}, {{{}}}]".format, st.integers(5, 20), _alternate, _timed)
_steps = st.lists(
    st.one_of(_counted, _alternate, _series, _breath, _stretch, _press, _entry, _timed, _group), min_size=1, max_size=4
)


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """Draw a routine of all kinds of step, with a step that takes what is left of the time."""
    steps, left_s = draw(_steps), draw(st.integers(5, MOST_FILLED_S))
    ends = ("check: Look ahead., for: 20s", *steps, "rest: Stand., for: rest of the time")
    # With too little time the message says how long the other steps last.
    for minutes in ("1", "60"):
        (problem, *others) = problems_of(routine_2_of(*ends, minutes=minutes), ATLAS) or (None,)
        assume(not others)
        if problem is not None and "the other steps take" in problem.message:
            break
    assert problem is not None, ends
    total = int(problem.message.split("the other steps take ")[1].split()[0]) + left_s
    text = routine_2_of(*ends, minutes=f"{total // 60}:{total % 60:02}")
    assume(total >= 60)
    routine, _ = read(text, ATLAS)
    assert routine.steps[-1].hold == left_s
    assert routine.seconds == total
    return routine


@given(routines(), st.sampled_from([None, Side.LEFT, Side.RIGHT]))
def test_its_segments_add_up_to_the_minutes_and_each_step_to_its_seconds(routine: Routine, sorer: Side | None) -> None:
    plan = lay_out(routine, sorer=sorer)
    assert plan.seconds == routine.seconds
    for number, step in enumerate(routine.steps, start=1):
        assert sum(one.seconds for one in plan.segments if one.step_number == number) == step.seconds


@given(routines())
def test_beats_follow_each_other_and_fill_the_work(routine: Routine) -> None:
    for segment in lay_out(routine).segments:
        at = 0
        for beat in segment.beats:
            assert (beat.offset_s, beat.seconds > 0) == (at, True)
            at += beat.seconds
        is_counted = segment.phase is Phase.WORK or (segment.phase is Phase.HOLD and segment.step.breathing is not None)
        assert at == (segment.seconds if is_counted else 0)
        if segment.phase is Phase.WORK and segment.step.counted is not None:
            assert segment.reps == segment.step.counted.reps


@given(routines())
def test_it_can_be_resumed_at_every_second(routine: Routine) -> None:
    plan = lay_out(routine, sorer=Side.LEFT)
    session = Session(plan=plan)
    for second in range(1, plan.seconds):
        session = session.after(TimePassed(NS_PER_S))
        again = session_from_snapshot(plan, json.loads(json.dumps(session_snapshot(session))))
        assert (again.plan, again.position_ns) == (plan, second * NS_PER_S)
        assert (again.segment, again.completed_steps) == (session.segment, session.completed_steps)


@given(routines())
def test_no_circumstance_changes_the_seconds_of_any_step(routine: Routine) -> None:
    before = [step.seconds for step in routine.steps]
    for circumstance in FACT_TABLE.circumstances:
        adapted = adapt_routine(routine, held_for(FACT_TABLE, [circumstance.key]), FACT_TABLE)
        assert [step.seconds for step in adapted.routine.steps] == before, circumstance.key
        assert lay_out(adapted.routine).seconds == routine.seconds


@given(routines(), st.integers(1, 3), st.integers(1, 30))
def test_own_numbers_and_levels_never_change_how_long_it_is(routine: Routine, level: int, number: int) -> None:
    doses = {key: OwnDose(level, number) for key in ("bridge", "bird-dog", "march", "hip-flexor", "hamstring")}
    done = with_own_doses(routine, doses)
    assert lay_out(done).seconds == routine.seconds
    assert done.steps[-1].hold >= 5


@given(routines(), st.data())
def test_what_is_left_out_goes_to_the_rest_of_the_time_or_shortens_it(routine: Routine, data: st.DataObject) -> None:
    optional = [number for number, step in enumerate(routine.steps, start=1) if step.optional]
    numbers = frozenset(data.draw(st.lists(st.sampled_from(optional), unique=True)) if optional else [])
    done: Plan = lay_out(without_optional(routine, numbers))
    freed_s = sum(routine.steps[number - 1].seconds for number in numbers)
    spare_s = MOST_FILLED_S - routine.steps[-1].hold
    assert done.seconds == routine.seconds - max(0, freed_s - spare_s)
    assert done.steps == len(routine.steps) - len(numbers)
