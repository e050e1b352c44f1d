"""Sessions as a list and one by one: complete, and harmless whatever was recorded."""

import pytest
from rich.console import RenderableType
from tests.records import session
from tests.views.histories import ENTRIES, ODD, SESSIONS, TODAY, hostile
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.records.sessions import SessionEnding
from backpain_cli.views.history import (
    session_page,
    session_table,
)
from backpain_cli.views.widgets import Room

ROOMS = [Room(140), Room(80), Room(40), PIPE, SENTENCES]


def _listed(room: Room) -> RenderableType:
    numbers = {entry.identifier: number for number, entry in enumerate(ENTRIES, start=1)}
    return session_table(
        SESSIONS[:-6:-1], ENTRIES[::-1], room, today=TODAY, numbers=numbers, recent=SESSIONS, more=True
    )


def _one(room: Room) -> RenderableType:
    return session_page(ODD, {"gluteus-medius": "Gluteus medius"}, room)


@pytest.mark.parametrize("page", [_listed, _one])
def test_every_page_fits_every_screen(page: object) -> None:
    assert_fits_every_screen(page)  # type: ignore[arg-type]


@pytest.mark.parametrize("room", ROOMS)
def test_a_list_has_each_session_its_pain_and_its_notes(room: Room) -> None:
    text = " ".join(" ".join(rendered(_listed, room)).split())
    for one in SESSIONS[:-6:-1]:
        assert str(one.number) in text
    assert "left" in text
    assert "neck:left" in text
    assert "Noted without a session" in text
    assert "There are earlier ones; `--most 0` shows" in text


def test_on_a_screen_a_step_is_a_square_and_pain_an_arrow() -> None:
    row = next(line for line in rendered(_listed, Room(140)) if line.lstrip().startswith("46"))
    assert "Thu 17 Sep 20:15" in row
    assert "■□■□ left" in row
    assert "lower-back 5 → 4 ▼ 1" in row
    one = session(0, steps=SESSIONS[0].steps)
    lines = rendered(lambda room: session_table([one], [], room, today=TODAY, recent=[one]), Room(100))
    assert any("■□■□" in line and "6 → 4 ▼ 2" in line for line in lines)
    # Names of places need the room of the squares.
    row = next(line for line in rendered(_listed, Room(100)) if line.lstrip().startswith("46"))
    assert "2/4 left" in row
    assert "lower-back 5 → 4 ▼ 1" in row
    assert "2/4" in "".join(rendered(_listed, Room(60)))


def test_in_a_pipe_a_session_is_one_line_with_all_columns() -> None:
    lines = rendered(_listed, PIPE)
    assert lines[1].split() == ["no.", "begun", "routine", "done", "ended", "time", "pain"]
    row = "46 2026-09-17 20:15 lower-back 2/4 left 10:00 lower-back 5, then 4; neck:left 3, then 3"
    assert " ".join(lines[3].split()) == row
    assert "p1  2026-08-23 20:15  lower-back 9  after a long drive" in [line.strip() for line in lines]


def test_the_grid_stands_beside_the_list_from_100_columns_and_below_it_on_less() -> None:
    wide, narrow = rendered(_listed, Room(100)), rendered(_listed, Room(80))
    assert "eight weeks" in next(line for line in wide if "begun" in line)
    assert not any("eight weeks" in line and "begun" in line for line in narrow)
    assert any("eight weeks" in line for line in narrow)
    for room in (PIPE, SENTENCES):
        assert not any("eight weeks" in line for line in rendered(_listed, room))


@pytest.mark.parametrize("room", ROOMS)
def test_one_session_is_shown_in_full(room: Room) -> None:
    text = " ".join(" ".join(rendered(_one, room)).replace("│", "").split())
    for wanted in (
        "61. Lower back",
        "2026-10-02 20:15",
        "2026-10-02 20:31, finished",
        "15 minutes; the gentler form, 15 s longer than planned",
        "3 times, 1 minute",
        "your left",
        "2 of 2 steps done",
        "first line second line",
        "Reported during the session",
        "at 1:35 in step 1",
        "Gluteus medius",
        "at 11:40 in step 3",
    ):
        assert wanted in text


def test_steps_are_shown_with_what_became_of_them() -> None:
    lines = rendered(lambda room: session_page(SESSIONS[0], {}, room), Room(100))
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "1. Gluteus medius done 1:00 helped" in text
    assert "2. Piriformis skipped 0:00 1:00" in text
    assert "3. Figure four done 2:10 1:00 once" in text
    assert "4. Settle not reached" in text
    assert "3. Figure four. done: done. time: 2:10. planned: 1:00. restarted: once." in rendered(
        lambda room: session_page(SESSIONS[0], {}, room), SENTENCES
    )


@pytest.mark.parametrize(
    ("ending", "word"), [(SessionEnding.BROKEN_OFF, "interrupted"), (SessionEnding.STOPPED, "stopped:")]
)
def test_how_a_session_ended_is_shown_in_plain_words(ending: SessionEnding, word: str) -> None:
    odd = session(0, ending=ending)
    for room in ROOMS:
        for page in (session_table([odd], [], room, today=TODAY), session_page(odd, {}, room)):
            text = " ".join(rendered(lambda _, page=page: page, room))  # type: ignore[misc]
            assert word in " ".join(text.split())


def test_no_recorded_text_reaches_the_terminal_as_a_code() -> None:
    odd, entry = hostile()
    for room in ROOMS:
        listed = rendered(lambda room: session_table([odd], [entry], room, today=TODAY), room)
        text = "".join([*listed, *rendered(lambda room: session_page(odd, {}, room), room)])
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\\x1b[31m" in text


def test_an_empty_history_says_what_to_do_and_an_empty_search_does_not() -> None:
    empty = rendered(lambda room: session_table([], [], room, today=TODAY), PIPE)
    assert "backpain log lower-back=4" in empty[0]
    unmatched = rendered(lambda room: session_table([], [], room, today=TODAY, everything=False), Room(80))
    assert unmatched == ["No session fits that."]
