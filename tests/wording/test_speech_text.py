"""Written text as it is spoken: brackets, numbers, lengths of time."""

import pytest

from backpain_cli.wording.speech_text import number_words, seconds_words, speakable_text, word_count


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 to 4 cm (about two finger-widths) out", "three to four centimetres, about two finger-widths, out"),
        ("between rib and waist (kidney, floating ribs).", "between rib and waist, kidney, floating ribs."),
        ("a number from 0 (none) to 10 (worst), and", "a number from zero, none, to ten, worst, and"),
        ("from 65 (women from 50): skip it", "from sixty-five, women from fifty: skip it"),
        ("L4 and T12/L1, 1:30, 1.5, 120, 10 x 5s", "L4 and T12/L1, 1:30, 1.5, 120, ten x 5s"),
        ("(Lying.) Go on", "Lying. Go on"),
        ("an open ( bracket", "an open bracket"),
        ("", ""),
    ],
)
def test_a_written_text_is_heard_like_this(written: str, said: str) -> None:
    assert speakable_text(written) == said


def test_numbers_are_counted_in_words() -> None:
    assert [number_words(number) for number in (0, 7, 13, 20, 65, 99, 100)] == [
        "zero", "seven", "thirteen", "twenty", "sixty-five", "ninety-nine", "100",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="-1"):
        number_words(-1)


def test_lengths_of_time_are_said_in_seconds_as_long_as_one_counts_them_so() -> None:
    assert [seconds_words(seconds) for seconds in (1, 60, 90, 120, 135)] == [
        "one second", "sixty seconds", "ninety seconds", "two minutes", "two minutes fifteen seconds",
    ]  # fmt: skip


def test_a_word_with_a_hyphen_takes_as_long_as_two() -> None:
    assert word_count("two finger-widths - or so") == 5
