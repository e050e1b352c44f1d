"""Text as it is heard."""

import pytest

from backpain_cli.domain.spoken import number_in_words


@pytest.mark.parametrize("number", [-1, -20, -100])
def test_a_negative_number_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not counted"):
        number_in_words(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (12, "twelve"), (20, "twenty"), (65, "sixty-five"), (99, "ninety-nine"), (100, "100")],
)
def test_a_number_up_to_99_is_heard_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words
