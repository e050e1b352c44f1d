"""What a right routine file means: what is written counts, and the rest comes from the anatomy and the defaults."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Severity
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import LONGEST_STRETCH_SECONDS, Caution, Place, Region
from backpain_cli.library.routines.reader import parse_routine
from backpain_cli.paths import packaged_data
from tests.cases import all_cases
from tests.files import problems_of, read, routine_of, routine_with, steps_of
from tests.small_routine import ROUTINE

PRESS = "press: gluteus-medius, sides: left, ready: 5s, find: 5s"


def test_the_small_routine_is_read_with_notices_on_its_proportions_alone(anatomy: Atlas) -> None:
    routine, warnings = read(ROUTINE, anatomy)
    assert [one.line for one in warnings] == [9, 9, 14]
    assert [one.message for one in warnings] == [
        "pressing takes 60 of 120 s",
        "before this step there are 0 s of easy movement",
        "the last step is work",
    ]
    assert (routine.title, routine.region, routine.minutes, routine.seconds) == ("Lower back", Region.LUMBAR, 2, 120)
    assert routine.areas == (anatomy.areas["lower-back"],)
    assert [step.kind for step in routine.steps] == [StepKind.CHECK, StepKind.PRESS, StepKind.STRETCH]


def test_a_routine_knows_its_key_its_origin_and_its_file(anatomy: Atlas) -> None:
    routine, _ = parse_routine(ROUTINE, source="own/a.yaml", anatomy=anatomy, key="a", origin=RoutineOrigin.OWN)
    assert (routine.key, routine.path, routine.origin) == ("a", "own/a.yaml", RoutineOrigin.OWN)


def test_every_shipped_routine_is_read(anatomy: Atlas) -> None:
    paths = sorted(packaged_data("routines").glob("*.yaml"))
    assert paths
    for path in paths:
        assert problems_of(path.read_text("utf-8"), anatomy) == [], path.name


def test_areas_are_found_by_alias_and_none_is_kept_twice(anatomy: Atlas) -> None:
    alias = anatomy.areas["lower-back"].aliases[0]
    routine, _ = read(routine_with("[lower-back]", f"[lower-back, Buttocks, {alias}, Lower Back]"), anatomy)
    assert [area.key for area in routine.areas] == ["lower-back", "buttock"]


def test_one_area_needs_no_brackets(anatomy: Atlas) -> None:
    routine, _ = read(routine_with("[lower-back]", "buttock"), anatomy)
    assert [area.key for area in routine.areas] == ["buttock"]


def test_why_and_cautions_are_kept_as_they_are_written(anatomy: Atlas) -> None:
    routine, _ = read(ROUTINE + "why: >-\n  First this,\n  then that.\ncautions: [One., Two.]\n", anatomy)
    assert routine.why == "First this, then that."
    assert routine.cautions == (Caution("One."), Caution("Two."))


def test_a_caution_may_name_the_circumstances_that_it_is_for(anatomy: Atlas) -> None:
    written = "cautions:\n  - For all.\n  - text: For some.\n    concerns: [pregnancy, hip-replacement]\n"

    routine, _ = read(ROUTINE + written, anatomy)

    assert routine.cautions == (
        Caution("For all."),
        Caution("For some.", frozenset({"pregnancy", "hip-replacement"})),
    )


def test_a_caution_for_a_circumstance_that_nobody_is_asked_about_is_refused(anatomy: Atlas) -> None:
    with pytest.raises(InvalidFileError) as refused:
        read(ROUTINE + "cautions:\n  - text: For some.\n    concerns: pregnency\n", anatomy)

    (problem,) = refused.value.problems
    assert problem.message == "there is no circumstance `pregnency`"
    assert "pregnancy" in problem.hint


def test_a_caution_without_its_text_is_refused(anatomy: Atlas) -> None:
    with pytest.raises(InvalidFileError, match="text"):
        read(ROUTINE + "cautions:\n  - concerns: pregnancy\n", anatomy)


def test_why_and_cautions_may_be_left_out(anatomy: Atlas) -> None:
    routine, _ = read(ROUTINE, anatomy)
    assert (routine.why, routine.cautions) == ("", ())


class TestTimedSteps:
    @pytest.mark.parametrize("kind", ["check", "move", "rest"])
    def test_it_lasts_as_long_as_it_says_and_has_no_sides(self, kind: str, anatomy: Atlas) -> None:
        (step,) = steps_of(f"{kind}: Breathe out., for: 1m30s", lasting=90, anatomy=anatomy)
        assert (step.kind, step.do, step.hold, step.sides) == (StepKind(kind), "Breathe out.", 90, StepSides.NONE)
        assert (step.ready, step.find, step.change) == (0, 0, 0)
        assert step.title

    @pytest.mark.parametrize("key", ["sides: both", "hold: 5s", "find: 5s", "press: soleus", "muscle: soleus"])
    def test_it_takes_no_keys_of_a_press_or_stretch(self, key: str, anatomy: Atlas) -> None:
        assert problems_of(routine_of(f"move: Turn., for: 60s, {key}"), anatomy)

    def test_ten_times_five_seconds_are_fifty(self, anatomy: Atlas) -> None:
        (step,) = steps_of("move: Nod., for: 10 x 5s", lasting=50, anatomy=anatomy)
        assert step.seconds == 50


class TestPresses:
    def test_what_is_not_written_comes_from_the_anatomy(self, anatomy: Atlas) -> None:
        muscle = anatomy.muscles["gluteus-medius"]
        point = muscle.points[0]
        technique = point.technique
        assert technique is not None
        lasting = 5 + 2 * (technique.find + technique.hold) + 5
        (step,) = steps_of("press: gluteus-medius", lasting=lasting, anatomy=anatomy)
        assert (step.muscle, step.point, step.title) == (muscle, point, muscle.english)
        assert (step.find, step.hold, step.cap) == (technique.find, technique.hold, technique.cap)
        assert (step.do, step.where, step.how) == (technique.do, point.where, technique.posture)
        assert (step.place, step.tool, step.instead) == (technique.place, technique.tool, technique.instead)
        assert (step.feel, step.avoid, step.stop) == (technique.feel, technique.avoid, technique.stop)
        assert (step.pressure, step.sources) == (technique.pressure, technique.sources)

    def test_it_is_done_on_both_sides_the_easier_first_unless_told_otherwise(self, anatomy: Atlas) -> None:
        (step,) = steps_of(
            "press: gluteus-medius, ready: 5s, find: 5s, hold: 30s", lasting=5 + 35 + 5 + 35, anatomy=anatomy
        )
        assert step.sides is StepSides.EASIER_FIRST

    @pytest.mark.parametrize(
        ("written", "sides", "lasting"),
        [
            ("left", StepSides.LEFT, 40),
            ("Right", StepSides.RIGHT, 40),
            ("sorer only", StepSides.SORER_ONLY, 40),
            ("sorer-only", StepSides.SORER_ONLY, 40),
            ("both", StepSides.BOTH, 80),
            ("Easier First", StepSides.EASIER_FIRST, 80),
            ("none", StepSides.NONE, 40),
        ],
    )
    def test_one_side_counts_once_and_both_count_twice_with_the_change(
        self, written: str, sides: StepSides, lasting: int, anatomy: Atlas
    ) -> None:
        step_text = f"press: gluteus-medius, sides: {written}, ready: 5s, find: 5s, hold: 30s, change: 5s"
        (step,) = steps_of(step_text, lasting=lasting, anatomy=anatomy)
        assert step.sides is sides

    def test_own_words_go_before_those_of_the_anatomy(self, anatomy: Atlas) -> None:
        own = {
            "title": "Side of the hip",
            "do": "Lean on the ball.",
            "where": "Above the hip bone.",
            "how": "Sideways to the wall.",
            "place": "floor",
            "tool": "two balls",
            "feel": "A dull ache.",
            "avoid": "The bone.",
            "stop": "Numbness.",
            "neutral": "Stand still.",
        }
        lines = ", ".join(f"{key}: {value}" for key, value in own.items())
        text = f"{PRESS}, hold: 50s, instead: [a fist, a bottle], {lines}"
        (step,) = steps_of(text, lasting=60, anatomy=anatomy)
        assert {key: getattr(step, key) for key in own} == own
        assert step.instead == ("a fist", "a bottle")
        assert step.point is anatomy.muscles["gluteus-medius"].points[0]

    def test_own_sources_go_before_those_of_the_anatomy(self, anatomy: Atlas) -> None:
        key = next(iter(anatomy.sources))
        (step,) = steps_of(f"{PRESS}, hold: 50s, sources: [{key}]", lasting=60, anatomy=anatomy)
        assert step.sources == (key,)

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("gluteus-medius", "gluteus-medius/1"),
            ("gluteus-medius/2", "gluteus-medius/2"),
            ("Gluteus Medius/3", "gluteus-medius/3"),
            ("M. gluteus medius", "gluteus-medius/1"),
            ("gluteus-medius / 2", "gluteus-medius/2"),
        ],
    )
    def test_a_point_is_told_by_its_number_and_the_first_that_may_be_pressed_is_meant_otherwise(
        self, written: str, key: str, anatomy: Atlas
    ) -> None:
        text = f"press: {written}, sides: left, ready: 5s, find: 5s, hold: 50s"
        (step,) = steps_of(text, lasting=60, anatomy=anatomy)
        assert step.point is not None
        assert step.point.key == key

    @all_cases("number", ["0", "4", "99", "-1", "1/2", "", "one", "٢", "²", "1.0", "9" * 40])
    def test_a_number_that_is_no_point_is_refused_with_those_there_are(self, number: str, anatomy: Atlas) -> None:
        (problem,) = problems_of(routine_with("gluteus-medius", f"gluteus-medius/{number}"), anatomy)
        assert "has no point" in problem.message
        assert "gluteus-medius/1, gluteus-medius/2, gluteus-medius/3" in problem.hint

    def test_a_group_is_refused_with_those_parts_that_may_be_pressed(self, anatomy: Atlas) -> None:
        (problem,) = problems_of(routine_with("gluteus-medius", "erector-spinae"), anatomy)
        assert "is a group of muscles and has no point of its own" in problem.message
        parts = [anatomy.muscles[key] for key in anatomy.muscles["erector-spinae"].parts]
        assert {part.key for part in parts if part.key in problem.hint} == {
            part.key for part in parts if part.pressed_point()
        }

    def test_every_muscle_is_pressed_by_its_name_alone_or_refused_with_a_reason(self, anatomy: Atlas) -> None:
        for muscle in anatomy.muscles.values():
            problems = problems_of(routine_of(f"press: {muscle.key}"), anatomy)
            told = " ".join(f"{problem.message} {problem.hint}" for problem in problems)
            if muscle.pressed_point():
                assert [problem.line for problem in problems] in ([5], []), told  # at most the sum is wrong
            elif not muscle.parts:
                assert "is of safety class" in told
                assert all(key in told for key in muscle.stretches)

    def test_no_point_of_class_c_or_d_is_ever_pressed(self, anatomy: Atlas) -> None:
        for muscle in anatomy.muscles.values():
            for point in muscle.points:
                told = " ".join(
                    problem.message
                    for problem in problems_of(
                        routine_of(f"press: {point.key}, sides: left, ready: 5s, find: 5s, hold: 20s, pressure: 1"),
                        anatomy,
                    )
                )
                assert ("is of safety class" in told) != point.safety_class.may_be_pressed, point.key

    @pytest.mark.parametrize(
        ("muscle", "written", "pressure"),
        [
            ("gluteus-medius", "1", (1, 1)),
            ("gluteus-medius", "6", (6, 6)),
            ("gluteus-medius", "4-6", (4, 6)),
            ("gluteus-medius", "2 - 3", (2, 3)),
            ("piriformis", "4", (4, 4)),
        ],
    )
    def test_a_pressure_within_the_limit_of_the_class_is_taken(
        self, muscle: str, written: str, pressure: tuple[int, int], anatomy: Atlas
    ) -> None:
        text = f"press: {muscle}, pressure: {written}, sides: left, ready: 5s, find: 5s, hold: 40s"
        (step,) = steps_of(text, lasting=50, anatomy=anatomy)
        assert step.pressure == pressure

    @all_cases(
        ("muscle", "written"),
        [
            ("gluteus-medius", "7"),
            ("gluteus-medius", "4-7"),
            ("gluteus-medius", "10"),
            ("piriformis", "5"),
            ("piriformis", "3-5"),
            ("piriformis", "0"),
            ("piriformis", "0-2"),
            ("piriformis", "3-2"),
            ("piriformis", "-2"),
            ("piriformis", "2-"),
            ("piriformis", "2-3-4"),
            ("piriformis", "02"),
            ("piriformis", "2.5"),
            ("piriformis", "hard"),
            ("piriformis", "٢"),
            ("piriformis", "2–4"),
        ],
    )
    def test_any_other_pressure_is_refused_with_the_limit(self, muscle: str, written: str, anatomy: Atlas) -> None:
        point = anatomy.muscles[muscle].pressed_point()
        assert point is not None
        most = point.safety_class.highest_pressure
        text = f"press: {muscle}, pressure: {written}, sides: left, ready: 10s, find: 10s, hold: 40s"
        (problem,) = problems_of(routine_of(text), anatomy)
        assert f"1 to {most} of 10" in problem.hint

    def test_the_cap_itself_may_be_held_and_a_second_more_may_not(self, anatomy: Atlas) -> None:
        for muscle in anatomy.muscles.values():
            point = muscle.pressed_point()
            if point is None or point.technique is None:
                continue
            cap = point.technique.cap
            text = f"press: {muscle.key}, sides: left, ready: 5s, find: 5s, hold: "
            (step,) = steps_of(f"{text}{cap}", lasting=10 + cap, anatomy=anatomy)
            assert step.hold == cap
            assert any(
                f"the limit is {cap} s" in problem.hint
                for problem in problems_of(routine_of(f"{text}{cap + 1}"), anatomy)
            )


class TestStretches:
    def test_what_is_not_written_comes_from_the_anatomy(self, anatomy: Atlas) -> None:
        stretch = anatomy.stretches["figure-four"]
        (step,) = steps_of("stretch: Figure four", lasting=5 + stretch.hold + 5 + stretch.hold, anatomy=anatomy)
        assert (step.stretch, step.title, step.do, step.how) == (stretch, stretch.name, stretch.do, stretch.posture)
        assert (step.place, step.tool, step.feel) == (stretch.place, stretch.tool, stretch.feel)
        assert (step.avoid, step.stop, step.neutral) == (stretch.avoid, stretch.stop, stretch.neutral)
        assert (step.side_means, step.sources, step.find) == (stretch.side_means, stretch.sources, 0)
        assert step.muscle is anatomy.muscles[stretch.muscles[0]]
        assert step.sides is StepSides.BOTH

    def test_one_that_has_no_sides_is_done_once(self, anatomy: Atlas) -> None:
        stretch = anatomy.stretches["doorway-chest"]
        (step,) = steps_of("stretch: doorway-chest", lasting=5 + stretch.hold, anatomy=anatomy)
        assert step.sides is StepSides.NONE

    def test_the_muscle_that_is_named_goes_before_the_one_of_the_stretch(self, anatomy: Atlas) -> None:
        (step,) = steps_of("stretch: figure-four, muscle: gluteus-medius", lasting=70, anatomy=anatomy)
        assert step.muscle is anatomy.muscles["gluteus-medius"]

    def test_an_unknown_one_is_taken_if_it_says_what_to_do(self, anatomy: Atlas) -> None:
        text = "stretch: My own, do: Lean to the side., muscle: soleus, sides: left, hold: 25s, place: wall"
        (step,) = steps_of(text, lasting=30, anatomy=anatomy)
        assert (step.title, step.do, step.stretch) == ("My own", "Lean to the side.", None)
        assert (step.muscle, step.place, step.hold) == (anatomy.muscles["soleus"], Place.WALL, 25)
        assert step.cap == LONGEST_STRETCH_SECONDS

    def test_an_unknown_one_has_thirty_seconds_and_no_sides_unless_told_otherwise(self, anatomy: Atlas) -> None:
        (step,) = steps_of("stretch: My own, do: Lean to the side.", lasting=35, anatomy=anatomy)
        assert (step.hold, step.sides, step.muscle) == (30, StepSides.NONE, None)

    def test_an_unknown_one_that_does_not_say_what_to_do_is_refused(self, anatomy: Atlas) -> None:
        (problem,) = problems_of(routine_of("stretch: Zzz"), anatomy)
        assert "there is no stretch `Zzz`" in problem.message
        assert "`do:`" in problem.hint

    def test_every_stretch_can_be_written_by_its_name_alone(self, anatomy: Atlas) -> None:
        for stretch in anatomy.stretches.values():
            sides = 2 if stretch.one_sided else 1
            lasting = 5 + stretch.hold * sides + 5 * (sides - 1)
            (step,) = steps_of(f"stretch: {stretch.key}", lasting=lasting, anatomy=anatomy)
            assert step.hold <= step.cap <= stretch.longest_s


class TestDefaults:
    def test_they_count_where_a_step_says_nothing(self, anatomy: Atlas) -> None:
        (press, stretch) = steps_of(
            "press: gluteus-medius, hold: 30s",
            "stretch: figure-four, hold: 20s",
            lasting=(8 + 12 + 30 + 6 + 12 + 30) + (8 + 20 + 6 + 20),
            anatomy=anatomy,
            head="defaults: {ready: 8s, find: 12s, change: 6s}",
        )
        assert (press.ready, press.find, press.change) == (8, 12, 6)
        assert (stretch.ready, stretch.find, stretch.change) == (8, 0, 6)

    def test_a_step_goes_before_them(self, anatomy: Atlas) -> None:
        (step,) = steps_of(
            "press: gluteus-medius, ready: 3s, find: 4s, hold: 30s, change: 2s",
            lasting=3 + 34 + 2 + 34,
            anatomy=anatomy,
            head="defaults: {ready: 8s, find: 12s, change: 6s}",
        )
        assert (step.ready, step.find, step.change) == (3, 4, 2)

    def test_one_of_them_leaves_ours_for_the_rest(self, anatomy: Atlas) -> None:
        (step,) = steps_of(
            "press: gluteus-medius, find: 10s, hold: 30s",
            lasting=9 + 40 + 5 + 40,
            anatomy=anatomy,
            head="defaults: {ready: 9s}",
        )
        assert (step.ready, step.change) == (9, 5)

    def test_they_do_not_lengthen_a_timed_step(self, anatomy: Atlas) -> None:
        steps_of("move: Turn., for: 30s", lasting=30, anatomy=anatomy, head="defaults: {ready: 9s, find: 9s}")


class TestPlaces:
    def test_a_timed_step_stays_where_the_last_one_was(self, anatomy: Atlas) -> None:
        steps = steps_of(
            "move: One., for: 5s",
            "move: Two., for: 5s, place: floor",
            "move: Three., for: 5s",
            "stretch: figure-four, sides: left, hold: 25s",
            "move: Four., for: 5s",
            lasting=50,
            anatomy=anatomy,
        )
        after_the_stretch = anatomy.stretches["figure-four"].place
        assert [step.place for step in steps] == [
            Place.STANDING,
            Place.FLOOR,
            Place.FLOOR,
            after_the_stretch,
            after_the_stretch,
        ]

    def test_an_own_stretch_stays_where_the_last_step_was(self, anatomy: Atlas) -> None:
        _, step = steps_of(
            "move: One., for: 5s, place: sitting", "stretch: Own, do: Lean.", lasting=40, anatomy=anatomy
        )
        assert step.place is Place.SITTING

    def test_a_place_of_format_2_is_refused_with_what_to_write(self, anatomy: Atlas) -> None:
        problems = problems_of(routine_of("move: Kneel., for: 60s, place: hands-and-knees"), anatomy)
        assert [(one.message, one.hint) for one in problems] == [
            ("`place: hands-and-knees` needs format 2", 'write "backpain: 2" in the first line')
        ]


class TestRepeatGroups:
    def test_its_steps_come_as_often_as_it_says(self, anatomy: Atlas) -> None:
        group = "repeat: 3, steps: [{move: Up., for: 5s}, {move: Down., for: 5s}]"
        steps = steps_of("check: Look., for: 10s", group, "rest: Wait., for: 10s", lasting=50, anatomy=anatomy)
        assert [step.do for step in steps] == ["Look.", "Up.", "Down.", "Up.", "Down.", "Up.", "Down.", "Wait."]

    @pytest.mark.parametrize("times", ["1", "0", "-2", "21", "1000000", "many", "2.5"])
    def test_it_is_done_two_to_twenty_times(self, times: str, anatomy: Atlas) -> None:
        problems = problems_of(routine_of(f"repeat: {times}, steps: [{{move: Up., for: 60s}}]"), anatomy)
        assert any("from 2 to 20" in problem.message for problem in problems)

    def test_a_fault_in_it_is_told_once(self, anatomy: Atlas) -> None:
        problems = problems_of(routine_of("repeat: 20, steps: [{press: psoas-major}]"), anatomy)
        assert len([problem for problem in problems if "never press" in problem.message]) == 1

    def test_a_warning_in_it_is_told_once(self, anatomy: Atlas) -> None:
        floor = "{move: Lie., for: 5s, place: floor}"
        stand = "{move: Stand., for: 5s, place: standing}"
        _, warnings = read(routine_of(f"repeat: 6, steps: [{floor}, {stand}]"), anatomy)
        rise, again = sorted(warnings, key=lambda one: one.column, reverse=True)
        assert "before getting up" in rise.message
        assert "to the floor again" in again.message

    @pytest.mark.parametrize("key", ["title: x", "for: 5s", "move: x", "sides: both"])
    def test_it_takes_no_other_keys(self, key: str, anatomy: Atlas) -> None:
        problems = problems_of(routine_of(f"repeat: 2, {key}, steps: [{{move: Up., for: 30s}}]"), anatomy)
        assert any("is not known in a repeat group" in problem.message for problem in problems)

    def test_two_hundred_steps_are_the_most_however_they_are_written(self, anatomy: Atlas) -> None:
        hundred = "repeat: 20, steps: [" + ", ".join(["{move: x, for: 3s}"] * 5) + "]"
        routine, _ = read(routine_of(hundred, hundred, minutes=10), anatomy)
        assert len(routine.steps) == 200
        problems = problems_of(routine_of(hundred, hundred, "move: x, for: 60s", minutes=11), anatomy)
        assert any("the limit is 200" in problem.hint for problem in problems)


class TestWarnings:
    def test_more_words_than_can_be_read_during_a_step_are_warned_of(self, anatomy: Atlas) -> None:
        wordy = "move: " + "word " * 14 + ", for: 10s"
        _, (warning,) = read(routine_of(wordy, "rest: Breathe., for: 50s"), anatomy)
        assert warning.severity is Severity.WARNING
        assert (warning.line, warning.column) == (7, 12)
        assert "14 words are shown during this step" in warning.message
        assert "in 10 s there is time to read 13" in warning.message

    def test_a_text_that_can_just_be_read_is_not_warned_of(self, anatomy: Atlas) -> None:
        wordy = "move: " + "word " * 13 + ", for: 10s"
        assert read(routine_of(wordy, "rest: Breathe., for: 50s"), anatomy)[1] == []

    def test_what_is_avoided_and_stopped_at_counts_too(self, anatomy: Atlas) -> None:
        wordy = "move: Up and down., for: 10s, avoid: " + "word " * 10 + ", stop: Pain."
        _, (warning,) = read(routine_of(wordy, "rest: Breathe., for: 50s"), anatomy)
        assert "14 words" in warning.message

    def test_texts_of_ours_are_not_for_anybody_else_to_shorten(self, anatomy: Atlas) -> None:
        ours = "{press: gluteus-medius, ready: 5s, find: 5s, hold: 10s, sides: sorer only}"
        _, warnings = read(routine_of(ours.strip("{}"), "rest: Breathe., for: 40s"), anatomy)
        assert not any("words are shown" in warning.message for warning in warnings)

    def test_a_warning_says_so_where_it_is_told(self, anatomy: Atlas) -> None:
        wordy = "move: " + "word " * 14 + ", for: 10s"
        _, (warning,) = read(routine_of(wordy, "rest: Breathe., for: 50s"), anatomy)
        assert warning.lines()[0].startswith("mine.yaml:7:12: warning: ")

    def test_getting_up_from_the_floor_without_a_rest_is_warned_of(self, anatomy: Atlas) -> None:
        _, (warning,) = read(
            routine_of("move: Lie., for: 30s, place: floor", "move: Walk., for: 30s, place: standing"), anatomy
        )
        assert (warning.line, warning.column) == (8, 5)
        assert "sit and wait before getting up" in warning.message
        assert "`rest` of 20 s" in warning.hint

    @pytest.mark.parametrize(("seconds", "warned"), [(19, True), (20, False)])
    def test_a_rest_of_twenty_seconds_off_the_floor_is_enough(self, seconds: int, warned: bool, anatomy: Atlas) -> None:
        text = routine_of(
            "move: Lie., for: 20s, place: floor",
            f"rest: Sit and wait., for: {seconds}s, place: sitting",
            f"move: Walk., for: {40 - seconds}s, place: standing",
        )
        assert bool(read(text, anatomy)[1]) is warned

    def test_a_rest_that_was_put_in_as_the_hint_says_is_enough(self, anatomy: Atlas) -> None:
        text = routine_of(
            "move: Lie., for: 20s, place: floor",
            "rest: Roll to the side and sit and wait., for: 20s",
            "move: Walk., for: 20s, place: standing",
        )
        assert read(text, anatomy)[1] == []

    def test_going_down_to_the_floor_is_not_warned_of(self, anatomy: Atlas) -> None:
        text = routine_of("move: Walk., for: 30s", "move: Lie., for: 30s, place: floor")
        assert read(text, anatomy)[1] == []

    def test_warnings_alone_never_make_a_file_unusable_however_many(self, anatomy: Atlas) -> None:
        wordy = "move: " + "word " * 30 + ", for: 10s"
        _, warnings = read(routine_of(*[wordy] * 114, "rest: Breathe., for: 60s", minutes=20), anatomy)
        assert len([one for one in warnings if "30 words" in one.message]) == 114

    def test_proportions_are_judged_once_nothing_is_wrong(self, anatomy: Atlas) -> None:
        walk, press = "move: Walk., for: 10s", "press: gluteus-medius, sides: left, hold: {}s"
        (fault,) = problems_of(routine_of(walk, press.format(36)), anatomy)
        assert fault.severity is Severity.ERROR
        _, notices = read(routine_of(walk, press.format(35)), anatomy)
        assert [one.severity for one in notices] == [Severity.WARNING] * 3

    def test_a_warning_alone_does_not_make_a_file_unusable(self, anatomy: Atlas) -> None:
        wordy = "move: " + "word " * 14 + ", for: 60s"
        routine, warnings = read(routine_of(wordy.replace("60s", "10s"), "rest: Breathe., for: 50s"), anatomy)
        assert routine.seconds == 60
        assert len(warnings) == 1


class TestTheSum:
    @pytest.mark.parametrize("minutes", [1, 60])
    def test_the_shortest_and_the_longest_routine_are_taken(self, minutes: int, anatomy: Atlas) -> None:
        routine, _ = read(routine_of(f"move: Walk., for: {minutes}m", minutes=minutes), anatomy)
        assert routine.seconds == minutes * 60

    def test_it_names_the_line_of_the_longest_step_even_in_a_group(self, anatomy: Atlas) -> None:
        text = routine_of("move: x, for: 5s", "repeat: 2, steps: [{move: y, for: 30s}]")
        with pytest.raises(InvalidFileError, match=r"5 s too long.*on line 8 \(30 s\)"):
            read(text, anatomy)


def test_a_stretch_in_own_words_takes_nothing_of_ours_but_the_seconds_and_sides(anatomy: Atlas) -> None:
    ours = anatomy.stretches["child-pose"]
    (own,) = steps_of(
        "stretch: Child's Pose, do: Kneel and sit back., place: floor", lasting=5 + ours.hold, anatomy=anatomy
    )
    assert (own.title, own.do, own.place, own.hold) == ("Child's Pose", "Kneel and sit back.", Place.FLOOR, ours.hold)
    assert (own.stretch, own.muscle, own.how, own.feel, own.avoid, own.stop, own.sources) == (None, None, *[""] * 4, ())


def test_a_stretch_under_its_exact_key_keeps_what_stops_it_beside_own_words(anatomy: Atlas) -> None:
    ours = anatomy.stretches["child-pose"]
    (step,) = steps_of("stretch: child-pose, do: Sit back.", lasting=5 + ours.hold, anatomy=anatomy)
    assert (step.do, step.stop, step.place, step.stretch) == ("Sit back.", ours.stop, ours.place, ours)


def test_an_everyday_name_for_a_stretch_of_ours_is_taken_and_said(anatomy: Atlas) -> None:
    ours = anatomy.stretches["child-pose"]
    rest = 60 - 5 - ours.hold
    routine, warnings = read(
        routine_of("move: Walk., for: 20s", "stretch: Child's pose", f"rest: Breathe., for: {rest - 20}s"), anatomy
    )
    assert routine.steps[1].stretch == ours
    assert [(one.severity, one.line) for one in warnings] == [(Severity.WARNING, 8)]
    assert "`Child's pose` is taken as our child pose at a table, sitting" in warnings[0].message


@pytest.mark.parametrize(
    ("do", "title"),
    [
        ("Slide one hand down the side of your thigh, then the other.", "Slide one hand down"),
        ("Breathe: in, then out.", "Breathe"),
        ("Stay", "Stay"),
    ],
)
def test_a_step_without_a_title_is_named_by_its_first_words(do: str, title: str, anatomy: Atlas) -> None:
    for kind in ("check", "move", "rest"):
        (step,) = steps_of(f'{kind}: "{do}", for: 20s', lasting=20, anatomy=anatomy)
        assert step.title == title


def test_a_misspelt_name_and_a_wrong_sum_are_found_at_once(anatomy: Atlas) -> None:
    for old, new in (("gluteus-medius", "gluteus-mediux"), ("figure-four", "figure-for")):
        problems = problems_of(routine_with(old, new).replace("hold: 45s", "hold: 40s"), anatomy)
        assert len(problems) == 2
        assert "5 s too short" in problems[0].message
        assert old in problems[1].hint


def test_a_wrong_time_is_not_added_up(anatomy: Atlas) -> None:
    (problem,) = problems_of(routine_with("hold: 45s", "hold: soon"), anatomy)
    assert "`hold: soon`" in problem.message


FOREIGN = {
    "a page with front matter": "---\ntitle: My back\ntags: [back]\n---\nToday it hurts.\n",
    "JSON of another program": '{"name": "Back", "exercises": [{"reps": 8}]}',
    "JSON of another program, a list": '[{"name": "Back"}, {"name": "Neck"}]',
    "the code of a program": "export default {\n  steps: [],\n};\n",
    "a web page": "<!DOCTYPE html>\n<title>Back</title>\n",
    "YAML of another program": "name: Back\nexercises:\n  - squat\n",
    "a list": "- press: soleus\n- rest: Breathe.\n",
}


@all_cases(("what", "text"), FOREIGN.items(), ids=FOREIGN)
def test_a_file_that_is_no_routine_gets_one_message(what: str, text: str, anatomy: Atlas) -> None:
    (problem,) = problems_of(text, anatomy)
    assert what.partition(",")[0] in problem.message
    assert "`backpain: 2`" in problem.hint
