"""What is on the screen during a step can be read in its time: a third of it, at 230 words a minute."""

from itertools import pairwise

import pytest

from backpain_cli.domain.anatomy.moves import Move
from backpain_cli.domain.anatomy.records import Stretch, TriggerPoint
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.routine.reading_time import reading_seconds, words_in
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.circumstances import CircumstanceAnswer
from backpain_cli.domain.safety.concerned import with_own_cautions
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.library.shipped import load_atlas
from backpain_cli.views.readable_text import readable_texts, words_to_read
from backpain_cli.views.session_text import first_sentence, phase_texts
from tests.adapted import FACT_TABLE, adapted_for

ATLAS = load_atlas()
ROUTINES = {routine.key: routine for routine in load_shipped_routines(ATLAS)}
SHIPPED = [pytest.param(routine, id=key) for key, routine in ROUTINES.items()]
NOTHING_HOLDS = {one.key: CircumstanceAnswer.NO for one in FACT_TABLE.circumstances}
FIND_S, READY_S, STRETCH_S = 10, 10, 30
SHORTEST_MOVE_S = {"go-down": 30, "lie-down-bed": 30}


def words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


@pytest.mark.parametrize("routine", SHIPPED)
def test_no_part_of_a_routine_shows_more_than_there_is_time_to_read(routine: Routine) -> None:
    plan = lay_out(with_own_cautions(adapted_for(routine).routine, NOTHING_HOLDS))
    following: list[Segment | None] = [*plan.segments[1:], None]
    for segment, after in zip(plan.segments, following, strict=True):
        rows = readable_texts(plan, segment)
        seconds = reading_seconds(plan, segment)
        if segment.phase is Phase.READY and seconds < READY_S and after is not None:
            # Only what to do is shown then, and it stays for the next part.
            assert len([row for row in rows if row.style == "strong"]) == 1
            seconds += after.seconds
        assert words_to_read(rows) <= words_in(seconds), (segment.step.title, segment.phase, rows)


@pytest.mark.parametrize("routine", SHIPPED)
def test_while_something_is_done_its_warnings_are_shown_whole(routine: Routine) -> None:
    plan = lay_out(with_own_cautions(adapted_for(routine).routine, NOTHING_HOLDS))
    for segment in plan.segments:
        if segment.phase in {Phase.HOLD, Phase.WORK, Phase.PAUSE} and segment.step.breathing is None:
            shown = {row.text for row in readable_texts(plan, segment)}
            assert {segment.step.stop, segment.step.avoid} - {""} <= shown


@pytest.mark.parametrize("routine", SHIPPED)
def test_what_a_person_has_is_shown_however_long_it_is(routine: Routine) -> None:
    plan = lay_out(with_own_cautions(routine, None))
    concerned = [segment for segment in plan.segments if segment.phase is Phase.HOLD]
    for segment in concerned:
        assert segment.step.avoid in {"", *(row.text for row in readable_texts(plan, segment))}


@pytest.mark.parametrize("routine", SHIPPED)
def test_how_hard_it_should_feel_is_shown_in_every_press(routine: Routine) -> None:
    plan = lay_out(with_own_cautions(adapted_for(routine).routine, NOTHING_HOLDS))
    for segment in plan.segments:
        if segment.step.traits.presses and segment.phase is Phase.HOLD:
            assert segment.step.feel in {row.text for row in readable_texts(plan, segment)}


@pytest.mark.parametrize("routine", SHIPPED)
def test_the_place_is_in_large_while_it_is_looked_for(routine: Routine) -> None:
    plan = lay_out(routine)
    for before, segment in pairwise(plan.segments):
        if segment.phase is Phase.FIND:
            assert readable_texts(plan, segment)[0].text == first_sentence(segment.step.where)
            assert before.phase is not Phase.READY or readable_texts(plan, before)[0].text == segment.step.do


POINTS = [
    pytest.param(point, id=point.key)
    for muscle in ATLAS.muscles.values()
    for point in muscle.points
    if point.technique is not None
]


@pytest.mark.parametrize("point", POINTS)
def test_every_point_can_be_found_and_pressed_by_what_can_be_read(point: TriggerPoint) -> None:
    technique = point.technique
    assert technique is not None
    assert words(first_sentence(point.where)) <= words_in(FIND_S)
    shown = words(technique.do, technique.feel, technique.stop, technique.avoid)
    assert shown <= words_in(technique.hold)


@pytest.mark.parametrize("stretch", [pytest.param(one, id=one.key) for one in ATLAS.stretches.values()])
def test_every_stretch_can_be_held_by_what_can_be_read(stretch: Stretch) -> None:
    needed = words(stretch.do, stretch.stop, stretch.avoid)
    assert needed <= words_in(min(stretch.hold, STRETCH_S))
    assert words(stretch.do) <= words_in(READY_S)


@pytest.mark.parametrize("move", [pytest.param(one, id=one.key) for one in ATLAS.moves.values()])
def test_every_move_can_be_begun_by_what_can_be_read(move: Move) -> None:
    shortest = SHORTEST_MOVE_S.get(move.key, 20)
    assert words(move.first_sentence, move.stop, move.avoid) <= words_in(shortest)
    for level in move.levels:
        assert words(move.first_sentence, level.text) <= words_in(READY_S)


def test_in_the_seconds_of_getting_ready_nothing_but_what_to_do_is_shown() -> None:
    plan = lay_out(ROUTINES["whole-back"])
    ready = next(one for one in plan.segments if one.step.traits.presses and one.phase is Phase.READY)
    labels = {row.label for row in phase_texts(plan, ready)} - {row.label for row in readable_texts(plan, ready)}
    assert {"how", "avoid"} <= labels
