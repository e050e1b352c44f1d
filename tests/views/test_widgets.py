from rich.console import Group, RenderableType
from rich.text import Text
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.terms import SafetyClass
from backpain_cli.views.widgets import (
    Column,
    Room,
    bullets,
    card,
    class_chip,
    labelled,
    marked,
    next_commands,
    responsive_table,
    title,
)

COLUMNS = [Column("muscle"), Column("felt here"), Column("class"), Column("share", since=80, right=True)]


def _table(room: Room) -> RenderableType:
    rows: list[list[str | Text] | str] = [
        "hip",
        ["Gluteus medius", marked(room, "●", "mainly"), class_chip(room, SafetyClass.A), "34 %"],
        ["Psoas [bold]major[/bold]", marked(room, "○", "sometimes"), class_chip(room, SafetyClass.D), "5 %"],
    ]
    return responsive_table(room, COLUMNS, rows)


def test_a_table_is_a_table_on_a_screen_and_shows_a_column_only_where_there_is_room() -> None:
    wide, narrow = rendered(_table, Room(80)), rendered(_table, Room(60))
    assert wide[0].split() == ["muscle", "felt", "here", "class", "share"]
    assert "share" not in "".join(narrow)
    assert "● mainly" in "".join(narrow)
    assert any(line.strip() == "hip" for line in narrow)
    assert_fits_every_screen(_table)


def test_what_looks_like_markup_stays_text() -> None:
    for room in (Room(80), PIPE, SENTENCES):
        assert "Psoas [bold]major[/bold]" in "\n".join(rendered(_table, room))


def test_in_a_pipe_an_entry_is_one_line_with_all_columns_and_no_heading() -> None:
    lines = rendered(_table, PIPE)
    assert lines == [
        "muscle                    felt here  class  share",
        "Gluteus medius            mainly     A       34 %",
        "Psoas [bold]major[/bold]  sometimes  D        5 %",
    ]


def test_a_plain_table_is_a_sentence_for_each_entry() -> None:
    assert rendered(_table, SENTENCES) == [
        "hip:",
        "Gluteus medius. felt here: mainly. class: A. share: 34 %.",
        "Psoas [bold]major[/bold]. felt here: sometimes. class: D. share: 5 %.",
    ]


def test_a_class_has_a_background_of_its_own_on_a_screen_and_is_a_letter_everywhere() -> None:
    lines = rendered(_table, Room(80), colors=True)
    assert any("\x1b[38;2;0;0;0;48;2;95;216;200m A " in line for line in lines)
    assert any(" A" in line for line in rendered(_table, Room(80, ascii=True)))


def _page(room: Room) -> RenderableType:
    return Group(
        title(room, "Muscles", "of the low back", "17"),
        card(room, "One change", Text("Stand up every half hour. " * 6)),
        labelled(room, [("where", "Below the rim of the hip bone. " * 5), ("stop", "Sharp pain"), ("not", "")]),
        bullets(room, ["Chest pain", "A fever with back pain, or shivers. " * 4], mark="▢"),
        next_commands(room, ("backpain routine lower-back", "begins")),
    )


def test_the_parts_of_a_page_fit_every_screen() -> None:
    assert_fits_every_screen(_page)
    assert all("not" not in line.split() for line in rendered(_page, Room(80)))


def test_no_frame_and_no_sign_is_printed_where_nothing_is_drawn() -> None:
    for room in (PIPE, SENTENCES):
        text = "\n".join(rendered(_page, room))
        assert not set("╭╮╰╯│─▢") & set(text)
        assert "One change" in text
        assert "[ ] Chest pain" in text
        assert "stop: Sharp pain" in text


def test_a_pipe_gets_each_text_in_one_line_and_no_advice_what_to_type() -> None:
    lines = rendered(_page, PIPE)
    assert any(line.startswith("where: Below") and line.count("rim") == 5 for line in lines)
    assert not any("backpain routine" in line for line in lines)
    assert any("backpain routine lower-back" in line for line in rendered(_page, SENTENCES))


def test_a_command_and_what_it_does_stay_on_one_line() -> None:
    pairs = [("backpain muscle NAME", "one of them"), ("backpain why lower-back", "how sure this is")]
    assert rendered(lambda room: next_commands(room, *pairs), Room(60)) == [
        "",
        "backpain muscle NAME  one of them",
        "backpain why lower-back  how sure this is",
    ]
    assert len(rendered(lambda room: next_commands(room, *pairs), Room(80))) == 2
