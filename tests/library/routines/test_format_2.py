"""What a file of format 2 means: the seconds of each feature, and what is said of each mistake."""

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.doses import BreathingPattern
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.routine.steps import Step, StepKind, StepSides
from backpain_cli.domain.terms import Place
from tests.files import problems_of, read, routine_2_of, routine_of

_FIRST = "check: Look ahead., for: 20s"


def _steps(*written: str, anatomy: Atlas) -> tuple[Step, ...]:
    # What is left of ten minutes is taken by several rests, so that the last one is never too long.
    for count in range(6):
        rests = [f"rest: Rest {number}., for: 100s" for number in range(count)]
        text = routine_2_of(_FIRST, *written, *rests, "rest: S., for: rest of the time", minutes="10")
        if not problems_of(text, anatomy):
            break
    routine, _ = read(text, anatomy)
    return routine.steps[1 : 1 + len(written)]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ('strengthen: bridge, reps: 8, pace: "3s up, 3s down"', 10 + 48),
        ("strengthen: bridge, reps: 8-12", 10 + 48),
        ("strengthen: bridge", 10 + 36),
        ('strengthen: clamshell, reps: 6, pace: "2s up, 2s down", sides: both', 10 + 24 + 5 + 24),
        ('strengthen: heel-slides, reps: 4, pace: "2s out, 2s back", sides: alternate', 10 + 32),
        ('strengthen: Lift it., reps: 8, pace: "2s up, 2s down", rounds: 3, round-rest: 30s', 10 + 96 + 60),
        ("strengthen: Lift it., reps: 8", 10 + 32),
        ("strengthen: side-plank, holds: 10 x 5s, pause: 3s, sides: left", 10 + 50 + 27),
        ("strengthen: side-plank, holds: 3 x 8s, pause: 4s, sides: both, place: side", 10 + 32 + 5 + 32),
        ("stretch: hip-flexor, holds: 3 x 10s, pause: 5s, sides: left", 5 + 40),
        ("move: Swing., for: 30s, sides: both", 30 + 5 + 30),
        ("breathe: 4-6, for: 60s", 60),
        ("breathe: Breathe as you like., for: 40s", 40),
        ("move: Walk about the room., for: 1:30", 90),
        ("move: Walk about the room., for: 1.5 min", 90),
        ("move: pelvic-tilt, for: 30s", 30),
        ("stretch: hip-flexor, hold: 20-30s, sides: left", 5 + 20),
    ],
)
def test_a_step_lasts_as_long_as_the_sum_of_its_parts(written: str, seconds: int, anatomy: Atlas) -> None:
    (step,) = _steps(written, anatomy=anatomy)
    assert step.seconds == seconds
    routine, _ = read(routine_2_of(_FIRST, written, f"rest: R., for: {600 - 20 - seconds}s", minutes="10"), anatomy)
    assert sum(one.seconds for one in lay_out(routine).segments if one.step_number == 2) == seconds


def _phases(written: str, anatomy: Atlas) -> list[tuple[Phase, int]]:
    text = routine_2_of(_FIRST, written, "rest: S., for: rest of the time", minutes="5")
    text = text if not problems_of(text, anatomy) else routine_2_of(_FIRST, written, "rest: S., for: rest of the time")
    routine, _ = read(text, anatomy)
    return [(one.phase, one.seconds) for one in lay_out(routine).segments if one.step_number == 2]


def test_counted_work_is_one_segment_and_a_series_is_its_holds_and_pauses(anatomy: Atlas) -> None:
    assert _phases("strengthen: Lift it., reps: 30", anatomy) == [(Phase.READY, 10), (Phase.WORK, 120)]
    assert _phases("strengthen: Hold it., holds: 3 x 30s, pause: 10s", anatomy) == [
        (Phase.READY, 10),
        (Phase.HOLD, 30),
        (Phase.PAUSE, 10),
        (Phase.HOLD, 30),
        (Phase.PAUSE, 10),
        (Phase.HOLD, 30),
    ]


def test_between_two_rounds_there_is_a_rest_and_none_after_the_last(anatomy: Atlas) -> None:
    assert _phases("strengthen: Lift it., reps: 12, rounds: 2, round-rest: 20s", anatomy) == [
        (Phase.READY, 10),
        (Phase.WORK, 48),
        (Phase.REST, 20),
        (Phase.WORK, 48),
    ]


def test_a_repeat_group_rests_between_its_rounds(anatomy: Atlas) -> None:
    group = "repeat: 3, round-rest: 10s, steps: [{move: Walk., for: 20s}]"
    routine, _ = read(routine_2_of(_FIRST, group, "rest: S., for: rest of the time", minutes="2"), anatomy)
    assert [step.seconds for step in routine.steps] == [20, 20, 10, 20, 10, 20, 20]
    assert next(step.do for step in routine.steps if step.kind is StepKind.REST).endswith("Round 2 of 3 comes next.")


@pytest.mark.parametrize(
    "written", ["breathe: 4-7-8, for: 57s", "breathe: Soft., pattern: {in: 4, hold: 7, out: 8}, for: 57s"]
)
def test_both_forms_of_a_breath_are_the_same(written: str, anatomy: Atlas) -> None:
    (step,) = _steps(written, anatomy=anatomy)
    assert step.breathing == BreathingPattern(4, 7, 8)


@pytest.mark.parametrize(("written", "seconds"), [("7.5", 450), ("7:30", 450), ("7", 420), ("7.25", 435)])
def test_minutes_may_be_parts_of_one(written: str, seconds: int, anatomy: Atlas) -> None:
    rests = ["rest: R., for: 180s", f"rest: R., for: {seconds - 20 - 180 - 100}s", "rest: S., for: 100s"]
    routine, _ = read(routine_2_of(_FIRST, *rests, minutes=written), anatomy)
    assert routine.seconds == seconds
    assert isinstance(routine.minutes, int) is (seconds % 60 == 0)


@pytest.mark.parametrize(
    ("written", "place"),
    [("chair", Place.SITTING), ("mat", Place.FLOOR), *((str(place), place) for place in Place)],
)
def test_every_place_and_its_other_words_are_known(written: str, place: Place, anatomy: Atlas) -> None:
    (step,) = _steps(f"move: Do it., for: 30s, place: {written}", anatomy=anatomy)
    assert step.place is place


def test_note_and_link_are_kept_and_take_no_time(anatomy: Atlas) -> None:
    address = f"https://example.org/{'a' * 80}"
    (step,) = _steps(f"move: Do it., for: 30s, note: from my physio, link: '{address}'", anatomy=anatomy)
    assert (step.note, step.link, step.seconds) == ("from my physio", address, 30)


def test_a_level_changes_the_words_and_never_the_seconds(anatomy: Atlas) -> None:
    first, second, own = _steps(
        "strengthen: bridge, level: 1",
        "strengthen: bridge, level: 2",
        "strengthen: bridge, level: mine",
        anatomy=anatomy,
    )
    assert first.seconds == second.seconds == own.seconds
    assert first.how != second.how
    assert (first.level, second.level, own.level, own.is_own_level) == (1, 2, 1, True)


def test_a_routine_without_areas_is_for_the_main_area_of_its_region(anatomy: Atlas) -> None:
    routine, _ = read(routine_2_of(_FIRST, "rest: R., for: 40s"), anatomy)
    assert [area.key for area in routine.areas] == ["lower-back"]


def test_entries_of_both_vocabularies_are_found_by_their_keys(anatomy: Atlas) -> None:
    steps = _steps(
        "move: march", "move: cat-cow, for: 30s", "breathe: belly-breathing, for: 30s",
        "check: check-turn-chest, for: 20s", "move: heel-slides, reps: 3, sides: alternate",
        anatomy=anatomy,
    )  # fmt: skip
    assert [step.move.key if step.move else step.stretch.key if step.stretch else "" for step in steps] == [
        "march", "cat-cow", "belly-breathing", "check-turn-chest", "heel-slides",
    ]  # fmt: skip
    assert [step.kind for step in steps] == [
        StepKind.MOVE, StepKind.MOVE, StepKind.BREATHE, StepKind.CHECK, StepKind.MOVE,
    ]  # fmt: skip


def test_own_words_take_nothing_of_ours_unless_the_key_is_written_exactly(anatomy: Atlas) -> None:
    own, ours = _steps(
        "stretch: Child's pose, do: Kneel and lean forward.", "stretch: child-pose, do: Lean forward.", anatomy=anatomy
    )
    assert (own.stretch, own.place, own.sides, own.hold, own.cap, own.stop) == (
        None, Place.STANDING, StepSides.NONE, 30, 60, "",
    )  # fmt: skip
    assert ours.stretch is anatomy.stretches["child-pose"]
    assert (ours.do, ours.avoid) == ("Lean forward.", ours.stretch.avoid)


def test_our_words_that_stop_stay_behind_the_persons_own(anatomy: Atlas) -> None:
    (step,) = _steps("strengthen: bridge, stop: When my knee says so.", anatomy=anatomy)
    assert step.stop == f"When my knee says so. {anatomy.moves['bridge'].stop}"


_END = "rest: S., for: rest of the time"


@pytest.mark.parametrize(
    ("written", "says", "instead"),
    [
        ("strengthen: bridge, move: Walk., for: 20s", "not 2 of them", "two steps"),
        ("press: bridge", "there is no muscle `bridge`", "strengthen: bridge"),
        ("strengthen: march", "not for `strengthen`", "move: march"),
        ("stretch: bridge", "there is no stretch `bridge`", "strengthen: bridge"),
        ("move: figure-four, for: 20s", "not for `move`", "stretch: figure-four"),
        ("strengthen: bridgee", "there is no move `bridgee`", "bridge"),
        ("strengthen: gluteus-medius", "there is no move", "press: gluteus-medius"),
        ("strengthen: bridge, reps: 31", "from 1 to 30", "8-12"),
        ("strengthen: bridge, reps: 0", "from 1 to 30", "8-12"),
        ("strengthen: bridge, reps: 12-8", "goes from 12 to 8", "lower number first"),
        ("strengthen: bridge, reps: 8, for: 20s", "together with `reps`", "keep the one"),
        ("strengthen: bridge, reps: 8, holds: 3 x 5s", "together with `reps`", "keep the one"),
        ('strengthen: bridge, reps: 3, pace: "3s up, 16s down"', "has a part of 16 s", "1 to 15 s"),
        ('strengthen: bridge, reps: 3, pace: "3s up, 3s"', "is not a pace", "3s up"),
        ('strengthen: bridge, reps: 3, pace: "3s over"', "unknown word `over`", "up, hold, down, out, in, left, right"),
        ('strengthen: bridge, reps: 3, pace: "1s up, 1s up, 1s up, 1s up, 1s up"', "has 5 parts", "at most 4"),
        ('strengthen: bridge, reps: 30, pace: "6s up, 6s down"', "lasts 370 s", "take repetitions"),
        ("strengthen: bridge, sides: both", "is not how our bridge is done", "alternate or none"),
        ("strengthen: Lift., holds: 3 x 5s, sides: alternate", "is for counted work", "`reps`"),
        ("press: gluteus-medius, sides: alternate", "is for counted work", "sides: both"),
        ("strengthen: Lift., reps: 3, rounds: 6", "from 1 to 5", ""),
        ("strengthen: Lift., reps: 3, rounds: 2, round-rest: 4s", "is 4 s", "between two rounds are 5 to 120 s"),
        ("strengthen: Lift., holds: 10 times 5", "is not a series", "10 x 5s"),
        ("strengthen: Lift., holds: 16 x 5s", "is out of range", "hold 1 to 15 times, 2 to 60 s each"),
        ("strengthen: Lift., holds: 3 x 1s", "is out of range", "hold 1 to 15 times, 2 to 60 s each"),
        ("stretch: hip-flexor, hold: 30s, holds: 3 x 10s", "together with `hold`", "keep the one"),
        ("strengthen: Lift it.", "how long, or how often", "reps: 8"),
        ("breathe: 7-6, for: 30s", "has 7 s for `in`", "2 to 6 s"),
        ("breathe: 4-8-8, for: 30s", "has 8 s for `hold`", "0 to 7 s"),
        ("breathe: 4-11, for: 30s", "has 11 s for `out`", "3 to 10 s"),
        ("breathe: 4-6, for: 121s", "is 121 s", "the longest is 120 s"),
        ("breathe: 4x6, for: 30s", "is not a breath", "4-6"),
        ("breathe: 4-6", "how long is the breathing", "for: 60s"),
        ("check: Look., for: 20s, optional: true", "on a check", "always done"),
        ("move: Walk., for: 20s, optional: perhaps", "is neither", "true"),
        ("strengthen: Lift., for: rest of the time", "is not for a strengthen", "a move, a rest or breathing"),
        ("move: Walk., for: rest of the time", "takes the rest of the time already", "seconds"),
        ("stretch: hip-flexor, hold: 30-20s", "goes from 30 to 20", "lower number first"),
        ("stretch: hip-flexor, hold: 30-90s", "is too long", "the limit is 60 s"),
        ("stretch: ear-to-shoulder, hold: 31s", "is too long", "the limit is 30 s (the neck)"),
        ("stretch: ear-to-shoulder, holds: 2 x 31s", "has holds of 31 s", "the limit is 30 s (the neck)"),
        ("stretch: My own, do: Lean., hold: 61s", "is too long", "the limit is 60 s"),
        ("stretch: hip-flexor, holds: 2 x 61s", "is out of range", "2 to 60 s each"),
        ("stretch: prone-on-elbows, hold: 121s", "is too long", "the limit is 120 s"),
        ("stretch: seated-turn, hold: 31s", "is too long", "the limit is 30 s"),
        ("move: ninety-ninety-rest, for: 301s, place: floor", "is too long", "the longest is 300 s"),
        ("stretch: child-pose, place: floor", "is not where our child", "there it is `move: bottom-to-heels`"),
        ("stretch: child-pose, place: wall", "is not where our child", "it is done sitting or table"),
        ("stretch: figure-four, place: floor", "is not where our figure four", "it is done sitting; or say it"),
        ("stretch: figure-four, place: standing", "is not where our figure four", "do:"),
        ("stretch: bent-knee-calf, place: floor", "is not where our", "it is done sitting or wall; or say it"),
        ("strengthen: bird-dog, level: 1, place: hands-and-knees", "is not where level 1 of our bird dog", "standing"),
        ("strengthen: bridge, place: sitting", "is not where our bridge is done", "floor"),
        ("move: Walk., for: 20s, place: flor", "is not known", "floor"),
        ("strengthen: Lift., reps: 3, level: 2", "is for an exercise of ours", "backpain moves"),
        ("strengthen: bridge, level: 4", "is unknown", "1, 2, 3 or mine"),
        ("move: march, level: 2", "has no levels", "take the line out"),
        ("strengthen: Lift., reps: 3, muscles: gluteus-medus", "there is no muscle", "gluteus-medius"),
        ("move: Walk., for: 20s, link: 'http://example.org'", "is not an address", "https://"),
        (f"move: Walk., for: 20s, note: {'n ' * 101}", "letters long", "200"),
        ("move: Walk., for: 0.01 min", "is not a whole second", "1:20"),
        ("move: prone-lying, for: 190s, place: lying-front", "is too long", "the longest is 180 s"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_write(
    written: str, says: str, instead: str, anatomy: Atlas
) -> None:
    problems = problems_of(routine_2_of(_FIRST, written, _END, minutes="3"), anatomy)
    found = [(one.message, one.hint) for one in problems if one.line in {7, 8}]
    assert any(says in message and instead in f"{message} {hint}" for message, hint in found), problems
    assert all(problem.line and problem.column for problem in problems)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("stretch: arm-overhead-side-bend, place: sitting", Place.SITTING),
        ("stretch: child-pose, place: table", Place.TABLE),
        ("stretch: knees-to-chest, place: bed", Place.BED),
        ("stretch: child-pose, do: Kneel and sink., place: floor", Place.FLOOR),
    ],
)
def test_a_stretch_is_done_where_it_can_be_done_or_as_the_person_says(
    written: str, place: Place, anatomy: Atlas
) -> None:
    (step,) = _steps(written, anatomy=anatomy)
    assert step.place is place
    assert step.stretch is not None


def test_a_position_of_rest_is_held_longer_than_any_other_stretch(anatomy: Atlas) -> None:
    (step,) = _steps("stretch: prone-on-elbows, hold: 120s, ready: 20s", anatomy=anatomy)
    assert (step.hold, step.cap) == (120, 120)
    longer = {one.key for one in anatomy.stretches.values() if one.cap > 60}
    assert longer == {"prone-on-elbows"} == {one.key for one in anatomy.stretches.values() if one.held_longer}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("move: Lift., for: 60s, reps: 8", "reps"),
        ("move: Lift., for: 60s, note: mine", "note"),
        ("stretch: hip-flexor, holds: 3 x 10s", "holds"),
        ("strengthen: bridge, reps: 8", "strengthen"),
        ("breathe: 4-6, for: 60s", "breathe"),
        ("rest: Stand., for: rest of the time", "rest of the time"),
        ("move: Lift., for: 60s, place: bed", "place: bed"),
        ("stretch: hip-flexor, sides: alternate", "sides: alternate"),
        ("stretch: hip-flexor, hold: 20-30s", "20-30s"),
        ("repeat: 2, round-rest: 10s, steps: [{move: W., for: 20s}]", "round-rest"),
    ],
)
def test_a_field_of_format_2_in_a_file_of_format_1_says_so(written: str, name: str, anatomy: Atlas) -> None:
    problems = problems_of(routine_of(written), anatomy)
    assert (f"`{name}` needs format 2", 'write "backpain: 2" in the first line') in [
        (one.message, one.hint) for one in problems
    ]


def test_minutes_with_parts_need_format_2(anatomy: Atlas) -> None:
    text = routine_of("rest: R., for: 90s").replace("minutes: 1", "minutes: 1.5")
    assert [one.message for one in problems_of(text, anatomy)] == ["`minutes: 1.5` needs format 2"]


@pytest.mark.parametrize(
    ("written", "says"), [("7.33", "is not a whole second"), ("0:30", "from 1 to 60"), ("x", "7:30")]
)
def test_minutes_that_are_none_are_refused(written: str, says: str, anatomy: Atlas) -> None:
    (problem,) = problems_of(routine_2_of(_FIRST, "rest: R., for: 20s", minutes=written), anatomy)
    assert says in f"{problem.message}; {problem.hint}"


@pytest.mark.parametrize(
    ("seconds", "says", "away"),
    [(40, "the other steps take 60 of 60 s", 5), (55, "the other steps take 75 of 60 s", 20)],
)
def test_the_rest_of_the_time_is_at_least_five_seconds(seconds: int, says: str, away: int, anatomy: Atlas) -> None:
    (problem,) = problems_of(routine_2_of(_FIRST, f"move: Walk., for: {seconds}s", _END), anatomy)
    assert f"{says}, and the rest of the time needs 5 s or more" in problem.message
    assert f"take {away} s away" in problem.hint
    # What the message says to do makes the file right.
    assert not problems_of(routine_2_of(_FIRST, f"move: Walk., for: {seconds - away}s", _END), anatomy)


def test_the_rest_of_the_time_is_at_most_three_minutes(anatomy: Atlas) -> None:
    (problem,) = problems_of(routine_2_of(_FIRST, "move: Walk., for: 20s", _END, minutes="4"), anatomy)
    assert "take 40 of 240 s, and the rest of the time may be 180 s at most" in problem.message
    assert "add 20 s to them" in problem.hint
    assert not problems_of(routine_2_of(_FIRST, "move: Walk., for: 40s", _END, minutes="4"), anatomy)


@pytest.mark.parametrize("field", ["note", "link"])
@pytest.mark.parametrize("written", ["\\x1b[31m", "\\u202e", "\\x00"])
def test_a_hidden_character_in_a_note_or_a_link_is_refused(field: str, written: str, anatomy: Atlas) -> None:
    text = routine_2_of(_FIRST, f'move: Walk., for: 20s, {field}: "https://{written}x"', _END)
    assert any("is not allowed" in problem.message for problem in problems_of(text, anatomy))


@pytest.mark.parametrize("number", [0, -1])
def test_the_first_and_the_last_step_are_never_optional(number: int, anatomy: Atlas) -> None:
    steps = ["move: Walk., for: 20s", "move: Walk., for: 20s", "move: Walk., for: 20s"]
    steps[number] += ", optional: true"
    (problem,) = problems_of(routine_2_of(*steps), anatomy)
    assert "is written on the" in problem.message


def _warnings(*written: str, anatomy: Atlas, minutes: str = "3") -> str:
    _, problems = read(routine_2_of(*written, minutes=minutes), anatomy)
    return "; ".join(f"{one.message}: {one.hint}" for one in problems)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([_FIRST, "strengthen: bridge, reps: 4-6", "move: L., for: 126s"], "it is always 4"),
        ([_FIRST, "breathe: 4-7-8, for: 74s, place: standing", "rest: S., for: 86s"], "write 57 or 76 s"),
        ([_FIRST, "stretch: hip-flexor, hold: 4 x 5s, sides: left", "rest: S., for: 135s"], "holds: 4 x 5s"),
        ([_FIRST, "stretch: childs pose", "rest: S., for: rest of the time"], "is taken as our child"),
        ([_FIRST, "strengthen: glute bridge", "move: L., for: 114s"], "is taken as our bridge, floor"),
        ([_FIRST, "move: L., for: 60s, place: floor", "rest: S., for: 100s"], "20 s are needed to go down"),
        ([_FIRST, "breathe: 4-6, for: 60s, place: sitting", "rest: S., for: 100s"], "10 s are needed to sit"),
        (
            ["repeat: 2, round-rest: 10s, steps: [{move: W., for: 20s}, {rest: R., for: 15s}]", "rest: S., for: 100s"],
            "both come between two rounds",
        ),
        (
            [
                "rest: Down., for: 30s, place: floor", "rest: Up., for: 30s, place: standing",
                "rest: Down., for: 30s, place: floor", "rest: Up., for: 30s, place: standing", "rest: S., for: 60s",
            ],
            "goes down to the floor again",
        ),
    ],
)  # fmt: skip
def test_what_should_be_better_is_a_notice_and_the_file_is_read(steps: list[str], says: str, anatomy: Atlas) -> None:
    assert says in _warnings(*steps, anatomy=anatomy)


@pytest.mark.parametrize(
    "steps",
    [
        [_FIRST, "rest: Down., for: 20s, place: floor", "move: L., for: 60s", "rest: Up., for: 80s, place: wall"],
        [_FIRST, "move: Sit and turn., for: 25s, place: sitting", "rest: S., for: 135s"],
        [_FIRST, "breathe: 4-6, for: 60s, ready: 10s, place: sitting", "rest: S., for: 90s"],
        [_FIRST, "move: L., reps: 10, ready: 20s, place: side", "move: L., for: 60s", "rest: U., for: 40s"],
    ],
)  # fmt: skip
def test_a_change_of_place_with_enough_time_says_nothing(steps: list[str], anatomy: Atlas) -> None:
    assert _warnings(*steps, anatomy=anatomy) == ""


def test_everything_that_is_wrong_is_found_in_one_pass(anatomy: Atlas) -> None:
    problems = problems_of(
        routine_2_of("strengthen: bridge, reps: 99", "breathe: 9-9, for: 20s", "move: W., for: 20s, level: 1"), anatomy
    )
    assert [problem.line for problem in problems] == [6, 7, 8]
