"""Written text as it is spoken: brackets, numbers, lengths of time."""

import pytest

from backpain_cli.wording.speech_text import (
    number_words,
    seconds_words,
    speakable_text,
    word_count,
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("bag of 2–5 kg, 8–12 times", "bag of two to five kilos, eight to twelve times"),
        ("3 to 4 cm (about two finger-widths) out", "three to four centimetres, about two finger-widths, out"),
        ("between rib and waist (kidney, floating ribs).", "between rib and waist, kidney, floating ribs."),
        ("a number from 0 (none) to 10 (worst), and", "a number from zero, none, to ten, worst, and"),
        ("from 65 (women from 50): skip it", "from sixty-five, women from fifty: skip it"),
        (
            "L4 and T12/L1, 1:30, 1.5, 120, 10 x 5s",
            "L4 and T12/L1, one minute thirty, 1.5, 120, ten times five seconds",
        ),
        ("Hold 5s, 3x each side.", "Hold five seconds, three times each side."),
        ("Bend 1/2 way, knees 90/90, pain below 4/10", "Bend half way, knees ninety ninety, pain below four of ten"),
        ("7:00, then 2 min, 1x or 2x", "seven minutes, then two minutes, once or twice"),
        ("4-7-8, 1:75 and 3-5 s stay", "4-7-8, 1:75 and 3-5 s stay"),
        ("(Lying.) Go on", "Lying. Go on"),
        ("an open ( bracket", "an open bracket"),
        ("", ""),
    ],
)
def test_a_written_text_is_heard_like_this(written: str, said: str) -> None:
    assert speakable_text(written) == said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (7, "seven"),
        (12, "twelve"),
        (20, "twenty"),
        (65, "sixty-five"),
        (99, "ninety-nine"),
        (100, "100"),
    ],
)
def test_a_number_up_to_99_is_spoken_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize("number", [-1, -20, -100])
def test_a_negative_number_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"is 0 or more, not {number}"):
        number_words(number)


def test_lengths_of_time_are_said_in_seconds_as_long_as_one_counts_them_so() -> None:
    assert [seconds_words(seconds) for seconds in (1, 60, 90, 120, 135)] == [
        "one second", "sixty seconds", "ninety seconds", "two minutes", "two minutes fifteen seconds",
    ]  # fmt: skip


def test_a_word_with_a_hyphen_takes_as_long_as_two() -> None:
    assert word_count("two finger-widths - or so") == 5
