"""What to do after the questions, at every size."""

from datetime import date

from rich.console import RenderableType
from tests.cases import all_cases
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.safety.person_facts import AgeBand, PersonFacts
from backpain_cli.domain.safety.triage import assess
from backpain_cli.domain.terms import ThemeName
from backpain_cli.library.shipped_safety import load_triage_table
from backpain_cli.views.big_digits import cells_of
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.views.widgets import Room
from backpain_cli.wording.outcome_text import OutcomeText, outcome_text

TABLE = load_triage_table()
TICKS = {"emergency": "A1.1", "today": "A7.3", "days": "B2.1", "gently": "A5.4", "visit": "B4", "nothing": "A3.6"}


def page(name: str, room: Room) -> tuple[RenderableType, OutcomeText]:
    facts = PersonFacts(AgeBand.FROM_18, {})
    found = assess(TABLE, before=frozenset({"lumbar"}), facts=facts, ticks=[TICKS[name]])
    text = outcome_text(found, "999, or the emergency number of where you are", date(2026, 11, 30))
    return outcome_page(found.outcome, text, room), text


@all_cases("name", TICKS)
def test_an_outcome_is_there_in_all_its_words(name: str) -> None:
    assert_fits_every_screen(lambda room: page(name, room)[0])
    for columns in (20, 40, 60, 80, 100, 200):
        for ascii_only in (False, True):
            room = Room(columns, ascii=ascii_only)
            lines = rendered(lambda room: page(name, room)[0], room)
            shown = " ".join(" ".join(lines).replace("│", " ").replace("|", " ").split())
            text = page(name, room)[1]
            assert text.heading.rstrip(".") in shown
            for sentence in text.sentences:
                assert [word for word in sentence.split() if word not in shown.split() and len(word) < 16] == []
            assert text.reported.partition(": ")[2][1:] in shown


@all_cases("room", [SENTENCES._replace(columns=1000), PIPE])
def test_elsewhere_it_is_a_sentence_a_line(room: Room) -> None:
    assert rendered(lambda room: page("emergency", room)[0], room)[:3] == [
        "GET HELP NOW.",
        "You told us: chest pain or pressure, trouble breathing, or cold sweat or faintness with pain in chest, arm, "
        "jaw or upper back.",
        "Call 999, or the emergency number of where you are.",
    ]


@all_cases(("columns", "scale"), [(56, 1), (80, 1), (111, 1), (112, 2), (200, 2)])
def test_get_help_now_is_drawn_as_large_as_there_is_room_for(columns: int, scale: int) -> None:
    lines = rendered(lambda room: page("emergency", room)[0], Room(columns))
    drawn = cells_of("GET HELP NOW", scale, scale)
    assert [line.strip() for line in lines if line.strip()][: len(drawn)] == [row.strip() for row in drawn]


@all_cases(("columns", "first"), [(71, None), (80, "SEE A DOCTOR"), (140, "SEE A DOCTOR IN THE NEXT DAYS")])
def test_see_a_doctor_is_drawn_in_one_line_or_two(columns: int, first: str | None) -> None:
    text = "\n".join(rendered(lambda room: page("days", room)[0], Room(columns)))
    drawn = cells_of(first, 1, 1, above=1)[1] if first else "█"
    assert (drawn in text) is (first is not None)


def test_without_colours_the_band_is_in_reverse() -> None:
    lines = rendered(lambda room: page("emergency", room)[0], Room(80), theme=ThemeName.MONO, colors=True)
    assert sum(line.startswith("\x1b[7m") for line in lines) >= 5


def test_the_number_to_call_is_on_a_tile() -> None:
    for name in ("emergency", "today"):
        text = "\n".join(rendered(lambda room, name=name: page(name, room)[0], Room(80), colors=True))  # type: ignore[misc]
        assert "48;2;179;22;27m999\x1b" in text
