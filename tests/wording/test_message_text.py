"""The line about walking says what may be tried; what is offered for a move is a question; both blame nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from backpain_cli.domain.records.care_records import MoveSetting
from backpain_cli.domain.records.progression import MoveOffer, OfferKind
from backpain_cli.domain.records.walking import WalkingAdvice
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.wording.message_text import offer_sentence, plan_steps, recovery_sentence, walking_sentence

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


@pytest.mark.parametrize(
    ("kind", "choices", "said"),
    [
        (OfferKind.MORE, ((1, 9), (1, 10)), "Bridge goes well. Next time 9 or 10 instead of 8?"),
        (OfferKind.NEXT_LEVEL, ((2, 6),), "Bridge goes well. Next time level 2, 6 times?"),
        (OfferKind.FEWER, ((1, 4),), "Bridge was too much. Next time 4 instead of 8?"),
        (OfferKind.LEVEL_DOWN, ((1, 8),), "Bridge hurt twice. Next time level 1?"),
        (OfferKind.ASK_CLINICIAN, (), "Bridge gets no easier. Ask a clinician about it."),
        (
            OfferKind.LEAVE_OUT,
            (),
            "Bridge is left out from now on: it sent pain further, or something was new. Let somebody see it.",
        ),
    ],
)
def test_what_is_offered_for_a_move(kind: OfferKind, choices: tuple[tuple[int, int], ...], said: str) -> None:
    offer = MoveOffer("bridge", kind, tuple(MoveSetting(*one) for one in choices))
    assert offer_sentence(offer, "Bridge", MoveSetting(1, 8)) == said


def test_muscles_that_rest_are_named_with_the_time_and_another_routine() -> None:
    now = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    assert recovery_sentence(now + timedelta(hours=20), now, ["neck", "walk"]) == (
        "You trained these muscles less than 48 hours ago; they need rest until Friday 14:00. "
        "Today instead: backpain routine neck or backpain routine walk."
    )
    assert recovery_sentence(now + timedelta(hours=2), now, []).endswith("they need rest until today 20:00.")
