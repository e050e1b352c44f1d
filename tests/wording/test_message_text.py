"""The line about walking says what may be tried, and counts nothing that was missed."""

import pytest

from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.wording.message_text import plan_steps, walking_sentence

ADVICE = WalkingAdvice(minutes=10, walks=3, offers=(11, 12), is_known=True, has_hurt=False, had_pause=False)
LATELY = "Walking: 10 minutes, 3 times in the last seven days."


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        (
            ADVICE,
            f"{LATELY} All had settled by the next day: try 11 or 12 if you like.",
        ),
        (
            ADVICE._replace(is_known=False, offers=(30,)),
            f"{LATELY} If all had settled by the next day, try 30 if you like.",
        ),
        (ADVICE._replace(walks=1, offers=()), "Walking: 10 minutes, once in the last seven days."),
        (
            ADVICE._replace(walks=2, offers=(), has_hurt=True),
            "Walking: 10 minutes, 2 times in the last seven days. The day after was worse once: "
            "stay with that, or walk a little less.",
        ),
        (
            ADVICE._replace(minutes=8, walks=0, offers=(), had_pause=True),
            "Walking: 8 minutes is a good length to begin again with.",
        ),
    ],
)
def test_the_line_about_walking(advice: WalkingAdvice, said: str) -> None:
    assert walking_sentence(advice) == said


def test_the_plan_is_in_full_words_with_and_without_its_routine() -> None:
    plan = load_education().flare_up
    for has_routine, wanted in (
        (True, "`backpain routine flare-up` once"),
        (False, "easy movements that you know once"),
    ):
        steps = plan_steps(plan, has_routine=has_routine)
        assert len(steps) == 5
        assert wanted in steps[1]
        assert "{" not in " ".join(steps)
