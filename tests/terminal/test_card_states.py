"""The keys of pages: what is an answer, what is refused, and what is said about it."""

from backpain_cli.domain.safety.interview import UNSURE, CheckPage, PageAnswer
from backpain_cli.domain.terms import OutputMode
from backpain_cli.terminal.card_states import CardResult, CardState, ReadyChoice, ReadyResult, ReadyState
from backpain_cli.terminal.card_terminal import END_KEY, OTHER_KEY, SAME_KEY, SEVERAL_KEYS
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.check_pages import page_parts
from backpain_cli.views.ready_card import OptionalStep, ReadyCard, ready_parts
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
        result = result.after(key, room)
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
    assert isinstance(helping := result.after("?", ROOM), CardState) and not helping.said


@all_cases("name", PAGES)
@all_cases("key", ["0", "1", "u", "→", "←", "?", "x"])
def test_while_the_keys_are_explained_none_of_them_is_an_answer(name: str, key: str) -> None:
    state = CardState(PAGES[name], page_parts(PAGES[name], ROOM), frozenset())
    assert after(PAGES[name], f"? {key}") == state


def test_a_key_that_is_held_down_leaves_the_line_ticked() -> None:
    state = CardState(TICKS, page_parts(TICKS, ROOM), frozenset())
    for is_held in (False, False, True, True):
        result = state.after("3", ROOM, is_held=is_held)
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
    smaller, larger = second.fitted_to(SMALL), second.fitted_to(Room(200, 60))
    assert smaller is not None and smaller.part.lines[0].key == "5"
    assert larger is not None and larger.number == 0
    assert second.fitted_to(Room(10, 3)) is None


READY = ReadyCard("Neck, 15 minutes", have_ready=("a ball",), stop=("Stop.",), all_stop_rules=("All.",), gentle=False)


@all_cases(("keys", "gentle"), [("space", False), ("f space", True), ("f f space", False), ("? x space", False)])
def test_space_begins_in_the_form_that_f_has_chosen(keys: str, gentle: bool) -> None:
    result: ReadyResult = ReadyState(READY)
    for key in keys.split():
        assert isinstance(result, ReadyState)
        result = result.after(" " if key == "space" else key, ROOM)
    assert result == ReadyChoice(gentle)


@all_cases("key", ["0", "1", "→", "g", "←", OTHER_KEY, SAME_KEY, SEVERAL_KEYS, "?"])
def test_no_other_key_begins(key: str) -> None:
    assert isinstance(ReadyState(READY).after(key, ROOM), ReadyState)


def test_all_stop_rules_are_behind_a_key_and_space_does_not_begin_from_there() -> None:
    shown = ReadyState(READY).after("?", ROOM)
    assert shown == ReadyState(READY, shows_rules=True)
    assert ReadyState(READY, shows_rules=True).after(" ", ROOM) == ReadyState(READY)
    assert ReadyState(READY._replace(all_stop_rules=())).after("?", ROOM) == ReadyState(
        READY._replace(all_stop_rules=())
    )


def test_a_card_on_several_screens_begins_from_the_last_one_only() -> None:
    card = READY._replace(cautions=tuple(f"Mind this and that and the other thing, number {one}." for one in range(9)))
    count = len(ready_parts(card, SMALL))
    assert count > 2
    result: ReadyResult = ReadyState(card)
    for number in range(count):
        assert isinstance(result, ReadyState) and result.number == number
        assert (result.after("f", SMALL) == result) is (number < count - 1)
        result = result.after(" ", SMALL)
    assert result == ReadyChoice(gentle=False)
    assert ReadyState(card, 1).after("←", SMALL) == ReadyState(card, 0)
    assert ReadyState(card, count - 1).fitted_to(ROOM) == ReadyState(card)
    assert ReadyState(card).fitted_to(Room(20, 6)) is None


OPTIONAL = (OptionalStep(3, "Bridge", 58), OptionalStep(5, "Side plank", 79))


@all_cases(
    ("keys", "left_out"), [("space", ()), ("1 space", (3,)), ("1 2 space", (3, 5)), ("2 2 space", ()), ("3 space", ())]
)
def test_a_key_leaves_an_optional_step_out_and_takes_it_in_again(keys: str, left_out: tuple[int, ...]) -> None:
    result: ReadyResult = ReadyState(READY._replace(optional=OPTIONAL, total_s=900))
    for key in keys.split():
        assert isinstance(result, ReadyState)
        result = result.after(" " if key == "space" else key, ROOM)
    assert result == ReadyChoice(gentle=False, left_out=frozenset(left_out))


def test_on_several_screens_a_key_leaves_out_only_what_is_listed_on_the_one_in_view() -> None:
    cautions = tuple(f"Mind this and that and the other thing, number {one}." for one in range(9))
    card = READY._replace(optional=OPTIONAL, cautions=cautions)
    parts = ready_parts(card, SMALL)
    listed = [number for number, part in enumerate(parts) if part.keys]
    assert 0 < len(listed) < len(parts)
    for number, part in enumerate(parts):
        for key in ("1", "2"):
            state = ReadyState(card, number)
            wanted = state._replace(card=card.with_other(key)) if key in part.keys else state
            assert state.after(key, SMALL) == wanted


def test_in_lines_every_optional_step_has_its_key() -> None:
    lines = Room(40, 12, mode=OutputMode.SENTENCES)
    assert ReadyState(READY._replace(optional=OPTIONAL)).after("2", lines) == ReadyState(
        READY._replace(optional=OPTIONAL, left_out=frozenset({5}))
    )


def test_a_key_that_is_held_down_leaves_nothing_out() -> None:
    state = ReadyState(READY._replace(optional=OPTIONAL))
    assert state.after("1", ROOM, is_held=True) == state
    assert state._replace(shows_rules=True).after("1", ROOM) == state


def test_leaving_is_no_beginning() -> None:
    assert ReadyState(READY).after("q", ROOM) is PromptEnd.LEFT
    assert ReadyState(READY).after(END_KEY, ROOM) is PromptEnd.ENDED
