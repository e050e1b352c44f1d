"""The keys of pages: what is an answer, what is refused, and what is said about it."""

import io

import pytest

from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer
from backpain_cli.terminal.card_terminal import END_KEY, OTHER_KEY, SAME_KEY, SEVERAL_KEYS
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.page_keys import CardResult, CardState, PageKeyboard, card_after
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.check_pages import page_parts
from backpain_cli.views.widgets import Room
from tests.cases import all_cases
from tests.question_pages import AGE, LADDER, LIMB, PAGES, SCORE, TICKS

ROOM = Room(120, 40)
SMALL = Room(40, 12)


def after(page: CheckPage, keys: str, room: Room = ROOM) -> CardResult:
    """Return what comes of pressing `keys`, one after the other."""
    result: CardResult = CardState(page, page_parts(page, room), page.ticked)
    for key in keys.split():
        assert isinstance(result, CardState), f"answered before {key}"
        result = card_after(result, key, room)
    return result


@all_cases(
    ("page", "keys", "answer"),
    [
        (TICKS, "0", PageAnswer()),
        (TICKS, "3 →", PageAnswer(("A3",))),
        (TICKS, "8 3 g", PageAnswer(("A3", "A8"))),
        (TICKS, "3 3 0", PageAnswer()),
        (TICKS, "3 0 4 →", PageAnswer(("A3", "A4"))),
        (TICKS, "3 ←", PageAnswer(back=True)),
        (TICKS._replace(ticked=frozenset({"A2"})), "→", PageAnswer(("A2",))),
        (TICKS._replace(ticked=frozenset({"A2"})), "2 0", PageAnswer()),
        (LADDER, "2", PageAnswer(("R2",))),
        (LADDER, "u", PageAnswer((UNSURE,))),
        (LADDER, "0", PageAnswer()),
        (LADDER, "←", PageAnswer(back=True)),
        (AGE, "2", PageAnswer(("18 to 49",))),
        (LIMB, "0", PageAnswer(("no",))),
        (LIMB, "u", PageAnswer((UNSURE,))),
        (SCORE, "0", PageAnswer(("0",))),
        (SCORE, "7", PageAnswer(("7",))),
        (SCORE, "x", PageAnswer(("10",))),
        (SCORE, "←", PageAnswer(back=True)),
        (TICKS, "q", PromptEnd.LEFT),
        (TICKS, f"4 {END_KEY}", PromptEnd.ENDED),
        (TICKS, "? 3 3 →", PageAnswer(("A3",))),
    ],
)
def test_what_is_an_answer(page: CheckPage, keys: str, answer: PageAnswer | PromptEnd) -> None:
    assert after(page, keys) == answer


@all_cases(
    ("page", "keys", "said"),
    [
        (TICKS, "3 0", "Something is ticked."),
        (TICKS, "→", "Nothing is ticked"),
        (TICKS, "g", "Nothing is ticked"),
        (TICKS, "3 3 →", "Nothing is ticked"),
        (TICKS, "9", "Keys here: 1–8, 0, →, ←, ?, q."),
        (TICKS, "u", "Keys here"),
        (TICKS, "x", "Keys here"),
        (TICKS, OTHER_KEY, "Keys here"),
        (TICKS, SEVERAL_KEYS, "Several keys at once"),
        (TICKS, SAME_KEY, "The same key again?"),
        (LADDER, "→", "Press the number that fits"),
        (LADDER, "6", "Keys here"),
        (LADDER, "x", "Keys here"),
        (AGE, "0", "Keys here"),
        (AGE, "u", "Keys here"),
        (AGE, "4", "Keys here"),
        (AGE, "←", "This is the first page."),
        (LIMB, "3", "Keys here"),
        (SCORE, "u", "Keys here"),
        (SCORE, "→", "Keys here"),
        (SCORE, OTHER_KEY, "Keys here"),
    ],
)
def test_a_key_that_answers_nothing_says_why_on_the_page(page: CheckPage, keys: str, said: str) -> None:
    result = after(page, keys)
    assert isinstance(result, CardState) and result.said.startswith(said)
    # It is said once: the next key that means something takes it away.
    assert isinstance(helping := card_after(result, "?", ROOM), CardState) and not helping.said


@all_cases("name", PAGES)
@all_cases("key", ["0", "1", "u", "→", "←", "?", "x"])
def test_while_the_keys_are_explained_none_of_them_is_an_answer(name: str, key: str) -> None:
    state = CardState(PAGES[name], page_parts(PAGES[name], ROOM), frozenset())
    assert after(PAGES[name], f"? {key}") == state


def test_a_key_that_is_held_down_leaves_the_line_ticked() -> None:
    state = CardState(TICKS, page_parts(TICKS, ROOM), frozenset())
    for is_held in (False, False, True, True):
        result = card_after(state, "3", ROOM, is_held=is_held)
        assert isinstance(result, CardState)
        state = result
    assert state.ticked == {"A3"}


def test_a_split_page_asks_for_each_of_its_parts() -> None:
    assert len(page_parts(TICKS, SMALL)) == 8
    # What is not in view can't be ticked, and none of those in view says nothing about the others.
    assert after(TICKS, "0 0 3 → 0 0 6 → 0 0", SMALL) == PageAnswer(("A3", "A6"))
    unseen = after(TICKS, "2", SMALL)
    assert isinstance(unseen, CardState) and not unseen.ticked and unseen.said
    later = after(TICKS, "1 → 1", SMALL)
    assert isinstance(later, CardState) and later.number == 1 and later.ticked == {"A1"} and later.said
    assert isinstance(nothing := after(TICKS, "1 → →", SMALL), CardState) and nothing.said.startswith("Nothing")
    assert isinstance(before := after(TICKS, "1 → ←", SMALL), CardState) and before.number == 0


def test_where_heading_and_note_are_a_part_of_their_own_only_going_on_leads_past_them() -> None:
    assert page_parts(LADDER, SMALL)[0].lines == ()
    for key in ("1", "0", "u"):
        assert isinstance(refused := after(LADDER, key, SMALL), CardState) and refused.number == 0 and refused.said
    assert isinstance(read := after(LADDER, "→", SMALL), CardState) and read.number == 1


def test_none_of_these_takes_a_tick_back_only_after_the_last_part_of_a_ladder() -> None:
    count = len(page_parts(LADDER, SMALL))
    zeros = ["→", *["0"] * (count - 1)]
    assert count > 2
    assert isinstance(after(LADDER, " ".join(zeros[:-1]), SMALL), CardState)
    assert after(LADDER, " ".join(zeros), SMALL) == PageAnswer()
    assert after(LADDER, "→ u", SMALL) == PageAnswer((UNSURE,))
    assert isinstance(after(LADDER, "u", SMALL), CardState)


def test_a_choice_that_is_split_has_no_none_of_these_before_all_was_seen() -> None:
    room = Room(24, 8)
    assert len(page_parts(AGE, room)) > 1
    assert isinstance(refused := after(AGE, "0", room), CardState) and refused.said
    assert isinstance(after(AGE._replace(may_be_none=True), "0", room), CardState)


@all_cases("before", [(120, 40), (80, 24)])
def test_another_size_keeps_the_ticks_and_goes_on_where_one_was(before: tuple[int, int]) -> None:
    room = Room(*before)
    state = CardState(TICKS, page_parts(TICKS, room), frozenset({"A3"}))
    assert state.fitted_to(SMALL) == state._replace(parts=page_parts(TICKS, SMALL))
    second = CardState(TICKS, page_parts(TICKS, Room(80, 24)), frozenset({"A3"}), number=1)
    assert second.fitted_to(SMALL).part.lines[0].key == "5"
    assert second.fitted_to(Room(200, 60)).number == 0


def typed(text: str, page: CheckPage, monkeypatch: pytest.MonkeyPatch) -> tuple[PageAnswer | PromptEnd, str]:
    """Return what comes of typing `text` where there is no terminal, and what was said meanwhile."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    said = io.StringIO()
    with PageKeyboard(PageConsole(said, {"COLUMNS": "500"})) as keyboard:
        return keyboard.ask(page), said.getvalue()


@pytest.mark.parametrize(
    ("page", "text", "answer"),
    [
        (TICKS, "0\n", PageAnswer()),
        (TICKS, "3\n8\ng\n", PageAnswer(("A3", "A8"))),
        (TICKS, "\n\n3\n\n0\ng\n", PageAnswer(("A3",))),
        (TICKS, "38\n0\n", PageAnswer()),
        (TICKS, "b\n", PageAnswer(back=True)),
        (LADDER, "u\n", PageAnswer((UNSURE,))),
        (LIMB, " 2 \n", PageAnswer(("leg",))),
        (SCORE, "10\n", PageAnswer(("10",))),
        (SCORE, "X\n", PageAnswer(("10",))),
        (SCORE, "11\n12\n4\n", PageAnswer(("4",))),
        (TICKS, "quit\n", PromptEnd.LEFT),
        (TICKS, "", PromptEnd.ENDED),
        (TICKS, "3\n\n", PromptEnd.ENDED),
        (AGE, "\n\n0\n", PromptEnd.ENDED),
        (AGE, "２\n²\n", PromptEnd.ENDED),
    ],
    ids=repr,
)
def test_in_lines_a_digit_and_enter_is_an_answer_and_enter_alone_never(
    page: CheckPage, text: str, answer: PageAnswer | PromptEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(text, page, monkeypatch)[0] == answer


def test_in_lines_what_is_ticked_and_refused_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed("3\n0\n5\n3\n5\ng\n?\n\n0\n", TICKS, monkeypatch)[1].splitlines()
    found = [line.rpartition("Your answer: ")[2] for line in said if "Your answer: " in line]
    assert found[:6] == [
        "Ticked: 3.",
        "Something is ticked. Untick it, or go on with it: → or g.",
        "Ticked: 3, 5.",
        "Ticked: 5.",
        "Nothing is ticked.",
        "Nothing is ticked here. None of these? Press 0.",
    ]
    assert "0: None of these; not while one of them is ticked." in said
    assert said[-1].endswith("q to leave.") or said[-1].startswith("Your answer")
