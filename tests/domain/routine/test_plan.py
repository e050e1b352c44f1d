"""The layout of a routine in time."""

from dataclasses import FrozenInstanceError, replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.plan_changes import with_hold
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import cue_sheet
from tests.cases import all_cases
from tests.plans import (
    fifteen_minutes,
    plan,
    press,
    rest,
    routine,
    routines,
    small_plan,
    sorer_sides,
    step,
    stretch,
)


def sides_of(laid_out: Plan, phase: Phase = Phase.HOLD) -> list[Side]:
    return [segment.side for segment in laid_out.segments if segment.phase is phase and segment.step.is_hold]


class TestTheSum:
    def test_a_routine_whose_steps_do_not_fill_its_minutes_cannot_be_constructed(self) -> None:
        right = routine(rest(60))
        for seconds in (59, 61, 120):
            with pytest.raises(ValueError, match=f"last {seconds} s"):
                replace(right, steps=(rest(seconds),))

    def test_a_plan_whose_segments_end_too_early_or_too_late_cannot_be_constructed(self) -> None:
        right = small_plan()
        last = right.segments[-1]
        for seconds in (last.seconds - 1, last.seconds + 1):
            with pytest.raises(ValueError, match="were promised"):
                replace(right, segments=(*right.segments[:-1], last._replace(seconds=seconds)))

    def test_a_plan_that_hides_added_time_cannot_be_constructed(self) -> None:
        longer = with_hold(small_plan(), 3, 25)
        with pytest.raises(ValueError, match="were promised"):
            replace(longer, added=0)

    @all_cases("moved", [-1, 1])
    @all_cases("index", range(len(small_plan().segments)))
    def test_a_gap_and_an_overlap_are_refused_wherever_they_are(self, index: int, moved: int) -> None:
        right = small_plan()
        segments = list(right.segments)
        segments[index] = segments[index]._replace(start=segments[index].start + moved)
        with pytest.raises(ValueError, match="is due"):
            replace(right, segments=tuple(segments))

    @pytest.mark.parametrize("seconds", [0, -5])
    def test_a_segment_of_no_time_is_refused(self, seconds: int) -> None:
        right = small_plan()
        first = right.segments[0]._replace(seconds=seconds)
        with pytest.raises(ValueError, match=f"for {seconds} s"):
            replace(right, segments=(first, *right.segments[1:]))

    def test_segments_in_another_order_are_refused(self) -> None:
        right = small_plan()
        with pytest.raises(ValueError, match="is due"):
            replace(right, segments=right.segments[::-1])

    def test_fifteen_minutes_are_nine_hundred_seconds(self) -> None:
        assert fifteen_minutes().seconds == 900

    @given(routines(), sorer_sides())
    def test_every_routine_fills_its_minutes_to_the_second(self, drawn: Routine, sorer: Side | None) -> None:
        laid_out = lay_out(drawn, sorer=sorer)
        assert laid_out.seconds == drawn.minutes * 60
        assert sum(segment.seconds for segment in laid_out.segments) == drawn.seconds
        assert laid_out.added == 0

    @given(routines())
    def test_each_step_lasts_in_the_plan_as_long_as_it_says(self, drawn: Routine) -> None:
        laid_out = lay_out(drawn)
        for number, one in enumerate(drawn.steps, start=1):
            assert laid_out.end_of_step(number) - laid_out.start_of_step(number) == one.seconds

    @given(routines(), sorer_sides())
    def test_every_step_comes_in_its_order_with_a_hold_for_each_turn(self, drawn: Routine, sorer: Side | None) -> None:
        segments = lay_out(drawn, sorer=sorer).segments
        by_step = [(number, list(some)) for number, some in groupby(segments, key=lambda one: one.step_number)]
        assert [number for number, _ in by_step] == list(range(1, len(drawn.steps) + 1))
        for number, some in by_step:
            step = drawn.steps[number - 1]
            assert all(segment.step is step for segment in some)
            assert [segment.seconds for segment in some if segment.phase is Phase.HOLD] == [step.hold] * step.turns
            assert some[-1].phase is Phase.HOLD

    @given(routines(), sorer_sides())
    def test_the_sorer_side_changes_no_time(self, drawn: Routine, sorer: Side | None) -> None:
        times = [(segment.start, segment.seconds, segment.phase) for segment in lay_out(drawn).segments]
        known = [(segment.start, segment.seconds, segment.phase) for segment in lay_out(drawn, sorer=sorer).segments]
        assert times == known

    def test_all_times_are_whole_numbers(self) -> None:
        held = with_hold(fifteen_minutes(), 4, 65)
        for segment in held.segments:
            assert {type(segment.start), type(segment.seconds), type(segment.end)} == {int}
        assert {type(cue.at) for cue in cue_sheet(held)} == {int}

    def test_a_plan_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            small_plan().added = 5  # type: ignore[misc]


class TestSides:
    @all_cases(
        ("sides", "sorer", "expected"),
        [
            (StepSides.BOTH, None, [Side.LEFT, Side.RIGHT]),
            (StepSides.BOTH, Side.LEFT, [Side.LEFT, Side.RIGHT]),
            (StepSides.BOTH, Side.RIGHT, [Side.LEFT, Side.RIGHT]),
            (StepSides.LEFT, None, [Side.LEFT]),
            (StepSides.LEFT, Side.LEFT, [Side.LEFT]),
            (StepSides.LEFT, Side.RIGHT, [Side.LEFT]),
            (StepSides.RIGHT, None, [Side.RIGHT]),
            (StepSides.RIGHT, Side.LEFT, [Side.RIGHT]),
            (StepSides.RIGHT, Side.RIGHT, [Side.RIGHT]),
            (StepSides.EASIER_FIRST, None, [Side.EASIER, Side.SORER]),
            (StepSides.EASIER_FIRST, Side.LEFT, [Side.RIGHT, Side.LEFT]),
            (StepSides.EASIER_FIRST, Side.RIGHT, [Side.LEFT, Side.RIGHT]),
            (StepSides.SORER_ONLY, None, [Side.SORER]),
            (StepSides.SORER_ONLY, Side.LEFT, [Side.LEFT]),
            (StepSides.SORER_ONLY, Side.RIGHT, [Side.RIGHT]),
            (StepSides.NONE, None, [Side.NONE]),
            (StepSides.NONE, Side.LEFT, [Side.NONE]),
            (StepSides.NONE, Side.RIGHT, [Side.NONE]),
        ],
    )
    def test_the_sides_come_in_the_order_that_was_asked_for(
        self, sides: StepSides, sorer: Side | None, expected: list[Side]
    ) -> None:
        laid_out = plan(press(sides=sides), sorer=sorer)
        assert sides_of(laid_out) == expected
        assert sides_of(laid_out, Phase.FIND) == expected
        assert sides_of(laid_out, Phase.READY) == expected[:1]
        assert sides_of(laid_out, Phase.CHANGE) == expected[1:]

    @pytest.mark.parametrize("sides", StepSides)
    def test_both_sides_are_held_equally_long(self, sides: StepSides) -> None:
        held = [segment.seconds for segment in plan(press(sides=sides)).segments if segment.phase is Phase.HOLD][:-1]
        assert len(set(held)) == 1

    def test_a_change_names_the_side_that_comes_next(self) -> None:
        laid_out = small_plan()
        (change,) = (index for index, segment in enumerate(laid_out.segments) if segment.phase is Phase.CHANGE)
        assert laid_out.segments[change].side is Side.RIGHT
        assert [cue.text for cue in cue_sheet(laid_out).by_segment[change]] == ["Change to your right."]

    @pytest.mark.parametrize("kind", [StepKind.CHECK, StepKind.MOVE, StepKind.REST])
    def test_what_is_no_press_or_stretch_has_no_side(self, kind: StepKind) -> None:
        laid_out = plan(step(kind, hold=60, cap=60), sorer=Side.LEFT)
        assert [segment.side for segment in laid_out.segments] == [Side.NONE]


class TestPhases:
    def test_a_press_is_got_ready_for_found_and_held_on_each_side(self) -> None:
        laid_out = plan(press(sides=StepSides.BOTH))
        assert [(segment.phase, segment.seconds) for segment in laid_out.segments if segment.step_number == 1] == [
            (Phase.READY, 5),
            (Phase.FIND, 10),
            (Phase.HOLD, 60),
            (Phase.CHANGE, 5),
            (Phase.FIND, 10),
            (Phase.HOLD, 60),
        ]

    def test_a_stretch_has_nothing_to_find(self) -> None:
        laid_out = plan(stretch(sides=StepSides.BOTH))
        phases = [segment.phase for segment in laid_out.segments if segment.step_number == 1]
        assert phases == [Phase.READY, Phase.HOLD, Phase.CHANGE, Phase.HOLD]

    def test_one_side_alone_has_no_change(self) -> None:
        laid_out = plan(press(sides=StepSides.SORER_ONLY))
        phases = [segment.phase for segment in laid_out.segments if segment.step_number == 1]
        assert phases == [Phase.READY, Phase.FIND, Phase.HOLD]

    @pytest.mark.parametrize("kind", [StepKind.CHECK, StepKind.MOVE, StepKind.REST])
    def test_a_check_a_move_and_a_rest_are_one_piece(self, kind: StepKind) -> None:
        laid_out = plan(step(kind, hold=60, cap=60))
        assert [(segment.phase, segment.seconds) for segment in laid_out.segments] == [(Phase.HOLD, 60)]

    def test_phases_without_time_leave_no_segment(self) -> None:
        laid_out = plan(step(sides=StepSides.BOTH, hold=30))
        assert [(segment.phase, segment.side) for segment in laid_out.segments] == [
            (Phase.HOLD, Side.LEFT),
            (Phase.HOLD, Side.RIGHT),
        ]

    def test_the_steps_are_counted_from_one_in_their_order(self) -> None:
        laid_out = small_plan()
        assert laid_out.steps == 4
        assert [segment.step_number for segment in laid_out.segments] == [1, 2, 2, 2, 3, 3, 3, 3, 4]
        assert [laid_out.start_of_step(number) for number in range(1, 5)] == [0, 20, 55, 105]
        assert [laid_out.end_of_step(number) for number in range(1, 5)] == [20, 55, 105, 120]

    @pytest.mark.parametrize("number", [-1, 0, 5, 99])
    def test_a_step_that_there_is_not_has_no_start_and_no_end(self, number: int) -> None:
        with pytest.raises(ValueError, match=f"no step {number}; there are 4"):
            small_plan().start_of_step(number)
        with pytest.raises(ValueError, match=f"no step {number}; there are 4"):
            small_plan().end_of_step(number)


class TestIndexAt:
    def test_a_border_belongs_to_what_begins_there(self) -> None:
        laid_out = small_plan()
        for index, segment in enumerate(laid_out.segments):
            assert laid_out.index_at(segment.start) == index
            assert laid_out.index_at(segment.end - 1) == index

    def test_the_very_end_belongs_to_the_last_segment(self) -> None:
        laid_out = small_plan()
        assert laid_out.index_at(120) == laid_out.index_at(121) == len(laid_out.segments) - 1

    @given(routines(), st.data())
    def test_each_second_lies_inside_its_segment(self, drawn: Routine, data: st.DataObject) -> None:
        laid_out = lay_out(drawn)
        second = data.draw(st.integers(0, laid_out.seconds - 1))
        segment = laid_out.segments[laid_out.index_at(second)]
        assert segment.start <= second < segment.end


class TestWithHold:
    def test_what_comes_before_stays_and_all_that_follows_moves(self) -> None:
        before = small_plan()
        after = with_hold(before, 3, 25)
        assert after.segments[:3] == before.segments[:3]
        assert after.segments[3].seconds == 25
        for old, new in zip(before.segments[4:], after.segments[4:], strict=True):
            assert (new.start, new.seconds) == (old.start + 5, old.seconds)
        for old_cues, new_cues in zip(cue_sheet(before).by_segment[4:], cue_sheet(after).by_segment[4:], strict=True):
            assert new_cues == tuple(cue._replace(at=cue.at + 5) for cue in old_cues)

    def test_the_cues_of_a_longer_hold_are_where_they_belong(self) -> None:
        assert kinds_at(with_hold(small_plan(), 3, 31), 3) == [
            (CueKind.HOLD, 0),
            (CueKind.NEXT, 22),
            (CueKind.EASE_OFF, 26),
            (CueKind.COUNT, 28),
            (CueKind.COUNT, 29),
            (CueKind.COUNT, 30),
        ]

    @given(routines(), st.data())
    def test_a_changed_plan_adds_up_and_the_cues_of_all_other_steps_stay_where_they_were(
        self, drawn: Routine, data: st.DataObject
    ) -> None:
        before = lay_out(drawn)
        holds = [number for number, segment in enumerate(before.segments) if segment.phase is Phase.HOLD]
        index = data.draw(st.sampled_from(holds))
        after = with_hold(before, index, data.draw(st.integers(1, 120)))
        assert after.seconds == drawn.seconds + after.added
        assert_cues_lie_in_their_segments_in_order(after)
        cues_before, cues_after = cue_sheet(before).by_segment, cue_sheet(after).by_segment
        changed = after.segments[index].step_number
        for number, segment in enumerate(after.segments):
            # The step before announces the changed one, with more words where that has less time for them.
            if segment.step_number not in {changed - 1, changed}:
                old = [(cue.kind, cue.at - before.segments[number].start) for cue in cues_before[number]]
                assert [(cue.kind, cue.at - segment.start) for cue in cues_after[number]] == old


def assert_cues_lie_in_their_segments_in_order(laid_out: Plan) -> None:
    sheet = cue_sheet(laid_out)
    for segment, cues in zip(laid_out.segments, sheet.by_segment, strict=True):
        assert all(segment.start <= cue.at < segment.end for cue in cues if cue.kind is not CueKind.END)
    assert all(one.at <= other.at for one, other in pairwise(sheet))


def kinds_at(laid_out: Plan, index: int) -> list[tuple[CueKind, int]]:
    return [(cue.kind, cue.at - laid_out.segments[index].start) for cue in cue_sheet(laid_out).by_segment[index]]


class TestCues:
    @given(routines(), sorer_sides())
    def test_cues_lie_inside_their_segment_and_in_order(self, drawn: Routine, sorer: Side | None) -> None:
        assert_cues_lie_in_their_segments_in_order(lay_out(drawn, sorer=sorer))

    @given(routines())
    def test_each_step_is_introduced_once_on_its_first_second(self, drawn: Routine) -> None:
        laid_out = lay_out(drawn)
        introduced = [cue.at for cue in cue_sheet(laid_out) if cue.kind is CueKind.START]
        assert introduced == [laid_out.start_of_step(number) for number in range(1, laid_out.steps + 1)]

    @given(routines())
    def test_the_end_is_told_once_and_on_the_last_second_of_all(self, drawn: Routine) -> None:
        laid_out = lay_out(drawn)
        *others, last = cue_sheet(laid_out)
        assert (last.at, last.kind) == (laid_out.seconds, CueKind.END)
        assert CueKind.END not in {cue.kind for cue in others}

    @pytest.mark.parametrize(
        ("hold", "halved", "eased"), [(19, False, False), (20, False, True), (40, False, True), (41, True, True)]
    )
    def test_a_hold_is_halved_above_forty_seconds_and_eased_off_from_twenty(
        self, hold: int, halved: bool, eased: bool
    ) -> None:
        told = {cue.kind for cue in cue_sheet(plan(press(sides=StepSides.NONE, hold=hold))).by_segment[2]}
        assert (CueKind.HALF in told, CueKind.EASE_OFF in told) == (halved, eased)

    def test_a_whole_small_plan_is_told_like_this(self) -> None:
        def counts(start: int) -> list[tuple[int, str, str]]:
            return [(start + number, "count", text) for number, text in enumerate(("Three.", "Two.", "One."))]

        assert [(cue.at, str(cue.kind), cue.text) for cue in cue_sheet(small_plan())] == [
            (0, "start", "Check. Bend forward slowly, only as far as is comfortable."),
            (
                7,
                "next",
                "Next: Gluteus medius, your left. Lean the side of your hip on the ball. Stand sideways to the wall, "
                "feet a step away.",
            ),
            *counts(17),
            (20, "start", "Gluteus medius, your left."),
            (
                25,
                "find",
                "Find the place. Below the rim of the pelvis, at the trouser seam. Avoid: Keep off the bony knob of "
                "the hip.",
            ),
            (35, "hold", "Hold, twenty seconds. Pressure four to six out of ten. Stop at: Stop when it tingles."),
            (46, "next", "Next: Figure four, your left. Lie on your back."),
            (50, "ease off", "Ease off in five."),
            *counts(52),
            (55, "start", "Figure four, your left. Lay the ankle on the other knee."),
            (
                60,
                "hold",
                "Hold, twenty seconds. Your left is the buttock of the crossed leg. Stop at: Stop when the knee hurts.",
            ),
            (75, "ease off", "Ease out in five."),
            *counts(77),
            (80, "change", "Change to your right."),
            (85, "hold", "Hold, twenty seconds."),
            (99, "next", "Next: Rest."),
            (100, "ease off", "Ease out in five."),
            *counts(102),
            (105, "start", "Rest. Breathe slowly."),
            (120, "end", "That is the end."),
        ]
