"""A routine made to fit a person: what each circumstance changes in every shipped routine and in a person's own."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.adaptation import Adaptation, adapt_routine
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, RuleAction
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.library.shipped_safety import load_circumstances
from tests.cases import all_cases
from tests.files import read, routine_of

CIRCUMSTANCES = load_circumstances()
ROUTINES = {routine.key: routine for routine in load_shipped_routines(load_atlas())}
KEYS = [one.key for one in CIRCUMSTANCES.all]
NOTHING = dict.fromkeys(KEYS, "no")
ANY_ROUTINE = all_cases("routine", ROUTINES.values(), ids=ROUTINES)


def for_person(routine: Routine, **told: str) -> Adaptation:
    """Return the routine of somebody for whom only these circumstances hold."""
    return adapt_routine(
        routine, NOTHING | {key.replace("_", "-"): answer for key, answer in told.items()}, CIRCUMSTANCES
    )


def presses(routine: Routine) -> list[str]:
    return [step.muscle.key for step in routine.steps if step.kind is StepKind.PRESS and step.muscle]


def assert_same_times(before: Routine, adapted: Adaptation) -> None:
    assert [step.seconds for step in adapted.routine.steps] == [step.seconds for step in before.steps]
    assert lay_out(adapted.routine).seconds == before.seconds
    changed = {
        number
        for number, (old, new) in enumerate(zip(before.steps, adapted.routine.steps, strict=True), 1)
        if old != new
    }
    assert {change.step_number for change in adapted.changes} == changed
    assert all(change.why and change.sources for change in adapted.changes)


@ANY_ROUTINE
def test_for_a_person_without_circumstances_nothing_is_changed(routine: Routine) -> None:
    assert for_person(routine) == Adaptation(routine, (), "")


@ANY_ROUTINE
@all_cases("told", [CircumstanceAnswer.YES, CircumstanceAnswer.AGREED, CircumstanceAnswer.UNSURE])
@all_cases("key", KEYS)
def test_every_circumstance_keeps_every_second_and_tells_every_change(
    key: str, told: CircumstanceAnswer, routine: Routine
) -> None:
    adapted = adapt_routine(routine, NOTHING | {key: str(told)}, CIRCUMSTANCES)

    assert_same_times(routine, adapted)
    if adapted.refused:
        assert adapted.routine == routine


@given(
    answers=st.dictionaries(st.sampled_from(KEYS), st.sampled_from([*map(str, CircumstanceAnswer), "", "maybe"])),
    key=st.sampled_from(sorted(ROUTINES)),
    gentle=st.booleans(),
    dulled=st.booleans(),
    own=st.booleans(),
)
def test_any_mixture_of_answers_keeps_every_second(
    answers: dict[str, str], key: str, gentle: bool, dulled: bool, own: bool
) -> None:
    routine = replace(ROUTINES[key], origin=RoutineOrigin.OWN if own else RoutineOrigin.SHIPPED)
    adapted = adapt_routine(routine, answers, CIRCUMSTANCES, gentle=gentle, dulled=dulled)

    assert_same_times(routine, adapted)


def assert_presses_no_more(less: Routine, more: Routine) -> None:
    """Assert that each step of `less` presses nothing that the same step of `more` does not, nor harder or longer."""
    for gentler, step in zip(less.steps, more.steps, strict=True):
        assert gentler.seconds == step.seconds
        if not gentler.traits.presses:
            continue
        assert (step.traits.presses, step.point, step.sides) == (True, gentler.point, gentler.sides)
        assert gentler.pressure is not None
        assert step.pressure is not None
        assert gentler.pressure[0] <= step.pressure[0]
        assert gentler.pressure[1] <= step.pressure[1]
        assert gentler.hold <= step.hold
        assert gentler.cap <= step.cap


@given(
    answers=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(list(map(str, CircumstanceAnswer)))),
    key=st.sampled_from(sorted(ROUTINES)),
    kept_out=st.frozensets(st.sampled_from([key for routine in ROUTINES.values() for key in presses(routine)])),
    gentle=st.booleans(),
    dulled=st.booleans(),
    own=st.booleans(),
)
def test_a_person_is_never_pressed_more_than_is_written(
    answers: dict[str, str], key: str, kept_out: frozenset[str], gentle: bool, dulled: bool, own: bool
) -> None:
    routine = replace(ROUTINES[key], origin=RoutineOrigin.OWN if own else RoutineOrigin.SHIPPED)
    # Somebody of whom half is unknown is refused nearly always; a no where nothing is drawn leaves something to adapt.
    adapted = adapt_routine(routine, NOTHING | answers, CIRCUMSTANCES, kept_out=kept_out, gentle=gentle, dulled=dulled)
    assert_presses_no_more(adapted.routine, routine)
    assert adapted.refused or not kept_out & set(presses(adapted.routine))


@given(
    answers=st.dictionaries(
        st.sampled_from(KEYS), st.sampled_from([CircumstanceAnswer.AGREED, CircumstanceAnswer.YES])
    ),
    key=st.sampled_from(sorted(ROUTINES)),
    one_more=st.sampled_from(KEYS),
    told=st.sampled_from([CircumstanceAnswer.AGREED, CircumstanceAnswer.YES, CircumstanceAnswer.UNSURE]),
)
def test_one_more_circumstance_never_adds_pressing(
    answers: dict[str, str], key: str, one_more: str, told: CircumstanceAnswer
) -> None:
    without = adapt_routine(ROUTINES[key], NOTHING | answers | {one_more: CircumstanceAnswer.NO}, CIRCUMSTANCES)
    more = adapt_routine(ROUTINES[key], NOTHING | answers | {one_more: told}, CIRCUMSTANCES)
    assert more.refused or not without.refused
    if not more.refused:
        assert_presses_no_more(more.routine, without.routine)


@ANY_ROUTINE
@all_cases("answer", ["yes", "unsure", "", "nonsense", None])
@all_cases("key", ["blood-thinners", "blood-clot", "implants", "osteoporosis", "cancer", "numb-skin"])
def test_nothing_is_pressed_before_a_doctor_agreed_or_where_the_answer_is_missing(
    key: str, answer: str | None, routine: Routine
) -> None:
    answers = {**NOTHING, key: answer} if answer is not None else {one: NOTHING[one] for one in KEYS if one != key}
    adapted = adapt_routine(routine, answers, CIRCUMSTANCES)

    assert presses(adapted.routine) == []


@ANY_ROUTINE
@all_cases("key", ["blood-thinners", "implants", "cancer"])
def test_with_a_doctors_yes_all_points_are_pressed(key: str, routine: Routine) -> None:
    assert presses(adapt_routine(routine, NOTHING | {key: "yes, agreed"}, CIRCUMSTANCES).routine) == presses(routine)


@ANY_ROUTINE
def test_in_pregnancy_nothing_is_done_on_the_floor_and_no_low_back_is_pressed(routine: Routine) -> None:
    adapted = for_person(routine, pregnancy="yes, agreed")

    assert adapted.refused == ""
    assert Place.FLOOR not in {step.place for step in adapted.routine.steps}
    for step in adapted.routine.steps:
        if step.kind is StepKind.PRESS and step.muscle is not None:
            assert step.muscle.seat not in {"belly", "lower-back", "pelvis", "thigh"}
            assert not (step.muscle.seat == "back" and "lumbar" in step.muscle.regions)


@ANY_ROUTINE
@all_cases("answer", ["yes", "unsure"])
@all_cases("key", ["pregnancy", "recent-operation", "under-18"])
def test_some_circumstances_refuse_the_routine_until_somebody_agreed(key: str, answer: str, routine: Routine) -> None:
    assert adapt_routine(routine, NOTHING | {key: answer}, CIRCUMSTANCES).refused


@ANY_ROUTINE
def test_under_18_nobody_can_agree(routine: Routine) -> None:
    assert for_person(routine, under_18="yes, agreed").refused


@ANY_ROUTINE
def test_a_person_who_was_never_asked_gets_no_routine(routine: Routine) -> None:
    assert adapt_routine(routine, {}, CIRCUMSTANCES).refused


def test_a_known_name_over_other_words_is_not_known(anatomy: Atlas) -> None:
    step = "stretch: chin-tuck, do: Bend as deep as you can., ready: 1s, hold: 19s, sides: none"
    honest = "stretch: chin-tuck, ready: 1s, hold: 19s, sides: none"
    own, _ = read(routine_of(step, honest, "rest: Breathe., for: 20s"), anatomy)
    adapted = for_person(own, osteoporosis="yes, agreed")

    assert "deep as you can" not in adapted.routine.steps[0].do
    assert adapted.routine.steps[1] == own.steps[1]


@pytest.mark.parametrize("key", ["rheumatoid-arthritis", "neck-history"])
def test_no_neck_work_before_a_doctor_agreed(key: str) -> None:
    assert "neck" in adapt_routine(ROUTINES["neck"], NOTHING | {key: "yes"}, CIRCUMSTANCES).refused
    assert not adapt_routine(ROUTINES["neck"], NOTHING | {key: "yes, agreed"}, CIRCUMSTANCES).refused
    whole = adapt_routine(ROUTINES["whole-back"], NOTHING | {key: "yes"}, CIRCUMSTANCES)
    assert whole.refused == ""
    for step in whole.routine.steps:
        assert step.kind not in {StepKind.PRESS, StepKind.STRETCH} or step.muscle is None or step.muscle.seat != "neck"


@ANY_ROUTINE
@all_cases("key", ["osteoporosis", "over-65"])
def test_weak_bones_and_age_leave_out_deep_bends_and_far_turns_even_with_a_doctors_yes(
    key: str, routine: Routine
) -> None:
    for step in adapt_routine(routine, NOTHING | {key: "yes, agreed"}, CIRCUMSTANCES).routine.steps:
        assert step.stretch is None or not (step.stretch.end_range and step.stretch.bends in {"forward", "turn"})


def test_a_new_hip_waits_for_the_surgeon_with_hip_stretches_and_the_buttock() -> None:
    adapted = for_person(ROUTINES["lower-back"], hip_replacement="yes")

    assert presses(adapted.routine) == ["longissimus-thoracis"]
    stretches = {step.stretch.key for step in adapted.routine.steps if step.stretch is not None}
    assert not stretches & {"hip-flexor", "figure-four", "leg-across", "knees-to-chest"}
    assert for_person(ROUTINES["lower-back"], hip_replacement="yes, agreed").changes == ()


def test_a_new_knee_stays_on_the_chair() -> None:
    adapted = for_person(ROUTINES["lower-back"], knee_replacement="yes")

    assert Place.FLOOR not in {step.place for step in adapted.routine.steps}
    assert adapted.routine.steps[7].kind is StepKind.REST
    assert "chair" in adapted.routine.steps[7].do
    assert adapted.routine.steps[10].do.startswith("Sit still")
    assert "Roll to your side" not in " ".join(step.do for step in adapted.routine.steps)


def test_a_narrowed_canal_bends_no_further_back(anatomy: Atlas) -> None:
    own, _ = read(routine_of("stretch: prone-on-elbows, hold: 25s, ready: 5s", "rest: Breathe., for: 30s"), anatomy)
    adapted = for_person(own, spinal_stenosis="yes, agreed")

    assert adapted.routine.steps[0].stretch is None
    assert "on your front" in adapted.routine.steps[0].do


def test_pain_down_a_limb_leaves_out_all_pressing() -> None:
    for routine in ROUTINES.values():
        assert presses(for_person(routine, pain_down_a_limb="yes").routine) == []


def test_where_bending_hurts_most_the_neutral_choice_is_taken() -> None:
    adapted = for_person(ROUTINES["lower-back"], bending_hurts="yes")

    step = adapted.routine.steps[8]
    assert step.title == "Instead of knees to the chest"
    assert step.do.startswith("Keep both feet flat")
    assert [change.action for change in adapted.changes] == [RuleAction.NEUTRAL]


def test_a_muscle_that_is_kept_out_is_not_pressed_and_the_others_are() -> None:
    adapted = adapt_routine(ROUTINES["lower-back"], NOTHING, CIRCUMSTANCES, kept_out=frozenset({"gluteus-medius"}))

    assert presses(adapted.routine) == ["longissimus-thoracis", "gluteus-maximus"]
    assert adapted.changes[0].step_number == 3


@ANY_ROUTINE
def test_the_gentler_form_presses_every_other_point_and_the_first_stays(routine: Routine) -> None:
    adapted = adapt_routine(routine, NOTHING, CIRCUMSTANCES, gentle=True)

    assert presses(adapted.routine) == presses(routine)[::2]
    assert_same_times(routine, adapted)


def test_the_gentler_form_counts_only_what_would_be_pressed() -> None:
    adapted = adapt_routine(
        ROUTINES["lower-back"], NOTHING, CIRCUMSTANCES, gentle=True, kept_out=frozenset({"gluteus-medius"})
    )

    assert presses(adapted.routine) == ["longissimus-thoracis"]


@ANY_ROUTINE
def test_where_something_dulls_pain_nothing_is_pressed(routine: Routine) -> None:
    adapted = adapt_routine(routine, NOTHING, CIRCUMSTANCES, dulled=True)

    assert presses(adapted.routine) == []
    assert_same_times(routine, adapted)


def test_a_dropped_press_has_no_tool_no_side_and_no_way_to_be_made_longer() -> None:
    step = for_person(ROUTINES["lower-back"], blood_thinners="yes").routine.steps[2]

    assert (step.kind, step.tool, step.muscle, step.point, step.pressure) == (StepKind.MOVE, "none", None, None, None)
    assert step.cap == step.hold == step.seconds == ROUTINES["lower-back"].steps[2].seconds
    assert step.place is Place.WALL
    assert "ball away" in step.do


def test_numb_skin_with_a_doctors_yes_is_pressed_lightly_and_never_longer() -> None:
    step = for_person(ROUTINES["lower-back"], numb_skin="yes, agreed").routine.steps[2]

    assert step.pressure == (1, 3)
    assert step.cap == step.hold


def test_a_routine_of_ones_own_goes_through_the_same_rules(anatomy: Atlas) -> None:
    own, _ = read(
        routine_of(
            "press: gluteus-medius, sides: left, ready: 1s, find: 9s, hold: 20s, place: floor",
            "stretch: Fold up like a book, do: Bend as deep as you can., ready: 1s, hold: 19s, neutral: Bend deeper.",
            "move: Touch your toes., for: 10s",
        ),
        anatomy,
    )
    older = for_person(own, over_65="yes")
    assert presses(older.routine) == []
    assert older.routine.steps[1].kind is StepKind.MOVE
    assert "deeper" not in older.routine.steps[1].do
    assert "no deep bending" in older.routine.steps[2].do
    assert older.changes[2].action is RuleAction.GENTLER
    assert presses(for_person(own, blood_thinners="unsure").routine) == []
    pregnant = for_person(own, pregnancy="yes, agreed")
    assert Place.FLOOR not in {step.place for step in pregnant.routine.steps}


def test_no_leg_is_pressed_with_a_clot_before_a_doctor_agreed(anatomy: Atlas) -> None:
    own, _ = read(
        routine_of(
            "press: hamstrings, sides: left, ready: 1s, find: 9s, hold: 20s",
            "press: rhomboids, sides: left, ready: 1s, find: 9s, hold: 20s",
        ),
        anatomy,
    )
    assert presses(for_person(own, blood_clot="yes").routine) == []
    assert presses(for_person(own, blood_clot="yes, agreed").routine) == ["rhomboids"]
    for routine in ROUTINES.values():
        for step in routine.steps:
            assert step.kind is not StepKind.PRESS or step.muscle is None or step.muscle.seat not in {"thigh", "calf"}


def test_every_pair_of_circumstances_changes_no_less_than_each_alone() -> None:
    routine = ROUTINES["lower-back"]
    alone = {key: adapt_routine(routine, NOTHING | {key: "yes"}, CIRCUMSTANCES) for key in KEYS}
    for one, other in combinations(KEYS, 2):
        both = adapt_routine(routine, NOTHING | {one: "yes", other: "yes"}, CIRCUMSTANCES)
        if alone[one].refused or alone[other].refused:
            assert both.refused, (one, other)
            continue
        assert set(presses(both.routine)) <= set(presses(alone[one].routine)) & set(presses(alone[other].routine))


def test_several_dropped_steps_are_not_all_the_same() -> None:
    steps = for_person(ROUTINES["lower-back"], blood_thinners="yes").routine.steps[2:5]

    assert len({step.do for step in steps}) == 3
