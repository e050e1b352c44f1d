"""Lengths of time: what people write, what is refused, and how they are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.typed_input import (
    LONGEST_DURATION_S,
    clock_text,
    duration_text,
    parse_duration,
)
from tests.cases import all_cases


@all_cases(
    ("written", "seconds"),
    [
        ("45", 45),
        ("45s", 45),
        ("45 s", 45),
        ("45 sec", 45),
        ("45 secs", 45),
        ("1 second", 1),
        ("45 seconds", 45),
        ("2m", 120),
        ("2 min", 120),
        ("2 mins", 120),
        ("1 minute", 60),
        ("2 minutes", 120),
        ("1m30s", 90),
        ("1m30", 90),
        ("1m 30s", 90),
        ("1 minute 30 seconds", 90),
        ("1:30", 90),
        ("0:05", 5),
        ("00:45", 45),
        ("120:00", 7_200),
        ("10 x 5s", 50),
        ("10x5", 50),
        ("10 × 5 s", 50),
        ("3 x 1:30", 270),
        ("  45s\n", 45),
        ("1", 1),
        ("7200", 7_200),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(written: str, seconds: int) -> None:
    assert parse_duration(written) == seconds


def test_a_leading_zero_does_not_change_the_number() -> None:
    # YAML 1.1 reads `010` as eight.
    assert parse_duration("010") == 10


@all_cases(
    "written",
    [
        "",
        " ",
        "s",
        "m",
        "x",
        "5 x",
        "x 5s",
        "1:60",
        "1:5",
        ":30",
        "1:30:00",
        "1:1:1:1",
        "1 30",
        "30s 1m",
        "1_000",
        "0x1E",
        "1e3",
        "1e400",
        ".nan",
        ".inf",
        "nan",
        "1.5",
        "1,5",
        "+5",
        "half a minute",
        "no",
        "true",
        "~",
        "2024-01-01",
        "45s; rm",
        "45s\x00",
    ],
)
def test_what_is_no_length_of_time_is_refused_with_the_forms_that_are(written: str) -> None:
    with pytest.raises(ValueError, match=r"write it like `45s`.*`1:30`"):
        parse_duration(written)


@pytest.mark.parametrize(
    "written",
    ["٤٥", "４５", "4５", "४५s", "1:３0", "①", "x²"],
)
def test_digits_of_other_scripts_are_refused_and_never_half_read(written: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        parse_duration(written)


@all_cases(
    "written",
    [
        "0",
        "0s",
        "0:00",
        "0 x 5s",
        "7201",
        "86401",
        "120:01",
        "9999 x 7200",
        "121m",
        "-5",
        "-1:30",
        "1.5",
        str(2**31),
        str(2**63),
        "9" * 5_000,
        "1" + "0" * 5_000 + "s",
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range(written: str) -> None:
    with pytest.raises(ValueError, match=rf"1 to {LONGEST_DURATION_S}"):
        parse_duration(written)


@pytest.mark.parametrize("written", ["1:" * 100_000 + "1", "1x" * 5_000 + "5", "1 x " * 200_000 + "5", "9" * 1_000_000])
def test_an_endless_length_of_time_is_refused_like_any_other(written: str) -> None:
    with pytest.raises(ValueError, match="length of time"):
        parse_duration(written)


@given(st.text(max_size=40))
def test_any_text_is_either_a_length_of_time_within_the_limits_or_refused(text: str) -> None:
    try:
        seconds = parse_duration(text)
    except ValueError:
        return
    assert 1 <= seconds <= LONGEST_DURATION_S


@given(st.integers(min_value=1, max_value=LONGEST_DURATION_S))
def test_what_the_program_tells_can_be_written_in_a_file(seconds: int) -> None:
    assert parse_duration(clock_text(seconds)) == seconds
    assert parse_duration(duration_text(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (90, "1 minute 30 seconds"),
        (900, "15 minutes"),
    ],
)
def test_seconds_are_told_in_words(seconds: int, words: str) -> None:
    assert duration_text(seconds) == words


@pytest.mark.parametrize(("seconds", "clock"), [(0, "0:00"), (5, "0:05"), (90, "1:30"), (900, "15:00")])
def test_seconds_are_told_as_a_clock(seconds: int, clock: str) -> None:
    assert clock_text(seconds) == clock
