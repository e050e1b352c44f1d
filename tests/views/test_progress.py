"""Progress: plots that fit, facts with how sure they are, and one sentence on chance."""

import pytest
from rich.cells import cell_len
from rich.console import RenderableType
from tests.records import noted, session, step
from tests.views.histories import ENTRIES, SESSIONS, TODAY, hostile
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.records.agreed_moves import MoveCourse
from backpain_cli.domain.records.care_records import MoveSetting
from backpain_cli.domain.records.pain_progress import AreaProgress, area_progress
from backpain_cli.domain.records.practice_progress import NO_BETTER, RISING, practice_summary
from backpain_cli.domain.records.sessions import PainEntry, StepEffect
from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.views.care_notes import CareNotes
from backpain_cli.views.progress import (
    ASCII_PLOT,
    FACTS_SINCE,
    PLOT,
    plot_periods,
    progress_page,
    score_plot,
)
from backpain_cli.views.widgets import Room
from backpain_cli.wording import report_text as words
from backpain_cli.wording.report_text import NO_CAUSE

ROOMS = [Room(140), Room(90), Room(80), Room(60), Room(40), PIPE, SENTENCES]
AREAS = (("lower-back", "Lower back"), ("neck", "Neck"), ("head", "Head and face"))


def _page(room: Room, *, advice: str = "") -> RenderableType:
    areas = [area_progress(SESSIONS, ENTRIES, key, name, most=plot_periods(room.columns)) for key, name in AREAS]
    practice = practice_summary(SESSIONS, TODAY, most=8)
    return progress_page(areas, practice, ["knee"], room, today=TODAY, advice=advice)


def _flow(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def test_the_page_fits_every_screen() -> None:
    assert_fits_every_screen(_page)


@pytest.mark.parametrize("room", ROOMS)
def test_every_fact_is_on_the_page(room: Room) -> None:
    text = _flow(rendered(_page, room))
    for wanted in (
        "Lower back: does it help?",
        "Neck: does it help?",
        "16 Sep 2026: noted 2",
        "No session has a score both before and after it yet.",
        "Fewer than four weeks of scores, too few to tell.",
        "1 point less",
        "3 points less",
        "Gluteus",
        "Figure",
        "45 min",
        "7 weeks in a row with a session. Days of rest belong to it.",
        "Also scored: knee. One of them: backpain progress AREA",
    ):
        assert wanted in text
    assert "Settle" not in text


@pytest.mark.parametrize("room", ROOMS)
def test_one_sentence_speaks_of_chance_once(room: Room) -> None:
    text = _flow(rendered(_page, room))
    assert text.count(NO_CAUSE) == text.count("chance") == 1


def test_the_facts_are_beside_the_plot_from_90_columns_and_below_it_on_less() -> None:
    assert any("10 ┤" in line and "sessions" in line for line in rendered(_page, Room(FACTS_SINCE)))
    assert not any("┤" in line and "sessions" in line for line in rendered(_page, Room(FACTS_SINCE - 1)))


def test_a_pipe_and_plain_output_get_facts_and_a_table_without_a_plot() -> None:
    for room in (PIPE, SENTENCES):
        lines = rendered(_page, room)
        assert "".join(lines).replace("–", "-").isascii()
        assert not any("█" in line or "|" in line for line in lines)
        assert "- week of 3 Aug 2026: before 8, after 6" in lines
        assert "eight weeks" not in _flow(lines)
    assert "sessions: 7, then 5, medians before and after, 17 sessions; median change: 1 point less" in rendered(
        _page, PIPE
    )
    assert "Gluteus medius     17  5          4      4  = + - = + - = +" in rendered(_page, PIPE)


def test_a_step_has_a_bar_and_its_last_answers_as_signs() -> None:
    line = next(line for line in rendered(_page, Room(80)) if line.startswith("Gluteus medius"))
    assert line.split() == ["Gluteus", "medius", "17", "█" * 14, "5", "4", "4", *"=+-=+-=+"]
    narrow = next(line for line in rendered(_page, Room(60)) if line.startswith("Gluteus medius"))
    assert narrow.split()[-4:] == ["█" * 6, "5", "4", "4"]
    spoken = next(line for line in rendered(_page, SENTENCES) if line.startswith("Gluteus medius"))
    assert "helped: 5. same: 4. worse: 4. last eight: same," in spoken


def test_a_step_that_helped_more_often_comes_first_and_the_rest_is_counted() -> None:
    sessions = [
        session(day, steps=tuple(
            step(f"Step {number}", number=number, effect=StepEffect.HELPED if number > day else StepEffect.SAME)
            for number in range(1, 16)
        ))
        for day in range(3)
    ]  # fmt: skip
    practice = practice_summary(sessions, TODAY, most=8)
    lines = rendered(lambda room: progress_page([], practice, [], room, today=TODAY), PIPE)
    steps = [line.split()[1] for line in lines if line.startswith("Step")]
    assert steps == ["10", "11", "12", "13", "14", "15", "3", "4", "5", "6", "7", "8"]
    assert "... and 3 steps more; --json has them all." in lines


@pytest.mark.parametrize(("advice", "heading"), [(NO_BETTER, "Book a visit"), (RISING, "See a doctor first")])
def test_a_warning_comes_first(advice: str, heading: str) -> None:
    for room in ROOMS:
        text = _flow(rendered(lambda room: _page(room, advice=advice), room)).replace("│ ", "")
        assert text.index(heading) < text.index(advice) < text.index("Lower back")


def _course(*, most: int = 9) -> AreaProgress:
    sessions = [session(0), session(1, ["lower-back=5"], ["lower-back=5"])]
    return area_progress(sessions, [noted(3, "lower-back=0")], "lower-back", "", most=most)


def test_a_plot_has_a_row_for_each_score_and_signs_that_differ_in_shape() -> None:
    lines = rendered(lambda room: score_plot(_course().course, room), Room(80))
    assert [line[:5] for line in lines[:11:2]] == [f"{score:>3} ┤" for score in range(10, -1, -2)]
    assert [line[:5] for line in lines[1:11:2]] == ["    │"] * 5
    plotted = {10 - number: line[5:] for number, line in enumerate(lines[:11])}
    assert (plotted[6].strip(), plotted[5].split(), plotted[4].strip()) == ("○", ["│", "◉"], "●")
    assert plotted[0].index("+") == 2 + 3 * 6
    assert "median" not in _flow(lines)
    assert len(set(PLOT[:4])) == len(set(ASCII_PLOT[:4])) == 4


@pytest.mark.parametrize("columns", [24, 30, 40, 59, 60, 80, 100, 140])
def test_no_plot_is_wider_than_the_page(columns: int) -> None:
    sessions = [session(day) for day in range(0, 7 * 200, 7)]
    area = area_progress(sessions, [], "lower-back", "Lower back", most=200)
    for ascii_only in (False, True):
        lines = rendered(lambda room: score_plot(area.course, room), Room(columns, ascii=ascii_only))
        assert max(map(cell_len, lines)) <= columns
        assert not ascii_only or "".join(lines).isascii()


def test_the_page_shows_as_many_weeks_as_the_plot_has_room_for() -> None:
    sessions = [session(day) for day in range(0, 7 * 200, 7)]
    for columns in (40, 80, 90, 140):
        area = area_progress(sessions, [], "lower-back", "Lower back", most=plot_periods(columns))
        practice = practice_summary([], TODAY, most=1)
        lines = rendered(lambda room, a=area, p=practice: progress_page([a], p, [], room, today=TODAY), Room(columns))  # type: ignore[misc]
        assert sum(line.count("○") for line in lines) == len(area.course.periods) + 1


def test_no_recorded_text_reaches_the_terminal_as_a_code() -> None:
    odd, _ = hostile()
    areas = [area_progress([odd], [], "neck", "Neck", most=9)]
    practice = practice_summary([odd], TODAY, most=3)
    for room in ROOMS:
        text = "".join(rendered(lambda room: progress_page(areas, practice, ["\x1b[31m"], room, today=TODAY), room))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\\x1b[31m" in text


def test_an_empty_history_says_what_to_do() -> None:
    practice = practice_summary([], TODAY, most=3)
    assert "backpain log" in rendered(lambda room: progress_page([], practice, [], room, today=TODAY), PIPE)[0]


def test_of_a_day_every_score_is_shown_and_no_mean_that_nobody_noted() -> None:
    entries = [noted(3, "neck=7"), replace_hour(noted(3, "neck=4"), 22), noted(5, "neck=6")]
    area = area_progress([], entries, "neck", "Neck", most=9)
    for room in (PIPE, SENTENCES):
        text = _flow(
            rendered(
                lambda room: progress_page([area], practice_summary([], TODAY, most=8), [], room, today=TODAY), room
            )
        )
        assert "6 Aug 2026: noted 7, then 4" in text
        assert "5.5" not in text
    lines = rendered(lambda room: score_plot(area.course, room), Room(80))
    rows = {10 - number: line[5:] for number, line in enumerate(lines[:11])}
    assert [score for score in rows if "+" in rows[score]] == [7, 6, 4]


def replace_hour(entry: PainEntry, hour: int) -> PainEntry:
    """Return the entry, noted at that hour of its day."""
    return entry._replace(identifier=f"{entry.identifier[:-1]}f", when=entry.when.replace(hour=hour))


def test_of_a_week_the_median_is_shown() -> None:
    sessions = [session(day) for day in range(0, 35)]
    area = area_progress(sessions, [], "lower-back", "Lower back", most=9)
    text = _flow(rendered(lambda room: score_plot(area.course, room), Room(80)))
    assert "the median of each week" in text
    assert ", then " not in words.course_texts(area.course)[0]


MOVES = (
    MoveCourse("bridge", "Bridge", 5, MoveSetting(1, 8), MoveSetting(2, 6), left_out=False),
    MoveCourse("row", "Row", 2, MoveSetting(1, 6), MoveSetting(1, 6), left_out=True),
)


@pytest.mark.parametrize("room", [PIPE, SENTENCES, Room(120), Room(80)])
def test_levels_and_repetitions_are_on_the_page(room: Room) -> None:
    practice = practice_summary([], TODAY, most=12)
    lines = rendered(lambda at: progress_page([], practice, [], at, today=TODAY, notes=CareNotes(moves=MOVES)), room)
    text = " ".join(" ".join(lines).split())
    assert "level 1, 8 times" in text
    assert "level 2, 6 times" in text
    assert "left out" in text


NOTES = CareNotes(
    goal="carry my [b]grandson[/b]\x1b[31m",
    walking=WalkingAdvice(minutes=10, walks=3, offers=(11, 12), is_known=True, has_hurt=False, had_pause=False),
    message="Walk a little.",
    offers_plan=True,
)


def test_goal_walks_message_and_plan_are_below_the_figures_and_alone_where_there_are_none() -> None:
    def full(room: Room) -> RenderableType:
        practice = practice_summary(SESSIONS, TODAY, most=12)
        return progress_page([], practice, [], room, today=TODAY, notes=NOTES)

    def empty(room: Room) -> RenderableType:
        return progress_page([], practice_summary([], TODAY, most=12), [], room, today=TODAY, notes=NOTES)

    for page in (full, empty):
        assert_fits_every_screen(page)
        for room in (Room(100), Room(40), PIPE, SENTENCES):
            text = _flow(rendered(page, room))
            assert "Your goal: carry my [b]grandson[/b]\\x1b[31m" in text
            assert "try 11 or 12 if you like." in text
            assert "Good to know" in text
            assert ("backpain learn flare-up" in text) is (room is not PIPE)
