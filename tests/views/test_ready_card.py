"""The card before a session: all of what concerns the person, at every size."""

from rich.cells import cell_len
from tests.cases import all_cases
from tests.views.pages import SENTENCES, rendered, words

from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.views.ready_card import (
    OptionalStep,
    ReadyCard,
    ready_page,
    ready_parts,
    ready_sentences,
    stop_rules_page,
)
from backpain_cli.views.widgets import Room

SIZES = ((200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12))
FULL = (
    "Stop at pain that is sharp, electric, burning, and at new numbness. Dizzy or sick: sit down. Press h to tell us."
)
CARD = ReadyCard(
    "Lower back, 15 minutes",
    warning="You have had a session today. A second one can leave you sore; moving about often helps as much.",
    today=("You can go on, gently. Because of the heavy legs, nothing is pressed there.", "Book a visit as well."),
    have_ready=("a tennis ball in a sock (or a massage ball)", "places: at the wall, then on the floor"),
    cautions=("Keep your knees soft.",),
    changes=(
        StepChange(7, "Psoas", RuleAction.DROP, "Nothing is pressed.", ()),
        StepChange(3, "Glutes", RuleAction.DROP, "Nothing is pressed.", ()),
        StepChange(9, "Roll down", RuleAction.NEUTRAL, "Bending makes it worse.", ()),
    ),
    stop=("Sharp, spreading, numb, dizzy, breathless: stop.",),
    all_stop_rules=(FULL,),
    gentle=False,
    why_gentle="Your first 3 sessions are offered in a gentler form: half of the points are pressed.",
)  # fmt: skip


def screens(card: ReadyCard, room: Room) -> list[list[str]]:
    count = len(ready_parts(card, room))
    return [rendered(lambda room, number=number: ready_page(card, number, room), room) for number in range(count)]  # type: ignore[misc]


@all_cases("size", SIZES)
@all_cases("ascii_only", [False, True])
def test_the_card_is_there_whole_with_its_keys(size: tuple[int, int], ascii_only: bool) -> None:
    room = Room(*size, ascii=ascii_only)
    shown: list[str] = []
    found = screens(CARD, room)
    for lines in found:
        assert len(lines) == room.lines
        assert all(cell_len(line) <= room.columns and "…" not in line for line in lines)
        assert not ascii_only or "".join(lines).isascii()
        assert "leave" in " ".join(lines[-4:])
        shown += words(lines)
    said = [
        CARD.warning,
        *CARD.today,
        *CARD.have_ready,
        *CARD.cautions,
        *CARD.stop,
        "Nothing is pressed.",
        "steps 3, 7.",
    ]
    in_order = iter(shown)
    assert [word for word in " ".join(said[:5]).split() if word not in in_order] == []
    assert [word for text in said for word in text.split() if word not in shown] == []
    assert all("space more" in " ".join(" ".join(lines).split()) for lines in found[:-1])
    assert "space begin" in " ".join(" ".join(found[-1]).split())


def test_it_is_one_card_where_there_is_room() -> None:
    assert [len(ready_parts(CARD, Room(*size))) for size in SIZES[:3]] == [1, 1, 1]
    plain = CARD._replace(warning="", today=(), changes=(), cautions=())
    assert len(ready_parts(plain, Room(60, 20))) == 1


def test_gaps_are_left_out_where_that_saves_a_screen() -> None:
    room = Room(100, 30)
    for count in range(5, 40):
        card = CARD._replace(cautions=tuple(f"Take care, {number}." for number in range(count)))
        parts = ready_parts(card, room)
        if len(parts) > 1:
            break
    assert count > 10 and len(parts) == 2
    least = ready_parts(card._replace(cautions=card.cautions[:-1]), room)
    assert [row for row in least[0].rows if not row.plain] == []
    assert [row for row in ready_parts(CARD, room)[0].rows if not row.plain] != []


def test_what_goes_on_on_another_screen_has_its_label_there_too() -> None:
    card = ReadyCard("Lower back", cautions=tuple(f"Take care with number {number} of them." for number in range(30)))
    for size in ((100, 30), (60, 20)):
        for lines in screens(card, Room(*size))[1:]:
            rows = [row for line in lines[1:] if (row := line.strip(" │╭╮─")) and "Lower back" not in row]
            assert rows[0].startswith("Mind")


def test_what_does_not_concern_the_person_is_not_there() -> None:
    text = "\n".join(screens(ReadyCard("Neck, 5 minutes", stop=("Stop.",)), Room())[0])
    for word in ("Today", "Have ready", "For you", "Mind", "form", "all stop rules"):
        assert word not in text
    assert "Neck, 5 minutes" in text


def test_the_second_session_of_a_day_comes_first() -> None:
    lines = [line for line in screens(CARD, Room(100, 30))[0] if line.strip()]
    assert "You have had a session today." in lines[2]
    assert ready_sentences(CARD)[1] == CARD.warning


def test_the_form_that_is_chosen_is_said_and_the_other_one_offered() -> None:
    full, gentle = ("\n".join(screens(CARD._replace(gentle=gentle), Room())[0]) for gentle in (False, True))
    assert "gentler form: half of the points" in full and "f  gentler form" in full
    assert "The gentler form: half of the points are pressed." in gentle and "f  full form" in gentle


def test_changes_with_one_reason_are_one_item() -> None:
    said = ready_sentences(CARD)
    assert "For you: Nothing is pressed. Slow movement instead: steps 3, 7." in said
    assert "For you: Bending makes it worse. The neutral choice instead: step 9." in said
    assert said[-1] == "Type one of these and Enter: g to begin, f for the other form, q to leave."
    assert rendered(lambda room: ready_page(CARD, 0, room), SENTENCES)[0] == "Lower back, 15 minutes"


@all_cases("size", SIZES)
def test_all_stop_rules_fit_a_screen(size: tuple[int, int]) -> None:
    lines = rendered(lambda room: stop_rules_page((FULL,), room), Room(*size))
    assert len(lines) == size[1]
    assert [word for word in FULL.split() if word not in words(lines)] == []


OPTIONAL = CARD._replace(
    optional=(OptionalStep(4, "Bridge", 58), OptionalStep(6, "Side plank", 79)), total_s=900, spare_s=60
)


@all_cases("size", SIZES)
def test_optional_steps_are_listed_with_their_keys_at_every_size(size: tuple[int, int]) -> None:
    shown = " ".join(" ".join(words(lines)) for lines in screens(OPTIONAL.with_other("2"), Room(*size)))
    assert "1 with Bridge, 58 s" in shown
    assert "2 without Side plank, 79 s" in shown
    assert "with or without" in shown


@all_cases("size", SIZES)
def test_the_keys_of_optional_steps_are_on_the_screens_that_list_them_and_on_no_other(size: tuple[int, int]) -> None:
    many = OPTIONAL._replace(optional=tuple(OptionalStep(at, f"Exercise {at}", 40) for at in range(2, 11)))
    room = Room(*size)
    parts, shown = ready_parts(many, room), screens(many, room)
    assert "".join(key for part in parts for key in part.keys) == "123456789"
    for part, lines in zip(parts, shown, strict=True):
        text = " ".join(words(lines))
        assert [key for key in "123456789" if f"{key} with Exercise" in text] == list(part.keys)
        caps = f"{part.keys[0]}-{part.keys[-1]} with or without" if len(part.keys) > 1 else "with or without"
        assert (caps in text) is bool(part.keys)


def test_the_title_says_how_long_it_is_only_where_what_is_left_out_makes_it_shorter() -> None:
    assert OPTIONAL.with_other("1").heading == "Lower back, 15 minutes"
    assert OPTIONAL.with_other("1").with_other("2").heading == "Lower back, 15 minutes, now 13:43"
    assert OPTIONAL.with_other("1").with_other("1") == OPTIONAL


def test_in_sentences_it_is_said_what_to_type_for_with_or_without() -> None:
    said = ready_sentences(OPTIONAL.with_other("1"))
    assert "If you like: 1 without Bridge, 58 s" in said
    assert "1 to 2 for with or without" in said[-1]
    assert "with or without" not in ready_sentences(CARD)[-1]
