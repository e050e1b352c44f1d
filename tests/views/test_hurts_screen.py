"""Each page of the key h fills the screen, at any size, and each of its keys can be seen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.counted import counted_at
from tests.key_h import hurts
from tests.plans import small_plan
from tests.screens import IN_SESSION
from tests.views.session_grid import WITH_TEXTS, prose, screen_lines, shows_drawn

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.safety.in_session import HurtsPage
from backpain_cli.session.events import NS_PER_S, Event, SessionCommand, TimePassed
from backpain_cli.session.session import Session
from backpain_cli.views.big_digits import cells_of

PAGES: dict[HurtsPage, tuple[Event, ...]] = {
    HurtsPage.CHOICE: hurts(),
    HurtsPage.SETTLING: hurts(SessionCommand.TWO, 3),
    HurtsPage.SETTLED: hurts(SessionCommand.TWO, 30),
    HurtsPage.RESTING: hurts(SessionCommand.THREE, 3),
    HurtsPage.RESTED: hurts(SessionCommand.THREE, 120),
}


def asking(page: HurtsPage = HurtsPage.CHOICE, *more: Event) -> Session:
    session = Session(plan=small_plan()).after(TimePassed(40 * NS_PER_S))
    for event in (*PAGES[page], *more):
        session = session.after(event)
    assert session.question is not None
    assert session.question.page is page
    return session


def words_on(lines: list[str]) -> str:
    """Return the words of a screen, without the cells of what is drawn beside them."""
    return prose(line.translate(dict.fromkeys(map(ord, "█▀▄"), " ")) for line in lines)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_each_answer_is_there_in_full_words(size: tuple[int, int], page: HurtsPage, ascii_only: bool) -> None:
    lines = screen_lines(asking(page), *size, ascii_only=ascii_only)
    text, texts = words_on(lines), IN_SESSION.by_page[page]
    assert texts.heading in text
    for answer in texts.answers:
        is_drawn = (
            [shows_drawn(lines, cells_of(answer.text.upper(), high, high)) for high in (1, 2)]
            if (answer.text.upper() == answer.word)
            else []
        )
        assert answer.text in text or any(is_drawn)
        drawn = [
            shows_drawn(lines, cells_of(answer.key, high + 1, high, above=max(1, high // 2))) for high in range(1, 12)
        ]
        assert f"{answer.key} {answer.text}" in text or any(drawn)
    assert "Gluteus" not in text


@pytest.mark.parametrize(
    ("title", "phase", "follows"),
    [
        ("Bridge", Phase.WORK, "half of the repetitions that are left"),
        ("Clamshell", Phase.READY, "half of the repetitions that are left"),
        ("Side plank", Phase.HOLD, "each hold half as long"),
        ("Slow breathing", Phase.HOLD, "you breathe as it comes"),
        ("Settle", Phase.HOLD, "smaller and slower"),
    ],
)
def test_the_page_says_what_too_strong_leads_to_in_this_step(title: str, phase: Phase, follows: str) -> None:
    session = counted_at(title, phase, 1)
    for event in hurts():
        session = session.after(event)
    text = words_on(screen_lines(session, 120, 40))
    assert f"then: {follows}" in text
    assert "30 seconds at most" not in text
    for event in (TimePassed(NS_PER_S), SessionCommand.ONE, TimePassed(2 * NS_PER_S), *hurts()):
        session = session.after(event)
    text = words_on(screen_lines(session, 120, 40))
    assert f"then: {follows}" not in text
    # The second time; and after something sharp.
    assert text.count("then: this step ends") == 2


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (100, 30), (80, 24)], ids=str)
def test_the_answers_are_drawn_large_where_there_is_room(size: tuple[int, int]) -> None:
    lines = screen_lines(asking(), *size)
    for word in ("TOO STRONG", "SHARP", "LIGHT-HEADED", "ALARM"):
        assert any(shows_drawn(lines, cells_of(word, times, times)) for times in (1, 2))


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
@pytest.mark.parametrize(("page", "left"), [(HurtsPage.SETTLING, "0:27"), (HurtsPage.RESTING, "1:57")])
def test_the_wait_counts_down(size: tuple[int, int], page: HurtsPage, left: str) -> None:
    lines = screen_lines(asking(page), *size)
    sizes = [(across, half_rows) for across in range(1, 15) for half_rows in range(1, 12)]
    assert left in prose(lines) or any(shows_drawn(lines, cells_of(left, *each)) for each in sizes)


@pytest.mark.parametrize("size", [(37, 1), (42, 2), (37, 5), (30, 5), (20, 6), (33, 3)], ids=str)
def test_on_the_smallest_screens_each_key_is_there(size: tuple[int, int]) -> None:
    text = prose(screen_lines(asking(), *size))
    for key in ("1 too strong", "2 sharp", "3 dizzy", "4 alarm"):
        assert key in text
    assert "0" in text or size[1] == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [*WITH_TEXTS, (37, 10), (30, 5), (80, 1)], ids=str)
def test_leaving_is_asked_for_again(size: tuple[int, int], page: HurtsPage) -> None:
    assert "q once more" in prose(screen_lines(asking(page, SessionCommand.QUIT), *size))


@pytest.mark.parametrize("size", WITH_TEXTS, ids=str)
@pytest.mark.parametrize("page", [HurtsPage.CHOICE, HurtsPage.SETTLED, HurtsPage.RESTED])
def test_the_answer_that_the_arrows_point_to_is_marked_and_no_other_is(size: tuple[int, int], page: HurtsPage) -> None:
    later = TimePassed(2 * NS_PER_S)
    for steps, answer in enumerate(IN_SESSION.by_page[page].answers, start=1):
        lines = screen_lines(asking(page, later, *[SessionCommand.DOWN] * steps), *size)
        assert prose(lines).count("▸") == 1
        marked = next(line for line in lines if "▸" in line)
        assert answer.text.split()[0] in marked or shows_drawn(lines, cells_of(answer.word, 1, 1)) or "▸" in marked
    assert "▸" not in prose(screen_lines(asking(page), *size))


@given(st.sampled_from(HurtsPage), st.integers(1, 260), st.integers(1, 90), st.booleans())
@example(HurtsPage.CHOICE, 72, 42, False)
@example(HurtsPage.RESTING, 80, 90, False)
@example(HurtsPage.RESTING, 72, 8, False)
def test_every_size_from_one_cell_on_has_the_page(page: HurtsPage, columns: int, lines: int, ascii_only: bool) -> None:
    found = screen_lines(asking(page), columns, lines, ascii_only=ascii_only)
    assert len(found) == lines
    assert not ascii_only or "".join(found).isascii()
