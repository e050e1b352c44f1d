"""What is said, and whether there is time to say it."""

from itertools import pairwise

import pytest
from hypothesis import given

from backpain_cli.audio.tones import TONES
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.views.session_text import phase_texts
from backpain_cli.wording.cue_kinds import CueKind, is_pace
from backpain_cli.wording.cues import Cue, cue_sheet
from backpain_cli.wording.phrases import side_phrase
from backpain_cli.wording.speech_text import seconds_to_say, sentences, speakable_text
from tests.counted import counted_at, counted_plan
from tests.plans import LONGEST_TEXT, check, longest_press, plan, press, rest, routines, sorer_sides, step, stretch
from tests.sheets import EVERY_SHIPPED, shipped


def cues_of(laid_out: Plan, index: int) -> tuple[Cue, ...]:
    """Return the cues of the segment of that index (from 0)."""
    return cue_sheet(laid_out).by_segment[index]


def assert_each_cue_can_be_said_in_its_time(laid_out: Plan) -> None:
    spoken = [cue for cue in cue_sheet(laid_out) if cue.text]
    for cue, later in pairwise(spoken):
        assert seconds_to_say(cue.text) <= later.at - cue.at, cue


def assert_each_turn_is_announced_with_its_side(laid_out: Plan) -> None:
    side_told = None
    for segment, cues in zip(laid_out.segments, cue_sheet(laid_out).by_segment, strict=True):
        text = " ".join(cue.text for cue in cues)
        opens = segment.start == laid_out.start_of_step(segment.step_number)
        if opens:
            assert speakable_text(segment.step.title).rstrip(".").casefold() in text.casefold()
        if side_phrase(segment.side) and (opens or segment.side is not side_told):
            assert side_phrase(segment.side) in text.lower()
        side_told = segment.side


@pytest.mark.parametrize("sorer", [None, Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_each_cue_of_a_shipped_routine_can_be_said_before_the_next(
    anatomy: Atlas, key: str, sorer: Side | None
) -> None:
    laid_out = lay_out(shipped(key, anatomy), sorer=sorer)
    assert_each_cue_can_be_said_in_its_time(laid_out)
    assert_each_turn_is_announced_with_its_side(laid_out)


@given(routines(), sorer_sides())
def test_each_cue_of_any_routine_can_be_said_before_the_next(drawn: Routine, sorer: Side | None) -> None:
    laid_out = lay_out(drawn, sorer=sorer)
    assert_each_cue_can_be_said_in_its_time(laid_out)
    assert_each_turn_is_announced_with_its_side(laid_out)


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_in_each_step_that_holds_one_thing_to_avoid_and_one_sign_to_stop_at_are_said(anatomy: Atlas, key: str) -> None:
    laid_out = lay_out(shipped(key, anatomy))
    by_segment = cue_sheet(laid_out).by_segment
    for number, one in enumerate(laid_out.routine.steps, start=1):
        said = " ".join(
            cue.text
            for part, cues in zip(laid_out.segments, by_segment, strict=True)
            if part.step_number == number
            for cue in cues
        )
        if one.is_hold:
            for text in (one.avoid, one.stop):
                assert said.count(sentences(speakable_text(text))[0]) == 1, one.title


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_in_a_hold_posture_and_place_are_settled(anatomy: Atlas, key: str) -> None:
    laid_out = lay_out(shipped(key, anatomy))
    for segment, cues in zip(laid_out.segments, cue_sheet(laid_out).by_segment, strict=True):
        if segment.phase is Phase.HOLD and segment.step.is_hold:
            said = " ".join(cue.text for cue in cues if cue.kind is not CueKind.NEXT)
            for text in (segment.step.do, segment.step.where, segment.step.how):
                assert not any(part in said for part in sentences(speakable_text(text))), (segment.step.title, text)


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_a_place_is_always_said_before_it_is_pressed(anatomy: Atlas, key: str) -> None:
    laid_out = lay_out(shipped(key, anatomy), sorer=Side.LEFT)
    cues = [cue for group in cue_sheet(laid_out).by_segment for cue in group]
    for number, one in enumerate(laid_out.routine.steps, start=1):
        if one.where:
            start = laid_out.start_of_step(number)
            before = " ".join(cue.text for cue in cues if start <= cue.at < start + one.ready + one.find)
            assert sentences(speakable_text(one.where))[0] in before, one.title


@given(routines(), sorer_sides())
def test_half_time_comes_only_in_what_is_longer_than_forty_seconds(drawn: Routine, sorer: Side | None) -> None:
    laid_out = lay_out(drawn, sorer=sorer)
    for segment, cues in zip(laid_out.segments, cue_sheet(laid_out).by_segment, strict=True):
        assert segment.seconds > 40 or CueKind.HALF not in {cue.kind for cue in cues}


def test_every_cue_is_whole_sentences_without_brackets(anatomy: Atlas) -> None:
    for routine in load_shipped_routines(anatomy):
        for cue in cue_sheet(lay_out(routine, sorer=Side.LEFT)):
            assert not set("()[]{}<>") & set(cue.text)
            assert not cue.text or cue.text[-1] in ".!?"
            assert cue.text == cue.text.strip()


@given(routines())
def test_of_no_second_two_things_are_told(drawn: Routine) -> None:
    seconds = [cue.at for cue in cue_sheet(lay_out(drawn))]
    assert len(seconds) == len(set(seconds))


def test_a_step_without_time_to_get_ready_says_all_in_one() -> None:
    laid_out = plan(press(sides=StepSides.LEFT)._replace(ready=0))
    assert [(cue.kind, cue.text) for cue in cues_of(laid_out, 0)] == [
        (
            CueKind.START,
            "Gluteus medius, your left. Find the place. Below the rim of the pelvis, at the trouser seam.",
        )
    ]  # fmt: skip


def test_the_second_side_is_named_even_where_there_is_no_time_to_change() -> None:
    laid_out = plan(stretch(sides=StepSides.BOTH)._replace(change=0))
    assert cues_of(laid_out, 2)[0].text.startswith("Hold your right, thirty seconds.")


def test_a_finding_that_would_interrupt_the_name_is_only_sounded() -> None:
    hurried = plan(press(sides=StepSides.SORER_ONLY)._replace(ready=1, find=4, hold=30))
    start, find = cues_of(hurried, 0)[0], cues_of(hurried, 1)[0]
    assert start.text == "Gluteus medius, your sorer side."
    assert (find.kind, find.text) == (CueKind.FIND, "")


def test_a_long_text_that_there_is_no_time_for_is_left_out_and_the_name_stays() -> None:
    laid_out = plan(longest_press()._replace(title="Gluteus medius"))
    told = [cue.text for cue in cue_sheet(laid_out)]
    assert told[:2] == ["Gluteus medius, your left. Get into place.", "Find the place."]
    assert not any(LONGEST_TEXT in text for text in told)
    assert_each_cue_can_be_said_in_its_time(laid_out)


def test_what_comes_next_is_said_with_what_to_do_and_how_where_its_own_start_has_no_time_for_that() -> None:
    laid_out = plan(press(sides=StepSides.LEFT), stretch(sides=StepSides.LEFT)._replace(ready=2))
    (told,) = (cue.text for cue in cues_of(laid_out, 2) if cue.kind is CueKind.NEXT)
    assert told == "Next: Figure four, your left. Lay the ankle on the other knee. Lie on your back."


def test_what_the_next_start_says_itself_is_not_said_before_it() -> None:
    laid_out = plan(press(sides=StepSides.LEFT), stretch(sides=StepSides.LEFT)._replace(ready=10))
    (told,) = (cue.text for cue in cues_of(laid_out, 2) if cue.kind is CueKind.NEXT)
    assert told == "Next: Figure four, your left."
    assert cues_of(laid_out, 3)[0].text == (
        "Figure four, your left. Lay the ankle on the other knee. Lie on your back. "
        "Your left is the buttock of the crossed leg."
    )


def test_a_warning_of_this_step_comes_before_how_the_next_one_is_done() -> None:
    warned = press(sides=StepSides.LEFT)._replace(
        hold=30,
        avoid="Keep off the bony knob" + ", and off the bone beside it" * 2 + ".",
        stop="Stop at a sharp pain" + ", or at a tingling one" * 4 + ".",
    )
    laid_out = plan(warned, stretch(sides=StepSides.LEFT)._replace(ready=2))
    told = [cue.text for cue in cues_of(laid_out, 2)]
    assert any(warned.stop in text for text in told)
    assert "Next: Figure four, your left." in told


def test_what_is_cut_short_says_where_before_it_says_find() -> None:
    twenty_five = "Low on the back, " + "a finger-width out, " * 4 + "well off the spine."
    (_, find, *_) = cue_sheet(plan(press(sides=StepSides.LEFT)._replace(where=twenty_five)))
    assert find.text == twenty_five


def test_the_place_of_every_point_can_be_said_while_it_is_found(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for point in muscle.points:
            if point.technique is not None:
                first = sentences(speakable_text(point.where))[0]
                assert seconds_to_say(first) <= point.technique.find, point.key


@pytest.mark.parametrize("sorer", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_before_a_hold_begins_it_was_heard_what_to_do_and_how_to_place_the_body(
    anatomy: Atlas, key: str, sorer: Side
) -> None:
    laid_out = lay_out(shipped(key, anatomy), sorer=sorer)
    cues = list(cue_sheet(laid_out))
    for number, one in enumerate(laid_out.routine.steps, start=1):
        if not one.is_hold:
            continue
        begins = laid_out.start_of_step(number) + one.ready + one.find
        # What comes next is said in the last part of the step before.
        said = [cue for cue in cues if begins - 45 <= cue.at and cue.at + seconds_to_say(cue.text) <= begins]
        heard_before = " ".join(cue.text for cue in said)
        assert speakable_text(one.title) in heard_before
        assert all(sentence in heard_before for sentence in sentences(speakable_text(one.do))), one.title
        # The first sentence is the posture; the others refine it.
        assert sentences(speakable_text(one.how))[0] in heard_before, one.title


def test_a_press_is_eased_off_and_a_stretch_eased_out_of_and_a_rest_left_in_peace() -> None:
    def kinds(index: int) -> list[str]:
        return [cue.text for cue in cues_of(laid_out, index) if cue.kind in {CueKind.EASE_OFF, CueKind.COUNT}]

    laid_out = plan(press(sides=StepSides.LEFT), stretch(sides=StepSides.LEFT), check(), rest(60))
    assert kinds(2) == ["Ease off in five.", "Three.", "Two.", "One."]
    assert kinds(4) == ["Ease out in five.", "Three.", "Two.", "One."]
    assert kinds(5) == ["Three.", "Two.", "One."]
    assert kinds(6) == []
    assert CueKind.HALF not in {cue.kind for cue in cues_of(laid_out, 6)}


def test_one_single_pressure_is_said_as_one() -> None:
    even = plan(press(sides=StepSides.LEFT)._replace(pressure=(4, 4)))
    assert cues_of(even, 2)[0].text.startswith("Hold, sixty seconds. Pressure four out of ten.")


@pytest.mark.parametrize(
    ("do", "how", "told"),
    [
        ("lean on the ball", "", "Go. Lean on the ball."),
        ("Lean on the ball.", "stand sideways", "Go. Lean on the ball. Stand sideways."),
        ("Does it hurt?", "Stop!", "Go. Does it hurt? Stop!"),
    ],
)
def test_what_is_said_ends_where_the_text_of_a_routine_does_not(do: str, how: str, told: str) -> None:
    laid_out = plan(step(StepKind.MOVE, title="go", do=do, how=how, hold=60, cap=60))
    assert cues_of(laid_out, 0)[0].text == told


def test_a_stretch_that_differs_by_side_says_for_each_side_what_to_do(anatomy: Atlas) -> None:
    neck = next(one for one in load_shipped_routines(anatomy) if one.key == "neck")
    laid_out = lay_out(neck)
    number = next(one.step_number for one in laid_out.segments if one.step.title == "Chin to armpit stretch")
    by_side = {
        Side.LEFT: "Turn right, chin towards the right armpit.",
        Side.RIGHT: "Turn left, chin towards the left armpit.",
    }
    said: dict[Side, str] = {Side.LEFT: "", Side.RIGHT: ""}
    for segment, cues in zip(laid_out.segments, cue_sheet(laid_out).by_segment, strict=True):
        text = " ".join(cue.text for cue in cues)
        if segment.step_number == number:
            said[segment.side] += text
            assert by_side[segment.side] in {row.text for row in phase_texts(laid_out, segment)}
        elif segment.step_number == number - 1:
            said[Side.LEFT] += text  # what the first side needs comes before the step
    for side, words in by_side.items():
        others = set(by_side.values()) - {words}
        assert words in said[side]
        assert not any(other in said[side] for other in others)


def _texts(title: str, phase: Phase, number: int = 0) -> list[str]:
    """Return what is said in the segment of that number (from 0) among those of that step and phase."""
    session = counted_at(title, phase, number=number)
    cues = cue_sheet(session.plan).by_segment[session.segment_index]
    return [cue.text for cue in cues if cue.text]


class TestCountedWork:
    def test_each_cue_can_be_said_before_the_next(self) -> None:
        for sorer in (None, Side.LEFT, Side.RIGHT):
            laid_out = lay_out(counted_plan().routine, sorer=sorer)
            assert_each_cue_can_be_said_in_its_time(laid_out)
            assert_each_turn_is_announced_with_its_side(laid_out)

    def test_it_is_said_how_often_and_how_fast_and_how_many_are_left(self) -> None:
        said = _texts("Bridge", Phase.WORK)
        assert said[0].startswith("Eight times. Three seconds up, three down.")
        assert said.count("Four more.") == said.count("Last one.") == 1
        assert said.index("Four more.") < said.index("Last one.")

    def test_a_tone_comes_with_each_part_and_the_way_back_has_a_lower_one(self) -> None:
        session = counted_at("Bridge", Phase.WORK)
        cues = cue_sheet(session.plan).by_segment[session.segment_index]
        beats = [cue.kind for cue in cues if (cue.at - session.segment.start) % 3 == 0]
        up, down = CueKind.BEAT, CueKind.BEAT_BACK
        assert beats == [CueKind.HOLD, down] + [up, down] * 7
        assert TONES[up][0].hertz > TONES[down][0].hertz

    def test_sides_in_turn_say_which_comes_first(self) -> None:
        assert "Three times each side, in turn, your left first." in _texts("Bird dog", Phase.WORK)[0]
        assert "Last one on each side." in _texts("Bird dog", Phase.WORK)

    def test_a_series_holds_and_lets_go(self) -> None:
        assert _texts("Side plank", Phase.HOLD)[0].startswith("Twice, eight seconds. Hold.")
        assert _texts("Side plank", Phase.PAUSE) == ["Let go."]
        assert _texts("Side plank", Phase.HOLD, 1)[0].startswith("Last one. Hold.")

    def test_a_rest_says_which_round_comes_and_on_which_side(self) -> None:
        assert _texts("Clamshell", Phase.REST) == ["Rest. Your left is next, round two of two."]

    def test_breathing_is_called_out_softly(self) -> None:
        said = _texts("Slow breathing", Phase.HOLD)
        assert said[:5] == [
            "Slow breathing. In four, hold seven, out eight.",
            "Hold it.", "Breathe out, softly.", "Breathe in.", "Hold it.",
        ]  # fmt: skip
        assert "Last breath. Breathe in." in said
        assert said[-1].startswith("Next:")

    def test_what_a_tone_says_as_well_is_a_beat_or_its_word(self) -> None:
        assert is_pace(CueKind.BEAT, "")
        assert is_pace(CueKind.BEAT_BACK, "Down.")
        assert is_pace(CueKind.BEAT, "Your left.")
        assert not is_pace(CueKind.BEAT, "Last one.")
        assert not is_pace(CueKind.HOLD, "")
