"""Many days of one person at every kind of questions: each page takes each of its keys, and there is an end."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from backpain_cli.domain.records.sessions import ScreeningKind, ScreeningRecord
from backpain_cli.domain.records.triage_records import NOTHING_KEPT
from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer, check_answer
from backpain_cli.domain.safety.sign_table import LinePage
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import state_after
from backpain_cli.domain.safety.triage_schedule import due_before_short_plan, due_triage
from backpain_cli.domain.terms import Outcome, OutputMode
from backpain_cli.terminal.card_states import CardState
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.card_screen import BACK_ARROW, GO_ON_ARROW
from backpain_cli.views.check_pages import PagePart
from backpain_cli.views.widgets import Room
from tests.flow import Person
from tests.interviews import CERVICAL, FACTS, LUMBAR, NOON, TABLE, THORACIC, usual_answer

KEYS = [*"0123456789", "u", "x", GO_ON_ARROW, BACK_ARROW]
ROOM = Room(80, 24, OutputMode.SENTENCES)
MOST_KEYS, MOST_BACK = 2000, 20
USUAL = 0.7
"""So many pages are answered as by somebody who is well, so that the last of them are reached too."""
WAYS = ("before a session", "before a short plan", "ladders")

days = st.lists(
    st.tuples(
        st.sampled_from([0, 0.1, 1, 8, 15, 40, 400]),
        st.sampled_from([LUMBAR, CERVICAL, THORACIC, LUMBAR | THORACIC]),
        st.sampled_from(WAYS),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def takes_what_is_written_for_it(page: CheckPage, number: int) -> None:
    """Fail where a page of a script would be given an answer that it does not have."""
    check_answer(page, PageAnswer(usual_answer(page)))
    for otherwise in (number, (UNSURE,)):
        answer = Person({0: otherwise}, {}).ask(page)
        assert isinstance(answer, PageAnswer)
        check_answer(page, answer)


def pressed(page: CheckPage, chance: Random, *, may_go_back: bool) -> PageAnswer:
    """Press keys at random until one answers the page."""
    keys = KEYS if may_go_back else KEYS[:-1]
    state = CardState(page, (PagePart(page.lines),), page.ticked)
    for _ in range(MOST_KEYS):
        result = state.after(chance.choice(keys), ROOM)
        if isinstance(result, PageAnswer):
            return result
        assert not isinstance(result, PromptEnd)
        state = result
    raise AssertionError(f"no key answers {page}")


@given(days, st.integers(0, 2**32))
@example([(0, LUMBAR, WAYS[0], True)] * 3, 1)
def test_each_page_of_many_days_takes_each_of_its_keys(
    walked: list[tuple[float, frozenset[str], str, bool]], seed: int
) -> None:
    chance, kept, now = Random(seed), NOTHING_KEPT, NOON  # noqa: S311 - no secret
    stopped = ScreeningRecord(NOON, ScreeningKind.FULL, LUMBAR, Outcome.DOCTOR_TODAY)
    first_edition = chance.choice([[], [], [stopped]])
    for later, before, way, asks_side in walked:
        now += timedelta(days=later)
        due = due_triage(TABLE, chance.choice([kept, kept, kept, None]), first_edition, before, now)
        if way == WAYS[1]:
            due = due_before_short_plan(due)
        elif way == WAYS[2]:
            lines = [line.key for line in TABLE.lines if line.page is LinePage.A]
            due = replace(due, ladders=tuple(chance.sample(lines, 2)))
        interview = TriageInterview(table=TABLE, fact_table=FACTS, due=due, kept=kept, asks_side=asks_side)
        turned = 0
        while (page := interview.page) is not None:
            takes_what_is_written_for_it(page, chance.randrange(10))
            is_usual = chance.random() < USUAL
            answer = (
                PageAnswer(usual_answer(page)) if is_usual else pressed(page, chance, may_go_back=turned < MOST_BACK)
            )
            turned += answer.back
            interview = interview.after(answer)
        kept = state_after(interview, now)
