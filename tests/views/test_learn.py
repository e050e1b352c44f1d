"""Messages and the plan for a bad day fit every screen, and say everything in a pipe and in sentences too."""

import pytest
from rich.console import RenderableType
from tests.records import EVENING
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.library.shipped_messages import load_education
from backpain_cli.views.care_notes import SessionNote, note_parts
from backpain_cli.views.learn import flare_up_page, messages_page
from backpain_cli.views.widgets import Room

EDUCATION = load_education()
ROOMS = [Room(140), Room(80), Room(40), PIPE, SENTENCES]


def _messages(room: Room) -> RenderableType:
    return messages_page(EDUCATION.messages, {"E1": EVENING}, room, anatomy=None, is_off=True)


def _plan(room: Room) -> RenderableType:
    return flare_up_page(EDUCATION.flare_up, room, has_routine=True)


@pytest.mark.parametrize("page", [_messages, _plan])
def test_every_page_fits_every_screen(page: object) -> None:
    assert_fits_every_screen(page)  # type: ignore[arg-type]


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_is_there_with_its_grade(room: Room) -> None:
    text = " ".join(" ".join(rendered(_messages, room)).split())
    for message in EDUCATION.messages:
        if room.columns >= 80:
            assert str(message.grade) in text
        assert message.key in text
    assert "Messages after sessions are off." in text


@pytest.mark.parametrize("room", ROOMS)
def test_the_plan_names_the_routine_where_there_is_one(room: Room) -> None:
    text = " ".join(" ".join(rendered(_plan, room)).split())
    assert "`backpain routine flare-up` once or twice" in text
    without = rendered(lambda room: flare_up_page(EDUCATION.flare_up, room, has_routine=False), room)
    assert "backpain routine" not in " ".join(without)


@pytest.mark.parametrize("room", ROOMS)
def test_sources_are_listed_where_they_are_asked_for(room: Room, anatomy: Atlas) -> None:
    def page(room: Room) -> RenderableType:
        return messages_page(EDUCATION.messages, {}, room, anatomy=anatomy, is_off=False)

    text = " ".join(" ".join(rendered(page, room)).split())
    for key in {key for message in EDUCATION.messages for key in message.sources}:
        assert key in text


@pytest.mark.parametrize("room", ROOMS)
def test_a_note_has_what_an_answer_asks_for_before_the_message(room: Room) -> None:
    note = SessionNote("Walk a little.", ("Tell somebody.",))
    text = " ".join(" ".join(rendered(lambda room: note_parts(note, room)[0], room)).split())
    assert text == "Tell somebody."
    assert "Walk a little." in " ".join(rendered(lambda room: note_parts(note, room)[-1], room))
    assert note_parts(SessionNote(), room) == []
