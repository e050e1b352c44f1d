"""Two states of a person's care are put together without losing anything."""

from datetime import timedelta

from backpain_cli.domain.records.care_records import NO_CARE, CareState, Goal, PainBeginning, merged_care
from tests.records import EVENING, a_care

EARLIER = EVENING - timedelta(days=1)


def test_what_is_put_together_twice_is_what_it_was() -> None:
    assert merged_care(a_care(), a_care()) == a_care()
    assert merged_care(NO_CARE, a_care()) == merged_care(a_care(), NO_CARE) == a_care()


def test_of_two_answers_the_newer_one_counts_whichever_side_it_is_on() -> None:
    older = CareState(
        shown={"E1": EARLIER, "E2": EARLIER},
        is_off=False,
        switched=EARLIER,
        goal=Goal("sleep through", EARLIER),
        began=PainBeginning(EARLIER.date(), EARLIER),
    )
    for merged in (merged_care(older, a_care()), merged_care(a_care(), older)):
        assert merged == a_care()._replace(shown={**a_care().shown, "E2": EARLIER})
