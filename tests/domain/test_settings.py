"""What the preferences refuse."""

import pytest

from backpain_cli.domain.settings import FASTEST_RATE, SLOWEST_RATE, Settings


@pytest.mark.parametrize("rate", [-1, 1, SLOWEST_RATE - 1, FASTEST_RATE + 1, 10_000])
def test_a_rate_of_speech_that_no_voice_has_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match=f"80 to 450 words per minute, not {rate}"):
        Settings(rate=rate)


@pytest.mark.parametrize("rate", [0, SLOWEST_RATE, FASTEST_RATE])
def test_a_rate_that_a_voice_has_is_taken_and_none_is_the_programs_own(rate: int) -> None:
    assert Settings(rate=rate).rate == rate
