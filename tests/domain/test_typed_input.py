"""What a person types about pain, days and times of day."""

from datetime import date, datetime, time, timedelta

import pytest

from backpain_cli.domain.typed_input import (
    WEEKDAYS,
    TypedScore,
    area_scores_in,
    day_end,
    day_start,
    parse_area_score,
    parse_clock_time,
    parse_day,
    parse_past_moment,
    parse_weekdays,
)
from tests.cases import all_cases

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("lower-back=4", TypedScore("lower-back", "", 4)),
        ("neck:left=0", TypedScore("neck", "left", 0)),
        ("Neck : R = 10", TypedScore("Neck", "right", 10)),
        ("between the shoulder blades=05", TypedScore("between the shoulder blades", "", 5)),
        ("neck:both=3", TypedScore("neck", "both", 3)),
    ],
)
def test_a_score_is_understood(text: str, score: TypedScore) -> None:
    assert parse_area_score(text) == score


@all_cases("number", ["-1", "11", "5.5", "nan", "", "inf", "1e1", "\N{ARABIC-INDIC DIGIT FOUR}", "100", "+4"])
def test_what_is_no_whole_number_from_0_to_10_is_no_score(number: str) -> None:
    with pytest.raises(ValueError, match=r"a score is a whole number from 0 .* to 10"):
        parse_area_score(f"neck={number}")


@pytest.mark.parametrize("text", ["neck", "=4", "", " =4", "4"])
def test_a_score_needs_an_area(text: str) -> None:
    with pytest.raises(ValueError, match="is not AREA=SCORE"):
        parse_area_score(text)


@pytest.mark.parametrize("side", ["", "middle", "left:right"])
def test_a_side_is_left_right_or_both(side: str) -> None:
    with pytest.raises(ValueError, match="the side is left, right or both"):
        parse_area_score(f"neck:{side}=4")


def test_what_is_echoed_holds_no_control_character() -> None:
    with pytest.raises(ValueError, match=r"\\x1b") as caught:
        parse_area_score("\x1b[31mneck=99")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 25)),
        ("10d", date(2026, 11, 16)),
        ("2w", date(2026, 11, 12)),
        ("9999-12-31", date(9999, 12, 31)),
        ("0001-01-01", date(1, 1, 1)),
    ],
)
def test_a_day_is_understood(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@all_cases(
    "text",
    [
        "",
        "2026-02-30",
        "20261103",
        "3.11.2026",
        "tomorrow",
        "-1d",
        "99999d",
        "2026-W03-1",
        "0000-01-01",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        parse_day(text, TODAY)


def test_a_day_lasts_until_the_next_one_begins() -> None:
    assert day_end(TODAY) == day_start(date(2026, 11, 27))
    assert day_start(TODAY).utcoffset() is not None


def test_the_first_and_the_last_day_of_all_begin_and_end_too() -> None:
    assert day_start(date.min) < day_end(date.min) < day_start(TODAY)
    assert day_start(TODAY) < day_start(date.max) < day_end(date.max)


@pytest.mark.parametrize(("text", "clock"), [("20:30", time(20, 30)), ("7:05", time(7, 5)), ("00:00", time(0, 0))])
def test_a_time_of_day_is_understood(text: str, clock: time) -> None:
    assert parse_clock_time(text) == clock


@pytest.mark.parametrize("text", ["24:00", "8", "13pm", "12:60", "", "20:30:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time of day"):
        parse_clock_time(text)


NOON = datetime(2026, 11, 26, 12, 0).astimezone()


@all_cases(
    ("text", "moment"),
    [
        ("7:30", "2026-11-26T07:30"),
        # In the morning, the last time that it was half past nine is yesterday evening.
        ("21:30", "2026-11-25T21:30"),
        ("yesterday", "2026-11-25T12:00"),
        (" Yesterday 7:05 ", "2026-11-25T07:05"),
        ("3d 23:00", "2026-11-23T23:00"),
        ("2026-11-20", "2026-11-20T12:00"),
        ("2026-11-20T21:30", "2026-11-20T21:30"),
        ("2026-11-20 21:30", "2026-11-20T21:30"),
        ("2026-11-20T21:30:15+00:00", "2026-11-20T21:30:15+00:00"),
    ],
)
def test_a_moment_that_has_been_is_understood(text: str, moment: str) -> None:
    found = parse_past_moment(text, NOON)
    assert found == datetime.fromisoformat(moment).astimezone()
    assert found.utcoffset() is not None


@all_cases("text", ["", "soon", "25:00", "2026-02-30T10:00", "2026-11-20T25:00", "yesterday x", "0000-01-01T00:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a moment"):
        parse_past_moment(text, NOON)


@pytest.mark.parametrize("text", ["2026-11-26T12:01", "today 13:00", "2026-11-27"])
def test_pain_of_the_future_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is in the future"):
        parse_past_moment(text, NOON)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon,wed,fri", ("mon", "wed", "fri")),
        ("Friday, monday mon", ("mon", "fri")),
        ("daily", WEEKDAYS),
        ("every day", WEEKDAYS),
        ("weekdays", WEEKDAYS[:5]),
    ],
)
def test_days_of_the_week_are_understood(text: str, days: tuple[str, ...]) -> None:
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["mo", "monkey", "mon,xyz"])
def test_what_is_no_day_of_the_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"`{text.rpartition(',')[2]}` is not a day of the week"):
        parse_weekdays(text)


@pytest.mark.parametrize("text", ["", ",", " , "])
def test_no_day_of_the_week_at_all_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="On which days"):
        parse_weekdays(text)


@all_cases(
    ("text", "days"),
    [
        ("mon-fri", WEEKDAYS[:5]),
        ("Mon to Wed", WEEKDAYS[:3]),
        ("fri-mon", ("mon", "fri", "sat", "sun")),
        ("weekends", WEEKDAYS[5:]),
        ("weekdays, sat", WEEKDAYS[:6]),
        ("MWF", ("mon", "wed", "fri")),
        ("TTh", ("tue", "thu")),
        ("mondays and thursdays", ("mon", "thu")),
        ("tues", ("tue",)),
    ],
)
def test_ranges_and_letters_of_days_are_understood(text: str, days: tuple[str, ...]) -> None:
    assert parse_weekdays(text) == days


@all_cases("text", ["mo-xx", "mtx", "x", "mon--fri", "-", "s"])
def test_days_that_could_be_others_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="day"):
        parse_weekdays(text)


@all_cases(
    ("text", "clock"),
    [("8:30pm", time(20, 30)), ("8pm", time(20)), ("12 am", time(0)), ("12pm", time(12)), ("20.30", time(20, 30))],
)
def test_clocks_of_twelve_hours_are_understood(text: str, clock: time) -> None:
    assert parse_clock_time(text) == clock


@all_cases("text", ["13pm", "0am", "8:60pm", "pm", "8"])
def test_no_other_clock_is(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        parse_clock_time(text)


@all_cases(
    ("text", "ago"),
    [("friday", 3), ("Monday", 0), ("last monday", 7), ("tue", 6), ("last week", 7), ("2w", 14), ("2 weeks ago", 14)],
)
def test_a_day_by_its_name_is_the_last_one(text: str, ago: int) -> None:
    monday = date(2026, 11, 30)
    assert parse_day(text, monday) == monday - timedelta(days=ago)


@all_cases(
    ("typed", "scores"),
    [
        (["left", "shoulder=4"], ["left shoulder=4"]),
        (["lower", "back", "4", "neck", "3"], ["lower back=4", "neck=3"]),
        (["neck", "=", "4"], ["neck=4"]),
        (["neck", "4/10,", "and", "hip", "2"], ["neck=4", "hip=2"]),
        (["neck"], ["neck"]),
        (["=4"], ["=4"]),
        ([], []),
    ],
)
def test_places_and_scores_are_told_apart(typed: list[str], scores: list[str]) -> None:
    assert area_scores_in(typed) == scores
